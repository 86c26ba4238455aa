//! Runs a plan over the segments of an index and passes every section that it finds to a visitor.

use tantivy::TERMINATED;

use super::builder::CursorBuilder;
use super::cursor::Cursor;
use super::filter_mask::{FilterMask, FilterResult};
use super::listed::Lists;
use super::nested::NestedMentions;
use super::score::Tally;
use crate::index::{IndexReader, SectionAddress, Segment};
use crate::search::plan::Plan;

/// A section that the plan finds.
pub(in crate::search) struct Found<'a, 'c> {
    pub(in crate::search) address: SectionAddress,
    pub(in crate::search) segment: &'a Segment,
    /// Which filters the section passes.
    pub(in crate::search) passed: FilterResult,
    /// The cursors that count mentions and score: the one that found the section, or one for each
    /// term.
    counting: &'c mut [Cursor<'a>],
    /// Leaves out mentions that lie inside others, if any can.
    nested: Option<&'c mut NestedMentions<'a>>,
}

impl Found<'_, '_> {
    /// Returns mentions and score of the section.
    pub(in crate::search) fn tally(&mut self) -> tantivy::Result<Tally> {
        let mut tally = Tally::default();
        let doc = self.address.doc;
        let lengths = |doc| self.segment.lengths.fieldnorm_id(doc);
        for cursor in self.counting.iter_mut() {
            cursor.seek(doc)?;
            cursor.tally(doc, &lengths, &mut tally);
        }
        if let Some(nested) = &mut self.nested {
            tally.mentions = nested.leave_out(tally.mentions, doc)?;
        }
        Ok(tally)
    }
}

/// A plan over an index.
pub(in crate::search) struct Scan<'a, 'p> {
    reader: &'a IndexReader,
    plan: &'p Plan,
    builder: CursorBuilder<'a>,
}

/// What a plan finds in one segment.
pub(in crate::search) struct SegmentScan<'a> {
    segment: &'a Segment,
    at: u32,
    pub(in crate::search) mask: FilterMask<'a>,
    /// Finds the sections; `None` if there are none.
    cursor: Option<Cursor<'a>>,
    /// Count mentions and scores, unless `cursor` does.
    counting: Option<Vec<Cursor<'a>>>,
    nested: Option<NestedMentions<'a>>,
}

impl<'a> SegmentScan<'a> {
    /// Calls `visit` for every counted section that the plan finds. With `near_misses` sections
    /// that fail the flags on a single facet are visited too, for the counts of that facet.
    pub(in crate::search) fn for_each(
        &mut self,
        near_misses: bool,
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let mut doc = self.cursor.as_ref().map_or(TERMINATED, Cursor::doc);
        while doc != TERMINATED {
            let passed = self.mask.result(doc);
            let is_wanted = match passed {
                FilterResult::All => true,
                FilterResult::AllBut(_) => near_misses,
                FilterResult::TooFew => false,
            };
            if is_wanted && self.segment.is_counted(doc) {
                visit(self.found(doc, passed))?;
            }
            let cursor = self.cursor.as_mut().expect("a cursor has returned a section");
            doc = cursor.advance()?;
        }
        Ok(())
    }

    /// Calls `visit` for those of `docs`, which are in order, that the plan finds and that pass the
    /// filters, whether their reports are counted or not.
    fn for_each_of(
        &mut self,
        docs: impl Iterator<Item = u32>,
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        for doc in docs {
            let Some(cursor) = &mut self.cursor else { return Ok(()) };
            if self.mask.passes(doc) && cursor.seek(doc)? == doc {
                visit(self.found(doc, FilterResult::All))?;
            }
        }
        Ok(())
    }

    /// Returns the number of mentions in a section; `None` if the plan does not find it. Sections come
    /// in their order.
    pub(in crate::search) fn mentions_in(&mut self, doc: u32) -> tantivy::Result<Option<u32>> {
        let Some(cursor) = &mut self.cursor else { return Ok(None) };
        if cursor.seek(doc)? != doc {
            return Ok(None);
        }
        self.found(doc, FilterResult::All).tally().map(|tally| Some(tally.mentions))
    }

    fn found(&mut self, doc: u32, passed: FilterResult) -> Found<'a, '_> {
        let address = SectionAddress { segment: self.at, doc };
        let counting = match &mut self.counting {
            Some(cursors) => cursors.as_mut_slice(),
            None => self.cursor.as_mut_slice(),
        };
        let nested = self.nested.as_mut();
        Found { address, segment: self.segment, passed, counting, nested }
    }
}

impl<'a, 'p> Scan<'a, 'p> {
    /// Prepares a plan for an index. A section must contain at least `least_words` of the words of
    /// a loose question.
    pub(in crate::search) fn new(
        reader: &'a IndexReader,
        plan: &'p Plan,
        least_words: usize,
    ) -> tantivy::Result<Self> {
        Ok(Self { reader, plan, builder: CursorBuilder::new(reader, plan, least_words)? })
    }

    /// Asks for what several plans need, if a cluster holds the texts, with one request for all. Each comes
    /// with the words that a section must contain.
    pub(in crate::search) fn ask_ahead(
        reader: &IndexReader,
        plans: impl Iterator<Item = (&'p Plan, usize)>,
    ) -> tantivy::Result<()> {
        Lists::ask_ahead(reader, plans)
    }

    /// Opens the plan on the segment with the number `at`.
    pub(in crate::search) fn open(
        &self,
        segment: &'a Segment,
        at: u32,
    ) -> tantivy::Result<SegmentScan<'a>> {
        let mask = FilterMask::new(segment, &self.plan.filters)?;
        let cursor = self.builder.cursor(segment, at, &self.plan.root)?;
        let counting = match &self.plan.counted {
            Some(nodes) if cursor.is_some() => Some(self.builder.cursors(segment, at, nodes)?),
            _ => None,
        };
        let nested = match &self.plan.nesting {
            Some(nesting) if cursor.is_some() => {
                Some(NestedMentions::open(nesting, &self.builder, segment, at)?)
            }
            _ => None,
        };
        Ok(SegmentScan { segment, at, mask, cursor, counting, nested })
    }

    /// Returns the number of counted sections that the plan finds.
    pub(in crate::search) fn count_sections(&self) -> tantivy::Result<u64> {
        let mut sections = 0;
        for (segment, at) in self.reader.segments().iter().zip(0..) {
            self.open(segment, at)?.for_each(false, |_| {
                sections += 1;
                Ok(())
            })?;
        }
        Ok(sections)
    }

    /// Calls `visit` for those of `sections`, which are in the order of their addresses, that the
    /// plan finds and that pass the filters, whether their reports are counted or not.
    pub(in crate::search) fn for_each_of(
        &self,
        sections: &[SectionAddress],
        mut visit: impl FnMut(Found<'a, '_>) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        for of_segment in sections.chunk_by(|a, b| a.segment == b.segment) {
            let Some(&first) = of_segment.first() else { continue };
            let mut scan = self.open(self.reader.segment(first), first.segment)?;
            scan.for_each_of(of_segment.iter().map(|address| address.doc), &mut visit)?;
        }
        Ok(())
    }
}
