//! Collects the best reports, each with its best sections.

use rustc_hash::FxHashMap;

use super::best::{Best, Rank, Ranked};
use super::ranking::Ranking;
use crate::index::IndexReader;
use crate::search::count::{Collector, FoundSection};
use crate::search::request::Sort;

/// Collects the best reports in the order of a request.
///
/// The rank of a report is that of its best section: reports come in the order in which the list of all
/// sections would have their first ones. In the order of mentions, those of the whole report decide
/// before.
pub(super) struct TopReports<'a> {
    ranking: Ranking<'a>,
    /// The most sections of a report that are kept.
    passages: usize,
    /// The number of the report whose sections come now, and the sections so far.
    number: Option<u64>,
    sections: Vec<(Rank, Ranked)>,
    best: Best,
    /// All reports, by their best sections.
    reports: FxHashMap<Ranked, TopReport>,
}

/// A report that was found.
#[derive(Debug)]
pub(super) struct TopReport {
    /// The number of its sections that were found.
    pub(super) sections: u64,
    /// The mentions in these.
    pub(super) mentions: u64,
    /// The best of them with their scores, the best first.
    pub(super) best: Vec<(f32, Ranked)>,
}

impl<'a> TopReports<'a> {
    /// Returns a collector of `limit` reports with at most `passages` sections each.
    pub(super) fn new(reader: &'a IndexReader, sort: Sort, limit: usize, passages: usize) -> Self {
        let (number, sections, reports) = Default::default();
        let (ranking, best) = (Ranking::new(reader, sort), Best::new(limit));
        Self { ranking, passages, number, sections, best, reports }
    }

    /// Ranks the report whose sections came last.
    fn end_report(&mut self) {
        // Stable: equal sections of a report stay in the order of their places.
        self.sections.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let Some(&(rank, first)) = self.sections.first() else { return };
        let mentions = self.sections.iter().map(|(_, it)| u64::from(it.mentions)).sum();
        let whole = if self.ranking.sort == Sort::Mentions { mentions } else { 0 };
        self.best.offer(Rank { whole, ..rank }, first);
        let best = self.sections.iter().take(self.passages);
        let best = best.map(|(rank, section)| (rank.score, *section)).collect();
        let sections = self.sections.len() as u64;
        self.reports.insert(first, TopReport { sections, mentions, best });
        self.sections.clear();
    }

    /// Returns the best reports, the best first: by rank, then the newer year, then path.
    pub(super) fn in_order(mut self, reader: &IndexReader) -> tantivy::Result<Vec<TopReport>> {
        let ordered = self.best.in_order(reader)?;
        Ok(ordered.iter().filter_map(|(_, first)| self.reports.remove(first)).collect())
    }
}

impl<'a> Collector<'a> for TopReports<'a> {
    type Fruit = Self;

    fn wants_found(&self) -> bool {
        self.best.limit() > 0
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        if self.number != Some(section.report) {
            self.end_report();
            self.number = Some(section.report);
        }
        let rank = self.ranking.rank(section)?;
        self.sections.push((rank, Ranked::new(section)));
        Ok(())
    }

    fn finish(mut self) -> Self {
        self.end_report();
        self
    }
}
