//! Names of agencies: how they are built, abbreviated and classified.
//!
//! - `offices`: what an agency does; 卫健委 is 卫生健康委员会
//! - `other_names`: the other names of a department
//! - `level_word`: 县, 区, 市 as names and reports use them
//! - `agency_name`: a name, taken apart
//! - `place_names`: names of places, as distinct from words that contain them
//! - `unknown_place`: names of places that the gazetteer does not have
//! - `names_in_text`: names of agencies in running text
//! - `name_line`: lines that are the name of an agency and nothing else
//! - `bodies_in_text`: towns, zones and courts in running text
//! - `agency_kind`: government, department, town or other
//! - `typed`: the names that people type for an agency in letters

mod offices;
mod other_names;
mod level_word;
mod agency_name;
mod place_names;
mod unknown_place;
mod names_in_text;
mod name_line;
mod bodies_in_text;
mod agency_kind;
mod typed;

pub(crate) use agency_kind::classify;
pub(crate) use agency_name::{AgencyName, Place};
pub(crate) use bodies_in_text::find_bodies;
pub(crate) use level_word::LevelWord;
pub(crate) use name_line::without_seal;
pub(crate) use names_in_text::{AgencyMention, FoundNames, PlaceMention, find_names};
pub(crate) use offices::full_names;
pub(crate) use other_names::other_names;
pub(crate) use typed::office_names;
