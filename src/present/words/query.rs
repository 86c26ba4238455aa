//! A query as a sentence that says what a section has to have, or a sentence of it, or a report.

use super::conditions::any_of;
use crate::query::{Condition, ConditionKey, Query, Scope, Term};
use crate::report::Language::{self, Chinese, English};
use crate::search::Mode;
use crate::text::grouped;

impl Query {
    /// Returns what the query looks for: 查找：同一节中有“法律顾问”而没有“公职律师”.
    #[must_use]
    pub(crate) fn in_words(&self, mode: Mode, language: Language) -> String {
        let words = Words { mode, language };
        let (conditions, rest) = self.conditions_and_rest();
        let conditions: Vec<String> =
            conditions.into_iter().map(|it| any_of(&one_of(it), true, language)).collect();
        let found = match rest.as_slice() {
            [] => language.pick("all sections", "全部的节").to_owned(),
            [only] => words.unit(only),
            several => words.unit(&Query::all(several.iter().map(|&it| it.clone()).collect())),
        };
        let among = conditions.join(language.pick(", ", "、"));
        match language {
            Chinese if among.is_empty() => format!("查找：{found}"),
            // A blank stands between digits and characters, not before a mark.
            Chinese => {
                let among = among.replace(" 、", "、");
                format!("在{}的报告中查找：{found}", among.trim_start())
            }
            English if among.is_empty() => format!("Find: {found}"),
            English => format!("Among reports with {among}, find: {found}"),
        }
    }

    /// Returns what the query looks for, without its conditions set apart: 同一节中有“法律顾问”而没有“公职律师”.
    #[must_use]
    pub(super) fn unit_in_words(&self, mode: Mode, language: Language) -> String {
        Words { mode, language }.unit(self)
    }

    /// Returns that so many reports have nothing that the query looks for: 这 3 份没有提及“法律顾问”.
    #[must_use]
    pub(crate) fn absence_in_words(&self, reports: u64, mode: Mode, language: Language) -> String {
        let words = Words { mode, language };
        let number = grouped(reports);
        let (_, rest) = self.conditions_and_rest();
        let term = match rest.as_slice() {
            [Self::Term(term)] => Some(words.term(term)),
            _ => None,
        };
        match (language, term, reports) {
            (Chinese, Some(term), _) => format!("这 {number} 份没有提及{term}"),
            (Chinese, None, _) => format!("这 {number} 份没有一节符合检索式"),
            (English, Some(term), 1) => format!("This report does not mention {term}"),
            (English, Some(term), _) => format!("These {number} reports do not mention {term}"),
            (English, None, 1) => "No section of this report meets the query".to_owned(),
            (English, None, _) => format!("No section of these {number} reports meets the query"),
        }
    }

    /// Returns that so many further reports have nothing that the query looks for, as a link to them:
    /// 另有 3 份没有提及“法律顾问”.
    #[must_use]
    pub(crate) fn rest_in_words(&self, reports: u64, mode: Mode, language: Language) -> String {
        let number = grouped(reports);
        let words = Words { mode, language };
        let (_, rest) = self.conditions_and_rest();
        let verb = if reports == 1 { "does" } else { "do" };
        match (language, rest.as_slice()) {
            (Chinese, [Self::Term(term)]) => {
                format!("另有 {number} 份没有提及{}", words.term(term))
            }
            (Chinese, _) => format!("另有 {number} 份没有一节符合检索式"),
            (English, [Self::Term(term)]) => {
                format!("{number} more {verb} not mention {}", words.term(term))
            }
            (English, _) => format!("{number} more {verb} not meet the query"),
        }
    }

    /// Returns the things that have to be met together: those that are conditions on the report or on
    /// the part, which the ground meets too, and the rest.
    pub(crate) fn conditions_and_rest(&self) -> (Vec<&Self>, Vec<&Self>) {
        let parts = match self {
            Self::And(parts) => parts.as_slice(),
            single => std::slice::from_ref(single),
        };
        parts.iter().partition(|part| part.is_condition())
    }

    /// Returns whether it is a condition on the report or on the part, or one of several on one fact.
    fn is_condition(&self) -> bool {
        !one_of(self).is_empty()
    }
}

/// Returns the conditions on one fact of the report or on the part, of which a query asks for any; none if
/// it asks for something else.
fn one_of(query: &Query) -> Vec<&Condition> {
    let parts = match query {
        Query::Or(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let conditions: Option<Vec<&Condition>> = parts
        .iter()
        .map(|part| match part {
            Query::Condition(it) if it.key() != ConditionKey::Title => Some(it),
            _ => None,
        })
        .collect();
    let is_one = |it: &Vec<&Condition>| it.windows(2).all(|two| two[0].key() == two[1].key());
    conditions.filter(is_one).unwrap_or_default()
}

/// How sentences are made.
#[derive(Clone, Copy)]
struct Words {
    mode: Mode,
    language: Language,
}

impl Words {
    /// Returns what is looked for, with its unit.
    fn unit(self, query: &Query) -> String {
        let clause = self.clause(query);
        match (self.language, query) {
            (Chinese, Query::And(_)) => format!("同一节中{clause}"),
            (Chinese, Query::Within(Scope::Report | Scope::Section, _)) => clause,
            (Chinese, _) => format!("{clause}的节"),
            (English, Query::Within(Scope::Report, inner)) => {
                format!("reports {} in any of their sections", self.clause(inner))
            }
            (English, _) => format!("sections {clause}"),
        }
    }

    /// Returns what is said of the unit: 有“法律顾问”而没有“公职律师”.
    fn clause(self, query: &Query) -> String {
        if let Some(thing) = self.thing(query) {
            return self.language.pick(format!("with {thing}"), format!("有{thing}"));
        }
        match query {
            Query::And(parts) => self.all(parts),
            Query::Or(parts) => {
                let clauses: Vec<String> = parts.iter().map(|part| self.grouped(part)).collect();
                clauses.join(self.language.pick(", or ", "，或者"))
            }
            Query::Not(inner) => self.not(inner),
            Query::Within(scope, inner) => self.within(*scope, inner),
            Query::Condition(condition) => self.condition_clause(condition),
            Query::Term(_) | Query::Near { .. } => unreachable!("terms and nearness are things"),
        }
    }

    /// Returns a clause inside another: in brackets if it has several parts.
    fn grouped(self, query: &Query) -> String {
        let clause = self.clause(query);
        match query {
            Query::And(_) => self.language.pick(format!("({clause})"), format!("（{clause}）")),
            Query::Or(_) if self.thing(query).is_none() => {
                self.language.pick(format!("({clause})"), format!("（{clause}）"))
            }
            _ => clause,
        }
    }

    /// Returns a thing that a text can have; `None` of what needs a clause.
    fn thing(self, query: &Query) -> Option<String> {
        match query {
            Query::Term(term) => Some(self.term(term)),
            Query::Or(parts) => {
                let things: Option<Vec<String>> = parts.iter().map(|it| self.thing(it)).collect();
                Some(things?.join(self.language.pick(" or ", "或")))
            }
            Query::Near { within, ordered, left, right } => {
                let (left, right) = (self.thing(left)?, self.thing(right)?);
                let number = grouped(within);
                Some(match (self.language, ordered) {
                    (Chinese, false) => format!("相距不超过 {number} 字的{left}与{right}"),
                    (Chinese, true) => format!("{left}及其后 {number} 字以内的{right}"),
                    (English, false) => {
                        format!("{left} and {right} at most {number} characters apart")
                    }
                    (English, true) => {
                        format!("{left} and at most {number} characters after it {right}")
                    }
                })
            }
            _ => None,
        }
    }

    /// Returns a term in quotation marks, with how it is compared if that is special.
    fn term(self, term: &Term) -> String {
        let text = term.text();
        let pick = |english: String, chinese: String| self.language.pick(english, chinese);
        if term.is_pattern() {
            return pick(format!("a stretch like “{text}”"), format!("形如“{text}”的字句"));
        }
        let how = match (term.is_strict(), term.has_aliases()) {
            (true, _) if self.mode != Mode::Strict => pick(" as written".into(), "（逐字）".into()),
            (_, true) => pick(" or its other names".into(), "（含别名）".into()),
            _ if self.mode == Mode::Words => pick(" (its words)".into(), "（分词）".into()),
            _ => String::new(),
        };
        format!("“{text}”{how}")
    }

    /// Returns what has to be met together: first what has to be there, then what must not.
    fn all(self, parts: &[Query]) -> String {
        let (absent, present): (Vec<&Query>, Vec<&Query>) =
            parts.iter().partition(|part| matches!(part, Query::Not(_)));
        let is_plain =
            |query: &&Query| matches!(query, Query::Term(_)) && self.thing(query).is_some();
        let present = if present.iter().all(is_plain) && !present.is_empty() {
            let things: Vec<String> = present.iter().filter_map(|it| self.thing(it)).collect();
            let things = self.list(&things);
            self.language.pick(format!("with {things}"), format!("有{things}"))
        } else {
            let clauses: Vec<String> = present.iter().map(|it| self.grouped(it)).collect();
            clauses.join(self.language.pick(" and ", "，并且"))
        };
        let absent: Vec<String> = absent.into_iter().map(|it| self.clause(it)).collect();
        let absent = absent.join(self.language.pick(" and ", "，也"));
        match (self.language, present.is_empty(), absent.is_empty()) {
            (_, _, true) => present,
            (_, true, _) => absent,
            (Chinese, ..) => format!("{present}而{absent}"),
            (English, ..) => format!("{present} and {absent}"),
        }
    }

    /// Returns `“甲”、“乙”和“丙”`.
    fn list(self, things: &[String]) -> String {
        let [first @ .., last] = things else { return String::new() };
        if first.is_empty() {
            return last.clone();
        }
        let (between, before_last) = self.language.pick((", ", " and "), ("、", "和"));
        format!("{}{before_last}{last}", first.join(between))
    }

    /// Returns what must not be there.
    fn not(self, inner: &Query) -> String {
        match (self.language, inner, self.thing(inner)) {
            (Chinese, _, Some(thing)) => format!("没有{thing}"),
            (English, _, Some(thing)) => format!("without {thing}"),
            (_, Query::Condition(condition), None) => any_of(&[condition], false, self.language),
            (Chinese, ..) => format!("不是{}", self.grouped(inner)),
            (English, ..) => format!("not {}", self.grouped(inner)),
        }
    }

    /// Returns what a unit has to have.
    fn within(self, scope: Scope, inner: &Query) -> String {
        let clause = self.clause(inner);
        match (self.language, scope) {
            (Chinese, Scope::Sentence) => format!("同一句中{clause}"),
            (Chinese, Scope::Paragraph) => format!("同一段中{clause}"),
            (Chinese, Scope::Section) => format!("同一节中{clause}"),
            (Chinese, Scope::Report) => format!("整份报告中{clause}"),
            (English, Scope::Sentence) => format!("with a sentence {clause}"),
            (English, Scope::Paragraph) => format!("with a paragraph {clause}"),
            (English, Scope::Section) => clause,
            (English, Scope::Report) => format!("of a report {clause}"),
        }
    }

    /// Returns a condition beside others.
    fn condition_clause(self, condition: &Condition) -> String {
        let words = any_of(&[condition], true, self.language);
        match (self.language, condition) {
            (Chinese, _) => words,
            (English, Condition::Title(_)) => format!("with {words}"),
            (English, _) => format!("of {words}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query line, and its sentence in Chinese and in English.
    type Sentences = (&'static str, &'static str, &'static str);

    /// Terms, and what has to stand together or not.
    const TERMS: &[Sentences] = &[
        ("法律顾问", "查找：有“法律顾问”的节", "Find: sections with “法律顾问”"),
        (
            "法律顾问 -公职律师",
            "查找：同一节中有“法律顾问”而没有“公职律师”",
            "Find: sections with “法律顾问” and without “公职律师”",
        ),
        (
            "甲乙 丙丁 戊己",
            "查找：同一节中有“甲乙”、“丙丁”和“戊己”",
            "Find: sections with “甲乙”, “丙丁” and “戊己”",
        ),
        (
            "甲乙 -丙丁 -戊己",
            "查找：同一节中有“甲乙”而没有“丙丁”，也没有“戊己”",
            "Find: sections with “甲乙” and without “丙丁” and without “戊己”",
        ),
        ("甲乙 OR 丙丁", "查找：有“甲乙”或“丙丁”的节", "Find: sections with “甲乙” or “丙丁”"),
        (
            "(甲乙 OR 丙丁) 戊己",
            "查找：同一节中有“甲乙”或“丙丁”，并且有“戊己”",
            "Find: sections with “甲乙” or “丙丁” and with “戊己”",
        ),
        (
            "甲乙 OR (丙丁 -戊己)",
            "查找：有“甲乙”，或者（有“丙丁”而没有“戊己”）的节",
            "Find: sections with “甲乙”, or (with “丙丁” and without “戊己”)",
        ),
        ("-甲乙", "查找：没有“甲乙”的节", "Find: sections without “甲乙”"),
        (
            "甲乙 -(丙丁 戊己)",
            "查找：同一节中有“甲乙”而不是（有“丙丁”和“戊己”）",
            "Find: sections with “甲乙” and not (with “丙丁” and “戊己”)",
        ),
        (
            "甲乙 NEAR/20 丙丁",
            "查找：有相距不超过 20 字的“甲乙”与“丙丁”的节",
            "Find: sections with “甲乙” and “丙丁” at most 20 characters apart",
        ),
        (
            "甲乙 BEFORE/20 丙丁",
            "查找：有“甲乙”及其后 20 字以内的“丙丁”的节",
            "Find: sections with “甲乙” and at most 20 characters after it “丙丁”",
        ),
        (
            "同句:(甲乙 丙丁)",
            "查找：同一句中有“甲乙”和“丙丁”的节",
            "Find: sections with a sentence with “甲乙” and “丙丁”",
        ),
        (
            "同段:(甲乙 -丙丁) 戊己",
            "查找：同一节中同一段中有“甲乙”而没有“丙丁”，并且有“戊己”",
            "Find: sections with a paragraph with “甲乙” and without “丙丁” and with “戊己”",
        ),
        (
            "全篇:(甲乙 丙丁)",
            "查找：整份报告中有“甲乙”和“丙丁”",
            "Find: reports with “甲乙” and “丙丁” in any of their sections",
        ),
        (
            "聘请*法律顾问",
            "查找：有形如“聘请*法律顾问”的字句的节",
            "Find: sections with a stretch like “聘请*法律顾问”",
        ),
    ];

    /// How terms are compared, and conditions.
    const OTHERS: &[Sentences] = &[
        (
            "~卫健委",
            "查找：有“卫健委”（含别名）的节",
            "Find: sections with “卫健委” or its other names",
        ),
        (
            "'三项制度'",
            "查找：有“三项制度”（逐字）的节",
            "Find: sections with “三项制度” as written",
        ),
        ("标题:普法", "查找：标题中有“普法”的节", "Find: sections with “普法” in the title"),
        (
            "年度:2021-2023 地区:重庆市 法律顾问",
            "在年度为 2021-2023、地区为重庆市的报告中查找：有“法律顾问”的节",
            "Among reports with year 2021-2023, region 重庆市, find: sections with “法律顾问”",
        ),
        (
            "年度:2021,2023 -部分:不足 甲乙",
            "在年度为 2021 或 2023 的报告中查找：同一节中有“甲乙”而部分不为不足和原因",
            "Among reports with year 2021 or 2023, find: sections with “甲乙” and not part 不足和原因",
        ),
        (
            "机关:司法 年度:未识别",
            "在机关名称含“司法”、年度未识别的报告中查找：全部的节",
            "Among reports with “司法” in the agency, year unknown, find: all sections",
        ),
        (
            "甲乙 OR 年度:2022",
            "查找：有“甲乙”，或者年度为 2022 的节",
            "Find: sections with “甲乙”, or of year 2022",
        ),
    ];

    #[test]
    fn every_form_of_a_query_is_a_sentence_with_its_unit() {
        for &(line, chinese, english) in TERMS.iter().chain(OTHERS) {
            let query: Query = line.parse().unwrap();
            assert_eq!(query.in_words(Mode::Exact, Chinese), chinese, "{line}");
            assert_eq!(query.in_words(Mode::Exact, English), english, "{line}");
        }
        let query: Query = "法律顾问".parse().unwrap();
        assert_eq!(query.in_words(Mode::Words, Chinese), "查找：有“法律顾问”（分词）的节");
    }

    #[test]
    fn absence_names_the_term_that_is_not_mentioned() {
        for (line, reports, chinese, english) in [
            (
                "法律顾问",
                3,
                "这 3 份没有提及“法律顾问”",
                "These 3 reports do not mention “法律顾问”",
            ),
            (
                "年度:2023 法律顾问",
                1,
                "这 1 份没有提及“法律顾问”",
                "This report does not mention “法律顾问”",
            ),
            (
                "甲乙 -丙丁",
                1200,
                "这 1,200 份没有一节符合检索式",
                "No section of these 1,200 reports meets the query",
            ),
        ] {
            let query: Query = line.parse().unwrap();
            assert_eq!(query.absence_in_words(reports, Mode::Exact, Chinese), chinese);
            assert_eq!(query.absence_in_words(reports, Mode::Exact, English), english);
        }
    }
}
