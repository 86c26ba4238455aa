//! What a query means: folded forms, words, and conditions on facets.
//!
//! - `function_words`: words that say nothing about a section
//! - `regions`: the divisions that a region means
//! - `condition`: conditions on facets, and the filters they make
//! - `planner`: the plan of a query

mod function_words;
mod regions;
mod condition;
mod planner;

pub(super) use condition::{FacetCondition, Filters, agency_forms};
pub(super) use planner::{Needle, Node, Plan};
pub(super) use regions::NamedRegion;
