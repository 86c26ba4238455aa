//! What was counted, in sentences that a text can have as they are: the question, the figure with its unit
//! and over what it was counted, the day of the data, and what counted it.

use crate::report::{Date, Language};
use crate::search::Question;

/// The program with its version.
pub(crate) const PROGRAM: &str = concat!("chabao ", env!("CARGO_PKG_VERSION"));

impl Question {
    /// Returns the question with what was counted for it: 查找：有“法律顾问”的节（检索式：法律顾问；精确匹配）。
    /// 22 份报告中有 11 份提及（50.0%）……
    pub(crate) fn count_in_words(&self, counted: &str, language: Language) -> String {
        let concept = self.concept.as_ref().map(|label| match language {
            Language::English => format!("Concept “{label}”. "),
            Language::Chinese => format!("概念“{label}”。"),
        });
        let end = language.pick(". ", "。");
        let asked = match &self.query {
            Some(query) => {
                let details = self.details(&query.to_string(), language);
                query.in_words(self.mode, language) + &details + end
            }
            None if self.filters.is_empty() => String::new(),
            None => language.pick("Filters: ", "限定条件：").to_owned() + &self.conditions() + end,
        };
        format!("{}{asked}{counted}{end}", concept.unwrap_or_default())
    }

    /// Returns `（检索式：法律顾问；精确匹配；限定条件：年度:2023）`.
    fn details(&self, query: &str, language: Language) -> String {
        let mode = self.mode.label(language);
        let conditions = self.conditions();
        let filters = match language {
            _ if conditions.is_empty() => String::new(),
            Language::English => format!("; filters: {conditions}"),
            Language::Chinese => format!("；限定条件：{conditions}"),
        };
        language.pick(
            format!(" (query: {query}; matching: {mode}{filters})"),
            format!("（检索式：{query}；{mode}匹配{filters}）"),
        )
    }

    fn conditions(&self) -> String {
        self.filters.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// Returns the sentence of a concept that was counted with others.
pub(crate) fn concept_in_words(
    label: &str,
    query: &str,
    counted: &str,
    language: Language,
) -> String {
    language.pick(
        format!("Concept “{label}” (query: {query}): {counted}. "),
        format!("概念“{label}”（检索式：{query}）：{counted}。"),
    )
}

/// Returns of when the data are and what counted: 数据截至 2026-11-28（索引第 3 版），由查报（chabao 0.1.0）统计。
pub(crate) fn counted_by(written: Option<Date>, generation: u64, language: Language) -> String {
    match (language, written) {
        (Language::English, Some(day)) => {
            format!("Data of {day} (index generation {generation}), counted by {PROGRAM}.")
        }
        (Language::English, None) => {
            format!("Index generation {generation}, counted by {PROGRAM}.")
        }
        (Language::Chinese, Some(day)) => {
            format!("数据截至 {day}（索引第 {generation} 版），由查报（{PROGRAM}）统计。")
        }
        (Language::Chinese, None) => format!("索引第 {generation} 版，由查报（{PROGRAM}）统计。"),
    }
}

/// Returns the title of what was searched for, and the program with the index that it searched.
pub(crate) fn title_of_count(
    terms: &[String],
    generation: u64,
    language: Language,
) -> (String, String) {
    let terms = terms.join(language.pick(", ", "、"));
    let title = match language {
        Language::English if terms.is_empty() => "Government reports held".to_owned(),
        Language::English => format!("Government reports searched for: {terms}"),
        Language::Chinese if terms.is_empty() => "所收政府报告".to_owned(),
        Language::Chinese => format!("政府报告检索结果：{terms}"),
    };
    let edition = language.pick(
        format!("{PROGRAM}, index generation {generation}"),
        format!("查报 {PROGRAM}，索引第 {generation} 版"),
    );
    (title, edition)
}
