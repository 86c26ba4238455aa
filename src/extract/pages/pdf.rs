//! PDF.
//!
//! - `limits`: refuses files that would cost too much to read;
//! - `nesting`, `inflate`, `character_map`, `masked`: what they cost, part by part;
//! - `page`: the runs of text and the rules of one page, read by `unpdf` within our limits;
//! - `rules`: the lines drawn on a page.
//!
//! `unpdf` provides the runs. Its own text is not used, since it merges Chinese paragraphs.

use unpdf::parser::backend::{PageId, PdfBackend, RawBackend};

use self::inflate::MOST_EXPANDED;
use super::glyphs::PageGlyphs;
use super::line::tidy;
use crate::extract::garbage::is_garbage;
use crate::extract::{Extracted, Format, Unreadable};
use crate::report::Note;
use crate::text::is_han;
mod character_map;
mod inflate;
mod limits;
mod masked;
mod nesting;
mod page;
mod rules;

/// The cost of a page without content, in bytes: its objects and tables take as much.
const LEAST_PAGE: usize = 4096;

/// The cost of a run of text, in bytes: some programs set each character by itself.
const RUN: usize = 64;

/// Returns the text of a PDF.
///
/// Page numbers, running heads, watermarks, bookmarks, annotations and form fields are left out.
/// Table rows are lines, with their cells separated by tabs. Radicals stay as they are.
///
/// # Errors
///
/// Fails if the file is damaged, encrypted, expands to more than any report, or has no page with
/// text: a scan, or fonts without Unicode. If only some pages have no text, the others are read,
/// and a note lists those pages.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    // Bytes before the header shift every offset in the file.
    let start = bytes.windows(5).take(4096).position(|window| window == b"%PDF-").unwrap_or(0);
    let (_, bytes) = bytes.split_at(start);
    let sizes = limits::check(bytes)?;
    let file = RawBackend::load_bytes(bytes).map_err(|error| reason(&error))?;
    let ids: Vec<PageId> = file.pages().into_values().collect();
    if ids.is_empty() {
        return Err(Unreadable::Damaged("it has no pages"));
    }
    let mut pages = Vec::with_capacity(ids.len());
    let mut spent = 0usize;
    for id in ids {
        let content = sizes.content_of(id);
        let is_huge = content.bytes > page::MOST_CONTENT;
        let cost = if is_huge { 0 } else { content.bytes };
        spent = spent.saturating_add(cost.max(LEAST_PAGE));
        if spent > MOST_EXPANDED {
            return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
        }
        let cut = PageGlyphs { is_cut: true, ..Default::default() };
        let mut read = if is_huge { cut } else { page::read(&file, id).unwrap_or(cut) };
        read.is_cut |= content.is_broken;
        spent = spent.saturating_add(read.runs.len().saturating_mul(RUN));
        pages.push(read);
    }
    let read = super::read_pages(pages)?;
    let mut extracted = Extracted::from_text(Format::Pdf, read.text);
    // Of pages that cannot be found, nobody knows how many they are.
    if !file.integrity().pages_incomplete() {
        extracted.page_starts = read.starts;
    }
    if !read.without_text.is_empty() {
        extracted.notes.push(Note::PagesWithoutText { pages: read.without_text });
    }
    extracted.notes.extend(breaks_off(bytes).then_some(Note::Damaged));
    extracted.page.title = file.metadata().title.and_then(|title| document_title(&title));
    Ok(extracted)
}

/// How many bytes at the end of a file are searched for its end marks. The standard asks for the last
/// 1,024; some servers add a few more.
const TAIL: usize = 4096;

/// Returns whether a file has neither of the marks at its end, so that pages may be missing.
fn breaks_off(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or(bytes);
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|window| window == mark);
    !has(b"startxref") && !has(b"%%EOF")
}

/// Translates an error of `unpdf` about the file as a whole.
fn reason(error: &unpdf::Error) -> Unreadable {
    match error {
        unpdf::Error::Encrypted | unpdf::Error::InvalidPassword => Unreadable::Locked,
        unpdf::Error::UnsupportedVersion(_) => Unreadable::Damaged("its encryption is unknown"),
        _ => Unreadable::Damaged("its objects cannot be found"),
    }
}

/// Returns the title in the properties of a document if a person wrote it: programs put their own
/// name, the file name or 文档1 there.
fn document_title(title: &str) -> Option<String> {
    let title = tidy(title);
    let lower = title.to_lowercase();
    let endings = [".doc", ".docx", ".wps", ".pdf", ".txt", ".xls", ".xlsx", ".indd", ".ofd"];
    let is_file = endings.iter().any(|ending| lower.ends_with(ending))
        || lower.starts_with("microsoft")
        || title.contains(['\\', '/']);
    let defaults = ["文档", "文字文稿", "演示文稿", "幻灯片", "工作簿", "未命名", "无标题", "新建"];
    let is_default = defaults.iter().any(|default| title.starts_with(default));
    let hanzi = title.chars().filter(|&character| is_han(character)).count();
    // 120 characters: the longest titles have some 60.
    let fits = hanzi >= 4 && title.chars().count() <= 120;
    (fits && !is_file && !is_default && !is_garbage(title.chars())).then_some(title)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod test_writer;
