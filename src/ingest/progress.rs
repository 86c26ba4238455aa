//! What an ingest reports while it runs, and when it is done.

use std::collections::BTreeMap;

use crate::index::Manifest;

/// Something that happens during an ingest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The folders were searched.
    Found {
        /// The number of files that will be read.
        files: usize,
    },
    /// Some more files were read.
    Read {
        /// The number of files read so far.
        files: usize,
    },
    /// Something is wrong, and indexing continues.
    Warning {
        /// A sentence for the user.
        message: String,
    },
    /// A file is not in the index, or not as it is now, and this is new.
    Skipped {
        /// The path of the file.
        path: String,
        /// The reason, as a sentence for the user.
        reason: String,
    },
    /// The last segments are being written.
    Writing,
}

/// The outcome of an ingest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The manifest of the index as it is now.
    pub manifest: Manifest,
    /// The number of reports that were not in the index before.
    pub added: usize,
    /// The number of reports whose file or correction changed.
    pub changed: usize,
    /// The number of reports that are as they were.
    pub unchanged: usize,
    /// The number of reports that are no longer in the index.
    pub removed: usize,
    /// The files that could not be read: path and reason.
    pub skipped: BTreeMap<String, String>,
    /// The number of those of them that could not be read the last time either, for the same reason.
    pub known_troubles: usize,
    /// How many of them a program that recognises text may read: see [`Options::ocr`].
    ///
    /// [`Options::ocr`]: super::Options::ocr
    pub scans: usize,
    /// The number of files that are clearly not reports, such as pictures.
    pub not_reports: usize,
    /// Folders of the last time whose reports are no longer indexed.
    pub dropped_roots: Vec<String>,
}
