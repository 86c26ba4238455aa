//! The search page over a small index: what its counts lead to.

use super::super::super::testing::{Site, report};
use crate::query::Query;
use crate::web::pages::address::Address;
use crate::web::state::ServerOptions;

/// Returns a server over reports of places and agencies whose names hold each other.
pub(super) fn site() -> Site {
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

/// A value of a facet: its address, how many reports are found with it, and of how many.
#[derive(Debug)]
struct Facet {
    href: String,
    reports: u64,
    held: u64,
}

/// Returns the values of the page's facets that lead on.
fn facets(page: &str) -> Vec<Facet> {
    between(page, "<a class=\"row\"", "</a>")
        .into_iter()
        .map(|row| {
            let href = between(row, "href=\"", "\"")[0].replace("&amp;", "&");
            let count = between(row, "<span class=\"count\">", "</span>")[0];
            let count = count.rsplit('>').next().unwrap();
            let (reports, held) = count.split_once('/').unwrap_or((count, count));
            Facet { href, reports: reports.parse().unwrap(), held: held.parse().unwrap() }
        })
        .collect()
}

/// Returns the reports that the ground of a page was counted over.
fn held(page: &str) -> u64 {
    let ground = between(page, "<div class=\"ground\"><p>", " 份报告")[0];
    ground.trim_start_matches("收有 ").parse().unwrap()
}

/// Returns the reports that the ground of a page tells of.
pub(super) fn reports(page: &str) -> u64 {
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
        for Facet { href, reports: count, held: of } in found {
            let page = site.get(&href);
            assert_eq!((reports(&page.body), held(&page.body)), (count, of), "{href}");
            let is_list = href.contains("absent=1");
            assert_eq!(is_list, count == 0, "{href}");
            if is_list {
                assert!(page.body.contains(&format!("这 {of} 份没有")), "{href}");
            }
        }
    }
}

#[test]
fn the_reports_without_a_mention_are_listed_with_the_query_kept() {
    let site = site();
    // 法律顾问, in four of ten reports.
    let term = "q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE";
    let page = site.get(&format!("/?{term}&sort=newest")).body;
    assert!(page.contains("另有 6 份没有提及“法律顾问”"), "{page}");
    let link = between(&page, "<p class=\"rest\"><a href=\"", "\"")[0].replace("&amp;", "&");
    let list = site.get(&link).body;
    assert!(list.contains("这 6 份没有提及“法律顾问”") && list.contains("value=\"法律顾问\""));
    let names = between(&list, "<ol class=\"reports\"", "</ol>")[0];
    assert_eq!(between(names, "href=\"/reports/", "\"").len(), 6);
    // The facets of the list count what it lists.
    assert!(list.contains("未提及的报告数 / 所收报告数"));
    let mut followed = 0;
    for Facet { href, reports: count, .. } in facets(&list) {
        let page = site.get(&href).body;
        if href.contains("absent=1") {
            assert!(page.contains(&format!("这 {count} 份没有提及")), "{href}");
            followed += 1;
        }
    }
    assert!(followed > 5);
    let file = between(&list, "href=\"/api/v1/mentions?", "\"")[0].replace("&amp;", "&");
    let table = site.get(&format!("/api/v1/mentions?{file}")).body;
    assert_eq!(table.lines().count(), 7, "{table}");
    // The way back to the hits, in the same order.
    assert!(list.contains("看提及的 4 份") && list.contains("sort=newest"));
}

#[test]
fn a_report_leads_back_to_its_list_and_on_to_the_next_hit() {
    let site = site();
    // 普法, in seven reports of two years.
    let question = "q=%E6%99%AE%E6%B3%95&year=2022&year=2023&sort=oldest";
    let list = site.get(&format!("/?{question}")).body;
    let links: Vec<String> = between(&list, "<h3><a href=\"", "\"")
        .into_iter()
        .map(|link| link.replace("&amp;", "&"))
        .collect();
    assert_eq!(links.len(), 7);
    for (at, link) in links.iter().enumerate() {
        let report = site.get(link.split('#').next().unwrap()).body;
        let back = between(&report, "data-way=\"back\" href=\"", "\"")[0].replace("&amp;", "&");
        let (url, place) = back.split_once('#').unwrap();
        assert_eq!(place, format!("hit-{}", at + 1));
        let hits = |page: &str| between(page, "<ol class=\"hits\"", "</ol>")[0].to_owned();
        assert_eq!(hits(&site.get(url).body), hits(&list), "{back}");
        assert!(list.contains(&format!("id=\"{place}\"")));
        let on = between(&report, "rel=\"next\" href=\"", "\"");
        assert_eq!(on.len(), usize::from(at + 1 < links.len()), "nothing is behind the last");
        if let Some(link) = links.get(at + 1) {
            let next = site.get(&on[0].replace("&amp;", "&"));
            assert_eq!(next.status.as_u16(), 303, "{next:?}");
            assert_eq!(next.header("location"), link);
        }
        let before = between(&report, "rel=\"prev\" href=\"", "\"");
        assert_eq!(before.len(), usize::from(at > 0));
    }
    // The list may have become shorter since.
    let behind = site.get(&format!("/hits/{}?{question}", links.len() + 1));
    let end = site.get(behind.header("location")).body;
    assert!(end.contains("后面没有结果了。回到第 1 页"), "{end}");
    // A list of reports has no hits; its way back keeps its conditions.
    let reports = site.get("/?year=2022&county=411224").body;
    let link = between(&reports, "<a lang=\"zh\" href=\"", "\"")[0].replace("&amp;", "&");
    let report = site.get(&link).body;
    assert!(report.contains("← 回到列表") && !report.contains("rel=\"next\""), "{report}");
    // Nobody is led elsewhere.
    let id = site.first_id();
    let evil = site.get(&format!("/reports/{id}?q=%E6%99%AE%E6%B3%95&from=//evil.example/"));
    assert!(evil.body.contains("← 回到检索") && !evil.body.contains("href=\"//evil"));
    assert_eq!(site.get("/hits/1?q=(").status.as_u16(), 303);
}

#[test]
fn a_list_says_that_the_index_was_written_since() {
    let site = site();
    let list = site.get("/?q=%E6%99%AE%E6%B3%95&sort=oldest").body;
    let link = between(&list, "<h3><a href=\"", "\"")[0].replace("&amp;", "&");
    let link = link.split('#').next().unwrap();
    let old = site.get(link).body;
    assert!(!old.contains("数据已"), "{old}");
    std::fs::remove_file(site.path("reports/7.txt")).unwrap();
    site.report("新.txt", &report("云岫县司法局2024年法治政府建设工作报告", "推进普法。"));
    site.index();
    Site::wait();
    let gone = site.get(link);
    assert_eq!(gone.status.as_u16(), 404);
    let body = &gone.body;
    assert!(body.contains("没有这份报告") && body.contains("数据已于 20"), "{body}");
    // The way back, the search box and the query are there.
    assert!(body.contains("← 回到检索结果") && body.contains("value=\"普法\""), "{body}");
    let back = between(body, "data-way=\"back\" href=\"", "#")[0].replace("&amp;", "&");
    let back = site.get(&back).body;
    assert!(back.contains("<p class=\"notice fixed\" role=\"status\"><span>数据已于 20"), "{back}");
    assert!(!site.get("/?q=%E6%99%AE%E6%B3%95").body.contains("数据已于"));
}

#[test]
fn a_name_that_is_not_mentioned_leads_to_its_reports() {
    let site = site();
    // The code of 酉阳土家族苗族自治县, which no report mentions.
    let page = site.get(&asked("500242")).body;
    let link = between(&page, "是一个地区：<a href=\"", "\"")[0].replace("&amp;", "&");
    let list = site.get(&link).body;
    assert!(page.contains("看它的 1 份报告") && reports(&list) == 1, "{page}");
    let page = site.get(&asked("不存在的地方")).body;
    assert!(!page.contains("是一个地区") && page.contains("href=\"/help\""), "{page}");
}

#[test]
fn conditions_of_the_line_are_chips_that_can_be_removed() {
    let site = site();
    let page = site.get(&asked("年度:2022-2023 三项制度 地区:重庆市 -法律顾问")).body;
    let chips = between(&page, "<ul class=\"chosen\"", "</ul>")[0];
    assert!(chips.contains("年度 <bdi lang=\"zh\">2022-2023</bdi>"), "{chips}");
    let links: Vec<String> =
        between(chips, "href=\"", "\"").iter().map(|it| it.replace("&amp;", "&")).collect();
    for (link, left) in
        links.iter().zip(["地区:重庆市 三项制度 -法律顾问", "年度:2022-2023 三项制度 -法律顾问"])
    {
        assert_eq!(*link, asked(left));
    }
    let last = site.get(&asked("年度:2022")).body;
    assert!(between(&last, "<ul class=\"chosen\"", "</ul>")[0].contains("href=\"/\""), "{last}");
}

/// Returns the chips of a page: what each says, and the address without it.
fn chips(page: &str) -> Vec<(String, String)> {
    let chips = between(page, "<ul class=\"chosen\"", "</ul>").first().copied().unwrap_or_default();
    let chip = |chip: &str| {
        let link = between(chip, "href=\"", "\"")[0].replace("&amp;", "&");
        (between(chip, "<bdi lang=\"zh\">", "</bdi>")[0].to_owned(), link)
    };
    between(chips, "<li>", "</li>").into_iter().map(chip).collect()
}

/// Returns a query line in canonical form.
fn canonical(line: &str) -> String {
    line.parse::<Query>().unwrap().to_string()
}

#[test]
fn each_value_of_a_condition_is_a_chip_that_takes_only_it_away() {
    let site = site();
    let found = |address: &str| reports(&site.get(address).body);
    for (line, expected) in [
        (
            "普法 年度:2021-2022,2023 地区:重庆市,河南省",
            &[
                ("2021-2022", "年度:2023 地区:重庆市,河南省 普法"),
                ("2023", "年度:2021-2022 地区:重庆市,河南省 普法"),
                ("重庆市", "年度:2021-2022,2023 地区:河南省 普法"),
                ("河南省", "年度:2021-2022,2023 地区:重庆市 普法"),
            ][..],
        ),
        ("年度:2022,2023", &[("2022", "年度:2023"), ("2023", "年度:2022")]),
    ] {
        let chips = chips(&site.get(&asked(line)).body);
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(value, left)| ((*value).to_owned(), asked(&canonical(left))))
            .collect();
        assert_eq!(chips, expected, "{line}");
    }
    for (line, count) in [
        ("年度:2023 地区:重庆市,河南省 普法", 3),
        ("年度:2021-2022 地区:重庆市,河南省 普法", 4),
        ("年度:2021-2022,2023 地区:河南省 普法", 5),
        ("年度:2021-2022,2023 地区:重庆市 普法", 2),
    ] {
        assert_eq!(found(&asked(line)), count, "{line}");
    }
    // Values beside the line, repeated or with a comma between them.
    for years in ["year=2021-2022&year=2023", "year=2021-2022,2023"] {
        let page = site.get(&format!("/?q=%E6%99%AE%E6%B3%95&{years}")).body;
        let left = ["/?q=%E6%99%AE%E6%B3%95&year=2023", "/?q=%E6%99%AE%E6%B3%95&year=2021-2022"];
        let expected: Vec<(String, String)> = ["2021-2022", "2023"]
            .into_iter()
            .zip(left)
            .map(|(value, left)| (value.to_owned(), left.to_owned()))
            .collect();
        assert_eq!(chips(&page), expected, "{years}");
    }
}

#[test]
fn names_in_letters_are_shown_as_they_were_read() {
    let site = site();
    let query = "q=%E6%99%AE%E6%B3%95";
    for page in ["/", "/coverage", "/trend", "/kwic"] {
        let body = site.get(&format!("{page}?{query}&region=cq,youyang&agency=sfj")).body;
        let values: Vec<String> = chips(&body).into_iter().map(|(value, _)| value).collect();
        let expected =
            ["重庆市（cq）", "重庆市 › 酉阳土家族苗族自治县（youyang）", "司法局（sfj）"];
        assert_eq!(values, expected, "{page}: {body}");
        // 普法 地区:cq 机关:sfj
        let line = format!("{query}+%E5%9C%B0%E5%8C%BA:cq+%E6%9C%BA%E5%85%B3:sfj");
        let body = site.get(&format!("{page}?{line}")).body;
        let values: Vec<String> = chips(&body).into_iter().map(|(value, _)| value).collect();
        assert_eq!(values, ["重庆市（cq）", "司法局（sfj）"], "{page}");
        let sentence = "在地区为重庆市、机关名称含“司法局”的报告中查找：有“普法”的节";
        assert!(body.contains(sentence), "{page}: {:?}", between(&body, "read-as\">", "</p>"));
        assert!(body.contains("“cq”读作重庆市"), "{page}");
    }
    // A name that cannot be read, and one that is written out, stand as they were typed.
    let wrong = site.get(&format!("/?{query}&region=zzzz&year=2022")).body;
    let values: Vec<String> = chips(&wrong).into_iter().map(|(value, _)| value).collect();
    assert_eq!(values, ["2022", "zzzz"], "{wrong}");
}

#[test]
fn a_range_of_years_ticks_its_bars_and_stays_in_its_field() {
    let site = site();
    let page = site.get("/?q=%E6%99%AE%E6%B3%95&year=2021-2022").body;
    let bars = between(&page, "<ul class=\"year-bars\">", "</ul>")[0];
    let ticked: Vec<&str> = between(bars, "<li>", "</li>")
        .into_iter()
        .filter(|bar| bar.contains("aria-current=\"true\""))
        .map(|bar| between(bar, "<bdi>", "</bdi>")[0])
        .collect();
    assert_eq!(ticked, ["2021", "2022"]);
    assert!(page.contains("value=\"2021-2022\" autocomplete"), "{page}");
}

#[test]
fn a_question_that_cannot_be_answered_keeps_its_form() {
    let site = site();
    for (rest, status, expected) in [
        ("year=20xx", 400, "看不懂年度“20xx”"),
        ("county=%E7%81%AB%E6%98%9F", 400, "没有收录“火星”的报告"),
        ("region=%E7%81%AB%E6%98%9F", 400, "没有收录“火星”的报告"),
        ("mode=loose", 400, "网址中 mode 的值“loose”不能用"),
        ("page=0", 400, "网址中 page 的值“0”不能用"),
        ("sort=best", 400, "网址中 sort 的值“best”不能用"),
    ] {
        for path in ["/", "/coverage", "/trend", "/kwic"] {
            let asked = format!("{path}?q=%E6%99%AE%E6%B3%95&agency=%E5%8F%B8%E6%B3%95&{rest}");
            let page = site.get(&asked);
            if page.body.contains("本页不认识") {
                continue;
            }
            assert_eq!(page.status.as_u16(), status, "{asked}");
            let body = &page.body;
            assert!(body.contains(expected), "{asked}: {body}");
            assert!(body.contains("value=\"普法\"") && body.contains("name=\"agency\""), "{asked}");
            assert!(body.contains("<ul class=\"chosen\""), "{asked}: the conditions stay");
        }
    }
    let long = site.get(&format!("/?q={}", "a".repeat(501))).body;
    assert!(long.contains("检索式太长") && long.contains("最多 500 个字，现有 501 个"), "{long}");
    assert!(long.contains(&format!("value=\"{}\"", "a".repeat(501))));
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
        for Facet { href, reports: count, .. } in found {
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
    assert!(wrong.body.contains("网址中 sort 的值“best”不能用"), "{}", wrong.body);
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
    assert!(only.contains("<p>3 份报告中有 3 份符合（100%）"), "{only}");
    assert!(body.contains("去掉 不存在") && body.contains("1 份报告，1 处"), "{body}");
    // Without the year it is found nowhere either, and is not offered.
    assert!(!body.contains("取消全部条件"), "{body}");
    let one = between(body, "<ul class=\"alone\">", "</a>")[0];
    let link = between(one, "href=\"", "\"")[0].replace("&amp;", "&");
    assert_eq!(reports(&site.get(&link).body), 1);
}

/// Returns the address of a search for a query line.
pub(super) fn asked(line: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", line).finish();
    format!("/?{query}")
}

#[test]
fn a_page_says_how_the_line_was_read() {
    let site = site();
    for (line, expected) in [
        (
            "三项制度 法律顾问",
            "同一节中有“三项制度”和“法律顾问”；以整份报告计（全篇:(三项制度 法律顾问)）：1 份",
        ),
        (
            "三项制度 -法律顾问",
            "同一节中有“三项制度”而没有“法律顾问”；以整份报告计（全篇:(三项制度 -法律顾问)）：6 份",
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

#[test]
fn workbooks_are_in_the_language_of_the_page() {
    let site = site();
    for (language, is_named) in [("zh", false), ("en", true)] {
        for path in ["/", "/coverage", "/trend", "/kwic", "/panel"] {
            let name = if path == "/panel" { "concept" } else { "q" };
            let asked = Address::to(path).and(name, "三项制度").and("lang", language);
            let page = site.get(&asked.to_url()).body;
            let links = between(&page, "href=\"/api/v1/", "\"");
            let workbooks: Vec<_> = links.iter().filter(|it| it.contains("xlsx")).collect();
            assert!(!workbooks.is_empty(), "{path}");
            for link in workbooks {
                assert_eq!(link.contains("lang=en"), is_named, "{path} {language}: {link}");
            }
        }
    }
}
