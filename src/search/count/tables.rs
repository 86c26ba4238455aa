//! What several queries find by one or two groupings, counted over the same sections.
//!
//! Which group a section belongs to, how many reports a group has and how long they are is the same
//! for all of the queries: it is determined once.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::collector::{Collector, FoundSection, GroundSection};
use super::matrix::{
    AxisEntry, Matrix, Novelty, Place, SeenReports, TableCollector, Tally, entry_of,
};
use crate::index::Segment;
use crate::search::counts::Counts;
use crate::search::facet::{Group, GroupBy};

/// Counts what is counted over by rows and, if there are any, by columns, and what each query finds.
pub(crate) struct TablesCollector<'a> {
    ground: TableCollector<'a>,
    found: Vec<FoundCounts>,
}

/// What one of the queries found.
#[derive(Default)]
struct FoundCounts {
    total: Counts,
    /// By the keys of rows and of columns, in which a report counts once.
    rows: Vec<Counts>,
    columns: Vec<Counts>,
    /// By the keys of row and column.
    cells: FxHashMap<(u32, u32), Counts>,
    seen: SeenReports,
}

impl FoundCounts {
    /// Adds a section with so many mentions, of a report that is new in its row and column or not.
    fn add(
        &mut self,
        place: Place,
        novelty: Novelty,
        (in_row, in_column): (bool, bool),
        mentions: u32,
    ) {
        let add = |counts: &mut Counts, is_new: bool| {
            counts.reports += u64::from(is_new);
            counts.sections += 1;
            counts.mentions += u64::from(mentions);
        };
        add(&mut self.total, novelty == Novelty::Report);
        add(at(&mut self.rows, place.row), in_row);
        let Some(column) = place.column else { return };
        add(at(&mut self.columns, column), in_column);
        let cell = self.cells.entry((place.row, column)).or_default();
        add(cell, novelty != Novelty::Nothing);
    }
}

/// Returns the counts of a key. Keys are the numbers from 0.
fn at(counts: &mut Vec<Counts>, key: u32) -> &mut Counts {
    let key = key as usize;
    if counts.len() <= key {
        counts.resize(key + 1, Counts::default());
    }
    counts.get_mut(key).expect("there are as many")
}

/// The tables of all queries.
pub(crate) struct Tables {
    ground: Rc<Matrix>,
    found: Vec<FoundCounts>,
}

/// What one of several queries finds in the groups of a table.
pub(crate) struct QueryTable {
    ground: Rc<Matrix>,
    found: FoundCounts,
}

impl TablesCollector<'_> {
    pub(super) fn new(rows: GroupBy, columns: Option<GroupBy>) -> Self {
        Self { ground: TableCollector::new(rows, columns), found: Vec::new() }
    }
}

impl<'a> Collector<'a> for TablesCollector<'a> {
    type Fruit = Tables;

    fn wants_ground(&self) -> bool {
        true
    }

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.ground.enter(segment)
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        let place = self.ground.place(section.address.doc)?;
        if self.found.len() <= section.query {
            self.found.resize_with(section.query + 1, FoundCounts::default);
        }
        let Some(found) = self.found.get_mut(section.query) else { return Ok(()) };
        let novelty = found.seen.add(section.report, place.part);
        found.add(place, novelty, self.ground.is_new_in(novelty), section.mentions);
        Ok(())
    }

    fn add_ground(&mut self, section: GroundSection<'a>) -> tantivy::Result<()> {
        self.ground.add_ground(section)
    }

    fn leave(&mut self) -> tantivy::Result<()> {
        self.ground.leave()
    }

    fn finish(self) -> Tables {
        Tables { ground: Rc::new(self.ground.finish()), found: self.found }
    }
}

impl Tables {
    /// Returns the table of each of the first `queries` queries.
    pub(super) fn into_queries(self, queries: usize) -> Vec<QueryTable> {
        let Self { ground, mut found } = self;
        found.resize_with(queries, FoundCounts::default);
        found.into_iter().map(|found| QueryTable { ground: Rc::clone(&ground), found }).collect()
    }
}

impl QueryTable {
    /// Returns the rows, in the order of their groups. Their counts are those of the ground.
    pub(crate) fn rows(&self) -> &[AxisEntry] {
        &self.ground.rows
    }

    /// Returns the columns, in the order of their groups.
    pub(crate) fn columns(&self) -> &[AxisEntry] {
        &self.ground.columns
    }

    /// Returns the counts of a row, or of its cell in a column, by their groups.
    pub(crate) fn tally(&self, row: &Group, column: Option<&Group>) -> Tally {
        let Some(row) = entry_of(&self.ground.rows, row) else { return Tally::default() };
        let Some(column) = column else { return self.row(row) };
        entry_of(&self.ground.columns, column)
            .map(|column| self.cell(row, column))
            .unwrap_or_default()
    }

    /// Returns the counts of a row.
    pub(crate) fn row(&self, row: &AxisEntry) -> Tally {
        let found = self.found.rows.get(row.key as usize).copied().unwrap_or_default();
        Tally { found, ..row.tally }
    }

    /// Returns the counts of a column.
    pub(crate) fn column(&self, column: &AxisEntry) -> Tally {
        let found = self.found.columns.get(column.key as usize).copied().unwrap_or_default();
        Tally { found, ..column.tally }
    }

    /// Returns the counts of a row in a column.
    pub(crate) fn cell(&self, row: &AxisEntry, column: &AxisEntry) -> Tally {
        let found = self.found.cells.get(&(row.key, column.key)).copied().unwrap_or_default();
        Tally { found, ..self.ground.cell(row, column) }
    }

    /// Returns the counts of everything.
    pub(crate) fn total(&self) -> Tally {
        Tally { found: self.found.total, ..self.ground.total }
    }
}
