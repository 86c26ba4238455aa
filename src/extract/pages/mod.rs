//! Fixed pages: glyphs with places → lines → paragraphs.
//!
//! - [`pdf`], [`ofd`]: the formats;
//! - `glyphs`: what a format's reader finds on one page;
//! - `even`: text that was recognised has one size;
//! - `line`, `columns`, `table`, `aligned`, `reading_order`: runs of glyphs → the lines of a page;
//! - `turn`: pages set sideways;
//! - `furniture`: page numbers, running heads and watermarks are removed;
//! - `verdict`: distinguishes text from scans, fonts without Unicode and garbage;
//! - `notes`: the notes at the foot of pages;
//! - `frame`, `line_text`, `paragraphs`: lines → paragraphs, across the ends of pages;
//! - `paged`: text that knows its pages.

use glyphs::PageGlyphs;
use line::TextLine;
use paged::Paged;
use verdict::Verdict;

use super::Unreadable;
use super::contents::lines_of_contents;
use crate::report::PageStarts;

mod aligned;
mod columns;
mod even;
mod frame;
mod furniture;
mod glyphs;
mod line;
mod line_text;
mod notes;
pub(super) mod ofd;
mod paged;
mod paragraphs;
pub(super) mod pdf;
mod reading_order;
mod table;
mod turn;
mod verdict;

/// The text of a file of fixed pages.
struct PagesText {
    /// Its paragraphs, each ended by a line feed.
    text: String,
    /// Where each page begins in it.
    starts: PageStarts,
    /// The pages that were not read, or only in part, counted from 1.
    without_text: Vec<usize>,
}

/// Returns the text of `pages`.
///
/// # Errors
///
/// Fails if no page has text: they are pictures, or their characters cannot be determined.
fn read_pages(mut pages: Vec<PageGlyphs>) -> Result<PagesText, Unreadable> {
    even::even_sizes(&mut pages);
    furniture::remove_watermarks(&mut pages);
    let areas: Vec<[f32; 4]> = pages.iter().map(|page| page.area).collect();
    let mut lines: Vec<Vec<TextLine>> =
        pages.iter().enumerate().map(|(at, page)| reading_order::lines(at, page)).collect();
    furniture::remove_page_furniture(&mut lines, &areas);
    remove_contents(&mut lines);
    let verdicts: Vec<Verdict> =
        pages.iter().zip(&lines).map(|(page, lines)| verdict::judge_page(page, lines)).collect();
    if !verdicts.contains(&Verdict::Text) {
        return Err(verdict::reason_for_file(&verdicts));
    }
    let mut without_text = Vec::new();
    for (at, ((page, lines), verdict)) in pages.iter().zip(&mut lines).zip(verdicts).enumerate() {
        if verdict == Verdict::Garbage || verdict == Verdict::NoUnicode {
            lines.clear();
        }
        if page.is_cut || !matches!(verdict, Verdict::Text | Verdict::Blank) {
            without_text.push(at + 1);
        }
    }
    let Paged { text, starts } = paragraphs::text(&lines, &areas);
    Ok(PagesText { text, starts, without_text })
}

/// Removes the table of contents from the lines of `pages`.
fn remove_contents(pages: &mut [Vec<TextLine>]) {
    let texts: Vec<&str> = pages.iter().flatten().map(|line| line.text.as_str()).collect();
    let mut belongs = lines_of_contents(&texts).into_iter();
    for lines in pages {
        lines.retain(|_| !belongs.next().unwrap_or(false));
    }
}
