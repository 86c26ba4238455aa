//! Answers a request in one walk over an index: what is found, and what it is counted over.
//!
//! A [`Collector`] makes a result of the sections that [`walk`] passes to it; `walk` adds ground
//! and remarks and returns an [`Answer`](super::Answer). A new analysis is a new collector.
//!
//! - `collector`: the trait, and several collectors as one
//! - `near_names`: names of divisions that are like an unknown one
//! - `typed_names`: names in letters or in one character, read as those of the index
//! - `prepare`: the plan of a request, and the number of words that a loose question requires
//! - `ground`: what is counted over
//! - `former`: former divisions whose reports a region includes
//! - `shared_names`: agencies of one name that a condition selects together
//! - `spellings`: counts of the aliases of terms
//! - `sections`: goes over the sections
//! - `one_section`, `read_as`: remarks on how the query was read
//! - `rewrite`, `relaxed`: what a question would find that is a little wider
//! - `explain`: how a query is understood, and what its clauses find
//! - `walk`: the walk
//! - `grouping`, `matrix`: counts by group, and by two groups; `tables`: those of several queries
//! - `first_section`: the first section of each group
//! - `path_order`: the sections that are found, by path and place
//! - `mention_list`: the sections that have mentions, and those that are counted over
//! - `totals`: counts of everything

mod collector;
mod near_names;
mod typed_names;
mod prepare;
mod ground;
mod former;
mod shared_names;
mod totals;
mod spellings;
mod sections;
mod one_section;
mod read_as;
mod rewrite;
mod relaxed;
mod explain;
mod walk;
mod grouping;
mod matrix;
mod tables;
mod first_section;
mod path_order;
mod mention_list;

pub(crate) use collector::{Collector, FoundSection, GroundSection};
pub(crate) use first_section::{FirstOfSegments, FirstSections};
pub(super) use ground::whole_ground;
pub(crate) use matrix::{AxisEntry, Matrix, TableCollector, Tally, entry_of, groups_without_gaps};
pub(crate) use mention_list::{MentionList, MentionedSection, SectionsInGround};
pub(crate) use path_order::{EverySection, FoundPlace, InPathOrder};
pub(crate) use prepare::Prepared;
pub(crate) use tables::QueryTable;
pub(crate) use totals::Totals;
pub(crate) use typed_names::with_names_of;
pub(crate) use walk::{FoundByOne, has_own_conditions, walk, walk_each, walk_each_with};
