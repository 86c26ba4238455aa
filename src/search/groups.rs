//! What was found and what is held, group by group: the ground of every table.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::columnar::Column;

use super::Request;
use super::count::{Counts, FacetBy, Group, Held, part_number};
use super::hits::{WordsAsked, prepare};
use super::passage::{Passage, matches, passage};
use super::scan::{Gate, Passed, Scan, check_regions, for_values};
use crate::error::Result;
use crate::index::{FacetField, IndexReader, NumberSet, SectionAddress, Segment, facet_steps};
use crate::query::Condition;
use crate::report::{Language, Region, Year};

/// What rows of a table stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// The values of a facet.
    Facet(FacetBy),
    /// Each report by itself.
    Report,
}

impl GroupBy {
    /// Returns everything that rows can stand for.
    pub fn all() -> impl Iterator<Item = Self> {
        FacetBy::ALL.into_iter().map(Self::Facet).chain([Self::Report])
    }

    /// Returns the name for programs, as in JSON and after `--by`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Facet(by) => by.key(),
            Self::Report => "report",
        }
    }

    /// Returns what has this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|by| by.key() == key)
    }

    /// Returns the name for people.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Facet(by) => by.label(language),
            Self::Report => language.pick("report", "报告"),
        }
    }
}

/// What is known of one group.
#[derive(Clone, Debug, Default)]
pub(crate) struct GroupTally {
    /// What was found in the group.
    pub(crate) found: Counts,
    /// Years of the reports it was found in; `None` is a year that is not known.
    pub(crate) found_years: BTreeSet<Option<Year>>,
    /// How many reports the group holds.
    pub(crate) held: u64,
    /// How many of the reports it holds were not found.
    pub(crate) silent: u64,
    /// The years of the reports that were not found.
    pub(crate) silent_years: BTreeSet<Option<Year>>,
    /// Where its reports sit, where that is one region.
    pub(crate) region: Option<Region>,
    /// The first section found: by path, then by place in the report.
    first: Option<First>,
}

/// The first section of a group: its segment, and within it the order of its path and its place.
#[derive(Clone, Copy, Debug)]
struct First {
    address: SectionAddress,
    path: u64,
    ordinal: u64,
}

/// The groups of an answer, in the order of their table.
pub(crate) struct Grouped<'a> {
    reader: &'a IndexReader,
    plan: super::plan::Plan,
    pub(crate) ground: super::Ground,
    pub(crate) words: Option<WordsAsked>,
    pub(crate) groups: BTreeMap<Group, GroupTally>,
}

impl Grouped<'_> {
    /// Returns the passage of the first section that was found in a group.
    pub(crate) fn passage(&self, tally: &GroupTally) -> Result<Option<Passage>> {
        let Some(first) = tally.first else { return Ok(None) };
        self.reader.guard(|| {
            let section = self.reader.section(first.address)?;
            let found = matches(&section.text, &self.plan.needles);
            Ok(Some(passage(&section.text, &found)))
        })
    }
}

/// Finds what the request asks for and counts it by group, over all reports that are held.
pub(crate) fn grouped<'a>(
    reader: &'a IndexReader,
    request: &Request,
    by: GroupBy,
) -> Result<Grouped<'a>> {
    let (plan, words) = prepare(reader, request)?;
    let least_words = words.as_ref().map_or(0, |words| words.least);
    let mut groups = Groups::new(reader, by);
    let scan = Scan { reader, plan: &plan, least_words };
    scan.run(false, |mut found| {
        let tally = found.tally()?;
        groups.enter(found.address.segment, found.segment)?;
        groups.add_found(found.segment, found.address, tally.mentions)
    })?;
    reader.guard(|| groups.leave())?;
    let mut held = Held::default();
    reader.guard(|| {
        for (segment, at) in reader.segments().iter().zip(0..) {
            let gate = Gate::new(segment, &plan.filters)?;
            let reports = segment.reports()?;
            groups.enter(at, segment)?;
            for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
                if gate.passed(doc) == Passed::All
                    && let Some(report) = reports.first(doc)
                    && held.add(reader, report)
                {
                    groups.add_held(doc, report);
                }
            }
        }
        groups.leave()
    })?;
    let ground = held.ground(reader);
    Ok(Grouped { reader, plan, ground, words, groups: groups.done })
}

/// Returns the first section of every report that is held and that the filters let through.
pub(crate) fn held_first_sections(
    reader: &IndexReader,
    filters: &[Condition],
) -> Result<Vec<SectionAddress>> {
    let plan = super::plan::Plan::new(None, super::Mode::Exact, filters, None)?;
    check_regions(reader, &plan)?;
    reader.guard(|| {
        let mut held = NumberSet::default();
        let mut firsts = Vec::new();
        for (segment, at) in reader.segments().iter().zip(0..) {
            let gate = Gate::new(segment, &plan.filters)?;
            let (reports, ordinals) = (segment.reports()?, segment.ordinals()?);
            for doc in (0..segment.max_doc()).filter(|&doc| segment.is_counted(doc)) {
                let Some(report) = reports.first(doc) else { continue };
                if gate.passed(doc) == Passed::All {
                    held.insert(report);
                }
                if ordinals.first(doc) == Some(0) {
                    firsts.push((report, SectionAddress { segment: at, doc }));
                }
            }
        }
        firsts.retain(|&(report, _)| held.contains(report));
        Ok(firsts.into_iter().map(|(_, first)| first).collect())
    })
}

/// Returns the first section of every report that is counted and whose agency and region are these,
/// each as its facet keeps it. The columns are gone through; no report is read.
pub(crate) fn first_sections_of(
    reader: &IndexReader,
    agency: &str,
    region: &str,
) -> Result<Vec<SectionAddress>> {
    reader.guard(|| {
        let mut firsts = Vec::new();
        for (segment, at) in reader.segments().iter().zip(0..) {
            let (agencies, regions) =
                (segment.facet(FacetField::Agency)?, segment.facet(FacetField::Region)?);
            let ordinals = segment.ordinals()?;
            let Some(agency) = agencies.dictionary().term_ord(agency)? else { continue };
            let Some(region) = regions.dictionary().term_ord(region)? else { continue };
            let mut docs = Vec::new();
            let all = 0..segment.max_doc();
            agencies.ords().get_docids_for_value_range(agency..=agency, all, &mut docs);
            docs.retain(|&doc| {
                regions.ords().first(doc) == Some(region)
                    && ordinals.first(doc) == Some(0)
                    && segment.is_counted(doc)
            });
            firsts.extend(docs.into_iter().map(|doc| SectionAddress { segment: at, doc }));
        }
        Ok(firsts)
    })
}

/// Gathers groups segment by segment.
struct Groups<'a> {
    reader: &'a IndexReader,
    by: GroupBy,
    found: NumberSet,
    held: NumberSet,
    current: Option<Current<'a>>,
    done: BTreeMap<Group, GroupTally>,
}

/// The segment that is being gone through.
struct Current<'a> {
    segment: u32,
    reports: &'a Column<u64>,
    column: &'a Column<u64>,
    groups: Vec<Group>,
    tallies: Vec<GroupTally>,
    year_of: &'a Column<u64>,
    years: Vec<Option<Year>>,
    region_of: &'a Column<u64>,
    regions: Vec<Region>,
}

impl<'a> Groups<'a> {
    fn new(reader: &'a IndexReader, by: GroupBy) -> Self {
        let (found, held) = (NumberSet::default(), NumberSet::default());
        Self { reader, by, found, held, current: None, done: BTreeMap::new() }
    }

    /// Makes `segment` the one that is being gone through.
    fn enter(&mut self, at: u32, segment: &'a Segment) -> tantivy::Result<()> {
        if self.current.as_ref().is_some_and(|current| current.segment == at) {
            return Ok(());
        }
        self.leave()?;
        let column = match self.by {
            GroupBy::Facet(by) => segment.facet(by.field())?,
            GroupBy::Report => segment.paths()?,
        };
        let mut groups = Vec::new();
        for_values(column, |value| {
            groups.push(match self.by {
                GroupBy::Facet(by) => by.group(&facet_steps(value)),
                GroupBy::Report => Group::named(value),
            });
        })?;
        let mut years = Vec::new();
        for_values(segment.facet(FacetField::Year)?, |value| {
            years.push(value.parse().ok().and_then(Year::new));
        })?;
        let mut regions = Vec::new();
        for_values(segment.facet(FacetField::Region)?, |value| {
            regions.push(Region::from_key(value));
        })?;
        self.current = Some(Current {
            segment: at,
            reports: segment.reports()?,
            column: column.ords(),
            tallies: vec![GroupTally::default(); groups.len()],
            groups,
            year_of: segment.facet(FacetField::Year)?.ords(),
            years,
            region_of: segment.facet(FacetField::Region)?.ords(),
            regions,
        });
        Ok(())
    }

    fn add_found(
        &mut self,
        segment: &Segment,
        address: SectionAddress,
        mentions: u32,
    ) -> tantivy::Result<()> {
        let Some(current) = &mut self.current else { return Ok(()) };
        let doc = address.doc;
        let report = current.reports.first(doc).unwrap_or_default();
        let year = current.year(doc);
        let region = current.region(doc);
        let Some((group, tally)) = current.at(doc) else { return Ok(()) };
        tally.found.sections += 1;
        tally.found.mentions += u64::from(mentions);
        tally.found_years.insert(year);
        tally.region.get_or_insert(region);
        if self.found.insert(number_in(self.by, report, group)) {
            tally.found.reports += 1;
        }
        let path = segment.paths()?.ords().first(doc).unwrap_or_default();
        let ordinal = segment.ordinals()?.first(doc).unwrap_or_default();
        if tally.first.is_none_or(|first| (path, ordinal) < (first.path, first.ordinal)) {
            tally.first = Some(First { address, path, ordinal });
        }
        Ok(())
    }

    /// Adds a section that is held; to be called when everything that is found was added.
    fn add_held(&mut self, doc: u32, report: u64) {
        let Some(current) = &mut self.current else { return };
        let year = current.year(doc);
        let region = current.region(doc);
        let Some((group, tally)) = current.at(doc) else { return };
        let number = number_in(self.by, report, group);
        if self.held.insert(number) {
            tally.held += 1;
            tally.region.get_or_insert(region);
            if !self.found.contains(number) {
                tally.silent += 1;
                tally.silent_years.insert(year);
            }
        }
    }

    /// Adds the groups of the current segment to those of the others.
    fn leave(&mut self) -> tantivy::Result<()> {
        let Some(current) = self.current.take() else { return Ok(()) };
        for (group, tally) in current.groups.into_iter().zip(current.tallies) {
            if tally.found.sections == 0 && tally.held == 0 {
                continue;
            }
            let first = match (self.done.get(&group).and_then(|known| known.first), tally.first) {
                (Some(known), Some(new)) => Some(self.earlier(known, new)?),
                (known, new) => known.or(new),
            };
            let known = self.done.entry(group).or_default();
            known.first = first;
            known.found.reports += tally.found.reports;
            known.found.sections += tally.found.sections;
            known.found.mentions += tally.found.mentions;
            known.found_years.extend(tally.found_years);
            known.held += tally.held;
            known.silent += tally.silent;
            known.silent_years.extend(tally.silent_years);
            known.region = known.region.take().or(tally.region);
        }
        Ok(())
    }

    /// Returns the one of two sections of different segments whose path comes first.
    fn earlier(&self, a: First, b: First) -> tantivy::Result<First> {
        if a.address.segment == b.address.segment {
            return Ok(if (a.path, a.ordinal) <= (b.path, b.ordinal) { a } else { b });
        }
        let (path_a, path_b) = (self.reader.path(a.address)?, self.reader.path(b.address)?);
        Ok(if (path_a, a.ordinal) <= (path_b, b.ordinal) { a } else { b })
    }
}

impl Current<'_> {
    /// Returns the group that a section belongs to, with what is known of it.
    fn at(&mut self, doc: u32) -> Option<(&Group, &mut GroupTally)> {
        let at = usize::try_from(self.column.first(doc)?).ok()?;
        Some((self.groups.get(at)?, self.tallies.get_mut(at)?))
    }

    fn year(&self, doc: u32) -> Option<Year> {
        let at = usize::try_from(self.year_of.first(doc)?).ok()?;
        self.years.get(at).copied().flatten()
    }

    fn region(&self, doc: u32) -> Region {
        let at = self.region_of.first(doc).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| self.regions.get(at)).cloned().unwrap_or_default()
    }
}

/// Returns a number for a report within a group: a report has one year, region, agency and kind, but
/// sections of several parts.
fn number_in(by: GroupBy, report: u64, group: &Group) -> u64 {
    match by {
        GroupBy::Facet(FacetBy::Part) => report * 8 + part_number(group),
        _ => report,
    }
}
