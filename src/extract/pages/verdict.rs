//! Whether pages contain text, for each page and for the whole file.
//!
//! The pages of a scan are pictures. A font without a map to Unicode leaves glyphs without
//! characters, or gives characters that are not text. A report with a scanned annex is read, and a
//! note lists its pages without text.

use super::glyphs::PageGlyphs;
use super::line::TextLine;
use crate::extract::Unreadable;
use crate::extract::garbage::is_garbage;

/// What a page contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Text.
    Text,
    /// Nothing, or only drawings.
    Blank,
    /// A picture.
    Picture,
    /// Glyphs whose characters cannot be determined.
    NoUnicode,
    /// Characters that are not text.
    Garbage,
    /// It is damaged, or has more than any page of a report.
    Cut,
}

/// The fewest characters of text on a page that a picture covers: scans have page numbers or
/// stamps.
const FEWEST_ON_PICTURE: usize = 30;

/// The share of a page that a picture of the whole page covers at least.
const COVERED: f32 = 0.5;

/// Judges a page; `lines` are its lines without page numbers and running heads.
pub(super) fn judge_page(read: &PageGlyphs, lines: &[TextLine]) -> Verdict {
    let text = || lines.iter().flat_map(|line| line.text.chars());
    let characters = text().filter(|character| !character.is_whitespace()).count();
    let is_covered = read.pictures >= COVERED;
    let unread = read.unread;
    if characters == 0 || (is_covered && characters < FEWEST_ON_PICTURE) {
        return match () {
            () if unread > 0 => Verdict::NoUnicode,
            () if is_covered => Verdict::Picture,
            () if read.is_cut => Verdict::Cut,
            () if characters > 0 => Verdict::Text,
            () => Verdict::Blank,
        };
    }
    if is_garbage(text()) {
        return if unread > 0 { Verdict::NoUnicode } else { Verdict::Garbage };
    }
    // If half of the strings are lost, the rest is numbers and Latin words between the lost ones.
    if unread > read.runs.len() { Verdict::NoUnicode } else { Verdict::Text }
}

/// Returns why a file without a page of text cannot be read.
pub(super) fn reason_for_file(pages: &[Verdict]) -> Unreadable {
    let has = |wanted: Verdict| pages.contains(&wanted);
    if has(Verdict::NoUnicode) {
        Unreadable::NoUnicode
    } else if has(Verdict::Garbage) {
        Unreadable::Garbage
    } else if has(Verdict::Picture) {
        Unreadable::Scan
    } else if has(Verdict::Cut) {
        Unreadable::Damaged("the content of its pages cannot be read")
    } else {
        Unreadable::Blank
    }
}
