//! The rows of a spreadsheet that a user keeps, such as a table of corrections.

use super::{Format, TableRow, Unreadable, check_size, office, unless_it_panics};

/// Returns the rows of the first sheet of a spreadsheet (xlsx); `None` if `bytes` may be a text.
///
/// # Errors
///
/// Fails if the file is something else, damaged, needs a password or is too large.
#[must_use]
pub fn spreadsheet_rows(bytes: &[u8]) -> Option<Result<Vec<TableRow>, Unreadable>> {
    match Format::from_bytes(bytes)? {
        Format::Text | Format::Markdown => None,
        Format::Xlsx => Some(
            check_size(bytes.len() as u64)
                .and_then(|()| unless_it_panics(|| office::sheet::first_sheet(bytes))),
        ),
        _ => Some(Err(Unreadable::OtherKind {
            what: "neither a text nor a spreadsheet in the new format",
            remedy: ": save it as csv or xlsx",
        })),
    }
}
