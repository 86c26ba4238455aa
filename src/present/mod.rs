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

pub use self::csv::{
    coverage_as_csv, facets_as_csv, mentions_as_csv, reports_as_csv, results_as_csv, trend_as_csv,
    why_as_csv,
};
pub(crate) use self::csv::{hit_as_csv, hits_csv_header};
pub use json::json;
pub(crate) use svg::Width;
pub use svg::{Drawing, trend_as_svg};
pub use text::{
    Style, coverage_as_text, facets_as_text, mentions_as_text, printable, report_as_text,
    reports_as_text, results_as_text, status_as_text, summary_as_text, trend_as_text, why_as_text,
};
pub(crate) use words::above;
pub use words::{
    Audience, counted, counted_over, counts_sentence, ground_in_words, hint, remark_text,
};
pub(crate) use words::{is_about_request, message};
