//! The page says what the API says, and every number leads to what it counts.

use axum::http::StatusCode;

use crate::web::state::ServerOptions;
use crate::web::testing::{Site, report, versioned_report};

fn site() -> Site {
    let lushi = "河南省三门峡市卢氏县司法局2021年法治政府建设工作报告";
    Site::new(
        &[
            ("1.txt", &report(lushi, "法律顾问。")),
            ("卢氏/2023.txt", &report(&lushi.replace("2021", "2023"), "三项制度。")),
            ("2.txt", &report("某局法治政府建设工作报告", "普法宣传。")),
            ("3.txt", &versioned_report(120, "2024年1月10日")),
            ("4.txt", &versioned_report(121, "2024年1月30日")),
            ("空.txt", ""),
        ],
        ServerOptions::default(),
    )
}

#[test]
fn the_page_holds_the_figures_of_the_api() {
    let site = site();
    let page = site.get("/corpus").body;
    let corpus = site.get("/api/v1/corpus").json();
    let extent = &corpus["extent"];
    assert_eq!(extent["counts"]["reports"], corpus["ground"]["reports"]);
    let sentence = format!("收有 {} 份报告，2021—2023 年", extent["counts"]["reports"]);
    assert!(page.contains(&sentence), "{sentence}: {page}");
    for (value, reports) in [("2021", 1), ("2022", 0)] {
        let columns = corpus["held"]["columns"].as_array().unwrap();
        let column = columns.iter().find(|column| column["value"] == value).unwrap();
        assert_eq!(column["total"]["held"], reports, "{value}");
    }
    // The year in between has no report: it is hatched.
    assert!(page.contains("<td class=\"none\">"), "{page}");
    assert_eq!(corpus["uncounted"][0]["duplicate"], "older-version");
    assert!(
        page.contains("旧版：已计入较新的一版 <span class=\"count\">1 个文件</span>"),
        "{page}"
    );
    let own = corpus["uncounted"][0]["report"].as_str().unwrap();
    assert_ne!(corpus["uncounted"][0]["id"], own);
    assert!(page.contains(&format!("href=\"/reports/{own}?from=%2Fcorpus\"")), "{page}");
    assert_eq!(site.get(&format!("/reports/{own}")).status, StatusCode::OK);
    assert_eq!(corpus["unreadable"][0]["path"], "空.txt");
    assert!(page.contains("空.txt</bdi> — <span>文件是空的</span>"), "{page}");
    // The folder is named from the root of the machine.
    let folder = site.path("reports").display().to_string();
    assert!(!page.contains(&folder) && !corpus.to_string().contains(&folder), "{folder}");
}

#[test]
fn every_kind_of_notes_leads_to_its_reports() {
    let site = site();
    let corpus = site.get("/api/v1/corpus").json();
    let notes = corpus["notes"].as_array().unwrap();
    assert!(notes.len() > 1, "{notes:?}");
    for note in notes {
        let (kind, reports) = (note["note"].as_str().unwrap(), note["reports"].as_u64().unwrap());
        let list = site.get(&format!("/api/v1/reports?note={kind}")).json();
        assert_eq!(list["lists"]["reports"]["total"], reports, "{kind}");
        let page = site.get(&format!("/corpus?note={kind}"));
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.body.matches("href=\"/reports/").count() as u64, reports, "{kind}");
    }
    let all = site.get("/api/v1/reports?notes=true").json();
    let all = all["lists"]["reports"]["total"].as_u64().unwrap();
    assert!(notes.iter().all(|note| note["reports"].as_u64().unwrap() <= all));
    let wrong = site.get("/api/v1/reports?note=no-such");
    assert_eq!(wrong.problem(), (400, "parameter".to_owned()));
}

#[test]
fn reports_lead_back_to_the_list_they_were_opened_from() {
    let site = site();
    for (list, back) in
        [("/corpus?note=no-region", "/corpus?note=no-region"), ("/corpus", "/corpus#uncounted")]
    {
        let page = site.get(list).body;
        let link = page.split("href=\"").find(|it| it.starts_with("/reports/")).unwrap();
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let report = site.get(&link).body;
        let way = format!("<a data-way=\"back\" href=\"{back}\">← 回到列表</a>");
        assert!(report.contains(&way), "{link}: {report}");
    }
}

#[test]
fn the_table_has_a_row_for_every_figure() {
    let site = site();
    let corpus = site.get("/api/v1/corpus").json();
    let csv = site.get("/api/v1/corpus?format=csv").body;
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    let of = |list: &str| rows.iter().filter(|row| row.starts_with(&format!("{list},"))).count();
    let len = |list: &str| corpus[list].as_array().unwrap().len();
    let (years, provinces) =
        (corpus["held"]["columns"].as_array().unwrap(), corpus["held"]["rows"].as_array().unwrap());
    assert_eq!(of("year"), years.len());
    assert_eq!(of("province"), years.len() * provinces.len());
    assert_eq!(of("kind"), len("kinds"));
    assert_eq!(of("level"), len("levels"));
    assert_eq!(of("note"), len("notes"));
    assert_eq!(of("copy") + of("older-version"), len("uncounted"));
    assert_eq!(of("unreadable"), len("unreadable"));
    assert!(csv.contains("\nprovince,河南省,410000,2022,0,\n"), "{csv}");
    let lines = site.get("/api/v1/corpus?format=jsonl").body;
    assert_eq!(lines.lines().count(), rows.len());
    let workbook = site.get("/api/v1/corpus?format=xlsx");
    assert_eq!(workbook.status, StatusCode::OK);
}

#[test]
fn home_says_what_is_held_and_from_when() {
    let site = site();
    let home = site.get("/").body;
    let extent = site.get("/corpus").body;
    let sentence =
        extent.split("<p class=\"extent\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(home.contains(sentence), "{sentence}: {home}");
    assert!(home.contains("href=\"/corpus\""), "{home}");
    // Narrowed, the sentence would be about something else.
    assert!(!site.get("/?year=2021").body.contains("class=\"extent\""));
}
