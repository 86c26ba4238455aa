//! Which generation an index has: one document that is compared and replaced.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::failure::Failure;
use super::files::StoredFile;
use super::patience::Patience;
use super::place::REPORTS;
use super::release;
use crate::error::{ClusterTrouble, Result};

/// The ids of the two documents.
const STATE: &str = "state";
const NUMBERS: &str = "numbers";

/// How often a counter is read again because another program was faster. Each time one of them
/// succeeds: this many programs may begin at the same moment.
const ROUNDS: u32 = 100;

/// What an index consists of since one of its commits.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) struct Generation {
    #[serde(rename = "generation")]
    pub(crate) number: u64,
    /// Sections of generations before this one may be gone.
    pub(crate) oldest: u64,
    /// The files of the index, but for texts and postings.
    pub(crate) files: Vec<StoredFile>,
    /// Those of the generation before, which someone may still be copying.
    pub(crate) before: Vec<StoredFile>,
    /// The number of its sections.
    pub(crate) sections: u64,
    /// A rebuild has removed the sections of reports with numbers below that no generation had.
    #[serde(default)]
    pub(crate) cleared: u64,
}

/// The generation that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) generation: Generation,
    version: Version,
}

/// Whether a generation was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Publication {
    /// It is the current one.
    Done,
    /// Another program published one in the meantime; nothing was changed.
    Overtaken,
}

/// Which writing of a document is meant.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
struct Version {
    #[serde(rename = "_seq_no")]
    number: u64,
    #[serde(rename = "_primary_term")]
    term: u64,
}

/// What stands in the document.
#[derive(Deserialize, Serialize)]
struct Stored {
    #[serde(flatten)]
    generation: Generation,
    /// Differs for each try to publish.
    mark: String,
}

#[derive(Deserialize, Serialize)]
struct Counter {
    next: u64,
}

/// A document as it is read.
#[derive(Deserialize)]
struct Found<T> {
    #[serde(flatten)]
    version: Option<Version>,
    #[serde(rename = "_source")]
    source: Option<T>,
}

/// Reads the current generation; `None` if there is none.
pub(super) fn read(client: &Client) -> Result<Option<State>> {
    release::check(client)?;
    let Some((stored, version)) = get::<Stored>(client, Patience::Reader, STATE)? else {
        return Ok(None);
    };
    Ok(Some(State { generation: stored.generation, version }))
}

/// Makes a generation the current one if `over` still is.
pub(super) fn publish(
    client: &Client,
    new: &Generation,
    over: Option<&State>,
) -> Result<Publication> {
    let mark = mark();
    let stored = Stored { generation: new.clone(), mark: mark.clone() };
    if put(client, STATE, &json!(stored), over.map(|it| it.version))? {
        return Ok(Publication::Done);
    }
    // If the answer to a first try was lost, the second one was overtaken by it.
    let is_own =
        get::<Stored>(client, Patience::Writer, STATE)?.is_some_and(|it| it.0.mark == mark);
    Ok(if is_own { Publication::Done } else { Publication::Overtaken })
}

/// Takes numbers of reports that nobody else gets.
///
/// Numbers are lost if an answer is lost; none is given twice.
pub(super) fn reserve_numbers(client: &Client, count: u64) -> Result<Range<u64>> {
    for round in 0..ROUNDS {
        let found = get::<Counter>(client, Patience::Writer, NUMBERS)?;
        let (start, version) = found.map_or((0, None), |(it, version)| (it.next, Some(version)));
        let Some(end) = start.checked_add(count).filter(|it| *it <= REPORTS) else {
            let what = format!("there are no {count} numbers of reports left");
            return Err(client.error(Failure::new(ClusterTrouble::Refused, what), 1));
        };
        if put(client, NUMBERS, &json!(Counter { next: end }), version)? {
            return Ok(start..end);
        }
        thread::sleep(Duration::from_millis(u64::from(round.min(20))));
    }
    let what = "others take numbers of reports all the time";
    Err(client.error(Failure::new(ClusterTrouble::Busy, what), ROUNDS))
}

/// Reads a document as it was last written, whether it is visible to searches or not.
fn get<T: for<'a> Deserialize<'a>>(
    client: &Client,
    patience: Patience,
    id: &str,
) -> Result<Option<(T, Version)>> {
    let path = format!("/{}/_doc/{id}", client.index("state"));
    client.insist(patience, || {
        let reply = client.once(Call::get(&path))?;
        if reply.is_about_nothing() {
            return Ok(None);
        }
        let found: Found<T> = reply.read()?;
        let (Some(source), Some(version)) = (found.source, found.version) else {
            let what = format!("the document `{id}` of its state has no content");
            return Err(Failure::new(ClusterTrouble::Damaged, what));
        };
        Ok(Some((source, version)))
    })
}

/// Writes a document if the one that is there is of a version, or none is there; returns whether it
/// was.
fn put(client: &Client, id: &str, document: &Value, over: Option<Version>) -> Result<bool> {
    let index = client.index("state");
    let path = match over {
        None => format!("/{index}/_create/{id}"),
        Some(Version { number, term }) => {
            format!("/{index}/_doc/{id}?if_seq_no={number}&if_primary_term={term}")
        }
    };
    let body = document.to_string();
    client.insist(Patience::Writer, || {
        let reply = client.once(Call::put(&path, body.as_bytes()))?;
        if reply.status == 409 {
            return Ok(false);
        }
        reply.good().map(|_| true)
    })
}

/// Returns a text that no other try to publish has.
fn mark() -> String {
    static TRIES: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_nanos());
    format!("{}-{since}-{}", std::process::id(), TRIES.fetch_add(1, Ordering::Relaxed))
}
