//! How many sections there are: those that contain a form, and those of some reports.

use std::ops::Range;

use serde_json::{Value, json};

use super::answer::{search, search_whole};
use super::client::Client;
use super::contents::Contents;
use super::question::{TERMS, form_query};
use crate::error::{Error, Result};

/// Returns for each folded form how many sections of a generation contain it, without those of some
/// reports.
pub(super) fn count_sections(
    client: &Client,
    forms: &[String],
    contents: &Contents,
    without_reports: &[u64],
) -> Result<Vec<u64>> {
    if forms.iter().any(String::is_empty) {
        return Err(Error::NoTerm);
    }
    let without: Vec<Value> = without_reports
        .chunks(TERMS)
        .map(|reports| json!({"terms": {"report": reports}}))
        .collect();
    let questions: Vec<Value> = forms
        .iter()
        .map(|form| {
            let filter = [form_query(form), contents.query()];
            let query = json!({"bool": {"filter": filter, "must_not": without}});
            json!({"size": 0, "track_total_hits": true, "query": query})
        })
        .collect();
    Ok(search_whole(client, &questions, contents)?.into_iter().map(|it| it.total).collect())
}

/// The ranges of reports that are asked for in one search; a cluster takes 1,024 clauses.
const RANGES: usize = 500;

/// Returns how many sections the reports have whose numbers lie in `reports`.
pub(super) fn sections_of(client: &Client, reports: &[Range<u64>]) -> Result<u64> {
    let range = |it: &Range<u64>| json!({"range": {"report": {"gte": it.start, "lt": it.end}}});
    let questions: Vec<Value> = reports
        .chunks(RANGES)
        .map(|ranges| {
            let ranges: Vec<Value> = ranges.iter().map(range).collect();
            let query = json!({"bool": {"should": ranges, "minimum_should_match": 1}});
            json!({"size": 0, "track_total_hits": true, "query": query})
        })
        .collect();
    Ok(search(client, &questions)?.into_iter().map(|it| it.total).sum())
}
