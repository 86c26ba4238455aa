//! Turns the text of a section into the tokens of the index: windows and words.
//!
//! *Windows* are all pairs of neighbouring characters of the folded text, at the position of their
//! first character. A term of two characters or more stands in a section exactly where its windows
//! stand at the right distances, whatever any dictionary makes of the text; a term of one character
//! stands where a window begins with it. No window crosses the end of a paragraph: its last
//! character makes a window with the line feed, so that it is found too.
//!
//! *Words* are what jieba finds in the same folded text. Those of two characters are windows
//! already; longer ones are added at the position of their first character, for ranking. Windows
//! and words share one field: a term's length tells them apart.
//!
//! tantivy's own n-gram tokenizer gives every token position 0, which rules out phrases.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::segment::Segmenter;
use crate::text::fold_each;

/// Emits windows and, where it has a segmenter, words.
#[derive(Clone)]
pub(super) struct SectionTokenizer {
    segmenter: Option<Arc<Segmenter>>,
    buffers: Buffers,
}

/// What is kept from one text to the next, so that a token costs no allocation.
#[derive(Clone, Default)]
struct Buffers {
    folded: String,
    /// The byte each character of `folded` begins at, and the end.
    starts: Vec<u32>,
    /// The words of three characters and more: first character, first byte, end byte.
    words: Vec<(u32, u32, u32)>,
    token: Token,
}

impl SectionTokenizer {
    /// Returns a tokenizer that emits windows and words.
    pub(super) fn with_words(segmenter: Arc<Segmenter>) -> Self {
        Self { segmenter: Some(segmenter), buffers: Buffers::default() }
    }

    /// Returns a tokenizer that emits windows alone.
    pub(super) fn windows() -> Self {
        Self { segmenter: None, buffers: Buffers::default() }
    }
}

impl Tokenizer for SectionTokenizer {
    type TokenStream<'a> = SectionTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SectionTokens<'a> {
        let Buffers { folded, starts, words, token } = &mut self.buffers;
        folded.clear();
        starts.clear();
        words.clear();
        fold_each(text, |character, _| {
            starts.push(offset(folded.len()));
            folded.push(character);
        });
        // The last character needs its window with a line feed, also where the text ends without.
        if !folded.is_empty() && !folded.ends_with('\n') {
            starts.push(offset(folded.len()));
            folded.push('\n');
        }
        starts.push(offset(folded.len()));
        if let Some(segmenter) = &self.segmenter {
            segmenter.words_for_index(folded, |word| {
                if word.characters.len() >= SHORTEST_WORD && is_han_word(folded, word.bytes.start) {
                    words.push((
                        offset(word.characters.start),
                        offset(word.bytes.start),
                        offset(word.bytes.end),
                    ));
                }
            });
        }
        token.reset();
        SectionTokens { folded, starts, words, token, next_window: 0, next_word: 0 }
    }
}

/// The length, in characters, from which on words are no windows.
pub(super) const SHORTEST_WORD: usize = 3;

/// Narrows an offset in a section; sections are limited far below 4 GB by the limit on files.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a section is smaller than 4 GB")
}

/// Returns whether a word begins with an ideograph; numbers and Latin words are found by their
/// windows and rank no section.
fn is_han_word(folded: &str, start: usize) -> bool {
    let first = folded.get(start..).and_then(|rest| rest.chars().next());
    first.is_some_and(|character| character >= '\u{2E80}')
}

/// The tokens of one text: all windows in order, then all words in order.
///
/// Positions have to rise only among the tokens of one term, so nothing is merged or sorted.
pub(super) struct SectionTokens<'a> {
    folded: &'a str,
    starts: &'a [u32],
    words: &'a [(u32, u32, u32)],
    token: &'a mut Token,
    next_window: usize,
    next_word: usize,
}

impl SectionTokens<'_> {
    fn emit(&mut self, position: usize, from: u32, to: u32) -> bool {
        let (from, to) = (from as usize, to as usize);
        let text = self.folded.get(from..to).expect("offsets are those of whole characters");
        self.token.text.clear();
        self.token.text.push_str(text);
        self.token.position = position;
        self.token.offset_from = from;
        self.token.offset_to = to;
        true
    }
}

impl TokenStream for SectionTokens<'_> {
    fn advance(&mut self) -> bool {
        while let Some(&[first, second, end]) =
            self.starts.get(self.next_window..self.next_window + 3)
        {
            let position = self.next_window;
            self.next_window += 1;
            // A line feed begins no window: no term crosses the end of a paragraph.
            if self.folded.as_bytes().get(first as usize) != Some(&b'\n') {
                debug_assert!(second > first);
                return self.emit(position, first, end);
            }
        }
        let Some(&(position, from, to)) = self.words.get(self.next_word) else { return false };
        self.next_word += 1;
        self.emit(position as usize, from, to)
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(tokenizer: &mut SectionTokenizer, text: &str) -> String {
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            found.push(format!("{}@{}", token.text.replace('\n', "⏎"), token.position));
        }
        found.join(" ")
    }

    #[test]
    fn windows_are_pairs_of_folded_characters_within_paragraphs() {
        let mut tokenizer = SectionTokenizer::windows();
        for (text, expected) in [
            ("", ""),
            ("\n", ""),
            ("法", "法⏎@0"),
            ("“三项”制度", "三项@0 项制@1 制度@2 度⏎@3"),
            ("甲。乙\n丙丁\n", "甲。@0 。乙@1 乙⏎@2 丙丁@4 丁⏎@5"),
        ] {
            assert_eq!(tokens(&mut tokenizer, text), expected, "{text:?}");
        }
    }

    #[test]
    fn longer_words_follow_at_the_position_of_their_first_character() {
        let segmenter = Arc::new(Segmenter::new(None).unwrap());
        let mut tokenizer = SectionTokenizer::with_words(segmenter);
        assert_eq!(
            tokens(&mut tokenizer, "聘法律顾问3名"),
            "聘法@0 法律@1 律顾@2 顾问@3 问3@4 3名@5 名⏎@6 法律顾问@1"
        );
    }
}
