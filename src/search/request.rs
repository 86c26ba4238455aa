//! A request to an index.

use super::facet::FacetBy;
use super::window::Window;
use crate::error;
use crate::index::IndexReader;
use crate::query::{Condition, Query, QueryError};
use crate::report::named::named;
use crate::report::{Language, NoteKind};

named! {
    /// How terms are matched. Every answer states it.
    #[derive(Default, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum Mode {
        /// The section contains the term, character for character, after folding.
        #[default]
        Exact => "exact", "exact", "精确";
        /// The section contains the term, character for character, without folding.
        Strict => "strict", "strict", "严格";
        /// The term is cut into words, and the section contains all of them, or most of them if
        /// few sections contain all.
        Words => "words", "words", "分词";
    }
}

impl std::fmt::Display for Mode {
    /// Prints the name in both languages: `exact (精确)`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let label = |language| self.label(language);
        out.pad(&format!("{} ({})", label(Language::English), label(Language::Chinese)))
    }
}

named! {
    /// The order of hits. Equal hits are ordered by score, then the newer year, path and place.
    #[derive(Default)]
    pub enum Sort {
        /// The best first.
        #[default]
        Relevance => "relevance", "best first", "相关度";
        /// The newest year first; reports without a known year come last.
        Newest => "newest", "newest year first", "年度从新到旧";
        /// The oldest year first; reports without a known year come last.
        Oldest => "oldest", "oldest year first", "年度从旧到新";
        /// Sections with the most mentions first.
        Mentions => "mentions", "most mentions first", "提及次数从多到少";
    }
}

/// A request to an index.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to find; every section if `None`.
    pub query: Option<Query>,
    /// The line that the query was read from: an answer says what else it could mean. `None` if the
    /// query was not typed.
    pub line: Option<String>,
    /// The label of the concept that the query is of, if it is from a codebook.
    pub concept: Option<String>,
    /// How terms are matched.
    pub mode: Mode,
    /// Further conditions. Of several with the same key, at least one has to be met.
    pub filters: Vec<Condition>,
    /// The maximum number of hits to return, or of reports if hits are grouped by report; `usize::MAX` for
    /// all.
    pub limit: usize,
    /// The number of hits, or of reports, to skip.
    pub offset: usize,
    /// Whether hits are grouped by report: reports come in the order of their best sections, or of the
    /// mentions in the whole report, each once with its best sections.
    pub by_report: bool,
    /// The part of every other list that is wanted: the rows of a table or facet, reports.
    pub rows: Window,
    /// Only reports with a note of one of these kinds, in a list of reports; any if empty.
    pub notes: Vec<NoteKind>,
    /// The facets to count by.
    pub facets: Vec<FacetBy>,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether the answer says how the query is understood, and what its clauses and each mode find.
    pub explain: bool,
}

impl Request {
    /// Returns a request for the first ten hits of `query`, matched exactly.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self { query: Some(query), limit: 10, ..Self::all(Vec::new()) }
    }

    /// Returns a request for the first ten hits of a query line, matched exactly.
    ///
    /// # Errors
    ///
    /// Fails if the line cannot be read.
    pub fn read(line: &str) -> Result<Self, QueryError> {
        Ok(Self { line: Some(line.to_owned()), ..Self::new(line.parse()?) })
    }

    /// Returns a request for everything that passes the filters, without hits.
    #[must_use]
    pub fn all(filters: Vec<Condition>) -> Self {
        let (query, line, concept, mode, rows, notes, facets, sort, explain) = Default::default();
        let (limit, offset, by_report) = (0, 0, false);
        Self {
            query,
            line,
            concept,
            mode,
            filters,
            limit,
            offset,
            by_report,
            rows,
            notes,
            facets,
            sort,
            explain,
        }
    }

    /// Returns the request for reports with a note of the kind that has this key, or of any kind.
    #[must_use]
    pub fn only_noted(self, kind: Option<&str>) -> Self {
        let notes = match kind {
            Some(key) => NoteKind::from_key(key).into_iter().collect(),
            None => NoteKind::ALL.to_vec(),
        };
        Self { notes, ..self }
    }

    /// Returns the keys of the kinds of notes.
    #[must_use]
    pub fn note_kinds() -> [&'static str; NoteKind::ALL.len()] {
        NoteKind::ALL.map(NoteKind::key)
    }

    /// Returns the request for everything that passes the same filters.
    pub(crate) fn everything(&self) -> Self {
        Self { query: None, line: None, concept: None, ..self.clone() }
    }

    /// Goes on with the lists of an answer at a cursor that it gave.
    ///
    /// # Errors
    ///
    /// Fails if it is no cursor, and if the index was written since.
    pub fn start_at(&mut self, reader: &IndexReader, cursor: &str) -> error::Result<()> {
        self.offset = Window::offset_at(reader, cursor)?;
        self.rows.offset = self.offset;
        Ok(())
    }
}
