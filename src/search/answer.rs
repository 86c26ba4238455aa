//! An answer: the question, the ground, remarks, and the body.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counts::{Counts, Ground};
use super::explanation::Explanation;
use super::request::{Mode, Request};
use super::window::{ListPart, Window};
use crate::index::IndexReader;
use crate::query::{CodebookFault, Condition, Query, ReadAs};
use crate::report::named::named;

/// An answer to a question over an index.
///
/// Every analysis returns one, so that no result can be shown without what it was counted over. In
/// JSON the fields of question and body are on the same level as `ground` and `remarks`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Answer<T> {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// What was counted over.
    pub ground: Ground,
    /// What a reader has to know to interpret the answer.
    pub remarks: Vec<Remark>,
    /// Which part of each of its lists the answer has, by the name of the list: `hits`, `rows`, a
    /// facet.
    pub lists: BTreeMap<String, ListPart>,
    /// How the question is understood; only if that was asked for, and there is a query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// The answer itself.
    #[serde(flatten)]
    pub body: T,
}

/// The question, as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Question {
    /// The label of the concept that the query is of; absent if it is not from a codebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<String>,
    /// The query in canonical form; empty if there is none.
    #[serde(with = "query_as_text")]
    #[schema(value_type = String)]
    pub query: Option<Query>,
    /// How terms were matched.
    pub mode: Mode,
    /// The conditions given in addition to the query, each as in the query line. Of several with
    /// the same key, at least one has to be met.
    #[serde(default, with = "conditions_as_text")]
    #[schema(value_type = Vec<String>)]
    pub filters: Vec<Condition>,
}

/// Something that a reader has to know to interpret an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Remark {
    /// Reports of former divisions were included because these became part of the region.
    FormerIncluded {
        /// The region, as given.
        region: String,
        /// The names of the former divisions, ordered by code.
        former: Vec<String>,
    },
    /// The whole name of an agency in a condition is that of agencies in several places. The reports
    /// of all of them were counted.
    SharedName {
        /// The name.
        agency: String,
        /// The places, each with its code; 未识别 for reports of the name without a known place.
        places: Vec<String>,
    },
    /// The name of a division or an agency in a condition was typed in letters or in one character.
    NameRead {
        /// What was typed.
        typed: String,
        /// The name that it was read as.
        read: String,
    },
    /// A term was searched for with its aliases.
    WithAliases {
        /// The term.
        term: String,
        /// It and its aliases, with what was found of each.
        spellings: Vec<SpellingCount>,
    },
    /// A term was excluded with its aliases.
    ExcludedWithAliases {
        /// The term.
        term: String,
        /// Its aliases.
        aliases: Vec<String>,
    },
    /// Aliases were asked for of terms that have none; these were searched for as they are.
    WithoutAliases {
        /// The terms.
        terms: Vec<String>,
    },
    /// The query was cut into words.
    ReadAsWords {
        /// The words, in folded form.
        words: Vec<String>,
    },
    /// Few sections contain all of the words, so sections with fewer were counted too.
    WordsLoosened {
        /// The number of words.
        all: usize,
        /// The number of words that a section had to contain to be counted.
        least: usize,
        /// The number of sections that contain all of them.
        containing_all: u64,
    },
    /// Something in the query line was read in one way, and could mean another.
    ReadAs {
        /// How it was read.
        #[schema(value_type = String)]
        reading: ReadAs,
        /// What the whole query would find in other readings.
        others: Vec<OtherReading>,
    },
    /// The query has several terms, or excludes one: it is met within one section.
    InOneSection {
        /// The terms of the query.
        query: String,
        /// The number of reports that meet it as a whole, as `全篇:(…)` finds them, if few sections do
        /// or if a term is excluded: terms may stand in different sections, and excluded ones stand
        /// in none.
        in_one_report: Option<u64>,
    },
    /// Something is wrong with a line of the codebook.
    Codebook {
        /// The number of the line, counted from 1.
        line: u64,
        /// What is wrong.
        #[schema(value_type = String)]
        fault: CodebookFault,
        /// The query, the label or the column that is meant; empty if there is none.
        value: String,
    },
    /// A remark on one of the concepts of a codebook.
    OfConcept {
        /// The label of the concept.
        label: String,
        /// The remark.
        #[schema(no_recursion)]
        remark: Box<Remark>,
    },
    /// The query of a concept has a condition of its own: other reports are counted over than for a
    /// concept without.
    OwnCondition {
        /// The number of reports that are counted over.
        reports: u64,
        /// The number without the condition.
        of: u64,
    },
    /// Nothing was found. The nearest questions that find something, those that find least first.
    Nearest {
        /// The questions.
        others: Vec<RelaxedQuestion>,
    },
    /// A random sample of the mentions is listed.
    Sampled {
        /// The number of mentions that were drawn.
        drawn: u64,
        /// The number of all mentions.
        of: u64,
        /// The seed.
        seed: u64,
    },
    /// How what occurs near the mentions was counted.
    NearMentions {
        /// What was counted: `word`, or the number of characters of a run.
        unit: String,
        /// How many words, or characters, before a mention are near it; not beyond its sentence.
        left: usize,
        /// How many behind it.
        right: usize,
        /// The fewest times that a listed word occurs near a mention.
        least: u64,
        /// The number of words, or runs, near a mention.
        near: u64,
        /// The number of all of them, without the mentions.
        all: u64,
    },
    /// Only a part of a list is listed.
    Clipped {
        /// The name of the list, as in `lists`.
        list: String,
        /// The number of entries listed.
        listed: u64,
        /// The number of entries of the whole list.
        found: u64,
    },
    /// Quotations of a file are too short to be verified.
    ShortQuotations {
        /// The number of such quotations.
        quotations: u64,
        /// The least number of characters without marks.
        least: usize,
    },
    /// Quotation marks of a file are opened and never closed.
    UnclosedQuotations {
        /// The numbers of the lines.
        lines: Vec<u64>,
    },
    /// In which reports quotations were looked for: in those that have a piece of each of the longest
    /// stretches of a quotation, without marks where the quotation has none.
    QuotationPieces {
        /// The number of stretches.
        stretches: usize,
        /// The number of pieces of a stretch; of shorter ones two or one.
        pieces: usize,
        /// The least length of a stretch with two pieces, in characters.
        least: usize,
        /// The number of similar reports that are compared if none of these has a quotation.
        similar: usize,
    },
    /// Cells of a workbook have only the beginning of their text.
    CutCells {
        /// The number of such cells.
        cells: u64,
        /// The most characters of a cell.
        most: u64,
    },
}

named! {
    /// How a question was changed so that it finds more. The labels stand before or behind what was
    /// changed.
    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Relaxation {
        /// With the aliases of its terms.
        Aliases => "aliases", "with aliases", "含别名";
        /// In folded form instead of strictly.
        Folded => "folded", "ignoring punctuation and variant characters", "忽略标点、繁简和全半角";
        /// Farther apart, or in either order.
        Distance => "distance", "farther apart", "放宽距离";
        /// In a wider unit.
        Scope => "scope", "in a wider unit", "放宽范围";
        /// Without one of the conditions that were given beside the query.
        Filter => "filter", "without", "去掉条件";
        /// Without one of the things that have to be met together.
        Clause => "clause", "without", "去掉";
        /// One of these alone.
        Alone => "alone", "alone", "单独检索";
        /// Cut into words.
        Words => "words", "by words", "按词语检索";
    }
}

/// A question that is near another one, and what it finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RelaxedQuestion {
    /// How the question was changed.
    #[schema(value_type = String)]
    pub relaxation: Relaxation,
    /// What was left out, if anything was.
    pub without: Option<String>,
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// What it finds.
    pub counts: Counts,
}

/// What was found of one spelling of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SpellingCount {
    /// The spelling in canonical form.
    pub term: String,
    /// The number of reports with a mention of it among what was found.
    pub reports: u64,
    /// The number of its mentions in the sections that were found, if the term had no other spelling:
    /// its places, except inside a longer term of the query; near others, the stretches with it; in a
    /// sentence or paragraph, its places in those that meet the query.
    pub mentions: u64,
}

/// What a query would find that is read in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OtherReading {
    /// The query in canonical form.
    pub query: String,
    /// What it finds.
    pub counts: Counts,
}

impl Question {
    /// Returns the question that a request asks.
    pub(crate) fn new(request: &Request) -> Self {
        let Request { query, concept, mode, filters, .. } = request.clone();
        let query = match mode {
            Mode::Strict => query.map(|query| query.as_typed()),
            Mode::Exact | Mode::Words => query,
        };
        Self { concept, query, mode, filters }
    }

    /// Returns the query as it is printed; empty if there is none.
    #[must_use]
    pub fn query_text(&self) -> String {
        self.query.as_ref().map(Query::to_string).unwrap_or_default()
    }

    /// Returns what tables and charts call it: the label of its concept, or the query as it is printed.
    #[must_use]
    pub fn term(&self) -> String {
        self.concept.clone().unwrap_or_else(|| self.query_text())
    }

    /// Returns whether there are mentions to count: not of a query that is met without any.
    pub(crate) fn has_mentions(&self) -> bool {
        self.query.as_ref().is_none_or(Query::finds_mentions)
    }

    /// Returns the concept with its query, if it says more than its label.
    pub(crate) fn concept_in_words(&self) -> Option<(&str, String)> {
        let (label, query) = (self.concept.as_deref()?, self.query_text());
        (label != query).then_some((label, query))
    }
}

impl Remark {
    /// Returns whether it says that a condition was read as one and not as text, which no report has: the
    /// query as it was read says so too.
    pub(crate) fn is_of_absent_text(&self) -> bool {
        match self {
            Self::ReadAs { reading: ReadAs::Condition, others } => {
                others.iter().all(|other| other.counts.sections == 0)
            }
            _ => false,
        }
    }
}

impl<T> Answer<T> {
    /// Returns the same answer with another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        let (Answer { question, ground, remarks, lists, explanation, .. }, body) = self.take_body();
        Answer { question, ground, remarks, lists, explanation, body: change(body) }
    }

    /// Says which part of the list `name`, which has `total` entries, the answer has.
    pub(crate) fn add_list(
        &mut self,
        reader: &IndexReader,
        name: &str,
        window: Window,
        total: usize,
    ) {
        let page = window.page(reader, total);
        if page.listed < page.total {
            let (list, listed, found) = (name.to_owned(), page.listed, page.total);
            self.remarks.push(Remark::Clipped { list, listed, found });
        }
        self.lists.insert(name.to_owned(), page);
    }

    /// Forgets all lists but `name`, for a table that has only this one.
    pub(crate) fn keep_list(&mut self, name: &str) {
        self.lists.retain(|list, _| list == name);
        self.remarks.retain(|it| !matches!(it, Remark::Clipped { list, .. } if list != name));
    }

    /// Returns the body and the answer without it.
    pub(crate) fn take_body(self) -> (Answer<()>, T) {
        let Self { question, ground, remarks, lists, explanation, body } = self;
        (Answer { question, ground, remarks, lists, explanation, body: () }, body)
    }
}

mod query_as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::query::Query;

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(super) fn serialize<S: Serializer>(
        query: &Option<Query>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match query {
            Some(query) => serializer.collect_str(query),
            None => serializer.serialize_str(""),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Query>, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(D::Error::custom) }
    }
}

mod conditions_as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::query::{Condition, Query};

    pub(super) fn serialize<S: Serializer>(
        conditions: &[Condition],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(conditions.iter().map(ToString::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Condition>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let condition = |text: String| match text.parse() {
            Ok(Query::Condition(condition)) => Ok(condition),
            _ => Err(D::Error::custom(format!("`{text}` is not a condition"))),
        };
        texts.into_iter().map(condition).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_flat_json_and_read_back() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Body {
            rows: Vec<f32>,
        }
        let request = Request {
            filters: vec!["年度:2021-2023".parse().map(condition).unwrap()],
            ..Request::new("三项制度 -法律顾问".parse().unwrap())
        };
        let remark = Remark::WordsLoosened { all: 4, least: 3, containing_all: 1 };
        let answer = Answer {
            question: Question::new(&request),
            ground: Ground { reports: 5, ..Ground::default() },
            remarks: vec![remark],
            lists: BTreeMap::new(),
            explanation: None,
            body: Body { rows: vec![1.1] },
        };
        let json = serde_json::to_value(&answer).unwrap();
        assert_eq!(json["query"], "三项制度 -法律顾问");
        assert_eq!(json["filters"][0], "年度:2021-2023");
        assert_eq!(json["ground"]["reports"], 5);
        assert_eq!(json["remarks"][0]["kind"], "words-loosened");
        assert_eq!(json["remarks"][0]["least"], 3);
        assert!(json["rows"].is_array());
        assert_eq!(serde_json::from_value::<Answer<Body>>(json).unwrap(), answer);
    }

    fn condition(query: Query) -> Condition {
        let Query::Condition(condition) = query else { panic!("{query} is not a condition") };
        condition
    }
}
