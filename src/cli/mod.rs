//! The command line: reads the arguments, calls the library, writes what it returns.
//!
//! - one file for each command, with its arguments: `index`, `search`, `mentions`, `coverage`,
//!   `trend`, `kwic`, `collocates`, `panel`, `facets`, `export`, `reports`, `show`, `cite`, `corpus`,
//!   `status`, `serve`, `help`
//! - `shared`: arguments and steps of the commands that ask the index
//! - `welcome`: what `chabao` says without a command, and what to try after a first `chabao index`
//! - `chinese_help`, `wrong_arguments`: help and errors of arguments in Chinese
//! - `arguments`: terms that begin with a minus, and lists of values
//! - `context`: what every command is given
//! - `language`: the language in which the program speaks
//! - `output`, `output_file`: what is written where, and exit codes

mod arguments;
mod chinese_help;
mod cite;
mod collocates;
mod context;
mod corpus;
mod coverage;
mod export;
mod facets;
mod help;
mod index;
mod kwic;
mod language;
mod mentions;
mod formats;
mod output;
mod output_file;
mod panel;
mod reports;
mod search;
mod serve;
mod shared;
mod show;
mod status;
mod trend;
mod welcome;
mod why;
mod wrong_arguments;

use std::ffi::OsString;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;

use chabao::report::Language;
use clap::{CommandFactory, Parser, Subcommand};

use chinese_help::ChineseHelp;
use context::{Context, GlobalArgs};
use language::{language_for, usual_language};
use output::Ending;

/// 查报: full-text search and exact counts over Chinese government reports.
///
/// Index a folder of reports once, then ask: where does it say 三项制度, in which years, which
/// counties mention 法律顾问, and which do not. Every count is exact and says what it was counted
/// over.
#[derive(Debug, Parser)]
#[command(name = "chabao", version, max_term_width = 100, disable_help_subcommand = true, after_help = EXAMPLES)]
struct Cli {
    /// Without one, the program says what lies here and how to go on.
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    global: GlobalArgs,
}

const EXAMPLES: &str = "\
Examples:
  chabao index data                         index the reports in the folder data
  chabao search 三项制度 --facet year        passages, and counts by year
  chabao mentions 法律顾问                   which counties mention it
  chabao mentions 法律顾问 --absent          which have a report and do not
  chabao coverage 法律顾问                   a table of counties and years
  chabao trend 三项制度 法律顾问             year by year, next to the number of reports
  chabao panel outline                      forty concepts next to each other
  chabao export mentions 法律顾问            a data set, a row for each mention
  chabao kwic 法律顾问 --sort left           every mention with what stands around it
  chabao show 酉阳 --highlight 法律顾问      one report, with the term marked
  chabao cite 酉阳                           its entry for a list of references

Exit codes: 0 found or done, 1 nothing found, 2 failed, or files newly left out.";

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::IndexArgs),
    Search(search::SearchArgs),
    Mentions(mentions::MentionsArgs),
    Coverage(coverage::CoverageArgs),
    Trend(trend::TrendArgs),
    Kwic(kwic::KwicArgs),
    Collocates(collocates::CollocatesArgs),
    Panel(panel::PanelArgs),
    Facets(facets::FacetsArgs),
    Export(export::ExportArgs),
    Reports(reports::ReportsArgs),
    Show(show::ShowArgs),
    Why(why::WhyArgs),
    Cite(cite::CiteArgs),
    Corpus(corpus::CorpusArgs),
    Status(status::StatusArgs),
    Serve(serve::ServeArgs),
    Help(help::HelpArgs),
    /// Read the files that another process asks for
    #[command(hide = true)]
    ReadFiles,
}

impl Command {
    fn run(self, context: &Context) -> anyhow::Result<Ending> {
        match self {
            Self::Index(args) => index::index(args, context),
            Self::Search(args) => search::search(&args, context),
            Self::Mentions(args) => mentions::mentions(&args, context),
            Self::Coverage(args) => coverage::coverage(&args, context),
            Self::Trend(args) => trend::trend(&args, context),
            Self::Kwic(args) => kwic::kwic(&args, context),
            Self::Collocates(args) => collocates::collocates(&args, context),
            Self::Panel(args) => panel::panel(&args, context),
            Self::Facets(args) => facets::facets(&args, context),
            Self::Export(args) => export::export(&args, context),
            Self::Reports(args) => reports::reports(&args, context),
            Self::Why(args) => why::why(&args, context),
            Self::Show(args) => show::show(&args, context),
            Self::Cite(args) => cite::cite(&args, context),
            Self::Corpus(args) => corpus::corpus(&args, context),
            Self::Status(args) => status::status(&args, context),
            Self::Serve(args) => serve::serve(args, context),
            Self::Help(args) => help::help(&args, context),
            Self::ReadFiles => {
                chabao::ingest::Options::read_files(std::io::stdin(), std::io::stdout())?;
                Ok(Ending::Done)
            }
        }
    }
}

/// The message and place of the last panic.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let usual = usual_language(|name| std::env::var_os(name));
    let language = match language_for(&arguments, usual) {
        Ok(language) => language,
        Err(wrong) => return output::wrong_argument(&wrong, usual),
    };
    let arguments = match arguments::prepared(arguments, &Cli::command(), language) {
        Ok(arguments) => arguments,
        Err(wrong) => return output::wrong_argument(&wrong, language),
    };
    let Cli { command, global } = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return help_or_error(&error, &arguments, language),
    };
    let context = Context::new(global, language);
    let language = context.language;
    // The library turns a panic over a damaged file into an error. A panic that is a bug is reported
    // below, without a backtrace, which helps only those who know the code.
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = PANIC.lock() {
            *last = Some(panic.to_string());
        }
    }));
    let run = || match command {
        Some(command) => command.run(&context),
        None => welcome::welcome(&context),
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(ending)) => ending.into(),
        Ok(Err(error)) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            output::fail(&error, language);
            Ending::Incomplete.into()
        }
        Err(_) => {
            let message = PANIC.lock().ok().and_then(|mut last| last.take()).unwrap_or_default();
            output::bug(&message, language);
            Ending::Incomplete.into()
        }
    }
}

/// Prints the help that was asked for, or what is wrong with the arguments.
fn help_or_error(error: &clap::Error, arguments: &[OsString], language: Language) -> ExitCode {
    let is_version = error.kind() == clap::error::ErrorKind::DisplayVersion;
    if language == Language::English || is_version {
        return output::usage(error);
    }
    let mut all = Cli::command();
    all.build();
    let command = arguments::subcommand_in(arguments, &all).unwrap_or(&all);
    if error.use_stderr() {
        return output::wrong_argument(&wrong_arguments::in_chinese(error, command), language);
    }
    // If standard output is closed, nobody can be told.
    drop(write!(
        anstream::stdout(),
        "{}",
        ChineseHelp::new().page(command, output::terminal_width())
    ));
    ExitCode::SUCCESS
}
