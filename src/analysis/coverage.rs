//! Who mentions a term in which year, who holds a report and does not, and of whom none is held:
//! every pair of two groups, such as counties and years, told apart in three states.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::report::RegionView;
use crate::report::named::named;
use crate::search::{
    Counts, Ground, GroupBy, Line, Mode, Request, Tally, WordsAsked, groups_of, label, line_of,
    matrix,
};

/// The most cells of a table: 300,000 reports over 13 years, 150 MB in memory.
const MOST_CELLS: usize = 4_000_000;

/// The answer to *who mentions it where and when, who does not, and who is not held*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Coverage {
    /// The term, or the query, as it was understood.
    pub term: String,
    /// How the term was matched.
    pub mode: Mode,
    /// What the rows stand for: county, prefecture, province, region, agency, report, …
    pub rows_by: String,
    /// What the columns stand for: year, part, province, …
    pub columns_by: String,
    /// What was counted over.
    pub ground: Ground,
    /// What was found in all cells together.
    pub counts: Counts,
    /// The columns. Years go on without gaps from the first held to the last.
    pub columns: Vec<CoverageColumn>,
    /// The rows: every group of which a report is held, 未识别 last.
    pub rows: Vec<CoverageRow>,
    /// In words mode: how the words were asked for.
    #[serde(skip)]
    pub words: Option<WordsAsked>,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CoverageColumn {
    /// The group: a year, a part, a province; 未识别 where it is not known.
    pub value: String,
    /// Where it sits; absent for years and parts.
    pub region: Option<RegionView>,
    /// The whole column, each of its reports counted once.
    pub total: Cell,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CoverageRow {
    /// The group: a county, an agency, a report; 未识别 where it is not known.
    pub value: String,
    /// Where it sits; absent for years and parts.
    pub region: Option<RegionView>,
    /// The whole row, each of its reports counted once.
    pub total: Cell,
    /// A cell for each column, in their order.
    pub cells: Vec<Cell>,
}

/// What is known of a row in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Cell {
    /// Which of the three it is.
    pub state: State,
    /// Distinct reports that mention the term.
    pub reports: u64,
    /// Distinct reports that are held. Where rows or columns are parts: those with such a section.
    pub held: u64,
    /// How often the reports mention the term.
    pub mentions: u64,
}

named! {
    /// What is known of a group.
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum State {
        /// At least one of its reports mentions the term.
        Mentions => "mentions", "mentions it", "提及";
        /// It has reports, and none of them mentions the term.
        NoMention => "no-mention", "does not mention it", "有报告，未提及";
        /// It has no report: nothing is known.
        NotHeld => "not-held", "no report", "没有报告";
    }
}

impl State {
    /// Returns the state of a group of which so many reports are held and were found.
    pub(super) fn of(held: u64, found: u64) -> Self {
        match (held, found) {
            (0, _) => Self::NotHeld,
            (_, 0) => Self::NoMention,
            _ => Self::Mentions,
        }
    }
}

impl Cell {
    fn of(tally: Tally) -> Self {
        let Tally { found, held, .. } = tally;
        let state = State::of(held, found.reports);
        Self { state, reports: found.reports, held, mentions: found.mentions }
    }
}

/// Finds what the request asks for and tells it cell by cell. Limit, offset and facets of the
/// request are not used.
///
/// # Errors
///
/// Fails where the index is damaged, where a term leaves nothing to compare, where rows and columns
/// are the same, and where they make more than 4,000,000 cells.
pub fn coverage(
    reader: &IndexReader,
    request: &Request,
    rows: GroupBy,
    columns: GroupBy,
) -> Result<Coverage> {
    if rows == columns {
        return Err(Error::SameRowsAndColumns { name: rows.key().to_owned() });
    }
    let matrix = matrix(reader, request, rows, Some(columns))?;
    let row_groups = groups_of(rows, matrix.rows.iter());
    let column_groups = groups_of(columns, matrix.columns.iter());
    check_size(row_groups.len(), column_groups.len())?;
    let of_columns: Vec<Option<&Line>> =
        column_groups.iter().map(|group| line_of(&matrix.columns, group)).collect();
    let mut table = Coverage {
        term: request.printed(),
        mode: request.mode,
        rows_by: rows.key().to_owned(),
        columns_by: columns.key().to_owned(),
        ground: matrix.ground,
        counts: matrix.total.found,
        columns: Vec::new(),
        rows: Vec::new(),
        words: matrix.words.clone(),
    };
    for (group, line) in column_groups.iter().zip(&of_columns) {
        let (region, total) = known(*line);
        table.columns.push(CoverageColumn { value: label(columns, group), region, total });
    }
    for group in &row_groups {
        let line = line_of(&matrix.rows, group);
        let (region, total) = known(line);
        let tally = |column: Option<&Line>| match (line, column) {
            (Some(row), Some(column)) => matrix.cell(row, column),
            _ => Tally::default(),
        };
        let cells = of_columns.iter().map(|column| Cell::of(tally(*column))).collect();
        table.rows.push(CoverageRow { value: label(rows, group), region, total, cells });
    }
    Ok(table)
}

/// Returns where a line sits and its counts; those of a year that is not held where there is none.
fn known(line: Option<&Line>) -> (Option<RegionView>, Cell) {
    let tally = line.map(|line| line.tally).unwrap_or_default();
    (line.and_then(|line| line.region.clone()), Cell::of(tally))
}

fn check_size(rows: usize, columns: usize) -> Result<()> {
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Err(Error::TooManyCells { rows, columns, most: MOST_CELLS });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_held_is_told_from_not_mentioned() {
        for (held, found, expected) in [
            (0, 0, State::NotHeld),
            (3, 0, State::NoMention),
            (3, 1, State::Mentions),
            (3, 3, State::Mentions),
        ] {
            assert_eq!(State::of(held, found), expected, "{found} of {held}");
        }
    }

    #[test]
    fn a_table_that_nobody_can_read_is_refused() {
        assert!(check_size(300_000, 13).is_ok());
        let error = check_size(300_000, 2_800).expect_err("too many cells");
        let told = "300000 rows and 2800 columns make more than 4000000 cells";
        assert_eq!(error.to_string(), told);
        assert!(check_size(usize::MAX, 2).is_err());
    }
}
