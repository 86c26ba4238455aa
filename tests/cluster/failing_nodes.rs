//! Nodes that are killed or cut off while an index is searched and written: a count is whole or an
//! error, nothing is lost and nothing doubled.

use std::thread;
use std::time::Duration;

use crate::nodes::Cluster;
use crate::reports::{World, address, finish, stored};

/// The reports of an index that is searched.
const SEARCHED: usize = 60;

/// The reports of a run that something happens to.
const READ: usize = 400;

/// Long enough that a node is missed (3 seconds) and shards have moved.
const AFTERMATH: Duration = Duration::from_secs(6);

/// Returns an index in a cluster, and the answers that it has to give.
fn searched(cluster: &Cluster, name: &str) -> (World, String, Vec<String>) {
    let world = World::new();
    world.reports("reports", 0..SEARCHED);
    let index = address(cluster, name);
    world.index(&["reports"], &index);
    let expected = world.local_answers(&["reports"]);
    assert_eq!(world.answers(&index), expected);
    (world, index, expected)
}

/// Returns a node that is not the manager.
fn other_than_manager(cluster: &Cluster) -> usize {
    (cluster.manager() + 1) % cluster.size()
}

pub(crate) fn killed(cluster: &mut Cluster) {
    let (world, index, expected) = searched(cluster, "killed");
    for (what, node) in [("node", other_than_manager(cluster)), ("manager", cluster.manager())] {
        let ((), asked) = world.ask_during(&index, &expected, || {
            thread::sleep(Duration::from_millis(500));
            cluster.kill(node);
            thread::sleep(AFTERMATH);
            cluster.restart(node);
            cluster.wait_for("green", 3);
        });
        asked.say(&format!("{what} killed and restarted"));
        // A copy of everything is on another node.
        assert!(asked.right > 0 && asked.errors <= 2, "{asked:?}");
        assert_eq!(world.answers(&index), expected);
    }
}

pub(crate) fn lost_shard(cluster: &mut Cluster) {
    let world = World::new();
    world.reports("reports", 0..SEARCHED);
    let index = address(cluster, "lost");
    let mut command = world.command("one", &["index", "reports", "--index", &index]);
    command.env("CHABAO_CLUSTER_REPLICAS", "0").env("CHABAO_CLUSTER_SHARDS", "3");
    let run = finish(command);
    assert!(run.is_good(), "{run:?}");
    let expected = world.local_answers(&["reports"]);
    assert_eq!(world.answers(&index), expected);
    cluster.kill(1);
    cluster.wait_for("red", 2);
    let ((), asked) = world.ask_during(&index, &[String::new()], || {
        thread::sleep(Duration::from_secs(1));
    });
    asked.say("shard without a copy lost");
    assert_eq!((asked.right, asked.errors > 0), (0, true), "{asked:?}");
    for question in [["mentions", "行政处罚"], ["search", "没有这个词"]] {
        let run = world.run(&[&question[..], &["--index", &index]].concat());
        assert!(run.is_error_with_hint(), "{run:?}");
        assert!(run.err.contains("hint: start the missing nodes"), "{run:?}");
    }
    cluster.restart(1);
    cluster.wait_for("green", 3);
    assert_eq!(world.answers(&index), expected);
}

pub(crate) fn cut_off(cluster: &mut Cluster) {
    let (world, index, expected) = searched(cluster, "cut");
    for (what, node) in [("node", other_than_manager(cluster)), ("manager", cluster.manager())] {
        let ((), asked) = world.ask_during(&index, &expected, || {
            cluster.freeze(node);
            thread::sleep(AFTERMATH);
            cluster.thaw(node);
            cluster.wait_for("green", 3);
        });
        asked.say(&format!("{what} stopped and continued"));
        assert!(asked.right > 0 && asked.errors <= 2, "{asked:?}");
    }
    assert_eq!(world.answers(&index), expected);
}

/// A node that was stopped has neither the sections that were written meanwhile, nor does it know at
/// first that the others went on without it.
pub(crate) fn stale(cluster: &mut Cluster) {
    let (world, _, mut before) = searched(cluster, "stale");
    for round in 1..=3 {
        let node = other_than_manager(cluster);
        let others: Vec<String> =
            (0..3).filter(|it| *it != node).map(|it| cluster.address(it)).collect();
        let others = format!("opensearch+http://{}/stale", others.join(","));
        let alone = format!("opensearch+http://{}/stale", cluster.address(node));
        let next = SEARCHED + 20 * round;
        world.reports("reports", next - 20..next);
        cluster.freeze(node);
        world.index(&["reports"], &others);
        let now = world.local_answers(&["reports"]);
        assert_eq!(world.answers(&others), now);
        // They connect to the node as long as it is stopped, and are answered when it goes on.
        let mut asked = crate::reports::Asked::default();
        thread::scope(|scope| {
            let questions = crate::reports::QUESTIONS.iter().zip(before.iter().zip(&now)).cycle();
            let asking: Vec<_> = questions
                .take(8)
                .enumerate()
                .map(|(number, (question, right))| {
                    let command =
                        world.command("one", &[question, &["--index", &alone][..]].concat());
                    thread::sleep(Duration::from_millis(30 * number as u64));
                    (right, scope.spawn(|| finish(command)))
                })
                .collect();
            thread::sleep(Duration::from_millis(300));
            cluster.thaw(node);
            for ((before, now), run) in asking {
                asked.add(run.join().unwrap(), &[before, now]);
            }
        });
        asked.say("asked of a node that missed a generation");
        cluster.wait_for("green", 3);
        assert_eq!(world.answers(&alone), now);
        before = now;
    }
}

pub(crate) fn killed_in_run(cluster: &mut Cluster) {
    for (name, node) in [("run", other_than_manager(cluster)), ("runmanager", cluster.manager())] {
        in_run(cluster, name, |cluster| {
            cluster.kill(node);
            thread::sleep(Duration::from_secs(4));
            cluster.restart(node);
        });
    }
}

pub(crate) fn cut_off_in_run(cluster: &mut Cluster) {
    let node = cluster.manager();
    in_run(cluster, "cutrun", |cluster| {
        cluster.freeze(node);
        thread::sleep(AFTERMATH);
        cluster.thaw(node);
    });
}

/// Lets something happen while many reports are read into an index that has some.
fn in_run(cluster: &mut Cluster, name: &str, happens: impl FnOnce(&mut Cluster)) {
    let (world, index, _) = searched(cluster, name);
    world.reports("reports", SEARCHED..READ);
    let command = world.command("one", &["index", "reports", "--index", &index]);
    let run = thread::scope(|scope| {
        let run = scope.spawn(|| finish(command));
        thread::sleep(Duration::from_millis(400));
        happens(cluster);
        run.join().unwrap()
    });
    crate::say(&format!("{name}: run ended with {:?} after {:.1?}", run.code, run.took));
    assert!(run.is_good() || run.is_error_with_hint(), "{run:?}");
    cluster.wait_for("green", 3);
    if !run.is_good() {
        let again = world.index(&["reports"], &index);
        crate::say(&format!("{name}: the second run took {:.1?}", again.took));
    }
    let expected = world.local_answers(&["reports"]);
    assert_eq!(world.answers(&index), expected);
    let sections = world.local_sections();
    let (found, reports) = stored(cluster, 0, name);
    crate::say(&format!("{name}: {found} sections of {reports} reports, {sections} in the ledger"));
    if run.is_good() {
        assert_eq!((found, reports), (sections, READ as u64));
    }
    // Every copy of every shard has the same.
    for node in 1..3 {
        assert_eq!(stored(cluster, node, name), (found, reports));
    }
}
