//! The page of a trend as it is answered: the drawing, the figures, what leads on from them.

use axum::http::{Request, StatusCode};

use crate::web::state::ServerOptions;
use crate::web::testing::{Answer, Site, report};

/// Returns an address with its parameters written out.
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

fn get(site: &Site, path: &str, parameters: &[(&str, &str)]) -> Answer {
    let answer = site.get(&address(path, parameters));
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer
}

/// Returns an address as it stands in a page.
fn linked(path: &str, parameters: &[(&str, &str)]) -> String {
    format!("href=\"{}\"", address(path, parameters).replace('&', "&amp;"))
}

#[test]
fn the_page_holds_the_drawing_that_can_be_taken_away() {
    let site = site();
    let asked = [("q", "三项制度"), ("year", "2021-2023"), ("with", "法律顾问")];
    let page = get(&site, "/trend", &asked).body;
    let taken = [&asked[..], &[("lang", "zh"), ("format", "svg")]].concat();
    assert!(page.contains(&linked("/api/v1/trend", &taken)), "{page}");
    let file = get(&site, "/api/v1/trend", &taken);
    assert_eq!(file.header("content-type"), "image/svg+xml; charset=utf-8");
    let named = "attachment; filename=\"chabao-trend.svg\"; \
                 filename*=UTF-8''chabao-trend-%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6-20";
    assert!(file.header("content-disposition").starts_with(named), "{file:?}");
    assert!(page.contains(&file.body), "{page}");
    assert!(file.body.contains("“三项制度”“法律顾问”历年提及情况"));
    assert!(file.body.contains("年度:2021-2023"), "its conditions go round with it");
    assert_eq!(page.matches("role=\"img\"").count(), 2, "one for desks and one for telephones");
    let table = [&asked[..], &[("format", "csv"), ("bom", "1")]].concat();
    assert!(page.contains(&linked("/api/v1/trend", &table)));
    assert_eq!(get(&site, "/api/v1/trend", &table).body.lines().count(), 1 + 2 * 3);
    let workbook = [&asked[..], &[("format", "xlsx")]].concat();
    assert!(page.contains(&linked("/api/v1/trend", &workbook)));
    assert!(page.contains(&linked("/api/v1/trend", &asked)), "JSON: {page}");
}

#[test]
fn a_query_of_titles_is_met_and_nothing_is_counted_as_a_mention() {
    let site = site();
    let asked = [("q", "标题:酉阳")];
    let page = get(&site, "/trend", &asked).body;
    let main = page.split("<div class=\"ground\">").nth(1).unwrap();
    assert!(main.contains("历年符合情况") && main.contains("符合的报告"), "{main}");
    for word in ["提及", "每万字", "作为文字", "0.00"] {
        assert!(!main.contains(word), "{word}: {main}");
    }
    let json = get(&site, "/api/v1/trend", &asked).json();
    let row = &json["series"][0]["rows"][0];
    assert_eq!((&row["reports"], &row["mentions"]), (&1.into(), &serde_json::Value::Null));
    let table = [&asked[..], &[("format", "csv")]].concat();
    let csv = get(&site, "/api/v1/trend", &table).body;
    assert!(csv.contains("\n标题:酉阳,2021,,mentions,2,1,50,"), "{csv}");
    let line = csv.lines().nth(1).unwrap();
    let cells: Vec<&str> = line.split(',').collect();
    assert_eq!((cells[8], cells[10]), ("", ""), "{line}");
    // Beside a term, it has shares, and no mentions.
    let both = [("q", "标题:酉阳"), ("with", "三项制度"), ("measure", "mentions")];
    let page = get(&site, "/trend", &both).body;
    assert!(page.contains("不计提及") && page.contains("每万字提及次数"), "{page}");
}

#[test]
fn several_queries_have_a_ground_and_an_axis_that_can_be_fitted() {
    let site = site();
    let asked = [("q", "三项制度"), ("with", "法律顾问")];
    let page = get(&site, "/trend", &asked).body;
    assert!(page.contains("2 个检索式，分别统计；计入 3 份报告"), "{page}");
    assert!(page.contains("class=\"read-as index-day\""), "{page}");
    let fitted = [&asked[..], &[("fit_axis", "1")]].concat();
    let link = linked("/trend", &fitted);
    let link = format!("{}#chart\"", link.trim_end_matches('"'));
    assert!(page.contains(&link), "{link}: {page}");
    let page = get(&site, "/trend", &fitted).body;
    let file = [&fitted[..], &[("lang", "zh"), ("format", "svg")]].concat();
    assert!(page.contains(&linked("/api/v1/trend", &file)), "{page}");
    assert!(page.contains(&get(&site, "/api/v1/trend", &file).body), "{page}");
    // Bars begin at 0.
    let bars = get(&site, "/trend", &[asked[0], ("by", "province")]).body;
    assert!(!bars.contains("fit_axis"), "{bars}");
}

#[test]
fn the_drawing_speaks_the_language_of_the_page() {
    let site = site();
    let english =
        Request::get(address("/trend", &[("q", "三项制度")])).header("accept-language", "en");
    let page = site.ask(english).body;
    assert!(page.contains("Mentions per 10,000 characters") && !page.contains("每万字"));
    let file = [("q", "三项制度"), ("lang", "en"), ("format", "svg")];
    assert!(page.contains(&linked("/api/v1/trend", &file)));
    assert!(page.contains(&get(&site, "/api/v1/trend", &file).body));
    // Without the parameter a program gets the same drawing whoever it is.
    let plain = [file[0], file[2]];
    let plain = Request::get(address("/api/v1/trend", &plain)).header("accept-language", "en");
    assert!(site.ask(plain).body.contains("每万字提及次数"));
}

#[test]
fn a_row_leads_to_just_the_passages_it_counts() {
    let site = site();
    let page =
        get(&site, "/trend", &[("q", "三项制度"), ("year", "2020-2023"), ("kind", "法治")]).body;
    let of_year = [("q", "三项制度"), ("kind", "法治"), ("year", "2023")];
    assert!(page.contains("href=\"/?q=三项制度&amp;kind=法治&amp;year=2023\""), "{page}");
    let found = get(&site, "/", &of_year).body;
    assert!(found.contains("1 份报告中有 1 份提及（100%），共 1 节、2 处"), "{found}");
    assert!(page.contains("统计范围内没有这一年度的报告"));
    let page =
        get(&site, "/trend", &[("q", "三项制度"), ("by", "county"), ("mode", "strict")]).body;
    let of_county = "href=\"/?mode=strict&amp;q=三项制度&amp;county=411224卢氏县\"";
    assert!(page.contains(of_county), "{page}");
    // Nothing is found there, and so nothing leads on.
    let (_, table) = page.split_once("id=\"figures\"").unwrap();
    assert!(
        table.contains("<bdi>酉阳土家族苗族自治县</bdi>") && !table.contains("500242"),
        "{table}"
    );
}

#[test]
fn queries_are_added_and_taken_off_without_script() {
    let site = site();
    let asked = [("q", "三项制度"), ("with", "法律顾问"), ("with", "a，b"), ("by", "part")];
    let page = get(&site, "/trend", &asked).body;
    let fields = page.matches("type=\"search\" name=\"with\"").count();
    assert_eq!(fields, 3, "one for each and an empty one");
    assert!(page.contains("value=\"a，b\""), "a comma belongs to a query: {page}");
    let without = [("q", "三项制度"), ("with", "a，b"), ("by", "part")];
    assert!(page.contains(&linked("/trend", &without)), "{page}");
    assert!(page.contains("<option value=\"part\" selected>部分</option>"), "{page}");
    let full = [("q", "甲"), ("with", "乙"), ("with", "丙"), ("with", "丁"), ("with", "戊")];
    assert_eq!(
        get(&site, "/trend", &full).body.matches("type=\"search\" name=\"with\"").count(),
        4
    );
    let more = [&full[..], &[("with", "己")]].concat();
    let refused = site.get(&address("/trend", &more));
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    // Where only those beside it are left they are what is asked.
    let page = get(&site, "/trend", &[("q", ""), ("with", "法律顾问")]).body;
    assert!(page.contains("“法律顾问”历年提及情况"), "{page}");
    let taken = [("with", "法律顾问"), ("lang", "zh"), ("format", "svg")];
    assert!(page.contains(&linked("/api/v1/trend", &taken)));
}

#[test]
fn a_query_beside_the_first_that_cannot_be_read_is_told_like_the_first() {
    let site = site();
    let asked = [("q", "三项制度"), ("with", "法律顾问 ("), ("by", "county")];
    let page = site.get(&address("/trend", &asked));
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("检索式无法读取") && page.body.contains("法律顾问 ("), "{page:?}");
    assert!(page.body.contains("<option value=\"county\" selected>"), "the form is as it was");
    let told = site.get(&address("/api/v1/trend", &asked));
    assert_eq!(told.problem(), (400, "query".to_owned()));
    assert_eq!(told.json()["at"], 6);
    // Without a first query those beside it are counted by themselves, and without any what is held.
    let alone = site.get(&address("/api/v1/trend", &[("with", "法律顾问")])).json();
    let terms: Vec<&str> = alone["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["query"].as_str().unwrap())
        .collect();
    assert_eq!(terms, ["法律顾问"]);
    let held = site.get("/api/v1/trend").json();
    assert_eq!(
        (&held["series"][0]["query"], &held["series"][0]["ground"]["reports"]),
        (&"".into(), &3.into())
    );
}

#[test]
fn each_query_is_counted_by_itself() {
    let site = site();
    let asked = [("q", "三项制度"), ("with", "法律顾问 年度:2021")];
    let told = get(&site, "/api/v1/trend", &asked).json();
    let counts = |at: usize| {
        let series = &told["series"][at];
        (series["counts"]["mentions"].clone(), series["ground"]["reports"].clone())
    };
    assert_eq!((counts(0), counts(1)), ((3.into(), 3.into()), (1.into(), 2.into())));
    let page = get(&site, "/trend", &asked).body;
    for ground in [
        "3 份报告中有 2 份提及（66.7%），共 2 节、3 处",
        "2 份报告中有 1 份提及（50.0%），共 1 节、1 处",
    ] {
        assert!(page.contains(ground), "{ground}: {page}");
    }
}

#[test]
fn without_a_query_the_page_tells_what_is_held() {
    let site = site();
    let page = get(&site, "/trend", &[]).body;
    assert!(page.contains("收有 3 份报告") && page.contains("所收报告（按年度）"), "{page}");
    assert!(page.contains(&linked("/api/v1/trend", &[("format", "csv"), ("bom", "1")])));
    assert!(page.contains(&linked("/", &[("year", "2021")])), "{page}");
    let nothing = get(&site, "/trend", &[("q", "三项制度"), ("year", "1999")]).body;
    assert!(
        nothing.contains("没有符合这些条件的报告。") && !nothing.contains("<figure"),
        "{nothing}"
    );
    let silent = get(&site, "/trend", &[("q", "查无此词")]).body;
    assert!(silent.contains("没有一份报告提及。") && silent.contains("mode=words"), "{silent}");
}

#[test]
fn a_hostile_query_stays_text_in_the_picture() {
    let site = site();
    let hostile = "\"</title></svg><script>alert(1)</script>\"";
    for by in ["year", "county"] {
        let asked = [("q", hostile), ("with", hostile), ("by", by)];
        let page = get(&site, "/trend", &asked).body;
        assert!(page.contains("&lt;/title&gt;&lt;/svg&gt;&lt;script&gt;alert(1)"), "{page}");
        assert!(!page.contains("<script>") && !page.contains("style="), "{page}");
        assert_eq!(page.matches("</svg>").count(), page.matches("<svg ").count());
        assert_eq!(page.matches("role=\"img\"").count(), 2);
    }
}

#[test]
fn several_queries_stand_side_by_side_in_one_table() {
    let site = site();
    let asked = [("q", "三项制度"), ("with", "法律顾问"), ("by", "county")];
    let page = get(&site, "/trend", &asked).body;
    assert_eq!(page.matches("<table").count(), 1, "{page}");
    let counted = get(&site, "/api/v1/trend", &asked).json();
    for (at, term) in ["三项制度", "法律顾问"].iter().enumerate() {
        assert!(page.contains(&format!("<bdi lang=\"zh\">{term}</bdi>")), "{page}");
        let row = &counted["series"][at]["rows"][0];
        let [reports, held] = ["reports", "held"].map(|name| row[name].as_u64().unwrap());
        let share = crate::present::percent(reports, held);
        assert!(page.contains(&format!(">{share}</a></td>")), "{share}: {page}");
    }
    let mentions = get(&site, "/trend", &[&asked[..], &[("measure", "mentions")]].concat()).body;
    let cell = "county=411224卢氏县\">3</a></td>";
    assert!(mentions.contains(cell), "{mentions}");
    // A county without a mention is a 0 without a link.
    assert!(mentions.contains("<td class=\"number\"><span>0</span></td>"), "{mentions}");
}

#[test]
fn a_table_is_ordered_by_a_column_and_narrowed_to_names() {
    let site = site();
    let names = |parameters: &[(&str, &str)]| -> Vec<String> {
        let asked = [&[("q", "三项制度"), ("by", "county")], parameters].concat();
        let page = get(&site, "/trend", &asked).body;
        let (_, body) = page.split_once("<tbody>").unwrap();
        let (body, _) = body.split_once("</tbody>").unwrap();
        let names = body.split("<bdi>").skip(1).filter_map(|rest| rest.split('<').next());
        names.map(str::to_owned).collect()
    };
    let (lushi, youyang) = ("卢氏县", "酉阳土家族苗族自治县");
    assert_eq!(names(&[]), [lushi, youyang]);
    assert_eq!(names(&[("of", "held"), ("order", "least")]), [youyang, lushi]);
    assert_eq!(names(&[("of", "share"), ("order", "most")]), [lushi, youyang]);
    assert_eq!(names(&[("name", "酉阳")]), [youyang]);
    // The divisions around it count too.
    assert_eq!(names(&[("name", "三门峡")]), [lushi]);
    let page = get(&site, "/trend", &[("q", "三项制度"), ("by", "county"), ("name", "无")]).body;
    assert!(page.contains("没有符合条件的行。"), "{page}");
    // The files have all rows in the order of the table.
    let csv = linked(
        "/api/v1/trend",
        &[("q", "三项制度"), ("by", "county"), ("format", "csv"), ("bom", "1")],
    );
    assert!(page.contains(&csv), "{page}");
}
