//! Explains how a request is understood.

use std::collections::BTreeMap;

use super::prepare::Prepared;
use super::sections::count;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::Query;
use crate::search::counts::Counts;
use crate::search::explanation::{ExplainedClause, Explanation};
use crate::search::request::{Mode, Request};

impl Request {
    /// Explains how the query is understood, if that is asked for and there is a query. Loads jieba.
    ///
    /// # Errors
    ///
    /// Fails as [`Prepared::new`] does.
    pub(crate) fn explanation(&self, reader: &IndexReader) -> Result<Option<Explanation>> {
        let Some(query) = self.query.as_ref().filter(|_| self.explain) else { return Ok(None) };
        let ExplainedClause { plan, counts, clauses, .. } = explained(reader, self, query)?;
        Ok(Some(Explanation { plan, counts, clauses }))
    }
}

/// Explains a query that is asked for in place of that of a request.
fn explained(reader: &IndexReader, request: &Request, query: &Query) -> Result<ExplainedClause> {
    let asked = Request { query: Some(query.clone()), line: None, ..request.clone() };
    let counts = |mode: Mode| -> Result<(Mode, Counts)> {
        Ok((mode, count(reader, &Request { mode, ..asked.clone() })?))
    };
    let clauses = query.clauses();
    Ok(ExplainedClause {
        query: query.to_string(),
        plan: Prepared::new(reader, &asked)?.plan.root.to_string(),
        counts: Mode::ALL.into_iter().map(counts).collect::<Result<BTreeMap<_, _>>>()?,
        clauses: clauses
            .iter()
            .map(|clause| explained(reader, request, clause))
            .collect::<Result<_>>()?,
    })
}
