//! The sections found, as rows: report, section and count.
//!
//! A script on each shard packs places and counts into an array of numbers, which is the fastest
//! way there is: 425,000 rows a second where pages of hits gave 90,000 and buckets 33,000. A count
//! of 1 is left out, another follows its place with a minus sign. A shard that would pack too many
//! sends none; the question is then asked again in ranges of places.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::answer::{Hit, Whole, search_whole};
use super::client::Client;
use super::contents::Contents;
use super::failure::Failure;
use super::place::Place;
use super::question::Search;
use crate::error::{ClusterTrouble, Error, Result};

/// The most rows that a shard packs for one search: 3 MB at most, and a third of a second.
const ROWS_OF_SHARD: u64 = 200_000;

/// The most rows of a range, over all shards: about 4 MB of JSON.
const ROWS_OF_RANGE: u64 = 250_000;

/// The hits of a page, the most that a cluster gives by default.
const PAGE: usize = 10_000;

/// How often a list is read again from its first page, since sections were added meanwhile.
const READINGS: usize = 5;

/// A section that was found, and how often it contains what was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) report: u64,
    pub(crate) ordinal: u32,
    pub(crate) count: u32,
}

/// Returns the rows of each search, by report and section.
pub(super) fn rows(
    client: &Client,
    searches: &[Search],
    contents: &Contents,
) -> Result<Vec<Vec<Row>>> {
    if searches.iter().any(|it| it.form.is_empty()) {
        return Err(Error::NoTerm);
    }
    if client.is_without_scripts.load(Ordering::Relaxed) {
        return searches.iter().map(|it| in_pages(client, it, contents)).collect();
    }
    let questions: Vec<Value> = searches.iter().map(|it| packed(&it.query())).collect();
    let answers = match search_whole(client, &questions, contents) {
        Err(Error::Cluster { reason, .. }) if forbids_scripts(&reason) => {
            client.is_without_scripts.store(true, Ordering::Relaxed);
            return searches.iter().map(|it| in_pages(client, it, contents)).collect();
        }
        answers => answers?,
    };
    let mut all = Vec::with_capacity(searches.len());
    for (search, whole) in searches.iter().zip(answers) {
        let found = unpack(&whole).map_err(|it| client.error(it, 1))?;
        all.push(match found {
            Some(rows) => sorted(rows),
            None => in_ranges(client, search, whole.total, contents)?,
        });
    }
    Ok(all)
}

/// Returns whether a cluster does not allow a script, from its own words.
fn forbids_scripts(reason: &str) -> bool {
    reason.contains("cannot execute") && reason.contains("script")
}

/// Returns the search that packs all sections of a query.
fn packed(query: &Value) -> Value {
    let map = format!(
        "if (state.rows == {ROWS_OF_SHARD}) {{ state.over = true; return; }} \
         long[] a = state.a; int n = state.n; \
         if (n + 2 > a.length) {{ \
             long[] b = new long[2 * a.length]; \
             for (int i = 0; i < n; i++) b[i] = a[i]; \
             a = b; state.a = b; \
         }} \
         a[n] = doc['place'].value; n = n + 1; \
         long count = (long) Math.rint(_score); \
         if (count != 1L) {{ a[n] = -count; n = n + 1; }} \
         state.n = n; state.rows = state.rows + 1;"
    );
    json!({
        "size": 0, "track_total_hits": true, "query": query,
        "aggs": {"rows": {"scripted_metric": {
            "init_script":
                "state.a = new long[64]; state.n = 0; state.rows = 0; state.over = false;",
            "map_script": map,
            "combine_script":
                "if (state.over || state.n == 0) return null; \
                 long[] a = state.a; int n = state.n; long[] b = new long[n]; \
                 for (int i = 0; i < n; i++) b[i] = a[i]; \
                 return b;",
            "reduce_script": "return states;",
        }}},
    })
}

/// Reads packed rows; `None` if a shard had too many.
fn unpack(whole: &Whole) -> std::result::Result<Option<Vec<Row>>, Failure> {
    let wrong = |what: String| Failure::new(ClusterTrouble::Refused, what);
    let mut rows: Vec<Row> = Vec::with_capacity(whole.rows.iter().map(Vec::len).sum());
    for shard in &whole.rows {
        let mut is_counted = true;
        for &number in shard {
            if number < 0 {
                let count = u32::try_from(number.unsigned_abs());
                match (rows.last_mut(), count) {
                    (Some(row), Ok(count)) if !is_counted => row.count = count,
                    _ => return Err(wrong(format!("`{number}` is no count of a section"))),
                }
                is_counted = true;
                continue;
            }
            let Some(place) = Place::from_number(number) else {
                return Err(wrong(format!("`{number}` is no place of a section")));
            };
            rows.push(Row { report: place.report, ordinal: place.ordinal, count: 1 });
            is_counted = false;
        }
    }
    match u64::try_from(rows.len()) {
        Ok(len) if len == whole.total => Ok(Some(rows)),
        Ok(len) if len < whole.total => Ok(None),
        _ => Err(wrong(format!("{} rows of {} sections", rows.len(), whole.total))),
    }
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_unstable();
    rows
}

/// Asks for more rows than a shard packs: in ranges of places with about as many sections each.
///
/// A section that is added between two ranges may be in the answer or not, as with any answer that
/// is read while an index is written: no generation has it yet.
pub(super) fn in_ranges(
    client: &Client,
    wanted: &Search,
    total: u64,
    contents: &Contents,
) -> Result<Vec<Row>> {
    let mut cuts = vec![0, i64::MAX];
    cuts.extend(places_between(client, wanted, total, contents)?);
    cuts.sort_unstable();
    cuts.dedup();
    let mut ranges: Vec<(i64, i64)> = cuts.windows(2).map(|it| (it[0], it[1])).collect();
    ranges.reverse();
    let mut all = Vec::new();
    while let Some((from, to)) = ranges.pop() {
        let answers = search_whole(client, &[packed(&between(wanted, from, to))], contents)?;
        let Some(whole) = answers.first() else { continue };
        if let Some(rows) = unpack(whole).map_err(|it| client.error(it, 1))? {
            all.extend(rows);
            continue;
        }
        let middle = from + (to - from) / 2;
        if middle == from {
            let what = format!("{} sections at the place {from}", whole.total);
            return Err(client.error(Failure::new(ClusterTrouble::Damaged, what), 1));
        }
        ranges.extend([(middle, to), (from, middle)]);
    }
    Ok(sorted(all))
}

/// Returns places between which there are about [`ROWS_OF_RANGE`] sections each. They may be
/// estimates: which range a section is in does not matter.
fn places_between(
    client: &Client,
    wanted: &Search,
    total: u64,
    contents: &Contents,
) -> Result<Vec<i64>> {
    let parts = u32::try_from(total / ROWS_OF_RANGE + 1).unwrap_or(u32::MAX);
    let percents: Vec<f64> =
        (1..parts).map(|part| 100.0 * f64::from(part) / f64::from(parts)).collect();
    if percents.is_empty() {
        return Ok(Vec::new());
    }
    let question = json!({
        "size": 0, "track_total_hits": true, "query": wanted.query(),
        "aggs": {"cuts": {"percentiles": {"field": "place", "percents": percents, "keyed": false}}},
    });
    let answers = search_whole(client, &[question], contents)?;
    let cuts = answers.into_iter().flat_map(|it| it.cuts);
    #[expect(clippy::cast_possible_truncation, reason = "a range may begin anywhere")]
    Ok(cuts.map(|it| it.max(0.0) as i64).collect())
}

/// Returns the query for what is wanted at places from one to before another; the last number of
/// all is meant with it.
fn between(wanted: &Search, from: i64, to: i64) -> Value {
    let end = if to == i64::MAX { "lte" } else { "lt" };
    json!({"bool": {
        "must": [wanted.query()],
        "filter": [{"range": {"place": {"gte": from, end: to}}}],
    }})
}

/// Asks for rows without a script: in pages of hits, sorted by place.
fn in_pages(client: &Client, wanted: &Search, contents: &Contents) -> Result<Vec<Row>> {
    for _ in 0..READINGS {
        let mut rows: Vec<Row> = Vec::new();
        let mut after: Option<i64> = None;
        loop {
            let mut question = json!({
                "size": PAGE, "track_total_hits": true, "track_scores": true,
                "_source": false, "stored_fields": "_none_",
                "query": wanted.query(), "sort": [{"place": "asc"}],
            });
            if let Some(after) = after {
                question["search_after"] = json!([after]);
            }
            let Some(whole) = search_whole(client, &[question], contents)?.pop() else { break };
            after = whole.hits.last().and_then(|it| it.sort.first().copied());
            let count = whole.hits.len();
            for hit in &whole.hits {
                rows.push(row(hit).map_err(|it| client.error(it, 1))?);
            }
            if count < PAGE {
                // A section that was added before the page that is read would be left out.
                if u64::try_from(rows.len()) == Ok(whole.total) {
                    return Ok(rows);
                }
                break;
            }
        }
    }
    let what = "sections were added faster than they could be read";
    Err(client.error(Failure::new(ClusterTrouble::Busy, what), 1))
}

/// Reads a hit.
fn row(hit: &Hit) -> std::result::Result<Row, Failure> {
    let place = hit.sort.first().and_then(|&it| Place::from_number(it));
    let count = hit.score.map(f64::round).filter(|it| (1.0..f64::from(u32::MAX)).contains(it));
    let (Some(place), Some(count)) = (place, count) else {
        return Err(Failure::new(ClusterTrouble::Refused, format!("no place or count: {hit:?}")));
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Ok(Row { report: place.report, ordinal: place.ordinal, count: count as u32 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(total: u64, rows: &[&[i64]]) -> Whole {
        let rows = rows.iter().map(|it| it.to_vec()).collect();
        Whole { total, hits: Vec::new(), rows, cuts: Vec::new() }
    }

    #[test]
    fn packed_rows_are_read_or_refused() {
        let (a, b) = (Place::new(7, 3).unwrap().number(), Place::new(2, 0).unwrap().number());
        for (total, packed, expected) in [
            (0, &[][..], "[]"),
            (2, &[&[a, -5][..], &[b]], "[(2, 0, 1), (7, 3, 5)]"),
            (2, &[&[b, a, -2]], "[(2, 0, 1), (7, 3, 2)]"),
            (3, &[&[a], &[b]], "too many"),
            (1, &[&[a], &[b]], "! 2 rows of 1 sections"),
            (1, &[&[a], &[-3]], "! `-3` is no count of a section"),
            (1, &[&[-3, a]], "! `-3` is no count of a section"),
            (1, &[&[a, -2, -3]], "! `-3` is no count of a section"),
            (1, &[&[a, i64::MIN]], "! `-9223372036854775808` is no count of a section"),
        ] {
            let found = match unpack(&whole(total, packed)) {
                Ok(Some(rows)) => {
                    let rows = sorted(rows).into_iter().map(|it| (it.report, it.ordinal, it.count));
                    format!("{:?}", rows.collect::<Vec<_>>())
                }
                Ok(None) => "too many".to_owned(),
                Err(failure) => format!("! {}", failure.reason),
            };
            assert_eq!(found, expected, "{packed:?}");
        }
    }

    #[test]
    fn a_cluster_without_scripts_is_known_by_its_words() {
        for (reason, expected) in [
            ("400 illegal_argument_exception: cannot execute [inline] scripts", true),
            (
                "400 search_phase_execution_exception: all shards failed (illegal_argument_exception: \
              cannot execute scripts using [aggs] context)",
                true,
            ),
            ("400 script_exception: runtime error", false),
        ] {
            assert_eq!(forbids_scripts(reason), expected, "{reason}");
        }
    }
}
