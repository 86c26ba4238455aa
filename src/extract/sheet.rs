//! Spreadsheets: a row is a paragraph.

use super::{Extracted, Format, Unreadable};

/// Returns the text of the file that `bytes` are.
///
/// # Errors
///
/// Fails where the file is damaged.
pub fn read(_bytes: &[u8]) -> Result<Extracted, Unreadable> {
    Err(Unreadable::NotYet(Format::Xlsx))
}
