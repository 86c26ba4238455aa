//! The table of corrections next to the reports.

use std::collections::BTreeMap;

use super::{Overrides, Target, columns_listed};
use crate::report::REPORT_COLUMNS;

/// The table `corrections.csv`: what users say about each report, by the report's path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    by_path: BTreeMap<String, (u64, Overrides)>,
}

impl Corrections {
    /// Parses the table. Its first line names the columns, one of them `path` or 路径. An empty field
    /// keeps what was found; `-` or 无 says that the fact is not known.
    ///
    /// Returns the table, and a sentence for each thing that cannot be used. What is wrong with a
    /// report's own line is in its `Overrides` too.
    #[must_use]
    pub fn parse(csv_text: &str) -> (Self, Vec<String>) {
        let mut corrections = Self::default();
        let mut problems = Vec::new();
        let mut columns: Option<Columns> = None;
        for record in records(csv_text) {
            let line = record.position().map_or(0, csv::Position::line);
            match &columns {
                None => match Columns::parse(&record, line, &mut problems) {
                    Some(read) => columns = Some(read),
                    None => return (corrections, problems),
                },
                Some(columns) => corrections.add(columns, &record, line, &mut problems),
            }
        }
        (corrections, problems)
    }

    /// Adds one line of the table.
    fn add(
        &mut self,
        columns: &Columns,
        record: &csv::StringRecord,
        line: u64,
        problems: &mut Vec<String>,
    ) {
        if record.iter().all(str::is_empty) {
            return;
        }
        let path = normal_path(record.get(columns.path).unwrap_or_default());
        if path.is_empty() {
            problems.push(format!("line {line}: no path says which report is corrected"));
            return;
        }
        if record.len() > columns.count {
            let count = columns.count;
            problems.push(format!(
                "line {line}: {} fields under {count} columns; put text with commas in quotation marks",
                record.len()
            ));
        }
        let mut overrides = Overrides::default();
        for &(column, target) in &columns.facts {
            if let Err(reason) = overrides.set(target, record.get(column).unwrap_or_default()) {
                problems.push(format!("line {line}: {reason}"));
                overrides.unusable.push(reason);
            }
        }
        if let Some((earlier, _)) = self.by_path.get(&path) {
            problems.push(format!(
                "line {line}: `{path}` is in line {earlier} already; line {line} is used"
            ));
        }
        self.by_path.insert(path, (line, overrides));
    }

    /// Returns what the table says about the report at `path`, relative to the indexed folder.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Overrides> {
        self.by_path.get(&normal_path(path)).map(|(_, overrides)| overrides)
    }

    /// Returns the paths in the table, sorted, and the line of each.
    pub fn paths(&self) -> impl Iterator<Item = (&str, u64)> {
        self.by_path.iter().map(|(path, (line, _))| (path.as_str(), *line))
    }
}

/// Returns the records of a table, which may differ in length, without blanks around their fields.
fn records(csv_text: &str) -> Vec<csv::StringRecord> {
    let text = csv_text.strip_prefix('\u{feff}').unwrap_or(csv_text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let records: Result<_, _> = reader.records().collect();
    records.expect("UTF-8 in memory is read, whatever the length of its records")
}

/// The columns of the table.
struct Columns {
    path: usize,
    facts: Vec<(usize, Target)>,
    count: usize,
}

impl Columns {
    /// Parses the first line; `None` if no column is the path.
    fn parse(record: &csv::StringRecord, line: u64, problems: &mut Vec<String>) -> Option<Self> {
        let mut path = None;
        let mut facts: Vec<(usize, Target)> = Vec::new();
        for (column, name) in record.iter().enumerate() {
            if matches!(name.to_lowercase().as_str(), "path" | "路径") {
                path.get_or_insert(column);
                continue;
            }
            match Target::from_name(name) {
                Some(target) if facts.iter().all(|(_, other)| *other != target) => {
                    facts.push((column, target));
                }
                Some(_) => problems.push(format!("line {line}: column `{name}` occurs twice")),
                None if REPORT_COLUMNS.contains(&name.to_lowercase().as_str()) => {}
                None => {
                    let columns = columns_listed();
                    problems
                        .push(format!("line {line}: column `{name}` is none of path, {columns}"));
                }
            }
        }
        if path.is_none() {
            problems.push(format!("line {line}: no column is named `path`"));
        }
        Some(Self { path: path?, facts, count: record.len() })
    }
}

/// Returns `path` in the form of the paths of reports: with `/` between its parts and without `./`
/// before them.
pub(crate) fn normal_path(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}
