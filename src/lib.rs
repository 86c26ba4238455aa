//! chabao (查报): full-text search and exact counts over Chinese government reports.

pub mod report;
pub mod text;
pub mod region;
pub mod discover;
pub mod extract;
pub mod parse;
pub mod segment;
pub mod query;
pub mod error;
pub mod index;
pub mod ingest;
pub mod search;
pub mod analysis;
pub mod present;
#[cfg(test)]
mod testing;

pub use error::{Error, Result};
