//! The names of an index: years, regions, agencies, parts, kinds and levels, each with the number of its
//! reports. Read once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::SuggestionKind;
use super::divisions::Divisions;
use super::name::{Details, Name};
use crate::agencies::office_names;
use crate::error::Result;
use crate::index::IndexReader;
use crate::query::{Asked, Condition, Years};
use crate::report::{AgencyKind, Level, Part, ReportKind, UNKNOWN};
use crate::search::facet::{FacetBy, FacetRow, PLACE_MARK};
use crate::search::hits::search;
use crate::search::namesakes::agency_value;
use crate::search::request::Request;
use crate::text::Letters;

/// The names of an index, by kind.
#[derive(Debug, Default)]
pub(super) struct Names {
    years: Vec<Name>,
    regions: Vec<Name>,
    agencies: Vec<Name>,
    parts: Vec<Name>,
    kinds: Vec<Name>,
    levels: Vec<Name>,
    /// The names of the offices of the agencies, in full and abbreviated. Made when first letters are
    /// typed.
    offices: OnceLock<BTreeSet<String>>,
}

/// The most names of offices that letters stand for. A single letter begins hundreds.
const MOST_OFFICES: usize = 20;

impl Names {
    /// Counts the reports of every name.
    pub(super) fn new(reader: &IndexReader) -> Result<Self> {
        let divisions = Divisions::new();
        let mut names = Self::default();
        for (by, rows) in rows(reader)? {
            let known = rows.into_iter().filter(|row| row.value != UNKNOWN);
            match by {
                FacetBy::Year => names.years.extend(known.filter_map(|row| year_name(&row))),
                FacetBy::Part => names.parts.extend(known.filter_map(|row| part_name(&row))),
                FacetBy::Kind => names.kinds.extend(known.filter_map(|row| kind_name(&row))),
                FacetBy::Level => names.levels.extend(known.filter_map(|row| level_name(&row))),
                FacetBy::Agency => names.agencies = agency_names(known),
                FacetBy::Province | FacetBy::Prefecture | FacetBy::County | FacetBy::Region => {
                    let name = |row| region_name(by, &row, &divisions);
                    names.regions.extend(known.filter_map(name));
                }
            }
        }
        names.years.reverse();
        names.regions.sort_by_key(|name| Reverse(name.reports));
        Ok(names)
    }

    /// Returns the names of offices that begin with letters: 卫健委 for `wjw`. Those that are spelt in full
    /// come first, then the shortest.
    pub(super) fn offices_begun_by(&self, letters: &Letters) -> impl Iterator<Item = &str> {
        let offices = self.offices.get_or_init(|| {
            let name = |text: &str| text.split(PLACE_MARK).next().unwrap_or_default().to_owned();
            self.agencies.iter().flat_map(|agency| office_names(&name(&agency.text))).collect()
        });
        let begun = offices
            .iter()
            .filter(|office| letters.may_begin(office) && letters.begins(office, &[]));
        let mut begun: Vec<&str> = begun.map(String::as_str).collect();
        begun.sort_by_key(|office| (letters.spelling(office, &[]).is_none(), office.len()));
        begun.into_iter().take(MOST_OFFICES)
    }

    /// Returns the names of a kind in the order in which they are suggested: the newest years
    /// first, and regions and agencies with the most reports first.
    pub(super) fn of_kind(&self, kind: SuggestionKind) -> &[Name] {
        match kind {
            SuggestionKind::Year => &self.years,
            SuggestionKind::Region => &self.regions,
            SuggestionKind::Agency => &self.agencies,
            SuggestionKind::Part => &self.parts,
            SuggestionKind::Kind => &self.kinds,
            SuggestionKind::Level => &self.levels,
            SuggestionKind::Term => &[],
        }
    }
}

/// Counts the reports of all names.
fn rows(reader: &IndexReader) -> Result<BTreeMap<FacetBy, Vec<FacetRow>>> {
    // Regions are counted by level.
    let facets = FacetBy::ALL.into_iter().filter(|&by| by != FacetBy::Region).collect();
    Ok(search(reader, &Request { facets, ..Request::all(Vec::new()) })?.body.facets)
}

fn year_name(row: &FacetRow) -> Option<Name> {
    let details = Details::from_condition(Condition::Year(Years::parse(&row.value)?));
    let compared = format!("{}年度", row.value);
    Some(Name::new(SuggestionKind::Year, row, &compared, Some(details)))
}

fn part_name(row: &FacetRow) -> Option<Name> {
    let part = Part::from_label(&row.value)?;
    let spellings = vec![part.key().to_owned()];
    let details = Details { spellings, ..Details::from_condition(Condition::Part(part)) };
    Some(Name::new(SuggestionKind::Part, row, &row.value, Some(details)))
}

fn kind_name(row: &FacetRow) -> Option<Name> {
    let kind = ReportKind::from_label(&row.value)?;
    let spellings = vec![kind.key().to_owned()];
    let details =
        Details { spellings, ..Details::from_condition(Condition::Kind(Asked::Known(kind))) };
    Some(Name::new(SuggestionKind::Kind, row, &row.value, Some(details)))
}

fn level_name(row: &FacetRow) -> Option<Name> {
    let level = AgencyKind::from_label(&row.value)?;
    let spellings = vec![level.key().to_owned()];
    let details =
        Details { spellings, ..Details::from_condition(Condition::Level(Asked::Known(level))) };
    Some(Name::new(SuggestionKind::Level, row, &row.value, Some(details)))
}

/// Returns the name of the division of a row by level; `None` if the row is for agencies above the
/// level.
fn region_name(by: FacetBy, row: &FacetRow, divisions: &Divisions) -> Option<Name> {
    let region = row.region.as_ref()?;
    let (level, own, above) = match by {
        FacetBy::Province => (Level::Province, &region.province, [&None, &None]),
        FacetBy::Prefecture => (Level::Prefecture, &region.prefecture, [&region.province, &None]),
        _ => (Level::County, &region.county, [&region.province, &region.prefecture]),
    };
    let (own, code) = (own.as_ref()?, region.code.as_ref()?);
    let above: Vec<&str> = above.into_iter().flatten().map(String::as_str).collect();
    let before = above.concat();
    let details = Details {
        condition: Condition::Division(level, divisions.value(level, &before, own, code)),
        above: before.len(),
        within: (!above.is_empty()).then(|| above.join(" › ")),
        code: Some(code.clone()),
        spellings: divisions.spellings(code, own),
    };
    let compared = format!("{before}{own}");
    Some(Name::new(SuggestionKind::Region, row, &compared, Some(details)))
}

/// Returns the name of an agency. One whose name others share is suggested with its place.
fn agency_name(row: &FacetRow) -> Name {
    let value = agency_value(&row.value, row.region.as_ref());
    let details = (value != row.value).then(|| Details::from_condition(Condition::AgencyIs(value)));
    Name::new(SuggestionKind::Agency, row, &row.value, details)
}

/// Returns the agencies with the most reports first. Names that are the same after folding are
/// merged, since a condition on one of them finds the reports of all.
fn agency_names(rows: impl Iterator<Item = FacetRow>) -> Vec<Name> {
    let mut agencies: Vec<Name> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for row in rows {
        let name = agency_name(&row);
        let place = *places.entry(name.compared().to_owned()).or_insert(agencies.len());
        match agencies.get_mut(place) {
            Some(known) => known.reports += name.reports,
            None => agencies.push(name),
        }
    }
    agencies.sort_by_key(|name| Reverse(name.reports));
    agencies
}
