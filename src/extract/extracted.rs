//! The result of reading one file.

use super::{Encoding, Format, PageFacts};
use crate::report::{Note, PageStarts};

/// The text of one file and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The text, including front matter, without markup.
    pub text: String,
    /// Where the pages of the file begin in the text, if it has fixed pages.
    pub page_starts: PageStarts,
    /// The format it was read as.
    pub format: Format,
    /// The encoding it was decoded from, if the format leaves a choice.
    pub encoding: Option<Encoding>,
    /// Facts about the report from outside its text.
    pub page: PageFacts,
    /// What could not be read.
    pub notes: Vec<Note>,
    /// The indexes of the files beside it that were joined to it, in order.
    pub joined: Vec<usize>,
}

impl Extracted {
    /// Returns a result that has nothing but text.
    #[must_use]
    pub fn from_text(format: Format, text: String) -> Self {
        Self {
            text,
            page_starts: PageStarts::default(),
            format,
            encoding: None,
            page: PageFacts::default(),
            notes: Vec::new(),
            joined: Vec::new(),
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The number of its line in the file, counted from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}
