//! How a cluster and the sections in it are, and that every copy shows what was written.

use serde::Deserialize;
use serde_json::json;

use super::answer::{Shards, search};
use super::client::{Call, Client};
use super::failure::Failure;
use super::patience::Patience;
use super::release;
use crate::error::{ClusterTrouble, Result};

/// What is to be known of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Health {
    /// The name of the cluster.
    pub(crate) cluster: String,
    /// Engine and version, as in `OpenSearch 2.19.6`.
    pub(crate) release: String,
    pub(crate) status: Status,
    pub(crate) nodes: u64,
    /// Those of them that hold data.
    pub(crate) data_nodes: u64,
    /// Of the sections.
    pub(crate) shards: u64,
    /// The copies of each shard besides the first.
    pub(crate) replicas: u64,
    /// The copies of shards that no node holds.
    pub(crate) unassigned: u64,
    /// The sections that are stored, those of older generations included.
    pub(crate) documents: u64,
    /// The bytes of the sections on all nodes.
    pub(crate) bytes: u64,
}

/// Whether all copies of the sections are there.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// All copies of all shards.
    Green,
    /// One copy or more of every shard.
    Yellow,
    /// Some shards have no copy.
    Red,
}

impl Status {
    /// Returns the name that clusters use.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

#[derive(Deserialize)]
struct IndexHealth {
    status: Status,
    timed_out: bool,
    number_of_nodes: u64,
    number_of_data_nodes: u64,
    active_primary_shards: u64,
    active_shards: u64,
    initializing_shards: u64,
    unassigned_shards: u64,
}

/// Asks a cluster how it is.
pub(super) fn read(client: &Client) -> Result<Health> {
    #[derive(Deserialize)]
    struct Stats {
        #[serde(rename = "_all")]
        all: All,
    }
    #[derive(Deserialize)]
    struct All {
        total: Figures,
    }
    #[derive(Deserialize)]
    struct Figures {
        store: Option<Store>,
    }
    #[derive(Deserialize)]
    struct Store {
        size_in_bytes: u64,
    }
    #[derive(Deserialize)]
    struct Settings {
        settings: Index,
    }
    #[derive(Deserialize)]
    struct Index {
        index: Copies,
    }
    // Numbers of settings are texts.
    #[derive(Deserialize)]
    struct Copies {
        number_of_shards: String,
        number_of_replicas: String,
    }
    let release = release::read(client)?;
    let index = client.index("sections");
    let health = index_health(client)?;
    let path = format!("/{index}/_settings");
    let settings: std::collections::BTreeMap<String, Settings> =
        client.read(Patience::Reader, Call::get(&path))?;
    let copies = settings.into_values().next().map(|it| it.settings.index);
    let number = |text: Option<&String>| text.and_then(|it| it.parse().ok()).unwrap_or(0);
    let path = format!("/{index}/_stats/store");
    let stats: Stats = client.read(Patience::Reader, Call::get(&path))?;
    // A cluster that lacks shards is to be shown too, without a count that would be too small.
    let documents = if health.status == Status::Red { 0 } else { documents(client)? };
    Ok(Health {
        cluster: release.cluster_name.clone(),
        release: release.in_words(),
        status: health.status,
        nodes: health.number_of_nodes,
        data_nodes: health.number_of_data_nodes,
        shards: number(copies.as_ref().map(|it| &it.number_of_shards)),
        replicas: number(copies.as_ref().map(|it| &it.number_of_replicas)),
        unassigned: health.unassigned_shards,
        documents,
        bytes: stats.all.total.store.map_or(0, |it| it.size_in_bytes),
    })
}

fn documents(client: &Client) -> Result<u64> {
    let all = json!({"size": 0, "track_total_hits": true, "query": {"match_all": {}}});
    Ok(search(client, &[all])?.first().map_or(0, |it| it.total))
}

fn index_health(client: &Client) -> Result<IndexHealth> {
    let path = format!("/_cluster/health/{}", client.index("sections"));
    client.insist(Patience::Reader, || {
        let health: IndexHealth = client.once(Call::get(&path))?.read()?;
        if health.timed_out {
            return Err(Failure::passing(ClusterTrouble::Silent, "its health is not known"));
        }
        Ok(health)
    })
}

#[derive(Deserialize)]
struct Refreshed {
    #[serde(rename = "_shards")]
    shards: Shards,
}

/// Makes all sections that were written visible in every copy of every shard.
///
/// A copy that no node holds cannot answer, and is made from another one when a node has it again.
/// A copy that a node holds and that was not reached could answer with what it showed before: the
/// request is made again until all such copies were.
pub(super) fn refresh(client: &Client) -> Result<()> {
    let path = format!("/{}/_refresh", client.index("sections"));
    client.insist(Patience::Writer, || {
        let Refreshed { shards } = client.once(Call::post(&path, &[]))?.read()?;
        if shards.failed == 0 && shards.successful == shards.total {
            return Ok(());
        }
        let path = format!("/_cluster/health/{}", client.index("sections"));
        let health: IndexHealth = client.once(Call::get(&path))?.read()?;
        if are_all_shown(&shards, &health) {
            return Ok(());
        }
        Err(Failure::passing(
            ClusterTrouble::Incomplete,
            format!(
                "{} of {} copies of its shards show what was written, {} failed",
                shards.successful, shards.total, shards.failed
            ),
        ))
    })
}

/// Returns whether those copies that do not show what was written are held by no node.
fn are_all_shown(shards: &Shards, health: &IndexHealth) -> bool {
    shards.failed == 0
        && health.initializing_shards == 0
        && health.status != Status::Red
        && health.active_primary_shards > 0
        && shards.successful == health.active_shards
        && shards.successful + health.unassigned_shards == shards.total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_copies_that_no_node_holds_may_show_less() {
        // Successful, failed; active, initializing, unassigned of 8 copies of 4 shards.
        for (successful, failed, active, initializing, unassigned, expected) in [
            (5, 0, 5, 0, 3, true),
            (4, 0, 5, 0, 3, false),
            (5, 1, 5, 0, 3, false),
            (5, 0, 5, 3, 0, false),
            (5, 0, 8, 0, 0, false),
        ] {
            let shards = Shards { total: 8, successful, failed };
            let health = IndexHealth {
                status: Status::Yellow,
                timed_out: false,
                number_of_nodes: 2,
                number_of_data_nodes: 2,
                active_primary_shards: 4,
                active_shards: active,
                initializing_shards: initializing,
                unassigned_shards: unassigned,
            };
            assert_eq!(are_all_shown(&shards, &health), expected, "{shards:?}");
        }
    }
}
