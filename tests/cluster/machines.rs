//! Several machines that read folders of their own into one index at the same moment.

use std::thread;

use crate::nodes::Cluster;
use crate::reports::{Run, World, address, finish, report, stored};

/// Runs both machines at once, each until it succeeds; returns how many runs had to be made again.
fn both(world: &World, index: &str) -> usize {
    let run = |machine: &'static str| -> usize {
        for again in 0..5 {
            let run = finish(world.command(machine, &["index", machine, "--index", index]));
            if run.is_good() {
                return again;
            }
            assert!(run.is_error_with_hint(), "{run:?}");
        }
        panic!("machine {machine} never succeeds");
    };
    thread::scope(|scope| {
        let other = scope.spawn(move || run("b"));
        run("a") + other.join().unwrap()
    })
}

/// A newer version of a report, which differs a little.
fn changed(number: usize) -> String {
    report(number).replace("行政处罚均已公示", "行政处罚决定均已依法公示")
}

pub(crate) fn at_once(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "both");
    world.reports("a", 0..60);
    world.reports("b", 60..120);
    // The same report on both machines, and two versions of one.
    for number in [3, 4, 5] {
        world.write(&format!("b/same{number}.txt"), &report(number));
        world.write(&format!("b/changed{number}.txt"), &changed(number + 10));
        world.write(&format!("a/changed{number}.txt"), &changed(number + 70));
    }
    let again = both(&world, &index);
    assert_eq!(world.answers(&index), world.local_answers(&["a", "b"]));
    let mut all = again;
    for round in 1..=3 {
        world.reports("a", 120 * round..120 * round + 30);
        world.reports("b", 120 * round + 30..120 * round + 60);
        world.remove(&format!("a/{:03}.txt", 10 * round));
        world.remove(&format!("b/{:03}.txt", 60 + 10 * round));
        world.write(&format!("a/{:03}.txt", 10 * round + 1), &changed(10 * round + 1));
        world.write(&format!("b/same{round}.txt"), &report(10 * round + 2));
        all += both(&world, &index);
        assert_eq!(world.answers(&index), world.local_answers(&["a", "b"]), "round {round}");
    }
    crate::say(&format!("two machines: 4 rounds, {all} runs made again"));

    // One machine alone leaves what the other has.
    world.remove("a/000.txt");
    let run = finish(world.command("a", &["index", "a", "--index", &index]));
    assert!(run.is_good(), "{run:?}");
    let expected = world.local_answers(&["a", "b"]);
    assert_eq!(world.answers(&index), expected);

    // A folder has a machine.
    let run = finish(world.command("b", &["index", "a", "b", "--index", &index]));
    assert!(run.is_error_with_hint(), "{run:?}");
    crate::say(run.err.trim_end());
    let run = finish(world.command("b", &["index", "a", "--index", &index]));
    assert!(run.is_error_with_hint(), "{run:?}");
    let run = finish(world.command("b", &["index", "b", "--rebuild", "--index", &index]));
    assert!(run.is_error_with_hint(), "{run:?}");
    crate::say(run.err.trim_end());
    assert_eq!(world.answers(&index), expected);
}

/// Two processes of one machine: one wins, and the other is told, or had nothing left to do.
pub(crate) fn same_folder(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "same");
    let (mut refused, mut total) = (0, 0);
    for round in 1..=3 {
        total = 50 * round;
        world.reports("reports", total - 50..total);
        let runs: Vec<Run> = thread::scope(|scope| {
            let run = || world.run(&["index", "reports", "--index", &index]);
            let both = [scope.spawn(run), scope.spawn(run)];
            both.map(|it| it.join().unwrap()).into()
        });
        assert!(runs.iter().any(Run::is_good), "{runs:?}");
        for run in runs.iter().filter(|run| !run.is_good()) {
            assert!(run.is_error_with_hint(), "{run:?}");
            refused += 1;
        }
        assert_eq!(world.answers(&index), world.local_answers(&["reports"]), "round {round}");
        assert_eq!(stored(cluster, 0, "same"), (world.local_sections(), total as u64));
    }
    crate::say(&format!(
        "one folder read twice at once: 3 rounds, {refused} refused, {total} reports"
    ));
}
