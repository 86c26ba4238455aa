//! The meaning of a query: folded forms, words, and conditions on facets.
//!
//! - `function_words`: stop words of loose questions
//! - `regions`: the divisions that a region name refers to
//! - `condition`: conditions on facets, and the filters made of them
//! - `needle`: what to mark in a passage
//! - `nesting`: terms that can lie inside others
//! - `planner`: the plan of a query

mod function_words;
mod regions;
mod condition;
mod needle;
mod nesting;
mod planner;

pub(super) use condition::{FacetCondition, Filters, agency_forms};
pub(super) use needle::Needle;
pub(super) use nesting::{InnerForm, Nesting};
pub(super) use planner::{Node, Plan};
pub(super) use regions::NamedRegion;
