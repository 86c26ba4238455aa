//! Data to standard output, everything else to standard error.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::ColorChoice;
use chabao::present::{self, Audience, Style, printable};
use clap::ValueEnum;

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where the output is a terminal and NO_COLOR is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Something was found, or done.
    Done,
    /// What was searched for was not found.
    NothingFound,
    /// Something failed, or files had to be left out.
    Incomplete,
}

impl Ending {
    /// Returns how a search ends.
    pub(super) fn of_search(is_found: bool) -> Self {
        if is_found { Self::Done } else { Self::NothingFound }
    }
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

/// Where things are written to, and how.
pub(super) struct Output {
    pub(super) style: Style,
    choice: ColorChoice,
}

impl Output {
    pub(super) fn new(color: Color) -> Self {
        let choice = match color {
            // Keeps NO_COLOR, CLICOLOR and TERM=dumb.
            Color::Auto => anstream::AutoStream::choice(&io::stdout()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let is_coloured = match choice {
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal(),
            ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
        };
        Self { style: Style { colour: is_coloured }, choice }
    }

    /// Writes data.
    pub(super) fn data(&self, text: &str) -> anyhow::Result<()> {
        let mut out = anstream::AutoStream::new(io::stdout().lock(), self.choice);
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }
}

/// Tells how something goes.
pub(super) fn say(text: &str) {
    // Where nobody can be told there is nothing to do about it.
    drop(writeln!(io::stderr(), "chabao: {}", printable(text)));
}

/// Tells what was survived.
pub(super) fn warn(text: &str) {
    say(&format!("warning: {text}"));
}

/// Tells what can be done.
pub(super) fn hint(text: &str) {
    drop(writeln!(io::stderr(), "hint: {}", printable(text)));
}

/// Tells what failed, why, and what can be done.
pub(super) fn fail(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(in_words).collect();
    say(&format!("error: {}", causes.join(": ")));
    let own = error.downcast_ref::<chabao::Error>();
    if let Some(text) = own.and_then(|error| present::hint(error, Audience::CommandLine)) {
        hint(&text);
    }
}

/// Tells that the program is at fault.
pub(super) fn bug(what: &str) {
    say(&format!("error: the program failed: {what}"));
    hint("this is a bug: please report it with what is printed above");
}

/// Shows the help that was asked for, or tells what is wrong with the arguments.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Where nobody can be told there is nothing to do about it.
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let Some(told) = text.strip_prefix("error: ") else {
        // Called without a command: the help is the answer.
        drop(error.print());
        return ExitCode::from(2);
    };
    let told = told.trim_end().trim_end_matches("For more information, try '--help'.").trim_end();
    drop(writeln!(io::stderr(), "chabao: error: {}", printable(told)));
    drop(writeln!(io::stderr(), "hint: see `chabao --help`"));
    ExitCode::from(2)
}

/// Returns the sentence of an error; those of the operating system without their numbers.
fn in_words(error: &(dyn std::error::Error + 'static)) -> String {
    let text = error.to_string();
    let Some(io) = error.downcast_ref::<io::Error>() else { return text };
    let kind = match io.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        _ => return text.split(" (os error").next().unwrap_or_default().to_lowercase(),
    };
    kind.to_owned()
}

/// Returns whether the reader of our output went away, which is no failure.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
