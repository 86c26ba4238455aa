//! Lists of hits: how many a page has, and the way through them.

use std::fmt::Write as _;

use scraper::{Html, Selector};

use super::super::super::testing::{Site, report};
use crate::web::state::ServerOptions;

/// 普法.
const TERM: &str = "q=%E6%99%AE%E6%B3%95";

/// Returns a server over 25 reports, each of another year.
fn site() -> Site {
    let reports: Vec<(String, String)> = (2001..=2025)
        .map(|year| {
            let title = format!("云岫县司法局{year}年法治政府建设工作报告");
            (format!("{year}.txt"), report(&title, "推进普法。"))
        })
        .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

/// Returns the values of an attribute of what a selector finds.
fn values(page: &str, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    page.select(&selector).filter_map(|it| it.attr(attribute).map(str::to_owned)).collect()
}

/// Returns the texts of what a selector finds.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    Html::parse_document(page).select(&selector).map(|it| it.text().collect()).collect()
}

#[test]
fn a_page_has_as_many_hits_as_are_asked_for() {
    let site = site();
    let years = |address: &str| texts(&site.get(address).body, ".hit .year");
    let all = years(&format!("/?{TERM}&sort=oldest&limit=50"));
    assert_eq!(all.len(), 25);
    for (limit, pages) in [("", vec![10, 10, 5, 0]), ("&limit=20", vec![20, 5, 0])] {
        let mut seen = Vec::new();
        for (page, expected) in (1..).zip(pages) {
            let found = years(&format!("/?{TERM}&sort=oldest{limit}&page={page}"));
            assert_eq!(found.len(), expected, "{limit} {page}");
            seen.extend(found);
        }
        assert_eq!(seen, all, "{limit}");
    }
    let page = site.get(&format!("/?{TERM}&sort=oldest&limit=20")).body;
    assert_eq!(texts(&page, "select[name=limit] option"), ["10", "20", "50"]);
    assert_eq!(values(&page, "select[name=limit] option[selected]", "value"), ["20"]);
    let next = values(&page, "nav.pages a[rel=next]", "href");
    assert!(next.iter().all(|it| it.contains("limit=20")) && next.len() == 1, "{next:?}");
    // Files have all hits, and reports have no such list.
    let files = values(&page, "a[href*='/api/']", "href");
    assert!(files.len() > 2 && files.iter().all(|it| !it.contains("limit=20&")), "{files:?}");
    // The list of reports has pages too; the first page of all of them has no such choice.
    let reports = site.get("/?year=2001-2025&limit=20").body;
    assert_eq!(values(&reports, "ol.reports > li > a", "href").len(), 20);
    assert!(!site.get("/").body.contains("name=\"limit\""));
    let wrong = site.get(&format!("/?{TERM}&limit=7"));
    assert_eq!(wrong.status.as_u16(), 400);
    assert!(wrong.body.contains("网址中 limit 的值“7”不能用"), "{}", wrong.body);
    assert!(wrong.body.contains("可用：10、20、50"), "{}", wrong.body);
}

#[test]
fn the_way_into_a_report_and_back_keeps_the_length_of_the_page() {
    let site = site();
    let asked = format!("/?{TERM}&sort=oldest&limit=20");
    let first = site.get(&asked).body;
    let last = values(&first, ".hit h3 a", "href").pop().unwrap();
    let report = site.get(last.split('#').next().unwrap()).body;
    let back = values(&report, "a[data-way=back]", "href").remove(0);
    let (address, place) = back.split_once('#').unwrap();
    assert_eq!(place, "hit-20");
    assert_eq!(texts(&site.get(address).body, ".hit .year"), texts(&first, ".hit .year"));
    let next = site.get(&values(&report, "a[rel=next]", "href").remove(0));
    let second = site.get(&format!("{asked}&page=2")).body;
    let behind = values(&second, ".hit h3 a", "href").remove(0);
    assert_eq!(next.header("location"), behind);
    assert!(behind.contains("limit%3D20%26page%3D2"), "{behind}");
}

#[test]
fn a_concordance_has_as_many_rows_as_are_asked_for() {
    let site = site();
    for (limit, expected, chosen) in
        [("", 25, "50"), ("&limit=10", 10, "10"), ("&limit=20&page=2", 5, "20")]
    {
        let page = site.get(&format!("/kwic?{TERM}{limit}")).body;
        assert_eq!(values(&page, "td.node a", "href").len(), expected, "{limit}");
        assert_eq!(values(&page, "select[name=limit] option[selected]", "value"), [chosen]);
    }
    let page = site.get(&format!("/kwic?{TERM}&limit=10")).body;
    let next = values(&page, "nav.pages a[rel=next]", "href");
    assert!(next.iter().all(|it| it.contains("limit=10")) && next.len() == 1, "{next:?}");
    assert_eq!(site.get(&format!("/kwic?{TERM}&limit=11")).status.as_u16(), 400);
}

/// Returns a server over reports with up to five sections that mention a term, in several orders.
fn site_of_sections() -> Site {
    let headings =
        ["一、主要举措和成效", "二、存在的不足", "三、下一年安排", "四、其他", "五、附则"];
    let reports: Vec<(String, String)> = (0..23)
        .map(|at| {
            let mut text = format!("云岫县司法局{}年法治政府建设工作报告\n", 2001 + at);
            for (section, heading) in headings.iter().enumerate() {
                let told = if section <= at % 5 { "推进普法。" } else { "工作有序。" };
                let _ = write!(text, "\n{heading}\n{}第{at}项。\n", told.repeat(1 + at % 3));
            }
            (format!("{at:02}.txt"), text)
        })
        .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

#[test]
fn a_list_by_report_has_each_report_once_as_the_api_has_it() {
    let site = site_of_sections();
    for sort in ["relevance", "newest", "oldest", "mentions"] {
        for (page, expected) in [(1, 20), (2, 3), (3, 0)] {
            let asked = format!("{TERM}&sort={sort}&by_report=1&limit=20&page={page}");
            let body = site.get(&format!("/?{asked}")).body;
            let found = site.get(&format!("/api/v1/search?{asked}")).json();
            let reports = found["reports"].as_array().unwrap();
            assert_eq!(
                (reports.len(), found["lists"]["reports"]["total"].as_u64()),
                (expected, Some(23))
            );
            let of = |name: &str| reports.iter().map(|it| it[name].clone()).collect::<Vec<_>>();
            let counts: Vec<String> = of("sections")
                .iter()
                .zip(of("mentions"))
                .map(|(sections, mentions)| format!("{sections} 节、{mentions} 处"))
                .collect();
            assert_eq!(texts(&body, ".of-report .facts b"), counts, "{asked}");
            let paths: Vec<_> =
                of("report").iter().map(|it| it["path"].as_str().unwrap().to_owned()).collect();
            assert_eq!(texts(&body, ".of-report .path"), paths, "{asked}");
            let passages: Vec<String> = reports
                .iter()
                .flat_map(|it| it["hits"].as_array().unwrap())
                .map(|hit| hit["passage"]["text"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(texts(&body, ".of-report blockquote"), passages, "{asked}");
        }
    }
    let body = site.get(&format!("/?{TERM}&by_report=1")).body;
    assert!(texts(&body, "h2#results").concat().contains("第 1–10 份，共 23 份"), "{body}");
    assert_eq!(values(&body, "select[name=by_report] option[selected]", "value"), ["1"]);
    // What is counted is the same in both lists.
    let flat = site.get(&format!("/?{TERM}")).body;
    assert_eq!(texts(&body, ".ground"), texts(&flat, ".ground"));
    assert!(values(&flat, ".of-report", "id").is_empty());
    // The files have the sections in the order of the list; citations have no order.
    let csv = values(&body, "a[href*='format=csv']", "href").remove(0);
    let table = site.get(&csv).body;
    assert!(csv.contains("by_report=1") && table.lines().count() == 1 + 66, "{csv} {table}");
    let citations = values(&body, "a[href*='/citations']", "href");
    assert!(!citations.is_empty() && citations.iter().all(|it| !it.contains("by_report")));
    assert!(values(&body, "nav.pages a[rel=next]", "href")[0].contains("by_report=1"));
}

#[test]
fn a_report_of_a_list_by_report_leads_back_to_it_and_to_the_next_report() {
    let site = site_of_sections();
    let list = site.get(&format!("/?{TERM}&sort=mentions&by_report=1")).body;
    let titles = values(&list, ".of-report h3 a", "href");
    // The report with the most mentions has five sections, of which three are shown.
    let most = Html::parse_document(&list);
    let most = most.select(&Selector::parse(".of-report").unwrap()).next().unwrap().html();
    assert_eq!(texts(&most, ".more"), ["本报告另有 2 节"], "{most}");
    let more = values(&most, ".more a", "href").remove(0);
    let (address, anchor) = more.split_once('#').unwrap();
    let report = site.get(address).body;
    assert_eq!(texts(&report, &format!("mark#{anchor}")), ["普法"]);
    let back = values(&report, "a[data-way=back]", "href").remove(0);
    assert!(back.ends_with("#hit-1") && back.contains("by_report=1"), "{back}");
    assert_eq!(texts(&report, "nav.back .count"), ["第 1 份，共 23 份"]);
    let next = site.get(&values(&report, "a[rel=next]", "href").remove(0));
    assert_eq!(next.header("location"), titles[1]);
    // Each passage leads to its own place.
    for link in values(&most, ".heading-path a", "href") {
        let (address, anchor) = link.split_once('#').unwrap();
        assert_eq!(values(&site.get(address).body, &format!("[id='{anchor}']"), "id").len(), 1);
    }
}
