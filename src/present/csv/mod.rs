//! Answers as tables for spreadsheets.

mod hits;
mod reports;
mod row;
mod tables;
mod why;

pub(crate) use hits::{hit_as_csv, hits_csv_header};
