//! What stands on pages but is no text of the report: page numbers, running heads, watermarks.

use rustc_hash::FxHashMap;

use super::lines::{Kind, Line, most_common_size, whole};
use super::page::PageRead;

/// Page numbers and running heads stand in this share of the page's height from its edge.
const BAND: f32 = 0.14;

/// How many lines from the edge of a page are looked at: a running head has one or two.
const OUTERMOST: usize = 3;

/// On how many pages at least a line is repeated that is no text.
const FEWEST: usize = 3;

/// Takes large text that stands at the same place on most pages out of `pages`: a watermark.
pub(super) fn remove_watermarks(pages: &mut [PageRead]) {
    let runs = pages.iter().flat_map(|page| &page.runs);
    let body = most_common_size(runs.map(|run| (run.size, run.text.chars().count())));
    let large = |size: f32| size > 1.6 * body;
    let mut counts: FxHashMap<(String, i64, i64), usize> = FxHashMap::default();
    for page in &*pages {
        for run in page.runs.iter().filter(|run| large(run.size)) {
            *counts.entry((run.text.clone(), at(run.left), at(run.base))).or_default() += 1;
        }
    }
    let most = FEWEST.max(pages.len() * 3 / 5);
    for page in pages {
        page.runs.retain(|run| {
            let key = (run.text.clone(), at(run.left), at(run.base));
            !(large(run.size) && counts.get(&key).is_some_and(|&count| count >= most))
        });
    }
}

/// Returns a place as a number that is the same on every page that has the same thing there.
#[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
fn at(place: f32) -> i64 {
    (place / 4.0).round() as i64
}

/// Takes page numbers and running heads out of the lines of `pages`, of which `areas` tells the
/// left, bottom, right and top edges.
pub(super) fn remove(pages: &mut [Vec<Line>], areas: &[[f32; 4]]) {
    let numbers = numbers(pages, areas);
    let repeated = repeated(pages, areas);
    let count = pages.len();
    for (at, (lines, area)) in pages.iter_mut().zip(areas).enumerate() {
        let drop = |line: &Line| {
            line.kind == Kind::Words
                && in_band(line, area)
                && (numbers.is_number(line, at, count) || repeated.contains_key(&key_of(line)))
        };
        let head = lines.iter().take(OUTERMOST).take_while(|line| drop(line)).count();
        let foot = lines.iter().skip(head).rev().take(OUTERMOST).take_while(|line| drop(line));
        let foot = foot.count();
        lines.truncate(lines.len() - foot);
        lines.drain(..head);
    }
}

/// Returns whether a line stands near the upper or lower edge of its page.
fn in_band(line: &Line, area: &[f32; 4]) -> bool {
    let [_, bottom, _, top] = *area;
    let band = (top - bottom) * BAND;
    line.base > top - band || line.base < bottom + band
}

/// What makes a running head: its words, figures aside, and its height.
type Key = (String, i64);

/// Returns what `line` would be as a running head.
fn key_of(line: &Line) -> Key {
    let words = line.text.chars().filter(|character| !character.is_whitespace());
    let words = words.map(|word| if word.is_ascii_digit() { '#' } else { whole(word) });
    (words.collect(), at(line.base))
}

/// Returns the lines at the edges of pages that are repeated on most of them, or on most of the
/// odd or the even ones.
fn repeated(pages: &[Vec<Line>], areas: &[[f32; 4]]) -> FxHashMap<Key, usize> {
    let mut counts: FxHashMap<Key, usize> = FxHashMap::default();
    for (lines, area) in pages.iter().zip(areas) {
        let last = lines.len().saturating_sub(OUTERMOST).max(OUTERMOST);
        for line in lines.iter().take(OUTERMOST).chain(lines.iter().skip(last)) {
            if line.kind == Kind::Words && in_band(line, area) {
                *counts.entry(key_of(line)).or_default() += 1;
            }
        }
    }
    let fewest = FEWEST.max(pages.len() * 2 / 5);
    counts.retain(|_, count| *count >= fewest);
    counts
}

/// What the figures at the edges of the pages tell.
struct Numbers {
    /// What must be added to a page's place in the file to give its number, where most pages
    /// agree on it.
    shift: Option<i64>,
}

impl Numbers {
    /// Returns whether `line` is the number of the page at `at` of `count` pages.
    ///
    /// A bare figure must be in the sequence of the others; one with dashes or words is a page
    /// number by its form.
    fn is_number(&self, line: &Line, at: usize, count: usize) -> bool {
        let Some(number) = page_number(&line.text) else { return false };
        let place = i64::try_from(at).unwrap_or(i64::MAX);
        let is_bare = line.text.chars().all(|character| character.is_ascii_digit());
        !is_bare || count == 1 || self.shift == Some(number - place)
    }
}

/// Looks at the figures at the edges of pages.
fn numbers(pages: &[Vec<Line>], areas: &[[f32; 4]]) -> Numbers {
    let mut shifts: FxHashMap<i64, usize> = FxHashMap::default();
    for (at, (lines, area)) in pages.iter().zip(areas).enumerate() {
        let outer = lines.first().into_iter().chain(lines.last());
        for number in outer.filter(|line| in_band(line, area)).map(|line| page_number(&line.text)) {
            let place = i64::try_from(at).unwrap_or(i64::MAX);
            if let Some(number) = number {
                *shifts.entry(number - place).or_default() += 1;
            }
        }
    }
    let most = shifts.into_iter().max_by_key(|(shift, count)| (*count, -shift.abs()));
    Numbers { shift: most.filter(|(_, count)| *count > 1).map(|(shift, _)| shift) }
}

/// Returns the number that `line` is, where it can be that of a page: `3`, `— 3 —`, `第3页`,
/// `第 3 页 共 9 页`, `3/9`, `Page 3 of 9`.
pub(super) fn page_number(line: &str) -> Option<i64> {
    let is_frame = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '-' | '—' | '–' | '―' | '－' | '─' | '·' | '•' | '~' | '～' | '_' | '|' | '/'
            )
    };
    let inner: String = line
        .trim_matches(is_frame)
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '０'..='９' => {
                char::from_u32(u32::from(character) - 0xFF10 + 0x30).unwrap_or(character)
            }
            _ => whole(character).to_ascii_lowercase(),
        })
        .collect();
    let rest = inner.trim_start_matches(['第', '页', '共', '：', 'p', 'a', 'g', 'e', '.']);
    let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let number: i64 = rest.get(..digits).filter(|digits| digits.len() <= 4)?.parse().ok()?;
    let behind = rest.get(digits..)?;
    let rest =
        behind.trim_start_matches(['页', '/', '共', '，', ',', '／', 'o', 'f', '-', '—', '第']);
    let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let is_framed = rest.trim_start_matches('页').is_empty();
    // 2023-12 and 1—3 are no page numbers; 第3页-共9页 is.
    let is_range = behind.starts_with(['-', '—', ',', '，']) && !inner.starts_with('第');
    (is_framed && !is_range).then_some(number)
}
