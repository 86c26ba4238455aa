//! chabao (查报): full-text search and exact counts over Chinese government reports.

pub mod report;
pub mod text;
pub mod extract;
pub mod discover;
pub mod parse;
#[cfg(test)]
mod testing;
