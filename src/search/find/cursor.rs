//! Walks through the sections of one segment that a query finds, counting mentions on the way.
//!
//! A cursor stands on a section or at the end. Exactness rests on [`Phrase`]: it stands on a
//! section exactly where all windows of a form occur at the right distances.

use tantivy::TERMINATED;

use super::phrase::Phrase;
use super::score::{Tally, Weight, coverage, nearness};

/// The sections of one segment that a part of a query finds, in order.
pub(super) enum Cursor<'a> {
    /// Every section.
    All { doc: u32, end: u32 },
    /// Sections that were worked out before; what they hold is no mention.
    Docs { docs: Vec<u32>, at: usize },
    /// The sections that hold a single character, with how often.
    Counted { docs: Vec<(u32, u32)>, at: usize, weight: Weight },
    /// The sections that hold a form of two characters or more.
    Phrase(Box<Phrase>),
    /// Sections on which all of the cursors stand.
    And(Vec<Cursor<'a>>),
    /// Sections on which at least so many of the cursors stand.
    AtLeast { least: usize, cursors: Vec<Cursor<'a>>, doc: u32 },
    /// Sections of the first cursor on which the second does not stand.
    Except(Box<Cursor<'a>>, Box<Cursor<'a>>),
    /// The words of a loose question: sections on which enough of them stand, near ones first.
    Words(Box<Words<'a>>),
    /// Sections whose original text holds a term, checked one by one.
    Checked(Box<Checked<'a>>),
}

impl Cursor<'_> {
    /// Returns the section the cursor stands on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        match self {
            Self::All { doc, .. } | Self::AtLeast { doc, .. } => *doc,
            Self::Docs { docs, at } => docs.get(*at).copied().unwrap_or(TERMINATED),
            Self::Counted { docs, at, .. } => docs.get(*at).map_or(TERMINATED, |&(doc, _)| doc),
            Self::Phrase(phrase) => phrase.doc(),
            Self::And(cursors) => cursors.first().map_or(TERMINATED, Self::doc),
            Self::Except(base, _) => base.doc(),
            Self::Words(words) => words.cursor.doc(),
            Self::Checked(checked) => checked.inner.doc(),
        }
    }

    /// Goes to the next section.
    pub(super) fn advance(&mut self) -> tantivy::Result<u32> {
        let doc = self.doc();
        if doc == TERMINATED { Ok(doc) } else { self.seek(doc + 1) }
    }

    /// Goes to the first section at `target` or behind it; never goes back.
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
            Self::Phrase(phrase) => phrase.seek(target),
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

    /// Puts a cursor that was just made on its first section.
    pub(super) fn start(mut self) -> tantivy::Result<Self> {
        match &mut self {
            Self::And(cursors) => align(cursors)?,
            Self::AtLeast { least, cursors, doc } => *doc = at_least(cursors, *least, 0)?,
            Self::Except(base, without) => skip_excepted(base, without)?,
            Self::Checked(checked) => checked.settle()?,
            _ => {}
        }
        Ok(self)
    }

    /// Returns roughly how many sections the cursor goes through; the smaller one leads.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::All { end, .. } => *end as usize,
            Self::Docs { docs, .. } => docs.len(),
            Self::Counted { docs, .. } => docs.len(),
            Self::Phrase(phrase) => phrase.cost(),
            Self::And(cursors) => cursors.iter().map(Self::cost).min().unwrap_or(0),
            Self::AtLeast { cursors, .. } => cursors.iter().map(Self::cost).sum(),
            Self::Except(base, _) => base.cost(),
            Self::Words(words) => words.cursor.cost(),
            // Reading a section's text costs as much as going through many.
            Self::Checked(checked) => checked.inner.cost().saturating_mul(100),
        }
    }

    /// Adds what the section the cursor stands on counts.
    pub(super) fn tally(&mut self, doc: u32, lengths: &dyn Fn(u32) -> u8, tally: &mut Tally) {
        if self.doc() != doc {
            return;
        }
        match self {
            Self::All { .. } | Self::Docs { .. } => {}
            Self::Counted { docs, at, weight } => {
                let count = docs.get(*at).map_or(0, |&(_, count)| count);
                tally.mentions += count;
                tally.score += weight.score(count, lengths(doc), false);
            }
            Self::Phrase(phrase) => phrase.tally(lengths(doc), tally),
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

/// Brings all cursors to one section, the first of them leading.
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

/// Returns the first section from `target` on where at least so many of the cursors stand.
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

/// Moves `base` on while `without` stands on the same section.
fn skip_excepted(base: &mut Cursor<'_>, without: &mut Cursor<'_>) -> tantivy::Result<()> {
    while base.doc() != TERMINATED && without.seek(base.doc())? == base.doc() {
        base.advance()?;
    }
    Ok(())
}

/// The words of a loose question.
pub(super) struct Words<'a> {
    /// Stands where enough of the words stand; its children are the words' cursors.
    cursor: Cursor<'a>,
    /// How many words there are, also those that stand nowhere in the segment.
    all: usize,
    /// The number of characters of all words together.
    len: u32,
}

impl<'a> Words<'a> {
    /// Returns the sections in which at least `least` of `all` words stand; `words` are the cursors
    /// of those that stand anywhere in the segment.
    pub(super) fn new(
        words: Vec<Cursor<'a>>,
        (least, all): (usize, usize),
        len: u32,
    ) -> tantivy::Result<Self> {
        let cursor = Cursor::AtLeast { least, cursors: words, doc: 0 }.start()?;
        Ok(Self { cursor, all, len })
    }

    /// Adds mentions and scores of the words; the nearer they stand together, the higher.
    fn tally(&mut self, doc: u32, lengths: &dyn Fn(u32) -> u8, tally: &mut Tally) {
        let mut words = Tally::default();
        self.cursor.tally(doc, lengths, &mut words);
        tally.mentions += words.mentions;
        let standing = self.standing(doc);
        tally.score += words.score
            * nearness(self.len, self.shortest_span(doc))
            * coverage(standing, self.all);
    }

    /// Returns how many of the words stand in the section.
    fn standing(&self, doc: u32) -> usize {
        let Cursor::AtLeast { cursors, .. } = &self.cursor else { return 0 };
        cursors.iter().filter(|cursor| cursor.doc() == doc).count()
    }

    /// Returns the length of the shortest stretch that holds each word that stands in the section.
    fn shortest_span(&self, doc: u32) -> Option<u32> {
        let Cursor::AtLeast { cursors, .. } = &self.cursor else { return None };
        let mut places: Vec<(u32, usize)> = Vec::new();
        let mut words = 0;
        for cursor in cursors {
            let Cursor::Phrase(phrase) = cursor else { continue };
            if phrase.doc() == doc {
                places.extend(phrase.starts().iter().map(|&start| (start, words)));
                words += 1;
            }
        }
        if words < 2 {
            return None;
        }
        places.sort_unstable();
        let mut last: Vec<Option<u32>> = vec![None; words];
        let mut shortest = None;
        for (start, word) in places {
            *last.get_mut(word)? = Some(start);
            let earliest = last.iter().copied().min().flatten();
            if let (Some(earliest), true) = (earliest, last.iter().all(Option::is_some)) {
                let span = start - earliest + 1;
                shortest = Some(shortest.map_or(span, |known: u32| known.min(span)));
            }
        }
        shortest
    }
}

/// Checks the original text of sections that the folded form was found in.
pub(super) struct Checked<'a> {
    inner: Cursor<'a>,
    check: Check<'a>,
    count: u32,
}

/// Returns how often the term stands in the original text of a section.
type Check<'a> = Box<dyn FnMut(u32) -> tantivy::Result<u32> + 'a>;

impl<'a> Checked<'a> {
    /// Returns the sections of `inner` for which `check` counts at least one occurrence.
    pub(super) fn new(inner: Cursor<'a>, check: Check<'a>) -> Self {
        Self { inner, check, count: 0 }
    }

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
