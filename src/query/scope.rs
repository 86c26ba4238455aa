//! Where what stands together has to stand.

use crate::report::named::named;

named! {
    /// The unit that has to meet a query. In the query line both the key and the Chinese label can be
    /// written before the colon. The narrower ones come first.
    pub enum Scope {
        /// Up to 。！？； or the end of a paragraph.
        Sentence => "sentence", "sentence", "同句";
        /// Up to the end of a line that ends a paragraph.
        Paragraph => "paragraph", "paragraph", "同段";
        /// The text under one heading: the unit of every query that says nothing else.
        Section => "section", "section", "同节";
        /// All sections of a report.
        Report => "report", "report", "全篇";
    }
}

impl Scope {
    /// Returns whether it is a part of a section.
    pub(crate) fn is_within_section(self) -> bool {
        self < Self::Section
    }
}
