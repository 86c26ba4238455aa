//! From names in a text to divisions with their codes.
//!
//! - [`gazetteer`]: the table of divisions and their names
//! - [`host`]: which divisions the host name of a government's site may stand for
//! - [`resolver`]: which of several divisions a name means, by evidence

pub mod gazetteer;
pub mod host;
pub mod resolver;

pub use gazetteer::{Form, Gazetteer, Level, Named, Node, NodeId, Standing};
pub use host::{HostForm, HostMatch, host_candidates, spellings};
pub use resolver::{Choice, Evidence, RegionError, chain_readings, named_region};
