//! Finds the terms of a text: windows and words.
//!
//! *Windows* are all pairs of neighbouring characters of the folded text, at the position of their
//! first character. A term of two characters or more occurs in a section exactly where its windows
//! occur at the right distances, whatever any dictionary makes of the text; a term of one character
//! occurs where a window begins with it. No window crosses the end of a paragraph: the last character
//! forms a window with the line feed, so that it is found too.
//!
//! *Words* are what jieba finds in the same folded text. Words of two characters are windows already;
//! longer ones are added at the position of their first character, for ranking. Windows and words
//! share one field, since their lengths differ.

use super::inversion::Inversion;
use crate::segment::Segmenter;
use crate::text::fold_each;

/// The length in characters of the shortest word that is not a window.
pub(crate) const SHORTEST_WORD: usize = 3;

/// Adds the terms of `text` to `terms` as the next document: windows and, with a segmenter, words.
/// `folded` is overwritten with the folded text.
pub(super) fn add_document(
    text: &str,
    segmenter: Option<&Segmenter>,
    folded: &mut String,
    terms: &mut Inversion,
) {
    terms.begin_document();
    folded.clear();
    let mut first = None;
    fold_each(text, |second, _| {
        folded.push(second);
        add_window(first.replace(second), second, terms);
    });
    // The last character has a window with a line feed, even if the text ends without one.
    add_window(first, '\n', terms);
    let Some(segmenter) = segmenter else { return };
    segmenter.words_for_index(folded, |word| {
        if word.characters.len() >= SHORTEST_WORD
            && let Some(written) = folded.get(word.bytes)
            && is_han_word(written)
        {
            terms.word(word.characters.start, written);
        }
    });
}

/// Adds the window that begins with `first`. No window begins with a line feed, since no term crosses
/// the end of a paragraph.
fn add_window(first: Option<char>, second: char, terms: &mut Inversion) {
    match first {
        None => {}
        Some('\n') => terms.no_window(),
        Some(first) => terms.window(first, second),
    }
}

/// Returns whether a word begins with an ideograph. Numbers and Latin words are found by their windows
/// and do not count for ranking.
fn is_han_word(word: &str) -> bool {
    word.chars().next().is_some_and(|character| character >= '\u{2E80}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(segmenter: Option<&Segmenter>, text: &str) -> String {
        let mut terms = Inversion::default();
        add_document(text, segmenter, &mut String::new(), &mut terms);
        terms.to_string().replace('\n', "⏎")
    }

    #[test]
    fn windows_are_pairs_of_folded_characters_within_paragraphs() {
        for (text, expected) in [
            ("", ""),
            ("\n", ""),
            ("法", "法⏎@0"),
            ("“三项”制度", "三项@0 项制@1 制度@2 度⏎@3"),
            ("甲。乙\n丙丁\n", "甲。@0 。乙@1 乙⏎@2 丙丁@4 丁⏎@5"),
        ] {
            assert_eq!(tokens(None, text), expected, "{text:?}");
        }
    }

    #[test]
    fn longer_words_follow_at_the_position_of_their_first_character() {
        let segmenter = Segmenter::new(None).unwrap();
        assert_eq!(
            tokens(Some(&segmenter), "聘法律顾问3名"),
            "聘法@0 法律@1 律顾@2 顾问@3 问3@4 3名@5 名⏎@6 法律顾问@1"
        );
    }
}
