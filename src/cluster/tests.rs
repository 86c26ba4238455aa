//! What is done when a cluster refuses, ends or answers in part, with a server that pretends to be
//! one; and all requests with a real cluster, whose address is `CHABAO_TEST_CLUSTER`
//! (`opensearch+http://127.0.0.1:9200`).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;

use super::fake::{Fake, cluster_at};
use super::*;

/// Returns a section whose texts are all the same.
fn section(report: u64, ordinal: u32, text: &str) -> SectionDocument {
    let text = text.to_owned();
    SectionDocument { report, ordinal, folded: text.clone(), text }
}

fn written(ids: &[(&str, u16)]) -> String {
    let item = |&(id, status): &(&str, u16)| {
        let mut done = json!({"_id": id, "status": status});
        if status >= 400 {
            done["error"] = json!({"type": "rejected_execution_exception", "reason": "queue"});
        }
        json!({"index": done})
    };
    json!({"items": ids.iter().map(item).collect::<Vec<_>>()}).to_string()
}

const BUSY: &str =
    r#"{"error":{"type":"circuit_breaking_exception","reason":"heap"},"status":429}"#;

#[test]
fn what_is_refused_for_now_is_sent_again_and_nothing_else() {
    let fake = Fake::start(vec![
        (200, written(&[("1-0", 201), ("1-1", 429), ("2-0", 429)])),
        (0, String::new()),
        (200, written(&[("1-1", 200), ("2-0", 429)])),
        (503, String::new()),
        (200, written(&[("2-0", 201)])),
    ]);
    assert_eq!(send_three(&fake), [3, 2, 2, 1, 1]);
}

#[test]
fn what_is_too_large_for_a_node_is_sent_in_halves() {
    let fake = Fake::start(vec![
        (429, BUSY.to_owned()),
        (429, BUSY.to_owned()),
        (200, written(&[("1-0", 201)])),
        (200, written(&[("1-1", 201)])),
        (429, BUSY.to_owned()),
        (200, written(&[("2-0", 201)])),
    ]);
    assert_eq!(send_three(&fake), [3, 2, 1, 1, 1, 1]);
}

/// Sends three sections and returns how many there were in each request.
fn send_three(fake: &Fake) -> Vec<usize> {
    let sink = fake.cluster().sink();
    for (report, ordinal) in [(1, 0), (1, 1), (2, 0)] {
        sink.add(&section(report, ordinal, "甲")).unwrap();
    }
    assert_eq!(sink.finish().unwrap(), 3);
    let requests = fake.requests();
    let last = "{\"index\":{\"_id\":\"2-0\"}}\n{\"report\":2,\"place\":2097152,\"folded\":\"甲\",\
                \"text\":\"甲\"}\n";
    assert!(requests.last().unwrap().ends_with(last), "{requests:?}");
    requests.iter().map(|it| it.matches("\"_id\"").count()).collect()
}

#[test]
fn a_section_that_is_refused_for_good_is_an_error_that_names_it() {
    let bad = json!({"items": [{"index": {"_id": "7-3", "status": 400,
        "error": {"type": "mapper_parsing_exception", "reason": "no"}}}]});
    let fake = Fake::start(vec![(200, bad.to_string())]);
    let sink = fake.cluster().sink();
    sink.add(&section(7, 3, "甲")).unwrap();
    let error = sink.finish().unwrap_err();
    assert_eq!(error.code(), "cluster-refused");
    let expected = "refused a request: document `7-3`: 400 mapper_parsing_exception: no";
    assert!(error.to_string().ends_with(expected), "{error}");
    let sink = fake.cluster().sink();
    let error = sink.add(&section(7, 1 << 20, "甲")).unwrap_err();
    assert!(error.to_string().contains("section 1048576 of report 7"), "{error}");
}

#[test]
fn a_full_disk_is_an_error_at_once() {
    let block = "blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index \
                 has read-only-allow-delete block];";
    let full = json!({"items": [{"index": {"_id": "1-0", "status": 429,
        "error": {"type": "cluster_block_exception", "reason": block}}}]});
    let fake = Fake::start(vec![(200, full.to_string())]);
    let sink = fake.cluster().sink();
    sink.add(&section(1, 0, "甲")).unwrap();
    assert_eq!(sink.finish().unwrap_err().code(), "cluster-read-only");
    assert_eq!(fake.requests().len(), 1);
}

fn answer(total: u64, rows: &serde_json::Value) -> String {
    json!({"responses": [{
        "timed_out": false, "status": 200,
        "_shards": {"total": 2, "successful": 2, "failed": 0},
        "hits": {"total": {"value": total, "relation": "eq"}, "hits": []},
        "aggregations": {"rows": {"value": rows}},
    }]})
    .to_string()
}

fn form(form: &str) -> Search {
    Search { form: form.to_owned(), among: Filter::All }
}

#[test]
fn the_next_host_is_asked_if_one_does_not_answer() {
    let fake = Fake::start(vec![
        (503, r#"{"error":{"type":"cluster_manager_not_discovered_exception"}}"#.to_owned()),
        (200, answer(1, &json!([[5, -2], null]))),
    ]);
    let cluster = cluster_at(&[Fake::nobody(), fake.address()]);
    let rows = cluster.rows(&[form("甲")], &Contents::default()).unwrap();
    assert_eq!(rows, [[Row { report: 0, ordinal: 5, count: 2 }]]);
}

#[test]
fn a_host_that_nobody_listens_at_is_an_error_with_its_address() {
    let nobody = Fake::nobody();
    let error = cluster_at(&[nobody]).state().unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "the cluster at `opensearch+http://{nobody}/r` cannot be reached: GET http://{nobody}/: \
             connection refused, after 5 tries"
        )
    );
}

#[test]
fn a_server_that_speaks_no_tls_is_named_as_such() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let place = format!("opensearch+https://{}/r", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        use std::io::Write;
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").unwrap();
    });
    let error = Cluster::at(Path::new(&place)).unwrap().unwrap().state().unwrap_err();
    thread.join().unwrap();
    assert_eq!(error.code(), "cluster-tls", "{error}");
}

#[test]
fn a_part_of_an_answer_is_asked_for_again_and_then_refused() {
    let partial = answer(1, &json!([[5]])).replace("\"successful\":2", "\"successful\":1");
    let fake = Fake::start(vec![(200, partial.clone()), (200, answer(2, &json!([[5], [7]])))]);
    assert_eq!(fake.cluster().rows(&[form("甲")], &Contents::default()).unwrap()[0].len(), 2);

    let fake = Fake::start(vec![(200, partial); 7]);
    let error = fake.cluster().rows(&[form("甲")], &Contents::default()).unwrap_err();
    assert_eq!(error.code(), "cluster-incomplete");
    let expected = "could not ask all of its data: 1 of 2 shards answered, 0 failed, after 7 tries";
    assert!(error.to_string().ends_with(expected), "{error}");
}

#[test]
fn without_scripts_rows_come_in_pages() {
    let forbidden = json!({"responses": [{"status": 400, "error": {
        "type": "illegal_argument_exception", "reason": "cannot execute [inline] scripts"}}]});
    let mut page: serde_json::Value = serde_json::from_str(&answer(2, &json!(null))).unwrap();
    page["responses"][0]["hits"]["hits"] =
        json!([{"_score": 2.000_000_1, "sort": [5]}, {"_score": 1.0, "sort": [1_048_576]}]);
    page["responses"][0].as_object_mut().unwrap().remove("aggregations");
    let fake = Fake::start(vec![(200, forbidden.to_string()), (200, page.to_string())]);
    let rows = fake.cluster().rows(&[form("甲")], &Contents::default()).unwrap();
    let expected =
        [Row { report: 0, ordinal: 5, count: 2 }, Row { report: 1, ordinal: 0, count: 1 }];
    assert_eq!(rows, [expected]);
    assert!(fake.requests()[1].contains("\"sort\":[{\"place\":\"asc\"}]"));
}

#[test]
fn an_empty_form_is_no_question() {
    let cluster = cluster_at(&[Fake::nobody()]);
    assert_eq!(cluster.rows(&[form("")], &Contents::default()).unwrap_err().code(), "no-term");
    assert_eq!(
        cluster.count_sections(&[String::new()], &Contents::default(), &[]).unwrap_err().code(),
        "no-term"
    );
}

#[test]
fn a_generation_whose_first_answer_was_lost_is_published_once() {
    let root = r#"{"cluster_name":"c","version":{"distribution":"opensearch","number":"2.19.6"}}"#;
    let new = Generation {
        number: 3,
        oldest: 2,
        files: Vec::new(),
        before: Vec::new(),
        sections: 9,
        cleared: 0,
    };
    let conflict = r#"{"error":{"type":"version_conflict_engine_exception"},"status":409}"#;
    let other = json!({"found": true, "_seq_no": 4, "_primary_term": 1, "_source": {
        "generation": 3, "oldest": 2, "files": [], "before": [], "sections": 8, "mark": "other"}});
    let fake = Fake::start(vec![(409, conflict.to_owned()), (200, other.to_string())]);
    assert_eq!(fake.cluster().publish(&new, None).unwrap(), Publication::Overtaken);
    assert!(fake.requests()[0].starts_with("PUT /r-state/_create/state\n"));

    let fake = Fake::start(vec![(200, root.to_owned()), (200, other.to_string())]);
    let state = fake.cluster().state().unwrap().unwrap();
    let Generation { number, oldest, sections, .. } = state.generation;
    assert_eq!((number, oldest, sections), (3, 2, 8));
}

/// Returns an index of its own in the cluster for tests, removed at the end.
struct Real(Cluster);

impl Real {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let cluster = std::env::var("CHABAO_TEST_CLUSTER").expect("CHABAO_TEST_CLUSTER");
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let place = format!("{cluster}/test-{}-{number}", process::id());
        let cluster = Cluster::at(Path::new(&place)).unwrap().unwrap();
        cluster.create().unwrap();
        Self(cluster)
    }

    fn fill(&self, sections: &[SectionDocument]) {
        let sink = self.0.sink();
        for section in sections {
            sink.add(section).unwrap();
        }
        assert_eq!(sink.finish().unwrap(), sections.len() as u64);
        self.0.refresh().unwrap();
    }

    /// Makes a request of its own for the sections.
    fn change(&self, method: &'static str, below: &str, body: &str) {
        let path = format!("/{}{below}", self.0.client.index("sections"));
        let call = client::Call { method, ..client::Call::put(&path, body.as_bytes()) };
        self.0.client.once(call).unwrap().good().unwrap();
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        for part in ["sections", "files", "state"] {
            let path = format!("/{}", self.0.client.index(part));
            let call = client::Call { method: "DELETE", ..client::Call::put(&path, &[]) };
            let _ = self.0.client.once(call);
        }
    }
}

/// Returns how often a form occurs in a text; occurrences may overlap.
fn occurrences(text: &str, form: &str) -> u32 {
    let starts = text
        .char_indices()
        .filter(|(at, _)| text.get(*at..).is_some_and(|it| it.starts_with(form)));
    u32::try_from(starts.count()).unwrap()
}

/// Returns 2,000 sections of 200 reports, always the same.
fn corpus() -> Vec<SectionDocument> {
    let pieces = [
        "行政处罚",
        "行政",
        "处罚",
        "人人",
        "人",
        "00",
        "2023年",
        "。",
        "；\n",
        "“三项”",
        "\u{2cc56}",
        "(\\\"",
        "的",
        "法治政府建设",
        "罚款",
        "A",
        "b c",
    ];
    let mut dice: u64 = 7;
    let mut roll = |most: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 40).unwrap() % most
    };
    let mut sections = Vec::new();
    for report in 10..210 {
        for ordinal in 0..10 {
            let chosen: Vec<&str> = (0..=roll(40)).map(|_| pieces[roll(pieces.len())]).collect();
            let folded = chosen.concat();
            sections.push(SectionDocument {
                report,
                ordinal,
                text: format!("原文{report}：{folded}"),
                folded,
            });
        }
    }
    sections
}

const FORMS: [&str; 21] = [
    "行政处罚",
    "处罚",
    "人人",
    "人人人",
    "人人人人",
    "人",
    "的",
    "0",
    "00",
    "000",
    "。",
    "；\n",
    "\n",
    "\u{2cc56}",
    "\u{2cc56}的",
    "罚。",
    "政处罚。行政",
    "(\\\"",
    "b c",
    "“三项”",
    "没有这个",
];

/// Returns the rows that a plain scan finds.
fn scan(sections: &[SectionDocument], form: &str) -> Vec<Row> {
    let rows = sections.iter().map(|it| Row {
        report: it.report,
        ordinal: it.ordinal,
        count: occurrences(&it.folded, form),
    });
    rows.filter(|it| it.count > 0).collect()
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn a_cluster_finds_what_a_plain_scan_finds() {
    let real = Real::new();
    let cluster = &real.0;
    let sections = corpus();
    real.fill(&sections);
    // Writing them again changes nothing.
    real.fill(&sections[..500]);

    let searches: Vec<Search> = FORMS.iter().map(|it| form(it)).collect();
    let rows = cluster.rows(&searches, &Contents::default()).unwrap();
    for (name, rows) in FORMS.iter().zip(&rows) {
        assert_eq!(*rows, scan(&sections, name), "{name:?}");
    }
    assert!(rows[..20].iter().all(|it| !it.is_empty()), "every form but the last occurs");

    // In pages, as in a cluster without scripts.
    cluster.client.is_without_scripts.store(true, Ordering::Relaxed);
    assert_eq!(cluster.rows(&searches, &Contents::default()).unwrap(), rows);
    cluster.client.is_without_scripts.store(false, Ordering::Relaxed);
    // In ranges, as with very many rows.
    for (search, rows) in searches.iter().zip(&rows) {
        assert_eq!(
            rows::in_ranges(&cluster.client, search, 2_000_000, &Contents::default()).unwrap(),
            *rows
        );
    }

    let forms: Vec<String> = FORMS.iter().map(|it| (*it).to_owned()).collect();
    let without: Vec<u64> = (10..60).chain(1_000_000..1_100_000).collect();
    let counts = cluster.count_sections(&forms, &Contents::default(), &without).unwrap();
    for ((name, count), rows) in FORMS.iter().zip(counts).zip(&rows) {
        assert_eq!(count, rows.iter().filter(|it| it.report >= 60).count() as u64, "{name:?}");
    }
}

/// Returns whether a plain scan finds that a section has a filter.
fn holds(filter: &Filter, it: &SectionDocument) -> bool {
    match filter {
        Filter::All => true,
        Filter::Form(form) => it.folded.contains(form.as_str()),
        Filter::And(all) => all.iter().all(|filter| holds(filter, it)),
        Filter::AtLeast(least, all) => {
            all.iter().filter(|filter| holds(filter, it)).count() >= *least
        }
    }
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn filters_are_those_of_a_plain_scan() {
    let real = Real::new();
    let sections = corpus();
    real.fill(&sections);
    let form = |it: &str| Filter::Form(it.to_owned());
    for filter in [
        Filter::All,
        form("罚款"),
        form("；\n"),
        form("c"),
        Filter::And(vec![form("罚款"), form("的"), form("人人人")]),
        Filter::AtLeast(1, vec![form("人人人人"), form("(\\\""), form("0"), form("罚款")]),
        Filter::AtLeast(2, vec![form("人人人人"), form("的"), form("\u{2cc56}")]),
        Filter::AtLeast(1, vec![]),
    ] {
        let counted = sections.iter().filter(|it| holds(&filter, it)).filter_map(|it| {
            let count = occurrences(&it.folded, "行政处罚");
            (count > 0).then_some(Row { report: it.report, ordinal: it.ordinal, count })
        });
        let expected: Vec<Row> = counted.collect();
        let search = Search { form: "行政处罚".to_owned(), among: filter.clone() };
        assert_eq!(real.0.rows(&[search], &Contents::default()).unwrap(), [expected], "{filter:?}");
    }
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn texts_come_in_order_and_a_missing_one_is_an_error() {
    let real = Real::new();
    let sections = corpus();
    real.fill(&sections);
    let mut wanted: Vec<&SectionDocument> = sections.iter().rev().collect();
    wanted.swap(3, 1_000);
    let places: Vec<(u64, u32)> = wanted.iter().map(|it| (it.report, it.ordinal)).collect();
    let texts = real.0.texts(&places).unwrap();
    assert!(texts.iter().zip(&wanted).all(|(text, it)| *text == it.text));
    assert_eq!(real.0.texts(&[]).unwrap(), [""; 0]);
    let error = real.0.texts(&[(10, 0), (9, 0)]).unwrap_err();
    assert!(error.to_string().ends_with("section 9-0 is not there"), "{error}");
    assert_eq!(error.code(), "cluster-damaged");
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn sections_are_removed_by_report_and_strays_by_what_is_known() {
    let real = Real::new();
    let cluster = &real.0;
    let sections = corpus();
    real.fill(&sections);
    cluster.remove_sections(&[(10, 10), (11, 10), (5_000, 3)]).unwrap();
    cluster.refresh().unwrap();
    let reports = |rows: &[Row]| rows.iter().map(|it| it.report).collect::<BTreeSet<_>>();
    let rows = cluster.rows(&[form("人")], &Contents::default()).unwrap().remove(0);
    assert_eq!(rows, scan(&sections[20..], "人"));

    // Odd reports are known; those from 200 on may be of a program that is still writing.
    assert_eq!(cluster.remove_strays(|it| it % 2 == 1, 200).unwrap(), 94);
    cluster.refresh().unwrap();
    let rows = cluster.rows(&[form("人")], &Contents::default()).unwrap().remove(0);
    let left: Vec<SectionDocument> = sections[20..]
        .iter()
        .filter(|it| it.report % 2 == 1 || it.report >= 200)
        .cloned()
        .collect();
    assert_eq!(rows, scan(&left, "人"));
    assert!(reports(&rows).contains(&200));
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn one_of_several_who_publish_is_first_and_numbers_are_given_once() {
    let real = Real::new();
    let cluster = &real.0;
    assert_eq!(cluster.state().unwrap(), None);
    let new = |number| Generation {
        number,
        oldest: 0,
        files: vec![StoredFile { name: "a".to_owned(), bytes: 1, hash: "b".to_owned() }],
        before: Vec::new(),
        sections: 7,
        cleared: 0,
    };
    assert_eq!(cluster.publish(&new(1), None).unwrap(), Publication::Done);
    assert_eq!(cluster.publish(&new(1), None).unwrap(), Publication::Overtaken);
    let first = cluster.state().unwrap().unwrap();
    assert_eq!((first.generation.number, first.generation.sections), (1, 7));
    assert_eq!(first.generation, new(1));
    assert_eq!(cluster.publish(&new(2), Some(&first)).unwrap(), Publication::Done);
    assert_eq!(cluster.publish(&new(2), Some(&first)).unwrap(), Publication::Overtaken);
    assert_eq!(cluster.state().unwrap().unwrap().generation.number, 2);

    let given = std::sync::Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for count in 1..6 {
                    let numbers = cluster.reserve_numbers(count).unwrap();
                    let mut given = given.lock().unwrap();
                    for number in numbers {
                        assert!(given.insert(number), "{number} twice");
                    }
                }
            });
        }
    });
    assert_eq!(given.into_inner().unwrap().len(), 8 * 15);
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn a_folder_comes_back_as_it_was() {
    let real = Real::new();
    let cluster = &real.0;
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let large: Vec<u8> =
        (0..9_000_001_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let files: [(&str, &[u8]); 4] =
        [("0a.fast", &large), ("empty.idx", b""), ("meta.json", b"{}"), (".managed.json", b"[]")];
    for (name, content) in files {
        fs::write(from.path().join(name), content).unwrap();
    }
    let names: Vec<String> = files.iter().map(|it| it.0.to_owned()).collect();
    let stored = cluster.upload(from.path(), &names, &[]).unwrap();
    assert_eq!(stored.iter().map(|it| it.bytes).collect::<Vec<_>>(), [9_000_001, 0, 2, 2]);
    // What is wrong in the folder is mended.
    fs::write(to.path().join("meta.json"), "[]").unwrap();
    fs::write(to.path().join("0a.fast"), "").unwrap();
    cluster.download(&stored, to.path()).unwrap();
    for (name, content) in files {
        assert!(fs::read(to.path().join(name)).unwrap() == content, "{name}");
    }
    let count = fs::read_dir(to.path()).unwrap().count();
    assert_eq!(count, files.len(), "no parts are left");

    // Only what is new is stored.
    fs::write(from.path().join("meta.json"), "{1}").unwrap();
    let newer = cluster.upload(from.path(), &names, &stored).unwrap();
    assert_eq!(newer[0], stored[0]);
    assert_ne!(newer[2], stored[2]);
    cluster.download(&newer, to.path()).unwrap();
    assert_eq!(fs::read(to.path().join("meta.json")).unwrap(), b"{1}");

    cluster.remove_files(&stored[2..3]).unwrap();
    let error = cluster.download(&stored, to.path()).unwrap_err();
    assert!(error.to_string().ends_with("its file `meta.json` is not there"), "{error}");
    cluster.download(&newer, to.path()).unwrap();
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn a_cluster_says_how_it_is_and_indices_are_made_once() {
    let real = Real::new();
    let cluster = &real.0;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| cluster.create().unwrap());
        }
    });
    real.fill(&corpus()[..30]);
    let health = cluster.health().unwrap();
    assert!(health.shards >= 1 && health.nodes >= health.data_nodes, "{health:?}");
    assert!(health.status.key() != "red" && health.bytes > 0, "{health:?}");
    assert_eq!(health.documents, 30);
    assert!(health.release.contains("earch "), "{health:?}");

    // An index of another program under the same name is no index of reports.
    let path = format!("/{}", cluster.client.index("files"));
    let call = client::Call { method: "DELETE", ..client::Call::put(&path, &[]) };
    cluster.client.once(call).unwrap().good().unwrap();
    cluster.client.once(client::Call::put(&path, &[])).unwrap().good().unwrap();
    let error = cluster.create().unwrap_err();
    assert!(error.to_string().contains("was not made by `chabao index`"), "{error}");
    assert!(cluster.address().starts_with("opensearch+http"));
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn what_a_full_disk_does_to_an_index_is_an_error_and_ends_with_it() {
    let real = Real::new();
    let sections = corpus();
    real.fill(&sections[..10]);
    let block = |value: &str| {
        let settings = format!("{{\"index.blocks.read_only_allow_delete\": {value}}}");
        real.change("PUT", "/_settings", &settings);
    };
    block("true");
    let sink = real.0.sink();
    sink.add(&sections[10]).unwrap();
    let error = sink.finish().unwrap_err();
    assert_eq!(error.code(), "cluster-read-only", "{error}");
    assert_eq!(
        real.0.rows(&[form("人")], &Contents::default()).unwrap(),
        [scan(&sections[..10], "人")]
    );
    block("null");
    real.fill(&sections[10..20]);
    assert_eq!(
        real.0.rows(&[form("人")], &Contents::default()).unwrap(),
        [scan(&sections[..20], "人")]
    );
}

#[test]
#[ignore = "needs a cluster: run by tests/cluster"]
fn an_index_that_was_removed_is_an_error_and_never_nothing_found() {
    let real = Real::new();
    let sections = corpus();
    real.fill(&sections[..10]);
    real.change("DELETE", "", "");
    let error = real.0.rows(&[form("人")], &Contents::default()).unwrap_err();
    assert_eq!(error.code(), "cluster-damaged", "{error}");
    // What is written now makes an index by itself, with other rules.
    real.fill(&sections[..10]);
    for name in ["人", "处罚", "行政处罚"] {
        let error = real.0.rows(&[form(name)], &Contents::default()).unwrap_err();
        assert!(error.to_string().contains("analyzer"), "{error}");
        assert!(real.0.count_sections(&[name.to_owned()], &Contents::default(), &[]).is_err());
    }
    let error = real.0.create().unwrap_err();
    assert!(error.to_string().contains("was not made by `chabao index`"), "{error}");
}
