//! The gazetteer: from names in a text to administrative divisions with their codes.
//!
//! - `row`: the lines of the table, which the program contains packed
//! - `node`: what the table says about a division, and about a name of one
//! - `table`: divisions by code, by name, and by position in a text
//! - `resolver`: which of several divisions a name means, by evidence
//! - `host`: the divisions that the host name of a government site may mean
//! - `user_region`: regions as users give them
//! - `typed`: divisions in pinyin, as initials, and provinces in one character

mod host;
mod node;
mod resolver;
mod row;
mod table;
mod typed;
mod user_region;

pub(crate) use host::{host_candidates, spellings};
pub(crate) use node::{Existence, Form, Named, NodeId};
pub(crate) use resolver::{Choice, Evidence, chain_readings, places_named_in};
pub(crate) use table::Gazetteer;
pub(crate) use typed::{place_readings, province_in, typed_divisions};
pub(crate) use user_region::{RegionError, find_region};
