//! Files that are text: only what editors add, what exports leave and the marks of Markdown are
//! removed.
//!
//! - [`decode`], [`encoding`], `reading`: bytes → characters, whatever the encoding;
//! - [`leftovers`]: what exports of pages and databases leave in texts;
//! - [`markdown`]: Markdown → the text it shows;
//! - [`misread`]: text that a program read in the wrong encoding.
//!
//! Debris of extraction is left to [`parse::clean`](fn@crate::parse::clean), which sees the text
//! of every format.

use super::{Extracted, Format, Unreadable};
use crate::report::Note;

pub(crate) mod decode;
pub(crate) mod encoding;
mod leftovers;
mod markdown;
pub(crate) mod misread;
mod reading;

/// Returns the text of a file that is text; `name` says whether it is Markdown.
///
/// # Errors
///
/// Fails if the file is binary, fits no known encoding, or has no visible character.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    let decoded = decode::decode(bytes)?;
    if decoded.text.chars().all(|character| character.is_whitespace() || character.is_control()) {
        return Err(Unreadable::Blank);
    }
    let notes = match decoded.replaced {
        0 => Vec::new(),
        characters => vec![Note::Replaced { characters }],
    };
    let encoding = Some(decoded.encoding);
    let is_markdown = Format::from_name(name) == Some(Format::Markdown);
    let (text, format) = if is_markdown {
        (markdown::text(&decoded.text), Format::Markdown)
    } else {
        (leftovers::read(without_end_mark(decoded.text)), Format::Text)
    };
    Ok(Extracted { encoding, notes, ..Extracted::from_text(format, text) })
}

/// Returns `text` without the end-of-file marks (0x1A) of old editors.
fn without_end_mark(mut text: String) -> String {
    let kept = text.trim_end_matches('\u{1a}').len();
    text.truncate(kept);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_marks_of_old_editors_are_removed() {
        assert_eq!(without_end_mark("一、概况\n\u{1a}".to_owned()), "一、概况\n");
    }
}
