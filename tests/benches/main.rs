//! What indexing and searching cost, side by side with the obvious design; see `README.md`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

mod cluster;
mod cold;
mod contexts;
mod corpus;
#[path = "../files.rs"]
mod files;
mod findings;
mod formats;
mod generator;
mod indexing;
mod latency;
#[path = "../cluster/launch.rs"]
#[expect(clippy::unwrap_used, reason = "a cluster that does not start ends everything")]
mod launch;
#[path = "../cluster/nodes.rs"]
#[expect(clippy::unwrap_used, reason = "a cluster that does not start ends everything")]
#[expect(dead_code, reason = "the tests kill nodes and stop them")]
mod nodes;
mod processor;
mod questions;
mod serve;
mod times;
mod words;

use std::error::Error;

use corpus::Corpus;
use criterion::Criterion;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many reports are indexed and searched. Twenty sections each make 50,000 sections.
const REPORTS: usize = 2500;

/// A variable with the size of a further index to search, such as 50000; in a cluster, of the only one.
const LARGEST: &str = "CHABAO_BENCH_REPORTS";

/// The parts that can be run alone, each with what it measures.
const PARTS: [(&str, &str); 8] = [
    ("reading", "documents a second in each format, and a folder of mixed files"),
    ("indexing", "indexing, against tantivy with words alone"),
    ("cold", "one search as a whole process"),
    ("searching", "warm searches, timed by criterion"),
    ("findings", "nearness, a concordance, a panel, an export"),
    ("contexts", "concordances and collocates"),
    ("serve", "the server under load"),
    ("cluster", "an index in a cluster on this machine, against one on its disk"),
];

/// What the arguments ask for.
struct Asked {
    /// Without `--bench` this is `cargo test --benches`: everything runs, nothing is measured.
    is_measured: bool,
    /// The names given: parts, or searches as criterion names them.
    names: Vec<String>,
}

impl Asked {
    fn read() -> Self {
        let is_measured = std::env::args().any(|argument| argument == "--bench");
        let names = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
        Self { is_measured, names: names.collect() }
    }

    /// Returns whether a part is run: those that are named, or all. A name that is none of a part
    /// is one of a search.
    fn is_wanted(&self, part: &str) -> bool {
        let is_part = |name: &str| PARTS.iter().any(|(part, _)| *part == name);
        let is_named = |name: &String| name == part || part == "searching" && !is_part(name);
        self.names.is_empty() || self.names.iter().any(is_named)
    }
}

/// Reads the size of a further index.
fn largest() -> Result<Option<usize>> {
    let Ok(largest) = std::env::var(LARGEST) else { return Ok(None) };
    let largest = largest.parse();
    Ok(Some(largest.map_err(|error| format!("{LARGEST} is not a number: {error}"))?))
}

fn main() -> Result<()> {
    if std::env::args().any(|argument| argument == "--list") {
        for (part, about) in PARTS {
            println!("{part:10} {about}");
        }
        return Ok(());
    }
    let asked = Asked::read();
    let is_measured = asked.is_measured;
    let reports = if is_measured { REPORTS } else { 12 };
    // All figures once more together, after what criterion prints.
    let mut summary = Vec::new();

    if asked.is_wanted("reading") {
        let (each, mixed, rounds) = if is_measured { (50, 1000, 3) } else { (1, 20, 1) };
        println!("{}", formats::measure(each, mixed, rounds)?);
    }
    if asked.is_wanted("indexing") || asked.is_wanted("cold") {
        let corpus = Corpus::new(reports)?;
        println!("{corpus}");
        let rounds = if is_measured && asked.is_wanted("indexing") { 5 } else { 1 };
        let indexed = indexing::compare(&corpus, rounds)?;
        println!("{indexed}");
        if asked.is_wanted("searching") {
            summary.push(indexed.to_string());
        }
        if asked.is_wanted("cold") {
            let cold = cold::measure(&indexed.dir, if is_measured { 200 } else { 2 })?;
            summary.push(cold.to_string());
        }
    }
    if asked.is_wanted("searching") {
        let mut sizes = if is_measured { vec![1, 1000, REPORTS] } else { vec![1, 12] };
        sizes.extend(largest()?);
        let mut criterion = Criterion::default().without_plots().configure_from_args();
        if asked.names.iter().any(|name| name == "searching") {
            // The name of the part filters no searches.
            criterion = criterion.with_filter("");
        }
        for size in sizes {
            summary.push(latency::Index::new(size)?.measure(&mut criterion)?.to_string());
        }
        criterion.final_summary();
    }
    if asked.is_wanted("findings") {
        summary.push(findings::measure(reports, if is_measured { 21 } else { 1 })?.to_string());
    }
    if asked.is_wanted("contexts") {
        let rounds = if is_measured { 7 } else { 1 };
        let index = latency::Index::new(reports)?;
        summary.push(contexts::measure(index.reader(), rounds)?.to_string());
    }
    if asked.is_wanted("serve") {
        summary.push(latency::Index::new(reports)?.serve(is_measured)?.to_string());
    }
    if asked.is_wanted("cluster") {
        let reports = largest()?.filter(|_| is_measured).unwrap_or(reports);
        summary.push(cluster::measure(reports, is_measured)?.to_string());
    }
    for figures in summary {
        println!("\n{figures}");
    }
    Ok(())
}
