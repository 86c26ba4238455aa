//! Removes sections: those of reports that were replaced, and those that no generation has.

use serde_json::json;

use super::answer::search;
use super::bulk::{self, Batch};
use super::client::Client;
use super::failure::Failure;
use super::place::{Place, REPORTS};
use super::question::TERMS;
use crate::error::{ClusterTrouble, Result};

/// The sections that are removed in one request.
const DOCUMENTS: usize = 5_000;

/// The reports that are looked at in one request.
const REPORTS_OF_PAGE: usize = 10_000;

/// Removes the sections of reports, given by number and how many sections they have.
pub(super) fn remove_sections(client: &Client, reports: &[(u64, u64)]) -> Result<()> {
    let index = client.index("sections");
    let mut batch = Batch::default();
    for &(report, sections) in reports {
        for ordinal in 0..sections {
            let place = u32::try_from(ordinal).ok().and_then(|it| Place::new(report, it));
            let Some(place) = place else {
                let what = format!("report {report} cannot have {sections} sections");
                return Err(client.error(Failure::new(ClusterTrouble::Refused, what), 1));
            };
            batch.remove(&place.id());
            if batch.len() == DOCUMENTS {
                bulk::send(client, &index, std::mem::take(&mut batch))?;
            }
        }
    }
    bulk::send(client, &index, batch)
}

/// Removes the sections of unknown reports with numbers below `below`, and returns how many reports
/// there were.
pub(super) fn remove_strays(
    client: &Client,
    is_known: impl Fn(u64) -> bool,
    below: u64,
) -> Result<u64> {
    // Sections that were written just before a program ended may not be visible yet.
    super::health::refresh(client)?;
    let mut strays: Vec<u64> = Vec::new();
    let mut from = 0;
    // Each page begins at the report after the last one of the page before it.
    while let Some(page) = reports_from(client, from, below)? {
        strays.extend(page.iter().copied().filter(|it| !is_known(*it)));
        let Some(last) = page.last() else { break };
        from = last + 1;
    }
    for reports in strays.chunks(TERMS) {
        remove_reports(client, reports)?;
    }
    Ok(strays.len() as u64)
}

/// Returns the next numbers of reports that have sections; `None` if there are none.
fn reports_from(client: &Client, from: u64, below: u64) -> Result<Option<Vec<u64>>> {
    if from >= below.min(REPORTS) {
        return Ok(None);
    }
    let question = json!({
        "size": REPORTS_OF_PAGE, "track_total_hits": true, "_source": false,
        "stored_fields": "_none_",
        "query": {"range": {"report": {"gte": from, "lt": below}}},
        "sort": [{"report": "asc"}],
        // One section stands for its report.
        "collapse": {"field": "report"},
    });
    let Some(whole) = search(client, &[question])?.pop() else { return Ok(None) };
    let numbers = whole.hits.iter().filter_map(|it| it.sort.first());
    let reports: Vec<u64> = numbers.filter_map(|&it| u64::try_from(it).ok()).collect();
    Ok((!reports.is_empty()).then_some(reports))
}

/// Removes the sections of reports, by their places: removing what a query finds is a module that a
/// cluster may lack.
fn remove_reports(client: &Client, reports: &[u64]) -> Result<()> {
    let index = client.index("sections");
    let mut after = -1;
    loop {
        let question = json!({
            "size": DOCUMENTS, "track_total_hits": true, "_source": false,
            "stored_fields": "_none_",
            "query": {"terms": {"report": reports}},
            "sort": [{"place": "asc"}],
            "search_after": [after],
        });
        let hits = search(client, &[question])?.pop().map(|it| it.hits).unwrap_or_default();
        let mut batch = Batch::default();
        for number in hits.iter().filter_map(|it| it.sort.first().copied()) {
            after = number;
            if let Some(place) = Place::from_number(number) {
                batch.remove(&place.id());
            }
        }
        bulk::send(client, &index, batch)?;
        if hits.len() < DOCUMENTS {
            return Ok(());
        }
    }
}
