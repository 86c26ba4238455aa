//! Terms that contain what was typed: words of the index, and the terms of the built-in dictionary
//! and of the user's.
//!
//! Words are stored among the windows of the text field (see `index/analyzer.rs`), and terms are
//! sorted: those that begin with what was typed are a range of the term dictionary. Words of the
//! index that only contain it would need a scan of all terms; for these the dictionaries have to
//! do.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::{InvertedIndexReader, Term};

use super::name::character_set;
use crate::index::{IndexReader, SHORTEST_WORD, Segment};
use crate::search::find::covering_windows;
use crate::segment;

/// The maximum number of terms that are read in a segment. A single character begins a few
/// thousand: a window for each character that ever follows it, and words.
const MOST_READ: usize = 20_000;

/// The maximum number of terms of dictionaries that are looked up in the index.
const MOST_LISTED: usize = 200;

/// The maximum number of words that are returned: more than are suggested, since some occur only in
/// reports that are not counted.
const MOST: usize = 30;

/// The factor for the frequency of a word that begins with what was typed over one that only
/// contains it.
const BEGINNING: u64 = 4;

/// The terms of the dictionaries, each with its set of characters.
pub(super) struct Words {
    listed: Vec<(String, u128)>,
}

impl Words {
    pub(super) fn new(reader: &IndexReader) -> Self {
        let words = segment::listed_words(reader.user_dictionary());
        Self { listed: words.map(|word| (word.clone(), character_set(&word))).collect() }
    }

    /// Returns words that contain `form`, those in the most sections first. Sections are those in
    /// which the segmenter cut the word when they were indexed.
    pub(super) fn containing(
        &self,
        reader: &IndexReader,
        form: &str,
    ) -> tantivy::Result<Vec<String>> {
        let mut found: FxHashMap<String, u64> = FxHashMap::default();
        for segment in reader.segments() {
            add_words_with_prefix(&segment.text, form, &mut found)?;
        }
        let characters = character_set(form);
        let contains_form =
            |(word, all): &&(String, u128)| characters & !all == 0 && word.contains(form);
        let listed = self.listed.iter().filter(contains_form).take(MOST_LISTED);
        let listed = listed.map(|(word, _)| word).filter(|word| !found.contains_key(*word));
        let listed: Vec<String> = listed.cloned().collect();
        let sections = sections_with(reader, &listed)?;
        found.extend(listed.into_iter().zip(sections));
        let weight = |word: &str, sections: u64| {
            if word.starts_with(form) { sections.saturating_mul(BEGINNING) } else { sections }
        };
        let mut words: Vec<(u64, String)> =
            found.into_iter().map(|(word, sections)| (weight(&word, sections), word)).collect();
        words.sort_unstable_by(|(a, x), (b, y)| (Reverse(a), x).cmp(&(Reverse(b), y)));
        Ok(words.into_iter().take(MOST).map(|(_, word)| word).collect())
    }
}

/// Adds the words of a segment that begin with `form`, each with the number of sections with it.
fn add_words_with_prefix(
    inverted: &InvertedIndexReader,
    form: &str,
    found: &mut FxHashMap<String, u64>,
) -> tantivy::Result<()> {
    let mut stream = inverted.terms().range().ge(form).into_stream()?;
    for _ in 0..MOST_READ {
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

/// Returns the number of sections with each of some terms: windows, words, or what else a cluster finds.
fn sections_with(reader: &IndexReader, terms: &[String]) -> tantivy::Result<Vec<u64>> {
    if let Some(remote) = reader.remote() {
        return remote.count_sections(reader.segments(), terms);
    }
    let sections = |term: &String| -> tantivy::Result<u64> {
        let term = |segment: &Segment| Term::from_field_text(segment.fields().text, term);
        let mut sections = 0;
        for segment in reader.segments() {
            sections += u64::from(segment.text.doc_freq(&term(segment))?);
        }
        Ok(sections)
    };
    terms.iter().map(sections).collect()
}

/// Returns the maximum number of sections that a search for a word visits: those with its rarest
/// covering window.
pub(super) fn sections_at_most(reader: &IndexReader, word: &str) -> tantivy::Result<u64> {
    let characters: Vec<char> = word.chars().collect();
    let windows = covering_windows(&characters).into_iter().map(|(_, window)| window);
    let sections = sections_with(reader, &windows.collect::<Vec<_>>())?;
    Ok(sections.into_iter().min().unwrap_or(u64::MAX))
}
