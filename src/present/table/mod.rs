//! Answers as tables for spreadsheets and programs: CSV, JSON Lines and workbooks.
//!
//! A table is made once, by [`Table::new`], and has every form: its rows say their cells ([`Cells`])
//! and serialize to JSON, and [`About`] says what was asked and what was counted.
//!
//! - `cell`, `about`, `table`: cells with their types, what a table has no place for, and how tables
//!   are written
//! - `about_csv`: the second as lines before a CSV
//! - `workbook`: tables as XLSX
//! - `data`: data sets, with all that is known
//! - `corpus`, `counts`, `matrix`, `hits`, `concordance`, `collocates`, `panel`, `reports`, `verification`,
//!   `why`: the columns of each kind of answer

mod about;
mod about_csv;
mod cell;
mod collocates;
mod concordance;
mod corpus;
mod counts;
mod data;
mod hits;
mod matrix;
mod panel;
mod reports;
#[expect(clippy::module_inception, reason = "it has the type that the room is named by")]
mod table;
mod verification;
mod why;
mod workbook;

pub(crate) use about::About;
pub(crate) use collocates::collocate_table;
pub(crate) use concordance::{concordance_table, context_table};
pub(crate) use counts::{coverage_table, one_list};
pub(crate) use data::{mention_data_table, report_data_table, section_data_table};
pub(crate) use hits::hit_table;
pub(crate) use matrix::coverage_matrix;
pub(crate) use panel::panel_table;
pub(crate) use reports::report_table;
pub use table::{Table, TableForm};
