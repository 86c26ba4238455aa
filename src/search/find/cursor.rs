//! Iterates over the sections of one segment that a query finds, and counts their mentions.
//!
//! A cursor is on a section or at the end. [`Phrase`] makes search exact: it is on a section if and
//! only if all windows of a form occur there at the right distances.

use tantivy::postings::SegmentPostings;
use tantivy::{DocSet, TERMINATED};

use super::phrase::Phrase;
use super::score::{Tally, Weight, coverage, proximity};
use super::span_cursor::SpanCursor;

/// The sections of one segment that a part of a query finds, in order.
pub(super) enum Cursor<'a> {
    /// Every section.
    All { doc: u32, end: u32 },
    /// Sections that are known from the start, without mentions.
    Docs { docs: Vec<u32>, at: usize },
    /// The sections that contain a mark, without mentions.
    Mark(Box<SegmentPostings>),
    /// The sections that contain a single character, each with its number of occurrences.
    Counted { docs: Vec<(u32, u32)>, at: usize, weight: Weight },
    /// The sections that contain a form of two or more characters.
    Phrase(Box<Phrase>),
    /// The sections with spans.
    Spans(Box<SpanCursor>),
    /// The sections that another cursor finds and that belong to certain reports.
    Kept(Box<Kept<'a>>),
    /// The sections that all of the cursors find.
    And(Vec<Cursor<'a>>),
    /// The sections that at least `least` of the cursors find.
    AtLeast { least: usize, cursors: Vec<Cursor<'a>>, doc: u32 },
    /// The sections that the first cursor finds and the second does not.
    Except(Box<Cursor<'a>>, Box<Cursor<'a>>),
    /// The sections that contain enough words of a loose question.
    Words(Box<Words<'a>>),
    /// The sections whose original text contains a term, checked one by one.
    Checked(Box<Checked<'a>>),
}

impl Cursor<'_> {
    /// Returns the section that the cursor is on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        match self {
            Self::All { doc, .. } | Self::AtLeast { doc, .. } => *doc,
            Self::Docs { docs, at } => docs.get(*at).copied().unwrap_or(TERMINATED),
            Self::Counted { docs, at, .. } => docs.get(*at).map_or(TERMINATED, |&(doc, _)| doc),
            Self::Mark(postings) => postings.doc(),
            Self::Phrase(phrase) => phrase.doc(),
            Self::Spans(spans) => spans.doc(),
            Self::Kept(kept) => kept.inner.doc(),
            Self::And(cursors) => cursors.first().map_or(TERMINATED, Self::doc),
            Self::Except(base, _) => base.doc(),
            Self::Words(words) => words.cursor.doc(),
            Self::Checked(checked) => checked.inner.doc(),
        }
    }

    /// Moves to the next section and returns it.
    pub(super) fn advance(&mut self) -> tantivy::Result<u32> {
        let doc = self.doc();
        if doc == TERMINATED { Ok(doc) } else { self.seek(doc + 1) }
    }

    /// Moves to the first section at or after `target` and returns it. Never moves back.
    pub(super) fn seek(&mut self, target: u32) -> tantivy::Result<u32> {
        if self.doc() >= target {
            return Ok(self.doc());
        }
        match self {
            Self::All { doc, end } => *doc = if target < *end { target } else { TERMINATED },
            Self::Docs { docs, at } => {
                *at += docs.get(*at..).unwrap_or_default().partition_point(|&doc| doc < target);
            }
            Self::Counted { docs, at, .. } => {
                *at +=
                    docs.get(*at..).unwrap_or_default().partition_point(|&(doc, _)| doc < target);
            }
            Self::Mark(postings) => {
                postings.seek(target);
            }
            Self::Phrase(phrase) => phrase.seek(target),
            Self::Spans(spans) => spans.seek(target),
            Self::Kept(kept) => {
                kept.inner.seek(target)?;
                kept.settle()?;
            }
            Self::And(cursors) => {
                let Some(first) = cursors.first_mut() else { return Ok(TERMINATED) };
                first.seek(target)?;
                align(cursors)?;
            }
            Self::AtLeast { least, cursors, doc } => *doc = at_least(cursors, *least, target)?,
            Self::Except(base, without) => {
                base.seek(target)?;
                skip_excepted(base, without)?;
            }
            Self::Words(words) => {
                words.cursor.seek(target)?;
            }
            Self::Checked(checked) => {
                checked.inner.seek(target)?;
                checked.settle()?;
            }
        }
        Ok(self.doc())
    }

    /// Moves a new cursor to its first section.
    pub(super) fn start(mut self) -> tantivy::Result<Self> {
        match &mut self {
            Self::And(cursors) => align(cursors)?,
            Self::AtLeast { least, cursors, doc } => *doc = at_least(cursors, *least, 0)?,
            Self::Except(base, without) => skip_excepted(base, without)?,
            Self::Checked(checked) => checked.settle()?,
            Self::Kept(kept) => kept.settle()?,
            _ => {}
        }
        Ok(self)
    }

    /// Estimates the number of sections that the cursor visits; the cheapest of several leads.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::All { end, .. } => *end as usize,
            Self::Docs { docs, .. } => docs.len(),
            Self::Counted { docs, .. } => docs.len(),
            Self::Mark(postings) => postings.doc_freq() as usize,
            Self::Phrase(phrase) => phrase.cost(),
            Self::Spans(spans) => spans.cost(),
            Self::Kept(kept) => kept.inner.cost(),
            Self::And(cursors) => cursors.iter().map(Self::cost).min().unwrap_or(0),
            Self::AtLeast { cursors, .. } => cursors.iter().map(Self::cost).sum(),
            Self::Except(base, _) => base.cost(),
            Self::Words(words) => words.cursor.cost(),
            // Reading the text of a section costs as much as visiting many.
            Self::Checked(checked) => checked.inner.cost().saturating_mul(100),
        }
    }

    /// Adds the mentions and the score of `doc` if the cursor is on it.
    pub(super) fn tally(&mut self, doc: u32, lengths: &dyn Fn(u32) -> u8, tally: &mut Tally) {
        if self.doc() != doc {
            return;
        }
        match self {
            Self::All { .. } | Self::Docs { .. } | Self::Mark(_) => {}
            Self::Counted { docs, at, weight } => {
                let count = docs.get(*at).map_or(0, |&(_, count)| count);
                tally.mentions += count;
                tally.score += weight.score(count, lengths(doc), false);
            }
            Self::Phrase(phrase) => phrase.tally(lengths(doc), tally),
            Self::Spans(spans) => spans.tally(lengths(doc), tally),
            Self::Kept(kept) => kept.inner.tally(doc, lengths, tally),
            Self::And(cursors) | Self::AtLeast { cursors, .. } => {
                for cursor in cursors {
                    cursor.tally(doc, lengths, tally);
                }
            }
            Self::Except(base, _) => base.tally(doc, lengths, tally),
            Self::Words(words) => words.tally(doc, lengths, tally),
            Self::Checked(checked) => {
                let mut inner = Tally::default();
                checked.inner.tally(doc, lengths, &mut inner);
                tally.mentions += checked.count;
                tally.score += inner.score;
            }
        }
    }
}

/// Moves all cursors to the next section that all of them find. The first one leads.
fn align(cursors: &mut [Cursor<'_>]) -> tantivy::Result<()> {
    let Some((first, others)) = cursors.split_first_mut() else { return Ok(()) };
    'leading: loop {
        let doc = first.doc();
        if doc == TERMINATED {
            return Ok(());
        }
        for other in others.iter_mut() {
            let found = other.seek(doc)?;
            if found > doc {
                first.seek(found)?;
                continue 'leading;
            }
        }
        return Ok(());
    }
}

/// Returns the first section at or after `target` that at least `least` of the cursors find.
///
/// All cursors are moved to `target`; the lowest section that any of them is on is the only
/// candidate. If too few are on it, no section before it can be found either, so that the next
/// target is the one after it. There are only a few words or forms, so that a heap would not pay.
fn at_least(cursors: &mut [Cursor<'_>], least: usize, mut target: u32) -> tantivy::Result<u32> {
    loop {
        let mut lowest = TERMINATED;
        for cursor in cursors.iter_mut() {
            lowest = lowest.min(cursor.seek(target)?);
        }
        if lowest == TERMINATED {
            return Ok(TERMINATED);
        }
        if cursors.iter().filter(|cursor| cursor.doc() == lowest).count() >= least {
            return Ok(lowest);
        }
        target = lowest + 1;
    }
}

/// Advances `base` while `without` is on the same section.
fn skip_excepted(base: &mut Cursor<'_>, without: &mut Cursor<'_>) -> tantivy::Result<()> {
    while base.doc() != TERMINATED && without.seek(base.doc())? == base.doc() {
        base.advance()?;
    }
    Ok(())
}

/// The words of a loose question.
pub(super) struct Words<'a> {
    /// Finds the sections with enough of the words; its children are the cursors of the words.
    cursor: Cursor<'a>,
    /// The number of words, including those that do not occur in the segment.
    all: usize,
    /// The number of characters of all words in total.
    len: u32,
}

impl<'a> Words<'a> {
    /// Returns the sections that contain at least `least` of `all` words. `words` are the cursors
    /// of those that occur in the segment.
    pub(super) fn new(
        words: Vec<Cursor<'a>>,
        (least, all): (usize, usize),
        len: u32,
    ) -> tantivy::Result<Self> {
        let cursor = Cursor::AtLeast { least, cursors: words, doc: 0 }.start()?;
        Ok(Self { cursor, all, len })
    }

    /// Adds mentions and scores of the words; the closer together they are, the higher the score.
    fn tally(&mut self, doc: u32, lengths: &dyn Fn(u32) -> u8, tally: &mut Tally) {
        let mut words = Tally::default();
        self.cursor.tally(doc, lengths, &mut words);
        tally.mentions += words.mentions;
        tally.score += words.score
            * proximity(self.len, self.shortest_span(doc))
            * coverage(self.count_present(doc), self.all);
    }

    /// Returns the number of words that the section contains.
    fn count_present(&self, doc: u32) -> usize {
        let Cursor::AtLeast { cursors, .. } = &self.cursor else { return 0 };
        cursors.iter().filter(|cursor| cursor.doc() == doc).count()
    }

    /// Returns the length of the shortest span of the section that has an occurrence of every word
    /// that the section contains; `None` if it contains fewer than two.
    ///
    /// Goes over the positions of all words in order and remembers the last one of each word. The
    /// shortest span that ends at a position begins at the earliest of these: any later beginning
    /// would miss that word. Single characters have no positions and are left out.
    fn shortest_span(&mut self, doc: u32) -> Option<u32> {
        let Cursor::AtLeast { cursors, .. } = &mut self.cursor else { return None };
        let mut positions: Vec<(u32, usize)> = Vec::new();
        let mut words = 0;
        for cursor in cursors {
            let Cursor::Phrase(phrase) = cursor else { continue };
            if phrase.doc() == doc {
                phrase.read();
                positions.extend(phrase.positions().iter().map(|&position| (position, words)));
                words += 1;
            }
        }
        if words < 2 {
            return None;
        }
        positions.sort_unstable();
        let mut last: Vec<Option<u32>> = vec![None; words];
        let mut shortest = None;
        for (position, word) in positions {
            *last.get_mut(word)? = Some(position);
            // `None` is the least: there is an earliest one only once every word was met.
            if let Some(earliest) = last.iter().copied().min().flatten() {
                let span = position - earliest + 1;
                shortest = Some(shortest.map_or(span, |known: u32| known.min(span)));
            }
        }
        shortest
    }
}

/// The sections of another cursor that belong to certain reports.
pub(super) struct Kept<'a> {
    inner: Cursor<'a>,
    keeps: Box<dyn Fn(u32) -> bool + 'a>,
}

impl<'a> Kept<'a> {
    /// Returns the sections of `inner` that `keeps` accepts.
    pub(super) fn new(inner: Cursor<'a>, keeps: impl Fn(u32) -> bool + 'a) -> Self {
        Self { inner, keeps: Box::new(keeps) }
    }

    /// Moves on to a section that is kept, from the one that `inner` is on.
    fn settle(&mut self) -> tantivy::Result<()> {
        while self.inner.doc() != TERMINATED && !(self.keeps)(self.inner.doc()) {
            self.inner.advance()?;
        }
        Ok(())
    }
}

/// The sections of another cursor whose original text passes a check.
pub(super) struct Checked<'a> {
    inner: Cursor<'a>,
    check: Check<'a>,
    /// The number of occurrences in the section that the cursor is on.
    count: u32,
}

/// Counts the occurrences of a term in the original text of a section.
type Check<'a> = Box<dyn FnMut(u32) -> tantivy::Result<u32> + 'a>;

impl<'a> Checked<'a> {
    /// Returns the sections of `inner` for which `check` counts at least one occurrence.
    pub(super) fn new(inner: Cursor<'a>, check: Check<'a>) -> Self {
        Self { inner, check, count: 0 }
    }

    /// Moves on to a section that passes the check, from the one that `inner` is on.
    fn settle(&mut self) -> tantivy::Result<()> {
        while self.inner.doc() != TERMINATED {
            self.count = (self.check)(self.inner.doc())?;
            if self.count > 0 {
                break;
            }
            self.inner.advance()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
