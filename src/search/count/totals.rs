//! Counts of everything that is found.

use super::collector::{Collector, FoundSection};
use crate::index::NumberSet;
use crate::search::counts::Counts;

/// Counts reports, sections and mentions.
#[derive(Default)]
pub(crate) struct Totals {
    counts: Counts,
    reports: NumberSet,
}

impl<'a> Collector<'a> for Totals {
    type Fruit = Counts;

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        self.counts.sections += 1;
        self.counts.mentions += u64::from(section.mentions);
        self.reports.insert(section.report);
        Ok(())
    }

    fn finish(self) -> Counts {
        Counts { reports: self.reports.len(), ..self.counts }
    }
}
