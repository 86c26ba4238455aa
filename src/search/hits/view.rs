//! A section as it is shown in a list of hits.

use serde::{Deserialize, Serialize};

use crate::index::{IndexReader, SectionAddress, StoredReport};
use crate::report::{Part, RegionView, Year};
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
    /// Reads the report with this number.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn read(reader: &IndexReader, number: u64) -> tantivy::Result<Self> {
        Ok(Self::new(&reader.report(number)?))
    }

    fn new(report: &StoredReport) -> Self {
        let facts = &report.facts;
        Self {
            id: report.id.clone(),
            path: report.path.clone(),
            title: facts.title.as_ref().map(|title| title.value.clone()),
            agency: facts.agency.as_ref().map(|agency| agency.value.canonical.clone()),
            year: facts.year.as_ref().map(|year| year.value),
            region: facts.region.as_ref().map(|it| RegionView::from(&it.value)).unwrap_or_default(),
        }
    }
}

impl Hit {
    /// Reads a section and marks the matches in it.
    pub(super) fn read(
        reader: &IndexReader,
        address: SectionAddress,
        score: f32,
        needles: &[Needle],
    ) -> tantivy::Result<Self> {
        let section = reader.section(address)?;
        let number = reader.report_number(address)?;
        let part = reader.part(address)?;
        Ok(Self {
            score,
            report: ReportView::read(reader, number)?,
            section: SectionView { heading_path: section.heading_path, part },
            passage: passage_in(&section.text, needles),
        })
    }
}
