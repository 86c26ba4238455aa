//! Pages as the content management systems of government sites write them, about an invented
//! county, and the sample pages where they are at hand.

use super::*;
use crate::testing::{Score, damaged, sample, samples};
use std::time::Instant;

#[test]
fn timing() {
    let n = 200_000;
    let p = "全年办理行政复议案件十二件，均已依法办结，无一件被诉。";
    let cases: Vec<(&str, String)> = vec![
        ("div 20k", "<div>".repeat(20_000) + p),
        ("div 200k", "<div>".repeat(n) + p),
        ("p", "<p>".repeat(n) + p),
        ("b", "<b>".repeat(n) + p),
        ("p font", (0..50_000).map(|i| format!("<p><font size={i}>字")).collect()),
        ("font", (0..50_000).map(|i| format!("<font size={i}>")).collect::<String>() + p),
        ("table", "<table>".repeat(n) + p),
        ("table tr td", "<table><tr><td>".repeat(60_000) + p),
        ("table x", "<table>字".repeat(60_000) + p),
        ("table div", "<table><div>字".repeat(60_000) + p),
        ("a", "<a href=x>字".repeat(60_000) + p),
        ("a div", "<a href=x><div>".repeat(60_000) + p),
        (
            "attributes",
            format!("<div {}>{p}", (0..1_000_000).map(|i| format!("a{i} ")).collect::<String>()),
        ),
        ("quotes", "<a href=\"x>".repeat(80_000) + p),
        ("quotes2", "<a href='\"x>".repeat(80_000) + p),
        ("comments", "<!--".repeat(n) + p),
        ("scripts", "<script>".repeat(100_000) + p),
        ("svg", "<svg>".repeat(100_000) + p),
        ("titles", "<title>".repeat(100_000) + p),
        ("selects", "<select><option>".repeat(50_000) + p),
        ("spans", "<span class=a>字</div>".repeat(40_000)),
        ("lists", "<ul><li>字".repeat(80_000)),
        ("dl", "<dl><dt>字<dd>".repeat(60_000)),
        ("h1", "<h1>一段标题文字啊啊啊".repeat(30_000)),
        ("br", "<h1>".to_owned() + &"一段标题文字啊啊啊<br>".repeat(30_000)),
        ("ends", "</div></p></b>".repeat(70_000)),
        ("labels", "<p>来源：".repeat(80_000)),
        ("labels1", "来源：".repeat(100_000)),
        ("rows", format!("<table>{}</table>", "<tr><td>来源<td>甲".repeat(50_000))),
        ("cells", format!("<table><tr>{}</table>", "<td>来源".repeat(80_000))),
        ("links", "<p><a href=x.html>一条链接的题目</a>".repeat(20_000)),
        ("classes", format!("<div class='{}'>{p}", "nav ".repeat(900))),
        ("zoom", "<div id=zoom><p>全年办理行政复议案件十二件，均已依法办结。".repeat(15_000)),
        (
            "zoom2",
            "<div id=zoom><p>全年办理行政复议案件十二件，均已依法办结。</div>".repeat(15_000),
        ),
        ("marks", "<!--正文开始-->字<!--正文结束-->".repeat(20_000)),
        ("amp", "&nbsp;".repeat(150_000)),
        ("text", p.repeat(12_000)),
        ("lines", format!("<p>{p}").repeat(10_000)),
        ("crumbs", "<div class=crumb>首页".repeat(40_000)),
    ];
    for (name, page) in cases {
        let t = Instant::now();
        let read = read(page.as_bytes());
        println!(
            "{name:12} {:8} bytes {:?} {}",
            page.len(),
            t.elapsed(),
            read.map_or_else(|e| e.to_string(), |r| r.text.len().to_string())
        );
    }
    let big = format!("<html><body><div id=zoom>{}", format!("<p>{p}</p>\n").repeat(580_000));
    let t = Instant::now();
    println!(
        "big {} {:?} {:?}",
        big.len(),
        read(big.as_bytes()).map(|r| r.text.len()),
        t.elapsed()
    );
    let big = format!("<html><body><div id=x>{}", format!("<p>{p}</p>\n").repeat(580_000));
    let t = Instant::now();
    println!(
        "big density {} {:?} {:?}",
        big.len(),
        read(big.as_bytes()).map(|r| r.text.len()),
        t.elapsed()
    );
}

#[test]
fn the_reports_of_the_sample_pages_come_out_alone() {
    for name in samples("html/", |name| name.ends_with(".html")) {
        let number = name.trim_start_matches("html/").split('.').next().unwrap_or_default();
        let (Some(page), Some(gold)) = (sample(&name), sample(&format!("html/{number}.gold.txt")))
        else {
            continue;
        };
        let gold = String::from_utf8(gold).expect("UTF-8");
        let read = read(&page).expect(&name);
        let (headline, text) = read.text.split_once('\n').expect("a headline");
        let title = read.page.title.as_deref().expect("a title");
        assert_eq!(title.split('_').next(), Some(headline), "{name}");
        let score = Score::of(text, &gold);
        println!("{name}: {score:?}");
        for copy in damaged(&page) {
            let _ = super::read(&copy);
        }
    }
}
