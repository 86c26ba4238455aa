//! Sections are the unit that queries are met in, and what the next wider unit would find.

use super::collector::Collector;
use super::prepare::Prepared;
use super::sections::{ReportNumbers, over_sections};
use crate::error::Result;
use crate::index::{IndexReader, NumberSet};
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
    if matches!(query, Query::Within(scope, _) if *scope != Scope::Section) {
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
    let is_wider = excludes || has_conjunction(&terms) && found.reports < FEW;
    let in_one_report = if is_wider && !is_loose {
        Some(count_reports(reader, request, &conditions, &terms)?)
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

/// Counts the reports that meet a query as a whole: a term that occurs in any section of the report
/// that meets the conditions, and an excluded one in none of them.
fn count_reports(
    reader: &IndexReader,
    request: &Request,
    conditions: &[&Query],
    terms: &[&Query],
) -> Result<u64> {
    let reports = |query: Option<&Query>| -> Result<NumberSet> {
        let parts: Vec<Query> = conditions.iter().copied().chain(query).cloned().collect();
        let whole = (!parts.is_empty()).then(|| Query::all(parts));
        let request = Request { query: whole, line: None, ..request.clone() };
        let prepared = Prepared::new(reader, &request)?;
        let is_ground = query.is_none() && conditions.is_empty();
        let mut collector = ReportNumbers { is_ground, ..ReportNumbers::default() };
        over_sections(reader, &[&prepared], &mut collector)?;
        Ok(collector.finish())
    };
    let mut leaves: Vec<(&Query, NumberSet)> = Vec::new();
    for leaf in terms.iter().flat_map(|part| leaves_of(part)) {
        leaves.push((leaf, reports(Some(leaf))?));
    }
    let meets = |query: &Query, report: u64| meets(query, report, &leaves);
    let all = reports(None)?;
    let met = all.iter().filter(|report| terms.iter().all(|query| meets(query, *report)));
    Ok(met.count() as u64)
}

/// Returns the parts of a query that one section has to meet.
fn leaves_of(query: &Query) -> Vec<&Query> {
    match query {
        Query::Term(_) | Query::Condition(_) | Query::Near { .. } | Query::Within(..) => {
            vec![query]
        }
        Query::Not(inner) => leaves_of(inner),
        Query::And(inner) | Query::Or(inner) => inner.iter().flat_map(leaves_of).collect(),
    }
}

/// Returns whether a report meets a query as a whole; `leaves` are the reports with a section that
/// meets a term or condition.
fn meets(query: &Query, report: u64, leaves: &[(&Query, NumberSet)]) -> bool {
    match query {
        Query::Term(_) | Query::Condition(_) | Query::Near { .. } | Query::Within(..) => {
            leaves.iter().any(|(leaf, reports)| *leaf == query && reports.contains(report))
        }
        Query::Not(inner) => !meets(inner, report, leaves),
        Query::And(inner) => inner.iter().all(|it| meets(it, report, leaves)),
        Query::Or(inner) => inner.iter().any(|it| meets(it, report, leaves)),
    }
}
