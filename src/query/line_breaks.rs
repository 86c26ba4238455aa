//! Line breaks and tabs in the query line.
//!
//! Nobody types them: they come with a text that is pasted. Between Chinese characters and figures
//! they are where a page or a cell ended, and nothing separates there, as nothing does in reports.
//! Blanks that are typed separate terms.

use crate::text::is_han;

/// What stands for a character of a line break inside a run: the word joiner, which has no width.
pub(super) const GLUE: char = '\u{2060}';

/// Replaces the line breaks and tabs inside runs, with the blanks around them, by [`GLUE`]. A word
/// that `stands_alone`, such as an operator, is never part of a run.
pub(super) fn join_lines(characters: &mut [char], stands_alone: impl Fn(&[char]) -> bool) {
    let mut at = 0;
    while at < characters.len() {
        let blanks = characters.iter().skip(at).take_while(|c| c.is_whitespace()).count();
        let end = at + blanks;
        let (before, rest) = characters.split_at(at);
        let (gap, after) = rest.split_at(blanks);
        if gap.iter().any(|c| is_break(*c)) && is_inside_run(before, after, &stands_alone) {
            characters.iter_mut().take(end).skip(at).for_each(|c| *c = GLUE);
        }
        at = end + 1;
    }
}

/// Returns whether a blank ends a line or a cell.
fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_inside_run(before: &[char], after: &[char], stands_alone: &impl Fn(&[char]) -> bool) -> bool {
    let (Some(&last), Some(&first)) = (before.last(), after.first()) else { return false };
    let word_at_end = before.rsplit(|c| c.is_whitespace()).next().unwrap_or_default();
    let word_at_start = after.split(|c| c.is_whitespace()).next().unwrap_or_default();
    // “甲” and “乙” on two lines are two quotations.
    let are_enclosed = "”」』’）".contains(last) && "“「『‘（".contains(first);
    is_of_text(last)
        && is_of_text(first)
        && !are_enclosed
        && !stands_alone(word_at_end)
        && !stands_alone(word_at_start)
}

/// Returns whether a character stands in Chinese text and has no meaning in the query line.
fn is_of_text(character: char) -> bool {
    is_han(character)
        || character.is_ascii_digit()
        || ('０'..='９').contains(&character)
        || "，。；：、？…—·％%（）〔〕《》〈〉“”‘’「」『』".contains(character)
}
