//! Every format as it comes: read whole, its copies known, and damaged files without harm to others.

use std::fmt::Write as _;
use std::fs;

use chabao::analysis::{Reports, ShownReport, Status};
use chabao::report::Year;
use expect_test::expect;

use crate::corpus::files;
use crate::dice::Dice;
use crate::files::WRITERS;
use crate::shared::shared;
use crate::world::World;

/// Returns a report of some length of an invented county.
fn long_report(year: u16) -> String {
    let mut text = format!("云岫县司法局关于{year}年法治政府建设情况的报告\n");
    for (numeral, part) in [("一", "主要举措和成效"), ("二", "存在的不足"), ("三", "下一步安排")]
    {
        let _ = writeln!(text, "{numeral}、{part}");
        for (at, matter) in ["三项制度", "法律顾问", "行政复议", "普法宣传"].iter().enumerate()
        {
            let _ = writeln!(
                text,
                "（{}）{matter}。全县{matter}工作持续推进，共组织培训{at}次、检查{}次，{matter}覆盖各乡镇和\
                 县直部门，群众对{matter}的知晓率和满意度进一步提高，有关经验在全市交流推广。",
                ["一", "二", "三", "四"][at],
                at + 12,
            );
        }
    }
    let _ = writeln!(text, "云岫县司法局\n{}年1月15日", year + 1);
    text
}

#[test]
fn every_format_gives_the_same_text() {
    let world = World::new();
    for (at, writer) in WRITERS.iter().enumerate() {
        let text = long_report(2010 + u16::try_from(at).unwrap());
        let bytes = (writer.write)(&text).unwrap();
        world.report_bytes(format!("reports/a.{}", writer.ending), &bytes);
    }
    world.index(["reports"]);
    for (at, writer) in WRITERS.iter().enumerate() {
        let shown: ShownReport = world.json(&["show", &format!("reports/a.{}", writer.ending)]);
        let text: String = shown.sections.iter().map(|section| section.text.as_str()).collect();
        let year = 2010 + u16::try_from(at).unwrap();
        assert_eq!(text, long_report(year), "{}", writer.ending);
        assert_eq!(shown.sections.len(), 16, "{}", writer.ending);
        assert_eq!(shown.report.facts.year.map(Year::get), Some(year), "{}", writer.ending);
        let date = shown.report.facts.date.map(|date| date.to_string());
        assert_eq!(date, Some(format!("{}-01-15", year + 1)), "{}", writer.ending);
    }
}

#[test]
fn damaged_files_do_no_harm_to_others() {
    let world = World::new();
    world.report("reports/whole.txt", &long_report(2023));
    let mut dice = Dice::new(7);
    for writer in WRITERS.iter().filter(|writer| writer.ending != "txt") {
        let bytes = (writer.write)(&long_report(2022)).unwrap();
        for at in 0..50 {
            let cut = bytes.get(..dice.below(bytes.len())).unwrap();
            world.report_bytes(format!("reports/cut/{at}.{}", writer.ending), cut);
            let mut changed = bytes.clone();
            changed[dice.below(bytes.len())] ^= dice.byte() | 1;
            world.report_bytes(format!("reports/changed/{at}.{}", writer.ending), &changed);
        }
    }
    let told = world.run(["index", "reports", "--quiet"]);
    assert!(told.starts_with("exit: 2\n"), "{told}");
    assert!(!told.contains("the program failed"), "{told}");
    assert!(!told.contains("given up"), "{told}");
    let held: Reports = world.json(&["reports"]);
    let status: Status = world.json(&["status"]);
    assert!(held.reports.iter().any(|row| row.path == "reports/whole.txt"));
    assert_eq!(
        status.reports
            + status.copies
            + status.older_versions
            + u64::try_from(status.unreadable.len()).unwrap(),
        1 + 100 * u64::try_from(WRITERS.len() - 1).unwrap(),
        "every file is a report or told as unreadable"
    );
}

/// Copies the sample files whose names begin with `report` into the folder `below`; returns their
/// number.
fn copy_samples(world: &World, report: &str, below: &str) -> usize {
    let mut count = 0;
    for (name, path) in files(&shared("formats")) {
        let last = name.rsplit('/').next().unwrap();
        if last.starts_with(report) && !last.contains(".gold.") {
            world.report_bytes(format!("{below}/{name}"), &fs::read(path).unwrap());
            count += 1;
        }
    }
    assert!(count > 0, "no sample {report}");
    count
}

#[test]
#[ignore = "needs ../shared"]
fn every_variant_of_a_report_is_one_report() {
    let of_first = vec!["s0.locked.pdf", "s0.notou.pdf", "s0.scan.pdf"];
    for (report, unread) in [("s0.", of_first), ("s1.", vec![]), ("s2.", vec![])] {
        let world = World::new();
        let variants = copy_samples(&world, report, "reports");
        let told = world.run(["index", "reports", "--quiet"]);
        assert_eq!(told.starts_with("exit: 0"), unread.is_empty(), "{told}");
        let held: Reports = world.json(&["reports"]);
        let [row] = &held.reports[..] else {
            let paths: Vec<&str> = held.reports.iter().map(|row| row.path.as_str()).collect();
            panic!("{report}: {paths:?}")
        };
        let copies = variants - unread.len() - 1;
        assert_eq!((row.copies.len(), row.versions.len()), (copies, 0), "{report}");
        let status: Status = world.json(&["status"]);
        let unreadable: Vec<&str> =
            status.unreadable.iter().map(|it| it.path.trim_start_matches("reports/")).collect();
        assert_eq!(unreadable, unread);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn what_has_no_text_is_told_with_the_right_reason() {
    let world = World::new();
    for samples in ["s0.", "bad."] {
        copy_samples(&world, samples, "reports");
    }
    let told = world.run(["index", "reports", "--quiet"]);
    expect![[r#"
        exit: 2
        stderr:
        chabao: warning: skipped `reports/bad.xlsx`: damaged: a part cannot be unpacked
        chabao: warning: skipped `reports/s0.locked.pdf`: it is locked: a password is needed to open it
        chabao: warning: skipped `reports/s0.notou.pdf`: no text layer: its fonts do not say which characters the glyphs are
        chabao: warning: skipped `reports/s0.scan.pdf`: no text layer: its pages are pictures (a scan)
    "#]].assert_eq(&told);
}

/// Returns a PDF of one page that is a picture.
fn scan() -> Vec<u8> {
    let picture = vec![0x55; 200 * 280 / 8];
    let content = "q 595 0 0 842 0 0 cm /P Do Q";
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << \
          /XObject << /P 5 0 R >> >> >>"
            .to_vec(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes(),
        [
            b"<< /Type /XObject /Subtype /Image /Width 200 /Height 280 /BitsPerComponent 1 \
              /ColorSpace /DeviceGray /Length 7000 >>\nstream\n"
                .as_slice(),
            &picture,
            b"\nendstream",
        ]
        .concat(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let table = format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n\
         {start}\n%%EOF\n"
    );
    out.extend(table.bytes());
    out
}

#[cfg(unix)]
#[test]
fn scans_are_read_by_the_program_that_is_named() {
    use std::io::Cursor;
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt;

    let world = World::new();
    world.report("reports/whole.txt", &long_report(2023));
    world.report_bytes("reports/scan.pdf", &scan());
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    packed.start_file("inner.pdf", zip::write::SimpleFileOptions::default()).unwrap();
    packed.write_all(&scan()).unwrap();
    world.report_bytes("reports/more.zip", &packed.finish().unwrap().into_inner());
    world.report("read-it", "#!/bin/sh\nhead -c 5 \"$1\" | grep -q %PDF || exit 3\ncat \"$2\"\n");
    world.report("told.txt", &long_report(2020));
    fs::set_permissions(world.path("read-it"), fs::Permissions::from_mode(0o755)).unwrap();
    let before = world.listing("reports");
    expect![[r#"
        exit: 2
        stdout:
        1 report in 16 sections (1 added, 0 changed, 0 unchanged, 0 removed)
        1 note about missing or ambiguous facts: see `chabao reports --notes`
        2 files could not be read
        stderr:
        chabao: warning: skipped `reports/more.zip!/inner.pdf`: no text layer: its pages are pictures (a scan)
        chabao: warning: skipped `reports/scan.pdf`: no text layer: its pages are pictures (a scan)
        chabao: 2 files have no text layer; `--ocr COMMAND` lets a program recognise the characters
        chabao: to try next:
          chabao search 三项制度  the passages that mention it
          chabao serve            search in a browser
    "#]].assert_eq(&world.run(["index", "reports"]));
    expect![[r#"
        exit: 2
        stdout:
        1 report in 16 sections (0 added, 0 changed, 1 unchanged, 0 removed)
        1 note about missing or ambiguous facts: see `chabao reports --notes`
        2 files could not be read
        stderr:
        chabao: warning: skipped `reports/more.zip!/inner.pdf`: no text layer: its pages are pictures (a scan); `./read-it` failed on it: cat: nothing.txt: No such file or directory
        chabao: warning: skipped `reports/scan.pdf`: no text layer: its pages are pictures (a scan); `./read-it` failed on it: cat: nothing.txt: No such file or directory
    "#]].assert_eq(&world.run(["index", "--ocr", "./read-it {} nothing.txt"]));
    let read = world.run(["index", "--ocr", "./read-it {} told.txt"]);
    expect![[r#"
        exit: 0
        stdout:
        2 reports in 32 sections (2 added, 0 changed, 1 unchanged, 0 removed)
        1 copy not counted: see `chabao reports`
        3 notes about missing or ambiguous facts: see `chabao reports --notes`
        0 files could not be read
    "#]]
    .assert_eq(&read);
    expect![[r#"
        exit: 0
        stdout:
        reports/more.zip!/inner.pdf  r7b26a0f68e8b
           2020 · 地区未识别 · 云岫县司法局 · 16 sections
           云岫县司法局关于2020年法治政府建设情况的报告
           note: the text was recognised by `./read-it` and may contain mistakes
           note: no region found
           copy: reports/scan.pdf
        1 report, 1 with notes
    "#]]
    .assert_eq(&world.run(["reports", "--year", "2020"]));
    // What was recognised stays without the program, and nothing is left behind.
    let again = world.run(["index"]);
    assert!(again.starts_with("exit: 0\n") && again.contains("3 unchanged"), "{again}");
    assert_eq!(world.listing("reports"), before);
    let left = world.listing("index").into_iter().filter(|(name, _)| name.contains("ocr")).count();
    assert_eq!(left, 0);
    expect![[r#"
        exit: 2
        stderr:
        chabao: error: invalid value ''open' for '--ocr <COMMAND>': write a program and its arguments, quotation marks closed
        hint: see `chabao --help`
    "#]].assert_eq(&world.run(["index", "--ocr", "'open"]));
}
