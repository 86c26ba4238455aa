//! Answers as text, as JSON, as tables for spreadsheets and as charts.
//!
//! Nothing here prints: functions return the output, long tables in pieces.
//!
//! - `words`: the sentences that all forms share, in both languages
//! - `text`: for people at a terminal
//! - `csv`: tables for spreadsheets and programs, as CSV and JSON Lines
//! - `json`: for programs
//! - `svg`: the chart of a trend

mod csv;
mod json;
mod svg;
mod text;
mod words;

pub use self::csv::TableForm;
pub(crate) use self::csv::{
    Table, absent_table, coverage_table, hit_table, mention_table, report_table,
};
pub use json::json;
pub(crate) use svg::{Drawing, Width};
pub use text::Style;
pub(crate) use words::above;
pub use words::{Audience, counted};
pub(crate) use words::{is_about_request, message};
