//! The index: what it contains, what it was built from, and what could not be read.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{FORMAT, IndexReader, Manifest};

/// The index and its ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Status {
    /// The folder of the index.
    pub index: String,
    /// The way things are stored.
    pub format: u32,
    /// The fingerprint of folding and dictionaries.
    pub fingerprint: String,
    /// Whether a user's dictionary is used.
    pub user_dictionary: bool,
    /// How often the index was written.
    pub generation: u64,
    /// The folders that were indexed, as typed.
    pub roots: Vec<String>,
    /// How many reports are held.
    pub reports: u64,
    /// How many copies of them are held beside them and not counted.
    pub copies: u64,
    /// How many older versions of them are held beside them and not counted.
    pub older_versions: u64,
    /// How many sections the reports have.
    pub sections: u64,
    /// How many characters their bodies have.
    pub characters: u64,
    /// How many notes there are on them.
    pub notes: u64,
    /// How many bytes the index takes on disk.
    pub bytes: u64,
    /// The files that could not be read.
    pub unreadable: Vec<UnreadableRow>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UnreadableRow {
    /// The path of the file.
    pub path: String,
    /// Why it could not be read.
    pub reason: String,
}

/// Returns what the index holds and what it was made from.
///
/// # Errors
///
/// Fails where the ledger is damaged.
pub fn status(reader: &IndexReader) -> Result<Status> {
    let unreadable = reader
        .catalog()?
        .unreadable()
        .iter()
        .map(|file| UnreadableRow { path: file.path.clone(), reason: file.reason.clone() });
    let manifest: Manifest = reader.manifest().clone();
    let files = fs::read_dir(reader.dir()).into_iter().flatten().flatten();
    Ok(Status {
        index: reader.dir().display().to_string(),
        format: FORMAT,
        fingerprint: manifest.fingerprint,
        user_dictionary: manifest.user_dictionary,
        generation: manifest.generation,
        roots: manifest.roots,
        reports: manifest.reports,
        copies: manifest.copies.len(),
        older_versions: manifest.older_versions.len(),
        sections: manifest.sections,
        characters: manifest.characters,
        notes: manifest.notes,
        bytes: files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum(),
        unreadable: unreadable.collect(),
    })
}
