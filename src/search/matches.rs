//! The places of a text that a query asks for: what is marked, and how many mentions that is.

use std::ops::Range;

use super::plan::{Literal, Needle};
use super::spans::{Edge, Span, SpanFinder, SpanText, keep_outermost};
use crate::text::{Ends, Folded};

/// A text in which what a query asks for is looked for.
struct Text<'t> {
    original: &'t str,
    folded: Folded,
    ends: Ends,
}

impl<'t> Text<'t> {
    fn new(original: &'t str, needles: &[Needle]) -> Self {
        let folded = Folded::new(original);
        let has_spans = needles.iter().any(|needle| matches!(needle, Needle::Spans(_)));
        let ends = if has_spans { Ends::new(&folded.text) } else { Ends::default() };
        Self { original, folded, ends }
    }

    /// Adds the occurrences of a folded form.
    fn add_folded(&self, form: &str, with_overlaps: bool, found: &mut Vec<Span>) {
        let places =
            if with_overlaps { self.folded.places(form) } else { self.folded.occurrences(form) };
        let span = |it: Range<usize>| Span::of_positions(number(it.start), number(it.end));
        found.extend(places.into_iter().map(span));
    }

    /// Adds the occurrences of original characters.
    fn add_written(&self, written: &str, with_overlaps: bool, found: &mut Vec<Span>) {
        let mut from = 0;
        while let Some(at) = self.original.get(from..).and_then(|rest| rest.find(written)) {
            let (start, end) = (from + at, from + at + written.len());
            found.push(Span { start: self.start_at(start), end: self.end_at(end) });
            let first_character = written.chars().next().map_or(1, char::len_utf8);
            from = if with_overlaps { start + first_character } else { end };
        }
    }

    /// Returns the place before a character of the original text that begins at a byte.
    fn start_at(&self, byte: usize) -> Edge {
        let position = self.folded.position(byte);
        let origin = self.folded.origin(position..position + 1);
        if origin.is_some_and(|it| it.start == byte) {
            return Edge::before(number(position));
        }
        self.end_at(byte)
    }

    /// Returns the place behind a character of the original text that ends at a byte.
    fn end_at(&self, byte: usize) -> Edge {
        let position = self.folded.position(byte);
        Edge { position: number(position), marks: number(byte - self.byte_behind(position)) }
    }

    /// Returns the byte behind the character of the folded text before a position.
    fn byte_behind(&self, position: usize) -> usize {
        let before = position.checked_sub(1).and_then(|at| self.folded.origin(at..position));
        before.map_or(0, |origin| origin.end)
    }

    /// Returns the bytes of the original text from the first character of a span to its last.
    fn bytes(&self, span: &Span) -> Range<usize> {
        let byte = |edge: Edge| {
            let position = edge.position as usize;
            let before = (edge == Edge::before(edge.position))
                .then(|| self.folded.origin(position..position + 1))
                .flatten();
            let behind = || self.byte_behind(position) + edge.marks as usize;
            before.map_or_else(behind, |origin| origin.start)
        };
        byte(span.start)..byte(span.end)
    }
}

impl SpanText<Literal> for Text<'_> {
    fn add_occurrences(&self, literal: &Literal, found: &mut Vec<Span>) {
        let Literal { forms, written, with_overlaps } = literal;
        if let Some(written) = written {
            return self.add_written(written, *with_overlaps, found);
        }
        for form in forms {
            self.add_folded(form, *with_overlaps, found);
        }
        found.sort_unstable();
    }

    fn ends(&self) -> &Ends {
        &self.ends
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("a section is smaller than 4 GB")
}

impl Text<'_> {
    /// Returns what the needles match. The matches of one needle do not overlap.
    fn find(&self, needles: &[Needle]) -> Vec<Span> {
        let mut found = Vec::new();
        for needle in needles {
            match needle {
                Needle::Folded(form) => self.add_folded(form, false, &mut found),
                Needle::Strict(written) => self.add_written(written, false, &mut found),
                Needle::Spans(tree) => {
                    let mut spans = Vec::new();
                    SpanFinder::default().find(tree, self, &mut spans);
                    found.append(&mut spans);
                }
            }
        }
        found
    }
}

/// Returns the byte ranges of the needles in `text`, in order; matches that overlap are merged.
pub(super) fn find_matches(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let text = Text::new(text, needles);
    let mut found: Vec<Range<usize>> =
        text.find(needles).iter().map(|span| text.bytes(span)).collect();
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Returns the byte ranges of the mentions in `text`, in order: the matches that do not lie inside
/// another one. Two that come from one character of the text, as the m and the ² of ㎡ do, have the same
/// range.
pub(super) fn mention_ranges(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let text = Text::new(text, needles);
    let mut found = text.find(needles);
    keep_outermost(&mut found);
    found.iter().map(|span| text.bytes(span)).collect()
}

/// Returns the number of mentions in `text`.
pub(super) fn count_mentions(text: &str, needles: &[Needle]) -> u32 {
    let mentions = mention_ranges(text, needles).len();
    u32::try_from(mentions).expect("a section has fewer characters than that")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, needles: &[Needle]) -> String {
        let mentions = mention_ranges(text, needles);
        assert_eq!(count_mentions(text, needles) as usize, mentions.len(), "{text}");
        let written = mentions.into_iter().filter_map(|it| text.get(it));
        written.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn characters_that_come_from_one_are_marked_one_by_one() {
        let folded = |form: &str| Needle::Folded(form.to_owned());
        for (text, needles, expected) in [
            ("35㎡", vec![folded("m"), folded("²")], "㎡ ㎡"),
            ("35㎡", vec![folded("m"), folded("m²")], "㎡"),
            ("等……", vec![folded(".")], "… … … … … …"),
            ("等……", vec![folded("..")], "… …… …"),
        ] {
            assert_eq!(marked(text, &needles), expected, "{text} {needles:?}");
        }
    }

    #[test]
    fn a_match_inside_another_one_is_no_mention_of_its_own() {
        let folded = |form: &str| Needle::Folded(form.to_owned());
        let strict = |text: &str| Needle::Strict(text.to_owned());
        for (text, needles, expected) in [
            ("执法“三项制度”", vec![folded("三项制度"), folded("执法三项制度")], "执法“三项制度"),
            (
                "三项制度，执法三项制度",
                vec![folded("三项制度"), folded("执法三项制度")],
                "三项制度 执法三项制度",
            ),
            ("行政处罚法", vec![folded("行政处罚"), folded("处罚法")], "行政处罚 处罚法"),
            ("法律法", vec![folded("法"), folded("法律")], "法律 法"),
            ("三项制度", vec![folded("三项制度"), strict("三项制度")], "三项制度"),
            ("“三项制度”", vec![strict("“三项制度”"), folded("三项制度")], "“三项制度”"),
            ("双随机、一公开、", vec![strict("、"), folded("双随机一公开")], "双随机、一公开 、"),
            ("没有", vec![folded("法")], ""),
            ("", vec![], ""),
        ] {
            assert_eq!(marked(text, &needles), expected, "{text} {needles:?}");
        }
    }
}
