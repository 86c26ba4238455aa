//! Answers as text, as JSON, as tables for spreadsheets and as charts.
//!
//! Nothing here prints: functions return the output, long tables in pieces.
//!
//! - `words`: the sentences that all forms share, in both languages
//! - `text`: for people at a terminal
//! - `table`: tables for spreadsheets and programs, as CSV, JSON Lines and workbooks
//! - `json`: for programs
//! - `svg`: the chart of a trend
//! - `citation`: entries for lists of references

mod citation;
mod json;
mod svg;
mod table;
mod text;
mod words;

pub use citation::CitationForm;
pub(crate) use citation::{Citation, citation_list};
pub use json::json;
pub(crate) use svg::{Drawing, Width};
pub(crate) use table::{
    About, collocate_table, concordance_table, context_table, coverage_matrix, coverage_table,
    hit_table, mention_data_table, one_list, panel_table, report_data_table, report_table,
    section_data_table,
};
pub use table::{Table, TableForm};
pub use text::Style;
pub(crate) use text::{BOLD, CODE, least_width, lines};
pub use words::Audience;
pub(crate) use words::{OWN_AGENCIES, OWN_AGENCIES_VALUE};
pub(crate) use words::{above, context_on_one_line};
pub(crate) use words::{counted, is_about_request, percent};
