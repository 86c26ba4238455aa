//! The first section that each query finds in each group.

use rustc_hash::FxHashMap;

use super::collector::{Collector, FoundSection};
use super::grouping::Grouping;
use crate::error::Result;
use crate::index::{IndexReader, SectionAddress, Segment};
use crate::search::facet::{Group, GroupBy};

/// Collects the first section that each query finds in each group: by path, then by place in the
/// report.
pub(crate) struct FirstSections<'a> {
    grouping: Grouping<'a>,
    /// The first sections of the current segment, by query and the key of the group.
    current: FxHashMap<(usize, u32), Candidate>,
    /// The first section of each segment so far, by the same.
    firsts: FxHashMap<(usize, u32), Vec<Candidate>>,
}

/// A section, the ordinal of its path in the segment, and its place in the report.
#[derive(Clone, Copy)]
struct Candidate {
    address: SectionAddress,
    path: u64,
    ordinal: u64,
}

/// For each query and group, the first section of each segment.
pub(crate) struct FirstOfSegments {
    firsts: FxHashMap<usize, FxHashMap<Group, Vec<Candidate>>>,
}

impl FirstSections<'_> {
    pub(crate) fn new(by: GroupBy) -> Self {
        let (current, firsts) = (FxHashMap::default(), FxHashMap::default());
        Self { grouping: Grouping::new(by), current, firsts }
    }
}

impl<'a> Collector<'a> for FirstSections<'a> {
    type Fruit = FirstOfSegments;

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.grouping.enter(segment)
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        let FoundSection { segment, address, query, .. } = section;
        let key = self.grouping.key_of(address.doc)?;
        // Within a segment the ordinals of paths are in the order of the paths.
        let path = segment.paths()?.ords().first(address.doc).unwrap_or_default();
        let ordinal = segment.ordinals()?.first(address.doc).unwrap_or_default();
        let candidate = Candidate { address, path, ordinal };
        let first = self.current.entry((query, key)).or_insert(candidate);
        if (path, ordinal) < (first.path, first.ordinal) {
            *first = candidate;
        }
        Ok(())
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        for (key, first) in self.current.drain() {
            self.firsts.entry(key).or_default().push(first);
        }
        Ok(())
    }

    fn finish(self) -> FirstOfSegments {
        let groups = self.grouping.into_groups();
        let group = |key: u32| groups.get(key as usize).cloned().expect("every key has a group");
        let mut of_queries = FirstOfSegments { firsts: FxHashMap::default() };
        for ((query, key), firsts) in self.firsts {
            of_queries.firsts.entry(query).or_default().insert(group(key), firsts);
        }
        of_queries
    }
}

impl FirstOfSegments {
    /// Returns the first section of a group in all segments; `None` if the query finds nothing in it.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub(crate) fn first(
        &self,
        reader: &IndexReader,
        query: usize,
        group: &Group,
    ) -> Result<Option<SectionAddress>> {
        let firsts = self.firsts.get(&query).and_then(|firsts| firsts.get(group));
        let Some(firsts) = firsts else { return Ok(None) };
        if let [only] = firsts[..] {
            return Ok(Some(only.address));
        }
        reader.guard(|| {
            let mut first: Option<(String, Candidate)> = None;
            for &candidate in firsts {
                let path = reader.path(candidate.address)?;
                let is_earlier = first.as_ref().is_none_or(|(known, section)| {
                    (&path, candidate.ordinal) < (known, section.ordinal)
                });
                if is_earlier {
                    first = Some((path, candidate));
                }
            }
            Ok(first.map(|(_, section)| section.address))
        })
    }
}
