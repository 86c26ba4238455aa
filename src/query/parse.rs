//! Reads the query line.
//!
//! What Chinese users type works: full-width space and punctuation, every pair of quotation marks,
//! 与 或 非 beside AND OR NOT. A mark has its meaning only where a word can begin; inside a run of
//! characters it is part of the run, so that a document number such as 国办发(2018)118号 can be
//! typed as it is.

use std::str::FromStr;

use super::error::Trouble;
use super::{Condition, Kinds, Query, QueryError, Term, Years, is_quote};
use crate::report::{Level, Part};
use crate::text::fold_term;

/// The most characters a query may have: more is a pasted text, not a question.
const LONGEST: usize = 2_000;
/// The most brackets inside each other; each level is a call of its own.
const DEEPEST: usize = 50;

impl FromStr for Query {
    type Err = QueryError;

    /// Reads a query; see `README.md` for the forms it may have.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        let mut parser = Parser::new(text);
        if parser.characters.len() > LONGEST {
            let characters = parser.characters.len();
            return Err(QueryError::whole(Trouble::TooLong { characters, most: LONGEST }));
        }
        parser.skip_space();
        if parser.at == parser.characters.len() {
            return Err(QueryError::whole(Trouble::Empty));
        }
        let query = parser.alternatives()?;
        if parser.at < parser.characters.len() {
            return Err(parser.error(parser.at, Trouble::OpensNothing { at: parser.at + 1 }));
        }
        Ok(query)
    }
}

pub(super) struct Parser<'q> {
    text: &'q str,
    pub(super) characters: Vec<char>,
    pub(super) at: usize,
    depth: usize,
}

impl<'q> Parser<'q> {
    pub(super) fn new(text: &'q str) -> Self {
        Self { text, characters: text.chars().collect(), at: 0, depth: 0 }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn error(&self, at: usize, trouble: Trouble) -> QueryError {
        QueryError::at_character(self.text, at, trouble)
    }

    /// Reads what stands between `OR`s.
    fn alternatives(&mut self) -> Result<Query, QueryError> {
        let mut found = vec![self.conjunction()?];
        while let Some(len) = self.operator_here(&["OR", "或"], &['|', '｜']) {
            let operator = self.at;
            self.at += len;
            self.skip_space();
            if self.is_at_end_of_group() {
                return Err(self.error(operator, Trouble::NothingBehindOr));
            }
            found.push(self.conjunction()?);
        }
        Ok(Query::any(found))
    }

    /// Reads what has to hold together, up to an `OR` or the end of the group.
    fn conjunction(&mut self) -> Result<Query, QueryError> {
        let mut found = Vec::new();
        loop {
            self.skip_space();
            if self.is_at_end_of_group()
                || self.operator_here(&["OR", "或"], &['|', '｜']).is_some()
            {
                break;
            }
            if let Some(len) = self.operator_here(&["AND", "与", "且"], &['&', '＆']) {
                let operator = self.at;
                self.at += len;
                self.skip_space();
                let is_between = !found.is_empty() && !self.is_at_end_of_group();
                if !is_between {
                    return Err(self.error(operator, Trouble::AndNotBetween));
                }
                continue;
            }
            found.push(self.negatable()?);
        }
        if found.is_empty() {
            return Err(self.error(self.at, Trouble::TermMissing));
        }
        Ok(Query::all(found))
    }

    /// Reads one thing, with any number of negations before it.
    fn negatable(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        let mut negative = false;
        while let Some(len) = self.negation_here() {
            negative = !negative;
            self.at += len;
            self.skip_space();
        }
        if start != self.at && self.is_at_end_of_group() {
            return Err(self.error(start, Trouble::NothingBehindNot));
        }
        let inner = self.single()?;
        Ok(if negative { Query::Not(Box::new(inner)) } else { inner })
    }

    fn single(&mut self) -> Result<Query, QueryError> {
        match self.peek() {
            Some('(' | '（') => self.group(),
            Some('\'' | '‘') => {
                let start = self.at;
                let text = self.quoted()?;
                if text.is_empty() {
                    return Err(self.error(start, Trouble::NothingBetweenMarks));
                }
                Ok(Query::Term(Term::strict(&text)))
            }
            _ => {
                if self.is_later_here() {
                    return Err(self.error(self.at, Trouble::NotYet));
                }
                if let Some((len, name)) = self.field_here() {
                    return self.field(len, name);
                }
                let start = self.at;
                let text = self.value()?;
                self.term(start, &text)
            }
        }
    }

    fn term(&self, start: usize, text: &str) -> Result<Query, QueryError> {
        if fold_term(text).is_empty() {
            return Err(self.error(start, Trouble::NothingLeft));
        }
        Ok(Query::Term(Term::folded(text)))
    }

    fn group(&mut self) -> Result<Query, QueryError> {
        let open = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(open, Trouble::TooDeep));
        }
        self.at += 1;
        let inner = self.alternatives()?;
        if !matches!(self.peek(), Some(')' | '）')) {
            return Err(self.error(open, Trouble::NeverClosed { at: open + 1 }));
        }
        self.at += 1;
        self.depth -= 1;
        Ok(inner)
    }

    /// Reads a field's value and checks it.
    fn field(&mut self, len: usize, name: FieldName) -> Result<Query, QueryError> {
        let start = self.at;
        self.at += len;
        if self.peek().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '（' | ')' | '）')) {
            return Err(self.error(start, Trouble::ValueMissing));
        }
        let value_at = self.at;
        let value = self.value()?;
        let field = match name {
            FieldName::Year => Years::parse(&value)
                .map(Condition::Year)
                .ok_or_else(|| self.error(value_at, Trouble::NoYear { value: value.clone() }))?,
            FieldName::Part => Part::from_name(&value)
                .map(Condition::Part)
                .ok_or_else(|| self.error(value_at, Trouble::NoPart { value: value.clone() }))?,
            FieldName::Kind => Kinds::parse(&value)
                .map(Condition::Kind)
                .ok_or_else(|| self.error(value_at, Trouble::NoKind { value: value.clone() }))?,
            FieldName::Region => Condition::Region(Term::folded(&value).text),
            FieldName::Division(level) => Condition::Division(level, Term::folded(&value).text),
            FieldName::Agency => Condition::agency(&Term::folded(&value).text),
            FieldName::Title => Condition::Title(Term::folded(&value).text),
        };
        if fold_term(value.trim_start_matches(['=', '＝'])).is_empty() {
            return Err(self.error(value_at, Trouble::ValueEmpty));
        }
        Ok(Query::Condition(field))
    }

    /// Reads a quoted text or a run of characters.
    fn value(&mut self) -> Result<String, QueryError> {
        if self.peek().is_some_and(|c| closing(c).is_some()) {
            self.quoted()
        } else {
            Ok(self.run())
        }
    }

    pub(super) fn quoted(&mut self) -> Result<String, QueryError> {
        let open = self.at;
        let close = self.peek().and_then(closing).expect("the caller saw an opening mark");
        let rest = self.characters.get(open + 1..).unwrap_or_default();
        let Some(len) = rest.iter().position(|c| close.contains(c)) else {
            return Err(self.error(open, Trouble::QuoteNeverClosed { at: open + 1 }));
        };
        let text = rest.iter().take(len).collect();
        self.at = open + len + 2;
        Ok(text)
    }

    /// Reads up to the next blank, `|`, or the bracket that closes the group around.
    pub(super) fn run(&mut self) -> String {
        let start = self.at;
        let mut open = 0usize;
        while let Some(character) = self.peek() {
            match character {
                '(' | '（' => open += 1,
                ')' | '）' if open > 0 => open -= 1,
                ')' | '）' | '|' | '｜' => break,
                _ if character.is_whitespace() => break,
                _ => {}
            }
            self.at += 1;
        }
        self.characters.get(start..self.at).unwrap_or_default().iter().collect()
    }

    fn is_at_end_of_group(&self) -> bool {
        matches!(self.peek(), None | Some(')' | '）'))
    }

    /// Returns the length of an operator here: a word that stands alone, or marks.
    fn operator_here(&self, words: &[&str], marks: &[char]) -> Option<usize> {
        let rest = self.characters.get(self.at..)?;
        let count = rest.iter().take_while(|c| marks.contains(c)).count();
        if count > 0 {
            return Some(count);
        }
        words.iter().find_map(|word| {
            let len = word.chars().count();
            let typed = rest.get(..len)?;
            let is_word = typed.iter().map(|c| narrow(*c)).eq(word.chars());
            let stands_alone = rest
                .get(len)
                .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | '（' | ')' | '）'));
            (is_word && stands_alone).then_some(len)
        })
    }

    pub(super) fn negation_here(&self) -> Option<usize> {
        let rest = self.characters.get(self.at..)?;
        let is_mark = matches!(rest.first(), Some('-' | '－' | '!' | '！'));
        let is_before_something = rest
            .get(1)
            .is_some_and(|next| !next.is_whitespace() && !matches!(next, ')' | '）' | '|' | '｜'));
        if is_mark && is_before_something {
            Some(1)
        } else {
            self.operator_here(&["NOT", "非"], &[])
        }
    }

    /// Returns whether a scope or NEAR begins here: known, and not searchable yet.
    fn is_later_here(&self) -> bool {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let typed: String = rest.iter().take(5).map(|c| narrow(*c)).collect();
        let scopes = ["同句:", "同段:", "同节:", "全篇:"];
        typed == "NEAR/" || scopes.iter().any(|scope| typed.starts_with(scope))
    }

    /// Returns the length of a field's name with its colon, and the field.
    pub(super) fn field_here(&self) -> Option<(usize, FieldName)> {
        let rest = self.characters.get(self.at..)?;
        let len = rest.iter().take(11).position(|c| matches!(c, ':' | '：'))?;
        let typed: String =
            rest.iter().take(len).map(|c| narrow(*c).to_ascii_lowercase()).collect();
        let name = match typed.as_str() {
            "年度" | "年份" | "年" | "year" => FieldName::Year,
            "地区" | "区域" | "region" => FieldName::Region,
            "省" | "province" => FieldName::Division(Level::Province),
            "市" | "prefecture" => FieldName::Division(Level::Prefecture),
            "县" | "county" => FieldName::Division(Level::County),
            "机关" | "单位" | "部门" | "agency" => FieldName::Agency,
            "部分" | "part" => FieldName::Part,
            "类型" | "种类" | "kind" => FieldName::Kind,
            "标题" | "title" => FieldName::Title,
            _ => return None,
        };
        Some((len + 1, name))
    }
}

/// A field of the query line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldName {
    Year,
    Region,
    Division(Level),
    Agency,
    Part,
    Kind,
    Title,
}

/// Returns what closes a quotation mark, or `None` where `open` opens nothing.
pub(super) fn closing(open: char) -> Option<&'static [char]> {
    let close: &[char] = match open {
        '"' | '＂' => &['"', '＂'],
        // Keyboards give the wrong one of the pair often enough.
        '“' | '”' => &['”', '“'],
        '「' => &['」'],
        '『' => &['』'],
        '\'' => &['\''],
        '‘' => &['’'],
        _ => return None,
    };
    Some(close)
}

/// Returns the ASCII form of a full-width letter or mark.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        _ => character,
    }
}

/// Returns whether `text`, typed without quotation marks, reads as one term of just this text.
pub(super) fn is_bare(text: &str) -> bool {
    let mut parser = Parser::new(text);
    let has_meaning = parser.peek().is_none_or(|first| {
        closing(first).is_some()
            || is_quote(first)
            || matches!(first, '(' | '（' | ')' | '）' | '&' | '＆')
    }) || parser.negation_here().is_some()
        || parser.is_later_here()
        || parser.field_here().is_some()
        || parser.operator_here(&["AND", "与", "且", "OR", "或"], &['|', '｜']).is_some();
    if has_meaning {
        return false;
    }
    let run = parser.run();
    let opened = run.chars().filter(|c| matches!(c, '(' | '（')).count();
    let closed = run.chars().filter(|c| matches!(c, ')' | '）')).count();
    run == text && opened == closed
}
