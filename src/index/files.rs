//! The files that chabao keeps next to tantivy's: their names, their hashes, and their removal.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};

/// The file that tantivy writes last in a commit.
pub(super) const META: &str = "meta.json";

/// The file whose lock the writer of the index holds.
pub(super) const LOCK: &str = ".chabao.lock";

/// How the names of the files begin that each commit writes anew. `signatures-` is the name of the
/// fingerprints in format 2.
const OF_A_COMMIT: [&str; 4] = ["ledger-", "dictionary-", "fingerprints-", "signatures-"];

/// Returns the name of the ledger of a commit.
pub(super) fn ledger_name(generation: u64) -> String {
    format!("ledger-{generation}.jsonl")
}

/// Returns the name of the file of fingerprints of a commit.
pub(super) fn fingerprints_name(generation: u64) -> String {
    format!("fingerprints-{generation}.bin")
}

/// Returns the name under which the user's dictionary is stored.
pub(super) fn dictionary_name(fingerprint: &str) -> String {
    format!("dictionary-{fingerprint}.txt")
}

/// Returns whether `dir` looks like an index, readable or not.
pub(super) fn is_index(dir: &Path) -> bool {
    dir.join(META).is_file()
}

/// Returns whether `dir` does not exist or contains only hidden files.
///
/// # Errors
///
/// Fails if the folder cannot be listed.
pub(super) fn is_free(dir: &Path) -> Result<bool> {
    match fs::read_dir(dir) {
        Ok(items) => {
            Ok(items.flatten().all(|item| item.file_name().to_string_lossy().starts_with('.')))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(source) => Err(io_error("read", dir, source)),
    }
}

/// Returns the hash of a file, 128 bits as hexadecimal digits.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(32).collect()
}

/// Reads the file `name` of the index in `dir`.
///
/// # Errors
///
/// Fails if the file is missing, or if its bytes do not have this hash.
pub(super) fn read_checked(dir: &Path, name: &str, hash: &str) -> Result<Vec<u8>> {
    let damaged = |what: String| Error::Damaged { dir: dir.to_owned(), what };
    let bytes =
        fs::read(dir.join(name)).map_err(|_| damaged(format!("its file `{name}` is missing")))?;
    if hash_of(&bytes) != hash {
        return Err(damaged(format!("not what was written: `{name}`")));
    }
    Ok(bytes)
}

/// Writes a file and waits until it is on disk.
///
/// # Errors
///
/// Fails if the file cannot be written.
pub(super) fn write_through(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| io_error("write", path, source))
}

/// Takes the lock of the index, which is released when the returned file is dropped.
///
/// # Errors
///
/// Fails if another process holds the lock, or if the lock file cannot be opened.
pub(super) fn lock(dir: &Path) -> Result<File> {
    let path = dir.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| io_error("write", &path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(Error::Locked { dir: dir.to_owned() }),
        Err(fs::TryLockError::Error(source)) => Err(io_error("lock", &path, source)),
    }
}

/// Removes the ledgers, dictionaries and fingerprints of other commits.
///
/// A file that cannot be removed now is removed after a later commit.
pub(super) fn remove_others(dir: &Path, kept: &[String]) {
    for item in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = item.file_name().to_string_lossy().into_owned();
        if is_of_a_commit(&name) && !kept.contains(&name) {
            drop(fs::remove_file(item.path()));
        }
    }
}

/// Removes the files of an index that cannot be read, `meta.json` first.
///
/// # Errors
///
/// Fails if a file cannot be removed.
pub(super) fn wipe(dir: &Path) -> Result<()> {
    let meta = dir.join(META);
    match fs::remove_file(&meta) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            return Err(io_error("remove", &meta, source));
        }
        _ => {}
    }
    let items = fs::read_dir(dir).map_err(|source| io_error("read", dir, source))?;
    for item in items.flatten() {
        let name = item.file_name().to_string_lossy().into_owned();
        let is_segment = name.len() > 32 && name.chars().take(32).all(|c| c.is_ascii_hexdigit());
        let is_ours = is_segment
            || is_of_a_commit(&name)
            || matches!(name.as_str(), ".managed.json" | ".tantivy-meta.lock");
        if is_ours {
            let path = item.path();
            fs::remove_file(&path).map_err(|source| io_error("remove", &path, source))?;
        }
    }
    Ok(())
}

fn is_of_a_commit(name: &str) -> bool {
    OF_A_COMMIT.iter().any(|beginning| name.starts_with(beginning))
}

/// Returns the error for a file operation that failed.
pub(super) fn io_error(action: &'static str, path: &Path, source: std::io::Error) -> Error {
    Error::Io { action, path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dir(names: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        dir
    }

    fn names(dir: &Path) -> Vec<String> {
        let items = fs::read_dir(dir).unwrap();
        let mut names: Vec<String> =
            items.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_of_other_commits_are_removed_and_nothing_else() {
        let dir = dir(&[
            "dictionary-0123.txt",
            "fingerprints-2.bin",
            "fingerprints-3.bin",
            "ledger-1.jsonl",
            "ledger-2.jsonl",
            "ledger-3.jsonl",
            "meta.json",
            "notes.txt",
            "signatures-1.bin",
        ]);
        let kept = [ledger_name(2), ledger_name(3), fingerprints_name(3)];
        remove_others(dir.path(), &kept);
        assert_eq!(
            names(dir.path()),
            ["fingerprints-3.bin", "ledger-2.jsonl", "ledger-3.jsonl", "meta.json", "notes.txt"]
        );
    }

    #[test]
    fn only_files_of_an_index_are_wiped() {
        let segment = format!("{}.idx", "0f".repeat(16));
        let dir = dir(&[".chabao.lock", ".managed.json", "ledger-1.jsonl", META, "notes.txt"]);
        fs::write(dir.path().join(segment), "x").unwrap();
        assert!(is_index(dir.path()));
        wipe(dir.path()).unwrap();
        assert_eq!(names(dir.path()), [".chabao.lock", "notes.txt"]);
        assert!(!is_index(dir.path()));
        // There is nothing left to remove.
        wipe(dir.path()).unwrap();
    }

    #[test]
    fn a_folder_is_free_if_only_hidden_files_are_in_it() {
        assert!(is_free(dir(&[".gitignore", ".chabao.lock"]).path()).unwrap());
        assert!(!is_free(dir(&[".gitignore", "notes.txt"]).path()).unwrap());
        assert!(is_free(&dir(&[]).path().join("missing")).unwrap());
    }

    #[test]
    fn an_index_is_locked_until_the_lock_is_dropped() {
        let dir = dir(&[]);
        let held = lock(dir.path()).unwrap();
        assert!(matches!(lock(dir.path()), Err(Error::Locked { .. })));
        drop(held);
        assert!(lock(dir.path()).is_ok());
    }
}
