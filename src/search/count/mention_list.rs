//! The sections that have mentions, in the order of their places, without their texts.

use super::collector::{Collector, FoundSection, GroundSection};
use super::grouping::Grouping;
use crate::index::{SectionAddress, Segment};
use crate::search::facet::{FacetBy, Group, GroupBy};

/// A section that has mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MentionedSection {
    pub(crate) address: SectionAddress,
    /// The number of its report.
    pub(crate) report: u64,
    /// The place of the section in the report, counted from 0.
    pub(crate) ordinal: u32,
    pub(crate) mentions: u32,
    /// The place of its group among those of the facet that the list was made with, as tables order
    /// them; 0 without a facet.
    pub(crate) group: u32,
}

/// Collects the sections with mentions. The result is in the order of paths, then of places in the
/// report.
pub(crate) struct MentionList<'a> {
    paths: Grouping<'a>,
    by: Option<Grouping<'a>>,
    /// Each section with the key of its path; `group` is the key of the group until the end.
    found: Vec<(u32, MentionedSection)>,
}

impl MentionList<'_> {
    /// Returns a collector that also determines the order of the groups of a facet.
    pub(crate) fn new(by: Option<FacetBy>) -> Self {
        let by = by.map(|by| Grouping::new(GroupBy::Facet(by)));
        Self { paths: Grouping::new(GroupBy::Report), by, found: Vec::new() }
    }
}

impl<'a> Collector<'a> for MentionList<'a> {
    type Fruit = Vec<MentionedSection>;

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.paths.enter(segment)?;
        self.by.as_mut().map_or(Ok(()), |by| by.enter(segment))
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        let FoundSection { segment, address, report, mentions, .. } = section;
        if mentions > 0 {
            let ordinal = segment.ordinals()?.first(address.doc).unwrap_or_default();
            let ordinal = u32::try_from(ordinal).expect("a report has fewer sections than that");
            let group = self.by.as_ref().map(|by| by.key_of(address.doc)).transpose()?;
            let group = group.unwrap_or_default();
            let section = MentionedSection { address, report, ordinal, mentions, group };
            self.found.push((self.paths.key_of(address.doc)?, section));
        }
        Ok(())
    }

    fn finish(self) -> Vec<MentionedSection> {
        let paths = places(&self.paths.into_groups());
        let groups = self.by.map(|by| places(&by.into_groups()));
        let place = |places: &[u32], key: u32| {
            places.get(key as usize).copied().expect("every key has a group")
        };
        let mut found = self.found;
        for (path, section) in &mut found {
            *path = place(&paths, *path);
            if let Some(groups) = &groups {
                section.group = place(groups, section.group);
            }
        }
        found.sort_unstable_by_key(|(path, section)| (*path, section.ordinal));
        found.into_iter().map(|(_, section)| section).collect()
    }
}

/// Returns the place of each group among all of them, in order.
fn places(groups: &[Group]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(groups.len()).collect();
    order.sort_unstable_by_key(|&key| groups.get(key as usize));
    let mut places = vec![0; groups.len()];
    for (key, place) in order.into_iter().zip(0..) {
        if let Some(slot) = places.get_mut(key as usize) {
            *slot = place;
        }
    }
    places
}

/// Collects the sections that are counted over.
#[derive(Default)]
pub(crate) struct SectionsInGround {
    at: u32,
    sections: Vec<SectionAddress>,
}

impl<'a> Collector<'a> for SectionsInGround {
    type Fruit = Vec<SectionAddress>;

    fn wants_found(&self) -> bool {
        false
    }

    fn wants_ground(&self) -> bool {
        true
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        self.sections.push(SectionAddress { segment: self.at, doc: section.doc });
        Ok(())
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        self.at += 1;
        Ok(())
    }

    fn finish(self) -> Vec<SectionAddress> {
        self.sections
    }
}
