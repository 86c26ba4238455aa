//! `chabao facets`: counts by year, region, agency, part or kind.

use chabao::present::json;
use chabao::search::{self, FacetBy, Request};
use clap::Args;

use super::context::Context;
use super::output::Ending;
use super::shared::{
    FACET_ROWS, Form, FormatArgs, ListArgs, QuestionArgs, end_search, facet_parser, say_explanation,
};

/// Count reports, sections and mentions by year, region, agency, part or kind
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao facets --by year,region             what the index contains
  chabao facets 三项制度 --by part,year
  chabao facets --by agency --limit 0        all agencies

Text and JSON list the first 300 values of each facet; tables (CSV, JSON Lines and
workbooks) list all.")]
pub(super) struct FacetsArgs {
    /// What to count, section by section; without a query, everything in the index
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// What to count by
    #[arg(long, value_name = "FACETS", value_delimiter = ',', default_value = "year", value_parser = facet_parser())]
    by: Vec<FacetBy>,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn facets(args: &FacetsArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let mut request = args.question.request(&args.query)?;
    let reader = args.question.open(context)?;
    let is_table = matches!(form, Form::Table(_));
    args.list.add_to(&mut request, &reader, (!is_table).then_some(FACET_ROWS), context)?;
    let request = Request { facets: args.by.clone(), limit: 0, offset: 0, ..request };
    let results = search::search(&reader, &request)?;
    say_explanation(&results, context);
    match form {
        Form::Text => context.output.data(&results.facets_to_text(context.output.style))?,
        Form::Json => context.output.data(&json(&results))?,
        Form::Table(form) => {
            context.output.table(results.facet_table(&reader), form)?;
        }
    }
    Ok(end_search(&results, "facets", results.body.counts.sections > 0, context))
}
