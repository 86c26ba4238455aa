//! Rewrites arguments before clap parses them: terms that begin with a minus, and lists of values.

use std::ffi::OsString;

use chabao::query::Condition;
use chabao::report::Language;
use clap::{Arg, Command};

/// Stands for the minus at the beginning of a term until the flags are parsed; no text contains it,
/// since it is for private use.
const MINUS: char = '\u{F02D}';

/// The positional arguments that are words of a query line.
const QUERIES: [&str; 3] = ["query", "term", "terms"];

/// An argument that is neither a flag nor a term, or has a value that cannot be.
pub(super) struct WrongArgument {
    pub(super) message: String,
    pub(super) hint: String,
}

/// Returns the arguments as the parser of `command` takes them: `-聘请` is a term to exclude and not
/// a flag, and what separates values in Chinese separates them as a comma does.
pub(super) fn prepared(
    arguments: impl IntoIterator<Item = OsString>,
    command: &Command,
    language: Language,
) -> Result<Vec<OsString>, WrongArgument> {
    let mut prepared = Vec::new();
    let mut rest = arguments.into_iter();
    prepared.extend(rest.next());
    let mut subcommand: Option<&Command> = None;
    while let Some(argument) = rest.next() {
        let Some(text) = argument.to_str() else {
            prepared.push(argument);
            continue;
        };
        if text == "--" {
            prepared.push(argument);
            prepared.extend(rest.by_ref());
        } else if let Some(flag) = text.strip_prefix("--") {
            let (name, value) = flag.split_once('=').map_or((flag, None), |it| (it.0, Some(it.1)));
            let known = flag_named(name, subcommand, command);
            match (known, value) {
                (Some(flag), Some(value)) => {
                    prepared.push(format!("--{name}={}", listed(value, flag)).into());
                }
                (Some(flag), None) if flag.get_action().takes_values() => {
                    prepared.push(argument);
                    prepared.extend(rest.next().map(|value| match value.to_str() {
                        Some(value) => listed(value, flag).into(),
                        None => value,
                    }));
                }
                _ => prepared.push(argument),
            }
        } else if text == "-o" {
            prepared.push(argument);
            prepared.extend(rest.next());
        } else if let Some(term) = text.strip_prefix('-').filter(|_| asks(subcommand)) {
            prepared.push(excluded(term, language)?);
        } else {
            subcommand = subcommand.or_else(|| command.find_subcommand(text));
            prepared.push(argument);
        }
    }
    Ok(prepared)
}

/// Returns the command that arguments name: the first that is no flag and no value of one.
pub(super) fn subcommand_in<'c>(
    arguments: &[OsString],
    command: &'c Command,
) -> Option<&'c Command> {
    let mut rest = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    while let Some(argument) = rest.next() {
        if let Some(name) = argument.strip_prefix("--") {
            let takes_value = |flag: &Arg| flag.get_action().takes_values();
            if flag_named(name, None, command).is_some_and(takes_value) {
                rest.next();
            }
        } else if argument == "-o" {
            rest.next();
        } else if !argument.starts_with('-') {
            return command.find_subcommand(argument.as_ref());
        }
    }
    None
}

/// Returns a word of the query line as it was typed.
pub(super) fn as_typed(word: &str) -> String {
    word.replace(MINUS, "-")
}

/// Returns a term with a minus before it so that it is not taken for a flag. In Latin letters it
/// may be a flag that was misspelt.
fn excluded(term: &str, language: Language) -> Result<OsString, WrongArgument> {
    if matches!(term, "h" | "V" | "") {
        return Ok(format!("-{term}").into());
    }
    if term.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let message = language
            .pick(format!("there is no flag `-{term}`"), format!("没有 `-{term}` 这个选项"));
        let hint = language.pick(
            format!("flags begin with `--`; to exclude a term write `NOT {term}`"),
            format!("选项以 `--` 开头；要排除一个词，请写 `NOT {term}`"),
        );
        return Err(WrongArgument { message, hint });
    }
    Ok(format!("{MINUS}{term}").into())
}

/// Returns whether a command takes a query.
fn asks(command: Option<&Command>) -> bool {
    let is_query = |argument: &Arg| QUERIES.contains(&argument.get_id().as_str());
    command.is_some_and(|command| command.get_positionals().any(is_query))
}

fn flag_named<'c>(
    name: &str,
    subcommand: Option<&'c Command>,
    command: &'c Command,
) -> Option<&'c Arg> {
    let arguments = subcommand.into_iter().chain([command]).flat_map(Command::get_arguments);
    arguments.into_iter().find(|argument| argument.get_long() == Some(name))
}

/// Returns the value of a flag with commas between its items, if it can have several.
fn listed(value: &str, flag: &Arg) -> String {
    let Some(comma) = flag.get_value_delimiter() else { return value.to_owned() };
    let items = value.split(Condition::SEPARATORS).map(str::trim);
    let items: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
    if items.is_empty() { value.to_owned() } else { items.join(&comma.to_string()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn terms_with_a_minus_are_no_flags_and_lists_are_written_as_people_do() {
        for (typed, expected) in [
            ("search 法律顾问 -聘请", "search 法律顾问 MINUS聘请"),
            ("search -法律顾问 --limit 5", "search MINUS法律顾问 --limit 5"),
            ("search -“法律” -(甲", "search MINUS“法律” MINUS(甲"),
            ("search 甲 --year -2020", "search 甲 --year -2020"),
            ("search 甲 --year=2021、2023", "search 甲 --year=2021,2023"),
            ("--index -x search -甲", "--index -x search MINUS甲"),
            ("facets 甲 --by year，part", "facets 甲 --by year,part"),
            ("mentions --agency 卫健委，司法局 甲，乙", "mentions --agency 卫健委,司法局 甲，乙"),
            ("mentions -- -甲 --limit", "mentions -- -甲 --limit"),
            ("search -h", "search -h"),
            ("search 甲 -o -b.csv -乙", "search 甲 -o -b.csv MINUS乙"),
            ("search 甲 --lmit 5", "search 甲 --lmit 5"),
            ("search 甲 -limit 5", "there is no flag `-limit`"),
            ("reports -甲", "reports -甲"),
        ] {
            let arguments = std::iter::once("chabao").chain(typed.split(' ')).map(OsString::from);
            let prepared = match prepared(arguments, &crate::cli::Cli::command(), Language::English)
            {
                Ok(prepared) => prepared.join(std::ffi::OsStr::new(" ")),
                Err(wrong) => OsString::from(format!("chabao {}", wrong.message)),
            };
            let prepared = prepared.to_str().unwrap().replace(MINUS, "MINUS");
            assert_eq!(prepared, format!("chabao {expected}"), "{typed}");
        }
    }
}
