//! Links to passages and reports ask what their page asks, and find what it counts.

use axum::http::StatusCode;

use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report};

/// Returns a server over reports that use other names, marks and characters for one thing.
fn site() -> Site {
    let reports: Vec<(String, String)> = [
        ("1.txt", "云岫县", 2021, "三项制度。行政执法公示制度。"),
        ("2.txt", "石燕县", 2021, "“三项”制度，普法宣传。"),
        ("3.txt", "云岫县", 2023, "三項制度，執法全過程記錄制度。"),
        ("4.txt", "云岫县", 2022, "普法宣传。"),
    ]
    .iter()
    .map(|(name, place, year, text)| {
        let title = format!("{place}司法局{year}年法治政府建设工作报告");
        ((*name).to_owned(), report(&title, text))
    })
    .collect();
    let reports: Vec<(&str, &str)> =
        reports.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Site::new(&reports, ServerOptions::default())
}

fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Returns the links of a page that begin with a path, as they lead on.
fn links(page: &str, path: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with(path)).map(|link| link.replace("&amp;", "&")).collect()
}

/// The ways in which a question can be asked.
const WAYS: [&[(&str, &str)]; 4] =
    [&[], &[("aliases", "1")], &[("mode", "strict"), ("aliases", "1")], &[("mode", "words")]];

#[test]
fn a_link_asks_what_its_page_asks() {
    let site = site();
    let concept = ("concept", "三项制度");
    let pages: [(&str, &[(&str, &str)]); 9] = [
        ("/", &[("q", "三项制度")]),
        ("/coverage", &[("q", "三项制度"), ("rows", "year"), ("columns", "agency")]),
        ("/coverage", &[("q", "三项制度"), ("rows", "report"), ("columns", "year")]),
        ("/trend", &[("q", "三项制度"), ("with", "制度"), ("by", "year")]),
        ("/kwic", &[("q", "三项制度")]),
        ("/kwic", &[("q", "三项制度"), ("group", "left")]),
        ("/kwic", &[("q", "三项制度"), ("collocates", "1"), ("least", "1")]),
        ("/panel", &[concept, ("by", "year")]),
        ("/panel", &[concept, ("by", "report")]),
    ];
    for (path, own) in pages {
        for way in WAYS {
            let asked = [own, way, &[("part", "举措")]].concat();
            let page = site.get(&format!("{path}?{}", query(&asked)));
            assert_eq!(page.status, StatusCode::OK, "{path} {asked:?}");
            let to_passages = [links(&page.body, "/?"), links(&page.body, "/reports/")].concat();
            // A page of groups leads on to its own rows.
            assert!(!to_passages.is_empty() || own.len() > 1, "{path} {asked:?}");
            // A link without a query leads to reports that do not have it.
            for link in to_passages.iter().filter(|link| link.contains("q=")) {
                for (name, value) in way.iter().chain(&[("part", "举措")]) {
                    // Facets and the condition itself lead to a page without it.
                    let is_condition = *name == "part";
                    let is_kept = link.contains(&format!("{name}={value}"))
                        || link.contains(&query(&[(name, value)]));
                    assert!(is_kept || is_condition && !link.starts_with("/reports/"), "{link}");
                }
            }
        }
    }
}

#[test]
fn a_link_finds_what_its_row_counts() {
    let site = site();
    for way in WAYS {
        for (path, own) in [("/trend", ("q", "三项制度")), ("/panel", ("concept", "三项制度"))]
        {
            let asked = [&[own, ("by", "year"), ("part", "举措")], way].concat();
            let page = site.get(&format!("{path}?{}", query(&asked))).body;
            let (_, table) = page.split_once("<tbody>").unwrap();
            // A figure of 0 leads to the reports without a mention, and the name of a row to all of them.
            let figures = links(table, "/?").into_iter().filter(|link| link.contains("q="));
            let (links, absent): (Vec<String>, Vec<String>) =
                figures.partition(|link| !link.contains("absent=1"));
            for link in absent {
                assert!(site.get(&link).body.contains("没有提及“三项制度”"), "{link}");
            }
            let rows = site.get(&format!("/api/v1{path}?{}", query(&asked))).json();
            let rows = if path == "/trend" { &rows["series"][0]["rows"] } else { &rows["rows"] };
            let figures = |row: &serde_json::Value| {
                if path == "/trend" { row.clone() } else { row["cells"][0].clone() }
            };
            let counted: Vec<_> = rows.as_array().unwrap().iter().map(figures).collect();
            let counted: Vec<_> = counted.iter().filter(|it| it["reports"] != 0).collect();
            assert_eq!(links.len(), counted.len(), "{path} {asked:?}");
            assert!(!links.is_empty(), "{path} {asked:?}");
            for (link, counted) in links.iter().zip(counted) {
                let found = site.get(&link.replacen("/?", "/api/v1/search?", 1)).json();
                for count in ["reports", "sections", "mentions"] {
                    assert_eq!(found["counts"][count], counted[count], "{link} {count}");
                }
            }
        }
    }
}
