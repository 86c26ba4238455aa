//! Ranking: BM25 with bonuses for headings, for words that jieba confirms, and for nearness.
//!
//! Length normalisation uses the mean section length of the whole index, and weights the number of
//! sections that can hold the term, so a section's score does not depend on how the index is cut
//! into segments. The figures below were chosen on the judged queries of `tests/judged.toml`.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "scores are 32-bit floats; counts of sections and characters lose nothing that matters"
)]

use tantivy::fieldnorm::FieldNormReader;

/// How fast more mentions stop adding; the usual value.
const K1: f32 = 1.2;
/// How much long sections are held back; the usual value.
const B: f32 = 0.75;
/// What a form in the heading path adds, as a share of the most that mentions can add.
const HEADING_BONUS: f32 = 0.6;
/// The factor for a word of a loose question that jieba finds as a word in the section.
pub(in crate::search) const WORD_BONUS: f32 = 1.1;
/// What nearness adds at most, as a share of the score of the words.
const NEARNESS_BONUS: f32 = 0.5;

/// What a section adds to counts and ranking.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::search) struct Tally {
    pub(in crate::search) mentions: u32,
    pub(in crate::search) score: f32,
}

/// The weight of one term, with what is needed to normalise lengths.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) struct Weight {
    /// How telling the term is: its inverse document frequency.
    rarity: f32,
    /// The mean length of a section, in tokens.
    mean_length: f32,
}

impl Weight {
    /// Returns the weight of a term that at most `holding` of `sections` sections hold, which have
    /// `characters` characters together.
    pub(in crate::search) fn new(holding: u64, sections: u64, characters: u64) -> Self {
        let mean_length = (characters as f32 / sections.max(1) as f32).max(1.0);
        let (holding, sections) = (holding.min(sections) as f64, sections as f64);
        let rarity = (1.0 + (sections - holding + 0.5) / (holding + 0.5)).ln() as f32;
        Self { rarity, mean_length }
    }

    /// Returns the score of a section with so many mentions; `length` is as tantivy keeps it.
    pub(in crate::search) fn score(self, mentions: u32, length: u8, is_in_heading: bool) -> f32 {
        let length = FieldNormReader::id_to_fieldnorm(length) as f32 / self.mean_length;
        let mentions = mentions as f32;
        let saturated = mentions * (K1 + 1.0) / (mentions + K1 * (1.0 - B + B * length));
        let bonus = if is_in_heading { HEADING_BONUS * (K1 + 1.0) } else { 0.0 };
        self.rarity * (saturated + bonus)
    }
}

/// Returns the factor for words of together `len` characters whose shortest stretch is `span`.
pub(in crate::search) fn nearness(len: u32, span: Option<u32>) -> f32 {
    match span {
        Some(span) => 1.0 + NEARNESS_BONUS * (len as f32 / span.max(len) as f32),
        None => 1.0,
    }
}

/// Returns the factor for sections in which `standing` of `all` words stand: fewer words weigh much
/// less, so that sections with all of them come first.
pub(in crate::search) fn coverage(standing: usize, all: usize) -> f32 {
    let share = standing as f32 / all.max(1) as f32;
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
        assert!(nearness(6, Some(8)) > nearness(6, Some(80)));
        assert!(nearness(6, Some(80)) > nearness(6, None));
    }
}
