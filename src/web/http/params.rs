//! The parameters of one request, parsed.

use axum::body::Bytes;

use super::choices::{Format, RowOrder, Scale};
use super::parameters::{
    ABOUT, ALIASES, BOM, BY_GROUP, BY_REPORT, CODEBOOK, COLUMNS, CONCEPT, CURSOR, EXPLAIN, FILE,
    FILTERS, LEAST, LEFT, LIMIT, LONGEST_CODEBOOK, LONGEST_VALUE, MOST_VALUES, NOTES, ONLY, PAGE,
    ParamType, Parameter, Q, RAW, RIGHT, ROWS, SAMPLE, SEED, WITH, WORDS_LEFT, WORDS_RIGHT,
};
use super::problem::Problem;
use super::sent::Sent;
use super::value::Value;
use crate::analysis::{
    CollocateQuestion, CollocateUnit, ContextGroup, Kwic, Measure, MentionOrder, Sample, State,
};
use crate::error::Error;
use crate::present::{CitationForm, TableForm};
use crate::query::{Codebook, CodebookError, Condition, Query, QueryError};
use crate::report::{Date, Language, NoteKind};
use crate::search::{FacetBy, GroupBy, Mode, Request, Sort, Window};

/// What happens to parameters that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Unknown {
    /// They are an error: a program that misspells one should learn of it.
    Refused,
    /// They are ignored, and the page says so: people follow links to which others have added
    /// parameters.
    Ignored,
}

/// The parameters of a request, parsed.
#[derive(Debug, Default)]
pub(in crate::web) struct Params {
    arguments: Vec<Argument>,
    /// The names of parameters that are not known, each once.
    ignored: Vec<String>,
    /// The names of those that are.
    known: Vec<&'static str>,
    /// The codebook that the body of the request is.
    posted: Option<Bytes>,
}

/// What is asked: a query, or the concepts of a codebook.
#[derive(Debug)]
pub(in crate::web) enum Asked {
    /// A query; everything if there is none.
    Query(Option<Query>),
    /// A codebook, which has a concept.
    Codebook(Codebook),
}

/// One value of a parameter.
#[derive(Clone, Debug)]
struct Argument {
    /// The name of the parameter.
    name: &'static str,
    /// The value as it was written, for links and forms.
    written: String,
    value: Value,
}

impl Params {
    /// Reads the query string of an address.
    ///
    /// # Errors
    ///
    /// Fails if a value cannot be used, if a parameter that takes one value is repeated, if the
    /// characters are not UTF-8, and if an unknown parameter is to be refused.
    pub(in crate::web) fn read(
        query: Option<&str>,
        known: &[&'static Parameter],
        unknown: Unknown,
    ) -> Result<Self, Problem> {
        let (params, problem) = Self::read_usable(query, known, unknown);
        problem.map_or(Ok(params), Err)
    }

    /// Reads what can be used of the query string of an address, and says what is wrong first: a page
    /// shows that with the form that the rest fills.
    pub(in crate::web) fn read_usable(
        query: Option<&str>,
        known: &[&'static Parameter],
        unknown: Unknown,
    ) -> (Self, Option<Problem>) {
        let query = query.unwrap_or_default();
        // Decoding replaces bytes that are not UTF-8 by this character, which nobody searches for.
        let is_meant = has_replacement(query) || query.to_ascii_lowercase().contains("%ef%bf%bd");
        let known_names = known.iter().map(|parameter| parameter.name).collect();
        let mut params = Self { known: known_names, ..Self::default() };
        let mut first = None;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if let Err(problem) = params.add_pair(known, &name, &value, (unknown, is_meant)) {
                first.get_or_insert(problem);
            }
        }
        for parameter in known {
            if let Err(problem) = params.check_limit(parameter) {
                first.get_or_insert(problem);
            }
        }
        if params.value(&CURSOR).is_some() && params.value(&PAGE).is_some() {
            let message = "`page` and `cursor` are both given";
            first.get_or_insert(Problem::parameter(message, "give one of them"));
        }
        (params, first)
    }

    /// Adds a name and a value of an address.
    fn add_pair(
        &mut self,
        known: &[&'static Parameter],
        name: &str,
        value: &str,
        (unknown, is_meant): (Unknown, bool),
    ) -> Result<(), Problem> {
        let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
            let name: String = name.chars().take(LONGEST_VALUE).collect();
            if unknown == Unknown::Ignored {
                self.add_ignored(name);
                return Ok(());
            }
            return Err(unknown_parameter(&name, &self.known));
        };
        if has_replacement(value) && !is_meant {
            let message = format!("the value of `{}` is not UTF-8", parameter.name);
            let problem = Problem::parameter(message, "write the address in UTF-8");
            let chinese = format!("{} 的值不是 UTF-8 编码", parameter.name);
            return Err(problem.in_chinese(chinese, "地址请用 UTF-8 编码"));
        }
        // Forms send fields that were left empty. A program that sends an empty value has lost
        // one, and would count more than it means to.
        let is_lost = value.trim().is_empty() && parameter.kind.needs_value();
        if is_lost && unknown == Unknown::Refused {
            let message = format!("`{}` has no value", parameter.name);
            return Err(Problem::parameter(message, "give it one, or leave it out"));
        }
        self.add(parameter, value)
    }

    /// Reads a request: the parameters of its address, and those or the codebook of its body.
    ///
    /// # Errors
    ///
    /// Fails as [`Params::read`] does, and if concepts are given in both.
    pub(in crate::web) fn read_sent(
        sent: Sent,
        known: &[&'static Parameter],
        unknown: Unknown,
    ) -> Result<Self, Problem> {
        let mut params = Self::read(Some(&sent.query), known, unknown)?;
        let is_given = |parameter| params.value(parameter).is_some();
        if sent.codebook.is_some() && (is_given(&CONCEPT) || is_given(&CODEBOOK)) {
            let message = "the body is a codebook, and the address has one too";
            return Err(Problem::parameter(message, "give one of them"));
        }
        params.posted = sent.codebook;
        Ok(params)
    }

    /// Adds a parameter that is not known. Every page has the language.
    fn add_ignored(&mut self, name: String) {
        let is_new = !self.ignored.contains(&name) && name != "lang" && !name.is_empty();
        if is_new && self.ignored.len() < MOST_VALUES {
            self.ignored.push(name);
        }
    }

    /// Returns which parameters were ignored, and which there are; `None` if none was.
    pub(in crate::web) fn about_ignored(&self, language: Language) -> Option<String> {
        if self.ignored.is_empty() {
            return None;
        }
        let [ignored, known] = [self.ignored.join(", "), self.known.join(", ")];
        let takes = match (language, self.known.as_slice()) {
            (Language::English, []) => "it takes none".to_owned(),
            (Language::English, _) => format!("it takes {known}"),
            (Language::Chinese, []) => "本页没有参数".to_owned(),
            (Language::Chinese, _) => format!("可用的参数：{known}"),
        };
        Some(language.pick(
            format!("This page ignores the parameter {ignored} of the address; {takes}."),
            format!("网址中的参数 {ignored} 本页不认识，已忽略；{takes}。"),
        ))
    }

    /// Adds the values in one occurrence of a parameter.
    fn add(&mut self, parameter: &Parameter, value: &str) -> Result<(), Problem> {
        let Parameter { name, kind, .. } = parameter;
        let pieces: Vec<&str> = match kind {
            ParamType::Line { .. } => vec![value],
            _ if kind.is_list() => value.split(Condition::SEPARATORS).map(str::trim).collect(),
            _ => vec![value.trim()],
        };
        for piece in pieces {
            if piece.is_empty() && !matches!(kind, ParamType::Flag) {
                continue;
            }
            let Some(value) = parameter.parse(piece) else {
                if matches!(kind, ParamType::Query { .. }) {
                    // The form shows what was typed.
                    let (written, value) = (piece.to_owned(), Value::Text);
                    self.arguments.push(Argument { name, written, value });
                }
                return Err(unusable_value(parameter, piece));
            };
            let count = self.values(parameter).count();
            if count > 0 && !kind.is_many() {
                let problem =
                    Problem::parameter(format!("`{name}` is given twice"), "give it once");
                return Err(problem.in_chinese(format!("{name} 出现了两次"), "请只写一次"));
            }
            if let ParamType::Queries { most, .. } | ParamType::Concepts { most, .. } = kind
                && count == *most
            {
                let message = format!("`{name}` is given more than {most} times");
                let problem = Problem::parameter(message, "ask for less at once");
                return Err(
                    problem.in_chinese(format!("{name} 超过 {most} 个"), "请减少同时比较的检索式")
                );
            }
            self.arguments.push(Argument { name, written: piece.to_owned(), value });
        }
        if self.arguments.len() > MOST_VALUES {
            let message = format!("there are more than {MOST_VALUES} values");
            let problem = Problem::parameter(message, "ask for less at once");
            return Err(problem.in_chinese(format!("参数值超过 {MOST_VALUES} 个"), "请减少条件"));
        }
        Ok(())
    }

    /// Returns the values of a parameter as they were written.
    pub(in crate::web) fn values(&self, parameter: &Parameter) -> impl Iterator<Item = &str> {
        self.arguments(parameter).map(|argument| argument.written.as_str())
    }

    /// Returns the only value of a parameter as it was written.
    pub(in crate::web) fn value(&self, parameter: &Parameter) -> Option<&str> {
        self.values(parameter).next()
    }

    fn arguments(&self, parameter: &Parameter) -> impl Iterator<Item = &Argument> {
        let name = parameter.name;
        self.arguments.iter().filter(move |argument| argument.name == name)
    }

    /// Returns the first value that `pick` takes, of whatever parameter.
    fn find<T>(&self, pick: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.arguments.iter().find_map(|argument| pick(&argument.value))
    }

    /// Returns whether a flag is set.
    pub(in crate::web) fn has(&self, parameter: &Parameter) -> bool {
        self.arguments(parameter).any(|argument| matches!(argument.value, Value::Flag(true)))
    }

    /// Returns the number of the page.
    pub(in crate::web) fn page(&self) -> usize {
        self.number(&PAGE)
    }

    /// Returns the value of a number, or its default.
    fn number(&self, parameter: &Parameter) -> usize {
        match parameter.kind {
            ParamType::Number { default, .. } | ParamType::Limit { default, .. } => {
                self.given_number(parameter).unwrap_or(default)
            }
            _ => panic!("`{}` is not a number", parameter.name),
        }
    }

    /// Returns the value of a number, if there is one.
    pub(in crate::web) fn given_number(&self, parameter: &Parameter) -> Option<usize> {
        self.arguments(parameter).find_map(|argument| match argument.value {
            Value::Number(number) => Some(number),
            _ => None,
        })
    }

    /// Returns which file of a report is wanted.
    pub(in crate::web) fn file(&self) -> usize {
        self.number(&FILE)
    }

    /// Returns the number of characters before and behind each mention.
    pub(in crate::web) fn around(&self) -> [usize; 2] {
        [&LEFT, &RIGHT].map(|side| self.number(side))
    }

    /// Returns the part of a list that is wanted: its limit and its offset. Tables have all unless a
    /// limit is given.
    pub(in crate::web) fn window(&self, parameter: &Parameter) -> Window {
        let is_table = self.table_form().is_some();
        let limit = match self.given_number(parameter) {
            None if is_table => None,
            given => given.or_else(|| Some(self.number(parameter))).filter(|&limit| limit > 0),
        };
        let offset = limit.unwrap_or(0).saturating_mul(self.page() - 1);
        Window { limit, offset }
    }

    /// Checks the limit of an answer that is no table: it is made as a whole, so it must not be long.
    fn check_limit(&self, parameter: &Parameter) -> Result<(), Problem> {
        let ParamType::Limit { most, .. } = parameter.kind else { return Ok(()) };
        let is_too_long = self.given_number(parameter).is_some_and(|limit| limit > most);
        if is_too_long && self.table_form().is_none() {
            return Err(unusable_value(parameter, self.value(parameter).unwrap_or_default()));
        }
        Ok(())
    }

    /// Returns how a table is written, if the answer is one.
    pub(in crate::web) fn table_form(&self) -> Option<TableForm> {
        match self.format() {
            Format::Csv => {
                let [bom, about, raw] = [&BOM, &ABOUT, &RAW].map(|flag| self.has(flag));
                Some(TableForm::Csv { bom, about, raw })
            }
            Format::Jsonl => Some(TableForm::Jsonl),
            Format::Xlsx => Some(TableForm::Xlsx { language: self.language() }),
            Format::Json | Format::Svg => None,
        }
    }

    /// Returns the form of the answer.
    pub(in crate::web) fn format(&self) -> Format {
        let format = |value: &Value| match value {
            Value::Format(format) => Some(*format),
            _ => None,
        };
        self.find(format).unwrap_or_default()
    }

    /// Returns the form of entries for a list of references.
    pub(in crate::web) fn citation_form(&self) -> CitationForm {
        let form = |value: &Value| match value {
            Value::Citation(form) => Some(*form),
            _ => None,
        };
        self.find(form).unwrap_or(CitationForm::CslJson)
    }

    /// Returns the day of citation, if it is given.
    pub(in crate::web) fn cited(&self) -> Option<Date> {
        self.find(|value| match value {
            Value::Day(day) => Some(*day),
            _ => None,
        })
    }

    /// Returns whether there is a query or a condition.
    pub(in crate::web) fn has_question(&self) -> bool {
        self.value(&Q).is_some() || !self.conditions().is_empty()
    }

    /// Returns the language of a drawing.
    pub(in crate::web) fn language(&self) -> Language {
        let language = |value: &Value| match value {
            Value::Language(language) => Some(*language),
            _ => None,
        };
        self.find(language).unwrap_or_default()
    }

    /// Returns how terms are matched.
    pub(in crate::web) fn mode(&self) -> Mode {
        let mode = |value: &Value| match value {
            Value::Mode(mode) => Some(*mode),
            _ => None,
        };
        self.find(mode).unwrap_or_default()
    }

    /// Returns the order of the hits.
    fn sort(&self) -> Sort {
        let sort = |value: &Value| match value {
            Value::Sort(sort) => Some(*sort),
            _ => None,
        };
        self.find(sort).unwrap_or_default()
    }

    /// Returns the order of the rows.
    pub(in crate::web) fn row_order(&self) -> RowOrder {
        let order = |value: &Value| match value {
            Value::Order(order) => Some(*order),
            _ => None,
        };
        self.find(order).unwrap_or_default()
    }

    /// Returns the state that rows have to be in.
    pub(in crate::web) fn state(&self) -> Option<State> {
        self.find(|value| match value {
            Value::State(state) => Some(*state),
            _ => None,
        })
    }

    /// Returns the figure of each concept that a table shows; `None` for all.
    pub(in crate::web) fn measure(&self) -> Option<Measure> {
        self.find(|value| match value {
            Value::Measure(measure) => Some(*measure),
            _ => None,
        })
    }

    /// Returns what the shades of shares show.
    pub(in crate::web) fn scale(&self) -> Scale {
        let scale = |value: &Value| match value {
            Value::Scale(scale) => Some(*scale),
            _ => None,
        };
        self.find(scale).unwrap_or_default()
    }

    /// Returns whether concepts are given.
    pub(in crate::web) fn has_codebook(&self) -> bool {
        let has = |parameter| self.value(parameter).is_some();
        self.posted.is_some() || has(&CONCEPT) || has(&CODEBOOK)
    }

    /// Returns the concepts to count, if there are any.
    ///
    /// # Errors
    ///
    /// Fails if none of them can be used.
    pub(in crate::web) fn codebook(&self) -> Result<Option<Codebook>, CodebookError> {
        let lines: Vec<&str> = self.values(&CONCEPT).collect();
        let codebook = if let Some(posted) = &self.posted {
            Some(Query::codebook(posted)?)
        } else if lines.is_empty() {
            self.value(&CODEBOOK).map(|_outline| Codebook::outline()).transpose()?
        } else {
            Some(Codebook::from_text(&lines.join("\n"))?)
        };
        let characters = codebook.as_ref().map_or(0, Codebook::characters);
        if characters > LONGEST_CODEBOOK {
            return Err(CodebookError::TooLong { characters, most: LONGEST_CODEBOOK });
        }
        let with_aliases = self.has(&ALIASES);
        Ok(codebook.map(|it| if with_aliases { it.with_aliases() } else { it }))
    }

    /// Returns what is asked: the query, or the concepts.
    ///
    /// # Errors
    ///
    /// Fails if the query or all concepts cannot be read, and if there are both.
    pub(in crate::web) fn asked(&self) -> Result<Asked, Error> {
        let query = self.query()?;
        self.further_queries()?;
        let Some(codebook) = self.codebook()? else { return Ok(Asked::Query(query)) };
        if self.value(&Q).or_else(|| self.value(&WITH)).is_some() {
            return Err(CodebookError::WithQuery.into());
        }
        Ok(Asked::Codebook(codebook))
    }

    /// Returns the same parameters with the query of a concept in place of the codebook.
    pub(in crate::web) fn of_concept(&self, query: &Query) -> Self {
        let is_kept = |it: &&Argument| ![CONCEPT.name, CODEBOOK.name].contains(&it.name);
        let mut arguments: Vec<Argument> = self.arguments.iter().filter(is_kept).cloned().collect();
        let (written, value) = (query.to_string(), Value::Query(Ok(query.clone())));
        arguments.push(Argument { name: Q.name, written, value });
        Self { arguments, ..Self::default() }
    }

    /// Returns what to count by.
    pub(in crate::web) fn facets(&self, parameter: &Parameter) -> Vec<FacetBy> {
        let facets = self.arguments(parameter).filter_map(|argument| match argument.value {
            Value::Facet(by) => Some(by),
            _ => None,
        });
        facets.collect()
    }

    /// Returns what to count by; the year by default.
    pub(in crate::web) fn facet(&self, parameter: &Parameter) -> FacetBy {
        self.facets(parameter).first().copied().unwrap_or(FacetBy::Year)
    }

    /// Returns what each row and column of a table is: counties and years by default. If one is
    /// given, the other is the year or, against years, the county.
    pub(in crate::web) fn rows_and_columns(&self) -> (GroupBy, GroupBy) {
        let against = |other: FacetBy, usual: FacetBy| match other {
            FacetBy::Year => FacetBy::County,
            FacetBy::County => FacetBy::Year,
            _ => usual,
        };
        let columns = self.facets(&COLUMNS).first().copied();
        let (rows, columns) = match (self.group(&ROWS), columns) {
            (Some(rows), Some(columns)) => (rows, columns),
            (Some(GroupBy::Facet(rows)), None) => {
                (GroupBy::Facet(rows), against(rows, FacetBy::Year))
            }
            (Some(GroupBy::Report), None) => (GroupBy::Report, FacetBy::Year),
            (None, Some(columns)) => (GroupBy::Facet(against(columns, FacetBy::County)), columns),
            (None, None) => (GroupBy::Facet(FacetBy::County), FacetBy::Year),
        };
        (rows, GroupBy::Facet(columns))
    }

    /// Returns what each row of a table of mentions is; a county by default.
    pub(in crate::web) fn rows_by(&self) -> GroupBy {
        self.group(&BY_GROUP).unwrap_or(GroupBy::Facet(FacetBy::County))
    }

    /// Returns the kind of notes of which a report has to have one, if only one is wanted.
    pub(in crate::web) fn note(&self) -> Option<NoteKind> {
        self.find(|value| match value {
            Value::Note(kind) => Some(*kind),
            _ => None,
        })
    }

    /// Returns the kinds of notes of which a report has to have one; any is enough if there are none.
    pub(in crate::web) fn notes(&self) -> Vec<NoteKind> {
        match self.note() {
            Some(kind) => vec![kind],
            None if self.has(&NOTES) => NoteKind::ALL.to_vec(),
            None => Vec::new(),
        }
    }

    /// Returns the order of mentions.
    pub(in crate::web) fn mention_order(&self) -> MentionOrder {
        let order = |value: &Value| match value {
            Value::MentionOrder(order) => Some(*order),
            _ => None,
        };
        self.find(order).unwrap_or_default()
    }

    /// Returns what mentions are grouped by, if they are.
    pub(in crate::web) fn context_group(&self) -> Option<ContextGroup> {
        self.find(|value| match value {
            Value::ContextGroup(group) => Some(*group),
            _ => None,
        })
    }

    /// Returns what is counted near mentions.
    pub(in crate::web) fn collocate_unit(&self) -> CollocateUnit {
        let unit = |value: &Value| match value {
            Value::CollocateUnit(unit) => Some(*unit),
            _ => None,
        };
        self.find(unit).unwrap_or_default()
    }

    /// Returns the sample of the mentions, if there is one.
    pub(in crate::web) fn sample(&self) -> Option<Sample> {
        let size = self.given_number(&SAMPLE)? as u64;
        Some(Sample { size, seed: self.number(&SEED) as u64 })
    }

    /// Returns the question for a concordance of what a request finds.
    pub(in crate::web) fn kwic(&self, request: Request) -> Kwic {
        let (left, right) = (self.number(&LEFT), self.number(&RIGHT));
        let (order, group, sample) = (self.mention_order(), self.context_group(), self.sample());
        Kwic { request, left, right, order, group, only: None, sample }.with_only(self.value(&ONLY))
    }

    /// Returns the question for the collocates of what a request finds.
    pub(in crate::web) fn collocates(&self, request: Request) -> CollocateQuestion {
        let window = [&WORDS_LEFT, &WORDS_RIGHT].map(|side| self.given_number(side));
        let asked = request.collocates().with_unit(self.collocate_unit().key());
        asked.with_window(window[0], window[1]).with_least(self.number(&LEAST) as u64)
    }

    fn group(&self, parameter: &Parameter) -> Option<GroupBy> {
        self.arguments(parameter).find_map(|argument| match argument.value {
            Value::Group(by) => Some(by),
            _ => None,
        })
    }

    /// Returns the conditions, in the order of the table of parameters. Of several on one fact, one
    /// has to be met.
    pub(in crate::web) fn conditions(&self) -> Vec<Condition> {
        let arguments = FILTERS.iter().flat_map(|parameter| self.arguments(parameter));
        let conditions = arguments.filter_map(|argument| match &argument.value {
            Value::Condition(condition) => Some(condition.clone()),
            _ => None,
        });
        conditions.collect()
    }

    /// Returns the query, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read.
    pub(in crate::web) fn query(&self) -> Result<Option<Query>, QueryError> {
        self.queries(&Q).next().transpose()
    }

    /// Returns the further queries.
    ///
    /// # Errors
    ///
    /// Fails if one of them cannot be read.
    pub(in crate::web) fn further_queries(&self) -> Result<Vec<Query>, QueryError> {
        self.queries(&WITH).collect()
    }

    /// Returns the characters of all queries together.
    pub(in crate::web) fn query_length(&self) -> usize {
        let written = self.values(&Q).chain(self.values(&WITH));
        written.map(|query| query.chars().count()).sum()
    }

    fn queries(&self, parameter: &Parameter) -> impl Iterator<Item = Result<Query, QueryError>> {
        self.arguments(parameter).filter_map(|argument| match &argument.value {
            Value::Query(query) => Some(query.clone()),
            _ => None,
        })
    }

    /// Returns what to ask of the index, without facets.
    pub(in crate::web) fn request(&self, query: Option<Query>) -> Request {
        let written = |argument: &&Argument| match &argument.value {
            Value::Query(Ok(read)) => query.as_ref() == Some(read),
            _ => false,
        };
        let line = self.arguments.iter().find(written).map(|argument| argument.written.clone());
        let Window { limit, offset } = self.window(&LIMIT);
        let with_aliases = self.has(&ALIASES);
        Request {
            query: query.map(|it| if with_aliases { it.with_aliases() } else { it }),
            line,
            concept: None,
            mode: self.mode(),
            filters: self.conditions(),
            limit: limit.unwrap_or(usize::MAX),
            offset,
            by_report: self.has(&BY_REPORT),
            rows: Window::default(),
            notes: self.notes(),
            facets: Vec::new(),
            sort: self.sort(),
            // A table has no place for it.
            explain: self.has(&EXPLAIN) && self.table_form().is_none(),
        }
    }
}

/// Returns whether a text has the character that stands for bytes that are not UTF-8.
fn has_replacement(text: &str) -> bool {
    text.contains('\u{FFFD}')
}

fn unknown_parameter(name: &str, known: &[&str]) -> Problem {
    let message = format!("there is no parameter `{name}` here");
    Problem::parameter(message, format!("use {}", known.join(", ")))
}

fn unusable_value(parameter: &Parameter, value: &str) -> Problem {
    let name = parameter.name;
    let shown: String = value.chars().take(LONGEST_VALUE).collect();
    let message = format!("`{shown}` cannot be used as `{name}`");
    let problem = Problem::parameter(message, parameter.expected(value, Language::English));
    problem
        .in_chinese(parameter.refusal(value, &shown), parameter.expected(value, Language::Chinese))
}

#[cfg(test)]
mod tests {
    use super::super::parameters::{AGENCY, FACET, MODE, PART, YEAR};
    use super::*;

    const KNOWN: &[&Parameter] = &[&Q, &WITH, &MODE, &YEAR, &PART, &AGENCY, &LIMIT, &FACET, &NOTES];

    #[test]
    fn parameters_are_read_as_browsers_write_them() {
        let query = "q=%E4%B8%89%E9%A1%B9+%22a%26b%22&year=2021-2022,2024&part=%E4%B8%8D%E8%B6%B3\
                     &agency=%E5%8D%AB%E5%81%A5&limit=20&facet=year&facet=part&notes";
        let params = Params::read(Some(query), KNOWN, Unknown::Refused).unwrap();
        assert_eq!(params.query().unwrap().unwrap().to_string(), "三项 a&b");
        let filters: Vec<String> = params.conditions().iter().map(ToString::to_string).collect();
        assert_eq!(filters, ["年度:2021-2022", "年度:2024", "机关:卫健", "部分:不足和原因"]);
        assert_eq!((params.number(&LIMIT), params.page()), (20, 1));
        assert_eq!(params.facets(&FACET), [FacetBy::Year, FacetBy::Part]);
        assert!(params.has(&NOTES) && params.format() == Format::Json);
    }

    #[test]
    fn further_queries_keep_their_commas() {
        let query = "with=a,b&with=&with=c+%E5%B9%B4%E5%BA%A6:2021";
        let params = Params::read(Some(query), KNOWN, Unknown::Ignored).unwrap();
        let further: Vec<String> =
            params.further_queries().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(further, ["a,b", "c 年度:2021"]);
        let params = Params::read(Some("with=a&with=("), KNOWN, Unknown::Refused).unwrap();
        assert!(params.further_queries().is_err());
    }

    #[test]
    fn a_value_that_cannot_be_used_is_explained() {
        let long = format!("q={}", "a".repeat(501));
        let many = format!("agency={}", "a,".repeat(101));
        for (query, message, hint) in [
            (
                "query=a",
                "there is no parameter `query` here",
                "use q, with, mode, year, part, agency, limit, facet, notes",
            ),
            ("mode=loose", "`loose` cannot be used as `mode`", "write one of exact, strict, words"),
            (
                "year=2023x",
                "`2023x` cannot be used as `year`",
                "write 2023, 2021-2023, 2021- or 未识别",
            ),
            ("limit=201", "`201` cannot be used as `limit`", "write a number from 1 to 200"),
            ("limit=0", "`0` cannot be used as `limit`", "write a number from 1 to 200"),
            ("limit=-1", "`-1` cannot be used as `limit`", "write a number from 1 to 200"),
            ("notes=perhaps", "`perhaps` cannot be used as `notes`", "write `true` or `false`"),
            ("q=a&q=b", "`q` is given twice", "give it once"),
            ("q=%C8%FD%CF%EE", "the value of `q` is not UTF-8", "write the address in UTF-8"),
            (
                "with=a&with=b&with=c&with=d&with=e",
                "`with` is given more than 4 times",
                "ask for less at once",
            ),
            (&many, "there are more than 100 values", "ask for less at once"),
        ] {
            let problem = Params::read(Some(query), KNOWN, Unknown::Refused).unwrap_err();
            assert_eq!((problem.message.as_str(), problem.hint.as_deref()), (message, Some(hint)));
        }
        let problem = Params::read(Some(&long), KNOWN, Unknown::Refused).unwrap_err();
        assert_eq!(problem.hint.unwrap(), "write at most 500 characters, not 501");
        let added =
            Params::read(Some("utm_source=x&q=a&lang=en&utm_source"), KNOWN, Unknown::Ignored);
        let said = added.unwrap().about_ignored(Language::English).unwrap();
        assert!(
            said.contains("the parameter utm_source of the address; it takes q, with"),
            "{said}"
        );
        let clean = Params::read(Some("q=a&lang=en"), KNOWN, Unknown::Ignored).unwrap();
        assert_eq!(clean.about_ignored(Language::Chinese), None);
        let lost = Params::read(Some("q=a&year="), KNOWN, Unknown::Refused).unwrap_err();
        assert_eq!(lost.message, "`year` has no value");
        assert!(Params::read(Some("q=a&year="), KNOWN, Unknown::Ignored).is_ok());
    }
}
