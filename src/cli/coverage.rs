//! `chabao coverage`: a table of which rows mention a term in which column.

use chabao::analysis;
use chabao::present::json;
use chabao::search::GroupBy;
use clap::Args;

use super::context::Context;
use super::output::Ending;
use super::shared::{Form, FormatArgs, ListArgs, QuestionArgs, end_search, group_parser};

/// Show a table of who mentions a term and when, who does not, and who has no report
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao coverage 法律顾问                                counties and years
  chabao coverage 法律顾问 --rows province --columns year
  chabao coverage 三项制度 --rows agency --columns part --region 重庆市
  chabao coverage 法律顾问 -o table.xlsx

Each cell is in one of three states: a report mentions the term; there are reports and none mentions
it; there is no report. Years run without gaps from the first with a report to the last.

CSV, JSON Lines and workbooks have one line for each cell, with its row, column and state, ready for
a pivot table. The totals are in the text and in JSON.")]
pub(super) struct CoverageArgs {
    /// The term, or a query; its terms must occur, or not occur, in the same section
    #[arg(required = true, value_name = "TERM")]
    term: Vec<String>,

    /// What to show in each row
    #[arg(long, value_name = "GROUP", default_value = "county", value_parser = group_parser())]
    rows: GroupBy,

    /// What to show in each column
    #[arg(long, value_name = "GROUP", default_value = "year", value_parser = group_parser())]
    columns: GroupBy,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn coverage(args: &CoverageArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let mut request = args.question.request(&args.term)?;
    let reader = args.question.open(context)?;
    args.list.add_to(&mut request, &reader, None)?;
    args.question.explain(&reader, &request)?;
    let (rows, columns) = (args.rows, args.columns);
    let answer = if let Form::Table(form) = form {
        let (answer, table) = request.coverage_table(&reader, rows, columns)?;
        context.output.table(table, form)?;
        answer
    } else {
        let answer = analysis::coverage(&reader, &request, rows, columns)?;
        context.output.data(&match form {
            Form::Text => answer.to_text(context.output.style),
            _ => json(&answer),
        })?;
        answer
    };
    Ok(end_search(&answer, "coverage", answer.body.counts.sections > 0))
}
