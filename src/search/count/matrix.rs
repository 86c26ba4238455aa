//! Counts by one or two groupings: facets, rows, matrices and series.
//!
//! A report counts once in every cell, row and column in which it has a section, and once in the
//! total.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tantivy::columnar::Column;

use super::collector::{Collector, FoundSection, GroundSection};
use super::grouping::Grouping;
use crate::index::{FacetField, NumberSet, Segment};
use crate::report::{Region, RegionView};
use crate::search::counts::Counts;
use crate::search::facet::{FacetBy, Group, GroupBy, PARTS};
use crate::search::find::{FilterResult, map_values, value_of};
use crate::search::namesakes::add_places;

/// The counts of a cell, a row, a column or a whole table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// What was found.
    pub(crate) found: Counts,
    /// Distinct reports that were counted over.
    pub(crate) reports: u64,
    /// Characters of the sections that were counted over.
    pub(crate) characters: u64,
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AxisEntry {
    pub(crate) group: Group,
    pub(crate) tally: Tally,
    /// The region of its reports; empty if they are in several, absent for groups without regions,
    /// such as years.
    pub(crate) region: Option<RegionView>,
    /// The key of the group, by which cells are looked up.
    pub(super) key: u32,
}

/// Rows, columns and cells. Groups without reports are left out.
pub(crate) struct Matrix {
    pub(crate) total: Tally,
    /// The rows, in the order of their groups.
    pub(crate) rows: Vec<AxisEntry>,
    /// The columns, in the order of their groups; empty if there are only rows.
    pub(crate) columns: Vec<AxisEntry>,
    cells: FxHashMap<(u32, u32), Tally>,
}

impl Matrix {
    /// Returns the counts of a cell.
    pub(crate) fn cell(&self, row: &AxisEntry, column: &AxisEntry) -> Tally {
        self.cells.get(&(row.key, column.key)).copied().unwrap_or_default()
    }
}

/// Returns the entry of a group among `entries`, which are in the order of their groups.
pub(crate) fn entry_of<'e>(entries: &'e [AxisEntry], group: &Group) -> Option<&'e AxisEntry> {
    let at = entries.binary_search_by(|entry| entry.group.cmp(group)).ok()?;
    entries.get(at)
}

/// Returns the groups of `entries` in order. Years include all between the first and the last, even
/// without reports, so that gaps are visible.
pub(crate) fn groups_without_gaps<'e>(
    by: GroupBy,
    entries: impl Iterator<Item = &'e AxisEntry>,
) -> BTreeSet<Group> {
    let mut groups: BTreeSet<Group> = entries.map(|entry| entry.group.clone()).collect();
    if by == GroupBy::Facet(FacetBy::Agency) {
        // The entries may be those of several tables.
        let mut agencies: Vec<Group> = groups.into_iter().collect();
        add_places(agencies.iter_mut());
        groups = agencies.into_iter().collect();
    }
    if by == GroupBy::Facet(FacetBy::Year) {
        let years: Vec<u16> = groups.iter().filter_map(|group| group.key().parse().ok()).collect();
        if let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) {
            groups.extend((first..=last).map(|year| Group::plain(&year.to_string())));
        }
    }
    groups
}

/// Counts by rows and, if there are any, by columns.
pub(crate) struct TableCollector<'a> {
    rows: Axis<'a>,
    columns: Option<Axis<'a>>,
    cells: FxHashMap<(u32, u32), Tally>,
    total: Tally,
    found: SeenReports,
    ground: SeenReports,
    run: Option<Run>,
    scope: Scope,
    has_ground: bool,
}

/// The sections that a table counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Those that pass all filters.
    Ground,
    /// Those that pass the filters without those on this facet: a facet does not follow its own
    /// filter.
    AllBut(FacetField),
}

impl TableCollector<'_> {
    /// Returns a collector that counts what is found and what it is counted over.
    pub(crate) fn new(rows: GroupBy, columns: Option<GroupBy>) -> Self {
        Self {
            rows: Axis::new(rows),
            columns: columns.map(Axis::new),
            cells: FxHashMap::default(),
            total: Tally::default(),
            found: SeenReports::default(),
            ground: SeenReports::default(),
            run: None,
            scope: Scope::Ground,
            has_ground: true,
        }
    }

    /// Returns a collector for the values of a facet. It ignores the filters on the facet itself.
    /// `has_ground` says whether it also counts what is counted over; without a query that is what is
    /// found.
    pub(crate) fn for_facet(by: FacetBy, has_ground: bool) -> Self {
        let scope = Scope::AllBut(by.field());
        Self { scope, has_ground, ..Self::new(GroupBy::Facet(by), None) }
    }

    /// Returns whether a section counts that passes these filters.
    fn counts(&self, passed: FilterResult) -> bool {
        match passed {
            FilterResult::All => true,
            FilterResult::AllBut(facet) => self.scope == Scope::AllBut(facet),
            FilterResult::TooFew => false,
        }
    }

    /// Returns whether a report can have sections in several rows or columns.
    fn splits_reports(&self) -> bool {
        let splits = |axis: &Axis<'_>| axis.by().splits_reports();
        splits(&self.rows) || self.columns.as_ref().is_some_and(splits)
    }

    /// Adds the current run to the ground of its entries.
    fn close_run(&mut self) -> tantivy::Result<()> {
        let Some(run) = self.run.take() else { return Ok(()) };
        let place = self.place(run.first)?;
        let novelty = self.ground.add(run.report, place.part);
        self.update(place, novelty, |tally, is_new| {
            tally.reports += u64::from(is_new);
            tally.characters += run.characters;
        });
        if novelty == Novelty::Report {
            self.rows.add_region(place.row, run.first);
            if let (Some(columns), Some(column)) = (&mut self.columns, place.column) {
                columns.add_region(column, run.first);
            }
        }
        Ok(())
    }

    /// Returns the place of a section of the current segment.
    pub(super) fn place(&self, doc: u32) -> tantivy::Result<Place> {
        let row = self.rows.grouping.key_of(doc)?;
        let column = self.columns.as_ref().map(|axis| axis.grouping.key_of(doc)).transpose()?;
        let of_column = || self.columns.as_ref()?.part_number(column?);
        let part = self.rows.part_number(row).or_else(of_column);
        Ok(Place { row, column, part })
    }

    /// Returns whether a report counts once more in its row and in its column.
    pub(super) fn is_new_in(&self, novelty: Novelty) -> (bool, bool) {
        let is_new = |axis: &Axis<'_>| novelty.is_new_for(axis.by());
        (is_new(&self.rows), self.columns.as_ref().is_some_and(is_new))
    }

    /// Changes the counts of every entry that a section belongs to. The second argument of `change`
    /// is whether the report is new in the entry.
    fn update(&mut self, place: Place, novelty: Novelty, change: impl Fn(&mut Tally, bool)) {
        change(&mut self.total, novelty == Novelty::Report);
        let is_new = novelty.is_new_for(self.rows.by());
        change(self.rows.tally(place.row), is_new);
        let (Some(columns), Some(column)) = (&mut self.columns, place.column) else { return };
        let is_new = novelty.is_new_for(columns.by());
        change(columns.tally(column), is_new);
        let cell = self.cells.entry((place.row, column)).or_default();
        change(cell, novelty != Novelty::Nothing);
    }
}

impl<'a> Collector<'a> for TableCollector<'a> {
    type Fruit = Matrix;

    fn wants_near_misses(&self) -> bool {
        self.scope != Scope::Ground
    }

    fn wants_ground(&self) -> bool {
        self.has_ground
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.rows.enter(segment)?;
        self.columns.as_mut().map_or(Ok(()), |columns| columns.enter(segment))
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        if !self.counts(section.passed) {
            return Ok(());
        }
        let place = self.place(section.address.doc)?;
        let novelty = self.found.add(section.report, place.part);
        self.update(place, novelty, |tally, is_new| {
            tally.found.reports += u64::from(is_new);
            tally.found.sections += 1;
            tally.found.mentions += u64::from(section.mentions);
        });
        Ok(())
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        let GroundSection { segment, doc, report, passed } = section;
        if !self.counts(passed) {
            return Ok(());
        }
        // Facets do not show how long their sections are.
        let characters = match self.scope {
            Scope::Ground => segment.characters()?.first(doc).unwrap_or_default(),
            Scope::AllBut(_) => 0,
        };
        let splits_reports = self.splits_reports();
        match &mut self.run {
            Some(run) if run.report == report && !splits_reports => run.characters += characters,
            _ => {
                self.close_run()?;
                self.run = Some(Run { first: doc, report, characters });
            }
        }
        Ok(())
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        self.close_run()
    }

    fn finish(self) -> Matrix {
        Matrix {
            total: self.total,
            rows: self.rows.finish(),
            columns: self.columns.map(Axis::finish).unwrap_or_default(),
            cells: self.cells,
        }
    }
}

/// Sections of one report that follow each other in a segment and belong to the same entries.
///
/// Unless a table counts by parts, a run is the whole report: year, region and agency are the same
/// for all of its sections. So the entries are looked up once for a report, not for each of its
/// fifteen sections, and only the characters are added up section by section. With parts, a run is
/// a single section.
struct Run {
    first: u32,
    report: u64,
    characters: u64,
}

/// The row and the column of a section, and the number of its part if one of them is by part.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) column: Option<u32>,
    pub(super) part: Option<u64>,
}

/// What is new about a section.
///
/// Decides whether its report is counted once more. A report is new in the total once. If a table
/// counts by parts, it is also new in every part, and in the cells of the part, of which it had no
/// section yet. Two sets of numbers are enough for that, whatever the number of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Novelty {
    /// The report and the part were seen before.
    Nothing,
    /// The report was seen before, but no section of this part of it.
    Part,
    /// The report was not seen before.
    Report,
}

impl Novelty {
    /// Returns whether the report is new in its row or column. A report has one year, one region
    /// and one agency, but sections of several parts.
    fn is_new_for(self, by: GroupBy) -> bool {
        if by.splits_reports() { self != Self::Nothing } else { self == Self::Report }
    }
}

/// The reports seen so far, and their parts.
#[derive(Default)]
pub(super) struct SeenReports {
    reports: NumberSet,
    parts: NumberSet,
}

impl SeenReports {
    /// Adds a report and, if a table counts by parts, one of its parts.
    pub(super) fn add(&mut self, report: u64, part: Option<u64>) -> Novelty {
        let is_new_part = part.is_some_and(|part| self.parts.insert(report * PARTS + part));
        match (self.reports.insert(report), is_new_part) {
            (true, _) => Novelty::Report,
            (false, true) => Novelty::Part,
            (false, false) => Novelty::Nothing,
        }
    }
}

/// The rows or the columns of a table.
struct Axis<'a> {
    grouping: Grouping<'a>,
    tallies: Vec<Tally>,
    /// The region of each entry, empty if its reports are in several; only for agencies and
    /// reports.
    regions: Vec<Option<Region>>,
    /// In the current segment: the region of each section, and the regions.
    region_column: Option<&'a Column<u64>>,
    region_values: Vec<Region>,
}

impl<'a> Axis<'a> {
    fn new(by: GroupBy) -> Self {
        let (tallies, regions, region_values) = Default::default();
        let grouping = Grouping::new(by);
        Self { grouping, tallies, regions, region_column: None, region_values }
    }

    fn by(&self) -> GroupBy {
        self.grouping.by()
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.grouping.enter(segment)?;
        let entries = self.grouping.groups().len();
        self.tallies.resize(entries, Tally::default());
        if matches!(self.by(), GroupBy::Facet(FacetBy::Agency) | GroupBy::Report) {
            self.regions.resize(entries, None);
            let column = segment.facet(FacetField::Region)?;
            self.region_values = map_values(column, Region::from_key)?;
            self.region_column = Some(column.ords());
        }
        Ok(())
    }

    fn tally(&mut self, key: u32) -> &mut Tally {
        self.tallies.get_mut(key as usize).expect("every key has a tally")
    }

    /// Returns the number of the part of an entry, if the axis is by part.
    fn part_number(&self, key: u32) -> Option<u64> {
        let group = self.grouping.groups().get(key as usize);
        group.filter(|_| self.by().splits_reports()).map(Group::part_number)
    }

    /// Adds the region of a report to its entry. An entry with reports in several regions gets an
    /// empty one.
    fn add_region(&mut self, key: u32, doc: u32) {
        let Some(column) = self.region_column else { return };
        let Some(region) = value_of(column, doc, &self.region_values) else { return };
        let Some(known) = self.regions.get_mut(key as usize) else { return };
        match known {
            None => *known = Some(region.clone()),
            Some(known) if known == region => {}
            Some(known) => *known = Region::default(),
        }
    }

    /// Returns the entries that have reports, in the order of their groups.
    fn finish(self) -> Vec<AxisEntry> {
        let by = self.by();
        let mut regions = self.regions.into_iter();
        let groups = self.grouping.into_groups().into_iter().zip(self.tallies).zip(0..);
        let entry = |((group, tally), key): ((Group, Tally), u32)| {
            let settled = regions.next().flatten();
            let region = if by.is_region() { Some(group.region()) } else { settled };
            AxisEntry { group, tally, region: region.as_ref().map(RegionView::from), key }
        };
        let mut entries: Vec<AxisEntry> = groups.map(entry).collect();
        entries.retain(|entry| entry.tally.reports > 0 || entry.tally.found.sections > 0);
        entries.sort_by(|a, b| a.group.cmp(&b.group));
        if by == GroupBy::Facet(FacetBy::Agency) {
            add_places(entries.iter_mut().map(|entry| &mut entry.group));
        }
        entries
    }
}

#[cfg(test)]
mod tests;
