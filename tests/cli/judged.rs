//! Ranking, measured on the judged queries of `tests/judged.toml`, which says how to read them.

use std::collections::BTreeMap;
use std::path::Path;

use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::search::{Hit, Mode, Request, search};
use serde::Deserialize;
use tempfile::TempDir;

use crate::corpus::{Corpus, published, samples, say};

/// The least that a mode must reach on a collection: mean reciprocal rank, and recall at 10. They
/// only rise.
type Floors = [(Mode, f64, f64); 2];

/// The floors for the samples.
const DATA: Floors = [(Mode::Exact, 0.87, 0.95), (Mode::Words, 0.76, 0.78)];

/// The floors for the published reports.
const REPORTS: Floors = [(Mode::Exact, 1.0, 1.0), (Mode::Words, 0.52, 0.69)];

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

/// Indexes a folder and runs its queries; returns the sums for each mode.
fn run(name: &str, root: &Path, judged: &Judged) -> BTreeMap<String, Means> {
    let mut means: BTreeMap<String, Means> = BTreeMap::new();
    let dir = TempDir::new().unwrap();
    ingest(dir.path(), &Options { roots: vec![root.to_owned()], ..Options::default() }, |_| {})
        .unwrap();
    let reader = IndexReader::open(dir.path()).unwrap();
    for query in judged.query.iter().filter(|query| query.on == name) {
        let request =
            Request { mode: query.mode, limit: FIRST, ..Request::new(query.text.parse().unwrap()) };
        let hits = search(&reader, &request).unwrap().body.hits;
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
        let mean = means.entry(query.mode.to_string()).or_default();
        mean.queries += 1.0;
        mean.reciprocal += reciprocal;
        mean.recall += recall.min(1.0);
    }
    means
}

/// Returns the judged queries.
fn judged() -> Judged {
    let judged: Judged = toml::from_str(include_str!("../judged.toml")).unwrap();
    assert!(judged.query.len() >= 30);
    judged
}

#[test]
fn judged_queries_rank_no_worse_than_before() {
    check_ranking("data", &samples(), &DATA);
}

#[test]
#[ignore = "needs ../shared"]
fn judged_queries_rank_no_worse_on_published_reports() {
    check_ranking("reports", &published(), &REPORTS);
}

/// Runs the queries of one collection and compares its means with the floors.
fn check_ranking(name: &str, root: &Path, floors: &Floors) {
    let means = run(name, root, &judged());
    let mut fallen = Vec::new();
    for (mode, least_rank, least_recall) in floors {
        let Means { queries, reciprocal, recall } = &means[&mode.to_string()];
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
    check_items("data", &samples());
}

#[test]
#[ignore = "needs ../shared"]
fn every_judged_item_of_published_reports_is_a_section() {
    check_items("reports", &published());
}

/// Checks that the items of the queries of one collection exist.
fn check_items(name: &str, root: &Path) {
    let corpus = Corpus::of(&[root.to_owned()]);
    for query in judged().query.iter().filter(|query| query.on == name) {
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
