//! The hits of a search as CSV.

use super::row::{csv, csv_row, or_empty};
use crate::search::{Hit, Results};

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
