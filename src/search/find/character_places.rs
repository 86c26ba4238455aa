//! The places of a single character: where the windows that begin with it stand.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::listed::Listed;
use super::score::{Tally, Weight};
use super::windows::{character_counts, for_windows_of};
use crate::index::Segment;

/// The sections of one segment that contain a character, in order, with its places. There can be a
/// thousand windows, so all places are read at once: a segment has at most 16 million characters.
pub(super) struct CharacterPlaces {
    /// The end of each section's places in `places`, whether it has any or not.
    ends: Vec<u32>,
    /// The places in each section, in order once the section was read.
    places: Vec<u32>,
    /// The number of sections with places.
    sections: usize,
    /// The section that it is on.
    doc: u32,
    weight: Weight,
}

impl CharacterPlaces {
    /// Reads the places of a character; `None` if there are none.
    pub(super) fn find(
        segment: &Segment,
        character: char,
        weight: Weight,
    ) -> tantivy::Result<Option<Self>> {
        let mut ends = character_counts(segment, character)?;
        let (mut sections, mut all) = (0, 0_u32);
        // The beginning of each section's places, which moves to their end while they are read.
        for end in &mut ends {
            let count = std::mem::replace(end, all);
            sections += usize::from(count > 0);
            all = all.checked_add(count).expect("a segment has few characters");
        }
        let (mut places, mut positions) = (vec![0; all as usize], Vec::new());
        let option = IndexRecordOption::WithFreqsAndPositions;
        for_windows_of(&segment.text, character, option, |mut postings| {
            while let Some(end) = ends.get_mut(postings.doc() as usize) {
                postings.positions(&mut positions);
                let from = *end as usize;
                let to = from + positions.len();
                let room = places.get_mut(from..to).expect("the places were counted");
                room.copy_from_slice(&positions);
                *end = u32::try_from(to).expect("a segment has few characters");
                postings.advance();
            }
        })?;
        Ok(Self::begin(ends, places, sections, weight))
    }

    /// Returns the places of a character that a cluster has listed, in a segment of so many sections;
    /// `None` if there are none.
    pub(super) fn listed(listed: &Listed, max_doc: u32, weight: Weight) -> Option<Self> {
        let (mut ends, mut places) = (vec![0; max_doc as usize], Vec::new());
        let mut all = listed.all().iter().peekable();
        for (doc, end) in (0..).zip(&mut ends) {
            if let Some(section) = all.next_if(|section| section.doc == doc) {
                places.extend(section.ends.iter().map(|end| end - 1));
            }
            *end = u32::try_from(places.len()).expect("a segment has few characters");
        }
        Self::begin(ends, places, listed.len(), weight)
    }

    fn begin(ends: Vec<u32>, places: Vec<u32>, sections: usize, weight: Weight) -> Option<Self> {
        let mut found = Self { ends, places, sections, doc: 0, weight };
        found.settle(0);
        (sections > 0).then_some(found)
    }

    /// Returns the section that it is on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        self.doc
    }

    /// Moves to the first section at or after `target`.
    pub(super) fn seek(&mut self, target: u32) {
        if self.doc < target {
            self.settle(target);
        }
    }

    fn settle(&mut self, target: u32) {
        let mut end = self.end_before(target);
        let rest = self.ends.get(target as usize..).unwrap_or_default();
        for (doc, &next) in (target..).zip(rest) {
            if next > end {
                self.doc = doc;
                return;
            }
            end = next;
        }
        self.doc = TERMINATED;
    }

    fn end_before(&self, doc: u32) -> u32 {
        let before = doc.checked_sub(1).and_then(|before| self.ends.get(before as usize));
        before.copied().unwrap_or_default()
    }

    /// Brings the places in the section that it is on into their order.
    pub(super) fn read(&mut self) {
        let from = self.end_before(self.doc) as usize;
        let to = self.ends.get(self.doc as usize).map_or(from, |&end| end as usize);
        if let Some(places) = self.places.get_mut(from..to) {
            places.sort_unstable();
        }
    }

    /// Returns the places in the section that it is on, in order once it was read.
    pub(super) fn places(&self) -> &[u32] {
        let from = self.end_before(self.doc) as usize;
        let to = self.ends.get(self.doc as usize).map_or(from, |&end| end as usize);
        self.places.get(from..to).unwrap_or_default()
    }

    /// Returns the number of sections.
    pub(super) fn cost(&self) -> usize {
        self.sections
    }

    /// Adds the mentions and the score of the section that it is on.
    pub(super) fn tally(&self, length: u8, tally: &mut Tally) {
        let count = u32::try_from(self.places().len()).expect("a section has few characters");
        tally.mentions += count;
        tally.score += self.weight.score(count, length, false);
    }
}
