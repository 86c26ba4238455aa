//! A passage of a report with its matches marked.

use super::style::Style;
use crate::search::Passage;

/// Returns a passage with its matches marked, and with `…` at an end that cuts a sentence.
pub(super) fn shown_passage(passage: &Passage, style: Style) -> String {
    let characters: Vec<char> = passage.text.chars().collect();
    let piece = |from: usize, to: usize| {
        let text: String =
            characters.get(from..to).expect("highlights are in order").iter().collect();
        Style::printable(&text)
    };
    let mut out = String::new();
    if passage.begins_inside {
        out.push('…');
    }
    let mut at = 0;
    for &[from, to] in &passage.highlights {
        out.push_str(&piece(at, from));
        out.push_str(&style.matched(&piece(from, to)));
        at = to;
    }
    out.push_str(&piece(at, characters.len()));
    if passage.ends_inside {
        out.push('…');
    }
    out
}
