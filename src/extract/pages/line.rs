//! Runs of text → lines, as a reader sees them.

use super::glyphs::GlyphRun;
use crate::extract::office::symbols::raised;

/// The kinds of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Words.
    Words,
    /// A table row, with its cells separated by tabs.
    Row,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLine {
    /// The index of its page.
    pub(super) page: usize,
    /// The index of its region on the page; a page without columns has one region.
    pub(super) region: usize,
    /// Its words, without blanks between Chinese characters.
    pub(super) text: String,
    /// The kind.
    pub(super) kind: LineKind,
    /// The left edge of its first word, in points.
    pub(super) left: f32,
    /// The right edge of its last word.
    pub(super) right: f32,
    /// Its baseline, counted upwards.
    pub(super) base: f32,
    /// The size of most of its characters.
    pub(super) size: f32,
}

/// The narrowest gap that separates columns, in characters.
const COLUMN_GAP: f32 = 1.8;

/// The narrowest gap that separates Latin words, in characters.
const WORD_GAP: f32 = 0.2;

/// The largest distance between baselines of runs on one line, in characters.
const SAME_LINE: f32 = 0.35;

/// The largest size of a raised or lowered mark, as a share of the text size.
const MARK_SIZE: f32 = 0.75;

/// Returns the lines of `runs`, from top to bottom.
pub(super) fn in_lines(page: usize, runs: Vec<&GlyphRun>) -> Vec<TextLine> {
    let body = most_common_size(runs.iter().map(|run| (run.size, run.text.chars().count())));
    let (mut main, marks): (Vec<&GlyphRun>, Vec<&GlyphRun>) =
        runs.into_iter().partition(|run| run.size >= body * MARK_SIZE);
    main.sort_by(|one, other| other.base.total_cmp(&one.base));
    let mut groups = grouped(main);
    let mut rest = Vec::new();
    for mark in marks {
        match groups.iter_mut().find(|group| stands_beside(mark, group)) {
            Some(group) => group.push(mark),
            None => rest.push(mark),
        }
    }
    rest.sort_by(|one, other| other.base.total_cmp(&one.base));
    groups.extend(grouped(rest));
    groups.into_iter().filter_map(|group| line_of(page, group)).collect()
}

/// Groups `runs`, sorted from top to bottom, by baseline. The baseline of a group is that of its
/// largest run so far.
pub(super) fn grouped(runs: Vec<&GlyphRun>) -> Vec<Vec<&GlyphRun>> {
    let mut groups: Vec<Vec<&GlyphRun>> = Vec::new();
    let mut largest: Option<&GlyphRun> = None;
    for run in runs {
        let shares_base = largest.is_some_and(|largest| {
            (largest.base - run.base).abs() < SAME_LINE * largest.size.max(run.size)
        });
        match groups.last_mut() {
            Some(group) if shares_base => {
                group.push(run);
                largest = largest.filter(|largest| largest.size >= run.size).or(Some(run));
            }
            _ => {
                groups.push(vec![run]);
                largest = Some(run);
            }
        }
    }
    groups
}

/// Returns whether `mark` is a raised or lowered mark on the line of `group`.
fn stands_beside(mark: &GlyphRun, group: &[&GlyphRun]) -> bool {
    // Nearly all groups are lines far away.
    if group.first().is_none_or(|first| (first.base - mark.base).abs() > 2.0 * first.size) {
        return false;
    }
    group.iter().any(|run| {
        let is_level = (run.base - mark.base).abs() < 0.6 * run.size;
        let gap = (mark.left - run.right).max(run.left - mark.right);
        is_level && gap < 0.5 * run.size
    })
}

/// Returns the size with the most characters, given pairs of a size and its characters.
pub(super) fn most_common_size(sizes: impl Iterator<Item = (f32, usize)>) -> f32 {
    // Sizes are counted in half points, up to 200 points.
    let mut counts = vec![0usize; 400];
    for (size, characters) in sizes {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes are positive and bounded here"
        )]
        let slot = (size * 2.0).round().clamp(0.0, 399.0) as usize;
        if let Some(count) = counts.get_mut(slot) {
            *count += characters;
        }
    }
    let most = counts.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - at));
    #[expect(clippy::cast_precision_loss, reason = "below 400")]
    most.map_or(0.0, |(at, _)| at as f32 / 2.0)
}

/// Returns the line of `runs`, `None` if they have no words.
fn line_of(page: usize, mut runs: Vec<&GlyphRun>) -> Option<TextLine> {
    runs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let size = most_common_size(runs.iter().map(|run| (run.size, run.text.chars().count())));
    let mut text = String::new();
    let mut last: Option<&GlyphRun> = None;
    for &run in &runs {
        if let Some(before) = last {
            if is_painted_twice(before, run) {
                continue;
            }
            let gap = run.left - before.right;
            if gap > COLUMN_GAP * size && !text.trim().is_empty() {
                text.push('\t');
            } else if gap > WORD_GAP * size {
                text.push(' ');
            }
        }
        if is_raised(run, size, &runs) {
            text.push_str(&raised(&run.text));
        } else {
            text.push_str(&run.text);
        }
        last = Some(run);
    }
    let blanks: f32 = text.chars().take_while(|blank| blank.is_whitespace()).map(blank_width).sum();
    let first = runs.iter().find(|run| !run.text.trim().is_empty())?;
    let right = runs.iter().map(|run| run.right).fold(f32::MIN, f32::max);
    // Blanks before the first word are an indent. There are no runs of blanks alone.
    let left = first.left + blanks * first.size;
    let text = tidy(&text);
    let has_words = !text.is_empty();
    let base = runs.iter().find(|run| run.size >= size * 0.95).map_or(first.base, |run| run.base);
    has_words.then_some(TextLine {
        page,
        region: 0,
        text,
        kind: LineKind::Words,
        left,
        right,
        base,
        size,
    })
}

/// Returns whether `run` is a mark above the base of the line of `runs`, whose text has `size`: the
/// reference of a note, or a power.
fn is_raised(run: &GlyphRun, size: f32, runs: &[&GlyphRun]) -> bool {
    run.size < MARK_SIZE * size
        && runs.iter().any(|it| it.size >= 0.95 * size && run.base > it.base + 0.15 * size)
}

/// Returns whether `run` is `before` painted again with a small offset, to look bold.
fn is_painted_twice(before: &GlyphRun, run: &GlyphRun) -> bool {
    before.text == run.text
        && (before.left - run.left).abs() < 0.2 * run.size
        && (before.base - run.base).abs() < 0.2 * run.size
}

/// Returns the width of a blank, in characters.
fn blank_width(blank: char) -> f32 {
    if matches!(blank, '\u{3000}' | '\u{2003}') { 1.0 } else { 0.5 }
}

/// Returns `text` without blanks, except those between two Latin words or numbers, and with one tab
/// for each gap between columns.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = None;
    for character in text.chars() {
        if character.is_whitespace() || character.is_control() {
            gap = if character == '\t' { Some('\t') } else { gap.or(Some(' ')) };
            continue;
        }
        match gap.take() {
            Some('\t') if !out.is_empty() => out.push('\t'),
            Some(_) if out.chars().next_back().is_some_and(is_narrow) && is_narrow(character) => {
                out.push(' ');
            }
            _ => {}
        }
        out.push(character);
    }
    out
}

/// Appends `next` to `text` within a paragraph.
pub(super) fn append(text: &mut String, next: &str) {
    let is_letter = |character: char| character.is_alphabetic() && is_narrow(character);
    if text.ends_with(is_letter) && next.starts_with(is_letter) {
        text.push(' ');
    }
    text.push_str(next);
}

/// Returns whether `character` belongs to a script with blanks between words.
fn is_narrow(character: char) -> bool {
    character < '\u{2010}' && character != '\u{b7}'
}
