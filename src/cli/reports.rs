//! `chabao reports`: the reports in the index and their facts.

use chabao::analysis;
use chabao::present::json;
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::Ending;
use super::shared::{FilterArgs, Format, FormatArgs, report_answers};

/// List the reports in the index, with their facts and with notes about missing facts
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao reports --notes                     those with missing or ambiguous facts
  chabao reports --kind 未识别
  chabao reports --format csv > data/corrections.csv
                                             a table to edit; `chabao index` reads it")]
pub(super) struct ReportsArgs {
    /// Only reports with notes: facts that are missing or ambiguous
    #[arg(long)]
    notes: bool,

    /// Show the evidence for and against each fact of one report
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["notes", "FilterArgs"])]
    why: Option<String>,

    #[command(flatten)]
    filters: FilterArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn reports(args: &ReportsArgs, context: &Context) -> anyhow::Result<Ending> {
    if let Some(report) = &args.why {
        return why(report, args.format.format, context);
    }
    let reader = open_or_build(context)?;
    let filters = args.filters.conditions();
    let reports = analysis::reports(&reader, &filters, args.notes)?;
    context.output.data(&match args.format.format {
        Format::Text => reports.body.to_text(context.output.style),
        Format::Json => json(&reports),
        Format::Csv => {
            report_answers(std::slice::from_ref(&reports));
            reports.body.to_csv()
        }
    })?;
    Ok(Ending::of_search(!reports.body.reports.is_empty()))
}

/// Shows the evidence for the facts of a report.
fn why(report: &str, format: Format, context: &Context) -> anyhow::Result<Ending> {
    let why = analysis::why(&open_or_build(context)?, report)?;
    context.output.data(&match format {
        Format::Text => why.to_text(context.output.style),
        Format::Json => json(&why),
        Format::Csv => why.to_csv(),
    })?;
    Ok(Ending::Done)
}
