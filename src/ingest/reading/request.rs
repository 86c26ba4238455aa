//! What is asked of a reader, and what it answers.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::extract::Refusal;
use crate::index::{hash_of, hash_of_reader};
use crate::ingest::beside::Beside;
use crate::parse::Overrides;
use crate::report::Report;

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ingest) struct Request {
    /// Its path below the folder that is indexed.
    pub(in crate::ingest) below: String,
    /// The path for opening it; `None` for a file in an archive.
    pub(in crate::ingest) path: Option<OsString>,
    /// Its bytes, if it is not to be opened. They go through the pipe in a frame of their own.
    #[serde(skip)]
    pub(in crate::ingest) bytes: Option<Arc<Vec<u8>>>,
    /// The files beside it to which it refers. Their bytes go through the pipe after its own.
    pub(in crate::ingest) beside: Vec<Beside>,
    /// What the user says about it.
    pub(in crate::ingest) overrides: Option<Overrides>,
    /// The program that recognised the characters, if the bytes are what it wrote.
    pub(in crate::ingest) recognised_by: Option<String>,
    /// Which of the files beside it that program was given; `None` if it was the file itself.
    pub(in crate::ingest) recognised: Option<usize>,
}

impl Request {
    /// Returns the hash of the bytes of the file.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be opened or read.
    pub(in crate::ingest) fn content_hash(&self) -> io::Result<String> {
        match (&self.bytes, &self.path) {
            (Some(bytes), _) => Ok(hash_of(bytes)),
            (None, Some(path)) => hash_of_reader(File::open(path)?),
            (None, None) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Returns the number of bytes of the file and of those beside it.
    pub(super) fn size(&self) -> u64 {
        let size = |bytes: &Option<Arc<Vec<u8>>>, path: Option<&Path>| match (bytes, path) {
            (Some(bytes), _) => bytes.len() as u64,
            (None, Some(path)) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
            (None, None) => 0,
        };
        let others = self.beside.iter().map(|file| size(&file.bytes, file.path.as_deref()));
        size(&self.bytes, self.path.as_deref().map(Path::new)) + others.sum::<u64>()
    }
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::ingest) enum Reply {
    /// The file is a report.
    Report {
        /// The hash of the bytes of the file.
        content: String,
        /// The report.
        report: Box<Report>,
        /// Which of the files beside it were joined to it.
        joined: Vec<usize>,
    },
    /// The file cannot be read.
    Unreadable {
        /// The hash of the bytes of the file; empty if they are not known, so that it is tried again.
        content: String,
        /// Why.
        refusal: Refusal,
    },
    /// The system does not hand the file over.
    Unreachable {
        /// The reason, as a sentence for the user.
        reason: String,
    },
    /// The file is an archive, whose files are to be read one by one.
    Archive,
}
