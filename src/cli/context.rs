//! What every command is given: the folder of the index, and where to write.

use std::path::PathBuf;

use chabao::report::Language;
use clap::Args;

use super::language::language_parser;
use super::output::{Color, Output};

/// The arguments of every command.
#[derive(Debug, Args)]
pub(super) struct GlobalArgs {
    /// The folder of the index, or its address in a cluster (`chabao help cluster`) [default: index]
    #[arg(long, global = true, env = "CHABAO_INDEX", hide_env_values = true, value_name = "DIR")]
    index: Option<PathBuf>,

    /// Write the answer to this file instead of standard output; without `--format`, its ending says
    /// the format: .csv, .xlsx, .json, .jsonl
    #[arg(long, short, global = true, value_name = "FILE")]
    output: Option<PathBuf>,

    /// A table of aliases instead of the `aliases.toml` in the folder of the index
    #[arg(long, global = true, value_name = "FILE")]
    alias_table: Option<PathBuf>,

    /// The language of help, messages and text: zh or en [default: that of CHABAO_LANG, else Chinese if
    /// the locale (LC_ALL, LC_MESSAGES, LANG) is Chinese, else English]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language_parser(), hide_possible_values = true)]
    lang: Option<Language>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

/// What a command works with.
pub(super) struct Context {
    /// The folder of the index.
    pub(super) index_dir: PathBuf,
    /// Whether no folder was given, so that `index_dir` is the default one.
    pub(super) is_default_index: bool,
    /// The table of aliases that was named.
    pub(super) alias_table: Option<PathBuf>,
    /// The language of what people read. Programs read the same in every language.
    pub(super) language: Language,
    pub(super) output: Output,
}

impl Context {
    /// Returns the context of a command; `usual` is its language if the arguments do not say one.
    pub(super) fn new(args: GlobalArgs, usual: Language) -> Self {
        let language = args.lang.unwrap_or(usual);
        Self {
            is_default_index: args.index.is_none(),
            alias_table: args.alias_table,
            index_dir: args.index.unwrap_or_else(|| PathBuf::from("index")),
            language,
            output: Output::new(args.color, args.output, language),
        }
    }
}
