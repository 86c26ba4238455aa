//! Finds exactly the sections that a plan asks for.
//!
//! - `score`: the score of a section
//! - `windows`: windows of two characters
//! - `phrase`: the sections that contain a form, by its windows
//! - `cursor`: terms, words and conditions combined
//! - `filter_mask`: the filters over a segment
//! - `titles`: terms in titles and headings
//! - `nested`: mentions that lie inside others
//! - `builder`: the cursors of a plan
//! - `scan`: a plan over an index

mod score;
mod windows;
mod phrase;
mod cursor;
mod filter_mask;
mod titles;
mod nested;
mod builder;
mod scan;

pub(super) use filter_mask::{FilterResult, map_values, value_of};
pub(super) use scan::{Found, Scan};
pub(super) use windows::covering_windows;
