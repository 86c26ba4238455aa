//! The mentions of a query in given reports.
//!
//! These are the sections and mentions that a search over everything counts in the reports, so that
//! the page of a report and the list of hits agree.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Result;
use crate::index::{IndexReader, SectionAddress};
use crate::search::answer::Remark;
use crate::search::count::Prepared;
use crate::search::matches::find_matches;
use crate::search::passage::Passage;
use crate::search::request::Request;

/// A query over given reports. Finds the same sections as a search, but also in reports that are
/// not counted, such as older versions.
pub(crate) struct ReportQuery<'a> {
    reader: &'a IndexReader,
    prepared: Prepared,
}

impl<'a> ReportQuery<'a> {
    /// Prepares a request. Its limit, offset, facets and order are ignored.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub(crate) fn new(reader: &'a IndexReader, request: &Request) -> Result<Self> {
        Ok(Self { reader, prepared: Prepared::new(reader, request)? })
    }

    /// Returns how the query was read, if not as it was typed.
    pub(crate) fn remarks(&self) -> &[Remark] {
        self.prepared.remarks()
    }

    /// Returns whether the query has terms to mark in a text; `年度:2023` has none.
    pub(crate) fn marks_anything(&self) -> bool {
        !self.prepared.plan.needles.is_empty()
    }

    /// Returns the byte ranges of the terms (in words mode, the words) in `text`, in order; matches
    /// that overlap are merged.
    pub(crate) fn marks(&self, text: &str) -> Vec<Range<usize>> {
        find_matches(text, &self.prepared.plan.needles)
    }

    /// Returns the passage of the section at this place of a report, counted from 0, with the matches
    /// marked.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, or if the report has no such section.
    pub(crate) fn passage(&self, report: u64, place: u64) -> Result<Passage> {
        let sections = self.reader.guard(|| self.reader.sections_of(report))?;
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let address = sections.get(at).copied().expect("a section that was found is there");
        self.prepared.passage(self.reader, address)
    }

    /// Returns the number of mentions in each section of these reports that is found, by the number
    /// of the report and the place of the section in it, counted from 0.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn mentions(&self, reports: &[u64]) -> Result<BTreeMap<(u64, u64), u32>> {
        self.reader.guard(|| {
            let mut sections: Vec<SectionAddress> = Vec::new();
            for &report in reports {
                sections.extend(self.reader.sections_of(report)?);
            }
            sections.sort_unstable();
            let mut mentions = BTreeMap::new();
            self.prepared.scan(self.reader)?.for_each_of(&sections, |mut found| {
                let doc = found.address.doc;
                let report = found.segment.reports()?.first(doc).unwrap_or_default();
                let place = found.segment.ordinals()?.first(doc).unwrap_or_default();
                mentions.insert((report, place), found.tally()?.mentions);
                Ok(())
            })?;
            Ok(mentions)
        })
    }
}
