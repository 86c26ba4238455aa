//! Pages saved from the web: the report in them, and what the page says about it.
//!
//! - `charset`: bytes → characters;
//! - `tidy`, `elements`, `style`: markup that can be parsed in reasonable time;
//! - `tree`, `lines`: the page as nodes, and as the lines a browser would set;
//! - `container`, `density`: where the report stands;
//! - `headline`, `label_lines`, `metadata`: what is said about it;
//! - `boilerplate`: what is said about the page.
//!
//! The report is the body alone, with its headline: what is left out of it is told by rules that
//! take whole lines about it, never lines within it.

use crate::extract::{Extracted, Format, Unreadable};
use crate::report::Note;

mod main_text;
mod charset;
mod container;
mod density;
mod elements;
mod metadata;
mod headline;
mod label_lines;
mod lines;
mod boilerplate;
mod style;
mod tidy;
mod tree;
mod word_list;

use tree::{Hidden, Page};

/// Returns the text of the page that `bytes` are, with what the page says about it.
///
/// # Errors
///
/// Fails where no encoding fits the bytes, and where the page holds no text of its own.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    read_as(Format::Html, bytes, None, None)
}

/// Returns the text of a page that came in a file of `format`, with the character set and the
/// address that the file tells.
///
/// # Errors
///
/// Fails as [`read`] does.
pub(super) fn read_as(
    format: Format,
    bytes: &[u8],
    charset: Option<&str>,
    address: Option<&str>,
) -> Result<Extracted, Unreadable> {
    let decoded = charset::read(bytes, charset)?;
    let tidied = tidy::tidy(&decoded.text);
    let page = Page::parse(&tidied.html, Hidden::Out);
    let mut found = main_text::find(&page, metadata::of(&page, address));
    if tidied.hides && !found.is_sure {
        // Some pages show their text by a script, and were saved before it ran.
        let page = Page::parse(&tidied.html, Hidden::In);
        let whole = main_text::find(&page, metadata::of(&page, address));
        if whole.is_sure {
            found = whole;
        }
    }
    if found.is_empty(tidied.loads) {
        return Err(Unreadable::NoContent);
    }
    let notes = match decoded.replaced {
        0 => Vec::new(),
        characters => vec![Note::Replaced { characters }],
    };
    let encoding = Some(decoded.encoding);
    Ok(Extracted { text: found.text(), format, encoding, page: found.facts, notes })
}

#[cfg(test)]
mod tests;
