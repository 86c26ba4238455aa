//! Files that are not reports, or strange ones: nothing is lost silently, and nothing harmful
//! reaches the terminal.

use std::ffi::OsStr;
use std::fs;
#[cfg(unix)]
use std::process::Command;

use chabao::search::{Answer, Results};
use expect_test::expect;

use crate::world::{World, report};

#[test]
fn folders_without_a_readable_report_are_told() {
    let world = World::new();
    fs::create_dir(world.path("empty")).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no report found in `empty`
        hint: name a folder that contains reports: `chabao index FOLDER`
    "#]]
    .assert_eq(&world.run(["index", "empty"]));
    world.report_bytes("bad/programme.txt", b"MZ\x90\0\x03\0\0\0");
    world.report_bytes("bad/odd.txt", &[0xFF; 64]);
    world.report_bytes("bad/scan.pdf", b"%PDF-1.7\n");
    world.report_bytes("bad/scan.txt", b"%PDF-1.7\n");
    world.report_bytes("bad/empty.txt", b"");
    world.report_bytes("bad/blank.txt", b" \r\n\r\n");
    world.report_bytes("bad/sealed.docx", b"PK\x03\x04....word/document.xml");
    world.report_bytes("bad/photo.jpg", b"\xFF\xD8\xFF");
    world.report_bytes("bad/marks.txt", "---\nyear: 2020\n---\n".as_bytes());
    expect![[r#"
        exit: 2
        stderr:
        chabao: warning: skipped `bad/blank.txt`: there is no text in it
        chabao: warning: skipped `bad/empty.txt`: the file is empty
        chabao: warning: skipped `bad/marks.txt`: there is no text in it
        chabao: warning: skipped `bad/odd.txt`: neither UTF-8, UTF-16 nor GB18030 (byte 0 fits none)
        chabao: warning: skipped `bad/programme.txt`: not text: byte 3 is NUL
        chabao: warning: skipped `bad/scan.pdf`: damaged: its objects cannot be found
        chabao: warning: skipped `bad/scan.txt`: damaged: its objects cannot be found
        chabao: warning: skipped `bad/sealed.docx`: damaged: the archive cannot be read
        chabao: error: no report found in `bad`
        hint: name a folder that contains reports: `chabao index FOLDER`
    "#]]
    .assert_eq(&world.run(["index", "bad"]));
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: no index at `index`
        hint: build one with `chabao index FOLDER`, or name another with `--index DIR`
    "#]]
    .assert_eq(&world.run(["search", "法治"]));
}

#[test]
fn what_cannot_be_read_is_counted_in_the_ground() {
    let world = World::new();
    world.report("reports/a.txt", &report(2023, "落实三项制度。"));
    world.report_bytes("reports/b.pdf", b"%PDF-1.7\n");
    world.report_bytes("reports/c.txt", b"\0\0\0\0");
    expect![[r#"
        exit: 2
        stdout:
        1 report in 3 sections (1 added, 0 changed, 0 unchanged, 0 removed)
        1 note about missing or ambiguous facts: see `chabao reports --notes`
        2 files could not be read
        stderr:
        chabao: warning: skipped `reports/b.pdf`: damaged: its objects cannot be found
        chabao: warning: skipped `reports/c.txt`: not text: byte 0 is NUL
        chabao: to try next:
          chabao search 三项制度  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    // Again, although nothing changed.
    expect![[r#"
        exit: 0
        stderr:
        chabao: warning: 2 files could not be read, as before: see `chabao status`
    "#]]
    .assert_eq(&world.run(["index", "--quiet"]));
    expect![[r#"
        exit: 0
        stdout:
        三项制度 · exact (精确): 1 of 1 report (100%) mentions it: 1 mention in 1 section; 2 files could not be read

        year (年度)  reports  held  mentions  years
        2023               1     1         1  2023

        2023
           落实【三项制度】。
    "#]]
    .assert_eq(&world.run(["mentions", "三项制度", "--by", "year"]));
    let told = world.run(["status"]);
    assert!(told.contains("unreadable  2\n"), "{told}");
    assert!(told.contains("   reports/b.pdf: damaged: its objects cannot be found\n"), "{told}");
}

#[test]
fn a_file_too_large_to_be_a_report_is_not_read() {
    let world = World::new();
    world.report("reports/a.txt", &report(2023, "落实三项制度。"));
    fs::File::create(world.path("reports/b.txt")).unwrap().set_len(300 << 20).unwrap();
    expect![[r#"
        exit: 2
        stderr:
        chabao: warning: skipped `reports/b.txt`: too large: 300 MB, and the limit is 256 MB
    "#]]
    .assert_eq(&world.run(["index", "reports", "--quiet"]));
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let world = World::new();
    world.report("reports/a.txt", &report(2023, "落实三项制度。"));
    world.report("reports/b.txt", &report(2022, "落实三项制度。"));
    let allow = |below: &str, mode: u32| {
        fs::set_permissions(world.path(below), fs::Permissions::from_mode(mode)).unwrap();
    };
    allow("reports/b.txt", 0o000);
    let mut command = world.command(["index", "reports", "--quiet"]);
    if fs::read(world.path("reports/b.txt")).is_ok() {
        // Root may read everything: the program runs as nobody, from where nobody reaches it.
        fs::copy(env!("CARGO_BIN_EXE_chabao"), world.path("chabao")).unwrap();
        allow("chabao", 0o755);
        allow("", 0o777);
        command = Command::new(world.path("chabao"));
        command.args(["index", "reports", "--quiet", "--index", "index"]);
        command.current_dir(world.path("")).env("CHABAO_LANG", "en").uid(65534);
    }
    assert_eq!(
        world.told(&command.output().unwrap()),
        "exit: 2\nstderr:\nchabao: warning: skipped `reports/b.txt`: permission denied\n"
    );
}

#[test]
fn a_line_of_fifty_megabytes_is_searched_like_any_other() {
    let world = World::new();
    let mut text = String::with_capacity(51 << 20);
    while text.len() < 50 << 20 {
        text.push_str("依法行政，规范执法，监督检查，普法宣传，");
    }
    text.push_str("此处独有一词青禾山茶，");
    world.report("reports/long.txt", &text);
    world.report("reports/short.txt", &report(2023, "落实三项制度。"));
    world.index(["reports"]);
    let found: Answer<Results> = world.json(&["search", "独有一词青禾山茶"]);
    assert_eq!((found.body.counts.sections, found.body.counts.mentions), (1, 1));
    assert_eq!(found.body.hits[0].report.path, "reports/long.txt");
    assert!(found.body.hits[0].passage.text.chars().count() < 200);
}

#[cfg(unix)]
#[test]
fn odd_file_names_are_shown_safely_and_can_be_asked_for() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::new();
    let long = format!("reports/{}.txt", "长".repeat(80));
    let text = |year| report(year, "落实三项制度。").into_bytes();
    world.report_bytes("reports/两\n行.txt", &text(2019));
    world.report_bytes("reports/red\u{1b}[31m.txt", &text(2020));
    world.report_bytes("reports/turned\u{202E}txt.doc.txt", &text(2021));
    world.report_bytes(OsStr::from_bytes(b"reports/\xB9\xAB\xB8\xE6.txt"), &text(2022));
    world.report_bytes(OsStr::from_bytes(b"reports/\xFF\xFF.txt"), &text(2023));
    world.report_bytes(&long, &text(2024));
    world.report_bytes("reports/ -x 'y' \"z\".txt", &text(2025));
    world.report_bytes("reports/bad\u{1b}]0;x\u{7}.txt", b"\0\0");
    expect![[r#"
        exit: 2
        stdout:
        7 reports in 21 sections (7 added, 0 changed, 0 unchanged, 0 removed)
        7 notes about missing or ambiguous facts: see `chabao reports --notes`
        1 file could not be read
        stderr:
        chabao: warning: skipped `reports/bad\u{1b}]0;x\u{7}.txt`: not text: byte 0 is NUL
        chabao: to try next:
          chabao search 三项制度  the passages that mention it
          chabao serve            search in a browser
    "#]]
    .assert_eq(&world.run(["index", "reports"]));
    expect![[r#"
        exit: 0
        stdout:
        reports/\xFF\xFF.txt  r6c3106fa6828
           2023 · 地区未识别 · 云岫县司法局 · 3 sections
           云岫县司法局2023年法治政府建设工作报告
           note: no region found
        reports/red\u{1b}[31m.txt  r558e5b10bdba
           2020 · 地区未识别 · 云岫县司法局 · 3 sections
           云岫县司法局2020年法治政府建设工作报告
           note: no region found
        reports/turned\u{202e}txt.doc.txt  r1b89ca168a7e
           2021 · 地区未识别 · 云岫县司法局 · 3 sections
           云岫县司法局2021年法治政府建设工作报告
           note: no region found
        reports/两\n行.txt  rf31d40d03140
           2019 · 地区未识别 · 云岫县司法局 · 3 sections
           云岫县司法局2019年法治政府建设工作报告
           note: no region found
        reports/公告.txt  r5e54b1482b70
           2022 · 地区未识别 · 云岫县司法局 · 3 sections
           云岫县司法局2022年法治政府建设工作报告
           note: no region found
        5 reports, 5 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--year", "2019-2023"]));
    for name in ["公告", &long, "两\n行", "red\u{1b}[31m", " -x 'y'"] {
        let told = world.run(["show", "--outline", "--", name]);
        assert!(told.starts_with("exit: 0\n"), "{told}");
        assert!(!told.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{told}");
    }
    for arguments in [
        &["search", "三项制度"][..],
        &["mentions", "三项制度", "--by", "report"],
        &["status"],
        &["show", "reports"],
    ] {
        let told = world.run(arguments);
        assert!(!told.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{told}");
    }
    assert!(world.run(["index", "reports"]).contains("7 unchanged"));
}

#[test]
fn escapes_in_a_report_never_reach_the_terminal() {
    let world = World::new();
    let told =
        "\u{1b}[2J\u{1b}]0;owned\u{7}三项\u{1b}[31m制度\u{202E}度制项三\u{2066}\u{9b}1m，见下。";
    world.report(
        "reports/a.txt",
        &format!("---\ntitle: 标题\u{1b}[5m\u{202E}\n---\n{}", report(2023, told)),
    );
    world.index(["reports"]);
    for arguments in [
        &["search", "三项"][..],
        &["mentions", "制度", "--by", "report"],
        &["reports"],
        &["show", "a.txt", "--highlight", "制度"],
        &["search", "不存在\u{1b}[31m"],
        &["show", "没有\u{1b}[31m"],
        &["search", "(\u{1b}[31m"],
        &["search", "法", "--region", "\u{1b}[31m"],
        &["index", "\u{1b}[31m"],
        &["mentions", "法", "--color", "\u{1b}[31m"],
    ] {
        let told = world.run(arguments);
        let is_harmful = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!told.contains(is_harmful), "{arguments:?}: {told:?}");
    }
}
