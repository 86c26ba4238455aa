//! Sections are the unit that queries are met in, and what the next wider unit would find.

use super::sections::count;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Query, Scope};
use crate::search::answer::Remark;
use crate::search::counts::Counts;
use crate::search::request::{Mode, Request};

/// If fewer reports than this are found, the answer also says how many meet the query as a whole.
const FEW: u64 = 5;

/// Returns that a query of several terms, or one that excludes a term, is met within one section.
/// It `found` so much.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn in_one_section(
    reader: &IndexReader,
    request: &Request,
    found: Counts,
) -> Result<Option<Remark>> {
    let Some(query) = &request.query else { return Ok(None) };
    let says_itself = match query {
        Query::Within(scope, _) => *scope != Scope::Section,
        Query::Near { .. } => true,
        _ => false,
    };
    if says_itself {
        // It says itself what it is met in.
        return Ok(None);
    }
    let (conditions, terms) = parts(query);
    let excludes = query.excludes_terms();
    // Words mode says itself how many of the words a section has to contain.
    let is_loose = request.mode == Mode::Words;
    let has_several = query.terms_and_excluded().len() > 1 && !is_loose;
    if !excludes && !has_several {
        return Ok(None);
    }
    let is_wider = (excludes || has_conjunction(&terms) && found.reports < FEW)
        && !terms.iter().any(|part| part.has_report());
    let in_one_report = if is_wider && !is_loose {
        let whole = Query::all(terms.iter().copied().cloned().collect());
        let mut parts: Vec<Query> = conditions.into_iter().cloned().collect();
        parts.push(Query::Within(Scope::Report, Box::new(whole)));
        let request = Request { query: Some(Query::all(parts)), line: None, ..request.clone() };
        Some(count(reader, &request)?.reports)
    } else {
        None
    };
    let query = Query::all(terms.into_iter().cloned().collect()).to_string();
    Ok(Some(Remark::InOneSection { query, in_one_report }))
}

/// Returns the parts of a query that are conditions only, and those with terms.
fn parts(query: &Query) -> (Vec<&Query>, Vec<&Query>) {
    let parts: &[Query] = match query {
        Query::And(parts) => parts,
        single => std::slice::from_ref(single),
    };
    parts.iter().partition(|part| part.terms_and_excluded().is_empty())
}

/// Returns whether several things have to be met at once; if not, reports meet the query exactly if
/// one of their sections does.
fn has_conjunction(parts: &[&Query]) -> bool {
    let joins = |query: &&Query| match query {
        Query::And(_) | Query::Not(_) => true,
        Query::Or(inner) => inner.iter().any(|it| has_conjunction(&[it])),
        // A report meets them if one of its sections does.
        Query::Term(_) | Query::Condition(_) | Query::Near { .. } | Query::Within(..) => false,
    };
    parts.len() > 1 || parts.iter().any(joins)
}
