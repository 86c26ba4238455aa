//! `chabao coverage`: a table of which rows mention a term in which column.

use chabao::analysis::{self, Measure};
use chabao::present::{Table, json};
use chabao::search::{Answer, GroupBy, Remark, Request};
use clap::Args;

use super::context::Context;
use super::output::Ending;
use super::shared::{
    CodebookArgs, Concepts, Form, FormatArgs, ListArgs, QuestionArgs, end_search, group_parser,
    has_ground, name_parser, say_explanation,
};

/// Show a table of who mentions a term and when, who does not, and who has no report
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao coverage 法律顾问                                counties and years
  chabao coverage 法律顾问 --rows province --columns year
  chabao coverage 三项制度 --rows agency --columns part --region 重庆市
  chabao coverage --codebook codebook.csv               a table for each concept
  chabao coverage 法律顾问 -o table.xlsx
  chabao coverage 法律顾问 --measure share -o matrix.xlsx

Each cell is in one of three states: a report mentions the term; there are reports and none mentions
it; there is no report. Years run without gaps from the first with a report to the last.

CSV, JSON Lines and workbooks have one line for each cell, with its row, column and state, ready for
a pivot table. With a measure they have the table as it is read: a column for each year (part, …), with
the number or the percentage of reports that mention it, or the number of mentions; 0 if none mentions it,
and an empty field if there is no report; behind them the totals of the row, and in the last row (合计)
those of the columns. With `--measure reports`, a second column has the reports there are (`2023 held`).
In a workbook the colour says which state a cell is in.")]
pub(super) struct CoverageArgs {
    /// The term, or a query; its terms must occur, or not occur, in the same section
    #[arg(required_unless_present = "codebook", value_name = "TERM")]
    term: Vec<String>,

    #[command(flatten)]
    codebook: CodebookArgs,

    /// What to show in each row
    #[arg(long, value_name = "GROUP", default_value = "county", value_parser = group_parser())]
    rows: GroupBy,

    /// What to show in each column
    #[arg(long, value_name = "GROUP", default_value = "year", value_parser = group_parser())]
    columns: GroupBy,

    /// The figure to show in each cell [default: in tables all of them, a row for each cell]
    #[arg(long, value_name = "MEASURE", value_parser = name_parser(Measure::OF_CELLS.to_vec(), Measure::key), conflicts_with = "codebook")]
    measure: Option<Measure>,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn coverage(args: &CoverageArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    if let Some(concepts) = args.codebook.concepts(&args.question, &args.term, context)? {
        return of_concepts(args, concepts, form, context);
    }
    let mut request = args.question.request(&args.term)?;
    let reader = args.question.open(context)?;
    args.list.add_to(&mut request, &reader, None, context)?;
    let (rows, columns) = (args.rows, args.columns);
    let answer = if let Form::Table(form) = form {
        let (answer, table) = match args.measure {
            Some(measure) => request.coverage_matrix(&reader, (rows, columns), measure)?,
            None => request.coverage_table(&reader, rows, columns)?,
        };
        say_explanation(&answer, context);
        context.output.table(table, form)?;
        answer
    } else {
        let answer = analysis::coverage(&reader, &request, rows, columns)?;
        say_explanation(&answer, context);
        context.output.data(&match form {
            Form::Text => answer.to_text(context.output.style, args.measure),
            _ => json(&answer),
        })?;
        answer
    };
    Ok(end_search(&answer, "coverage", answer.body.counts.sections > 0, context))
}

/// Writes a table for each concept of a codebook, one after the other.
fn of_concepts(
    args: &CoverageArgs,
    concepts: Concepts,
    form: Form,
    context: &Context,
) -> anyhow::Result<Ending> {
    let Concepts { mut requests, remarks } = concepts;
    let (rows, columns) = (args.rows, args.columns);
    let reader = args.question.open(context)?;
    for request in &mut requests {
        args.list.add_to(request, &reader, None, context)?;
    }
    let (answers, tables): (Vec<_>, Vec<_>) = if matches!(form, Form::Table(_)) {
        Request::coverage_tables(&requests, &reader, rows, columns)?.into_iter().unzip()
    } else {
        (Request::coverage_of_each(&requests, &reader, rows, columns)?, Vec::new())
    };
    for answer in &answers {
        say_explanation(answer, context);
    }
    match form {
        Form::Text => {
            let texts = answers.iter().map(|answer| answer.to_text(context.output.style, None));
            let begin =
                Some(Remark::lines(&remarks, context.language)).filter(|lines| !lines.is_empty());
            context.output.data(&begin.into_iter().chain(texts).collect::<Vec<_>>().join("\n"))?;
        }
        Form::Json => context.output.data(&Answer::json_by_concept(&answers, &remarks))?,
        Form::Table(form) => {
            let table =
                Table::by_concept(tables, &remarks).expect("a codebook has at least one concept");
            context.output.table(table, form)?;
        }
    }
    let widest = answers.iter().map(|answer| answer.ground).max_by_key(|it| it.reports);
    has_ground(widest.unwrap_or_default(), context);
    Ok(Ending::of_search(answers.iter().any(|answer| answer.body.counts.sections > 0)))
}
