//! What `chabao index` did.

use std::fmt::Write as _;

use crate::ingest::Summary;
use crate::present::words::{copies_and_versions, counted};
use crate::text::grouped;

impl Summary {
    /// Returns what became of the files when the index was written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let manifest = &self.manifest;
        let mut out = format!(
            "{} in {} ({} added, {} changed, {} unchanged, {} removed)\n",
            counted(manifest.reports, "report"),
            counted(manifest.sections, "section"),
            grouped(self.added),
            grouped(self.changed),
            grouped(self.unchanged),
            grouped(self.removed),
        );
        let others = copies_and_versions(manifest.copies.len(), manifest.older_versions.len());
        if let Some(others) = others {
            let _ = writeln!(out, "{others} not counted: see `chabao reports`");
        }
        if manifest.joined > 0 {
            let files = counted(manifest.joined, "file");
            let _ = writeln!(out, "{files} joined to a report that another file leads");
        }
        let notes = counted(manifest.notes, "note");
        let _ =
            writeln!(out, "{notes} about missing or ambiguous facts: see `chabao reports --notes`");
        let _ = write!(out, "{} could not be read", counted(self.skipped.len() as u64, "file"));
        let others = self.not_reports as u64;
        if others > 0 {
            let are = if others == 1 { "is not a report" } else { "are not reports" };
            let _ = write!(out, "; {} skipped that {are}", counted(others, "file"));
        }
        out.push('\n');
        out
    }

    /// Returns how many files could not be read that could not be read before either, if there are
    /// any.
    #[must_use]
    pub fn known_troubles_in_words(&self) -> Option<String> {
        let files = counted(self.known_troubles as u64, "file");
        let is_any = self.known_troubles > 0;
        is_any.then(|| format!("{files} could not be read, as before: see `chabao status`"))
    }
}
