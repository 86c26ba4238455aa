//! What readers need to know about an answer, in words.

use super::commands::as_command;
use super::counts::counted;
use super::troubles::chinese_trouble;
use crate::query::{CodebookFault, CodebookProblem, Query};
use crate::report::Language::{self, Chinese, English};
use crate::search::{FacetBy, OtherReading, Remark};
use crate::text::{grouped, is_han};

impl Remark {
    /// Returns a remark as a sentence, without a full stop.
    ///
    /// ```
    /// use chabao::report::Language;
    /// use chabao::search::Remark;
    /// let remark = Remark::WordsLoosened { all: 4, least: 3, containing_all: 1 };
    /// assert_eq!(
    ///     remark.text(Language::English),
    ///     "1 section contains all 4 words: sections with at least 3 of them are counted"
    /// );
    /// ```
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Remark::FormerIncluded { region, former }, English) => {
                format!("region {region} includes the former {}", former.join(", "))
            }
            (Remark::FormerIncluded { region, former }, Chinese) => {
                format!("{region}包含已并入的{}", former.join("、"))
            }
            (Remark::SharedName { agency, places }, English) => format!(
                "agencies in {} places have the name {agency} and are counted together: {}; for one \
                 of them write the code behind the name: `={agency}@CODE`",
                places.len(),
                places.join(", "),
            ),
            (Remark::SharedName { agency, places }, Chinese) => format!(
                "名为{agency}的机关分属 {} 地，合并计数：{}；只要其中一个时在名称后写代码：={agency}@代码",
                places.len(),
                places.join("、"),
            ),
            (Remark::ReadAsWords { words }, English) => {
                format!("the query was cut into words: {}", words.join(", "))
            }
            (Remark::ReadAsWords { words }, Chinese) => {
                format!("检索式已切分为词：{}", words.join("、"))
            }
            (Remark::WordsLoosened { all, least, containing_all }, English) => {
                let containing = match containing_all {
                    0 => "no section contains".to_owned(),
                    1 => "1 section contains".to_owned(),
                    many => format!("{} sections contain", grouped(many)),
                };
                format!(
                    "{containing} all {all} words: sections with at least {least} of them are counted"
                )
            }
            (Remark::WordsLoosened { all, least, containing_all }, Chinese) => {
                let containing = match containing_all {
                    0 => format!("没有一节同时含有全部 {all} 个词"),
                    some => format!("同时含有全部 {all} 个词的只有 {} 节", grouped(some)),
                };
                format!("{containing}，凡含其中至少 {least} 个词的节均计入")
            }
            (Remark::ReadAs { reading, others }, _) => {
                let others: Vec<String> =
                    others.iter().map(|other| other.in_words(language)).collect();
                let separators = language.pick((": ", "; "), ("：", "；"));
                reading.label(language).to_owned() + separators.0 + &others.join(separators.1)
            }
            (Remark::InOneSection { query, in_one_report }, _) => {
                in_one_section(query, *in_one_report, language)
            }
            (Remark::Codebook { line, fault, value }, _) => {
                let value = value.clone();
                let problem = CodebookProblem { line: *line, fault: *fault, value };
                language.pick(
                    format!("line {line} of the codebook: {}", problem.in_english()),
                    format!("概念表第 {line} 行：{}", problem.in_chinese()),
                )
            }
            (Remark::OfConcept { label, remark }, _) => {
                format!("{label}{}{}", language.pick(": ", "："), remark.text(language))
            }
            (Remark::Clipped { list, listed, found }, English) => {
                let noun = list_noun(list, English);
                format!("{} of {} listed", grouped(listed), counted(*found, &noun))
            }
            (Remark::Clipped { list, listed, found }, Chinese) => {
                let noun = list_noun(list, Chinese);
                format!("共 {} {noun}，此处列出 {} {noun}", grouped(found), grouped(listed))
            }
            (Remark::CutCells { cells, most }, English) => {
                let have = if *cells == 1 { "has" } else { "have" };
                format!(
                    "{} {have} more than the {} characters that a workbook holds in a cell and was \
                     cut; CSV and JSON Lines have all of them",
                    counted(*cells, "text"),
                    grouped(most)
                )
            }
            (Remark::CutCells { cells, most }, Chinese) => format!(
                "{} 格文字超过工作簿每格 {} 字的上限，已截断；CSV 和 JSON Lines 中有全文",
                grouped(cells),
                grouped(most)
            ),
        }
    }
}

impl CodebookProblem {
    /// Returns what is wrong in Chinese, without the number of the line.
    pub(super) fn in_chinese(&self) -> String {
        let Self { fault, value, .. } = self;
        let sentence = fault.label(Chinese);
        let reason = match value.parse::<Query>() {
            Err(error) if *fault == CodebookFault::BadQuery => {
                format!("：{}", chinese_trouble(error.trouble()))
            }
            _ => String::new(),
        };
        if value.is_empty() {
            sentence.to_owned()
        } else {
            format!("“{value}”{sentence}{reason}")
        }
    }
}

impl Remark {
    /// Returns commands that ask the query in its other readings, for those that find something.
    /// `flags` go to the end of each.
    #[must_use]
    pub fn commands(&self, command: &str, flags: &str) -> Vec<String> {
        let Self::ReadAs { others, .. } = self else { return Vec::new() };
        let found = others.iter().filter(|other| other.counts.sections > 0);
        found.map(|other| as_command(command, &other.query, flags)).collect()
    }
}

impl OtherReading {
    fn in_words(&self, language: Language) -> String {
        let Self { query, counts } = self;
        let (reports, sections, mentions) = (counts.reports, counts.sections, counts.mentions);
        language.pick(
            format!("`{query}`, {}", counts.in_words()),
            format!(
                "{query}（{} 份报告、{} 节、{} 处）",
                grouped(reports),
                grouped(sections),
                grouped(mentions)
            ),
        )
    }
}

fn in_one_section(query: &str, in_one_report: Option<u64>, language: Language) -> String {
    let terms = query.parse::<Query>().map_or(query.to_owned(), |it| described(&it, language));
    let section = language.pick("in one section: ", "同一节中：").to_owned() + &terms;
    let Some(reports) = in_one_report else { return section };
    language.pick(
        format!("{section}; in one report as a whole: {}", counted(reports, "report")),
        format!("{section}；以整份报告计：{} 份", grouped(reports)),
    )
}

/// Returns `法律顾问 and not 公职律师`.
fn described(query: &Query, language: Language) -> String {
    let inner = |query: &Query| match query {
        Query::And(_) | Query::Or(_) | Query::Near { .. } => {
            format!("({})", described(query, language))
        }
        single => described(single, language),
    };
    let joined = |queries: &[Query], operator: &str| {
        queries.iter().map(inner).collect::<Vec<_>>().join(operator)
    };
    match query {
        Query::Not(query) => language.pick("not ", "不含 ").to_owned() + &inner(query),
        Query::And(queries) => joined(queries, language.pick(" and ", " 且 ")),
        Query::Or(queries) => joined(queries, language.pick(" or ", " 或 ")),
        // Between operators in words, a word needs marks.
        Query::Term(term) if !term.text().chars().all(is_han) => {
            language.pick(format!("`{term}`"), format!("“{term}”"))
        }
        single => single.to_string(),
    }
}

/// Returns what the entries of a list are: in English for one, in Chinese with the measure word.
fn list_noun(list: &str, language: Language) -> String {
    let noun = match list {
        "hits" => ("section", "节"),
        "reports" => ("report", "份报告"),
        "rows" => ("row", "行"),
        "absent" => ("row without a mention", "行（未提及）"),
        facet => {
            let by = FacetBy::from_key(facet);
            return match language {
                English => format!("{facet} row"),
                Chinese => format!("行（{}）", by.map_or(facet, |by| by.label(Chinese))),
            };
        }
    };
    language.pick(noun.0, noun.1).to_owned()
}
