//! What pages say: of a query without terms that reports meet it, and why files cannot be read.

use scraper::{Html, Selector};

use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

/// 标题:普法.
const TITLES: &str = "q=%E6%A0%87%E9%A2%98:%E6%99%AE%E6%B3%95";

/// Returns a server over reports of two counties; the titles of three of five have 普法, and the texts of all
/// but one.
fn site() -> Site {
    let reports: Vec<(String, String)> = [
        ("河南省三门峡市卢氏县司法局2021年普法工作报告", "推进普法。普法。"),
        ("河南省三门峡市卢氏县司法局2022年普法工作报告", "培训3场。"),
        ("河南省三门峡市卢氏县司法局2023年法治政府建设工作报告", "普法宣传。"),
        ("重庆市酉阳土家族苗族自治县司法局2021年法治政府建设工作报告", "普法宣传2场。"),
        ("重庆市酉阳土家族苗族自治县司法局2023年普法工作报告", "普法宣传5场。"),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (title, told))| (format!("{at}.txt"), report(title, told)))
    .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

/// Returns the texts of what a selector finds, without white space around them.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    page.select(&selector).map(|it| it.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn reports_meet_a_query_of_titles_and_do_not_mention_it() {
    let site = site();
    for address in [
        format!("/?{TITLES}"),
        format!("/?{TITLES}&by_report=1"),
        format!("/?{TITLES}&absent=1"),
        format!("/coverage?{TITLES}"),
        format!("/coverage?{TITLES}&rows=report"),
        format!("/coverage?{TITLES}&rows=agency&columns=part"),
        format!("/trend?{TITLES}"),
        format!("/trend?{TITLES}&by=county"),
    ] {
        let page = site.get(&address).body;
        let main = texts(&page, "main").remove(0);
        // The names of pages, and of an order, speak of every query.
        let said = ["哪些地方提及", "提及次数从多到少"]
            .iter()
            .fold(main, |said, name| said.replace(name, ""));
        let around = said.split("提及").next().unwrap_or_default();
        let around: String =
            around.chars().rev().take(60).collect::<Vec<_>>().iter().rev().collect();
        assert!(!said.contains("提及"), "{address}: …{around}提及");
        assert!(said.contains("5 份报告中有 3 份符合（60.0%）"), "{address}: {said}");
    }
}

#[test]
fn the_figures_of_a_query_of_titles_are_the_reports_that_meet_it() {
    let site = site();
    let page = site.get(&format!("/coverage?{TITLES}")).body;
    // 2021, 2022, 2023, all years: reports that meet it of those held.
    let cells = texts(&page, ".matrix tbody td");
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let shares: Vec<String> =
        cells.iter().map(|it| it.trim_start_matches("符合").trim().to_owned()).collect();
    assert_eq!(shares, ["a"], "{page}");
    for cell in site.get(&format!("/api/v1/coverage?{TITLES}")).json()["rows"].as_array().unwrap() {
        assert_eq!(cell["total"]["mentions"], 0, "{cell}");
    }
    let page = site.get(&format!("/trend?{TITLES}")).body;
    assert_eq!(texts(&page, ".trend-table thead th"), ["a"], "{page}");
    assert_eq!(texts(&page, ".trend-table tbody tr td"), ["a"], "{page}");
    // One chart, of shares: there is nothing to count by 10,000 characters.
    let drawing = texts(&page, "figure.chart .wide svg").remove(0);
    assert!(!drawing.contains("每万字"), "{drawing}");
    let mentioned = site.get("/trend?q=%E6%99%AE%E6%B3%95").body;
    assert!(texts(&mentioned, "figure.chart .wide svg").remove(0).contains("每万字"));
}
