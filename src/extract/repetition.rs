//! Texts that say the same characters over and over: padding, and files that are made to do harm.

use rustc_hash::FxHashMap;

/// The most times that two characters may follow each other in a text. In reports the most frequent
/// pair is one in a hundred, and the largest text that is read has sixty million characters. The index
/// keeps every place of a pair, and joining the places of one pair in one section takes time with their
/// square.
const MOST: u32 = 4_000_000;

/// Returns whether two characters follow each other more often than in any text that people wrote.
pub(super) fn is_repetitive(text: &str) -> bool {
    exceeds(text, MOST)
}

fn exceeds(text: &str, most: u32) -> bool {
    if text.len() <= most as usize {
        return false;
    }
    let mut counts: FxHashMap<(char, char), u32> = FxHashMap::default();
    let mut before = '\n';
    text.chars().any(|character| {
        let count = counts.entry((before, character)).or_default();
        *count += 1;
        before = character;
        *count > most
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_characters_may_be_frequent_but_not_the_text() {
        for (text, expected) in [
            ("0".repeat(100), true),
            ("01".repeat(100), true),
            ("依法行政，规范执法。".repeat(10), false),
            ("0".repeat(10), false),
        ] {
            assert_eq!(exceeds(&text, 50), expected, "{text}");
        }
        assert!(!is_repetitive(&"0".repeat(100)));
    }
}
