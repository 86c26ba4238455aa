//! Texts of sections, by place.

use std::num::NonZero;
use std::thread;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::failure::Failure;
use super::patience::Patience;
use super::place::Place;
use crate::error::{ClusterTrouble, Result};

/// The texts of one request: about 1 MB.
const TEXTS: usize = 500;

/// The most requests at once.
const REQUESTS: usize = 4;

#[derive(Deserialize)]
struct Found {
    docs: Vec<FoundText>,
}

#[derive(Deserialize)]
struct FoundText {
    #[serde(rename = "_id")]
    id: String,
    #[serde(default)]
    found: bool,
    #[serde(rename = "_source")]
    source: Option<Source>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Source {
    text: String,
}

/// Returns the texts of sections in the order of their places.
pub(super) fn texts(client: &Client, places: &[(u64, u32)]) -> Result<Vec<String>> {
    let ids: Option<Vec<String>> =
        places.iter().map(|&(report, ordinal)| Some(Place::new(report, ordinal)?.id())).collect();
    let Some(ids) = ids else {
        let what = "the number of a section is too large";
        return Err(client.error(Failure::new(ClusterTrouble::Damaged, what), 1));
    };
    let chunks: Vec<&[String]> = ids.chunks(TEXTS).collect();
    if let [ids] = chunks[..] {
        return read(client, ids);
    }
    let threads = REQUESTS.min(thread::available_parallelism().map_or(1, NonZero::get) * 2);
    let mut texts = Vec::with_capacity(ids.len());
    for chunks in chunks.chunks(threads.max(1)) {
        let answers: Vec<Result<Vec<String>>> = thread::scope(|scope| {
            let threads: Vec<_> =
                chunks.iter().map(|ids| scope.spawn(|| read(client, ids))).collect();
            threads.into_iter().map(|it| it.join().expect("reading does not panic")).collect()
        });
        for answer in answers {
            texts.extend(answer?);
        }
    }
    Ok(texts)
}

fn read(client: &Client, ids: &[String]) -> Result<Vec<String>> {
    let path = format!("/{}/_mget", client.index("sections"));
    let body = json!({"ids": ids}).to_string();
    client.insist(Patience::Reader, || {
        let found: Found = client.once(Call::ask(&path, body.as_bytes()))?.read()?;
        if found.docs.len() != ids.len() {
            let what = format!("{} of {} texts", found.docs.len(), ids.len());
            return Err(Failure::new(ClusterTrouble::Refused, what));
        }
        found.docs.into_iter().zip(ids).map(|(text, id)| check(text, id)).collect()
    })
}

fn check(text: FoundText, id: &str) -> std::result::Result<String, Failure> {
    if let Some(error) = text.error {
        // One copy of a shard is away; another is asked the next time.
        return Err(Failure::of_status(503, &error));
    }
    match text.source {
        Some(source) if text.found && text.id == id => Ok(source.text),
        _ => Err(Failure::new(ClusterTrouble::Damaged, format!("section {id} is not there"))),
    }
}
