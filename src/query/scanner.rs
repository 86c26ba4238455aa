//! Cuts the query line into words, marks and names of fields.
//!
//! A mark has its meaning only at the edge of a word: brackets group and quotation marks quote where
//! blanks, operators or the ends of the line stand around them. Inside a run of characters they
//! belong to the run, so that 国办发(2018)118号 and （一）强化“三项”制度 can be typed as they are.

use super::condition_key::ConditionKey;
use super::line_breaks::{GLUE, join_lines};
use super::near::NearMark;
use super::scope::Scope;
use crate::text::{half_width, is_quotation_mark};

/// The longest name of a field or scope with its colon, in characters: `prefecture:`.
const LONGEST_NAME: usize = 11;

/// Between alternatives.
const OR_MARKS: [char; 2] = ['|', '｜'];
const AND_MARKS: [char; 2] = ['&', '＆'];
const OR_WORDS: [&str; 2] = ["OR", "或"];
const AND_WORDS: [&str; 3] = ["AND", "与", "且"];
const NOT_WORDS: [&str; 2] = ["NOT", "非"];

/// The query line and the place up to which it has been read.
pub(super) struct Scanner {
    /// The characters; those of line breaks inside a run are [`GLUE`].
    pub(super) characters: Vec<char>,
    /// The next character, counted from 0.
    pub(super) at: usize,
}

/// What an opening bracket at the beginning of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// It groups.
    Group,
    /// It is a character of a run, as in （一）党政主要负责人.
    Character,
    /// It encloses blanks, and its closing bracket, which is here, stands inside a word.
    ClosesInsideWord(usize),
    /// It is never closed.
    NeverClosed,
}

/// What an opening quotation mark at the beginning of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotation {
    /// It quotes up to the closing mark, which is here.
    Whole(usize),
    /// It is a character of a run, as in “三项”制度.
    Character,
    /// It is never closed.
    NeverClosed,
}

impl Scanner {
    pub(super) fn new(text: &str) -> Self {
        let mut scanner = Self { characters: text.chars().collect(), at: 0 };
        let is_operator = |word: &[char]| {
            let words = OR_WORDS.into_iter().chain(AND_WORDS).chain(NOT_WORDS);
            words.into_iter().any(|operator| is_same(word, operator))
                || NearMark::at_start_of(word).is_some_and(|mark| mark.len == word.len())
        };
        let has_name = |word: &[char]| field_of(word).is_some() || scope_of(word).is_some();
        join_lines(&mut scanner.characters, |word| is_operator(word) || has_name(word));
        scanner
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while self.peek().is_some_and(|c| c.is_whitespace() || is_invisible(c)) {
            self.at += 1;
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.characters.len()
    }

    pub(super) fn is_at_end_of_group(&self) -> bool {
        self.is_at_end() || self.closes_group(self.at)
    }

    /// Returns the characters that are not read yet.
    pub(super) fn rest(&self) -> &[char] {
        self.from(self.at)
    }

    fn from(&self, at: usize) -> &[char] {
        self.characters.get(at..).unwrap_or_default()
    }

    /// Returns the characters up to the next blank.
    pub(super) fn word(&self) -> &[char] {
        let rest = self.rest();
        let len = rest.iter().position(|c| c.is_whitespace()).unwrap_or(rest.len());
        rest.get(..len).unwrap_or_default()
    }

    /// Returns whether a word, a quotation or a group that ends before `at` stands by itself: a
    /// blank, an operator, the end of the group or of the line follows.
    fn is_edge(&self, at: usize) -> bool {
        match self.characters.get(at) {
            None => true,
            Some(c) if c.is_whitespace() || OR_MARKS.contains(c) => true,
            Some(')' | '）') => self.closes_group(at),
            Some(_) => {
                let words = OR_WORDS.into_iter().chain(AND_WORDS).chain(NOT_WORDS);
                words.into_iter().any(|word| self.has_operator(at, word)) || self.near(at).is_some()
            }
        }
    }

    /// Returns whether a closing bracket at `at` can close a group: nothing but further ones stands
    /// between it and the edge of the word.
    fn closes_group(&self, at: usize) -> bool {
        let closing = self.from(at).iter().take_while(|c| matches!(c, ')' | '）')).count();
        closing > 0 && self.is_edge(at + closing)
    }

    /// Returns what the bracket here is.
    pub(super) fn bracket_here(&self) -> Bracket {
        self.bracket(self.at)
    }

    fn bracket(&self, open: usize) -> Bracket {
        let Some(close) = self.matching_bracket(open) else { return Bracket::NeverClosed };
        let inside = self.from(open).iter().take(close - open);
        if self.is_edge(close + 1) {
            Bracket::Group
        } else if inside.clone().any(|c| c.is_whitespace()) {
            Bracket::ClosesInsideWord(close)
        } else {
            Bracket::Character
        }
    }

    /// Returns the bracket that closes the one at `open`; brackets in quotations do not count.
    fn matching_bracket(&self, open: usize) -> Option<usize> {
        let (mut at, mut depth) = (open, 0usize);
        let mut before = ' ';
        while let Some(&character) = self.characters.get(at) {
            match character {
                '(' | '（' => depth += 1,
                ')' | '）' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at);
                    }
                }
                _ => {
                    let begins_word = before.is_whitespace() || "(（|｜-－:：~～".contains(before);
                    if begins_word && let Some(close) = self.closing_mark(at) {
                        at = close;
                    }
                }
            }
            before = character;
            at += 1;
        }
        None
    }

    /// Returns what the quotation mark here is; `None` if there is none.
    pub(super) fn quotation_here(&self) -> Option<Quotation> {
        self.peek().and_then(closing_marks)?;
        let Some(close) = self.closing_mark(self.at) else {
            // A mark that was pasted with a run has nothing to keep together.
            let is_pasted = matches!(self.peek(), Some('“' | '”' | '「' | '『'));
            let is_one_run = !self.rest().iter().any(|c| c.is_whitespace() || OR_MARKS.contains(c));
            let is_character = is_pasted && is_one_run && self.rest().len() > 1;
            let quotation =
                if is_character { Quotation::Character } else { Quotation::NeverClosed };
            return Some(quotation);
        };
        let is_whole = self.is_edge(close + 1);
        Some(if is_whole { Quotation::Whole(close) } else { Quotation::Character })
    }

    /// Returns the mark that closes the quotation mark at `open`.
    fn closing_mark(&self, open: usize) -> Option<usize> {
        let marks = closing_marks(*self.characters.get(open)?)?;
        let inside = self.from(open + 1);
        inside.iter().position(|c| marks.contains(c)).map(|len| open + 1 + len)
    }

    /// Returns the closing mark of the quotation that begins here, if one does.
    pub(super) fn end_of_quotation(&self) -> Option<usize> {
        self.closing_mark(self.at)
    }

    /// Reads a quotation up to its closing mark.
    pub(super) fn quoted(&mut self, close: usize) -> String {
        let text = self.text(self.at + 1, close);
        self.at = close + 1;
        text
    }

    /// Reads a run of characters: up to the next blank, `|`, or the bracket that closes the group
    /// around. If it begins with a quotation, blanks in this belong to it.
    pub(super) fn run(&mut self) -> String {
        let start = self.at;
        if let Some(close) = self.closing_mark(start) {
            self.at = close + 1;
        }
        let mut open = 0usize;
        while let Some(character) = self.peek() {
            match character {
                '(' | '（' => open += 1,
                ')' | '）' if open > 0 => open -= 1,
                ')' | '）' if self.closes_group(self.at) => break,
                _ if OR_MARKS.contains(&character) || character.is_whitespace() => break,
                _ => {}
            }
            self.at += 1;
        }
        self.text(start, self.at)
    }

    /// Returns characters of the line, without those of line breaks inside a run.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        let characters = self.characters.iter().take(to).skip(from);
        characters.filter(|c| **c != GLUE).collect()
    }

    /// Returns the place of a quotation mark inside the run from `start` up to here that is closed
    /// only after it.
    pub(super) fn open_mark_in_run(&self, start: usize) -> Option<usize> {
        let begin = self.closing_mark(start).map_or(start, |close| close + 1);
        let mut at = begin;
        while at < self.at {
            let is_opening = self
                .characters
                .get(at)
                .is_some_and(|c| matches!(c, '"' | '＂' | '“' | '「' | '『'));
            match self.closing_mark(at).filter(|_| is_opening) {
                Some(close) if close >= self.at => return Some(at),
                Some(close) => at = close,
                None => {}
            }
            at += 1;
        }
        None
    }

    /// Returns the length of an `OR` here.
    pub(super) fn or_here(&self) -> Option<usize> {
        self.operator_here(&OR_WORDS, &OR_MARKS)
    }

    /// Returns the length of an `AND` here.
    pub(super) fn and_here(&self) -> Option<usize> {
        self.operator_here(&AND_WORDS, &AND_MARKS)
    }

    /// Returns the length of a negation here: a minus before something, or a word.
    pub(super) fn not_here(&self) -> Option<usize> {
        let rest = self.rest();
        let is_minus = matches!(rest.first(), Some('-' | '－'));
        let is_negation = is_minus && !self.is_lone_minus();
        if is_negation { Some(1) } else { self.operator_here(&NOT_WORDS, &[]) }
    }

    /// Returns whether there is a minus here without anything right after it.
    pub(super) fn is_lone_minus(&self) -> bool {
        matches!(self.peek(), Some('-' | '－')) && self.is_edge(self.at + 1)
    }

    /// Returns the length of an operator here: a whole word, or a mark.
    fn operator_here(&self, words: &[&str], marks: &[char]) -> Option<usize> {
        if self.peek().is_some_and(|c| marks.contains(&c)) {
            return Some(1);
        }
        let word = words.iter().find(|word| self.has_operator(self.at, word))?;
        Some(word.chars().count())
    }

    /// Returns whether an operator is the whole word at `at`. A group may follow it at once, and a
    /// quotation that of a Latin word.
    fn has_operator(&self, at: usize, word: &str) -> bool {
        let len = word.chars().count();
        let typed = self.from(at).get(..len);
        if !typed.is_some_and(|typed| is_same(typed, word)) {
            return false;
        }
        self.ends_operator(at + len, word.is_ascii())
    }

    /// Returns whether an operator that is a word ends before `at`; `with_quotation` if a quotation
    /// may follow it at once.
    fn ends_operator(&self, at: usize, with_quotation: bool) -> bool {
        match self.characters.get(at) {
            None => true,
            Some(c) if c.is_whitespace() || OR_MARKS.contains(c) => true,
            Some(')' | '）') => self.closes_group(at),
            Some('(' | '（') => {
                matches!(self.bracket(at), Bracket::Group | Bracket::NeverClosed)
            }
            Some(c) => with_quotation && closing_marks(*c).is_some(),
        }
    }

    /// Returns the operator of nearness here.
    pub(super) fn near_here(&self) -> Option<NearMark> {
        self.near(self.at)
    }

    fn near(&self, at: usize) -> Option<NearMark> {
        let mark = NearMark::at_start_of(self.from(at))?;
        self.ends_operator(at + mark.len, true).then_some(mark)
    }

    /// Returns whether an operator is here that stands between two things.
    pub(super) fn is_at_operator(&self) -> bool {
        self.or_here().or(self.and_here()).is_some() || self.near_here().is_some()
    }

    /// Returns whether `~` is here before something: other names of it are found too.
    pub(super) fn aliases_here(&self) -> bool {
        matches!(self.peek(), Some('~' | '～'))
            && self.characters.get(self.at + 1).is_some_and(|c| !c.is_whitespace())
    }

    /// Returns the length of a field's name here with its colon, and the field.
    pub(super) fn field_here(&self) -> Option<(usize, ConditionKey)> {
        field_of(self.rest())
    }

    /// Returns the length of a scope's name here with its colon, and the scope.
    pub(super) fn scope_here(&self) -> Option<(usize, Scope)> {
        scope_of(self.rest())
    }
}

/// Returns the length of a field's name at the beginning of `word`, with its colon, and the field.
fn field_of(word: &[char]) -> Option<(usize, ConditionKey)> {
    let name = name_of(word)?;
    Some((name.chars().count() + 1, ConditionKey::from_field(&name)?))
}

/// Returns the length of a scope's name at the beginning of `word`, with its colon, and the scope.
fn scope_of(word: &[char]) -> Option<(usize, Scope)> {
    let name = name_of(word)?;
    Some((name.chars().count() + 1, Scope::from_label(&name)?))
}

/// Returns what stands before a colon at the beginning of `word`, in small letters of half width.
fn name_of(word: &[char]) -> Option<String> {
    let len = word.iter().take(LONGEST_NAME).position(|c| matches!(c, ':' | '：'))?;
    Some(word.iter().take(len).map(|c| half_width(*c).to_ascii_lowercase()).collect())
}

/// Returns whether `typed` is `word`, in whatever width.
fn is_same(typed: &[char], word: &str) -> bool {
    typed.iter().map(|c| half_width(*c)).eq(word.chars())
}

/// Returns what closes a quotation mark, or `None` if `open` opens nothing.
pub(super) fn closing_marks(open: char) -> Option<&'static [char]> {
    let close: &[char] = match open {
        '"' | '＂' => &['"', '＂'],
        // Keyboards often give the wrong one of the pair.
        '“' | '”' => &['”', '“'],
        '「' => &['」'],
        '『' => &['』'],
        '\'' => &['\''],
        '‘' => &['’'],
        _ => return None,
    };
    Some(close)
}

/// Returns whether a character has no width; pasted texts can begin with one.
fn is_invisible(character: char) -> bool {
    matches!(character, GLUE | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}')
}

/// Returns `text` in quotation marks that it does not contain, so that it is read as one term.
pub(super) fn in_quotation_marks(text: &str) -> String {
    for (open, close) in [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')] {
        let marks = closing_marks(open).expect("it opens a quotation");
        if !text.contains(marks) {
            return format!("{open}{text}{close}");
        }
    }
    let without: String = text.chars().filter(|c| !is_quotation_mark(*c)).collect();
    format!("\"{without}\"")
}
