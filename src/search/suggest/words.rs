//! Terms that reports mention and that hold what was typed: the words that the index ranks by, and
//! the terms of the field and of the user's dictionary.
//!
//! Windows and words share the terms of one field; see `index/analyzer.rs`. Those that begin with
//! some characters stand together, so that they are gone through without looking at any other.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::{InvertedIndexReader, Term};

use super::name::characters_of;
use crate::index::{IndexReader, SHORTEST_WORD};
use crate::search::find::covering_windows;
use crate::segment;

/// How many terms of the index are looked at in a segment at most. A character begins some thousand:
/// a window with each of the characters it ever stands before, and the words.
const MOST_LOOKED_AT: usize = 20_000;

/// How many terms of dictionaries are looked up at most.
const MOST_LISTED: usize = 200;

/// How many words are returned at most: more than are ever shown, as some stand in no report that is
/// counted.
const MOST: usize = 30;

/// How much a term that begins with what was typed is preferred to one that holds it.
const BEGINNING: u64 = 4;

/// The terms of the field and of the user's dictionary, each with its characters.
pub(super) struct Words {
    listed: Vec<(String, u128)>,
}

impl Words {
    pub(super) fn new(reader: &IndexReader) -> Self {
        let words = segment::listed_words(reader.user_dictionary());
        Self { listed: words.map(|word| (word.clone(), characters_of(&word))).collect() }
    }

    /// Returns words that hold `form`: those in the most sections first, as far as words were told
    /// apart when the reports were indexed.
    pub(super) fn holding(&self, reader: &IndexReader, form: &str) -> tantivy::Result<Vec<String>> {
        let mut found: FxHashMap<String, u64> = FxHashMap::default();
        for segment in reader.segments() {
            add_beginning(&segment.text, form, &mut found)?;
        }
        let characters = characters_of(form);
        let is_holding =
            |(word, all): &&(String, u128)| characters & !all == 0 && word.contains(form);
        for (word, _) in self.listed.iter().filter(is_holding).take(MOST_LISTED) {
            if !found.contains_key(word) {
                found.insert(word.clone(), sections_with(reader, word)?);
            }
        }
        let weight = |word: &str, sections: u64| {
            if word.starts_with(form) { sections.saturating_mul(BEGINNING) } else { sections }
        };
        let mut words: Vec<(u64, String)> =
            found.into_iter().map(|(word, sections)| (weight(&word, sections), word)).collect();
        words.sort_unstable_by(|(a, x), (b, y)| (Reverse(a), x).cmp(&(Reverse(b), y)));
        Ok(words.into_iter().take(MOST).map(|(_, word)| word).collect())
    }
}

/// Adds the words of a segment that begin with `form`, each with how many sections have it.
fn add_beginning(
    inverted: &InvertedIndexReader,
    form: &str,
    found: &mut FxHashMap<String, u64>,
) -> tantivy::Result<()> {
    let mut stream = inverted.terms().range().ge(form).into_stream()?;
    for _ in 0..MOST_LOOKED_AT {
        if !stream.advance() || !stream.key().starts_with(form.as_bytes()) {
            break;
        }
        let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
        if term.chars().nth(SHORTEST_WORD - 1).is_some() {
            let sections = u64::from(stream.value().doc_freq);
            *found.entry(term.to_owned()).or_default() += sections;
        }
    }
    Ok(())
}

/// Returns how many sections have a term of the index.
fn sections_with(reader: &IndexReader, term: &str) -> tantivy::Result<u64> {
    let mut sections = 0;
    for segment in reader.segments() {
        let term = Term::from_field_text(segment.fields().text, term);
        sections += u64::from(segment.text.doc_freq(&term)?);
    }
    Ok(sections)
}

/// Returns the most sections that are gone through to find a word: those of its rarest window.
pub(super) fn sections_at_most(reader: &IndexReader, word: &str) -> tantivy::Result<u64> {
    let characters: Vec<char> = word.chars().collect();
    let mut least = u64::MAX;
    for (_, window) in covering_windows(&characters) {
        least = least.min(sections_with(reader, &window)?);
    }
    Ok(least)
}
