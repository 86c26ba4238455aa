//! The ledger: the outcome for every file of the last commit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counted_as::CountedAs;

/// The entry of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The path of the file, below the folder as the user typed it.
    pub(crate) path: String,
    /// A value that changes when the file or its correction changes.
    pub(crate) key: String,
    /// The outcome.
    pub(crate) outcome: Outcome,
}

/// The outcome for a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// The file is a report in the index.
    Report {
        /// The number of the report, in the documents of its sections.
        number: u64,
        /// The name by which the report can be asked for.
        id: String,
        /// The number of sections.
        sections: u64,
        /// The length of the body in characters.
        characters: u64,
        /// The number of notes.
        notes: u64,
        /// What the report is counted as.
        #[serde(default, skip_serializing_if = "CountedAs::is_itself")]
        counted_as: CountedAs,
    },
    /// The file could not be read.
    Unreadable {
        /// The reason, as a sentence for the user.
        reason: String,
    },
}

/// The entries of all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// The entries, by path.
    pub(crate) entries: BTreeMap<String, Entry>,
}

impl Ledger {
    /// Parses a ledger, one JSON object a line; `None` if a line cannot be read.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut entries = BTreeMap::new();
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            let entry: Entry = serde_json::from_slice(line).ok()?;
            entries.insert(entry.path.clone(), entry);
        }
        Some(Self { entries })
    }

    /// Returns the ledger as it is written, a line for each entry.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in self.entries.values() {
            serde_json::to_writer(&mut out, entry).expect("plain data turns into JSON");
            out.push(b'\n');
        }
        out
    }

    /// Returns the number and the path of every report.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = (u64, &str)> {
        self.entries.values().filter_map(|entry| match &entry.outcome {
            Outcome::Report { number, .. } => Some((*number, entry.path.as_str())),
            Outcome::Unreadable { .. } => None,
        })
    }
}
