//! How wide text is, and where its lines may end.

use unicode_width::UnicodeWidthChar;

use crate::text::is_harmful;

/// Returns a character that is allowed in XML: U+FFFD for one that is not, and for one that changes
/// the direction of the text after it.
pub(super) fn clean(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ if is_harmful(character) => '\u{FFFD}',
        _ => character,
    }
}

/// Returns the approximate width of a text.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|character| width_of(character) * size).sum()
}

/// Returns the width of a character relative to the font size, in the widest common font: a label
/// that is narrower than measured does no harm.
fn width_of(character: char) -> f64 {
    match clean(character) {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '-' | '/' | '(' | ')' | '!' | '|' => 0.4,
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | 'I' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' => 1.0,
        'A'..='Z' => 0.79,
        harmless => match harmless.width_cjk() {
            Some(0) => 0.0,
            Some(2) => 1.0,
            _ => 0.64,
        },
    }
}

/// Returns a text on at most `most` lines of at most this width. If it does not fit, the last line ends
/// in `…`.
pub(super) fn wrapped(text: &str, size: f64, most_width: f64, most: usize) -> Vec<String> {
    let text: Vec<char> = text.chars().map(clean).collect();
    let mut lines = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = text.get(from..).unwrap_or_default();
        let fitting = fitting(rest, size, most_width);
        if fitting == rest.len() {
            lines.push(rest.iter().collect::<String>().trim().to_owned());
            break;
        }
        if lines.len() + 1 == most {
            let kept = self::fitting(rest, size, most_width - size).max(1);
            let kept: String = rest.iter().take(kept).collect();
            lines.push(format!("{}…", kept.trim()));
            break;
        }
        let breaks = |&at: &usize| can_break(rest.get(at - 1).copied(), rest.get(at).copied());
        let end = (1..=fitting).rev().find(breaks).unwrap_or(fitting.max(1));
        lines.push(rest.iter().take(end).collect::<String>().trim().to_owned());
        from += end;
    }
    lines
}

/// Returns the number of characters that fit into a line.
fn fitting(text: &[char], size: f64, most_width: f64) -> usize {
    let mut width = 0.0;
    let fits = |character: &&char| {
        width += width_of(**character) * size;
        width <= most_width
    };
    text.iter().take_while(fits).count()
}

/// Returns whether a line may end between two characters: after a blank and next to a Chinese
/// character, but not before closing or after opening punctuation (GB/T 15834).
fn can_break(before: Option<char>, behind: Option<char>) -> bool {
    const CLOSING: &str = "，。；：、！？）》」』”’…％%)],.;:";
    const OPENING: &str = "（《「『“‘([";
    let (Some(before), Some(behind)) = (before, behind) else { return true };
    if CLOSING.contains(behind) || OPENING.contains(before) {
        return false;
    }
    let is_wide = |character: char| character.width_cjk() == Some(2);
    before == ' ' || is_wide(before) || is_wide(behind)
}

/// Returns a text cut to one line of at most this width.
pub(super) fn fitted(text: &str, size: f64, most_width: f64) -> String {
    wrapped(text, size, most_width, 1).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_chinese_lets_them() {
        for (text, most_width, most, expected) in [
            ("", 40.0, 3, &[][..]),
            ("三项制度", 40.0, 3, &["三项制度"]),
            ("落实三项制度，规范执法", 60.0, 3, &["落实三项制", "度，规范执法"]),
            ("落实“三项制度”", 32.0, 4, &["落实", "“三项", "制度”"]),
            ("落实三项制度（甲）", 70.0, 3, &["落实三项制度", "（甲）"]),
            ("the full text", 55.0, 3, &["the full", "text"]),
            ("落实三项制度，规范执法", 50.0, 2, &["落实三项制", "度，规范…"]),
            ("incomprehensibilities", 50.0, 9, &["incompr", "ehensibi", "lities"]),
        ] {
            assert_eq!(wrapped(text, 10.0, most_width, most), expected, "{text} in {most_width}");
        }
        assert_eq!(fitted("落实三项制度", 10.0, 40.0), "落实三…");
    }
}
