//! Lines → paragraphs: joins lines that extraction broke within a sentence.
//!
//! There are two kinds of text. In *hard-wrapped* text every line ends where the line of the page
//! did; the width of the lines, indents and stops show where paragraphs end. In all other text a line
//! is a paragraph, except for a few that were broken by accident, as a missing stop shows. On text
//! extracted page by page from real reports the first rule finds every break and joins three of four
//! lines or better; on the reports themselves the second joins what is broken and nothing else.
//! Lines with tabs inside are rows of tables and are never joined. Radicals are read as the characters
//! they stand for.
//!
//! Text extracted from pages has page numbers between its lines. A number is removed only if it is
//! clearly that of a page: by its form and its position within a sentence, or by the sequence it
//! belongs to. A single figure can be anything.

mod hard_wrap;

use super::heading_number::heading_number;
use crate::report::PageStarts;
use crate::text::{PageNumber, cut, page_number, plain, starts_with_any};
use hard_wrap::{HardWrap, is_closing, is_stop};

/// A line of cleaned text that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLine {
    /// The byte of the text where it starts.
    pub(super) start: usize,
    /// The byte where it ends, without the line feed.
    pub(super) end: usize,
    /// The width of the blanks before it, in half characters.
    pub(super) indent: usize,
    /// Whether an empty line precedes it.
    pub(super) after_blank: bool,
    /// Its width before it was cleaned, with the blanks before it and within it.
    pub(super) width: LineWidth,
}

/// The width of a line as editors count it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LineWidth {
    /// In half characters: two for a Chinese character, one for a letter.
    pub(super) halves: usize,
    /// In characters.
    pub(super) characters: usize,
}

impl LineWidth {
    /// Returns the width of `text`.
    pub(super) fn of_text(text: &str) -> Self {
        let is_start = |byte: &u8| *byte < 0x80 || *byte >= 0xC0;
        let characters = text.bytes().filter(is_start).count();
        // Characters of three bytes or more are wide.
        let wide = text.bytes().filter(|byte| *byte >= 0xE0).count();
        Self { halves: characters + wide, characters }
    }
}

impl std::ops::AddAssign for LineWidth {
    fn add_assign(&mut self, other: Self) {
        self.halves += other.halves;
        self.characters += other.characters;
    }
}

/// A cleaned text and its lines, each ended by a line feed.
pub(super) struct Lines {
    pub(super) text: String,
    pub(super) places: Vec<TextLine>,
    /// Where pages begin in the text.
    pub(super) starts: PageStarts,
}

impl Lines {
    /// Returns where pages begin in the text `out`, which was made of these lines: each begins in it at
    /// its place in `places`, or was left out before that.
    fn starts_in(&self, out: &str, places: &[usize]) -> PageStarts {
        self.starts.moved(|at| {
            let behind = self.places.partition_point(|line| line.start <= at);
            let line = behind.saturating_sub(1);
            let start = self.places.get(line).map_or(0, |line| line.start);
            let place = places.get(line).copied().unwrap_or(0);
            (place + at.saturating_sub(start)).min(places.get(behind).copied().unwrap_or(out.len()))
        })
    }
}

/// Joining lines can show that more belong together; eight rounds are far more than any text needs.
const ROUNDS: usize = 8;

/// Joins the broken ones of `lines`.
pub(super) fn join_broken_lines(mut lines: Lines) -> Lines {
    for _ in 0..ROUNDS {
        let numbers = page_numbers(&lines.text, &lines.places);
        if !numbers.is_empty() {
            lines = without(&lines, &numbers);
        }
        let joins = broken(&lines.text, &lines.places);
        if joins.is_empty() {
            break;
        }
        lines = joined(&lines, &joins);
    }
    lines
}

/// The least number of lines of a figure alone that make a sequence of page numbers.
const SEQUENCE: usize = 3;

/// The least number of bytes between the numbers of two pages: 100 characters, a quarter of the
/// emptiest page. The numbers of a list are closer.
const LEAST_PAGE: usize = 300;

/// Returns the positions in `lines` of those that are page numbers.
///
/// A number with dashes or words is one if it splits a sentence, or if the candidate before or after
/// it has the adjacent number. Figures alone are page numbers if three or more rise by one with a page
/// between them, and half of them split sentences.
fn page_numbers(text: &str, lines: &[TextLine]) -> Vec<usize> {
    let words = |at: usize| lines.get(at).and_then(|line| text.get(line.start..line.end));
    let candidates: Vec<(usize, PageNumber)> =
        (0..lines.len()).filter_map(|at| Some((at, page_number(words(at)?)?))).collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let page = HardWrap::measure(text, lines);
    let splits = |at: usize| {
        let Some(before) = at.checked_sub(1) else { return false };
        let (Some(first), Some(second)) = (words(before), words(at + 1)) else { return false };
        let Some(line) = lines.get(at + 1) else { return false };
        // The blank lines around a page number are those of the page.
        let line = TextLine { after_blank: false, ..*line };
        let Some(first_line) = lines.get(before) else { return false };
        !first.ends_with(is_stop)
            && continues_on(page.as_ref(), (first, first_line), (second, &line))
    };
    let start = |at: usize| lines.get(at).map_or(0, |line| line.start);
    let mut found = Vec::new();
    let is_dressed = |number: PageNumber| matches!(number, PageNumber::Dressed(_));
    let follows = |one: &(usize, PageNumber), other: &(usize, PageNumber)| {
        let is_next = other.1.get() == one.1.get() + 1;
        is_next && is_dressed(one.1) == is_dressed(other.1)
    };
    for run in candidates.chunk_by(follows) {
        let is_spread = run.windows(2).all(|pair| match pair {
            [(one, _), (other, _)] => start(*other) - start(*one) >= LEAST_PAGE,
            _ => true,
        });
        let splitting = run.iter().filter(|(at, _)| splits(*at)).count();
        let dressed = run.first().is_some_and(|(_, number)| is_dressed(*number));
        let is_sequence = if dressed {
            is_spread && run.len() > 1
        } else {
            is_spread && run.len() >= SEQUENCE && splitting * 2 >= run.len()
        };
        found.extend(
            run.iter().map(|(at, _)| *at).filter(|&at| is_sequence || (dressed && splits(at))),
        );
    }
    found
}

/// Returns the text without the lines at `left_out`.
fn without(all: &Lines, left_out: &[usize]) -> Lines {
    let Lines { text, places: lines, .. } = all;
    let mut out = String::with_capacity(text.len());
    let mut kept = Vec::with_capacity(lines.len());
    let mut places = Vec::with_capacity(lines.len());
    let mut left_out = left_out.iter().peekable();
    let mut is_page_start = false;
    for (at, line) in lines.iter().enumerate() {
        places.push(out.len());
        if left_out.next_if_eq(&&at).is_some() {
            is_page_start = true;
            continue;
        }
        let start = out.len();
        out.push_str(cut(text, line.start..line.end));
        let after_blank = line.after_blank && !is_page_start;
        kept.push(TextLine { start, end: out.len(), after_blank, ..*line });
        out.push('\n');
        is_page_start = false;
    }
    let starts = all.starts_in(&out, &places);
    Lines { text: out, places: kept, starts }
}

/// Returns whether the line `second` continues the line `first`; each comes with its words.
fn continues_on(
    page: Option<&HardWrap>,
    first: (&str, &TextLine),
    second: (&str, &TextLine),
) -> bool {
    match page {
        Some(page) => page.continues(first, second),
        None => continues(first.0, second.0),
    }
}

/// Returns the positions in `lines` of those that continue the line before them.
fn broken(text: &str, lines: &[TextLine]) -> Vec<usize> {
    let text = &*plain(text);
    let page = HardWrap::measure(text, lines);
    let mut joins = Vec::new();
    for (at, pair) in lines.windows(2).enumerate() {
        let [before, line] = pair else { continue };
        let (Some(first), Some(second)) =
            (text.get(before.start..before.end), text.get(line.start..line.end))
        else {
            continue;
        };
        if first.contains('\t') || second.contains('\t') {
            continue;
        }
        if continues_on(page.as_ref(), (first, before), (second, line)) {
            joins.push(at + 1);
        }
    }
    joins
}

/// Returns the text with the lines at `joins` joined to those before them.
fn joined(all: &Lines, joins: &[usize]) -> Lines {
    let Lines { text, places: lines, .. } = all;
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(lines.len());
    let mut kept: Vec<TextLine> = Vec::with_capacity(lines.len());
    let mut joins = joins.iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        let words = cut(text, line.start..line.end);
        let continues = joins.next_if_eq(&&at).is_some();
        if continues {
            out.pop();
            let is_letter = |character: char| character.is_ascii_alphabetic();
            if out.ends_with(is_letter) && words.starts_with(is_letter) {
                out.push(' ');
            }
        }
        let start = out.len();
        places.push(start);
        out.push_str(words);
        let end = out.len();
        out.push('\n');
        match kept.last_mut() {
            Some(last) if continues => {
                last.end = end;
                last.width += line.width;
            }
            _ => {
                let width = line.width;
                kept.push(TextLine { start, end, indent: 0, after_blank: false, width });
            }
        }
    }
    let starts = all.starts_in(&out, &places);
    Lines { text: out, places: kept, starts }
}

/// Returns whether `line` continues the sentence of `before`, in text that is not hard-wrapped.
fn continues(before: &str, line: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    if line.starts_with(is_closing) {
        return !is_stop(last);
    }
    let (wanted, open) = match last {
        '、' | '，' | ',' | '“' | '（' | '《' | '〔' => (20, true),
        last if last.is_alphanumeric() => (25, false),
        _ => return false,
    };
    // Three bytes a character; a line of fewer bytes cannot have enough of them.
    if before.len() < wanted || before.chars().take(wanted).count() < wanted {
        return false;
    }
    let is_prose = |text: &str| text.contains(['，', '。', '；', '、', ',']);
    let fits = is_prose(before) && (open || is_prose(line));
    fits && !(begins_paragraph(line) || (!open && is_heading(before)))
}

/// Returns whether `line` is a heading by itself: numbered, of one sentence, and not too long.
fn is_heading(line: &str) -> bool {
    // 60 characters: longer headings of their own are hardly ever met.
    heading_number(line).is_some() && !line.contains(['。', '；']) && line.chars().count() <= 60
}

/// Returns whether `line` begins as paragraphs do and continued sentences hardly ever do.
fn begins_paragraph(line: &str) -> bool {
    let openers =
        "首先 其次 再次 最后 此外 另外 下一步 今后 特此 附件 附： 现将 第一， 第二， 第三，";
    let mut characters = line.chars();
    let (first, second) = (characters.next(), characters.next());
    let counted =
        second == Some('是') && first.is_some_and(|first| "一二三四五六七八九十".contains(first));
    let year = line.split_once('年').map_or("", |(year, _)| year);
    let dated = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    counted || dated || heading_number(line).is_some() || starts_with_any(line, openers)
}

#[cfg(test)]
mod tests;
