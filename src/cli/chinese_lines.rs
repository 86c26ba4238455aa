//! Lines of Chinese text: how wide they are, and where they may break.

use unicode_width::UnicodeWidthStr;

/// Marks that do not begin a line.
const CLOSING: &str = "，。；：、！？）」』”’》…）";

/// Marks that do not end one.
const OPENING: &str = "（「『“‘《";

/// Returns the number of cells that a text takes in a terminal.
pub(super) fn cells(text: &str) -> usize {
    text.width()
}

/// Breaks a text into lines of at most `width` cells: between Chinese characters and at spaces, but never
/// inside a Latin word, before closing punctuation or after opening punctuation.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && cells(&line) + cells(piece.trim_end()) > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line += if line.is_empty() { piece.trim_start() } else { piece };
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Splits a text where a line may break; blanks stay behind what they follow.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let Some(&(end, next)) = characters.peek() else { break };
        let is_within_word = is_narrow(character) && is_narrow(next);
        let may_break = character == ' ' || (next != ' ' && !is_within_word);
        if may_break && !CLOSING.contains(next) && !OPENING.contains(character) {
            pieces.extend(text.get(from..end));
            from = end;
        }
        debug_assert!(at < end, "characters go on");
    }
    pieces.extend(text.get(from..));
    pieces
}

/// Returns whether a character belongs to a word in Latin letters.
fn is_narrow(character: char) -> bool {
    character.is_ascii_graphic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_chinese_characters_and_not_within_words() {
        for (text, width, expected) in [
            ("只看这些年度的报告", 8, &["只看这些", "年度的报", "告"][..]),
            ("写法同 --published", 14, &["写法同", "--published"]),
            ("报告，计数", 4, &["报", "告，", "计数"]),
            ("见（默认）", 4, &["见", "（默", "认）"]),
            ("", 4, &[""]),
        ] {
            assert_eq!(wrapped(text, width), expected, "{text}");
        }
    }
}
