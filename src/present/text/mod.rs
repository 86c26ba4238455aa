//! Answers for people at a terminal, a file for each kind of answer.
//!
//! - `style`, `lines`, `table`, `passage`: what they share
//! - `results`, `facets`, `mentions`, `coverage`, `trend`, `panel`: answers to a question
//! - `check`: whether a query finds a report, and why
//! - `reports`, `show`, `why`: what is known of reports
//! - `verification`: quotations that were found again
//! - `corpus`, `status`, `summary`: what the index holds, what it is, and what writing it did

mod check;
mod collocates;
mod concordance;
mod corpus;
mod coverage;
mod facets;
mod head;
mod lines;
mod mentions;
mod panel;
mod passage;
mod reports;
mod results;
mod show;
mod status;
mod style;
mod summary;
mod table;
mod trend;
mod verification;
mod why;

pub(crate) use lines::{least_width, lines};
pub use style::Style;
pub(crate) use style::{BOLD, CODE};
