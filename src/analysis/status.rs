//! The index: what it contains, what it was built from, and what could not be read.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{FORMAT, IndexReader, Manifest};

/// The state of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Status {
    /// The folder of the index.
    pub index: String,
    /// The format number of its files.
    pub format: u32,
    /// The fingerprint of folding and dictionaries: equal fingerprints find the same.
    pub fingerprint: String,
    /// Whether it was built with a user's dictionary.
    pub user_dictionary: bool,
    /// The number of times the index was written.
    pub generation: u64,
    /// The folders that were indexed, as the user typed them.
    pub roots: Vec<String>,
    /// The number of reports.
    pub reports: u64,
    /// The number of their copies, which are not counted.
    pub copies: u64,
    /// The number of their older versions, which are not counted.
    pub older_versions: u64,
    /// The number of files that are joined to a report which another file leads.
    pub joined: u64,
    /// The number of sections in the reports.
    pub sections: u64,
    /// The number of characters in their bodies.
    pub characters: u64,
    /// The number of notes on them.
    pub notes: u64,
    /// The size of the index on disk, in bytes.
    pub bytes: u64,
    /// The files that could not be read.
    pub unreadable: Vec<UnreadableRow>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UnreadableRow {
    /// The path of the file.
    pub path: String,
    /// Why it could not be read, as a sentence.
    pub reason: String,
}

/// Returns what the index contains and what it was built from.
///
/// # Errors
///
/// Fails if the ledger is damaged.
pub fn status(reader: &IndexReader) -> Result<Status> {
    let unreadable = reader
        .catalog()?
        .unreadable()
        .iter()
        .map(|file| UnreadableRow { path: file.path.clone(), reason: file.reason.clone() });
    let manifest: Manifest = reader.manifest().clone();
    let roots = manifest.root_names();
    let files = fs::read_dir(reader.dir()).into_iter().flatten().flatten();
    Ok(Status {
        index: reader.dir().display().to_string(),
        format: FORMAT,
        fingerprint: manifest.fingerprint,
        user_dictionary: manifest.dictionary_hash.is_some(),
        generation: manifest.generation,
        roots,
        reports: manifest.reports,
        copies: manifest.copies.len(),
        older_versions: manifest.older_versions.len(),
        joined: manifest.joined,
        sections: manifest.sections,
        characters: manifest.characters,
        notes: manifest.notes,
        bytes: files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum(),
        unreadable: unreadable.collect(),
    })
}
