//! `chabao corpus`: which reports the index holds, and what is missing.

use chabao::present::json;
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::Ending;
use super::shared::{Form, FormatArgs};

/// Show which reports the index holds: by province and year with gaps, by kind and level, with what is
/// to be checked and what is not counted
///
/// The same as the page “The data”. `chabao status` is about the index itself: its size, format and
/// dictionary. `chabao facets` counts by more groups, and under filters; `chabao reports` lists the
/// reports.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao corpus                              what there is, and what is missing
  chabao corpus -o corpus.xlsx               all figures and files as a table
  chabao corpus --format csv | grep '^province,'
                                             the reports of each province and year, 0 where there is none")]
pub(super) struct CorpusArgs {
    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn corpus(args: &CorpusArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    let reader = open_or_build(context)?;
    let corpus = reader.corpus()?;
    match form {
        Form::Text => context.output.data(&corpus.to_text(context.output.style))?,
        Form::Json => context.output.data(&json(&corpus))?,
        Form::Table(form) => context.output.table(corpus.to_table(&reader), form)?,
    }
    Ok(Ending::Done)
}
