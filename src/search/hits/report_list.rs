//! Lists reports.

use super::place_order::{Years, first_by_place};
use crate::error::Result;
use crate::index::{FacetField, IndexReader, NumberSet, SectionAddress, Segment};
use crate::search::count::{Collector, FoundSection, GroundSection};
use crate::search::request::Request;

/// Collects the first section of every report in which something is found, or that is counted over.
///
/// A report passes a filter on parts if any of its sections does. What is shown of a report is
/// stored with its first section.
pub(crate) struct ReportList<'a> {
    /// Whether a section of the report has to be found.
    is_found: bool,
    at: u32,
    segment: Option<&'a Segment>,
    /// The reports of the current segment.
    reports: NumberSet,
    firsts: Vec<SectionAddress>,
}

impl ReportList<'_> {
    /// Returns a list of the reports that a request finds; without a query, of those that it is
    /// counted over.
    pub(crate) fn new(request: &Request) -> Self {
        let (is_found, reports) = (request.query.is_some(), NumberSet::default());
        Self { is_found, at: 0, segment: None, reports, firsts: Vec::new() }
    }
}

impl<'a> Collector<'a> for ReportList<'a> {
    type Fruit = Vec<SectionAddress>;

    fn wants_found(&self) -> bool {
        self.is_found
    }

    fn wants_ground(&self) -> bool {
        !self.is_found
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.segment = Some(segment);
        Ok(())
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        self.reports.insert(section.report);
        Ok(())
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        self.reports.insert(section.report);
        Ok(())
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        let Some(segment) = self.segment.take() else { return Ok(()) };
        let (reports, ordinals) = (segment.reports()?, segment.ordinals()?);
        let is_first = |&doc: &u32| {
            segment.is_counted(doc)
                && ordinals.first(doc) == Some(0)
                && reports.first(doc).is_some_and(|report| self.reports.contains(report))
        };
        let firsts = (0..segment.max_doc()).filter(is_first);
        self.firsts.extend(firsts.map(|doc| SectionAddress { segment: self.at, doc }));
        self.at += 1;
        Ok(())
    }

    fn finish(self) -> Vec<SectionAddress> {
        self.firsts
    }
}

/// Returns `limit` of `firsts`, the first sections of reports, after skipping `offset`: the newer
/// year first, then by path.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(crate) fn in_reading_order(
    reader: &IndexReader,
    firsts: &[SectionAddress],
    offset: usize,
    limit: usize,
) -> Result<Vec<SectionAddress>> {
    let last = offset.saturating_add(limit);
    let ordered = reader.guard(|| first_by_place(reader, firsts, last, &mut Years::default()))?;
    Ok(ordered.into_iter().skip(offset).collect())
}

/// Returns the first section of every counted report of an agency, given as the index stores it. Reads
/// only columns, no reports.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(crate) fn reports_of_agency(reader: &IndexReader, agency: &str) -> Result<Vec<SectionAddress>> {
    reader.guard(|| {
        let mut firsts = Vec::new();
        for (segment, at) in reader.segments().iter().zip(0..) {
            let (agencies, ordinals) = (segment.facet(FacetField::Agency)?, segment.ordinals()?);
            let Some(agency) = agencies.dictionary().term_ord(agency)? else { continue };
            let mut docs = Vec::new();
            let all = 0..segment.max_doc();
            agencies.ords().get_docids_for_value_range(agency..=agency, all, &mut docs);
            docs.retain(|&doc| ordinals.first(doc) == Some(0) && segment.is_counted(doc));
            firsts.extend(docs.into_iter().map(|doc| SectionAddress { segment: at, doc }));
        }
        Ok(firsts)
    })
}
