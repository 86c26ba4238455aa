//! The manifest: what an index was made from, and its counts.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::counted_as::{CountedAs, Versions};
use super::files;
use super::ledger::{Ledger, Outcome};
use super::root::Root;
use crate::error::{Error, Result};
use crate::report::Date;

/// The number of the format on disk. Opening an index of another format is an error, never a worse
/// answer.
pub(crate) const FORMAT: u32 = 5;

/// What an index says about itself; the payload of its commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The number of the format: [`FORMAT`].
    pub format: u32,
    /// The fingerprint of folding and dictionaries, see [`crate::segment::fingerprint`].
    pub fingerprint: String,
    /// The hash of the user's dictionary, if one is part of the fingerprint; its text is stored in
    /// `dictionary-FINGERPRINT.txt`.
    pub dictionary_hash: Option<String>,
    /// The number of commits of this index.
    pub generation: u64,
    /// The day of the commit, in China; absent if it is not known.
    #[serde(default)]
    pub written: Option<Date>,
    /// The hash of the ledger of this commit.
    pub ledger_hash: String,
    /// The hash of the file of fingerprints of this commit.
    pub fingerprints_hash: String,
    /// The folders and files that were indexed.
    pub(crate) roots: Vec<Root>,
    /// The number of reports that are counted; sections, characters and notes are theirs.
    pub reports: u64,
    /// The number of their sections.
    pub sections: u64,
    /// The length of their bodies in characters.
    pub characters: u64,
    /// The number of files that could not be read.
    pub unreadable: u64,
    /// The number of files that are joined to a report which another file leads.
    #[serde(default)]
    pub joined: u64,
    /// The number of notes on the reports.
    pub notes: u64,
    /// Copies of other reports (not counted).
    pub copies: NumberList,
    /// Superseded versions (not counted).
    pub older_versions: NumberList,
}

impl Manifest {
    /// Sets the counts to those of `ledger`.
    pub(super) fn count(&mut self, ledger: &Ledger, versions: Versions) {
        let Self { reports, sections, characters, unreadable, joined, notes, .. } = self;
        (*reports, *sections, *characters, *unreadable, *joined, *notes) = (0, 0, 0, 0, 0, 0);
        let (mut copies, mut older_versions) = (Vec::new(), Vec::new());
        for entry in ledger.entries.values() {
            let Outcome::Report {
                number,
                sections: more,
                characters: long,
                notes: noted,
                counted_as,
                ..
            } = &entry.outcome
            else {
                match entry.outcome {
                    Outcome::Joined { .. } => *joined += 1,
                    _ => *unreadable += 1,
                }
                continue;
            };
            match counted_as {
                CountedAs::Itself => {}
                CountedAs::Copy { .. } => {
                    copies.push(*number);
                    continue;
                }
                CountedAs::OlderVersion { .. } => {
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
        self.copies = NumberList::from_unsorted(copies);
        self.older_versions = NumberList::from_unsorted(older_versions);
    }

    /// Returns a short name of this state of the index, in hexadecimal digits. It changes whenever
    /// answers may change. A rebuilt index counts generations from 1, so the hash of what became of
    /// every file is part of it.
    pub(crate) fn version(&self) -> String {
        let Self { generation, ledger_hash, fingerprint, .. } = self;
        let parts = format!("{generation} {ledger_hash} {fingerprint}");
        blake3::hash(parts.as_bytes()).to_hex().chars().take(12).collect()
    }

    /// Reads the ledger of this commit.
    ///
    /// It has to be the very bytes that were written: a report missing from it would be indexed
    /// twice.
    ///
    /// # Errors
    ///
    /// Fails if the ledger is missing or damaged.
    pub(super) fn read_ledger(&self, dir: &Path) -> Result<Ledger> {
        let name = self.ledger_name();
        let bytes = files::read_checked(dir, &name, &self.ledger_hash)?;
        Ledger::from_bytes(&bytes).ok_or_else(|| Error::Damaged {
            dir: dir.to_owned(),
            what: format!("a line of `{name}` cannot be read"),
        })
    }

    /// Returns the name of the file of fingerprints of this commit.
    pub(super) fn fingerprints_name(&self) -> String {
        files::fingerprints_name(self.generation)
    }

    /// Returns the name of the ledger of this commit.
    pub(super) fn ledger_name(&self) -> String {
        files::ledger_name(self.generation)
    }

    /// Returns the name of the file with the user's dictionary.
    pub(super) fn dictionary_name(&self) -> Option<String> {
        self.dictionary_hash.as_ref().map(|_| files::dictionary_name(&self.fingerprint))
    }

    /// Returns the names of the folders and files that were indexed: those that the user typed first.
    pub(crate) fn root_names(&self) -> Vec<String> {
        self.roots.iter().map(|root| root.name.clone()).collect()
    }

    /// Removes the files of other commits than this one, whose segments have the files `segments`. The
    /// previous ledger is kept: a reader that opened the index a moment ago may still ask for it, but
    /// never for fingerprints.
    pub(super) fn remove_other_files(&self, dir: &Path, segments: &BTreeSet<String>) {
        let previous = self.generation.checked_sub(1).map(files::ledger_name);
        let own = [self.ledger_name(), self.fingerprints_name()];
        let own = own.into_iter().chain(previous).chain(self.dictionary_name());
        files::remove_others(dir, &own.chain(segments.iter().cloned()).collect());
    }
}

/// The numbers of reports, each stored as its distance from the previous one: most take one digit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NumberList(Vec<u64>);

impl NumberList {
    fn from_unsorted(mut numbers: Vec<u64>) -> Self {
        numbers.sort_unstable();
        let mut before = 0;
        for number in &mut numbers {
            (*number, before) = (*number - before, *number);
        }
        Self(numbers)
    }

    /// Returns the number of reports.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Returns whether the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().scan(0_u64, |sum, distance| {
            *sum = sum.saturating_add(*distance);
            Some(*sum)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::counted_as::VersionOrder;
    use crate::index::ledger::{Entry, FileKey};

    fn report(number: u64, counted_as: CountedAs) -> Entry {
        let (id, path) = (format!("id{number}"), format!("{number}.txt"));
        let outcome = Outcome::Report {
            number,
            id,
            sections: 2,
            characters: 10,
            notes: 1,
            counted_as,
            earlier: Box::default(),
        };
        Entry { path, key: FileKey::new("", ""), outcome, unread: None }
    }

    fn ledger() -> Ledger {
        let unreadable =
            Outcome::Unreadable { reason: "the file is empty".to_owned(), needs_ocr: false };
        let entries = [
            report(9, CountedAs::Itself),
            report(300, CountedAs::Copy { of: 9 }),
            report(7, CountedAs::OlderVersion { of: 9, by: VersionOrder::Dates }),
            report(8, CountedAs::Copy { of: 7 }),
            Entry {
                path: "a.txt".to_owned(),
                key: FileKey::default(),
                outcome: unreadable,
                unread: None,
            },
        ];
        let entries = entries.into_iter().map(|entry| (entry.path.clone(), entry));
        Ledger { entries: entries.collect() }
    }

    fn manifest(versions: Versions) -> Manifest {
        let mut manifest = Manifest {
            format: FORMAT,
            fingerprint: "0123".to_owned(),
            dictionary_hash: None,
            generation: 4,
            written: Date::new(2026, 11, 27),
            ledger_hash: String::new(),
            fingerprints_hash: String::new(),
            roots: vec![Root::new("data".to_owned(), "/a/data".into(), Path::new("/a/index"))],
            reports: 0,
            sections: 0,
            characters: 0,
            unreadable: 0,
            joined: 0,
            notes: 0,
            copies: NumberList::default(),
            older_versions: NumberList::default(),
        };
        manifest.count(&ledger(), versions);
        manifest
    }

    #[test]
    fn counts_are_those_of_the_reports_that_are_counted() {
        for (versions, reports) in [(Versions::Newest, 1), (Versions::All, 2)] {
            let manifest = manifest(versions);
            assert_eq!(
                (manifest.reports, manifest.sections, manifest.characters, manifest.notes),
                (reports, 2 * reports, 10 * reports, reports)
            );
            assert_eq!(manifest.unreadable, 1);
            assert_eq!(manifest.copies.iter().collect::<Vec<_>>(), [8, 300]);
            assert_eq!(manifest.older_versions.iter().collect::<Vec<_>>(), [7]);
            assert_eq!(manifest.copies.len(), 2);
        }
    }

    #[test]
    fn manifest_and_ledger_are_read_back_as_written() {
        let manifest = manifest(Versions::Newest);
        let json = serde_json::to_string(&manifest).unwrap();
        assert!(json.contains("\"copies\":[8,292]"), "{json}");
        assert_eq!(serde_json::from_str::<Manifest>(&json).unwrap(), manifest);

        let bytes = ledger().to_bytes();
        assert_eq!(Ledger::from_bytes(&bytes), Some(ledger()));
        // Of a line that is cut short nothing is kept.
        let cut = bytes.get(..bytes.len() - 2).unwrap();
        assert_eq!(Ledger::from_bytes(cut), None);
    }

    #[test]
    fn a_ledger_that_was_changed_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let bytes = ledger().to_bytes();
        let manifest =
            Manifest { ledger_hash: files::hash_of(&bytes), ..manifest(Versions::Newest) };
        let path = dir.path().join("ledger-4.jsonl");
        assert!(manifest.read_ledger(dir.path()).is_err());
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(manifest.read_ledger(dir.path()).unwrap(), ledger());
        std::fs::write(&path, bytes.get(1..).unwrap()).unwrap();
        let error = manifest.read_ledger(dir.path()).unwrap_err();
        assert!(error.to_string().contains("not what was written: `ledger-4.jsonl`"), "{error}");
    }
}
