//! `chabao cite`: entries for lists of references, and quotations found again.

use chabao::analysis::{self, ShownReport};
use chabao::present::CitationForm;
use chabao::report::Language;
use clap::Args;

use super::context::Context;
use super::output::{self, Ending};
use super::shared::{ListArgs, QuestionArgs, end_search, name_parser};

/// Cite reports in GB/T 7714, BibTeX, RIS or CSL-JSON
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao cite 酉阳                           one report, by GB/T 7714—2015
  chabao cite --query 三项制度 --year 2023 --format bibtex > reports.bib
                                             the reports in which it is found, each once
  chabao cite --region 重庆市 --format ris    all reports from there")]
pub(super) struct CiteArgs {
    /// The paths of reports, the end or a part of them, or the ids that `chabao reports` shows; without
    /// any, all reports that a query and filters find
    #[arg(value_name = "REPORT", conflicts_with_all = ["query", "QuestionArgs", "FilterArgs", "ModeArgs", "ListArgs"])]
    reports: Vec<String>,

    /// Cite the reports in which this is found
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,

    /// The form of the entries: gbt (GB/T 7714—2015), gbt-2025 (GB/T 7714—2025), bibtex, ris or csl-json
    #[arg(long, value_name = "FORM", default_value = CitationForm::default().key(),
        value_parser = name_parser(CitationForm::ALL.to_vec(), CitationForm::key))]
    format: CitationForm,

    /// The day of citation, such as 2026-01-31; today by default. Only reports with an address on the web
    /// have one
    #[arg(long, value_name = "DAY")]
    cited: Option<String>,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,
}

pub(super) fn cite(args: &CiteArgs, context: &Context) -> anyhow::Result<Ending> {
    let cited = args.cited.as_deref().map(str::parse).transpose().map_err(anyhow::Error::msg)?;
    let reader = args.question.open(context)?;
    if !args.reports.is_empty() {
        let mut reports = Vec::with_capacity(args.reports.len());
        for name in &args.reports {
            let shown = analysis::show(&reader, name)?;
            if let Some(newer) = &shown.newer {
                let older = &shown.report.path;
                output::say(&format!("`{older}` is an older version; the newest is `{newer}`"));
            }
            reports.push(shown);
        }
        let entries = ShownReport::citations(reports, args.format, cited);
        context.output.data(&entries)?;
        return Ok(Ending::Done);
    }
    let words: Vec<String> = args.query.iter().cloned().collect();
    let mut request = args.question.request(&words)?;
    args.list.add_to(&mut request, &reader, None)?;
    let (answer, entries) = request.citations(&reader, args.format, cited)?;
    output::say(&answer.ground.in_words(Language::English));
    for remark in &answer.remarks {
        output::say(&remark.text(Language::English));
    }
    context.output.pieces(entries)?;
    let is_found = answer.lists.values().any(|list| list.total > 0);
    Ok(end_search(&answer, "cite --query", is_found))
}
