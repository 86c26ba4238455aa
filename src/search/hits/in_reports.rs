//! What a query finds in given reports, and where: the sections and mentions that a search over
//! everything counts in them, so that the page of a report and the list of hits agree.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Result;
use crate::index::{IndexReader, SectionAddress};
use crate::search::answer::Remark;
use crate::search::count::Prepared;
use crate::search::passage::matches;
use crate::search::request::Request;

/// A query over given reports. Sections are found as a search finds them; a report that is not
/// counted, such as an older version, is searched like any other.
pub(crate) struct ReportQuery<'a> {
    reader: &'a IndexReader,
    prepared: Prepared,
}

impl<'a> ReportQuery<'a> {
    /// Works out what the request asks for. Limit, offset, facets and order are not used.
    ///
    /// # Errors
    ///
    /// Fails as a search does.
    pub(crate) fn new(reader: &'a IndexReader, request: &Request) -> Result<Self> {
        Ok(Self { reader, prepared: Prepared::new(reader, request)? })
    }

    /// Returns how the query was read, if that is not as it was typed.
    pub(crate) fn remarks(&self) -> &[Remark] {
        self.prepared.remarks()
    }

    /// Returns whether the query has anything to mark in a text: `年度:2023` has not.
    pub(crate) fn marks_anything(&self) -> bool {
        !self.prepared.plan.needles.is_empty()
    }

    /// Returns the places of the terms (in words mode of the words) in `text`, as bytes, in order;
    /// overlapping matches are one.
    pub(crate) fn marks(&self, text: &str) -> Vec<Range<usize>> {
        matches(text, &self.prepared.plan.needles)
    }

    /// Returns the mentions in each section of these reports that is found, by the number of the
    /// report and the place of the section in it, counted from 0.
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
