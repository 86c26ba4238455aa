//! Cuts text at positions that the program has found itself.

use std::slice::SliceIndex;

/// Returns the bytes `range` of `text`.
///
/// For ranges that were found in the text: a wrong one is a bug, which must not pass as an empty
/// string.
///
/// # Panics
///
/// Panics if the range is outside the text or splits a character.
#[must_use]
pub fn cut(text: &str, range: impl SliceIndex<str, Output = str>) -> &str {
    text.get(range).expect("the range was found in this text")
}
