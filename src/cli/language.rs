//! The language in which the program speaks: it is known before the arguments are parsed, since help
//! and messages about wrong arguments are in it too.

use std::ffi::{OsStr, OsString};

use chabao::report::Language;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::arguments::WrongArgument;

/// The flag that says the language.
const FLAG: &str = "--lang";

/// The variable that says the language of this program alone. A value that is no language is ignored.
const OWN_VARIABLE: &str = "CHABAO_LANG";

/// The variables that say the language of all programs, as POSIX ranks them: the first that is set
/// and not empty counts.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Returns the language that arguments ask for, else the `usual` one.
///
/// # Errors
///
/// Fails if the flag names another language. That it has no value is an error of the parser.
pub(super) fn language_for(
    arguments: &[OsString],
    usual: Language,
) -> Result<Language, WrongArgument> {
    let Some(value) = of_flag(arguments) else { return Ok(usual) };
    let shown = value.to_string_lossy();
    Language::from_key(&shown).ok_or_else(|| WrongArgument {
        message: usual
            .pick(format!("there is no language `{shown}`"), format!("没有“{shown}”这种语言")),
        hint: usual
            .pick("write `--lang zh` or `--lang en`", "请写 `--lang zh` 或 `--lang en`")
            .to_owned(),
    })
}

/// Returns the last value of the flag; what stands behind `--` is no flag.
fn of_flag(arguments: &[OsString]) -> Option<&OsStr> {
    let mut value = None;
    let mut rest = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    while let Some(argument) = rest.next() {
        let after = argument.to_str().and_then(|text| text.strip_prefix(FLAG));
        match after {
            Some("") => value = rest.next().map(OsString::as_os_str).or(value),
            Some(after) => value = after.strip_prefix('=').map(OsStr::new).or(value),
            None => {}
        }
    }
    value
}

/// Returns the language of the environment, else English.
pub(super) fn usual_language(variable: impl Fn(&str) -> Option<OsString>) -> Language {
    let value = |name: &&str| {
        let value = variable(name)?.to_string_lossy().to_lowercase();
        (!value.is_empty()).then_some(value)
    };
    let own = value(&OWN_VARIABLE).and_then(|value| of_locale(&value));
    let locale = || LOCALE.iter().find_map(value).and_then(|value| of_locale(&value));
    own.or_else(locale).unwrap_or(Language::English)
}

/// Returns the language of a locale: `zh`, `zh_CN.UTF-8`, `zh-Hans`.
fn of_locale(locale: &str) -> Option<Language> {
    let code = locale.split(['_', '-', '.', '@']).next()?;
    Language::from_key(code)
}

/// Returns the parser of the flag.
pub(super) fn language_parser() -> impl TypedValueParser<Value = Language> {
    let keys = PossibleValuesParser::new(Language::ALL.map(Language::key));
    keys.try_map(|key| Language::from_key(&key).ok_or("no such language"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_flag_then_of_the_environment() {
        for (typed, environment, expected) in [
            ("search 甲", "", "en"),
            ("search 甲", "LANG=zh_CN.UTF-8", "zh"),
            ("search 甲", "LANG=ZH_TW", "zh"),
            ("search 甲", "LANG=zh", "zh"),
            ("search 甲", "LANG=zha_CN.UTF-8", "en"),
            ("search 甲", "LANG=C.UTF-8", "en"),
            ("search 甲", "LANG=de_DE.UTF-8", "en"),
            ("search 甲", "LANG=zh_CN.UTF-8 LC_MESSAGES=en_US.UTF-8", "en"),
            ("search 甲", "LANG=en_US.UTF-8 LC_MESSAGES= LC_ALL=", "en"),
            ("search 甲", "LANG=en_US.UTF-8 LC_MESSAGES=zh_CN LC_ALL=", "zh"),
            ("search 甲", "LC_MESSAGES=zh_CN LC_ALL=C", "en"),
            ("search 甲", "LC_ALL=zh_CN.UTF-8 CHABAO_LANG=en", "en"),
            ("search 甲", "LC_ALL=C CHABAO_LANG=zh-Hans", "zh"),
            ("search 甲", "LC_ALL=zh_CN CHABAO_LANG=de", "zh"),
            ("search 甲", "LC_ALL=zh_CN CHABAO_LANG=", "zh"),
            ("search 甲 --lang zh", "CHABAO_LANG=en", "zh"),
            ("--lang=en search 甲", "CHABAO_LANG=zh", "en"),
            ("--lang en search 甲 --lang=zh", "", "zh"),
            ("search -- --lang zh", "", "en"),
            ("search 甲 --language zh", "", "en"),
            ("search 甲 --lang", "LANG=zh_CN", "zh"),
            ("search 甲 --lang de", "", "there is no language `de`"),
            ("search 甲 --lang=", "LANG=zh", "没有“”这种语言"),
        ] {
            let arguments = ["chabao"].into_iter().chain(typed.split(' '));
            let arguments: Vec<OsString> = arguments.map(OsString::from).collect();
            let variable = |name: &str| {
                let mut pairs = environment.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find(|(key, _)| *key == name).map(|(_, value)| value.into())
            };
            let found = match language_for(&arguments, usual_language(variable)) {
                Ok(language) => language.key().to_owned(),
                Err(wrong) => wrong.message,
            };
            assert_eq!(found, expected, "{typed} ({environment})");
        }
    }
}
