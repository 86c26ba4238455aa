//! Collectors: questions over the sections of an index.

use crate::index::{SectionAddress, Segment};
use crate::search::find::FilterResult;

/// A section that was found.
#[derive(Clone, Copy)]
pub(crate) struct FoundSection<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) address: SectionAddress,
    /// Which of the queries found it, if several are asked together.
    pub(crate) query: usize,
    /// The number of its report.
    pub(crate) report: u64,
    /// The filters it passes: all of them, unless the collector wants near misses.
    pub(crate) passed: FilterResult,
    pub(crate) mentions: u32,
    pub(crate) score: f32,
}

/// A section that is counted over, whether it is found or not.
#[derive(Clone, Copy)]
pub(crate) struct GroundSection<'a> {
    pub(crate) segment: &'a Segment,
    pub(crate) doc: u32,
    /// The number of its report.
    pub(crate) report: u64,
    /// The filters it passes, as those of a section that was found.
    pub(crate) passed: FilterResult,
}

/// A question over the sections of an index, answered in one walk over them.
///
/// For each segment, the walk adds the sections that are found, query by query, and then, if the
/// collector wants them, all sections that pass the filters. Sections come in the order of the index,
/// those of a report one after the other. Sections of reports that are not counted are never added.
pub(crate) trait Collector<'a> {
    /// The result.
    type Fruit;

    /// Returns whether the collector wants the sections that are found.
    fn wants_found(&self) -> bool {
        true
    }

    /// Returns whether the collector also wants sections that fail the filters on a single facet, of
    /// those that are found and of those that are counted over.
    fn wants_near_misses(&self) -> bool {
        false
    }

    /// Returns whether the collector wants all sections that are counted over.
    fn wants_ground(&self) -> bool {
        false
    }

    /// Begins the next segment.
    fn enter(&mut self, _segment: &'a Segment) -> tantivy::Result<()> {
        Ok(())
    }

    /// Adds a section that was found.
    fn add_found(&mut self, _section: FoundSection<'a>) -> tantivy::Result<()> {
        Ok(())
    }

    /// Adds a section that is counted over.
    fn add_ground(&mut self, _section: GroundSection<'a>) -> tantivy::Result<()> {
        Ok(())
    }

    /// Ends the segment.
    fn leave(&mut self) -> tantivy::Result<()> {
        Ok(())
    }

    /// Returns the result.
    fn finish(self) -> Self::Fruit;
}

impl<'a, A: Collector<'a>, B: Collector<'a>> Collector<'a> for (A, B) {
    type Fruit = (A::Fruit, B::Fruit);

    fn wants_found(&self) -> bool {
        self.0.wants_found() || self.1.wants_found()
    }

    fn wants_near_misses(&self) -> bool {
        self.0.wants_near_misses() || self.1.wants_near_misses()
    }

    fn wants_ground(&self) -> bool {
        self.0.wants_ground() || self.1.wants_ground()
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.0.enter(segment)?;
        self.1.enter(segment)
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        if wants(&self.0, section) {
            self.0.add_found(section)?;
        }
        if wants(&self.1, section) { self.1.add_found(section) } else { Ok(()) }
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        if wants_ground(&self.0, section) {
            self.0.add_ground(section)?;
        }
        if wants_ground(&self.1, section) { self.1.add_ground(section) } else { Ok(()) }
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        self.0.leave()?;
        self.1.leave()
    }

    fn finish(self) -> Self::Fruit {
        (self.0.finish(), self.1.finish())
    }
}

impl<'a, C: Collector<'a>> Collector<'a> for Vec<C> {
    type Fruit = Vec<C::Fruit>;

    fn wants_found(&self) -> bool {
        self.iter().any(C::wants_found)
    }

    fn wants_near_misses(&self) -> bool {
        self.iter().any(C::wants_near_misses)
    }

    fn wants_ground(&self) -> bool {
        self.iter().any(C::wants_ground)
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.iter_mut().try_for_each(|collector| collector.enter(segment))
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        self.iter_mut()
            .filter(|collector| wants(*collector, section))
            .try_for_each(|collector| collector.add_found(section))
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        self.iter_mut()
            .filter(|collector| wants_ground(*collector, section))
            .try_for_each(|collector| collector.add_ground(section))
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        self.iter_mut().try_for_each(C::leave)
    }

    fn finish(self) -> Self::Fruit {
        self.into_iter().map(C::finish).collect()
    }
}

/// Returns whether a collector wants a section that was found.
fn wants<'a, C: Collector<'a>>(collector: &C, section: FoundSection<'a>) -> bool {
    collector.wants_found()
        && (section.passed == FilterResult::All || collector.wants_near_misses())
}

/// Returns whether a collector wants a section that is counted over.
fn wants_ground<'a, C: Collector<'a>>(collector: &C, section: GroundSection<'a>) -> bool {
    collector.wants_ground()
        && (section.passed == FilterResult::All || collector.wants_near_misses())
}
