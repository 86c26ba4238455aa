//! A table of two groupings, such as counties and years, with three states: mentions the term, does
//! not mention it, has no report.

use std::borrow::Cow;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::rate::per;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::report::RegionView;
use crate::report::named::named;
use crate::search::{
    Answer, AxisEntry, Counts, Group, GroupBy, QueryTable, Request, Tally, entry_of,
    groups_without_gaps, has_own_conditions, walk_each,
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
    /// The number of mentions; absent if the query has no term that could be mentioned.
    pub mentions: Option<u64>,
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
        /// It has reports, and a condition in the query leaves all of them out.
        LeftOut => "left-out", "no report meets the condition", "报告不符合条件";
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

    /// Returns the state of a group that has so many reports whatever the conditions of the query.
    pub(super) fn of_all(self, reports: u64) -> Self {
        if self == Self::NotHeld && reports > 0 { Self::LeftOut } else { self }
    }

    /// Returns whether there are reports that were counted over.
    pub(crate) fn is_counted(self) -> bool {
        matches!(self, Self::Mentions | Self::NoMention)
    }
}

/// Returns the requests with the one for everything at the end if a query has conditions: what these
/// leave out has another state than what is not there.
pub(super) fn with_everything(requests: &[Request]) -> Cow<'_, [Request]> {
    match requests.iter().find(|request| has_own_conditions(request)) {
        Some(request) => Cow::Owned([requests, &[request.everything()]].concat()),
        None => Cow::Borrowed(requests),
    }
}

impl Cell {
    /// Returns whether the number of mentions says everything about the cell. A report can match by
    /// its title, without a mention: it must not look like one that does not match.
    pub(crate) fn is_plain(&self) -> bool {
        self.held <= 1 && self.mentions.is_some_and(|it| (self.reports == 0) == (it == 0))
    }

    /// Returns the percentage of the reports that mention the term; `None` if there are none.
    pub(crate) fn share(&self) -> Option<f64> {
        per(100, self.reports, self.held)
    }

    /// Returns a cell of what was counted, and of what there is whatever the conditions of the query.
    fn new(tally: Tally, all: Tally, has_mentions: bool) -> Self {
        let Tally { found, reports: held, .. } = tally;
        let state = State::new(held, found.reports).of_all(all.reports);
        let mentions = has_mentions.then_some(found.mentions);
        Self { state, reports: found.reports, held, mentions }
    }
}

impl Answer<Coverage> {
    /// Returns the whole table as one cell, in which each report is counted once.
    pub(crate) fn total(&self) -> Cell {
        let (counts, held) = (self.body.counts, self.ground.reports);
        let state = State::new(held, counts.reports);
        let mentions = self.question.has_mentions().then_some(counts.mentions);
        Cell { state, reports: counts.reports, held, mentions }
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
    let answers = coverage_rows_of_each(reader, std::slice::from_ref(request), rows, columns)?;
    Ok(answers.into_iter().next().expect("an answer for each request"))
}

impl Request {
    /// Answers several requests, such as those of a codebook, as [`coverage`] answers one. The
    /// sections are gone over once for all that are counted over the same.
    ///
    /// # Errors
    ///
    /// Fails as [`coverage`] does; the tables together make at most 4,000,000 cells.
    pub fn coverage_of_each(
        requests: &[Self],
        reader: &IndexReader,
        rows: GroupBy,
        columns: GroupBy,
    ) -> Result<Vec<Answer<Coverage>>> {
        let answers = coverage_rows_of_each(reader, requests, rows, columns)?;
        let all: usize = answers.iter().map(|(_, rows)| rows.len()).sum();
        let widest = answers.iter().map(|(answer, _)| answer.body.columns.len()).max();
        check_size(all, widest.unwrap_or(0))?;
        let filled = answers.into_iter().map(|(mut answer, rows)| {
            answer.body.rows = rows.collect();
            answer
        });
        Ok(filled.collect())
    }
}

/// Returns the answers of several requests without their rows, and the rows, as [`coverage_rows`] does.
///
/// # Errors
///
/// Fails as [`coverage`] does.
pub(crate) fn coverage_rows_of_each(
    reader: &IndexReader,
    requests: &[Request],
    rows: GroupBy,
    columns: GroupBy,
) -> Result<Vec<(Answer<Coverage>, impl ExactSizeIterator<Item = CoverageRow> + use<>)>> {
    if rows == columns {
        return Err(Error::SameRowsAndColumns { name: rows.key().to_owned() });
    }
    let asked = with_everything(requests);
    let mut answers = walk_each(reader, &asked, rows, Some(columns))?;
    let all = (asked.len() > requests.len()).then(|| answers.pop()).flatten();
    let all = all.map(|answer| Rc::new(answer.body));
    let answers = requests.iter().zip(answers);
    let of_one = |(request, answer): (&Request, Answer<QueryTable>)| {
        let (mut answer, table) = answer.take_body();
        let has_mentions = answer.question.has_mentions();
        let table = TwoTables { table, all: all.clone(), has_mentions };
        let row_groups = groups_without_gaps(rows, table.table.rows().iter());
        answer.add_list(reader, "rows", request.rows, row_groups.len());
        let row_groups = request.rows.cut(row_groups);
        let column_groups: Vec<Group> =
            groups_without_gaps(columns, table.table.columns().iter()).into_iter().collect();
        check_size(row_groups.len(), column_groups.len())?;
        let column = |group: &Group| table.column(group, columns);
        let body = Coverage {
            rows_by: rows,
            columns_by: columns,
            counts: table.table.total().found,
            columns: column_groups.iter().map(column).collect(),
            rows: Vec::new(),
        };
        let row = move |group: Group| table.row(&group, rows, &column_groups);
        Ok((answer.map(|()| body), row_groups.into_iter().map(row)))
    };
    answers.map(of_one).collect()
}

/// What a query finds and, if it has conditions, everything that passes the filters.
struct TwoTables {
    table: QueryTable,
    all: Option<Rc<QueryTable>>,
    has_mentions: bool,
}

impl TwoTables {
    /// Returns a column; without an entry, that of a year without reports.
    fn column(&self, group: &Group, by: GroupBy) -> CoverageColumn {
        let of = |table: &QueryTable| {
            entry_of(table.columns(), group).map(|entry| table.column(entry)).unwrap_or_default()
        };
        let entry = entry_of(self.table.columns(), group);
        let all = self.all.as_deref().map(of).unwrap_or_default();
        CoverageColumn {
            value: group.label(by),
            region: entry.and_then(|entry| entry.region.clone()),
            total: Cell::new(of(&self.table), all, self.has_mentions),
        }
    }

    /// Returns a row; without an entry, that of a year without reports.
    fn row(&self, group: &Group, by: GroupBy, columns: &[Group]) -> CoverageRow {
        let entry = |table: &'_ QueryTable| entry_of(table.rows(), group).cloned();
        let (row, in_all) = (entry(&self.table), self.all.as_deref().and_then(entry));
        let of = |table: &QueryTable, row: &Option<AxisEntry>, column: Option<&Group>| {
            let (Some(row), Some(column)) = (row, column) else {
                return row.as_ref().map(|row| table.row(row)).unwrap_or_default();
            };
            let column = entry_of(table.columns(), column);
            column.map(|column| table.cell(row, column)).unwrap_or_default()
        };
        let cell = |column: Option<&Group>| {
            let all = self.all.as_deref().map(|table| of(table, &in_all, column));
            Cell::new(of(&self.table, &row, column), all.unwrap_or_default(), self.has_mentions)
        };
        CoverageRow {
            value: group.label(by),
            region: row.as_ref().and_then(|entry| entry.region.clone()),
            total: cell(None),
            cells: columns.iter().map(|column| cell(Some(column))).collect(),
        }
    }
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
        assert_eq!(State::new(0, 0).of_all(2), State::LeftOut);
        assert_eq!(State::new(2, 0).of_all(2), State::NoMention);
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
