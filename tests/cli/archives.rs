//! Zip archives and pages saved with their folders, read in place.

use chabao::analysis::Reports;
use chabao::report::Year;
use expect_test::expect;

use crate::files::archive as archived;
use crate::shared::shared;
use crate::world::{World, report};

/// Returns an archive of `files`.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    archived(files).unwrap()
}

/// Returns the bytes of a short report.
fn text(year: u16) -> Vec<u8> {
    report(year, "落实三项制度。").into_bytes()
}

/// Returns an archive with reports, one of them in an inner archive, and other files.
fn mixed() -> Vec<u8> {
    let inner = archive(&[("2020.txt", &text(2020))]);
    archive(&[
        ("云岫县/2021.txt", &text(2021)),
        ("云岫县\\2022.md", &text(2022)),
        ("更早.zip", &inner),
        ("公章.png", b"\x89PNG"),
        ("__MACOSX/云岫县/._2021.txt", b"\0"),
        ("README.txt", "说明".as_bytes()),
        ("坏.txt", b"\0\0"),
        ("旧.rar", b"Rar!"),
    ])
}

#[test]
fn archives_are_read_in_place() {
    let world = World::new();
    world.report_bytes("reports/全.zip", &mixed());
    world.report("reports/2023.txt", &report(2023, "落实三项制度。"));
    world.report(
        "reports/corrections.csv",
        "path,year\n全.zip!/云岫县/2021.txt,2011\n全.zip!/没有.txt,2012\n",
    );
    expect![[r#"
        exit: 2
        stdout:
        4 reports in 12 sections (4 added, 0 changed, 0 unchanged, 0 removed)
        4 notes about missing or ambiguous facts: see `chabao reports --notes`
        2 files could not be read; 1 file skipped that is not a report
        stderr:
        chabao: warning: `reports/corrections.csv`: line 3: no file `全.zip!/没有.txt`
        chabao: warning: skipped `reports/全.zip!/坏.txt`: not text: byte 0 is NUL
        chabao: warning: skipped `reports/全.zip!/旧.rar`: an archive of this kind is not read: unpack it, or pack it as zip
        chabao: to try next:
          chabao search 三项制度  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    let held: Reports = world.json(&["reports"]);
    let shown: Vec<String> = held
        .reports
        .iter()
        .map(|row| format!("{} {}", row.path, row.facts.year.map_or(0, Year::get)))
        .collect();
    assert_eq!(
        shown,
        [
            "reports/2023.txt 2023",
            "reports/全.zip!/云岫县/2021.txt 2011",
            "reports/全.zip!/云岫县/2022.md 2022",
            "reports/全.zip!/更早.zip!/2020.txt 2020",
        ]
    );
    let told = world.run(["show", "全.zip!/更早.zip!/2020.txt", "--outline"]);
    assert!(told.starts_with("exit: 0\n"), "{told}");
    assert!(world.run(["index"]).contains("(0 added, 0 changed, 4 unchanged, 0 removed)"));
    world.report_bytes("reports/全.zip", &archive(&[("云岫县/2021.txt", &text(2021))]));
    assert!(world.run(["index"]).contains("(0 added, 0 changed, 2 unchanged, 2 removed)"));
}

#[test]
#[ignore = "needs ../shared"]
fn names_packed_on_chinese_windows_are_read() {
    for name in ["gbknames.zip", "utf8names.zip"] {
        let bytes = std::fs::read(shared("formats").join(name)).unwrap();
        let world = World::new();
        world.report_bytes("reports/a.zip", &bytes);
        let told = world.run(["index", "reports"]);
        assert!(told.contains(" added, "), "{told}");
        let held: Reports = world.json(&["reports"]);
        let paths: Vec<&str> = held.reports.iter().map(|row| row.path.as_str()).collect();
        assert!(paths.iter().any(|path| path.starts_with("reports/a.zip!/重庆市/")), "{paths:?}");
    }
}

#[test]
fn archives_that_do_harm_lose_only_themselves() {
    let world = World::new();
    world.report("reports/a.txt", &report(2023, "落实三项制度。"));
    let mut deep = archive(&[("x.txt", &text(2020))]);
    for _ in 0..5 {
        deep = archive(&[("again.zip", &deep)]);
    }
    world.report_bytes("reports/deep.zip", &deep);
    let zeros = vec![b' '; 300 << 20];
    world.report_bytes(
        "reports/bomb.zip",
        &archive(&[("bomb.txt", &zeros), ("b.txt", &text(2022))]),
    );
    let whole = mixed();
    world.report_bytes("reports/cut.zip", whole.get(..whole.len() / 2).unwrap());
    world.report_bytes("reports/page.zip", b"{\\rtf1{\\fonttbl cut");
    expect![[r#"
        exit: 2
        stdout:
        2 reports in 6 sections (2 added, 0 changed, 0 unchanged, 0 removed)
        2 notes about missing or ambiguous facts: see `chabao reports --notes`
        4 files could not be read
        stderr:
        chabao: warning: skipped `reports/bomb.zip!/bomb.txt`: too large: it expands to more than 256 MB
        chabao: warning: skipped `reports/cut.zip`: damaged: the archive cannot be read
        chabao: warning: skipped `reports/deep.zip!/again.zip!/again.zip!/again.zip`: archives are nested too deeply
        chabao: warning: skipped `reports/page.zip`: damaged: it ends early
        chabao: to try next:
          chabao search 三项制度  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
}

#[test]
fn what_a_browser_saves_beside_a_page_is_no_report() {
    let world = World::new();
    world.report("reports/2023.txt", &report(2023, "落实三项制度。"));
    world.report("reports/页.htm", "<html><body></body></html>");
    world.report("reports/页_files/frame.txt", &report(2022, "落实三项制度。"));
    world.report("reports/页_files/logo.png", "");
    let told = world.run(["index", "reports"]);
    assert!(told.contains("1 report in 3 sections"), "{told}");
    assert!(told.contains("2 files skipped that are not reports"), "{told}");
}
