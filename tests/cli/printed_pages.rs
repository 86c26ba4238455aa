//! On which page of its file a passage is printed: in answers, data sets, citations and on the page of a
//! report, compared with the pages of the file itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::files::WRITERS;
use crate::served::Server;
use crate::world::World;

/// A report of several pages, whose paragraphs have a number each.
fn long_report() -> String {
    let mut text = "云岫县司法局2024年法治政府建设工作报告\n".to_owned();
    let mut number = 0;
    for heading in ["一、主要举措和成效", "二、存在的不足", "三、下一年工作安排"]
    {
        let _ = writeln!(text, "{heading}");
        for _ in 0..14 {
            number += 1;
            let _ = writeln!(
                text,
                "事项{number:03}号已经办结，按照要求把各项任务落到实处，定期检查进度并且逐项对照清单认真\
                 整改到位，由法律顾问审查合同、出具意见，全部归档备查，没有发现遗漏。"
            );
        }
    }
    text
}

fn written(ending: &str, text: &str) -> Vec<u8> {
    let writer = WRITERS.iter().find(|writer| writer.ending == ending).unwrap();
    (writer.write)(text).unwrap()
}

/// Returns the characters of each page of a PDF, as its content shows them.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(pdf);
    let contents = text.split("stream\n").filter(|content| content.starts_with("BT"));
    let shown = |content: &str| {
        let codes = content.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
        let units: Vec<u16> = codes
            .flat_map(|(hex, _)| hex.as_bytes().chunks(4))
            .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).unwrap(), 16).unwrap())
            .collect();
        String::from_utf16(&units).unwrap()
    };
    contents.map(shown).collect()
}

/// Returns the page that has a text, counted from 1; `None` if it runs over a page break.
fn page_with(pages: &[String], text: &str) -> Option<u64> {
    pages.iter().position(|page| page.contains(text)).map(|at| at as u64 + 1)
}

/// Returns the world with a report of several pages, and these.
fn paged_world() -> (World, Vec<String>) {
    let world = World::new();
    let pdf = written("pdf", &long_report());
    let pages = pages(&pdf);
    assert!(pages.len() > 3, "{}", pages.len());
    world.report_bytes("reports/报告.pdf", &pdf);
    world.report(
        "reports/说明.txt",
        "石燕县司法局2024年法治政府建设工作报告\n一、举措\n事项999号。\n",
    );
    world.index(["reports"]);
    (world, pages)
}

#[test]
fn answers_and_data_sets_say_the_page_of_what_they_list() {
    let (world, pages) = paged_world();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for number in 1..=42 {
        let term = format!("事项{number:03}号");
        let Some(page) = page_with(&pages, &term) else { continue };
        *places.entry(page).or_default() += 1;
        let found: Value = world.json(&["search", &term]);
        assert_eq!(found["hits"][0]["page"], page, "{term}");
        let rows = world.data(["export", "mentions", &term, "--format", "jsonl"]);
        let row: Value = serde_json::from_str(&rows).unwrap();
        assert_eq!(row["page"], page, "{term}");
        let rows: Value = world.json(&["kwic", &term]);
        assert_eq!(rows["rows"][0]["page"], page, "{term}");
    }
    assert_eq!(places.len(), pages.len(), "{places:?}");
    // Without matches, the page is that on which a section begins.
    let shown: Value = world.json(&["show", "报告.pdf"]);
    for section in shown["sections"].as_array().unwrap() {
        let heading = section["text"].as_str().unwrap().lines().next().unwrap();
        assert_eq!(section["page"].as_u64(), page_with(&pages, heading), "{heading}");
    }
    // A text has no pages, and tables say so.
    let none: Value = world.json(&["search", "事项999号"]);
    assert_eq!(none["hits"][0]["page"], Value::Null);
    for (command, page) in [("事项001号", "1"), ("事项999号", "")] {
        let hits = world.data(["search", command, "--format", "csv"]);
        let mut rows = csv::Reader::from_reader(hits.as_bytes());
        let at = rows.headers().unwrap().iter().position(|name| name == "page").unwrap();
        assert_eq!(&rows.records().next().unwrap().unwrap()[at], page, "{command}");
    }
}

#[test]
fn a_quotation_is_cited_with_its_pages() {
    let (world, pages) = paged_world();
    let whole: Value = world.json(&["show", "报告.pdf"]);
    let text: String = whole["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["text"].as_str().unwrap())
        .collect();
    let broken =
        text.lines().find(|line| line.starts_with("事项") && page_with(&pages, line).is_none());
    let broken = broken.expect("a paragraph runs over a page break");
    let number = |text: &str| page_with(&pages, text).unwrap();
    let begin: String = broken.chars().take(7).collect();
    let end: String = broken.chars().skip(broken.chars().count() - 5).collect();
    let first = pages.iter().position(|page| page.contains(&begin));
    let first = first.expect("the paragraph begins on a page") as u64 + 1;
    assert!(pages[usize::try_from(first).unwrap()].contains(&end));
    let cite = |quotation: &str, form: &str| {
        world.data(["cite", "报告.pdf", "--quote", quotation, "--format", form])
    };
    let over = format!("[R]: {first}-{}.", first + 1);
    assert!(cite(broken, "gbt").contains(&over), "{}", cite(broken, "gbt"));
    let one = number("事项001号");
    assert!(cite("事项001号已经办结", "gbt-2025").contains(&format!("[R]: {one}.")));
    assert!(cite("事项001号已经办结", "bibtex").contains(&format!("pages = {{{one}}}")));
    assert!(cite(broken, "ris").contains(&format!("SP  - {first}\r\nEP  - {}", first + 1)));
    let items: Value = serde_json::from_str(&cite("事项001号已经办结", "csl-json")).unwrap();
    assert_eq!(items[0]["page"], one.to_string());
    // Where pages are not known, and of a report as a whole, there are none.
    let plain = world.data(["cite", "说明.txt", "--quote", "事项999号"]);
    assert!(plain.contains("[R]."), "{plain}");
    assert!(world.data(["cite", "报告.pdf"]).contains("[R]."));
}

#[test]
fn the_page_of_a_report_opens_the_original_at_its_pages() {
    let (world, pages) = paged_world();
    let cover = "<html><head><title>石燕县司法局2023年法治政府建设工作报告</title></head><body>\
                 <h1>石燕县司法局2023年法治政府建设工作报告</h1>\
                 <div id=zoom><p>附件：<a href=附件.pdf>附件.pdf</a></p></div></body></html>";
    world.report("reports/页/1.html", cover);
    let attached = long_report().replace("云岫县司法局2024年法治政府建设工作报告\n", "");
    world.report_bytes("reports/页/附件.pdf", &written("pdf", &attached));
    world.report_bytes("reports/版式.ofd", &written("ofd", &long_report().replace("2024", "2022")));
    world.index(["reports"]);
    let id = |path: &str| {
        let shown: Value = world.json(&["show", path]);
        shown["report"]["id"].as_str().unwrap().to_owned()
    };
    let [own, joined, ofd] = ["报告.pdf", "1.html", "版式.ofd"].map(id);
    let server = Server::start(world.command(["serve", "--listen", "127.0.0.1:0"]));
    let page = server.get(&format!("/reports/{own}")).body;
    for number in 1..=pages.len() {
        let link = format!("href=\"/reports/{own}/original#page={number}\"");
        assert!(page.contains(&link), "{link}");
    }
    assert!(!page.contains(&format!("#page={}\"", pages.len() + 1)));
    let page = server.get(&format!("/reports/{joined}")).body;
    assert!(page.contains(&format!("href=\"/reports/{joined}/original?file=1#page=2\"")), "{page}");
    // Browsers do not open an OFD file at a page; its pages are only named.
    let page = server.get(&format!("/reports/{ofd}")).body;
    assert!(page.contains("data-printed=\"2\"") && !page.contains("#page="));
    // A public server names the pages and offers no file.
    let public = ["serve", "--listen", "127.0.0.1:0", "--public"];
    let public = Server::start(world.command(public));
    let page = public.get(&format!("/reports/{own}")).body;
    assert!(page.contains("data-printed=\"2\"") && !page.contains("#page="));
}
