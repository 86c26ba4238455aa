//! Word before 2007 and Kingsoft WPS: compound files.

use super::{Extracted, Format, Unreadable};

/// Returns the text of the file that `bytes` are; `name` helps to name the format.
///
/// # Errors
///
/// Fails where the file is damaged.
pub fn read(_bytes: &[u8], _name: &str) -> Result<Extracted, Unreadable> {
    Err(Unreadable::NotYet(Format::Doc))
}
