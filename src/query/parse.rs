//! The grammar of the query line.
//!
//! What Chinese users type works: full-width spaces and punctuation, every pair of quotation marks,
//! and 与 或 非 in addition to AND OR NOT.

use std::ops::Range;
use std::str::FromStr;

use super::condition::{Condition, ValueError};
use super::condition_key::ConditionKey;
use super::error::{NearTrouble, QueryError, ScopeTrouble, Trouble, Unmarked};
use super::foreign::{Foreign, foreign_in_run, foreign_word};
use super::line_breaks::GLUE;
use super::near::{NearMark, Number};
use super::pattern::{first_wildcard, of_run};
use super::scanner::{Bracket, Quotation, Scanner, in_quotation_marks};
use super::scope::Scope;
use super::term::Term;
use super::tree::Query;
use crate::text::{fold_term, half_width};

/// The most characters a query may have: more is a pasted text, not a question.
const LONGEST: usize = 2_000;
/// The deepest nesting of brackets: each level is a call of its own.
const DEEPEST: usize = 50;

impl FromStr for Query {
    type Err = QueryError;

    /// Parses a query; `src/manual/query.en.md` has the forms.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        parse(text).map(|(query, _)| query)
    }
}

/// Characters of the line that can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) about: DoubtAbout,
    /// The characters of the line.
    pub(super) range: Range<usize>,
    /// What is typed to be read in the other way.
    pub(super) otherwise: String,
}

/// What can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DoubtAbout {
    /// Brackets around one term group; they could be characters of it.
    Grouping,
    /// A run that begins with a quotation is one term; it could be several.
    Quotation,
    /// A line break inside a run was left out; it could separate terms.
    LineBreak,
    /// `|` inside a run separates alternatives; it could be a character.
    Alternatives,
    /// `*` and `?` stand for others; they could be characters.
    Wildcards,
    /// `~` before a run adds its other names; it could be a character.
    Aliases,
}

/// Reads a query line, and what in it can be read in two ways.
///
/// An error also says how to search for the characters themselves.
pub(super) fn parse(text: &str) -> Result<(Query, Vec<Doubt>), QueryError> {
    read(text).map_err(|error| {
        // A mark that is never closed is no character that anyone searches for.
        if error.is_unclosed_quotation() && text.trim().contains(char::is_whitespace) {
            return error;
        }
        let is_readable = |line: &String| read(line).is_ok();
        let lines = error.range().map(|range| as_characters(text, &range)).into_iter().flatten();
        let line = lines.into_iter().find(is_readable);
        error.with_characters(line)
    })
}

/// Returns lines in which the characters of `wrong` are one term, with the rest of their words: these in
/// quotation marks, the whole line, and both compared as they are written.
fn as_characters(text: &str, wrong: &Range<usize>) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut before = characters.iter().take(wrong.start);
    let from = before.rposition(|c| c.is_whitespace()).map_or(0, |blank| blank + 1);
    let mut after = characters.iter().skip(wrong.end);
    let to = after.position(|c| c.is_whitespace()).map_or(characters.len(), |len| wrong.end + len);
    let word: String = characters.iter().take(to).skip(from).collect();
    let with = |quoted: String| replaced(&characters, &[(from..to, quoted)]);
    let mut lines = vec![with(in_quotation_marks(&word)), in_quotation_marks(text.trim())];
    for strict in [word.as_str(), text.trim()].into_iter().filter(|text| !text.is_empty()) {
        lines.push(Term::strict(strict).to_string());
    }
    lines
}

/// Returns a line with other texts in place of some of its characters; these are in order.
pub(super) fn replaced(characters: &[char], changes: &[(Range<usize>, String)]) -> String {
    let mut line = String::new();
    let mut at = 0;
    for (range, text) in changes {
        line.extend(characters.iter().take(range.start).skip(at));
        line.push_str(text);
        at = range.end;
    }
    line.extend(characters.iter().skip(at));
    line
}

fn read(text: &str) -> Result<(Query, Vec<Doubt>), QueryError> {
    Parser::new(text).read()
}

struct Parser<'q> {
    text: &'q str,
    scanner: Scanner,
    /// The number of brackets that are open.
    depth: usize,
    /// The scopes around, from the outermost.
    scopes: Vec<Scope>,
    doubts: Vec<Doubt>,
    /// The last run of characters that was read as a term.
    last_run: Range<usize>,
    /// Whether patterns are read that cannot be typed in another way.
    takes_any_pattern: bool,
}

impl<'q> Parser<'q> {
    fn new(text: &'q str) -> Self {
        Self {
            text,
            scanner: Scanner::new(text),
            depth: 0,
            scopes: Vec::new(),
            doubts: Vec::new(),
            last_run: 0..0,
            takes_any_pattern: false,
        }
    }

    fn read(mut self) -> Result<(Query, Vec<Doubt>), QueryError> {
        let characters = self.scanner.characters.len();
        if characters > LONGEST {
            return Err(QueryError::whole(Trouble::TooLong { characters, most: LONGEST }));
        }
        self.scanner.skip_space();
        if self.scanner.is_at_end() {
            return Err(QueryError::whole(Trouble::Empty));
        }
        let query = self.alternatives()?;
        let at = self.scanner.at;
        if at < characters {
            return Err(self.error(at, Trouble::OpensNothing { at: at + 1 }));
        }
        Ok((query, self.doubts))
    }

    fn error(&self, at: usize, trouble: Trouble) -> QueryError {
        QueryError::at_character(self.text, at, trouble)
    }

    fn error_in(&self, range: Range<usize>, trouble: Trouble) -> QueryError {
        QueryError::in_range(self.text, range, trouble)
    }

    fn foreign(&self, at: usize, foreign: Foreign) -> QueryError {
        let end = self.end_of_foreign(at, &foreign);
        self.error_in(at..end, Trouble::Foreign(foreign))
    }

    /// Returns where what is of another query language and begins `at` ends; `at` if it is not known.
    fn end_of_foreign(&self, at: usize, foreign: &Foreign) -> usize {
        match foreign {
            Foreign::Range => self.end_of_range(at).unwrap_or(at),
            Foreign::Nearness(word) => {
                let end = at + word.chars().count();
                self.number_behind(end).unwrap_or(end)
            }
            Foreign::Field(name) => self.word_behind(at + name.chars().count() + 1).end,
            _ => at,
        }
    }

    /// Returns where a range in brackets that begins `at` ends, as in `[2020 TO 2021]`.
    fn end_of_range(&self, at: usize) -> Option<usize> {
        let line: Vec<char> =
            self.scanner.characters.iter().skip(at).copied().map(half_width).collect();
        let is_open = matches!(line.first(), Some('[' | '{'));
        let close = line.iter().position(|c| matches!(c, ']' | '}'))?;
        let inside: String = line.get(..close)?.iter().collect();
        (is_open && inside.contains(" TO ")).then_some(at + close + 1)
    }

    /// Returns the word behind the blanks at `end`, from `end` on.
    fn word_behind(&self, end: usize) -> Range<usize> {
        let rest = self.scanner.characters.get(end..).unwrap_or_default();
        let blanks = rest.iter().take_while(|c| c.is_whitespace()).count();
        let is_word = |c: &&char| !c.is_whitespace() && !matches!(c, ')' | '）');
        let word = rest.iter().skip(blanks).take_while(is_word).count();
        end..if word > 0 { end + blanks + word } else { end }
    }

    /// Returns where the number behind the blanks at `end` ends, if there is one.
    fn number_behind(&self, end: usize) -> Option<usize> {
        let behind = self.word_behind(end);
        let word = self.scanner.text(behind.start, behind.end);
        let is_number = word.trim().chars().all(|c| half_width(c).is_ascii_digit());
        (is_number && !word.trim().is_empty()).then_some(behind.end)
    }

    fn doubt(&mut self, about: DoubtAbout, range: Range<usize>, otherwise: String) {
        self.doubts.push(Doubt { about, range, otherwise });
    }

    /// Reads alternatives with `OR` between them.
    fn alternatives(&mut self) -> Result<Query, QueryError> {
        let mut found = vec![self.conjunction()?];
        while let Some(len) = self.scanner.or_here() {
            let operator = self.scanner.at;
            self.notice_mark_in_run(operator);
            self.skip_operator(len);
            if self.scanner.is_at_end_of_group() {
                return Err(self.error(operator, Trouble::NothingAfterOr));
            }
            found.push(self.conjunction()?);
        }
        Ok(Query::any(found))
    }

    /// Notices a `|` without blanks around it, which could be a character.
    fn notice_mark_in_run(&mut self, at: usize) {
        let characters = &self.scanner.characters;
        let is_blank = |at: Option<usize>| {
            at.and_then(|at| characters.get(at)).is_none_or(|c| c.is_whitespace())
        };
        let is_mark = matches!(characters.get(at), Some('|' | '｜'));
        if !is_mark
            || is_blank(at.checked_sub(1))
            || is_blank(Some(at + 1))
            || self.doubts.last().is_some_and(|doubt| doubt.range.contains(&at))
        {
            return;
        }
        let blank = |c: &char| c.is_whitespace();
        let from = characters.iter().take(at).rposition(blank).map_or(0, |blank| blank + 1);
        let len = characters.iter().skip(at).position(blank);
        let to = len.map_or(characters.len(), |len| at + len);
        let otherwise = in_quotation_marks(&self.scanner.text(from, to));
        self.doubt(DoubtAbout::Alternatives, from..to, otherwise);
    }

    /// Reads what has to occur together, up to an `OR` or the end of the group.
    fn conjunction(&mut self) -> Result<Query, QueryError> {
        let mut found = Vec::new();
        loop {
            self.scanner.skip_space();
            if self.scanner.is_at_end_of_group() {
                break;
            }
            self.refuse_foreign_word()?;
            if self.scanner.or_here().is_some() {
                break;
            }
            if let Some(len) = self.scanner.and_here() {
                let operator = self.scanner.at;
                self.skip_operator(len);
                let is_between = !found.is_empty()
                    && !self.scanner.is_at_end_of_group()
                    && !self.scanner.is_at_operator();
                if !is_between {
                    return Err(self.error(operator, Trouble::AndNotBetween));
                }
            }
            found.push(self.nearness()?);
        }
        if found.is_empty() {
            return Err(self.error(self.scanner.at, Trouble::TermMissing));
        }
        Ok(Query::all(found))
    }

    fn refuse_foreign_word(&self) -> Result<(), QueryError> {
        let foreign = if self.scanner.is_lone_minus() {
            Some(Foreign::LoneMinus)
        } else {
            foreign_word(self.scanner.word(), self.scanner.rest())
        };
        foreign.map_or(Ok(()), |foreign| Err(self.foreign(self.scanner.at, foreign)))
    }

    fn skip_operator(&mut self, len: usize) {
        self.scanner.at += len;
        self.scanner.skip_space();
    }

    /// Reads one thing, or several with operators of nearness between them, from the left.
    fn nearness(&mut self) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        if let Some(mark) = self.scanner.near_here() {
            return Err(self.error(start, near_trouble(mark.ordered, NearTrouble::NotBetween)));
        }
        let mut left = self.negatable()?;
        for links in 1.. {
            let end = self.scanner.at;
            self.scanner.skip_space();
            let Some(NearMark { len, ordered, within }) = self.scanner.near_here() else { break };
            let operator = self.scanner.at;
            self.refuse_unmarked(&left, start..end, ordered)?;
            let within = match within {
                Number::Within(within) => within,
                Number::TooLarge => {
                    return Err(self.error(operator, near_trouble(ordered, NearTrouble::TooFar)));
                }
                Number::Missing => {
                    let end = self.number_behind(operator + len).unwrap_or(operator);
                    let trouble = near_trouble(ordered, NearTrouble::WithoutNumber);
                    return Err(self.error_in(operator..end, trouble));
                }
            };
            if links > DEEPEST {
                return Err(self.error(operator, Trouble::TooDeep));
            }
            self.skip_operator(len);
            if self.scanner.is_at_end_of_group() || self.scanner.is_at_operator() {
                return Err(self.error(operator, near_trouble(ordered, NearTrouble::NotBetween)));
            }
            let at = self.scanner.at;
            let right = self.negatable()?;
            self.refuse_unmarked(&right, at..self.scanner.at, ordered)?;
            left = Query::Near { within, ordered, left: Box::new(left), right: Box::new(right) };
        }
        Ok(left)
    }

    /// Refuses what stands beside an operator of nearness if it has no mentions of its own.
    fn refuse_unmarked(
        &self,
        query: &Query,
        range: Range<usize>,
        ordered: bool,
    ) -> Result<(), QueryError> {
        let Some(unmarked) = unmarked_in(query) else { return Ok(()) };
        Err(self.error_in(range, near_trouble(ordered, NearTrouble::Beside(unmarked))))
    }

    /// Reads one thing with any number of negations before it.
    fn negatable(&mut self) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        let mut negative = false;
        while let Some(len) = self.scanner.not_here() {
            negative = !negative;
            self.skip_operator(len);
        }
        let is_missing = self.scanner.is_at_end_of_group() || self.scanner.is_at_operator();
        if start != self.scanner.at && is_missing {
            return Err(self.error(start, Trouble::NothingAfterNot));
        }
        self.refuse_foreign_word()?;
        let inner = self.single()?;
        Ok(if negative { Query::Not(Box::new(inner)) } else { inner })
    }

    fn single(&mut self) -> Result<Query, QueryError> {
        if let Some((len, scope)) = self.scanner.scope_here() {
            return self.scope(len, scope);
        }
        if let Some((len, key)) = self.scanner.field_here() {
            return self.field(len, key);
        }
        match self.scanner.peek() {
            Some('(' | '（') => self.bracket(),
            _ if self.scanner.aliases_here() => self.term_with_aliases(),
            _ => self.term().map(Query::Term),
        }
    }

    /// Reads what has to stand in one unit; `len` is the length of the scope's name with the colon.
    fn scope(&mut self, len: usize, scope: Scope) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        if let Some(&outer) = self.scopes.last().filter(|outer| scope >= **outer) {
            return Err(self.error(start, scope_trouble(scope, ScopeTrouble::Inside(outer))));
        }
        self.scanner.at += len;
        let after_name = self.scanner.at;
        self.scanner.skip_space();
        let is_group = matches!(self.scanner.peek(), Some('(' | '（'));
        let is_apart = self.scanner.at > after_name && !is_group;
        if is_apart || self.scanner.is_at_end_of_group() || self.scanner.is_at_operator() {
            let end = self.word_behind(after_name).end;
            return Err(self.error_in(start..end, scope_trouble(scope, ScopeTrouble::Empty)));
        }
        let at = self.scanner.at;
        self.scopes.push(scope);
        let inner = self.negatable()?;
        self.scopes.pop();
        if scope.is_within_section() && !has_required_term(&inner) {
            let range = at..self.scanner.at;
            let trouble = scope_trouble(scope, ScopeTrouble::NothingRequired);
            return Err(self.error_in(range, trouble));
        }
        Ok(Query::Within(scope, Box::new(inner)))
    }

    /// Reads a term with `~` before it.
    fn term_with_aliases(&mut self) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        self.scanner.at += 1;
        let is_group = matches!(self.scanner.peek(), Some('(' | '（'))
            && self.scanner.bracket_here() != Bracket::Character;
        let is_term = !is_group
            && !self.scanner.is_at_end_of_group()
            && !self.scanner.is_at_operator()
            && self.scanner.not_here().is_none()
            && self.scanner.scope_here().is_none()
            && self.scanner.field_here().is_none();
        if !is_term {
            // A group is wrong as a whole.
            let is_closed = is_group && self.group().is_ok();
            let end = if is_closed { self.scanner.at } else { start };
            return Err(self.error_in(start..end, Trouble::AliasesOfNoTerm));
        }
        let is_quoted = matches!(self.scanner.quotation_here(), Some(Quotation::Whole(_)));
        let term = self.term()?;
        if term.is_pattern() {
            return Err(self.error(start, Trouble::AliasesOfPattern));
        }
        if !is_quoted {
            let range = start..self.scanner.at;
            let typed = self.scanner.text(range.start, range.end);
            self.doubt(DoubtAbout::Aliases, range, in_quotation_marks(&typed));
        }
        Ok(Query::Term(term.with_aliases()))
    }

    fn term(&mut self) -> Result<Term, QueryError> {
        match self.scanner.peek() {
            Some('\'' | '‘') => self.strict_term(),
            _ => self.folded_term(),
        }
    }

    fn strict_term(&mut self) -> Result<Term, QueryError> {
        let start = self.scanner.at;
        if self.scanner.quotation_here() == Some(Quotation::Character) {
            return self.folded_term();
        }
        let (text, _) = self.value(false)?;
        if text.is_empty() {
            return Err(self.error(start, Trouble::NothingBetweenMarks));
        }
        Ok(Term::strict(&text))
    }

    fn folded_term(&mut self) -> Result<Term, QueryError> {
        let start = self.scanner.at;
        let (text, is_quoted) = self.value(false)?;
        if fold_term(&text).is_empty() {
            return Err(self.error(start, Trouble::NothingLeft));
        }
        let end = self.scanner.at;
        self.last_run = if is_quoted { 0..0 } else { start..end };
        let run = self.scanner.characters.get(start..end).unwrap_or_default();
        if !is_quoted && first_wildcard(run).is_some() {
            return self.pattern(start, &text);
        }
        let term = Term::folded(&text);
        // “…” may be characters of the report; "…" is what programs quote with.
        let has_marks =
            is_quoted && !matches!(self.scanner.characters.get(start), Some('"' | '＂'));
        let term = if has_marks { term.with_marks(&self.scanner.text(start, end)) } else { term };
        Ok(term)
    }

    /// Returns the pattern of a run with wildcards, which began at `start`.
    fn pattern(&mut self, start: usize, text: &str) -> Result<Term, QueryError> {
        let term = Term::pattern(&of_run(text));
        let without: String = term.text().chars().filter(|c| !"*?".contains(*c)).collect();
        if fold_term(&without).is_empty() {
            return Err(self.error(start, Trouble::WildcardsAlone));
        }
        let is_readable = || self.takes_any_pattern || typed_pattern(&term).is_some();
        if term.is_pattern() && !(is_balanced(term.text()) && is_readable()) {
            return Err(self.error(start, Trouble::WildcardBesideMarks));
        }
        let range = start..self.scanner.at;
        self.doubt(DoubtAbout::Wildcards, range, in_quotation_marks(text));
        Ok(term)
    }

    /// Reads a group, or a run that begins with a bracket.
    fn bracket(&mut self) -> Result<Query, QueryError> {
        match self.scanner.bracket_here() {
            Bracket::Group | Bracket::NeverClosed => self.group(),
            Bracket::Character => self.folded_term().map(Query::Term),
            Bracket::ClosesInsideWord(close) => {
                Err(self.error(close, Trouble::ClosesInsideWord { at: close + 1 }))
            }
        }
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
        let range = open..self.scanner.at;
        if self.last_run == (range.start + 1..range.end - 1) {
            let typed = self.scanner.text(range.start, range.end);
            self.doubt(DoubtAbout::Grouping, range, in_quotation_marks(&typed));
        }
        Ok(inner)
    }

    /// Reads the value of a field; `len` is the length of its name with the colon.
    fn field(&mut self, len: usize, key: ConditionKey) -> Result<Query, QueryError> {
        let start = self.scanner.at;
        if let Some(&scope) = self.scopes.last().filter(|scope| scope.is_within_section()) {
            self.scanner.at += len;
            let end = if self.value(true).is_ok() { self.scanner.at } else { start };
            let trouble = scope_trouble(scope, ScopeTrouble::Condition);
            return Err(self.error_in(start..end, trouble));
        }
        self.scanner.at += len;
        // The number of a document can begin with a bracket.
        let is_bracket = |c: char| key != ConditionKey::Number && matches!(c, '(' | '（');
        let ends_word = |c: char| c.is_whitespace() || matches!(c, ')' | '）') || is_bracket(c);
        if self.scanner.peek().is_none_or(ends_word) {
            let end = self.word_behind(self.scanner.at).end;
            return Err(self.error_in(start..end, Trouble::ValueMissing));
        }
        let value_at = self.scanner.at;
        let takes_any = key.takes_any_characters();
        let (value, is_quoted) = self.value(takes_any)?;
        let run = self.scanner.characters.get(value_at..self.scanner.at).unwrap_or_default();
        if let Some((at, mark)) = first_wildcard(run).filter(|_| !is_quoted && !takes_any) {
            return Err(self.foreign(value_at + at, Foreign::Wildcard(mark)));
        }
        let conditions = if is_quoted {
            Condition::read(key, &value).map(|condition| vec![condition])
        } else {
            Condition::read_list(key, &value)
        };
        let end = self.end_of_range(value_at).unwrap_or(value_at);
        let refused = |error: ValueError| self.error_in(value_at..end, Trouble::Value(error));
        let conditions = conditions.map_err(refused)?;
        Ok(Query::any(conditions.into_iter().map(Query::Condition).collect()))
    }

    /// Reads a quoted text or a run of characters, and returns whether it is a quoted text. What is
    /// of another query language is refused, unless any characters are taken.
    fn value(&mut self, takes_any: bool) -> Result<(String, bool), QueryError> {
        let start = self.scanner.at;
        let quotation = self.scanner.quotation_here();
        match quotation {
            Some(Quotation::Whole(close)) => return Ok((self.scanner.quoted(close), true)),
            Some(Quotation::NeverClosed) => {
                let unclosed = Trouble::QuoteNeverClosed { at: start + 1 };
                return Err(self.error(start, unclosed));
            }
            Some(Quotation::Character) | None => {}
        }
        let text = self.scanner.run();
        let end = self.scanner.at;
        if let Some(at) = self.scanner.open_mark_in_run(start) {
            return Err(self.error(at, Trouble::QuoteInsideWord { at: at + 1 }));
        }
        let run = self.scanner.characters.get(start..end).unwrap_or_default();
        if let Some((at, mark)) = NearMark::inside(run).filter(|_| !takes_any) {
            let trouble = near_trouble(mark.ordered, NearTrouble::InRun);
            return Err(self.error(start + at, trouble));
        }
        if let Some((at, foreign)) = foreign_in_run(run).filter(|_| !takes_any) {
            return Err(self.foreign(start + at, foreign));
        }
        let has_break = run.contains(&GLUE);
        if quotation.is_some()
            && let Some(apart) = apart_at_quotations(&text)
        {
            self.doubt(DoubtAbout::Quotation, start..end, apart);
        }
        if has_break {
            let typed: String = self.text.chars().take(end).skip(start).collect();
            let apart = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            self.doubt(DoubtAbout::LineBreak, start..end, apart);
        }
        Ok((text, false))
    }
}

fn near_trouble(ordered: bool, trouble: NearTrouble) -> Trouble {
    Trouble::Near { ordered, trouble }
}

fn scope_trouble(scope: Scope, trouble: ScopeTrouble) -> Trouble {
    Trouble::Scope { scope, trouble }
}

/// Returns what in a query beside an operator of nearness has no mentions of its own.
fn unmarked_in(query: &Query) -> Option<Unmarked> {
    match query {
        Query::Term(_) | Query::Near { .. } => None,
        Query::Or(inner) => inner.iter().find_map(unmarked_in),
        Query::And(_) => Some(Unmarked::Conjunction),
        Query::Not(_) => Some(Unmarked::Exclusion),
        Query::Condition(_) => Some(Unmarked::Condition),
        Query::Within(..) => Some(Unmarked::Scope),
    }
}

/// Returns whether every alternative of a query needs a term to occur, also of what it excludes.
fn has_required_term(query: &Query) -> bool {
    let is_exclusion = |query: &Query| match query {
        Query::Not(inner) => has_required_term(inner),
        _ => false,
    };
    match query {
        Query::Term(_) | Query::Near { .. } | Query::Within(..) => true,
        Query::And(inner) => {
            inner.iter().any(has_required_term)
                && inner.iter().all(|it| has_required_term(it) || is_exclusion(it))
        }
        Query::Or(inner) => inner.iter().all(has_required_term),
        Query::Not(_) | Query::Condition(_) => false,
    }
}

/// Returns how a pattern is typed: at its ends `*` changes nothing, and keeps what has a meaning
/// there from having it. `None` if it cannot be typed, as one with `|`.
pub(super) fn typed_pattern(term: &Term) -> Option<String> {
    let text = term.text();
    let forms = [text.to_owned(), format!("{text}*"), format!("*{text}"), format!("*{text}*")];
    let is_same = |typed: &String| {
        let parser = Parser { takes_any_pattern: true, ..Parser::new(typed) };
        let query = parser.read();
        query.is_ok_and(|(query, _)| query == Query::Term(term.clone()))
    };
    forms.into_iter().filter(|typed| !depends_on_context(typed)).find(is_same)
}

/// Returns whether `text`, typed without quotation marks, is read as one term of just this text.
pub(super) fn is_bare(text: &str) -> bool {
    let is_term = |(query, doubts): (Query, Vec<Doubt>)| {
        doubts.is_empty()
            && query == Query::Term(Term::folded(text))
            && !is_quoted(text)
            && is_balanced(text)
            && !depends_on_context(text)
    };
    read(text).is_ok_and(is_term)
}

/// Returns whether what a text means can depend on what follows it.
fn depends_on_context(text: &str) -> bool {
    text.starts_with(['[', '{', '［', '｛']) || text.ends_with([':', '：'])
}

/// Returns whether every bracket of a text has its other one: inside a group, a bracket that has none
/// would be taken for that of the group.
fn is_balanced(text: &str) -> bool {
    let mut open = 0usize;
    for character in text.chars() {
        match character {
            '(' | '（' => open += 1,
            ')' | '）' if open == 0 => return false,
            ')' | '）' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// Returns whether a text begins with a quotation mark.
fn is_quoted(text: &str) -> bool {
    Scanner::new(text).quotation_here().is_some()
}

/// Returns a run as several terms, its quotations and what stands between them; `None` if it is one.
fn apart_at_quotations(run: &str) -> Option<String> {
    let mut parts = vec![String::new()];
    let mut scanner = Scanner::new(run);
    while let Some(character) = scanner.peek() {
        if let Some(close) = scanner.end_of_quotation() {
            let quoted = scanner.text(scanner.at, close + 1);
            parts.extend([quoted, String::new()]);
            scanner.at = close + 1;
        } else {
            parts.last_mut()?.push(character);
            scanner.at += 1;
        }
    }
    parts.retain(|part| part.contains(char::is_alphanumeric));
    (parts.len() > 1).then(|| parts.join(" "))
}
