//! `chabao reports`: the reports in the index and their facts.

use chabao::analysis;
use chabao::index::IndexReader;
use chabao::present::json;
use chabao::search::Request;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::context::Context;
use super::index::open_or_build;
use super::output::Ending;
use super::shared::{FilterArgs, Form, FormatArgs, ListArgs};

/// List the reports in the index, with their facts and with notes about missing facts
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao reports --notes                     those with missing or ambiguous facts
  chabao reports --note no-region            those whose region is not known
  chabao reports --kind 未识别
  chabao reports --format csv > data/corrections.csv
                                             a table to edit; `chabao index` reads it")]
pub(super) struct ReportsArgs {
    /// Only reports with notes: facts that are missing or ambiguous
    #[arg(long)]
    notes: bool,

    /// Only reports with a note of this kind
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Request::note_kinds()))]
    note: Option<String>,

    /// Show the evidence for and against each fact of one report
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["notes", "note", "FilterArgs", "ListArgs"])]
    why: Option<String>,

    #[command(flatten)]
    filters: FilterArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn reports(args: &ReportsArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let reader = open_or_build(context)?;
    if let Some(report) = &args.why {
        return why(report, form, &reader, context);
    }
    let mut request = Request::all(args.filters.conditions());
    if args.notes || args.note.is_some() {
        request = request.only_noted(args.note.as_deref());
    }
    args.list.add_to(&mut request, &reader, None, context)?;
    let lists = match form {
        Form::Text => {
            let style = context.output.style;
            let (answer, pieces) = request.report_text(&reader, style)?;
            context.output.pieces(pieces)?;
            answer.lists
        }
        Form::Json => {
            let answer = analysis::reports(&reader, &request)?;
            context.output.data(&json(&answer))?;
            answer.lists
        }
        Form::Table(form) => {
            let (answer, table) = request.report_table(&reader)?;
            context.output.table(table, form)?;
            answer.lists
        }
    };
    Ok(Ending::of_search(lists.values().any(|list| list.total > 0)))
}

/// Shows the evidence for the facts of a report.
fn why(
    report: &str,
    form: Form,
    reader: &IndexReader,
    context: &Context,
) -> anyhow::Result<Ending> {
    let why = analysis::why(reader, report)?;
    match form {
        Form::Text => context.output.data(&why.to_text(context.output.style))?,
        Form::Json => context.output.data(&json(&why))?,
        Form::Table(form) => context.output.table(why.to_table(reader), form)?,
    }
    Ok(Ending::Done)
}
