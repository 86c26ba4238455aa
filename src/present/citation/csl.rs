//! The entry in CSL-JSON, the input of citation processors.
//!
//! Field names and types are those of the schema `csl-data.json` of the Citation Style Language. An
//! agency is a name that is not divided (`literal`), and days are lists of year, month and day.

use serde::Serialize;

use super::citation::{Citation, Cited};
use crate::report::Date;

/// A report as an item.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<[Name<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Day>,
    language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Day {
    #[serde(rename = "date-parts")]
    parts: [[u32; 3]; 1],
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let number = date.number();
        Self { parts: [[number / 10_000, number / 100 % 100, number % 100]] }
    }
}

impl Citation {
    /// Returns the item.
    pub(super) fn to_csl(&self) -> Item<'_> {
        let kind = match self.cited_is {
            Cited::Report => "report",
            Cited::Count => "dataset",
        };
        Item {
            id: &self.id,
            kind,
            title: &self.title,
            author: self.agency.as_deref().map(|literal| [Name { literal }]),
            number: self.number.as_deref(),
            issued: self.issued.map(Day::from),
            page: self.pages.as_deref(),
            url: self.url.as_deref(),
            accessed: self.cited.map(Day::from),
            language: "zh-CN",
            note: self.note.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::citation::tests::{hostile, unknown, whole};
    use super::*;

    /// Returns what the schema of CSL-JSON does not allow in an item: fields it does not have, and
    /// values of other types. `id` and `type` are required.
    fn wrong(item: &Value) -> Option<String> {
        let day = |value: &Value| {
            let parts = value["date-parts"].as_array().filter(|it| (1..=2).contains(&it.len()));
            let is_day = |day: &Value| {
                let numbers = day.as_array().filter(|it| (1..=3).contains(&it.len()));
                numbers.is_some_and(|it| it.iter().all(Value::is_u64))
            };
            value.as_object().is_some_and(|it| it.len() == 1)
                && parts.is_some_and(|it| it.iter().all(is_day))
        };
        let is_name = |name: &Value| {
            name.as_object().is_some_and(|it| it.len() == 1) && name["literal"].is_string()
        };
        let fields = item.as_object()?;
        let is_allowed = |(name, value): (&String, &Value)| match name.as_str() {
            "id" | "title" | "number" | "page" | "URL" | "language" | "note" => value.is_string(),
            "type" => value == "report" || value == "dataset",
            "author" => value.as_array().is_some_and(|it| it.iter().all(is_name)),
            "issued" | "accessed" => day(value),
            _ => false,
        };
        let missing = ["id", "type"].into_iter().find(|it| !fields.contains_key(*it));
        let unfit = fields.iter().find(|field| !is_allowed(*field)).map(|(name, _)| name.as_str());
        missing.or(unfit).map(str::to_owned)
    }

    #[test]
    fn an_item_keeps_the_schema() {
        let quoted = Citation::new(&whole(), Date::new(2026, 11, 25))
            .with_quotation("甲“乙”", &["一、概况".to_owned()])
            .with_pages(Some([3, 4]));
        for citation in [
            quoted,
            Citation::new(&unknown(), None),
            Citation::new(&hostile(), Date::new(2026, 1, 2)),
        ] {
            let item = serde_json::to_value(citation.to_csl()).unwrap();
            assert_eq!(wrong(&item), None, "{item}");
        }
        for (item, expected) in [
            (json!({"id": "a", "type": "report", "issued": {"date-parts": [["2025"]]}}), "issued"),
            (json!({"id": "a", "type": "report", "author": [{"name": "a"}]}), "author"),
            (json!({"id": "a"}), "type"),
        ] {
            assert_eq!(wrong(&item).as_deref(), Some(expected));
        }
        let item = serde_json::to_value(Citation::new(&whole(), None).to_csl()).unwrap();
        assert_eq!(
            item,
            json!({
                "id": "r1a2b3c4d5e6f",
                "type": "report",
                "title": "云岫县卫生健康委员会2024年度法治政府建设情况报告",
                "author": [{"literal": "云岫县卫生健康委员会"}],
                "number": "云卫〔2025〕3号",
                "issued": {"date-parts": [[2025, 1, 20]]},
                "URL": "https://www.yunxiu.example/a.html?x=1&b=%e4",
                "language": "zh-CN",
            })
        );
    }
}
