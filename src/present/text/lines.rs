//! Lines of text in a terminal: how wide they are, and where they may break.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::style::Style;

/// Marks that do not begin a line.
const CLOSING: &str = "，。；：、！？）」』”’》〉】〕…·,.;:!?)]%";

/// Marks that do not end one.
const OPENING: &str = "（「『“‘《〈【〔([";

impl Style {
    /// Returns the number of cells that a text takes in a terminal.
    #[must_use]
    pub fn cells(text: &str) -> usize {
        text.width()
    }

    /// Breaks a text into lines of at most `width` cells: between Chinese characters and at spaces, but
    /// never inside a Latin word, before closing punctuation or after opening punctuation.
    #[must_use]
    pub fn wrapped(text: &str, width: usize) -> Vec<&str> {
        lines(text, width, &[]).into_iter().filter_map(|line| text.get(line)).collect()
    }
}

/// Returns the lines of a text as ranges of its bytes; there is always one. None breaks inside a range of
/// `kept`, even if it is wider than `width`.
pub(crate) fn lines(text: &str, width: usize, kept: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut line = 0..0;
    for piece in pieces(text, kept) {
        let longer = trimmed(text, line.start..piece.end);
        if !line.is_empty() && Style::cells(text.get(longer).unwrap_or_default()) > width {
            lines.push(trimmed(text, line));
            line = piece.start..piece.start;
        }
        line.end = piece.end;
    }
    lines.push(trimmed(text, line));
    lines
}

/// Returns the width of the widest part of a text that does not break.
pub(crate) fn least_width(text: &str, kept: &[Range<usize>]) -> usize {
    let pieces = pieces(text, kept).into_iter().filter_map(|piece| text.get(trimmed(text, piece)));
    pieces.map(Style::cells).max().unwrap_or(0)
}

/// Returns a range without the blanks at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// Splits a text where a line may break; blanks stay behind what they follow.
fn pieces(text: &str, kept: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut characters = text.chars().peekable();
    let mut end = 0;
    while let Some(character) = characters.next() {
        end += character.len_utf8();
        let Some(&next) = characters.peek() else { break };
        let is_within_word = is_narrow(character) && is_narrow(next);
        let may_break = character == ' ' || (next != ' ' && !is_within_word);
        let is_kept = kept.iter().any(|range| range.start < end && end < range.end);
        let before = text.get(..end).unwrap_or_default().trim_end();
        let marks_forbid = CLOSING.contains(next) || before.ends_with(|c| OPENING.contains(c));
        if may_break && !is_kept && !marks_forbid {
            pieces.push(from..end);
            from = end;
        }
    }
    pieces.push(from..text.len());
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
            ("用“ › ”连", 4, &["用", "“ › ”", "连"]),
            ("a-long-word b", 4, &["a-long-word", "b"]),
            ("", 4, &[""]),
        ] {
            assert_eq!(Style::wrapped(text, width), expected, "{text}");
        }
    }

    #[test]
    fn what_is_kept_together_does_not_break() {
        let text = "看 `甲 乙` 和丙";
        let kept = 4..13;
        assert_eq!(text.get(kept.clone()), Some("`甲 乙`"));
        let lines = |kept: &[Range<usize>]| -> Vec<&str> {
            lines(text, 6, kept).into_iter().map(|line| text.get(line).unwrap()).collect()
        };
        assert_eq!(lines(&[]), ["看 `甲", "乙` 和", "丙"]);
        assert_eq!(lines(std::slice::from_ref(&kept)), ["看", "`甲 乙`", "和丙"]);
        assert_eq!(
            [least_width(text, &[]), least_width(text, std::slice::from_ref(&kept))],
            [2, 7]
        );
    }
}
