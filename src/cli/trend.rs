//! `chabao trend`: how often terms are mentioned, year by year.

use chabao::analysis::{self, State};
use chabao::present::{TableForm, json};
use chabao::report::Language;
use chabao::search::{FacetBy, Request};
use clap::{Args, ValueEnum};

use super::context::Context;
use super::output::{Ending, Output};
use super::shared::{
    CsvArgs, ListArgs, QuestionArgs, end_search, facet_parser, has_ground, report_answers,
};

/// Show how often terms are mentioned year by year, next to the number of reports
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao trend 三项制度
  chabao trend 三项制度 法律顾问                two terms, next to each other
  chabao trend '三项制度 法律顾问'              sections that contain both
  chabao trend 法律顾问 --by province           by place instead of by year
  chabao trend 三项制度 法律顾问 --format csv > series.csv
  chabao trend 三项制度 法律顾问 --format svg > chart.svg

The share is the percentage of reports that mention the term. `characters` is the length of all
sections, and `per 10,000` the number of mentions in 10,000 of these characters: more reports, or
longer ones, are not a trend.

SVG is a chart that any browser opens and that can be published as it is. Its labels are Chinese; it
says what was counted over which reports, and leaves a gap for a year without reports.")]
pub(super) struct TrendArgs {
    /// The terms, each counted by itself; put a query of several words in quotation marks
    #[arg(required = true, value_name = "TERM")]
    terms: Vec<String>,

    /// What to show in each row
    #[arg(long, value_name = "FACET", default_value = "year", value_parser = facet_parser())]
    by: FacetBy,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    /// Output format
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: TrendFormat,

    #[command(flatten)]
    csv: CsvArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TrendFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// JSON Lines: an object for each row
    Jsonl,
    /// A table for spreadsheets
    Csv,
    /// A chart, with Chinese labels
    Svg,
}

pub(super) fn trend(args: &TrendArgs, context: &Context) -> anyhow::Result<Ending> {
    if args.format != TrendFormat::Csv {
        args.csv.refuse()?;
    }
    let requests = args.terms.iter().map(|term| args.question.request(std::slice::from_ref(term)));
    let mut requests = requests.collect::<anyhow::Result<Vec<Request>>>()?;
    let reader = args.question.open(context)?;
    for request in &mut requests {
        args.list.add_to(request, &reader, None)?;
    }
    let trend = analysis::trend(&reader, &requests, args.by)?;
    let table = |form| {
        report_answers(&trend.series);
        Output::rows(trend.to_table().write(form))
    };
    match args.format {
        TrendFormat::Text => context.output.data(&trend.to_text(context.output.style))?,
        TrendFormat::Json => context.output.data(&json(&trend))?,
        TrendFormat::Svg => context.output.data(&trend.to_svg(Language::Chinese))?,
        TrendFormat::Jsonl => table(TableForm::Jsonl)?,
        TrendFormat::Csv => table(args.csv.form())?,
    }
    let is_found = trend.series.iter().any(|series| series.body.total.state == State::Mentions);
    let widest = trend.series.iter().map(|series| series.ground).max_by_key(|it| it.reports);
    let widest = widest.unwrap_or_default();
    if let ([only], [answer]) = (requests.as_slice(), trend.series.as_slice()) {
        return end_search(&reader, only, answer, "trend", is_found);
    }
    has_ground(widest);
    Ok(Ending::of_search(is_found))
}
