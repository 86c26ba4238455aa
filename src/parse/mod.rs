//! From text to a report: cleaned, cut into sections, its facts found. Never fails; leaves notes.
//!
//! - [`mod@clean`]: debris and broken lines, with `lines` for the lines;
//! - `marker`: the numbers headings begin with;
//! - [`part`]: heading → statutory part;
//! - [`mod@outline`]: body → sections;
//! - [`mod@facts`]: body and path → title, agency, region, year, date.

mod marker;
mod lines;
pub mod clean;
pub mod part;
pub mod outline;
pub mod facts;

pub use clean::clean;
pub use outline::outline;
