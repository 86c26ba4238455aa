//! Cuts the query line into words, marks and names of fields.
//!
//! A mark has its meaning only where a word can begin. Inside a run of characters it belongs to the
//! run, so that a document number such as 国办发(2018)118号 can be typed as it is.

use super::condition_key::ConditionKey;
use super::term::is_quotation_mark;

/// The longest name of a field with its colon, in characters: `prefecture:`.
const LONGEST_FIELD: usize = 11;

/// The query line and the place up to which it has been read.
pub(super) struct Scanner {
    pub(super) characters: Vec<char>,
    /// The next character, counted from 0.
    pub(super) at: usize,
}

impl Scanner {
    pub(super) fn new(text: &str) -> Self {
        Self { characters: text.chars().collect(), at: 0 }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.characters.len()
    }

    pub(super) fn is_at_end_of_group(&self) -> bool {
        matches!(self.peek(), None | Some(')' | '）'))
    }

    /// Returns the characters that are not read yet.
    fn rest(&self) -> &[char] {
        self.characters.get(self.at..).expect("the place is in the line or at its end")
    }

    /// Reads a text in quotation marks; the next character opens it. Reads nothing and returns
    /// `None` if it is never closed.
    pub(super) fn quoted(&mut self) -> Option<String> {
        let close = self.peek().and_then(closing_marks).expect("the caller saw an opening mark");
        let inside = self.characters.iter().skip(self.at + 1);
        let len = inside.clone().position(|c| close.contains(c))?;
        let text = inside.take(len).collect();
        self.at += len + 2;
        Some(text)
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
        self.characters.iter().take(self.at).skip(start).collect()
    }

    /// Returns the length of an `OR` here.
    pub(super) fn or_here(&self) -> Option<usize> {
        self.operator_here(&["OR", "或"], &['|', '｜'])
    }

    /// Returns the length of an `AND` here.
    pub(super) fn and_here(&self) -> Option<usize> {
        self.operator_here(&["AND", "与", "且"], &['&', '＆'])
    }

    /// Returns the length of an operator here: a whole word, or marks.
    fn operator_here(&self, words: &[&str], marks: &[char]) -> Option<usize> {
        let rest = self.rest();
        let count = rest.iter().take_while(|c| marks.contains(c)).count();
        if count > 0 {
            return Some(count);
        }
        words.iter().find_map(|word| {
            let len = word.chars().count();
            let typed = rest.get(..len)?;
            let is_word = typed.iter().map(|c| half_width(*c)).eq(word.chars());
            let is_whole = rest
                .get(len)
                .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | '（' | ')' | '）'));
            (is_word && is_whole).then_some(len)
        })
    }

    /// Returns the length of a negation here: a minus before something, or a word.
    pub(super) fn not_here(&self) -> Option<usize> {
        let rest = self.rest();
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

    /// Returns whether a scope or NEAR begins here. They are known, but cannot be searched yet.
    pub(super) fn is_unsupported_here(&self) -> bool {
        let typed: String = self.rest().iter().take(5).map(|c| half_width(*c)).collect();
        let scopes = ["同句:", "同段:", "同节:", "全篇:"];
        typed == "NEAR/" || scopes.iter().any(|scope| typed.starts_with(scope))
    }

    /// Returns the length of a field's name here with its colon, and the field.
    pub(super) fn field_here(&self) -> Option<(usize, ConditionKey)> {
        let rest = self.rest();
        let len = rest.iter().take(LONGEST_FIELD).position(|c| matches!(c, ':' | '：'))?;
        let name: String =
            rest.iter().take(len).map(|c| half_width(*c).to_ascii_lowercase()).collect();
        Some((len + 1, ConditionKey::from_field(&name)?))
    }
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

/// Returns the ASCII form of a full-width letter or mark.
fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)
            .expect("full-width forms have ASCII characters"),
        _ => character,
    }
}

/// Returns whether `text`, typed without quotation marks, is read as one term of just this text.
pub(super) fn is_bare(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    let has_meaning = scanner.peek().is_none_or(|first| {
        closing_marks(first).is_some()
            || is_quotation_mark(first)
            || matches!(first, '(' | '（' | ')' | '）' | '&' | '＆')
    }) || scanner.not_here().is_some()
        || scanner.is_unsupported_here()
        || scanner.field_here().is_some()
        || scanner.and_here().is_some()
        || scanner.or_here().is_some();
    if has_meaning {
        return false;
    }
    let run = scanner.run();
    let opened = run.chars().filter(|c| matches!(c, '(' | '（')).count();
    let closed = run.chars().filter(|c| matches!(c, ')' | '）')).count();
    run == text && opened == closed
}
