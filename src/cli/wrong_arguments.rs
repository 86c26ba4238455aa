//! Errors of arguments in Chinese, made from what clap knows of them. The English messages are clap's own,
//! except for the hints on numbers.

use std::error::Error as _;
use std::num::ParseIntError;

use chabao::query::ConditionKey;
use chabao::report::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::arguments::WrongArgument;
use super::chinese_help::ChineseHelp;

/// Returns what is wrong, and what can be done. `command` is the command that the arguments were for, built.
pub(super) fn in_chinese(error: &clap::Error, command: &Command) -> WrongArgument {
    let wrong = Wrong { error, command, help: ChineseHelp::new() };
    WrongArgument { message: wrong.message(), hint: wrong.hint() }
}

/// Returns which number can be used, if an argument takes numbers and got something else.
pub(super) fn number_hint(error: &clap::Error, language: Language) -> Option<String> {
    let cause = error.source()?;
    if cause.is::<ParseIntError>() {
        return Some(language.pick("write a whole number", "请写一个整数").to_owned());
    }
    let cause = cause.to_string();
    let (least, most) = cause.split_once(" is not in ")?.1.split_once("..")?;
    let most: Option<u64> = most.trim_start_matches('=').parse().ok();
    // A number that is the largest of its type is no limit.
    let most = most.filter(|&most| most < u64::from(u32::MAX));
    Some(match most {
        None => language.pick(
            format!("write a whole number from {least} on"),
            format!("请写不小于 {least} 的整数"),
        ),
        Some(most) => language.pick(
            format!("write a whole number from {least} to {most}"),
            format!("请写 {least} 到 {most} 之间的整数"),
        ),
    })
}

struct Wrong<'a> {
    error: &'a clap::Error,
    command: &'a Command,
    help: ChineseHelp,
}

impl Wrong<'_> {
    fn message(&self) -> String {
        let (value, argument) = (self.first(ContextKind::InvalidValue), self.argument());
        match self.error.kind() {
            ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 后面要写一个值"),
            ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidUtf8 => {
                format!("`{argument}` 不能是“{value}”")
            }
            ErrorKind::UnknownArgument if !argument.starts_with('-') => {
                format!("多了 `{argument}`：这里不再需要什么")
            }
            ErrorKind::UnknownArgument => format!("没有 `{argument}` 这个选项"),
            ErrorKind::InvalidSubcommand => {
                format!("没有命令 `{}`", self.first(ContextKind::InvalidSubcommand))
            }
            ErrorKind::ArgumentConflict => {
                let others = self.all(ContextKind::PriorArg);
                let others: Vec<String> = others.iter().map(|it| self.written(it)).collect();
                match others.as_slice() {
                    [other] if *other == argument => format!("`{argument}` 只能写一次"),
                    [] => format!("`{argument}` 不能与其他参数同用"),
                    _ => format!("`{argument}` 不能与 `{}` 同用", others.join("`、`")),
                }
            }
            ErrorKind::MissingRequiredArgument => {
                let missing = self.all(ContextKind::InvalidArg);
                let missing: Vec<String> = missing.iter().map(|it| self.written(it)).collect();
                format!("缺少 `{}`", missing.join("`、`"))
            }
            ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
                format!("`{argument}` 的值的个数不对")
            }
            ErrorKind::NoEquals => format!("`{argument}` 和它的值之间要写 ="),
            _ => "参数有误".to_owned(),
        }
    }

    fn hint(&self) -> String {
        if let Some(hint) = number_hint(self.error, Language::Chinese) {
            return hint;
        }
        let suggestions = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ];
        let suggested: Vec<String> = suggestions
            .iter()
            .flat_map(|kind| self.all(*kind))
            .map(|it| format!("`{it}`"))
            .collect();
        if !suggested.is_empty() {
            return format!("是不是想写 {}？", suggested.join(" 或 "));
        }
        let values = self.all(ContextKind::ValidValue);
        if !values.is_empty() {
            return format!("可用：{}", values.join("、"));
        }
        let usual = match self.command.get_name() {
            "chabao" => "用法见 `chabao --help`".to_owned(),
            name => format!("用法见 `chabao {name} --help`"),
        };
        let is_about_value =
            matches!(self.error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue);
        let Some(argument) = self.meant().filter(|_| is_about_value) else { return usual };
        let id = argument.get_id().as_str();
        if let Some(key) = ConditionKey::from_field(id) {
            return key.hint(Language::Chinese);
        }
        let text = self.help.text(self.command.get_name(), id);
        text.map_or(usual, |text| {
            format!("{}：{text}", self.help.flag(self.command.get_name(), argument).trim())
        })
    }

    /// Returns the argument that the error is about, as it is typed.
    fn argument(&self) -> String {
        self.written(&self.first(ContextKind::InvalidArg))
    }

    /// Returns an argument that clap writes as `--by <GROUP>` or `<QUERY>...`: the flag alone, or the name
    /// of what has to be there.
    fn written(&self, shown: &str) -> String {
        if shown.starts_with('-') {
            return shown.split([' ', '=']).next().unwrap_or_default().to_owned();
        }
        let bare = |text: &str| text.trim_end_matches("...").replace(['<', '>', '[', ']'], "");
        let is_shown = |it: &&Arg| bare(&it.to_string()) == bare(shown);
        let positional = self.command.get_positionals().find(is_shown);
        positional.map_or_else(
            || shown.to_owned(),
            |it| self.help.placeholder(self.command.get_name(), it),
        )
    }

    /// Returns the flag that the error is about.
    fn meant(&self) -> Option<&Arg> {
        let flag = self.argument();
        let name = flag.strip_prefix("--")?;
        self.command.get_arguments().find(|it| it.get_long() == Some(name))
    }

    fn first(&self, kind: ContextKind) -> String {
        self.all(kind).into_iter().next().unwrap_or_default()
    }

    fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(one)) => vec![one.clone()],
            Some(ContextValue::Strings(all)) => all.clone(),
            _ => Vec::new(),
        }
    }
}
