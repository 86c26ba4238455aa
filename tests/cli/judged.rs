//! Ranking, measured on the judged queries of `tests/judged.toml`, which says how to read them.

use std::collections::BTreeMap;
use std::path::Path;

use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::search::{Hit, Mode, Request, search};
use serde::Deserialize;
use tempfile::TempDir;

use crate::corpus::{published, samples, say};

/// What the means of a collection and a mode must not fall below: mean reciprocal rank, and recall
/// at 10. They only rise.
const FLOORS: &[(&str, Mode, f64, f64)] = &[
    ("data", Mode::Exact, 0.87, 0.95),
    ("data", Mode::Words, 0.76, 0.78),
    ("reports", Mode::Exact, 1.0, 1.0),
    ("reports", Mode::Words, 0.52, 0.69),
];

/// How many hits are looked at.
const FIRST: usize = 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    query: Vec<JudgedQuery>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JudgedQuery {
    text: String,
    mode: Mode,
    on: String,
    best: Vec<String>,
    relevant: Vec<String>,
}

/// Returns whether a hit is the section that an item names, or one below it.
fn is_item(hit: &Hit, item: &str, root: &Path) -> bool {
    let (path, heading) = match item.split_once('#') {
        Some((path, heading)) => (path.trim(), Some(heading.trim())),
        None => (item, None),
    };
    let headings = &hit.section.heading_path;
    Path::new(&hit.report.path) == root.join(path)
        && match heading {
            None => true,
            Some("") => headings.is_empty(),
            Some(text) => headings.iter().any(|heading| heading.contains(text)),
        }
}

/// The sums over the queries of one collection in one mode.
#[derive(Default)]
struct Means {
    queries: f64,
    reciprocal: f64,
    recall: f64,
}

fn share(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap())
}

/// Indexes a folder and runs its queries.
fn run(name: &str, root: &Path, judged: &Judged, means: &mut BTreeMap<String, Means>) {
    let dir = TempDir::new().unwrap();
    ingest(dir.path(), &Options { roots: vec![root.to_owned()], ..Options::default() }, |_| {})
        .unwrap();
    let reader = IndexReader::open(dir.path()).unwrap();
    for query in judged.query.iter().filter(|query| query.on == name) {
        let request =
            Request { mode: query.mode, limit: FIRST, ..Request::new(query.text.parse().unwrap()) };
        let hits = search(&reader, &request).unwrap().hits;
        let is_any = |hit: &Hit, items: &[String]| items.iter().any(|it| is_item(hit, it, root));
        let rank = hits.iter().position(|hit| is_any(hit, &query.best));
        let met =
            query.relevant.iter().filter(|item| hits.iter().any(|hit| is_item(hit, item, root)));
        let recall = share(met.count(), query.relevant.len().min(FIRST));
        let reciprocal = rank.map_or(0.0, |rank| share(1, rank + 1));
        if reciprocal < 1.0 || recall < 1.0 {
            let rank = rank.map_or("none".to_owned(), |rank| (rank + 1).to_string());
            let (mode, text) = (query.mode, &query.text);
            say(&format!("{name:8}{mode}  rank {rank}  recall {recall:.2}  {text}"));
        }
        let mean = means.entry(format!("{name} {}", query.mode)).or_default();
        mean.queries += 1.0;
        mean.reciprocal += reciprocal;
        mean.recall += recall.min(1.0);
    }
}

#[test]
fn judged_queries_rank_no_worse_than_before() {
    let judged: Judged = toml::from_str(include_str!("../judged.toml")).unwrap();
    assert!(judged.query.len() >= 30);
    let mut folders = vec![("data", samples())];
    folders.extend(published().map(|path| ("reports", path)));
    let mut means = BTreeMap::new();
    for (name, root) in &folders {
        run(name, root, &judged, &mut means);
    }
    let mut fallen = Vec::new();
    for (name, mode, least_rank, least_recall) in FLOORS {
        let Some(Means { queries, reciprocal, recall }) = means.get(&format!("{name} {mode}"))
        else {
            continue;
        };
        let (rank, recall) = (reciprocal / queries, recall / queries);
        let line = format!(
            "{name} {mode}: {queries} queries, mean reciprocal rank {rank:.4}, recall at 10 {recall:.4}"
        );
        say(&line);
        if rank < *least_rank || recall < *least_recall {
            fallen.push(line);
        }
    }
    assert!(fallen.is_empty(), "{fallen:?}");
}

#[test]
fn every_judged_item_is_a_section() {
    let judged: Judged = toml::from_str(include_str!("../judged.toml")).unwrap();
    let mut folders = vec![("data", samples())];
    folders.extend(published().map(|path| ("reports", path)));
    for (name, root) in folders {
        let corpus = crate::corpus::Corpus::of(std::slice::from_ref(&root));
        for query in judged.query.iter().filter(|query| query.on == name) {
            for item in query.best.iter().chain(&query.relevant) {
                let (path, heading) = item.split_once('#').unwrap_or((item, ""));
                let is_there = corpus.sections.iter().any(|section| {
                    Path::new(&section.path) == root.join(path.trim())
                        && (heading.trim().is_empty()
                            || section.heading_path.iter().any(|it| it.contains(heading.trim())))
                });
                assert!(is_there, "{}: no section `{item}`", query.text);
                assert!(query.relevant.contains(item), "{}: `{item}` is only best", query.text);
            }
        }
    }
}
