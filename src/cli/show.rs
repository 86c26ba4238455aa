//! `chabao show`: one report with its outline and text.

use chabao::analysis::{self, ShownReport};
use chabao::present::json;
use chabao::query::Term;
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::{self, Ending};
use super::shared::{PlainFormatArgs, parse_query};

/// Show one report with its outline
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao show 酉阳                           the report whose path contains 酉阳
  chabao show data/digests/酉阳.txt --outline
  chabao show 酉阳 --section 一 --highlight 法律顾问")]
pub(super) struct ShowArgs {
    /// The path of the report, the end or a part of it, or the id that `chabao reports` shows
    #[arg(value_name = "REPORT")]
    report: String,

    /// Only this section: its number in the outline, or characters of its heading
    #[arg(long, value_name = "SECTION")]
    section: Option<String>,

    /// Mark a term
    #[arg(long, value_name = "TERM")]
    highlight: Option<String>,

    /// Only the outline
    #[arg(long)]
    outline: bool,

    #[command(flatten)]
    format: PlainFormatArgs,
}

pub(super) fn show(args: &ShowArgs, context: &Context) -> anyhow::Result<Ending> {
    let is_json = args.format.is_json(context)?;
    let reader = open_or_build(context)?;
    let terms: Vec<Term> = match &args.highlight {
        Some(text) => reader.terms_with_aliases(&parse_query(text)?),
        None => Vec::new(),
    };
    let shown = analysis::show(&reader, &args.report)?;
    if let Some(copy) = &shown.asked {
        let first = &shown.report.path;
        output::say(&context.language.pick(
            format!("`{copy}` is a copy of `{first}`, which is shown"),
            format!("`{copy}` 与 `{first}` 内容相同，显示的是后者"),
        ));
    }
    if let Some(newer) = &shown.newer {
        let older = &shown.report.path;
        output::say(&context.language.pick(
            format!("`{older}` is an older version; counted is `{newer}`"),
            format!("`{older}` 是旧版，计入的是 `{newer}`"),
        ));
    }
    let sections = match &args.section {
        Some(wanted) => shown.sections_named(wanted)?,
        None => shown.sections.clone(),
    };
    let written = if is_json {
        json(&ShownReport { sections, ..shown })
    } else {
        shown.to_text(&sections, &terms, args.outline, context.output.style)
    };
    context.output.data(&written)?;
    Ok(Ending::Done)
}
