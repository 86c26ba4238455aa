//! `chabao panel`: the concepts of a codebook, counted next to each other.

use anyhow::Context as _;
use chabao::analysis::Measure;
use chabao::present::json;
use chabao::query::Query;
use chabao::search::{FacetBy, GroupBy};
use clap::Args;

use super::context::Context;
use super::formats::refuse_other_endings;
use super::output::{self, Ending, Refused};
use super::shared::{
    Form, FormatArgs, ListArgs, QuestionArgs, codebook_bytes, group_parser, has_ground, name_parser,
};

/// Count the concepts of a codebook by county, agency, report or year
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao panel codebook.csv                              a row for each county, a column for each concept
  chabao panel codebook.csv --measure share --by year
  chabao panel codebook.csv --by county,year             a line for each concept, county and year
  chabao panel codebook.csv --by county,year --measure mentions
  chabao panel outline --format csv > panel.csv          the codebook that is part of the program
  chabao panel outline --print > codebook.csv            to change it

A codebook is a table (CSV, or xlsx) whose first line names the columns `label` (概念), `query` (查询)
and, if you like, `note` (说明); lines with the same label are one concept, and what two of its queries
both find is counted once. Or it is TOML:

  [[concept]]
  label = \"法律顾问\"
  queries = [\"法律顾问\", \"公职律师\"]

A line that cannot be used is named with its number, and the others are counted.

With a measure, the table has a column for each concept: a number where there are reports, 0 if none
mentions it, `.` (in CSV an empty field) where there is no report, and `-` (empty too) where no report
meets a condition in the query of the concept. In a workbook the colour says which it is. Without one, `--by GROUP,year`
gives a line for each concept, group and year with all figures and the state.")]
pub(super) struct PanelArgs {
    /// The file of the codebook, or `outline`: the parts of a report and the tasks of the outline for
    /// 2021 to 2025 (a file of this name is `./outline`)
    #[arg(value_name = "CODEBOOK")]
    codebook: String,

    /// What to show in each row; `,year` adds the year
    #[arg(long, value_name = "GROUP[,year]", default_value = "county", value_parser = group_parser(), value_delimiter = ',', num_args = 1)]
    by: Vec<GroupBy>,

    /// The figure to show for each concept [default: mentions; with `--by GROUP,year` all of them]
    #[arg(long, value_name = "MEASURE", value_parser = name_parser(Measure::ALL.to_vec(), Measure::key))]
    measure: Option<Measure>,

    /// Print the codebook of the program instead of counting
    #[arg(long)]
    print: bool,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: FormatArgs,
}

impl PanelArgs {
    /// Returns what each row is, and whether there is one for each year.
    fn by(&self, context: &Context) -> anyhow::Result<(GroupBy, bool)> {
        let year = GroupBy::Facet(FacetBy::Year);
        match self.by[..] {
            [by] => Ok((by, false)),
            [by, second] if second == year => Ok((by, true)),
            _ => {
                let message = context.language.pick(
                    "`--by` takes one group, or one and the year: `--by county,year`",
                    "`--by` 只能写一种分组，或一种分组加年度：`--by county,year`",
                );
                Err(Refused::plainly(message.to_owned()))
            }
        }
    }
}

pub(super) fn panel(args: &PanelArgs, context: &Context) -> anyhow::Result<Ending> {
    let (by, by_year) = args.by(context)?;
    if args.print {
        refuse_other_endings(context, &["csv"])?;
        let text = Query::shipped_codebook(&args.codebook);
        let text = text.ok_or_else(|| {
            let name = &args.codebook;
            Refused::plainly(
                context
                    .language
                    .pick(format!("`{name}` is a file already"), format!("`{name}` 本来就是文件")),
            )
        })?;
        context.output.data(text)?;
        return Ok(Ending::Done);
    }
    let form = args.format.form(context)?;
    let bytes = codebook_bytes(&args.codebook, context)?;
    let codebook = Query::codebook(&bytes).map_err(chabao::Error::from);
    let codebook = codebook.with_context(|| format!("`{}`", args.codebook))?;
    let codebook = if args.question.aliases { codebook.with_aliases() } else { codebook };
    let mut request = args.question.request(&[])?;
    let reader = args.question.open(context)?;
    args.list.add_to(&mut request, &reader, None, context)?;
    let measure = args.measure.or_else(|| (!by_year).then(Measure::default));
    let answer = if let Form::Table(form) = form {
        let (answer, table) = request.panel_table(&reader, &codebook, (by, by_year), measure)?;
        output::say_lines(&answer.concept_explanation_lines(context.language));
        context.output.table(table, form)?;
        answer
    } else {
        let answer = request.panel(&reader, &codebook, by, by_year)?;
        output::say_lines(&answer.concept_explanation_lines(context.language));
        context.output.data(&match form {
            Form::Text => answer.to_text(context.output.style, measure),
            _ => json(&answer),
        })?;
        answer
    };
    let is_found = answer.body.concepts.iter().any(|concept| concept.total.reports > 0);
    has_ground(answer.ground, context);
    Ok(Ending::of_search(is_found))
}
