//! Reading: how many documents a second of each format, and a folder of all of them on one core
//! against all.

use std::fmt;
use std::fs;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use chabao::extract::extract;
use chabao::ingest::{Options, ingest};
use chabao::parse;
use tempfile::TempDir;

use crate::Result;
use crate::files::{WRITERS, archive};
use crate::generator::{self, Generated};
use crate::indexing::median;

/// How many files of each format lie in an archive together with the others.
const PACKED: usize = 20;

/// What was measured.
pub(crate) struct Reading {
    /// For each format: its ending, bytes a file, seconds to extract and to parse one file.
    formats: Vec<(&'static str, usize, f64, f64)>,
    mixed: usize,
    one: Vec<Duration>,
    all: Vec<Duration>,
}

/// Reads `each` reports in every format, then indexes `mixed` files `rounds` times.
pub(crate) fn measure(each: usize, mixed: usize, rounds: usize) -> Result<Reading> {
    let reports = generator::reports(each);
    let mut reading = Reading { formats: Vec::new(), mixed, one: Vec::new(), all: Vec::new() };
    for writer in &WRITERS {
        let files: Vec<Vec<u8>> =
            reports.iter().map(|report| (writer.write)(&report.text)).collect::<Result<_>>()?;
        let name = format!("a.{}", writer.ending);
        let (mut extracting, mut parsing) = (Vec::new(), Vec::new());
        for (bytes, report) in files.iter().zip(&reports) {
            let start = Instant::now();
            let extracted = extract(bytes, &name)?;
            let middle = Instant::now();
            let parsed = parse::report(&extracted.text, &extracted.page, &name, None);
            parsing.push(middle.elapsed().as_secs_f64());
            extracting.push((middle - start).as_secs_f64());
            check(writer.ending, &parsed.body, report)?;
        }
        let bytes = files.iter().map(Vec::len).sum::<usize>() / files.len();
        reading.formats.push((
            writer.ending,
            bytes,
            median(extracting.into_iter()),
            median(parsing.into_iter()),
        ));
    }
    let folder = mixed_folder(mixed)?;
    for round in 0..=rounds {
        for (threads, times) in [(NonZeroUsize::new(1), &mut reading.one), (None, &mut reading.all)]
        {
            let dir = TempDir::new()?;
            let roots = vec![folder.path().to_owned()];
            // In processes of their own, as the program reads.
            let reader = Some(env!("CARGO_BIN_EXE_chabao").into());
            let options = Options { roots, threads, reader, ..Options::default() };
            let start = Instant::now();
            let summary = ingest(dir.path(), &options, |_| {})?;
            // The first round warms the files and is not counted.
            if round > 0 {
                times.push(start.elapsed());
            }
            assert_eq!(summary.added, mixed, "every file is a report: {:?}", summary.skipped);
        }
    }
    Ok(reading)
}

/// Fails if a format loses text: a fast but wrong reader is not measured.
fn check(ending: &str, body: &str, report: &Generated) -> Result<()> {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    if plain(body) == plain(&report.text) {
        return Ok(());
    }
    Err(format!("{}: {ending} does not come out as it went in", report.path).into())
}

/// Returns a folder of `len` reports, each in the next format; some lie in archives.
fn mixed_folder(len: usize) -> Result<TempDir> {
    let folder = TempDir::new()?;
    let mut packed: Vec<(String, Vec<u8>)> = Vec::new();
    let mut archives = 0;
    for (at, report) in generator::reports(len).iter().enumerate() {
        let writer = &WRITERS[at % WRITERS.len()];
        let bytes = (writer.write)(&report.text)?;
        // Every tenth file of each format is in an archive.
        if at / WRITERS.len() % 10 == 9 {
            packed.push((format!("{at}.{}", writer.ending), bytes));
        } else {
            fs::write(folder.path().join(format!("{at}.{}", writer.ending)), bytes)?;
        }
        if packed.len() == PACKED || (at + 1 == len && !packed.is_empty()) {
            let parts: Vec<(&str, &[u8])> =
                packed.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            fs::write(folder.path().join(format!("{archives}.zip")), archive(&parts)?)?;
            archives += 1;
            packed.clear();
        }
    }
    Ok(folder)
}

impl fmt::Display for Reading {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "reading   documents a second, one at a time; a report has 20 kB of text")?;
        for (ending, bytes, extract, parse) in &self.formats {
            writeln!(
                out,
                "reading   {ending:<6} {:>7.0} extracted {:>7.0} with sections and facts  {:>5} kB a file",
                1.0 / extract,
                1.0 / (extract + parse),
                bytes / 1000,
            )?;
        }
        let seconds = |times: &[Duration]| median(times.iter().map(Duration::as_secs_f64));
        let ratios = self.one.iter().zip(&self.all);
        writeln!(
            out,
            "indexing  {} mixed files: {:.0} a second on {} cores, {:.0} with one file at a time; \
             {:.2} times as fast",
            self.mixed,
            self.mixed as f64 / seconds(&self.all),
            available_parallelism().map_or(1, usize::from),
            self.mixed as f64 / seconds(&self.one),
            median(ratios.map(|(one, all)| one.as_secs_f64() / all.as_secs_f64())),
        )
    }
}
