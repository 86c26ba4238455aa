//! A file on its way into the index.

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
