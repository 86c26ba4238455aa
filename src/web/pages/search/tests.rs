//! The search page over a small index: what its counts lead to.

use super::super::super::testing::{Site, report};
use crate::web::state::ServerOptions;

/// Returns a server over reports of places and agencies whose names hold each other.
fn site() -> Site {
    let told = |term: &str| format!("落实{term}。推进普法。");
    let reports: Vec<(String, String)> = [
        ("河南省卢氏县司法局", 2021, "三项制度"),
        ("河南省卢氏县司法局", 2022, "法律顾问"),
        ("河南省三门峡市司法局", 2022, "三项制度"),
        ("河南省三门峡市卫生健康委员会", 2022, "法律顾问"),
        ("河南省司法厅", 2023, "三项制度"),
        ("重庆市司法局", 2023, "法律顾问"),
        ("重庆市酉阳土家族苗族自治县司法局", 2023, "三项制度。法律顾问"),
        ("重庆市渝北区司法局", 2017, "三项制度"),
        ("重庆市两江新区司法局", 2025, "三项制度"),
        ("云岫县司法局", 2023, "三项制度"),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (agency, year, term))| {
        let title = format!("{agency}{year}年法治政府建设工作报告");
        (format!("{at}.txt"), report(&title, &told(term)))
    })
    .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

/// Returns what stands between two pieces of text, each time they follow each other.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> Vec<&'a str> {
    let pieces = text.split(begin).skip(1);
    pieces.filter_map(|piece| piece.split_once(end).map(|(inside, _)| inside)).collect()
}

/// Returns the addresses of the page's facets, each with the count that it shows.
fn facets(page: &str) -> Vec<(String, u64)> {
    between(page, "<a class=\"row\"", "</a>")
        .into_iter()
        .map(|row| {
            let href = between(row, "href=\"", "\"")[0].replace("&amp;", "&");
            let count = between(row, "<span class=\"count\">", "<")[0].parse().unwrap();
            (href, count)
        })
        .collect()
}

/// Returns the reports that the ground of a page tells of.
fn reports(page: &str) -> u64 {
    let told = between(page, "份报告中有 ", " 份提及").first().copied();
    told.or_else(|| between(page, "收有 ", " 份报告").first().copied()).unwrap().parse().unwrap()
}

#[test]
fn a_facet_leads_to_as_many_reports_as_it_says() {
    let site = site();
    for (first, least) in [
        ("/?q=%E6%99%AE%E6%B3%95", 20),
        ("/?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6", 20),
        ("/", 20),
        // Conditions of the query line are part of what is asked: 年度:2023, 地区:河南省.
        ("/?q=%E6%99%AE%E6%B3%95+%E5%B9%B4%E5%BA%A6:2023", 10),
        ("/?q=%E6%99%AE%E6%B3%95+%E5%9C%B0%E5%8C%BA:%E6%B2%B3%E5%8D%97%E7%9C%81", 10),
        // A loose question asks for as many words of a part as of the whole.
        ("/?q=%E6%8E%A8%E8%BF%9B%E6%99%AE%E6%B3%95%E9%A1%BE%E9%97%AE&mode=words", 10),
    ] {
        let found = facets(&site.get(first).body);
        assert!(found.len() > least, "{first}: {found:?}");
        for (href, count) in found {
            let page = site.get(&href);
            assert_eq!(reports(&page.body), count, "{href}");
        }
    }
}

#[test]
fn a_facet_of_a_narrowed_page_leads_to_as_many_reports_as_it_says() {
    let site = site();
    for conditions in [
        "&province=410000%E6%B2%B3%E5%8D%97%E7%9C%81",
        "&county=411224%E5%8D%A2%E6%B0%8F%E5%8E%BF",
        "&region=%E6%B2%B3%E5%8D%97%E7%9C%81",
        "&year=2021-2023",
        "&agency=%E5%8F%B8%E6%B3%95",
        "&part=shortcomings&province=500000",
    ] {
        let page = site.get(&format!("/?q=%E6%B3%95{conditions}")).body;
        let found = facets(&page);
        assert!(found.len() > 10, "{found:?}");
        let parameter = conditions.split(['&', '=']).nth(1).unwrap();
        for (href, count) in found {
            // What is chosen is taken off by its link, and values of one parameter add up.
            if href.matches(&format!("{parameter}=")).count() == 1 && href.contains(conditions)
                || !href.contains(&format!("{parameter}="))
            {
                let leads_to = reports(&site.get(&href).body);
                let is_taken_off = !href.contains(conditions) && leads_to > count;
                assert!(
                    leads_to == count || is_taken_off,
                    "{conditions} {href}: {leads_to}, {count}"
                );
            }
        }
    }
}

#[test]
fn conditions_on_one_fact_add_up_and_others_narrow() {
    let site = site();
    for (conditions, expected) in [
        ("", 10),
        ("&year=2022", 3),
        ("&year=2022&year=2023", 7),
        ("&province=410000", 5),
        ("&prefecture=411200", 4),
        ("&county=411224", 2),
        ("&county=411200%E6%9C%AC%E7%BA%A7", 2),
        ("&county=410000%E6%9C%AC%E7%BA%A7", 1),
        ("&county=411224&county=500242", 3),
        ("&province=410000&county=500242", 0),
        ("&agency=%E5%8D%A2%E6%B0%8F%E5%8E%BF%E5%8F%B8%E6%B3%95%E5%B1%80", 2),
        ("&region=%E4%B8%A4%E6%B1%9F%E6%96%B0%E5%8C%BA", 2),
        ("&county=500157", 1),
    ] {
        let page = site.get(&format!("/?q=%E6%99%AE%E6%B3%95{conditions}"));
        assert_eq!(reports(&page.body), expected, "{conditions}");
    }
    let page = site.get("/?q=%E6%99%AE%E6%B3%95&region=%E4%B8%A4%E6%B1%9F%E6%96%B0%E5%8C%BA").body;
    assert!(page.contains("两江新区包含已并入的渝北区"), "{page}");
}

#[test]
fn hits_come_in_the_order_that_is_asked_for() {
    let site = site();
    let years = |order: &str| -> Vec<String> {
        let page = site.get(&format!("/?q=%E6%99%AE%E6%B3%95&sort={order}")).body;
        between(&page, "<span class=\"year\">", "<").into_iter().map(str::to_owned).collect()
    };
    let newest = years("newest");
    let mut oldest = years("oldest");
    assert_eq!(newest.first().map(String::as_str), Some("2025"));
    assert_eq!(oldest.first().map(String::as_str), Some("2017"));
    assert!(newest.is_sorted_by(|a, b| a >= b) && oldest.is_sorted(), "{newest:?} {oldest:?}");
    oldest.reverse();
    assert_eq!(newest, oldest);
    let wrong = site.get("/?q=%E6%99%AE%E6%B3%95&sort=best");
    assert_eq!(wrong.status.as_u16(), 400);
    assert!(wrong.body.contains("不能用作 sort 的值"), "{}", wrong.body);
}

#[test]
fn without_a_query_the_reports_that_are_held_are_listed() {
    let site = site();
    let page = site.get("/?year=2022").body;
    assert_eq!(between(&page, "<a lang=\"zh\" href=\"/reports/", "\"").len(), 3);
    assert_eq!(reports(&page), 3);
    let listed = site.get("/?q=&mode=exact&sort=newest&year=2022").body;
    let table = between(&listed, "<a href=\"/api/v1/reports?", "\"")[0].replace("&amp;", "&");
    let table = site.get(&format!("/api/v1/reports?{table}"));
    assert_eq!((table.status.as_u16(), table.body.lines().count()), (200, 4), "{table:?}");
    let all = site.get("/").body;
    assert!(all.contains("试试：") && !all.contains("id=\"unreadable\""));
    site.report("坏.pdf", "%PDF-1.7\nno more of it");
    site.index();
    Site::wait();
    let page = site.get("/").body;
    assert!(page.contains("1 个文件无法读取") && page.contains("坏.pdf"), "{page}");
    assert!(page.contains("href=\"/#unreadable\""));
}

#[test]
fn a_search_that_finds_nothing_tells_what_would() {
    let site = site();
    // 三项制度 and 不存在, in the year 2021.
    let page =
        site.get("/?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6+%E4%B8%8D%E5%AD%98%E5%9C%A8&year=2021");
    let body = &page.body;
    let of_query = site.get(
        "/?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6+%E4%B8%8D%E5%AD%98%E5%9C%A8+%E5%B9%B4%E5%BA%A6:2021",
    );
    let one = between(&of_query.body, "<ul class=\"alone\">", "</a>")[0];
    let link = between(one, "href=\"", "\"")[0].replace("&amp;", "&");
    assert_eq!(reports(&site.get(&link).body), 1, "the condition goes along: {link}");
    let only = site.get("/?q=%E5%B9%B4%E5%BA%A6:2022").body;
    assert!(only.contains("<p>3 份报告中有 3 份符合"), "{only}");
    assert!(body.contains("去掉 不存在") && body.contains("1 份报告，1 处"), "{body}");
    assert!(body.contains("改用分词") && body.contains("取消全部条件"));
    let one = between(body, "<ul class=\"alone\">", "</a>")[0];
    let link = between(one, "href=\"", "\"")[0].replace("&amp;", "&");
    assert_eq!(reports(&site.get(&link).body), 1);
}

/// Returns the address of a search for a query line.
fn asked(line: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", line).finish();
    format!("/?{query}")
}

#[test]
fn a_page_says_how_the_line_was_read() {
    let site = site();
    for (line, expected) in [
        (
            "三项制度 法律顾问",
            "同一节中：三项制度 且 法律顾问；以整份报告计（全篇:(三项制度 法律顾问)）：1 份",
        ),
        (
            "三项制度 -法律顾问",
            "同一节中：三项制度 且 不含 法律顾问；以整份报告计（全篇:(三项制度 -法律顾问)）：6 份",
        ),
        (
            "（三项制度）",
            "括号用于分组；作为文字：&quot;（三项制度）&quot;（0 份报告、0 节、0 处）",
        ),
        ("三项制度。", "首尾的标点也参与检索；不含标点：三项制度（7 份报告、7 节、7 处）"),
    ] {
        let page = site.get(&asked(line)).body;
        assert!(page.contains(expected), "{line}: {:?}", between(&page, "\"remark\">", "<"));
    }
    let page = site.get(&asked("三项制度/法律顾问")).body;
    let list = between(&page, "<ul class=\"try\">", "</ul>")[0];
    let link = between(list, "href=\"", "\"")[0].replace("&amp;", "&");
    assert!(list.contains("改为检索") && reports(&site.get(&link).body) > 0, "{list}");
}

#[test]
fn a_page_refuses_what_other_query_languages_have() {
    let site = site();
    for (line, expected) in [
        ("法律%", "“%”在这里不是通配符"),
        ("同句:(法律 年度:2023)", "条件不能放在“同句:”里面"),
        ("作者:司法局", "没有“作者”这个字段"),
        ("@terms.txt", "不读取词表文件"),
    ] {
        let page = site.get(&asked(line));
        assert_eq!(page.status.as_u16(), 400, "{line}");
        let offered = format!("要检索这些字符本身：\"{line}\"").replace('"', "&quot;");
        let told = between(&page.body, "role=\"alert\">", "</main>");
        assert!(page.body.contains(expected) && page.body.contains(&offered), "{told:?}");
    }
}

#[test]
fn every_link_of_an_answer_with_aliases_can_be_followed() {
    let site = site();
    // 三项制度, 三*制度 and 卫健委.
    for query in [
        "%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6",
        "%E4%B8%89*%E5%88%B6%E5%BA%A6",
        "%E5%8D%AB%E5%81%A5%E5%A7%94",
    ] {
        for page in ["/", "/coverage", "/trend", "/kwic", "/panel"] {
            let address = format!("{page}?q={query}&aliases=1");
            let body = site.get(&address).body;
            let links: Vec<&str> = between(&body, "href=\"", "\"")
                .into_iter()
                .filter(|link| link.starts_with('/') && !link.starts_with("/assets"))
                .collect();
            assert!(links.len() > 10, "{address}: {links:?}");
            for link in links {
                let answer = site.get(&link.replace("&amp;", "&"));
                assert!(answer.status.is_success(), "{address}: {link}: {answer:?}");
            }
        }
        for data in ["citations", "export/reports", "export/sections", "export/mentions"] {
            let address = format!("/api/v1/{data}?q={query}");
            let remarks = site.get(&format!("{address}&aliases=1"));
            let remarks = remarks.header("chabao-remarks").to_owned();
            // A pattern has no other names.
            assert_eq!(remarks.contains("aliases"), !query.contains('*'), "{data}: {remarks}");
        }
    }
}
