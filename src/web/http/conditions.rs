//! Reads the conditions among the parameters.

use crate::query::{Condition, Kinds, Years};
use crate::report::{Language, Level, Part, ReportKind};

/// Reads the value of the condition whose parameter has this name; `None` if it cannot be used.
///
/// # Panics
///
/// Panics if no condition has the name: the table of parameters names each of them.
pub(super) fn read_condition(name: &str, value: &str) -> Option<Condition> {
    let division = |level| Some(Condition::Division(level, value.to_owned()));
    match name {
        "year" => Years::parse(value).map(Condition::Year),
        "region" => Some(Condition::Region(value.to_owned())),
        "province" => division(Level::Province),
        "prefecture" => division(Level::Prefecture),
        "county" => division(Level::County),
        "agency" => Some(Condition::agency(value)),
        "part" => Part::from_name(value).map(Condition::Part),
        "kind" => Kinds::parse(value).map(Condition::Kind),
        _ => panic!("`{name}` is not a condition"),
    }
}

/// Returns what to write as the value of a condition, where not every text can be one.
pub(super) fn expected(name: &str, language: Language) -> Option<String> {
    match name {
        "year" => {
            let (english, chinese) =
                ("write 2023, 2021-2023, 2021- or 未识别", "写成 2023、2021-2023、2021- 或 未识别");
            Some(language.pick(english, chinese).to_owned())
        }
        "part" => {
            let english = Part::ALL.map(|part| format!("{part} ({})", part.key()));
            let chinese = Part::ALL.map(|part| part.label(Language::Chinese));
            Some(language.pick(
                format!("write one of {}", english.join(", ")),
                format!("可用：{}", chinese.join("、")),
            ))
        }
        "kind" => {
            let kinds = ReportKind::list();
            Some(language.pick(
                format!("write one of {kinds}, or 未识别"),
                format!("可用：{kinds}，或未识别"),
            ))
        }
        _ => None,
    }
}
