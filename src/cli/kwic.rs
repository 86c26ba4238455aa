//! `chabao kwic`: every mention with what stands around it.

use chabao::present::json;
use chabao::search::Request;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::context::Context;
use super::output::{self, Ending};
use super::shared::{Form, FormatArgs, ListArgs, QuestionArgs, end_search, say_explanation};

/// The number of rows that are shown by default.
const ROWS: usize = 20;

/// Show every mention with what stands before and behind it (concordance)
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao kwic 法律顾问                       every mention, by report and place
  chabao kwic 法律顾问 --sort right          by what stands behind it
  chabao kwic 法律顾问 --group left          聘请_, 建立_: how often what stands before it
  chabao kwic 法律顾问 --only 聘请_          the mentions of one group
  chabao kwic 法律顾问 --group left:1,right:2
  chabao kwic 法律顾问 --sample 50 --seed 7  fifty of all mentions, to be read by hand
  chabao kwic 法律顾问 --left 40 --right 40 --format csv --bom > table.csv

There is a row for each mention that `chabao search` counts. `--sort left` compares what stands before
the mention character by character, beginning next to it; `--sort right` what stands behind it. Both
compare 18 characters of the folded text by code point, then the place. ↵ is the end of a paragraph.
Groups are in folded form, without quotation marks and 、.

The same sample is drawn from the same index with the same seed, and a larger one contains it.

Text and JSON have 20 rows unless you give `--limit`; CSV and JSON Lines have all.")]
pub(super) struct KwicArgs {
    /// The term, or a query; its terms must occur, or not occur, in the same section
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// Number of characters to show before each mention
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u16).range(0..=1000))]
    left: u16,

    /// Number of characters to show behind it
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u16).range(0..=1000))]
    right: u16,

    /// Order of the rows; equal ones by place
    #[arg(long, value_name = "ORDER", default_value = "place", value_parser = PossibleValuesParser::new(Request::kwic_orders()))]
    sort: String,

    /// Count what stands next to the mentions: `left`, `right`, or both with a comma between them; with
    /// `:N` so many characters (2 by default, at most 9), with `:word` the next word
    #[arg(long, value_name = "SIDE")]
    group: Option<String>,

    /// List the mentions of this group: `聘请_`, `_制度`
    #[arg(long, value_name = "CONTEXT")]
    only: Option<String>,

    /// Draw N mentions at random from all
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    sample: Option<u64>,

    /// The seed of the sample [default: 1]
    #[arg(long, value_name = "S", requires = "sample")]
    seed: Option<u64>,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn kwic(args: &KwicArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let mut request = args.question.request(&args.query)?;
    let reader = args.question.open(context)?;
    let is_table = matches!(form, Form::Table(_));
    args.list.add_to(&mut request, &reader, (!is_table).then_some(ROWS), context)?;
    let mut kwic = request.kwic().with_context(args.left.into(), args.right.into());
    kwic = kwic.sorted_by(&args.sort);
    if let Some(group) = &args.group {
        kwic = kwic.grouped_by(group)?;
    }
    kwic = kwic.with_only(args.only.as_deref());
    if let Some(size) = args.sample {
        kwic = kwic.with_sample(size, args.seed.unwrap_or(1));
    }
    let answer = match form {
        Form::Text => {
            let (answer, pieces) = kwic.text(&reader, context.output.style)?;
            say_explanation(&answer, context);
            context.output.pieces(pieces)?;
            answer
        }
        Form::Json => {
            let answer = kwic.answer(&reader)?;
            say_explanation(&answer, context);
            context.output.data(&json(&answer))?;
            answer
        }
        Form::Table(form) => {
            let (answer, table) = kwic.table(&reader)?;
            say_explanation(&answer, context);
            context.output.table(table, form)?;
            answer
        }
    };
    let counts = answer.body.counts;
    if counts.sections > 0 && counts.mentions == 0 {
        let hint = context.language.pick(
            "the query has no term to list the mentions of; see the sections with `chabao search`",
            "检索式中没有可列出提及的词；用 `chabao search` 查看各节",
        );
        output::hint(hint, context.language);
        return Ok(Ending::NothingFound);
    }
    let is_listed = answer.lists.values().any(|list| list.total > 0);
    if counts.sections > 0 && !is_listed {
        let hint = context.language.pick(
            "no mention is in this group: see all groups without `--only`",
            "这一组中没有提及；去掉 `--only` 查看所有各组",
        );
        output::hint(hint, context.language);
        return Ok(Ending::NothingFound);
    }
    Ok(end_search(&answer, "kwic", is_listed, context))
}
