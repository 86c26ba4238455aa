//! The index: what it contains, what it was built from, and what could not be read.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::index::{FORMAT, IndexReader, Manifest, UnreadableFile};
use crate::report::Date;

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
    /// The day when it was last written, in China; absent if it is not known.
    pub written: Option<Date>,
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
    /// The size of the index on disk, in bytes; in a cluster, that of the files that are copied when it is
    /// opened.
    pub bytes: u64,
    /// The cluster that holds the texts, if one does.
    #[serde(default)]
    pub cluster: Option<ClusterRow>,
    /// The files that could not be read.
    pub unreadable: Vec<UnreadableRow>,
}

/// The cluster that holds the texts of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ClusterRow {
    /// Its name.
    pub name: String,
    /// Engine and version.
    pub release: String,
    /// `green`: all copies of all shards are there; `yellow`: one of each; `red`: shards are missing.
    pub status: String,
    /// The number of its nodes.
    pub nodes: u64,
    /// The number of shards of the sections.
    pub shards: u64,
    /// The copies of each shard besides the first.
    pub replicas: u64,
    /// The copies of shards that no node holds.
    pub unassigned: u64,
    /// The sections that it stores, those of the generation before included.
    pub sections: u64,
    /// Their size on all nodes, in bytes.
    pub bytes: u64,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UnreadableRow {
    /// The path of the file.
    pub path: String,
    /// Why it could not be read, as a sentence.
    pub reason: String,
}

impl From<&UnreadableFile> for UnreadableRow {
    fn from(file: &UnreadableFile) -> Self {
        Self { path: file.path.clone(), reason: file.reason.clone() }
    }
}

/// Returns what the index contains and what it was built from.
///
/// # Errors
///
/// Fails if the ledger is damaged.
pub fn status(reader: &IndexReader) -> Result<Status> {
    let unreadable = reader.catalog()?.unreadable().iter().map(UnreadableRow::from);
    let manifest: Manifest = reader.manifest().clone();
    let roots = manifest.root_names();
    let files = fs::read_dir(reader.folder()).into_iter().flatten().flatten();
    let health = reader.remote().map(|remote| remote.cluster().health()).transpose()?;
    Ok(Status {
        index: reader.dir().display().to_string(),
        format: FORMAT,
        fingerprint: manifest.fingerprint,
        user_dictionary: manifest.dictionary_hash.is_some(),
        generation: manifest.generation,
        written: manifest.written,
        roots,
        reports: manifest.reports,
        copies: manifest.copies.len(),
        older_versions: manifest.older_versions.len(),
        joined: manifest.joined,
        sections: manifest.sections,
        characters: manifest.characters,
        notes: manifest.notes,
        bytes: files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum(),
        cluster: health.map(|health| ClusterRow {
            name: health.cluster,
            release: health.release,
            status: health.status.key().to_owned(),
            nodes: health.nodes,
            shards: health.shards,
            replicas: health.replicas,
            unassigned: health.unassigned,
            sections: health.documents,
            bytes: health.bytes,
        }),
        unreadable: unreadable.collect(),
    })
}
