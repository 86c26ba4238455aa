//! The page of concepts as it is answered.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use scraper::{Html, Selector};

use crate::web::state::ServerOptions;
use crate::web::testing::{Answer, Site, report};

fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    format!("{path}?{}", query.finish())
}

/// Returns a server over reports of two places; none of 2022 is held.
fn site() -> Site {
    let told = [
        ("1.txt", "河南省卢氏县", 2021, "三项制度。法律顾问。"),
        ("2.txt", "重庆市酉阳县", 2021, "普法宣传。"),
        ("3.txt", "河南省卢氏县", 2023, "三项制度，“三项”制度。"),
    ];
    let reports: Vec<(&str, String)> = told
        .iter()
        .map(|(name, place, year, told)| {
            (*name, report(&format!("{place}司法局{year}年法治政府建设工作报告"), told))
        })
        .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

const CONCEPTS: (&str, &str) = ("concept", "三项制度\n律师: 法律顾问\n律师: 公职律师");

#[test]
fn the_page_has_the_three_states_and_leads_to_what_each_figure_counts() {
    let site = site();
    let page = site.get(&address("/panel", &[CONCEPTS, ("by_year", "true"), ("kind", "法治")]));
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let linked =
        [("q", "三项制度"), ("kind", "法治"), ("county", "411224卢氏县"), ("year", "2023")];
    let linked = address("/", &linked);
    let escaped = linked.replace('&', "&amp;");
    assert!(page.body.contains(&format!("<a href=\"{escaped}\">2</a>")), "{}", page.body);
    let found = site.get(&linked).body;
    assert!(found.contains("1 份报告中有 1 份提及（100%），共 1 节、2 处"), "{found}");
    let absent = [
        ("q", "法律顾问 OR 公职律师"),
        ("kind", "法治"),
        ("county", "411224卢氏县"),
        ("year", "2023"),
        ("absent", "1"),
    ];
    let absent = address("/", &absent);
    let cell =
        format!("<td class=\"level-0\"><a href=\"{}\">0</a></td>", absent.replace('&', "&amp;"));
    assert!(page.body.contains(&cell), "{}", page.body);
    let list = site.get(&absent).body;
    assert!(list.contains("这 1 份没有一节符合检索式"), "{list}");
    assert!(page.body.contains("<td class=\"none\">"), "{}", page.body);
    assert!(page.body.contains("法律顾问 OR 公职律师"), "{}", page.body);
    // The form shows what was asked, and so does a link that is shared.
    assert!(page.body.contains("律师: 公职律师</textarea>"), "{}", page.body);
}

#[test]
fn the_files_have_what_the_page_shows() {
    let site = site();
    let asked = [CONCEPTS, ("by", "province"), ("measure", "reports")];
    let page = site.get(&address("/panel", &asked)).body;
    let file = address("/api/v1/panel", &[&asked[..], &[("format", "csv"), ("bom", "1")]].concat());
    assert!(page.contains(&format!("href=\"{}\"", file.replace('&', "&amp;"))), "{page}");
    let table = site.get(&file);
    assert_eq!(
        table.body,
        "\u{feff}value,province,prefecture,county,code,held,三项制度,律师\n\
         河南省,河南省,,,410000,2,2,1\n重庆市,重庆市,,,500000,1,0,0\n"
    );
    let json = site.get(&address("/api/v1/panel", &asked)).json();
    assert_eq!(json["rows"][0]["cells"][0]["reports"], 2);
    assert_eq!(json["concepts"][1]["query"], "法律顾问 OR 公职律师");
}

#[test]
fn what_is_wrong_with_the_concepts_is_said_beside_the_form() {
    let site = site();
    let page = site.get(&address("/panel", &[("concept", "(三项")])).body;
    assert!(page.contains("概念表没有一行可用") && page.contains("(三项</textarea>"), "{page}");
    let page = site.get(&address("/panel", &[("concept", "三项制度\n(三项")])).body;
    assert!(
        page.contains("概念表第 2 行：“(三项”检索式无法读取") && page.contains("<table>"),
        "{page}"
    );
    let page = site.get(&address("/panel", &[CONCEPTS, ("by", "year"), ("by_year", "true")])).body;
    assert!(page.contains("行和列是同一种分组"), "{page}");
    let refused = site.get(&address("/api/v1/panel", &[("concept", "(三项")]));
    assert_eq!(refused.problem(), (400, "codebook".to_owned()));
    let outline = site.get("/api/v1/panel").json();
    assert!(outline["concepts"].as_array().unwrap().len() >= 30);
}

#[test]
fn a_newcomer_tries_the_codebook_of_the_program() {
    let site = site();
    let page = site.get("/panel").body;
    assert!(page.contains("href=\"/panel?codebook=outline\""), "{page}");
    let page = site.get("/panel?codebook=outline").body;
    assert!(page.contains("第一责任人履职") && page.contains("<table>"), "{page}");
    // The query of another page is the first concept.
    let page = site.get(&address("/panel", &[("q", "三项制度")])).body;
    assert!(page.contains("value=\"三项制度\"") && page.contains("<table>"), "{page}");
    // It is named once, in the field, and the ground says what was found.
    assert!(
        page.contains("3 份报告中有 2 份提及") && !page.contains("<dl class=\"codebook\""),
        "{page}"
    );
    let several = site.get(&address("/panel", &[CONCEPTS])).body;
    assert!(several.contains("2 个概念，分别统计；计入 3 份报告"), "{several}");
}

#[test]
fn the_name_of_a_row_leads_to_its_reports() {
    let site = site();
    let page = site.get(&address("/panel", &[CONCEPTS])).body;
    let names = links(&page, "#table tbody th a");
    assert_eq!(names.len(), 2, "{page}");
    for (url, held) in names.iter().zip([2, 1]) {
        let list = site.get(url).body;
        assert!(list.contains(&format!("收有 {held} 份报告")), "{url}: {list}");
    }
    assert_eq!(texts(&page, "#table tbody th small"), ["河南 三门峡市", "重庆"]);
}

/// Posts a form.
fn post(site: &Site, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let form = form.extend_pairs(fields).finish();
    post_as(site, path, "application/x-www-form-urlencoded", form)
}

fn post_as(site: &Site, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    site.ask_with(Request::post(path).header("content-type", kind), body.into())
}

/// Returns a codebook for which an address has no room: a concept that is found, and many others.
fn long_codebook() -> String {
    let many = (1..=200).map(|at| format!("概念{at}: 没有这样的词语{at}"));
    ["三项: 三项制度".to_owned()].into_iter().chain(many).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_short_form_has_an_address_and_a_long_one_is_answered() {
    let site = site();
    let asked = [CONCEPTS, ("by", "province"), ("codebook", ""), ("measure", "reports")];
    let short = post(&site, "/panel", &asked);
    let address = address("/panel", &[CONCEPTS, asked[1], asked[3]]);
    assert_eq!((short.status, short.header("location")), (StatusCode::SEE_OTHER, &*address));
    let concepts = long_codebook();
    let asked = [("concept", concepts.as_str()), ("by", "county"), ("kind", "法治")];
    let page = post(&site, "/panel", &asked);
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let body = &page.body;
    assert!(body.contains("本页没有可以分享的链接") && body.contains(">概念200<"), "{body}");
    // What other pages link to is posted again with the concepts.
    assert!(body.contains("<form id=\"codebook\" method=\"post\" action=\"/panel\">"), "{body}");
    assert!(!body.contains("href=\"/panel?concept="), "{body}");
    let button = "form=\"codebook\" formaction=\"";
    let files: Vec<String> = body
        .split(button)
        .skip(1)
        .map(|it| it.split('"').next().unwrap().replace("&amp;", "&"))
        .collect();
    let csv = files.iter().find(|url| url.ends_with("format=csv&bom=1")).unwrap();
    let table = post(&site, csv, &asked[..1]);
    let row = table.body.lines().find(|line| line.starts_with("卢氏县")).unwrap();
    assert!(row.starts_with("卢氏县,河南省,三门峡市,卢氏县,411224,2,3,0,0"), "{row}");
    let without =
        files.iter().find(|url| url.starts_with("/panel?") && !url.contains("kind=")).unwrap();
    assert_eq!(post(&site, without, &asked[..1]).status, StatusCode::OK);
    // So are the values of the filters.
    let year = files.iter().find(|url| url.contains("year=2023")).unwrap();
    let narrowed = post(&site, year, &asked[..1]).body;
    assert!(year.contains("kind=") && narrowed.contains("计入 1 份报告"), "{year}: {narrowed}");
    // The same answer has another tag if other concepts were posted.
    let other = post(&site, "/panel", &[("concept", &concepts.replace("三项", "四项"))]);
    assert_ne!(page.header("etag"), other.header("etag"));
    // What else a page of one query does needs an address.
    for path in ["/coverage", "/trend"] {
        let refused = post(&site, path, &asked[..1]);
        assert_eq!(refused.status, StatusCode::URI_TOO_LONG, "{path}");
        assert!(
            refused.body.contains("网址容纳不下") && refused.body.contains("概念200"),
            "{path}"
        );
        let short = post(&site, path, &[CONCEPTS]);
        assert_eq!(short.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[test]
fn a_codebook_is_posted_in_any_form_and_has_a_limit() {
    let site = site();
    let told = |path: &str, kind: &str, body: &str| {
        post_as(&site, path, kind, body.to_owned()).json()["concepts"].clone()
    };
    let expected = site.get(&address("/api/v1/panel", &[CONCEPTS])).json()["concepts"].clone();
    let csv = "概念,查询\n三项制度,三项制度\n律师,法律顾问\n律师,公职律师\n";
    let toml = "[[concept]]\nlabel = \"三项制度\"\nquery = \"三项制度\"\n[[concept]]\nlabel = \"律师\"\n\
                queries = [\"法律顾问\", \"公职律师\"]\n";
    assert_eq!(told("/api/v1/panel?by=county", "text/csv", csv), expected);
    assert_eq!(told("/api/v1/panel", "application/toml", toml), expected);
    let mut form = form_urlencoded::Serializer::new(String::new());
    let form = form.append_pair("concept", CONCEPTS.1).finish();
    assert_eq!(
        told("/api/v1/panel", "application/x-www-form-urlencoded; charset=utf-8", &form),
        expected
    );
    for path in ["/api/v1/mentions", "/api/v1/coverage", "/api/v1/trend"] {
        let answer = post_as(&site, path, "text/csv", csv);
        assert_eq!(answer.json(), site.get(&address(path, &[CONCEPTS])).json(), "{path}");
    }
    let both = post_as(&site, &address("/api/v1/panel", &[CONCEPTS]), "text/csv", csv);
    assert_eq!(both.problem(), (400, "parameter".to_owned()));
    let long = (0..20).map(|at| format!("甲{at},{at}{}", "词语".repeat(600)));
    let long = format!("label,query\n{}", long.collect::<Vec<_>>().join("\n"));
    let long = post_as(&site, "/api/v1/panel", "text/csv", long);
    assert_eq!(long.problem(), (400, "codebook".to_owned()));
    assert!(long.json()["message"].as_str().unwrap().contains("more than 20,000"), "{long:?}");
    let huge = post_as(&site, "/api/v1/panel", "text/csv", "甲".repeat(100_000));
    assert_eq!(huge.problem(), (413, "too-long".to_owned()));
    assert!(huge.json()["message"].as_str().unwrap().contains("262144 bytes"), "{huge:?}");
    assert_eq!(
        post_as(&site, "/panel", "text/csv", csv).status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let page = post_as(&site, "/panel", "text/csv", "甲".repeat(100_000));
    assert!(page.status == StatusCode::PAYLOAD_TOO_LARGE && page.body.contains("<h1>"), "{page:?}");
    assert_eq!(post(&site, "/api/v1/search", &[("q", "甲")]).problem().0, 405);
    assert_eq!(post(&site, "/", &[("q", "甲")]).status, StatusCode::METHOD_NOT_ALLOWED);
}

#[test]
fn every_operation_answers_for_each_concept_as_the_command_line_does() {
    let site = site();
    for (path, of_one) in [
        ("/api/v1/mentions", &[("by", "province")][..]),
        ("/api/v1/coverage", &[("rows", "province"), ("columns", "year")]),
    ] {
        let concepts = site.get(&address(path, &[&[CONCEPTS], of_one].concat())).json();
        let answers = concepts["concepts"].as_array().unwrap();
        assert_eq!((answers.len(), &concepts["remarks"]), (2, &serde_json::json!([])), "{path}");
        for (answer, query) in answers.iter().zip(["三项制度", "法律顾问 OR 公职律师"])
        {
            let one = site.get(&address(path, &[&[("q", query)], of_one].concat())).json();
            let mut answer = answer.clone();
            assert!(answer.as_object_mut().unwrap().remove("concept").is_some());
            assert_eq!(answer["rows"], one["rows"], "{path}");
            assert_eq!((&answer["counts"], &answer["ground"]), (&one["counts"], &one["ground"]));
        }
        let csv = [&[CONCEPTS, ("format", "csv")], of_one].concat();
        let csv = site.get(&address(path, &csv)).body;
        assert!(csv.starts_with("concept,") && csv.contains("\n律师,"), "{csv}");
        let jsonl = [&[CONCEPTS, ("format", "jsonl")], of_one].concat();
        let jsonl = site.get(&address(path, &jsonl)).body;
        assert_eq!(jsonl.lines().count() + 1, csv.lines().count(), "{path}");
        let nothing = site.get(path);
        assert_eq!(nothing.problem(), (400, "parameter".to_owned()));
        let explained = site.get(&address(path, &[CONCEPTS, ("explain", "true")]));
        assert_eq!(explained.status, StatusCode::OK, "{path}");
        assert_eq!(explained.body.matches("\"explanation\"").count(), 2, "{path}");
    }
    let trend = site.get(&address("/api/v1/trend", &[CONCEPTS, ("concept", "坏: (")])).json();
    assert_eq!(trend["series"].as_array().unwrap().len(), 2);
    assert_eq!(trend["series"][1]["concept"], "律师");
    assert_eq!(trend["remarks"][0]["kind"], "codebook");
    for path in ["/api/v1/mentions", "/api/v1/coverage", "/api/v1/trend"] {
        let both = site.get(&address(path, &[CONCEPTS, ("q", "三项制度")]));
        assert_eq!(both.problem(), (400, "codebook".to_owned()));
        let outline = site.get(&format!("{path}?codebook=outline")).json();
        let answers = outline["concepts"].as_array().or(outline["series"].as_array()).unwrap();
        assert!(answers.len() >= 30, "{path}");
    }
}

#[test]
fn the_page_of_counties_shows_one_of_the_concepts_and_leads_to_the_others() {
    let site = site();
    let page = site.get(&address("/coverage", &[CONCEPTS, ("kind", "法治")])).body;
    assert!(page.contains("<h2 lang=\"zh\"><bdi>三项制度</bdi></h2>"), "{page}");
    let other = address("/coverage", &[("kind", "法治"), CONCEPTS, ("label", "律师")]);
    assert!(page.contains(&format!("href=\"{}\"", other.replace('&', "&amp;"))), "{page}");
    // Its figures are those of the query by itself, and lead to the same passages.
    let one = site.get(&address("/coverage", &[("q", "三项制度"), ("kind", "法治")])).body;
    let body = |page: &str| {
        let (_, table) =
            page.split_once("<tbody>").map_or(("", page), |_| page.rsplit_once("<tbody>").unwrap());
        table.split_once("</tbody>").unwrap().0.to_owned()
    };
    let figures =
        |page: &str| body(page).split("<td").skip(1).map(str::to_owned).collect::<Vec<_>>();
    let strip =
        |cells: Vec<String>| cells.into_iter().filter(|it| it.contains("href")).collect::<Vec<_>>();
    let expected = strip(figures(&one));
    let found = strip(figures(&page));
    assert_eq!(found.len(), expected.len());
    for (cell, expected) in found.iter().zip(&expected) {
        let text = |cell: &str| cell.rsplit_once("\">").unwrap().1.to_owned();
        assert_eq!(text(cell), text(expected));
    }
    let passages = found.iter().find(|it| it.contains("q=三项制度")).unwrap();
    let url =
        passages.split_once("href=\"").unwrap().1.split('"').next().unwrap().replace("&amp;", "&");
    assert!(site.get(&url).body.contains("1 份报告中有 1 份提及"), "{url}");
    // The second concept, and its files, which have all concepts.
    let page = site.get(&other).body;
    assert!(
        page.contains("法律顾问 OR 公职律师") && page.contains("q=法律顾问+OR+公职律师"),
        "{page}"
    );
    let file = address(
        "/api/v1/coverage",
        &[
            ("kind", "法治"),
            CONCEPTS,
            ("rows", "county"),
            ("columns", "year"),
            ("format", "csv"),
            ("bom", "1"),
        ],
    );
    assert!(page.contains(&format!("href=\"{}\"", file.replace('&', "&amp;"))), "{page}");
    assert!(site.get(&file).body.contains("\n律师,"));
    let trend = address("/trend", &[("kind", "法治"), CONCEPTS]);
    assert!(
        page.contains(&format!("href=\"{}\"", trend.replace('&', "&amp;"))),
        "the other pages: {page}"
    );
    let none = site.get(&address("/coverage", &[CONCEPTS, ("label", "没有")])).body;
    assert!(none.contains("概念表中没有这个概念"), "{none}");
    let both = site.get(&address("/coverage", &[CONCEPTS, ("q", "甲")]));
    assert_eq!(both.status, StatusCode::BAD_REQUEST);
    assert!(
        both.body.contains("检索式和概念表不能同时使用")
            && both.body.contains("公职律师</textarea>")
    );
    let bad = site.get(&address("/coverage", &[("concept", "三项制度\n(三项")])).body;
    assert!(bad.contains("概念表第 2 行"), "{bad}");
}

#[test]
fn the_page_of_years_has_a_series_for_each_concept() {
    let site = site();
    let page = site.get(&address("/trend", &[CONCEPTS])).body;
    assert!(
        page.contains("<b lang=\"zh\"><bdi>律师</bdi></b>") && page.contains("<figure"),
        "{page}"
    );
    assert!(page.contains("href=\"/?q=法律顾问+OR+公职律师&amp;year=2021\""), "{page}");
    let file = address("/api/v1/trend", &[CONCEPTS, ("format", "csv"), ("bom", "1")]);
    assert!(page.contains(&format!("href=\"{}\"", file.replace('&', "&amp;"))), "{page}");
    assert_eq!(site.get(&file).body.lines().count(), 1 + 2 * 3);
    let outline = site.get("/trend?codebook=outline").body;
    assert!(
        outline.contains("条线在一张图上难以分辨") && !outline.contains("<figure"),
        "{outline}"
    );
    assert!(
        outline.contains("href=\"/panel?codebook=outline&amp;by=year&amp;measure=share\""),
        "{outline}"
    );
    assert!(outline.contains("option value=\"outline\" selected"), "{outline}");
    let own = site
        .get(&address("/trend", &[("concept", "某年: 年度:2021 三项制度\n律师: 法律顾问")]))
        .body;
    assert!(own.contains("某年：检索式自带条件，3 份报告中只计入 2 份"), "{own}");
    assert!(own.contains("报告不符合条件"), "{own}");
}

/// Returns the texts of what a selector finds.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    Html::parse_document(page).select(&selector).map(|it| it.text().collect()).collect()
}

/// Returns the addresses of links.
fn links(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    page.select(&selector).filter_map(|it| it.attr("href").map(str::to_owned)).collect()
}

#[test]
fn rows_are_ordered_by_name_and_by_each_column_and_narrowed() {
    let site = site();
    let names = |own: &[(&str, &str)]| {
        let asked = [&[CONCEPTS][..], own].concat();
        texts(&site.get(&address("/panel", &asked)).body, "#table tbody th bdi")
    };
    let (lushi, youyang) = ("卢氏县", "酉阳土家族苗族自治县");
    assert_eq!(names(&[]), [lushi, youyang]);
    // By the letters of the names, lushi and youyang.
    assert_eq!(names(&[("order", "least"), ("of", "name")]), [lushi, youyang]);
    assert_eq!(names(&[("order", "most"), ("of", "name")]), [youyang, lushi]);
    assert_eq!(names(&[("order", "least"), ("of", "held")]), [youyang, lushi]);
    assert_eq!(names(&[("order", "most"), ("of", "held")]), [lushi, youyang]);
    // 三项制度 is the first concept: three mentions, and none.
    assert_eq!(names(&[("order", "least"), ("of", "1")]), [youyang, lushi]);
    assert_eq!(names(&[("order", "most"), ("of", "2"), ("measure", "share")]), [lushi, youyang]);
    assert_eq!(names(&[("order", "most"), ("of", "9")]), [lushi, youyang]);
    assert_eq!(names(&[("name", "酉阳")]), [youyang]);
    // The divisions around it count too.
    assert_eq!(names(&[("name", "三门峡")]), [lushi]);
    // Reports are narrowed by what is shown of them.
    let reports = names(&[("by", "report"), ("name", "卢氏县司法局2023")]);
    assert_eq!(reports, ["河南省卢氏县司法局2023年法治政府建设工作报告"]);
    // Each head leads to the order, and its files have all rows.
    let page = site.get(&address("/panel", &[CONCEPTS, ("name", "县")])).body;
    let heads = links(&page, "#table thead a");
    assert_eq!(heads.len(), 4, "{heads:?}");
    for head in heads {
        let ordered = site.get(head.split('#').next().unwrap()).body;
        assert_eq!(texts(&ordered, "#table th[aria-sort]").len(), 1, "{head}");
        assert_eq!(texts(&ordered, "#table tbody tr").len(), 2, "{head}: the name is kept");
        let files = links(&ordered, ".downloads a");
        let is_whole = |url: &String| !url.contains("of=") && !url.contains("name=");
        assert!(files.len() > 3 && files.iter().all(is_whole), "{files:?}");
    }
    let none = site.get(&address("/panel", &[CONCEPTS, ("name", "无此县")])).body;
    assert!(none.contains("没有符合条件的行。") && none.contains("name=\"name\""), "{none}");
}

#[test]
fn rows_are_paged_in_the_order_that_is_asked_for() {
    let told: Vec<(String, String)> = (1..=130)
        .map(|number| {
            let title = format!("云岫县第{number}农业局2023年法治政府建设工作报告");
            (format!("{number:03}.txt"), report(&title, &"三项制度。".repeat(number % 7)))
        })
        .collect();
    let reports: Vec<(&str, &str)> =
        told.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::new(&reports, ServerOptions::default());
    let figures = |own: &[(&str, &str)]| {
        let asked = [&[("concept", "三项制度"), ("by", "report")][..], own].concat();
        let page = site.get(&address("/panel", &asked)).body;
        let of_row: Vec<String> = texts(&page, "#table tbody td:last-child");
        let names = texts(&page, "#table tbody th bdi");
        let rows: Vec<(String, u64)> =
            names.into_iter().zip(of_row.iter().map(|it| it.parse().unwrap())).collect();
        (rows, links(&page, "#table a[rel=next]"))
    };
    for own in [&[][..], &[("order", "most"), ("of", "1")], &[("order", "least"), ("of", "name")]] {
        let (mut rows, next) = figures(own);
        assert_eq!((rows.len(), next.len()), (100, 1), "{own:?}");
        assert!(next[0].contains("page=2#table"), "{next:?}");
        rows.extend(figures(&[own, &[("page", "2")]].concat()).0);
        assert_eq!(rows.len(), 130, "{own:?}");
        let unique: std::collections::BTreeSet<&String> = rows.iter().map(|(it, _)| it).collect();
        assert_eq!(unique.len(), 130, "each row is on one page");
        if own.contains(&("of", "1")) {
            assert!(rows.is_sorted_by(|a, b| a.1 >= b.1), "{rows:?}");
        }
    }
}

#[test]
fn a_report_leads_back_to_the_table() {
    let site = site();
    let asked = [CONCEPTS, ("by", "report"), ("order", "most"), ("of", "1"), ("kind", "法治")];
    let table = site.get(&address("/panel", &asked)).body;
    let urls = links(&table, "#table tbody a");
    assert_eq!(urls.len(), 9, "a name and two figures in each row: {urls:?}");
    for url in urls {
        let report = site.get(&url).body;
        let [back] = &links(&report, "a[data-way=back]")[..] else { panic!("{url}: {report}") };
        assert!(back.ends_with("#table"), "{back}");
        let again = site.get(back.split('#').next().unwrap()).body;
        assert_eq!(texts(&again, "#table tbody td"), texts(&table, "#table tbody td"), "{back}");
        assert!(!again.contains("本页不认识"), "{again}");
    }
}
