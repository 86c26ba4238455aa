//! The vocabulary of chabao: a report, its sections, its facts and the notes about it.
//!
//! Everything here is plain data. The modules before the index make these values, and the modules
//! after it read them back.
//!
//! - `year`, `date`, `part`, `kind`, `agency`, `level`, `region`: the values of facts
//! - `fact`: the table of facts; `source`: where a fact comes from; `clue`: the evidence for it
//! - `note`: what could not be determined
//! - `section`: a report and its sections; `page_starts`: on which pages they are printed
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
mod page_starts;
mod part;
mod region;
mod section;
mod source;
mod year;

pub(crate) use agency::{Agency, AgencyKind, PlacedAgency};
pub(crate) use clue::{Clue, Verdict};
pub(crate) use date::Date;
pub use fact::{Fact, Facts};
pub(crate) use fact::{FactValues, ReportColumn};
pub use kind::ReportKind;
pub use language::Language;
pub use level::Level;
pub(crate) use note::{Note, NoteKind};
pub(crate) use page_starts::{PageStarts, SectionPages};
pub use part::Part;
pub(crate) use region::Division;
pub use region::{Region, RegionView};
pub(crate) use section::{Report, Section};
pub(crate) use source::{Certainty, Source, Sourced};
pub use year::Year;

/// Stands for a value that is not known: in tables, as a facet value and as the value of a condition.
pub(crate) const UNKNOWN: &str = "未识别";
