//! What each term of a query finds by itself: the help for one that found nothing.

use super::hits::search;
use super::{Counts, Request};
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Query, Term};

/// So many terms are asked for alone: each is a search of its own.
const MOST_TERMS: usize = 10;

/// What one term of a query finds by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermAlone {
    /// The term.
    pub term: Term,
    /// The query that asks for it, under the conditions of the whole one.
    pub query: Query,
    /// What it finds.
    pub counts: Counts,
}

/// Returns what each of the first terms of the request's query finds alone, under its conditions;
/// nothing where there are not several terms.
///
/// # Errors
///
/// Fails as [`search`] does.
pub fn terms_alone(reader: &IndexReader, request: &Request) -> Result<Vec<TermAlone>> {
    let Some(query) = &request.query else { return Ok(Vec::new()) };
    let terms = query.terms();
    if terms.len() < 2 {
        return Ok(Vec::new());
    }
    let conditions: Vec<Query> = match query {
        Query::And(parts) => {
            parts.iter().filter(|part| matches!(part, Query::Condition(_))).cloned().collect()
        }
        _ => Vec::new(),
    };
    let mut alone = Vec::new();
    for term in terms.into_iter().take(MOST_TERMS) {
        let mut parts = conditions.clone();
        parts.push(Query::Term(term.clone()));
        let query = Query::all(parts);
        let asked = Request { limit: 0, offset: 0, facets: Vec::new(), ..request.clone() };
        let asked = Request { query: Some(query.clone()), ..asked };
        let counts = search(reader, &asked)?.counts;
        alone.push(TermAlone { term: term.clone(), query, counts });
    }
    Ok(alone)
}
