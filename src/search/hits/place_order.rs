//! The order of equal hits: the newer year first, then path and place in the report.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::index::{FacetField, IndexReader, SectionAddress};
use crate::report::Year;
use crate::search::find::{map_values, value_of};

/// The order of a section among equal ones: year, path, place in the report.
type Place = (Reverse<Option<Year>>, String, u64);

/// The years of the reports of an index, read for each segment on first use.
#[derive(Default)]
pub(super) struct Years {
    of_segments: BTreeMap<u32, Vec<Option<Year>>>,
}

impl Years {
    /// Returns the year of the report that a section belongs to.
    pub(super) fn year(
        &mut self,
        reader: &IndexReader,
        address: SectionAddress,
    ) -> tantivy::Result<Option<Year>> {
        let column = reader.segment(address).facet(FacetField::Year)?;
        let years = match self.of_segments.entry(address.segment) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(slot) => {
                slot.insert(map_values(column, |value| value.parse().ok().and_then(Year::new))?)
            }
        };
        Ok(value_of(column.ords(), address.doc, years).copied().flatten())
    }
}

/// Returns the first `limit` of `sections` by year, path and place. Those of a segment have to be
/// next to each other; `address` is that of one.
///
/// There can be thousands of them, and reading a path is slow. Within a segment the ordinals of
/// paths are in the order of the paths, so that paths are read only for the first `limit` sections
/// of each segment.
pub(super) fn first_by_place<T: Copy + Ord>(
    reader: &IndexReader,
    sections: &[T],
    address: impl Fn(T) -> SectionAddress,
    limit: usize,
    years: &mut Years,
) -> tantivy::Result<Vec<T>> {
    let mut first: Vec<(Place, T)> = Vec::new();
    for of_segment in sections.chunk_by(|a, b| address(*a).segment == address(*b).segment) {
        let mut places = Vec::with_capacity(of_segment.len());
        for &section in of_segment {
            let address = address(section);
            let segment = reader.segment(address);
            let year = Reverse(years.year(reader, address)?);
            let path = segment.paths()?.ords().first(address.doc).unwrap_or_default();
            let ordinal = segment.ordinals()?.first(address.doc).unwrap_or_default();
            places.push(((year, path, ordinal), section));
        }
        places.sort_unstable();
        for ((year, _, ordinal), section) in places.into_iter().take(limit) {
            first.push(((year, reader.path(address(section))?, ordinal), section));
        }
    }
    first.sort();
    Ok(first.into_iter().map(|(_, section)| section).take(limit).collect())
}
