//! Words as tokens of the index.

use std::borrow::Cow;

/// The most bytes of a word that is a token as it stands. Lucene refuses tokens above 32,766 bytes,
/// and with them the document; texts have runs of letters without an end, such as pictures that
/// were copied as text.
const LONGEST: usize = 8_192;

/// Returns the token of a word: itself, or its fingerprint if it is very long.
pub(super) fn token(word: &str) -> Cow<'_, str> {
    if word.len() <= LONGEST {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("blake3:{}", blake3::hash(word.as_bytes())))
}

/// Returns the tokens of words that are separated by spaces, each once.
pub(super) fn tokens(words: &str) -> Vec<Cow<'_, str>> {
    let mut words: Vec<&str> = words.split(' ').filter(|it| !it.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(token).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_tokens_once_and_long_ones_have_a_fingerprint() {
        assert_eq!(tokens(" 甲  乙 甲 A\n a "), ["A\n", "a", "乙", "甲"]);
        let long = "长".repeat(3_000);
        assert_eq!(token(&long).len(), "blake3:".len() + 64);
        assert_ne!(token(&long), token(&(long.clone() + "度")));
        assert_eq!(tokens(&long), [token(&long)]);
    }
}
