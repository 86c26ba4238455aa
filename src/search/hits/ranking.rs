//! Collects the best sections.

use super::best::{Best, Rank, Ranked};
use super::place_order::Years;
use crate::index::IndexReader;
use crate::search::count::{Collector, FoundSection};
use crate::search::request::Sort;

/// How sections rank in the order of a request.
pub(super) struct Ranking<'a> {
    reader: &'a IndexReader,
    pub(super) sort: Sort,
    years: Years,
}

impl<'a> Ranking<'a> {
    pub(super) fn new(reader: &'a IndexReader, sort: Sort) -> Self {
        Self { reader, sort, years: Years::default() }
    }

    /// Returns the rank of a section.
    pub(super) fn rank(&mut self, section: FoundSection<'a>) -> tantivy::Result<Rank> {
        let mut year = |unknown: i64| {
            let year = self.years.year(self.reader, section.address)?;
            Ok::<_, tantivy::TantivyError>(year.map_or(unknown, |year| i64::from(year.get())))
        };
        let order = match self.sort {
            Sort::Relevance => 0,
            Sort::Newest => year(i64::MIN)?,
            Sort::Oldest => year(i64::MAX)?.saturating_neg(),
            Sort::Mentions => i64::from(section.mentions),
        };
        Ok(Rank { whole: 0, order, score: section.score })
    }
}

/// Collects the best sections in the order of a request.
pub(super) struct TopSections<'a> {
    ranking: Ranking<'a>,
    best: Best,
}

impl<'a> TopSections<'a> {
    pub(super) fn new(reader: &'a IndexReader, sort: Sort, limit: usize) -> Self {
        Self { ranking: Ranking::new(reader, sort), best: Best::new(limit) }
    }
}

impl<'a> Collector<'a> for TopSections<'a> {
    type Fruit = Best;

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        if self.best.limit() > 0 {
            let rank = self.ranking.rank(section)?;
            self.best.offer(rank, Ranked::new(section));
        }
        Ok(())
    }

    fn finish(self) -> Best {
        self.best
    }
}
