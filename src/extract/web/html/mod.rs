//! One web page: the report on it, and the facts around the report.
//!
//! - `charset`: bytes → characters;
//! - `tidy`, `markup`, `elements`: markup that a parser can read in reasonable time;
//! - `style`, `sheet`: what is hidden, and how the rest looks;
//! - `tree`, `lines`: the page as nodes, and as the lines that a browser shows;
//! - `container`, `density`, `copies`, `main_text`: where the report is;
//! - `headline`, `title_shape`, `label_lines`, `metadata`, `scripts`: facts about the report;
//! - `boilerplate`: lines about the page;
//! - `word_list`: lists of words as data.
//!
//! The report is its headline and body. Rules remove whole lines around the body, never lines
//! inside it.

use crate::extract::{Extracted, Format, Unreadable};
use crate::report::Note;

mod main_text;
mod markup;
mod charset;
mod container;
mod copies;
mod density;
mod elements;
mod metadata;
mod headline;
mod title_shape;
mod label_lines;
mod lines;
mod boilerplate;
mod scripts;
mod style;
mod sheet;
mod tidy;
mod tree;
mod word_list;

use sheet::Sheet;
use tree::{Hidden, Page};

/// Returns the text of a page and the facts around it.
///
/// # Errors
///
/// Fails if no encoding fits the bytes, or if the page has no text of its own.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    read_as(Format::Html, bytes, None, None)
}

/// Returns the text of a page from a file of `format`, which declares `charset` and `address`.
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
    let decoded = charset::decode_page(bytes, charset)?;
    let tidied = tidy::tidy(&decoded.text);
    let sheet = Sheet::parse(&tidied.sheets);
    let page = Page::parse(&tidied.html, &sheet, Hidden::Out);
    let mut found = main_text::find_report(&page, metadata::facts_in_head(&page, address));
    if page.hides && !found.is_in_container() {
        // Some pages show their text with a script, and were saved before it ran.
        let page = Page::parse(&tidied.html, &sheet, Hidden::In);
        let whole = main_text::find_report(&page, metadata::facts_in_head(&page, address));
        if whole.is_better_than(&found) {
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
    found.facts.meta.extend(scripts::facts(&decoded.text));
    let encoding = Some(decoded.encoding);
    Ok(Extracted { text: found.text(), format, encoding, page: found.facts, notes })
}

/// Returns all text of a page that declares `charset`, with nothing taken for its surroundings: the
/// page is a part of another document.
///
/// # Errors
///
/// Fails if no encoding fits the bytes.
pub(in crate::extract) fn read_whole(
    bytes: &[u8],
    charset: Option<&str>,
) -> Result<Extracted, Unreadable> {
    let decoded = charset::decode_page(bytes, charset)?;
    let tidied = tidy::tidy(&decoded.text);
    let page = Page::parse(&tidied.html, &Sheet::parse(&tidied.sheets), Hidden::Out);
    let lines = lines::lines(&page, 0..page.nodes.len());
    let text = lines.into_iter().map(|line| line.text + "\n").collect();
    Ok(Extracted::from_text(Format::Html, text))
}

#[cfg(test)]
mod tests;
