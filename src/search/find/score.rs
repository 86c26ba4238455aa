//! Ranking: BM25 with bonuses for headings, for words that jieba confirms, and for proximity.
//!
//! Length normalization uses the mean section length of the whole index, and weights use the number
//! of its sections that can contain the term, so that a score does not depend on how the index is
//! divided into segments. The constants were chosen on the judged queries of `tests/judged.toml`.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "scores are 32-bit floats; counts of sections and characters lose nothing that matters"
)]

use tantivy::fieldnorm::FieldNormReader;

/// How fast the score saturates with more mentions; the usual value.
const K1: f32 = 1.2;
/// How much long sections are penalized; the usual value.
const B: f32 = 0.75;
/// What a form in the heading path adds, as a share of the maximum that mentions can add.
const HEADING_BONUS: f32 = 0.6;
/// The factor for a word of a loose question that jieba has cut as a word in the section.
pub(in crate::search) const WORD_BONUS: f32 = 1.1;
/// The maximum that proximity adds, as a share of the score of the words.
const PROXIMITY_BONUS: f32 = 0.5;

/// What a section adds to counts and ranking.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::search) struct Tally {
    pub(in crate::search) mentions: u32,
    pub(in crate::search) score: f32,
}

/// The weight of one term, with what is needed to normalize lengths.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) struct Weight {
    /// The inverse document frequency of the term.
    rarity: f32,
    /// The mean length of a section, in tokens.
    mean_length: f32,
}

impl Weight {
    /// Returns the weight of a term that at most `containing` of `sections` sections contain, which
    /// have `characters` characters in total.
    pub(in crate::search) fn new(containing: u64, sections: u64, characters: u64) -> Self {
        let mean_length = (characters as f32 / sections.max(1) as f32).max(1.0);
        let (containing, sections) = (containing.min(sections) as f64, sections as f64);
        let rarity = (1.0 + (sections - containing + 0.5) / (containing + 0.5)).ln() as f32;
        Self { rarity, mean_length }
    }

    /// Returns the score of a section with `mentions`; `length` is its fieldnorm id in tantivy.
    pub(in crate::search) fn score(self, mentions: u32, length: u8, is_in_heading: bool) -> f32 {
        let length = FieldNormReader::id_to_fieldnorm(length) as f32 / self.mean_length;
        let mentions = mentions as f32;
        let saturated = mentions * (K1 + 1.0) / (mentions + K1 * (1.0 - B + B * length));
        let bonus = if is_in_heading { HEADING_BONUS * (K1 + 1.0) } else { 0.0 };
        self.rarity * (saturated + bonus)
    }
}

/// Returns the factor for words of `len` characters in total whose shortest span is `span`.
pub(in crate::search) fn proximity(len: u32, span: Option<u32>) -> f32 {
    match span {
        Some(span) => 1.0 + PROXIMITY_BONUS * (len as f32 / span.max(len) as f32),
        None => 1.0,
    }
}

/// Returns the factor for sections that contain `present` of `all` words: fewer words weigh much
/// less, so that sections with all of them come first.
pub(in crate::search) fn coverage(present: usize, all: usize) -> f32 {
    let share = present as f32 / all.max(1) as f32;
    share * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_mentions_shorter_sections_and_rarer_terms_score_higher() {
        let common = Weight::new(900, 1000, 100_000);
        let rare = Weight::new(3, 1000, 100_000);
        let (short, long) =
            (FieldNormReader::fieldnorm_to_id(40), FieldNormReader::fieldnorm_to_id(400));
        assert!(rare.score(2, short, false) > rare.score(1, short, false));
        assert!(rare.score(1, short, false) > rare.score(1, long, false));
        assert!(rare.score(1, short, true) > rare.score(1, short, false));
        assert!(rare.score(1, short, false) > common.score(3, short, true));
        assert!(common.score(1, long, false) > 0.0);
    }

    #[test]
    fn near_words_score_higher() {
        assert!(proximity(6, Some(8)) > proximity(6, Some(80)));
        assert!(proximity(6, Some(80)) > proximity(6, None));
    }
}
