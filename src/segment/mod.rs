//! Cuts folded Chinese text into words, the same way for reports and for queries.
//!
//! jieba knows general Chinese; the terms of the field (三项制度, 双随机一公开) are added from
//! `domain.txt`, and a user's dictionary may add more. Words serve ranking and loose questions; exact
//! search does not depend on them and does not load the dictionaries (0.1 s).

use std::ops::Range;

use jieba_rs::{Jieba, TokenizeMode};

use crate::text::{FOLDING, fold_term};

/// The terms of the field, one a line.
const DOMAIN: &str = include_str!("domain.txt");

/// The version of jieba and the way it is used. With a different value, an index has to be built
/// again.
const JIEBA: &str = "jieba-rs 0.11, search mode, words of the dictionary";

/// A word of a text that was cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The range of the word, in bytes of the text that was cut.
    pub bytes: Range<usize>,
    /// The range of the word, in characters of the text that was cut.
    pub characters: Range<usize>,
}

/// A line of a user's dictionary that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadDictionary {
    /// The number of the line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// jieba with the dictionary of the field and, if one is given, the user's.
pub struct Segmenter {
    jieba: Jieba,
}

impl Segmenter {
    /// Loads the dictionaries; this takes about 0.1 s.
    ///
    /// # Errors
    ///
    /// Fails if a line of the user's dictionary cannot be read; see [`check_dictionary`].
    pub fn new(user_dictionary: Option<&str>) -> Result<Self, BadDictionary> {
        let mut jieba = Jieba::new();
        for entry in entries(DOMAIN).chain(entries(user_dictionary.unwrap_or_default())) {
            let (word, frequency) = entry?;
            jieba.add_word(&word, frequency, None);
        }
        Ok(Self { jieba })
    }

    /// Calls `emit` for every word of `folded` and, for longer words, for the words inside them.
    ///
    /// These are words of the dictionaries. The unknown words that [`Segmenter::cut`] guesses are left
    /// out: they would take a third of the time here, and add the long tail of names to the terms of
    /// the index for a bonus that no search needs.
    pub fn words_for_index(&self, folded: &str, mut emit: impl FnMut(Word)) {
        for token in self.jieba.tokenize(folded, TokenizeMode::Search, false) {
            emit(Word {
                bytes: token.byte_start..token.byte_end,
                characters: token.start..token.end,
            });
        }
    }

    /// Cuts `folded` into consecutive words; joined, they are `folded` again.
    #[must_use]
    pub fn cut<'text>(&self, folded: &'text str) -> Vec<&'text str> {
        self.jieba.cut(folded, true).into_iter().map(|token| token.word).collect()
    }
}

/// Returns a value that identifies the folding, the dictionaries and the version of jieba.
///
/// An index stores the value it was built with: with another one, its words would not be found.
#[must_use]
pub(crate) fn fingerprint(user_dictionary: Option<&str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [FOLDING, JIEBA, DOMAIN, user_dictionary.unwrap_or_default()] {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

/// Returns the terms of the field and those of the user's dictionary, in folded form.
pub(crate) fn listed_words(user_dictionary: Option<&str>) -> impl Iterator<Item = String> {
    let listed = entries(DOMAIN).chain(entries(user_dictionary.unwrap_or_default()));
    listed.filter_map(|entry| entry.ok().map(|(word, _)| word))
}

/// Checks a user's dictionary: one word a line, with an optional frequency and part of speech behind
/// it, as in jieba's own dictionaries. Lines that begin with `#` are comments.
///
/// # Errors
///
/// Fails at the first line that has no word, or whose frequency is not a number.
pub(crate) fn check_dictionary(text: &str) -> Result<(), BadDictionary> {
    entries(text).try_for_each(|entry| entry.map(|_| ()))
}

/// Returns the words of a dictionary in folded form, each with its frequency if one is given.
fn entries(text: &str) -> impl Iterator<Item = Result<(String, Option<usize>), BadDictionary>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(|(line, entry)| {
        let refused = |reason: String| BadDictionary { line, reason };
        let mut columns = entry.split_whitespace();
        let written = columns.next().unwrap_or_default();
        let word = fold_term(written).into_iter().next().ok_or_else(|| {
            refused(format!("`{written}` contains no character that can be searched for"))
        })?;
        let frequency = columns
            .next()
            .map(|column| {
                let reason = format!("the frequency `{column}` is not a whole number");
                column.parse().map_err(|_| refused(reason))
            })
            .transpose()?;
        Ok((word, frequency))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(None).unwrap());

    #[test]
    fn terms_of_the_field_are_one_word() {
        for (text, expected) in [
            ("落实三项制度", "落实|三项制度"),
            ("推进双随机一公开监管", "推进|双随机一公开|监管"),
            ("聘请法律顾问3名", "聘请|法律顾问|3|名"),
        ] {
            assert_eq!(SEGMENTER.cut(text).join("|"), expected);
        }
    }

    #[test]
    fn pieces_joined_give_the_text() {
        for text in ["", "法治政府建设led屏100%(试行);", "一\n二", "𠀀字abc def"] {
            assert_eq!(SEGMENTER.cut(text).concat(), text);
        }
    }

    #[test]
    fn words_inside_words_are_found_with_their_places() {
        let text = "第行政处罚法";
        let mut words = Vec::new();
        SEGMENTER.words_for_index(text, |word| {
            let characters = text.chars().skip(word.characters.start).take(word.characters.len());
            let written: String = characters.collect();
            assert_eq!(text.get(word.bytes), Some(written.as_str()));
            words.push(written);
        });
        assert_eq!(words, ["第", "行政", "处罚", "处罚法", "行政处罚法"]);
    }

    #[test]
    fn a_users_dictionary_is_folded_and_checked() {
        let segmenter =
            Segmenter::new(Some("\u{FEFF}# mine\n“智慧衛監”\n两山理念 900 n\n")).unwrap();
        assert_eq!(segmenter.cut("建设智慧卫监").join("|"), "建设|智慧卫监");
        assert_eq!(segmenter.cut("践行两山理念").join("|"), "践行|两山理念");
        let refused = check_dictionary("三项制度\n法律顾问 often").unwrap_err();
        assert_eq!(refused.to_string(), "line 2: the frequency `often` is not a whole number");
        assert!(check_dictionary("“”").is_err());
    }

    #[test]
    fn another_dictionary_has_another_fingerprint() {
        assert_eq!(fingerprint(None), fingerprint(Some("")));
        assert_ne!(fingerprint(None), fingerprint(Some("两山理念")));
    }
}
