//! The `corrections.csv` of each folder, and which of their lines apply to a report.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::item::Item;
use crate::extract;
use crate::parse::{Corrections, Overrides, normal_path};

/// The tables of corrections, one for each folder that is indexed.
pub(super) struct CorrectionTables {
    /// Each with its path as it is shown; empty for a folder that has none.
    tables: Vec<(String, Corrections)>,
}

/// A line of one of the tables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TableLine {
    /// Which of the tables it is in.
    table: usize,
    /// The report that it corrects.
    path: String,
}

impl CorrectionTables {
    /// Reads the table of each folder. `warn` is called with a sentence for everything that cannot be
    /// used.
    pub(super) fn from_roots(roots: &[PathBuf], mut warn: impl FnMut(String)) -> Self {
        let mut tables = Vec::new();
        for root in roots {
            let path = root.join("corrections.csv");
            let shown = path.display().to_string();
            let Ok(bytes) = fs::read(&path) else {
                tables.push((shown, Corrections::default()));
                continue;
            };
            let text = match extract::decode(&bytes) {
                Ok(decoded) => decoded.text,
                Err(reason) => {
                    warn(format!("`{shown}`: not used: {reason}"));
                    String::new()
                }
            };
            let (table, problems) = Corrections::parse(&text);
            for what in problems {
                warn(format!("`{shown}`: {what}"));
            }
            tables.push((shown, table));
        }
        Self { tables }
    }

    /// Returns the corrections of a report. The table of its own folder comes first, then those of
    /// the others, which give its whole path.
    pub(super) fn overrides(&self, item: Item<'_>) -> Option<&Overrides> {
        let (table, path) = self.place_of(item)?;
        self.overrides_at(table, path)
    }

    /// Returns the line that corrects a report.
    pub(super) fn line_for(&self, item: Item<'_>) -> Option<TableLine> {
        self.place_of(item).map(|(table, path)| TableLine { table, path: normal_path(path) })
    }

    /// Returns the table that corrects a report and the path by which it does.
    fn place_of<'a>(&self, item: Item<'a>) -> Option<(usize, &'a str)> {
        let others = (0..self.tables.len()).filter(|table| *table != item.root);
        [(item.root, item.below), (item.root, item.name)]
            .into_iter()
            .chain(others.map(|table| (table, item.name)))
            .find(|(table, path)| self.overrides_at(*table, path).is_some())
    }

    fn overrides_at(&self, table: usize, path: &str) -> Option<&Overrides> {
        let (_, corrections) = self.tables.get(table)?;
        corrections.get(path)
    }

    /// Returns a sentence for each line that is not among those `used`.
    pub(super) fn unused_lines(&self, used: &HashSet<TableLine>) -> Vec<String> {
        let mut unused = Vec::new();
        for (table, (shown, corrections)) in self.tables.iter().enumerate() {
            for (path, line) in corrections.paths() {
                if !used.contains(&TableLine { table, path: path.to_owned() }) {
                    unused.push(format!("`{shown}`: line {line}: no file `{path}`"));
                }
            }
        }
        unused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let tables = CorrectionTables::from_roots(&roots, |warning| warnings.push(warning));
        assert!(warnings.is_empty(), "{warnings:?}");
        let line_for = |below: &str| {
            let name = format!("甲/{below}");
            let item = Item { name: &name, below, root: 0 };
            assert_eq!(tables.overrides(item).is_some(), tables.line_for(item).is_some());
            tables.line_for(item)
        };
        let line = |table: usize, path: &str| Some(TableLine { table, path: path.to_owned() });
        assert_eq!(line_for("1.txt"), line(0, "1.txt"));
        assert_eq!(line_for("2.txt"), line(0, "甲/2.txt"));
        assert_eq!(line_for("3.txt"), line(1, "甲/3.txt"));
        assert_eq!(line_for("4.txt"), None);

        let used = ["1.txt", "2.txt", "3.txt"].into_iter().filter_map(line_for).collect();
        let shown = roots.get(1).unwrap().join("corrections.csv").display().to_string();
        assert_eq!(
            tables.unused_lines(&used),
            [
                format!("`{shown}`: line 4: no file `没有.txt`"),
                format!("`{shown}`: line 2: no file `甲/1.txt`"),
            ]
        );
    }
}
