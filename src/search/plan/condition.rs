//! Conditions on the facets of a section, and the filters made of them.

use super::regions::NamedRegion;
use crate::agencies::full_names;
use crate::gazetteer::Gazetteer;
use crate::index::FacetField;
use crate::query::{Asked, Condition, Days, Query, Term, Years};
use crate::report::{
    AgencyKind, Language, Level, Part, PlacedAgency, Region, ReportKind, UNKNOWN, Year,
};
use crate::search::facet::{FacetBy, PLACE_MARK};
use crate::text::{Folded, address_form, fold_term, number_form};

/// A condition on one facet of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum FacetCondition {
    Year(Years),
    Region(NamedRegion),
    /// A row of a table by a level of divisions, by its code or its value.
    Division(Level, String),
    /// Any of these folded forms, within the name of the agency.
    Agency(Vec<String>, Option<AgencyPlace>),
    /// The whole name of the agency.
    AgencyIs(String, Option<AgencyPlace>),
    Part(Part),
    Kind(Asked<ReportKind>),
    Level(Asked<AgencyKind>),
    Date(Days),
    Published(Days),
    /// Characters of the number of the document, in the form in which the index stores it.
    Number(Asked<String>),
    /// Part of the address, in the form in which the index stores it.
    Url(Asked<String>),
}

/// The place of an agency in a condition, as in `=市中区司法局@511002`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum AgencyPlace {
    /// The smallest division that is known, by its code.
    Code(String),
    /// A division that contains it, by name; or 未识别.
    Within(NamedRegion),
}

impl AgencyPlace {
    fn new(text: &str) -> Self {
        if text.chars().all(|c| c.is_ascii_digit()) {
            Self::Code(text.to_owned())
        } else {
            Self::Within(NamedRegion::new(text))
        }
    }

    fn accepts(&self, region: &Region) -> bool {
        match self {
            Self::Code(code) => region.code() == Some(code),
            Self::Within(named) if region.is_empty() => named.accepts(UNKNOWN),
            Self::Within(named) => named.accepts(&region.to_key()),
        }
    }
}

/// Splits the value of a condition on agencies into the name and the place, which stands behind `@`
/// or, as in labels, behind `·` between blanks.
pub(in crate::search) fn name_and_place(value: &str) -> (&str, Option<&str>) {
    let parts = value.rsplit_once(['@', '＠']).or_else(|| value.rsplit_once(PLACE_MARK));
    match parts.map(|(name, place)| (name.trim(), place.trim())) {
        Some((name, place)) if !name.is_empty() && !place.is_empty() => (name, Some(place)),
        _ => (value, None),
    }
}

impl FacetCondition {
    /// Returns the condition on a facet; `None` for a condition on titles, which are not a facet.
    pub(in crate::search) fn new(condition: &Condition) -> Option<Self> {
        Some(match condition {
            Condition::Year(years) => Self::Year(*years),
            Condition::Part(part) => Self::Part(*part),
            Condition::Kind(kind) => Self::Kind(*kind),
            Condition::Level(level) => Self::Level(*level),
            Condition::Date(days) => Self::Date(*days),
            Condition::Published(days) => Self::Published(*days),
            Condition::Number(number) => Self::Number(in_form(number, number_form)),
            Condition::Url(url) => Self::Url(in_form(url, address_form)),
            Condition::Division(level, name) => Self::Division(*level, name.clone()),
            Condition::Agency(value) => {
                let (name, place) = name_and_place(value);
                Self::Agency(agency_forms(name), place.map(AgencyPlace::new))
            }
            Condition::AgencyIs(value) => {
                let (name, place) = name_and_place(value);
                let name = Term::folded(name).text().to_owned();
                Self::AgencyIs(name, place.map(AgencyPlace::new))
            }
            Condition::Region(name) => Self::Region(NamedRegion::new(name)),
            Condition::Title(_) => return None,
        })
    }

    /// Returns the conditions of which a part of a query line demands any; `None` if the part is
    /// something else than conditions on one facet.
    pub(super) fn any_in(part: &Query) -> Option<Vec<Self>> {
        let alternatives = match part {
            Query::Or(parts) => parts,
            single => std::slice::from_ref(single),
        };
        let condition = |part: &Query| match part {
            Query::Condition(condition) => Self::new(condition),
            _ => None,
        };
        let any_of: Vec<Self> = alternatives.iter().map(condition).collect::<Option<_>>()?;
        let facet = any_of.first()?.facet();
        any_of.iter().all(|it| it.facet() == facet).then_some(any_of)
    }

    /// Returns the facet that the condition is about.
    pub(in crate::search) fn facet(&self) -> FacetField {
        match self {
            Self::Year(_) => FacetField::Year,
            Self::Region(_) | Self::Division(..) => FacetField::Region,
            Self::Agency(..) | Self::AgencyIs(..) => FacetField::Agency,
            Self::Part(_) => FacetField::Part,
            Self::Kind(_) => FacetField::Kind,
            Self::Level(_) => FacetField::Level,
            Self::Date(_) => FacetField::Date,
            Self::Published(_) => FacetField::Published,
            Self::Number(_) => FacetField::Number,
            Self::Url(_) => FacetField::Url,
        }
    }

    /// Returns the division that the condition takes a value of its facet for, by its whole path: the
    /// row of a table, or the division of a name that several have.
    pub(in crate::search) fn division(&self, value: &str) -> Option<String> {
        if !self.accepts(value) {
            return None;
        }
        if let Self::Division(level, _) = self {
            let group = FacetBy::from_level(*level).group(value);
            return (!group.is_unknown()).then(|| group.path());
        }
        self.region()?.division(&Region::from_key(value))
    }

    /// Returns the name that is to be one division, as typed.
    pub(in crate::search) fn division_name(&self) -> Option<&str> {
        match self {
            Self::Division(_, name)
            | Self::Agency(_, Some(AgencyPlace::Code(name)))
            | Self::AgencyIs(_, Some(AgencyPlace::Code(name))) => Some(name),
            _ => self.region().map(|region| region.name.as_str()),
        }
    }

    /// Returns the level of the division that the condition names, if it has to be of one.
    pub(in crate::search) fn level(&self) -> Option<Level> {
        match self {
            Self::Division(level, _) => Some(*level),
            _ => None,
        }
    }

    /// Returns whether the gazetteer knows the place that the condition names; a condition that names
    /// none names no unknown one.
    pub(in crate::search) fn knows_place(&self) -> bool {
        let gazetteer = Gazetteer::shared();
        match self {
            Self::Division(..) => {
                let mut nodes = gazetteer.nodes();
                self.accepts(UNKNOWN)
                    || nodes.any(|node| self.accepts(&gazetteer.region(node).to_key()))
            }
            Self::Agency(_, Some(AgencyPlace::Code(code)))
            | Self::AgencyIs(_, Some(AgencyPlace::Code(code))) => gazetteer.by_code(code).is_some(),
            _ => self.region().is_none_or(NamedRegion::is_known),
        }
    }

    /// Returns the region that the condition names.
    pub(in crate::search) fn region(&self) -> Option<&NamedRegion> {
        match self {
            Self::Region(region)
            | Self::Agency(_, Some(AgencyPlace::Within(region)))
            | Self::AgencyIs(_, Some(AgencyPlace::Within(region))) => Some(region),
            _ => None,
        }
    }

    /// Returns the flag of the condition. Of the conditions of a flag, at least one has to be met.
    fn flag(&self) -> (FacetField, Option<Level>) {
        (self.facet(), self.level())
    }

    /// Returns whether a value of the facet, as the index stores it, meets the condition.
    pub(in crate::search) fn accepts(&self, value: &str) -> bool {
        match self {
            Self::Year(years) => years.includes(value.parse().ok().and_then(Year::new)),
            Self::Region(region) => region.accepts(value),
            Self::Division(level, wanted) => {
                let by = FacetBy::from_level(*level);
                by.group(value).has_name(by, wanted)
            }
            // Folded as a term, not as a text: names that differ only in the kind of their brackets
            // are two rows of a table.
            Self::AgencyIs(name, place) => {
                let agency = PlacedAgency::from_key(value);
                is_in(&agency, place.as_ref()) && Term::folded(&agency.name).text() == name
            }
            Self::Agency(forms, place) => {
                let agency = PlacedAgency::from_key(value);
                let name = Folded::new(&agency.name).text;
                let is_unknown = value == UNKNOWN;
                let is_named = forms.iter().any(|form| {
                    if is_unknown { *form == name } else { name.contains(form.as_str()) }
                });
                is_named && is_in(&agency, place.as_ref())
            }
            Self::Part(part) => value == part.label(Language::Chinese),
            Self::Kind(kind) => kind.accepts(value, |it| value == it.label(Language::Chinese)),
            Self::Level(level) => level.accepts(value, |it| value == it.label(Language::Chinese)),
            Self::Date(days) | Self::Published(days) => days.includes(value.parse().ok()),
            Self::Number(number) => number.accepts(value, |it| value.contains(it.as_str())),
            // A slash ends a host or a folder, also where the address stops.
            Self::Url(url) => url.accepts(value, |it| {
                value.contains(it.as_str())
                    || it.strip_suffix('/').is_some_and(|it| value.ends_with(it))
            }),
        }
    }
}

/// Returns what is asked for in the form in which the index stores values.
fn in_form(asked: &Asked<String>, form: fn(&str) -> String) -> Asked<String> {
    match asked {
        Asked::Known(text) => Asked::Known(form(text)),
        Asked::Unknown => Asked::Unknown,
    }
}

fn is_in(agency: &PlacedAgency, place: Option<&AgencyPlace>) -> bool {
    place.is_none_or(|place| place.accepts(&agency.region))
}

/// Returns the folded forms of an agency's name: as typed, and with abbreviations expanded, even if
/// the last word is missing: 卫健 is 卫生健康.
pub(in crate::search) fn agency_forms(name: &str) -> Vec<String> {
    let mut forms = fold_term(name);
    let mut add = |full: &str| {
        for form in fold_term(full) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    };
    for full in full_names(name) {
        add(&full);
    }
    for (short, full) in [("局", "局"), ("委", "委员会")] {
        for written in full_names(&format!("{name}{short}")) {
            if let Some(stem) = written.strip_suffix(full) {
                add(stem);
            }
        }
    }
    forms
}

/// The conditions that apply to a whole query, by facet.
///
/// Of the conditions of a flag, at least one has to be met; of the query line, all.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::search) struct Filters {
    /// For each facet, in the order of [`FacetField::ALL`], the conditions of each flag.
    given: [Vec<Vec<FacetCondition>>; FacetField::ALL.len()],
    /// The same for the query line. Every facet follows these conditions, even its own, since they
    /// are part of the query.
    written: [Vec<Vec<FacetCondition>>; FacetField::ALL.len()],
}

impl Filters {
    /// Returns the filters for conditions given as flags.
    pub(super) fn new(given: &[Condition]) -> Self {
        let mut filters = Self::default();
        let mut rest: Vec<FacetCondition> = given.iter().filter_map(FacetCondition::new).collect();
        while let Some(flag) = rest.first().map(FacetCondition::flag) {
            let (any_of, others) = rest.into_iter().partition(|other| other.flag() == flag);
            if let Some(slot) = filters.given.get_mut(flag.0.index()) {
                slot.push(any_of);
            }
            rest = others;
        }
        filters
    }

    /// Adds conditions of the query line on one facet, of which any has to be met.
    pub(super) fn require_written(&mut self, any_of: Vec<FacetCondition>) {
        let facet = any_of.first().map(|condition| condition.facet().index());
        if let Some(slot) = facet.and_then(|at| self.written.get_mut(at)) {
            slot.push(any_of);
        }
    }

    /// Returns whether a value of a facet meets the conditions of the query line on it.
    pub(in crate::search) fn accepts_written(&self, facet: FacetField, value: &str) -> bool {
        meets_all(self.written_on(facet), value)
    }

    /// Returns the conditions of the query line on a facet.
    pub(in crate::search) fn written_on(&self, facet: FacetField) -> &[Vec<FacetCondition>] {
        self.written.get(facet.index()).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a value of a facet meets the conditions on it that were given as flags.
    pub(in crate::search) fn accepts_given(&self, facet: FacetField, value: &str) -> bool {
        meets_all(self.given_on(facet), value)
    }

    /// Returns the conditions on a facet that were given as flags.
    pub(in crate::search) fn given_on(&self, facet: FacetField) -> &[Vec<FacetCondition>] {
        self.given.get(facet.index()).map_or(&[], Vec::as_slice)
    }

    /// Returns all conditions.
    pub(in crate::search) fn conditions(&self) -> impl Iterator<Item = &FacetCondition> {
        let given = self.given.iter().flatten().flatten();
        given.chain(self.written.iter().flatten().flatten())
    }

    /// Returns whether there are no conditions.
    pub(in crate::search) fn is_empty(&self) -> bool {
        self.conditions().next().is_none()
    }
}

/// Returns whether a value meets any of each of these conditions.
fn meets_all(conditions: &[Vec<FacetCondition>], value: &str) -> bool {
    conditions.iter().all(|any_of| any_of.iter().any(|it| it.accepts(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_accept_their_facets() {
        let accepts = |query: &str, value: &str| {
            let query: Query = query.parse().unwrap();
            let Query::Condition(condition) = query else { panic!("a condition") };
            FacetCondition::new(&condition).unwrap().accepts(value)
        };
        let lushi = "410000河南省\u{0}411200三门峡市\u{0}411224卢氏县";
        let shizhong = "市中区司法局\u{0}510000四川省\u{0}511000内江市\u{0}511002市中区";
        let sanmenxia = "410000河南省\u{0}411200三门峡市";
        for (query, value, expected) in [
            ("年度:2021-2023", "2023", true),
            ("年度:2021-2022", "2023", false),
            ("年度:2021-", "未识别", false),
            ("年度:未识别", "未识别", true),
            ("地区:卢氏", lushi, true),
            ("地区:三门峡市", lushi, true),
            ("地区:河南省卢氏县", lushi, true),
            ("地区:411224", lushi, true),
            ("地区:两江新区", "500000重庆市\u{0}500112渝北区", true),
            ("地区:渝北区", "500000重庆市\u{0}500157两江新区", false),
            ("地区:浑南区", "210000辽宁省\u{0}210100沈阳市\u{0}210112东陵区", true),
            ("地区:东陵区", "210000辽宁省\u{0}210100沈阳市\u{0}210112浑南区", false),
            ("地区:济南市", "370000山东省\u{0}371200莱芜市\u{0}371202莱城区", true),
            ("地区:重庆市", "500000重庆市\u{0}500112渝北区", true),
            ("地区:酉阳县", lushi, false),
            ("地区:未识别", "未识别", true),
            ("地区:识别", "未识别", false),
            ("机关:卫生健康", "卢氏县卫生健康委员会", true),
            ("机关:卫健委", "卢氏县卫生健康委员会", true),
            ("机关:卫健", "卢氏县卫生健康委员会", true),
            ("机关:市场监管", "汀澜区市场监督管理局", true),
            ("机关:司法局", "卢氏县卫生健康委员会", false),
            ("机关:识别", "未识别", false),
            ("机关:=卢氏县卫生健康委员会", "卢氏县卫生健康委员会", true),
            ("机关:=卫生健康委员会", "卢氏县卫生健康委员会", false),
            ("机关:=市中区司法局", shizhong, true),
            ("机关:=市中区司法局@511002", shizhong, true),
            ("机关:市中区司法局@511002", shizhong, true),
            ("机关:=市中区司法局＠内江", shizhong, true),
            ("机关:\"=市中区司法局 · 四川 内江\"", shizhong, true),
            ("机关:=市中区司法局@511102", shizhong, false),
            ("机关:=市中区司法局@511000", shizhong, false),
            ("机关:=市中区司法局@乐山", shizhong, false),
            ("机关:=市中区司法局@未识别", shizhong, false),
            ("机关:=市中区司法局@未识别", "市中区司法局", true),
            ("机关:内江", shizhong, false),
            ("县:卢氏县", lushi, true),
            ("县:411224", lushi, true),
            ("县:\"河南省 › 三门峡市 › 卢氏县\"", lushi, true),
            ("县:卢氏", lushi, true),
            ("县:三门峡", lushi, false),
            ("县:三门峡", sanmenxia, false),
            ("县:三门峡（本级）", sanmenxia, true),
            ("市:三门峡", lushi, true),
            ("省:河南", lushi, true),
            ("县:411200", lushi, false),
            ("市:411200", lushi, true),
            ("市:三门峡市", sanmenxia, true),
            ("省:410000", lushi, true),
            ("县:411200", sanmenxia, true),
            ("县:411200本级", sanmenxia, true),
            ("县:411224卢氏县", lushi, true),
            ("县:411224东陵区", lushi, false),
            ("县:411200三门峡市本级", sanmenxia, true),
            ("县:三门峡市(本级)", sanmenxia, true),
            ("市:重庆市", "500000重庆市", false),
            ("市:500000（本级）", "500000重庆市", true),
            ("市:330000", "330000浙江省", true),
            ("市:500000", "500000重庆市\u{0}500112渝北区", true),
            ("县:500157", "500000重庆市\u{0}500112渝北区", false),
            ("县:未识别", "未识别", true),
            ("县:未识别", lushi, false),
            ("部分:不足", "不足和原因", true),
            ("部分:其他", "不足和原因", false),
            ("级别:政府", "政府", true),
            ("级别:政府", "部门", false),
            ("级别:未识别", "未识别", true),
            ("日期:2024-01", "2024-01-31", true),
            ("日期:2024-01", "2024-02-01", false),
            ("日期:2024-01", "未识别", false),
            ("日期:未识别", "未识别", true),
            ("发布:..2024-01", "2023-12-01", true),
            ("发布:未识别", "2023-12-01", false),
            ("文号:〔2024〕", "甲政发(2024)3号", true),
            ("文号:[2024]第3号", "甲政发(2024)3号", true),
            ("文号:（2024）4号", "甲政发(2024)3号", false),
            ("文号:识别", "未识别", false),
            ("文号:未识别", "未识别", true),
            ("网址:GOV.CN", "www.jia.gov.cn/zwgk/1.html", true),
            ("网址:http://www.jia.gov.cn/zwgk", "www.jia.gov.cn/zwgk/1.html", true),
            ("网址:www.jia.gov.cn/", "www.jia.gov.cn", true),
            ("网址:jia.gov.cn/x", "www.jia.gov.cn/zwgk/1.html", false),
            ("网址:识别", "未识别", false),
            ("类型:法治", "法治政府建设年度报告", true),
            ("类型:公开", "法治政府建设年度报告", false),
            ("类型:公开", "未识别", false),
            ("类型:未识别", "未识别", true),
            ("类型:未识别", "法治政府建设年度报告", false),
        ] {
            assert_eq!(accepts(query, value), expected, "{query} {value:?}");
        }
    }
}
