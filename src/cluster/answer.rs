//! Answers of searches: whole, or refused.
//!
//! A cluster answers with what it has by default: a shard that failed, or a search that took too
//! long, is a remark beside a smaller count. Such an answer is a failure here.

use serde::Deserialize;
use serde_json::Value;

use super::client::{Call, Client};
use super::contents::Contents;
use super::failure::Failure;
use super::patience::Patience;
use crate::error::{ClusterTrouble, Result};

/// The most searches in one request: their answers stand in the memory of one node together.
const SEARCHES: usize = 32;

/// The most bytes of searches in one request; a cluster takes 100 MB.
const BYTES: usize = 8 << 20;

/// The answers of one request.
#[derive(Debug, Deserialize)]
struct Answers {
    responses: Vec<Answer>,
}

/// The answer of one search, before it is looked at.
#[derive(Debug, Deserialize)]
struct Answer {
    timed_out: Option<bool>,
    #[serde(rename = "_shards")]
    shards: Option<Shards>,
    hits: Option<Hits>,
    #[serde(default)]
    aggregations: Aggregations,
    status: Option<u16>,
    error: Option<Value>,
}

/// How many copies of shards did what was asked.
#[derive(Debug, Deserialize)]
pub(super) struct Shards {
    pub(super) total: u64,
    pub(super) successful: u64,
    pub(super) failed: u64,
}

/// What was found.
#[derive(Debug, Deserialize)]
struct Hits {
    total: Option<Total>,
    hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: u64,
    relation: String,
}

/// A section that was found, by its place.
#[derive(Debug, Deserialize)]
pub(super) struct Hit {
    #[serde(rename = "_score")]
    pub(super) score: Option<f64>,
    pub(super) sort: Vec<i64>,
}

/// What was made of all sections found, by the names that questions give.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Aggregations {
    /// The rows of each shard; `null` of a shard that has no sections.
    rows: Option<Single<Vec<Option<Vec<i64>>>>>,
    /// Places that divide what was found into parts of about the same size.
    cuts: Option<Percentiles>,
}

#[derive(Debug, Deserialize)]
struct Single<T> {
    value: T,
}

#[derive(Debug, Deserialize)]
struct Percentiles {
    values: Vec<Single<Option<f64>>>,
}

/// The whole answer of one search.
#[derive(Debug)]
pub(super) struct Whole {
    /// The number of sections found, over all shards.
    pub(super) total: u64,
    pub(super) hits: Vec<Hit>,
    /// The packed rows of each shard.
    pub(super) rows: Vec<Vec<i64>>,
    /// Places between which there are about as many sections each.
    pub(super) cuts: Vec<f64>,
}

impl Answer {
    fn whole(self) -> std::result::Result<Whole, Failure> {
        let status = self.status.unwrap_or(200);
        if let Some(error) = self.error {
            return Err(Failure::of_status(status, &error));
        }
        let incomplete = |what: String| Failure::passing(ClusterTrouble::Incomplete, what);
        if self.timed_out != Some(false) {
            return Err(Failure::passing(ClusterTrouble::Silent, "a search took too long"));
        }
        let Some(shards) = self.shards else {
            return Err(incomplete("an answer does not say which shards were asked".to_owned()));
        };
        if shards.failed != 0 || shards.successful != shards.total || shards.total == 0 {
            return Err(incomplete(format!(
                "{} of {} shards answered, {} failed",
                shards.successful, shards.total, shards.failed
            )));
        }
        let Some((total, hits)) = self.hits.and_then(|it| Some((it.total?, it.hits))) else {
            return Err(incomplete("an answer has no count".to_owned()));
        };
        if total.relation != "eq" {
            return Err(incomplete(format!(
                "a count is not exact: {} {}",
                total.relation, total.value
            )));
        }
        let rows = self.aggregations.rows.map(|it| it.value).unwrap_or_default();
        let cuts = self.aggregations.cuts.map(|it| it.values).unwrap_or_default();
        Ok(Whole {
            total: total.value,
            hits,
            rows: rows.into_iter().flatten().collect(),
            cuts: cuts.into_iter().filter_map(|it| it.value).collect(),
        })
    }
}

/// Reads the answers of a request with `count` searches, all of which are whole.
fn read(body: &[u8], count: usize) -> std::result::Result<Vec<Whole>, Failure> {
    let answers: Answers = serde_json::from_slice(body).map_err(|error| {
        Failure::new(ClusterTrouble::Refused, format!("its answer cannot be read: {error}"))
    })?;
    if answers.responses.len() != count {
        let what = format!("{} answers to {count} searches", answers.responses.len());
        return Err(Failure::new(ClusterTrouble::Refused, what));
    }
    answers.responses.into_iter().map(Answer::whole).collect()
}

/// Asks all searches, in one request if sizes allow, and returns their answers in order.
///
/// # Errors
///
/// If one of them is not answered whole within the patience of a reader.
pub(super) fn search(client: &Client, searches: &[Value]) -> Result<Vec<Whole>> {
    search_whole(client, searches, &Contents::default())
}

/// Asks the same where all sections of a generation have to be. They are counted in every request, by the
/// copies of the shards that are searched.
///
/// # Errors
///
/// If one of them is not answered whole within the patience of a reader.
pub(super) fn search_whole(
    client: &Client,
    searches: &[Value],
    contents: &Contents,
) -> Result<Vec<Whole>> {
    let index = client.index("sections");
    let path = format!("/{index}/_msearch");
    let header = serde_json::json!({
        "index": index, "preference": client.preference, "allow_partial_search_results": false,
    });
    let mut answers = Vec::with_capacity(searches.len());
    let mut bodies: Vec<(String, usize)> = Vec::new();
    let lines = |search: &Value| format!("{header}\n{search}\n");
    let count = if *contents == Contents::default() { None } else { Some(contents.count()) };
    for search in searches {
        let lines = lines(search);
        match bodies.last_mut() {
            Some((body, count)) if *count < SEARCHES && body.len() + lines.len() <= BYTES => {
                body.push_str(&lines);
                *count += 1;
            }
            _ => bodies.push((lines, 1)),
        }
    }
    for (mut body, mut searches) in bodies {
        if let Some(count) = &count {
            body.push_str(&lines(count));
            searches += 1;
        }
        let call = Call::ask(&path, body.as_bytes());
        let mut whole = client.insist(Patience::Reader, || {
            let mut whole = client.once(call)?.good().and_then(|body| read(body, searches))?;
            let found = if count.is_some() { whole.pop() } else { None };
            match found.and_then(|found| contents.lacks(found.total)) {
                Some(lack) => Err(Failure::passing(ClusterTrouble::Incomplete, lack)),
                None => Ok(whole),
            }
        })?;
        answers.append(&mut whole);
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer() -> Value {
        json!({
            "took": 3, "timed_out": false, "status": 200,
            "_shards": {"total": 4, "successful": 4, "skipped": 1, "failed": 0},
            "hits": {"total": {"value": 3, "relation": "eq"}, "max_score": null, "hits": []},
            "aggregations": {"rows": {"value": [[1, -2, 3], null, [5]]}},
        })
    }

    fn line(answer: &Value) -> String {
        match read(json!({"took": 1, "responses": [answer]}).to_string().as_bytes(), 1) {
            Ok(whole) => format!("{} {:?}", whole[0].total, whole[0].rows),
            Err(it) => format!("{:?} {} {}", it.trouble, it.passes, it.reason),
        }
    }

    #[test]
    fn only_whole_answers_are_taken() {
        assert_eq!(line(&answer()), "3 [[1, -2, 3], [5]]");
        for (pointer, value, expected) in [
            ("/timed_out", json!(true), "Silent true a search took too long"),
            ("/timed_out", Value::Null, "Silent true a search took too long"),
            ("/_shards/failed", json!(1), "Incomplete true 4 of 4 shards answered, 1 failed"),
            ("/_shards/successful", json!(3), "Incomplete true 3 of 4 shards answered, 0 failed"),
            ("/_shards", Value::Null, "Incomplete true an answer does not say which shards"),
            ("/hits/total/relation", json!("gte"), "Incomplete true a count is not exact: gte 3"),
            ("/hits/total", Value::Null, "Incomplete true an answer has no count"),
        ] {
            let mut wrong = answer();
            *wrong.pointer_mut(pointer).unwrap() = value;
            let found = line(&wrong);
            assert!(found.starts_with(expected), "{pointer}: {found}");
        }
        let error = json!({
            "error": {"type": "search_phase_execution_exception", "reason": "all shards failed"},
            "status": 503,
        });
        assert!(line(&error).starts_with("Incomplete true 503 search_phase"));
        // An index without shards answers 0 to everything.
        let mut none = answer();
        none["_shards"] = json!({"total": 0, "successful": 0, "failed": 0});
        assert!(line(&none).starts_with("Incomplete"));
        assert!(read(br#"{"responses":[]}"#, 1).is_err());
        assert!(read(b"<html>", 1).is_err());
    }
}
