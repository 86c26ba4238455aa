//! Counts sections, reports and mentions, over everything and by facet.
//!
//! The three are different counts and each is exact: every section found is visited, and distinct
//! reports are told apart by their numbers, never estimated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tantivy::columnar::Column;

use super::plan::{Plan, same};
use super::scan::{Gate, Passed, Scan, for_values};
use crate::error::Result;
use crate::index::{
    DuplicateKind, FacetField, IndexReader, NumberSet, Segment, UNKNOWN, Versions, facet_steps,
};
use crate::report::named::named;
use crate::report::{Division, Language, Level, Part, Region, RegionView, ReportKind, split_key};

/// How many reports, sections and mentions were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Counts {
    /// Distinct reports with at least one section that was found.
    pub reports: u64,
    /// Sections that were found.
    pub sections: u64,
    /// Occurrences of the terms in these sections.
    pub mentions: u64,
}

/// What was counted over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Ground {
    /// Reports that are held and that the filters let through.
    pub reports: u64,
    /// Files that could not be read, and so were not counted over.
    pub unreadable: u64,
    /// Files that the filters let through and that hold a report once more: not counted.
    pub copies: u64,
    /// Versions that the filters let through and of which a newer one is held: counted only where
    /// `versions` is [`Versions::All`].
    pub older_versions: u64,
    /// Which versions of a report are counted.
    pub versions: Versions,
}

impl Ground {
    /// Returns everything that is held.
    pub(super) fn of_all(reader: &IndexReader) -> Self {
        let manifest = reader.manifest();
        Self {
            reports: manifest.reports,
            unreadable: manifest.unreadable,
            copies: manifest.copies.len(),
            older_versions: manifest.older_versions.len(),
            versions: reader.uncounted().versions(),
        }
    }
}

/// Counts the reports that are held, section by section.
#[derive(Debug, Default)]
pub(super) struct Held {
    counted: NumberSet,
    copies: NumberSet,
    older_versions: NumberSet,
}

impl Held {
    /// Adds a section of a report and returns whether it is counted.
    pub(super) fn add(&mut self, reader: &IndexReader, report: u64) -> bool {
        let uncounted = reader.uncounted();
        let kind = uncounted.kind_of(report);
        match kind {
            None => {}
            Some(DuplicateKind::Copy) => {
                self.copies.insert(report);
            }
            Some(DuplicateKind::OlderVersion) => {
                self.older_versions.insert(report);
            }
        }
        let is_counted = uncounted.counts(kind);
        if is_counted {
            self.counted.insert(report);
        }
        is_counted
    }

    /// Returns what was counted over.
    pub(super) fn ground(&self, reader: &IndexReader) -> Ground {
        Ground {
            reports: self.counted.len(),
            unreadable: reader.manifest().unreadable,
            copies: self.copies.len(),
            older_versions: self.older_versions.len(),
            versions: reader.uncounted().versions(),
        }
    }
}

named! {
    /// What sections can be counted by.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum FacetBy {
        /// The year reported on.
        Year => "year", "year", "年度";
        /// The province.
        Province => "province", "province", "省";
        /// The prefecture; the districts of a municipality count for the municipality.
        Prefecture => "prefecture", "prefecture", "市";
        /// The county.
        County => "county", "county", "县";
        /// The smallest division that is known.
        Region => "region", "region", "地区";
        /// The agency.
        Agency => "agency", "agency", "机关";
        /// The statutory part.
        Part => "part", "part", "部分";
        /// The kind of document.
        Kind => "kind", "kind", "类型";
    }
}

impl FacetBy {
    /// Returns the facet of the index that holds the values.
    pub(crate) fn field(self) -> FacetField {
        match self {
            Self::Year => FacetField::Year,
            Self::Region | Self::Province | Self::Prefecture | Self::County => FacetField::Region,
            Self::Agency => FacetField::Agency,
            Self::Part => FacetField::Part,
            Self::Kind => FacetField::Kind,
        }
    }

    /// Returns the group that a facet of these steps falls into.
    pub(crate) fn group(self, steps: &[&str]) -> Group {
        let level = |step: &&&str| split_key(step).map(|(code, _)| Level::of_code(code));
        let known = steps != [UNKNOWN];
        let kept: Vec<&str> = match self {
            _ if !known => vec![UNKNOWN],
            Self::Province => steps.iter().take(1).copied().collect(),
            Self::Prefecture => {
                steps.iter().filter(|step| level(step) != Some(Level::County)).copied().collect()
            }
            _ => steps.to_vec(),
        };
        let deepest = kept.last().and_then(|step| level(&step));
        let is_above = known
            && match self {
                Self::County => deepest < Some(Level::County),
                // The districts of a municipality have no prefecture between.
                Self::Prefecture => {
                    deepest < Some(Level::Prefecture)
                        && !steps.iter().any(|step| level(&step) == Some(Level::County))
                }
                _ => false,
            };
        let rank = if known { u8::from(is_above) } else { 2 };
        let place = match self {
            Self::Part => {
                Part::ALL.iter().position(|part| steps == [part.label(Language::Chinese)])
            }
            Self::Kind => {
                ReportKind::ALL.iter().position(|kind| steps == [kind.label(Language::Chinese)])
            }
            _ => None,
        };
        let order = place.map_or_else(String::new, |at| at.to_string());
        Group { rank, order, steps: kept.into_iter().map(str::to_owned).collect() }
    }
}

/// What sections with the same value of a facet are counted together as; in the order of tables:
/// regions by code, those that stand above the level asked for behind the others, 未识别 last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Group {
    rank: u8,
    order: String,
    pub(crate) steps: Vec<String>,
}

impl Group {
    /// Returns the group of one single name.
    pub(crate) fn named(name: &str) -> Self {
        Self { rank: 0, order: String::new(), steps: vec![name.to_owned()] }
    }

    /// Returns whether the value is not known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.rank == 2
    }

    /// Returns the divisions among the steps of the group.
    pub(super) fn region(&self) -> Region {
        self.steps.iter().filter_map(|step| Division::from_key(step)).collect()
    }

    /// Returns which divisions the group stands for, where it stands for any.
    fn region_view(&self, by: FacetBy) -> Option<RegionView> {
        let is_known = by.field() == FacetField::Region && !self.is_unknown();
        is_known.then(|| RegionView::from(&self.region()))
    }

    /// Returns whether the group is the one that `wanted` names: its value as it is shown, the names
    /// of its divisions, or its code, or code and name together; with `本级` behind it where its
    /// agencies stand above the level. Only with its name is a code that of one division alone: that
    /// of 浑南区 was 东陵区's before.
    pub(super) fn is_named(&self, by: FacetBy, wanted: &str) -> bool {
        if self.is_unknown() {
            return wanted == UNKNOWN;
        }
        let suffix = ["（本级）", "(本级)", "本级"].iter().find_map(|it| wanted.strip_suffix(it));
        if suffix.is_some() != (self.rank == 1) {
            return false;
        }
        let wanted = suffix.unwrap_or(wanted);
        let names: Vec<&str> = self.steps.iter().map(|step| bare_name(by, step)).collect();
        let code = self.steps.last().and_then(|step| Some(split_key(step)?.0));
        code == Some(wanted)
            || self.steps.last().is_some_and(|step| step == wanted)
            || names.last().is_some_and(|name| same(name, wanted))
            || same(&names.join(" › "), wanted)
    }

    /// Returns the value as it is shown: for the region the whole path, for a level its name, with
    /// a word for agencies that stand above it.
    pub(crate) fn label(&self, by: FacetBy) -> String {
        let names: Vec<&str> = self.steps.iter().map(|step| bare_name(by, step)).collect();
        let last = names.last().copied().unwrap_or(UNKNOWN);
        match (by, self.rank) {
            (FacetBy::Region, _) => names.join(" › "),
            (_, 1) => format!("{last}（本级）"),
            _ => last.to_owned(),
        }
    }
}

/// Returns the name of a step without the code before it.
fn bare_name(by: FacetBy, step: &str) -> &str {
    if by.field() == FacetField::Region { without_code(step) } else { step }
}

/// Returns the name of a division without the six digits before it.
pub(crate) fn without_code(step: &str) -> &str {
    split_key(step).map_or(step, |(_, name)| name)
}

/// One value of a facet with its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FacetRow {
    /// The value; 未识别 where it is not known.
    pub value: String,
    /// Which divisions it is; absent for years, agencies, parts and kinds, and where the region is
    /// not known.
    pub region: Option<RegionView>,
    /// The divisions it is, the largest first, each as its code and name; empty where it is none.
    #[serde(skip)]
    pub steps: Vec<String>,
    /// Distinct reports with the value that were found.
    pub reports: u64,
    /// Sections that were found in them.
    pub sections: u64,
    /// Mentions in these sections.
    pub mentions: u64,
}

/// Counts what was found by the values of one facet.
pub(crate) struct FacetCounter<'a> {
    by: FacetBy,
    seen: NumberSet,
    rows: BTreeMap<Group, Counts>,
    current: Option<Current<'a>>,
}

/// The counts of the segment that is being gone through, by the ordinal of the value.
struct Current<'a> {
    segment: u32,
    column: &'a Column<u64>,
    groups: Vec<Group>,
    counts: Vec<Counts>,
}

impl<'a> FacetCounter<'a> {
    /// Returns a counter by `by`.
    pub(crate) fn new(by: FacetBy) -> Self {
        Self { by, seen: NumberSet::default(), rows: BTreeMap::new(), current: None }
    }

    /// Adds a section of the report with this number.
    pub(crate) fn add(
        &mut self,
        at: u32,
        segment: &'a Segment,
        doc: u32,
        report: u64,
        mentions: u32,
    ) -> tantivy::Result<()> {
        if self.current.as_ref().is_none_or(|current| current.segment != at) {
            self.close_segment();
            let column = segment.facet(self.by.field())?;
            let mut groups = Vec::new();
            for_values(column, |value| groups.push(self.by.group(&facet_steps(value))))?;
            let counts = vec![Counts::default(); groups.len()];
            let column = column.ords();
            self.current = Some(Current { segment: at, column, groups, counts });
        }
        let Some(current) = &mut self.current else { return Ok(()) };
        let ordinal = current.column.first(doc).and_then(|it| usize::try_from(it).ok());
        let Some(at) = ordinal else { return Ok(()) };
        let (Some(counts), Some(group)) = (current.counts.get_mut(at), current.groups.get(at))
        else {
            return Ok(());
        };
        counts.sections += 1;
        counts.mentions += u64::from(mentions);
        // A report has one year, region, agency and kind, but sections of several parts.
        let number = match self.by {
            FacetBy::Part => report * 8 + part_number(group),
            _ => report,
        };
        counts.reports += u64::from(self.seen.insert(number));
        Ok(())
    }

    fn close_segment(&mut self) {
        let Some(current) = self.current.take() else { return };
        for (group, counts) in current.groups.into_iter().zip(current.counts) {
            if counts.sections > 0 {
                let row = self.rows.entry(group).or_default();
                row.reports += counts.reports;
                row.sections += counts.sections;
                row.mentions += counts.mentions;
            }
        }
    }

    /// Returns the counts by group, in the order of the groups.
    pub(crate) fn finish(mut self) -> BTreeMap<Group, Counts> {
        self.close_segment();
        self.rows
    }
}

/// Returns a small number for the part that a group stands for.
pub(super) fn part_number(group: &Group) -> u64 {
    let name = group.steps.first().map(String::as_str);
    let at = Part::ALL.iter().position(|part| Some(part.label(Language::Chinese)) == name);
    at.map_or(7, |at| at as u64)
}

/// Returns the rows of a facet: years and divisions in their order, agencies with the most reports
/// first.
pub(crate) fn facet_rows(by: FacetBy, counted: BTreeMap<Group, Counts>) -> Vec<FacetRow> {
    let mut rows: Vec<(Group, FacetRow)> = counted
        .into_iter()
        .map(|(group, counts)| {
            let Counts { reports, sections, mentions } = counts;
            let value = group.label(by);
            let region = group.region_view(by);
            let steps = if region.is_some() { group.steps.clone() } else { Vec::new() };
            (group, FacetRow { value, region, steps, reports, sections, mentions })
        })
        .collect();
    if by == FacetBy::Agency {
        rows.sort_by(|(a, x), (b, y)| {
            (a.is_unknown(), y.reports, y.mentions, &x.value).cmp(&(
                b.is_unknown(),
                x.reports,
                x.mentions,
                &y.value,
            ))
        });
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Returns what was counted over: the reports that the filters let through.
pub(super) fn ground(reader: &IndexReader, plan: &Plan) -> Result<Ground> {
    if plan.filters.is_empty() {
        return Ok(Ground::of_all(reader));
    }
    let mut held = Held::default();
    reader.guard(|| {
        for segment in reader.segments() {
            let gate = Gate::new(segment, &plan.filters)?;
            let reports = segment.reports()?;
            for doc in (0..segment.max_doc()).filter(|&doc| segment.is_alive(doc)) {
                if gate.passed(doc) == Passed::All
                    && let Some(report) = reports.first(doc)
                {
                    held.add(reader, report);
                }
            }
        }
        Ok(())
    })?;
    Ok(held.ground(reader))
}

/// Returns how many sections the scan finds.
pub(super) fn sections_found(scan: &Scan<'_, '_>) -> Result<u64> {
    let mut sections = 0;
    scan.run(false, |_| {
        sections += 1;
        Ok(())
    })?;
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_grouped_by_level() {
        let lushi = ["410000河南省", "411200三门峡市", "411224卢氏县"];
        let youyang = ["500000重庆市", "500242酉阳土家族苗族自治县"];
        for (by, steps, expected) in [
            (FacetBy::Region, &lushi[..], "河南省 › 三门峡市 › 卢氏县"),
            (FacetBy::County, &lushi, "卢氏县"),
            (FacetBy::Prefecture, &lushi, "三门峡市"),
            (FacetBy::Province, &lushi, "河南省"),
            (FacetBy::County, &youyang, "酉阳土家族苗族自治县"),
            (FacetBy::Prefecture, &youyang, "重庆市"),
            (FacetBy::County, &lushi[..2], "三门峡市（本级）"),
            (FacetBy::Prefecture, &lushi[..1], "河南省（本级）"),
            (FacetBy::County, &[UNKNOWN], UNKNOWN),
            (FacetBy::Year, &["2023"], "2023"),
            (FacetBy::Kind, &["述法报告"], "述法报告"),
        ] {
            assert_eq!(by.group(steps).label(by), expected);
        }
    }

    #[test]
    fn unknown_values_come_last() {
        let mut groups = [
            FacetBy::County.group(&[UNKNOWN]),
            FacetBy::County.group(&["410000河南省"]),
            FacetBy::County.group(&["500000重庆市", "500113巴南区"]),
        ];
        groups.sort();
        let labels: Vec<String> = groups.iter().map(|group| group.label(FacetBy::County)).collect();
        assert_eq!(labels, ["巴南区", "河南省（本级）", UNKNOWN]);
    }
}
