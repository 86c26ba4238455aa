//! The sections that are found, in the order of paths, then of places in the report.

use super::collector::{Collector, FoundSection};
use crate::error::Result;
use crate::index::{IndexReader, SectionAddress, Segment};

/// Collects every section that is found: 16 bytes for each, so that there can be millions of them.
#[derive(Default)]
pub(crate) struct EverySection {
    segments: Vec<Vec<Place>>,
}

/// A section of a segment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The ordinal of the path in the segment, which is in the order of the paths.
    path: u32,
    /// The place in the report, counted from 0.
    ordinal: u32,
    doc: u32,
    mentions: u32,
}

impl Place {
    fn new(section: FoundSection<'_>) -> tantivy::Result<Self> {
        let FoundSection { segment, address, mentions, .. } = section;
        let doc = address.doc;
        let small = |number: Option<u64>| {
            let number = u32::try_from(number.unwrap_or_default());
            number.expect("a segment has fewer sections, and paths, than that")
        };
        let path = small(segment.paths()?.ords().first(doc));
        Ok(Self { path, ordinal: small(segment.ordinals()?.first(doc)), doc, mentions })
    }
}

impl<'a> Collector<'a> for EverySection {
    type Fruit = Self;

    fn enter(&mut self, _segment: &'a Segment) -> tantivy::Result<()> {
        self.segments.push(Vec::new());
        Ok(())
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        if let Some(places) = self.segments.last_mut() {
            places.push(Place::new(section)?);
        }
        Ok(())
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        if let Some(places) = self.segments.last_mut() {
            places.sort_unstable();
        }
        Ok(())
    }

    fn finish(self) -> Self {
        self
    }
}

/// A section that was found, in its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundPlace {
    pub(crate) address: SectionAddress,
    /// The number of its report.
    pub(crate) report: u64,
    /// The place of the section in the report, counted from 0.
    pub(crate) ordinal: u32,
    pub(crate) mentions: u32,
}

/// The sections in their order. A report lies in one segment, so that segments are joined at paths,
/// and one path for each of them is in memory.
pub(crate) struct InPathOrder<'a> {
    reader: &'a IndexReader,
    segments: Vec<Run>,
}

/// What is left of a segment.
struct Run {
    at: u32,
    next: Place,
    /// The path of the next section.
    path: String,
    rest: std::vec::IntoIter<Place>,
}

impl EverySection {
    /// Returns the sections in their order.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn in_order(self, reader: &IndexReader) -> Result<InPathOrder<'_>> {
        let mut segments = Vec::new();
        for (places, at) in self.segments.into_iter().zip(0..) {
            let mut rest = places.into_iter();
            let Some(next) = rest.next() else { continue };
            let path = path_at(reader, at, next)?;
            segments.push(Run { at, next, path, rest });
        }
        Ok(InPathOrder { reader, segments })
    }
}

impl Iterator for InPathOrder<'_> {
    type Item = Result<FoundPlace>;

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.segments.iter().enumerate().min_by_key(|(_, run)| &run.path)?.0;
        let run = self.segments.get_mut(first)?;
        let (at, place) = (run.at, run.next);
        match run.rest.next() {
            None => drop(self.segments.remove(first)),
            Some(next) => {
                run.next = next;
                if next.path != place.path {
                    match path_at(self.reader, at, next) {
                        Ok(path) => run.path = path,
                        Err(error) => return Some(Err(error)),
                    }
                }
            }
        }
        let address = SectionAddress { segment: at, doc: place.doc };
        let report = self.reader.guard(|| self.reader.report_number(address));
        let Place { ordinal, mentions, .. } = place;
        Some(report.map(|report| FoundPlace { address, report, ordinal, mentions }))
    }
}

fn path_at(reader: &IndexReader, segment: u32, place: Place) -> Result<String> {
    reader.guard(|| reader.path(SectionAddress { segment, doc: place.doc }))
}
