//! A file on its way into the index.

use std::sync::Arc;

use super::beside::Beside;
use crate::discover::FoundFile;

/// What separates the path of an archive from the path of a file in it.
pub(super) const INTO: &str = "!/";

/// A file that is read, in a folder or in an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    /// Its path, below the folder as the user typed it.
    pub(super) name: &'a str,
    /// Its path below that folder.
    pub(super) below: &'a str,
    /// Which of the folders it lies in.
    pub(super) root: usize,
}

impl<'a> From<&'a FoundFile> for Item<'a> {
    fn from(file: &'a FoundFile) -> Self {
        Self { name: &file.name, below: &file.below, root: file.root }
    }
}

/// Returns why a file cannot be opened, as a sentence for the user.
pub(super) fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it is no longer there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => "it cannot be read".to_owned(),
    }
}

/// What is to be done for a file.
#[derive(Clone, Debug)]
pub(super) enum Job {
    /// A file in a folder, to be opened.
    File(FoundFile),
    /// A file that was in an archive, as if it lay in a folder, with those beside it to which it refers.
    /// Its path is that in the archive.
    Member(FoundFile, Arc<Vec<u8>>, Vec<Beside>),
    /// A file that cannot be unpacked, and why.
    Refused(FoundFile, String),
    /// A file that the system does not hand over, and why.
    Unreachable(FoundFile, String),
}

impl Job {
    /// Returns the file.
    pub(super) fn file(&self) -> &FoundFile {
        match self {
            Self::File(file)
            | Self::Member(file, ..)
            | Self::Refused(file, _)
            | Self::Unreachable(file, _) => file,
        }
    }

    /// Returns the number of bytes that are in memory.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Member(_, bytes, beside) => {
                let others = beside.iter().filter_map(|file| file.bytes.as_ref());
                (bytes.len() + others.map(|bytes| bytes.len()).sum::<usize>()) as u64
            }
            _ => 0,
        }
    }
}
