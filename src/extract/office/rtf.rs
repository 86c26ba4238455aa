//! Rich Text Format (version 1.9.1).
//!
//! As in docx, deleted and hidden text, field instructions, comments, headers and footers are left
//! out, the text of shapes comes once, and notes come at the end. Automatic numbers are stored as
//! text and are kept.

use self::reader::RtfReader;
use self::tokens::Tokens;
use crate::extract::{Extracted, Unreadable};

mod code_pages;
mod control_words;
mod reader;
mod tokens;
#[cfg(test)]
mod tests;

/// Returns the text of an RTF file.
///
/// # Errors
///
/// Fails if the file ends early or nests deeper than any report.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let start = bytes.iter().position(|&byte| byte == b'{').unwrap_or(0);
    let mut tokens = Tokens::new(bytes.split_at(start).1);
    let mut reader = RtfReader::new();
    while let Some(token) = tokens.next() {
        reader.take(token, &mut tokens)?;
        if reader.is_done() {
            break;
        }
    }
    if !reader.is_done() {
        return Err(Unreadable::Damaged("it ends early"));
    }
    // A brace that was damaged can end the outermost group in the middle of the text.
    let goes_on = |word: &[u8]| tokens.rest().windows(word.len()).any(|window| window == word);
    if goes_on(br"\par") || goes_on(br"\cell") {
        return Err(Unreadable::Damaged("its groups do not end where they should"));
    }
    Ok(reader.finish())
}
