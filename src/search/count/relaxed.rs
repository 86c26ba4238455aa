//! The nearest questions that find something, for a question that finds nothing.

use super::rewrite::{Ladder, Step, rewrites};
use super::sections::count;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::query::{Condition, ConditionKey, Query};
use crate::search::answer::{Question, Relaxation, RelaxedQuestion};
use crate::search::request::{Mode, Request};

/// The most questions that are told: more are no help.
const MOST_TOLD: usize = 5;

/// The most questions that are counted, since each is a walk of its own.
const MOST_TRIED: usize = 40;

/// Returns the nearest questions that find something, with what they find: those that find the fewest
/// sections first.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn relaxed(reader: &IndexReader, request: &Request) -> Result<Vec<RelaxedQuestion>> {
    let mut found: Vec<RelaxedQuestion> = Vec::new();
    let mut left = MOST_TRIED;
    for ladder in ladders(reader, request) {
        for Step { relaxation, without, changed } in ladder {
            let question = Question::new(&changed);
            if left == 0 || found.iter().any(|it| it.question == question) {
                break;
            }
            left -= 1;
            let counts = match count(reader, &changed) {
                Ok(counts) => counts,
                // A change can make a query that says nothing.
                Err(Error::Query(_)) => continue,
                Err(error) => return Err(error),
            };
            if counts.sections > 0 {
                found.push(RelaxedQuestion { relaxation, without, question, counts });
                break;
            }
        }
    }
    found.sort_by_key(|it| it.counts.sections);
    found.truncate(MOST_TOLD);
    Ok(found)
}

/// Returns the changes to a question.
fn ladders(reader: &IndexReader, request: &Request) -> Vec<Ladder<Request>> {
    let Some(query) = &request.query else { return Vec::new() };
    let request = Request { line: None, concept: None, facets: Vec::new(), ..request.clone() };
    let with_query = |query: Query| Request { query: Some(query), ..request.clone() };
    let with_mode = |mode: Mode| Request { mode, ..request.clone() };
    let one = |relaxation: Relaxation, changed: Request| {
        vec![Step { relaxation, without: None, changed }]
    };
    let mut ladders = Vec::new();
    let with_aliases = query.with_aliases();
    if with_aliases != *query && !reader.aliases().resolve(&with_aliases).terms.is_empty() {
        ladders.push(one(Relaxation::Aliases, with_query(with_aliases)));
    }
    if request.mode == Mode::Strict {
        ladders.push(one(Relaxation::Folded, with_mode(Mode::Exact)));
    }
    for ladder in rewrites(query) {
        ladders.push(ladder.into_iter().map(|step| step.map(with_query)).collect());
    }
    let mut keys: Vec<ConditionKey> = request.filters.iter().map(Condition::key).collect();
    keys.dedup();
    for key in keys {
        let (out, kept): (Vec<_>, Vec<_>) =
            request.filters.iter().cloned().partition(|filter| filter.key() == key);
        let out: Vec<Query> = out.into_iter().map(Query::Condition).collect();
        let without = Some(Query::any(out).to_string());
        let changed = Request { filters: kept, ..request.clone() };
        ladders.push(vec![Step { relaxation: Relaxation::Filter, without, changed }]);
    }
    if request.mode == Mode::Exact {
        ladders.push(one(Relaxation::Words, with_mode(Mode::Words)));
    }
    ladders
}
