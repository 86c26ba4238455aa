//! The formats of answers, and the endings of the files that they are written to.

use std::path::Path;

use chabao::present::CitationForm;
use chabao::report::Language;
use clap::ValueEnum;

use super::context::Context;
use super::output::Refused;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// JSON Lines: an object for each row, written while they are read
    Jsonl,
    /// A table for spreadsheets and programs
    Csv,
    /// A workbook for Excel, WPS and LibreOffice, with a sheet that says what was counted
    Xlsx,
    /// A chart, with Chinese labels
    Svg,
}

/// Endings of forms that no command writes.
const FOREIGN: [&str; 21] = [
    "arrow", "avro", "db", "doc", "docx", "dta", "feather", "gz", "htm", "html", "ods", "odt",
    "parquet", "pdf", "png", "rds", "sav", "sqlite", "tsv", "xls", "zip",
];

/// Fails if the file is named as a form that the command does not write: programs would open it as what
/// it is not.
pub(super) fn refuse_other_endings(context: &Context, written: &[&str]) -> anyhow::Result<()> {
    let Some(ending) = context.output.file().and_then(ending_of) else { return Ok(()) };
    let formats = Format::value_variants().iter().map(|format| format.ending());
    let mut known = formats.chain(CitationForm::ALL.map(CitationForm::ending)).chain(FOREIGN);
    let is_text = ending == Format::Text.ending();
    if is_text || written.contains(&ending.as_str()) || !known.any(|it| it == ending) {
        return Ok(());
    }
    let mut names: Vec<String> = written.iter().map(|ending| format!("`.{ending}`")).collect();
    names.dedup();
    let language = context.language;
    let (separator, or) = language.pick((", ", " or "), ("、", " 或 "));
    let names = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{or}{last}", others.join(separator)),
        None => format!("`.{}`", Format::Text.ending()),
    };
    Err(Refused::with_hint(
        language.pick(
            format!("the file is named as {ending}, which this command does not write"),
            format!("文件名的后缀是 {ending}，而这个命令不写这种格式"),
        ),
        language.pick(format!("name it {names}"), format!("后缀请用 {names}")),
    ))
}

/// Returns what the name of a file ends in, in small letters.
pub(super) fn ending_of(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_lowercase())
}

/// Fails if a file with the ending of one format gets another, and no program would open it.
pub(super) fn refuse_misnamed(
    format: Format,
    ending: Format,
    language: Language,
) -> anyhow::Result<()> {
    if format != Format::Xlsx && ending != Format::Xlsx {
        return Ok(());
    }
    let (format, ending) = (format.key(), ending.key());
    Err(Refused::with_hint(
        language.pick(
            format!("the format is {format}, and the file is named as {ending}"),
            format!("格式是 {format}，而文件名的后缀是 {ending}"),
        ),
        language.pick(
            format!("name it `.{format}`, or leave out `--format {format}`"),
            format!("后缀请用 `.{format}`，或去掉 `--format {format}`"),
        ),
    ))
}

impl Format {
    /// The formats of answers that cannot be drawn.
    pub(super) const PLAIN: [Self; 5] =
        [Self::Text, Self::Json, Self::Jsonl, Self::Csv, Self::Xlsx];

    /// The formats of answers that are no tables.
    pub(super) const UNTABLED: [Self; 2] = [Self::Text, Self::Json];

    /// The formats of data sets.
    pub(super) const DATA: [Self; 3] = [Self::Jsonl, Self::Csv, Self::Xlsx];

    /// Returns what the names of its files end in.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Svg => "svg",
        }
    }

    /// Returns the name, as in flags.
    pub(super) fn key(self) -> String {
        let value = self.to_possible_value().expect("no format is skipped");
        value.get_name().to_owned()
    }

    /// Returns the format that the name of a file ends in; any text may stand in one with that of text.
    pub(super) fn from_ending(file: &Path) -> Option<Self> {
        let ending = ending_of(file)?;
        let mut others = Self::value_variants().iter().filter(|format| **format != Self::Text);
        others.find(|format| format.ending() == ending).copied()
    }
}
