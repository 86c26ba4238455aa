//! What the index contains and what it was built from.

use std::fmt::Write as _;

use super::style::one_line;
use crate::analysis::Status;
use crate::present::words::{copies_and_versions, counted};

impl Status {
    /// Returns what the index contains and what it was built from.
    #[must_use]
    pub fn to_text(&self) -> String {
        let status = self;
        let mut out = String::new();
        let mut row = |name: &str, value: String| {
            let _ = writeln!(out, "{name:<12}{}", one_line(&value));
        };
        row("index", format!("{} (format {})", status.index, status.format));
        row("folders", status.roots.join(", "));
        row("reports", status.reports.to_string());
        if let Some(others) = copies_and_versions(status.copies, status.older_versions) {
            row("not counted", others);
        }
        row("sections", status.sections.to_string());
        row("characters", status.characters.to_string());
        row("unreadable", status.unreadable.len().to_string());
        row("notes", status.notes.to_string());
        row("on disk", format!("{} bytes", status.bytes));
        let dictionary =
            if status.user_dictionary { "built in, and one of the user" } else { "built in" };
        row("dictionary", format!("{dictionary}, fingerprint {}", status.fingerprint));
        row("written", counted(status.generation, "time"));
        for file in &status.unreadable {
            let _ = writeln!(out, "   {}: {}", one_line(&file.path), one_line(&file.reason));
        }
        out
    }
}
