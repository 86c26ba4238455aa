//! Finds the sections that a plan asks for, exactly.
//!
//! - `phrase`: the sections that contain a run of characters, by windows of two characters
//! - `cursor`: terms, words and conditions joined
//! - `score`: the ranking of one section
//! - `filter_mask`: the filters over a segment
//! - `scan`: all of it over an index

mod score;
mod phrase;
mod cursor;
mod filter_mask;
mod scan;

pub(super) use filter_mask::{FilterResult, map_values, value_of};
pub(super) use phrase::covering_windows;
pub(super) use scan::{Found, Scan};
