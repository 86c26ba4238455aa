//! Text → report.
//!
//! - [`mod@clean`]: debris and broken lines, with `lines` for the lines;
//! - `marker`: the numbers headings begin with;
//! - [`part`]: heading → statutory part;
//! - [`mod@outline`]: body → sections.

mod marker;
mod lines;
pub mod clean;
pub mod part;
pub mod outline;

pub use clean::clean;
pub use outline::outline;
