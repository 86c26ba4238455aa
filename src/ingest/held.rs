//! Outcomes that wait until those of the files around them are known: a page may turn out to be the
//! frame of another one that comes after it.

use super::read::ReadFile;
use crate::discover::FoundFile;

/// The most files that wait, and the most bytes of their texts. What lies further apart in the order of
/// names is recorded as a report, and the frame and the page around it are recognized as copies.
const MOST_FILES: usize = 500;
const MOST_BYTES: u64 = 16 << 20;

/// The outcomes that wait.
#[derive(Default)]
pub(super) struct HeldFiles {
    files: Vec<(FoundFile, ReadFile)>,
    bytes: u64,
}

impl HeldFiles {
    /// Returns whether another file can wait.
    pub(super) fn has_room(&self) -> bool {
        self.files.len() < MOST_FILES && self.bytes < MOST_BYTES
    }

    /// Adds a file.
    pub(super) fn push(&mut self, file: FoundFile, read: ReadFile) {
        self.bytes += read.outcome.size();
        self.files.push((file, read));
    }

    /// Takes all files, those with joined files first.
    pub(super) fn take(&mut self) -> Vec<(FoundFile, ReadFile)> {
        let mut files = std::mem::take(&mut self.files);
        self.bytes = 0;
        files.sort_by_key(|(_, read)| read.joined.is_empty());
        files
    }
}
