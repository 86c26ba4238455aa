//! `chabao trend`: how often terms are mentioned, year by year.

use chabao::analysis::{self, State};
use chabao::present::json;
use chabao::report::Language;
use chabao::search::{FacetBy, Request};
use clap::Args;

use super::context::Context;
use super::output::Ending;
use super::shared::{
    CodebookArgs, Concepts, DrawnFormatArgs, Form, ListArgs, QuestionArgs, end_search,
    facet_parser, has_ground, say_explanation,
};

/// Show how often terms are mentioned year by year, next to the number of reports
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao trend 三项制度
  chabao trend 三项制度 法律顾问                two terms, next to each other
  chabao trend '三项制度 法律顾问'              sections that contain both
  chabao trend 法律顾问 --by province           by place instead of by year
  chabao trend --codebook codebook.csv          a series for each concept
  chabao trend 三项制度 法律顾问 -o series.xlsx
  chabao trend 三项制度 法律顾问 -o chart.svg

The share is the percentage of reports that mention the term. `characters` is the length of all
sections, and `per 10,000` the number of mentions in 10,000 of these characters: more reports, or
longer ones, are not a trend.

SVG is a chart that any browser opens and that can be published as it is. Its labels are Chinese; it
says what was counted over which reports, and leaves a gap for a year without reports.")]
pub(super) struct TrendArgs {
    /// The terms, each counted by itself; put a query of several words in quotation marks
    #[arg(required_unless_present = "codebook", value_name = "TERM")]
    terms: Vec<String>,

    #[command(flatten)]
    codebook: CodebookArgs,

    /// What to show in each row
    #[arg(long, value_name = "FACET", default_value = "year", value_parser = facet_parser())]
    by: FacetBy,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: DrawnFormatArgs,
}

pub(super) fn trend(args: &TrendArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let concepts = args.codebook.concepts(&args.question, &args.terms, context)?;
    let is_of_codebook = concepts.is_some();
    let (mut requests, remarks) = if let Some(Concepts { requests, remarks }) = concepts {
        (requests, remarks)
    } else {
        let terms = args.terms.iter();
        let requests = terms.map(|term| args.question.request(std::slice::from_ref(term)));
        (requests.collect::<anyhow::Result<Vec<Request>>>()?, Vec::new())
    };
    let reader = args.question.open(context)?;
    for request in &mut requests {
        args.list.add_to(request, &reader, None, context)?;
    }
    let mut trend = analysis::trend(&reader, &requests, args.by)?;
    trend.remarks = remarks;
    for series in &trend.series {
        say_explanation(series, context);
    }
    match form {
        Some(Form::Text) => context.output.data(&trend.to_text(context.output.style))?,
        Some(Form::Json) => context.output.data(&json(&trend))?,
        Some(Form::Table(form)) => context.output.table(trend.to_table(&reader), form)?,
        None => context.output.data(&trend.to_svg(Language::Chinese))?,
    }
    let is_found =
        trend.series.iter().any(|series| series.body.total.figures.state == State::Mentions);
    let widest = trend.series.iter().map(|series| series.ground).max_by_key(|it| it.reports);
    let widest = widest.unwrap_or_default();
    if let ([answer], false) = (trend.series.as_slice(), is_of_codebook) {
        return Ok(end_search(answer, "trend", is_found, context));
    }
    has_ground(widest, context);
    Ok(Ending::of_search(is_found))
}
