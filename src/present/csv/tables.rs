//! Counts by group as tables: facets, mentions, coverage and trend.

use serde::Serialize;

use super::row::{Cell, Cells, region_cells};
use super::table::Table;
use crate::analysis::{
    self, AbsentRow, Coverage, CoverageRow, MentionPassages, MentionRow, Mentions, Trend, TrendRow,
    coverage_rows,
};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{RegionView, Year};
use crate::search::{Answer, FacetBy, FacetRow, GroupBy, Request, Results};

/// A value of a facet.
#[derive(Serialize)]
struct FacetLine<'a> {
    facet: FacetBy,
    #[serde(flatten)]
    row: &'a FacetRow,
}

impl Results {
    /// Returns the counts by facet as a table, a row for each value.
    #[must_use]
    pub fn facet_table(&self) -> Table<'_> {
        let rows = self
            .facets
            .iter()
            .flat_map(|(&facet, rows)| rows.iter().map(move |row| Ok(FacetLine { facet, row })));
        Table::new(["facet", "value", "code", "reports", "sections", "mentions"], rows)
    }
}

impl Cells for FacetLine<'_> {
    fn cells(&self) -> Vec<Cell> {
        let FacetRow { value, region, reports, sections, mentions, .. } = self.row;
        let [.., code] = region_cells(region.as_ref());
        vec![
            self.facet.key().into(),
            value.as_str().into(),
            code,
            (*reports).into(),
            (*sections).into(),
            (*mentions).into(),
        ]
    }
}

impl Request {
    /// Returns the groups that mention what a request asks for as a table; with `absent`, those
    /// that have a report and do not mention it.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn mention_table<'a>(
        &self,
        reader: &'a IndexReader,
        by: GroupBy,
        absent: bool,
    ) -> Result<(Answer<Mentions>, Table<'a>)> {
        let (mut answer, passages) = MentionPassages::new(reader, self, by)?;
        answer.keep_list(if absent { "absent" } else { "rows" });
        let (rows, silent) =
            (std::mem::take(&mut answer.body.rows), std::mem::take(&mut answer.body.absent));
        let table = if absent { absent_table(silent) } else { mention_table(passages.fill(rows)) };
        Ok((answer, table))
    }

    /// Returns what is known of rows and columns as a table: a row for each cell, also for those
    /// without reports; no totals.
    ///
    /// # Errors
    ///
    /// Fails as [`coverage`](crate::analysis::coverage) does.
    pub fn coverage_table<'a>(
        &self,
        reader: &'a IndexReader,
        rows: GroupBy,
        columns: GroupBy,
    ) -> Result<(Answer<Coverage>, Table<'a>)> {
        let (answer, rows) = coverage_rows(reader, self, rows, columns)?;
        let table = coverage_table(&answer.body, rows);
        Ok((answer, table))
    }
}

/// Returns the groups that do not mention a term as a table.
pub(crate) fn absent_table<'a>(rows: Vec<AbsentRow>) -> Table<'a> {
    let header = ["value", "province", "prefecture", "county", "code", "held", "years"];
    Table::new(header, rows.into_iter().map(Ok))
}

impl Cells for AbsentRow {
    fn cells(&self) -> Vec<Cell> {
        let [province, prefecture, county, code] = region_cells(self.region.as_ref());
        let (value, years) = (self.value.as_str().into(), year_list(&self.years).into());
        vec![value, province, prefecture, county, code, self.held.into(), years]
    }
}

/// Returns the groups that mention a term as a table.
pub(crate) fn mention_table<'a>(rows: impl Iterator<Item = Result<MentionRow>> + 'a) -> Table<'a> {
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
    Table::new(header, rows)
}

impl Cells for MentionRow {
    fn cells(&self) -> Vec<Cell> {
        let [province, prefecture, county, code] = region_cells(self.region.as_ref());
        vec![
            self.value.as_str().into(),
            province,
            prefecture,
            county,
            code,
            self.reports.into(),
            self.held.into(),
            self.mentions.into(),
            year_list(&self.years).into(),
            Cell::text(self.passage.as_ref().map(|passage| &passage.text)),
        ]
    }
}

fn year_list(years: &[Year]) -> String {
    years.iter().map(Year::to_string).collect::<Vec<_>>().join(" ")
}

/// A cell of a table of coverage, with its row and its column.
#[derive(Serialize)]
struct CoverageLine {
    row: String,
    region: Option<RegionView>,
    column: String,
    column_region: Option<RegionView>,
    #[serde(flatten)]
    cell: analysis::Cell,
}

/// Returns the cells of rows as a table. `coverage` has the columns.
pub(crate) fn coverage_table<'a>(
    coverage: &Coverage,
    rows: impl Iterator<Item = CoverageRow> + 'a,
) -> Table<'a> {
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
    let columns: Vec<(String, Option<RegionView>)> =
        coverage.columns.iter().map(|it| (it.value.clone(), it.region.clone())).collect();
    let lines = rows.flat_map(move |row| {
        let line = |((column, column_region), &cell): (&(String, Option<RegionView>), _)| {
            let (row, region) = (row.value.clone(), row.region.clone());
            let (column, column_region) = (column.clone(), column_region.clone());
            Ok(CoverageLine { row, region, column, column_region, cell })
        };
        columns.iter().zip(&row.cells).map(line).collect::<Vec<_>>()
    });
    Table::new(header, lines)
}

impl Cells for CoverageLine {
    fn cells(&self) -> Vec<Cell> {
        let [province, prefecture, county, code] = region_cells(self.region.as_ref());
        let [.., column_code] = region_cells(self.column_region.as_ref());
        vec![
            self.row.as_str().into(),
            province,
            prefecture,
            county,
            code,
            self.column.as_str().into(),
            column_code,
            self.cell.state.key().into(),
            self.cell.reports.into(),
            self.cell.held.into(),
            self.cell.mentions.into(),
        ]
    }
}

/// A row of a trend, with its term.
#[derive(Serialize)]
struct TrendLine<'a> {
    term: String,
    by: FacetBy,
    #[serde(flatten)]
    row: &'a TrendRow,
}

impl Trend {
    /// Returns the series as a table: a row for each term and value; no totals.
    #[must_use]
    pub fn to_table(&self) -> Table<'_> {
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
        let by = self.by;
        let lines = self.series.iter().flat_map(move |series| {
            let term = series.question.query_text();
            let rows = series.body.rows.iter();
            rows.map(move |row| Ok(TrendLine { term: term.clone(), by, row }))
        });
        Table::new(header, lines)
    }
}

impl Cells for TrendLine<'_> {
    fn cells(&self) -> Vec<Cell> {
        let row = self.row;
        let [.., code] = region_cells(row.region.as_ref());
        vec![
            self.term.as_str().into(),
            row.value.as_str().into(),
            code,
            row.state.key().into(),
            row.held.into(),
            row.reports.into(),
            Cell::number(row.share),
            row.sections.into(),
            row.mentions.into(),
            row.characters.into(),
            Cell::number(row.mentions_per_10000),
        ]
    }
}
