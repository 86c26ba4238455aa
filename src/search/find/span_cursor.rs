//! Iterates over the sections of one segment that have spans of a tree, by the positions in the index.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::character_places::CharacterPlaces;
use super::phrase::Phrase;
use super::score::Tally;
use crate::index::{PARAGRAPH_END, SENTENCE_END, Segment};
use crate::search::plan::{SpanTree, Unit};
use crate::search::spans::{Span, SpanFinder, SpanText, keep_outermost};
use crate::text::Ends;

/// The sections with spans of a tree, in order.
pub(super) struct SpanCursor {
    tree: SpanTree<Leaf>,
    ends: EndPostings,
    doc: u32,
    finder: SpanFinder,
    /// The mentions in the section that the cursor is on.
    mentions: Vec<Span>,
}

/// A leaf of the tree: the forms of a term that occur in the segment.
pub(super) struct Leaf {
    forms: Vec<FormPlaces>,
}

/// The sections that contain a form, with its places in each.
pub(super) enum FormPlaces {
    Phrase(Box<Phrase>),
    Character(CharacterPlaces),
}

impl FormPlaces {
    fn doc(&self) -> u32 {
        match self {
            Self::Phrase(phrase) => phrase.doc(),
            Self::Character(places) => places.doc(),
        }
    }

    fn seek(&mut self, target: u32) {
        match self {
            Self::Phrase(phrase) => phrase.seek(target),
            Self::Character(places) => places.seek(target),
        }
    }

    fn cost(&self) -> usize {
        match self {
            Self::Phrase(phrase) => phrase.cost(),
            Self::Character(places) => places.cost(),
        }
    }

    fn tally(&mut self, length: u8, tally: &mut Tally) {
        match self {
            Self::Phrase(phrase) => phrase.tally(length, tally),
            Self::Character(places) => places.tally(length, tally),
        }
    }

    /// Reads the places in the section that it is on.
    fn read(&mut self) {
        match self {
            Self::Phrase(phrase) => phrase.read(),
            Self::Character(places) => places.read(),
        }
    }

    /// Adds the occurrences in the section that it is on, which were read.
    fn collect(&self, found: &mut Vec<Span>) {
        match self {
            Self::Phrase(phrase) => {
                let len = phrase.len();
                let ends = phrase.positions().iter();
                found.extend(ends.map(|end| Span::of_positions(end - len, *end)));
            }
            Self::Character(places) => {
                let places = places.places().iter();
                found.extend(places.map(|place| Span::of_positions(*place, place + 1)));
            }
        }
    }
}

/// Where sentences and paragraphs end.
struct EndPostings {
    sentences: Option<SegmentPostings>,
    paragraphs: Option<SegmentPostings>,
    /// The ends in the section that was read last.
    ends: Ends,
}

impl SpanCursor {
    /// Returns a cursor on the first section with a span.
    pub(super) fn new(tree: SpanTree<Leaf>, segment: &Segment) -> tantivy::Result<Self> {
        let ends = EndPostings::open(&tree, segment)?;
        let (finder, mentions) = Default::default();
        let mut cursor = Self { tree, ends, doc: 0, finder, mentions };
        cursor.settle(0);
        Ok(cursor)
    }

    /// Returns the section that the cursor is on, or [`TERMINATED`].
    pub(super) fn doc(&self) -> u32 {
        self.doc
    }

    /// Returns the number of mentions in the section that the cursor is on.
    pub(super) fn mentions(&self) -> u32 {
        u32::try_from(self.mentions.len()).expect("positions are 32 bits wide")
    }

    /// Moves to the first section at or after `target`.
    pub(super) fn seek(&mut self, target: u32) {
        if self.doc < target {
            self.settle(target);
        }
    }

    /// Moves to the first section at or after `target` with a span.
    fn settle(&mut self, target: u32) {
        let mut target = target;
        loop {
            self.doc = self.tree.seek(target);
            if self.doc == TERMINATED {
                return;
            }
            self.ends.read(self.doc);
            self.tree.read(self.doc);
            let place = Place { doc: self.doc, ends: &self.ends.ends };
            self.finder.find(&self.tree, &place, &mut self.mentions);
            if !self.mentions.is_empty() {
                keep_outermost(&mut self.mentions);
                return;
            }
            target = self.doc + 1;
        }
    }

    /// Returns the most sections that can have a span.
    pub(super) fn cost(&self) -> usize {
        self.tree.cost()
    }

    /// Adds the mentions of the section that the cursor is on, and the score of its terms.
    pub(super) fn tally(&mut self, length: u8, tally: &mut Tally) {
        let mut terms = Tally::default();
        let doc = self.doc;
        self.tree.for_each_wanted(&mut |leaf| {
            for form in leaf.forms.iter_mut().filter(|form| form.doc() == doc) {
                form.tally(length, &mut terms);
            }
        });
        tally.mentions += self.mentions();
        tally.score += terms.score;
    }
}

impl Leaf {
    /// Returns a leaf for the forms of a term that occur in the segment.
    pub(super) fn new(forms: Vec<FormPlaces>) -> Self {
        Self { forms }
    }

    fn seek(&mut self, target: u32) -> u32 {
        let docs = self.forms.iter_mut().map(|form| {
            form.seek(target);
            form.doc()
        });
        docs.min().unwrap_or(TERMINATED)
    }

    /// Reads the places of the forms that are on a section.
    fn read(&mut self, doc: u32) {
        self.forms.iter_mut().filter(|form| form.doc() == doc).for_each(FormPlaces::read);
    }

    fn cost(&self) -> usize {
        self.forms.iter().map(FormPlaces::cost).sum()
    }
}

impl SpanTree<Leaf> {
    /// Moves all leaves to the first section at or after `target` that can have a span.
    fn seek(&mut self, target: u32) -> u32 {
        match self {
            Self::Leaf(leaf) => leaf.seek(target),
            Self::Within(_, inner) | Self::Needed(inner) => inner.seek(target),
            Self::Except(both) | Self::Outside(both) => {
                let [base, without] = both.as_mut();
                let doc = base.seek(target);
                if doc != TERMINATED {
                    without.seek(doc);
                }
                doc
            }
            Self::Or(_) => self.seek_each(target),
            Self::And(trees) => align(target, trees.iter_mut().collect()),
            Self::Near { both, .. } => align(target, both.iter_mut().collect()),
            Self::Pattern(pieces) => {
                let parts = pieces.iter_mut().flat_map(|piece| &mut piece.parts);
                align(target, parts.map(|(leaf, _)| leaf).collect())
            }
        }
    }

    /// Moves every part to the first section at or after `target` that it is on, and returns the first of
    /// these. A unit that one alternative meets also counts the terms of another that it does not meet, so
    /// that no term may be moved on to where the others of its conjunction are.
    fn seek_each(&mut self, target: u32) -> u32 {
        let first = |trees: &mut [Self]| {
            trees.iter_mut().map(|tree| tree.seek_each(target)).min().unwrap_or(TERMINATED)
        };
        match self {
            Self::And(trees) | Self::Or(trees) => first(trees),
            Self::Except(both) => first(both.as_mut_slice()),
            Self::Needed(inner) => inner.seek_each(target),
            Self::Outside(_)
            | Self::Leaf(_)
            | Self::Pattern(_)
            | Self::Near { .. }
            | Self::Within(..) => self.seek(target),
        }
    }

    fn cost(&self) -> usize {
        match self {
            Self::Leaf(leaf) => leaf.cost(),
            Self::Within(_, inner) | Self::Needed(inner) => inner.cost(),
            Self::Except(both) | Self::Outside(both) => both[0].cost(),
            Self::Or(trees) => trees.iter().map(Self::cost).sum(),
            Self::And(trees) => trees.iter().map(Self::cost).min().unwrap_or(0),
            Self::Near { both, .. } => both[0].cost().min(both[1].cost()),
            Self::Pattern(_) => self.leaves().into_iter().map(Leaf::cost).min().unwrap_or(0),
        }
    }

    /// Reads the places of all leaves that are on a section.
    fn read(&mut self, doc: u32) {
        match self {
            Self::Leaf(leaf) => leaf.read(doc),
            Self::Within(_, inner) | Self::Needed(inner) => inner.read(doc),
            Self::And(trees) | Self::Or(trees) => trees.iter_mut().for_each(|tree| tree.read(doc)),
            Self::Near { both, .. } | Self::Except(both) | Self::Outside(both) => {
                both.iter_mut().for_each(|tree| tree.read(doc));
            }
            Self::Pattern(pieces) => {
                let parts = pieces.iter_mut().flat_map(|piece| &mut piece.parts);
                parts.for_each(|(leaf, _)| leaf.read(doc));
            }
        }
    }

    /// Calls `visit` for every leaf that is not excluded.
    fn for_each_wanted(&mut self, visit: &mut impl FnMut(&mut Leaf)) {
        match self {
            Self::Leaf(leaf) => visit(leaf),
            Self::Within(_, inner) => inner.for_each_wanted(visit),
            Self::Needed(_) => {}
            Self::Except(both) | Self::Outside(both) => both[0].for_each_wanted(visit),
            Self::And(trees) | Self::Or(trees) => {
                for tree in trees {
                    tree.for_each_wanted(visit);
                }
            }
            Self::Near { both, .. } => {
                for tree in both.iter_mut() {
                    tree.for_each_wanted(visit);
                }
            }
            Self::Pattern(pieces) => {
                for (leaf, _) in pieces.iter_mut().flat_map(|piece| &mut piece.parts) {
                    visit(leaf);
                }
            }
        }
    }

    /// Returns whether the ends of a unit have to be known.
    fn asks_for(&self, unit: Unit) -> bool {
        match self {
            Self::Leaf(_) => false,
            Self::Within(own, inner) => *own == unit || inner.asks_for(unit),
            Self::Needed(inner) => inner.asks_for(unit),
            Self::And(trees) | Self::Or(trees) => trees.iter().any(|tree| tree.asks_for(unit)),
            Self::Near { both, .. } | Self::Except(both) | Self::Outside(both) => {
                both.iter().any(|tree| tree.asks_for(unit))
            }
            Self::Pattern(_) => unit == Unit::Sentence,
        }
    }
}

/// A part of a tree that goes over sections.
trait Seek {
    fn seek_to(&mut self, target: u32) -> u32;
    fn sections_at_most(&self) -> usize;
}

impl Seek for SpanTree<Leaf> {
    fn seek_to(&mut self, target: u32) -> u32 {
        self.seek(target)
    }

    fn sections_at_most(&self) -> usize {
        self.cost()
    }
}

impl Seek for Leaf {
    fn seek_to(&mut self, target: u32) -> u32 {
        self.seek(target)
    }

    fn sections_at_most(&self) -> usize {
        self.cost()
    }
}

/// Moves all parts to the first section at or after `target` that all of them are on. The rarest leads.
fn align<T: Seek>(target: u32, mut parts: Vec<&mut T>) -> u32 {
    parts.sort_by_key(|part| part.sections_at_most());
    let mut doc = target;
    'leading: loop {
        for part in &mut parts {
            let found = part.seek_to(doc);
            if found == TERMINATED {
                return TERMINATED;
            }
            if found > doc {
                doc = found;
                continue 'leading;
            }
        }
        return doc;
    }
}

/// A section whose leaves are on it.
struct Place<'p> {
    doc: u32,
    ends: &'p Ends,
}

impl SpanText<Leaf> for Place<'_> {
    fn add_occurrences(&self, leaf: &Leaf, found: &mut Vec<Span>) {
        for form in leaf.forms.iter().filter(|form| form.doc() == self.doc) {
            form.collect(found);
        }
        if leaf.forms.len() > 1 {
            found.sort_unstable();
        }
    }

    fn ends(&self) -> &Ends {
        self.ends
    }
}

impl EndPostings {
    /// Opens the ends that a tree asks for.
    fn open(tree: &SpanTree<Leaf>, segment: &Segment) -> tantivy::Result<Self> {
        let postings = |unit: Unit, term: &str| {
            if !tree.asks_for(unit) {
                return Ok(None);
            }
            let term = Term::from_field_text(segment.fields().ends, term);
            let option = IndexRecordOption::WithFreqsAndPositions;
            segment.ends()?.read_postings(&term, option).map_err(tantivy::TantivyError::from)
        };
        Ok(Self {
            sentences: postings(Unit::Sentence, SENTENCE_END)?,
            paragraphs: postings(Unit::Paragraph, PARAGRAPH_END)?,
            ends: Ends::default(),
        })
    }

    /// Reads the ends in a section. Sections come in order.
    fn read(&mut self, doc: u32) {
        let Ends { sentences, paragraphs } = &mut self.ends;
        for (postings, ends) in
            [(&mut self.sentences, sentences), (&mut self.paragraphs, paragraphs)]
        {
            ends.clear();
            let Some(postings) = postings else { continue };
            let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
            if at == doc {
                postings.positions(ends);
            }
        }
    }
}
