//! What is read of one file.

use super::{Encoding, Format, PageFacts};
use crate::report::Note;

/// The text of one file and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The text, as the file has it; front matter included, markup removed.
    pub text: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding it was decoded from, where the format leaves a choice.
    pub encoding: Option<Encoding>,
    /// What stands beside the text.
    pub page: PageFacts,
    /// What could not be read of it.
    pub notes: Vec<Note>,
}

impl Extracted {
    /// Returns `text` as all that a file of `format` holds.
    #[must_use]
    pub fn from_text(format: Format, text: String) -> Self {
        Self { text, format, encoding: None, page: PageFacts::default(), notes: Vec::new() }
    }
}
