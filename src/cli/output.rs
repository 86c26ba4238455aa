//! Data goes to standard output or to a file, everything else to standard error; and how the program
//! ends.

use std::error::Error as _;
use std::io::{self, IsTerminal, Write};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::ColorChoice;
use chabao::present::{Audience, Style, Table, TableForm};
use chabao::report::Language;
use clap::ValueEnum;

use super::arguments::WrongArgument;
use super::output_file::OutputFile;
use super::wrong_arguments::number_hint;

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

/// The width of running text where there is no terminal.
const USUAL_WIDTH: usize = 80;

/// The width that running text has at most, where it can still be read, and at least.
const READABLE: RangeInclusive<usize> = 40..=100;

/// Returns the number of cells that a line of running text may take on standard output: as the terminal
/// is, or as `COLUMNS` says where there is none.
pub(super) fn terminal_width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width: usize = terminal.or_else(said).unwrap_or(USUAL_WIDTH);
    width.clamp(*READABLE.start(), *READABLE.end())
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
    /// The file that gets the data instead of standard output.
    file: Option<PathBuf>,
}

impl Output {
    /// Returns the output to a file, or to standard output if it is `None` or `-`.
    pub(super) fn new(color: Color, file: Option<PathBuf>, language: Language) -> Self {
        let file = file.filter(|file| file != Path::new("-"));
        let choice = match (color, &file) {
            (Color::Always, _) => ColorChoice::Always,
            (Color::Never, _) | (Color::Auto, Some(_)) => ColorChoice::Never,
            // Keeps NO_COLOR, CLICOLOR and TERM=dumb.
            (Color::Auto, None) => anstream::AutoStream::choice(&io::stdout()),
        };
        let is_coloured = match choice {
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal(),
            ColorChoice::Always | ColorChoice::AlwaysAnsi => true,
        };
        Self { style: Style { colour: is_coloured, language }, choice, file }
    }

    /// Returns the file that gets the data instead of standard output.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Returns the number of cells that a line of running text may take.
    pub(super) fn width(&self) -> usize {
        if self.file.is_some() { USUAL_WIDTH } else { terminal_width() }
    }

    /// Writes a table as its rows are read, byte for byte. What one has to know of it goes to standard
    /// error.
    pub(super) fn table(&self, table: Table, form: TableForm) -> anyhow::Result<()> {
        table.notes(self.style.language).iter().for_each(|note| say(note));
        let remark = if let Some(path) = &self.file {
            let mut file = OutputFile::create(path)?;
            // The rows of a workbook wait next to it.
            let table = table.with_scratch(file.folder());
            let remark = table.write(form, &mut file).map_err(|error| file.failure(error))?;
            file.finish()?;
            remark
        } else {
            let mut out = io::BufWriter::new(io::stdout());
            let remark = table.write(form, &mut out)?;
            out.flush()?;
            remark
        };
        if let Some(remark) = remark {
            warn(&remark.text(self.style.language), self.style.language);
        }
        Ok(())
    }

    /// Writes text as it comes.
    pub(super) fn pieces(
        &self,
        pieces: impl Iterator<Item = chabao::Result<String>>,
    ) -> anyhow::Result<()> {
        let Some(path) = &self.file else {
            let mut out = anstream::AutoStream::new(io::stdout().lock(), self.choice);
            for piece in pieces {
                out.write_all(piece?.as_bytes())?;
            }
            out.flush()?;
            return Ok(());
        };
        let mut file = OutputFile::create(path)?;
        for piece in pieces {
            let mut piece = piece?;
            if !self.style.colour {
                piece = anstream::adapter::strip_str(&piece).to_string();
            }
            file.put(&piece)?;
        }
        file.finish()
    }

    /// Writes data.
    pub(super) fn data(&self, text: &str) -> anyhow::Result<()> {
        self.pieces(std::iter::once(Ok(text.to_owned())))
    }
}

/// Something that cannot be done as it was asked, and what to do instead.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Refused {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Refused {
    /// Returns what cannot be done, without anything to do instead.
    pub(super) fn plainly(message: String) -> anyhow::Error {
        Self { message, hint: None }.into()
    }

    /// Returns what cannot be done, and what to do instead.
    pub(super) fn with_hint(message: String, hint: String) -> anyhow::Error {
        Self { message, hint: Some(hint) }.into()
    }
}

/// Prints a message to standard error.
pub(super) fn say(text: &str) {
    // If standard error is closed, nobody can be told.
    drop(writeln!(io::stderr(), "chabao: {}", Style::printable(text)));
}

/// Prints messages, each on a line of its own.
pub(super) fn say_lines(lines: &[String]) {
    for line in lines {
        say(line);
    }
}

/// Prints lines to standard error as they are.
pub(super) fn say_plainly(lines: &[String]) {
    for line in lines {
        drop(writeln!(io::stderr(), "{}", Style::printable(line)));
    }
}

/// Prints a warning: something went wrong, and the program goes on.
pub(super) fn warn(text: &str, language: Language) {
    say(&format!("{}{text}", language.pick("warning: ", "警告：")));
}

/// Prints what the user can do.
pub(super) fn hint(text: &str, language: Language) {
    let begin = language.pick("hint: ", "提示：");
    drop(writeln!(io::stderr(), "{begin}{}", Style::printable(text)));
}

/// Prints that something cannot be done.
fn error(text: &str, language: Language) {
    say(&format!("{}{text}", language.pick("error: ", "错误：")));
}

/// Prints what failed, why, and what the user can do.
pub(super) fn fail(failure: &anyhow::Error, language: Language) {
    let causes: Vec<String> = failure.chain().map(|cause| in_words(cause, language)).collect();
    error(&causes.join(language.pick(": ", "：")), language);
    let own = failure.downcast_ref::<chabao::Error>();
    let refused = failure.downcast_ref::<Refused>().and_then(|refused| refused.hint.clone());
    let audience = Audience::CommandLine(language);
    if let Some(text) = own.and_then(|own| own.hint(audience)).or(refused) {
        hint(&text, language);
    }
}

/// Prints that the program itself is at fault.
pub(super) fn bug(what: &str, language: Language) {
    error(&format!("{}{what}", language.pick("the program failed: ", "程序出错：")), language);
    let text = language.pick(
        "this is a bug: please report it with what is printed above",
        "这是程序的缺陷，请把上面的内容反馈给我们",
    );
    hint(text, language);
}

/// Prints the help that was asked for, or what is wrong with the arguments, in English.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // If standard output is closed, nobody can be told.
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let message = text.strip_prefix("error: ").unwrap_or(&text);
    let pointer = "For more information, try '--help'.";
    let message = message.trim_end().trim_end_matches(pointer).trim_end();
    let wanted = number_hint(error, Language::English);
    // The hint says which numbers there are.
    let cause = error.source().filter(|_| wanted.is_some()).map(|cause| format!(": {cause}"));
    say(&format!("error: {}", message.trim_end_matches(cause.as_deref().unwrap_or_default())));
    hint(wanted.as_deref().unwrap_or("see `chabao --help`"), Language::English);
    ExitCode::from(2)
}

/// Prints that an argument cannot be used.
pub(super) fn wrong_argument(wrong: &WrongArgument, language: Language) -> ExitCode {
    error(&wrong.message, language);
    hint(&wrong.hint, language);
    ExitCode::from(2)
}

/// Returns the sentence of an error; for one of the operating system, without its number.
fn in_words(error: &(dyn std::error::Error + 'static), language: Language) -> String {
    if let Some(own) = error.downcast_ref::<chabao::Error>() {
        return own.message(Audience::CommandLine(language));
    }
    let text = error.to_string();
    let Some(io) = error.downcast_ref::<io::Error>() else {
        return language.sentence(&text).into_owned();
    };
    let text = match io.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => text.split(" (os error").next().unwrap_or(&text).to_lowercase(),
    };
    language.sentence(&text).into_owned()
}

/// Returns whether the reader of the output has closed it, which is not a failure.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let errors = error.chain().filter_map(|error| error.downcast_ref::<io::Error>());
    errors.map(io::Error::kind).any(|kind| kind == io::ErrorKind::BrokenPipe)
}
