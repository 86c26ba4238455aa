//! A concept of a codebook, and what is wrong with a line.

use crate::query::tree::Query;
use crate::report::named::named;

/// A concept: one or several queries with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Concept {
    /// What tables call it.
    pub(crate) label: String,
    /// The queries as they were written; what any of them finds is found, and counted once.
    pub(crate) written: Vec<String>,
    /// All of them as one.
    pub(crate) query: Query,
    /// What the user notes on it; empty if nothing.
    pub(crate) note: String,
}

impl Concept {
    /// Returns the line that the query was read from, if it is a single one.
    pub(crate) fn line(&self) -> Option<&str> {
        let [only] = self.written.as_slice() else { return None };
        Some(only)
    }

    /// Forgets how the queries were written, so that they cannot be read in another way.
    pub(super) fn forget_line(&mut self) {
        self.written.clear();
    }
}

/// What is wrong with a line of a codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodebookProblem {
    /// The number of the line, counted from 1.
    pub(crate) line: u64,
    pub(crate) fault: CodebookFault,
    /// What is meant: the query, the label, the column.
    pub(crate) value: String,
}

named! {
    /// What can be wrong with a line of a codebook. The labels are the sentence about it.
    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum CodebookFault {
        /// The query cannot be read.
        BadQuery => "bad-query", "left out, since the query cannot be read", "检索式无法读取，未计入";
        /// There is no query.
        NoQuery => "no-query", "left out, since it has no query", "没有检索式，未计入";
        /// There is no label.
        NoLabel => "no-label", "left out, since it has no label", "没有概念名称，未计入";
        /// A value is not text.
        NoText => "no-text", "left out, since a value is not text", "值不是文字，未计入";
        /// An earlier concept has the label.
        RepeatedLabel => "repeated-label", "an earlier concept has the label; both are counted as one", "概念名称与前面的相同，合为一个概念";
        /// The column, or the key, is not one of a codebook.
        UnknownColumn => "unknown-column", "the column is ignored; a codebook has label, query and note", "不认识的列，已忽略；可用：概念、查询、说明";
        /// A column occurs twice.
        RepeatedColumn => "repeated-column", "the column occurs twice; the first is used", "列重复，只用第一个";
        /// There are more fields than columns.
        TooManyFields => "too-many-fields", "more fields than columns; put text with commas in quotation marks", "字段比列多；含逗号的文字请加引号";
    }
}

impl CodebookFault {
    /// Returns whether a line with this fault is not counted.
    pub(super) fn leaves_out(self) -> bool {
        matches!(self, Self::BadQuery | Self::NoQuery | Self::NoLabel | Self::NoText)
    }
}

impl CodebookProblem {
    /// Returns what is wrong, without the number of the line.
    pub(crate) fn in_english(&self) -> String {
        let Self { fault, value, .. } = self;
        let english = fault.label(crate::report::Language::English);
        let reason = match value.parse::<Query>() {
            Err(error) if *fault == CodebookFault::BadQuery => format!(": {}", error.trouble()),
            _ => String::new(),
        };
        if value.is_empty() { english.to_owned() } else { format!("`{value}`: {english}{reason}") }
    }
}

/// The concepts and problems so far.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) concepts: Vec<Concept>,
    pub(super) problems: Vec<CodebookProblem>,
}

impl Builder {
    /// Notes that something is wrong with a line.
    pub(super) fn note(&mut self, line: u64, fault: CodebookFault, value: &str) {
        self.problems.push(CodebookProblem { line, fault, value: value.to_owned() });
    }

    /// Adds a query to the concept with this label. `is_entry` says that the line is a whole concept,
    /// so that a second one of the label is a mistake; lines of a table may have one label.
    pub(super) fn add(&mut self, line: u64, label: &str, query: &str, note: &str) {
        let (label, query, note) = (label.trim(), query.trim(), note.trim());
        if query.is_empty() {
            return self.note(line, CodebookFault::NoQuery, label);
        }
        if label.is_empty() {
            return self.note(line, CodebookFault::NoLabel, query);
        }
        let Ok(read) = query.parse::<Query>() else {
            return self.note(line, CodebookFault::BadQuery, query);
        };
        let last = self.concepts.len().saturating_sub(1);
        let known = self.concepts.iter().position(|concept| concept.label == label);
        let Some(at) = known else {
            let written = vec![query.to_owned()];
            let (label, note) = (label.to_owned(), note.to_owned());
            self.concepts.push(Concept { label, written, query: read, note });
            return;
        };
        // Lines of one concept follow each other; others of the label are likely a mistake.
        if at != last {
            self.note(line, CodebookFault::RepeatedLabel, label);
        }
        if let Some(concept) = self.concepts.get_mut(at) {
            concept.add(query, read, note);
        }
    }
}

impl Concept {
    /// Adds a query, unless the concept has it.
    fn add(&mut self, written: &str, query: Query, note: &str) {
        if !note.is_empty() && self.note != note {
            let separator = if self.note.is_empty() { "" } else { "; " };
            self.note = [self.note.as_str(), note].join(separator);
        }
        let is_known = match &self.query {
            Query::Or(parts) => parts.contains(&query),
            single => *single == query,
        };
        if !is_known {
            self.written.push(written.to_owned());
            let before = self.query.clone();
            self.query = Query::any(vec![before, query]);
        }
    }
}
