//! What is known of an index before it is written again, whatever its format.
//!
//! An index that cannot be read any more, because a later or damaged one, is built again from its own
//! folders, and the reports that it held are compared with those that are found now. For both, what
//! all formats have in common is enough: the header of the manifest, and the paths in the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::index::files::{last_ledger, ledger_name};
use crate::index::open::read_header;
use crate::index::root::Root;

/// The last commit of an index, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LastCommit {
    /// Whether there was one, of which nothing can be read any more.
    pub(crate) is_lost: bool,
    /// The number of commits; 0 if there was none, or if it is not known.
    pub(super) generation: u64,
    /// The folders and files that were indexed.
    pub(crate) roots: Vec<Root>,
    /// The paths of the reports.
    pub(crate) reports: BTreeSet<String>,
    /// The paths of the files that could not be read, with the reasons.
    pub(crate) unreadable: BTreeMap<String, String>,
}

impl LastCommit {
    /// Reads what can be read of the last commit of the index in `dir`.
    pub(super) fn read(dir: &Path) -> Self {
        let Some(header) = read_header(dir) else {
            return Self { is_lost: last_ledger(dir) > 0, ..Self::default() };
        };
        let mut last =
            Self { generation: header.generation, roots: header.roots, ..Self::default() };
        let ledger = fs::read(dir.join(ledger_name(header.generation))).unwrap_or_default();
        for line in ledger.split(|&byte| byte == b'\n') {
            match serde_json::from_slice(line) {
                Ok(Line { path, outcome: Outcome::Report(_) }) => drop(last.reports.insert(path)),
                Ok(Line { path, outcome: Outcome::Unreadable { reason } }) => {
                    last.unreadable.insert(path, reason);
                }
                Err(_) => {}
            }
        }
        last
    }
}

/// The part of a line of the ledger that every format has.
#[derive(Deserialize)]
struct Line {
    path: String,
    outcome: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Report(serde::de::IgnoredAny),
    Unreadable { reason: String },
}
