//! `chabao index` killed at any moment: the index is what it was, and the next run completes.

use std::thread;
use std::time::{Duration, Instant};

use crate::nodes::Cluster;
use crate::reports::{World, address, stored};

/// The reports before and after.
const BEFORE: usize = 40;
const AFTER: usize = 240;

/// How many runs are killed, spread over the time that one takes.
const KILLED: u32 = 10;

/// Starts a run and kills it after some time; returns how long it took if it was done before.
fn kill_after(world: &World, index: &str, delay: Duration) -> Option<Duration> {
    let begun = Instant::now();
    let mut child = world.command("one", &["index", "reports", "--index", index]).spawn().unwrap();
    while begun.elapsed() < delay {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return Some(begun.elapsed());
        }
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap().success().then(|| begun.elapsed())
}

pub(crate) fn killed(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "stopped");
    world.reports("reports", 0..AFTER);
    // How long a run takes now: other programs come and go.
    let mut whole = world.index(&["reports"], &address(cluster, "whole")).took;
    let after = world.local_answers(&["reports"]);
    for number in BEFORE..AFTER {
        world.remove(&format!("reports/{number:03}.txt"));
    }
    world.index(&["reports"], &index);
    let before = world.local_answers(&["reports"]);
    assert_eq!(world.answers(&index), before);

    world.reports("reports", BEFORE..AFTER);
    let (mut killed, mut done) = (0, 0);
    for at in 1..=KILLED {
        let took = kill_after(&world, &index, whole * at / KILLED);
        whole = took.unwrap_or(whole);
        // It may have published and been killed before it ended.
        let answers = world.answers(&index);
        assert!(answers == before || answers == after, "after {at}: {answers:?}");
        if took.is_some() || answers == after {
            done += 1;
            for number in BEFORE..AFTER {
                world.remove(&format!("reports/{number:03}.txt"));
            }
            world.index(&["reports"], &index);
            assert_eq!(world.answers(&index), before);
            world.reports("reports", BEFORE..AFTER);
        } else {
            killed += 1;
        }
    }
    let (strays, reports) = stored(cluster, 0, "stopped");
    crate::say(&format!(
        "a run of {whole:.1?}: {killed} killed, {done} done before; {strays} sections of {reports} reports left"
    ));
    assert!(killed >= 5, "{killed}");

    world.index(&["reports"], &index);
    assert_eq!(world.answers(&index), after, "strays are not counted and do not rank");
    world.index(&["reports", "--rebuild"], &index);
    assert_eq!(world.answers(&index), after);
    world.index(&["reports", "--rebuild"], &index);
    assert_eq!(world.answers(&index), after);
    world.local_answers(&["reports"]);
    // Those of this generation and of the one before it, which someone may be reading.
    let expected = (2 * world.local_sections(), 2 * AFTER as u64);
    assert_eq!(stored(cluster, 0, "stopped"), expected, "a rebuild removes strays");
}

pub(crate) fn killed_first(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "first");
    world.reports("reports", 0..AFTER);
    for delay in [60, 150, 300, 600, 900] {
        if kill_after(&world, &index, Duration::from_millis(delay)).is_some() {
            break;
        }
        let run = world.run(&["search", "行政处罚", "--index", &index]);
        // Killed between its publication and its end.
        if run.is_good() {
            break;
        }
        assert!(run.is_error_with_hint() && run.err.contains("no index at"), "{run:?}");
    }
    world.index(&["reports"], &index);
    assert_eq!(world.answers(&index), world.local_answers(&["reports"]));
}
