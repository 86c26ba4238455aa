//! Answers for people at a terminal, a file for each kind of answer.
//!
//! - `style`, `table`, `passage`: what they share
//! - `results`, `facets`, `mentions`, `coverage`, `trend`, `panel`: answers to a question
//! - `check`: whether a query finds a report, and why
//! - `reports`, `show`, `why`: what is known of reports
//! - `verification`: quotations that were found again
//! - `status`, `summary`: the index, and what writing it did

mod check;
mod collocates;
mod concordance;
mod coverage;
mod facets;
mod head;
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

pub use style::Style;
