//! `chabao serve` on a real port: answers, its end, an index written under load, and the API held
//! against the document that describes it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::served::{Answer, Connection, Server, encoded};
use crate::world::{World, report};

fn start(world: &World, arguments: &[&str]) -> Server {
    let arguments = ["serve", "--listen", "127.0.0.1:0"].iter().chain(arguments);
    Server::start(world.command(arguments))
}

/// Tells a server to end, waits until it has, and returns its code and what else it said.
#[cfg(unix)]
fn end(mut server: Server) -> (Option<i32>, String) {
    let id = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let code = server.child.wait().unwrap().code();
    let mut said = String::new();
    server.stderr.read_to_string(&mut said).unwrap();
    (code, said)
}

#[cfg(unix)]
#[test]
fn a_server_answers_and_ends_when_it_is_told_to() {
    let world = World::with_three_reports();
    let server = start(&world, &[]);
    let path = format!("/api/v1/search?q={}", encoded("三项制度"));
    let answer = server.get(&path);
    assert_eq!(answer.status, 200, "{answer:?}");
    // What HTTP gives is what the command line gives.
    let printed = world.data(["search", "三项制度", "--format", "json"]);
    assert_eq!(answer.body, printed);
    let table = server.get(&format!("{path}&format=csv"));
    assert_eq!(table.headers["transfer-encoding"], "chunked");
    assert_eq!(table.body, world.data(["search", "三项制度", "--format", "csv"]));
    // A connection that is open and silent does not keep the program from ending.
    let mut silent = Connection::to(&server.address);
    assert_eq!(silent.get("/").status, 200);
    let begun = Instant::now();
    assert_eq!(end(server), (Some(0), String::new()));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn every_request_is_a_line_of_the_log_and_queries_only_if_they_are_wanted() {
    let world = World::with_three_reports();
    world.report("token.txt", "correct-horse-battery\n");
    let of = |arguments: &[&str]| {
        let log = ["--token-file", "token.txt", "--log", "access.jsonl"];
        let server = start(&world, &[&log, arguments].concat());
        let mut connection = Connection::to(&server.address);
        let host = server.address.clone();
        let mut ask = |request: &str| {
            let with = format!("{request} HTTP/1.1\r\nHost: {host}\r\n\r\n");
            connection.ask(&with).bytes.len()
        };
        let page = ask("GET /api/v1/search?q=a&token=correct-horse-battery");
        let stranger = ask("GET /?q=%E7%A7%98&%74oken=correct-horse-batterx");
        let health = ask("GET /healthz");
        let sizes = [page, stranger, health];
        // A line is written when the answer was sent.
        let begun = Instant::now();
        loop {
            let log = std::fs::read_to_string(world.path("access.jsonl")).unwrap();
            if log.lines().count() == 3 || begun.elapsed() > Duration::from_secs(20) {
                std::fs::remove_file(world.path("access.jsonl")).unwrap();
                assert!(!log.contains("correct-horse"), "{log}");
                let lines = log.lines().map(|line| serde_json::from_str(line).unwrap());
                return (lines.collect::<Vec<Value>>(), sizes);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let (lines, sizes) = of(&[]);
    let names =
        |line: &Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    for (line, (size, (path, status))) in lines.iter().zip(sizes.into_iter().zip([
        ("/api/v1/search", 303),
        ("/", 401),
        ("/healthz", 200),
    ])) {
        assert_eq!(names(line), "bytes client method ms path status time", "{line}");
        assert_eq!((&line["path"], &line["status"]), (&path.into(), &status.into()), "{line}");
        assert_eq!(
            (&line["bytes"], &line["client"]),
            (&size.into(), &"127.0.0.1".into()),
            "{line}"
        );
        let time = line["time"].as_str().unwrap();
        assert!(time.ends_with("+08:00") && time.len() == 25, "{time}");
        assert!(line["ms"].is_u64() && line["method"] == "GET", "{line}");
    }
    let (lines, _) = of(&["--log-queries"]);
    let queries: Vec<&Value> = lines.iter().map(|line| &line["query"]).collect();
    assert_eq!(queries, [&"q=a&token=…".into(), &"q=%E7%A7%98&token=…".into(), &Value::Null]);
    let told = world.run(["serve", "--log-queries"]);
    assert!(told.contains("--log <FILE>"), "{told}");
    let told = world.run(["serve", "--listen", "127.0.0.1:0", "--log", "no/such/folder"]);
    assert!(
        told.starts_with("exit: 2\nstderr:\nchabao: error: cannot write `no/such/folder`"),
        "{told}"
    );
}

#[test]
fn a_server_says_what_it_serves_and_from_when() {
    let world = World::with_three_reports();
    for (language, expected) in [
        (
            "en",
            "chabao: serving 3 reports for 2021–2023 from `reports`, indexed on DAY, at http://ADDRESS/ until Ctrl-C\n",
        ),
        (
            "zh",
            "chabao: 正在 http://ADDRESS/ 提供 3 份报告（2021—2023 年，来自 `reports`，索引更新于 DAY），按 Ctrl-C 结束\n",
        ),
    ] {
        let mut command = world.command(["--lang", language, "serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap();
        let marks = ["indexed on ", "索引更新于 "];
        let day = marks.iter().find_map(|mark| line.split_once(mark)).unwrap().1.get(..10).unwrap();
        assert_eq!(line.replace(address, "ADDRESS").replace(day, "DAY"), expected);
    }
}

#[test]
fn an_index_that_is_written_under_load_fails_no_request() {
    let world = World::with_three_reports();
    let server = start(&world, &[]);
    let path = format!("/api/v1/search?q={}", encoded("三项制度"));
    let words = format!("{path}&mode=words&facet=year");
    let is_over = AtomicBool::new(false);
    let asked = AtomicUsize::new(0);
    let last = std::thread::scope(|scope| {
        for path in [&path, &words] {
            scope.spawn(|| {
                let mut connection = Connection::to(&server.address);
                while !is_over.load(Ordering::Relaxed) {
                    let answer = connection.get(path);
                    assert_eq!(answer.status, 200, "{answer:?}");
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for year in 2014..2018 {
            world.report(&format!("reports/{year}.txt"), &report(year, "三项制度。"));
            let rebuild = if year == 2016 { &["--rebuild"][..] } else { &[] };
            let arguments = ["index", "reports", "--quiet"].iter().chain(rebuild);
            assert_eq!(world.run(arguments), "exit: 0\n");
            std::thread::sleep(Duration::from_millis(300));
        }
        std::thread::sleep(Duration::from_millis(600));
        let last = server.get(&path);
        is_over.store(true, Ordering::Relaxed);
        last
    });
    let last: Value = serde_json::from_str(&last.body).unwrap();
    assert_eq!((&last["counts"]["reports"], &last["ground"]["reports"]), (&6.into(), &7.into()));
    assert!(asked.load(Ordering::Relaxed) > 10, "{asked:?}");
}

#[test]
fn strangers_and_other_names_are_refused() {
    let world = World::with_three_reports();
    world.report("token.txt", "correct-horse-battery\n");
    let server = start(&world, &["--token-file", "token.txt", "--host", "reports.example"]);
    let mut connection = Connection::to(&server.address);
    let mut ask = |host: &str, more: &str| {
        let answer =
            connection.ask(&format!("GET /api/v1/status HTTP/1.1\r\nHost: {host}\r\n{more}\r\n"));
        answer.status
    };
    let token = "Authorization: Bearer correct-horse-battery\r\n";
    assert_eq!(ask("reports.example", token), 200);
    assert_eq!(ask("localhost:1", token), 200);
    assert_eq!(ask("localhost", ""), 401);
    assert_eq!(ask("evil.example", token), 421);
    for (arguments, told) in [
        (
            &["--listen", "0.0.0.0:0"][..],
            "exit: 2\nstderr:\nchabao: error: `0.0.0.0:0` can be reached from other machines: the \
             reports would be open to everyone\nhint: ask for a token with `--token-file FILE`, or open \
             them to everyone with `--public`\n",
        ),
        (
            &["--listen", &server.address],
            &format!(
                "exit: 2\nstderr:\nchabao: error: cannot listen on `{}`: address already in use\n\
                 hint: name another address with `--listen 127.0.0.1:7879`\n",
                server.address
            ),
        ),
        (
            &["--token", "short"],
            "exit: 2\nstderr:\nchabao: error: invalid value 'short' for '--token <TOKEN>': use \
             12 to 200 characters\nhint: see `chabao --help`\n",
        ),
    ] {
        assert_eq!(world.run(["serve"].iter().chain(arguments)), told);
    }
}

#[test]
fn a_token_is_best_kept_out_of_the_list_of_processes() {
    let world = World::with_three_reports();
    world.report("short.txt", "short\n");
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let with_variable = |more: &[&str]| {
        let mut command = world.command(serve.iter().chain(more));
        command.env("CHABAO_TOKEN", "correct-horse-battery");
        command
    };
    let status = |server: &Server, token: &str| {
        let address = &server.address;
        let authorization = format!("Authorization: Bearer {token}\r\n");
        let request =
            format!("GET /api/v1/status HTTP/1.1\r\nHost: {address}\r\n{authorization}\r\n");
        Connection::to(address).ask(&request).status
    };
    let server = Server::start(with_variable(&[]));
    assert_eq!(status(&server, "correct-horse-battery"), 200);
    assert_eq!(status(&server, "correct-horse-batterx"), 401);
    // With the token on the command line, the first thing that is said is a warning.
    let mut command = world.command(serve.iter().chain(&["--token", "correct-horse-battery"]));
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        line.starts_with("chabao: warning: the token of `--token` is in the list of"),
        "{line}"
    );
    let public = with_variable(&["--public"]).output().unwrap();
    assert!(world.told(&public).contains("`--public` answers everyone, and `CHABAO_TOKEN` asks"));
    for (file, told) in [
        ("short.txt", "`short.txt` is no token: use 12 to 200 characters"),
        ("none.txt", "cannot read `none.txt`: there is no such file or folder"),
    ] {
        let told = format!("exit: 2\nstderr:\nchabao: error: {told}\n");
        assert_eq!(world.run(["serve", "--token-file", file]), told);
    }
}

#[test]
fn the_api_is_what_its_document_says() {
    let world = World::with_samples();
    world.report_bytes("data/坏.pdf", b"%PDF-1.7\nno more of it");
    assert!(world.run(["index", "data", "--quiet"]).starts_with("exit: 2"));
    let server = start(&world, &[]);
    let mut connection = Connection::to(&server.address);
    let document: Value =
        serde_json::from_str(&connection.get("/api/v1/openapi.json").body).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let id: Value = serde_json::from_str(&connection.get("/api/v1/reports").body).unwrap();
    let id = id["reports"][0]["id"].as_str().unwrap().to_owned();
    let mut answers = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let operation = &operations["get"];
        let path = path.replace("{id}", &id);
        for query in queries(&document, operation, &id) {
            let answer = connection.get(&format!("{path}{query}"));
            check_answer(&document, operation, &answer, &format!("{path}{query}"));
            assert_eq!(answer.status, 200, "{path}{query}: {answer:?}");
            answers += 1;
        }
        // What it refuses is described too.
        let mut refused = vec!["?no-such=1", "?q=(&limit=1&year=x", "?limit=-1"];
        refused.extend(needs_query(operation).then_some("?q="));
        for query in refused {
            let answer = connection.get(&format!("{path}{query}"));
            check_answer(&document, operation, &answer, &format!("{path}{query}"));
            assert_eq!(answer.status, 400, "{path}{query}: {answer:?}");
        }
    }
    let unknown = connection.get("/api/v1/reports/0123456789ab");
    check_answer(&document, &document["paths"]["/api/v1/reports/{id}"]["get"], &unknown, "unknown");
    assert_eq!(unknown.status, 404);
    assert!(answers > 40, "{answers}");
}

/// Returns a value of an example, percent-encoded for an address.
fn as_text(value: &Value) -> String {
    encoded(value.as_str().unwrap())
}

/// Returns whether an operation needs a query. Mentions and coverage need one or a codebook.
fn needs_query(operation: &Value) -> bool {
    let parameters = operation["parameters"].as_array().unwrap();
    let has = |name: &str| parameters.iter().any(|it| it["name"] == name);
    parameters.iter().any(|it| it["name"] == "q" && it["required"] == true)
        || has("q") && has("codebook") && !has("with")
}

/// Returns queries that name each parameter of an operation with each value it may have.
/// `id` is that of a report.
fn queries(document: &Value, operation: &Value, id: &str) -> Vec<String> {
    let mut queries = Vec::new();
    let parameters: Vec<&Value> = operation["parameters"].as_array().unwrap().iter().collect();
    let mut needed = Vec::new();
    for parameter in parameters.iter().filter(|it| it["in"] == "query" && it["required"] == true) {
        let name = parameter["name"].as_str().unwrap();
        let value = if name == "report" { id.to_owned() } else { encoded("法律顾问") };
        needed.push(format!("{name}={value}"));
    }
    if needs_query(operation) && !needed.iter().any(|it| it.starts_with("q=")) {
        needed.push(format!("q={}", encoded("法律顾问")));
    }
    queries.push(format!("?{}", needed.join("&")));
    for parameter in parameters.iter().filter(|it| it["in"] == "query") {
        let name = parameter["name"].as_str().unwrap();
        let mut schema = &parameter["schema"];
        if schema["type"] == "array" {
            schema = &schema["items"];
        }
        let values: Vec<String> = match (name, schema["type"].as_str().unwrap()) {
            // Cursors are those of earlier answers.
            ("cursor" | "id", _) => Vec::new(),
            // A report in one file has no further one.
            ("file", _) => vec!["0".to_owned()],
            ("cited", _) => vec!["2026-01-31".to_owned()],
            ("q", _) => vec![encoded("三项制度 -法律顾问"), encoded("查无此词")],
            ("with", _) => vec![
                encoded("三项制度，法律顾问"),
                format!("{}&with={}", encoded("法律顾问"), encoded("公职律师 年度:2022")),
            ],
            ("concept", _) => vec![
                encoded("三项制度\n律师: 法律顾问 OR 公职律师"),
                format!("{}&concept={}", encoded("律师:法律顾问"), encoded("律师:公职律师")),
                encoded("label,query\n律师,法律顾问\n坏,(\n"),
            ],
            ("year", _) => vec!["2021-2023".to_owned(), encoded("未识别")],
            ("region", _) => vec![encoded("重庆市"), "500113".to_owned()],
            ("province", _) => vec![encoded("重庆市"), "500000".to_owned()],
            ("prefecture", _) => vec![encoded("重庆市本级"), "411200".to_owned()],
            ("county", _) => vec![encoded("三门峡市本级"), "500113".to_owned()],
            ("report", _) => vec![id.to_owned()],
            ("agency", _) => vec![encoded("卫健委"), format!("={}", encoded("鹿鸣县教育局"))],
            ("level", _) => vec!["town".to_owned(), encoded("政府,部门")],
            ("date" | "published", _) => {
                vec!["2024-01..2024-03-05".to_owned(), "..2024".to_owned()]
            }
            ("number", _) => vec![encoded("〔2024〕12号"), encoded("（2023）,未识别")],
            ("url", _) => vec![encoded("https://www.gov.cn:80/a,1?b=c"), encoded("未识别")],
            ("kind", _) => vec!["rule-of-law".to_owned(), encoded("未识别")],
            ("group", _) => vec!["left".to_owned(), "right:word,left:3".to_owned()],
            ("only", _) => vec![encoded("聘请_"), encoded("甲")],
            ("part", _) => vec!["shortcomings".to_owned(), encoded("举措和成效,其他")],
            (_, "string") => {
                let names = schema["enum"].as_array().unwrap_or_else(|| panic!("{parameter}"));
                names.iter().map(|it| it.as_str().unwrap().to_owned()).collect()
            }
            (_, "integer") => vec![schema["minimum"].to_string(), schema["maximum"].to_string()],
            (_, "boolean") => vec!["true".to_owned(), "false".to_owned()],
            other => panic!("{other:?} of {parameter}"),
        };
        let example = parameter.get("example").map(|example| match example.as_array() {
            Some(values) => values.iter().map(as_text).collect::<Vec<_>>().join(","),
            None => as_text(example),
        });
        let empty = (parameter["allowEmptyValue"] == true).then(String::new);
        for value in values.into_iter().chain(example).chain(empty) {
            let is_question = ["q", "concept", "codebook"].contains(&name);
            let is_other = |it: &&String| {
                !(it.starts_with(&format!("{name}=")) || is_question && it.starts_with("q="))
            };
            let mut query = format!("?{name}={value}");
            for other in needed.iter().filter(is_other) {
                let _ = write!(query, "&{other}");
            }
            queries.push(query);
        }
    }
    assert!(document["components"].is_object());
    queries
}

/// Checks that an answer is one that the document describes.
fn check_answer(document: &Value, operation: &Value, answer: &Answer, asked: &str) {
    let described = resolved(document, &operation["responses"][answer.status.to_string()]);
    assert!(described.is_object(), "{asked}: {} is not described", answer.status);
    let kind = answer.headers["content-type"].split(';').next().unwrap();
    let content = &described["content"][kind];
    assert!(content.is_object(), "{asked}: {kind} is not described");
    if kind == "image/svg+xml" {
        let disposition = &answer.headers["content-disposition"];
        assert!(disposition.starts_with("attachment; filename=\"chabao-trend.svg\""), "{asked}");
        assert!(answer.body.starts_with("<svg ") && answer.body.ends_with("</svg>\n"), "{asked}");
    }
    if kind.ends_with("spreadsheetml.sheet") {
        assert!(answer.bytes.starts_with(b"PK\x03\x04"), "{asked}");
    }
    if kind == "application/json" || kind.ends_with("+json") {
        let value: Value = serde_json::from_str(&answer.body).unwrap();
        check(document, &content["schema"], &value, asked);
    }
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            let found = document.pointer(reference.trim_start_matches('#'));
            resolved(document, found.unwrap_or_else(|| panic!("nothing at {reference}")))
        }
        None => value,
    }
}

/// Checks a value against a schema, as far as schemas of this document go; a word of a schema that
/// is not known here fails.
fn check(document: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = resolved(document, schema);
    for (word, said) in schema.as_object().unwrap_or_else(|| panic!("{at}: no schema")) {
        match word.as_str() {
            "type" => {
                let one = vec![said.clone()];
                let kinds = said.as_array().unwrap_or(&one);
                let is_kind = |kind: &Value| match kind.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_u64() || value.is_i64(),
                    "number" => value.is_number(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("{at}: no such type {other}"),
                };
                assert!(kinds.iter().any(is_kind), "{at}: {value} is not {said}");
            }
            "oneOf" => {
                let fits = |schema: &&Value| {
                    std::panic::catch_unwind(|| check(document, schema, value, at)).is_ok()
                };
                let fitting = said.as_array().unwrap().iter().filter(fits).count();
                assert_eq!(fitting, 1, "{at}: {value} fits {fitting} of {said}");
            }
            "enum" => assert!(said.as_array().unwrap().contains(value), "{at}: {value}"),
            "required" if value.is_object() => {
                for name in said.as_array().unwrap() {
                    let name = name.as_str().unwrap();
                    assert!(value.get(name).is_some(), "{at}: {name} is missing");
                }
            }
            "properties" if value.is_object() => {
                for (name, value) in value.as_object().unwrap() {
                    let schema = said.get(name);
                    assert!(schema.is_some(), "{at}: {name} is not described");
                    check(document, schema.unwrap(), value, &format!("{at}.{name}"));
                }
            }
            "additionalProperties" if said.is_object() && value.is_object() => {
                for (name, value) in value.as_object().unwrap() {
                    check(document, said, value, &format!("{at}.{name}"));
                }
            }
            "items" if value.is_array() => {
                for (index, value) in value.as_array().unwrap().iter().enumerate() {
                    check(document, said, value, &format!("{at}[{index}]"));
                }
            }
            "minItems" | "maxItems" if value.is_array() => {
                let len = value.as_array().unwrap().len() as u64;
                let limit = said.as_u64().unwrap();
                let is_within = if word == "minItems" { len >= limit } else { len <= limit };
                assert!(is_within, "{at}: {len} items");
            }
            "minimum" if value.is_number() => assert!(value.as_f64() >= said.as_f64(), "{at}"),
            "maximum" if value.is_number() => assert!(value.as_f64() <= said.as_f64(), "{at}"),
            "required"
            | "properties"
            | "additionalProperties"
            | "items"
            | "minItems"
            | "maxItems"
            | "minimum"
            | "maximum"
            | "description"
            | "format"
            | "propertyNames"
            | "example"
            | "default" => {}
            other => panic!("{at}: the schema says {other}, which is not known here"),
        }
    }
}
