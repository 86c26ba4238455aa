//! The places of a text that a query asks for: what is marked, and how many mentions that is.

use std::ops::Range;

use super::plan::{Literal, Needle};
use super::spans::{Span, SpanText, outermost, spans};
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

    /// Returns the occurrences of a folded form.
    fn folded(&self, form: &str, with_overlaps: bool) -> Vec<Span> {
        let places =
            if with_overlaps { self.folded.places(form) } else { self.folded.occurrences(form) };
        places.into_iter().filter_map(|it| self.span(number(it.start), number(it.end))).collect()
    }

    /// Returns the occurrences of original characters.
    fn written(&self, written: &str, with_overlaps: bool) -> Vec<Span> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.original.get(from..).and_then(|rest| rest.find(written)) {
            let (start, end) = (from + at, from + at + written.len());
            let [first, behind] = [start, end].map(|byte| number(self.folded.position(byte)));
            found.push(Span { start: first, end: behind, bytes: [start, end].map(number) });
            let first_character = written.chars().next().map_or(1, char::len_utf8);
            from = if with_overlaps { start + first_character } else { end };
        }
        found
    }
}

impl SpanText<Literal> for Text<'_> {
    fn occurrences(&self, literal: &Literal) -> Vec<Span> {
        let Literal { forms, written, with_overlaps } = literal;
        if let Some(written) = written {
            return self.written(written, *with_overlaps);
        }
        let mut found: Vec<Span> =
            forms.iter().flat_map(|form| self.folded(form, *with_overlaps)).collect();
        found.sort_unstable();
        found
    }

    fn ends(&self) -> &Ends {
        &self.ends
    }

    fn span(&self, start: u32, end: u32) -> Option<Span> {
        let bytes = self.folded.origin(start as usize..end as usize)?;
        Some(Span { start, end, bytes: [number(bytes.start), number(bytes.end)] })
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("a section is smaller than 4 GB")
}

/// Returns what the needles match in `text`. The matches of one needle do not overlap.
fn find_all(text: &str, needles: &[Needle]) -> Vec<Span> {
    let text = Text::new(text, needles);
    let mut found = Vec::new();
    for needle in needles {
        found.extend(match needle {
            Needle::Folded(form) => text.folded(form, false),
            Needle::Strict(written) => text.written(written, false),
            Needle::Spans(tree) => spans(tree, &text),
        });
    }
    found
}

fn range(span: &Span) -> Range<usize> {
    let [from, to] = span.bytes.map(|byte| byte as usize);
    from..to
}

/// Returns the byte ranges of the needles in `text`, in order; matches that overlap are merged.
pub(super) fn find_matches(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = find_all(text, needles).iter().map(range).collect();
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
/// another one.
pub(super) fn mention_ranges(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    outermost(find_all(text, needles)).iter().map(range).collect()
}

/// Returns the number of mentions in `text`.
pub(super) fn count_mentions(text: &str, needles: &[Needle]) -> u32 {
    let mentions = mention_ranges(text, needles).len();
    u32::try_from(mentions).expect("a section has fewer characters than that")
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let mentions = mention_ranges(text, &needles);
            let written: Vec<&str> = mentions.into_iter().filter_map(|it| text.get(it)).collect();
            assert_eq!(written.join(" "), expected, "{text} {needles:?}");
            assert_eq!(count_mentions(text, &needles) as usize, written.len(), "{text}");
        }
    }
}
