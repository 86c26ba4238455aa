//! The meaning of a query: folded forms, words, and conditions on facets.
//!
//! - `function_words`: stop words of loose questions
//! - `regions`: the divisions that a region name refers to
//! - `condition`: conditions on facets, and the filters made of them
//! - `span_tree`: parts of a query about the places of terms
//! - `node`: the parts of a plan
//! - `needle`: what to mark in a passage
//! - `nesting`: terms that can lie inside others
//! - `planner`: the plan of a query; `spelling`: that of one spelling of a term with aliases

mod function_words;
mod regions;
mod condition;
mod span_tree;
mod node;
mod needle;
mod nesting;
mod planner;
mod spelling;

pub(super) use condition::{FacetCondition, Filters, agency_forms, name_and_place};
pub(super) use needle::Needle;
pub(super) use nesting::{InnerForm, Nesting};
pub(super) use node::Node;
pub(super) use planner::Plan;
pub(super) use regions::NamedRegion;
pub(super) use span_tree::{Literal, Piece, SpanTree, Unit};
pub(super) use spelling::SpellingOf;
