//! The hits of a search as CSV.

use super::row::{cell, csv_row, region_cells};
use crate::search::{Hit, Results};

impl Results {
    /// Returns the hits as CSV, a row for each.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut table = hits_csv_header();
        table.extend(self.hits.iter().map(hit_as_csv));
        table
    }
}

/// Returns the header line of hits as CSV.
#[must_use]
pub(crate) fn hits_csv_header() -> String {
    csv_row([
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
    ])
}

/// Returns the row of one hit as CSV.
#[must_use]
pub(crate) fn hit_as_csv(hit: &Hit) -> String {
    let report = &hit.report;
    let [province, prefecture, county, code] = region_cells(Some(&report.region));
    csv_row([
        hit.score.to_string(),
        report.id.clone(),
        report.path.clone(),
        cell(report.title.as_ref()),
        cell(report.agency.as_ref()),
        cell(report.year.as_ref()),
        province,
        prefecture,
        county,
        code,
        hit.section.heading_path.join(" › "),
        hit.section.part.to_string(),
        hit.passage.text.clone(),
    ])
}
