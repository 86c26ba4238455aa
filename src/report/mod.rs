//! The vocabulary of chabao: a report, its sections, its facts and the notes about it.
//!
//! Everything here is plain data. The modules before the index make these values, and the modules
//! after it read them back.
//!
//! - `year`, `date`, `part`, `kind`, `agency`, `level`, `region`: the values of facts
//! - `fact`: the table of facts; `source`: where a fact comes from; `clue`: the evidence for it
//! - `note`: what could not be determined
//! - `named`: how enums are named for programs and for people; `language`: in which language

mod agency;
mod clue;
mod date;
mod fact;
mod kind;
mod language;
mod level;
pub(crate) mod named;
mod note;
mod part;
mod region;
mod source;
mod year;

use std::ops::Range;

pub(crate) use agency::{Agency, AgencyKind};
pub(crate) use clue::{Clue, Verdict};
pub use date::Date;
pub use fact::{Fact, FactValues, Facts};
pub use kind::ReportKind;
pub use language::Language;
pub use level::Level;
pub use note::Note;
pub use part::Part;
pub use region::{Division, Region, RegionView};
pub use source::Source;
pub(crate) use source::{Certainty, Sourced};
pub use year::Year;

/// Stands for a value that is not known: in tables, as a facet value and as the value of a condition.
pub const UNKNOWN: &str = "未识别";

/// The text under one heading: the unit that is indexed and returned.
///
/// The sections of a report are adjacent: joined, their texts are the body.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The text of the report after cleaning: paragraphs, each with a line feed at its end.
    pub body: String,
    /// What is known about it.
    pub facts: Facts,
    /// Its sections, at least one, in order.
    pub sections: Vec<Section>,
    /// What could not be determined.
    pub notes: Vec<Note>,
    /// The evidence for the facts, fact by fact, the weightiest first.
    pub evidence: Vec<Clue>,
}
