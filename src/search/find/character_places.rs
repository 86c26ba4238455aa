//! The places of a single character: where the windows that begin with it stand.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::score::{Tally, Weight};
use super::windows::for_windows_of;

/// The sections of one segment that contain a character, in order, with its places. There can be a
/// thousand windows, so all places are read at once: a segment has at most 16 million characters.
pub(super) struct CharacterPlaces {
    /// Each section, and the end of its places in `places`.
    sections: Vec<(u32, u32)>,
    places: Vec<u32>,
    /// The section that it is on.
    at: usize,
    weight: Weight,
}

impl CharacterPlaces {
    /// Reads the places of a character; `None` if there are none.
    pub(super) fn read(
        inverted: &InvertedIndexReader,
        character: char,
        weight: Weight,
    ) -> tantivy::Result<Option<Self>> {
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut positions = Vec::new();
        let option = IndexRecordOption::WithFreqsAndPositions;
        for_windows_of(inverted, character, option, |mut postings| {
            while postings.doc() != TERMINATED {
                postings.positions(&mut positions);
                found.extend(positions.iter().map(|&place| (postings.doc(), place)));
                postings.advance();
            }
        })?;
        found.sort_unstable();
        let (mut sections, mut places): (Vec<(u32, u32)>, _) = (Vec::new(), Vec::new());
        for (doc, place) in found {
            places.push(place);
            let end = u32::try_from(places.len()).expect("a segment has few characters");
            match sections.last_mut() {
                Some((last, known_end)) if *last == doc => *known_end = end,
                _ => sections.push((doc, end)),
            }
        }
        Ok((!sections.is_empty()).then_some(Self { sections, places, at: 0, weight }))
    }

    /// Returns the section that it is on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        self.sections.get(self.at).map_or(TERMINATED, |&(doc, _)| doc)
    }

    /// Moves to the first section at or after `target`.
    pub(super) fn seek(&mut self, target: u32) {
        let rest = self.sections.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|&(doc, _)| doc < target);
    }

    /// Returns the places in the section that it is on, in order.
    pub(super) fn places(&self) -> &[u32] {
        let before = self.at.checked_sub(1).and_then(|before| self.sections.get(before));
        let from = before.map_or(0, |&(_, end)| end as usize);
        let to = self.sections.get(self.at).map_or(from, |&(_, end)| end as usize);
        self.places.get(from..to).unwrap_or_default()
    }

    /// Returns the number of sections.
    pub(super) fn cost(&self) -> usize {
        self.sections.len()
    }

    /// Adds the mentions and the score of the section that it is on.
    pub(super) fn tally(&self, length: u8, tally: &mut Tally) {
        let count = u32::try_from(self.places().len()).expect("a section has few characters");
        tally.mentions += count;
        tally.score += self.weight.score(count, length, false);
    }
}
