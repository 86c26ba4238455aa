//! chabao (查报): full-text search and exact counts over Chinese government reports.

pub mod report;
pub mod region;
pub mod text;
pub mod parse;
