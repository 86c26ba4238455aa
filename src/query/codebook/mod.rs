//! Codebooks: lists of concepts, each of which is one or several queries with a label.
//!
//! - `concept`: a concept, and what is wrong with a line
//! - `table`: codebooks as tables with columns; `as_toml`: as TOML; `lines`: as typed lines
//! - `shipped`: the codebooks that are part of the program
//!
//! A line that cannot be used is left out and named with its number; the others are counted.

mod as_toml;
mod concept;
mod lines;
mod shipped;
mod table;
#[cfg(test)]
mod tests;

use concept::Builder;
pub(crate) use concept::{CodebookFault, CodebookProblem, Concept};

use super::tree::Query;
use crate::extract::{Unreadable, decode, is_misread, rows_of_text, spreadsheet_rows};
use crate::text::grouped;

/// The most concepts of a codebook: a table of more columns is read by nobody, and each is a search
/// of its own.
pub(crate) const MOST_CONCEPTS: usize = 500;

/// The concepts of a codebook, and what could not be used of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// The concepts, in the order of the codebook.
    pub(crate) concepts: Vec<Concept>,
    /// What is wrong with its lines.
    pub(crate) problems: Vec<CodebookProblem>,
}

/// Why a codebook cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// Its bytes are no text and no spreadsheet.
    #[error("the codebook cannot be read: {0}")]
    Unreadable(Unreadable),
    /// A program read UTF-8 as GBK.
    #[error("the Chinese of the codebook was damaged when a program read UTF-8 as GBK")]
    Misread,
    /// No column has the queries.
    #[error("line {line} of the codebook names no column `query`")]
    NoQueries {
        /// The line that should name the columns.
        line: u64,
    },
    /// It is not valid TOML.
    #[error("line {line} of the codebook is not valid TOML")]
    BadToml {
        /// The line, counted from 1.
        line: u64,
    },
    /// It has no line with a concept.
    #[error("the codebook has no concepts")]
    Empty,
    /// None of its lines can be used.
    #[error("no line of the codebook can be used; line {}: {}", .0.line, .0.in_english())]
    Useless(CodebookProblem),
    /// It has too many concepts.
    #[error("the codebook has more than {most} concepts")]
    TooMany {
        /// The most concepts that a codebook may have.
        most: usize,
    },
    /// A query is asked too.
    #[error("a query and a codebook cannot be asked for together")]
    WithQuery,
    /// Its queries are too long for a server that answers many.
    #[error(
        "the queries of the codebook have {} characters together, more than {}",
        grouped(*.characters),
        grouped(*.most)
    )]
    TooLong {
        /// The number of characters of all queries.
        characters: usize,
        /// The most that there may be.
        most: usize,
    },
}

impl Query {
    /// Reads a codebook: a table (text in any encoding, or xlsx) whose first line names the columns
    /// `label` (概念), `query` (查询) and `note` (说明), or TOML with an entry `[[concept]]` for each
    /// concept. Lines with the same label are one concept.
    ///
    /// # Errors
    ///
    /// Fails if it is neither, and if no line can be used.
    ///
    /// ```
    /// use chabao::query::Query;
    /// let codebook = Query::codebook("概念,查询\n律师,法律顾问\n律师,公职律师\n".as_bytes())?;
    /// assert_eq!(codebook.labels().collect::<Vec<_>>(), ["律师"]);
    /// # Ok::<(), chabao::Error>(())
    /// ```
    pub fn codebook(bytes: &[u8]) -> Result<Codebook, CodebookError> {
        let rows = if let Some(rows) = spreadsheet_rows(bytes) {
            rows.map_err(CodebookError::Unreadable)?
        } else {
            let text = decode(bytes).map_err(CodebookError::Unreadable)?.text;
            if as_toml::is_toml(&text) {
                return as_toml::concepts(&text)?.finish();
            }
            rows_of_text(&text)
        };
        if is_misread(&rows) {
            return Err(CodebookError::Misread);
        }
        let mut codebook = table::concepts(&rows)?.finish()?;
        if bytes == shipped::OUTLINE.as_bytes() {
            // Nobody typed its lines: they mean what they say.
            codebook.concepts.iter_mut().for_each(Concept::forget_line);
        }
        Ok(codebook)
    }

    /// Returns the text of a codebook that is part of the program; `None` if none has the name.
    #[must_use]
    pub fn shipped_codebook(name: &str) -> Option<&'static str> {
        shipped::text(name)
    }
}

impl Codebook {
    /// Reads what was typed or pasted: a codebook in any form, or a query in each line, with its label
    /// and a colon before it if it has one.
    ///
    /// # Errors
    ///
    /// Fails as [`Query::codebook`] does.
    pub(crate) fn from_text(text: &str) -> Result<Self, CodebookError> {
        if as_toml::is_toml(text) {
            return as_toml::concepts(text)?.finish();
        }
        let rows = rows_of_text(text);
        if table::has_columns(&rows) {
            return table::concepts(&rows)?.finish();
        }
        lines::concepts(text.lines()).finish()
    }

    /// Reads concepts as addresses contain them: `label:query`, or a query by itself.
    ///
    /// # Errors
    ///
    /// Fails as [`Query::codebook`] does.
    pub(crate) fn from_lines<'t>(
        lines: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self, CodebookError> {
        lines::concepts(lines).finish()
    }

    /// Returns the codebook with the aliases of all terms.
    #[must_use]
    pub fn with_aliases(mut self) -> Self {
        for concept in &mut self.concepts {
            concept.query = concept.query.with_aliases();
        }
        self
    }

    /// Returns the codebook of the outline, which is part of the program.
    ///
    /// # Errors
    ///
    /// Never, as a test shows.
    pub(crate) fn outline() -> Result<Self, CodebookError> {
        Query::codebook(shipped::OUTLINE.as_bytes())
    }

    /// Returns the number of characters of the queries as they were written.
    pub(crate) fn characters(&self) -> usize {
        let written = self.concepts.iter().flat_map(|concept| &concept.written);
        written.map(|query| query.chars().count()).sum()
    }

    /// Returns the labels of the concepts.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.concepts.iter().map(|concept| concept.label.as_str())
    }
}

impl Builder {
    /// Returns the codebook.
    fn finish(self) -> Result<Codebook, CodebookError> {
        let Self { concepts, problems, .. } = self;
        if concepts.len() > MOST_CONCEPTS {
            return Err(CodebookError::TooMany { most: MOST_CONCEPTS });
        }
        if !concepts.is_empty() {
            return Ok(Codebook { concepts, problems });
        }
        let is_fatal = |problem: &&CodebookProblem| problem.fault.leaves_out();
        let first = problems.iter().find(is_fatal).cloned();
        Err(first.map_or(CodebookError::Empty, CodebookError::Useless))
    }
}
