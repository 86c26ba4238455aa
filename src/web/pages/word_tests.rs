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
        // The name of an order speaks of every query.
        let said = ["提及次数从多到少"].iter().fold(main, |said, name| said.replace(name, ""));
        let around = said.split("提及").next().unwrap_or_default();
        let around: String =
            around.chars().rev().take(60).collect::<Vec<_>>().iter().rev().collect();
        assert!(!said.contains("提及"), "{address}: …{around}提及");
        assert!(said.contains("5 份报告中有 3 份符合（60.0%）"), "{address}: {said}");
    }
}
