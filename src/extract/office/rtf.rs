//! Rich Text Format (version 1.9.1).
//!
//! As in docx, deleted and hidden text, field instructions, comments, headers and footers are left
//! out, and so is the table of contents; the text of shapes comes once, and a note comes after its
//! paragraph. Automatic numbers are stored as text and are kept.

use self::reader::RtfReader;
use self::tokens::Tokens;
use crate::extract::{Extracted, Unreadable};
use crate::report::Note;

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
/// Fails if the file ends before its text or nests deeper than any report. Of a file that ends in its
/// text, what there is is read, and a note says so.
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
        let mut extracted = reader.finish();
        if extracted.text.trim().is_empty() {
            return Err(Unreadable::Damaged("it ends early"));
        }
        extracted.notes.push(Note::Damaged);
        return Ok(extracted);
    }
    // A brace that was damaged can end the outermost group in the middle of the text.
    let goes_on = |word: &[u8]| tokens.rest().windows(word.len()).any(|window| window == word);
    if goes_on(br"\par") || goes_on(br"\cell") {
        return Err(Unreadable::Damaged("its groups do not end where they should"));
    }
    Ok(reader.finish())
}
