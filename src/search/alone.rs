//! What each term of a query finds by itself: the help for one that found nothing.

use super::hits::search;
use super::{Counts, Request};
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Query, Term};

/// Returns what each term of the request's query finds alone, under its conditions; nothing where
/// there are not several terms.
///
/// # Errors
///
/// Fails as [`search`] does.
pub fn terms_alone(reader: &IndexReader, request: &Request) -> Result<Vec<(Term, Counts)>> {
    let Some(query) = &request.query else { return Ok(Vec::new()) };
    let terms = query.terms();
    if terms.len() < 2 {
        return Ok(Vec::new());
    }
    let conditions: Vec<Query> = match query {
        Query::And(parts) => {
            parts.iter().filter(|part| matches!(part, Query::Field(_))).cloned().collect()
        }
        _ => Vec::new(),
    };
    let mut alone = Vec::new();
    for term in terms {
        let mut parts = conditions.clone();
        parts.push(Query::Term(term.clone()));
        let query = Some(Query::all(parts));
        let asked = Request { query, limit: 0, offset: 0, facets: Vec::new(), ..request.clone() };
        alone.push((term.clone(), search(reader, &asked)?.counts));
    }
    Ok(alone)
}
