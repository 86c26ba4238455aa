//! `chabao export`: data sets of reports, sections and mentions.

use clap::{Args, ValueEnum};

use super::context::Context;
use super::output::{Ending, Refused};
use super::shared::{DataFormatArgs, QuestionArgs, end_search, say_explanation};

/// The number of characters around a mention that are written by default.
const AROUND: u16 = 20;

/// Write a data set of reports, sections or mentions, with all that is known of each
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao export reports > reports.jsonl      all reports with their facts, where each was found, and
                                             whether it is inferred
  chabao export sections --kind rule-of-law --year 2021- > sections.jsonl
                                             the text of every section of these reports
  chabao export mentions 法律顾问 --left 60 --right 60 -o mentions.xlsx
                                             a row for each mention that `chabao search` counts

With a query, the reports are those with a section that it finds, the sections those that it finds, and
the mentions those in them; without one, `reports` and `sections` are everything that passes the
filters. Rows are in the order of path and place, and are written while they are read, however many
there are.

Offsets are counted in characters of the section's text, from 0.")]
pub(super) struct ExportArgs {
    /// What the rows are
    #[arg(value_name = "DATA")]
    data: DataSet,

    /// What to find; everything without it. Its terms must occur, or not occur, in the same section
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// With `mentions`: the number of characters before each mention [default: 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    left: Option<u16>,

    /// With `mentions`: the number of characters behind it [default: 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    right: Option<u16>,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    format: DataFormatArgs,
}

/// What the rows of a data set are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DataSet {
    /// Facts, each with its source and certainty
    Reports,
    /// Texts
    Sections,
    /// Occurrences of the terms, with what stands around them
    Mentions,
}

impl ExportArgs {
    /// Returns the number of characters before and behind each mention.
    fn around(&self, context: &Context) -> anyhow::Result<[usize; 2]> {
        if self.data != DataSet::Mentions {
            for (given, flag) in [(self.left, "--left"), (self.right, "--right")] {
                if given.is_some() {
                    return Err(Refused::plainly(context.language.pick(
                        format!("`{flag}` goes only with `export mentions`"),
                        format!("`{flag}` 只能与 `export mentions` 同用"),
                    )));
                }
            }
        }
        Ok([self.left, self.right].map(|given| given.unwrap_or(AROUND).into()))
    }
}

pub(super) fn export(args: &ExportArgs, context: &Context) -> anyhow::Result<Ending> {
    let (form, around) = (args.format.form(context)?, args.around(context)?);
    let request = args.question.request(&args.query)?;
    let reader = args.question.open(context)?;
    let (command, (answer, table)) = match args.data {
        DataSet::Reports => ("export reports", request.report_data(&reader)?),
        DataSet::Sections => ("export sections", request.section_data(&reader)?),
        DataSet::Mentions => ("export mentions", request.mention_data(&reader, around)?),
    };
    say_explanation(&answer, context);
    context.output.table(table, form)?;
    let is_found = answer.lists.values().any(|list| list.total > 0);
    Ok(end_search(&answer, command, is_found, context))
}
