//! Counts by group as CSV: facets, mentions, coverage and trend.

use super::row::{cell, csv, region_cells};
use crate::analysis::{AbsentRow, Coverage, MentionRow, Mentions, Trend};
use crate::report::Year;
use crate::search::{FacetRow, Results};

impl Results {
    /// Returns the counts by facet as CSV, a row for each value.
    #[must_use]
    pub fn facets_to_csv(&self) -> String {
        let rows = self.facets.iter().flat_map(|(facet, rows)| {
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
}

impl Mentions {
    /// Returns the groups that mention a term as CSV; with `absent`, those that do not.
    #[must_use]
    pub fn to_csv(&self, absent: bool) -> String {
        if absent { absent_as_csv(&self.absent) } else { mentioning_as_csv(&self.rows) }
    }
}

fn absent_as_csv(rows: &[AbsentRow]) -> String {
    let header = ["value", "province", "prefecture", "county", "code", "held", "years"];
    let rows = rows.iter().map(|row| {
        let [province, prefecture, county, code] = region_cells(row.region.as_ref());
        let (held, years) = (row.held.to_string(), year_list(&row.years));
        [row.value.clone(), province, prefecture, county, code, held, years]
    });
    csv(header, rows)
}

fn mentioning_as_csv(rows: &[MentionRow]) -> String {
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
    let rows = rows.iter().map(|row| {
        let [province, prefecture, county, code] = region_cells(row.region.as_ref());
        [
            row.value.clone(),
            province,
            prefecture,
            county,
            code,
            row.reports.to_string(),
            row.held.to_string(),
            row.mentions.to_string(),
            year_list(&row.years),
            cell(row.passage.as_ref().map(|passage| &passage.text)),
        ]
    });
    csv(header, rows)
}

fn year_list(years: &[Year]) -> String {
    years.iter().map(Year::to_string).collect::<Vec<_>>().join(" ")
}

impl Coverage {
    /// Returns the table as CSV: a line for each cell, including those without reports; no totals.
    #[must_use]
    pub fn to_csv(&self) -> String {
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
        let lines = self.rows.iter().flat_map(|row| {
            let [province, prefecture, county, code] = region_cells(row.region.as_ref());
            self.columns.iter().zip(&row.cells).map(move |(column, cell)| {
                let [.., column_code] = region_cells(column.region.as_ref());
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
}

impl Trend {
    /// Returns the series as CSV: a line for each term and row; no totals.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let header = [
            "term",
            self.by.key(),
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
        let lines = self.series.iter().flat_map(|series| {
            let term = series.question.query_text();
            series.body.rows.iter().map(move |row| {
                let [.., code] = region_cells(row.region.as_ref());
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
}
