//! Answers as text for people, as JSON and as tables for spreadsheets.
//!
//! Nothing here prints: every function returns the whole output.

mod coverage;
mod human;
mod table;
mod trend;

use serde::Serialize;

use crate::analysis::{Holdings, Mentions};
use crate::search::{FacetRow, RegionView, Results};

pub use coverage::{coverage_as_csv, coverage_as_text};
pub use human::{
    Style, count as counted, counts_sentence, facets as facets_as_text, ground_sentence,
    holdings as holdings_as_text, mentions as mentions_as_text, printable,
    results as results_as_text, shown as shown_as_text, status as status_as_text,
    summary as summary_as_text,
};
pub use trend::{trend_as_csv, trend_as_text};

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
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing to memory");
    for row in rows {
        writer.write_record(row).expect("rows have as many cells as the header");
    }
    let bytes = writer.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("cells are strings")
}

/// Returns the hits as CSV, a row for each.
#[must_use]
pub fn results_as_csv(results: &Results) -> String {
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
    let rows = results.hits.iter().map(|hit| {
        let (report, region) = (&hit.report, &hit.report.region);
        [
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
        ]
    });
    csv(header, rows)
}

/// Returns the counts by facet as CSV, a row for each value.
#[must_use]
pub fn facets_as_csv(results: &Results) -> String {
    let rows = results.facets.iter().flat_map(|(facet, rows)| {
        rows.iter().map(move |row| {
            let FacetRow { value, reports, sections, mentions } = row;
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

/// Returns the reports that are held as CSV.
#[must_use]
pub fn holdings_as_csv(holdings: &Holdings) -> String {
    let header = [
        "id",
        "path",
        "title",
        "agency",
        "agency_as_written",
        "year",
        "province",
        "prefecture",
        "county",
        "code",
        "date",
        "sections",
        "notes",
    ];
    let rows = holdings.reports.iter().map(|report| {
        let region = &report.region;
        [
            report.id.clone(),
            report.path.clone(),
            or_empty(report.title.as_ref()),
            or_empty(report.agency.as_ref()),
            or_empty(report.agency_as_written.as_ref()),
            or_empty(report.year.as_ref()),
            or_empty(region.province.as_ref()),
            or_empty(region.prefecture.as_ref()),
            or_empty(region.county.as_ref()),
            or_empty(region.code.as_ref()),
            or_empty(report.date.as_ref()),
            report.sections.to_string(),
            report.notes.join("; "),
        ]
    });
    csv(header, rows)
}

/// Returns province, prefecture, county and code, each empty where it is not known.
fn place(region: Option<&RegionView>) -> [String; 4] {
    let RegionView { province, prefecture, county, code } = region.cloned().unwrap_or_default();
    [province, prefecture, county, code].map(Option::unwrap_or_default)
}

fn or_empty(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
