//! What was found and what is held, cell by cell: the ground of matrices and series.
//!
//! What is found is gone through once, and what is held once. A report counts once in every cell,
//! row and column that it has a section in, and once in the total.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tantivy::TantivyError;
use tantivy::columnar::Column;

use super::Request;
use super::count::{Counts, FacetBy, Ground, Group, Held, part_number};
use super::groups::GroupBy;
use super::hits::{WordsAsked, prepare};
use super::scan::{Gate, Passed, Scan, for_values};
use crate::error::Result;
use crate::index::{FacetField, IndexReader, NumberSet, Segment, facet_steps};
use crate::report::{Region, RegionView};

/// What is known of a cell, a row, a column or all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// What was found.
    pub(crate) found: Counts,
    /// Distinct reports that are held.
    pub(crate) held: u64,
    /// Characters of the sections that are held.
    pub(crate) characters: u64,
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) group: Group,
    pub(crate) tally: Tally,
    /// Where its reports sit; nowhere known where that is not one region, and absent for groups
    /// that sit nowhere, such as years.
    pub(crate) region: Option<RegionView>,
    /// The name of the line in the keys of the cells.
    key: u32,
}

/// Rows, columns and cells, with nothing in it that is not held.
pub(crate) struct Matrix {
    pub(crate) ground: Ground,
    pub(crate) words: Option<WordsAsked>,
    pub(crate) total: Tally,
    pub(crate) rows: Vec<Line>,
    /// Empty where nothing was asked for but rows.
    pub(crate) columns: Vec<Line>,
    cells: FxHashMap<(u32, u32), Tally>,
}

impl Matrix {
    /// Returns what is known of a cell; nothing is held in those that were never met.
    pub(crate) fn cell(&self, row: &Line, column: &Line) -> Tally {
        self.cells.get(&(row.key, column.key)).copied().unwrap_or_default()
    }
}

/// Returns the groups of lines in their order, and between the first year and the last also those
/// of which nothing is held: a gap in time has to be seen.
pub(crate) fn groups_of<'a>(by: GroupBy, lines: impl Iterator<Item = &'a Line>) -> BTreeSet<Group> {
    let mut groups: BTreeSet<Group> = lines.map(|line| line.group.clone()).collect();
    if by == GroupBy::Facet(FacetBy::Year) {
        let years: Vec<u16> =
            groups.iter().filter_map(|group| group.steps.concat().parse().ok()).collect();
        if let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) {
            groups.extend((first..=last).map(|year| Group::named(&year.to_string())));
        }
    }
    groups
}

/// Returns the line of a group among lines in the order of their groups; none where nothing is held
/// of it.
pub(crate) fn line_of<'a>(lines: &'a [Line], group: &Group) -> Option<&'a Line> {
    let at = lines.binary_search_by(|line| line.group.cmp(group)).ok()?;
    lines.get(at)
}

/// Returns a group as it is shown.
pub(crate) fn label(by: GroupBy, group: &Group) -> String {
    match by {
        GroupBy::Facet(by) => group.label(by),
        GroupBy::Report => group.steps.concat(),
    }
}

/// Finds what the request asks for and counts it by rows and, where there are some, by columns,
/// over all reports that are held. Rows and columns are in the order of their groups.
///
/// Limit, offset and facets of the request are not used.
///
/// # Errors
///
/// Fails where the index is damaged, or where a term leaves nothing to compare.
pub(crate) fn matrix(
    reader: &IndexReader,
    request: &Request,
    rows: GroupBy,
    columns: Option<GroupBy>,
) -> Result<Matrix> {
    let (plan, words) = prepare(reader, request)?;
    let least_words = words.as_ref().map_or(0, |words| words.least);
    let mut table = Table::new(rows, columns);
    let scan = Scan { reader, plan: &plan, least_words };
    scan.run(false, |mut found| {
        let mentions = u64::from(found.tally()?.mentions);
        table.enter(found.address.segment, found.segment)?;
        table.add_found(found.address.doc, mentions)
    })?;
    let mut held = Held::default();
    reader.guard(|| {
        for (segment, at) in reader.segments().iter().zip(0..) {
            let gate = Gate::new(segment, &plan.filters)?;
            let (characters, reports) = (segment.characters()?, segment.reports()?);
            table.enter(at, segment)?;
            for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
                let Some(report) = reports.first(doc) else { continue };
                if gate.passed(doc) == Passed::All && held.add(reader, report) {
                    table.add_held(doc, characters.first(doc).unwrap_or_default())?;
                }
            }
        }
        table.close_run()
    })?;
    Ok(table.finish(held.ground(reader), words))
}

/// Whether a report is met for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum New {
    /// It was met before.
    Nothing,
    /// It was met before, but no section of this part of it.
    Part,
    /// It was never met.
    Report,
}

/// The reports that were met, and which parts of them.
#[derive(Default)]
struct Met {
    reports: NumberSet,
    parts: NumberSet,
}

impl Met {
    /// Adds a report; with a part, also this part of it.
    fn add(&mut self, report: u64, part: Option<u64>) -> New {
        let is_new_part = part.is_some_and(|part| self.parts.insert(report * 8 + part));
        match (self.reports.insert(report), is_new_part) {
            (true, _) => New::Report,
            (false, true) => New::Part,
            (false, false) => New::Nothing,
        }
    }
}

/// The counts that are being gathered.
struct Table<'a> {
    rows: Axis<'a>,
    columns: Option<Axis<'a>>,
    cells: FxHashMap<(u32, u32), Tally>,
    total: Tally,
    found: Met,
    held: Met,
    current: Option<(u32, &'a Column<u64>)>,
    run: Option<Run>,
}

/// Sections of one report that are held, that follow each other in a segment and count in the same
/// lines. Without parts these are all of it: it is looked up once, not fifteen times.
struct Run {
    first: u32,
    report: u64,
    characters: u64,
}

impl<'a> Table<'a> {
    fn new(rows: GroupBy, columns: Option<GroupBy>) -> Self {
        Self {
            rows: Axis::new(rows),
            columns: columns.map(Axis::new),
            cells: FxHashMap::default(),
            total: Tally::default(),
            found: Met::default(),
            held: Met::default(),
            current: None,
            run: None,
        }
    }

    /// Makes `segment` the one that is being gone through.
    fn enter(&mut self, at: u32, segment: &'a Segment) -> tantivy::Result<()> {
        if self.current.is_some_and(|(current, _)| current == at) {
            return Ok(());
        }
        self.close_run()?;
        self.rows.enter(segment)?;
        if let Some(columns) = &mut self.columns {
            columns.enter(segment)?;
        }
        self.current = Some((at, segment.reports()?));
        Ok(())
    }

    /// Adds a section that was found.
    fn add_found(&mut self, doc: u32, mentions: u64) -> tantivy::Result<()> {
        let place = self.place(doc)?;
        let new = self.found.add(place.report, place.part);
        self.update(place, new, |tally, is_new| {
            tally.found.reports += u64::from(is_new);
            tally.found.sections += 1;
            tally.found.mentions += mentions;
        });
        Ok(())
    }

    /// Adds a section that is held, of so many characters.
    fn add_held(&mut self, doc: u32, characters: u64) -> tantivy::Result<()> {
        let report = self.report(doc)?;
        let has_parts = self.rows.has_parts() || self.columns.as_ref().is_some_and(Axis::has_parts);
        match &mut self.run {
            Some(run) if run.report == report && !has_parts => run.characters += characters,
            _ => {
                self.close_run()?;
                self.run = Some(Run { first: doc, report, characters });
            }
        }
        Ok(())
    }

    /// Counts the sections of the run.
    fn close_run(&mut self) -> tantivy::Result<()> {
        let Some(run) = self.run.take() else { return Ok(()) };
        let place = self.place(run.first)?;
        let new = self.held.add(place.report, place.part);
        self.update(place, new, |tally, is_new| {
            tally.held += u64::from(is_new);
            tally.characters += run.characters;
        });
        if new == New::Report {
            self.rows.settle_region(place.row, run.first);
            if let (Some(columns), Some(column)) = (&mut self.columns, place.column) {
                columns.settle_region(column, run.first);
            }
        }
        Ok(())
    }

    /// Returns the number of the report that a section is of.
    fn report(&self, doc: u32) -> tantivy::Result<u64> {
        let reports = self.current.map(|(_, reports)| reports);
        reports.and_then(|reports| reports.first(doc)).ok_or_else(lacking)
    }

    /// Returns where the section belongs.
    fn place(&self, doc: u32) -> tantivy::Result<Place> {
        let report = self.report(doc)?;
        let row = self.rows.at(doc)?;
        let column = self.columns.as_ref().map(|columns| columns.at(doc)).transpose()?;
        let of_column = || self.columns.as_ref()?.part(column?);
        let part = self.rows.part(row).or_else(of_column);
        Ok(Place { report, row, column, part })
    }

    /// Changes every count that a section belongs to; `change` is told whether its report is new
    /// there.
    fn update(&mut self, place: Place, new: New, change: impl Fn(&mut Tally, bool)) {
        change(&mut self.total, new == New::Report);
        let is_new_in_row = is_new_in(self.rows.by, new);
        if let Some(line) = self.rows.line(place.row) {
            change(&mut line.tally, is_new_in_row);
        }
        let (Some(columns), Some(column)) = (&mut self.columns, place.column) else { return };
        let is_new_in_column = is_new_in(columns.by, new);
        if let Some(line) = columns.line(column) {
            change(&mut line.tally, is_new_in_column);
        }
        let cell = self.cells.entry((place.row, column)).or_default();
        change(cell, new != New::Nothing);
    }

    fn finish(self, ground: Ground, words: Option<WordsAsked>) -> Matrix {
        Matrix {
            ground,
            words,
            total: self.total,
            rows: self.rows.finish(),
            columns: self.columns.map(Axis::finish).unwrap_or_default(),
            cells: self.cells,
        }
    }
}

/// Returns whether a report is new in a line: it has one year, one region and one agency, but
/// sections of several parts.
fn is_new_in(by: GroupBy, new: New) -> bool {
    match by {
        GroupBy::Facet(FacetBy::Part) => new != New::Nothing,
        _ => new == New::Report,
    }
}

/// Where a section belongs: its report, its lines, and the number of its part where one axis is
/// parts.
#[derive(Clone, Copy)]
struct Place {
    report: u64,
    row: u32,
    column: Option<u32>,
    part: Option<u64>,
}

/// All rows, or all columns.
struct Axis<'a> {
    by: GroupBy,
    lines: Vec<Line>,
    keys: FxHashMap<Group, u32>,
    /// In the segment that is being gone through: the value of each section, and the line of each
    /// value.
    values: Option<&'a Column<u64>>,
    keys_of_values: Vec<u32>,
    /// In the segment that is being gone through, where regions are to be settled: the region of
    /// each section, and what each is.
    regions: Option<(&'a Column<u64>, Vec<RegionView>)>,
}

impl<'a> Axis<'a> {
    fn new(by: GroupBy) -> Self {
        let (lines, keys, keys_of_values) = (Vec::new(), FxHashMap::default(), Vec::new());
        Self { by, lines, keys, values: None, keys_of_values, regions: None }
    }

    /// Gives every value of the segment its line.
    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        let column = match self.by {
            GroupBy::Facet(by) => segment.facet(by.field())?,
            GroupBy::Report => segment.paths()?,
        };
        self.keys_of_values.clear();
        for_values(column, |value| {
            let group = match self.by {
                GroupBy::Facet(by) => by.group(&facet_steps(value)),
                GroupBy::Report => Group::named(value),
            };
            let key = self.key(group);
            self.keys_of_values.push(key);
        })?;
        self.values = Some(column.ords());
        if matches!(self.by, GroupBy::Facet(FacetBy::Agency) | GroupBy::Report) {
            let column = segment.facet(FacetField::Region)?;
            let mut regions = Vec::new();
            for_values(column, |value| regions.push(RegionView::from(&Region::from_key(value))))?;
            self.regions = Some((column.ords(), regions));
        }
        Ok(())
    }

    /// Returns the key of a group's line, which is made where there is none.
    fn key(&mut self, group: Group) -> u32 {
        if let Some(&key) = self.keys.get(&group) {
            return key;
        }
        let key = u32::try_from(self.lines.len()).expect("fewer groups than sections");
        let region = match self.by {
            GroupBy::Facet(by) if by.field() == FacetField::Region => {
                Some(RegionView::from(&group.region()))
            }
            _ => None,
        };
        self.keys.insert(group.clone(), key);
        self.lines.push(Line { group, tally: Tally::default(), region, key });
        key
    }

    /// Returns the key of the line that a section belongs to.
    fn at(&self, doc: u32) -> tantivy::Result<u32> {
        let value = self.values.and_then(|values| values.first(doc));
        let at = value.and_then(|value| usize::try_from(value).ok());
        at.and_then(|at| self.keys_of_values.get(at)).copied().ok_or_else(lacking)
    }

    fn line(&mut self, key: u32) -> Option<&mut Line> {
        self.lines.get_mut(usize::try_from(key).ok()?)
    }

    /// Returns the number of the part that a line stands for.
    fn part(&self, key: u32) -> Option<u64> {
        let line = self.lines.get(usize::try_from(key).ok()?).filter(|_| self.has_parts())?;
        Some(part_number(&line.group))
    }

    /// Returns whether a report has sections in several lines.
    fn has_parts(&self) -> bool {
        self.by == GroupBy::Facet(FacetBy::Part)
    }

    /// Notes where a report of a line sits: the line does where all of its reports do.
    fn settle_region(&mut self, key: u32, doc: u32) {
        let Some((column, regions)) = &self.regions else { return };
        let at = column.first(doc).and_then(|at| usize::try_from(at).ok());
        let Some(region) = at.and_then(|at| regions.get(at)) else { return };
        let line = usize::try_from(key).ok().and_then(|key| self.lines.get_mut(key));
        let Some(line) = line else { return };
        match &line.region {
            Some(known) if known == region => {}
            Some(_) => line.region = Some(RegionView::default()),
            None => line.region = Some(region.clone()),
        }
    }

    /// Returns the lines of which something is held, in the order of their groups.
    fn finish(self) -> Vec<Line> {
        let mut lines = self.lines;
        lines.retain(|line| line.tally.held > 0);
        lines.sort_by(|a, b| a.group.cmp(&b.group));
        lines
    }
}

/// Returns the error for a section that lacks what every section has.
fn lacking() -> TantivyError {
    TantivyError::InternalError("a section lacks a value of a column".to_owned())
}
