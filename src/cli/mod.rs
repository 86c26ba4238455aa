//! The command line: reads the arguments, calls the library, writes what it returns.

mod args;
mod commands;
mod indexing;
mod output;
mod serving;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::Parser;

use args::{Cli, Command};
use output::Output;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Something was found, or done.
    Done,
    /// What was searched for was not found.
    NothingFound,
    /// Something failed, or files had to be left out.
    Incomplete,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::NothingFound => 1,
            Ending::Incomplete => 2,
        })
    }
}

/// The last panic, in the words of its message and place.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return output::usage(&error),
    };
    let output = Output::new(cli.color);
    // A panic over damaged files is turned into an error by the library; one that is a bug is told
    // below, without the traces that only help those who can read them.
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = PANIC.lock() {
            *last = Some(panic.to_string());
        }
    }));
    match catch_unwind(AssertUnwindSafe(|| run(&cli, &output))) {
        Ok(Ok(ending)) => ending.into(),
        Ok(Err(error)) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            output::fail(&error);
            Ending::Incomplete.into()
        }
        Err(_) => {
            let what = PANIC.lock().ok().and_then(|mut last| last.take()).unwrap_or_default();
            output::bug(&what);
            Ending::Incomplete.into()
        }
    }
}

fn run(cli: &Cli, output: &Output) -> anyhow::Result<Ending> {
    match &cli.command {
        Command::Index(args) => indexing::index(cli, args, output),
        Command::Search(args) => commands::search(cli, args, output),
        Command::Mentions(args) => commands::mentions(cli, args, output),
        Command::Coverage(args) => tables::coverage(cli, args, output),
        Command::Trend(args) => tables::trend(cli, args, output),
        Command::Facets(args) => commands::facets(cli, args, output),
        Command::Reports(args) => commands::reports(cli, args, output),
        Command::Show(args) => commands::show(cli, args, output),
        Command::Status(args) => commands::status(cli, args, output),
        Command::Serve(args) => serving::serve(cli, args),
    }
}
