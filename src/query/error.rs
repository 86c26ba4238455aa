//! A query that cannot be read, with the place marked.

use std::fmt;

/// Why a query cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    message: String,
    hint: String,
    /// The query as typed, and the character the trouble begins at, counted from 0.
    place: Option<(String, usize)>,
}

impl QueryError {
    /// Returns an error about the character `at` of `query`, counted from 0.
    pub(super) fn at_character(query: &str, at: usize, message: &str, hint: &str) -> Self {
        let place = Some((query.to_owned(), at));
        Self { message: message.to_owned(), hint: hint.to_owned(), place }
    }

    /// Returns an error about the query as a whole.
    pub(crate) fn whole(message: &str, hint: &str) -> Self {
        Self { message: message.to_owned(), hint: hint.to_owned(), place: None }
    }

    /// Returns the character of the query the trouble begins at, counted from 0, where it is about
    /// one place.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        self.place.as_ref().map(|(_, at)| *at)
    }

    /// Returns what the user can do.
    #[must_use]
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        let Some((query, at)) = &self.place else { return Ok(()) };
        // Control characters would move the mark or the terminal.
        let shown: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let before: String = shown.chars().take(*at).collect();
        let indent = unicode_width::UnicodeWidthStr::width(before.as_str());
        write!(out, "\n    {shown}\n    {:indent$}^", "")
    }
}

impl std::error::Error for QueryError {}
