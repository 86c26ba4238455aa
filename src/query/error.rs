//! A query that cannot be read, with the place marked.

use std::fmt;
use std::ops::Range;

use super::condition::ValueError;
use super::foreign::Foreign;
use super::near::{MOST_BETWEEN, NearMark};
use super::scope::Scope;
use crate::report::Language;

/// Why a query cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    trouble: Trouble,
    /// The query as typed, and its characters that are wrong, counted from 0; none if it is not known
    /// how far they go.
    place: Option<(String, Range<usize>)>,
    /// The query in which the characters in trouble are searched for as they are.
    characters: Option<String>,
}

/// What is wrong with a query. Characters are counted from 1, as people do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing was typed.
    Empty,
    /// The query is too long.
    TooLong {
        /// The number of characters it has.
        characters: usize,
        /// The most it may have.
        most: usize,
    },
    /// A bracket closes nothing.
    OpensNothing {
        /// The character that it is.
        at: usize,
    },
    /// A bracket is never closed.
    NeverClosed {
        /// The character that it is.
        at: usize,
    },
    /// Too many brackets are open at once.
    TooDeep,
    /// A quotation mark is never closed.
    QuoteNeverClosed {
        /// The character that it is.
        at: usize,
    },
    /// There is nothing between two quotation marks.
    NothingBetweenMarks,
    /// An OR has no term after it.
    NothingAfterOr,
    /// A NOT has no term after it.
    NothingAfterNot,
    /// An AND is not between two terms.
    AndNotBetween,
    /// A term is missing.
    TermMissing,
    /// A bracket encloses blanks and closes inside a word.
    ClosesInsideWord {
        /// The character that it is.
        at: usize,
    },
    /// A quotation mark opens inside a word and closes in a later one.
    QuoteInsideWord {
        /// The character that it is.
        at: usize,
    },
    /// An operator of nearness cannot stand as it does.
    Near {
        /// Whether it is the one that asks for an order.
        ordered: bool,
        /// What is wrong with it.
        trouble: NearTrouble,
    },
    /// A scope cannot stand as it does.
    Scope {
        /// The scope.
        scope: Scope,
        /// What is wrong with it.
        trouble: ScopeTrouble,
    },
    /// `~` stands before something that is no term.
    AliasesOfNoTerm,
    /// `~` stands before a term with wildcards.
    AliasesOfPattern,
    /// A run has nothing but wildcards.
    WildcardsAlone,
    /// Wildcards stand in a run with brackets or quotation marks that have a meaning without them.
    WildcardBesideMarks,
    /// Something of another query language.
    Foreign(Foreign),
    /// Nothing is left of the term after folding.
    NothingLeft,
    /// Nothing is left of a term that is folded only when it is compared.
    NothingCompared {
        /// The term.
        text: String,
    },
    /// A field has no value.
    ValueMissing,
    /// A field has a value that it cannot have.
    Value(ValueError),
}

/// What is wrong with an operator of nearness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NearTrouble {
    /// It has no number.
    WithoutNumber,
    /// Its number is too large.
    TooFar,
    /// It is not between two things.
    NotBetween,
    /// Beside it is something without mentions of its own.
    Beside(Unmarked),
    /// It is inside a run of characters.
    InRun,
}

/// What is wrong with a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeTrouble {
    /// It has nothing after its colon.
    Empty,
    /// It is inside this one, which is not wider.
    Inside(Scope),
    /// A condition is inside it.
    Condition,
    /// An alternative inside it needs no term to occur.
    NothingRequired,
}

/// What has no mentions of its own, so that nothing can be near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmarked {
    /// A condition.
    Condition,
    /// What must not occur.
    Exclusion,
    /// Things that all have to occur.
    Conjunction,
    /// A scope.
    Scope,
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(out, "the query is empty"),
            Self::TooLong { characters, most } => {
                write!(out, "the query has {characters} characters, more than {most}")
            }
            Self::OpensNothing { at } => {
                write!(out, "bracket at character {at} closes nothing")
            }
            Self::NeverClosed { at } => {
                write!(out, "bracket at character {at} is never closed")
            }
            Self::TooDeep => write!(out, "the brackets are nested too deeply"),
            Self::QuoteNeverClosed { at } => {
                write!(out, "quotation mark at character {at} is never closed")
            }
            Self::NothingBetweenMarks => {
                write!(out, "there is nothing between the quotation marks")
            }
            Self::NothingAfterOr => write!(out, "OR needs a term after it"),
            Self::NothingAfterNot => write!(out, "NOT needs a term after it"),
            Self::AndNotBetween => write!(out, "AND needs a term on each side"),
            Self::TermMissing => write!(out, "a term is missing here"),
            Self::ClosesInsideWord { at } => {
                write!(out, "bracket at character {at} closes inside a word")
            }
            Self::QuoteInsideWord { at } => {
                write!(out, "quotation mark at character {at} opens inside a word")
            }
            Self::Near { ordered, trouble } => trouble.print(NearMark::name(*ordered), out),
            Self::Scope { scope, trouble } => trouble.print(*scope, out),
            Self::AliasesOfNoTerm => write!(out, "`~` needs a term right after it"),
            Self::AliasesOfPattern => {
                write!(out, "`~` cannot stand before a term with `*` or `?`")
            }
            Self::WildcardsAlone => write!(out, "`*` and `?` need other characters beside them"),
            Self::WildcardBesideMarks => write!(
                out,
                "`*` and `?` cannot stand in a word with quotation marks or single brackets"
            ),
            Self::Foreign(foreign) => out.write_str(&foreign.message()),
            Self::NothingLeft => write!(
                out,
                "nothing is left to search for: blanks, quotation marks, book-title marks, 、 and · \
                 are ignored"
            ),
            Self::NothingCompared { text } => {
                write!(out, "`{text}` contains only characters that are ignored")
            }
            Self::ValueMissing => write!(out, "a value is missing after the colon"),
            Self::Value(error) => error.fmt(out),
        }
    }
}

impl NearTrouble {
    fn print(self, name: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithoutNumber => write!(out, "{name} needs a number"),
            Self::TooFar => write!(out, "the number of {name} is larger than {MOST_BETWEEN}"),
            Self::NotBetween => write!(out, "{name} needs a term on each side"),
            Self::Beside(unmarked) => {
                let what = match unmarked {
                    Unmarked::Condition => "a condition",
                    Unmarked::Exclusion => "NOT",
                    Unmarked::Conjunction => "several terms that all have to occur",
                    Unmarked::Scope => "a scope",
                };
                write!(out, "{name} cannot stand beside {what}")
            }
            Self::InRun => write!(out, "{name} is inside a word"),
        }
    }
}

impl ScopeTrouble {
    fn print(self, scope: Scope, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = name(scope);
        match self {
            Self::Empty => write!(out, "a term or brackets are missing after `{name}`"),
            Self::Inside(outer) => {
                write!(out, "`{name}` cannot stand inside `{}`", self::name(outer))
            }
            Self::Condition => write!(out, "a condition cannot stand inside `{name}`"),
            Self::NothingRequired => {
                write!(out, "every alternative in `{name}` needs a term that has to occur")
            }
        }
    }
}

/// Returns a scope as it is typed.
fn name(scope: Scope) -> String {
    format!("{}:", scope.label(Language::Chinese))
}

impl QueryError {
    /// Returns an error about the character `at` of `query`, counted from 0.
    pub(super) fn at_character(query: &str, at: usize, trouble: Trouble) -> Self {
        Self::in_range(query, at..at, trouble)
    }

    /// Returns an error about these characters of `query`, counted from 0.
    pub(super) fn in_range(query: &str, range: Range<usize>, trouble: Trouble) -> Self {
        Self { trouble, place: Some((query.to_owned(), range)), characters: None }
    }

    /// Returns an error about the query as a whole.
    pub(crate) fn whole(trouble: Trouble) -> Self {
        Self { trouble, place: None, characters: None }
    }

    /// Adds the query in which the characters in trouble are searched for as they are.
    pub(super) fn with_characters(self, query: Option<String>) -> Self {
        Self { characters: query, ..self }
    }

    /// Returns the query in which the characters in trouble are searched for as they are, if there
    /// is one.
    pub(crate) fn characters(&self) -> Option<&str> {
        self.characters.as_deref()
    }

    /// Returns whether a quotation mark is never closed.
    pub(super) fn is_unclosed_quotation(&self) -> bool {
        matches!(self.trouble, Trouble::QuoteNeverClosed { .. })
    }

    /// Returns the character of the query the trouble begins at, counted from 0; `None` if it is
    /// about the query as a whole.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        self.range().map(|range| range.start)
    }

    /// Returns the characters of the query that are wrong, counted from 0.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        self.place.as_ref().map(|(_, range)| range.clone())
    }

    /// Returns what is wrong.
    pub(crate) fn trouble(&self) -> &Trouble {
        &self.trouble
    }

    /// Returns the query with the place marked under it, on lines of their own; empty if the error
    /// is about the query as a whole.
    pub(crate) fn marked(&self) -> String {
        let Some((query, range)) = &self.place else { return String::new() };
        // Control characters would move the mark or the terminal's cursor.
        let shown: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let width = |range: Range<usize>| {
            let part: String = shown.chars().take(range.end).skip(range.start).collect();
            unicode_width::UnicodeWidthStr::width(part.as_str())
        };
        let (indent, length) = (width(0..range.start), width(range.clone()).max(1));
        format!("\n    {shown}\n    {:indent$}{}", "", "^".repeat(length))
    }
}

impl fmt::Display for QueryError {
    /// Prints what is wrong in English, with the place marked.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.trouble, self.marked())
    }
}

impl std::error::Error for QueryError {}
