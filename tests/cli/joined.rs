//! One report in several files: a page with its attached file, its frame, or its further pages.

use std::fs;
use std::io::{Cursor, Write as _};

use chabao::analysis::{Reports, ShownReport, Status};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::files::WRITERS;
use crate::shared::shared;
use crate::world::World;

const HEADLINE: &str = "云岫县司法局关于2023年度法治政府建设情况的报告";

const FIRST: &str = "2023年，我局围绕全年任务推进各项工作，现将情况报告如下：\n一、主要举措\n\
    全年聘请法律顾问8名，审查规范性文件31件，提出修改意见86条，审查合同120份，没有引起纠纷。\n";

const SECOND: &str = "二、存在的不足\n部分乡镇执法力量薄弱，执法文书不够规范，培训的针对性还需要加强，装备也需要补充。\n\
    三、下一步打算\n继续聘请法律顾问，深入推进各项工作落地落实，按期完成全年的任务。\n";

/// Returns a page of the report.
fn page(middle: &str) -> String {
    format!(
        "<html><head><meta charset=utf-8><title>{HEADLINE}</title></head><body><ul class=nav><li><a href=/>首页</a></li></ul>\
         <h1>{HEADLINE}</h1><div class=info>发布时间：2024-01-18 来源：县司法局</div>{middle}\
         <div class=foot>主办：云岫县人民政府办公室</div></body></html>"
    )
}

fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    lines.concat()
}

fn docx(text: &str) -> Vec<u8> {
    let writer = WRITERS.iter().find(|writer| writer.ending == "docx").unwrap();
    (writer.write)(text).unwrap()
}

/// The files of three reports: in an attached file, in a frame, and on two pages.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let pager = "<div class=p><a href=t_1.html>上一页</a> <a href=t_1_2.html>2</a> <a href=t_1_2.html>下一页</a></div>";
    let two = |text: &str| page(&format!("<div class=c>{}{pager}</div>", paragraphs(text)));
    let cover = "<div id=zoom><p>附件：<a href=\"/u/1.docx\">报告.docx</a></p></div>";
    let frame = page("<iframe src=\"./b_files/saved_resource.html\"></iframe>");
    let inner = format!("<html><body>{}</body></html>", paragraphs(FIRST));
    vec![
        ("a/page.html", page(cover).into_bytes()),
        ("a/1.docx", docx(FIRST)),
        ("b/b.html", frame.replace("2023年度", "2022年度").into_bytes()),
        ("b/b_files/saved_resource.html", inner.replace("2023年", "2022年").into_bytes()),
        ("c/p1.html", two(FIRST).replace("2023年", "2021年").into_bytes()),
        ("c/p1_2.html", two(SECOND).replace("2023年", "2021年").into_bytes()),
    ]
}

#[test]
fn the_frame_of_a_page_is_no_report_wherever_it_lies() {
    let world = World::new();
    let inner = format!("<html><body>{}</body></html>", paragraphs(FIRST));
    world.report("r/a.html", &inner);
    world.report("r/page.html", &page("<iframe src=a.html></iframe>"));
    world.report("r/f/b.html", &inner.replace("2023年", "2022年"));
    let frames = "<html><head><title>云岫县司法局2022年法治政府建设年度报告</title></head>\
        <frameset><frame src=left.html><frame src=f/b.html></frameset></html>";
    world.report("r/frames.htm", frames);
    world.report("r/left.html", "<html><body><a href=1>目录</a></body></html>");
    world.run(["index", "r", "--quiet"]);
    let expected = ["r/frames.htm 2 - r/f/b.html", "r/page.html 2 2024-01-18 r/a.html"];
    assert_eq!(held(&world), expected);
}

/// Returns each report with the number of its sections, its day of publication and its further
/// files.
fn held(world: &World) -> Vec<String> {
    let held: Reports = world.json(&["reports"]);
    let mut rows = Vec::new();
    for row in held.reports {
        assert!(row.copies.is_empty() && row.versions.is_empty(), "{row:?}");
        let published = row.facts.published.map_or("-".to_owned(), |day| day.to_string());
        let joined = row.joined.join(" ");
        rows.push(format!("{} {} {published} {joined}", row.path, row.sections));
    }
    rows
}

#[test]
fn a_report_in_several_files_is_one() {
    let world = World::new();
    for (name, bytes) in files() {
        world.report_bytes(format!("r/{name}"), &bytes);
    }
    let told = world.run(["index", "r", "--quiet"]);
    assert_eq!(told, "exit: 0\n");
    let expected = [
        "r/a/page.html 2 2024-01-18 r/a/1.docx",
        "r/b/b.html 2 2024-01-18 r/b/b_files/saved_resource.html",
        "r/c/p1.html 4 2024-01-18 r/c/p1_2.html",
    ];
    assert_eq!(held(&world), expected);
    let status: Status = world.json(&["status"]);
    assert_eq!((status.reports, status.joined, status.unreadable.len()), (3, 3, 0));
    // Every file leads to the report, and each place counts once.
    for (part, path) in [
        ("r/c/p1_2.html", "r/c/p1.html"),
        ("1.docx", "r/a/page.html"),
        ("saved_resource", "r/b/b.html"),
        ("r/c/p1.html", "r/c/p1.html"),
    ] {
        let shown: ShownReport = world.json(&["show", part]);
        assert_eq!(shown.report.path, path, "{part}");
        let text: String = shown.sections.iter().map(|section| section.text.as_str()).collect();
        assert_eq!(text.matches("法治政府建设情况的报告").count(), 1, "{text}");
    }
    let told = world.run(["mentions", "法律顾问"]);
    assert!(told.contains("3 of 3 reports (100%) mention it: 4 mentions in 4 sections"), "{told}");
    let told = world.run(["index", "r"]);
    assert!(told.contains("3 files joined to a report that another file leads\n"), "{told}");
    assert!(told.contains("0 files could not be read\n"), "{told}");
}

#[test]
fn a_report_in_several_files_changes_with_each_of_them() {
    let world = World::new();
    for (name, bytes) in files() {
        world.report_bytes(format!("r/{name}"), &bytes);
    }
    world.index(["r"]);
    let counts = |world: &World| {
        let told = world.run(["index", "r"]);
        let line = told.lines().find(|line| line.contains("unchanged")).unwrap().to_owned();
        line.split_once('(').unwrap().1.to_owned()
    };
    assert_eq!(counts(&world), "0 added, 0 changed, 3 unchanged, 0 removed)");
    let second = String::from_utf8(files()[5].1.clone()).unwrap();
    world.report("r/c/p1_2.html", &second.replace("装备", "车辆"));
    world.report_bytes("r/a/1.docx", &docx(&FIRST.replace("31件", "32件")));
    assert_eq!(counts(&world), "0 added, 2 changed, 1 unchanged, 0 removed)");
    let shown: ShownReport = world.json(&["show", "r/c/p1.html"]);
    assert!(shown.sections.iter().any(|section| section.text.contains("车辆")));
    // Without its page a file is a report of its own, and the page says what it lacks.
    fs::rename(world.path("r/a/1.docx"), world.path("r/2.docx")).unwrap();
    let told = world.run(["index", "r", "--quiet"]);
    assert!(told.contains("`r/a/page.html`: its content lies in an attached file, `报告.docx`, which is not beside it"), "{told}");
    assert_eq!(held(&world).len(), 3);
    fs::rename(world.path("r/2.docx"), world.path("r/a/报告.docx")).unwrap();
    world.index(["r"]);
    assert_eq!(held(&world)[0], "r/a/page.html 2 2024-01-18 r/a/报告.docx");
}

#[test]
fn reports_in_several_files_are_joined_in_archives_too() {
    let world = World::new();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files() {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    world.report_bytes("r/全.zip", &writer.finish().unwrap().into_inner());
    let expected = [
        "r/全.zip!/a/page.html 2 2024-01-18 r/全.zip!/a/1.docx",
        "r/全.zip!/b/b.html 2 2024-01-18 r/全.zip!/b/b_files/saved_resource.html",
        "r/全.zip!/c/p1.html 4 2024-01-18 r/全.zip!/c/p1_2.html",
    ];
    for _ in 0..2 {
        world.index(["r"]);
        assert_eq!(held(&world), expected);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn collected_pages_are_read_with_what_belongs_to_them() {
    let world = World::new();
    let cases = shared("cases/faults");
    let copy = |from: &str, to: &str| world.report_bytes(to, &fs::read(cases.join(from)).unwrap());
    for name in
        ["h22b_twice_css.html", "h30_rowspan.html", "h19_frame.mhtml", "h24_attach_only.html"]
    {
        copy(name, &format!("r/{name}"));
    }
    for name in ["h21_p1.html", "h21_p1_2.html"] {
        copy(name, &format!("pages/{name}"));
    }
    let frame = "h09_iframe/云岫县司法局报告_files/saved_resource.html";
    for name in ["h09_iframe/云岫县司法局报告.html", frame] {
        copy(name, &format!("frame/{name}"));
    }
    for (folder, expected) in [
        ("r", vec!["r/h19_frame.mhtml", "r/h22b_twice_css.html", "r/h30_rowspan.html"]),
        ("pages", vec!["pages/h21_p1.html"]),
        ("frame", vec!["frame/h09_iframe/云岫县司法局报告.html"]),
    ] {
        let told = world.run(["index", "--replace", folder, "--quiet"]);
        let held: Reports = world.json(&["reports"]);
        let mut paths = Vec::new();
        for row in held.reports {
            assert_eq!(row.facts.title.as_deref(), Some(HEADLINE), "{}", row.path);
            paths.extend(row.copies);
            paths.push(row.path);
        }
        paths.sort();
        assert_eq!(paths, expected, "{told}");
    }
    let count = |name: &str, words: &str| {
        let shown: ShownReport = world.json(&["show", name]);
        let text: String = shown.sections.iter().map(|section| section.text.as_str()).collect();
        text.matches(words).count()
    };
    world.run(["index", "--replace", "r", "--quiet"]);
    assert_eq!(count("h22b_twice_css", "法律顾问"), 1);
    assert_eq!(count("h30_rowspan", "类别\t2023年\n\t受理\t办结\n行政复议\t12\t11\n\t3\t3\n"), 1);
}
