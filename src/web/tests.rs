//! The router as a function: what is answered, what is refused, and what never leaves.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::testing::{Site, report, versioned_report};
use crate::index::IndexReader;
use crate::present::{CitationForm, TableForm, hit_table};
use crate::query::Query;
use crate::report::Date;
use crate::search::{self, Answer, Results};
use crate::web::http::access::{Access, Token};
use crate::web::http::limits::{Cost, Limits};
use crate::web::http::problem::Problem;
use crate::web::state::ServerOptions;

/// Every address that is answered, without those of single reports.
const ADDRESSES: [&str; 27] = [
    "/",
    "/?lang=en",
    "/?q=%E5%88%B6%E5%BA%A6",
    "/?q=%E5%88%B6%E5%BA%A6&lang=en",
    "/coverage?q=%E5%88%B6%E5%BA%A6",
    "/trend",
    "/trend?q=%E5%88%B6%E5%BA%A6",
    "/trend?q=%E5%88%B6%E5%BA%A6&with=%E6%B3%95%E5%BE%8B&by=agency&lang=en",
    "/help",
    "/help/query?lang=en",
    "/style.css",
    "/script.js",
    "/api/v1/search?q=%E5%88%B6%E5%BA%A6&facet=year,region,agency,part",
    "/api/v1/search?q=%E5%88%B6%E5%BA%A6&mode=words",
    "/api/v1/search?q=%E5%88%B6%E5%BA%A6&format=csv",
    "/api/v1/mentions?q=%E5%88%B6%E5%BA%A6&by=report",
    "/api/v1/mentions?q=%E5%88%B6%E5%BA%A6&by=report&format=csv",
    "/api/v1/mentions?q=%E6%B3%95%E5%BE%8B&by=report&format=csv&absent",
    "/api/v1/trend?q=%E5%88%B6%E5%BA%A6&with=%E6%B3%95%E5%BE%8B",
    "/api/v1/trend?q=%E5%88%B6%E5%BA%A6&with=%E6%B3%95%E5%BE%8B&format=svg",
    "/api/v1/facets?by=year,part",
    "/api/v1/reports",
    "/api/v1/reports?format=csv",
    "/api/v1/citations?q=%E5%88%B6%E5%BA%A6&format=bibtex",
    "/api/v1/status",
    "/api/v1/suggest?q=%E4%B8%89",
    "/api/v1/openapi.json",
];

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let site = Site::small();
    let refused =
        ["/nowhere", "/help/nowhere", "/api/v1/nowhere", "/?q=(", "/api/v1/search", "/reports/0"];
    for address in ADDRESSES.iter().chain(&refused) {
        let answer = site.get(address);
        let is_refused = refused.contains(address);
        assert_eq!(answer.status != StatusCode::OK, is_refused, "{address}: {answer:?}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        let kept = if is_refused { "no-store" } else { "no-cache" };
        assert_eq!(answer.header("cache-control"), kept, "{address}");
        assert_eq!(answer.header("etag").is_empty(), is_refused, "{address}");
        let scripts = answer.body.replace("<script src=\"/script.js\" defer></script>", "");
        assert!(!scripts.contains("style=") && !scripts.contains("<script"), "{address}");
    }
}

#[test]
fn what_cannot_be_answered_says_why() {
    let site = Site::small();
    let long = format!("/api/v1/search?q={}", "%E6%B3%95".repeat(501));
    let endless = format!("/api/v1/search?q={}", "a".repeat(8_000));
    for (method, address, status, code) in [
        (Method::GET, "/api/v1/search", 400, "parameter"),
        (Method::GET, "/api/v1/search?q=(", 400, "query"),
        (Method::GET, "/api/v1/search?q=a&limit=201", 400, "parameter"),
        (Method::GET, "/api/v1/search?q=a&colour=red", 400, "parameter"),
        (Method::GET, &long, 400, "parameter"),
        (Method::GET, "/api/v1/facets?region=%E4%BA%9A%E7%89%B9%E5%85%B0", 400, "unknown-region"),
        (Method::GET, "/api/v1/search?q=a&county=%E7%81%AB%E6%98%9F", 400, "unknown-region"),
        (Method::GET, "/api/v1/search?q=%E5%8E%BF:%E7%81%AB%E6%98%9F", 400, "unknown-region"),
        (Method::GET, "/api/v1/panel?concept=%E5%8E%BF:%E7%81%AB%E6%98%9F", 400, "unknown-region"),
        (Method::GET, "/api/v1/why?q=a", 400, "parameter"),
        (Method::GET, "/api/v1/why?report=0123456789ab", 400, "parameter"),
        (Method::GET, "/api/v1/why?q=a&report=0123456789ab", 404, "unknown-report"),
        // Nothing is found by a part of a path here either.
        (Method::GET, "/api/v1/why?q=a&report=2022", 404, "unknown-report"),
        (Method::GET, "/api/v1/suggest", 400, "parameter"),
        (Method::GET, "/api/v1/suggest?q=a&year=2023", 400, "parameter"),
        (Method::GET, "/api/v1/reports/0123456789ab", 404, "unknown-report"),
        // Nothing is found by a part of a path.
        (Method::GET, "/api/v1/reports/2022", 404, "unknown-report"),
        (Method::GET, "/api/v2/search", 404, "not-found"),
        (Method::POST, "/api/v1/search?q=a", 405, "method"),
        (Method::DELETE, "/api/v1/reports", 405, "method"),
        (Method::GET, &endless, 414, "too-long"),
    ] {
        let answer = site.ask(Request::builder().method(method.clone()).uri(address));
        assert_eq!(answer.problem(), (status, code.to_owned()), "{method} {address}");
        assert!(
            answer.json()["hint"].is_string() && !answer.body.contains("`chabao"),
            "{answer:?}"
        );
    }
    let marked = site.get("/api/v1/search?q=a+(").json();
    assert_eq!(
        (marked["at"].as_u64(), marked["message"].as_str().unwrap().lines().count()),
        (Some(3), 3)
    );
    let heavy = Request::get("/api/v1/status").header("x-heavy", "a".repeat(17 << 10));
    assert_eq!(site.ask(heavy).problem(), (431, "too-long".to_owned()));
    let stranger = Request::get("/api/v1/status").header(header::HOST, "evil.example");
    assert_eq!(site.ask(stranger).problem(), (421, "host".to_owned()));
    let refused = site.ask(Request::builder().method(Method::PUT).uri("/"));
    assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET, HEAD"));
    let head = site.ask(Request::head("/api/v1/status"));
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}

#[test]
fn letters_that_several_agencies_have_are_an_error_that_names_them() {
    let site = Site::new(
        &[
            ("1.txt", &report("重庆市商务局2023年法治政府建设工作报告", "落实三项制度。")),
            ("2.txt", &report("重庆市水务局2023年法治政府建设工作报告", "落实三项制度。")),
        ],
        ServerOptions::default(),
    );
    let answer = site.get("/api/v1/search?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6&agency=swj");
    let problem = answer.json();
    assert_eq!(
        (answer.status, &problem["code"]),
        (StatusCode::BAD_REQUEST, &"ambiguous-agency".into())
    );
    for name in ["商务局", "水务局"] {
        assert!(problem["message"].as_str().unwrap().contains(name), "{problem}");
    }
    // One of them is found by its own letters.
    let found =
        site.get("/api/v1/search?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6&agency=shuiwuju").json();
    assert_eq!(found["counts"]["reports"], 1, "{found}");
}

#[test]
fn an_answer_that_is_known_is_not_sent_again_until_the_index_is_written() {
    let site = Site::small();
    let address = "/api/v1/search?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6";
    let first = site.get(address);
    assert_eq!(first.json()["counts"]["mentions"], 2);
    let tag = first.header("etag").to_owned();
    let again = |tag: &str| site.ask(Request::get(address).header("if-none-match", tag));
    for known in [tag.as_str(), &format!("\"other\", W/{tag}"), "*"] {
        let same = again(known);
        assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(same.header("etag"), tag);
    }
    assert_ne!(site.get("/api/v1/search?q=%E5%88%B6%E5%BA%A6").header("etag"), tag);
    let (chinese, english) =
        (site.get("/"), site.ask(Request::get("/").header("accept-language", "en")));
    assert_ne!(chinese.header("etag"), english.header("etag"));
    site.report("2024.txt", &report("云岫县司法局2024年法治政府建设工作报告", "三项制度。"));
    site.index();
    Site::wait();
    let new = again(&tag);
    assert_eq!((new.status, &new.json()["counts"]["mentions"]), (StatusCode::OK, &3.into()));
    assert_eq!(site.told(), [""; 0]);
}

#[test]
fn answers_are_compressed_for_those_who_accept_it() {
    let site = Site::small();
    let packed =
        |address: &str| site.ask(Request::get(address).header("accept-encoding", "br, gzip"));
    let query = "q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6";
    for address in [
        "/",
        "/style.css",
        "/script.js",
        "/api/v1/openapi.json",
        &format!("/?{query}"),
        &format!("/coverage?{query}"),
        &format!("/api/v1/search?{query}"),
        &format!("/api/v1/search?{query}&format=csv"),
        &format!("/api/v1/search?{query}&format=jsonl"),
        &format!("/api/v1/trend?{query}&format=svg"),
        "/api/v1/citations?format=bibtex&cited=2026-01-31",
        "/api/v1/export/sections?format=csv&bom=1",
    ] {
        // The second is the answer that was kept of the first.
        let [plain, first, second] = [site.get(address), packed(address), packed(address)];
        assert_eq!(first.unpacked(), plain.body, "{address}");
        assert_eq!(first.bytes, second.bytes, "{address}");
        assert_eq!(plain.header("content-encoding"), "", "{address}");
        // Each of the two has a tag of its own.
        let [plain_tag, tag] = [&plain, &first].map(|answer| answer.header("etag").to_owned());
        assert_ne!(plain_tag, tag, "{address}");
        for answer in [&plain, &first] {
            assert_eq!(answer.header("vary"), "accept-encoding", "{address}");
        }
        let again = |tag: &str| {
            let request = Request::get(address).header("accept-encoding", "gzip");
            site.ask(request.header("if-none-match", tag))
        };
        let known = again(&tag);
        assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(known.header("vary"), "accept-encoding", "{address}");
        assert_eq!(again(&plain_tag).status, StatusCode::OK, "{address}");
        // Without the body, its headers are those of the answer.
        let head = site.ask(Request::head(address).header("accept-encoding", "gzip"));
        let named = |answer: &super::testing::Answer| {
            let names = ["content-encoding", "content-type", "content-length", "etag"];
            names.map(|name| answer.header(name).to_owned())
        };
        assert_eq!((named(&head), head.bytes.len()), (named(&first), 0), "{address}");
    }
    // What is short, what is compressed already and what is refused is sent as it is.
    let workbook = format!("/api/v1/search?{query}&format=xlsx");
    for address in ["/api/v1/suggest?q=a", &workbook, "/?q=(", "/api/v1/search"] {
        assert_eq!(packed(address).header("content-encoding"), "", "{address}");
        assert_eq!(packed(address).body, site.get(address).body, "{address}");
    }
}

#[test]
fn an_answer_that_is_kept_is_that_of_its_language_and_its_host() {
    let site = Site::small();
    let report = format!("/reports/{}", site.first_id());
    let ask = |address: &str, name: &str, value: &str| {
        site.ask(Request::get(address).header(name, value)).body
    };
    for _ in 0..2 {
        assert!(site.get("/").body.contains("lang=\"zh-Hans\""));
        assert!(ask("/", "accept-language", "en").contains("lang=\"en\""));
        assert!(ask(&report, "host", "localhost:1").contains("http://localhost:1/reports/"));
        assert!(ask(&report, "host", "127.0.0.1:2").contains("http://127.0.0.1:2/reports/"));
    }
}

#[test]
fn what_programs_ask_of_a_site_needs_no_token_and_tells_nothing() {
    let token = Token::new("correct-horse-battery").unwrap();
    let site = |access| {
        let options = ServerOptions { access, ..ServerOptions::default() };
        Site::new(&[("甲.txt", &report("云岫县2023年报告", "三项制度。法律顾问。"))], options)
    };
    let guarded = site(Access::Token(token));
    let health = guarded.get("/healthz");
    assert_eq!((health.status, health.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(health.json(), serde_json::json!({ "status": "ok", "generation": 1 }));
    let robots = guarded.get("/robots.txt");
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(robots.body, "User-agent: *\nDisallow: /\n");
    assert_eq!(guarded.get("/suggest?q=a").status, StatusCode::UNAUTHORIZED);
    let public = site(Access::Public).get("/robots.txt").body;
    assert!(public.contains("Allow: /reports/\n") && public.ends_with("Disallow: /\n"), "{public}");
    assert!(public.contains("Disallow: /reports/*/original\n"), "{public}");
    let description =
        guarded.ask(Request::get("/opensearch.xml").header("x-forwarded-proto", "https"));
    let kind = "application/opensearchdescription+xml; charset=utf-8";
    assert_eq!(description.header("content-type"), kind);
    for template in ["/?q={searchTerms}", "/suggest?q={searchTerms}"] {
        let whole = format!("template=\"https://localhost:7878{template}\"");
        assert!(description.body.contains(&whole), "{description:?}");
    }
    let open = Site::small();
    let link = "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"查报\" \
                href=\"/opensearch.xml\">";
    assert!(open.get("/").body.contains(link));
    let suggested = open.get("/suggest?q=年度:2023+三项").json();
    let expected = ["年度:2023 三项", "年度:2023 三项制度", "2 份报告"];
    let first = [&suggested[0], &suggested[1][0], &suggested[2][0]];
    assert_eq!(first.map(|it| it.as_str().unwrap()), expected, "{suggested}");
    assert_eq!(open.get("/suggest").json(), serde_json::json!(["", [], []]));
}

#[test]
fn a_server_whose_index_cannot_be_read_says_that_it_is_not_well() {
    let site = Site::small();
    let meta = site.path("index/meta.json");
    let written = std::fs::read(&meta).unwrap();
    assert_eq!(site.get("/healthz").status, StatusCode::OK);
    std::fs::write(&meta, "{}").unwrap();
    Site::wait();
    let health = site.get("/healthz");
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE, "{health:?}");
    let reason = "the index was written and cannot be opened: the generation before is served";
    let expected = serde_json::json!({ "status": "failing", "generation": 1, "reason": reason });
    assert_eq!(health.json(), expected);
    // What it has is answered meanwhile.
    assert_eq!(site.get("/api/v1/status").status, StatusCode::OK);
    std::fs::write(&meta, written).unwrap();
    Site::wait();
    assert_eq!(site.get("/healthz").status, StatusCode::OK);
}

#[test]
fn an_index_that_cannot_be_read_leaves_the_last_one_served() {
    let site = Site::small();
    let address = "/api/v1/status";
    let before = site.get(address).body;
    for damaged in ["", "{}", "{\"payload\":\"{\\\"format\\\":99}\"}"] {
        std::fs::write(site.path("index/meta.json"), damaged).unwrap();
        for _ in 0..2 {
            Site::wait();
            assert_eq!(site.get(address).body, before);
        }
    }
    let told = site.told();
    assert_eq!(told.len(), 3, "each is told once: {told:?}");
    assert!(told.iter().all(|it| it.starts_with("the server continues with the older index: ")));
    assert!(told.last().unwrap().contains("has format 99"), "{told:?}");
}

#[test]
fn an_older_generation_answers_everything_after_the_index_was_written_twice() {
    let (old, new) =
        (versioned_report(540, "2024年1月15日"), versioned_report(561, "2024年3月20日"));
    let reports =
        [("旧.txt", old.as_str()), ("旧副本.txt", &old), ("新.txt", &new), ("新副本.txt", &new)];
    let site = Site::new(&reports, ServerOptions::default());
    site.report("坏.pdf", "%PDF-1.7\nno more of it");
    site.index();
    Site::wait();
    let reports = site.get("/api/v1/reports").json();
    let [newest] = &reports["reports"].as_array().unwrap()[..] else { panic!("{reports}") };
    let page = format!("/reports/{}", newest["id"].as_str().unwrap());
    let older = site.get(&page).body;
    let older = older.split("href=\"").filter_map(|link| link.split('"').next());
    let older = older.filter(|link| link.starts_with("/reports/") && *link != page).last().unwrap();
    let addresses = [
        "/",
        "/?q=%E5%88%B6%E5%BA%A6",
        &page,
        older,
        &format!("/api/v1{page}"),
        &format!("/api/v1{older}"),
        "/api/v1/reports",
        "/api/v1/status",
    ];
    let answers = || addresses.map(|address| site.get(address).body);
    let before = answers();
    assert!(before[3].contains("540人") && before[2].contains("旧副本.txt"), "{older}");
    let ledgers = || {
        let files = std::fs::read_dir(site.path("index")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("ledger-")).collect::<Vec<_>>()
    };
    let of_before = ledgers();
    for year in [2024, 2025] {
        let title = format!("云岫县司法局{year}年法治政府建设工作报告");
        site.report(&format!("{year}.txt"), &report(&title, "三项制度。"));
        site.index();
    }
    assert!(!ledgers().is_empty() && !of_before.iter().any(|name| ledgers().contains(name)));
    // What cannot be read keeps the server at the generation before.
    std::fs::write(site.path("index/meta.json"), "").unwrap();
    Site::wait();
    for (address, (before, after)) in addresses.iter().zip(before.iter().zip(&answers())) {
        assert_eq!(before, after, "{address}");
    }
    assert_eq!(site.told().len(), 1, "{:?}", site.told());
}

#[test]
fn no_place_of_the_machine_leaves() {
    let site = Site::small();
    site.report("坏.pdf", "%PDF-1.7\nno more of it");
    site.index();
    Site::wait();
    let machine = site.path("").display().to_string();
    let of_report = ["/reports/", "/api/v1/reports/"].map(|it| format!("{it}{}", site.first_id()));
    let addresses = ADDRESSES.iter().copied().chain(of_report.iter().map(String::as_str));
    for address in addresses {
        let answer = site.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let folder = machine.trim_end_matches('/');
        assert!(!format!("{answer:?}").contains(folder), "{address}: {answer:?}");
    }
    let status = site.get("/api/v1/status").json();
    assert_eq!((&status["index"], &status["roots"][0]), (&"index".into(), &"reports".into()));
    assert_eq!(status["unreadable"][0]["path"], "坏.pdf");
    let hits = site.get("/api/v1/search?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE").json();
    assert_eq!(hits["hits"][0]["report"]["path"], "2023.txt");
}

#[test]
fn text_of_reports_stays_text() {
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    let text = report(
        &format!("云岫县司法局2023年法治政府建设{script}报告"),
        &format!("三项制度{script}"),
    );
    let site = Site::new(&[("<img src=x>&\"'.txt", &text)], ServerOptions::default());
    let query = "q=%22%3Cscript%3Ealert(1)%22";
    let of_report = format!("/reports/{}?{query}", site.first_id());
    let addresses =
        ["/", "/?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6", &format!("/?{query}"), &of_report];
    for address in addresses {
        let page = site.get(address);
        assert_eq!(page.status, StatusCode::OK, "{address}: {page:?}");
        let opened = page.body.matches('<').count();
        let known = ["<script>", "<img", "onerror=alert(2)>"];
        assert!(opened > 20 && known.iter().all(|it| !page.body.contains(it)), "{}", page.body);
    }
    assert!(site.get(&of_report).body.contains(">&lt;script&gt;alert(1)</mark>"));
    let page = site.get("/?q=%22%3Cscript%3E");
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("&lt;script&gt;") && !page.body.contains("<script>"));
}

#[test]
fn a_token_is_asked_for_and_remembered() {
    let token = Token::new("correct-horse-battery").unwrap();
    let options = ServerOptions { access: Access::Token(token), ..ServerOptions::default() };
    let site = Site::new(&[("a.txt", &report("云岫县2023年报告", "三项制度。"))], options);
    let refused = site.get("/api/v1/status");
    assert_eq!(refused.problem(), (401, "token".to_owned()));
    assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"chabao\"");
    let bearer = |token: &str| {
        let value = format!("Bearer {token}");
        site.ask(Request::get("/api/v1/status").header("authorization", value)).status
    };
    assert_eq!(bearer("correct-horse-battery"), StatusCode::OK);
    assert_eq!(bearer("correct-horse-batterx"), StatusCode::UNAUTHORIZED);
    let form = site.get("/?q=a");
    assert_eq!(form.status, StatusCode::UNAUTHORIZED);
    assert!(form.body.contains("type=\"password\"") && form.body.contains("value=\"/?q=a\""));
    assert!(!form.body.contains("三项制度"));
    assert_eq!(site.get("/style.css").status, StatusCode::OK);
    let sent = |body: &'static str| {
        let kind = "application/x-www-form-urlencoded";
        let request = Request::post("/login").header("content-type", kind);
        site.ask_with(request, Body::from(body))
    };
    let wrong = sent("token=wrong-wrong-wrong&to=/");
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.body.contains("role=\"alert\"") && !form.body.contains("role=\"alert\""));
    assert_eq!(sent("to=/").status, StatusCode::UNAUTHORIZED);
    let much: &'static str = "a".repeat(17 << 10).leak();
    assert_eq!(sent(much).status, StatusCode::PAYLOAD_TOO_LARGE);
    let elsewhere = sent("token=correct-horse-battery&to=//evil.example");
    assert_eq!(elsewhere.header("location"), "/");
    for entered in [
        sent("token=correct-horse-battery&to=%2F%3Fq%3Da"),
        site.get("/?q=a&token=correct-horse-battery"),
    ] {
        assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/?q=a"));
        let cookie = entered.header("set-cookie");
        assert!(
            cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("horse"),
            "{cookie}"
        );
        let cookie = cookie.split(';').next().unwrap();
        let page = site.ask(Request::get("/?q=a").header("cookie", cookie));
        assert_eq!(
            (page.status, page.header("cache-control")),
            (StatusCode::OK, "private, no-cache")
        );
        assert!(page.body.contains("action=\"/logout\""), "{page:?}");
        let left = site.ask(Request::post("/logout").header("cookie", cookie));
        assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/login"));
        assert!(left.header("set-cookie").contains("Max-Age=0"), "{left:?}");
    }
    let wrong = site.get("/?token=wrong-wrong-wrong");
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.body.contains("role=\"alert\""));
}

#[test]
fn too_much_at_once_is_refused() {
    let reports = [("a.txt", "云岫县2023年法治政府建设报告\n三项制度。\n")];
    let with = |time, running, waiting, streams| {
        let limits =
            Limits { time, running, costly: running, waiting, streams, ..Limits::default() };
        Site::new(&reports, ServerOptions { limits, ..ServerOptions::default() })
    };
    let (short, long) = (Duration::from_millis(50), Duration::from_secs(60));
    let none = with(long, 0, 0, 1).get("/api/v1/status");
    assert_eq!((none.problem(), none.header("retry-after")), ((503, "busy".to_owned()), "1"));
    let page = with(long, 0, 0, 1).get("/");
    assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
    assert_eq!(with(short, 0, 1, 1).get("/api/v1/status").problem(), (503, "too-slow".to_owned()));
    let table = "/api/v1/search?q=a&format=csv";
    assert_eq!(with(short, 1, 1, 0).get(table).problem(), (503, "too-slow".to_owned()));
    assert_eq!(with(long, 0, 0, 1).get(table).problem(), (503, "busy".to_owned()));
    assert_eq!(with(short, 0, 1, 1).get(table).problem(), (503, "too-slow".to_owned()));
    assert_eq!(with(long, 1, 0, 1).get(table).status, StatusCode::OK);
}

#[test]
fn what_is_given_up_keeps_its_turn_until_it_ends() {
    let time = Duration::from_millis(100);
    let limits = Limits { time, running: 1, waiting: 0, ..Limits::default() };
    let site = Site::new(
        &[("a.txt", "三项制度。\n")],
        ServerOptions { limits, ..ServerOptions::default() },
    );
    let run = |job: Box<dyn FnOnce() + Send>| {
        let limiter = site.state().limiter();
        let done = site.run(limiter.in_time(limiter.run(Cost::Cheap, job)));
        done.err().map(|problem| problem.code)
    };
    let (release, released) = channel::<()>();
    let slow = Box::new(move || assert!(released.recv().is_err(), "nothing is sent"));
    assert_eq!(run(slow), Some("too-slow"));
    assert_eq!(run(Box::new(|| ())), Some("busy"));
    drop(release);
    let begun = Instant::now();
    while run(Box::new(|| ())).is_some() {
        assert!(begun.elapsed() < Duration::from_secs(20), "its turn never ends");
    }
}

#[test]
fn a_request_that_is_running_at_the_end_is_answered() {
    let time = Duration::from_secs(60);
    let limits = Limits { time, running: 1, waiting: 1, ..Limits::default() };
    let site = Site::new(
        &[("a.txt", "三项制度。\n")],
        ServerOptions { limits, ..ServerOptions::default() },
    );
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let served = site.spawn(super::server::serve(listener, site.state().clone(), async {
        assert!(ended.await.is_ok());
    }));
    // Somebody else has the only turn.
    let ((started, waits), (release, released)) = (channel(), channel::<()>());
    let state = site.state().clone();
    let other = site.spawn(async move {
        let job = move || {
            started.send(()).unwrap();
            assert!(released.recv().is_err(), "nothing is sent");
        };
        state.limiter().run(Cost::Cheap, job).await.map(|(done, _)| done)
    });
    waits.recv().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET /api/v1/status HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    end.send(()).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    drop(release);
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("}\n"), "{answer}");
    site.run(served).unwrap().unwrap();
    site.run(other).unwrap().unwrap();
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
    assert_eq!(site.told(), [""; 0]);
}

#[test]
fn a_bug_is_answered_and_told() {
    let site = Site::small();
    let fails = || panic!("a bug");
    let done = site.run(site.state().limiter().run::<()>(Cost::Cheap, fails));
    assert_eq!(done.err(), Some(Problem::bug()));
    assert_eq!(site.told(), ["the program failed over a request: a bug"]);
}

#[test]
fn a_table_of_all_hits_is_that_of_a_search_without_a_limit() {
    let mut text = String::from("云岫县2023年法治政府建设报告\n");
    for at in 0..600 {
        let told = "落实三项制度，\"规范\"执法。".repeat(1 + at % 4);
        let _ = write!(text, "一、第{at}项工作\n{told}\n");
    }
    let site = Site::new(&[("甲.txt", &text)], ServerOptions::default());
    let address = "/api/v1/search?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6";
    let table = site.get(&format!("{address}&format=csv"));
    assert!(table.body.len() > 100_000, "several pieces: {}", table.body.len());
    let reader = IndexReader::open(&site.path("index")).unwrap();
    let query: Query = "三项制度".parse().unwrap();
    let request = search::Request { limit: 10_000, ..search::Request::new(query) };
    let results: Answer<Results> = search::search(&reader, &request).unwrap();
    let hits = results.body.hits.iter().cloned().map(|mut hit| {
        "甲.txt".clone_into(&mut hit.report.path);
        Ok(hit)
    });
    let form = TableForm::Csv { bom: false, about: false, raw: false };
    let mut expected = Vec::new();
    hit_table(&reader, &results, hits).write(form, &mut expected).unwrap();
    assert_eq!(table.body.as_bytes(), expected);
    // What was left out is said, and the rest is where the answer says.
    let first = site.get(&format!("{address}&format=csv&limit=300"));
    assert_eq!(first.body.lines().count(), 301);
    let clipped = r#"[{"found":600,"kind":"clipped","list":"hits","listed":300}]"#;
    assert_eq!(first.header("chabao-remarks"), clipped);
    let lines = site.get(&format!("{address}&format=jsonl&limit=300&page=2"));
    let second = site.get(&format!("{address}&limit=200&page=2")).json();
    let line: serde_json::Value = serde_json::from_str(lines.body.lines().next().unwrap()).unwrap();
    assert_eq!(line, second["hits"][100]);
    assert_eq!(site.get(&format!("{address}&limit=300")).problem(), (400, "parameter".to_owned()));
    assert_eq!(
        table.header("chabao-ground"),
        "1 of 1 report (100%) mentions it: 1,500 mentions in 600 sections; all files could be read"
    );
}

#[test]
fn a_table_says_in_its_headers_what_it_was_counted_over() {
    let site = Site::new(
        &[
            ("甲.txt", &report("云岫县司法局2022年法治政府建设工作报告", "法律顾问审查合同。")),
            ("甲副本.txt", &report("云岫县司法局2022年法治政府建设工作报告", "法律顾问审查合同。")),
            ("乙.txt", &report("云岫县司法局2023年法治政府建设工作报告", "法律顾问列席会议。")),
        ],
        ServerOptions::default(),
    );
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let query = encoded("法律顾问审查列席");
    for path in ["search", "mentions", "coverage", "trend", "facets"] {
        let address = format!("/api/v1/{path}?q={query}&mode=words");
        let csv = site.get(&format!("{address}&format=csv"));
        let ground = csv.header("chabao-ground");
        assert!(ground.contains("1 copy not counted"), "{path}: {csv:?}");
        let remarks: serde_json::Value =
            serde_json::from_str(csv.header("chabao-remarks")).unwrap();
        let json = site.get(&address).json();
        let expected = if path == "trend" { &json["series"][0] } else { &json };
        // The table has all rows of one list.
        let not_clipped = |it: &&serde_json::Value| it["kind"] != "clipped";
        let expected = expected["remarks"].as_array().unwrap();
        let expected: Vec<_> = expected.iter().filter(not_clipped).collect();
        assert_eq!(remarks.as_array().unwrap().iter().collect::<Vec<_>>(), expected, "{path}");
        let kinds: Vec<_> = remarks.as_array().unwrap().iter().map(|it| &it["kind"]).collect();
        assert!(kinds.contains(&&"words-loosened".into()), "{path}: {remarks}");
    }
    let reports = site.get("/api/v1/reports?format=csv");
    assert!(reports.header("chabao-ground").contains("2 reports"), "{reports:?}");
    assert_eq!(reports.header("chabao-remarks"), "[]");
    let page = site.get(&format!("/?q={query}&mode=words"));
    assert!(page.body.contains("个词的节均计入"), "{page:?}");
}

#[test]
fn the_word_that_is_typed_is_suggested_to_go_on() {
    let site = Site::small();
    let suggest = |line: &str| {
        let line: String = form_urlencoded::byte_serialize(line.as_bytes()).collect();
        let answer = site.get(&format!("/api/v1/suggest?q={line}")).json();
        let suggested = answer["suggestions"].as_array().unwrap().iter();
        let inserted: Vec<String> = suggested
            .map(|it| {
                format!("{} {} {}", it["kind"].as_str().unwrap(), it["insert"], it["reports"])
            })
            .collect();
        (answer["replaces"].to_string(), inserted.join(", "))
    };
    for (line, replaced, inserted) in [
        ("三项", "[0,2]", "term \"三项制度\" 2"),
        (" 三项制度 法律", "[6,8]", "term \"法律顾问\" 1"),
        // Blanks are kept: a word that is ended is not being typed.
        ("三项 ", "[3,3]", ""),
        (" ", "[1,1]", ""),
        ("三项 单位：云", "[3,7]", "agency \"机关:=云岫县司法局\" 2"),
        ("2022", "[0,4]", "year \"年度:2022\" 1"),
        ("(", "[1,1]", ""),
    ] {
        assert_eq!(suggest(line), (replaced.to_owned(), inserted.to_owned()), "{line}");
    }
    site.report("2024.txt", &report("云岫县司法局2024年法治政府建设工作报告", "三项制度。"));
    site.index();
    Site::wait();
    assert_eq!(
        suggest("三项").1,
        "term \"三项制度\" 3",
        "counted anew over the index as it is now"
    );
}

#[test]
fn every_page_names_the_parameters_that_it_ignores() {
    let site = Site::small();
    let report = format!("/reports/{}", site.first_id());
    for path in ["/", "/coverage", "/trend", "/kwic", "/panel", "/help", "/help/query", &report] {
        let page = site.get(&format!("{path}?bogus=1&yaer=2023&bogus=2&lang=zh"));
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let said = "网址中的参数 bogus, yaer 本页不认识，已忽略";
        assert!(page.body.contains(said), "{path}: {}", page.body);
        let english = site.get(&format!("{path}?%3Cb%3E=1&lang=en")).body;
        let said = "This page ignores the parameter &lt;b&gt; of the address; it takes";
        assert!(english.contains(said), "{path}: {english}");
        let clean = site.get(&format!("{path}?lang=zh")).body;
        assert!(!clean.contains("已忽略"), "{path}: {clean}");
    }
    // A value that cannot be used is an error on every page that takes it.
    for path in ["/", "/coverage", "/trend", "/kwic", "/panel", &report] {
        let page = site.get(&format!("{path}?mode=loose"));
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[test]
fn pages_are_chinese_first_and_english_for_those_who_ask() {
    let site = Site::small();
    let query = "/?q=%E4%B8%89%E9%A1%B9%E5%88%B6%E5%BA%A6";
    let chinese = site.get(query);
    assert!(
        chinese.body.contains("2 份报告中有 2 份提及（100%），共 2 节、2 处；所有文件均可读取"),
        "{chinese:?}"
    );
    assert!(chinese.body.contains("落实“<mark>三项”制度</mark>。"), "{chinese:?}");
    let english = site.ask(Request::get(query).header("accept-language", "en-GB"));
    let ground =
        "2 of 2 reports (100%) mention it: 2 mentions in 2 sections; all files could be read";
    assert!(english.body.contains(ground), "{english:?}");
    let vary: Vec<_> = english.headers.get_all("vary").into_iter().collect();
    assert_eq!(vary, ["accept-encoding", "accept-language, cookie"]);
    let chosen = site.get(&format!("{query}&lang=en"));
    assert!(chosen.header("set-cookie").starts_with("chabao-lang=en; "));
    let cookie = Request::get(query).header("cookie", "chabao-lang=en");
    assert!(site.ask(cookie).body.contains(ground));
    let narrowed = site.get("/?q=%E6%B3%95%E6%B2%BB&year=2022&year=2023");
    assert!(narrowed.body.contains(
        "<a href=\"/?q=%E6%B3%95%E6%B2%BB&amp;year=2023\"><span aria-hidden=\"true\">× </span>年度"
    ));
    let empty = site.get("/?q=%E4%B8%8D%E5%AD%98%E5%9C%A8");
    assert!(empty.body.contains("没有找到") && empty.body.contains("mode=words"), "{empty:?}");
    let broken = site.get("/?q=(");
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert!(broken.body.contains("检索式无法读取") && broken.body.contains("value=\"(\""));
}

#[test]
fn reports_are_cited_as_the_command_line_cites_them() {
    let site = Site::small();
    let ids: Vec<String> = site.get("/api/v1/reports").json()["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["id"].as_str().unwrap().to_owned())
        .collect();
    let all = site.get("/api/v1/citations?cited=2026-11-25");
    assert_eq!(all.header("content-type"), "application/vnd.citationstyles.csl+json");
    let cited = |answer: &super::testing::Answer| {
        let items = answer.json();
        let items =
            items.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned());
        items.collect::<Vec<_>>()
    };
    assert_eq!(cited(&all), ids);
    let request = search::Request::all(Vec::new());
    let (reader, day) = (IndexReader::open(&site.path("index")).unwrap(), Date::new(2026, 11, 25));
    let (_, entries) = request.citations(&reader, CitationForm::CslJson, day).unwrap();
    assert_eq!(all.body, entries.collect::<crate::Result<String>>().unwrap());
    // A query and conditions select reports, ids name them in an order; each is cited once.
    let found = site.get("/api/v1/citations?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE");
    assert_eq!(cited(&found), ids[1..]);
    assert_eq!(cited(&site.get("/api/v1/citations?year=2022")), ids[..1]);
    let named = format!("/api/v1/citations?id={},{}&id={}", ids[1], ids[0], ids[1]);
    assert_eq!(cited(&site.get(&named)), [ids[1].clone(), ids[0].clone()]);
    assert_eq!(cited(&site.get("/api/v1/citations?limit=1&page=2")), ids[1..]);
    assert_eq!(site.get("/api/v1/citations?q=%E6%9F%A5%E6%97%A0").body, "[]\n");
    for (form, kind, file) in [
        ("gbt", "text/plain; charset=utf-8", "txt"),
        ("gbt-2025", "text/plain; charset=utf-8", "txt"),
        ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
    ] {
        let answer = site.get(&format!("/api/v1/citations?format={form}"));
        assert_eq!(answer.header("content-type"), kind);
        let named = format!("attachment; filename=\"chabao-citations.{file}\"; filename*=");
        assert!(answer.header("content-disposition").starts_with(&named), "{answer:?}");
        assert!(answer.header("chabao-ground").starts_with("counted over 2 reports"));
        let keys = ids.iter().filter(|id| answer.body.contains(id.as_str())).count();
        assert_eq!(keys, if form.starts_with("gbt") { 0 } else { 2 }, "{answer:?}");
        assert_eq!(answer.body.matches("2023年法治政府建设工作报告").count(), 1, "{answer:?}");
    }
    for (query, status, code) in [
        ("id=r0123456789ab", 404, "unknown-report"),
        ("id=2022", 404, "unknown-report"),
        (&format!("id={}&year=2022", ids[0]), 400, "parameter"),
        ("cited=2026-02-30", 400, "parameter"),
        ("format=csv", 400, "parameter"),
    ] {
        let answer = site.get(&format!("/api/v1/citations?{query}"));
        assert_eq!(answer.problem(), (status, code.to_owned()), "{query}");
    }
    // Lists offer the entries of what they list.
    let page =
        site.get("/?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE&year=2023&sort=newest&lang=en").body;
    let link =
        "/api/v1/citations?q=%E6%B3%95%E5%BE%8B%E9%A1%BE%E9%97%AE&amp;year=2023&amp;format=bibtex";
    assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
    assert!(site.get("/?year=2023").body.contains("/api/v1/citations?year=2023&amp;format=ris"));
    let report = site.get(&format!("/reports/{}", ids[0])).body;
    assert!(report.contains(&format!("/api/v1/citations?id={}&amp;format=csl-json", ids[0])));
}
