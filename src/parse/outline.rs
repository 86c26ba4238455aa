//! Body → sections: the text under each heading, with the path of headings down to it.
//!
//! A heading is a paragraph that begins with a number in one of the forms of `heading_number`. It can
//! run into its paragraph (（一）学法。一是…): then its text ends before the first stop, and the stop
//! belongs to neither. A "heading" of more than 40 characters is a numbered sentence. It opens a
//! section too; the path shows its first clause and …. 一是 … 二是 … are sentences and open no section,
//! even at the start of a paragraph: they belong to the text of the heading above them.
//!
//! A paragraph with the cells of a table (tabs inside) is a row and not a heading. Radicals are read
//! as the characters they stand for, in the paths too.
//!
//! Forms nest in the order in which they occur, normally 一、 › （一） › 1. › （1） › ①. Numbers jump and
//! change their form by mistake (一、 二、 then 3、), so a number in a form that is not open continues
//! the open level whose turn it is, if the heading looks like those there.
//!
//! If a report has no number of the first rank, a short line that names a statutory part and nothing
//! else (存在的问题) is a heading too. If it has no heading at all, paragraphs that open with 下一步 or
//! name shortcomings begin sections without a path, so that their part is known.

use std::ops::Range;

use super::heading_number::{HeadingNumber, NumberStyle, heading_number};
use super::part::{TopParts, part_below, part_of_opening, part_of_words};
use crate::report::{Part, Section};
use crate::text::{cut, plain};

/// The longest heading that a path shows whole, in characters; see the module.
const LONGEST_HEADING: usize = 40;
/// The least length of a clause that a path shows for a numbered sentence, in characters.
const SHORTEST_CLAUSE: usize = 6;
/// The most headings of a path. There are seven forms; reports nest five of them. What goes deeper
/// takes the place of the last, so that the paths of a file that nests without end stay short.
const DEEPEST: usize = 10;
/// The longest line that can be a heading without a number, in bytes: 30 characters.
const LONGEST_BARE: usize = 90;

/// Returns the sections of `body`, a cleaned text with its title at the bytes `title` (empty if it
/// has none).
///
/// There is at least one. The first starts at 0, each starts where the one before it ends, and the
/// last ends with the body. The section before the first heading has an empty path and the title as
/// its heading, and belongs to [`Part::Other`].
pub(super) fn outline(body: &str, title: Range<usize>) -> Vec<Section> {
    let body = &*plain(body);
    let headings = headings(body, &title);
    let Some(first) = headings.first() else { return sections_by_openings(body, &title) };
    let mut sections = Vec::with_capacity(headings.len() + 1);
    if first.start > 0 {
        sections.push(preamble(0..first.start, &title));
    }
    let mut open: Vec<Open> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut parts = TopParts::default();
    let later = next_of_same_style(&headings);
    for (at, heading) in headings.iter().enumerate() {
        let depth = depth(&open, heading, later.get(at).copied().flatten(), headings.get(at + 1));
        let depth = depth.min(DEEPEST - 1);
        open.truncate(depth);
        path.truncate(depth);
        let words = cut(body, heading.words.clone());
        let part = match open.last() {
            None => parts.next(words),
            Some(above) if above.part == Part::Other && above.is_chapter() => parts.next(words),
            Some(above) => part_below(words, above.part),
        };
        let shown = cut(body, heading.start..heading.words.end);
        path.push(if heading.is_cut { format!("{shown}…") } else { shown.to_owned() });
        open.push(Open { marker: heading.marker, stands_alone: heading.stands_alone, part });
        let end = headings.get(at + 1).map_or(body.len(), |next| next.start);
        sections.push(Section {
            heading_path: path.clone(),
            part,
            text: heading.start..end,
            heading: heading.start..heading.words.end,
        });
    }
    sections
}

/// A heading in the body.
#[derive(Clone, Debug)]
struct Heading {
    /// The byte where its paragraph starts.
    start: usize,
    /// Its number; `None` for a line that is a heading by its words.
    marker: Option<HeadingNumber>,
    /// The bytes of its words, without number and stop.
    words: Range<usize>,
    /// Whether its words continue beyond what is shown.
    is_cut: bool,
    /// Whether it is a paragraph of its own, with nothing after it.
    stands_alone: bool,
}

/// A heading whose section has not ended yet.
struct Open {
    marker: Option<HeadingNumber>,
    stands_alone: bool,
    part: Part,
}

impl Open {
    /// Returns whether `number` is the one after this heading's.
    fn is_followed_by(&self, number: u32) -> bool {
        self.marker.is_some_and(|marker| marker.number + 1 == number)
    }

    /// Returns whether this is a chapter or one of its divisions.
    fn is_chapter(&self) -> bool {
        self.marker.is_some_and(|marker| marker.style <= NumberStyle::Division)
    }
}

/// Returns the headings of `body` in order, without those in `title` and in a table of contents.
fn headings(body: &str, title: &Range<usize>) -> Vec<Heading> {
    let mut numbered = Vec::new();
    let mut contents = None;
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let paragraph = line.trim_end_matches('\n');
        if title.contains(&at) {
            continue;
        }
        let numbered_words = heading_number(paragraph).filter(|_| !paragraph.contains('\t'));
        if let Some(marker) = numbered_words {
            if !is_entry_of_contents(paragraph) {
                numbered.push(heading(paragraph, at, marker));
            }
        } else if matches!(paragraph, "目录" | "目次") {
            contents = Some(numbered.len());
        }
    }
    if let Some(contents) = contents {
        leave_out_contents(&mut numbered, contents, body);
    }
    let is_top = |heading: &Heading| {
        heading.marker.is_some_and(|marker| marker.style <= NumberStyle::Chinese)
    };
    if !numbered.iter().any(is_top) {
        numbered.extend(bare_headings(body, title));
        numbered.sort_by_key(|heading| heading.start);
    }
    numbered
}

/// Returns the heading that `paragraph` is or begins with; it starts at byte `at` with `marker`.
fn heading(paragraph: &str, at: usize, marker: HeadingNumber) -> Heading {
    let (_, rest) = paragraph.split_at(marker.length);
    // A stop is looked for only as far as a heading can reach.
    let limit = rest.char_indices().nth(LONGEST_HEADING + 1).map_or(rest.len(), |(end, _)| end);
    let near = rest.get(..limit).unwrap_or(rest);
    let stop = near.find(['。', '；', '：', '！', '？', ';', ':', '!', '?']);
    let (length, is_cut) = match stop {
        Some(stop) => (stop, false),
        None if near.len() == rest.len() => (rest.len(), false),
        None => (clause(near), true),
    };
    let (_, after) = rest.split_at(length);
    let stands_alone = !is_cut && matches!(after, "" | "：" | ":");
    let start = at + marker.length;
    let words = start..start + length;
    Heading { start: at, marker: Some(marker), words, is_cut, stands_alone }
}

/// Returns the length in bytes of the first clause of `sentence` that is long enough to be shown, or
/// of its first 40 characters.
fn clause(sentence: &str) -> usize {
    let mut characters = sentence.char_indices();
    let comma = characters.find(|(at, character)| {
        matches!(character, '，' | ',') && *at >= SHORTEST_CLAUSE * '一'.len_utf8()
    });
    let longest = sentence.char_indices().nth(LONGEST_HEADING);
    comma.or(longest).map_or(sentence.len(), |(at, _)| at)
}

/// Returns whether `paragraph` is a line of a table of contents: it ends in dots and a page number.
fn is_entry_of_contents(paragraph: &str) -> bool {
    let title = paragraph.trim_end_matches(|character: char| character.is_ascii_digit());
    let dotted = ["..", "……", "··", "．．", "--", "——"];
    title.len() < paragraph.len() && dotted.iter().any(|dots| title.ends_with(dots))
}

/// Removes the headings of a table of contents that begins with the heading at `first`: those before
/// the first of them comes again.
fn leave_out_contents(headings: &mut Vec<Heading>, first: usize, body: &str) {
    let words = |heading: &Heading| {
        let words = cut(body, heading.words.clone());
        words.trim_end_matches(|character: char| character.is_ascii_digit())
    };
    let Some(opening) = headings.get(first).map(words) else { return };
    let again = headings.iter().skip(first + 1).position(|heading| words(heading) == opening);
    if let Some(again) = again {
        headings.drain(first..=first + again);
    }
}

/// Returns the lines of `body` that are headings by their words alone.
fn bare_headings<'a>(body: &'a str, title: &'a Range<usize>) -> impl Iterator<Item = Heading> + 'a {
    let mut start = 0;
    body.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let words = line.trim_end_matches('\n').trim_end_matches(['：', ':']);
        if title.contains(&at) || !is_bare_heading(words) {
            return None;
        }
        let words = at..at + words.len();
        Some(Heading { start: at, marker: None, words, is_cut: false, stands_alone: true })
    })
}

/// Returns whether `line` is a heading by its words alone: short, without a stop, naming a part, and
/// not the title of a report.
fn is_bare_heading(line: &str) -> bool {
    let is_title = ["报告", "总结", "汇报", "通知", "方案", "计划", "局", "委员会", "政府"]
        .iter()
        .any(|ending| line.ends_with(ending));
    line.len() <= LONGEST_BARE
        && !is_title
        && !line.contains(['。', '；', '：', '，', '！', '？', ',', ';', ':', '%', '\t'])
        && heading_number(line).is_none()
        && part_of_words(line).is_some_and(|part| part != Part::Other)
}

/// Returns for each heading the number of the next one in the same form.
fn next_of_same_style(headings: &[Heading]) -> Vec<Option<u32>> {
    let mut last: [Option<u32>; 7] = [None; 7];
    let mut later = vec![None; headings.len()];
    for (heading, slot) in headings.iter().zip(&mut later).rev() {
        let Some(marker) = heading.marker else { continue };
        if let Some(number) = last.get_mut(marker.style as usize) {
            *slot = number.replace(marker.number);
        }
    }
    later
}

/// Returns the number of `open` headings that `heading` is below. `later` is the number of the next
/// heading in the same form, `next` the heading that follows.
///
/// In this order: it continues the innermost open list in its form whose next number it has; it jumps
/// or restarts within an open list in its form; it has the next number of a list in another form; it
/// begins a list.
fn depth(open: &[Open], heading: &Heading, later: Option<u32>, next: Option<&Heading>) -> usize {
    let Some(HeadingNumber { style, number, .. }) = heading.marker else { return 0 };
    let is_same = |level: &Open| level.marker.is_some_and(|marker| marker.style == style);
    let is_alike = |level: &Open| level.stands_alone == heading.stands_alone;
    let due = |level: &Open| level.is_followed_by(number);

    let continued = open.iter().rposition(|level| is_same(level) && due(level) && is_alike(level));
    let continued = continued.or_else(|| open.iter().rposition(|it| is_same(it) && due(it)));
    if let Some(level) = continued {
        return level;
    }
    // It is the turn of another level; the form is wrong.
    let takes_turn = |level: &Open| !is_same(level) && due(level) && is_alike(level);
    if let Some(level) = open.iter().rposition(is_same) {
        let own = open.get(level).and_then(|level| level.marker).map_or(0, |own| own.number);
        if number > 1 && later == Some(own + 1) {
            return open.iter().rposition(takes_turn).unwrap_or(level);
        }
        let restarts_below = number == 1 && level + 1 < open.len();
        return if restarts_below { open.len() } else { level };
    }
    if number > 1
        && let Some(deepest) = open.iter().rposition(takes_turn)
    {
        let outermost = open.iter().position(takes_turn).unwrap_or(deepest);
        let begins_list = next.and_then(|next| next.marker).is_some_and(|next| next.number == 1);
        return if begins_list && heading.stands_alone { outermost } else { deepest };
    }
    let below_last = open.last().is_some_and(|last| last.stands_alone);
    if number == 1 && below_last && style > NumberStyle::Chinese {
        return open.len();
    }
    let is_above = |level: &Open| level.marker.is_none_or(|marker| marker.style < style);
    open.iter().take_while(|level| is_above(level)).count()
}

/// Returns the section at the bytes `text`, which are below no heading.
fn preamble(text: Range<usize>, title: &Range<usize>) -> Section {
    let has_title = title.start < title.end && title.end <= text.end && text.start <= title.start;
    let heading = if has_title { title.clone() } else { text.start..text.start };
    Section { heading_path: Vec::new(), part: Part::Other, text, heading }
}

/// Returns the sections of a `body` without headings: a new one begins with each paragraph whose
/// opening gives another part.
fn sections_by_openings(body: &str, title: &Range<usize>) -> Vec<Section> {
    let mut sections = vec![preamble(0..body.len(), title)];
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let opening = if title.contains(&at) { None } else { part_of_opening(line) };
        let Some(current) = sections.last_mut() else { break };
        let Some(part) = opening.filter(|part| *part != current.part) else { continue };
        if at == 0 {
            current.part = part;
            continue;
        }
        current.text.end = at;
        sections.push(Section { part, ..preamble(at..body.len(), &(0..0)) });
    }
    sections
}

#[cfg(test)]
mod tests;
