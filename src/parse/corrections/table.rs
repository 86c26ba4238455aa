//! The table of corrections that lies beside the reports.

use std::collections::BTreeMap;

use super::{FACTS, Key, Overrides};

/// The table `corrections.csv`: what its users say about each report, by the report's path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    by_path: BTreeMap<String, (u64, Overrides)>,
}

impl Corrections {
    /// Reads the table. Its first line names the columns, `path` or 路径 among them; a field left
    /// empty keeps what was found, `-` or 无 says that it is not known.
    ///
    /// Returns the table with a sentence for each thing that cannot be used; what is wrong with a
    /// report's own line stands in its [`Overrides::unusable`] too.
    #[must_use]
    pub fn parse(csv_text: &str) -> (Self, Vec<String>) {
        let mut corrections = Self::default();
        let mut problems = Vec::new();
        let text = csv_text.strip_prefix('\u{feff}').unwrap_or(csv_text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut columns: Option<Columns> = None;
        for record in reader.records() {
            // The text is UTF-8 and rows may differ in length, so nothing is left to fail.
            let Ok(record) = record else { continue };
            let line = record.position().map_or(0, csv::Position::line);
            match &columns {
                None => match Columns::read(&record, line, &mut problems) {
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
        let path = normal(record.get(columns.path).unwrap_or_default());
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
        for &(column, key) in &columns.facts {
            if let Err(reason) = overrides.set(key, record.get(column).unwrap_or_default()) {
                problems.push(format!("line {line}: {reason}"));
                overrides.unusable.push(reason);
            }
        }
        if let Some((earlier, _)) = self.by_path.get(&path) {
            problems.push(format!(
                "line {line}: `{path}` stands in line {earlier} already; line {line} is used"
            ));
        }
        self.by_path.insert(path, (line, overrides));
    }

    /// Returns what the table says about the report at `path`, relative to the indexed folder.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Overrides> {
        self.by_path.get(&normal(path)).map(|(_, overrides)| overrides)
    }

    /// Returns the paths that the table names, sorted, each with its line.
    pub fn paths(&self) -> impl Iterator<Item = (&str, u64)> {
        self.by_path.iter().map(|(path, (line, _))| (path.as_str(), *line))
    }
}

/// Columns of the table of reports that tell more than can be corrected: `chabao reports` writes
/// them, and who corrects its table need not take them out.
const INFORMATION: [&str; 12] = [
    "id",
    "agency_kind",
    "department",
    "province",
    "prefecture",
    "county",
    "code",
    "sections",
    "notes",
    "sources",
    "copies",
    "versions",
];

/// Which column of the table holds what.
struct Columns {
    path: usize,
    facts: Vec<(usize, Key)>,
    count: usize,
}

impl Columns {
    /// Reads the first line; `None` where no column is the path.
    fn read(record: &csv::StringRecord, line: u64, problems: &mut Vec<String>) -> Option<Self> {
        let mut path = None;
        let mut facts: Vec<(usize, Key)> = Vec::new();
        for (column, name) in record.iter().enumerate() {
            if matches!(name.to_lowercase().as_str(), "path" | "路径") {
                path.get_or_insert(column);
                continue;
            }
            match Key::read(name) {
                Some(key) if facts.iter().all(|(_, other)| *other != key) => {
                    facts.push((column, key));
                }
                Some(_) => problems.push(format!("line {line}: column `{name}` occurs twice")),
                None if INFORMATION.contains(&name.to_lowercase().as_str()) => {}
                None => {
                    problems.push(format!("line {line}: column `{name}` is none of path, {FACTS}"));
                }
            }
        }
        if path.is_none() {
            problems.push(format!("line {line}: no column is named `path`"));
        }
        Some(Self { path: path?, facts, count: record.len() })
    }
}

/// Returns `path` as reports are named: with `/` between its parts and without `./` before them.
pub(crate) fn normal(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    path.trim_start_matches("./").to_owned()
}
