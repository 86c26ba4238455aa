//! The requests of the second engine, each by itself: the unit tests that need a cluster.

use std::process::Command;

use crate::nodes::Cluster;

pub(crate) fn unit_tests(cluster: &mut Cluster) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--lib", "cluster::tests", "--", "--ignored"]);
    cargo.env("CHABAO_TEST_CLUSTER", format!("opensearch+http://{}", cluster.address(0)));
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("\nrunning 0 tests"), "{said}");
}
