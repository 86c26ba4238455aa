//! Answers as tables for spreadsheets.

mod hits;
mod reports;
mod row;
mod tables;
mod why;

pub use hits::results_as_csv;
pub(crate) use hits::{hit_as_csv, hits_csv_header};
pub use reports::reports_as_csv;
pub use tables::{coverage_as_csv, facets_as_csv, mentions_as_csv, trend_as_csv};
pub use why::why_as_csv;
