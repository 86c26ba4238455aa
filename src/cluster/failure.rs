//! A request that failed: what it is about, and whether it passes by itself.

use serde_json::Value;

use crate::error::ClusterTrouble;

/// The most characters of an answer that are repeated in an error.
const LONGEST_REASON: usize = 300;

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) trouble: ClusterTrouble,
    /// In the cluster's own words, in short.
    pub(super) reason: String,
    /// Whether the same request may succeed a little later.
    pub(super) passes: bool,
}

impl Failure {
    /// Returns a failure that stays.
    pub(super) fn new(trouble: ClusterTrouble, reason: impl Into<String>) -> Self {
        Self { trouble, reason: reason.into(), passes: false }
    }

    /// Returns a failure that may pass.
    pub(super) fn passing(trouble: ClusterTrouble, reason: impl Into<String>) -> Self {
        Self { trouble, reason: reason.into(), passes: true }
    }

    /// Returns what an answer with a bad status, or a bad part of an answer, is about.
    ///
    /// `error` is the `error` of the answer: an object with `type` and `reason`, or a sentence.
    pub(super) fn of_status(status: u16, error: &Value) -> Self {
        let reason = format!("{status} {}", in_short(error)).trim_end().to_owned();
        let is_about = |words: &[&str]| words.iter().any(|it| reason.contains(it));
        let stays = |trouble| Self::new(trouble, reason.clone());
        let passes = |trouble| Self::passing(trouble, reason.clone());
        // A full disk is 429 (403 in older releases), and stays until there is space. If all are full, no
        // index can be made.
        if is_about(&[
            "disk usage exceeded",
            "read-only-allow-delete",
            "read-only / allow delete",
            "create-index blocked",
        ]) {
            return stays(ClusterTrouble::ReadOnly);
        }
        match status {
            401 => stays(ClusterTrouble::Credentials),
            403 => stays(ClusterTrouble::Forbidden),
            408 => passes(ClusterTrouble::Silent),
            // Parts of the data are away: a shard is elected or started within seconds, or never.
            500 | 503 | 504
                if is_about(&[
                    "search_phase_execution",
                    "no_shard_available",
                    "unavailable_shards",
                ]) =>
            {
                passes(ClusterTrouble::Incomplete)
            }
            429 | 502..=504 => passes(ClusterTrouble::Busy),
            404 if is_about(&["index_not_found"]) => stays(ClusterTrouble::Damaged),
            // A node that is being stopped says so in several ways.
            500 if is_about(&[
                "node_closed",
                "node_disconnected",
                "node_not_connected",
                "transport_exception",
            ]) =>
            {
                passes(ClusterTrouble::Busy)
            }
            _ => stays(ClusterTrouble::Refused),
        }
    }
}

/// Returns type and reason of an error of a cluster in one line.
pub(super) fn in_short(error: &Value) -> String {
    let text = match error {
        Value::String(text) => text.clone(),
        Value::Object(_) => {
            let own = type_and_reason(error);
            // What failed on a shard says more than that the search failed.
            let shard = error.pointer("/failed_shards/0/reason").map(deepest).map(type_and_reason);
            let cause = error.get("caused_by").map(deepest).map(type_and_reason);
            match shard.or(cause).filter(|it| *it != own && !it.is_empty()) {
                Some(more) => format!("{own} ({more})"),
                None => own,
            }
        }
        _ => String::new(),
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_REASON {
        return line;
    }
    line.chars().take(LONGEST_REASON).collect::<String>() + "…"
}

fn type_and_reason(error: &Value) -> String {
    let text = |key| error.get(key).and_then(Value::as_str).unwrap_or_default();
    match (text("type"), text("reason")) {
        ("", reason) => reason.to_owned(),
        (kind, "") => kind.to_owned(),
        (kind, reason) => format!("{kind}: {reason}"),
    }
}

/// Follows the causes of an error to the first.
fn deepest(mut error: &Value) -> &Value {
    while let Some(cause) = error.get("caused_by") {
        error = cause;
    }
    error
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_are_sorted_by_what_can_be_done() {
        let block = "index [r-sections] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded \
                     flood-stage watermark, index has read-only-allow-delete block];";
        let old_block = "blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];";
        let shards = json!({
            "type": "search_phase_execution_exception", "reason": "Partial shards failure",
            "failed_shards": [{"reason": {"type": "a", "reason": "b",
                "caused_by": {"type": "node_disconnected_exception", "reason": "n2"}}}],
        });
        for (status, error, expected) in [
            (401, json!("Unauthorized"), "Credentials stays 401 Unauthorized"),
            (
                403,
                json!({"type": "security_exception", "reason": "no permissions"}),
                "Forbidden stays 403 security_exception: no permissions",
            ),
            (
                429,
                json!({"type": "cluster_block_exception", "reason": block}),
                "ReadOnly stays 429",
            ),
            (
                403,
                json!({"type": "cluster_block_exception", "reason": old_block}),
                "ReadOnly stays 403",
            ),
            (
                403,
                json!({"type": "index_create_block_exception",
                    "reason": "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];"}),
                "ReadOnly stays 403",
            ),
            (
                429,
                json!({"type": "rejected_execution_exception", "reason": "queue"}),
                "Busy passes 429",
            ),
            (
                503,
                json!({"type": "cluster_manager_not_discovered_exception"}),
                "Busy passes 503 cluster_manager_not_discovered_exception",
            ),
            (
                503,
                shards,
                "Incomplete passes 503 search_phase_execution_exception: Partial shards \
                           failure (node_disconnected_exception: n2)",
            ),
            (502, Value::Null, "Busy passes 502"),
            (
                404,
                json!({"type": "index_not_found_exception", "reason": "no such index [r]"}),
                "Damaged stays 404",
            ),
            (
                400,
                json!({"type": "parsing_exception", "reason": "x\n y"}),
                "Refused stays 400 parsing_exception: x y",
            ),
        ] {
            let found = Failure::of_status(status, &error);
            let passes = if found.passes { "passes" } else { "stays" };
            let line = format!("{:?} {passes} {}", found.trouble, found.reason);
            assert!(line.starts_with(expected), "{line}");
        }
        assert_eq!(in_short(&json!("长".repeat(400))).chars().count(), 301);
    }
}
