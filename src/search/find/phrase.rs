//! Finds the sections of one segment that contain a form, exactly.
//!
//! A form of n characters has n − 1 windows. Every second one and the last cover every character at
//! its place, so that they are enough: the form occurs at position p of a section if and only if
//! each of these windows occurs at p plus its offset in the form.
//!
//! Windows inside a word are common, those across two words are rare: 行政 and 执法 occur together
//! in three times as many sections as 行政执法, but 政执 in hardly more. So if the rarest of the
//! remaining windows is rarer than the covering ones, it leads the intersection. Its positions do
//! not have to be read. This is twice as fast.
//!
//! Occurrences that overlap count once: 和和和 contains 和和 once, as a reader who marks the matches
//! from left to right would count.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, Term};

use super::listed::Listed;
use super::score::{Tally, WORD_BONUS, Weight};
use super::windows::{all_windows, covering_windows, overlaps_itself};

/// The sections that contain a form of two or more characters, in order.
pub(super) struct Phrase {
    source: Source,
    doc: u32,
    /// The number of characters of the form.
    len: u32,
    /// Whether sections and mentions are known from positions only. For a single window the term
    /// frequency is enough.
    needs_positions: bool,
    /// Whether the positions in the current section were read.
    are_read: bool,
    /// Whether two occurrences of the form can overlap; only the first of them counts then.
    may_overlap: bool,
    /// The occurrences in the section whose positions were read last: the position behind the last
    /// character of each, in characters of the folded text.
    positions: Vec<u32>,
    buffer: Vec<u32>,
    weight: Weight,
    /// The sections with the form in their heading path.
    heading: Option<Box<Phrase>>,
    /// The sections in which jieba has cut the form as a word.
    word: Option<Box<dyn DocSet>>,
}

/// Where the sections with a form are known from.
enum Source {
    /// The windows of the index, the rarest first.
    Windows(Vec<Window>),
    /// A cluster.
    Listed(Listed),
}

/// A window of a form.
struct Window {
    /// Its place in the form, in characters.
    offset: u32,
    postings: SegmentPostings,
    /// Whether it is one of the covering windows; the positions of others are not read.
    is_covering: bool,
}

impl Phrase {
    /// Returns the sections of `inverted` that contain `form`, or `None` if there are none.
    ///
    /// With `wants_positions` positions can be read even if the term frequency is enough.
    pub(super) fn open(
        inverted: &InvertedIndexReader,
        field: Field,
        form: &str,
        weight: Weight,
        wants_positions: bool,
    ) -> tantivy::Result<Option<Self>> {
        let characters: Vec<char> = form.chars().collect();
        let may_overlap = overlaps_itself(&characters);
        let needs_positions = characters.len() > 2 || may_overlap;
        let option = if needs_positions || wants_positions {
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
        let source = Source::Windows(windows);
        Ok(Self::begin(source, &characters, weight, needs_positions))
    }

    /// Returns the sections that a cluster has listed for `form`, or `None` if there are none.
    pub(super) fn listed(sections: Listed, form: &str, weight: Weight) -> Option<Self> {
        let characters: Vec<char> = form.chars().collect();
        let needs_positions = overlaps_itself(&characters);
        Self::begin(Source::Listed(sections), &characters, weight, needs_positions)
    }

    fn begin(
        source: Source,
        characters: &[char],
        weight: Weight,
        needs_positions: bool,
    ) -> Option<Self> {
        let mut phrase = Self {
            source,
            doc: 0,
            len: u32::try_from(characters.len()).expect("queries are short"),
            needs_positions,
            are_read: false,
            may_overlap: overlaps_itself(characters),
            positions: Vec::new(),
            buffer: Vec::new(),
            weight,
            heading: None,
            word: None,
        };
        phrase.settle();
        (phrase.doc != TERMINATED).then_some(phrase)
    }

    /// Returns the same phrase with all places of the form, also those that overlap.
    pub(super) fn with_overlaps(mut self) -> Self {
        if self.may_overlap {
            self.may_overlap = false;
            self.read_positions();
        }
        self
    }

    /// Adds the sections with the form in their heading path, for ranking.
    pub(super) fn with_heading(self, heading: Option<Self>) -> Self {
        Self { heading: heading.map(Box::new), ..self }
    }

    /// Adds the sections in which jieba has cut the form as a word, for ranking.
    pub(super) fn with_word(self, word: Option<Box<dyn DocSet>>) -> Self {
        Self { word, ..self }
    }

    /// Returns the section that the phrase is on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        self.doc
    }

    /// Reads the positions in the current section, unless they were read. Of two frequent terms this is
    /// done only where both occur.
    pub(super) fn read(&mut self) {
        if !self.are_read && self.doc != TERMINATED {
            self.read_positions();
        }
    }

    /// Returns the position behind each occurrence in the current section, in order, once they were
    /// read.
    pub(super) fn positions(&self) -> &[u32] {
        &self.positions
    }

    /// Returns the number of characters of the form.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// Returns the maximum number of sections that can contain the form.
    pub(super) fn cost(&self) -> usize {
        match &self.source {
            Source::Windows(windows) => {
                windows.first().map_or(0, |rarest| rarest.postings.doc_freq() as usize)
            }
            Source::Listed(sections) => sections.len(),
        }
    }

    /// Moves to the first section at or after `target`.
    pub(super) fn seek(&mut self, target: u32) {
        if self.doc < target {
            self.source.seek(target);
            self.settle();
        }
    }

    /// Moves on to a section that contains the form, from the one that the rarest window is on.
    fn settle(&mut self) {
        loop {
            self.doc = match &mut self.source {
                Source::Windows(windows) => align(windows),
                Source::Listed(sections) => sections.doc(),
            };
            self.are_read = false;
            if self.doc == TERMINATED || !self.needs_positions {
                return;
            }
            self.read_positions();
            if !self.positions.is_empty() {
                return;
            }
            self.source.seek(self.doc + 1);
        }
    }

    /// Reads the positions of the form in the section that all windows are on.
    fn read_positions(&mut self) {
        self.are_read = true;
        let len = self.len;
        match &mut self.source {
            Source::Windows(windows) => {
                let mut covering = windows.iter_mut().filter(|window| window.is_covering);
                let Some(rarest) = covering.next() else { return };
                // The positions of each window are shifted to the end of the form: those of an
                // occurrence of the form agree then. Its beginning, p − offset, could be negative for
                // a window that occurs by itself near the beginning of the text.
                rarest.postings.positions_with_offset(len - rarest.offset, &mut self.positions);
                for other in covering {
                    if self.positions.is_empty() {
                        return;
                    }
                    other.postings.positions_with_offset(len - other.offset, &mut self.buffer);
                    keep_common(&mut self.positions, &self.buffer);
                }
            }
            Source::Listed(sections) => {
                self.positions.clear();
                let ends = sections.section().map(|section| &section.ends);
                self.positions.extend(ends.into_iter().flatten());
            }
        }
        if self.may_overlap {
            let mut free_from = 0;
            self.positions.retain(|&end| {
                let is_free = end >= free_from;
                if is_free {
                    free_from = end + len;
                }
                is_free
            });
        }
    }

    /// Adds the mentions and the score of the section that the phrase is on.
    pub(super) fn tally(&mut self, length: u8, tally: &mut Tally) {
        let mentions = if self.needs_positions {
            u32::try_from(self.positions.len()).expect("positions are 32 bits wide")
        } else {
            match &self.source {
                Source::Windows(windows) => {
                    windows.first().map_or(0, |only| only.postings.term_freq())
                }
                Source::Listed(sections) => sections.section().map_or(0, |section| section.count),
            }
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

/// Moves all windows to the next section that contains all of them, and returns it.
fn align(windows: &mut [Window]) -> u32 {
    let Some((rarest, others)) = windows.split_first_mut() else { return TERMINATED };
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

impl Source {
    /// Moves to a section at or after `target`.
    fn seek(&mut self, target: u32) {
        match self {
            Self::Windows(windows) => {
                if let Some(rarest) = windows.first_mut() {
                    rarest.postings.seek(target);
                }
            }
            Self::Listed(sections) => sections.seek(target),
        }
    }
}

/// Keeps the positions that are in both of two ascending lists.
fn keep_common(kept: &mut Vec<u32>, other: &[u32]) {
    let mut at = 0;
    kept.retain(|&position| {
        while other.get(at).is_some_and(|&found| found < position) {
            at += 1;
        }
        other.get(at) == Some(&position)
    });
}
