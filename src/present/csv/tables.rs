//! Counts by group as CSV: facets, mentions, coverage and trend.

use super::row::{cell, csv, place};
use crate::analysis::{Coverage, Mentions, Trend};
use crate::search::{FacetRow, Results};

/// Returns the counts by facet as CSV, a row for each value.
#[must_use]
pub fn facets_as_csv(results: &Results) -> String {
    let rows = results.facets.iter().flat_map(|(facet, rows)| {
        rows.iter().map(move |row| {
            let FacetRow { value, reports, sections, mentions, .. } = row;
            [
                facet.key().to_owned(),
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

/// Returns the table as CSV: a line for each cell, also those of which nothing is held, without
/// totals.
#[must_use]
pub fn coverage_as_csv(coverage: &Coverage) -> String {
    let header = [
        "row",
        "province",
        "prefecture",
        "county",
        "code",
        "column",
        "column_code",
        "state",
        "reports",
        "held",
        "mentions",
    ];
    let lines = coverage.rows.iter().flat_map(|row| {
        let [province, prefecture, county, code] = place(row.region.as_ref());
        coverage.columns.iter().zip(&row.cells).map(move |(column, cell)| {
            let [.., column_code] = place(column.region.as_ref());
            [
                row.value.clone(),
                province.clone(),
                prefecture.clone(),
                county.clone(),
                code.clone(),
                column.value.clone(),
                column_code,
                cell.state.key().to_owned(),
                cell.reports.to_string(),
                cell.held.to_string(),
                cell.mentions.to_string(),
            ]
        })
    });
    csv(header, lines)
}

/// Returns the series as CSV: a line for each term and row, without totals.
#[must_use]
pub fn trend_as_csv(trend: &Trend) -> String {
    let header = [
        "term",
        trend.by.key(),
        "code",
        "state",
        "held",
        "reports",
        "share",
        "sections",
        "mentions",
        "characters",
        "mentions_per_10000",
    ];
    let lines = trend.series.iter().flat_map(|series| {
        let term = series.question.query_text();
        series.body.rows.iter().map(move |row| {
            let [.., code] = place(row.region.as_ref());
            [
                term.clone(),
                row.value.clone(),
                code,
                row.state.key().to_owned(),
                row.held.to_string(),
                row.reports.to_string(),
                cell(row.share.as_ref()),
                row.sections.to_string(),
                row.mentions.to_string(),
                row.characters.to_string(),
                cell(row.mentions_per_10000.as_ref()),
            ]
        })
    });
    csv(header, lines)
}
