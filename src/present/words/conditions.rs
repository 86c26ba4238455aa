//! Conditions as people read them.

use crate::gazetteer::Gazetteer;
use crate::query::{Condition, ConditionKey};
use crate::report::{Division, Language, UNKNOWN};

/// Behind the name of a division in a row of its own agencies, which are above the level of the
/// other rows.
pub(crate) const OWN_AGENCIES: &str = "（本级）";

/// Behind the value of a division in a condition, for the same.
pub(crate) const OWN_AGENCIES_VALUE: &str = "本级";

impl ConditionKey {
    /// Returns a value as people read it: the name of a division for its code, an agency without the `=`
    /// that asks for its whole name.
    #[must_use]
    pub(crate) fn readable(self, value: &str) -> String {
        let readable = match self {
            Self::Agency => return readable_agency(value),
            Self::Region | Self::Province | Self::Prefecture | Self::County => {
                readable_division(value)
            }
            _ => None,
        };
        readable.unwrap_or_else(|| value.to_owned())
    }
}

fn readable_agency(value: &str) -> String {
    let value = value.trim_start_matches(['=', '＝']);
    let name_and_place = value.split_once('@').and_then(|(name, code)| {
        let gazetteer = Gazetteer::shared();
        let region = gazetteer.region(gazetteer.by_code(code)?);
        Some(format!("{name}（{region}）"))
    });
    name_and_place.unwrap_or_else(|| value.to_owned())
}

/// Returns the name of a division that is written with its code: `411200三门峡市本级` is 三门峡市（本级）.
fn readable_division(value: &str) -> Option<String> {
    let (value, suffix) = match value.strip_suffix(OWN_AGENCIES_VALUE) {
        Some(value) => (value, OWN_AGENCIES),
        None => (value, ""),
    };
    let Division { code, name } = Division::from_key(value)?;
    let gazetteer = Gazetteer::shared();
    let known = || gazetteer.by_code(&code).map_or(&*code, |node| gazetteer.node(node).name);
    let name = if name.is_empty() { known() } else { &name };
    Some(format!("{name}{suffix}"))
}

/// Returns conditions on one fact, of which any has to be met, as they stand in a sentence: 年度为 2021 或
/// 2023, `year 2021 or 2023`.
pub(super) fn any_of(conditions: &[&Condition], is_met: bool, language: Language) -> String {
    let Some(first) = conditions.first() else { return String::new() };
    let is_quoted = matches!(
        first,
        Condition::Agency(_) | Condition::Number(_) | Condition::Url(_) | Condition::Title(_)
    );
    let value = |condition: &&Condition| {
        let value = condition.key().readable(&condition.value());
        let is_latin = value.starts_with(|c: char| c.is_ascii());
        match language {
            _ if is_quoted && value != UNKNOWN => format!("“{value}”"),
            Language::Chinese if is_latin => format!(" {value} "),
            _ => value,
        }
    };
    let values: Vec<String> = conditions.iter().map(value).collect();
    let (label, values) = (first.key().label(language), values.join(language.pick(" or ", "或")));
    let chinese = |verb: [&str; 2]| {
        let [met, not_met] = verb;
        let verb = if is_met { met } else { not_met };
        match first {
            Condition::Agency(_) => format!("机关名称{verb}{values}"),
            _ => format!("{label}{verb}{values}"),
        }
    };
    if is_met && values == UNKNOWN {
        return language.pick(format!("{label} unknown"), format!("{label}未识别"));
    }
    let not = if is_met { "" } else { "not " };
    match (language, first, is_quoted) {
        (Language::Chinese, Condition::Title(_), _) => chinese(["中有", "中没有"]),
        (Language::Chinese, _, true) => chinese(["含", "不含"]),
        (Language::Chinese, ..) => chinese(["为", "不为"]),
        (Language::English, _, true) => format!("{not}{values} in the {label}"),
        (Language::English, ..) => format!("{not}{label} {values}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_as_people_read_them() {
        for (key, value, expected) in [
            (ConditionKey::County, "411224", "卢氏县"),
            (ConditionKey::County, "411200本级", "三门峡市（本级）"),
            (ConditionKey::County, "411200三门峡市本级", "三门峡市（本级）"),
            (ConditionKey::County, "210112东陵区", "东陵区"),
            (ConditionKey::County, "未识别", "未识别"),
            (ConditionKey::Region, "重庆市", "重庆市"),
            (ConditionKey::Region, "500000", "重庆市"),
            (ConditionKey::County, "999999", "999999"),
            (ConditionKey::Agency, "=云岫县司法局", "云岫县司法局"),
            (
                ConditionKey::Agency,
                "=市中区司法局@511002",
                "市中区司法局（四川省 › 内江市 › 市中区）",
            ),
            (ConditionKey::Agency, "=市中区司法局@未识别", "市中区司法局@未识别"),
            (ConditionKey::Agency, "411224", "411224"),
            (ConditionKey::Year, "2021-2023", "2021-2023"),
        ] {
            assert_eq!(key.readable(value), expected);
        }
    }
}
