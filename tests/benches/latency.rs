//! How long a warm exact search takes, over terms of several lengths and frequencies.

use std::fmt;
use std::time::{Duration, Instant};

use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::query::Query;
use chabao::search::{FacetBy, Request, search};
use criterion::{BenchmarkId, Criterion, SamplingMode};
use tempfile::TempDir;

use crate::Result;
use crate::corpus::Corpus;
use crate::indexing::median;

/// The queries: what each represents, and the query line.
pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("nothing found", "量子计算"),
    ("1 character, rare", "侨"),
    ("1 character, common", "执"),
    ("2 characters, rare", "侨乡"),
    ("2 characters, common", "行政"),
    ("4 characters, rare", "法务专员"),
    ("4 characters", "三项制度"),
    ("4 characters, common", "行政执法"),
    ("6 characters, rare", "渔家法律驿站"),
    ("6 characters", "双随机一公开"),
    ("6 characters, common", "法治政府建设"),
    ("12 characters", "党政主要负责人履行推进法"),
    ("two terms", "三项制度 法律顾问"),
    ("rare and common", "渔家法律驿站 行政执法"),
    ("either of two", "屋场会 OR 板凳会"),
    ("one without another", "法律顾问 -三项制度"),
    ("in a year", "法律顾问 年度:2022"),
];

/// A query whose counts by year, region, agency and part are measured too.
const WITH_FACETS: &str = "法律顾问";

/// An index over generated reports.
pub(crate) struct Index {
    reports: usize,
    reader: IndexReader,
    /// Goes away with this value; the server opens it by its path.
    dir: TempDir,
}

/// What was measured over one index.
pub(crate) struct Table {
    reports: u64,
    sections: u64,
    rows: Vec<Row>,
}

struct Row {
    what: String,
    query: String,
    sections: u64,
    best_ten: Duration,
    counts: Duration,
}

impl Index {
    /// Indexes so many reports.
    pub(crate) fn new(reports: usize) -> Result<Self> {
        let corpus = Corpus::new(reports)?;
        let dir = TempDir::new()?;
        let options = Options { roots: vec![corpus.folder()], ..Options::default() };
        ingest(dir.path(), &options, |_| {})?;
        Ok(Self { reports, reader: IndexReader::open(dir.path())?, dir })
    }

    /// Measures every query: the ten best sections with passages and counts, and the counts alone,
    /// which go over all distinct reports.
    pub(crate) fn measure(&self, criterion: &mut Criterion) -> Result<Table> {
        let mut rows = Vec::new();
        let plain = QUERIES.iter().map(|&(what, query)| (what, query, Vec::new()));
        let facets = vec![FacetBy::Year, FacetBy::Region, FacetBy::Agency, FacetBy::Part];
        for (what, query, facets) in plain.chain([("four facets", WITH_FACETS, facets)]) {
            let parsed: Query = query.parse()?;
            let best_ten = Request { facets, ..Request::new(parsed) };
            let counts = Request { limit: 0, ..best_ten.clone() };
            rows.push(Row {
                what: what.to_owned(),
                query: query.to_owned(),
                sections: search(&self.reader, &counts)?.body.counts.sections,
                best_ten: self.time(criterion, &format!("{what}, best ten"), &best_ten),
                counts: self.time(criterion, &format!("{what}, counts"), &counts),
            });
        }
        let manifest = self.reader.manifest();
        Ok(Table { reports: manifest.reports, sections: manifest.sections, rows })
    }

    /// Returns the index.
    pub(crate) fn reader(&self) -> &IndexReader {
        &self.reader
    }

    /// Measures the server over this index.
    pub(crate) fn serve(&self, is_measured: bool) -> Result<crate::serve::Served> {
        let time = Duration::from_millis(if is_measured { 3_000 } else { 100 });
        crate::serve::measure(self.dir.path(), self.reader.manifest().sections, time)
    }

    /// Has criterion time a request, and returns the median of what it saw.
    fn time(&self, criterion: &mut Criterion, what: &str, request: &Request) -> Duration {
        let mut samples: Vec<f64> = Vec::new();
        let mut group = criterion.benchmark_group(format!("{} reports", self.reports));
        group
            .warm_up_time(Duration::from_millis(60))
            .measurement_time(Duration::from_millis(250))
            .sample_size(25)
            .sampling_mode(SamplingMode::Flat)
            .nresamples(1001);
        group.bench_function(BenchmarkId::from_parameter(what), |bencher| {
            bencher.iter_custom(|times| {
                let start = Instant::now();
                for _ in 0..times {
                    std::hint::black_box(search(&self.reader, request).expect("the index is good"));
                }
                let time = start.elapsed();
                samples.push(time.as_secs_f64() / times as f64);
                time
            });
        });
        group.finish();
        Duration::from_secs_f64(median(samples.into_iter()))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "exact search over {} reports, {} sections", self.reports, self.sections)?;
        writeln!(out, "  best ten     counts   found")?;
        for row in &self.rows {
            let [best_ten, counts] =
                [row.best_ten, row.counts].map(|time| time.as_secs_f64() * 1e3);
            let Row { what, query, sections, .. } = row;
            writeln!(out, "{best_ten:>7.3} ms {counts:>7.3} ms {sections:>7}  {what}: {query}")?;
        }
        Ok(())
    }
}
