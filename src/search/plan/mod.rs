//! The meaning of a query: folded forms, words, and conditions on facets.
//!
//! - `function_words`: stop words of loose questions
//! - `regions`: the divisions that a region name refers to
//! - `condition`: conditions on facets, and the filters made of them
//! - `planner`: the plan of a query

mod function_words;
mod regions;
mod condition;
mod planner;

pub(super) use condition::{FacetCondition, Filters, agency_forms};
pub(super) use planner::{Needle, Node, Plan};
pub(super) use regions::NamedRegion;
