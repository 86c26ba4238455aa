//! Two that index at once, and one that is killed in the middle.

use std::fs::{self, File};
use std::thread;
use std::time::Duration;

use expect_test::expect;

use crate::world::{World, report};

#[test]
fn a_second_indexer_says_so_and_stops() {
    let world = World::with_three_reports();
    let lock = File::options().write(true).open(world.path("index/.chabao.lock")).unwrap();
    lock.lock().unwrap();
    let before = world.run(["search", "三项制度"]);
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: another `chabao index` is writing `index`
        hint: wait until it is done, or build into another folder with `--index DIR`
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    let rebuilt = world.run(["index", "reports", "--rebuild"]);
    assert!(rebuilt.starts_with("exit: 2\n"), "{rebuilt}");
    // Reading goes on.
    assert_eq!(world.run(["search", "三项制度"]), before);
    drop(lock);
    world.index(["reports"]);
}

#[test]
fn an_indexer_that_is_killed_leaves_the_last_good_index() {
    let world = World::with_three_reports();
    let before = world.run(["search", "三项制度"]);
    for at in 0..400u16 {
        let year = 2016 + at % 8;
        let told = format!("第{at}号：三项制度。{}", "依法行政，规范执法。".repeat(60));
        world.report(&format!("more/{at}.txt"), &report(year, &told));
    }
    let mut killed = 0;
    for (at, delay) in [5, 20, 60, 120, 180, 240, 300, 400, 500, 700].into_iter().enumerate() {
        let arguments = if at % 3 == 2 {
            &["index", "reports", "more", "--rebuild", "--quiet"][..]
        } else {
            &["index", "reports", "more", "--quiet"]
        };
        let mut child = world.command(arguments).spawn().unwrap();
        thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        if child.wait().unwrap().success() {
            // It was done before the blow: back to the small index.
            assert_eq!(world.run(["index", "reports", "--quiet"]).lines().next(), Some("exit: 0"));
        } else {
            killed += 1;
        }
        let after = world.run(["search", "三项制度"]);
        let is_done = after.contains("of 403 reports");
        assert!(after == before || is_done, "after {delay} ms: {after}");
        let verified = world.run(["status", "--verify"]);
        assert!(verified.starts_with("exit: 0\n"), "after {delay} ms: {verified}");
        if is_done {
            assert!(world.run(["index", "reports", "--quiet"]).starts_with("exit: 0\n"));
        }
    }
    assert!(killed > 0, "none was killed");
    world.index(["reports", "more"]);
    assert!(world.data(["search", "第399号"]).contains("1 of 403 reports"));
    // The leftovers of the killed ones are gone; the ledger before the last one is kept for readers
    // that opened the index just before.
    let names: Vec<String> = world.listing("index").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("ledger-")).count(), 2, "{names:?}");
}

#[test]
fn nothing_is_written_outside_the_index() {
    let world = World::with_samples();
    fs::create_dir(world.path("empty")).unwrap();
    let before = world.listing("");
    for arguments in [
        &["index", "data", "--quiet"][..],
        &["index", "--quiet", "--rebuild"],
        &["search", "三项制度"],
        &["search", "怎样聘请法律顾问", "--words"],
        &["mentions", "法律顾问"],
        &["reports"],
        &["show", "酉阳"],
        &["status", "--verify"],
    ] {
        let told = world.run(arguments);
        assert!(told.starts_with("exit: 0\n"), "{told}");
    }
    let is_outside = |(name, _): &(String, String)| !name.starts_with("index/");
    let after: Vec<(String, String)> = world.listing("").into_iter().filter(is_outside).collect();
    assert_eq!(after, before);
}

#[test]
fn an_index_among_the_reports_is_not_indexed() {
    let world = World::with_three_reports();
    let told = world.run(["index", "reports", "--index", "reports/index"]);
    assert!(told.starts_with("exit: 0\nstdout:\n3 reports in 9 sections (3 added"), "{told}");
    let again = world.run(["index", "reports", "--index", "reports/index"]);
    assert!(again.contains("(0 added, 0 changed, 3 unchanged, 0 removed)"), "{again}");
    assert!(again.ends_with("0 files could not be read\n"), "{again}");
}
