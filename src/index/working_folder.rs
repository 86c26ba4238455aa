//! The temporary folder of a working copy, and those that killed processes left behind.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// What the names of these folders begin with.
const PREFIX: &str = "chabao-index-";

/// The file that is locked as long as the folder is in use; the system unlocks it when a process ends,
/// however it ends.
const IN_USE: &str = "in-use";

/// A folder that goes away with the value; if the process is killed, when another one makes its own.
pub(super) struct WorkingFolder {
    dir: TempDir,
    _in_use: File,
}

impl WorkingFolder {
    /// Makes a folder below that for temporary files.
    pub(super) fn new() -> io::Result<Self> {
        Self::below(&std::env::temp_dir())
    }

    fn below(parent: &Path) -> io::Result<Self> {
        remove_abandoned(parent);
        let dir = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        fs::create_dir(dir.path().join("files"))?;
        // A file without a lock would look abandoned, so that it gets its name when it has one. Where
        // there are no locks, nobody can tell and the folder stays.
        let unnamed = dir.path().join("not-yet-in-use");
        let in_use = File::create(&unnamed)?;
        if in_use.try_lock().is_ok() {
            fs::rename(unnamed, dir.path().join(IN_USE))?;
        }
        Ok(Self { dir, _in_use: in_use })
    }

    /// Returns where the files of the index are.
    pub(super) fn files(&self) -> PathBuf {
        self.dir.path().join("files")
    }
}

/// Removes the folders that nobody uses. What fails costs room and nothing else.
fn remove_abandoned(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        // Others may write here too: a link is not followed, and nothing is opened that is no file.
        if !is_ours || !entry.file_type().is_ok_and(|it| it.is_dir()) {
            continue;
        }
        let in_use = entry.path().join(IN_USE);
        if !fs::symlink_metadata(&in_use).is_ok_and(|it| it.is_file()) {
            continue;
        }
        if File::open(&in_use).is_ok_and(|file| file.try_lock().is_ok()) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_nobody_uses_are_removed_and_others_are_not() {
        let parent = tempfile::tempdir().unwrap();
        let abandoned = parent.path().join("chabao-index-killed");
        let (unknown, other) =
            (parent.path().join("chabao-index-made"), parent.path().join("other"));
        for dir in [&abandoned, &unknown, &other] {
            fs::create_dir(dir).unwrap();
        }
        for dir in [&abandoned, &other] {
            fs::write(dir.join(IN_USE), "").unwrap();
        }
        let first = WorkingFolder::below(parent.path()).unwrap();
        assert!(!abandoned.exists() && unknown.is_dir() && other.is_dir());
        let second = WorkingFolder::below(parent.path()).unwrap();
        assert!(first.files().is_dir() && second.files().is_dir());
        let gone = first.files();
        drop(first);
        assert!(!gone.exists());
    }
}
