//! How a request is understood, and what its clauses and each mode find.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counts::Counts;
use super::request::Mode;

/// How the query of a request is understood, and what its clauses and each mode find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Explanation {
    /// The plan: folded forms, words, places.
    pub plan: String,
    /// What each mode finds.
    pub counts: BTreeMap<Mode, Counts>,
    /// The clauses that the query is made of; none if it is one term or condition.
    pub clauses: Vec<ExplainedClause>,
}

/// A clause of a query, explained as if it were asked for alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ExplainedClause {
    /// The clause in canonical form.
    pub query: String,
    /// Its plan.
    pub plan: String,
    /// What each mode finds of it by itself, with the filters.
    pub counts: BTreeMap<Mode, Counts>,
    /// The clauses that it is made of.
    #[schema(no_recursion)]
    pub clauses: Vec<ExplainedClause>,
}
