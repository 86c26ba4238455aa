//! What a query finds in single reports, and where: the sections and mentions that a search over
//! everything counts in them, so that a page of a report and the list of hits tell the same.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Request;
use super::hits::{WordsAsked, prepare};
use super::passage::matches;
use super::plan::Plan;
use super::scan::Scan;
use crate::error::Result;
use crate::index::{IndexReader, SectionAddress};

/// A query that is put to single reports. Their sections are found as a search finds them; a report
/// that is not counted, such as an older version, is gone through like any other.
pub(crate) struct Within<'a> {
    reader: &'a IndexReader,
    plan: Plan,
    /// In words mode: how the words were asked for.
    pub(crate) words: Option<WordsAsked>,
}

impl<'a> Within<'a> {
    /// Works out what the request asks for. Limit, offset, facets and order are not used.
    ///
    /// # Errors
    ///
    /// Fails as a search does.
    pub(crate) fn new(reader: &'a IndexReader, request: &Request) -> Result<Self> {
        let (plan, words) = prepare(reader, request)?;
        Ok(Self { reader, plan, words })
    }

    /// Returns whether the query has anything that can be marked in a text: `年度:2023` has not.
    pub(crate) fn marks_anything(&self) -> bool {
        !self.plan.needles.is_empty()
    }

    /// Returns where the terms (in words mode the words) stand in `text`, as bytes, in order;
    /// overlapping matches are one.
    pub(crate) fn marks(&self, text: &str) -> Vec<Range<usize>> {
        matches(text, &self.plan.needles)
    }

    /// Returns the mentions in each section of these reports that is found, by the number of the
    /// report and the place of the section in it, counted from 0.
    ///
    /// # Errors
    ///
    /// Fails where the index is damaged.
    pub(crate) fn mentions(&self, reports: &[u64]) -> Result<BTreeMap<(u64, u64), u32>> {
        let mut sections: Vec<SectionAddress> = self.reader.guard(|| {
            let mut sections = Vec::new();
            for &report in reports {
                sections.extend(self.reader.sections_of(report)?);
            }
            Ok(sections)
        })?;
        sections.sort_unstable();
        let least_words = self.words.as_ref().map_or(0, |words| words.least);
        let scan = Scan { reader: self.reader, plan: &self.plan, least_words };
        let mut mentions = BTreeMap::new();
        scan.among(&sections, |mut found| {
            let doc = found.address.doc;
            let report = found.segment.reports()?.first(doc).unwrap_or_default();
            let place = found.segment.ordinals()?.first(doc).unwrap_or_default();
            mentions.insert((report, place), found.tally()?.mentions);
            Ok(())
        })?;
        Ok(mentions)
    }
}
