//! The first look at an index: its manifest and its dictionary.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::files::{META, io_error, read_checked, unseal};
use super::manifest::{FORMAT, Manifest};
use super::root::Root;
use crate::error::{Error, Result};
use crate::segment::fingerprint;

/// The part of a manifest that every format has: it is never renamed and never changes its meaning, so
/// that an index of any format can be built again from its own folders.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    /// The number of the format.
    format: u32,
    /// The number of commits.
    #[serde(default)]
    pub(super) generation: u64,
    /// The folders and files that were indexed.
    #[serde(default)]
    pub(super) roots: Vec<Root>,
}

/// Reads the manifest in `dir`; `None` if nothing was ever committed.
///
/// # Errors
///
/// Fails if the index is damaged or has another format, or if `meta.json` cannot be read.
pub(super) fn read_manifest(dir: &Path) -> Result<Option<Manifest>> {
    let path = dir.join(META);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(io_error("read", &path, source)),
    };
    let damaged = |what: &str| Error::Damaged { dir: dir.to_owned(), what: what.to_owned() };
    let other_format =
        |found: String| Error::OtherFormat { dir: dir.to_owned(), found, expected: FORMAT };
    // Formats before 4 have no hash.
    let unsealed = unseal(&bytes);
    let not_written = || damaged("not what was written: `meta.json`");
    let Some(meta) = Meta::read(unsealed.as_deref().unwrap_or(&bytes)) else {
        return Err(damaged("its file `meta.json` is not JSON"));
    };
    let payload = meta.payload.ok_or_else(not_written)?;
    match serde_json::from_str(&payload) {
        Ok(Header { format: FORMAT, .. }) if unsealed.is_some() => {}
        Ok(Header { format: FORMAT, .. }) => return Err(not_written()),
        Ok(Header { format, .. }) => return Err(other_format(format!("format {format}"))),
        Err(_) => return Err(other_format("an unknown format".to_owned())),
    }
    serde_json::from_str(&payload).map(Some).map_err(|_| damaged("its manifest lacks an entry"))
}

/// Reads what every format tells of an index; `None` if it cannot be read.
pub(super) fn read_header(dir: &Path) -> Option<Header> {
    serde_json::from_str(&Meta::read(&fs::read(dir.join(META)).ok()?)?.payload?).ok()
}

/// What tantivy writes last in a commit.
#[derive(Deserialize)]
struct Meta {
    /// The manifest.
    payload: Option<String>,
}

impl Meta {
    fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }
}

/// Reads the user's dictionary with which the index was built, if there is one.
///
/// # Errors
///
/// Fails if its file is missing or damaged.
pub(super) fn read_user_dictionary(dir: &Path, manifest: &Manifest) -> Result<Option<String>> {
    let (Some(name), Some(hash)) = (manifest.dictionary_name(), &manifest.dictionary_hash) else {
        return Ok(None);
    };
    let text = String::from_utf8(read_checked(dir, &name, hash)?);
    Ok(Some(text.expect("what was written is UTF-8")))
}

/// Checks that the index was built with the folding and the dictionaries of this program.
///
/// # Errors
///
/// Fails if it was not: words of one dictionary are not found in the index of another.
pub(super) fn check_dictionaries(
    dir: &Path,
    manifest: &Manifest,
    user_dictionary: Option<&str>,
) -> Result<()> {
    let expected = fingerprint(user_dictionary);
    if manifest.fingerprint == expected {
        return Ok(());
    }
    let (dir, found) = (dir.to_owned(), manifest.fingerprint.clone());
    Err(Error::OtherDictionary { dir, found, expected })
}
