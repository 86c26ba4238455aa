//! Which cluster answers: OpenSearch, or Elasticsearch from 7.2 to 8.11.
//!
//! All requests here are the same in both: typeless documents, `if_seq_no`, `_msearch` with
//! `allow_partial_search_results` in its header lines, scripted similarities and metrics. Not the same,
//! and not used: points in time, a sort by `_shard_doc`, the names of the settings for security.
//!
//! The parts of a shard must not be searched at the same time. A scripted similarity has one object for
//! all of them: in OpenSearch 3.9 a section was given the count of another one, in 1 of 8,000 sections.
//! OpenSearch has a setting for each index, which is made so and looked at whenever the index is opened.
//! Elasticsearch searches in parallel since 8.12 and has none, so later releases are refused.

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
    fn is_usable(&self) -> bool {
        self.is_opensearch() || ((7, 2)..(8, 12)).contains(&self.number())
    }

    fn number(&self) -> (u32, u32) {
        let mut numbers = self.version.number.split('.').map(|it| it.parse::<u32>().unwrap_or(0));
        (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
    }

    /// Returns the setting of an index, and its value, with which the parts of a shard are searched one
    /// after the other; `None` if they are in any case.
    pub(super) fn serial_search(&self) -> Option<(&'static str, &'static str)> {
        let number = self.number();
        if !self.is_opensearch() || number < (2, 12) {
            None
        } else if number < (2, 17) {
            Some(("index.search.concurrent_segment_search.enabled", "false"))
        } else {
            Some(("index.search.concurrent_segment_search.mode", "none"))
        }
    }
}

/// Asks which cluster it is.
pub(super) fn read(client: &Client) -> Result<Release> {
    client.read(Patience::Reader, Call::get("/"))
}

/// Checks once that the cluster is of a release that can be used.
pub(super) fn check(client: &Client) -> Result<()> {
    if client.is_checked.get().is_some() {
        return Ok(());
    }
    let release = read(client)?;
    if !release.is_usable() {
        let what = format!("it is {}", release.in_words());
        return Err(client.error(Failure::new(ClusterTrouble::Release, what), 1));
    }
    client.is_checked.get_or_init(|| ());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_can_be_used_or_not() {
        for (version, expected) in [
            (r#"{"distribution": "opensearch", "number": "2.19.6"}"#, "OpenSearch 2.19.6 true"),
            (r#"{"distribution": "opensearch", "number": "1.0.0"}"#, "OpenSearch 1.0.0 true"),
            (r#"{"number": "7.2.0", "lucene_version": "8.0.0"}"#, "Elasticsearch 7.2.0 true"),
            (r#"{"number": "7.1.1"}"#, "Elasticsearch 7.1.1 false"),
            (r#"{"number": "6.8.23"}"#, "Elasticsearch 6.8.23 false"),
            (r#"{"number": "8.11.4"}"#, "Elasticsearch 8.11.4 true"),
            (r#"{"number": "8.12.0"}"#, "Elasticsearch 8.12.0 false"),
            (r#"{"number": "9.1.0-SNAPSHOT"}"#, "Elasticsearch 9.1.0-SNAPSHOT false"),
        ] {
            let answer = format!(r#"{{"name": "n1", "cluster_name": "c", "version": {version}}}"#);
            let release: Release = serde_json::from_str(&answer).unwrap();
            assert_eq!(format!("{} {}", release.in_words(), release.is_usable()), expected);
        }
    }
}
