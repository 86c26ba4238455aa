//! The counts of each term of a query by itself, as help for a query without hits.

use super::results::search;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Query, Term};
use crate::search::counts::Counts;
use crate::search::request::Request;

/// The maximum number of terms that are counted: each is a search of its own.
const MOST_TERMS: usize = 10;

/// The counts of one term of a query by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermCount {
    /// The term.
    pub term: Term,
    /// The query for the term, with the conditions of the whole query.
    pub query: Query,
    /// What this query finds.
    pub counts: Counts,
}

impl Request {
    /// Counts what each of the first ten terms of a query finds by itself, with the conditions of the
    /// query. Returns nothing if the query has fewer than two terms.
    ///
    /// # Errors
    ///
    /// Fails as [`search`] does.
    pub fn count_terms(&self, reader: &IndexReader) -> Result<Vec<TermCount>> {
        let Some(query) = &self.query else { return Ok(Vec::new()) };
        let terms = query.terms();
        if terms.len() < 2 {
            return Ok(Vec::new());
        }
        let conditions: Vec<Query> = match query {
            Query::And(parts) => {
                let is_condition = |part: &&Query| part.terms_and_excluded().is_empty();
                parts.iter().filter(is_condition).cloned().collect()
            }
            _ => Vec::new(),
        };
        let mut counted = Vec::new();
        for term in terms.into_iter().take(MOST_TERMS) {
            let mut parts = conditions.clone();
            parts.push(Query::Term(term.clone()));
            let query = Query::all(parts);
            let request = Self { limit: 0, offset: 0, facets: Vec::new(), ..self.clone() };
            let request = Self { query: Some(query.clone()), line: None, ..request };
            let counts = search(reader, &request)?.body.counts;
            counted.push(TermCount { term: term.clone(), query, counts });
        }
        Ok(counted)
    }
}
