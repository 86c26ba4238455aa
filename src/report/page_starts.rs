//! On which page of its file each character of a text is printed.
//!
//! Files of fixed pages (PDF, OFD) are read page by page, and their text is then changed: lines become
//! paragraphs, which run over the ends of pages; page numbers and running heads go; notes at the foot
//! of a page move behind the paragraph that refers to them; blanks and broken lines go. So a page is
//! not a piece of the text but begins at a byte of it, and whoever changes the text moves these bytes
//! with it:
//!
//! - `extract` says where the pages begin in the paragraphs it makes ([`PageStarts`]). Pages may come
//!   back: a note of page 3 may stand behind the end of a paragraph on page 4;
//! - `parse` moves the starts as it removes, inserts and joins characters;
//! - with a report, the index stores them by section ([`SectionPages`]), so that a byte of the text of
//!   a section is enough to ask for its page.
//!
//! A page is the place of a page in its file, counted from 1: that is what `#page=N` opens. The
//! number that is printed on it may differ. Text before the first start belongs to no page: the
//! headline of a web page over the file that is attached to it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Where pages begin in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageStarts(
    /// The byte from which on the text is on a page, and the page. Bytes rise; pages that follow each
    /// other differ.
    Vec<(usize, u32)>,
);

impl PageStarts {
    /// Returns whether no page is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says that the text is on `page` from byte `at` on, which is not before the last start.
    pub fn begin(&mut self, at: usize, page: u32) {
        if self.0.last().is_some_and(|(last, _)| *last >= at) {
            self.0.pop();
        }
        if self.0.last().is_none_or(|(_, last)| *last != page) {
            self.0.push((at, page));
        }
    }

    /// Says that another text, with its own starts, begins at byte `at`.
    pub fn append(&mut self, at: usize, other: &Self) {
        for (start, page) in &other.0 {
            self.begin(at + start, *page);
        }
    }

    /// Returns the starts in a text that was changed; `moved` gives the new place of a byte.
    #[must_use]
    pub fn moved(&self, moved: impl Fn(usize) -> usize) -> Self {
        let mut starts = self.clone();
        starts.move_from(0, moved);
        starts
    }

    /// Says that the text was changed from byte `from` on; `moved` gives the new place of a byte.
    pub fn move_from(&mut self, from: usize, moved: impl Fn(usize) -> usize) {
        let kept = self.0.partition_point(|(at, _)| *at < from);
        for (at, page) in self.0.split_off(kept) {
            self.begin(moved(at), page);
        }
    }

    /// Returns the starts in the text without its first `length` bytes.
    #[must_use]
    pub fn without_first(&self, length: usize) -> Self {
        self.moved(|at| at.saturating_sub(length))
    }

    /// Returns the page of the character at byte `at`.
    #[must_use]
    pub fn page_at(&self, at: usize) -> Option<u32> {
        let behind = self.0.partition_point(|(start, _)| *start <= at);
        Some(self.0.get(behind.checked_sub(1)?)?.1)
    }

    /// Returns the first and the last page of the characters at these bytes, unless that is not known of
    /// some of them.
    #[must_use]
    pub fn pages_of(&self, bytes: Range<usize>) -> Option<[u32; 2]> {
        let first = self.page_at(bytes.start)?;
        let within = self.0.iter().filter(|(at, _)| bytes.contains(at)).map(|(_, page)| *page);
        let pages = || within.clone().chain([first]);
        Some([pages().min()?, pages().max()?])
    }

    /// Returns each start and its page.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.0.iter().copied()
    }
}

/// Where pages begin in the sections of a report, as the index stores it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SectionPages {
    /// The section, counted from 0, the byte of its text from which on the text is on a page, and the
    /// page.
    starts: Vec<(u32, u32, u32)>,
    /// The path of the file with the pages, below the folder of the file that leads the report; `None`
    /// if it is the latter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
}

impl SectionPages {
    /// Returns the starts of a body that is cut into sections, which begin at these bytes.
    pub(crate) fn new(starts: &PageStarts, sections: &[usize], file: Option<String>) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let placed = starts.iter().map(|(at, page)| {
            let section = sections.partition_point(|start| *start <= at).saturating_sub(1);
            let start = sections.get(section).copied().unwrap_or(0);
            (small(section), small(at - start), page)
        });
        Self { starts: placed.collect(), file }
    }

    /// Returns whether no page is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns where pages begin in the text of the section with this number, counted from 0.
    pub(crate) fn in_section(&self, number: u64) -> PageStarts {
        let is_before = |start: &(u32, u32, u32)| u64::from(start.0) < number;
        let first = self.starts.partition_point(is_before);
        let before = first.checked_sub(1).and_then(|at| self.starts.get(at));
        let own = self.starts.iter().skip(first).take_while(|it| u64::from(it.0) == number);
        let mut starts = PageStarts::default();
        for (at, page) in before.map(|it| (0, it.2)).into_iter().chain(own.map(|it| (it.1, it.2))) {
            starts.begin(at as usize, page);
        }
        starts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(pairs: &[(usize, u32)]) -> PageStarts {
        let mut starts = PageStarts::default();
        for &(at, page) in pairs {
            starts.begin(at, page);
        }
        starts
    }

    #[test]
    fn every_byte_has_the_page_that_began_last() {
        let pages = starts(&[(3, 1), (9, 2), (9, 3), (12, 3), (20, 2)]);
        assert_eq!(pages.iter().collect::<Vec<_>>(), [(3, 1), (9, 3), (20, 2)]);
        for (at, page) in [(0, None), (2, None), (3, Some(1)), (8, Some(1)), (9, Some(3))] {
            assert_eq!(pages.page_at(at), page, "{at}");
        }
        assert_eq!(pages.page_at(1000), Some(2));
        for (bytes, expected) in [
            (0..3, None),
            (0..10, None),
            (3..9, Some([1, 1])),
            (3..10, Some([1, 3])),
            (9..30, Some([2, 3])),
            (25..25, Some([2, 2])),
        ] {
            assert_eq!(pages.pages_of(bytes.clone()), expected, "{bytes:?}");
        }
        assert_eq!(pages.without_first(9), starts(&[(0, 3), (11, 2)]));
        assert_eq!(PageStarts::default().page_at(0), None);
    }

    #[test]
    fn sections_have_their_own_starts() {
        let body = starts(&[(5, 1), (10, 2), (25, 3), (27, 4)]);
        let stored = SectionPages::new(&body, &[0, 10, 20, 30], None);
        let expected: [&[(usize, u32)]; 4] =
            [&[(5, 1)], &[(0, 2)], &[(0, 2), (5, 3), (7, 4)], &[(0, 4)]];
        for (number, expected) in (0..).zip(expected) {
            assert_eq!(stored.in_section(number), starts(expected), "{number}");
        }
        for at in 0..40 {
            let section = at / 10;
            let page = stored.in_section(section as u64).page_at(at - section * 10);
            assert_eq!(page, body.page_at(at), "{at}");
        }
        assert!(SectionPages::default().in_section(0).is_empty());
    }
}
