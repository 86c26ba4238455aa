//! From names in a text to divisions with their codes.
//!
//! - [`table`]: the table of divisions and their names
//! - [`host`]: which divisions the host name of a government's site may stand for
//! - [`resolver`]: which of several divisions a name means, by evidence

pub mod host;
pub mod resolver;
pub mod table;

pub use host::{HostForm, HostMatch, host_candidates, spellings};
pub use resolver::{Choice, Evidence, RegionError, chain_readings, named_region};
pub use table::{Existence, Form, Gazetteer, Named, Node, NodeId};
