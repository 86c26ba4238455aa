//! The first look at an index: its manifest and its dictionary.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::files::{META, io_error};
use super::manifest::{FORMAT, Manifest};
use crate::error::{Error, Result};
use crate::segment::fingerprint;

/// Reads the manifest in `dir`; `None` if nothing was ever committed.
///
/// # Errors
///
/// Fails if the index is damaged or has another format.
pub(super) fn read_manifest(dir: &Path) -> Result<Option<Manifest>> {
    #[derive(Deserialize)]
    struct Meta {
        payload: Option<String>,
    }
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let path = dir.join(META);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(io_error("read", &path, source)),
    };
    let damaged = |what: &str| Error::Damaged { dir: dir.to_owned(), what: what.to_owned() };
    let meta: Meta =
        serde_json::from_str(&text).map_err(|_| damaged("its file `meta.json` is not JSON"))?;
    let Some(payload) = meta.payload else { return Ok(None) };
    let other_format =
        |found: String| Error::OtherFormat { dir: dir.to_owned(), found, expected: FORMAT };
    let Ok(Format { format }) = serde_json::from_str(&payload) else {
        return Err(other_format("an unknown format".to_owned()));
    };
    if format != FORMAT {
        return Err(other_format(format!("format {format}")));
    }
    serde_json::from_str(&payload).map(Some).map_err(|_| damaged("its manifest lacks an entry"))
}

/// Reads the user's dictionary with which the index was built, if there is one.
///
/// # Errors
///
/// Fails if its file is missing.
pub(super) fn read_user_dictionary(dir: &Path, manifest: &Manifest) -> Result<Option<String>> {
    let Some(name) = manifest.dictionary_name() else { return Ok(None) };
    fs::read_to_string(dir.join(&name)).map(Some).map_err(|_| Error::Damaged {
        dir: dir.to_owned(),
        what: format!("its dictionary `{name}` is missing"),
    })
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
