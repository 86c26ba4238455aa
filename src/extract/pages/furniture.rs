//! What is printed on pages besides the report: page numbers, running heads, watermarks.

use rustc_hash::{FxHashMap, FxHashSet};

use super::glyphs::PageGlyphs;
use super::line::{LineKind, TextLine, most_common_size};
use super::line_text::is_stop;
use crate::text::{PageNumber, page_number, without_radical};

/// The share of the page height, from each edge, in which page numbers and running heads are.
const BAND: f32 = 0.14;

/// How many lines from the edge of a page are looked at: a running head has one or two.
const OUTERMOST: usize = 3;

/// The fewest pages on which a line is repeated that is not part of the report.
const FEWEST: usize = 3;

/// The fewest such pages for a line in smaller type than the text, or far from it.
const FEWEST_APART: usize = 2;

/// How far from the text such a line is, in characters.
const APART: f32 = 2.2;

/// Removes watermarks: large text at the same place on most pages.
pub(super) fn remove_watermarks(pages: &mut [PageGlyphs]) {
    let runs = pages.iter().flat_map(|page| &page.runs);
    let body = most_common_size(runs.map(|run| (run.size, run.text.chars().count())));
    let large = |size: f32| size > 1.6 * body;
    let mut counts: FxHashMap<(String, i64, i64), usize> = FxHashMap::default();
    for page in &*pages {
        for run in page.runs.iter().filter(|run| large(run.size)) {
            *counts.entry((run.text.clone(), rounded(run.left), rounded(run.base))).or_default() +=
                1;
        }
    }
    let most = FEWEST.max(pages.len() * 3 / 5);
    for page in pages {
        page.runs.retain(|run| {
            let key = (run.text.clone(), rounded(run.left), rounded(run.base));
            !(large(run.size) && counts.get(&key).is_some_and(|&count| count >= most))
        });
    }
}

/// Returns a coordinate, rounded so that it is the same on every page with the same thing there.
#[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
fn rounded(place: f32) -> i64 {
    (place / 4.0).round() as i64
}

/// Removes page numbers and running heads from the lines of `pages`; `areas` are the left, bottom,
/// right and top edges of each page.
pub(super) fn remove_page_furniture(pages: &mut [Vec<TextLine>], areas: &[[f32; 4]]) {
    let numbers = numbers(pages, areas);
    let repeated = repeated(pages, areas);
    let count = pages.len();
    for (at, (lines, area)) in pages.iter_mut().zip(areas).enumerate() {
        let drop = |line: &TextLine| {
            line.kind == LineKind::Words
                && in_band(line, area)
                && (numbers.is_number(line, at, count) || repeated.contains(&key_of(line)))
        };
        let head = lines.iter().take(OUTERMOST).take_while(|line| drop(line)).count();
        let foot = lines.iter().skip(head).rev().take(OUTERMOST).take_while(|line| drop(line));
        let foot = foot.count();
        lines.truncate(lines.len() - foot);
        lines.drain(..head);
    }
}

/// Returns whether a line is near the upper or lower edge of its page.
fn in_band(line: &TextLine, area: &[f32; 4]) -> bool {
    let [_, bottom, _, top] = *area;
    let band = (top - bottom) * BAND;
    line.base > top - band || line.base < bottom + band
}

/// The key of a running head: its words, with digits replaced, and its height on the page.
type Key = (String, i64);

/// Returns the key that `line` has as a running head.
fn key_of(line: &TextLine) -> Key {
    let words = line.text.chars().filter(|character| !character.is_whitespace());
    let words = words.map(|word| if word.is_ascii_digit() { '#' } else { without_radical(word) });
    (words.collect(), rounded(line.base))
}

/// Returns the lines at the edges of pages that are repeated on most pages, or on most of the odd
/// or the even ones.
fn repeated(pages: &[Vec<TextLine>], areas: &[[f32; 4]]) -> FxHashSet<Key> {
    let words = pages.iter().flatten().filter(|line| line.kind == LineKind::Words);
    let body = most_common_size(words.map(|line| (line.size, line.text.len())));
    let mut counts: FxHashMap<Key, (usize, bool)> = FxHashMap::default();
    for (lines, area) in pages.iter().zip(areas) {
        let last = lines.len().saturating_sub(OUTERMOST).max(OUTERMOST);
        let is_apart = |at: usize, line: &TextLine| {
            // Heads are above the text, and feet below it.
            let inward = if at < OUTERMOST { Some(at + 1) } else { at.checked_sub(1) };
            let next = inward.and_then(|at| lines.get(at));
            next.is_some_and(|next| (line.base - next.base).abs() > APART * line.size)
                && !line.text.ends_with(is_stop)
        };
        let edges = lines.iter().enumerate();
        for (at, line) in edges.filter(|(at, _)| *at < OUTERMOST || *at >= last) {
            if line.kind == LineKind::Words && in_band(line, area) {
                let (count, is_outside) = counts.entry(key_of(line)).or_insert((0, true));
                *count += 1;
                *is_outside &= line.size < body - 0.9 || is_apart(at, line);
            }
        }
    }
    let share = pages.len() * 2 / 5;
    let fewest = |is_outside: bool| if is_outside { FEWEST_APART } else { FEWEST }.max(share);
    let often = counts.into_iter().filter(|(_, (count, outside))| *count >= fewest(*outside));
    often.map(|(key, _)| key).collect()
}

/// The page numbers at the edges of the pages.
struct Numbers {
    /// The difference between the number of a page and its index in the file, if most pages agree
    /// on it.
    shift: Option<i64>,
}

impl Numbers {
    /// Returns whether `line` is the number of the page at index `at` of `count` pages.
    ///
    /// A bare number must fit the sequence of the others; a number with dashes or words is a page
    /// number by its form.
    fn is_number(&self, line: &TextLine, at: usize, count: usize) -> bool {
        match page_number(&line.text) {
            Some(PageNumber::Dressed(_)) => true,
            Some(number) => count == 1 || self.shift == Some(shift(number, at)),
            None => false,
        }
    }
}

/// Returns the difference between `number` and the index `at`.
fn shift(number: PageNumber, at: usize) -> i64 {
    i64::from(number.get()) - i64::try_from(at).unwrap_or(i64::MAX)
}

/// Finds the page numbers at the edges of pages.
fn numbers(pages: &[Vec<TextLine>], areas: &[[f32; 4]]) -> Numbers {
    let mut shifts: FxHashMap<i64, usize> = FxHashMap::default();
    for (at, (lines, area)) in pages.iter().zip(areas).enumerate() {
        let outer = lines.first().into_iter().chain(lines.last());
        let outer = outer.filter(|line| in_band(line, area));
        for number in outer.filter_map(|line| page_number(&line.text)) {
            *shifts.entry(shift(number, at)).or_default() += 1;
        }
    }
    let most = shifts.into_iter().max_by_key(|(shift, count)| (*count, -shift.abs()));
    Numbers { shift: most.filter(|(_, count)| *count > 1).map(|(shift, _)| shift) }
}
