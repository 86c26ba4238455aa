//! Lists reports.

use super::place_order::{Years, first_by_place};
use crate::error::Result;
use crate::index::{FacetField, IndexReader, NumberSet, SectionAddress, Segment};
use crate::search::count::{Collector, FoundSection, GroundSection};
use crate::search::request::Request;

/// Collects the first section of every report in which something is found, that is counted over, or
/// that is counted over and in which nothing is found.
///
/// A report passes a filter on parts if any of its sections does. What is shown of a report is
/// stored with its first section.
pub(crate) struct ReportList<'a> {
    listed: Listed,
    at: u32,
    segment: Option<&'a Segment>,
    found: NumberSet,
    ground: NumberSet,
    firsts: Vec<SectionAddress>,
}

/// The reports of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    /// Those in which a section is found.
    Found,
    /// Those that are counted over.
    Ground,
    /// Those that are counted over and in which no section is found.
    Absent,
}

impl ReportList<'_> {
    /// Returns a list of the reports that a request finds; without a query, of those that it is
    /// counted over.
    pub(crate) fn new(request: &Request) -> Self {
        Self::of_those(if request.query.is_some() { Listed::Found } else { Listed::Ground })
    }

    /// Returns a list of the reports that a request is counted over and does not find.
    pub(crate) fn absent() -> Self {
        Self::of_those(Listed::Absent)
    }

    fn of_those(listed: Listed) -> Self {
        let (found, ground, firsts) = Default::default();
        Self { listed, at: 0, segment: None, found, ground, firsts }
    }

    fn lists(&self, report: u64) -> bool {
        match self.listed {
            Listed::Found => self.found.contains(report),
            Listed::Ground => self.ground.contains(report),
            Listed::Absent => self.ground.contains(report) && !self.found.contains(report),
        }
    }
}

impl<'a> Collector<'a> for ReportList<'a> {
    type Fruit = Vec<SectionAddress>;

    fn wants_found(&self) -> bool {
        self.listed != Listed::Ground
    }

    fn wants_ground(&self) -> bool {
        self.listed != Listed::Found
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.segment = Some(segment);
        Ok(())
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        self.found.insert(section.report);
        Ok(())
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        self.ground.insert(section.report);
        Ok(())
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        let Some(segment) = self.segment.take() else { return Ok(()) };
        let (reports, ordinals) = (segment.reports()?, segment.ordinals()?);
        let is_first = |&doc: &u32| {
            segment.is_counted(doc)
                && ordinals.first(doc) == Some(0)
                && reports.first(doc).is_some_and(|report| self.lists(report))
        };
        let firsts: Vec<u32> = (0..segment.max_doc()).filter(is_first).collect();
        let address = |doc| SectionAddress { segment: self.at, doc };
        self.firsts.extend(firsts.into_iter().map(address));
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
    let ordered =
        reader.guard(|| first_by_place(reader, firsts, |it| it, last, &mut Years::default()))?;
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
