//! Errors and panics of the library that writes workbooks, translated into what the user can do.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use rust_xlsxwriter::XlsxError;

use crate::error::{Error, Result};

/// Returns the error that one of the library is to the user.
///
/// # Panics
///
/// Panics over an error that only wrong use of the library makes.
pub(super) fn translate(error: XlsxError) -> Error {
    match error {
        XlsxError::TempFileError(path, source) => {
            Error::Io { action: "write a temporary file in", path, source }
        }
        XlsxError::IoError(source) => Error::NotWritten { source },
        // The errors of the library below are those of the file that it writes to.
        XlsxError::ZipError(error) => Error::NotWritten { source: error.into() },
        bug => panic!("the workbook is made wrongly: {bug}"),
    }
}

/// Runs `write`. The library panics when its temporary file cannot be written, which usually means
/// that the disk is full: such a panic becomes an error. Any other is a bug and goes on.
///
/// # Errors
///
/// Fails if `write` does, or if it panics over a file.
pub(super) fn guard<T>(write: impl FnOnce() -> Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(write)) {
        Ok(result) => result,
        Err(panic) => {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let Some(source) = message.and_then(error_of_system) else { resume_unwind(panic) };
            Err(Error::NotWritten { source })
        }
    }
}

/// Returns the error of the operating system that a message contains as it is printed for
/// programmers: `Os { code: 28, kind: StorageFull, … }`.
fn error_of_system(message: &str) -> Option<io::Error> {
    let (_, code) = message.split_once("Os { code: ")?;
    let (code, _) = code.split_once(',')?;
    Some(io::Error::from_raw_os_error(code.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_over_a_full_disk_is_an_error_and_any_other_goes_on() {
        let full = io::Error::from_raw_os_error(28);
        let fail =
            |error: io::Error| -> Result<()> { guard(|| panic!("Couldn't write: {error:?}")) };
        let error = fail(full).unwrap_err();
        let Error::NotWritten { source } = error else { panic!("{error}") };
        assert_eq!(source.raw_os_error(), Some(28));
        let bug = catch_unwind(|| drop(fail(io::Error::other("no number"))));
        assert!(bug.is_err());
        assert_eq!(guard(|| Ok(1)).unwrap(), 1);
    }
}
