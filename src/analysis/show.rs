//! One report with its text.

use serde::{Deserialize, Serialize};

use super::lookup::find_report;
use super::reports::ReportRow;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::query::Term;
use crate::report::{PageStarts, Part};
use crate::search::find_terms;
use crate::text::cut;

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
    /// The number of the file with the pages: 0 for the file that leads the report, else its place among
    /// the joined ones, counted from 1.
    #[serde(skip)]
    pub paged_file: usize,
}

/// A section with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectionText {
    /// The headings from the top one down to the section's own.
    pub heading_path: Vec<String>,
    /// The statutory part.
    pub part: Part,
    /// The page of the file on which it begins, counted from 1, if the file has fixed pages.
    pub page: Option<u32>,
    /// The text, the section's own heading included; paragraphs end with a line feed.
    pub text: String,
    /// Where pages begin in the text.
    #[serde(skip)]
    pub(crate) pages: PageStarts,
}

impl ShownReport {
    /// Returns the sections that `wanted` names: the one with this number in the outline, or those
    /// below a heading that begins with this number, as in 二, or contains these characters.
    ///
    /// # Errors
    ///
    /// Fails if there is no such section.
    pub fn sections_named(&self, wanted: &str) -> Result<Vec<SectionText>> {
        let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(section) = number.and_then(|at| self.sections.get(at)) {
            return Ok(vec![section.clone()]);
        }
        let numbered = format!("{wanted}、");
        let term = [Term::folded(wanted)];
        // One character, such as 一, is found in too many headings to be more than their number.
        let is_term = wanted.chars().count() > 1;
        let fits = |heading: &String| {
            heading.starts_with(&numbered) || is_term && !find_terms(heading, &term).is_empty()
        };
        let sections = self.sections.iter().filter(|it| it.heading_path.iter().any(fits));
        let sections: Vec<SectionText> = sections.cloned().collect();
        if sections.is_empty() {
            let (report, section) = (self.report.path.clone(), wanted.to_owned());
            return Err(Error::UnknownSection { report, section });
        }
        Ok(sections)
    }
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
    let stored = reader.guard(|| reader.report(number))?;
    let sections = reader.guard(|| {
        let mut sections = Vec::new();
        for (address, at) in reader.sections_of(number)?.into_iter().zip(0..) {
            let section = reader.section(address)?;
            let part = reader.part(address)?;
            let (heading_path, text) = (section.heading_path, section.text);
            let pages = stored.pages.in_section(at);
            let page = pages.page_at(0);
            sections.push(SectionText { heading_path, part, page, text, pages });
        }
        Ok(sections)
    })?;
    let paged_file = stored.pages.file.clone();
    let report = ReportRow::new(stored).with_copies(reader, catalog, number)?;
    let paged_file = paged_file.and_then(|file| {
        let folder = report.path.rfind('/').map_or("", |end| cut(&report.path, ..=end));
        let place = report.joined.iter().position(|it| it.strip_prefix(folder) == Some(&file));
        Some(1 + place?)
    });
    let asked = Some(asked).filter(|&asked| asked != number);
    let newer = Some(catalog.counted_for(number)).filter(|&counted| counted != number);
    let newer = newer.and_then(|newer| catalog.by_number(newer));
    Ok(ShownReport {
        report,
        sections,
        asked: asked.and_then(|asked| Some(catalog.by_number(asked)?.path.to_string())),
        newer: newer.map(|newer| newer.path.to_string()),
        newer_id: newer.map(|newer| newer.id.to_string()),
        paged_file: paged_file.unwrap_or(0),
    })
}
