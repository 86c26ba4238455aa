//! Quotations: the words that a clue was read from, on one short line.

use std::ops::Range;

/// The longest quotation, in characters.
pub(super) const LONGEST_QUOTE: usize = 40;

/// Returns `quote` on one line, cut to the length of a quotation.
pub(super) fn shortened(quote: &str) -> String {
    let line = quote.trim().replace(['\n', '\t'], " ");
    if line.chars().count() <= LONGEST_QUOTE {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST_QUOTE - 1).collect();
    short.push('…');
    short
}

/// The most characters before the quoted words.
const BEFORE: usize = 10;

/// Returns the bytes `range` of `text` with the words around them in the same line.
pub(super) fn quote(text: &str, range: &Range<usize>) -> String {
    let (before, _) = text.split_at(range.start);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let near = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let start = line_start.max(near);
    let (_, rest) = text.split_at(start);
    let rest = rest.split('\n').next().unwrap_or(rest);
    let is_cut = start > line_start;
    let room = LONGEST_QUOTE - usize::from(is_cut);
    let shown = if rest.chars().count() > room {
        let kept: String = rest.chars().take(room - 1).collect();
        format!("{kept}…")
    } else {
        rest.to_owned()
    };
    if is_cut { format!("…{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_show_the_words_around() {
        let line = "甲".repeat(30) + "卢氏县财政局" + &"乙".repeat(40);
        let at = line.find("卢").unwrap();
        let quoted = quote(&line, &(at..at + 18));
        assert!(quoted.starts_with("…甲") && quoted.contains("卢氏县财政局"));
        assert!(quoted.ends_with("乙…") && quoted.chars().count() <= LONGEST_QUOTE);
        assert_eq!(quote("序\n短句\n跋", &(4..7)), "短句");
    }
}
