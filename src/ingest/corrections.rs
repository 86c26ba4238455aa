//! `corrections.csv` of each folder, and which of its lines are for reports that are there.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::item::Item;
use crate::extract;
use crate::parse::corrections::{Corrections, Overrides};

/// The tables of corrections, one for each folder that is indexed.
pub(super) struct Tables {
    /// Each with its path as it is shown; empty where a folder has none.
    tables: Vec<(String, Corrections)>,
}

/// A line of one of the tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Which of the tables it stands in.
    pub(super) table: usize,
    /// The report it names.
    pub(super) path: &'a str,
}

impl Tables {
    /// Reads the table of each folder; what cannot be used of it is told to `warn`.
    pub(super) fn read(roots: &[PathBuf], mut warn: impl FnMut(String)) -> Self {
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

    /// Returns what is corrected of a report: the table of its own folder comes first, then those
    /// of the others, which name it by its whole path.
    pub(super) fn get(&self, item: Item<'_>) -> Option<&Overrides> {
        self.line_for(item).and_then(|line| self.tables.get(line.table)?.1.get(line.path))
    }

    /// Returns the line that [`Tables::get`] takes for a report.
    pub(super) fn line_for<'a>(&self, item: Item<'a>) -> Option<Line<'a>> {
        let names = |table: usize, path: &'a str| {
            let (_, corrections) = self.tables.get(table)?;
            corrections.get(path).map(|_| Line { table, path })
        };
        let others = (0..self.tables.len()).filter(|table| *table != item.root);
        names(item.root, item.below)
            .or_else(|| names(item.root, item.name))
            .or_else(|| others.into_iter().find_map(|table| names(table, item.name)))
    }

    /// Returns a sentence for each line whose report is not among those `met`: table and path.
    pub(super) fn unmet(&self, met: &HashSet<(usize, String)>) -> Vec<String> {
        let mut unmet = Vec::new();
        for (at, (shown, table)) in self.tables.iter().enumerate() {
            for (path, line) in table.paths() {
                if !met.contains(&(at, path.to_owned())) {
                    unmet.push(format!("`{shown}`: line {line}: no file `{path}`"));
                }
            }
        }
        unmet
    }
}
