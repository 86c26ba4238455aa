//! One report with its text.

use serde::{Deserialize, Serialize};

use super::lookup::find_report;
use super::reports::ReportRow;
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::Part;

/// One report with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShownReport {
    /// The report with its facts.
    pub report: ReportRow,
    /// Its sections in order; joined, their texts are the whole body.
    pub sections: Vec<SectionText>,
    /// The path that was asked for, if it is that of a copy of this report.
    pub asked: Option<String>,
    /// The path of the newer version, if this one is superseded.
    pub newer: Option<String>,
    /// The id of the newer version.
    #[serde(skip)]
    pub newer_id: Option<String>,
}

/// A section with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectionText {
    /// The headings from the top one down to the section's own.
    pub heading_path: Vec<String>,
    /// The statutory part.
    pub part: Part,
    /// The text, the section's own heading included; paragraphs end with a line feed.
    pub text: String,
}

/// Returns one report: the one with this id or path, or the only one whose path ends with or
/// contains `name`.
///
/// For a copy this is the report that it is a copy of. If copies and versions of one report have the
/// name, it is the one that is counted.
///
/// # Errors
///
/// Fails if no report or more than one has the name, and if the index is damaged.
pub fn show(reader: &IndexReader, name: &str) -> Result<ShownReport> {
    let report = find_report(reader.catalog()?, name)?;
    show_number(reader, report.number)
}

/// Returns the report with this number; for a copy, the report that it is a copy of.
///
/// # Errors
///
/// Fails if no report has the number, and if the index is damaged.
pub(crate) fn show_number(reader: &IndexReader, asked: u64) -> Result<ShownReport> {
    let catalog = reader.catalog()?;
    let number = catalog.original_of(asked);
    let sections = reader.guard(|| {
        let mut sections = Vec::new();
        for address in reader.sections_of(number)? {
            let section = reader.section(address)?;
            let part = reader.part(address)?;
            let (heading_path, text) = (section.heading_path, section.text);
            sections.push(SectionText { heading_path, part, text });
        }
        Ok(sections)
    })?;
    let report = ReportRow::new(reader.guard(|| reader.report(number))?);
    let asked = Some(asked).filter(|&asked| asked != number);
    let newer = Some(catalog.counted_for(number)).filter(|&counted| counted != number);
    let newer = newer.and_then(|newer| catalog.by_number(newer));
    Ok(ShownReport {
        report: report.with_copies(reader, catalog, number)?,
        sections,
        asked: asked.and_then(|asked| Some(catalog.by_number(asked)?.path.to_string())),
        newer: newer.map(|newer| newer.path.to_string()),
        newer_id: newer.map(|newer| newer.id.to_string()),
    })
}
