//! `chabao index`, and the index that other commands build where there is none.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chabao::index::IndexReader;
use chabao::ingest::{Event, Options, Summary, ingest};
use chabao::present::summary_as_text;
use indicatif::{ProgressBar, ProgressStyle};

use super::Ending;
use super::args::{Cli, DEFAULT_INDEX, IndexArgs};
use super::output::{self, Output};

/// The folder of samples that stands beside the default index in this repository.
const SAMPLES: &str = "data";

/// Returns the folder of the index.
fn index_dir(cli: &Cli) -> PathBuf {
    cli.index.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_INDEX))
}

pub(super) fn index(cli: &Cli, args: &IndexArgs, output: &Output) -> anyhow::Result<Ending> {
    let options = Options {
        roots: args.paths.clone(),
        dictionary: args.dict.clone(),
        rebuild: args.rebuild,
        ocr: args.ocr.clone(),
        threads: args.threads,
    };
    let summary = run(&index_dir(cli), &options, args.quiet)?;
    for root in &summary.dropped_roots {
        output::warn(&format!("`{root}` is no longer indexed: it was not named this time"));
    }
    if !args.quiet {
        output.data(&summary_as_text(&summary))?;
        let scans = summary.skipped.values().filter(|reason| reason.starts_with("no text layer"));
        let scans = scans.count();
        if scans > 0 && args.ocr.is_none() {
            let files = if scans == 1 { "1 file has" } else { &format!("{scans} files have") };
            output::say(&format!(
                "{files} no text layer; `--ocr COMMAND` lets a program recognise the characters"
            ));
        }
    }
    Ok(if summary.skipped.is_empty() { Ending::Done } else { Ending::Incomplete })
}

/// Opens the index; where the default one is missing and the samples are there, builds it first.
pub(super) fn open(cli: &Cli) -> anyhow::Result<IndexReader> {
    let dir = index_dir(cli);
    match IndexReader::open(&dir) {
        Err(chabao::Error::NoIndex { .. })
            if cli.index.is_none() && Path::new(SAMPLES).is_dir() =>
        {
            output::say(&format!(
                "no index at `{}` yet: building it from `{SAMPLES}`",
                dir.display()
            ));
            let options = Options { roots: vec![PathBuf::from(SAMPLES)], ..Options::default() };
            run(&dir, &options, true)?;
            Ok(IndexReader::open(&dir)?)
        }
        other => Ok(other?),
    }
}

fn run(dir: &Path, options: &Options, quiet: bool) -> anyhow::Result<Summary> {
    let bar = if quiet || !std::io::stderr().is_terminal() {
        ProgressBar::hidden()
    } else {
        ProgressBar::new(0)
    };
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} files {msg}")
        .expect("the template is one that is known to work");
    bar.set_style(style);
    let summary = ingest(dir, options, |event| match event {
        Event::Found { files } => bar.set_length(files as u64),
        Event::Read { files } => bar.set_position(files as u64),
        Event::Writing => bar.set_message("read, writing the index"),
        Event::Warning { message } => bar.suspend(|| output::warn(&message)),
        Event::Skipped { path, reason } => {
            bar.suspend(|| output::warn(&format!("skipped `{path}`: {reason}")));
        }
    });
    bar.finish_and_clear();
    Ok(summary?)
}
