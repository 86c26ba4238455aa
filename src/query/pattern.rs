//! The characters of a term that stand for others.
//!
//! In a bare run `*` and `?`, in half and full width, are wildcards. A `?` at the end of a run is a
//! stop, as in 什么是法治？, and so a character of the term.

use crate::text::{fold_term, half_width, is_quotation_mark};

/// What a `?` that is a character is kept as: in a pattern the half-width one is a wildcard.
const STOP: char = '？';

/// Returns the first wildcard of a run, and the character it is at.
pub(super) fn first_wildcard(run: &[char]) -> Option<(usize, char)> {
    let stop = stop(run);
    let found = run.iter().map(|c| half_width(*c)).enumerate();
    found.into_iter().find(|(at, mark)| *mark == '*' || *mark == '?' && *at < stop)
}

/// Returns a run as the text of a pattern: every `?` at its end is kept as `？`.
pub(super) fn of_run(run: &str) -> String {
    let run: Vec<char> = run.chars().collect();
    let stop = stop(&run);
    let keep = |(at, c): (usize, &char)| if *c == '?' && at >= stop { STOP } else { *c };
    run.iter().enumerate().map(keep).collect()
}

/// Returns the text of a pattern in the one form of all that mean the same: `*` is dropped at the ends
/// and beside another, and stands behind the `?` beside it.
pub(super) fn canonical(pattern: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !c.is_control() && !is_quotation_mark(*c);
    let text: Vec<char> = pattern.chars().filter(is_kept).collect();
    let stop = stop(&text);
    let (mut pattern, mut piece, mut wildcards) = (String::new(), String::new(), String::new());
    for (at, &character) in text.iter().enumerate() {
        match half_width(character) {
            mark @ ('?' | '*') if character != STOP || at < stop => {
                take_piece(&mut pattern, &mut piece, &mut wildcards);
                wildcards.push(mark);
            }
            _ => piece.push(character),
        }
    }
    take_piece(&mut pattern, &mut piece, &mut wildcards);
    pattern.extend(wildcards.chars().filter(|mark| *mark == '?'));
    pattern
}

/// Moves a piece without wildcards to the end of a pattern, and those before it. Those on both sides
/// of nothing that is compared are together.
fn take_piece(pattern: &mut String, piece: &mut String, wildcards: &mut String) {
    if fold_term(piece).is_empty() {
        piece.clear();
        return;
    }
    pattern.extend(wildcards.chars().filter(|mark| *mark == '?'));
    if wildcards.contains('*') && !pattern.is_empty() && !pattern.chars().all(|c| c == '?') {
        pattern.push('*');
    }
    wildcards.clear();
    pattern.push_str(piece);
    piece.clear();
}

/// Returns where the stops at the end of a run begin.
fn stop(run: &[char]) -> usize {
    let is_stop = |c: &char| "?!。,;:.\"'”’」』》)".contains(half_width(*c));
    run.len() - run.iter().rev().take_while(|c| is_stop(c)).count()
}

#[cfg(test)]
mod tests {
    use super::{canonical, of_run};

    #[test]
    fn patterns_that_mean_the_same_have_one_form() {
        for (typed, expected) in [
            ("聘请*法律顾问", "聘请*法律顾问"),
            ("聘请＊＊法律？顾问", "聘请*法律?顾问"),
            ("*聘请*?*?律师*", "聘请??*律师"),
            ("*?问", "?问"),
            ("?*?问", "??问"),
            ("问?*", "问?"),
            ("什么?是法治？", "什么?是法治？"),
            ("什么*?", "什么*？"),
            ("法?*", "法?"),
            ("“三项”*、*制 度", "三项*制度"),
            ("*", ""),
            ("?*、?", "?、？"),
        ] {
            let pattern = canonical(&of_run(typed));
            assert_eq!(pattern, expected, "{typed}");
            assert_eq!(canonical(&pattern), expected, "{typed}");
        }
    }
}
