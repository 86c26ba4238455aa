//! `chabao index`, and the index that other commands build if there is none.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chabao::extract::Ocr;
use chabao::index::IndexReader;
use chabao::ingest::{Event, Options, Summary, ingest};
use chabao::report::Language;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::context::Context;
use super::formats::refuse_other_endings;
use super::output::{self, Ending};
use super::welcome::to_try;

/// The folder of samples next to the default index in this repository.
const SAMPLES: &str = "data";

/// Read folders of reports into the index; run again, read only what changed
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao index reports/2022                 index the folder reports/2022
  chabao index                              again: read what changed there
  chabao index --add reports/2023           and the folder reports/2023
  chabao index --replace reports/2024       the folder reports/2024 and nothing else
  chabao index --dict words.txt --rebuild
  chabao index scans --ocr 'ocrmypdf -q -l chi_sim --force-ocr {} -'
  chabao index --from index --index opensearch+https://HOST:9200/NAME
                                            move the index into a cluster: `chabao help cluster`

You can put a corrections.csv (or .txt, .xlsx) next to the reports, with a column path and any of
title, agency, region, year, date, published, kind, number, index, url. A fact in it overrides what the report
says, `-` clears a fact, and an empty field keeps what was found. `chabao reports --format csv`
writes this table with all that was found, ready to edit. Reports are never changed.

When an index is new, three commands to try are printed to standard error, with terms and a place that
its reports have; not with `--quiet`.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct IndexArgs {
    /// Folders or files; without any, those of the last time
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Add the folders to those of the last time
    #[arg(long, requires = "paths")]
    add: bool,

    /// Make the index of these folders alone; reports of others leave it
    #[arg(long, requires = "paths", conflicts_with = "add")]
    replace: bool,

    /// Let reports leave the index whose folder is empty now or cannot be read
    #[arg(long)]
    allow_empty: bool,

    /// Take over the index in DIR instead of reading folders: into a cluster, or out of one. No file of
    /// a report is read again, and the index in DIR stays as it is
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with_all = ["paths", "add", "replace", "allow_empty", "dict", "rebuild", "ocr"]
    )]
    from: Option<PathBuf>,

    /// A dictionary of your own words: one word a line, optionally with its frequency
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,

    /// Read everything again; the new index replaces the old one when it is complete
    #[arg(long)]
    rebuild: bool,

    /// Run COMMAND to recognise the text of scans; `{}` is replaced by the file, and the command
    /// writes text or a PDF to standard output
    #[arg(long, value_name = "COMMAND", value_parser = parse_ocr)]
    ocr: Option<Ocr>,

    /// Number of files to read at the same time [default: the number of processors]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    /// Print only warnings and errors
    #[arg(long, short)]
    quiet: bool,
}

fn parse_ocr(text: &str) -> Result<Ocr, String> {
    Ocr::new(text)
        .ok_or_else(|| "write a program and its arguments, quotation marks closed".to_owned())
}

pub(super) fn index(args: IndexArgs, context: &Context) -> anyhow::Result<Ending> {
    refuse_other_endings(context, &[])?;
    let language = context.language;
    let has_ocr = args.ocr.is_some();
    let (roots, added) = if args.add { (Vec::new(), args.paths) } else { (args.paths, Vec::new()) };
    let options = Options {
        roots,
        added,
        replace: args.replace,
        allow_empty: args.allow_empty,
        dictionary: args.dict,
        rebuild: args.rebuild,
        ocr: args.ocr,
        from: args.from,
        threads: args.threads,
        reader: Some(this_program()?),
    };
    let summary = build(&context.index_dir, &options, args.quiet, language)?;
    for root in &summary.dropped_roots {
        let message = language.pick(
            format!("`{root}` is no longer indexed: it was not named this time"),
            format!("`{root}` 这次没有指明，不再收入索引"),
        );
        output::warn(&message, language);
    }
    let style = context.output.style;
    if let Some(troubles) = summary.known_troubles_in_words(style) {
        output::warn(&troubles, language);
    }
    if !args.quiet {
        context.output.data(&summary.to_text(style))?;
        if !has_ocr {
            suggest_ocr(summary.scans, language);
        }
        let is_first = summary.added > 0 && summary.changed + summary.unchanged == 0;
        if is_first {
            suggest_commands(context);
        }
    }
    let has_new_trouble = summary.skipped.len() > summary.known_troubles;
    Ok(if has_new_trouble { Ending::Incomplete } else { Ending::Done })
}

/// Says what to try over a new index.
fn suggest_commands(context: &Context) {
    // The index is done: a trouble with reading it is one of the next command.
    let lines = IndexReader::open(&context.index_dir).and_then(|it| to_try(context, &it));
    let Ok(lines) = lines else { return };
    output::say(context.language.pick("to try next:", "接下来可以试试："));
    output::say_plainly(&lines);
}

/// Says how to read `scans` files without a text layer.
fn suggest_ocr(scans: usize, language: Language) {
    let files = match scans {
        0 => return,
        1 => "1 file has".to_owned(),
        count => format!("{count} files have"),
    };
    output::say(&language.pick(
        format!("{files} no text layer; `--ocr COMMAND` lets a program recognise the characters"),
        format!("{scans} 个文件没有文字层；`--ocr COMMAND` 可用别的程序识别文字"),
    ));
}

/// Returns the path of this program, which reads files in processes of its own.
fn this_program() -> anyhow::Result<PathBuf> {
    // This names the program that runs, even if another version has taken its place meanwhile.
    let running = Path::new("/proc/self/exe");
    if running.exists() {
        return Ok(running.to_owned());
    }
    std::env::current_exe().context("this program is not found")
}

/// Opens the index; if the default one is missing and the samples are there, builds it first.
pub(super) fn open_or_build(context: &Context) -> anyhow::Result<IndexReader> {
    let dir = &context.index_dir;
    let open = || IndexReader::open_with_aliases(dir, context.alias_table.as_deref());
    match open() {
        Err(chabao::Error::NoIndex { .. })
            if context.is_default_index && Path::new(SAMPLES).is_dir() =>
        {
            let shown = dir.display();
            output::say(&context.language.pick(
                format!("no index at `{shown}` yet: building it from `{SAMPLES}`"),
                format!("`{shown}` 处还没有索引，正在由 `{SAMPLES}` 建立"),
            ));
            let options = Options {
                roots: vec![PathBuf::from(SAMPLES)],
                reader: Some(this_program()?),
                ..Options::default()
            };
            build(dir, &options, true, context.language)?;
            Ok(open()?)
        }
        other => Ok(other?),
    }
}

/// Builds or updates the index, with a progress bar on a terminal.
fn build(
    dir: &Path,
    options: &Options,
    quiet: bool,
    language: Language,
) -> anyhow::Result<Summary> {
    let bar = if quiet || !std::io::stderr().is_terminal() {
        ProgressBar::hidden()
    } else {
        ProgressBar::new(0)
    };
    let template = language
        .pick("{bar:30} {pos} of {len} files {msg}", "{bar:30} 已读 {pos}/{len} 个文件{msg}");
    let style =
        ProgressStyle::with_template(template).expect("the template is one that is known to work");
    bar.set_style(style);
    let summary = ingest(dir, options, |event| match event {
        Event::Found { files } => bar.set_length(files as u64),
        Event::Read { files } => bar.set_position(files as u64),
        Event::Writing => {
            bar.set_message(language.pick("read, writing the index", "，正在写入索引"));
        }
        Event::Warning { message } => {
            bar.suspend(|| output::warn(&language.sentence(&message), language));
        }
        Event::Skipped { path, reason } => {
            let reason = language.sentence(&reason);
            let message = language
                .pick(format!("skipped `{path}`: {reason}"), format!("跳过了 `{path}`：{reason}"));
            bar.suspend(|| output::warn(&message, language));
        }
    });
    bar.finish_and_clear();
    Ok(summary?)
}
