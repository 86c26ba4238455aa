//! The commands that set a term against groups: `coverage` and `trend`.

use chabao::analysis::{self, State};
use chabao::present::{
    Drawing, counted, coverage_as_csv, coverage_as_text, json, trend_as_csv, trend_as_svg,
    trend_as_text,
};
use chabao::search::{FacetBy, Ground, GroupBy, Request};
use clap::{Args, ValueEnum};

use super::Ending;
use super::args::{AskingArgs, Cli, FilterArgs, Format, ModeArgs, facets, groups};
use super::commands::{help_with_nothing, is_ground_left, open_with, parse};
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
    mode: ModeArgs,

    /// Count older versions of a report too, each as a report of its own
    #[arg(long)]
    versions: bool,

    #[command(flatten)]
    filters: FilterArgs,

    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: TrendFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TrendFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// A table for spreadsheets
    Csv,
    /// A drawing, with its words in Chinese as the reports have them
    Svg,
}

pub(super) const TREND_EXAMPLES: &str = "\
Examples:
  chabao trend 三项制度
  chabao trend 三项制度 法律顾问                two terms, side by side
  chabao trend '三项制度 法律顾问'              sections that hold both
  chabao trend 法律顾问 --by province           not over time, but from place to place
  chabao trend 三项制度 法律顾问 --format csv > series.csv
  chabao trend 三项制度 法律顾问 --format svg > chart.svg

The share is that of the reports held that mention the term. Characters are those of the sections
held, and beside them stands how often the term is mentioned in 10,000 of them: more reports, or
longer ones, do not make a trend.

SVG is a drawing that any browser opens and that can be published as it is. Its words are Chinese;
it says what was counted over which reports, and leaves a gap for a year of which none is held.";

pub(super) fn coverage(cli: &Cli, args: &CoverageArgs, output: &Output) -> anyhow::Result<Ending> {
    let AskingArgs { mode, versions, filters, .. } = &args.asking;
    let request = request(&args.term.join(" "), mode, filters)?;
    let reader = open_with(cli, *versions)?;
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
    let requests = args.terms.iter().map(|term| request(term, &args.mode, &args.filters));
    let requests = requests.collect::<anyhow::Result<Vec<Request>>>()?;
    let reader = open_with(cli, args.versions)?;
    let trend = analysis::trend(&reader, &requests, args.by)?;
    let text = match args.format {
        TrendFormat::Text => trend_as_text(&trend, args.by, output.style),
        TrendFormat::Json => json(&trend),
        TrendFormat::Svg => {
            let conditions = args.filters.fields();
            trend_as_svg(&trend, Drawing { conditions: &conditions, ..Drawing::default() })
        }
        TrendFormat::Csv => {
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

fn request(text: &str, mode: &ModeArgs, filters: &FilterArgs) -> anyhow::Result<Request> {
    let (mode, filters) = (mode.mode(), filters.fields());
    Ok(Request { mode, filters, ..Request::new(parse(text)?) })
}

/// Tells the ground of a table that has no place for it.
fn tell_ground(ground: Ground) {
    let (held, unread) = (counted(ground.reports, "report"), counted(ground.unreadable, "file"));
    output::say(&format!("counted over {held}; {unread} could not be read"));
}
