//! A section as it is shown in a list of hits.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::best::Ranked;
use crate::index::{IndexReader, StoredReport};
use crate::report::{Date, PageStarts, Part, RegionView, ReportKind, SectionPages, Year};
use crate::search::passage::{Passage, passage_in};
use crate::search::plan::Needle;

/// A section that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Hit {
    /// How well the section matches; comparable within one answer only.
    pub score: f32,
    /// The report that contains the section.
    pub report: ReportView,
    /// The section.
    pub section: SectionView,
    /// The number of the section in the report, counted from 1 as in the outline.
    pub section_number: u64,
    /// The number of mentions in the section; 0 for a query without a term.
    pub mentions: u32,
    /// The page of the file with the first match of the passage, counted from 1, if the file has fixed
    /// pages.
    pub page: Option<u32>,
    /// The window of the section that is shown.
    pub passage: Passage,
}

/// A report in which sections were found, with the best of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReportHits {
    /// The report.
    pub report: ReportView,
    /// The number of its sections that were found.
    pub sections: u64,
    /// The mentions in these sections.
    pub mentions: u64,
    /// The best of these sections, the best first; at most three.
    pub hits: Vec<SectionHit>,
}

/// A section that was found, without its report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectionHit {
    /// How well the section matches; comparable within one answer only.
    pub score: f32,
    /// The section.
    pub section: SectionView,
    /// The number of the section in the report, counted from 1 as in the outline.
    pub section_number: u64,
    /// The number of mentions in the section; 0 for a query without a term.
    pub mentions: u32,
    /// The page of the file with the first match of the passage, counted from 1, if the file has fixed
    /// pages.
    pub page: Option<u32>,
    /// The window of the section that is shown.
    pub passage: Passage,
}

/// What is shown of the report of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReportView {
    /// The id of the report.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// The canonical name of its agency.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<Year>,
    /// The kind of document.
    pub kind: Option<ReportKind>,
    /// The day on which it was signed.
    pub date: Option<Date>,
    /// The day on which it was published.
    pub published: Option<Date>,
    /// The address it was saved from.
    pub url: Option<String>,
    /// The region of its agency.
    pub region: RegionView,
}

/// What is shown of the section of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectionView {
    /// The headings from the top one down to the section's own.
    pub heading_path: Vec<String>,
    /// The statutory part.
    pub part: Part,
}

impl ReportView {
    fn new(report: &StoredReport) -> Self {
        let facts = &report.facts;
        Self {
            id: report.id.clone(),
            path: report.path.clone(),
            title: facts.title.as_ref().map(|title| title.value.clone()),
            agency: facts.agency.as_ref().map(|agency| agency.value.canonical.clone()),
            year: facts.year.as_ref().map(|year| year.value),
            kind: facts.kind.as_ref().map(|kind| kind.value),
            date: facts.date.as_ref().map(|date| date.value),
            published: facts.published.as_ref().map(|date| date.value),
            url: facts.url.as_ref().map(|url| url.value.clone()),
            region: facts.region.as_ref().map(|it| RegionView::from(&it.value)).unwrap_or_default(),
        }
    }
}

/// The reports of a list that were read: a list comes back to many of them.
#[derive(Default)]
pub(crate) struct ReportViews {
    known: FxHashMap<u64, (ReportView, SectionPages)>,
}

impl ReportViews {
    /// The most reports that are remembered; each takes half a kilobyte.
    const MOST: usize = 4_096;

    /// Returns the report with this number, and where pages begin in one of its sections, counted from 0.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn read(
        &mut self,
        reader: &IndexReader,
        number: u64,
        section: u64,
    ) -> tantivy::Result<(ReportView, PageStarts)> {
        if let Some((report, pages)) = self.known.get(&number) {
            return Ok((report.clone(), pages.in_section(section)));
        }
        let stored = reader.report(number)?;
        let (report, pages) = (ReportView::new(&stored), stored.pages);
        if self.known.len() >= Self::MOST {
            self.known.clear();
        }
        let starts = pages.in_section(section);
        self.known.insert(number, (report.clone(), pages));
        Ok((report, starts))
    }
}

impl ReportHits {
    /// Returns a report with the hits in it, of which there is at least one.
    pub(super) fn new(hits: Vec<Hit>, sections: u64, mentions: u64) -> Self {
        let report = hits.first().map(|hit| hit.report.clone());
        let section = |Hit { score, section, section_number, mentions, page, passage, .. }| {
            SectionHit { score, section, section_number, mentions, page, passage }
        };
        Self {
            report: report.expect("a report that is found has a section that is found"),
            sections,
            mentions,
            hits: hits.into_iter().map(section).collect(),
        }
    }
}

impl Hit {
    /// Reads a section and marks the matches in it.
    pub(super) fn read(
        reader: &IndexReader,
        (Ranked { address, mentions }, score): (Ranked, f32),
        needles: &[Needle],
        reports: &mut ReportViews,
    ) -> tantivy::Result<Self> {
        let section = reader.section(address)?;
        let number = reader.report_number(address)?;
        let part = reader.part(address)?;
        let place = reader.segment(address).ordinals()?.first(address.doc).unwrap_or_default();
        let (report, pages) = reports.read(reader, number, place)?;
        let passage = passage_in(&section.text, needles);
        Ok(Self {
            score,
            report,
            section: SectionView { heading_path: section.heading_path, part },
            section_number: place + 1,
            mentions,
            page: pages.page_at(passage.at),
            passage,
        })
    }
}
