//! The page as a reader meets it: every figure leads to what it counts.

use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};
use scraper::{Html, Selector};
use serde_json::Value;

/// 法律顾问.
const TERM: &str = "q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE";

/// Of every sort: agencies of counties and above them, of divisions that are no more and that share
/// a code, with names within others, of no known place or year, several of one county and year.
fn site() -> Site {
    let mut reports: Vec<(String, String)> = [
        ("河南省三门峡市卢氏县司法局2020年", "法律顾问3名，法律顾问参与审查。"),
        ("河南省三门峡市卢氏县司法局2021年", "普法宣传12场。"),
        ("河南省三门峡市卢氏县司法局2023年", "普法宣传9场。"),
        ("河南省三门峡市卢氏县卫生健康委员会2021年", "聘请法律顾问。"),
        ("河南省三门峡市卢氏县财政局2021年", "聘请法律顾问2名。"),
        ("河南省三门峡市司法局2021年", "法律顾问全覆盖。"),
        ("河南省三门峡市卫生健康委员会2021年", "培训5场。"),
        ("河南省司法厅2021年", "法律顾问全覆盖。法律顾问制度。"),
        ("河南省司法厅2022年", "培训20场。"),
        ("重庆市渝北区司法局2017年", "聘请法律顾问。"),
        ("重庆市两江新区司法局2017年", "培训2场。"),
        ("辽宁省沈阳市东陵区司法局2013年", "聘请法律顾问。"),
        ("辽宁省沈阳市浑南区司法局2017年", "培训2场。"),
        ("辽宁省沈阳市浑南区司法局2018年", "聘请法律顾问。"),
        ("云岫县司法局2022年", "聘请法律顾问。"),
        ("云岫县司法局2023年", "培训2场。"),
        ("云岫县司法局白石分局2023年", "聘请法律顾问。"),
    ]
    .iter()
    .enumerate()
    .map(|(at, (title, told))| {
        (format!("{at:02}.txt"), report(&format!("{title}法治政府建设工作报告"), told))
    })
    .collect();
    reports.push(("无年度.txt".to_owned(), report("云岫县司法局工作报告", "聘请法律顾问。")));
    reports.push(("无题.txt".to_owned(), "一、主要工作\n培训5场。\n".to_owned()));
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

/// A cell of a table: where it leads, and what stands in it.
#[derive(Debug, PartialEq, Eq)]
struct Figure {
    link: Option<String>,
    text: String,
}

/// Returns what stands between two pieces of a text, as often as it does.
fn all_between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    let pieces = text.split(from).skip(1);
    pieces.map(|piece| piece.split(to).next().unwrap()).collect()
}

/// Returns text without tags.
fn plain(markup: &str) -> String {
    let pieces = markup.split('<').map(|piece| piece.rsplit('>').next().unwrap());
    pieces.collect::<String>().replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
}

fn figure(markup: &str) -> Figure {
    let link = all_between(markup, "href=\"", "\"").first().map(|it| it.replace("&amp;", "&"));
    let (_, inside) = markup.split_once('>').unwrap();
    Figure { link, text: plain(inside) }
}

/// Returns the names and the cells of the rows of a part of the table.
fn rows(page: &str, part: &str) -> Vec<(String, Vec<Figure>)> {
    let body = all_between(page, &format!("<{part}>"), &format!("</{part}>"))[0];
    let rows = all_between(body, "<tr>", "</tr>").into_iter().map(|row| {
        let name = figure(all_between(row, "<th", "</th>")[0]).text;
        let cells = all_between(row, "<td", "</td>").into_iter().map(figure);
        (name, cells.collect())
    });
    rows.collect()
}

/// Returns the numbers of the sentence that says what was counted over which ground.
fn ground(page: &str) -> Vec<u64> {
    let ground = all_between(page, "<div class=\"ground\"", "</p>")[0];
    let ground = plain(ground.split_once('>').unwrap().1);
    let (before, share) = ground.split_once('（').unwrap_or((&ground, ""));
    let after = share.split_once('）').map_or("", |(_, after)| after);
    numbers(&format!("{before}，{after}"))
}

/// Checks that a figure stands for its cell and leads to just what the cell counts.
fn check(site: &Site, figure: &Figure, cell: &Value, at: &str) {
    let [reports, held, mentions] =
        ["reports", "held", "mentions"].map(|name| cell[name].as_u64().unwrap());
    let Some(link) = &figure.link else {
        assert_eq!(
            (cell["state"].as_str(), figure.text.as_str()),
            (Some("not-held"), "未收"),
            "{at}"
        );
        return;
    };
    let page = site.get(link);
    assert_eq!(page.status, 200, "{at}: {link}");
    let numbers = ground(&page.body);
    if reports == 0 {
        assert_eq!(numbers[0], held, "{at}: {link}");
        return;
    }
    assert_eq!([numbers[1], numbers[0], numbers[3]], [reports, held, mentions], "{at}: {link}");
}

/// Returns the tiles: where each leads, and what it says.
fn tiles(page: &str) -> Vec<Figure> {
    let tiles = all_between(page, "<li class=\"tile ", "</li>").into_iter().map(|tile| {
        let told = all_between(tile, "title=\"", "\"");
        let told =
            told.first().map_or_else(|| plain(tile.split_once('>').unwrap().1), |it| plain(it));
        Figure { text: told, ..figure(tile) }
    });
    tiles.collect()
}

fn numbers(text: &str) -> Vec<u64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
    numbers.map(|number| number.parse().unwrap()).collect()
}

#[test]
fn every_figure_leads_to_exactly_what_it_counts() {
    let site = site();
    let of_year = "q=%E5%B9%B4%E5%BA%A6:2017-2021+%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE";
    let mut followed = 0;
    for question in [
        TERM.to_owned(),
        format!("{TERM}&rows=prefecture&columns=year"),
        format!("{TERM}&rows=province&columns=part"),
        format!("{TERM}&rows=region&columns=county"),
        format!("{TERM}&rows=agency&columns=year"),
        format!("{TERM}&rows=year&columns=prefecture"),
        format!("{TERM}&rows=kind&columns=province"),
        format!("{TERM}&rows=part&columns=agency"),
        format!("{of_year}&rows=county&columns=part"),
        format!("{TERM}&year=2020-2022&year=2017&county=411224&county=%E6%9C%AA%E8%AF%86%E5%88%AB"),
        format!(
            "{TERM}&region=%E6%B2%B3%E5%8D%97&part=%E4%B8%BE%E6%8E%AA&rows=prefecture&columns=part"
        ),
        format!("{TERM}&agency=%E5%8F%B8%E6%B3%95&rows=agency&columns=county"),
        format!("{TERM}&mode=strict&agency=%E5%8F%B8%E6%B3%95&rows=county&columns=agency"),
    ] {
        let page = site.get(&format!("/coverage?{question}")).body;
        let table = site.get(&format!("/api/v1/coverage?{question}")).json();
        let (names, of_columns) = (&table["rows"], &table["columns"]);
        let shown = rows(&page, "tbody");
        assert_eq!(shown.len(), names.as_array().unwrap().len(), "{question}");
        for ((name, figures), row) in shown.iter().zip(names.as_array().unwrap()) {
            assert!(name.starts_with(row["value"].as_str().unwrap()), "{name} {row}");
            let cells = row["cells"].as_array().unwrap();
            assert_eq!(figures.len(), cells.len() + 2);
            let columns = of_columns.as_array().unwrap();
            for ((figure, cell), column) in figures.iter().zip(cells).zip(columns) {
                check(&site, figure, cell, &format!("{question} {name} {}", column["value"]));
                followed += 1;
            }
            check(&site, figures.last().unwrap(), &row["total"], &format!("{question} {name}"));
        }
        let totals = &rows(&page, "tfoot")[1].1;
        for (figure, column) in totals.iter().zip(of_columns.as_array().unwrap()) {
            let total = &column["total"];
            check(&site, figure, total, &format!("{question} {}", column["value"]));
        }
    }
    assert!(followed > 500, "{followed}");
}

#[test]
fn every_tile_leads_to_its_province() {
    let site = site();
    for (question, expected) in [
        (TERM, [("河南省", vec![9, 5, 7]), ("重庆市", vec![2, 1, 1])]),
        // Another table: what it does not tell by province is counted for the map alone.
        (&format!("{TERM}&rows=agency"), [("河南省", vec![9, 5, 7]), ("重庆市", vec![2, 1, 1])]),
        (&format!("{TERM}&year=2013,2020"), [("河南省", vec![1, 1, 2]), ("重庆市", vec![])]),
        ("q=%E5%9F%B9%E8%AE%AD20%E5%9C%BA", [("河南省", vec![9, 1, 1]), ("重庆市", vec![2, 0, 0])]),
        ("rows=year&columns=part", [("河南省", vec![9]), ("重庆市", vec![2])]),
    ] {
        let page = site.get(&format!("/coverage?{question}")).body;
        let tiles = tiles(&page);
        assert_eq!(tiles.len(), 34, "{question}");
        for (name, counts) in expected {
            let tile = tiles.iter().find(|tile| tile.text.starts_with(name)).unwrap();
            assert_eq!(numbers(&tile.text), counts, "{question}: {tile:?}");
            let Some(link) = &tile.link else {
                assert!(counts.is_empty() && tile.text.contains("没有收录报告"), "{tile:?}");
                continue;
            };
            assert_eq!(ground(&site.get(link).body)[0], counts[0], "{question}: {link}");
        }
    }
    let page = site.get(&format!("/coverage?{TERM}")).body;
    let unknown = all_between(&page, "省份未识别，不在图上：", "</p>")[0];
    assert_eq!(numbers(&figure(unknown).text), [5, 3, 3]);
    let alone = site.get(&format!("/coverage?{TERM}&province=410000")).body;
    assert_eq!(tiles(&alone), [], "a map of one province tells nothing");
}

#[test]
fn those_that_are_silent_are_those_of_the_other_commands() {
    let site = site();
    for by in ["county", "prefecture", "agency", "year"] {
        let other = if by == "year" { "part" } else { "year" };
        let question = format!("{TERM}&rows={by}&columns={other}");
        let page = site.get(&format!("/coverage?{question}&state=no-mention")).body;
        let mentions = site.get(&format!("/api/v1/mentions?{TERM}&by={by}")).json();
        let of = |rows: &str| mentions[rows].as_array().unwrap().clone();
        let silent = rows(&page, "tbody");
        assert_eq!(silent.len(), of("absent").len(), "{by}");
        for ((name, figures), row) in silent.iter().zip(of("absent")) {
            assert!(name.starts_with(row["value"].as_str().unwrap()), "{name} {row}");
            let [reports, held] = numbers(&figures.last().unwrap().text)[..] else {
                panic!("{name}")
            };
            assert_eq!(Some(held - reports), row["held"].as_u64(), "{name}");
        }
        let page = site.get(&format!("/coverage?{question}&state=mentions")).body;
        assert_eq!(rows(&page, "tbody").len(), of("rows").len(), "{by}");
        let names = all_between(&page, "<ul class=\"names\">", "</ul>").concat();
        // The reports of unknown groups are in a sentence of their own.
        let known = of("absent").iter().filter(|row| row["value"] != "未识别").count();
        assert_eq!(all_between(&names, "<li>", "</li>").len(), known, "{by}");
    }
    let page = site.get(&format!("/coverage?{TERM}")).body;
    let told = "收有 5 个县的报告：4 个县有提及，1 个县有报告但未提及；另有 2 行是省、市的本级机关；\
                另有 5 份报告的县未识别，其中 3 份提及。";
    assert!(page.contains(told), "{page}");
}

#[test]
fn a_query_of_titles_is_met_and_has_no_mentions() {
    let site = site();
    let question = "q=标题:司法局";
    let page = site.get(&format!("/coverage?{question}")).body;
    let (_, main) = page.split_once("<div class=\"ground\">").unwrap();
    assert!(main.contains("符合/所收") && main.contains("有符合的"), "{main}");
    for word in ["提及", "次数", "作为文字"] {
        assert!(!main.contains(word), "{word}: {main}");
    }
    let table = site.get(&format!("/api/v1/coverage?{question}")).json();
    let shown = rows(&page, "tbody");
    for ((_, figures), row) in shown.iter().zip(table["rows"].as_array().unwrap()) {
        let total = &row["total"];
        assert_eq!(total["mentions"], Value::Null);
        let expected = format!("{}/{}", total["reports"], total["held"]);
        assert_eq!(figures.last().unwrap().text, expected);
        assert_eq!(figures.len(), row["cells"].as_array().unwrap().len() + 1);
    }
    assert_eq!(rows(&page, "tfoot").len(), 1);
    let most = site.get(&format!("/coverage?{question}&rows=province&order=most")).body;
    let names: Vec<String> = rows(&most, "tbody").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "河南省");
    for path in ["coverage", "mentions"] {
        let csv = site.get(&format!("/api/v1/{path}?{question}&format=csv")).body;
        let head: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        let at = head.iter().position(|name| *name == "mentions").unwrap();
        assert!(csv.lines().skip(1).all(|line| line.split(',').nth(at) == Some("")), "{csv}");
    }
    let nothing = site.get("/coverage?q=标题:不存在").body;
    assert!(nothing.contains("没有一份符合") && nothing.contains("中有 0 份符合"), "{nothing}");
}

#[test]
fn reports_and_parts_that_do_not_mention_it_are_not_said_to_have_reports() {
    let site = site();
    let page = site.get(&format!("/coverage?{TERM}&rows=report&columns=part")).body;
    assert!(
        page.contains("收有 19 份报告：11 份提及，8 份未提及")
            || page.contains("19 份报告：11 份提及，8 份未提及"),
        "{page}"
    );
    // What has no title is called by its agency and year, or its file.
    assert!(page.contains("无题.txt（无标题）"), "{page}");
}

#[test]
fn the_map_has_the_scale_of_the_table() {
    let page = site().get(&format!("/coverage?{TERM}&rows=province&measure=share")).body;
    for section in ["provinces", "table"] {
        assert!(page.contains(&format!("scale=fixed#{section}\"")), "{page}");
    }
}

#[test]
fn reports_without_a_mention_say_why() {
    let site = site();
    let links = |page: &str| -> Vec<String> {
        let links = all_between(page, "href=\"", "\"").into_iter();
        links.map(|link| link.replace("&amp;", "&")).collect()
    };
    let page = site.get(&format!("/coverage?{TERM}&rows=county&lang=en")).body;
    let lists: Vec<String> =
        links(&page).into_iter().filter(|it| it.contains("absent=1")).collect();
    assert!(!lists.is_empty(), "{page}");
    for list in lists {
        let list = site.get(&list).body;
        assert!(list.contains("没有提及“法律顾问”"), "{list}");
        let reports: Vec<String> =
            links(&list).into_iter().filter(|it| it.starts_with("/reports/")).collect();
        assert!(!reports.is_empty());
        for report in reports {
            assert!(report.contains(TERM), "{report}");
            let page = site.get(&report).body;
            assert!(page.contains("<details class=\"why\" id=\"why\" open>"), "{page}");
            assert!(page.contains("未检索到：有一项不符合"), "{page}");
        }
    }
}

#[test]
fn a_row_leads_to_a_table_of_it_alone() {
    let site = site();
    for (question, finer) in
        [("rows=province", "county"), ("rows=county", "agency"), ("rows=agency", "part")]
    {
        let page = site.get(&format!("/coverage?{TERM}&{question}")).body;
        let body = all_between(&page, "<tbody>", "</tbody>")[0];
        let shown = rows(&page, "tbody");
        assert!(shown.len() > 3);
        for (heading, (name, figures)) in all_between(body, "<th", "</th>").iter().zip(shown) {
            let link = figure(heading).link.unwrap();
            assert!(link.contains(&format!("&rows={finer}&")), "{link}");
            let narrowed = ground(&site.get(&link).body);
            let total = numbers(&figures.last().unwrap().text);
            assert_eq!([narrowed[1], narrowed[0]], total[..], "{name}: {link}");
        }
    }
}

#[test]
fn rows_can_be_reports_and_fill_several_pages() {
    let mut reports = Vec::new();
    for at in 0..230 {
        // No two of the same text, which would be one report.
        let first = '一' as u32 + at * 60;
        let mut told: String = (first..first + 60).filter_map(char::from_u32).collect();
        if at == 7 {
            told.push_str("。法律顾问<b>。");
        }
        let title = format!("云岫县司法局{}年工作报告", 2000 + at % 20);
        reports.push((format!("{at:03}.txt"), report(&title, &told)));
    }
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::new(&reports, ServerOptions::default());
    let question = format!("{TERM}&rows=report&columns=part");
    let first = site.get(&format!("/coverage?{question}")).body;
    let on_page = rows(&first, "tbody").len();
    assert!((30..=80).contains(&on_page), "{on_page}");
    assert!(first.contains(&format!("共 230 行，第 1–{on_page} 行")));
    let last = 230_usize.div_ceil(on_page);
    let before = (last - 1) * on_page;
    for beyond in [last, last + 1, 900] {
        let page = site.get(&format!("/coverage?{question}&page={beyond}")).body;
        assert_eq!(rows(&page, "tbody").len(), 230 - before);
        assert!(page.contains(&format!("共 230 行，第 {}–230 行", before + 1)));
    }
    let most = site.get(&format!("/coverage?{question}&order=most")).body;
    let (name, figures) = rows(&most, "tbody").remove(0);
    assert_eq!(
        (name.as_str(), figures.last().unwrap().text.as_str()),
        ("云岫县司法局2007年工作报告", "1/1")
    );
    let link = figures.last().unwrap().link.clone().unwrap();
    assert!(link.starts_with("/reports/") && site.get(&link).body.contains(">法律顾问</mark>"));
    // The name that is looked for is the one that is seen, or the path below the folder.
    for (name, expected) in [
        ("2007年", (0..230).filter(|at| at % 20 == 7).count()),
        ("云岫县+2007", 12),
        ("007.txt", 1),
        ("reports", 0),
        ("法律顾问", 0),
    ] {
        let page = site.get(&format!("/coverage?{question}&name={name}")).body;
        let found = if expected == 0 { Vec::new() } else { rows(&page, "tbody") };
        assert_eq!(found.len(), expected, "{name}");
        let is_named = |(title, _): &(String, Vec<Figure>)| title.contains("2007年");
        assert!(found.iter().all(is_named), "{name}: {found:?}");
    }
    let machine = site.path("reports").display().to_string();
    let table = site.get(&format!("/api/v1/coverage?{question}")).body;
    assert!(
        table.contains("\"007.txt\"") && !table.contains(&machine) && !first.contains(&machine)
    );
}

#[test]
fn rows_come_in_the_order_that_is_asked_for() {
    let site = site();
    let names = |order: &str| -> Vec<String> {
        let page = site.get(&format!("/coverage?{TERM}&rows=province&order={order}")).body;
        rows(&page, "tbody").into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names("table"), ["辽宁省", "河南省", "重庆市", "未识别"]);
    assert_eq!(names("most"), ["河南省", "辽宁省", "重庆市", "未识别"]);
    assert_eq!(names("least"), ["重庆市", "河南省", "辽宁省", "未识别"]);
}

#[test]
fn without_a_query_the_page_tells_what_is_held() {
    let site = site();
    let page = site.get("/coverage").body;
    let lushi =
        rows(&page, "tbody").into_iter().find(|(name, _)| name.starts_with("卢氏县")).unwrap();
    let texts: Vec<&str> = lushi.1.iter().map(|figure| figure.text.as_str()).collect();
    let years = ["未收"; 7].into_iter().chain(["1", "3", "未收", "1", "未收", "5"]);
    assert_eq!(texts, years.collect::<Vec<_>>());
    for figure in lushi.1.iter().filter(|figure| figure.text != "未收") {
        let page = site.get(figure.link.as_ref().unwrap()).body;
        assert_eq!(ground(&page)[0].to_string(), figure.text, "{figure:?}");
    }
    assert!(page.contains("收有 5 个县的报告：0 个县各年度都有，5 个县有缺年；"), "{page}");
    assert!(
        page.contains("href=\"/api/v1/reports?format=csv&amp;bom=1\"") && !page.contains("state=")
    );
    for link in ["/api/v1/reports?format=xlsx", "/api/v1/reports"] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}: {page}");
    }
    // Links have the query, the conditions and what the rows and columns are.
    let asked = format!("{TERM}&amp;mode=strict&amp;year=2021-2023");
    let page = site.get(&format!("/coverage?{asked}&rows=agency").replace("&amp;", "&")).body;
    let axes = "&amp;rows=agency&amp;columns=year";
    for link in [
        format!("coverage?{asked}{axes}&amp;format=csv&amp;bom=1"),
        format!("coverage?{asked}{axes}&amp;format=xlsx"),
        format!("coverage?{asked}{axes}"),
        format!("mentions?{asked}&amp;by=agency&amp;format=xlsx"),
        format!("mentions?{asked}&amp;by=agency&amp;absent=true&amp;format=xlsx"),
    ] {
        assert!(page.contains(&format!("href=\"/api/v1/{link}\"")), "{link}: {page}");
        assert_eq!(site.get(&format!("/api/v1/{}", link.replace("&amp;", "&"))).status, 200);
    }
}

#[test]
fn there_is_a_page_also_where_there_is_no_table() {
    let site = site();
    let same = site.get(&format!("/coverage?{TERM}&rows=year&columns=year"));
    assert!(same.status == 200 && same.body.contains("行和列相同"), "{same:?}");
    assert!(same.body.contains("rows=year&amp;columns=part\"") && tiles(&same.body).len() == 34);
    let nothing = site.get("/coverage?q=%E4%B8%8D%E5%AD%98%E5%9C%A8").body;
    assert!(nothing.contains("一份都没有提及；下面") && nothing.contains("mode=words"));
    assert_eq!(rows(&nothing, "tbody").len(), 8, "what is held is shown all the same");
    let empty = site.get(&format!("/coverage?{TERM}&year=1999")).body;
    assert!(empty.contains("没有符合所选条件的报告。") && !empty.contains("<table"));
    let english = site.get(&format!("/coverage?{TERM}&lang=en")).body;
    let told = "4 counties mention it, 1 does not; another 2 rows are provincial or prefectural \
                agencies; 5 reports have no known county (3 of them mention it).";
    assert!(
        english.contains(told) && english.contains("Henan: 5 of 9 reports mention it"),
        "{english}"
    );
    let refused = site.get(&format!("/coverage?{TERM}&rows=colour"));
    assert_eq!(refused.status, 400);
}

#[test]
fn rows_are_ordered_by_a_column_and_narrowed_to_names() {
    let counties = ["卢氏县", "灵宝市", "渑池县", "义马市"];
    let reports: Vec<(String, String)> = counties
        .iter()
        .zip([2, 4, 1, 3])
        .map(|(county, mentions)| {
            let title = format!("河南省三门峡市{county}司法局2021年法治政府建设工作报告");
            (format!("{county}.txt"), report(&title, &"法律顾问。".repeat(mentions)))
        })
        .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::new(&reports, ServerOptions::default());
    let names = |parameters: &str| -> Vec<String> {
        let page = site.get(&format!("/coverage?q=法律顾问&rows=county&{parameters}")).body;
        let (_, table) = page.split_once("id=\"table\"").unwrap();
        let (_, body) = table.split_once("<tbody>").unwrap();
        let (body, _) = body.split_once("</tbody>").unwrap();
        let names = body.split("<bdi lang=\"zh\">").skip(1);
        names.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
    };
    let table = site.get("/api/v1/coverage?q=法律顾问&rows=county").json();
    let mut rows: Vec<(u64, String)> = table["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let name = row["value"].as_str().unwrap().to_owned();
            (row["cells"][0]["mentions"].as_u64().unwrap(), name)
        })
        .collect();
    rows.sort();
    let rising: Vec<String> = rows.iter().map(|(_, name)| name.clone()).collect();
    assert!(rising.len() > 2, "{rising:?}");
    assert_eq!(names("order=least&of=2021"), rising);
    let falling: Vec<String> = rising.iter().rev().cloned().collect();
    assert_eq!(names("order=most&of=2021"), falling);
    assert_eq!(names("order=most&of=mentions"), falling);
    assert_eq!(names("name=灵宝"), ["灵宝市"]);
    assert_eq!(names("name=三门峡").len(), rising.len(), "the divisions around it count too");
}

#[test]
fn a_cell_of_a_report_leads_to_its_part_and_back_to_the_table() {
    let site = site();
    let asked =
        format!("/coverage?{TERM}&rows=report&columns=part&measure=mentions&year=2021&order=least");
    let table = site.get(&asked).body;
    let of = |page: &str, selector: &str, url: bool| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let read = |it: scraper::ElementRef<'_>| {
            if url { it.attr("href").unwrap_or_default().to_owned() } else { it.text().collect() }
        };
        Html::parse_document(page).select(&selector).map(read).collect()
    };
    let cells = "#table tbody td:not(.total) a";
    let (urls, figures) = (of(&table, cells, true), of(&table, cells, false));
    let mut mentioned = 0;
    for (url, figure) in urls.iter().zip(&figures) {
        let report = site.get(url).body;
        let mentions = figure.trim_start_matches("提及 ").split(' ').next().unwrap();
        assert!(url.contains("part="), "{url}");
        let result = of(&report, "p.result", false).concat();
        if mentions == "0" {
            assert!(!result.contains("1 节"), "{url}: {figure}: {result}");
        } else {
            assert!(result.contains(&format!("，{mentions} 处")), "{url}: {figure}: {result}");
            mentioned += 1;
        }
        let [back] = &of(&report, "a[data-way=back]", true)[..] else { panic!("{report}") };
        assert!(back.ends_with("#table"), "{back}");
        let again = site.get(back.split('#').next().unwrap()).body;
        assert_eq!(of(&again, "#table tbody", false), of(&table, "#table tbody", false), "{back}");
        assert!(of(&report, "a[rel=next]", true).is_empty());
    }
    assert!(mentioned > 2, "{figures:?}");
}
