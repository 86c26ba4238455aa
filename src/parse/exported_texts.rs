//! Texts as databases and forms export them → the same report as a clean text.

use std::fs;

use super::report;
use crate::extract::{PageFacts, extract};
use crate::testing::shared;

/// The paragraphs of a report.
const PARAGRAPHS: [&str; 10] = [
    "卢氏县财政局关于2023年法治政府建设情况的报告",
    "2023年，我局围绕全县中心工作推进“三项制度”，现将有关情况报告如下：",
    "一、主要举措",
    "（一）健全审查机制。",
    "全年审查文件31件，提出修改意见86条，没有因审查失误引起的纠纷。",
    "二、存在的不足",
    "执法文书不够规范，培训的针对性还需要加强。",
    "三、下一步打算",
    "卢氏县财政局",
    "2024年1月9日",
];

/// Prints title, agency, year, day and headings of the report in a text file.
fn read(text: &str) -> String {
    let read = extract(text.as_bytes(), "1.txt").expect("a text");
    let report = report(&read.text, &PageFacts::default(), "1.txt", None);
    let facts = report.facts;
    let headings: Vec<String> =
        report.sections.iter().filter_map(|section| section.heading_path.last().cloned()).collect();
    format!(
        "{} | {} | {} | {} | {} | {} paragraphs",
        facts.title.map_or("-".to_owned(), |it| it.value),
        facts.agency.map_or("-".to_owned(), |it| it.value.canonical),
        facts.year.map_or("-".to_owned(), |it| it.value.to_string()),
        facts.date.map_or("-".to_owned(), |it| it.value.to_string()),
        headings.join(" "),
        report.body.lines().count(),
    )
}

#[test]
fn an_exported_text_is_the_report_that_it_was() {
    let joined = |before: &str, after: &str| -> String {
        let paragraphs = PARAGRAPHS.iter().map(|paragraph| format!("{before}{paragraph}{after}"));
        paragraphs.collect::<Vec<_>>().concat()
    };
    let whole = read(&joined("", "\n"));
    assert!(
        whole.starts_with("卢氏县财政局关于2023年法治政府建设情况的报告 | 卢氏县财政局 | 2023 |")
    );
    for text in [
        joined("\u{3000}\u{3000}", ""),
        joined("    ", ""),
        joined("&nbsp;&nbsp;&nbsp;&nbsp;", "\n"),
        joined("&nbsp;&nbsp;&nbsp;&nbsp;", ""),
        joined("&#12288;&#12288;", "\r\n"),
        joined("&amp;nbsp;&amp;nbsp;", "\n"),
        joined("\\u3000\\u3000", "\\n"),
        joined("", "\\r\\n"),
        joined("", "<br>"),
        joined("", "<br />\n"),
        joined("<p>", "</p>"),
        joined("<p style=\"text-indent: 2em;\"><span>", "</span></p>\r\n"),
        joined("<div><strong>&emsp;&emsp;", "</strong></div>"),
    ] {
        let quoted = text.replace('“', "&ldquo;").replace('”', "&rdquo;");
        assert_eq!(read(&text), whole, "{text}");
        assert_eq!(read(&quoted), whole, "{quoted}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn exported_samples_are_the_reports_that_they_were() {
    for name in ["t01_one_line.txt", "t11_html_entities.txt"] {
        let text = fs::read_to_string(shared("cases/faults").join(name)).expect("UTF-8");
        let bare = text.replace("&nbsp;", "").replace("\u{3000}\u{3000}", "\n");
        assert_ne!(bare, text, "{name}");
        assert_eq!(read(&text), read(&bare), "{name}");
        assert!(read(&text).ends_with("11 paragraphs"), "{name}: {}", read(&text));
    }
}
