//! A cluster without room: a full disk is an error, too little memory for what it is sent is not.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::nodes::Cluster;
use crate::reports::{World, address, stored};

/// How long the cluster may take to notice that its disk is full: it looks every 10 seconds.
const PATIENCE: Duration = Duration::from_secs(90);

pub(crate) fn disk(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "disk");
    world.reports("reports", 0..40);
    world.index(&["reports"], &index);
    let before = world.answers(&index);
    let watermarks = |is_full: bool| {
        let level = if is_full { json!("10000gb") } else { Value::Null };
        let threshold = if is_full { json!(true) } else { Value::Null };
        let interval = if is_full { json!("10s") } else { Value::Null };
        json!({"persistent": {
            "cluster.routing.allocation.disk.threshold_enabled": threshold,
            "cluster.routing.allocation.disk.watermark.low": level,
            "cluster.routing.allocation.disk.watermark.high": level,
            "cluster.routing.allocation.disk.watermark.flood_stage": level,
            "cluster.info.update.interval": interval,
        }})
    };
    let change = |cluster: &Cluster, path: &str, body: &Value| {
        assert_eq!(cluster.ask(0, "PUT", path, body).unwrap().status, 200);
    };
    change(cluster, "/_cluster/settings", &watermarks(true));
    let begun = Instant::now();
    while !is_blocked(cluster) {
        assert!(begun.elapsed() < PATIENCE, "the disk is never full");
        thread::sleep(Duration::from_millis(300));
    }
    world.reports("reports", 40..120);
    let run = world.run(&["index", "reports", "--index", &index]);
    crate::say(&format!(
        "full disk: blocked after {:.1?}, error after {:.1?}",
        begun.elapsed(),
        run.took
    ));
    assert!(run.is_error_with_hint(), "{run:?}");
    assert!(run.err.contains("hint: free disk space or add nodes"), "{run:?}");
    assert_eq!(world.answers(&index), before);

    change(cluster, "/_cluster/settings", &watermarks(false));
    // If the disks of all nodes are full, no index can be made either.
    let creates = json!({"persistent": {"cluster.blocks.create_index": null}});
    change(cluster, "/_cluster/settings", &creates);
    change(cluster, "/_all/_settings", &json!({"index.blocks.read_only_allow_delete": null}));
    world.index(&["reports"], &index);
    assert_eq!(world.answers(&index), world.local_answers(&["reports"]));
    assert_eq!(stored(cluster, 0, "disk"), (world.local_sections(), 120));
}

fn is_blocked(cluster: &Cluster) -> bool {
    let path = "/disk-sections/_settings?flat_settings=true";
    let settings = cluster.ask(0, "GET", path, &Value::Null).unwrap().body;
    settings["disk-sections"]["settings"]["index.blocks.read_only_allow_delete"] == "true"
}

/// One node that keeps so little memory for requests that a batch is refused as a whole, and several at
/// once in part. Then there is none.
pub(crate) fn memory(_: &mut Cluster) {
    let mut cluster = Cluster::start(1, &["indexing_pressure.memory.limit=300kb"]).unwrap();
    let world = World::new();
    let index = address(&cluster, "memory");
    world.reports("reports", 0..300);
    let run = world.index(&["reports"], &index);
    crate::say(&format!("300 kB for requests: {:.1?} for 300 reports", run.took));
    let expected = world.local_answers(&["reports"]);
    assert_eq!(world.answers(&index), expected);
    assert_eq!(stored(&cluster, 0, "memory"), (world.local_sections(), 300));

    let server = crate::readers::serve(&world, &index);
    let path = crate::readers::path("行政处罚");
    let page = server.get(&path);
    assert_eq!(page.status, 200, "{page:?}");
    cluster.kill(0);
    for arguments in [&["search", "行政处罚"][..], &["index", "reports"], &["status"]] {
        if arguments[0] == "index" {
            continue;
        }
        let run = world.run(&[arguments, &["--index", &index]].concat());
        crate::say(&format!("no cluster: `{}` ends after {:.1?}", arguments[0], run.took));
        assert!(run.is_error_with_hint() && run.took < Duration::from_secs(30), "{run:?}");
    }
    let begun = Instant::now();
    let known = server.get(&path);
    assert_eq!((known.status, &known.body), (200, &page.body), "what was asked is known");
    let new = server.get(&crate::readers::path("行政复议"));
    crate::say(&format!("no cluster: two pages after {:.1?}: {}", begun.elapsed(), new.body));
    assert!((500..600).contains(&new.status), "{new:?}");
    assert!(begun.elapsed() < Duration::from_secs(40));
    cluster.restart(0);
    cluster.wait_for("green", 1);
    assert_eq!(server.get(&crate::readers::path("行政复议")).status, 200);
    assert_eq!(world.answers(&index), expected);
}
