//! Which folders an index is made of: from wherever it is called, and whatever is mounted.

use std::fs;

use chabao::analysis::Status;
use expect_test::expect;

use crate::world::{World, report};

/// Runs the program in a folder of the scratch folder.
fn run_in(world: &World, folder: &str, arguments: &[&str]) -> String {
    let mut command = world.command(arguments);
    command.current_dir(world.path(folder));
    world.told(&command.output().unwrap())
}

/// Returns the paths of the reports in an index.
fn paths(world: &World, index: &str) -> Vec<String> {
    let reports: chabao::analysis::Reports = world.json(&["reports", "--index", index]);
    reports.reports.into_iter().map(|row| row.path).collect()
}

/// Returns the number of commits of the index.
fn generation(world: &World) -> u64 {
    let status: Status = world.json(&["status"]);
    status.generation
}

/// Returns a folder with three reports in `a` and two in `b`, indexed together.
fn two_folders() -> World {
    let world = World::new();
    for year in 2019..2022 {
        world.report(&format!("a/{year}.txt"), &report(year, "三项制度。"));
    }
    for year in 2022..2024 {
        world.report(&format!("b/{year}.txt"), &report(year, "法律顾问。"));
    }
    world.index(["a", "b"]);
    world
}

#[test]
fn a_folder_means_the_same_from_everywhere() {
    let world = World::new();
    for (place, years) in [("w1", 2021..2024), ("w2", 2014..2015)] {
        for year in years {
            world.report(&format!("{place}/reports/{year}.txt"), &report(year, "三项制度。"));
        }
    }
    assert!(
        run_in(&world, "w1", &["index", "reports", "--index", "../X"]).starts_with("exit: 0\n")
    );
    let names = ["reports/2021.txt", "reports/2022.txt", "reports/2023.txt"];
    for (place, arguments) in [
        ("w2", &["index", "--index", "../X"][..]),
        ("", &["index", "--index", "X"]),
        ("w1/reports", &["index", ".", "--index", "../../X"]),
        ("w2", &["index", "../w1/reports", "--index", "../X"]),
        ("", &["index", "w1/./reports/", "--index", "X", "--rebuild"]),
        ("w2", &["index", "--index", "../X", "--rebuild"]),
    ] {
        let told = run_in(&world, place, arguments);
        assert!(told.starts_with("exit: 0\nstdout:\n3 reports in 9 sections"), "{place}: {told}");
        assert_eq!(paths(&world, "X"), names, "{place} {arguments:?}");
    }
    // Another folder of the same name is another folder.
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the index at `../X` is made of `reports`, not of `reports`
        hint: add it with `chabao index --index ../X --add reports`, or let it replace the others with `chabao index --index ../X --replace reports`
    "#]]
    .assert_eq(&run_in(&world, "w2", &["index", "reports", "--index", "../X"]));
    let told = run_in(&world, "w2", &["index", "--add", "reports", "--index", "../X"]);
    assert!(told.contains("(1 added, 0 changed, 3 unchanged, 0 removed)"), "{told}");
    let other = fs::canonicalize(world.path("w2/reports/2014.txt")).unwrap();
    assert_eq!(paths(&world, "X")[0], other.to_str().unwrap());
    assert_eq!(paths(&world, "X")[1..], names);
}

#[test]
fn a_folder_that_is_gone_is_told_and_nothing_is_removed() {
    let world = two_folders();
    let before = world.listing("index");
    fs::rename(world.path("b"), world.path("c")).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the folder `b` of the index is no longer at `SCRATCH/b`
        hint: connect its drive; or, if it was moved, name all folders as they are now: `chabao index --replace FOLDER`
    "#]]
    .assert_eq(&world.run(["index"]));
    assert_eq!(world.listing("index"), before);
    let told = world.run(["index", "--replace", "a", "c"]);
    assert!(told.contains("(2 added, 0 changed, 3 unchanged, 2 removed)"), "{told}");
}

#[test]
fn an_index_and_its_reports_can_be_moved_together() {
    let world = World::new();
    for year in 2021..2024 {
        world.report(&format!("stick/reports/{year}.txt"), &report(year, "三项制度。"));
    }
    assert!(run_in(&world, "stick", &["index", "reports"]).starts_with("exit: 0\n"));
    fs::rename(world.path("stick"), world.path("other")).unwrap();
    for _ in 0..2 {
        let told = run_in(&world, "", &["index", "--index", "other/index"]);
        assert!(told.contains("(0 added, 0 changed, 3 unchanged, 0 removed)"), "{told}");
    }
    // Another stick where the first one was: it holds none of these reports.
    world.report("stick/reports/1.txt", &report(2001, "依法行政。"));
    let told = run_in(&world, "", &["index", "--index", "other/index"]);
    assert!(told.contains("(0 added, 0 changed, 3 unchanged, 0 removed)"), "{told}");
    // A copy of both: which is meant cannot be known.
    fs::create_dir_all(world.path("copy")).unwrap();
    for below in ["index", "reports"] {
        let from = world.path(format!("other/{below}"));
        for (name, path) in crate::corpus::files(&from) {
            world.report_bytes(format!("copy/{below}/{name}"), &fs::read(path).unwrap());
        }
    }
    let told = run_in(&world, "copy", &["index"]);
    assert!(told.starts_with("exit: 2\n"), "{told}");
    assert!(told.contains("may be `SCRATCH/other/reports` or `SCRATCH/copy/reports`"), "{told}");
    for arguments in [&["index", "reports"][..], &["index"]] {
        let told = run_in(&world, "copy", arguments);
        assert!(told.contains("(0 added, 0 changed, 3 unchanged, 0 removed)"), "{told}");
    }
    // The index alone was moved: the folder is where it was.
    fs::rename(world.path("copy/index"), world.path("far")).unwrap();
    let told = world.run(["index", "--index", "far"]);
    assert!(told.contains("(0 added, 0 changed, 3 unchanged, 0 removed)"), "{told}");
}

#[test]
fn other_folders_than_before_need_a_word_on_these() {
    let world = two_folders();
    world.report("c/2024.txt", &report(2024, "依法行政。"));
    let before = world.listing("index");
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: the index at `index` is made of `a`, `b`, not of `c`
        hint: add it with `chabao index --index index --add c`, or let it replace the others with `chabao index --index index --replace c`
    "#]]
    .assert_eq(&world.run(["index", "c"]));
    let some = world.run(["index", "a"]);
    let hint =
        "hint: `chabao index --index index` reads all its folders again; to leave the others out:";
    assert!(some.contains(hint), "{some}");
    for arguments in [&["index", "a"][..], &["index", "a", "c"], &["index", "c", "--rebuild"]] {
        let told = world.run(arguments);
        assert!(told.contains("is made of `a`, `b`, not of"), "{arguments:?}: {told}");
    }
    assert_eq!(world.listing("index"), before);
    for (arguments, counts) in [
        (&["index", "b", "./a/"][..], "(0 added, 0 changed, 5 unchanged, 0 removed)"),
        (&["index", "--add", "c"], "(1 added, 0 changed, 5 unchanged, 0 removed)"),
        (&["index", "--add", "c"], "(0 added, 0 changed, 6 unchanged, 0 removed)"),
        (&["index"], "(0 added, 0 changed, 6 unchanged, 0 removed)"),
        (&["index", "--replace", "b", "c"], "(0 added, 0 changed, 3 unchanged, 3 removed)"),
        // Whoever names all of them, and more, has said everything.
        (&["index", "a", "b", "c"], "(3 added, 0 changed, 3 unchanged, 0 removed)"),
    ] {
        let told = world.run(arguments);
        assert!(told.starts_with("exit: 0\n") && told.contains(counts), "{arguments:?}: {told}");
    }
    expect![[r#"
        exit: 0
        stdout:
        3 reports in 9 sections (0 added, 0 changed, 3 unchanged, 3 removed)
        3 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
        stderr:
        chabao: warning: `b` is no longer indexed: it was not named this time
        chabao: warning: `c` is no longer indexed: it was not named this time
    "#]]
    .assert_eq(&world.run(["index", "--replace", "a"]));
    for wrong in [&["index", "--add"][..], &["index", "--add", "--replace", "a"]] {
        assert!(world.run(wrong).starts_with("exit: 2\n"), "{wrong:?}");
    }
}

#[test]
fn a_file_in_two_folders_is_one_report() {
    let world = World::new();
    world.report("r/2022.txt", &report(2022, "三项制度。"));
    world.report("r/c/2023.txt", &report(2023, "三项制度。"));
    world.report("r/.hidden/2024.txt", &report(2024, "三项制度。"));
    let names = ["r/2022.txt", "r/c/2023.txt"];
    for arguments in [
        &["index", "--quiet", "r", "r/c"][..],
        &["index", "--quiet", "r"],
        &["index", "--quiet", "r/c", "r"],
        &["index", "--quiet"],
        &["index", "--quiet", "--add", "r/c"],
        &["index", "--quiet", "--replace", "r"],
        &["index", "--quiet", "--rebuild", "r", "r/c"],
    ] {
        assert_eq!(world.run(arguments), "exit: 0\n", "{arguments:?}");
        assert_eq!(paths(&world, "index"), names, "{arguments:?}");
    }
    // What a search of the outer folder leaves out is another folder.
    assert_eq!(world.run(["index", "--quiet", "--add", "r/.hidden"]), "exit: 0\n");
    assert_eq!(paths(&world, "index").len(), 3);
    let told = world.run(["index", "r"]);
    assert!(told.contains("is made of `r`, `r/c`, `r/.hidden`, not of `r`"), "{told}");
}

#[test]
fn an_emptied_folder_is_refused_until_it_is_said_to_be_meant() {
    let world = two_folders();
    let before = world.listing("index");
    fs::rename(world.path("b"), world.path("unmounted")).unwrap();
    fs::create_dir(world.path("b")).unwrap();
    let refusal = expect![[r#"
        exit: 2
        stderr:
        chabao: error: `b` held 2 reports and has none now
        hint: connect its drive, or make it readable; if its reports are to leave the index, add `--allow-empty`
    "#]];
    for arguments in [
        &["index"][..],
        &["index", "a", "b"],
        &["index", "--rebuild"],
        &["index", "--add", "a"],
        &["index", "--replace", "b", "a"],
    ] {
        refusal.assert_eq(&world.run(arguments));
    }
    assert_eq!(world.listing("index"), before);
    // A folder that is left out on purpose is not searched.
    let told = world.run(["index", "--allow-empty"]);
    assert!(told.contains("(0 added, 0 changed, 3 unchanged, 2 removed)"), "{told}");
    // Nothing is expected of it any more.
    assert!(world.run(["index"]).contains("(0 added, 0 changed, 3 unchanged, 0 removed)"));
}

#[test]
fn an_emptied_folder_inside_of_another_is_refused_too() {
    let world = World::new();
    for at in 0..6 {
        let folder = ["r", "r/drive/q1", "r/one"][[0, 1, 1, 1, 0, 2][at]];
        let year = 2016 + u16::try_from(at).unwrap();
        world.report(&format!("{folder}/{year}.txt"), &report(year, "三项制度。"));
    }
    world.index(["r"]);
    fs::rename(world.path("r/drive/q1"), world.path("unmounted")).unwrap();
    for rebuild in [&[][..], &["--rebuild"]] {
        let told = world.run(["index"].iter().chain(rebuild));
        assert!(told.contains("error: `r/drive` held 3 reports and has none now\n"), "{told}");
    }
    fs::rename(world.path("unmounted"), world.path("r/drive/q1")).unwrap();
    // A single report that was removed by hand, a folder that was removed as a whole.
    fs::remove_file(world.path("r/one/2021.txt")).unwrap();
    assert!(world.run(["index"]).contains("5 unchanged, 1 removed"));
    fs::remove_dir_all(world.path("r/drive")).unwrap();
    assert!(world.run(["index"]).contains("2 unchanged, 3 removed"));
}

#[cfg(unix)]
#[test]
fn reports_in_a_folder_that_cannot_be_read_stay() {
    let world = World::new();
    for (at, folder) in ["r", "r/in", "r/in", "r/in/deep"].into_iter().enumerate() {
        let year = 2016 + u16::try_from(at).unwrap();
        world.report(&format!("{folder}/{year}.txt"), &report(year, "三项制度。"));
    }
    world.index(["r"]);
    let before = world.data(["search", "三项制度"]);
    // A link that leads nowhere is refused to everyone, root included: a drive that is gone.
    fs::rename(world.path("r/in"), world.path("unmounted")).unwrap();
    std::os::unix::fs::symlink("../nowhere", world.path("r/in")).unwrap();
    expect![[r#"
        exit: 2
        stdout:
        4 reports in 12 sections (0 added, 0 changed, 4 unchanged, 0 removed)
        4 notes about missing or ambiguous facts: see `chabao reports --notes`
        1 file could not be read
        stderr:
        chabao: warning: skipped `r/in`: there is no such file or folder; its 3 reports stay as they were
    "#]]
    .assert_eq(&world.run(["index"]));
    expect![[r#"
        exit: 0
        stdout:
        4 reports in 12 sections (0 added, 0 changed, 4 unchanged, 0 removed)
        4 notes about missing or ambiguous facts: see `chabao reports --notes`
        1 file could not be read
        stderr:
        chabao: warning: 1 file could not be read, as before: see `chabao status`
    "#]]
    .assert_eq(&world.run(["index"]));
    // What is built anew cannot keep them.
    let told = world.run(["index", "--rebuild"]);
    assert!(told.contains("error: `r/in` held 3 reports and has none now\n"), "{told}");
    fs::remove_file(world.path("r/in")).unwrap();
    fs::rename(world.path("unmounted"), world.path("r/in")).unwrap();
    let told = world.run(["index"]);
    assert!(told.contains("0 added, 0 changed, 4 unchanged, 0 removed"), "{told}");
    assert_eq!(world.data(["search", "三项制度"]), before);
}

#[test]
fn what_is_known_to_be_unreadable_is_no_failure_the_second_time() {
    let world = World::with_three_reports();
    world.report_bytes("reports/空.txt", b"");
    world.report_bytes("reports/旧.rar", b"Rar!");
    assert!(world.run(["index"]).starts_with("exit: 2\n"));
    let written = generation(&world);
    for arguments in [&["index", "--quiet"][..], &["index", "reports", "--quiet"]] {
        assert_eq!(
            world.run(arguments),
            "exit: 0\nstderr:\nchabao: warning: 2 files could not be read, as before: see \
             `chabao status`\n"
        );
    }
    assert_eq!(generation(&world), written);
    // A new one is named, the others are counted.
    world.report_bytes("reports/坏.pdf", b"%PDF-1.7");
    let told = world.run(["index", "--quiet"]);
    assert!(
        told.starts_with("exit: 2\nstderr:\nchabao: warning: skipped `reports/坏.pdf`: "),
        "{told}"
    );
    assert!(told.contains("warning: 2 files could not be read, as before"), "{told}");
    // Read anew, they are still the same.
    let told = world.run(["index", "--quiet", "--rebuild"]);
    assert!(told.starts_with("exit: 0\n") && told.contains("3 files could not"), "{told}");
    // One that changed, and is no better, is new.
    world.report_bytes("reports/坏.pdf", b"%PDF-1.7 ");
    assert!(world.run(["index", "--quiet"]).starts_with("exit: 2\n"));
    // One that is gone is nothing to speak of.
    fs::remove_file(world.path("reports/坏.pdf")).unwrap();
    assert!(world.run(["index", "--quiet"]).starts_with("exit: 0\n"));
}
