//! The generated reports as files in a folder, and what there is of them.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::Result;
use crate::generator::{self, Generated};

/// Generated reports, in memory and on disk.
pub(crate) struct Corpus {
    /// The reports.
    pub(crate) reports: Vec<Generated>,
    dir: TempDir,
}

impl Corpus {
    /// Makes reports and writes them to a scratch folder.
    pub(crate) fn new(len: usize) -> Result<Self> {
        let reports = generator::reports(len);
        let dir = TempDir::new()?;
        generator::write(&reports, &dir.path().join("reports"))?;
        Ok(Self { reports, dir })
    }

    /// Returns the folder with the reports.
    pub(crate) fn folder(&self) -> PathBuf {
        self.dir.path().join("reports")
    }

    /// Returns how many bytes all reports have.
    pub(crate) fn bytes(&self) -> usize {
        self.reports.iter().map(|report| report.text.len()).sum()
    }
}

impl fmt::Display for Corpus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sections: usize = self.reports.iter().map(|report| report.sections().count()).sum();
        let mut characters = 0;
        let mut windows = HashSet::new();
        for report in &self.reports {
            let mut before = '\n';
            for character in report.text.chars() {
                characters += 1;
                windows.insert((before, character));
                before = character;
            }
        }
        write!(
            out,
            "{} reports, {sections} sections of {} characters, {:.1} MB, {} distinct windows of \
             two characters",
            self.reports.len(),
            characters / sections.max(1),
            self.bytes() as f64 / 1e6,
            windows.len(),
        )
    }
}
