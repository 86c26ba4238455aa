//! Who mentions a term where and when as rows and columns, with one figure in each cell and totals.

use serde::Serialize;
use serde_json::{Map, Value};

use super::about::About;
use super::cell::{Cell, Cells, region_cells};
use super::table::Table;
use crate::analysis::{self, Coverage, CoverageRow, Measure, coverage_rows};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::RegionView;
use crate::search::{Answer, GroupBy, Request};

impl Request {
    /// Returns what is known of rows and columns as it is read: a column for each group with this
    /// figure, empty where there is no report, the totals of each row behind them, and those of the
    /// columns in the last row.
    ///
    /// # Errors
    ///
    /// Fails as [`coverage`](crate::analysis::coverage) does.
    pub fn coverage_matrix<'a>(
        &self,
        reader: &'a IndexReader,
        (rows, columns): (GroupBy, GroupBy),
        measure: Measure,
    ) -> Result<(Answer<Coverage>, Table<'a>)> {
        let (answer, rows) = coverage_rows(reader, self, rows, columns)?;
        let table = coverage_matrix(reader, &answer, rows, measure);
        Ok((answer, table))
    }
}

/// The columns that name a row.
const ROW: [&str; 5] = ["row", "province", "prefecture", "county", "code"];

/// The columns with the totals of a row.
const TOTALS: [&str; 4] = ["reports", "held", "share", "mentions"];

/// The name of the last row.
const ALL: &str = "合计";

/// Returns the rows as a table with a column for each cell. If the cells are counts of reports, a second
/// column for each has the reports held. `answer` names the columns.
pub(crate) fn coverage_matrix<'a>(
    reader: &IndexReader,
    answer: &Answer<Coverage>,
    rows: impl Iterator<Item = CoverageRow> + 'a,
    measure: Measure,
) -> Table<'a> {
    let coverage = &answer.body;
    let about = About::new("coverage", reader).with_answer(answer, Some(coverage.counts));
    let names: Vec<String> =
        coverage.columns.iter().flat_map(|it| names(&it.value, measure)).collect();
    let all = CoverageRow {
        value: ALL.to_owned(),
        region: None,
        total: answer.total(),
        cells: coverage.columns.iter().map(|column| column.total).collect(),
    };
    let by = coverage.rows_by;
    let header = ROW.into_iter().map(str::to_owned).chain(names.iter().cloned());
    let header: Vec<String> = header.chain(TOTALS.map(str::to_owned)).collect();
    let lines = rows.chain([all]).map(move |row| Ok(MatrixLine::new(row, by, &names, measure)));
    Table::new(about, header, lines)
}

/// Returns the names of the columns of a group.
fn names(value: &str, measure: Measure) -> Vec<String> {
    let held = (measure == Measure::Reports).then(|| format!("{value} held"));
    std::iter::once(value.to_owned()).chain(held).collect()
}

/// A row with one figure of each of its cells.
#[derive(Serialize)]
struct MatrixLine {
    #[serde(skip)]
    by: GroupBy,
    row: String,
    region: Option<RegionView>,
    measure: &'static str,
    /// The figures by the names of their columns; `null` where there is no report.
    columns: Map<String, Value>,
    #[serde(skip)]
    cells: Vec<Cell>,
    #[serde(flatten)]
    total: Total,
}

/// The totals of a row. Each report counts once.
#[derive(Serialize)]
struct Total {
    #[serde(skip)]
    cell: analysis::Cell,
    reports: u64,
    held: u64,
    share: Option<f64>,
    mentions: Option<u64>,
}

impl MatrixLine {
    fn new(row: CoverageRow, by: GroupBy, names: &[String], measure: Measure) -> Self {
        let CoverageRow { value, region, total: cell, cells } = row;
        let values = cells.iter().flat_map(|cell| values(cell, measure));
        let columns = names.iter().cloned().zip(values).collect();
        let (reports, held, mentions) = (cell.reports, cell.held, cell.mentions);
        let total = Total { cell, reports, held, share: cell.share(), mentions };
        let cells = cells.iter().flat_map(|cell| figures(cell, measure)).collect();
        Self { by, row: value, region, measure: measure.key(), columns, cells, total }
    }
}

impl Cells for MatrixLine {
    fn cells(&self) -> Vec<Cell> {
        let Total { cell, reports, held, share, mentions } = self.total;
        let figure = |figure: Cell| Cell::Figure(cell.state, Box::new(figure));
        let is_counted = cell.state.is_counted();
        let number = |number: Option<u64>| Cell::number(number.filter(|_| is_counted));
        let is_all = self.row == ALL;
        let name = if is_all { self.row.as_str().into() } else { Cell::group(self.by, &self.row) };
        let region = region_cells(self.region.as_ref());
        let [reports, held, mentions] = [Some(reports), Some(held), mentions].map(number);
        let totals = [reports, held, Cell::percent(share), mentions];
        let cells = std::iter::once(name).chain(region).chain(self.cells.iter().cloned());
        cells.chain(totals.map(figure)).collect()
    }
}

/// Returns the figures of a cell, empty if there is no report.
fn figures(cell: &analysis::Cell, measure: Measure) -> Vec<Cell> {
    let figure = |figure: Cell| Cell::Figure(cell.state, Box::new(figure));
    if measure == Measure::Share {
        return vec![figure(Cell::percent(cell.share()))];
    }
    let counts = values(cell, measure).into_iter();
    counts.map(|count| figure(Cell::number(count.as_u64()))).collect()
}

/// Returns the figures of a cell as JSON; `null` if there is no report, or nothing to count.
fn values(cell: &analysis::Cell, measure: Measure) -> Vec<Value> {
    let number = |number: u64| Value::from(cell.state.is_counted().then_some(number));
    match measure {
        Measure::Reports => vec![number(cell.reports), number(cell.held)],
        Measure::Share => vec![cell.share().into()],
        _ => vec![cell.mentions.filter(|_| cell.state.is_counted()).into()],
    }
}
