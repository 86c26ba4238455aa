//! How many sections contain each of several forms.

use serde_json::{Value, json};

use super::answer::search;
use super::client::Client;
use super::question::{TERMS, form_query};
use crate::error::{Error, Result};

/// Returns for each folded form how many sections contain it, without those of some reports.
pub(super) fn count_sections(
    client: &Client,
    forms: &[String],
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
            let query = json!({"bool": {"filter": [form_query(form)], "must_not": without}});
            json!({"size": 0, "track_total_hits": true, "query": query})
        })
        .collect();
    Ok(search(client, &questions)?.into_iter().map(|it| it.total).collect())
}
