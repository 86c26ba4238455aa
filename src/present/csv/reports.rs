//! The list of reports as CSV.

use super::row::{csv, or_empty};
use crate::analysis::{ReportRow, Reports};
use crate::present::words::named;
use crate::report::{Certainty, Language};

/// Returns the reports that are held as CSV: a table that can be edited and saved as
/// `corrections.csv`, which takes every column of it.
///
/// The first columns, up to `url`, are what can be corrected, under the names that corrections go
/// by. A field is empty where the fact is not known, and `-` where a user says that it is not.
#[must_use]
pub fn reports_as_csv(holdings: &Reports) -> String {
    let header = [
        "path",
        "title",
        "agency",
        "region",
        "year",
        "date",
        "published",
        "kind",
        "number",
        "index",
        "url",
        "id",
        "agency_as_written",
        "agency_kind",
        "department",
        "province",
        "prefecture",
        "county",
        "code",
        "sections",
        "notes",
        "sources",
        "copies",
        "versions",
    ];
    let rows = holdings.reports.iter().map(|report| {
        let region = &report.region;
        let path = Some(region.path()).filter(|path| !path.is_empty());
        [
            report.path.clone(),
            editable(report, "title", report.title.as_ref()),
            editable(report, "agency", report.agency.as_ref()),
            editable(report, "region", path.as_ref()),
            editable(report, "year", report.year.as_ref()),
            editable(report, "date", report.date.as_ref()),
            editable(report, "published", report.published.as_ref()),
            editable(report, "kind", report.kind.as_ref()),
            editable(report, "document_number", report.document_number.as_ref()),
            editable(report, "index_number", report.index_number.as_ref()),
            editable(report, "url", report.url.as_ref()),
            report.id.clone(),
            or_empty(report.agency_as_written.as_ref()),
            report.agency_kind.map(|it| it.label(Language::Chinese)).unwrap_or_default().to_owned(),
            or_empty(report.department.as_ref()),
            or_empty(region.province.as_ref()),
            or_empty(region.prefecture.as_ref()),
            or_empty(region.county.as_ref()),
            or_empty(region.code.as_ref()),
            report.sections.to_string(),
            report.notes.join("; "),
            sources_in_words(report),
            report.copies.join(" | "),
            report.versions.iter().map(|it| it.path.as_str()).collect::<Vec<_>>().join(" | "),
        ]
    });
    csv(header, rows)
}

/// Returns a fact as it can be given back: `-` where a user says that it is not known.
fn editable(report: &ReportRow, name: &str, value: Option<&impl ToString>) -> String {
    match value {
        Some(value) => value.to_string(),
        None if report.sources.contains_key(name) => "-".to_owned(),
        None => String::new(),
    }
}

/// Returns where the facts of a report were found: `title: title; year: corrections`.
fn sources_in_words(report: &ReportRow) -> String {
    let words = report.sources.iter().map(|(name, evidence)| {
        let inferred = match evidence.certainty {
            Certainty::Stated => "",
            Certainty::Inferred => " (inferred)",
        };
        format!("{name}: {}{inferred}", named(evidence.source))
    });
    words.collect::<Vec<_>>().join("; ")
}
