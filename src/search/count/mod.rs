//! One walk over an index answers a question: what was found, and what it was counted over.
//!
//! A question is a [`Collector`]; [`walk`] shows it the sections and makes its result an
//! [`Answer`](super::Answer), with ground and remarks. A new analysis is a new collector.
//!
//! - `collector`: the trait, and how several are asked at once
//! - `prepare`: the plan of a request, and how many words of a loose question are asked for
//! - `ground`: what was counted over
//! - `former`: former divisions that a region included
//! - `walk`: the walk
//! - `grouping`, `matrix`: counts by group, and by two groups
//! - `first_section`: the first section of each group
//! - `totals`: counts of everything

mod collector;
mod prepare;
mod ground;
mod former;
mod walk;
mod grouping;
mod matrix;
mod first_section;
mod totals;

pub(crate) use collector::{Collector, FoundSection, GroundSection};
pub(crate) use first_section::FirstSections;
pub(super) use ground::whole_ground;
pub(crate) use matrix::{AxisEntry, Matrix, TableCollector, Tally, entry_of, groups_without_gaps};
pub(super) use prepare::Prepared;
pub(super) use totals::Totals;
pub(crate) use walk::walk;
