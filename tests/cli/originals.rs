//! The files that reports were read from, over HTTP: of every format, in archives, changed and gone, and
//! never one that was not indexed.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::files::{WRITERS, archive as archived};
use crate::served::{Answer, Connection, Server};
use crate::world::{World, report};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    archived(files).unwrap()
}

fn start(world: &World, arguments: &[&str]) -> Server {
    let arguments = ["serve", "--listen", "127.0.0.1:0"].iter().chain(arguments);
    Server::start(world.command(arguments))
}

/// Returns the ids of the reports by path.
fn ids(server: &Server) -> BTreeMap<String, String> {
    let reports: Value = serde_json::from_str(&server.get("/api/v1/reports").body).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let reports = reports["reports"].as_array().unwrap();
    reports.iter().map(|report| (text(&report["path"]), text(&report["id"]))).collect()
}

fn original(server: &Server, id: &str) -> Answer {
    server.get(&format!("/reports/{id}/original"))
}

/// Returns the status and the code of the problem.
fn refused(server: &Server, id: &str) -> (u16, String) {
    let answer = server.get(&format!("/api/v1/reports/{id}/original"));
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(problem["hint"].is_string(), "{answer:?}");
    // The page says it too.
    let page = original(server, id);
    assert_eq!(page.status, answer.status, "{page:?}");
    assert!(page.headers["content-type"].starts_with("text/html"), "{page:?}");
    (answer.status, problem["code"].as_str().unwrap().to_owned())
}

#[test]
fn a_file_of_every_format_is_handed_over_and_none_is_run() {
    let world = World::new();
    let mut files = BTreeMap::new();
    for (year, writer) in (2010..).zip(&WRITERS) {
        let text = report(year, "聘请法律顾问3名，审查合同86份，列席会议31次，出具意见书44份。");
        files.insert(format!("reports/{year}.{}", writer.ending), (writer.write)(&text).unwrap());
    }
    for (path, bytes) in &files {
        world.report_bytes(path, bytes);
    }
    let indexed = world.run(["index", "reports", "--quiet"]);
    assert_eq!(indexed, "exit: 0\n");
    let server = start(&world, &[]);
    let ids = ids(&server);
    assert_eq!(ids.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (path, id) in &ids {
        let answer = original(&server, id);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        assert!(answer.bytes == files[path], "{path}");
        let header = |name: &str| answer.headers[name].as_str();
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        let is_pdf = path.ends_with("pdf");
        assert_eq!(header("content-security-policy").starts_with("sandbox; "), !is_pdf, "{path}");
        let kind = header("content-type");
        let is_run = ["html", "xml", "script", "svg"].iter().any(|it| kind.contains(it));
        assert!(!is_run || kind.starts_with("application/vnd."), "{path}: {kind}");
        let is_shown = header("content-disposition").starts_with("inline; ");
        assert_eq!(is_shown, is_pdf || path.ends_with("txt"), "{path}");
        let name = path.strip_prefix("reports/").unwrap();
        assert!(header("content-disposition").ends_with(&format!("''{name}")), "{path}");
        // The reader leads to it.
        let page = server.get(&format!("/reports/{id}")).body;
        assert!(page.contains(&format!("href=\"/reports/{id}/original\"")), "{path}");
        // A client that has it is not sent it again.
        let address = format!("/api/v1/reports/{id}/original?file=0");
        let (host, tag) = (&server.address, server.get(&address).headers["etag"].clone());
        assert_eq!(tag, header("etag"));
        let request =
            format!("GET {address} HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: {tag}\r\n\r\n");
        let known = Connection::to(host).ask(&request);
        assert_eq!((known.status, known.bytes.len()), (304, 0));
    }
}

#[test]
fn files_in_archives_and_joined_files_are_handed_over_too() {
    let world = World::new();
    let inner = archive(&[("2020.txt", report(2020, "法律顾问。").as_bytes())]);
    let member = report(2021, "法律顾问。");
    world.report_bytes(
        "reports/全.zip",
        &archive(&[("云岫县/2021.txt", member.as_bytes()), ("更早.zip", &inner)]),
    );
    let page = "<html><head><title>云岫县司法局2022年法治政府建设工作报告</title></head><body>\
                <h1>云岫县司法局2022年法治政府建设工作报告</h1><p>云岫县司法局</p>\
                <iframe src=\"2022.files/1.html\"></iframe></body></html>";
    let text =
        report(2022, "聘请法律顾问3名，审查合同86份，列席会议31次。").replace('\n', "</p><p>");
    world.report("reports/2022.html", page);
    world.report("reports/2022.files/1.html", &format!("<html><body><p>{text}</p></body></html>"));
    let indexed = world.run(["index", "reports", "--quiet"]);
    assert_eq!(indexed, "exit: 0\n");
    let server = start(&world, &[]);
    let ids = ids(&server);
    let file = |path: &str, part: usize| {
        let answer = server.get(&format!("/reports/{}/original?file={part}", ids[path]));
        (answer.status, answer.bytes)
    };
    assert_eq!(file("reports/全.zip!/云岫县/2021.txt", 0), (200, member.clone().into_bytes()));
    let earlier = report(2020, "法律顾问。").into_bytes();
    assert_eq!(file("reports/全.zip!/更早.zip!/2020.txt", 0), (200, earlier));
    assert_eq!(file("reports/2022.html", 0), (200, page.as_bytes().to_vec()));
    let frame = fs::read(world.path("reports/2022.files/1.html")).unwrap();
    assert_eq!(file("reports/2022.html", 1), (200, frame));
    assert_eq!(file("reports/2022.html", 2).0, 404);
    let shown = server.get(&format!("/reports/{}", ids["reports/2022.html"])).body;
    assert!(shown.contains("/original?file=1"), "{shown}");
    // An archive in which the member has another content.
    world.report_bytes(
        "reports/全.zip",
        &archive(&[("云岫县/2021.txt", report(2021, "没有。").as_bytes()), ("更早.zip", &inner)]),
    );
    let changed = refused(&server, &ids["reports/全.zip!/云岫县/2021.txt"]);
    assert_eq!(changed, (410, "original-changed".to_owned()));
    assert_eq!(file("reports/全.zip!/更早.zip!/2020.txt", 0).0, 200);
}

#[test]
fn a_file_that_is_not_the_one_that_was_indexed_is_never_passed_off_as_it() {
    let world = World::with_three_reports();
    let server = start(&world, &[]);
    let ids = ids(&server);
    let [first, second, third] =
        ["2021", "2022", "2023"].map(|it| &ids[&format!("reports/{it}.txt")]);
    assert_eq!(original(&server, first).status, 200);
    world.report("reports/2021.txt", &report(2021, "另一份报告。"));
    assert_eq!(refused(&server, first), (410, "original-changed".to_owned()));
    fs::remove_file(world.path("reports/2022.txt")).unwrap();
    assert_eq!(refused(&server, second), (410, "original-gone".to_owned()));
    // A folder in its place, and a name that only looks like one.
    fs::create_dir(world.path("reports/2022.txt")).unwrap();
    assert_eq!(refused(&server, second), (410, "original-gone".to_owned()));
    for id in ["r0123456789ab", "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "2023.txt"] {
        let answer = server.get(&format!("/api/v1/reports/{id}/original"));
        assert_eq!(answer.status, 404, "{id}: {answer:?}");
    }
    // The folder and the index are moved together.
    let content = fs::read(world.path("reports/2023.txt")).unwrap();
    assert_eq!(original(&server, third).bytes, content);
    drop(server);
    let elsewhere = World::new();
    for folder in ["reports", "index"] {
        fs::rename(world.path(folder), elsewhere.path(folder)).unwrap();
    }
    let server = start(&elsewhere, &[]);
    assert_eq!(original(&server, third).bytes, content);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_indexed_folder() {
    use std::os::unix::fs::symlink;
    let world = World::new();
    world.report("elsewhere/秘密.txt", &report(2022, "法律顾问。"));
    world.report("reports/2021.txt", &report(2021, "法律顾问。"));
    world.report("reports/2023.txt", &report(2023, "法律顾问。"));
    symlink(world.path("elsewhere/秘密.txt"), world.path("reports/2022.txt")).unwrap();
    symlink(world.path("elsewhere"), world.path("reports/更多")).unwrap();
    world.index(["reports"]);
    let server = start(&world, &[]);
    let ids = ids(&server);
    assert_eq!(original(&server, &ids["reports/2021.txt"]).status, 200);
    let outside = (403, "original-outside".to_owned());
    assert_eq!(refused(&server, &ids["reports/2022.txt"]), outside);
    // A link that is put in the place of a file does not lead out either.
    fs::rename(world.path("reports/2023.txt"), world.path("elsewhere/2023.txt")).unwrap();
    symlink(world.path("elsewhere/2023.txt"), world.path("reports/2023.txt")).unwrap();
    assert_eq!(refused(&server, &ids["reports/2023.txt"]), outside);
    // One that stays inside is followed.
    fs::rename(world.path("reports/2021.txt"), world.path("reports/别处.txt")).unwrap();
    symlink(world.path("reports/别处.txt"), world.path("reports/2021.txt")).unwrap();
    assert_eq!(original(&server, &ids["reports/2021.txt"]).status, 200);
}

#[test]
fn hostile_names_stay_names() {
    let world = World::new();
    let names = [
        "报告\"; filename=\"x.html.txt",
        "%2e%2e%2f报告.txt",
        "报告\u{202E}txt.12月",
        "'';报告.txt",
    ];
    for (year, name) in (2020..).zip(names) {
        world.report(&format!("reports/{name}"), &report(year, "法律顾问。"));
    }
    // A name in an archive may be anything.
    let lines = "行\r\nSet-Cookie: a=b\r\n/2025.txt";
    world.report_bytes(
        "reports/全.zip",
        &archive(&[(lines, report(2025, "法律顾问。").as_bytes())]),
    );
    world.index(["reports"]);
    let server = start(&world, &[]);
    let ids = ids(&server);
    assert_eq!(ids.len(), names.len() + 1, "{ids:?}");
    for (path, id) in ids {
        let answer = original(&server, &id);
        assert_eq!(answer.status, 200, "{path:?}: {answer:?}");
        assert!(!answer.headers.contains_key("set-cookie"), "{answer:?}");
        let disposition = &answer.headers["content-disposition"];
        assert_eq!(disposition.matches("filename=\"").count(), 1, "{disposition}");
        assert!(
            disposition.contains(".txt") && !disposition.contains("%E2%80%AE"),
            "{disposition}"
        );
    }
}

#[test]
fn a_public_server_offers_files_only_if_it_was_told_to() {
    let world = World::with_three_reports();
    for (arguments, is_offered) in
        [(&["--public"][..], false), (&["--public", "--originals"], true)]
    {
        let server = start(&world, arguments);
        let id = ids(&server)["reports/2021.txt"].clone();
        let page = server.get(&format!("/reports/{id}")).body;
        assert_eq!(page.contains("/original\""), is_offered, "{arguments:?}");
        if is_offered {
            assert_eq!(original(&server, &id).status, 200);
        } else {
            assert_eq!(refused(&server, &id), (403, "not-offered".to_owned()));
        }
    }
    world.report("token.txt", "correct-horse-battery\n");
    let server = start(&world, &["--token-file", "token.txt"]);
    assert_eq!(server.get("/reports/r0123456789ab/original").status, 401);
}
