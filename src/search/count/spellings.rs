//! How often each spelling of a term was found that was asked for with its aliases: in the sections that
//! were found, what the query marks there if the term has this spelling alone.

use super::collector::{Collector, FoundSection};
use crate::aliases::{AliasedTerm, Resolved};
use crate::index::{IndexReader, NumberSet, Segment};
use crate::query::{QueryError, Term};
use crate::search::answer::{Remark, SpellingCount};
use crate::search::find::{Scan, SegmentScan};
use crate::search::plan::{Plan, SpellingOf};
use crate::search::request::Mode;
use crate::segment::Segmenter;

/// A term with its aliases, each with the plan that counts it.
pub(super) struct SpelledTerm {
    term: Term,
    spellings: Vec<Spelling>,
}

struct Spelling {
    term: Term,
    /// Finds what it is mentioned in.
    plan: Plan,
}

impl SpelledTerm {
    /// Returns the terms of a query that are asked for with aliases and not excluded; `whole` is its
    /// plan.
    pub(super) fn all(
        resolved: &Resolved,
        whole: &Plan,
        mode: Mode,
        segmenter: Option<&Segmenter>,
    ) -> Result<Vec<Self>, QueryError> {
        let wanted = resolved.terms.iter().filter(|aliased| !aliased.is_excluded);
        let spelled = |aliased: &AliasedTerm| {
            let mut spellings = Vec::new();
            for term in &aliased.spellings {
                let (query, all) = (&resolved.query, aliased.spellings.as_slice());
                let spelling = SpellingOf { query, whole, term, spellings: all };
                let plan = Plan::for_spelling(&spelling, mode, segmenter)?;
                spellings.extend(plan.map(|plan| Spelling { term: term.clone(), plan }));
            }
            Ok(Self { term: aliased.spellings[0].clone(), spellings })
        };
        wanted.map(spelled).collect()
    }

    /// Returns a collector for each of the spellings. `query` is the number of the query among those
    /// that are counted together.
    pub(super) fn collectors<'a, 'p>(
        &'p self,
        reader: &'a IndexReader,
        query: usize,
    ) -> tantivy::Result<Vec<SpellingCounter<'a, 'p>>> {
        let counter = |spelling: &'p Spelling| {
            let scan = Scan::new(reader, &spelling.plan, 0)?;
            let (current, at, reports, mentions) = Default::default();
            Ok(SpellingCounter { scan, query, current, at, reports, mentions })
        };
        self.spellings.iter().map(counter).collect()
    }

    /// Returns the remark on the counts of the collectors.
    pub(super) fn remark(&self, counts: Vec<(u64, u64)>) -> Remark {
        let count = |(spelling, (reports, mentions)): (&Spelling, (u64, u64))| SpellingCount {
            term: spelling.term.clone().without_aliases().to_string(),
            reports,
            mentions,
        };
        Remark::WithAliases {
            term: self.term.clone().without_aliases().to_string(),
            spellings: self.spellings.iter().zip(counts).map(count).collect(),
        }
    }
}

/// Counts the reports and mentions of one spelling in the sections that are found.
pub(super) struct SpellingCounter<'a, 'p> {
    scan: Scan<'a, 'p>,
    query: usize,
    current: Option<SegmentScan<'a>>,
    /// The number of the next segment.
    at: u32,
    reports: NumberSet,
    mentions: u64,
}

impl<'a> Collector<'a> for SpellingCounter<'a, '_> {
    type Fruit = (u64, u64);

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.current = Some(self.scan.open(segment, self.at)?);
        self.at += 1;
        Ok(())
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        let Some(current) = &mut self.current else { return Ok(()) };
        if section.query != self.query {
            return Ok(());
        }
        if let Some(mentions) = current.mentions_in(section.address.doc)? {
            self.mentions += u64::from(mentions);
            // One that stands only inside another spelling is none of its own.
            if mentions > 0 {
                self.reports.insert(section.report);
            }
        }
        Ok(())
    }

    fn finish(self) -> (u64, u64) {
        (self.reports.len(), self.mentions)
    }
}
