//! The page of a report as the router answers it: what it says, and that the text stays what it is.

use std::fmt::Write as _;

use axum::http::{Request, StatusCode};
use scraper::{ElementRef, Html, Selector};

use crate::ingest::{self, ingest};
use crate::web::state::ServerOptions;
use crate::web::testing::{Answer, Site, report, versioned_report};

/// A report with everything that texts hold: a table, markup, quotation marks, blanks, a heading
/// that runs on and one that is a sentence.
const ODD: &str = "云岫县司法局\n2023年法治政府建设工作报告\n\n县委：\n现将情况报告如下：\n\
    一、主要举措和成效\n（一）落实“三项制度”。落实 “三项” 制度，</p><script>alert(1)</script>&amp;。\n\
    项目\t件数\t备注\n行政处罚\t1,036\t三项\n行政检查\t\t制度\n\
    1．全年组织三项制度培训、开展案卷评查、办理行政复议案件、聘请法律顾问、审查合同并且逐件登记造册，各项工作都有台账。\n\
    二、存在的不足：\n三项制度落实不够。\n三、2024年工作安排\n落实三项制度。\n\
    云岫县司法局\n2024年1月12日\n";

fn site(reports: &[(&str, &str)]) -> Site {
    Site::new(reports, ServerOptions::default())
}

/// Returns the id of the report at a path.
fn id(site: &Site, path: &str) -> String {
    let reports = site.get("/api/v1/reports").json();
    let rows = reports["reports"].as_array().unwrap();
    let row = rows.iter().find(|row| row["path"] == path).unwrap_or_else(|| panic!("{reports}"));
    row["id"].as_str().unwrap().to_owned()
}

/// Returns the page of a report with these parameters.
fn open(site: &Site, id: &str, parameters: &[(&str, &str)]) -> Answer {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    let page = site.get(&format!("/reports/{id}?{query}"));
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    page
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Returns the text of every paragraph on a page, the cells of a row with tabs between.
fn paragraphs(page: &Html) -> Vec<String> {
    let cells = Selector::parse("td").unwrap();
    let shown = |line: ElementRef<'_>| match line.value().name() {
        "tr" => line.select(&cells).map(words).collect::<Vec<_>>().join("\t"),
        _ => words(line),
    };
    select(page, "article .line").into_iter().map(shown).collect()
}

#[test]
fn a_report_that_the_query_does_not_find_says_why() {
    let site = site(&[("甲.txt", ODD)]);
    let id = site.first_id();
    for (q, parameters, verdict, sign, nearest) in [
        (
            "法律顾问 公职律师",
            &[][..],
            "not found: a clause is not met",
            "✗ not met 公职律师",
            "法律顾问",
        ),
        ("培训 不足", &[], "not found: no section meets all clauses", "✓ met 培训", "培训"),
        (
            "三项制度",
            &[("part", "leadership")],
            "not found: a filter leaves it out",
            "✗ not met 部分:第一责任人履职",
            "三项制度",
        ),
        ("年度:2022", &[], "not found: a clause is not met", "✗ not met 年度:2022 2023", ""),
        ("三项制度", &[], "found", "✓ met 三项制度", ""),
    ] {
        let asked = [&[("q", q), ("lang", "en")], parameters].concat();
        let page = Html::parse_document(&open(&site, &id, &asked).body);
        let [why] = select(&page, "details.why")[..] else { panic!("{q}") };
        assert_eq!(why.value().attr("open").is_some(), verdict != "found", "{q}");
        let text = words(why).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.starts_with(&format!("Why: {verdict}")), "{q}: {text}");
        assert!(text.contains(sign), "{q}: {text}");
        let marked = select(&page, ".why .nearest mark").into_iter().map(words).next();
        assert_eq!(marked.unwrap_or_default(), nearest, "{q}");
        // Its links lead to sections of the page.
        for link in select(&page, ".why a") {
            let anchor = link.value().attr("href").unwrap().trim_start_matches('#').to_owned();
            assert_eq!(select(&page, &format!("article #{anchor}")).len(), 1, "{q}: {anchor}");
        }
        // The API says the same.
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([&[("q", q), ("report", id.as_str())], parameters].concat())
            .finish();
        let told = site.get(&format!("/api/v1/why?{query}")).json();
        let is_found = told["verdict"] == "found";
        assert_eq!(is_found, verdict == "found", "{told}");
        assert_eq!(told["nearest"].is_object(), !nearest.is_empty(), "{told}");
    }
    let chinese = open(&site, &id, &[("q", "法律顾问 公职律师"), ("lang", "zh")]).body;
    let chinese = Html::parse_document(&chinese);
    let text = words(select(&chinese, "details.why")[0]);
    assert!(
        text.contains("未检索到：有一项不符合") && text.contains("✗ 不符合 公职律师"),
        "{text}"
    );
    assert!(select(&Html::parse_document(&open(&site, &id, &[]).body), ".why").is_empty());
    let broken = open(&site, &id, &[("q", "(")]);
    assert!(select(&Html::parse_document(&broken.body), ".why").is_empty());
}

#[test]
fn the_text_of_a_report_is_shown_untouched() {
    let site = site(&[("甲.txt", ODD)]);
    let id = site.first_id();
    let told = site.get(&format!("/api/v1/reports/{id}")).json();
    let sections = told["sections"].as_array().unwrap();
    let body: String = sections.iter().map(|it| it["text"].as_str().unwrap()).collect();
    for parameters in [&[][..], &[("q", "三项 OR 制度")], &[("q", "落实"), ("mode", "words")]]
    {
        let page = open(&site, &id, parameters);
        let shown = Html::parse_document(&page.body);
        let joined = paragraphs(&shown).join("\n") + "\n";
        assert_eq!(joined, body, "{parameters:?}");
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
        assert_eq!(select(&shown, "article table tr").len(), 3);
    }
}

#[test]
fn headings_are_those_of_the_outline_at_their_level() {
    let site = site(&[("甲.txt", ODD)]);
    let page = Html::parse_document(&open(&site, &site.first_id(), &[]).body);
    let headings: Vec<String> = select(&page, "article :is(h2, h3, h4, h5, h6)")
        .into_iter()
        .map(|it| format!("{} {}", it.value().name(), words(it)))
        .collect();
    assert_eq!(
        headings,
        [
            "h2 一、主要举措和成效",
            "h3 （一）落实“三项制度”",
            "h4 1．全年组织三项制度培训、开展案卷评查、办理行政复议案件、聘请法律顾问、审查合同并且",
            "h2 二、存在的不足：",
            "h2 三、2024年工作安排",
        ]
    );
    let levels: Vec<usize> = select(&page, "h1").into_iter().map(|_| 1).collect();
    assert_eq!(levels, [1]);
    let outline: Vec<String> =
        select(&page, "nav.outline .part, nav.outline li li > a").into_iter().map(words).collect();
    assert_eq!(outline[..4], ["其他", "（第一个标题之前）", "举措和成效", "一、主要举措和成效"]);
    let looks = |class: &str| select(&page, class).into_iter().map(words).collect::<Vec<_>>();
    assert_eq!(looks(".title"), ["云岫县司法局", "2023年法治政府建设工作报告"]);
    assert_eq!(looks(".sign-off"), ["云岫县司法局", "2024年1月12日"]);
    let parts: Vec<String> = select(&page, "article .aside .part").into_iter().map(words).collect();
    assert_eq!(
        parts,
        ["其他", "举措和成效", "举措和成效", "举措和成效", "不足和原因", "下一年安排"]
    );
}

#[test]
fn what_is_marked_is_what_the_search_counts() {
    let other = "云岫县司法局2022年法治政府建设工作报告\n一、主要举措和成效\n三项制度。\n";
    let site = site(&[("甲.txt", ODD), ("乙.txt", other)]);
    let id = id(&site, "甲.txt");
    for (query, mode, marked, uncounted, sections) in [
        ("三项制度", "exact", 5, 0, 4),
        ("“三项制度”", "exact", 5, 0, 4),
        ("三项制度", "strict", 4, 0, 4),
        ("三项制度 -培训", "exact", 4, 1, 3),
        ("落实 三项制度 部分:不足", "exact", 2, 7, 1),
        ("制度落实", "words", 9, 1, 3),
        ("标题:法治 培训", "exact", 1, 0, 1),
        ("不存在", "exact", 0, 0, 0),
    ] {
        let asked = [("q", query), ("mode", mode)];
        let page = Html::parse_document(&open(&site, &id, &asked).body);
        let count = |selector: &str| select(&page, selector).len();
        let found = (count("mark[id]"), count("mark.uncounted"));
        assert_eq!(found, (marked, uncounted), "{query} {mode}");
        let listed = select(&page, ".hit-list a").len();
        assert_eq!(listed, marked, "{query}");
        let asked = [("q", query), ("mode", mode), ("facet", "year"), ("year", "2023")];
        let asked = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        let counts = site.get(&format!("/api/v1/search?{asked}")).json()["counts"].clone();
        assert_eq!(counts["sections"], sections, "{query} {mode}");
        assert_eq!(counts["mentions"], marked, "{query} {mode}");
        let told: usize = select(&page, ".outline .hit-count")
            .into_iter()
            .map(|it| words(it).parse::<usize>().unwrap())
            .sum();
        assert_eq!(told, marked, "{query}");
    }
    let over_cells = Html::parse_document(&open(&site, &id, &[("q", "三项行政检查")]).body);
    assert_eq!(select(&over_cells, "mark").len(), 0, "rows are paragraphs");
}

#[test]
fn a_query_that_marks_nothing_says_why() {
    let site = site(&[("甲.txt", ODD)]);
    let id = site.first_id();
    for (query, told) in [
        ("(", "检索式无法处理，未作标记："),
        ("地区:亚特兰大 制度", "检索式无法处理，未作标记："),
        ("年度:2023", "检索式中没有可在正文标出的词。"),
        ("不存在", "本报告没有提及"),
    ] {
        let page = open(&site, &id, &[("q", query)]);
        assert!(page.body.contains(told), "{query}: {}", page.body);
        assert!(!page.body.contains("<mark"), "{query}");
        assert!(!page.body.contains("hit-bar\""), "{query}");
    }
}

#[test]
fn a_link_leads_to_the_same_paragraph_when_the_index_is_built_again() {
    let site = site(&[("乙.txt", ODD)]);
    let id = site.first_id();
    let page = Html::parse_document(&open(&site, &id, &[]).body);
    let link = |text: &str| {
        let line = select(&page, "article .line").into_iter().find(|it| words(*it) == text);
        let line = line.unwrap_or_else(|| panic!("no paragraph {text}"));
        let to = line.select(&Selector::parse("a.here").unwrap()).next().unwrap();
        to.value().attr("href").unwrap().to_owned()
    };
    let kept = link("三项制度落实不够。");
    let follow = |link: &str| {
        let (query, place) = link.split_once('#').unwrap();
        let page = site.get(&format!("/reports/{id}{query}"));
        let page = Html::parse_document(&page.body);
        let [only] = select(&page, &format!("[id=\"{place}\"]"))[..] else {
            panic!("one place for {link}")
        };
        let section = select(&page, &format!("section:has([id=\"{place}\"])"));
        (words(only), section.first().map(|it| words(*it)).unwrap_or_default())
    };
    assert_eq!(follow(&kept).0, "三项制度落实不够。");

    let changed = "这个链接建立之后，报告的文本改动过";
    assert!(!open(&site, &id, &[]).body.contains(changed));

    // A report is added before it, the text before it grows, and all is indexed anew.
    site.report("甲.txt", &report("云岫县司法局2022年法治政府建设工作报告", "三项制度。"));
    let index = |text: &str| {
        site.report("乙.txt", text);
        let roots = vec![site.path("reports")];
        let options = ingest::Options { roots, rebuild: true, ..ingest::Options::default() };
        ingest(&site.path("index"), &options, |_| {}).unwrap();
        Site::wait();
    };
    index(&ODD.replace("县委：", "县委、县政府：\n多了一段。"));
    assert!(open(&site, &id, &[]).body.contains(changed));
    assert_eq!(follow(&kept).0, "三项制度落实不够。");

    // The paragraph changes: the link leads to its section, which says so.
    index(&ODD.replace("落实不够", "落实得不够"));
    let (told, section) = follow(&kept);
    assert!(told.contains("下面是它原在的一节"), "{told}");
    assert!(section.contains("三项制度落实得不够。"), "{section}");

    // The section goes too.
    index(&ODD.replace("二、存在的不足：\n三项制度落实不够。\n", ""));
    let (told, section) = follow(&kept);
    assert!(told.contains("都已不在这份报告中") && section.is_empty(), "{told} {section}");

    // What is no place of a report gets none.
    for at in ["main.s1234abcd", "h1", "p1234.s1234abcd", "<b>.s1234abcd", "", "p1234abcd-"] {
        let page = open(&site, &id, &[("at", at)]);
        assert!(!page.body.contains("class=\"gone\""), "{at}");
    }
}

#[test]
fn paragraphs_that_are_the_same_have_different_places() {
    let text = "云岫县2023年法治政府建设报告\n一、甲\n没有。\n二、乙\n没有。\n二、乙\n没有。\n";
    let site = site(&[("甲.txt", text)]);
    let page = open(&site, &site.first_id(), &[("q", "没有")]);
    let page = Html::parse_document(&page.body);
    let mut ids: Vec<&str> =
        select(&page, "[id]").into_iter().filter_map(|it| it.value().attr("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let second = crate::web::pages::html_text::paragraph_anchor("没有。") + "-2";
    assert!(ids.contains(&second.as_str()), "{ids:?}");
}

#[test]
fn what_could_not_be_told_is_told_in_the_language_of_the_page() {
    let text = report("工作报告", "三项制度。");
    let site = site(&[("甲.txt", &format!("---\nyear: 3000\ncolour: red\n---\n{text}"))]);
    let id = site.first_id();
    let chinese = open(&site, &id, &[("lang", "zh")]).body;
    let english = open(&site, &id, &[("lang", "en")]).body;
    for (one, other) in [
        ("未找到报告机关", "no agency found"),
        ("未能确定地区", "no region found"),
        ("未能确定年度", "no year found"),
        ("有一处更正未被采用：", "correction not used: "),
    ] {
        assert!(chinese.contains(one) && !chinese.contains(other), "{one}: {chinese}");
        assert!(english.contains(other) && !english.contains(one), "{other}: {english}");
    }
    assert!(english.contains("Uncertain") && chinese.contains("待核实"));
}

#[test]
fn facts_say_where_they_come_from() {
    let front = "---\nurl: https://a.example/x?a=1&b=2\nnumber: 云司〔2024〕5号\n---\n";
    let site = site(&[("甲.txt", &format!("{front}{ODD}"))]);
    let id = site.first_id();
    let page = Html::parse_document(&open(&site, &id, &[("lang", "zh")]).body);
    let record: Vec<String> = select(&page, ".record > div").into_iter().map(words).collect();
    let shown = record.join("|");
    for told in [
        "机关云岫县司法局 据标题",
        "年度2023 据标题",
        "成文日期2024-01-12 据落款",
        "文号云司〔2024〕5号 据文件头",
        "网址https://a.example/x?a=1&b=2 据文件头",
        "未识别地区、发布日期、索引号",
    ] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    let links = select(&page, ".record a");
    assert_eq!(links[0].value().attr("href"), Some("https://a.example/x?a=1&b=2"));
    let fields: Vec<String> =
        select(&page, ".citation:not(.correction) textarea").into_iter().map(words).collect();
    let title = "云岫县司法局. 云岫县司法局2023年法治政府建设工作报告";
    let current =
        format!("{title}：云司〔2024〕5号[R/OL]. 2024-01-12. https://a.example/x?a=1&b=2.");
    assert_eq!(fields[0], current);
    let today = crate::report::Date::today().unwrap();
    let former = format!(
        "{title}: 云司〔2024〕5号[R/OL]. (2024-01-12)[{today}]. https://a.example/x?a=1&b=2."
    );
    assert_eq!(fields[1], former);

    // A script is no address to follow.
    let hostile = format!("---\nurl: javascript:alert(1)\n---\n{ODD}");
    let site = self::site(&[("甲.txt", &hostile)]);
    let page = open(&site, &site.first_id(), &[]).body;
    assert!(page.contains("javascript:alert(1)") && !page.contains("href=\"javascript"), "{page}");
}

#[test]
fn a_section_can_be_quoted_without_script() {
    let site = site(&[("甲.txt", ODD)]);
    let id = site.first_id();
    let page = open(&site, &id, &[]).body;
    let quotation = "“二、存在的不足：\n“三项制度落实不够。”\n云岫县司法局. 云岫县司法局2023年法治政府建设工作报告[R]. 2024-01-12.\n";
    let place = crate::web::pages::html_text::section_anchor(&["二、存在的不足".to_owned()]);
    let link = format!("http://localhost:7878/reports/{id}#{place}</textarea>");
    assert!(page.contains(&format!("{quotation}{link}")), "{page}");
    let inside = page.split("<noscript>").skip(1).filter_map(|it| it.split("</noscript>").next());
    assert!(inside.clone().count() == 6 && inside.into_iter().all(|it| it.contains("readonly")));
}

#[test]
fn the_reports_of_other_years_are_linked_with_what_they_mention() {
    let of =
        |year: u16, told: &str| report(&format!("云岫县司法局{year}年法治政府建设工作报告"), told);
    let site = site(&[
        ("2020.txt", &of(2020, "三项制度。三项制度。")),
        ("2021.txt", &of(2021, "法律顾问。")),
        ("2023.txt", &of(2023, "三项制度。")),
        ("other.txt", &report("云岫县教育局2022年法治政府建设工作报告", "三项制度。")),
    ]);
    let id = id(&site, "2021.txt");
    let page = open(&site, &id, &[("q", "三项制度"), ("lang", "zh")]);
    let page = Html::parse_document(&page.body);
    let shown: Vec<String> = select(&page, ".years li").into_iter().map(words).collect();
    assert_eq!(shown, ["2020 2 处", "2021 0 处", "2022 未收", "2023 1 处"]);
    let links: Vec<&str> =
        select(&page, ".years a").into_iter().filter_map(|it| it.value().attr("href")).collect();
    assert!(links.iter().all(|it| it.ends_with("?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6")));
    let current = select(&page, ".years a[aria-current=\"page\"]");
    assert_eq!(current.len(), 1);
    assert!(words(current[0]).starts_with("2021"));
    let alone = open(&site, &self::id(&site, "other.txt"), &[]);
    assert!(!alone.body.contains("class=\"years\""), "{}", alone.body);
}

#[test]
fn copies_and_versions_are_told_and_linked() {
    let (old, new) =
        (versioned_report(540, "2024年1月15日"), versioned_report(561, "2024年3月20日"));
    let site =
        site(&[("旧.txt", &old), ("新.txt", &new), ("新-副本.txt", &new), ("旧-副本.txt", &old)]);
    let machine = site.path("").display().to_string();
    let listed = site.get("/api/v1/reports").json();
    let [row] = &listed["reports"].as_array().unwrap()[..] else { panic!("{listed}") };
    let newest = row["id"].as_str().unwrap().to_owned();
    let page = open(&site, &newest, &[("q", "三项制度"), ("lang", "zh")]);
    assert!(!page.body.contains(machine.trim_end_matches('/')));
    let shown = Html::parse_document(&page.body);
    let told = words(select(&shown, ".versions")[0]);
    for told_of in
        ["内容相同的文件，不重复计数：", "旧版，不计入统计：", "2024-01-15 成文", "据日期为旧版"]
    {
        assert!(told.contains(told_of), "{told_of}: {told}");
    }
    let to_older = select(&shown, ".versions li a")[0].value().attr("href").unwrap().to_owned();
    let older = site.get(&to_older);
    assert_eq!(older.status, StatusCode::OK, "{to_older}");
    assert!(older.body.contains("540人") && older.body.contains("此为旧版，不计入统计。"));
    let shown = Html::parse_document(&older.body);
    assert_eq!(select(&shown, "mark[id]").len(), 1, "an older version is marked all the same");
    let to_newer = select(&shown, "p.newer a")[0].value().attr("href").unwrap();
    assert!(to_newer.starts_with(&format!("/reports/{newest}?q=")), "{to_newer}");
    let copies = ["新.txt", "新-副本.txt"];
    let names: Vec<String> = copies.iter().map(|it| (*it).to_owned()).collect();
    assert!(names.iter().any(|name| told.contains(name.as_str())), "{told}");
}

#[test]
fn many_hits_are_listed_as_far_as_one_can_read_and_by_section() {
    let mut text = String::from("云岫县2023年法治政府建设报告\n");
    for at in 1..=500 {
        let told = "落实三项制度，规范执法。".repeat(4);
        let _ = write!(text, "一、第{at}项工作\n{told}\n{told}\n");
    }
    let site = site(&[("甲.txt", &text)]);
    let page = open(&site, &site.first_id(), &[("q", "三项制度"), ("lang", "zh")]);
    let shown = Html::parse_document(&page.body);
    assert_eq!(select(&shown, "mark[id]").len(), 4_000);
    assert!(page.body.contains("id=\"h4000\"") && page.body.contains("其余各处见提纲"));
    assert_eq!(select(&shown, ".hit-list li").len(), 50);
    assert_eq!(select(&shown, ".outline .hit-count").len(), 500);
    assert_eq!(paragraphs(&shown).len(), text.lines().count());
    assert!(page.body.len() < 3 << 20, "{}", page.body.len());
}

#[test]
fn the_page_is_another_one_on_another_day_and_the_same_on_this() {
    let site = site(&[("甲.txt", ODD)]);
    let address = format!("/reports/{}", site.first_id());
    let tag = site.get(&address).header("etag").to_owned();
    let same = site.ask(Request::get(&address).header("if-none-match", &tag));
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    let visit = super::Visit::now(&axum::http::HeaderMap::new(), true);
    assert_eq!(visit.day(), crate::report::Date::today().unwrap().to_string());
}

#[test]
fn the_bar_leads_along_the_list_and_says_how_long_it_is() {
    let reports = [
        ("甲.txt", ODD),
        ("乙.txt", "云岫县教育局2022年法治政府建设工作报告\n一、举措\n法律顾问。\n"),
    ];
    let site = site(&reports);
    let id = id(&site, "甲.txt");
    let bar = |from: &str, hit: &str| {
        let asked = [("q", "三项制度"), ("from", from), ("hit", hit), ("lang", "zh")];
        let page = Html::parse_document(&open(&site, &id, &asked).body);
        let [bar] = select(&page, "main > .reader-bar.stays:first-child")[..] else { panic!() };
        let link = |rel: &str| {
            let link = bar.select(&Selector::parse(rel).unwrap()).next()?;
            Some(link.value().attr("href").unwrap().to_owned())
        };
        let place = bar.select(&Selector::parse(".back .count").unwrap()).next().map(words);
        (place, link("a[rel=prev]"), link("a[rel=next]"), link("a[data-way=back]").unwrap())
    };
    let hits = site.get("/api/v1/search?q=三项制度").json()["counts"]["sections"].clone();
    assert_eq!(hits, 4);
    let question = "q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6";
    let way = |hit: usize| Some(format!("/hits/{hit}?{question}"));
    let (list, place) = ("/?q=三项制度", |text: &str| Some(text.to_owned()));
    let back = |hit: usize| format!("/?{question}#hit-{hit}");
    assert_eq!(bar(list, "1"), (place("第 1 节，共 4 节"), None, way(2), back(1)));
    assert_eq!(bar(list, "2"), (place("第 2 节，共 4 节"), way(1), way(3), back(2)));
    assert_eq!(bar(list, "4"), (place("第 4 节，共 4 节"), way(3), None, back(4)));
    // A list that has become shorter, and one that cannot be made.
    assert_eq!(bar(list, "9"), (place("第 9 节"), way(8), None, back(9)));
    let (place_of_refused, _, next, _) = bar("/?q=(", "3");
    assert_eq!((place_of_refused, next), (place("第 3 节"), Some("/hits/4?q=%28".to_owned())));
    assert_eq!(bar("/coverage", "3").0, None);
    // Without a list and without marks there is nothing to keep in sight.
    let plain = Html::parse_document(&open(&site, &id, &[]).body);
    assert!(select(&plain, ".reader-bar.stays").is_empty());
    assert_eq!(select(&plain, ".reader-bar .back a").len(), 1);
}

#[test]
fn the_row_that_is_offered_corrects_the_report() {
    let text = ODD.replace("云岫县", "某县");
    let site = site(&[("子/甲,1.txt", &text)]);
    let id = site.first_id();
    let page = Html::parse_document(&open(&site, &id, &[("lang", "zh")]).body);
    let line = |name: &str| words(select(&page, &format!("textarea#correction-{name}"))[0]);
    let (header, row) = (line("header"), line("row"));
    assert_eq!(header, "path,id,title,agency,region,year,date,published,kind,number,index,url");
    let kind = site.get(&format!("/api/v1/reports/{id}")).json()["report"]["kind"].clone();
    let kind = kind.as_str().unwrap();
    let known =
        format!("某县司法局2023年法治政府建设工作报告,某县司法局,,2023,2024-01-12,,{kind},,,");
    assert_eq!(row, format!("\"子/甲,1.txt\",{id},{known}"));
    // A missing fact is filled in, a wrong one is replaced, as the page says.
    let mended = row.replace(",某县司法局,,2023,", ",某县司法局,河南省卢氏县,2021,");
    site.report("corrections.csv", &format!("{header}\n{mended}\n"));
    let options =
        ingest::Options { roots: vec![site.path("reports")], ..ingest::Options::default() };
    let mut warnings = Vec::new();
    ingest(&site.path("index"), &options, |event| {
        if let ingest::Event::Warning { message } = event {
            warnings.push(message);
        }
    })
    .unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    Site::wait();
    let report = site.get("/api/v1/reports").json()["reports"][0].clone();
    assert_eq!(report["year"], 2021, "{report}");
    assert_eq!(report["region"]["county"], "卢氏县", "{report}");
    let id = report["id"].as_str().unwrap();
    let page = open(&site, id, &[("lang", "zh")]).body;
    assert!(page.contains("据更正") && page.contains("河南省 › 三门峡市 › 卢氏县,2021,"), "{page}");
}

#[test]
fn reports_of_one_year_are_known_by_day_or_file() {
    let of = |told: &str, day: &str| {
        let title = "云岫县司法局2023年法治政府建设工作报告";
        report(title, told) + &format!("云岫县司法局\n{day}\n")
    };
    let site = site(&[
        ("一.txt", &of("三项制度。行政执法人员名录库已经建成。", "2024年1月12日")),
        ("子/二.txt", &of("法律顾问。合法性审查覆盖全部合同。", "2024年1月12日")),
        ("三.txt", &of("普法宣传。法治讲座进校园进社区。", "2024年2月1日")),
    ]);
    let page = open(&site, &site.first_id(), &[("lang", "zh")]);
    let page = Html::parse_document(&page.body);
    let mut shown: Vec<String> = select(&page, ".years li").into_iter().map(words).collect();
    shown.sort();
    assert_eq!(shown, ["2023 2024-02-01", "2023 一.txt", "2023 二.txt"]);
}

#[test]
fn reference_managers_read_what_a_report_is() {
    let front = "---\nurl: https://a.example/x?a=1&b=\"2\nnumber: 云司〔2024〕5号\n---\n";
    let bare = "---\ntitle: \"><script>alert(1)</script> 甲\\u202e\nurl: javascript:alert(1)\n---\n情况说明。\n";
    let site = site(&[("甲.txt", &format!("{front}{ODD}")), ("乙.txt", bare)]);
    let tags = |path: &str| {
        let page = Html::parse_document(&open(&site, &id(&site, path), &[]).body);
        let tags = select(&page, "head > meta[name^=\"citation_\"], head > meta[name^=\"DC.\"]");
        let tag = |it: &scraper::ElementRef<'_>, name| it.value().attr(name).unwrap().to_owned();
        tags.iter().map(|it| (tag(it, "name"), tag(it, "content"))).collect::<Vec<_>>()
    };
    let expected = [
        ("DC.type", "report"),
        ("citation_title", "云岫县司法局2023年法治政府建设工作报告"),
        ("citation_author", "云岫县司法局"),
        ("citation_technical_report_institution", "云岫县司法局"),
        ("citation_technical_report_number", "云司〔2024〕5号"),
        ("citation_publication_date", "2024/01/12"),
        ("citation_public_url", "https://a.example/x?a=1&b=\"2"),
        ("citation_language", "zh-CN"),
    ];
    let expected = expected.map(|(name, content)| (name.to_owned(), content.to_owned()));
    assert_eq!(tags("甲.txt"), expected);
    let bare: Vec<(String, String)> = tags("乙.txt");
    let names: Vec<&str> = bare.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["DC.type", "citation_title", "citation_language"]);
    assert!(bare[1].1.contains("><script>alert(1)</script> 甲"), "{bare:?}");
}
