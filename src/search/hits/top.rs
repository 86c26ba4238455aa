//! The best of what is found: sections, or reports with their best sections.

use super::best::{Best, Ranked};
use super::by_report::{TopReport, TopReports};
use super::ranking::TopSections;
use crate::index::IndexReader;
use crate::search::count::{Collector, FoundSection};
use crate::search::request::Request;

/// Collects the best sections, or the best reports.
pub(super) enum Top<'a> {
    Sections(TopSections<'a>),
    Reports(TopReports<'a>),
}

/// What was collected.
pub(super) enum Collected<'a> {
    Sections(Best),
    Reports(TopReports<'a>),
}

/// What was chosen of it, the best first.
pub(super) struct Chosen {
    /// Sections with their scores. Those of a report follow each other if reports were chosen.
    pub(super) sections: Vec<(f32, Ranked)>,
    /// The reports of these sections, if reports were chosen.
    pub(super) reports: Option<Vec<TopReport>>,
}

impl<'a> Top<'a> {
    /// Returns a collector of the first `limit` sections or reports in the order of a request; of a report,
    /// at most `passages` sections.
    pub(super) fn new(
        reader: &'a IndexReader,
        request: &Request,
        limit: usize,
        passages: usize,
    ) -> Self {
        if request.by_report {
            Self::Reports(TopReports::new(reader, request.sort, limit, passages))
        } else {
            Self::Sections(TopSections::new(reader, request.sort, limit))
        }
    }
}

impl<'a> Collector<'a> for Top<'a> {
    type Fruit = Collected<'a>;

    fn wants_found(&self) -> bool {
        match self {
            Self::Sections(sections) => sections.wants_found(),
            Self::Reports(reports) => reports.wants_found(),
        }
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        match self {
            Self::Sections(sections) => sections.add_found(section),
            Self::Reports(reports) => reports.add_found(section),
        }
    }

    fn finish(self) -> Collected<'a> {
        match self {
            Self::Sections(sections) => Collected::Sections(sections.finish()),
            Self::Reports(reports) => Collected::Reports(reports.finish()),
        }
    }
}

impl Collected<'_> {
    /// Returns what was collected in order, without the first `offset` sections or reports.
    pub(super) fn in_order(self, reader: &IndexReader, offset: usize) -> tantivy::Result<Chosen> {
        match self {
            Self::Sections(best) => {
                let sections = best.in_order(reader)?.into_iter().skip(offset).collect();
                Ok(Chosen { sections, reports: None })
            }
            Self::Reports(reports) => {
                let reports: Vec<TopReport> =
                    reports.in_order(reader)?.into_iter().skip(offset).collect();
                let sections = reports.iter().flat_map(|report| report.best.iter().copied());
                Ok(Chosen { sections: sections.collect(), reports: Some(reports) })
            }
        }
    }
}
