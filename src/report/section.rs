//! A report and its sections.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::clue::Clue;
use super::fact::Facts;
use super::note::Note;
use super::page_starts::PageStarts;
use super::part::Part;

/// The text under one heading: the unit that is indexed and returned.
///
/// The sections of a report are adjacent: joined, their texts are the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The headings from the top one down to this section's own; empty before the first heading.
    pub heading_path: Vec<String>,
    /// The statutory part this section belongs to.
    pub part: Part,
    /// The bytes of this section in the body, including its heading.
    pub text: Range<usize>,
    /// The bytes of this section's own heading in the body (for the section before the first
    /// heading: those of the title); empty if there is none.
    pub heading: Range<usize>,
}

/// One document of one agency for one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The text of the report after cleaning: paragraphs, each with a line feed at its end.
    pub body: String,
    /// Where the pages of its file begin in the body, if it has fixed pages.
    pub page_starts: PageStarts,
    /// The path of the file with these pages, below the folder of the file that leads the report, if it
    /// is joined to that.
    pub paged_file: Option<String>,
    /// What is known about it.
    pub facts: Facts,
    /// Its sections, at least one, in order.
    pub sections: Vec<Section>,
    /// What could not be determined.
    pub notes: Vec<Note>,
    /// The evidence for the facts, fact by fact, the weightiest first.
    pub evidence: Vec<Clue>,
}
