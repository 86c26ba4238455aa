//! The grammar of the query line.
//!
//! What Chinese users type works: full-width spaces and punctuation, every pair of quotation marks,
//! and 与 或 非 in addition to AND OR NOT.

use std::str::FromStr;

use super::condition::{Condition, ValueError};
use super::condition_key::ConditionKey;
use super::error::{QueryError, Trouble};
use super::scanner::{Scanner, closing_marks};
use super::term::Term;
use super::tree::Query;
use crate::text::fold_term;

/// The most characters a query may have: more is a pasted text, not a question.
const LONGEST: usize = 2_000;
/// The deepest nesting of brackets: each level is a call of its own.
const DEEPEST: usize = 50;

impl FromStr for Query {
    type Err = QueryError;

    /// Parses a query; see `README.md` for the forms it may have.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        let mut parser = Parser { text, scanner: Scanner::new(text), depth: 0 };
        let characters = parser.scanner.characters.len();
        if characters > LONGEST {
            return Err(QueryError::whole(Trouble::TooLong { characters, most: LONGEST }));
        }
        parser.scanner.skip_space();
        if parser.scanner.is_at_end() {
            return Err(QueryError::whole(Trouble::Empty));
        }
        let query = parser.alternatives()?;
        let at = parser.scanner.at;
        if at < characters {
            return Err(parser.error(at, Trouble::OpensNothing { at: at + 1 }));
        }
        Ok(query)
    }
}

struct Parser<'q> {
    text: &'q str,
    scanner: Scanner,
    /// The number of brackets that are open.
    depth: usize,
}

impl Parser<'_> {
    fn error(&self, at: usize, trouble: Trouble) -> QueryError {
        QueryError::at_character(self.text, at, trouble)
    }

    /// Reads alternatives with `OR` between them.
    fn alternatives(&mut self) -> Result<Query, QueryError> {
        let mut found = vec![self.conjunction()?];
        while let Some(len) = self.scanner.or_here() {
            let operator = self.scanner.at;
            self.skip_operator(len);
            if self.scanner.is_at_end_of_group() {
                return Err(self.error(operator, Trouble::NothingAfterOr));
            }
            found.push(self.conjunction()?);
        }
        Ok(Query::any(found))
    }

    /// Reads what has to occur together, up to an `OR` or the end of the group.
    fn conjunction(&mut self) -> Result<Query, QueryError> {
        let mut found = Vec::new();
        loop {
            self.scanner.skip_space();
            if self.scanner.is_at_end_of_group() || self.scanner.or_here().is_some() {
                break;
            }
            if let Some(len) = self.scanner.and_here() {
                let operator = self.scanner.at;
                self.skip_operator(len);
                let is_between = !found.is_empty() && !self.scanner.is_at_end_of_group();
                if !is_between {
                    return Err(self.error(operator, Trouble::AndNotBetween));
                }
                continue;
            }
            found.push(self.negatable()?);
        }
        if found.is_empty() {
            return Err(self.error(self.scanner.at, Trouble::TermMissing));
        }
        Ok(Query::all(found))
    }

    fn skip_operator(&mut self, len: usize) {
        self.scanner.at += len;
        self.scanner.skip_space();
    }

    /// Reads one thing with any number of negations before it.
    fn negatable(&mut self) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        let mut negative = false;
        while let Some(len) = self.scanner.not_here() {
            negative = !negative;
            self.skip_operator(len);
        }
        if start != self.scanner.at && self.scanner.is_at_end_of_group() {
            return Err(self.error(start, Trouble::NothingAfterNot));
        }
        let inner = self.single()?;
        Ok(if negative { Query::Not(Box::new(inner)) } else { inner })
    }

    fn single(&mut self) -> Result<Query, QueryError> {
        match self.scanner.peek() {
            Some('(' | '（') => self.group(),
            Some('\'' | '‘') => self.strict_term(),
            _ if self.scanner.is_unsupported_here() => {
                Err(self.error(self.scanner.at, Trouble::NotYet))
            }
            _ => match self.scanner.field_here() {
                Some((len, key)) => self.field(len, key),
                None => self.folded_term(),
            },
        }
    }

    fn strict_term(&mut self) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        let text = self.value()?;
        if text.is_empty() {
            return Err(self.error(start, Trouble::NothingBetweenMarks));
        }
        Ok(Query::Term(Term::strict(&text)))
    }

    fn folded_term(&mut self) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        let text = self.value()?;
        if fold_term(&text).is_empty() {
            return Err(self.error(start, Trouble::NothingLeft));
        }
        Ok(Query::Term(Term::folded(&text)))
    }

    fn group(&mut self) -> Result<Query, QueryError> {
        let open = self.scanner.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(open, Trouble::TooDeep));
        }
        self.scanner.at += 1;
        let inner = self.alternatives()?;
        if !matches!(self.scanner.peek(), Some(')' | '）')) {
            return Err(self.error(open, Trouble::NeverClosed { at: open + 1 }));
        }
        self.scanner.at += 1;
        self.depth -= 1;
        Ok(inner)
    }

    /// Reads the value of a field; `len` is the length of its name with the colon.
    fn field(&mut self, len: usize, key: ConditionKey) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        self.scanner.at += len;
        let ends_word = |c: char| c.is_whitespace() || matches!(c, '(' | '（' | ')' | '）');
        if self.scanner.peek().is_none_or(ends_word) {
            return Err(self.error(start, Trouble::ValueMissing));
        }
        let value_at = self.scanner.at;
        let value = self.value()?;
        let condition = Condition::read(key, &value);
        let refused = |error: ValueError| self.error(value_at, Trouble::Value(error));
        condition.map(Query::Condition).map_err(refused)
    }

    /// Reads a quoted text or a run of characters.
    fn value(&mut self) -> Result<String, QueryError> {
        if self.scanner.peek().and_then(closing_marks).is_none() {
            return Ok(self.scanner.run());
        }
        let open = self.scanner.at;
        let unclosed = Trouble::QuoteNeverClosed { at: open + 1 };
        self.scanner.quoted().ok_or_else(|| self.error(open, unclosed))
    }
}
