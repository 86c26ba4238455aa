//! Answers questions over an index: which sections are found, how many, and which are shown first.
//!
//! - `request`: the request, with query, mode and filters
//! - `facet`: what sections can be counted by
//! - `namesakes`: agencies of one name in different places
//! - `counts`, `explanation`, `answer`, `window`: what all answers and their lists have in common
//! - `plan/`: the meaning of a query
//! - `spans`: what patterns, nearness and scopes find in a text
//! - `matches`: the places of a text that a query asks for
//! - `find/`: exact search over the sections
//! - `passage`: the window of a section that is shown, and the matches in it
//! - `count/`: the walk over the sections, and its collectors
//! - `hits/`: the sections that are shown
//! - `suggest/`: completions while a query is typed
//!
//! Every section that is found is visited and counted: no count is an estimate.

mod facet;
mod namesakes;
mod request;
mod counts;
mod explanation;
mod answer;
mod window;
mod plan;
mod spans;
mod matches;
mod find;
mod passage;
mod count;
mod hits;
mod suggest;
#[cfg(test)]
mod by_report_tests;
#[cfg(test)]
mod small_index;
#[cfg(test)]
mod span_tests;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Remark};
pub(crate) use answer::{OtherReading, Question, Relaxation, RelaxedQuestion, SpellingCount};
pub(crate) use count::Prepared;
pub(crate) use count::{
    AxisEntry, EverySection, FirstOfSegments, FirstSections, FoundByOne, FoundPlace, InPathOrder,
    MentionList, MentionedSection, QueryTable, SectionsInGround, Tally, Totals, entry_of,
    groups_without_gaps, has_own_conditions, walk, walk_each, walk_each_with, with_names_of,
};
pub use counts::{Counts, Ground};
pub(crate) use explanation::{ExplainedClause, Explanation};
pub(crate) use facet::FacetRow;
pub(crate) use facet::Group;
pub use facet::{FacetBy, GroupBy};
pub(crate) use hits::find as find_hits;
pub use hits::{Hit, Results, search};
pub(crate) use hits::{ReportHits, ReportView, ReportViews, SectionHit, SectionView};
pub(crate) use hits::{ReportList, ReportQuery, in_reading_order, reports_of_agency, reports_with};
pub(crate) use namesakes::agency_value;
pub(crate) use passage::Passage;
pub(crate) use passage::find_terms;
pub use request::{Mode, Request, Sort};
pub(crate) use suggest::{Suggester, Suggestions};
pub(crate) use window::Window;
