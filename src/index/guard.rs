//! Errors and panics of the index library, translated into what the user can do.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tantivy::directory::Directory as _;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::{Index, TantivyError};

use super::directory::IndexDirectory;
use super::manifest::FORMAT;
use super::paged_file::DamagedFile;
use crate::error::{Error, Result};

/// Runs `read` and translates its errors.
///
/// Damaged files can make tantivy panic: such a panic becomes an error. A panic over an index whose
/// checksums are right is a bug and goes on.
///
/// # Errors
///
/// Fails if `read` fails, or if it panics over a damaged index.
pub(super) fn guard<T>(dir: &Path, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| translate(dir, Action::Read, error)),
        Err(panic) => {
            verify(dir)?;
            resume_unwind(panic)
        }
    }
}

/// Checks every byte of tantivy's files.
///
/// # Errors
///
/// Fails if a file is not what was written.
pub(super) fn verify(dir: &Path) -> Result<()> {
    let damaged = || -> tantivy::Result<Vec<String>> {
        let directory = IndexDirectory::open(dir)?;
        let files = segment_files(&Index::open(directory.clone())?)?;
        let is_damaged = |file: &String| match directory.open_read(Path::new(file)) {
            // Segments may do without some of their files; those they need have been opened.
            Err(OpenReadError::FileDoesNotExist(_)) => false,
            opened => !opened.is_ok_and(|opened| opened.read_bytes().is_ok()),
        };
        Ok(files.into_iter().filter(is_damaged).collect())
    };
    let what = match catch_unwind(damaged) {
        Ok(Ok(names)) if names.is_empty() => return Ok(()),
        Ok(Ok(names)) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("not what was written: {}", names.join(", "))
        }
        Ok(Err(error)) => return Err(translate(dir, Action::Read, error)),
        Err(_) => "its files cannot be read".to_owned(),
    };
    Err(Error::Damaged { dir: dir.to_owned(), what })
}

/// Returns the names of the files of all segments of an index, also those that a segment does
/// without.
///
/// # Errors
///
/// Fails if `meta.json` cannot be read.
pub(super) fn segment_files(index: &Index) -> tantivy::Result<BTreeSet<String>> {
    let files = index.load_metas()?.list_segment_files();
    Ok(files.iter().map(|file| file.to_string_lossy().into_owned()).collect())
}

/// What is done with an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// It is read.
    Read,
    /// It is written.
    Write,
}

/// Translates an error of tantivy.
///
/// What the operating system refuses is an error about a file, with its reason. Everything else means
/// that the bytes are not those that were written.
pub(super) fn translate(dir: &Path, action: Action, error: TantivyError) -> Error {
    let name = match action {
        Action::Read => "read",
        Action::Write => "write",
    };
    let io_error = |path: PathBuf, source| Error::Io { action: name, path, source };
    let damaged = |what: String| Error::Damaged { dir: dir.to_owned(), what };
    if action == Action::Write && !dir.is_dir() {
        return io_error(dir.to_owned(), io::ErrorKind::NotFound.into());
    }
    if let Some((file, source)) = io_error_in(&error) {
        let cause = source.get_ref();
        if let Some(cause) = cause.and_then(|cause| cause.downcast_ref::<DamagedFile>()) {
            return damaged(cause.to_string());
        }
        let carried = cause.and_then(|cause| cause.downcast_ref::<Carried>());
        if let Some(carried) = carried.and_then(|it| it.0.lock().ok()?.take()) {
            return carried;
        }
        if let Some(code) = source.raw_os_error() {
            let name = file.and_then(Path::file_name);
            let path = name.map_or_else(|| dir.to_owned(), |name| dir.join(name));
            return io_error(path, io::Error::from_raw_os_error(code));
        }
    }
    match error {
        TantivyError::IncompatibleIndex(_) => Error::OtherFormat {
            dir: dir.to_owned(),
            found: "files of another version of the index library".to_owned(),
            expected: FORMAT,
        },
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            damaged(format!("its file `{}` is missing", file.display()))
        }
        TantivyError::InternalError(what) => damaged(what),
        _ => damaged("a file is missing or cut short".to_owned()),
    }
}

/// Returns the error of the operating system that caused an error of tantivy, with its file.
fn io_error_in(error: &TantivyError) -> Option<(Option<&Path>, &io::Error)> {
    match error {
        TantivyError::IoError(source) => Some((None, source)),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            Some((Some(filepath), io_error))
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            Some((None, io_error))
        }
        _ => None,
    }
}

/// An error of a cluster on its way through tantivy, whose functions return errors of their own.
#[derive(Debug)]
struct Carried(Mutex<Option<Error>>);

impl fmt::Display for Carried {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the cluster does not answer")
    }
}

impl std::error::Error for Carried {}

/// Returns an error of a cluster as one of tantivy; [`translate`] returns it as it was.
pub(super) fn from_cluster(error: Error) -> TantivyError {
    TantivyError::from(io::Error::other(Carried(Mutex::new(Some(error)))))
}

/// Returns the error for an index whose files are whole but contradict each other.
pub(super) fn corrupt(what: &str) -> TantivyError {
    TantivyError::InternalError(what.to_owned())
}
