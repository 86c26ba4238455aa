//! One web page: the report on it, and the facts around the report.
//!
//! - `charset`: bytes → characters;
//! - `tidy`, `markup`, `elements`: markup that a parser can read in reasonable time;
//! - `style`, `sheet`: what is hidden, and how the rest looks;
//! - `tree`, `lines`: the page as nodes, and as the lines that a browser shows;
//! - `container`, `density`, `copies`, `main_text`: where the report is;
//! - `headline`, `title_shape`, `label_lines`, `metadata`, `scripts`: facts about the report;
//! - `references`, `cover`: frames, attached files and further pages, and pages that have nothing else;
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
mod cover;
mod references;
mod scripts;
mod style;
mod sheet;
mod tidy;
mod tree;
mod word_list;

pub(in crate::extract) use cover::is_annex;
pub(crate) use references::Reference;
pub use references::ReferenceKind;
use sheet::Sheet;
use tree::{Hidden, Page};

/// What was read of a page.
pub(in crate::extract) struct PageRead {
    /// The text of the page and the facts around it; the text is empty if there is none.
    pub(in crate::extract) extracted: Extracted,
    /// The headline that the page shows.
    pub(in crate::extract) headline: Option<String>,
    /// Why the page does not have the report; `None` if it has.
    pub(in crate::extract) missing: Option<Unreadable>,
    /// Whether it has links to further pages of its text.
    pub(in crate::extract) is_paged: bool,
}

impl PageRead {
    /// Returns a file that is no page.
    pub(in crate::extract) fn from_file(extracted: Extracted) -> Self {
        Self { extracted, headline: None, missing: None, is_paged: false }
    }
}

/// Returns the text of a page and the facts around it.
///
/// # Errors
///
/// Fails if no encoding fits the bytes.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<PageRead, Unreadable> {
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
) -> Result<PageRead, Unreadable> {
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
    let references = references::references(&page, &tidied.frames);
    let is_embedded = !tidied.frames.is_empty();
    let file = if found.has_files() || is_embedded {
        cover::file_of_report(&found, &references)
    } else {
        None
    };
    let missing = match file {
        Some(file) => Some(Unreadable::Attached { file }),
        None if found.is_empty(tidied.loads) => Some(Unreadable::NoContent),
        None => None,
    };
    let notes = match decoded.replaced {
        0 => Vec::new(),
        characters => vec![Note::Replaced { characters }],
    };
    let headline = found.headline().map(str::to_owned);
    let text = if missing.is_some() { String::new() } else { found.text() };
    let mut page = found.facts;
    page.title = page.title.map(|title| title_shape::without_site(&title).to_owned());
    page.meta.extend(scripts::facts(&decoded.text));
    let encoding = Some(decoded.encoding);
    let extracted = Extracted { encoding, page, notes, ..Extracted::from_text(format, text) };
    let is_paged = references.iter().any(|it| it.kind == ReferenceKind::Page);
    Ok(PageRead { extracted, headline, missing, is_paged })
}

/// Returns what a page, which declares `charset`, refers to that may belong to its report.
pub(in crate::extract) fn references(bytes: &[u8], charset: Option<&str>) -> Vec<Reference> {
    let Ok(decoded) = charset::decode_page(bytes, charset) else { return Vec::new() };
    let tidied = tidy::tidy(&decoded.text);
    let page = Page::parse(&tidied.html, &Sheet::default(), Hidden::In);
    references::references(&page, &tidied.frames)
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
