//! `chabao collocates`: what stands near a term more often than elsewhere.

use chabao::present::json;
use chabao::search::Request;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::context::Context;
use super::output::Ending;
use super::shared::{Form, FormatArgs, ListArgs, QuestionArgs, end_search, say_explanation};

/// The number of collocates that are shown by default.
const ROWS: usize = 20;

/// Show which words stand near a term more often than elsewhere
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao collocates 法律顾问                 words within five words of a mention
  chabao collocates 法律顾问 --left 3 --right 0
  chabao collocates 法律顾问 --unit 2        runs of two characters instead of words
  chabao collocates 法律顾问 --year 2023     compared with the reports of 2023 alone

All words of the sections that pass the filters are compared, without the mentions themselves: those
within the window around a mention, in the same sentence, and those elsewhere. `near` is how often a
word stands in the window, `expected` how often it would if it stood there as often as elsewhere: the
times it occurs, multiplied by the share of all words that stand in a window.

The log-likelihood (G², Dunning 1993) says how unlikely the difference is by chance:
2 Σ O ln(O/E) over the four cells of word and other words, near and elsewhere. Above 3.84 it is
significant at 5 %, above 10.83 at 0.1 %. The log ratio (Hardie 2014) says how large it is: the binary
logarithm of the relative frequency near mentions by that elsewhere, where 0 counts as 0.5. 1 is twice
as frequent, 2 four times. Only what is more frequent near the term is listed.")]
pub(super) struct CollocatesArgs {
    /// The term, or a query; its terms must occur, or not occur, in the same section
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// What to count: words as jieba cuts them, or runs of so many characters
    #[arg(long, value_name = "UNIT", default_value = "word", value_parser = PossibleValuesParser::new(Request::collocate_units()))]
    unit: String,

    /// How many words before a mention are near it [default: 5; of characters 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=100))]
    left: Option<u16>,

    /// How many words behind it are [default: 5; of characters 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=100))]
    right: Option<u16>,

    /// The fewest times that a listed word stands near a mention
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u64).range(1..))]
    least: u64,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn collocates(args: &CollocatesArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let mut request = args.question.request(&args.query)?;
    let reader = args.question.open(context)?;
    let is_table = matches!(form, Form::Table(_));
    args.list.add_to(&mut request, &reader, (!is_table).then_some(ROWS), context)?;
    let asked = request.collocates().with_unit(&args.unit).with_least(args.least);
    let asked = asked.with_window(args.left.map(Into::into), args.right.map(Into::into));
    let answer = asked.answer(&reader)?;
    say_explanation(&answer, context);
    match form {
        Form::Text => context.output.data(&answer.to_text(context.output.style))?,
        Form::Json => context.output.data(&json(&answer))?,
        Form::Table(form) => context.output.table(answer.to_table(&reader), form)?,
    }
    let is_listed = answer.lists.values().any(|list| list.total > 0);
    if !is_listed && answer.body.counts.mentions > 0 {
        return Ok(Ending::NothingFound);
    }
    Ok(end_search(&answer, "collocates", is_listed, context))
}
