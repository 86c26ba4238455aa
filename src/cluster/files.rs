//! Files of an index as documents: pieces in base64, named by what they contain.
//!
//! A file that was written once is never written otherwise, so that writing it again changes
//! nothing, and a file that is there with the right fingerprint needs not be read again.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bulk::{self, Batch};
use super::client::{Call, Client};
use super::failure::Failure;
use super::patience::Patience;
use crate::error::{ClusterTrouble, Error, Result};

/// The bytes of a piece, before they become a third more in base64. A node holds several copies of a
/// request in memory while it reads it.
const PIECE: usize = 4 << 20;

/// The most pieces that are read in one request: 22 MB of JSON.
const PIECES: usize = 4;

/// The most files that are copied at once.
const REQUESTS: usize = 4;

/// A file that is stored.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct StoredFile {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// The first 32 hex digits of its BLAKE3.
    pub(crate) hash: String,
}

#[derive(Deserialize, Serialize)]
struct Piece<'a> {
    name: Cow<'a, str>,
    hash: Cow<'a, str>,
    number: u64,
    #[serde(borrow)]
    data: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    docs: Vec<FoundPiece<'a>>,
}

#[derive(Deserialize)]
struct FoundPiece<'a> {
    #[serde(default)]
    found: bool,
    #[serde(rename = "_source", borrow)]
    source: Option<Piece<'a>>,
    error: Option<serde_json::Value>,
}

impl StoredFile {
    /// Reads name, length and fingerprint of a file in a folder.
    fn read(dir: &Path, name: &str) -> Result<Self> {
        let path = dir.join(name);
        let read = || -> io::Result<Self> {
            let mut hasher = blake3::Hasher::new();
            let bytes = io::copy(&mut File::open(&path)?, &mut hasher)?;
            Ok(Self { name: name.to_owned(), bytes, hash: fingerprint(&hasher) })
        };
        read().map_err(|source| Error::Io { action: "read", path: path.clone(), source })
    }

    fn pieces(&self) -> u64 {
        self.bytes.div_ceil(PIECE as u64)
    }

    /// Returns the ids of its pieces.
    fn ids(&self) -> impl Iterator<Item = String> {
        (0..self.pieces()).map(move |piece| format!("{}:{}:{piece}", self.name, self.hash))
    }

    /// Returns whether the name is that of a file in a folder, and leads nowhere else.
    fn is_well_named(&self) -> bool {
        let is_good = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_');
        !self.name.is_empty()
            && self.name.chars().all(is_good)
            && !self.name.chars().all(|it| it == '.')
    }
}

fn fingerprint(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex().chars().take(32).collect()
}

/// Stores the files of a folder that are not in `known`, and returns all of them.
pub(super) fn upload(
    client: &Client,
    dir: &Path,
    names: &[String],
    known: &[StoredFile],
) -> Result<Vec<StoredFile>> {
    let mut stored = Vec::with_capacity(names.len());
    for name in names {
        let file = StoredFile::read(dir, name)?;
        if !file.is_well_named() {
            let what = format!("`{name}` cannot be the name of a file");
            return Err(client.error(Failure::new(ClusterTrouble::Refused, what), 1));
        }
        if !known.contains(&file) {
            upload_one(client, dir, &file)?;
        }
        stored.push(file);
    }
    Ok(stored)
}

fn upload_one(client: &Client, dir: &Path, file: &StoredFile) -> Result<()> {
    let path = dir.join(&file.name);
    let unreadable = |source| Error::Io { action: "read", path: path.clone(), source };
    let index = client.index("files");
    let mut reader = File::open(&path).map_err(unreadable)?;
    let mut hasher = blake3::Hasher::new();
    let mut bytes = Vec::new();
    for (id, number) in file.ids().zip(0..) {
        bytes.clear();
        (&mut reader).take(PIECE as u64).read_to_end(&mut bytes).map_err(unreadable)?;
        hasher.update(&bytes);
        let mut batch = Batch::default();
        batch.write(
            &id,
            &Piece {
                name: Cow::Borrowed(&file.name),
                hash: Cow::Borrowed(&file.hash),
                number,
                data: Cow::Owned(STANDARD.encode(&bytes)),
            },
        );
        bulk::send(client, &index, batch)?;
    }
    if fingerprint(&hasher) != file.hash {
        return Err(unreadable(io::Error::other("it was changed while it was read")));
    }
    Ok(())
}

/// Copies files into a folder: those that are missing there, or are not as they were stored.
///
/// A file appears under its name when it is whole. The folder is of use to this process alone, so that
/// nothing has to be on the disk before it goes on.
pub(super) fn download(client: &Client, files: &[StoredFile], dir: &Path) -> Result<()> {
    let failed = |action, path: &Path, source| Error::Io { action, path: path.to_owned(), source };
    fs::create_dir_all(dir).map_err(|source| failed("create", dir, source))?;
    let next = AtomicUsize::new(0);
    let copy = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            download_if_missing(client, file, dir)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..REQUESTS.min(files.len())).map(|_| scope.spawn(copy)).collect();
        let copied = threads.into_iter().map(|it| it.join().expect("copying does not panic"));
        copied.collect::<Vec<Result<()>>>().into_iter().collect()
    })
}

fn download_if_missing(client: &Client, file: &StoredFile, dir: &Path) -> Result<()> {
    let failed = |action, path: &Path, source| Error::Io { action, path: path.to_owned(), source };
    if !file.is_well_named() {
        let what = format!("`{}` cannot be the name of a file", file.name);
        return Err(client.error(Failure::new(ClusterTrouble::Damaged, what), 1));
    }
    let path = dir.join(&file.name);
    let is_there = fs::metadata(&path).is_ok_and(|it| it.is_file() && it.len() == file.bytes);
    if is_there && StoredFile::read(dir, &file.name)? == *file {
        return Ok(());
    }
    let part: PathBuf = dir.join(format!("{}.{}.part", file.name, std::process::id()));
    let copied = download_one(client, file, &part);
    if copied.is_err() {
        let _ = fs::remove_file(&part);
    }
    copied?;
    fs::rename(&part, &path).map_err(|source| failed("write", &path, source))
}

fn download_one(client: &Client, file: &StoredFile, path: &Path) -> Result<()> {
    let unwritable = |source| Error::Io { action: "write", path: path.to_owned(), source };
    let damaged = |what: &str| {
        let what = format!("its file `{}` {what}", file.name);
        client.error(Failure::new(ClusterTrouble::Damaged, what), 1)
    };
    let mut writer = File::create(path).map_err(unwritable)?;
    let mut hasher = blake3::Hasher::new();
    let ids: Vec<String> = file.ids().collect();
    for ids in ids.chunks(PIECES) {
        for piece in read_pieces(client, ids)? {
            let bytes = piece.ok_or_else(|| damaged("is not there"))?;
            hasher.update(&bytes);
            writer.write_all(&bytes).map_err(unwritable)?;
        }
    }
    if fingerprint(&hasher) != file.hash {
        return Err(damaged("is not as it was written"));
    }
    Ok(())
}

/// Reads pieces; `None` for one that is not there.
fn read_pieces(client: &Client, ids: &[String]) -> Result<Vec<Option<Vec<u8>>>> {
    let path = format!("/{}/_mget?_source=data,name,hash,number", client.index("files"));
    let body = json!({"ids": ids}).to_string();
    client.insist(Patience::Reader, || {
        let reply = client.once(Call::ask(&path, body.as_bytes()))?;
        let unreadable = |what: String| Failure::new(ClusterTrouble::Damaged, what);
        let found: Found<'_> = serde_json::from_slice(reply.good()?)
            .map_err(|error| unreadable(format!("its files cannot be read: {error}")))?;
        if found.docs.len() != ids.len() {
            return Err(unreadable(format!("{} of {} pieces", found.docs.len(), ids.len())));
        }
        let decode = |piece: FoundPiece<'_>| match (piece.error, piece.source) {
            (Some(error), _) => Err(Failure::of_status(503, &error)),
            (None, Some(source)) if piece.found => match STANDARD.decode(source.data.as_bytes()) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) => Err(unreadable(format!("a piece of a file is no base64: {error}"))),
            },
            _ => Ok(None),
        };
        found.docs.into_iter().map(decode).collect()
    })
}

/// Removes files that no generation needs any more.
pub(super) fn remove(client: &Client, files: &[StoredFile]) -> Result<()> {
    let mut batch = Batch::default();
    for id in files.iter().flat_map(StoredFile::ids) {
        batch.remove(&id);
    }
    bulk::send(client, &client.index("files"), batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else_and_pieces_have_ids() {
        let file =
            |name: &str, bytes| StoredFile { name: name.to_owned(), bytes, hash: "ab".to_owned() };
        for (name, expected) in [
            ("0a1b.fast", true),
            (".managed.json", true),
            ("meta.json", true),
            ("", false),
            ("..", false),
            (".", false),
            ("a/b", false),
            ("..\\a", false),
            ("甲", false),
        ] {
            assert_eq!(file(name, 1).is_well_named(), expected, "{name}");
        }
        let piece = PIECE as u64;
        for (bytes, expected) in [(0, 0), (1, 1), (piece, 1), (piece + 1, 2)] {
            assert_eq!(file("a", bytes).pieces(), expected);
        }
        assert_eq!(
            file("a.fast", piece + 1).ids().collect::<Vec<_>>(),
            ["a.fast:ab:0", "a.fast:ab:1"]
        );
    }
}
