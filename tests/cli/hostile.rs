//! Files that do harm: each costs itself and nothing else.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::files::archive;
use crate::world::{World, report};

/// Returns a workbook whose cells are `cells` and whose texts are `texts`, as XML.
fn workbook(texts: &str, cells: &str) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{packages}/content-types\"><Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"{kind}\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{namespace}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"a\" \
                 sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship \
                 Id=\"r2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
                 </Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml", texts.replacen("<sst", &format!("<sst xmlns=\"{namespace}\""), 1)),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{namespace}\"><sheetData>{cells}</sheetData></worksheet>"),
        ),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, it)| (*name, it.as_bytes())).collect();
    archive(&parts).unwrap()
}

/// Returns rows of one cell each that refer to the first text.
fn references(count: usize) -> String {
    let mut rows = String::new();
    for row in 1..=count {
        let _ = write!(rows, "<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    }
    rows
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_takes_all_memory_costs_itself_alone() {
    let world = World::new();
    for year in 2019..=2023 {
        world.report(&format!("reports/{year}.txt"), &report(year, "落实三项制度。"));
    }
    let texts = "<sst uniqueCount=\"4294967295\"><si><t>甲</t></si></sst>";
    world.report_bytes("reports/2020.xlsx", &workbook(texts, &references(1)));
    let texts = format!("<sst><si><t>{}</t></si></sst>", "法治".repeat(100_000));
    world.report_bytes("reports/2021.xlsx", &workbook(&texts, &references(500)));
    let said = world.run(["index", "reports"]);
    assert!(said.contains("5 reports in 15 sections (5 added"), "{said}");
    assert!(said.contains("`reports/2020.xlsx`: reading it took more than 1,024 MB of memory"));
    assert!(said.contains("`reports/2021.xlsx`: too large: it has more than 64 MB of text"));
    // They are tried again when they change, and not before.
    let again = Instant::now();
    assert!(world.run(["index"]).contains("(0 added, 0 changed, 5 unchanged, 0 removed)"));
    assert!(again.elapsed() < Duration::from_secs(20));
}

#[test]
fn archives_in_archives_share_what_they_may_expand_to() {
    let world = World::new();
    world.report("reports/2023.txt", &report(2023, "落实三项制度。"));
    let zeros = vec![0; 200 << 20];
    let bomb = archive(&[("a.txt", &zeros)]).unwrap();
    let names: Vec<String> = (0..9).map(|at| format!("{at}.zip")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &*bomb)).collect();
    let bombs = archive(&members).unwrap();
    world.report_bytes(
        "reports/bombs.zip",
        &archive(&[("a.zip", &bombs), ("b.zip", &bombs)]).unwrap(),
    );
    let said = world.run(["index", "reports"]);
    assert!(said.contains("1 report in 3 sections"), "{said}");
    let told = "`reports/bombs.zip`: too large: its files expand to more than 1,024 MB";
    assert!(said.contains(told), "{said}");
}

#[test]
fn an_archive_without_files_and_one_of_parts_are_counted() {
    let world = World::new();
    world.report("reports/2023.txt", &report(2023, "落实三项制度。"));
    world.report_bytes("reports/empty.zip", &archive(&[]).unwrap());
    let inner = report(2022, "落实三项制度。");
    let parts: [(&str, &[u8]); 4] = [
        ("word/2022.txt", inner.as_bytes()),
        ("旧/[Content_Types].xml", b""),
        ("旧/word/document.xml", b"<a/>"),
        ("旧/word/_rels/document.xml.rels", b"<a/>"),
    ];
    world.report_bytes("reports/parts.zip", &archive(&parts).unwrap());
    world.report_bytes("reports/slides.pptm", &slides());
    world.report("reports/a.eml", "From: a\nSubject: 报告\n\n一、概况\n");
    let said = world.run(["index", "reports"]);
    assert!(said.contains("2 reports in 6 sections"), "{said}");
    for told in [
        "`reports/a.eml`: a mail, which is not read: save its text and its attachments as files",
        "`reports/empty.zip`: the archive holds no file",
        "`reports/parts.zip!/旧/[Content_Types].xml`: the parts of an office document",
        "`reports/slides.pptm`: a presentation, which is not read: save it as PDF",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

fn slides() -> Vec<u8> {
    archive(&[("[Content_Types].xml", b""), ("ppt/presentation.xml", b"<a/>")]).unwrap()
}

#[test]
fn a_reader_ends_when_nobody_asks_any_more() {
    let world = World::new();
    let mut command = world.command(["read-files"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    assert_eq!(child.try_wait().unwrap(), None);
    drop(child.stdin.take());
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(20), "it is left behind");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(!world.run(["--help"]).contains("read-files"), "it is for the program alone");
}

#[cfg(unix)]
#[test]
fn a_picture_of_a_page_is_read_by_a_program() {
    let world = World::new();
    world.report("reports/2023.txt", &report(2023, "落实三项制度。"));
    let page = [b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0".to_vec(), vec![0; 40_000]].concat();
    world.report_bytes("reports/扫描.jpg", &page);
    world.report_bytes("reports/徽.png", b"\x89PNG\r\n\x1a\n");
    world.report_bytes("reports/更多.zip", &archive(&[("扫描.jpg", &page)]).unwrap());
    let said = world.run(["index", "reports"]);
    assert!(
        said.contains("2 files could not be read; 1 file skipped that is not a report"),
        "{said}"
    );
    assert!(
        said.contains("`reports/扫描.jpg`: no text layer: it is a picture (a scan or a photo)")
    );
    assert!(said.contains("2 files have no text layer; `--ocr COMMAND`"), "{said}");
    let text = report(2022, "落实三项制度。");
    world.report("识别.txt", &text);
    let ocr = "sh -c 'case $0 in *.jpg) cat 识别.txt;; esac' {}";
    let said = world.run(["index", "--ocr", ocr]);
    assert!(said.contains("(2 added, 0 changed, 1 unchanged, 0 removed)"), "{said}");
}

#[test]
fn a_text_of_one_character_over_and_over_is_none() {
    let world = World::with_three_reports();
    let padding = "0".repeat(20 << 20);
    let packed = archive(&[("0.txt", padding.as_bytes())]).unwrap();
    world.report_bytes("reports/padding.zip", &packed);
    let said = world.run(["index", "--quiet"]);
    assert_eq!(
        said,
        "exit: 2\nstderr:\nchabao: warning: skipped `reports/padding.zip!/0.txt`: not a text that \
         people wrote: it says the same characters over and over\n"
    );
}
