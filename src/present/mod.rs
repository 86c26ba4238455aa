//! Answers as text for people, as JSON, as tables for spreadsheets and as drawings.
//!
//! Nothing here prints: every function returns the whole output.

mod chart;
mod coverage;
mod human;
mod table;
mod trend;
mod why;

use serde::Serialize;

use crate::analysis::{Holdings, Mentions, ReportRow};
use crate::report::{Certainty, RegionView};
use crate::search::{FacetRow, Hit, Results};
pub(crate) use chart::grouped;
pub use chart::{Drawing, Language, Width, trend_as_svg};
pub(crate) use coverage::above;
pub use coverage::{coverage_as_csv, coverage_as_text};
pub use human::{
    Style, count as counted, counts_sentence, facets as facets_as_text, ground_in_chinese,
    ground_sentence, holdings as holdings_as_text, mentions as mentions_as_text, not_counted,
    printable, results as results_as_text, shown as shown_as_text, status as status_as_text,
    summary as summary_as_text,
};
pub use trend::{trend_as_csv, trend_as_text};
pub use why::{why_as_csv, why_as_text};

/// Returns a value as one JSON object on indented lines.
///
/// # Panics
///
/// Never: the types of this library hold nothing that JSON cannot.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data turns into JSON");
    text.push('\n');
    text
}

/// Returns rows as CSV with a header line.
fn csv<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut table = csv_row(header);
    table.extend(rows.map(csv_row));
    table
}

/// Returns one line of CSV.
fn csv_row<T: AsRef<[u8]>, const N: usize>(cells: [T; N]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("writing to memory");
    let bytes = writer.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("cells are strings")
}

/// Returns the hits as CSV, a row for each.
#[must_use]
pub fn results_as_csv(results: &Results) -> String {
    let mut table = hits_csv_header();
    table.extend(results.hits.iter().map(hit_as_csv));
    table
}

/// Returns the first line of hits as CSV.
#[must_use]
pub fn hits_csv_header() -> String {
    let header = [
        "score",
        "id",
        "path",
        "title",
        "agency",
        "year",
        "province",
        "prefecture",
        "county",
        "code",
        "heading_path",
        "part",
        "passage",
    ];
    csv(header, std::iter::empty())
}

/// Returns the row of one hit as CSV.
#[must_use]
pub fn hit_as_csv(hit: &Hit) -> String {
    let (report, region) = (&hit.report, &hit.report.region);
    csv_row([
        hit.score.to_string(),
        report.id.clone(),
        report.path.clone(),
        or_empty(report.title.as_ref()),
        or_empty(report.agency.as_ref()),
        or_empty(report.year.as_ref()),
        or_empty(region.province.as_ref()),
        or_empty(region.prefecture.as_ref()),
        or_empty(region.county.as_ref()),
        or_empty(region.code.as_ref()),
        hit.section.heading_path.join(" › "),
        hit.section.part.to_string(),
        hit.passage.text.clone(),
    ])
}

/// Returns the counts by facet as CSV, a row for each value.
#[must_use]
pub fn facets_as_csv(results: &Results) -> String {
    let rows = results.facets.iter().flat_map(|(facet, rows)| {
        rows.iter().map(move |row| {
            let FacetRow { value, reports, sections, mentions, .. } = row;
            [
                facet.clone(),
                value.clone(),
                reports.to_string(),
                sections.to_string(),
                mentions.to_string(),
            ]
        })
    });
    csv(["facet", "value", "reports", "sections", "mentions"], rows)
}

/// Returns who mentions a term as CSV; with `absent`, who does not.
#[must_use]
pub fn mentions_as_csv(mentions: &Mentions, absent: bool) -> String {
    let years = |years: &[crate::report::Year]| {
        years.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    if absent {
        let header = ["value", "province", "prefecture", "county", "code", "held", "years"];
        return csv(
            header,
            mentions.absent.iter().map(|row| {
                let [province, prefecture, county, code] = place(row.region.as_ref());
                let held = row.held.to_string();
                [row.value.clone(), province, prefecture, county, code, held, years(&row.years)]
            }),
        );
    }
    let header = [
        "value",
        "province",
        "prefecture",
        "county",
        "code",
        "reports",
        "held",
        "mentions",
        "years",
        "passage",
    ];
    csv(
        header,
        mentions.rows.iter().map(|row| {
            let [province, prefecture, county, code] = place(row.region.as_ref());
            [
                row.value.clone(),
                province,
                prefecture,
                county,
                code,
                row.reports.to_string(),
                row.held.to_string(),
                row.mentions.to_string(),
                years(&row.years),
                row.passage.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
            ]
        }),
    )
}

/// Returns the reports that are held as CSV: a table that can be edited and saved as
/// `corrections.csv`, which takes every column of it.
///
/// The first columns, up to `url`, are what can be corrected, under the names that corrections go
/// by. A field is empty where the fact is not known, and `-` where a user says that it is not.
#[must_use]
pub fn holdings_as_csv(holdings: &Holdings) -> String {
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
            report
                .agency_kind
                .map(|it| it.label(crate::report::Language::Chinese))
                .unwrap_or_default()
                .to_owned(),
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
        format!("{name}: {}{inferred}", why::named(evidence.source))
    });
    words.collect::<Vec<_>>().join("; ")
}

/// Returns province, prefecture, county and code, each empty where it is not known.
fn place(region: Option<&RegionView>) -> [String; 4] {
    let RegionView { province, prefecture, county, code } = region.cloned().unwrap_or_default();
    [province, prefecture, county, code].map(Option::unwrap_or_default)
}

fn or_empty(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
