//! From text to a report. Never fails: what cannot be told leaves a note.
//!
//! - [`facts`]: title, agency, region, year, date
//! - [`corrections`]: what users know better

pub mod facts;
pub mod corrections;
