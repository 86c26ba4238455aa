//! The table of corrections of each folder, and which of their lines apply to a report.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::item::{Item, io_reason};
use super::known::{KnownFiles, Names};
use crate::discover::{Place, is_table_of_corrections};
use crate::extract::{self, TableRow};
use crate::parse::{CorrectionLine, Corrections, Overrides};

/// The tables of corrections of the folders that are indexed.
pub(super) struct CorrectionTables {
    tables: Vec<Table>,
}

/// One table of corrections.
struct Table {
    /// Which of the folders it lies in.
    root: usize,
    /// Its path as it is shown.
    shown: String,
    lines: Corrections,
}

/// A line of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TableLine {
    /// Which of the tables it is in.
    table: usize,
    /// Its place in the table.
    at: usize,
}

/// What became of a line for a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// It applied.
    Applied,
    /// It applied to a file that lies elsewhere now, at this path.
    AppliedAt(String),
    /// Another table, with this path, corrects the same file.
    Overruled(String),
}

/// The lines that are for a file that was found.
pub(super) type UsedLines = BTreeMap<TableLine, Use>;

impl CorrectionTables {
    /// Reads the tables of each folder. `warn` is called with a sentence for everything that cannot be
    /// used.
    pub(super) fn from_places(places: &[Place], mut warn: impl FnMut(String)) -> Self {
        let mut tables = Vec::new();
        for (root, place) in places.iter().enumerate() {
            for path in tables_in(&place.path) {
                let shown = place.name_of(&path);
                match read_rows(&path) {
                    Ok(rows) => {
                        let (lines, problems) = Corrections::from_rows(&rows);
                        for what in problems {
                            warn(format!("`{shown}`: {what}"));
                        }
                        tables.push(Table { root, shown, lines });
                    }
                    Err(reason) => warn(format!("`{shown}`: not used: {reason}")),
                }
            }
        }
        Self { tables }
    }

    /// Returns whether there is nothing to correct.
    pub(super) fn is_empty(&self) -> bool {
        self.tables.iter().all(|table| table.lines.lines().next().is_none())
    }

    /// Returns the line that corrects a file with this content, and what it says.
    ///
    /// The tables of its own folder come first, then those of the others, which give its whole path. A
    /// line that names the file applies, unless its id is that of a report that lies elsewhere; then a
    /// line with an id of the report, and a line with a path at which it lay before, if nothing lies
    /// there now.
    pub(super) fn find(
        &self,
        item: Item<'_>,
        content: &str,
        known: &KnownFiles,
    ) -> Option<(TableLine, &Overrides)> {
        if self.is_empty() {
            return None;
        }
        let names = known.names_of(item.name, content);
        let own = |line: &CorrectionLine| {
            let mut ids = line.id.iter();
            !ids.any(|id| !names.ids.contains(id) && known.lies_elsewhere(id, item.name))
        };
        let found = self.at_path(item, item.name, item.below, own);
        let found = found.or_else(|| self.at_id(&names));
        let line = found.or_else(|| {
            let mut paths = names.paths.iter().filter(|path| !known.is_there(path));
            paths.find_map(|path| self.at_path(item, path, below(path, item), |_| true))
        })?;
        Some((line, &self.line(line)?.overrides))
    }

    /// Returns the line for a path: below the folder of the item in a table of that folder, or whole.
    fn at_path(
        &self,
        item: Item<'_>,
        name: &str,
        below: &str,
        is_wanted: impl Fn(&CorrectionLine) -> bool,
    ) -> Option<TableLine> {
        let (own, others): (Vec<usize>, Vec<usize>) =
            (0..self.tables.len()).partition(|&at| self.root_of(at) == Some(item.root));
        let places = [(own.clone(), below), (own, name), (others, name)];
        places.into_iter().find_map(|(tables, path)| {
            tables.into_iter().find_map(|table| {
                let at = self.tables.get(table)?.lines.at_path(path)?;
                let line = TableLine { table, at };
                is_wanted(self.line(line)?).then_some(line)
            })
        })
    }

    /// Returns the line that has an id of a report.
    fn at_id(&self, names: &Names) -> Option<TableLine> {
        self.tables.iter().enumerate().find_map(|(table, it)| {
            let at = names.ids.iter().find_map(|id| it.lines.at_id(id))?;
            Some(TableLine { table, at })
        })
    }

    fn root_of(&self, table: usize) -> Option<usize> {
        self.tables.get(table).map(|table| table.root)
    }

    fn line(&self, line: TableLine) -> Option<&CorrectionLine> {
        self.tables.get(line.table)?.lines.line(line.at)
    }

    /// Adds the line that applied to a file to those that were used, and the lines of other tables for
    /// the same path.
    pub(super) fn note_use(&self, line: TableLine, item: Item<'_>, used: &mut UsedLines) {
        let path = self.line(line).and_then(|line| line.path.as_ref());
        let is_elsewhere = path.is_some_and(|path| path != item.name && path != item.below);
        let what = if is_elsewhere { Use::AppliedAt(item.name.to_owned()) } else { Use::Applied };
        // A copy elsewhere is corrected by the same line, which says most of its own file.
        let known = used.entry(line).or_insert_with(|| what.clone());
        *known = what.min(known.clone());
        let Some(own) = self.tables.get(line.table) else { return };
        for (table, other) in self.tables.iter().enumerate() {
            let below = (other.root == item.root).then_some(item.below);
            for path in below.into_iter().chain([item.name]) {
                if table != line.table
                    && let Some(at) = other.lines.at_path(path)
                {
                    let overruled = Use::Overruled(own.shown.clone());
                    used.entry(TableLine { table, at }).or_insert(overruled);
                }
            }
        }
    }

    /// Returns a sentence for each line that was not `used`, or that gives a path where the report is
    /// not any more.
    pub(super) fn problems(&self, used: &UsedLines) -> Vec<String> {
        let mut problems = Vec::new();
        for (table, Table { shown, lines, .. }) in self.tables.iter().enumerate() {
            for (at, CorrectionLine { number, path, id, .. }) in lines.lines() {
                let named = path.as_ref().or(id.as_ref()).map_or("", String::as_str);
                match used.get(&TableLine { table, at }) {
                    None => problems.push(format!("`{shown}`: line {number}: no file `{named}`")),
                    Some(Use::AppliedAt(now)) => problems.push(format!(
                        "`{shown}`: line {number}: `{named}` lies at `{now}` now, and was corrected there"
                    )),
                    Some(Use::Overruled(by)) => problems.push(format!(
                        "`{shown}`: line {number}: not used: `{named}` is corrected in `{by}` too"
                    )),
                    Some(Use::Applied) => {}
                }
            }
        }
        problems
    }
}

/// Returns the tables of corrections in a folder, by name.
fn tables_in(folder: &Path) -> Vec<PathBuf> {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = items
        .filter(|item| is_table_of_corrections(&item.file_name()))
        .map(|item| item.path())
        .collect();
    found.sort();
    found
}

/// Reads the rows of a table, in a spreadsheet or as text.
fn read_rows(path: &Path) -> Result<Vec<TableRow>, String> {
    let bytes = fs::read(path).map_err(|error| io_reason(&error))?;
    let rows = match extract::spreadsheet_rows(&bytes) {
        Some(rows) => rows,
        None => extract::decode(&bytes).map(|decoded| extract::rows_of_text(&decoded.text)),
    };
    rows.map_err(|reason| reason.to_string())
}

/// Returns the part of an earlier path below the folder that the item lies in.
fn below<'a>(path: &'a str, item: Item<'_>) -> &'a str {
    let root = item.name.strip_suffix(item.below).unwrap_or_default();
    path.strip_prefix(root).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::discover::Discovery;

    #[test]
    fn the_table_of_the_own_folder_comes_before_those_of_others() {
        let dir = tempfile::tempdir().unwrap();
        let roots = ["甲", "乙"].map(|name| dir.path().join(name)).to_vec();
        for (root, lines) in roots
            .iter()
            .zip(["1.txt,2001\n甲/2.txt,2002\n", "甲/1.txt,2011\n甲/3.txt,2013\n没有.txt,2014\n"])
        {
            fs::create_dir(root).unwrap();
            fs::write(root.join("corrections.csv"), format!("path,year\n{lines}")).unwrap();
        }
        let mut warnings = Vec::new();
        let place = |path: &PathBuf| Place { name: path.display().to_string(), path: path.clone() };
        let places: Vec<Place> = roots.iter().map(place).collect();
        let tables = CorrectionTables::from_places(&places, |warning| warnings.push(warning));
        assert!(warnings.is_empty(), "{warnings:?}");
        let known = KnownFiles::new(HashMap::new(), &Discovery::default()).with_names();
        let line_for = |below: &str| {
            let name = format!("甲/{below}");
            let item = Item { name: &name, below, root: 0 };
            tables.find(item, "", &known).map(|(line, _)| line)
        };
        let line = |table: usize, at: usize| Some(TableLine { table, at });
        assert_eq!(line_for("1.txt"), line(0, 0));
        assert_eq!(line_for("2.txt"), line(0, 1));
        assert_eq!(line_for("3.txt"), line(1, 1));
        assert_eq!(line_for("4.txt"), None);

        let used = ["1.txt", "2.txt", "3.txt"].into_iter().filter_map(line_for);
        let used: UsedLines = used.map(|line| (line, Use::Applied)).collect();
        let shown = roots.get(1).unwrap().join("corrections.csv").display().to_string();
        assert_eq!(
            tables.problems(&used),
            [
                format!("`{shown}`: line 2: no file `甲/1.txt`"),
                format!("`{shown}`: line 4: no file `没有.txt`"),
            ]
        );
    }
}
