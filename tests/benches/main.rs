//! What indexing and searching cost, side by side with the obvious design; see `README.md`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

mod cold;
mod corpus;
#[path = "../files.rs"]
mod files;
mod formats;
mod generator;
mod indexing;
mod latency;
mod processor;
mod serve;
mod words;

use std::error::Error;

use corpus::Corpus;
use criterion::Criterion;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many reports are indexed and searched. Twenty sections each make 50,000 sections.
const REPORTS: usize = 2500;

/// A variable with the size of a further index to search, such as 50000.
const LARGEST: &str = "CHABAO_BENCH_REPORTS";

fn main() -> Result<()> {
    // Without `--bench` this is `cargo test --benches`: everything runs, nothing is measured.
    let is_measured = std::env::args().any(|argument| argument == "--bench");
    let mut sizes = if is_measured { vec![1, 1000, REPORTS] } else { vec![1, 12] };
    if let Ok(largest) = std::env::var(LARGEST) {
        sizes.push(largest.parse().map_err(|_| format!("{LARGEST} is not a number: {largest}"))?);
    }
    let compared = if is_measured { REPORTS } else { 12 };
    // `cargo bench -- indexing` leaves the searches out, `-- reading` all but the formats.
    let only = |what: &str| std::env::args().any(|argument| argument == what);

    let (each, mixed, rounds) = if is_measured { (50, 1000, 3) } else { (1, 20, 1) };
    if !only("indexing") {
        let reading = formats::measure(each, mixed, rounds)?;
        println!("{reading}");
        if only("reading") {
            return Ok(());
        }
    }
    let corpus = Corpus::new(compared)?;
    println!("{corpus}");
    // `cargo bench -- serve` measures the server alone.
    if std::env::args().any(|argument| argument == "serve") {
        let index = latency::Index::new(compared)?;
        println!("{}", index.serve(is_measured)?);
        return Ok(());
    }
    let indexed = indexing::compare(&corpus, if is_measured { 5 } else { 1 })?;
    println!("{indexed}");
    if only("indexing") {
        return Ok(());
    }
    let cold = cold::measure(&indexed.dir, if is_measured { 200 } else { 2 })?;
    drop(corpus);
    let mut criterion = Criterion::default().without_plots().configure_from_args();
    let mut tables = Vec::new();
    for size in sizes {
        let index = latency::Index::new(size)?;
        tables.push(index.measure(&mut criterion)?);
    }
    criterion.final_summary();
    let served = latency::Index::new(compared)?.serve(is_measured)?;

    // All figures once more together, behind what criterion printed.
    println!("\n{indexed}\n{cold}");
    for table in tables {
        println!("{table}");
    }
    println!("{served}");
    Ok(())
}
