//! `chabao help`: what a command does, and the pages of the manual.

use clap::{Args, CommandFactory};

use super::Cli;
use super::context::Context;
use super::formats::refuse_other_endings;
use super::output::Ending;

/// The pages of the manual: each with its name, in English and in Chinese.
const PAGES: [(&str, &str, &str); 3] = [
    ("query", include_str!("../manual/query.en.md"), include_str!("../manual/query.zh.md")),
    ("data", include_str!("../manual/data.en.md"), include_str!("../manual/data.zh.md")),
    ("cluster", include_str!("../manual/cluster.en.md"), include_str!("../manual/cluster.zh.md")),
];

/// Explain a command, the query line, the columns of data sets, or clusters
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
    /// A command, `query`, `data` or `cluster`; all commands without it
    #[arg(value_name = "TOPIC")]
    topic: Option<String>,
}

pub(super) fn help(args: &HelpArgs, context: &Context) -> anyhow::Result<Ending> {
    refuse_other_endings(context, &[])?;
    let mut all = Cli::command();
    // Usage lines name the program.
    all.build();
    let topic = args.topic.as_deref();
    if let Some((_, english, chinese)) = PAGES.iter().find(|page| topic == Some(page.0)) {
        context.output.data(context.language.pick(english, chinese))?;
        return Ok(Ending::Done);
    }
    let command = match topic {
        None => Some(&mut all),
        Some(name) => all.find_subcommand_mut(name),
    };
    let Some(command) = command else {
        let pages: Vec<String> = PAGES.iter().map(|page| format!("`{}`", page.0)).collect();
        anyhow::bail!(
            "there is no command `{}`, and no page beside {}",
            topic.unwrap_or_default(),
            pages.join(", ")
        );
    };
    context.output.data(&command.render_long_help().ansi().to_string())?;
    Ok(Ending::Done)
}
