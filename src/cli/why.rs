//! `chabao why`: whether a query finds a report, and which clause keeps it out.

use chabao::present::json;
use clap::Args;

use super::context::Context;
use super::output::{self, Ending};
use super::shared::{PlainFormatArgs, QuestionArgs};

/// Show whether a query finds a report, and if not, which clause or filter keeps it out
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao why 酉阳 三项制度 法律顾问              is it found, and in which sections
  chabao why 酉阳 '同句:(法律顾问 聘请)' --year 2022-

Each clause of the query and each filter is checked by itself: whether the report meets it, in which
of its sections, and what the report has instead. If the query is met in no section, the one that
meets most clauses is shown. A report that is not counted says so: a copy, an older version, or a
file that could not be read. The evidence for its facts: `chabao reports --why REPORT`.

The exit code is 0 if the report is found and 1 if it is not.")]
pub(super) struct WhyArgs {
    /// The path of the report, the end or a part of it, or the id that `chabao reports` shows
    #[arg(value_name = "REPORT")]
    report: String,

    /// The query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    format: PlainFormatArgs,
}

pub(super) fn why(args: &WhyArgs, context: &Context) -> anyhow::Result<Ending> {
    let is_json = args.format.is_json(context)?;
    let request = args.question.request(&args.query)?;
    let reader = args.question.open(context)?;
    let check = request.check_report(&reader, &args.report)?;
    output::say_lines(&check.explanation_lines(context.language));
    let written = if is_json { json(&check) } else { check.to_text(context.output.style) };
    context.output.data(&written)?;
    Ok(Ending::of_search(check.is_found()))
}
