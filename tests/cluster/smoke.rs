//! The cluster itself: its nodes are missed when they are gone, and come back with their data.

use serde_json::{Value, json};

use crate::nodes::Cluster;

/// An index with a copy of everything on a second node.
const INDEX: &str = "/smoke";

pub(crate) fn nodes_come_back(cluster: &mut Cluster) {
    let settings = json!({ "settings": {
        "number_of_shards": 3,
        "number_of_replicas": 1,
        // Not the minute that a node may take to come back before its shards are copied again.
        "index.unassigned.node_left.delayed_timeout": "0s",
    }});
    assert_eq!(cluster.ask(0, "PUT", INDEX, &settings).unwrap().status, 200);
    for number in 0..20 {
        let path = format!("{INDEX}/_doc/{number}");
        let answer = cluster.ask(0, "PUT", &path, &json!({ "number": number })).unwrap();
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    assert_eq!(
        cluster.ask(0, "POST", &format!("{INDEX}/_refresh"), &Value::Null).unwrap().status,
        200
    );
    cluster.wait_for("green", 3);

    cluster.kill(0);
    cluster.wait_for("green", 2);
    assert_eq!(count(cluster, 1), 20);
    assert!(cluster.ask(0, "GET", "/", &Value::Null).is_none());
    cluster.restart(0);
    cluster.wait_for("green", 3);
    assert_eq!(count(cluster, 0), 20);

    cluster.freeze(1);
    cluster.wait_for("green", 2);
    assert_eq!(count(cluster, 2), 20);
    cluster.thaw(1);
    cluster.wait_for("green", 3);
    assert_eq!(count(cluster, 1), 20);
    assert_eq!(cluster.ask(0, "DELETE", INDEX, &Value::Null).unwrap().status, 200);
}

/// Returns how many documents a node finds.
fn count(cluster: &Cluster, node: usize) -> u64 {
    let answer = cluster.ask(node, "GET", &format!("{INDEX}/_count"), &Value::Null).unwrap();
    assert_eq!(answer.body["_shards"]["failed"], 0, "{answer:?}");
    answer.body["count"].as_u64().unwrap()
}
