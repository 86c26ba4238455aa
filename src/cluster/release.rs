//! Which cluster answers: OpenSearch, or Elasticsearch from 7.2 on.
//!
//! All requests here are the same in both, up to the newest releases known (OpenSearch 3,
//! Elasticsearch 9): typeless documents, `if_seq_no`, `_msearch` with `allow_partial_search_results`
//! in its header lines, scripted similarities and metrics. Not the same, and not used: points in time,
//! a sort by `_shard_doc`, the names of the settings for security.

use serde::Deserialize;

use super::client::{Call, Client};
use super::failure::Failure;
use super::patience::Patience;
use crate::error::{ClusterTrouble, Result};

/// What a cluster says of itself.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Release {
    pub(super) cluster_name: String,
    version: Version,
}

#[derive(Clone, Debug, Deserialize)]
struct Version {
    /// Elasticsearch does not have it.
    distribution: Option<String>,
    number: String,
}

impl Release {
    /// Returns engine and version, as in `OpenSearch 2.19.6`.
    pub(super) fn in_words(&self) -> String {
        let engine = if self.is_opensearch() { "OpenSearch" } else { "Elasticsearch" };
        format!("{engine} {}", self.version.number)
    }

    fn is_opensearch(&self) -> bool {
        self.version.distribution.as_deref() == Some("opensearch")
    }

    /// Returns whether this program can use it.
    fn is_new_enough(&self) -> bool {
        let mut numbers = self.version.number.split('.').map(|it| it.parse::<u32>().unwrap_or(0));
        let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        self.is_opensearch() || (major, minor) >= (7, 2)
    }
}

/// Asks which cluster it is.
pub(super) fn read(client: &Client) -> Result<Release> {
    client.read(Patience::Reader, Call::get("/"))
}

/// Checks once that the cluster is new enough.
pub(super) fn check(client: &Client) -> Result<()> {
    if client.is_checked.get().is_some() {
        return Ok(());
    }
    let release = read(client)?;
    if !release.is_new_enough() {
        let what = format!("it is {}", release.in_words());
        return Err(client.error(Failure::new(ClusterTrouble::TooOld, what), 1));
    }
    client.is_checked.get_or_init(|| ());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_new_enough_or_not() {
        for (version, expected) in [
            (r#"{"distribution": "opensearch", "number": "2.19.6"}"#, "OpenSearch 2.19.6 true"),
            (r#"{"distribution": "opensearch", "number": "1.0.0"}"#, "OpenSearch 1.0.0 true"),
            (r#"{"number": "7.2.0", "lucene_version": "8.0.0"}"#, "Elasticsearch 7.2.0 true"),
            (r#"{"number": "7.1.1"}"#, "Elasticsearch 7.1.1 false"),
            (r#"{"number": "6.8.23"}"#, "Elasticsearch 6.8.23 false"),
            (r#"{"number": "9.1.0-SNAPSHOT"}"#, "Elasticsearch 9.1.0-SNAPSHOT true"),
        ] {
            let answer = format!(r#"{{"name": "n1", "cluster_name": "c", "version": {version}}}"#);
            let release: Release = serde_json::from_str(&answer).unwrap();
            assert_eq!(format!("{} {}", release.in_words(), release.is_new_enough()), expected);
        }
    }
}
