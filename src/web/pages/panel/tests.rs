//! The page of concepts as it is answered.

use axum::http::StatusCode;

use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

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
    assert!(found.contains("1 份报告中有 1 份提及，共 1 节、2 处"), "{found}");
    assert!(page.body.contains("<td class=\"level-0\">0</td>"), "{}", page.body);
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
    assert!(page.contains("三项制度</textarea>") && page.contains("<table>"), "{page}");
}
