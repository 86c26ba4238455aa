//! What the questions beyond a search cost: nearness and sentences, a concordance, a panel, an export.

use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::query::Query;
use chabao::search::{Request, search};
use tempfile::TempDir;

use crate::Result;
use crate::corpus::Corpus;
use crate::indexing::median;
use crate::words::NOUNS;

/// Two terms that stand together: in a section, near each other, in a sentence.
const PAIRS: [[&str; 3]; 6] = [
    ["行政执法 三项制度", "行政执法 NEAR/20 三项制度", "同句:(行政执法 三项制度)"],
    ["三项制度 法律顾问", "三项制度 NEAR/20 法律顾问", "同句:(三项制度 法律顾问)"],
    ["行政 执法", "行政 NEAR/20 执法", "同句:(行政 执法)"],
    ["法治 建设", "法治 NEAR/20 建设", "同句:(法治 建设)"],
    ["渔家法律驿站 行政执法", "渔家法律驿站 NEAR/20 行政执法", "同句:(渔家法律驿站 行政执法)"],
    ["执 的", "执 NEAR/20 的", "同句:(执 的)"],
];

/// The most that nearness and sentences may take, in times of the same terms in a section.
const MOST_TIMES: f64 = 2.0;

/// The term of the concordance, which is among the most frequent ones.
const COMMON: &str = "行政执法";
const MOST_OF_FIRST_ROW: Duration = Duration::from_millis(20);

/// The number of concepts of the panel.
pub(crate) const CONCEPTS: usize = 40;
const MOST_OF_PANEL: Duration = Duration::from_millis(500);

/// The query whose mentions are exported: characters that make a million of them.
const FREQUENT: &str = "行 OR 政 OR 法 OR 执 OR 公 OR 制";
const MOST_MEMORY: u64 = 200_000;

/// What was measured.
pub(crate) struct Findings {
    sections: u64,
    near: Vec<Near>,
    first_row: Duration,
    panel: Duration,
    panel_rows: u64,
    export: Export,
}

struct Near {
    query: &'static str,
    sections: u64,
    time: f64,
    /// In times of the conjunction.
    times: f64,
}

struct Export {
    rows: u64,
    time: Duration,
    /// The largest resident memory in kilobytes, if the system reports it.
    memory: Option<u64>,
}

/// Measures over so many generated reports.
pub(crate) fn measure(reports: usize, rounds: usize) -> Result<Findings> {
    let corpus = Corpus::new(reports)?;
    place(&corpus)?;
    let dir = TempDir::new()?;
    ingest(dir.path(), &Options { roots: vec![corpus.folder()], ..Options::default() }, |_| {})?;
    let reader = IndexReader::open(dir.path())?;
    let mut near = Vec::new();
    for pair in PAIRS {
        near.extend(measure_pair(&reader, pair, rounds)?);
    }
    let codebook = dir.path().with_extension("csv");
    fs::write(&codebook, codebook_of(CONCEPTS))?;
    let book = codebook.display().to_string();
    let panel = ["panel", &book, "--by", "county,year", "--format", "csv"];
    let measured = Findings {
        sections: reader.manifest().sections,
        near,
        first_row: median_of(rounds, || first_byte(dir.path(), &["kwic", COMMON]))?,
        panel: median_of(rounds, || Ok(run(dir.path(), &panel)?.time))?,
        panel_rows: run(dir.path(), &panel)?.rows,
        export: run(dir.path(), &["export", "mentions", FREQUENT, "--format", "csv"])?,
    };
    fs::remove_file(codebook)?;
    Ok(measured)
}

/// Gives each agency of the generated reports a county of the country, since theirs are invented.
pub(crate) fn place(corpus: &Corpus) -> Result<()> {
    let divisions = include_str!("../../src/gazetteer/divisions.tsv");
    let counties: Vec<&str> = divisions
        .lines()
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [code, "3", _, _, _, _, "cur", ..] => Some(code),
            _ => None,
        })
        .collect();
    let mut table = String::from("path,region\n");
    // Six years of one agency come one after the other.
    for (report, number) in corpus.reports.iter().zip(0..) {
        let county = counties.get(number / 6 % counties.len()).expect("a county");
        writeln!(table, "{},{county}", report.path)?;
    }
    fs::write(corpus.folder().join("corrections.csv"), table)?;
    Ok(())
}

/// Returns a list of so many frequent concepts.
pub(crate) fn codebook_of(concepts: usize) -> String {
    let lines = NOUNS.iter().take(concepts).map(|noun| format!("{noun},{noun}\n"));
    format!("label,query\n{}", lines.collect::<String>())
}

/// Counts the terms of a pair in sections, near each other and in sentences, in turn.
fn measure_pair(reader: &IndexReader, pair: [&'static str; 3], rounds: usize) -> Result<Vec<Near>> {
    let mut requests = Vec::new();
    for query in pair {
        let parsed: Query = query.parse()?;
        requests.push(Request { limit: 0, ..Request::new(parsed) });
    }
    let mut times = vec![Vec::new(); requests.len()];
    let mut sections = vec![0; requests.len()];
    for _ in 0..rounds {
        for ((request, times), sections) in requests.iter().zip(&mut times).zip(&mut sections) {
            let start = Instant::now();
            *sections = search(reader, request)?.body.counts.sections;
            times.push(start.elapsed().as_secs_f64());
        }
    }
    let times: Vec<f64> = times.into_iter().map(|times| median(times.into_iter())).collect();
    let conjunction = times.first().copied().unwrap_or_default();
    let measured = pair.into_iter().zip(sections).zip(times);
    let near =
        |((query, sections), time)| Near { query, sections, time, times: time / conjunction };
    Ok(measured.map(near).collect())
}

/// Starts the program with an index.
fn start(index: &Path, arguments: &[&str]) -> Result<(Child, ChildStdout)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chabao"));
    command.args(arguments).arg("--index").arg(index);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let output = child.stdout.take().ok_or("the program has an output")?;
    Ok((child, output))
}

/// Returns the time until the program writes the first of its rows, its own start included.
fn first_byte(index: &Path, arguments: &[&str]) -> Result<Duration> {
    let begin = Instant::now();
    let (mut child, mut output) = start(index, arguments)?;
    let read = output.read(&mut [0])?;
    let time = begin.elapsed();
    std::io::copy(&mut output, &mut std::io::sink())?;
    let status = child.wait()?;
    if read == 0 || !status.success() {
        return Err(format!("`chabao {}` wrote nothing", arguments.join(" ")).into());
    }
    Ok(time)
}

/// Runs the program to its end, counts the lines that it writes, and observes its memory.
fn run(index: &Path, arguments: &[&str]) -> Result<Export> {
    let begin = Instant::now();
    let (mut child, output) = start(index, arguments)?;
    let mut output = BufReader::with_capacity(1 << 16, output);
    let (mut rows, mut memory, mut buffer) = (0, None, vec![0; 1 << 16]);
    for number in 0_u32.. {
        let len = output.read(&mut buffer)?;
        let Some(read) = buffer.get(..len).filter(|read| !read.is_empty()) else { break };
        rows += read.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        // The figure only grows, so that it is enough to look now and then.
        if number.is_multiple_of(64) {
            memory = largest_memory(&child).max(memory);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        return Err(format!("`chabao {}` failed", arguments.join(" ")).into());
    }
    // The first line has the names of the columns.
    Ok(Export { rows: rows.saturating_sub(1), time: begin.elapsed(), memory })
}

/// Returns the largest resident memory of a process so far in kilobytes, if the system reports it
/// (Linux).
fn largest_memory(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn median_of(rounds: usize, mut time: impl FnMut() -> Result<Duration>) -> Result<Duration> {
    let times = (0..rounds).map(|_| Ok(time()?.as_secs_f64())).collect::<Result<Vec<f64>>>()?;
    Ok(Duration::from_secs_f64(median(times.into_iter())))
}

impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = |is_met: bool| if is_met { "" } else { "  MISSED" };
        writeln!(out, "findings over {} sections", self.sections)?;
        for Near { query, sections, time, times } in &self.near {
            let time = time * 1e3;
            let missed = verdict(*times <= MOST_TIMES);
            writeln!(
                out,
                "counts {time:>8.3} ms {times:>6.2} times {sections:>6}  {query}{missed}"
            )?;
        }
        let line = |out: &mut fmt::Formatter<'_>, time: Duration, most: Duration, what: &str| {
            let (time, missed) = (time.as_secs_f64() * 1e3, verdict(time <= most));
            writeln!(out, "whole process {time:>8.1} ms  {what}{missed}")
        };
        let kwic = format!("first row of `chabao kwic {COMMON}`");
        line(out, self.first_row, MOST_OF_FIRST_ROW, &kwic)?;
        let rows = self.panel_rows;
        let panel = format!("panel of {CONCEPTS} concepts by county and year, {rows} lines");
        line(out, self.panel, MOST_OF_PANEL, &panel)?;
        let Export { rows, time, memory } = &self.export;
        let time = time.as_secs_f64();
        let Some(memory) = memory else {
            return writeln!(
                out,
                "whole process {time:>8.1} s   {rows} lines of mentions exported"
            );
        };
        let missed = verdict(*memory <= MOST_MEMORY);
        writeln!(
            out,
            "whole process {time:>8.1} s   {rows} lines of mentions exported, at most {memory} kB{missed}"
        )
    }
}
