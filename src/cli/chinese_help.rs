//! The help of commands in Chinese.
//!
//! clap writes help in English alone, counts every Chinese character as one cell and breaks lines only at
//! blanks. So the Chinese texts are in one catalogue, `help.zh.txt`, by command and argument, and are
//! laid out here from what clap knows of a command. Nothing of this is touched unless help is asked for
//! or arguments are wrong.

use std::collections::BTreeMap;

use chabao::present::Style;
use chabao::report::Language;
use clap::{Arg, Command};

/// The catalogue. A section begins with `# COMMAND | what it does`; then there is a line for each argument,
/// `ID | 值的名称 | text` or `ID | text` for a flag without a value, and one for each of its values that
/// has a text, `ID=VALUE | text`. Text after `---` is printed after the arguments. The section `*` has
/// arguments of several commands, `chabao` those of all.
const CATALOGUE: &str = include_str!("help.zh.txt");

/// The column where the texts of arguments begin. What is longer than it allows has its text below.
const TEXT_COLUMN: usize = 26;

/// The program itself, and the section of its arguments.
const PROGRAM: &str = "chabao";

/// The section of arguments that several commands have.
const SHARED: &str = "*";

/// What the catalogue says of a command.
#[derive(Debug, Default)]
struct Section<'t> {
    about: &'t str,
    entries: BTreeMap<&'t str, Entry<'t>>,
    after: String,
}

/// What the catalogue says of an argument or of one of its values.
#[derive(Clone, Copy, Debug)]
struct Entry<'t> {
    /// The name of its value; empty for a flag without one.
    value: &'t str,
    text: &'t str,
}

/// The texts of the catalogue.
pub(super) struct ChineseHelp {
    sections: BTreeMap<&'static str, Section<'static>>,
}

impl ChineseHelp {
    pub(super) fn new() -> Self {
        let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
        let (mut name, mut is_after) = ("", false);
        for line in CATALOGUE.lines() {
            if let Some((of, about)) = line.strip_prefix("# ").and_then(|it| it.split_once(" | ")) {
                (name, is_after) = (of, false);
                sections.entry(name).or_default().about = about;
                continue;
            }
            let section = sections.entry(name).or_default();
            if is_after {
                section.after += line;
                section.after.push('\n');
            } else if line == "---" {
                is_after = true;
            } else if let Some((id, rest)) = line.split_once(" | ") {
                let (value, text) = rest.split_once(" | ").unwrap_or(("", rest));
                section.entries.insert(id, Entry { value, text });
            }
        }
        Self { sections }
    }

    /// Returns what there is about an argument of a command, or about one of its values as `ID=VALUE`.
    fn entry(&self, command: &str, key: &str) -> Option<Entry<'static>> {
        let sections = [command, SHARED, PROGRAM].into_iter();
        sections
            .filter_map(|name| self.sections.get(name))
            .find_map(|it| it.entries.get(key).copied())
    }

    /// Returns the text on an argument of a command.
    pub(super) fn text(&self, command: &str, id: &str) -> Option<&'static str> {
        self.entry(command, id).map(|entry| entry.text)
    }

    /// Returns the help of a command of the program, or of the program itself, in lines of `width` cells. The
    /// command has to be built.
    pub(super) fn page(&self, command: &Command, width: usize) -> String {
        let name = command.get_name();
        let section = self.sections.get(name);
        let mut page = String::new();
        let about = section.map_or("", |section| section.about);
        add(&mut page, &format!("{about}\n\n{}{}\n", heading("用法："), self.usage(command)));
        let commands: Vec<(String, String)> = visible_commands(command)
            .map(|it| {
                let about = self.sections.get(it.get_name()).map_or("", |section| section.about);
                (it.get_name().to_owned(), about.to_owned())
            })
            .collect();
        page += &block("命令：", &commands, width);
        let positionals = command.get_positionals().filter(|it| !it.is_hide_set());
        let positionals: Vec<(String, String)> =
            positionals.map(|it| (self.placeholder(name, it), self.described(name, it))).collect();
        page += &block("参数：", &positionals, width);
        let flags = command.get_arguments().filter(|it| !it.is_positional() && !it.is_hide_set());
        let mut flags: Vec<&Arg> = flags.collect();
        // Those of every command come last.
        flags.sort_by_key(|it| (it.is_global_set() || is_help(it), is_help(it)));
        let flags: Vec<(String, String)> =
            flags.into_iter().map(|it| (self.flag(name, it), self.described(name, it))).collect();
        page += &block("选项：", &flags, width);
        let after = section.map_or("", |section| section.after.trim_end());
        if !after.is_empty() {
            add(&mut page, &format!("\n{}\n", reflowed(after, width)));
        }
        page
    }

    /// Returns how a command is written.
    fn usage(&self, command: &Command) -> String {
        let name = command.get_name();
        let mut usage = if name == PROGRAM { String::new() } else { format!("{PROGRAM} ") };
        add(&mut usage, &format!("{name} [选项]"));
        for argument in command.get_positionals().filter(|it| !it.is_hide_set()) {
            add(&mut usage, &format!(" {}", self.placeholder(name, argument)));
        }
        if visible_commands(command).next().is_some() {
            usage += " <命令>";
        }
        usage
    }

    /// Returns a positional argument as the usage line shows it.
    pub(super) fn placeholder(&self, command: &str, argument: &Arg) -> String {
        let value = self.value_name(command, argument);
        let value =
            if argument.is_required_set() { format!("<{value}>") } else { format!("[{value}]") };
        let is_list = argument.get_num_args().is_some_and(|count| count.max_values() > 1);
        if is_list { value + "..." } else { value }
    }

    fn value_name(&self, command: &str, argument: &Arg) -> String {
        let entry = self.entry(command, argument.get_id().as_str());
        let usual = || argument.get_id().as_str().to_uppercase();
        entry.map(|entry| entry.value.to_owned()).filter(|it| !it.is_empty()).unwrap_or_else(usual)
    }

    /// Returns a flag as it is written, with the name of its value.
    pub(super) fn flag(&self, command: &str, argument: &Arg) -> String {
        let short = argument.get_short().map_or("    ".to_owned(), |it| format!("-{it}, "));
        let long = argument.get_long().unwrap_or_default();
        if argument.get_action().takes_values() {
            format!("{short}--{long} <{}>", self.value_name(command, argument))
        } else {
            format!("{short}--{long}")
        }
    }

    /// Returns the text on an argument, with its values, its default and its variable.
    fn described(&self, command: &str, argument: &Arg) -> String {
        let id = argument.get_id().as_str();
        // A text that is missing, which a test finds, is better in English than not there.
        let english = || argument.get_help().map(ToString::to_string).unwrap_or_default();
        let mut text = self.text(command, id).map_or_else(english, str::to_owned);
        let values = argument.get_possible_values();
        if argument.get_action().takes_values()
            && !argument.is_hide_possible_values_set()
            && !values.is_empty()
        {
            let values = values.iter().filter(|value| !value.is_hide_set()).map(|value| {
                let name = value.get_name();
                match self.text(command, &format!("{id}={name}")) {
                    Some(text) => format!("{name}（{text}）"),
                    None => name.to_owned(),
                }
            });
            add(&mut text, &format!("。可用：{}", values.collect::<Vec<_>>().join("、")));
        }
        let usual = argument.get_default_values();
        if argument.get_action().takes_values() && !usual.is_empty() {
            let usual: Vec<_> = usual.iter().map(|value| value.to_string_lossy()).collect();
            add(&mut text, &format!("（默认：{}）", usual.join(",")));
        }
        if id == "topic" {
            let chapters: Vec<&str> = Language::Chinese.chapters().map(|(key, _)| key).collect();
            add(&mut text, &format!("。手册各章：{}", chapters.join("、")));
        }
        if let Some(variable) = argument.get_env() {
            add(&mut text, &format!("（环境变量：{}）", variable.to_string_lossy()));
        }
        text
    }
}

/// Returns the commands that help lists.
fn visible_commands(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| !it.is_hide_set())
}

fn is_help(argument: &Arg) -> bool {
    matches!(argument.get_id().as_str(), "help" | "version")
}

/// Adds a piece to a text.
fn add(text: &mut String, piece: &str) {
    text.push_str(piece);
}

/// Returns a heading as clap shows its own.
fn heading(text: &str) -> String {
    format!("\u{1b}[1m\u{1b}[4m{text}\u{1b}[0m")
}

/// Returns a list of names with their texts; nothing if there is none.
fn block(title: &str, rows: &[(String, String)], width: usize) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", heading(title));
    for (name, told) in rows {
        let lines = Style::wrapped(told, width - TEXT_COLUMN);
        add(&mut text, &format!("  \u{1b}[1m{name}\u{1b}[0m"));
        let used = 2 + Style::cells(name);
        let fits = used + 2 <= TEXT_COLUMN;
        let first = if fits { " ".repeat(TEXT_COLUMN - used) } else { "\n".to_owned() };
        for (at, line) in lines.iter().enumerate() {
            let indent = " ".repeat(TEXT_COLUMN);
            let line = match (at, fits) {
                (0, true) => format!("{first}{line}\n"),
                (0, false) => format!("{first}{indent}{line}\n"),
                _ => format!("{indent}{line}\n"),
            };
            add(&mut text, &line);
        }
    }
    text
}

/// Breaks the lines of running text anew; indented lines stay as they are.
fn reflowed(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        let is_prose = !line.is_empty() && !line.starts_with(' ') && !line.ends_with('：');
        if is_prose {
            paragraph += line;
            continue;
        }
        if !paragraph.is_empty() {
            lines.extend(Style::wrapped(&paragraph, width).into_iter().map(str::to_owned));
            paragraph.clear();
        }
        lines.push(line.to_owned());
    }
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn built() -> Command {
        let mut all = Cli::command();
        all.build();
        all
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(is_han)
    }

    fn is_han(character: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&character)
    }

    #[test]
    fn every_command_and_argument_has_a_chinese_text() {
        let (help, all) = (ChineseHelp::new(), built());
        let mut missing = Vec::new();
        for command in visible_commands(&all).chain([&all]) {
            let name = command.get_name();
            let about = help.sections.get(name).map_or("", |section| section.about);
            if !is_chinese(about) {
                missing.push(name.to_owned());
            }
            let has_after = command.get_after_help().is_some();
            if has_after && help.sections.get(name).is_none_or(|it| it.after.is_empty()) {
                missing.push(format!("{name}: what follows the arguments"));
            }
            for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
                let id = argument.get_id().as_str();
                let entry = help.entry(name, id);
                let takes_value = argument.get_action().takes_values();
                let is_whole = entry.is_some_and(|it| {
                    is_chinese(it.text) && (!takes_value || is_chinese(it.value))
                });
                if !is_whole {
                    missing.push(format!("{name}: {id}"));
                }
                let told = argument.get_possible_values();
                let told = told.iter().filter(|it| it.get_help().is_some() && takes_value);
                for value in told.filter(|_| !argument.is_hide_possible_values_set()) {
                    let key = format!("{id}={}", value.get_name());
                    if help.text(name, &key).is_none() {
                        missing.push(format!("{name}: {key}"));
                    }
                }
            }
        }
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn no_chinese_text_is_about_what_does_not_exist() {
        let (help, all) = (ChineseHelp::new(), built());
        let mut known: BTreeSet<(String, String)> = BTreeSet::new();
        for command in visible_commands(&all).chain([&all]) {
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                let values = argument.get_possible_values();
                let values = values.iter().map(|value| format!("{id}={}", value.get_name()));
                for key in values.chain([id.to_owned()]) {
                    let name = command.get_name();
                    let shared = !help
                        .sections
                        .get(name)
                        .is_some_and(|it| it.entries.contains_key(key.as_str()));
                    let home = if name == PROGRAM || !shared { name } else { SHARED };
                    known.insert((home.to_owned(), key));
                }
            }
        }
        for (name, section) in &help.sections {
            assert!(
                [SHARED, PROGRAM].contains(name) || all.find_subcommand(name).is_some(),
                "{name}"
            );
            for key in section.entries.keys() {
                assert!(known.contains(&((*name).to_owned(), (*key).to_owned())), "{name}: {key}");
            }
        }
    }

    #[test]
    fn pages_have_no_english_sentence_and_no_line_is_too_wide() {
        let (help, all) = (ChineseHelp::new(), built());
        for command in visible_commands(&all).chain([&all]) {
            for (width, line) in [80, 100].into_iter().flat_map(|width| {
                let page = anstream::adapter::strip_str(&help.page(command, width)).to_string();
                page.lines().map(|line| (width, line.to_owned())).collect::<Vec<_>>()
            }) {
                // Examples are commands, and may be longer.
                let is_example = line.starts_with("  chabao ");
                assert!(is_example || Style::cells(&line) <= width, "{width}: {line}");
                let words: Vec<&str> =
                    line.split(|c: char| !c.is_ascii_alphabetic() && c != ' ').collect();
                let longest = words.iter().map(|run| run.split_whitespace().count()).max();
                assert!(is_example || longest.unwrap_or_default() < 5, "{line}");
            }
        }
    }
}
