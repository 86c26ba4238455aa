//! The sidebar is the same beside every answer.

use std::collections::BTreeMap;

use scraper::{Html, Selector};

use crate::gazetteer::Gazetteer;
use crate::report::Region;
use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

fn site() -> Site {
    let reports: Vec<(String, String)> = [
        ("河南省卢氏县司法局", 2021, "三项制度"),
        ("河南省卢氏县司法局", 2022, "法律顾问"),
        ("河南省三门峡市司法局", 2022, "三项制度，法律顾问"),
        ("河南省司法厅", 2023, "法律顾问"),
        ("重庆市酉阳土家族苗族自治县人民政府", 2023, "三项制度。法律顾问"),
        ("云岫县司法局", 2019, "普法"),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (agency, year, text))| {
        let title = format!("{agency}{year}年法治政府建设工作报告");
        (format!("{at}.txt"), report(&title, &format!("{text}。")))
    })
    .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

/// The pages with a sidebar.
const PAGES: [&str; 5] = ["/", "/coverage", "/trend", "/kwic", "/panel"];

/// 法律顾问.
const TERM: &str = "q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE";

/// A value of the sidebar: its list, and what it says; with the address that it leads to.
type Values = BTreeMap<(String, String), String>;

/// Returns an address as browsers follow it.
fn encoded(url: &str) -> String {
    let encoded = |c: char| {
        let mut bytes = [0; 4];
        let bytes = c.encode_utf8(&mut bytes).as_bytes();
        if c.is_ascii() { c.to_string() } else { form_urlencoded::byte_serialize(bytes).collect() }
    };
    url.chars().map(encoded).collect()
}

/// Returns the values of the sidebar of a page.
fn values(page: &str) -> Values {
    let page = Html::parse_document(page);
    let of = |selector: &str| Selector::parse(selector).unwrap();
    let mut values = Values::new();
    for list in page.select(&of("#narrow section")) {
        let name: String = list.select(&of("h2")).flat_map(|it| it.text()).collect();
        for row in list.select(&of(".row")) {
            let said: String = row.text().collect::<String>().split_whitespace().collect();
            let url = encoded(row.attr("href").unwrap_or_default());
            assert!(values.insert((name.clone(), said.clone()), url).is_none(), "{name} {said}");
        }
    }
    values
}

#[test]
fn every_page_has_the_same_values_with_the_same_figures() {
    let site = site();
    for question in [
        TERM.to_owned(),
        String::new(),
        format!("{TERM}&year=2022&year=2023"),
        format!("{TERM}&mode=words&province=410000%E6%B2%B3%E5%8D%97%E7%9C%81"),
        // 法律顾问 年度:2022-, and 标题:法治, which is met and not mentioned.
        format!("{TERM}+%E5%B9%B4%E5%BA%A6:2022-"),
        "q=%E6%A0%87%E9%A2%98:%E6%B3%95%E6%B2%BB".to_owned(),
    ] {
        let [search, others @ ..] = PAGES.map(|path| {
            let page = site.get(&format!("{path}?{question}"));
            assert_eq!(page.status.as_u16(), 200, "{path}?{question}");
            values(&page.body)
        });
        assert!(search.len() > 12, "{question}: {search:?}");
        for (path, other) in PAGES.iter().skip(1).zip(others) {
            let said = |values: &Values| values.keys().cloned().collect::<Vec<_>>();
            assert_eq!(said(&other), said(&search), "{path}?{question}");
        }
    }
}

#[test]
fn a_codebook_has_the_values_of_what_is_held() {
    let site = site();
    let held = values(&site.get("/").body);
    for path in ["/coverage", "/trend", "/panel"] {
        let page = site.get(&format!("{path}?concept=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6")).body;
        let values = values(&page);
        assert!(values.keys().eq(held.keys()), "{path}: {values:?}");
        let is_kept = |url: &String| url.is_empty() || url.contains("concept=");
        assert!(values.values().all(is_kept), "{path}: {values:?}");
        assert!(page.contains("所收报告数"), "{path}");
    }
}

#[test]
fn a_value_leads_to_the_same_page_with_everything_else_kept() {
    let site = site();
    for (page, own) in [
        ("/", "sort=newest&"),
        ("/coverage", "rows=agency&columns=part&order=most&measure=share&"),
        ("/trend", "by=agency&with=%E6%99%AE%E6%B3%95&measure=mentions&"),
        ("/kwic", "left=5&sort=right&sample=3&"),
        ("/panel", "by=agency&measure=share&"),
    ] {
        let asked = format!("{page}?{own}{TERM}&page=1&open=410000&level=%E9%83%A8%E9%97%A8");
        let sidebar = values(&site.get(&asked).body);
        for ((list, said), url) in sidebar.iter().filter(|(_, url)| !url.is_empty()) {
            assert!(url.starts_with(&format!("{page}?")), "{asked}: {url}");
            for kept in own.split('&').filter(|it| !it.is_empty()).chain([TERM]) {
                assert!(url.contains(kept), "{asked}: {url} lost {kept}");
            }
            assert!(!url.contains("page=") && !url.contains("open="), "{url}");
            let next = site.get(url);
            assert_eq!(next.status.as_u16(), 200, "{url}");
            // It is the one that is chosen then, or no longer.
            let name = said.split(['提', '0', '1', '2', '3', '4', '5', '6']).next().unwrap();
            let page = Html::parse_document(&next.body);
            let chosen = Selector::parse("#narrow .row[aria-current]").unwrap();
            let is_chosen =
                page.select(&chosen).any(|it| it.text().collect::<String>().contains(name));
            let was_chosen = list == "级别" && name == "部门";
            assert_eq!(is_chosen, !was_chosen, "{url}: {name}");
        }
        assert!(sidebar.len() > 10, "{asked}: {sidebar:?}");
    }
}

#[test]
fn beside_reports_that_are_not_found_those_are_counted() {
    let reports: Vec<(String, String)> = (0..20)
        .map(|at| {
            // Thirteen agencies with a mention each, then one with three reports without and one with one.
            let (agency, year, text) = match at {
                0..14 => (format!("云岫县第{at}街道办事处"), 2021, "聘请法律顾问。"),
                14..17 => ("云岫县教育局".to_owned(), 2021 + at - 14, "普法。"),
                17 => ("云岫县民政局".to_owned(), 2021, "普法。"),
                _ => ("云岫县民政局".to_owned(), 2021 + at - 16, "聘请法律顾问。"),
            };
            let title = format!("{agency}{year}年法治政府建设工作报告");
            (format!("{at}.txt"), report(&title, text))
        })
        .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::new(&reports, ServerOptions::default());
    let body = site.get(&format!("/?{TERM}&absent=1")).body;
    assert!(body.contains("这 4 份没有提及"), "{body}");
    let page = Html::parse_document(&body);
    let of = |selector: &str| Selector::parse(selector).unwrap();
    let lists: BTreeMap<String, Vec<String>> = page
        .select(&of("#narrow section"))
        .map(|list| {
            let text = |it: scraper::ElementRef<'_>| it.text().collect::<String>().replace(' ', "");
            let name = list.select(&of("h2")).map(text).collect();
            (name, list.select(&of(".row")).map(text).collect())
        })
        .collect();
    assert_eq!(lists["机关"], ["云岫县教育局未提及3/3", "云岫县民政局未提及1/3"]);
    assert!(!lists.contains_key("部分"), "{lists:?}");
    let absent = |row: &String| {
        let (_, counts) = row.split_once("未提及").unwrap();
        counts.split('/').next().unwrap().parse::<u64>().unwrap()
    };
    for (name, rows) in &lists {
        let all: u64 = rows.iter().map(absent).sum();
        assert_eq!(all, 4, "{name}: {rows:?}");
    }
}

#[test]
fn several_queries_say_of_which_the_sidebar_counts() {
    let site = site();
    let page = site.get(&format!("/trend?{TERM}&with=%E6%99%AE%E6%B3%95")).body;
    assert!(page.contains("法律顾问：提及的报告数 / 所收报告数"), "{page}");
    let alone = values(&site.get(&format!("/?{TERM}")).body);
    assert!(values(&page).keys().eq(alone.keys()));
}

/// Returns a server over a report of every county of two provinces, more than can be unfolded in place.
fn large_site() -> Site {
    let gazetteer = Gazetteer::shared();
    let counties = gazetteer.nodes().map(|node| gazetteer.region(node));
    let is_wanted = |region: &Region| {
        let code = region.code().unwrap_or_default();
        region.county.is_some() && (code.starts_with("51") || code.starts_with("50"))
    };
    let reports: Vec<(String, String)> = counties
        .filter(is_wanted)
        .map(|region| {
            let names = region.to_string().replace(" › ", "");
            let title = format!("{names}司法局2022年法治政府建设工作报告");
            (format!("{}.txt", region.code().unwrap()), report(&title, "聘请法律顾问。"))
        })
        .collect();
    assert!(reports.len() > 200, "{}", reports.len());
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

/// Returns the rows and the arrows of the tree of regions.
fn tree(page: &str) -> (Vec<String>, BTreeMap<String, String>) {
    let page = Html::parse_document(page);
    let of = |selector: &str| Selector::parse(selector).unwrap();
    let rows = page.select(&of(".tree .row .name")).map(|it| it.text().collect()).collect();
    let arrow = |it: scraper::ElementRef<'_>| {
        (it.text().collect::<String>(), it.attr("href").unwrap().to_owned())
    };
    (rows, page.select(&of(".tree a.arrow")).map(arrow).collect())
}

#[test]
fn the_tree_of_a_large_index_is_unfolded_level_by_level_without_narrowing() {
    let site = large_site();
    for path in PAGES {
        let first = site.get(&format!("{path}?{TERM}")).body;
        let ground = |page: &str| {
            let (_, begin) = page.split_once("class=\"ground\"").unwrap();
            begin.split("</p>").next().unwrap().to_owned()
        };
        let (rows, arrows) = tree(&first);
        assert_eq!(rows, ["重庆市", "四川省"], "{path}");
        assert!(!first.contains("<ul class=\"values tree\"><li><details"), "{path}");
        let province = site.get(&arrows["展开四川省"]).body;
        let (rows, arrows) = tree(&province);
        assert!(rows.contains(&"成都市".to_owned()) && !rows.contains(&"锦江区".to_owned()));
        assert!(arrows.contains_key("收起四川省") && arrows.contains_key("展开重庆市"));
        assert!(province.contains("<details open><summary>筛选"), "{path}");
        let prefecture = site.get(&arrows["展开成都市"]).body;
        let (rows, arrows) = tree(&prefecture);
        assert!(rows.contains(&"锦江区".to_owned()) && rows.contains(&"绵阳市".to_owned()));
        for page in [&province, &prefecture] {
            assert_eq!(ground(page), ground(&first), "{path}: nothing is narrowed");
            assert!(!page.contains("本页不认识"), "{path}");
        }
        // Folded again, the province stays unfolded; then it is as it was.
        let (rows, arrows) = tree(&site.get(&arrows["收起成都市"]).body);
        assert!(rows.contains(&"成都市".to_owned()) && !rows.contains(&"锦江区".to_owned()));
        assert_eq!(tree(&site.get(&arrows["收起四川省"]).body).0, ["重庆市", "四川省"]);
        // What is chosen is unfolded by itself, one level at a time.
        let chosen = site.get(&format!("{path}?{TERM}&province=510000%E5%9B%9B%E5%B7%9D%E7%9C%81"));
        let (rows, arrows) = tree(&chosen.body);
        assert!(rows.contains(&"成都市".to_owned()) && !rows.contains(&"锦江区".to_owned()));
        assert!(arrows["展开成都市"].contains("open=510100#open-510100"), "{arrows:?}");
        assert!(arrows.values().all(|url| url.matches("open=").count() == 1), "{arrows:?}");
    }
}
