//! What a newcomer is told: `chabao` without a command, and the commands to try after a first
//! `chabao index`. Nothing is written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chabao::analysis;
use chabao::extract::Format;
use chabao::index::IndexReader;
use chabao::present::{Audience, Style};
use chabao::report::Language;
use chabao::text::grouped;

use super::context::Context;
use super::output::Ending;

/// The most entries of folders that are looked at: a second's work on a slow disk.
const MOST_ENTRIES: usize = 20_000;

/// How many kinds of files are named; the others are counted together.
const MOST_KINDS: usize = 4;

/// Says what the program is, what lies in the current folder, and the next commands.
pub(super) fn welcome(context: &Context) -> anyhow::Result<Ending> {
    let language = context.language;
    let mut lines = vec![
        language
            .pick(
                "chabao (查报): full-text search and exact counts over Chinese government reports",
                "查报（chabao）：中文政府报告的全文检索与精确计数",
            )
            .to_owned(),
        String::new(),
    ];
    let found = Files::below(Path::new("."), &context.index_dir);
    match IndexReader::open(&context.index_dir) {
        Ok(reader) => lines.extend(about_index(context, &reader)?),
        Err(chabao::Error::NoIndex { .. }) if found.count() > 0 => {
            lines.extend(about_files(context, &found));
        }
        Err(chabao::Error::NoIndex { .. }) => lines.extend(about_nothing(context)),
        Err(error) => {
            let dir = context.index_dir.display();
            let audience = Audience::CommandLine(language);
            let message = error.message(audience);
            lines.push(language.pick(
                format!("The index at `{dir}` cannot be used: {message}"),
                format!("`{dir}` 处的索引不能用：{message}"),
            ));
            lines.extend(error.hint(audience));
        }
    }
    lines.push(String::new());
    lines.push(language.pick("All commands: chabao --help", "全部命令：chabao --help").to_owned());
    context.output.data(&(lines.join("\n") + "\n"))?;
    Ok(Ending::Done)
}

/// What the index holds, and what can be asked.
fn about_index(context: &Context, reader: &IndexReader) -> chabao::Result<Vec<String>> {
    let language = context.language;
    let status = analysis::status(reader)?;
    let (dir, reports) = (context.index_dir.display(), grouped(status.reports));
    let roots: Vec<String> = status.roots.iter().map(|root| format!("`{root}`")).collect();
    let (english, chinese) = (roots.join(", "), roots.join("、"));
    let mut lines = vec![language.pick(
        format!("The index at `{dir}` holds {reports} reports, from {english}."),
        format!("`{dir}` 处的索引收有 {reports} 份报告，来自 {chinese}。"),
    )];
    let mut commands = commands_to_try(context, reader)?;
    commands.push((
        format!("chabao index{}", index_flag(context)),
        language.pick("read what changed since", "读取此后有变化的报告"),
    ));
    lines.extend(aligned(&commands));
    Ok(lines)
}

/// What lies in the folder, and how to make an index of it.
fn about_files(context: &Context, found: &Files) -> Vec<String> {
    let language = context.language;
    let at_least = if found.is_cut { language.pick("at least ", "至少 ") } else { "" };
    let count = grouped(found.count());
    let kinds = found.kinds(language);
    let mut lines = vec![language.pick(
        format!(
            "This folder has {at_least}{count} files that may be reports ({kinds}), and no index."
        ),
        format!("这个文件夹里有{at_least} {count} 个可能是报告的文件（{kinds}），还没有索引。"),
    )];
    lines.extend(aligned(&[
        (
            format!("chabao index {}{}", found.folder(), index_flag(context)),
            language.pick("read them into an index", "读入索引"),
        ),
        to_serve(context, language.pick("then: search in a browser", "然后用浏览器检索")),
    ]));
    lines.push(
        language.pick("Reports are read and never changed.", "报告只读取，从不改动。").to_owned(),
    );
    lines
}

/// What to do elsewhere.
fn about_nothing(context: &Context) -> Vec<String> {
    let language = context.language;
    let here = language.pick(
        "There are no reports in this folder, and no index.",
        "这个文件夹里没有报告，也没有索引。",
    );
    let commands = aligned(&[
        (
            language.pick("chabao index FOLDER", "chabao index 文件夹").to_owned(),
            language.pick("read a folder of reports", "读入一个存放报告的文件夹"),
        ),
        to_serve(context, language.pick("then: search in a browser", "然后用浏览器检索")),
    ]);
    [vec![here.to_owned()], commands].concat()
}

/// A command, and what it does.
type Does = (String, &'static str);

/// Returns the commands to try over an index, each on a line with what it does.
pub(super) fn to_try(context: &Context, reader: &IndexReader) -> chabao::Result<Vec<String>> {
    Ok(aligned(&commands_to_try(context, reader)?))
}

fn commands_to_try(context: &Context, reader: &IndexReader) -> chabao::Result<Vec<Does>> {
    let (language, index) = (context.language, index_flag(context));
    let (terms, place) = reader.terms_to_try()?;
    let mut terms = terms.iter().map(|term| quoted(term));
    let mut commands = Vec::new();
    if let Some(frequent) = terms.next() {
        let region = place.map_or(String::new(), |place| format!(" --region {}", quoted(&place)));
        commands.push((
            format!("chabao search {frequent}{region}{index}"),
            language.pick("the passages that mention it", "提及它的原文"),
        ));
    }
    if let Some(partial) = terms.next() {
        commands.push((
            format!("chabao mentions {partial}{index}"),
            language.pick("which counties mention it, and which do not", "哪些县提及，哪些没有"),
        ));
    }
    commands.push(to_serve(context, language.pick("search in a browser", "用浏览器检索")));
    Ok(commands)
}

fn to_serve(context: &Context, does: &'static str) -> Does {
    (format!("chabao serve{}", index_flag(context)), does)
}

/// Returns the flag that names the index, if it is not the default one.
fn index_flag(context: &Context) -> String {
    if context.is_default_index {
        return String::new();
    }
    format!(" --index {}", quoted(&context.index_dir.display().to_string()))
}

/// Returns commands, each on a line with what it does in one column.
fn aligned(commands: &[Does]) -> Vec<String> {
    let widest =
        commands.iter().map(|(command, _)| Style::cells(command)).max().unwrap_or_default();
    let line = |(command, does): &Does| {
        format!("  {command}{}{does}", " ".repeat(widest + 2 - Style::cells(command)))
    };
    commands.iter().map(line).collect()
}

/// Returns a word as it is typed in a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,+=@".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{word}'") }
}

/// The files of a folder that may be reports.
#[derive(Debug, Default)]
struct Files {
    /// The number of files with each ending.
    endings: BTreeMap<String, usize>,
    /// The number below each entry of the folder; `.` for files in it.
    below: BTreeMap<String, usize>,
    /// Whether there are more than were looked at.
    is_cut: bool,
}

impl Files {
    /// Looks at a folder and those in it, but at no hidden ones and not at the index.
    fn below(folder: &Path, index: &Path) -> Self {
        let mut found = Self::default();
        let mut looked = 0;
        let mut folders: Vec<(PathBuf, String)> = vec![(folder.to_owned(), ".".to_owned())];
        while let Some((at, top)) = folders.pop() {
            for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
                looked += 1;
                if looked > MOST_ENTRIES {
                    found.is_cut = true;
                    return found;
                }
                let name = entry.file_name().to_string_lossy().into_owned();
                let is_other = name.starts_with(['.', '~']) || name.starts_with("README");
                // A link may lead anywhere.
                let Ok(kind) = entry.file_type() else { continue };
                if is_other || entry.path() == folder.join(index) {
                    continue;
                }
                if kind.is_dir() {
                    let top = if top == "." { name } else { top.clone() };
                    folders.push((entry.path(), top));
                } else if kind.is_file() && is_report(&name) {
                    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
                    *found.endings.entry(ending.to_lowercase()).or_default() += 1;
                    *found.below.entry(top.clone()).or_default() += 1;
                }
            }
        }
        found
    }

    fn count(&self) -> usize {
        self.below.values().sum()
    }

    /// Returns the most frequent endings with their numbers.
    fn kinds(&self, language: Language) -> String {
        let mut kinds: Vec<(&String, usize)> =
            self.endings.iter().map(|(ending, count)| (ending, *count)).collect();
        kinds.sort_by_key(|(ending, count)| (std::cmp::Reverse(*count), (*ending).clone()));
        let rest: usize = kinds.iter().skip(MOST_KINDS).map(|(_, count)| count).sum();
        let named = kinds.iter().take(MOST_KINDS);
        let mut named: Vec<String> =
            named.map(|(ending, count)| format!("{ending} {}", grouped(*count))).collect();
        if rest > 0 {
            named.push(format!("{} {}", language.pick("others", "其他"), grouped(rest)));
        }
        named.join(language.pick(", ", "、"))
    }

    /// Returns the folder to index: the one in which all of them lie.
    fn folder(&self) -> String {
        let mut tops = self.below.keys();
        match (tops.next(), tops.next()) {
            (Some(only), None) => quoted(only),
            _ => ".".to_owned(),
        }
    }
}

/// Returns whether a file may be a report by its name. Pictures are scans or emblems, which only their
/// content says.
fn is_report(name: &str) -> bool {
    let format = Format::from_name(name);
    format.is_some_and(|it| !matches!(it, Format::Picture | Format::OtherPackage))
        && !name.starts_with("corrections.")
}
