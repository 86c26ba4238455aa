//! The ledger: the outcome for every file of the last commit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counted_as::CountedAs;
use super::earlier_names::EarlierNames;
use super::files::hash_of;

/// The entry of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The path of the file, below the folder as the user typed it.
    pub(crate) path: String,
    /// A value that changes when the file or its correction changes.
    pub(crate) key: FileKey,
    /// The outcome.
    pub(crate) outcome: Outcome,
    /// Why the file of a report could not be read the last time; the report is then what it was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unread: Option<String>,
}

/// What the outcome for a file depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileKey {
    /// A hash of the bytes of the file; empty if they are not known.
    pub(crate) content: String,
    /// A hash of everything else: the path, the correction, the program that reads the file.
    pub(crate) reading: String,
}

impl FileKey {
    /// Returns the key of a file with this content. `reading` is everything else that decides what it
    /// becomes.
    pub(crate) fn new(content: &str, reading: &str) -> Self {
        Self { content: content.to_owned(), reading: hash_of(reading.as_bytes()) }
    }
}

/// Returns the id of a report whose content has this hash: `r`, so that no spreadsheet takes it for a
/// number, and the first digits.
pub(crate) fn report_id(content: &str) -> String {
    format!("r{}", content.chars().take(ID_DIGITS).collect::<String>())
}

/// The number of digits of an id after the first letter: 48 bits.
pub(super) const ID_DIGITS: usize = 12;

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
        /// What the report was called before.
        #[serde(default, skip_serializing_if = "EarlierNames::is_empty")]
        earlier: Box<EarlierNames>,
    },
    /// The file is joined to the report that another one leads: a page with this frame, this attached
    /// file or this further page.
    Joined {
        /// The path of the file that leads.
        to: String,
    },
    /// The file could not be read.
    Unreadable {
        /// The reason, as a sentence for the user.
        reason: String,
        /// Whether a program that recognises text may read it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        needs_ocr: bool,
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
            Outcome::Joined { .. } | Outcome::Unreadable { .. } => None,
        })
    }
}
