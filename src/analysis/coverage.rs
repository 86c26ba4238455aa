//! A table of two groupings, such as counties and years, with three states: mentions the term, does
//! not mention it, has no report.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::report::RegionView;
use crate::report::named::named;
use crate::search::{
    Answer, AxisEntry, Counts, Group, GroupBy, Request, TableCollector, Tally, entry_of,
    groups_without_gaps, walk,
};

/// The maximum number of cells: 300,000 reports over 13 years, 150 MB in memory.
const MOST_CELLS: usize = 4_000_000;

/// Who mentions a term where and when, who does not, and who has no report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Coverage {
    /// What the rows are: counties, prefectures, provinces, regions, agencies, reports, …
    #[schema(value_type = String)]
    pub rows_by: GroupBy,
    /// What the columns are: years, parts, provinces, …
    #[schema(value_type = String)]
    pub columns_by: GroupBy,
    /// The counts of all cells together.
    pub counts: Counts,
    /// The columns. There is a column for every year from the first with a report to the last.
    pub columns: Vec<CoverageColumn>,
    /// The rows: every group with a report, 未识别 last.
    pub rows: Vec<CoverageRow>,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CoverageColumn {
    /// The group: a year, a part, a province; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years and parts.
    pub region: Option<RegionView>,
    /// The whole column. Each of its reports counts once.
    pub total: Cell,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CoverageRow {
    /// The group: a county, an agency, a report; 未识别 if it is not known.
    pub value: String,
    /// The region of the group; absent for years and parts.
    pub region: Option<RegionView>,
    /// The whole row. Each of its reports counts once.
    pub total: Cell,
    /// A cell for each column, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// What is known about a row in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Cell {
    /// The state of the cell.
    pub state: State,
    /// Distinct reports that mention the term.
    pub reports: u64,
    /// Distinct reports in the index. If rows or columns are parts, those with a section of the
    /// part.
    pub held: u64,
    /// The number of mentions.
    pub mentions: u64,
}

named! {
    /// What is known about a group.
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum State {
        /// At least one of its reports mentions the term.
        Mentions => "mentions", "mentions it", "提及";
        /// It has reports, and none of them mentions the term.
        NoMention => "no-mention", "does not mention it", "有报告，未提及";
        /// It has no report, so nothing is known.
        NotHeld => "not-held", "no report", "没有报告";
    }
}

impl State {
    /// Returns the state of a group with `held` reports in the index, of which `found` were found.
    pub(super) fn new(held: u64, found: u64) -> Self {
        match (held, found) {
            (0, _) => Self::NotHeld,
            (_, 0) => Self::NoMention,
            _ => Self::Mentions,
        }
    }
}

impl Cell {
    /// Returns whether the number of mentions says everything about the cell. A report can match by
    /// its title, without a mention: it must not look like one that does not match.
    pub(crate) fn is_plain(&self) -> bool {
        self.held <= 1 && (self.reports == 0) == (self.mentions == 0)
    }

    fn new(tally: Tally) -> Self {
        let Tally { found, reports: held, .. } = tally;
        let state = State::new(held, found.reports);
        Self { state, reports: found.reports, held, mentions: found.mentions }
    }
}

impl Answer<Coverage> {
    /// Returns the whole table as one cell, in which each report is counted once.
    pub(crate) fn total(&self) -> Cell {
        let (counts, held) = (self.body.counts, self.ground.reports);
        let state = State::new(held, counts.reports);
        Cell { state, reports: counts.reports, held, mentions: counts.mentions }
    }
}

/// Counts what a request finds by rows and columns, and returns the rows that the request wants. Its
/// limit, offset and facets are ignored.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does, if rows and columns are the same, and if they
/// make more than 4,000,000 cells.
pub fn coverage(
    reader: &IndexReader,
    request: &Request,
    rows: GroupBy,
    columns: GroupBy,
) -> Result<Answer<Coverage>> {
    let (mut answer, rows) = coverage_rows(reader, request, rows, columns)?;
    answer.body.rows = rows.collect();
    Ok(answer)
}

/// Returns the answer of [`coverage`] without its rows, and the rows, each of which is made when the
/// iterator gets to it: a table of reports is a hundred times as large as the counts in it.
///
/// # Errors
///
/// Fails as [`coverage`] does.
pub(crate) fn coverage_rows(
    reader: &IndexReader,
    request: &Request,
    rows: GroupBy,
    columns: GroupBy,
) -> Result<(Answer<Coverage>, impl ExactSizeIterator<Item = CoverageRow> + use<>)> {
    if rows == columns {
        return Err(Error::SameRowsAndColumns { name: rows.key().to_owned() });
    }
    let table = TableCollector::new(rows, Some(columns));
    let (mut answer, matrix) = walk(reader, request, table, |matrix, _| Ok(matrix))?.take_body();
    let row_groups = groups_without_gaps(rows, matrix.rows.iter());
    answer.add_list(reader, "rows", request.rows, row_groups.len());
    let row_groups = request.rows.cut(row_groups);
    let column_groups = groups_without_gaps(columns, matrix.columns.iter());
    check_size(row_groups.len(), column_groups.len())?;
    let column = |group: &Group| {
        let (region, total) = region_and_total(entry_of(&matrix.columns, group));
        CoverageColumn { value: group.label(columns), region, total }
    };
    let body = Coverage {
        rows_by: rows,
        columns_by: columns,
        counts: matrix.total.found,
        columns: column_groups.iter().map(column).collect(),
        rows: Vec::new(),
    };
    let row = move |group: Group| {
        let entry = entry_of(&matrix.rows, &group);
        let (region, total) = region_and_total(entry);
        let tally = |column: &Group| match (entry, entry_of(&matrix.columns, column)) {
            (Some(row), Some(column)) => matrix.cell(row, column),
            _ => Tally::default(),
        };
        let cells = column_groups.iter().map(|column| Cell::new(tally(column))).collect();
        CoverageRow { value: group.label(rows), region, total, cells }
    };
    Ok((answer.map(|()| body), row_groups.into_iter().map(row)))
}

/// Returns the region and the counts of a row or column; without an entry, those of a year without
/// reports.
fn region_and_total(entry: Option<&AxisEntry>) -> (Option<RegionView>, Cell) {
    let tally = entry.map(|entry| entry.tally).unwrap_or_default();
    (entry.and_then(|entry| entry.region.clone()), Cell::new(tally))
}

/// Fails if a table has too many cells.
pub(super) fn check_size(rows: usize, columns: usize) -> Result<()> {
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Err(Error::TooManyCells { rows, columns, most: MOST_CELLS });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_without_reports_are_not_those_without_mentions() {
        for (held, found, expected) in [
            (0, 0, State::NotHeld),
            (3, 0, State::NoMention),
            (3, 1, State::Mentions),
            (3, 3, State::Mentions),
        ] {
            assert_eq!(State::new(held, found), expected, "{found} of {held}");
        }
    }

    #[test]
    fn tables_with_too_many_cells_are_refused() {
        assert!(check_size(300_000, 13).is_ok());
        let error = check_size(300_000, 2_800).expect_err("too many cells");
        let message = "300,000 rows and 2,800 columns make more than 4,000,000 cells";
        assert_eq!(error.to_string(), message);
        assert!(check_size(usize::MAX, 2).is_err());
    }
}
