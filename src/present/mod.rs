//! Answers as text, as JSON, as tables for spreadsheets and as charts.
//!
//! Nothing here prints: every function returns the whole output.
//!
//! - `words`: the sentences that all forms share, in both languages
//! - `text`: for people at a terminal
//! - `csv`, `json`: for spreadsheets and programs
//! - `svg`: the chart of a trend

mod csv;
mod json;
mod svg;
mod text;
mod words;

pub(crate) use self::csv::{hit_as_csv, hits_csv_header};
pub use json::json;
pub(crate) use svg::{Drawing, Width};
pub use text::Style;
pub(crate) use words::above;
pub use words::{Audience, counted};
pub(crate) use words::{is_about_request, message};
