//! What the index contains and what it was built from.

use std::fmt::Write as _;

use super::style::one_line;
use crate::analysis::Status;
use crate::present::words::{copies_and_versions, counted};
use crate::text::grouped;

impl Status {
    /// Returns what the index contains and what it was built from.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let mut row = |name: &str, value: String| {
            let _ = writeln!(out, "{name:<12}{}", one_line(&value));
        };
        row("index", format!("{} (format {})", self.index, self.format));
        row("folders", self.roots.join(", "));
        row("reports", grouped(self.reports));
        if let Some(others) = copies_and_versions(self.copies, self.older_versions) {
            row("not counted", others);
        }
        if self.joined > 0 {
            row(
                "joined",
                format!("{} joined to reports that other files lead", counted(self.joined, "file")),
            );
        }
        row("sections", grouped(self.sections));
        row("characters", grouped(self.characters));
        row("unreadable", grouped(self.unreadable.len()));
        row("notes", grouped(self.notes));
        match &self.cluster {
            None => row("on disk", format!("{} bytes", grouped(self.bytes))),
            Some(cluster) => {
                row("files", format!("{} bytes, copied when it is opened", grouped(self.bytes)));
                let nodes = counted(cluster.nodes, "node");
                let (name, release, status) = (&cluster.name, &cluster.release, &cluster.status);
                row("cluster", format!("{name}: {release}, {nodes}, {status}"));
                let replicas = counted(cluster.replicas, "replica");
                let missing = match cluster.unassigned {
                    0 => String::new(),
                    missing => format!(", {} on no node", grouped(missing)),
                };
                row("shards", format!("{}, each with {replicas}{missing}", cluster.shards));
                let (sections, bytes) = (grouped(cluster.sections), grouped(cluster.bytes));
                row("stored", format!("{sections} sections, {bytes} bytes on all nodes"));
            }
        }
        let dictionary =
            if self.user_dictionary { "built in, and one of the user" } else { "built in" };
        row("dictionary", format!("{dictionary}, fingerprint {}", self.fingerprint));
        row("written", counted(self.generation, "time"));
        for file in &self.unreadable {
            let _ = writeln!(out, "   {}: {}", one_line(&file.path), one_line(&file.reason));
        }
        out
    }
}
