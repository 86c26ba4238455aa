//! `corrections.csv` of each folder, and which of its lines are for reports that are there.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::read::Item;
use crate::extract;
use crate::parse::corrections::{Corrections, Overrides};

/// The tables of corrections, one for each folder that is indexed.
pub(super) struct Tables {
    /// Each with its path as it is shown; empty where a folder has none.
    tables: Vec<(String, Corrections)>,
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
            let text = match extract::decode::decode(&bytes) {
                Ok(decoded) => decoded.text,
                Err(reason) => {
                    warn(format!("`{shown}`: not used: {reason}"));
                    String::new()
                }
            };
            let (table, problems) = Corrections::parse(&text);
            problems.into_iter().for_each(|what| warn(format!("`{shown}`: {what}")));
            tables.push((shown, table));
        }
        Self { tables }
    }

    /// Returns what the table of its folder says about a report.
    pub(super) fn get(&self, item: Item<'_>) -> Option<&Overrides> {
        let (_, table) = self.tables.get(item.root)?;
        table.get(item.below).or_else(|| table.get(item.name))
    }

    /// Returns the path under which the table of its folder names a report.
    pub(super) fn line_for(&self, item: Item<'_>) -> Option<String> {
        let (_, table) = self.tables.get(item.root)?;
        let named = [item.below, item.name].into_iter().find(|path| table.get(path).is_some());
        named.map(str::to_owned)
    }

    /// Returns a sentence for each line whose report is not among those `met`: folder and path.
    pub(super) fn unmet(&self, met: &HashSet<(usize, String)>) -> Vec<String> {
        let mut unmet = Vec::new();
        for (root, (shown, table)) in self.tables.iter().enumerate() {
            for (path, line) in table.paths() {
                if !met.contains(&(root, path.to_owned())) {
                    unmet.push(format!("`{shown}`: line {line}: no file `{path}`"));
                }
            }
        }
        unmet
    }
}
