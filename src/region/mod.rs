//! From names in a text to divisions with their codes.
//!
//! - [`gazetteer`]: the table of divisions and their names
//! - [`resolver`]: which of several divisions a name means, by evidence

pub mod gazetteer;
pub mod resolver;

pub use gazetteer::{Form, Gazetteer, Level, Named, Node, NodeId, Standing};
pub use resolver::{Choice, Evidence, RegionError, chain_readings, named_region};
