//! Answers for people at a terminal, a file for each kind of answer.
//!
//! - `style`, `table`, `passage`: what they share
//! - `results`, `facets`, `mentions`, `coverage`, `trend`: answers to a question
//! - `reports`, `show`, `why`: what is known of reports
//! - `status`, `summary`: the index, and what writing it did

mod coverage;
mod facets;
mod head;
mod mentions;
mod passage;
mod reports;
mod results;
mod show;
mod status;
mod style;
mod summary;
mod table;
mod trend;
mod why;

pub use coverage::coverage_as_text;
pub use facets::facets_as_text;
pub use mentions::mentions_as_text;
pub use reports::reports_as_text;
pub use results::results_as_text;
pub use show::report_as_text;
pub use status::status_as_text;
pub use style::{Style, printable};
pub use summary::summary_as_text;
pub use trend::trend_as_text;
pub use why::why_as_text;
