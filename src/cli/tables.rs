//! The commands that set a term against groups: `coverage` and `trend`.

use chabao::analysis::{self, State};
use chabao::present::{
    counted, coverage_as_csv, coverage_as_text, json, trend_as_csv, trend_as_text,
};
use chabao::search::{FacetBy, Ground, GroupBy, Request};
use clap::Args;

use super::Ending;
use super::args::{AskingArgs, Cli, Format, facets, groups};
use super::commands::{help_with_nothing, is_ground_left, open_for, parse};
use super::output::{self, Output};

#[derive(Debug, Args)]
pub(super) struct CoverageArgs {
    /// The term, or a query
    #[arg(required = true, value_name = "TERM")]
    term: Vec<String>,

    /// What a row of the table stands for
    #[arg(long, value_name = "GROUP", default_value = "county", value_parser = groups())]
    rows: GroupBy,

    /// What a column of the table stands for
    #[arg(long, value_name = "GROUP", default_value = "year", value_parser = groups())]
    columns: GroupBy,

    #[command(flatten)]
    asking: AskingArgs,
}

pub(super) const COVERAGE_EXAMPLES: &str = "\
Examples:
  chabao coverage 法律顾问                                counties and years
  chabao coverage 法律顾问 --rows province --columns year
  chabao coverage 三项制度 --rows agency --columns part --region 重庆市
  chabao coverage 法律顾问 --format csv > table.csv

Each cell is one of three: it mentions the term, reports are held and none does, or no report is
held. Years go on without gaps from the first that is held to the last.

CSV has a line for each cell, with its row, column and state: what a pivot table takes. Totals are
in the text and in JSON.";

#[derive(Debug, Args)]
pub(super) struct TrendArgs {
    /// The terms, each counted by itself; a query of several words stands in quotation marks
    #[arg(required = true, value_name = "TERM")]
    terms: Vec<String>,

    /// What a row of the table stands for
    #[arg(long, value_name = "FACET", default_value = "year", value_parser = facets())]
    by: FacetBy,

    #[command(flatten)]
    asking: AskingArgs,
}

pub(super) const TREND_EXAMPLES: &str = "\
Examples:
  chabao trend 三项制度
  chabao trend 三项制度 法律顾问                two terms, side by side
  chabao trend '三项制度 法律顾问'              sections that hold both
  chabao trend 法律顾问 --by province           not over time, but from place to place
  chabao trend 三项制度 法律顾问 --format csv > series.csv

The share is that of the reports held that mention the term. Characters are those of the sections
held, and beside them stands how often the term is mentioned in 10,000 of them: more reports, or
longer ones, do not make a trend.";

pub(super) fn coverage(cli: &Cli, args: &CoverageArgs, output: &Output) -> anyhow::Result<Ending> {
    let request = request(&args.term.join(" "), &args.asking)?;
    let reader = open_for(cli, &args.asking)?;
    let coverage = analysis::coverage(&reader, &request, args.rows, args.columns)?;
    let text = match args.asking.format.format {
        Format::Text => coverage_as_text(&coverage, args.rows, args.columns, output.style),
        Format::Json => json(&coverage),
        Format::Csv => {
            tell_ground(coverage.ground);
            coverage_as_csv(&coverage)
        }
    };
    output.data(&text)?;
    let is_found = coverage.counts.sections > 0;
    if is_ground_left(coverage.ground) && !is_found {
        help_with_nothing(&reader, &request)?;
    }
    Ok(if is_found { Ending::Done } else { Ending::NothingFound })
}

pub(super) fn trend(cli: &Cli, args: &TrendArgs, output: &Output) -> anyhow::Result<Ending> {
    let requests = args.terms.iter().map(|term| request(term, &args.asking));
    let requests = requests.collect::<anyhow::Result<Vec<Request>>>()?;
    let reader = open_for(cli, &args.asking)?;
    let trend = analysis::trend(&reader, &requests, args.by)?;
    let text = match args.asking.format.format {
        Format::Text => trend_as_text(&trend, args.by, output.style),
        Format::Json => json(&trend),
        Format::Csv => {
            // A ground of its own is told where a query holds conditions of its own.
            let mut grounds: Vec<Ground> = trend.series.iter().map(|it| it.ground).collect();
            grounds.dedup();
            grounds.into_iter().for_each(tell_ground);
            trend_as_csv(&trend)
        }
    };
    output.data(&text)?;
    if trend.series.iter().any(|series| series.total.state == State::Mentions) {
        return Ok(Ending::Done);
    }
    let widest = trend.series.iter().map(|series| series.ground).max_by_key(|it| it.reports);
    if let (true, [only]) = (is_ground_left(widest.unwrap_or_default()), requests.as_slice()) {
        help_with_nothing(&reader, only)?;
    }
    Ok(Ending::NothingFound)
}

fn request(text: &str, asking: &AskingArgs) -> anyhow::Result<Request> {
    let mut request = Request::new(parse(text)?);
    request.mode = asking.mode.mode();
    request.filters = asking.filters.fields();
    Ok(request)
}

/// Tells the ground of a table that has no place for it.
fn tell_ground(ground: Ground) {
    let (held, unread) = (counted(ground.reports, "report"), counted(ground.unreadable, "file"));
    output::say(&format!("counted over {held}; {unread} could not be read"));
}
