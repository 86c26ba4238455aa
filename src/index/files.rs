//! The files that chabao keeps next to tantivy's: their names, their hashes, and their removal.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};

/// The file that tantivy writes last in a commit.
pub(super) const META: &str = "meta.json";

/// tantivy's list of the files that it has written.
pub(super) const MANAGED: &str = ".managed.json";

/// The number of hexadecimal digits in the names of the files of a segment.
const SEGMENT_DIGITS: usize = 32;

/// The user's table of aliases, which no commit writes or removes.
pub(super) const ALIASES: &str = "aliases.toml";

/// The file whose lock the writer of the index holds.
pub(super) const LOCK: &str = ".chabao.lock";

/// The number of hexadecimal digits of a hash: 128 bits.
const HASH_DIGITS: usize = 32;

/// How the names of the files begin that each commit writes anew, and of those of older formats:
/// fingerprints in format 2, and what tantivy wrote by itself before format 4.
const OF_A_COMMIT: [&str; 6] =
    ["ledger-", "dictionary-", "fingerprints-", "signatures-", MANAGED, ".tantivy-"];

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

/// How `meta.json` begins: with the hash of the rest.
const SEAL: &str = "{\"hash\":\"";

/// Returns `meta.json`, a JSON object, with its hash as the first entry.
pub(super) fn seal(meta: &[u8]) -> Vec<u8> {
    let entries = meta.strip_prefix(b"{").expect("`meta.json` is an object with entries");
    [SEAL.as_bytes(), hash_of(entries).as_bytes(), b"\",", entries].concat()
}

/// Returns `meta.json` without its hash; `None` if it is not what was written.
pub(super) fn unseal(sealed: &[u8]) -> Option<Vec<u8>> {
    let rest = sealed.strip_prefix(SEAL.as_bytes())?;
    let (hash, rest) = rest.split_at_checked(HASH_DIGITS)?;
    let entries = rest.strip_prefix(b"\",")?;
    (hash_of(entries).as_bytes() == hash).then(|| [b"{", entries].concat())
}

/// Returns whether `dir` looks like an index, readable or not.
pub(super) fn is_index(dir: &Path) -> bool {
    dir.join(META).is_file()
}

/// Returns whether `dir` does not exist or contains only hidden files and a table of aliases.
///
/// # Errors
///
/// Fails if the folder cannot be listed.
pub(super) fn is_free(dir: &Path) -> Result<bool> {
    match fs::read_dir(dir) {
        Ok(items) => {
            let is_free = |name: &str| name.starts_with('.') || name == ALIASES;
            Ok(items.flatten().all(|item| is_free(&item.file_name().to_string_lossy())))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(source) => Err(io_error("read", dir, source)),
    }
}

/// Returns the hash of a file, 128 bits as hexadecimal digits.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().chars().take(HASH_DIGITS).collect()
}

/// Returns the hash of what `reader` reads, of which a piece at a time is in memory.
///
/// # Errors
///
/// Fails if it cannot be read.
pub(crate) fn hash_of_reader(reader: impl std::io::Read) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(reader)?;
    Ok(hasher.finalize().to_hex().chars().take(32).collect())
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

/// Returns the generation of the newest ledger; 0 if there is none.
pub(super) fn last_ledger(dir: &Path) -> u64 {
    let names = names(dir);
    let generations = names
        .iter()
        .filter_map(|name| name.strip_prefix("ledger-")?.strip_suffix(".jsonl")?.parse().ok());
    generations.max().unwrap_or(0)
}

/// Returns the names of the files in a folder; none if it cannot be listed.
pub(super) fn names(dir: &Path) -> BTreeSet<String> {
    let items = fs::read_dir(dir).into_iter().flatten().flatten();
    items.map(|item| item.file_name().to_string_lossy().into_owned()).collect()
}

/// Removes the files of commits and segments whose names are not among those `kept`.
///
/// A file that cannot be removed now is removed after a later commit.
pub(super) fn remove_others(dir: &Path, kept: &BTreeSet<String>) {
    for name in names(dir) {
        if is_of_an_index(&name) && !kept.contains(&name) {
            drop(fs::remove_file(dir.join(name)));
        }
    }
}

/// Returns whether a file of this name belongs to a commit or a segment.
fn is_of_an_index(name: &str) -> bool {
    let is_of_a_segment = name.split_once('.').is_some_and(|(id, _)| {
        id.len() == SEGMENT_DIGITS && id.chars().all(|c| c.is_ascii_hexdigit())
    });
    is_of_a_segment || OF_A_COMMIT.iter().any(|beginning| name.starts_with(beginning))
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

    fn segment(number: u8) -> String {
        format!("{}.idx", format!("0{number}").repeat(16))
    }

    #[test]
    fn files_of_other_commits_are_removed_and_nothing_else() {
        let dir = dir(&[
            &segment(1),
            &segment(2),
            "aliases.toml",
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
        let kept = [ledger_name(2), ledger_name(3), fingerprints_name(3), segment(1)];
        remove_others(dir.path(), &kept.into_iter().collect());
        assert_eq!(
            names(dir.path()).into_iter().collect::<Vec<_>>(),
            [
                &segment(1),
                "aliases.toml",
                "fingerprints-3.bin",
                "ledger-2.jsonl",
                "ledger-3.jsonl",
                "meta.json",
                "notes.txt"
            ]
        );
        assert_eq!(last_ledger(dir.path()), 3);
    }

    #[test]
    fn what_was_there_before_stays() {
        let dir = dir(&[&segment(1), "ledger-1.jsonl", LOCK, META, MANAGED]);
        let before = names(dir.path());
        for name in [&segment(2), "ledger-2.jsonl", "notes.txt", ".tantivy-meta.lock"] {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        remove_others(dir.path(), &before);
        let added: Vec<String> = names(dir.path()).difference(&before).cloned().collect();
        assert_eq!(added, ["notes.txt"]);
    }

    #[test]
    fn the_hash_of_what_was_written_is_checked() {
        let meta = b"{\n  \"segments\": []\n}\n";
        let sealed = seal(meta);
        assert_eq!(unseal(&sealed).as_deref(), Some(&meta[..]));
        assert!(serde_json::from_slice::<serde_json::Value>(&sealed).is_ok());
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            *damaged.get_mut(at).unwrap() ^= 1;
            assert_eq!(unseal(&damaged), None, "{at}");
            assert_eq!(unseal(sealed.get(..at).unwrap()), None, "{at}");
        }
        assert_eq!(unseal(meta), None);
    }

    #[test]
    fn a_folder_is_free_if_only_hidden_files_are_in_it() {
        assert!(is_free(dir(&[".gitignore", ".chabao.lock", "aliases.toml"]).path()).unwrap());
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
