//! Indexing: the whole of chabao against the obvious design, in turn, on the same reports.

use std::fmt;
use std::fs;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use chabao::ingest::{Options, ingest};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, TantivyDocument};
use tantivy_jieba::{JiebaTokenizer, jieba_rs::Jieba};
use tempfile::TempDir;

use crate::corpus::Corpus;
use crate::{Result, processor};

/// What `chabao::index` gives each of its threads, given to the obvious design too.
const MEMORY_PER_THREAD: usize = 128 << 20;

/// What was measured, and the index that chabao made.
pub(crate) struct Indexed {
    /// The folder of the index; it goes away with this value.
    pub(crate) dir: TempDir,
    text: usize,
    chabao: Vec<Measured>,
    obvious: Vec<Measured>,
}

/// One run.
#[derive(Clone, Copy)]
struct Measured {
    time: Duration,
    /// Seconds on all processors together, 0 if the system does not report them.
    processor: f64,
    index: u64,
}

impl Measured {
    /// Runs `work`, which fills `dir` with an index.
    fn of(dir: &Path, work: impl FnOnce() -> Result<()>) -> Result<Self> {
        let before = processor::of_this_process();
        let start = Instant::now();
        work()?;
        let time = start.elapsed();
        let after = processor::of_this_process();
        let processor = before.zip(after).map_or(0.0, |(before, after)| after - before);
        let mut index = 0;
        for item in fs::read_dir(dir)? {
            index += item?.metadata()?.len();
        }
        Ok(Self { time, processor, index })
    }
}

/// Indexes the reports `rounds` times with each design, one after the other.
pub(crate) fn compare(corpus: &Corpus, rounds: usize) -> Result<Indexed> {
    let mut indexed = Indexed {
        dir: TempDir::new()?,
        text: corpus.bytes(),
        chabao: Vec::new(),
        obvious: Vec::new(),
    };
    // The first run of each warms the files and the allocator and is not counted.
    for round in 0..=rounds {
        let dir = TempDir::new()?;
        let obvious = Measured::of(dir.path(), || index_words(corpus, dir.path()))?;
        indexed.dir = TempDir::new()?;
        let dir = indexed.dir.path();
        let chabao = Measured::of(dir, || index_reports(corpus, dir))?;
        if round > 0 {
            indexed.obvious.push(obvious);
            indexed.chabao.push(chabao);
        }
    }
    Ok(indexed)
}

/// Finds, reads, parses, folds, cuts and indexes the files.
fn index_reports(corpus: &Corpus, dir: &Path) -> Result<()> {
    let options = Options { roots: vec![corpus.folder()], ..Options::default() };
    let summary = ingest(dir, &options, |_| {})?;
    assert_eq!(summary.added, corpus.reports.len(), "every report is indexed");
    Ok(())
}

/// Indexes the words of the sections, which are in memory and cut already: two fields, the text
/// (stored, with positions) and the path of the report (stored); no facets, nothing else.
fn index_words(corpus: &Corpus, dir: &Path) -> Result<()> {
    // tantivy-jieba keeps its dictionary from one run to the next; a program has to load it.
    std::hint::black_box(Jieba::new());
    let mut schema = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer("jieba")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(words).set_stored();
    let text = schema.add_text_field("text", options);
    let path = schema.add_text_field("path", STORED);
    let index = Index::create_in_dir(dir, schema.build())?;
    index.tokenizers().register("jieba", TextAnalyzer::from(JiebaTokenizer::new()));
    let threads = available_parallelism().map_or(1, usize::from).min(8);
    let mut writer = index.writer_with_num_threads(threads, threads * MEMORY_PER_THREAD)?;
    for report in &corpus.reports {
        for section in report.sections() {
            let mut document = TantivyDocument::default();
            document.add_text(text, section);
            document.add_text(path, &report.path);
            writer.add_document(document)?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

impl fmt::Display for Indexed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = self.text as f64 / 1e6;
        for (name, runs) in [("chabao, everything", &self.chabao), ("words alone", &self.obvious)] {
            let speed = median(runs.iter().map(|run| megabytes / run.time.as_secs_f64()));
            let each = median(runs.iter().map(|run| megabytes / run.processor));
            let size = median(runs.iter().map(|run| run.index as f64 / self.text as f64));
            writeln!(
                out,
                "indexing  {name:<20} {speed:>6.1} MB/s by the clock {each:>6.1} MB/s a core \
                 index {size:.2} of the text"
            )?;
        }
        let ratio = |seconds: fn(&Measured) -> f64| {
            let pairs = self.chabao.iter().zip(&self.obvious);
            median(pairs.map(|(chabao, obvious)| seconds(obvious) / seconds(chabao)))
        };
        let by_clock = ratio(|run| run.time.as_secs_f64());
        let a_core = ratio(|run| run.processor);
        writeln!(
            out,
            "indexing  speed of chabao against words alone: {by_clock:.2} by the clock, \
             {a_core:.2} a core"
        )
    }
}

/// Returns the median of the values, or 0 if there are none.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
