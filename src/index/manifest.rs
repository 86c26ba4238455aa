//! The manifest and the ledger: what an index was made from, and what became of every file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The way things are stored. An index of another format is an error, never a worse answer.
pub const FORMAT: u32 = 1;

/// What an index says about itself; the payload of its commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The way things are stored: [`FORMAT`].
    pub format: u32,
    /// The fingerprint of folding and dictionaries, see [`crate::segment::fingerprint`].
    pub fingerprint: String,
    /// Whether a user's dictionary is part of the fingerprint; it is kept as `dictionary.txt`
    /// with the fingerprint in its name.
    pub user_dictionary: bool,
    /// Counts the commits of this index.
    pub generation: u64,
    /// The folders and files that were indexed, as typed.
    pub roots: Vec<String>,
    /// How many reports are held.
    pub reports: u64,
    /// How many sections they have.
    pub sections: u64,
    /// How many characters their bodies have.
    pub characters: u64,
    /// How many files could not be read.
    pub unreadable: u64,
    /// How many notes there are on the reports.
    pub notes: u64,
}

impl Manifest {
    /// Returns the name of the ledger of this commit.
    pub(super) fn ledger_name(&self) -> String {
        ledger_name(self.generation)
    }

    /// Returns the name under which the user's dictionary is kept.
    pub(super) fn dictionary_name(&self) -> Option<String> {
        self.user_dictionary.then(|| format!("dictionary-{}.txt", self.fingerprint))
    }
}

fn ledger_name(generation: u64) -> String {
    format!("ledger-{generation}.jsonl")
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The path of the file, as the user named its folder.
    pub path: String,
    /// Tells whether the file, or a correction of it, changed.
    pub key: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is a report in the index.
    Report {
        /// The number of the report, in the documents of its sections.
        number: u64,
        /// The name by which it can be asked for.
        id: String,
        /// How many sections it has.
        sections: u64,
        /// How many characters its body has.
        characters: u64,
        /// How many notes there are on it.
        notes: u64,
    },
    /// It could not be read.
    Unreadable {
        /// Why, as a sentence for the user.
        reason: String,
    },
}

/// The entries of every file, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The entries, by path.
    pub entries: BTreeMap<String, Entry>,
}

impl Ledger {
    /// Reads the ledger at `path`, one JSON object a line.
    pub(super) fn read(dir: &Path, name: &str) -> Result<Self> {
        let damaged = |what: String| Error::Damaged { dir: dir.to_owned(), what };
        let file = File::open(dir.join(name))
            .map_err(|_| damaged(format!("its file `{name}` is missing")))?;
        let mut entries = BTreeMap::new();
        for (at, line) in BufReader::new(file).lines().enumerate() {
            let entry: Entry = line
                .ok()
                .and_then(|line| serde_json::from_str(&line).ok())
                .ok_or_else(|| damaged(format!("line {} of `{name}` cannot be read", at + 1)))?;
            entries.insert(entry.path.clone(), entry);
        }
        Ok(Self { entries })
    }

    /// Writes the ledger to `path` and waits until it is on disk.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let failed = |source| Error::Io { action: "write", path: path.to_owned(), source };
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        for entry in self.entries.values() {
            let line = serde_json::to_string(entry).expect("plain data turns into JSON");
            writeln!(out, "{line}").map_err(failed)?;
        }
        let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)
    }

    /// Removes the ledgers and dictionaries in `dir` that neither `manifest` nor the one before it
    /// names; a reader that opened the index a moment ago may still ask for the ledger before.
    ///
    /// A file that cannot be removed now is removed after a later commit.
    pub(super) fn remove_others(dir: &Path, manifest: &Manifest) {
        let before = manifest.generation.checked_sub(1).map(ledger_name);
        let kept = [Some(manifest.ledger_name()), before, manifest.dictionary_name()];
        for item in fs::read_dir(dir).into_iter().flatten().flatten() {
            let name = item.file_name().to_string_lossy().into_owned();
            let is_ours = name.starts_with("ledger-") || name.starts_with("dictionary-");
            if is_ours && !kept.iter().flatten().any(|kept| *kept == name) {
                drop(fs::remove_file(item.path()));
            }
        }
    }
}
