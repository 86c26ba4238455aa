//! Finds a form in the windows of one segment: no section missed, none too many.
//!
//! A form of n characters covers n − 1 windows; every second one and the last are enough, since
//! they hold every character at its place. The form stands at position p of a section exactly where
//! each of these windows stands at p plus its offset in the form.
//!
//! Windows inside words are common, those between two words are rare: 行政 and 执法 stand together
//! in three times as many sections as 行政执法, 政执 hardly in more. So the rarest of the other
//! windows leads, where it is rarer than these; its places need not be read (twice as fast).

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, Term};

use super::score::{Tally, WORD_BONUS, Weight};

/// The sections that hold a form of two characters or more, in order.
pub(super) struct Phrase {
    /// The windows, the rarest first.
    windows: Vec<Window>,
    doc: u32,
    /// The number of characters of the form.
    len: u32,
    /// Whether positions have to be read: for one window its frequency is the answer.
    reads_positions: bool,
    /// Whether two occurrences of the form can overlap; then only the first of them counts.
    may_overlap: bool,
    /// Where the form stands in the section, in characters of the folded text.
    starts: Vec<u32>,
    buffer: Vec<u32>,
    weight: Weight,
    /// Where the form stands in the heading path.
    heading: Option<Box<Phrase>>,
    /// Where the form stands as a word of jieba's.
    word: Option<SegmentPostings>,
}

/// A window of a form.
struct Window {
    /// Where it stands in the form.
    offset: u32,
    postings: SegmentPostings,
    /// Whether its places are needed beside those of the others.
    is_covering: bool,
}

impl Phrase {
    /// Returns the sections of `inverted` that hold `form`, or `None` where there are none.
    ///
    /// With `wants_positions` the places are read even where the number alone would do.
    pub(super) fn open(
        inverted: &InvertedIndexReader,
        field: Field,
        form: &str,
        weight: Weight,
        wants_positions: bool,
    ) -> tantivy::Result<Option<Self>> {
        let characters: Vec<char> = form.chars().collect();
        let may_overlap = overlaps_itself(&characters);
        let reads_positions = characters.len() > 2 || may_overlap || wants_positions;
        let option = if reads_positions {
            IndexRecordOption::WithFreqsAndPositions
        } else {
            IndexRecordOption::WithFreqs
        };
        let mut windows = Vec::new();
        let mut least = u32::MAX;
        let covering = covering_windows(&characters);
        for (offset, window) in &covering {
            let term = Term::from_field_text(field, window);
            let Some(postings) = inverted.read_postings(&term, option)? else { return Ok(None) };
            least = least.min(postings.doc_freq());
            windows.push(Window { offset: *offset, postings, is_covering: true });
        }
        let mut rarest = None;
        for (offset, window) in all_windows(&characters) {
            if covering.iter().all(|(known, _)| *known != offset) {
                let term = Term::from_field_text(field, &window);
                let Some(info) = inverted.get_term_info(&term)? else { return Ok(None) };
                if info.doc_freq < least {
                    least = info.doc_freq;
                    rarest = Some((offset, info));
                }
            }
        }
        if let Some((offset, info)) = rarest {
            let option = IndexRecordOption::Basic;
            let postings = inverted.read_postings_from_terminfo(&info, option)?;
            windows.push(Window { offset, postings, is_covering: false });
        }
        windows.sort_by_key(|window| (window.postings.doc_freq(), window.offset));
        let mut phrase = Self {
            windows,
            doc: 0,
            len: u32::try_from(characters.len()).expect("queries are short"),
            reads_positions,
            may_overlap,
            starts: Vec::new(),
            buffer: Vec::new(),
            weight,
            heading: None,
            word: None,
        };
        phrase.settle();
        Ok((phrase.doc != TERMINATED).then_some(phrase))
    }

    /// Adds where the form stands in the heading path and as a word, for ranking.
    pub(super) fn with_bonus(self, heading: Option<Self>, word: Option<SegmentPostings>) -> Self {
        Self { heading: heading.map(Box::new), word, ..self }
    }

    /// Returns the section the phrase stands on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        self.doc
    }

    /// Returns where the form stands in the section; empty where places were not asked for.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// Returns the most sections there can be.
    pub(super) fn cost(&self) -> usize {
        self.windows.first().map_or(0, |rarest| rarest.postings.doc_freq() as usize)
    }

    /// Goes to the first section at `target` or behind it.
    pub(super) fn seek(&mut self, target: u32) {
        if self.doc < target {
            if let Some(rarest) = self.windows.first_mut() {
                rarest.postings.seek(target);
            }
            self.settle();
        }
    }

    /// Goes on from where the rarest window stands to a section that holds the form.
    fn settle(&mut self) {
        loop {
            self.doc = self.align();
            if self.doc == TERMINATED || !self.reads_positions {
                return;
            }
            self.read_starts();
            if !self.starts.is_empty() {
                return;
            }
            if let Some(rarest) = self.windows.first_mut() {
                rarest.postings.advance();
            }
        }
    }

    /// Brings all windows to one section and returns it.
    fn align(&mut self) -> u32 {
        let Some((rarest, others)) = self.windows.split_first_mut() else { return TERMINATED };
        let rarest = &mut rarest.postings;
        let mut doc = rarest.doc();
        'leading: while doc != TERMINATED {
            for other in others.iter_mut() {
                let other = &mut other.postings;
                let found = if other.doc() < doc { other.seek(doc) } else { other.doc() };
                if found > doc {
                    doc = rarest.seek(found);
                    continue 'leading;
                }
            }
            return doc;
        }
        TERMINATED
    }

    /// Reads where the form stands in the section that all windows stand on.
    fn read_starts(&mut self) {
        let mut covering = self.windows.iter_mut().filter(|window| window.is_covering);
        let Some(rarest) = covering.next() else { return };
        // Every window's places are moved so that they agree where the form stands: to the place
        // of the form's end, which is never negative.
        let len = self.len;
        rarest.postings.positions_with_offset(len - rarest.offset, &mut self.starts);
        for other in covering {
            if self.starts.is_empty() {
                return;
            }
            other.postings.positions_with_offset(len - other.offset, &mut self.buffer);
            keep_common(&mut self.starts, &self.buffer);
        }
        if self.may_overlap {
            let mut free_from = 0;
            self.starts.retain(|&end| {
                let is_free = end >= free_from;
                if is_free {
                    free_from = end + len;
                }
                is_free
            });
        }
    }

    /// Adds what the section the phrase stands on counts.
    pub(super) fn tally(&mut self, length: u8, tally: &mut Tally) {
        let mentions = if self.reads_positions {
            u32::try_from(self.starts.len()).expect("positions are 32 bits wide")
        } else {
            self.windows.first().map_or(0, |only| only.postings.term_freq())
        };
        let doc = self.doc;
        let is_in_heading = self.heading.as_mut().is_some_and(|heading| {
            heading.seek(doc);
            heading.doc == doc
        });
        let is_word = self.word.as_mut().is_some_and(|word| {
            let at = if word.doc() < doc { word.seek(doc) } else { word.doc() };
            at == doc
        });
        let score = self.weight.score(mentions, length, is_in_heading);
        tally.mentions += mentions;
        tally.score += if is_word { score * WORD_BONUS } else { score };
    }
}

/// Returns the windows that hold every character of a form at its place, with their offsets.
pub(in crate::search) fn covering_windows(characters: &[char]) -> Vec<(u32, String)> {
    let last = characters.len().saturating_sub(2);
    let is_covering = |offset: usize| offset.is_multiple_of(2) || offset == last;
    all_windows(characters).filter(|(offset, _)| is_covering(*offset as usize)).collect()
}

/// Returns every window of a form with its offset.
fn all_windows(characters: &[char]) -> impl Iterator<Item = (u32, String)> + '_ {
    (0..).zip(characters.windows(2).map(|window| window.iter().collect()))
}

/// Returns whether an end of the form is also its beginning, so that two can overlap.
fn overlaps_itself(characters: &[char]) -> bool {
    (1..characters.len()).any(|shift| {
        let (head, tail) = (characters.get(..characters.len() - shift), characters.get(shift..));
        head == tail
    })
}

/// Keeps what is in both of two rising lists.
fn keep_common(kept: &mut Vec<u32>, other: &[u32]) {
    let mut at = 0;
    kept.retain(|&place| {
        while other.get(at).is_some_and(|&found| found < place) {
            at += 1;
        }
        other.get(at) == Some(&place)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cover_every_character() {
        for (form, expected) in [
            ("法治", "法治@0"),
            ("三项制", "三项@0 项制@1"),
            ("三项制度", "三项@0 制度@2"),
            ("谁执法谁普", "谁执@0 法谁@2 谁普@3"),
        ] {
            let characters: Vec<char> = form.chars().collect();
            let windows: Vec<String> = covering_windows(&characters)
                .into_iter()
                .map(|(offset, window)| format!("{window}@{offset}"))
                .collect();
            assert_eq!(windows.join(" "), expected);
        }
        assert!(covering_windows(&['法']).is_empty());
    }

    #[test]
    fn forms_that_repeat_can_overlap() {
        for (form, expected) in
            [("和和", true), ("谁普谁", true), ("法治", false), ("甲乙甲乙", true)]
        {
            let characters: Vec<char> = form.chars().collect();
            assert_eq!(overlaps_itself(&characters), expected, "{form}");
        }
    }
}
