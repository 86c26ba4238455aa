//! What `chabao index` did.

use std::fmt::Write as _;

use crate::ingest::Summary;
use crate::present::words::{beside, counted};

/// Returns what became of every file when the index was written.
#[must_use]
pub fn summary_as_text(summary: &Summary) -> String {
    let manifest = &summary.manifest;
    let mut out = format!(
        "{} in {} ({} added, {} changed, {} unchanged, {} removed)\n",
        counted(manifest.reports, "report"),
        counted(manifest.sections, "section"),
        summary.added,
        summary.changed,
        summary.unchanged,
        summary.removed,
    );
    if let Some(beside) = beside(manifest.copies.len(), manifest.older_versions.len()) {
        let _ = writeln!(out, "{beside} kept beside them and not counted: `chabao reports`");
    }
    let _ = writeln!(
        out,
        "{} on what could not be told: `chabao reports --notes`",
        counted(manifest.notes, "note")
    );
    let _ = write!(out, "{} could not be read", counted(summary.skipped.len() as u64, "file"));
    if summary.not_reports > 0 {
        let are =
            if summary.not_reports == 1 { "that is no report" } else { "that are no reports" };
        let _ = write!(out, "; {} left out {are}", counted(summary.not_reports as u64, "file"));
    }
    out.push('\n');
    out
}
