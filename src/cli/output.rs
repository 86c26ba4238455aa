//! Data goes to standard output, everything else to standard error; and how the program ends.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::ColorChoice;
use chabao::present::{Audience, Style};
use clap::ValueEnum;

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// If the output is a terminal and NO_COLOR is not set
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

/// Where and how data is written.
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

    /// Writes the rows of a table to standard output as they come, byte for byte.
    pub(super) fn rows(pieces: impl Iterator<Item = chabao::Result<String>>) -> anyhow::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for piece in pieces {
            out.write_all(piece?.as_bytes())?;
        }
        out.flush()?;
        Ok(())
    }

    /// Writes text to standard output as it comes.
    pub(super) fn pieces(
        &self,
        pieces: impl Iterator<Item = chabao::Result<String>>,
    ) -> anyhow::Result<()> {
        let mut out = anstream::AutoStream::new(io::stdout().lock(), self.choice);
        for piece in pieces {
            out.write_all(piece?.as_bytes())?;
        }
        out.flush()?;
        Ok(())
    }

    /// Writes data to standard output.
    pub(super) fn data(&self, text: &str) -> anyhow::Result<()> {
        self.pieces(std::iter::once(Ok(text.to_owned())))
    }
}

/// Prints a message to standard error.
pub(super) fn say(text: &str) {
    // If standard error is closed, nobody can be told.
    drop(writeln!(io::stderr(), "chabao: {}", Style::printable(text)));
}

/// Prints a warning: something went wrong, and the program goes on.
pub(super) fn warn(text: &str) {
    say(&format!("warning: {text}"));
}

/// Prints what the user can do.
pub(super) fn hint(text: &str) {
    drop(writeln!(io::stderr(), "hint: {}", Style::printable(text)));
}

/// Prints what failed, why, and what the user can do.
pub(super) fn fail(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(in_words).collect();
    say(&format!("error: {}", causes.join(": ")));
    let own = error.downcast_ref::<chabao::Error>();
    if let Some(text) = own.and_then(|error| error.hint(Audience::CommandLine)) {
        hint(&text);
    }
}

/// Prints that the program itself is at fault.
pub(super) fn bug(what: &str) {
    say(&format!("error: the program failed: {what}"));
    hint("this is a bug: please report it with what is printed above");
}

/// Prints the help that was asked for, or what is wrong with the arguments.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // If standard output is closed, nobody can be told.
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let Some(message) = text.strip_prefix("error: ") else {
        // Without a command, clap prints the help.
        drop(error.print());
        return ExitCode::from(2);
    };
    let pointer = "For more information, try '--help'.";
    let message = message.trim_end().trim_end_matches(pointer).trim_end();
    say(&format!("error: {message}"));
    hint("see `chabao --help`");
    ExitCode::from(2)
}

/// Prints that an argument is neither a flag nor a term.
pub(super) fn wrong_argument(message: &str, text: &str) -> ExitCode {
    say(&format!("error: {message}"));
    hint(text);
    ExitCode::from(2)
}

/// Returns the sentence of an error; for one of the operating system, without its number.
fn in_words(error: &(dyn std::error::Error + 'static)) -> String {
    let text = error.to_string();
    let Some(io) = error.downcast_ref::<io::Error>() else { return text };
    let kind = match io.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        _ => return text.split(" (os error").next().unwrap_or(&text).to_lowercase(),
    };
    kind.to_owned()
}

/// Returns whether the reader of the output has closed it, which is not a failure.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
