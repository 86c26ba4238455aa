//! The matches of a query in the text, marked and numbered.
//!
//! In sections that match the whole query, every match has a number, which is its anchor (`#h4`). In
//! the others, which are not counted, matches are marked less strongly and have no number.

use std::ops::Range;

use maud::{Markup, html};

use crate::web::pages::html_text::clean;

/// Counts the matches of a page.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    given: usize,
}

/// The matches in the text of one section.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Their ranges in bytes of the text, sorted and not overlapping.
    ranges: Vec<Range<usize>>,
    /// The number of the first match, counted from 1 over the page; none if they are not counted.
    first: Option<usize>,
    /// The place that the link to the page leads to: its byte, and its anchor.
    target: Option<(usize, String)>,
}

impl Marks {
    pub(super) fn new(ranges: Vec<Range<usize>>, is_counted: bool, numbers: &mut Numbers) -> Self {
        let first = is_counted.then_some(numbers.given + 1);
        if is_counted {
            numbers.given += ranges.len();
        }
        Self { ranges, first, target: None }
    }

    /// Returns the numbers of the matches; empty if they are not counted.
    pub(super) fn numbers(&self) -> Range<usize> {
        self.first.map_or(0..0, |first| first..first + self.ranges.len())
    }

    /// Returns the number of matches that are not counted.
    pub(super) fn uncounted(&self) -> usize {
        if self.first.is_none() { self.ranges.len() } else { 0 }
    }

    /// Sets the place that the link to the page leads to.
    pub(super) fn point(&mut self, byte: usize, anchor: &str) {
        self.target = Some((byte, anchor.to_owned()));
    }

    /// Returns the anchor of the place that the link leads to, if it is in `bytes`; before a match, with
    /// the number of the match.
    fn target(&self, bytes: &Range<usize>, number: Option<usize>) -> Markup {
        let target = self.target.as_ref().filter(|(at, _)| bytes.contains(at));
        html! {
            @if let Some((_, anchor)) = target { a.place id=(anchor) data-hit=[number] {} }
        }
    }

    /// Returns the characters of `text` at `bytes` with the matches marked. Of a match that begins
    /// earlier, in another cell of a table, the rest is marked too, without its anchor.
    pub(super) fn to_html(&self, text: &str, bytes: Range<usize>) -> Markup {
        let from = self.ranges.partition_point(|range| range.end <= bytes.start);
        let inside = self.ranges.iter().enumerate().skip(from);
        let inside = inside.take_while(|(_, range)| range.start < bytes.end);
        let mut pieces = Vec::new();
        let mut at = bytes.start;
        for (place, range) in inside {
            let begins = range.start.max(bytes.start);
            let ends = range.end.min(bytes.end);
            let number = self.first.map(|first| first + place);
            let name = number.filter(|_| range.start >= bytes.start);
            pieces.push((at..begins, name, begins..ends));
            at = ends;
        }
        let is_target =
            |bytes: &Range<usize>| self.target.as_ref().is_some_and(|(at, _)| bytes.contains(at));
        html! {
            @for (before, name, matched) in pieces {
                (self.plain(text, before))
                (self.target(&matched, name))
                @let class = match (self.first, is_target(&matched)) {
                    (None, _) => Some("uncounted"),
                    (Some(_), true) => Some("current"),
                    (Some(_), false) => None,
                };
                mark id=[name.map(|number| format!("h{number}"))] class=[class] {
                    (clean(text.get(matched).unwrap_or_default()))
                }
            }
            (self.plain(text, at..bytes.end))
        }
    }

    /// Returns characters between matches, with the anchor of the place that the link leads to if there
    /// is no match at it.
    fn plain(&self, text: &str, bytes: Range<usize>) -> Markup {
        let at = self.target.as_ref().map(|(at, _)| *at).filter(|at| bytes.contains(at));
        let at = at.unwrap_or(bytes.start);
        html! {
            (clean(text.get(bytes.start..at).unwrap_or_default()))
            (self.target(&bytes, None))
            (clean(text.get(at..bytes.end).unwrap_or_default()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_numbered_if_they_count() {
        let text = "三项制度\t甲三项";
        let mut numbers = Numbers { given: 3 };
        let marks = Marks::new(vec![0..12, 16..22], true, &mut numbers);
        assert_eq!((numbers.given, marks.numbers()), (5, 4..6));
        let shown = |bytes| marks.to_html(text, bytes).into_string();
        assert_eq!(shown(0..12), "<mark id=\"h4\">三项制度</mark>");
        assert_eq!(shown(13..22), "甲<mark id=\"h5\">三项</mark>");
        assert_eq!(shown(13..16), "甲");
        let quiet = Marks::new(vec![0..12, 16..22], false, &mut numbers);
        assert_eq!((quiet.numbers(), quiet.uncounted(), numbers.given), (0..0, 2, 5));
        let shown = quiet.to_html(text, 0..16).into_string();
        assert_eq!(shown, "<mark class=\"uncounted\">三项制度</mark>\t甲");
    }

    #[test]
    fn a_match_over_two_cells_has_one_anchor() {
        let text = "三项\t制度。制度";
        let marks = Marks::new(vec![0..13, 16..22], true, &mut Numbers::default());
        assert_eq!(marks.to_html(text, 0..6).into_string(), "<mark id=\"h1\">三项</mark>");
        assert_eq!(marks.to_html(text, 7..16).into_string(), "<mark>制度</mark>。");
    }
}
