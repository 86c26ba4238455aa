//! `chabao cite`: entries for lists of references, and quotations found again.

use std::path::{Path, PathBuf};

use chabao::analysis::{self, ShownReport};
use chabao::present::json;
use chabao::search::{self, Request};
use clap::Args;

use super::context::Context;
use super::output::{self, Ending, Refused};
use super::shared::{
    CiteFormatArgs, Form, ListArgs, QuestionArgs, end_search, has_ground, say_explanation,
};

/// Cite reports in GB/T 7714, BibTeX, RIS or CSL-JSON, and verify quotations
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao cite 酉阳                           one report, by GB/T 7714—2015
  chabao cite 酉阳 --quote '用好法律顾问'     what the report has there, with the headings above it
  chabao cite --query 三项制度 --year 2023 --format bibtex > reports.bib
                                             the reports in which it is found, each once
  chabao cite --count 三项制度 --year 2023    a count, with its query, its ground and the day of the data
  chabao cite --verify draft.docx            find every quotation of a text again
  chabao cite --verify notes.csv --column 引文 --format csv --bom > verified.csv

With `--verify`, a quotation is what stands in “…”, 「…」, ‘…’ or \"…\", a block of lines that begin
with `>`, or a cell of a table's column; those shorter than eight characters without marks are left out.
An ellipsis (……) and what stands in [ ] divide it: its parts have to stand in one report, in this order.
It is verbatim, found with other marks or forms of characters, found only in part (six characters or
more in one stretch), or not found; what is different is shown. A report that is named beside a
quotation, by its id or by its title in 《…》, is preferred. Older versions of reports are searched too.
All reports that have a piece of each of its longest stretches are compared. If it stands in none of
them, the 12 most similar ones are compared character by character, up to 2,000 characters.

Exit codes: 0 every quotation is found, 1 one is not, or only in part, 2 failed.")]
pub(super) struct CiteArgs {
    /// The paths of reports, the end or a part of them, or the ids that `chabao reports` shows; without
    /// any, all reports that a query and filters find
    #[arg(value_name = "REPORT", conflicts_with_all = ["query", "count", "verify", "QuestionArgs", "FilterArgs", "ModeArgs", "ListArgs"])]
    reports: Vec<String>,

    /// Cite the reports in which this is found
    #[arg(long, value_name = "QUERY", conflicts_with = "verify")]
    query: Option<String>,

    /// Cite how many reports mention this: a sentence that a text can have as it is, and its entry
    #[arg(long, value_name = "QUERY", conflicts_with_all = ["query", "verify", "ListArgs"])]
    count: Option<String>,

    /// Cite a quotation from one report, in the report's own characters
    #[arg(long, value_name = "TEXT", requires = "reports")]
    quote: Option<String>,

    /// Find the quotations of this file again: a text, or a document in any format that reports have
    #[arg(long, value_name = "FILE")]
    verify: Option<PathBuf>,

    /// With `--verify` and a table (CSV, xlsx): the column of the quotations; `quotation`, `passage`,
    /// 引文 and some others are known
    #[arg(long, value_name = "NAME", requires = "verify")]
    column: Option<String>,

    #[command(flatten)]
    format: CiteFormatArgs,

    /// The day of citation, such as 2026-01-31; today by default. Only reports with an address on the web
    /// have one
    #[arg(long, value_name = "DAY", conflicts_with = "verify")]
    cited: Option<String>,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,
}

pub(super) fn cite(args: &CiteArgs, context: &Context) -> anyhow::Result<Ending> {
    if let Some(file) = &args.verify {
        return verify(file, args, context);
    }
    if let Some(query) = &args.count {
        return count(query, args, context);
    }
    let form = args.format.entries(context)?;
    let cited = args.cited.as_deref().map(str::parse).transpose().map_err(anyhow::Error::msg)?;
    let reader = args.question.open(context)?;
    if !args.reports.is_empty() {
        let mut reports = Vec::with_capacity(args.reports.len());
        for name in &args.reports {
            let shown = analysis::show(&reader, name)?;
            if let Some(newer) = &shown.newer {
                let older = &shown.report.path;
                output::say(&context.language.pick(
                    format!("`{older}` is an older version; the newest is `{newer}`"),
                    format!("`{older}` 是旧版，最新的是 `{newer}`"),
                ));
            }
            reports.push(shown);
        }
        let entries = match (&args.quote, reports.as_slice()) {
            (None, _) => ShownReport::citations(reports, form, cited),
            (Some(quotation), [report]) => report.quotation(quotation, form, cited)?,
            _ => {
                let message = context
                    .language
                    .pick("`--quote` goes with one report", "`--quote` 只能用于一份报告");
                return Err(Refused::plainly(message.to_owned()));
            }
        };
        context.output.data(&entries)?;
        return Ok(Ending::Done);
    }
    let words: Vec<String> = args.query.iter().cloned().collect();
    let mut request = args.question.request(&words)?;
    args.list.add_to(&mut request, &reader, None, context)?;
    let (answer, entries) = request.citations(&reader, form, cited)?;
    say_explanation(&answer, context);
    output::say(&answer.ground.in_words(context.language));
    for remark in &answer.remarks {
        output::say(&remark.text(context.language));
    }
    context.output.pieces(entries)?;
    let is_found = answer.lists.values().any(|list| list.total > 0);
    Ok(end_search(&answer, "cite --query", is_found, context))
}

/// Cites how many reports, sections and mentions a query finds.
fn count(query: &str, args: &CiteArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.entries(context)?;
    let mut request = args.question.request(&[query.to_owned()])?;
    request.limit = 0;
    let reader = args.question.open(context)?;
    let answer = search::search(&reader, &request)?;
    say_explanation(&answer, context);
    for remark in &answer.remarks {
        output::say(&remark.text(context.language));
    }
    context.output.data(&answer.count_citation(&reader, form, context.language))?;
    Ok(end_search(&answer, "cite --count", answer.body.counts.sections > 0, context))
}

/// Finds the quotations of a file again.
fn verify(path: &Path, args: &CiteArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.answer(context)?;
    let bytes = std::fs::read(path).map_err(|source| {
        let path = path.to_owned();
        chabao::Error::Io { action: "read", path, source }
    })?;
    let file = path.to_string_lossy();
    let quotations = Request::quotations(&file, &bytes, args.column.as_deref())?;
    // A quotation may be from a report as it was before it was changed.
    let reader = args.question.open(context)?.with_older_versions()?;
    let mut request = args.question.request(&[])?;
    args.list.add_to(&mut request, &reader, None, context)?;
    let answer = quotations.verify(&reader, &request)?;
    match form {
        Form::Text => context.output.data(&answer.to_text(context.output.style))?,
        Form::Json => context.output.data(&json(&answer))?,
        Form::Table(form) => context.output.table(answer.to_table(&reader), form)?,
    }
    if has_ground(answer.ground, context) && answer.body.quotations.is_empty() {
        output::say(&context.language.pick(
            format!("no quotation of at least eight characters in `{file}`"),
            format!("`{file}` 中没有八个字以上的引文"),
        ));
    }
    Ok(Ending::of_search(answer.body.all_found()))
}
