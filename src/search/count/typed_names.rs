//! Reads the names in the conditions of a request that were typed in letters or in one character, as
//! `cq`, 渝 and `wjw`, as names of the divisions and agencies of an index.
//!
//! Such a name may mean many things; it is taken for those that reports are from. If these are several,
//! that is an error as it is for a name that several divisions share. Requests without such names are
//! not touched, and nothing is prepared for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::agencies::office_names;
use crate::error::{Error, Result};
use crate::gazetteer::{
    Choice, Evidence, Gazetteer, NodeId, find_region, place_readings, province_in, typed_divisions,
};
use crate::index::{FacetField, IndexReader};
use crate::query::{Condition, Query};
use crate::report::{Level, PlacedAgency, Region, UNKNOWN};
use crate::search::answer::Remark;
use crate::search::facet::FacetBy;
use crate::search::find::map_values;
use crate::search::plan::name_and_place;
use crate::search::request::Request;
use crate::text::{Folded, Letters, Spelling};

/// Returns a request in which names are written out, with a remark on each; `None` if it has no name that
/// was typed in letters or in one character.
///
/// # Errors
///
/// Fails if a name may mean several divisions or agencies that reports are from, and if the index is
/// damaged.
pub(super) fn with_names_read(
    reader: &IndexReader,
    request: &Request,
) -> Result<Option<(Request, Vec<Remark>)>> {
    let conditions = request.query.iter().flat_map(Query::conditions).chain(&request.filters);
    if !conditions.into_iter().any(is_typed) {
        return Ok(None);
    }
    let mut names = Names { reader, values: BTreeMap::new(), remarks: Vec::new() };
    let query = match &request.query {
        Some(query) => Some(query.try_map_conditions(&mut |it| names.read(it))?),
        None => None,
    };
    let filters = request.filters.iter().map(|it| names.read(it)).collect::<Result<_>>()?;
    let request = Request { query, filters, ..request.clone() };
    Ok((!names.remarks.is_empty()).then_some((request, names.remarks)))
}

/// Returns a condition with its names as an answer says with these remarks that they were read; `None` if it
/// has none that was typed in letters or in one character.
pub(crate) fn with_names_of(remarks: &[Remark], condition: &Condition) -> Option<Condition> {
    let read_as = |name: &str| {
        remarks.iter().find_map(|remark| match remark {
            Remark::NameRead { typed, read } if typed == name => Some(read.clone()),
            _ => None,
        })
    };
    let agency = |value: &str| {
        let (name, place) = name_and_place(value);
        let [read, read_place] = [Some(name), place].map(|it| it.and_then(read_as));
        if read.is_none() && read_place.is_none() {
            return None;
        }
        let name = read.unwrap_or_else(|| name.to_owned());
        let place = read_place.or_else(|| place.map(str::to_owned));
        Some(place.map_or(name.clone(), |place| format!("{name}@{place}")))
    };
    match condition {
        Condition::Region(name) => read_as(name).map(Condition::Region),
        Condition::Division(level, name) => {
            read_as(name).map(|name| Condition::Division(*level, name))
        }
        Condition::Agency(value) => agency(value).map(Condition::Agency),
        Condition::AgencyIs(value) => agency(value).map(Condition::AgencyIs),
        _ => None,
    }
}

/// Returns whether a condition has a name that may be typed in letters or in one character.
fn is_typed(condition: &Condition) -> bool {
    match condition {
        Condition::Region(name) | Condition::Division(_, name) => is_typed_place(name),
        Condition::Agency(value) | Condition::AgencyIs(value) => {
            let (name, place) = name_and_place(value);
            Letters::read(name).is_some() || place.is_some_and(is_typed_place)
        }
        _ => false,
    }
}

fn is_typed_place(name: &str) -> bool {
    let is_letter =
        |c: char| !c.is_ascii_digit() && Letters::read(c.encode_utf8(&mut [0; 4])).is_some();
    let first: String = name.chars().take(1).collect();
    name.contains(is_letter) || province_in(&Folded::new(&first).text).is_some()
}

/// The names of an index, and how those of a request were read.
struct Names<'a> {
    reader: &'a IndexReader,
    /// The values of facets that counted reports have, read once.
    values: BTreeMap<FacetField, BTreeSet<String>>,
    remarks: Vec<Remark>,
}

impl Names<'_> {
    /// Returns a condition with its names written out.
    fn read(&mut self, condition: &Condition) -> Result<Condition> {
        Ok(match condition {
            Condition::Region(name) => Condition::Region(self.region(name, FacetField::Region)?),
            Condition::Division(level, name) => {
                Condition::Division(*level, self.division(*level, name)?)
            }
            Condition::Agency(value) => Condition::Agency(self.agency(value, false)?),
            Condition::AgencyIs(value) => Condition::AgencyIs(self.agency(value, true)?),
            other => other.clone(),
        })
    }

    /// Returns the values of a facet that counted reports have.
    fn values(&mut self, facet: FacetField) -> Result<&BTreeSet<String>> {
        if !self.values.contains_key(&facet) {
            let mut values = BTreeSet::new();
            self.reader.guard(|| {
                for segment in self.reader.segments() {
                    let column = segment.facet(facet)?;
                    let all = map_values(column, str::to_owned)?;
                    let mut is_met = vec![false; all.len()];
                    for doc in (0..segment.max_doc()).filter(|&doc| segment.is_counted(doc)) {
                        let ordinal = column.ords().first(doc);
                        let at = ordinal.and_then(|it| usize::try_from(it).ok());
                        if let Some(is_met) = at.and_then(|at| is_met.get_mut(at)) {
                            *is_met = true;
                        }
                    }
                    values.extend(
                        all.into_iter().zip(is_met).filter_map(|(it, is_met)| is_met.then_some(it)),
                    );
                }
                Ok(())
            })?;
            self.values.insert(facet, values);
        }
        Ok(&self.values[&facet])
    }

    /// Returns the region that `name` means among those of a facet: its whole path. A name that is none,
    /// or is written out, stays as it is.
    fn region(&mut self, name: &str, facet: FacetField) -> Result<String> {
        if !is_typed_place(name) || find_region(name).is_ok() {
            return Ok(name.to_owned());
        }
        let mut held = BTreeSet::new();
        for value in self.values(facet)?.iter().filter(|value| *value != UNKNOWN) {
            let region = match facet {
                FacetField::Agency => PlacedAgency::from_key(value).region,
                _ => Region::from_key(value),
            };
            held.extend(region.divisions().map(|it| (it.code.clone(), it.name.clone())));
        }
        self.place(name, &held, typed_divisions(name))
    }

    /// Returns the row of a table by `level` that `name` means.
    fn division(&mut self, level: Level, name: &str) -> Result<String> {
        if !is_typed_place(name) {
            return Ok(name.to_owned());
        }
        let by = FacetBy::from_level(level);
        let mut held = BTreeSet::new();
        for value in self.values(FacetField::Region)?.iter().filter(|value| *value != UNKNOWN) {
            let group = by.group(value);
            if group.has_name(by, name) {
                return Ok(name.to_owned());
            }
            let division = group.region().smallest().cloned();
            held.extend(division.map(|it| (it.code, it.name)));
        }
        let gazetteer = Gazetteer::shared();
        let is_row = |(_, node): &(Spelling, NodeId)| {
            let node = gazetteer.node(*node);
            node.level == level || held.contains(&(node.code.to_owned(), node.name.to_owned()))
        };
        let candidates = typed_divisions(name).into_iter().filter(is_row).collect();
        self.place(name, &held, candidates)
    }

    /// Returns the path of the division that is meant among candidates: of those that reports are from, the
    /// one that is spelt most surely.
    fn place(
        &mut self,
        name: &str,
        held: &BTreeSet<(String, String)>,
        candidates: Vec<(Spelling, NodeId)>,
    ) -> Result<String> {
        let gazetteer = Gazetteer::shared();
        let is_own = |node: NodeId| {
            let node = gazetteer.node(node);
            held.contains(&(node.code.to_owned(), node.name.to_owned()))
        };
        let is_held = |node: NodeId| is_own(node) || gazetteer.predecessors(node).any(is_own);
        let (of_reports, others): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|(_, node)| is_held(*node));
        let has_reports = !of_reports.is_empty();
        let nodes = surest(if has_reports { of_reports } else { others });
        let path = |node: NodeId| gazetteer.region(node).to_string();
        match one_of(&nodes) {
            Choice::One(node) => Ok(self.read_as(name, path(node))),
            // Nothing can be counted wrongly where there is nothing: the name stays unknown.
            Choice::Several(_) if !has_reports => Ok(name.to_owned()),
            Choice::Several(nodes) => Err(Error::AmbiguousRegion {
                name: name.to_owned(),
                candidates: nodes
                    .into_iter()
                    .map(path)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
            }),
            Choice::None => Ok(name.to_owned()),
        }
    }

    /// Returns the value of a condition on agencies with its name and its place written out.
    fn agency(&mut self, value: &str, is_whole: bool) -> Result<String> {
        let (typed, place) = name_and_place(value);
        let name = match Letters::read(typed) {
            Some(letters) => self.agency_name(typed, &letters, is_whole)?,
            None => typed.to_owned(),
        };
        let Some(place) = place else { return Ok(name) };
        let place = self.region(place, FacetField::Agency)?;
        Ok(format!("{name}@{place}"))
    }

    /// Returns the characters of agencies' names that letters mean.
    fn agency_name(&mut self, typed: &str, letters: &Letters, is_whole: bool) -> Result<String> {
        let mut found: BTreeSet<(Spelling, String)> = BTreeSet::new();
        let keys = self.values(FacetField::Agency)?.iter();
        let names: BTreeSet<String> = keys.map(|key| PlacedAgency::from_key(key).name).collect();
        for name in &names {
            // Names can have letters of their own: X县.
            if Folded::new(name).text.contains(letters.as_str()) {
                return Ok(typed.to_owned());
            }
            let readings = place_readings(name);
            found.extend(letters.spelling(name, &readings).map(|it| (it, name.clone())));
            if is_whole {
                continue;
            }
            for office in office_names(name) {
                found.extend(letters.spelling(&office, &[]).map(|it| (it, office)));
            }
            found.extend(
                letters.parts(name).into_iter().map(|it| (Spelling::Pinyin, it.to_owned())),
            );
        }
        let candidates = surest(found.into_iter().collect());
        match &candidates[..] {
            [] => Ok(typed.to_owned()),
            [name] => Ok(self.read_as(typed, name.clone())),
            _ => Err(Error::AmbiguousAgency { name: typed.to_owned(), candidates }),
        }
    }

    /// Notes how a name was read, and returns it.
    fn read_as(&mut self, typed: &str, read: String) -> String {
        let remark = Remark::NameRead { typed: typed.to_owned(), read: read.clone() };
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        read
    }
}

/// Returns what is spelt most surely.
fn surest<T>(mut found: Vec<(Spelling, T)>) -> Vec<T> {
    let best = found.iter().map(|(spelling, _)| *spelling).min();
    found.retain(|(spelling, _)| Some(*spelling) == best);
    found.into_iter().map(|(_, it)| it).collect()
}

/// Returns which of several divisions a name means by itself. As 河北 is the province and not the district
/// of 天津, `cq` is 重庆 and no 城区.
fn one_of(nodes: &[NodeId]) -> Choice {
    let gazetteer = Gazetteer::shared();
    let choice = Evidence::default().choose(nodes, None);
    let Choice::Several(several) = choice else { return choice };
    let is_province = |node: &&NodeId| gazetteer.node(**node).level == Level::Province;
    let provinces: Vec<&NodeId> = several.iter().filter(is_province).collect();
    match provinces[..] {
        [province] => Choice::One(*province),
        _ => Choice::Several(several),
    }
}
