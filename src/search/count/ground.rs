//! Counts the reports that are counted over.

use crate::index::{DuplicateKind, IndexReader, NumberSet};
use crate::search::counts::Ground;

/// Counts the reports that pass the filters, section by section.
pub(super) struct GroundCounter<'a> {
    reader: &'a IndexReader,
    counted: NumberSet,
    copies: NumberSet,
    older_versions: NumberSet,
}

impl<'a> GroundCounter<'a> {
    pub(super) fn new(reader: &'a IndexReader) -> Self {
        let (counted, copies, older_versions) = Default::default();
        Self { reader, counted, copies, older_versions }
    }

    /// Adds a section of a report and returns whether it is counted.
    pub(super) fn add(&mut self, report: u64) -> bool {
        let uncounted = self.reader.uncounted();
        let kind = uncounted.kind_of(report);
        match kind {
            None => {}
            Some(DuplicateKind::Copy) => {
                self.copies.insert(report);
            }
            Some(DuplicateKind::OlderVersion) => {
                self.older_versions.insert(report);
            }
        }
        let is_counted = uncounted.counts(kind);
        if is_counted {
            self.counted.insert(report);
        }
        is_counted
    }

    /// Returns whether a report is counted, without adding it.
    pub(super) fn counts(&self, report: u64) -> bool {
        let uncounted = self.reader.uncounted();
        uncounted.counts(uncounted.kind_of(report))
    }

    /// Returns the ground.
    pub(super) fn finish(&self) -> Ground {
        Ground {
            reports: self.counted.len(),
            copies: self.copies.len(),
            older_versions: self.older_versions.len(),
            ..whole_ground(self.reader)
        }
    }
}

/// Returns the ground without filters: the whole index.
pub(in crate::search) fn whole_ground(reader: &IndexReader) -> Ground {
    let manifest = reader.manifest();
    Ground {
        reports: manifest.reports,
        unreadable: manifest.unreadable,
        copies: manifest.copies.len(),
        older_versions: manifest.older_versions.len(),
        versions: reader.uncounted().versions(),
    }
}
