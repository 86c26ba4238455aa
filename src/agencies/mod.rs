//! Names of agencies: how they are built, abbreviated and classified.
//!
//! - `offices`: what an agency does; 卫健委 is 卫生健康委员会
//! - `names`: names of agencies and places in running text
//! - `name_line`: lines that are the name of an agency and nothing else
//! - `agency_kind`: government, department, town or other

mod offices;
mod names;
mod name_line;
mod agency_kind;

pub use offices::full_names;

pub(crate) use agency_kind::classify;
pub(crate) use name_line::without_seal;
pub(crate) use names::{
    AgencyMention, AgencyName, FoundNames, Place, PlaceMention, find_names, fits_level, is_han,
};
