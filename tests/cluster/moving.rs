//! An index is moved into a cluster, and out of it again.

use std::fs;

use crate::moved::{answers, world};
use crate::nodes::Cluster;

pub(crate) fn there_and_back(cluster: &mut Cluster) {
    let world = world();
    let address = format!("opensearch+http://{}/moved", cluster.address(0));
    let said = world.run(["index", "--from", "index", "--index", &address]);
    assert!(said.starts_with("exit: 0\nstdout:\n27 reports in 350 sections (29 added, "), "{said}");
    // No file is read: the folders may be gone.
    for folder in ["data", "more"] {
        fs::rename(world.path(folder), world.path(format!("{folder} away"))).unwrap();
    }
    let said = world.run(["index", "--from", &address, "--index", "back"]);
    assert!(said.starts_with("exit: 0\nstdout:\n27 reports in 350 sections (29 added, "), "{said}");
    for folder in ["data", "more"] {
        fs::rename(world.path(format!("{folder} away")), world.path(folder)).unwrap();
    }
    let expected = answers(&world, "index");
    for index in [address.as_str(), "back"] {
        for (before, after) in expected.iter().zip(answers(&world, index)) {
            assert_eq!(*before, after);
        }
        let said = world.run(["status", "--verify", "--index", index]);
        assert!(said.starts_with("exit: 0"), "{said}");
        for _ in 0..2 {
            let said = world.run(["index", "--index", index]);
            assert!(said.contains("(0 added, 0 changed, 29 unchanged, 0 removed)"), "{said}");
        }
        let said = world.run(["index", "--from", "index", "--index", index]);
        assert!(said.contains(&format!("error: there is an index at `{index}` already")), "{said}");
    }
}
