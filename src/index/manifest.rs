//! The manifest and the ledger: what an index was made from, and what became of every file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::standing::{Standing, Versions};
use crate::error::{Error, Result};

/// The way things are stored. An index of another format is an error, never a worse answer.
pub const FORMAT: u32 = 2;

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
    /// A hash of the ledger of this commit.
    pub ledger_hash: String,
    /// A hash of the signatures of this commit.
    pub signatures_hash: String,
    /// The folders and files that were indexed, as typed.
    pub roots: Vec<String>,
    /// How many reports are held and counted; sections, characters and notes are theirs.
    pub reports: u64,
    /// How many sections they have.
    pub sections: u64,
    /// How many characters their bodies have.
    pub characters: u64,
    /// How many files could not be read.
    pub unreadable: u64,
    /// How many notes there are on the reports.
    pub notes: u64,
    /// The reports that are held beside those and not counted: copies of others, …
    pub copies: Numbers,
    /// … and versions of which a newer one is held.
    pub older_versions: Numbers,
}

impl Manifest {
    /// Sets the counts to those of `ledger`.
    pub(super) fn count(&mut self, ledger: &Ledger, versions: Versions) {
        let Self { reports, sections, characters, unreadable, notes, .. } = self;
        (*reports, *sections, *characters, *unreadable, *notes) = (0, 0, 0, 0, 0);
        let (mut copies, mut older_versions) = (Vec::new(), Vec::new());
        for entry in ledger.entries.values() {
            let Outcome::Report {
                number,
                sections: more,
                characters: long,
                notes: noted,
                standing,
                ..
            } = &entry.outcome
            else {
                *unreadable += 1;
                continue;
            };
            match standing {
                Standing::Counted => {}
                Standing::Copy { .. } => {
                    copies.push(*number);
                    continue;
                }
                Standing::OlderVersion { .. } => {
                    older_versions.push(*number);
                    if versions == Versions::Newest {
                        continue;
                    }
                }
            }
            *reports += 1;
            *sections += more;
            *characters += long;
            *notes += noted;
        }
        self.copies = Numbers::of(copies);
        self.older_versions = Numbers::of(older_versions);
    }

    /// Returns the name of the signatures of this commit.
    pub(super) fn signatures_name(&self) -> String {
        format!("signatures-{}.bin", self.generation)
    }

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

/// Returns the hash of the bytes of a ledger.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(32).collect()
}

/// Numbers of reports, each kept as its distance from the one before: most take one digit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Numbers(Vec<u64>);

impl Numbers {
    fn of(mut numbers: Vec<u64>) -> Self {
        numbers.sort_unstable();
        let mut before = 0;
        for number in &mut numbers {
            (*number, before) = (*number - before, *number);
        }
        Self(numbers)
    }

    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the numbers, rising.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().scan(0_u64, |sum, distance| {
            *sum = sum.saturating_add(*distance);
            Some(*sum)
        })
    }
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
        /// Whether it is counted.
        #[serde(default, skip_serializing_if = "Standing::is_counted")]
        standing: Standing,
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
    /// Reads the ledger that belongs to `manifest`, one JSON object a line.
    ///
    /// It has to be the very bytes that were written: reports missing from it would be indexed a
    /// second time beside themselves.
    pub(super) fn read(dir: &Path, manifest: &Manifest) -> Result<Self> {
        let name = manifest.ledger_name();
        let damaged = |what: String| Error::Damaged { dir: dir.to_owned(), what };
        let bytes = fs::read(dir.join(&name))
            .map_err(|_| damaged(format!("its file `{name}` is missing")))?;
        if hash_of(&bytes) != manifest.ledger_hash {
            return Err(damaged(format!("not what was written: `{name}`")));
        }
        let mut entries = BTreeMap::new();
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            let entry: Entry = serde_json::from_slice(line)
                .map_err(|_| damaged(format!("a line of `{name}` cannot be read")))?;
            entries.insert(entry.path.clone(), entry);
        }
        Ok(Self { entries })
    }

    /// Returns the number and the path of every report.
    pub fn numbers(&self) -> impl Iterator<Item = (u64, &str)> {
        self.entries.values().filter_map(|entry| match &entry.outcome {
            Outcome::Report { number, .. } => Some((*number, entry.path.as_str())),
            Outcome::Unreadable { .. } => None,
        })
    }

    /// Returns the ledger as it is written: a line for each entry.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in self.entries.values() {
            serde_json::to_writer(&mut out, entry).expect("plain data turns into JSON");
            out.push(b'\n');
        }
        out
    }

    /// Removes the ledgers, dictionaries and signatures in `dir` that neither `manifest` nor the one
    /// before it names; a reader that opened the index a moment ago may still ask for the ledger
    /// before, but never for signatures.
    ///
    /// A file that cannot be removed now is removed after a later commit.
    pub(super) fn remove_others(dir: &Path, manifest: &Manifest) {
        let before = manifest.generation.checked_sub(1).map(ledger_name);
        let signatures = Some(manifest.signatures_name());
        let kept = [Some(manifest.ledger_name()), before, manifest.dictionary_name(), signatures];
        for item in fs::read_dir(dir).into_iter().flatten().flatten() {
            let name = item.file_name().to_string_lossy().into_owned();
            let is_ours = ["ledger-", "dictionary-", "signatures-"]
                .iter()
                .any(|beginning| name.starts_with(beginning));
            if is_ours && !kept.iter().flatten().any(|kept| *kept == name) {
                drop(fs::remove_file(item.path()));
            }
        }
    }
}
