//! The table of corrections next to the reports.

use std::collections::BTreeMap;

use super::{Overrides, Target, columns_listed};
use crate::extract::{TableRow, is_misread, rows_of_text};
use crate::report::ReportColumn;
use crate::text::unescape_formula;

/// The table of corrections: what users say about each report, by its path or its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    lines: Vec<CorrectionLine>,
    /// The places of the lines in `lines`, by path.
    by_path: BTreeMap<String, usize>,
    /// The same by id.
    by_id: BTreeMap<String, usize>,
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionLine {
    /// Its number in the file, counted from 1.
    pub number: u64,
    /// The path of the report.
    pub path: Option<String>,
    /// The id of the report.
    pub id: Option<String>,
    /// What it says.
    pub overrides: Overrides,
}

impl Corrections {
    /// Parses the table as text, with commas, semicolons or tabs between its fields. See
    /// [`Corrections::from_rows`].
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        Self::from_rows(&rows_of_text(text))
    }

    /// Reads the rows of the table. The first names the columns, one of them `path` (路径) or `id` (编号).
    /// An empty field keeps what was found; `-` or 无 says that the fact is not known.
    ///
    /// Returns the table, and a sentence for each thing that cannot be used. What is wrong with a
    /// report's own line is in its `Overrides` too.
    #[must_use]
    pub fn from_rows(rows: &[TableRow]) -> (Self, Vec<String>) {
        let (mut corrections, mut problems) = (Self::default(), Vec::new());
        if is_misread(rows) {
            problems.push(MISREAD.to_owned());
            return (corrections, problems);
        }
        let mut rows = rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let columns = rows.next().and_then(|row| Columns::parse(row, &mut problems));
        if let Some(columns) = columns {
            for row in rows {
                corrections.add(&columns, row, &mut problems);
            }
        }
        (corrections, problems)
    }

    /// Adds one line of the table.
    fn add(&mut self, columns: &Columns, row: &TableRow, problems: &mut Vec<String>) {
        let line = row.line;
        // As it was before the table was made safe for spreadsheets.
        let cell =
            |column: usize| row.cells.get(column).map_or("", |cell| unescape_formula(cell.trim()));
        let named = |column: Option<usize>| column.map(cell).filter(|cell| !cell.is_empty());
        let path = named(columns.path).map(normal_path);
        let id = named(columns.id).map(str::to_owned);
        if path.is_none() && id.is_none() {
            problems.push(format!("line {line}: no path says which report is corrected"));
            return;
        }
        if row.cells.len() > columns.count {
            let count = columns.count;
            problems.push(format!(
                "line {line}: {} fields under {count} columns; put text with commas in quotation marks",
                row.cells.len()
            ));
        }
        let mut overrides = Overrides::default();
        for &(column, target) in &columns.facts {
            if let Err(reason) = overrides.set(target, cell(column)) {
                problems.push(format!("line {line}: {reason}"));
                overrides.unusable.push(reason);
            }
        }
        let at = self.lines.len();
        for (index, name) in [(&mut self.by_path, &path), (&mut self.by_id, &id)] {
            let Some(name) = name else { continue };
            if let Some(earlier) = index.insert(name.clone(), at) {
                let earlier = self.lines.get(earlier).map_or(0, |earlier| earlier.number);
                problems.push(format!(
                    "line {line}: `{name}` is in line {earlier} already; line {line} is used"
                ));
                break;
            }
        }
        self.lines.push(CorrectionLine { number: line, path, id, overrides });
    }

    /// Returns what the table says about the report at `path`, relative to the indexed folder.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Overrides> {
        self.line(self.at_path(path)?).map(|line| &line.overrides)
    }

    /// Returns the place of the line for the report at `path`, relative to the indexed folder.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<usize> {
        self.by_path.get(&normal_path(path)).copied()
    }

    /// Returns the place of the line for the report with this id.
    #[must_use]
    pub fn at_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Returns the line at a place.
    #[must_use]
    pub fn line(&self, at: usize) -> Option<&CorrectionLine> {
        self.lines.get(at)
    }

    /// Returns the lines that apply, by path and id, with their places.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &CorrectionLine)> {
        let is_used = |at: &usize, line: &CorrectionLine| {
            let by_path = line.path.as_ref().and_then(|path| self.by_path.get(path));
            let by_id = line.id.as_ref().and_then(|id| self.by_id.get(id));
            by_path == Some(at) || by_id == Some(at)
        };
        self.lines.iter().enumerate().filter(move |(at, line)| is_used(at, line))
    }
}

/// What is wrong with a table whose Chinese was lost.
const MISREAD: &str = "not used: its Chinese was damaged when a program read UTF-8 as GBK; write the \
    table again with `chabao reports --format csv --bom`, which spreadsheets recognise";

/// The columns of the table.
struct Columns {
    path: Option<usize>,
    id: Option<usize>,
    facts: Vec<(usize, Target)>,
    count: usize,
}

impl Columns {
    /// Parses the first row; `None` if no column says which report is meant.
    fn parse(row: &TableRow, problems: &mut Vec<String>) -> Option<Self> {
        let line = row.line;
        let mut columns = Self { path: None, id: None, facts: Vec::new(), count: row.cells.len() };
        for (column, name) in row.cells.iter().enumerate() {
            let name = name.trim();
            match name.to_lowercase().as_str() {
                "" => continue,
                "path" | "路径" => {
                    columns.path.get_or_insert(column);
                    continue;
                }
                "id" | "编号" => {
                    columns.id.get_or_insert(column);
                    continue;
                }
                _ => {}
            }
            match Target::from_name(name) {
                Some(target) if columns.facts.iter().all(|(_, other)| *other != target) => {
                    columns.facts.push((column, target));
                }
                Some(_) => problems.push(format!("line {line}: column `{name}` occurs twice")),
                None if is_further(name) => {}
                None => {
                    let columns = columns_listed();
                    problems
                        .push(format!("line {line}: column `{name}` is none of path, {columns}"));
                }
            }
        }
        if columns.path.is_none() && columns.id.is_none() {
            problems.push(format!("line {line}: no column is named `path`"));
            return None;
        }
        Some(columns)
    }
}

/// Returns whether a column of a table of reports corrects nothing, by its name in a table or in a workbook.
fn is_further(name: &str) -> bool {
    let key = name.to_lowercase();
    ReportColumn::from_key(&key).or_else(|| ReportColumn::from_label(&key)).is_some()
}

/// Returns `path` in the form of the paths of reports: with `/` between its parts and without `./`
/// before them.
fn normal_path(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}
