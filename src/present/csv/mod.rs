//! Answers as tables for spreadsheets and programs.
//!
//! - `row`, `table`: rows, and how they are written
//! - `data`: data sets, with all that is known
//! - `hits`, `reports`, `tables`, `why`: the columns of each kind of answer

mod data;
mod hits;
mod reports;
mod row;
mod table;
mod tables;
mod why;

pub(crate) use hits::hit_table;
pub(crate) use reports::report_table;
pub(crate) use table::Table;
pub use table::TableForm;
pub(crate) use tables::{absent_table, coverage_table, mention_table};
