//! `chabao help`: what a command does, and the chapters of the manual.

use chabao::report::Language;
use clap::{Args, CommandFactory};

use super::Cli;
use super::chinese_help::ChineseHelp;
use super::context::Context;
use super::formats::refuse_other_endings;
use super::output::Ending;

/// Explain a command, or show a chapter of the manual
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao help search                         the same as `chabao search --help`
  chabao help query                          every form of the query line, and what it counts
  chabao help data                           the columns of `chabao export`, and how R, pandas, polars and
                                             DuckDB read them
  chabao help cluster                        an index in an OpenSearch cluster
  chabao help data --lang zh                 the same in Chinese")]
pub(super) struct HelpArgs {
    #[arg(value_name = "TOPIC", help = topics())]
    topic: Option<String>,
}

/// Returns what one can ask about.
fn topics() -> String {
    let chapters: Vec<&str> = Language::English.chapters().map(|(key, _)| key).collect();
    format!("A command, or a chapter: {}; all commands without it", chapters.join(", "))
}

pub(super) fn help(args: &HelpArgs, context: &Context) -> anyhow::Result<Ending> {
    refuse_other_endings(context, &[])?;
    let mut all = Cli::command();
    // Usage lines name the program.
    all.build();
    let topic = args.topic.as_deref();
    let (style, width) = (context.output.style, context.output.width());
    if let Some(text) = topic.and_then(|topic| style.chapter(topic, width)) {
        context.output.data(&text)?;
        return Ok(Ending::Done);
    }
    let command = match topic {
        None => Some(&mut all),
        Some(name) => all.find_subcommand_mut(name),
    };
    let Some(command) = command else {
        let chapters: Vec<String> =
            context.language.chapters().map(|(key, _)| format!("`{key}`")).collect();
        let topic = topic.unwrap_or_default();
        anyhow::bail!(context.language.pick(
            format!("there is no command `{topic}`, and no chapter beside {}", chapters.join(", ")),
            format!("没有命令 `{topic}`，也没有这一章；手册有 {}", chapters.join("、")),
        ));
    };
    let page = match context.language {
        Language::English => command.render_long_help().ansi().to_string(),
        Language::Chinese => ChineseHelp::new().page(command, width),
    };
    context.output.data(&page)?;
    Ok(Ending::Done)
}
