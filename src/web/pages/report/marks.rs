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
}

impl Marks {
    pub(super) fn new(ranges: Vec<Range<usize>>, is_counted: bool, numbers: &mut Numbers) -> Self {
        let first = is_counted.then_some(numbers.given + 1);
        if is_counted {
            numbers.given += ranges.len();
        }
        Self { ranges, first }
    }

    /// Returns the numbers of the matches; empty if they are not counted.
    pub(super) fn numbers(&self) -> Range<usize> {
        self.first.map_or(0..0, |first| first..first + self.ranges.len())
    }

    /// Returns the number of matches that are not counted.
    pub(super) fn uncounted(&self) -> usize {
        if self.first.is_none() { self.ranges.len() } else { 0 }
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
            pieces.push((text.get(at..begins), name, text.get(begins..ends)));
            at = ends;
        }
        let class = if self.first.is_none() { Some("uncounted") } else { None };
        html! {
            @for (before, name, matched) in pieces {
                (clean(before.unwrap_or_default()))
                mark id=[name.map(|number| format!("h{number}"))] class=[class] {
                    (clean(matched.unwrap_or_default()))
                }
            }
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
