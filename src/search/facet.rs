//! Facets, their values, and the groups of a table.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::gazetteer::Gazetteer;
use crate::index::FacetField;
use crate::report::named::named;
use crate::report::{
    AgencyKind, Language, Level, Part, PlacedAgency, Region, RegionView, ReportKind, UNKNOWN,
};
use crate::text::Folded;

named! {
    /// A facet: what sections can be counted by.
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    #[serde(rename_all = "kebab-case")]
    pub enum FacetBy {
        /// The year reported on.
        Year => "year", "year", "年度";
        /// The province.
        Province => "province", "province", "省";
        /// The prefecture. The districts of a municipality count for the municipality.
        Prefecture => "prefecture", "prefecture", "市";
        /// The county.
        County => "county", "county", "县";
        /// The smallest division that is known.
        Region => "region", "region", "地区";
        /// The agency.
        Agency => "agency", "agency", "机关";
        /// The kind of body the agency is: a government, a department, a town.
        Level => "level", "level", "级别";
        /// The statutory part.
        Part => "part", "part", "部分";
        /// The kind of document.
        Kind => "kind", "kind", "类型";
    }
}

impl FacetBy {
    /// Returns the facet that counts by a level of divisions.
    pub(crate) fn from_level(level: Level) -> Self {
        match level {
            Level::Province => Self::Province,
            Level::Prefecture => Self::Prefecture,
            Level::County => Self::County,
        }
    }

    /// Returns the level of divisions that the facet counts by, if it does.
    pub(crate) fn level(self) -> Option<Level> {
        match self {
            Self::Province => Some(Level::Province),
            Self::Prefecture => Some(Level::Prefecture),
            Self::County => Some(Level::County),
            Self::Year | Self::Region | Self::Agency | Self::Level | Self::Part | Self::Kind => {
                None
            }
        }
    }

    /// Returns the facet of the index that stores the values.
    pub(crate) fn field(self) -> FacetField {
        match self {
            Self::Year => FacetField::Year,
            Self::Region | Self::Province | Self::Prefecture | Self::County => FacetField::Region,
            Self::Agency => FacetField::Agency,
            Self::Part => FacetField::Part,
            Self::Kind => FacetField::Kind,
            Self::Level => FacetField::Level,
        }
    }

    /// Returns the group that a value of the facet, as the index stores it, belongs to.
    pub(crate) fn group(self, value: &str) -> Group {
        let group = |rank, order, key: &str| Group {
            rank,
            order,
            key: key.to_owned(),
            place: String::new(),
        };
        if value == UNKNOWN {
            return group(Rank::Unknown, 0, value);
        }
        if let Some(level) = self.level() {
            let region = Region::from_key(value);
            // A district of a municipality has no prefecture. It counts for the municipality, which
            // is not above the level in that case.
            let is_reached = region.smallest().is_some_and(|division| division.level() >= level);
            let rank = if is_reached { Rank::Value } else { Rank::AboveLevel };
            return group(rank, 0, &region.down_to(level).to_key());
        }
        let order = match self {
            Self::Part => Part::from_label(value).map(|part| part as usize),
            Self::Kind => ReportKind::from_label(value).map(|kind| kind as usize),
            Self::Level => AgencyKind::from_label(value).map(|kind| kind as usize),
            _ => None,
        };
        group(Rank::Value, order.unwrap_or_default(), value)
    }
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum GroupBy {
    /// The values of a facet.
    Facet(FacetBy),
    /// Single reports.
    Report,
}

impl GroupBy {
    /// Returns all groupings.
    pub fn all() -> impl Iterator<Item = Self> {
        FacetBy::ALL.into_iter().map(Self::Facet).chain([Self::Report])
    }

    /// Returns the key, as in JSON and after `--by`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Facet(by) => by.key(),
            Self::Report => "report",
        }
    }

    /// Returns the grouping with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|by| by.key() == key)
    }

    /// Returns the label for users.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Facet(by) => by.label(language),
            Self::Report => language.pick("report", "报告"),
        }
    }

    /// Returns the group that a value belongs to: a value of the facet, or the path of a report.
    pub(crate) fn group(self, value: &str) -> Group {
        match self {
            Self::Facet(by) => by.group(value),
            Self::Report => Group::plain(value),
        }
    }

    /// Returns whether the groups are divisions.
    pub(crate) fn is_region(self) -> bool {
        matches!(self, Self::Facet(by) if by.field() == FacetField::Region)
    }

    /// Returns whether a report can have sections in several groups.
    pub(crate) fn splits_reports(self) -> bool {
        self == Self::Facet(FacetBy::Part)
    }
}

impl From<GroupBy> for String {
    fn from(by: GroupBy) -> Self {
        by.key().to_owned()
    }
}

impl TryFrom<String> for GroupBy {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        Self::from_key(&key).ok_or_else(|| format!("`{key}` is not a group"))
    }
}

/// The order of groups in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rank {
    /// A single value.
    Value,
    /// The agencies of a division above the level that the table counts by, such as the departments
    /// of a province in a table by county.
    AboveLevel,
    /// The value is not known.
    Unknown,
}

/// The values of a facet that are counted together. Ordered as in tables: regions by code, then
/// those above the level, then 未识别.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    rank: Rank,
    /// The place in the order of parts, kinds and levels.
    order: usize,
    /// The value; for divisions the key of the region, for agencies that of the agency.
    key: String,
    /// What the label of an agency adds to its name; empty unless the table has others of the name.
    /// It does not distinguish groups: only the label depends on it.
    place: String,
}

impl Group {
    fn identity(&self) -> (Rank, usize, &str) {
        (self.rank, self.order, &self.key)
    }
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Group {}

impl PartialOrd for Group {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        self.identity().cmp(&other.identity())
    }
}

impl Hash for Group {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

/// Between the name and the place of an agency in its label.
pub(super) const PLACE_MARK: &str = " · ";

/// The mark of a group above the level, as in 河南省（本级）.
const OWN_LEVEL: &str = "（本级）";

impl Group {
    /// Returns the group of one plain value.
    pub(crate) fn plain(value: &str) -> Self {
        Self { rank: Rank::Value, order: 0, key: value.to_owned(), place: String::new() }
    }

    /// Returns the value: a year, a name, a path; for divisions the key of the region, for agencies
    /// that of the agency.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Returns whether the value is not known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.rank == Rank::Unknown
    }

    /// Sets what the label of an agency adds to its name.
    pub(super) fn set_place(&mut self, place: String) {
        self.place = place;
    }

    /// Returns the divisions of a group of divisions, or of an agency; empty if they are not known.
    pub(crate) fn region(&self) -> Region {
        Region::from_key(&self.key)
    }

    /// Returns the number of the part, for groups by part.
    pub(crate) fn part_number(&self) -> u64 {
        Part::from_label(&self.key).map_or(PARTS - 1, |part| part as u64)
    }

    /// Returns whether `wanted` is a name of the group: its value as tables show it, the names of
    /// its divisions, the short name, its code, or code and name together; names are followed by `本级`
    /// for a group above the level. Code and name together distinguish divisions with the same code:
    /// 浑南区 has the one that 东陵区 had before.
    pub(super) fn has_name(&self, by: FacetBy, wanted: &str) -> bool {
        if self.is_unknown() {
            return wanted == UNKNOWN;
        }
        let region = self.region();
        let code = region.code().filter(|_| by.field() == FacetField::Region);
        if code == Some(wanted) {
            return true;
        }
        let suffix = [OWN_LEVEL, "(本级)", "本级"].iter().find_map(|it| wanted.strip_suffix(it));
        if suffix.is_some() != (self.rank == Rank::AboveLevel) {
            return false;
        }
        let wanted = suffix.unwrap_or(wanted);
        if by.field() != FacetField::Region {
            return same_folded(&self.key, wanted);
        }
        let Some(division) = region.smallest() else { return false };
        let is_short = || Gazetteer::shared().short_name(division) == wanted;
        division.code == wanted
            || division.to_key() == wanted
            || same_folded(&division.name, wanted)
            || same_folded(&region.to_string(), wanted)
            || (division.name.starts_with(wanted) && is_short())
    }

    /// Returns the whole path of a group of divisions, with a mark if it is above the level of the
    /// table. No other group of the table has it.
    pub(super) fn path(&self) -> String {
        let mark = if self.rank == Rank::AboveLevel { OWN_LEVEL } else { "" };
        format!("{}{mark}", self.region())
    }

    /// Returns the value as tables show it: the whole path for a region, the name for a division of
    /// a level, with a mark if it is above the level; the name of an agency, with its place if others
    /// of the table have the name.
    pub(crate) fn label(&self, by: GroupBy) -> String {
        if by == GroupBy::Facet(FacetBy::Agency) {
            let name = PlacedAgency::from_key(&self.key).name;
            let mark = if self.place.is_empty() { "" } else { PLACE_MARK };
            return format!("{name}{mark}{}", self.place);
        }
        if self.is_unknown() || !by.is_region() {
            return self.key.clone();
        }
        let region = self.region();
        if by == GroupBy::Facet(FacetBy::Region) {
            return region.to_string();
        }
        let name = region.smallest().map_or(UNKNOWN, |division| &division.name);
        let mark = if self.rank == Rank::AboveLevel { OWN_LEVEL } else { "" };
        format!("{name}{mark}")
    }
}

/// The numbers of parts are below this, so that a report and a part make one number.
pub(crate) const PARTS: u64 = 8;

/// Returns whether two names are the same after folding.
pub(super) fn same_folded(a: &str, b: &str) -> bool {
    a == b || Folded::new(a).text == Folded::new(b).text
}

/// One value of a facet with its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FacetRow {
    /// The value; 未识别 if it is not known.
    pub value: String,
    /// The division, or that of an agency; absent for years, parts and kinds, and if the region is
    /// not known.
    pub region: Option<RegionView>,
    /// The same with the code of each division; empty if `region` is absent.
    #[serde(skip)]
    pub divisions: Region,
    /// Distinct reports with the value that were found.
    pub reports: u64,
    /// Distinct reports with the value that were counted over. Like the other counts it ignores the
    /// filters on the facet itself.
    pub held: u64,
    /// Sections that were found in them.
    pub sections: u64,
    /// Mentions in these sections.
    pub mentions: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const LUSHI: &str = "410000河南省\u{0}411200三门峡市\u{0}411224卢氏县";
    const YOUYANG: &str = "500000重庆市\u{0}500242酉阳土家族苗族自治县";

    #[test]
    fn divisions_are_grouped_by_level() {
        let sanmenxia = "410000河南省\u{0}411200三门峡市";
        for (by, value, expected) in [
            (FacetBy::Region, LUSHI, "河南省 › 三门峡市 › 卢氏县"),
            (FacetBy::County, LUSHI, "卢氏县"),
            (FacetBy::Prefecture, LUSHI, "三门峡市"),
            (FacetBy::Province, LUSHI, "河南省"),
            (FacetBy::County, YOUYANG, "酉阳土家族苗族自治县"),
            (FacetBy::Prefecture, YOUYANG, "重庆市"),
            (FacetBy::County, sanmenxia, "三门峡市（本级）"),
            (FacetBy::Prefecture, "410000河南省", "河南省（本级）"),
            (FacetBy::County, UNKNOWN, UNKNOWN),
            (FacetBy::Year, "2023", "2023"),
            (FacetBy::Kind, "述法报告", "述法报告"),
        ] {
            let group = by.group(value);
            assert_eq!(group.label(GroupBy::Facet(by)), expected);
            assert_eq!(group.is_unknown(), expected == UNKNOWN);
        }
    }

    #[test]
    fn unknown_values_come_last() {
        let by = FacetBy::County;
        let mut groups = [by.group(UNKNOWN), by.group("410000河南省"), by.group(YOUYANG)];
        groups.sort();
        let labels = groups.map(|group| group.label(GroupBy::Facet(by)));
        assert_eq!(labels, ["酉阳土家族苗族自治县", "河南省（本级）", UNKNOWN]);
    }

    #[test]
    fn groups_are_in_the_order_of_their_lists() {
        for (by, values) in [
            (FacetBy::Part, ["举措和成效", "不足和原因", "其他"]),
            (FacetBy::Kind, ["法治政府建设年度报告", "述法报告", "其他"]),
            (FacetBy::Level, ["政府", "部门", "乡镇街道"]),
            (FacetBy::Year, ["2021", "2022", "未识别"]),
            (FacetBy::Region, ["410000河南省", LUSHI, "410000河南省\u{0}419001济源市"]),
        ] {
            let groups = values.map(|value| by.group(value));
            assert!(groups.is_sorted(), "{groups:?}");
        }
    }

    #[test]
    fn groupings_are_read_back_from_their_keys() {
        for by in GroupBy::all() {
            assert_eq!(GroupBy::from_key(by.key()), Some(by));
            assert_eq!(GroupBy::try_from(String::from(by)), Ok(by));
        }
    }
}
