//! `chabao facets`: counts by year, region, agency, part or kind.

use chabao::present::json;
use chabao::search::{self, FacetBy, Request};
use clap::Args;

use super::context::Context;
use super::output::Ending;
use super::shared::{Format, FormatArgs, QuestionArgs, end_search, facet_parser, report_results};

/// Count reports, sections and mentions by year, region, agency, part or kind
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao facets --by year,region             what the index contains
  chabao facets 三项制度 --by part,year")]
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
    format: FormatArgs,
}

pub(super) fn facets(args: &FacetsArgs, context: &Context) -> anyhow::Result<Ending> {
    let request = args.question.request(&args.query)?;
    let request = Request { facets: args.by.clone(), ..request };
    let reader = args.question.open(context)?;
    let results = search::search(&reader, &request)?;
    context.output.data(&match args.format.format {
        Format::Text => results.facets_to_text(context.output.style),
        Format::Json => json(&results),
        Format::Csv => {
            report_results(&results);
            results.body.facets_to_csv()
        }
    })?;
    end_search(&reader, &request, &results, "facets", results.body.counts.sections > 0)
}
