//! Cuts Rust source into the tokens that the rules look at: names and marks, without comments,
//! strings and tests.

/// A token of source text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A name or a keyword.
    Name(String),
    /// `::`, or any other mark by itself.
    Mark(&'static str),
    /// A string, a character, a number or a lifetime.
    Literal,
}

impl Token {
    /// Returns the name, if it is one.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        match self {
            Self::Name(name) => name == text,
            Self::Mark(mark) => *mark == text,
            Self::Literal => false,
        }
    }
}

/// The marks that mean something here; `?` stands for all others.
const MARKS: [&str; 17] =
    ["{", "}", "(", ")", "[", "]", "<", ">", ",", ";", "*", "#", "!", "=", ":", ".", "?"];

/// Returns the tokens of a file, without what is compiled for tests alone.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    without_tests(&all_tokens(source))
}

/// Returns all tokens of a file.
pub(crate) fn all_tokens(source: &str) -> Vec<Token> {
    let text: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&first) = text.get(at) {
        let next = text.get(at + 1).copied();
        match (first, next) {
            ('/', Some('/')) => at = end_of_line(&text, at),
            ('/', Some('*')) => at = end_of_block(&text, at),
            ('"', _) => {
                at = end_of_string(&text, at + 1);
                tokens.push(Token::Literal);
            }
            ('\'', _) => {
                at = end_of_quote(&text, at);
                tokens.push(Token::Literal);
            }
            (':', Some(':')) => {
                tokens.push(Token::Mark("::"));
                at += 2;
            }
            _ if is_name(first) => {
                let end = at + text[at..].iter().take_while(|&&it| is_name(it)).count();
                let word: String = text[at..end].iter().collect();
                at = end;
                if let Some(end) = end_of_prefixed(&text, at, &word) {
                    at = end;
                    tokens.push(Token::Literal);
                } else if first.is_ascii_digit() {
                    tokens.push(Token::Literal);
                } else {
                    tokens.push(Token::Name(word));
                }
            }
            _ => {
                if !first.is_whitespace() {
                    let mark = MARKS.iter().find(|mark| mark.starts_with(first));
                    tokens.push(Token::Mark(mark.unwrap_or(&"?")));
                }
                at += 1;
            }
        }
    }
    tokens
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn end_of_line(text: &[char], at: usize) -> usize {
    at + text[at..].iter().take_while(|&&it| it != '\n').count()
}

/// Returns where a block comment ends, which may contain others.
fn end_of_block(text: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < text.len() {
        match (text[at], text.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Returns where a string ends, from its first character on.
fn end_of_string(text: &[char], mut at: usize) -> usize {
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Returns where a character or a lifetime ends.
fn end_of_quote(text: &[char], at: usize) -> usize {
    match (text.get(at + 1), text.get(at + 2)) {
        (Some('\\'), _) => {
            let rest = text[at + 3..].iter().take_while(|&&it| it != '\'').count();
            at + 3 + rest + 1
        }
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1 + text[at + 1..].iter().take_while(|&&it| is_name(it)).count(),
    }
}

/// Returns where a literal such as `r#"…"#` or `b'x'` ends, if `word` before `at` begins one.
fn end_of_prefixed(text: &[char], at: usize, word: &str) -> Option<usize> {
    match (word, text.get(at)?) {
        ("b" | "c", '"') => Some(end_of_string(text, at + 1)),
        ("b", '\'') => Some(end_of_quote(text, at)),
        ("r" | "br" | "cr", '"' | '#') => {
            let hashes = text[at..].iter().take_while(|&&it| it == '#').count();
            if text.get(at + hashes) != Some(&'"') {
                return None;
            }
            let mut end = at + hashes + 1;
            let closes = |end: usize| {
                text[end] == '"' && text[end + 1..].iter().take(hashes).all(|&it| it == '#')
            };
            while end < text.len() && !closes(end) {
                end += 1;
            }
            Some(end + 1 + hashes)
        }
        _ => None,
    }
}

/// Returns where the item that begins at `at` ends, its attributes included.
fn end_of_item(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            Token::Mark("{" | "(" | "[") => depth += 1,
            Token::Mark(mark @ ("}" | ")" | "]")) => {
                depth -= 1;
                if depth == 0 && *mark == "}" {
                    break;
                }
            }
            Token::Mark(";" | ",") if depth == 0 => break,
            _ => {}
        }
    }
    at
}

/// Returns where `#[cfg(test)]` ends, if it is at `at`.
pub(crate) fn end_of_cfg_test(tokens: &[Token], at: usize) -> Option<usize> {
    let marks = ["#", "[", "cfg", "(", "test", ")", "]"];
    let is_here = tokens.get(at..at + marks.len())?.iter().zip(marks).all(|(it, text)| it.is(text));
    is_here.then_some(at + marks.len())
}

/// Leaves out every item that is compiled for tests alone.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = end_of_cfg_test(tokens, at) {
            at = end_of_item(tokens, end);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}
