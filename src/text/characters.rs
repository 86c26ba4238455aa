//! Classes of characters, and numbers as people read them.

use std::fmt::Display;

/// Returns whether `character` is a Chinese character: an ideograph, a radical or 〇.
///
/// ```
/// use chabao::text::is_han;
/// assert!("县〇⾏𠮷".chars().all(is_han));
/// assert!(!"、A１あ".chars().any(is_han));
/// ```
#[must_use]
pub fn is_han(character: char) -> bool {
    matches!(character,
        '〇' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns the ASCII form of a full-width letter, digit or mark, and any other character as it is.
#[must_use]
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)
            .expect("full-width forms have ASCII characters"),
        _ => character,
    }
}

/// Returns whether `character` must not reach a terminal or a page as it is: control characters
/// move the cursor, and marks of direction turn the text around them. Line feeds and tabs are not
/// harmful.
#[must_use]
pub fn is_harmful(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character,
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Writes a whole number with a comma before every third digit.
///
/// ```
/// assert_eq!(chabao::text::grouped(1_234_567), "1,234,567");
/// ```
#[must_use]
pub fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns `text` with its first letter in upper case, as a label begins a heading or a row.
///
/// ```
/// assert_eq!(chabao::text::capitalized("date signed"), "Date signed");
/// ```
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// Returns whether a character is a quotation mark of any script.
pub(crate) fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '＂' | '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟'
    )
}
