//! Finds exactly the sections that a plan asks for.
//!
//! - `score`: the score of a section
//! - `windows`: windows of two characters
//! - `listed`: the sections that contain a form, as a cluster lists them
//! - `phrase`: the sections that contain a form, by its windows
//! - `character_places`: the places of a single character
//! - `span_cursor`: the sections with spans
//! - `cursor`: terms, words and conditions combined
//! - `filter_mask`: the filters over a segment
//! - `titles`: terms in titles and headings
//! - `reports`: the reports that meet a query as a whole
//! - `builder`: the cursors of a plan
//! - `nested`: mentions that lie inside others
//! - `scan`: a plan over an index

mod score;
mod windows;
mod listed;
mod phrase;
mod character_places;
mod span_cursor;
mod cursor;
mod filter_mask;
mod titles;
mod reports;
mod builder;
mod nested;
mod scan;

pub(super) use filter_mask::{FilterResult, map_values, value_of};
pub(super) use scan::{Found, Scan, SegmentScan};
pub(super) use windows::covering_windows;
