//! Runs of text → lines, as a reader sees them.

use super::glyphs::GlyphRun;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Words.
    Words,
    /// A row of a table, its cells parted by tabs.
    Row,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextLine {
    /// The page it stands on, counted from 0.
    pub(super) page: usize,
    /// Which of the regions of the page it stands in; there is one but for columns.
    pub(super) region: usize,
    /// Its words, without blanks between Chinese characters.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: LineKind,
    /// Where its first word begins, in points.
    pub(super) left: f32,
    /// Where its last word ends.
    pub(super) right: f32,
    /// Its baseline, counted upwards.
    pub(super) base: f32,
    /// The size of most of its characters.
    pub(super) size: f32,
}

/// A blank wider than this parts columns, in characters.
const COLUMN_GAP: f32 = 1.8;

/// A blank wider than this parts Latin words, in characters.
const WORD_GAP: f32 = 0.2;

/// Runs whose baselines differ by less than this stand on one line, in characters.
const SAME_LINE: f32 = 0.35;

/// Runs smaller than this share of the text are raised or lowered marks where they stand beside a
/// line.
const MARK_SIZE: f32 = 0.75;

/// Returns the lines that `runs` make, from top to bottom.
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

/// Returns the groups of `runs`, sorted from top to bottom, that share a baseline: that of the
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

/// Returns whether `mark` is a raised or lowered mark of the line that `group` is.
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

/// Returns the size that has most characters, of pairs of a size and its characters.
pub(super) fn most_common_size(sizes: impl Iterator<Item = (f32, usize)>) -> f32 {
    // Counted in half points; the rarest large type is kept in bounds.
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

/// Returns the line that `runs` make, `None` where they have no words.
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
        text.push_str(&run.text);
        last = Some(run);
    }
    let blanks: f32 = text.chars().take_while(|blank| blank.is_whitespace()).map(blank_width).sum();
    let first = runs.iter().find(|run| !run.text.trim().is_empty())?;
    let right = runs.iter().map(|run| run.right).fold(f32::MIN, f32::max);
    // Blanks painted before the first word are an indent; runs of blanks alone are not among runs.
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

/// Returns whether `run` is `before` painted again, a little aside, to look bold.
fn is_painted_twice(before: &GlyphRun, run: &GlyphRun) -> bool {
    before.text == run.text
        && (before.left - run.left).abs() < 0.2 * run.size
        && (before.base - run.base).abs() < 0.2 * run.size
}

/// Returns how wide a blank is, in characters.
fn blank_width(blank: char) -> f32 {
    if matches!(blank, '\u{3000}' | '\u{2003}') { 1.0 } else { 0.5 }
}

/// Returns `text` without blanks but those between two Latin words or figures, and with one tab
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

/// Adds `next` to `text` as what follows it in the same paragraph.
pub(super) fn append(text: &mut String, next: &str) {
    let is_letter = |character: char| character.is_alphabetic() && is_narrow(character);
    if text.ends_with(is_letter) && next.starts_with(is_letter) {
        text.push(' ');
    }
    text.push_str(next);
}

/// Returns whether `character` belongs to a script that sets words off by blanks.
fn is_narrow(character: char) -> bool {
    character < '\u{2010}' && character != '\u{b7}'
}
