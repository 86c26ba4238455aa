//! Text that knows on which pages it is printed.

use std::ops::Range;

use super::line::append;
use crate::report::PageStarts;

/// A text with the places where pages begin in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paged {
    pub(super) text: String,
    pub(super) starts: PageStarts,
}

impl Paged {
    /// Returns a text that is on the page with index `page`.
    pub(super) fn new(text: &str, page: usize) -> Self {
        let mut paged = Self::default();
        paged.append(text, page);
        paged
    }

    /// Appends a line of the page with index `page` within a paragraph.
    pub(super) fn append(&mut self, line: &str, page: usize) {
        append(&mut self.text, line);
        let start = self.text.len() - line.len();
        self.starts.begin(start, u32::try_from(page + 1).unwrap_or(u32::MAX));
    }

    /// Appends a paragraph, and a line feed.
    pub(super) fn push_paragraph(&mut self, paragraph: &Self) {
        self.starts.append(self.text.len(), &paragraph.starts);
        self.text.push_str(&paragraph.text);
        self.text.push('\n');
    }

    /// Removes these bytes, which are characters.
    pub(super) fn remove(&mut self, bytes: Range<usize>) {
        let moved = |at: usize| if at < bytes.end { at.min(bytes.start) } else { at - bytes.len() };
        self.starts = self.starts.moved(moved);
        self.text.replace_range(bytes.clone(), "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_and_removed_keeps_its_page() {
        let mut paragraph = Paged::new("一、甲①", 0);
        paragraph.append("乙②丙", 1);
        paragraph.append("丁", 1);
        paragraph.remove(9..12);
        let at = paragraph.text.find('②').unwrap();
        paragraph.remove(at..at + 3);
        let mut text = Paged::default();
        text.push_paragraph(&paragraph);
        text.push_paragraph(&Paged::new("注", 0));
        text.push_paragraph(&Paged::new("戊", 2));
        assert_eq!(text.text, "一、甲乙丙丁\n注\n戊\n");
        let pages: Vec<(char, Option<u32>)> =
            text.text.char_indices().map(|(at, it)| (it, text.starts.page_at(at))).collect();
        let expected = [
            ('一', 1),
            ('、', 1),
            ('甲', 1),
            ('乙', 2),
            ('丙', 2),
            ('丁', 2),
            ('\n', 2),
            ('注', 1),
            ('\n', 1),
            ('戊', 3),
            ('\n', 3),
        ];
        assert_eq!(pages, expected.map(|(it, page)| (it, Some(page))));
    }
}
