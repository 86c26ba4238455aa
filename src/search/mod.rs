//! Answers a query: which sections, how many, and the passages to show first.
//!
//! - `plan`: what the query means
//! - `regions`: which divisions a region named in it stands for
//! - `phrase`, `cursor`, `scan`: the sections it finds, exactly
//! - `score`: their order
//! - `count`: sections, reports, mentions, and facets
//! - `passage`: what is shown of a section
//! - `hits`, `groups`, `matrix`: the answers
//! - `within`: what a query finds in single reports
//! - `alone`: what else to try where nothing was found
//! - `suggest`: how a query may go on while it is typed
//!
//! Every section found is visited and counted: no count is an estimate.

mod alone;
mod count;
mod cursor;
mod groups;
mod hits;
mod matrix;
mod passage;
mod phrase;
mod plan;
mod regions;
mod scan;
mod score;
mod suggest;
#[cfg(test)]
mod tests;
mod within;

pub use alone::{TermAlone, terms_alone};
pub use count::{Counts, FacetBy, FacetRow, Ground};
pub use groups::GroupBy;
pub(crate) use groups::first_sections_of;
pub(crate) use groups::{GroupTally, grouped, held_first_sections};
pub(crate) use hits::held_by_year;
pub use hits::{
    Explanation, Hit, Hits, ReportView, Results, SectionView, WordsAsked, all_hits, explain, search,
};
pub(crate) use matrix::{Line, Matrix, Tally, groups_of, label, line_of, matrix};
pub use passage::{Passage, mark_terms};
pub use plan::Mode;
pub use regions::{FormerIncluded, former_included};
pub use suggest::{Suggester, Suggestion, SuggestionKind, Suggestions};
pub(crate) use within::Within;

use crate::query::{Condition, Query};
use crate::report::named::named;

/// What is asked of an index.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to find; every section where there is none.
    pub query: Option<Query>,
    /// How terms are matched.
    pub mode: Mode,
    /// Conditions beside the query; of those on one field any may hold.
    pub filters: Vec<Condition>,
    /// How many hits are returned at most.
    pub limit: usize,
    /// How many hits before those are left out.
    pub offset: usize,
    /// What to count by beside the hits.
    pub facets: Vec<FacetBy>,
    /// The order of the hits.
    pub sort: Sort,
}

named! {
    /// The order of hits. Equal hits are ordered by score, then the newer year, path and place.
    #[derive(Default)]
    pub enum Sort {
        /// The best first.
        #[default]
        Relevance => "relevance", "best first", "相关度";
        /// The newest year first; reports without a known year come last.
        Newest => "newest", "newest year first", "年度从新到旧";
        /// The oldest year first; reports without a known year come last.
        Oldest => "oldest", "oldest year first", "年度从旧到新";
        /// Sections with the most mentions first.
        Mentions => "mentions", "most mentions first", "提及次数从多到少";
    }
}

impl Request {
    /// Returns a request for the first ten hits of `query`, matched exactly.
    #[must_use]
    pub fn new(query: Query) -> Self {
        let (mode, filters, facets) = (Mode::Exact, Vec::new(), Vec::new());
        let sort = Sort::default();
        Self { query: Some(query), mode, filters, limit: 10, offset: 0, facets, sort }
    }

    /// Returns a request for everything that the filters let through, without hits.
    #[must_use]
    pub fn all(filters: Vec<Condition>) -> Self {
        let (mode, facets, sort) = (Mode::Exact, Vec::new(), Sort::default());
        Self { query: None, mode, filters, limit: 0, offset: 0, facets, sort }
    }

    /// Returns the query as it is printed; empty where there is none.
    #[must_use]
    pub(crate) fn printed(&self) -> String {
        self.query.as_ref().map(Query::to_string).unwrap_or_default()
    }
}
