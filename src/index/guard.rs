//! Errors and panics of the index library, translated into what the user can do.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use tantivy::{Index, TantivyError};

use super::manifest::FORMAT;
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
        Ok(result) => result.map_err(|error| translate(dir, error)),
        Err(panic) => {
            verify(dir)?;
            resume_unwind(panic)
        }
    }
}

/// Checks tantivy's files against their checksums.
///
/// # Errors
///
/// Fails if a file is not what was written.
pub(super) fn verify(dir: &Path) -> Result<()> {
    let checked = catch_unwind(|| Index::open_in_dir(dir)?.validate_checksum());
    let what = match checked {
        Ok(Ok(damaged)) if damaged.is_empty() => return Ok(()),
        Ok(Ok(damaged)) => {
            let mut names: Vec<String> =
                damaged.iter().map(|path| format!("`{}`", path.display())).collect();
            names.sort();
            format!("not what was written: {}", names.join(", "))
        }
        Ok(Err(error)) => return Err(translate(dir, error)),
        Err(_) => "its files cannot be read".to_owned(),
    };
    Err(Error::Damaged { dir: dir.to_owned(), what })
}

/// Translates an error of tantivy.
pub(super) fn translate(dir: &Path, error: TantivyError) -> Error {
    let dir = dir.to_owned();
    match error {
        TantivyError::LockFailure(..) => Error::Locked { dir },
        TantivyError::IncompatibleIndex(_) => Error::OtherFormat {
            dir,
            found: "files of another version of the index library".to_owned(),
            expected: FORMAT,
        },
        TantivyError::OpenWriteError(_) => Error::Io {
            action: "write",
            path: dir,
            source: std::io::Error::other("a file of the index cannot be created"),
        },
        TantivyError::IoError(source)
            if matches!(
                source.kind(),
                std::io::ErrorKind::StorageFull
                    | std::io::ErrorKind::PermissionDenied
                    | std::io::ErrorKind::ReadOnlyFilesystem
                    | std::io::ErrorKind::QuotaExceeded
            ) =>
        {
            let source = std::io::Error::from(source.kind());
            Error::Io { action: "write", path: dir, source }
        }
        TantivyError::InternalError(what) => Error::Damaged { dir, what },
        _ => Error::Damaged { dir, what: "a file is missing or cut short".to_owned() },
    }
}

/// Returns the error for an index whose files are whole but contradict each other.
pub(super) fn corrupt(what: &str) -> TantivyError {
    TantivyError::InternalError(what.to_owned())
}
