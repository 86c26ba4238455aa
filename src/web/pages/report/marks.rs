//! The places where the terms of the query stand, marked and numbered as the search counted them.
//!
//! In the sections that the query finds every match has a number, which names its place (`#h4`). In
//! the others, which do not count, matches are marked more quietly and have none.

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
    /// Where they stand, as bytes of the text, in order and apart from each other.
    ranges: Vec<Range<usize>>,
    /// The number of the first one, counted from 1 over the page; none where they do not count.
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

    /// Returns the numbers of the matches that count; empty where none do.
    pub(super) fn numbers(&self) -> Range<usize> {
        self.first.map_or(0..0, |first| first..first + self.ranges.len())
    }

    /// Returns how many matches stand in the section without counting.
    pub(super) fn uncounted(&self) -> usize {
        if self.first.is_none() { self.ranges.len() } else { 0 }
    }

    /// Returns the characters of `text` at `bytes` with the matches marked. Of a match that begins
    /// before them, in another cell of the table, the rest is marked too; it bears no name twice.
    pub(super) fn shown(&self, text: &str, bytes: Range<usize>) -> Markup {
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
    fn matches_are_numbered_where_they_count() {
        let text = "三项制度\t甲三项";
        let mut numbers = Numbers { given: 3 };
        let marks = Marks::new(vec![0..12, 16..22], true, &mut numbers);
        assert_eq!((numbers.given, marks.numbers()), (5, 4..6));
        let shown = |bytes| marks.shown(text, bytes).into_string();
        assert_eq!(shown(0..12), "<mark id=\"h4\">三项制度</mark>");
        assert_eq!(shown(13..22), "甲<mark id=\"h5\">三项</mark>");
        assert_eq!(shown(13..16), "甲");
        let quiet = Marks::new(vec![0..12, 16..22], false, &mut numbers);
        assert_eq!((quiet.numbers(), quiet.uncounted(), numbers.given), (0..0, 2, 5));
        let shown = quiet.shown(text, 0..16).into_string();
        assert_eq!(shown, "<mark class=\"uncounted\">三项制度</mark>\t甲");
    }

    #[test]
    fn a_match_over_two_cells_has_one_name() {
        let text = "三项\t制度。制度";
        let marks = Marks::new(vec![0..13, 16..22], true, &mut Numbers::default());
        assert_eq!(marks.shown(text, 0..6).into_string(), "<mark id=\"h1\">三项</mark>");
        assert_eq!(marks.shown(text, 7..16).into_string(), "<mark>制度</mark>。");
    }
}
