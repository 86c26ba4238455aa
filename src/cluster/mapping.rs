//! The three indices of an index in a cluster, and how they are made.
//!
//! - `NAME-sections`: a document for each section; its folded text as windows of two and of one
//!   character, and its text as it is quoted
//! - `NAME-files`: the files of the other columns, in pieces
//! - `NAME-state`: one document that says what the current generation consists of, and a counter

use std::env;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::failure::Failure;
use super::patience::Patience;
use super::release;
use crate::error::{ClusterTrouble, Result};

/// The number of these mappings; it stands in each of them.
const FORMAT: u64 = 1;

/// Creates the indices that do not exist.
///
/// Several programs may do so at once. How many shards and copies there are is said by
/// `CHABAO_CLUSTER_SHARDS` and `CHABAO_CLUSTER_REPLICAS`; by default one shard for each node that
/// holds data, and one copy more of each if there are two nodes or more.
pub(super) fn create(client: &Client) -> Result<()> {
    release::check(client)?;
    let nodes = data_nodes(client)?;
    let shards = number(client, "CHABAO_CLUSTER_SHARDS", 1)?.unwrap_or(nodes.max(1));
    let replicas = number(client, "CHABAO_CLUSTER_REPLICAS", 0)?.unwrap_or(u64::from(nodes >= 2));
    let mut sections = sections(shards, replicas);
    if let Some((setting, value)) = release::read(client)?.serial_search() {
        sections["settings"][setting] = json!(value);
    }
    create_one(client, "sections", &sections)?;
    create_one(client, "files", &files(replicas))?;
    create_one(client, "state", &state(replicas))
}

/// Checks that the sections are searched in a way that counts right.
pub(super) fn check_search(client: &Client) -> Result<()> {
    let Some((setting, value)) = release::read(client)?.serial_search() else { return Ok(()) };
    let index = client.index("sections");
    let path = format!("/{index}/_settings?flat_settings=true&include_defaults=true");
    let answer: Value = client.read(Patience::Reader, Call::get(&path))?;
    let of_index = answer.as_object().and_then(|it| it.values().next());
    let found = ["settings", "defaults"].iter().find_map(|of| of_index?.get(of)?.get(setting));
    let found = found.map(|found| found.as_str().map_or_else(|| found.to_string(), str::to_owned));
    if found.as_deref() == Some(value) {
        return Ok(());
    }
    let found = found.unwrap_or_else(|| "not set".to_owned());
    let what = format!(
        "`{setting}` of `{index}` is {found} and has to be `{value}`: parts of a shard that are searched \
         at the same time are counted wrongly"
    );
    Err(client.error(Failure::new(ClusterTrouble::Unsafe, what), 1))
}

/// Reads a number from the environment.
fn number(client: &Client, name: &str, least: u64) -> Result<Option<u64>> {
    let Some(written) = env::var(name).ok().filter(|it| !it.is_empty()) else { return Ok(None) };
    match written.parse() {
        Ok(number) if number >= least => Ok(Some(number)),
        _ => {
            let what = format!("`{name}` is `{written}`, which is no number from {least} on");
            Err(client.error(Failure::new(ClusterTrouble::Settings, what), 1))
        }
    }
}

fn data_nodes(client: &Client) -> Result<u64> {
    #[derive(Deserialize)]
    struct Health {
        number_of_data_nodes: u64,
    }
    let health: Health = client.read(Patience::Writer, Call::get("/_cluster/health"))?;
    Ok(health.number_of_data_nodes)
}

fn create_one(client: &Client, part: &str, definition: &Value) -> Result<()> {
    let index = client.index(part);
    let path = format!("/{index}?wait_for_active_shards=1&timeout=30s");
    let body = definition.to_string();
    let exists = client.insist(Patience::Writer, || {
        let reply = client.once(Call::put(&path, body.as_bytes()))?;
        let error = reply.error();
        // Another program was faster, or the answer to a first try was lost.
        if error.pointer("/type").and_then(Value::as_str)
            == Some("resource_already_exists_exception")
        {
            return Ok(true);
        }
        let made: Made = reply.read()?;
        if made.acknowledged && made.shards_acknowledged {
            return Ok(false);
        }
        let what = format!("the shards of `{index}` were not started within 30 s");
        Err(Failure::passing(ClusterTrouble::Incomplete, what))
    })?;
    if exists { check_format(client, &index) } else { Ok(()) }
}

#[derive(Deserialize)]
struct Made {
    acknowledged: bool,
    shards_acknowledged: bool,
}

/// Checks that an index is one of these: a document that is written to an index that does not exist
/// makes one, in which nothing would be found.
fn check_format(client: &Client, index: &str) -> Result<()> {
    let path = format!("/{index}/_mapping");
    let mappings: Value = client.read(Patience::Writer, Call::get(&path))?;
    let format = mappings
        .as_object()
        .and_then(|it| it.values().next())
        .and_then(|it| it.pointer("/mappings/_meta/chabao"))
        .and_then(Value::as_u64);
    match format {
        Some(FORMAT) => Ok(()),
        Some(other) => {
            let what = format!("`{index}` has format {other}; this program reads format {FORMAT}");
            Err(client.error(Failure::new(ClusterTrouble::Damaged, what), 1))
        }
        None => {
            let what = format!("`{index}` was not made by `chabao index`");
            Err(client.error(Failure::new(ClusterTrouble::Damaged, what), 1))
        }
    }
}

fn sections(shards: u64, replicas: u64) -> Value {
    json!({
        "settings": {"index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            // Sections become visible when a generation is published, not by themselves.
            "refresh_interval": "-1",
            // Texts as LZ4, the default: `best_compression` saves a quarter of the bytes of the texts,
            // a tenth of all, and makes reading 500 of them take 290 ms instead of 60.
            // Tokens at 0, 1, 2, … whatever the characters are: nothing is left out or joined.
            "analysis": {
                "tokenizer": {
                    "one": {"type": "ngram", "min_gram": 1, "max_gram": 1},
                    "two": {"type": "ngram", "min_gram": 2, "max_gram": 2},
                },
                "analyzer": {
                    "one": {"type": "custom", "tokenizer": "one"},
                    "two": {"type": "custom", "tokenizer": "two"},
                },
            },
            // The score is the number of occurrences.
            "similarity": {"occurrences": {
                "type": "scripted",
                "script": {"source": "return query.boost * doc.freq;"},
            }},
        }},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"chabao": FORMAT},
            "_source": {"includes": ["text"]},
            "properties": {
                "report": {"type": "long"},
                "place": {"type": "long"},
                "folded": {
                    "type": "text", "analyzer": "two", "norms": false,
                    "similarity": "occurrences",
                    "fields": {"one": {
                        "type": "text", "analyzer": "one", "norms": false,
                        "similarity": "occurrences", "index_options": "freqs",
                    }},
                },
                "text": {"type": "text", "index": false, "norms": false},
            },
        },
    })
}

fn files(replicas: u64) -> Value {
    json!({
        "settings": {"index": {
            "number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "-1",
        }},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"chabao": FORMAT},
            "properties": {
                "name": {"type": "keyword"},
                "hash": {"type": "keyword"},
                "number": {"type": "integer"},
                "data": {"type": "binary"},
            },
        },
    })
}

fn state(replicas: u64) -> Value {
    json!({
        "settings": {"index": {
            "number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "-1",
        }},
        // Read and replaced by id alone.
        "mappings": {"dynamic": false, "_meta": {"chabao": FORMAT}},
    })
}
