//! `chabao mentions`: which groups mention a term, and which do not.

use chabao::analysis;
use chabao::present::{Table, json};
use chabao::query::Query;
use chabao::search::{Answer, Ground, GroupBy, Remark, Request};
use clap::Args;

use super::context::Context;
use super::output::{self, Ending};
use super::shared::{
    CodebookArgs, Concepts, Form, FormatArgs, ListArgs, QuestionArgs, end_search, group_parser,
    has_ground, say_explanation,
};

/// Show which counties (agencies, years, …) mention a term, and which do not
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao mentions 法律顾问                   by county
  chabao mentions 法律顾问 --absent          counties that have a report and do not mention it
  chabao mentions 三项制度 --by year
  chabao mentions --codebook codebook.csv    for each concept
  chabao mentions 法律顾问 --by report -o table.xlsx")]
pub(super) struct MentionsArgs {
    /// The term, or a query; its terms must occur, or not occur, in the same section
    #[arg(required_unless_present = "codebook", value_name = "TERM")]
    term: Vec<String>,

    #[command(flatten)]
    codebook: CodebookArgs,

    /// What to show in each row
    #[arg(long, value_name = "GROUP", default_value = "county", value_parser = group_parser())]
    by: GroupBy,

    /// Show those that have a report and do not mention it
    #[arg(long)]
    absent: bool,

    #[command(flatten)]
    question: QuestionArgs,

    #[command(flatten)]
    list: ListArgs,

    #[command(flatten)]
    format: FormatArgs,
}

pub(super) fn mentions(args: &MentionsArgs, context: &Context) -> anyhow::Result<Ending> {
    let form = args.format.form(context)?;
    if let Some(concepts) = args.codebook.concepts(&args.question, &args.term, context)? {
        return of_concepts(args, concepts, form, context);
    }
    let mut request = args.question.request(&args.term)?;
    let reader = args.question.open(context)?;
    args.list.add_to(&mut request, &reader, None, context)?;
    let (by, absent) = (args.by, args.absent);
    let answer = match form {
        Form::Text => {
            let style = context.output.style;
            let (answer, pieces) = request.mention_text(&reader, by, absent, style)?;
            say_explanation(&answer, context);
            context.output.pieces(pieces)?;
            answer
        }
        Form::Json => {
            let answer = analysis::mentions(&reader, &request, by)?;
            say_explanation(&answer, context);
            context.output.data(&json(&answer))?;
            answer
        }
        Form::Table(form) => {
            let (answer, table) = request.mention_table(&reader, by, absent)?;
            say_explanation(&answer, context);
            context.output.table(table, form)?;
            answer
        }
    };
    let list = answer.lists.get(if absent { "absent" } else { "rows" });
    let is_found = list.is_some_and(|list| list.total > 0);
    if absent {
        has_ground(answer.ground, context);
        return Ok(Ending::of_search(is_found));
    }
    point_to_absent(&request, context);
    Ok(end_search(&answer, "mentions", is_found, context))
}

/// Writes the answer about each concept of a codebook, one after the other.
fn of_concepts(
    args: &MentionsArgs,
    concepts: Concepts,
    form: Form,
    context: &Context,
) -> anyhow::Result<Ending> {
    let Concepts { mut requests, remarks } = concepts;
    let (by, absent) = (args.by, args.absent);
    let reader = args.question.open(context)?;
    for request in &mut requests {
        args.list.add_to(request, &reader, None, context)?;
    }
    let list = if absent { "absent" } else { "rows" };
    let (mut widest, mut is_found) = (Ground::default(), false);
    let mut note = |answer: &Answer<analysis::Mentions>| {
        say_explanation(answer, context);
        is_found |= answer.lists.get(list).is_some_and(|list| list.total > 0);
        if answer.ground.reports > widest.reports {
            widest = answer.ground;
        }
    };
    match form {
        Form::Text => {
            let mut texts = Vec::new();
            let lines = Remark::lines(&remarks, context.language);
            let mut is_first = lines.is_empty();
            let style = context.output.style;
            for (answer, pieces) in Request::mention_texts(&requests, &reader, by, absent, style)? {
                note(&answer);
                let gap = if is_first { "" } else { "\n" };
                texts.push(std::iter::once(Ok(gap.to_owned())).chain(pieces));
                is_first = false;
            }
            let begin = std::iter::once(Ok(lines));
            context.output.pieces(begin.chain(texts.into_iter().flatten()))?;
        }
        Form::Json => {
            let answers = Request::mentions_of_each(&requests, &reader, by)?;
            answers.iter().for_each(&mut note);
            context.output.data(&Answer::json_by_concept(&answers, &remarks))?;
        }
        Form::Table(form) => {
            let mut tables = Vec::new();
            for (answer, table) in Request::mention_tables(&requests, &reader, by, absent)? {
                note(&answer);
                tables.push(table);
            }
            let table =
                Table::by_concept(tables, &remarks).expect("a codebook has at least one concept");
            context.output.table(table, form)?;
        }
    }
    has_ground(widest, context);
    Ok(Ending::of_search(is_found))
}

/// Says how to list those that do not mention a term, to who excludes it and asks for nothing else.
fn point_to_absent(request: &Request, context: &Context) {
    let Some(query) = &request.query else { return };
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let has_exclusion = parts.iter().any(|part| matches!(part, Query::Not(_)));
    if query.terms().is_empty() && has_exclusion {
        let hint = context.language.pick(
            "this lists who has a section without it; who has a report and does not mention it: \
             `chabao mentions TERM --absent`",
            "这里列出的是有一节不含该词的；要列收有报告而没有提及的，用 `chabao mentions TERM --absent`",
        );
        output::hint(hint, context.language);
    }
}
