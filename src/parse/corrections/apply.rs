//! Replaces what was found by what a user says.

use super::{Correction, Overrides};
use crate::gazetteer::{Gazetteer, NodeId};
use crate::parse::facts::{Found, GivenAgency};
use crate::report::{Agency, Fact, Facts, Note, Region, Source, Sourced};

/// Replaces what was found by what a user says, and removes the notes that this answers.
///
/// A correction that agrees with what was found changes nothing: the fact keeps its source, so that
/// users can correct a few fields of the table of all reports and hand it back whole. A new agency
/// that names its place changes the region too, unless a region is given as well. Front matter is
/// applied first, then the table, so that the table wins.
pub(in crate::parse) fn apply_corrections(
    found: &mut Found,
    overrides: &Overrides,
    source: Source,
) {
    let unusable = overrides.unusable.iter().cloned();
    found.notes.extend(unusable.map(|reason| Note::BadCorrection { reason }));
    if overrides.title == Correction::Unknown {
        found.title = 0..0;
    }
    let Found { facts, notes, .. } = found;
    let mut user = User { source, notes };
    user.says(Fact::Title, &mut facts.title, &overrides.title);
    user.says(Fact::Year, &mut facts.year, &overrides.year);
    user.says(Fact::Date, &mut facts.date, &overrides.date);
    user.says(Fact::Published, &mut facts.published, &overrides.published);
    user.says(Fact::Kind, &mut facts.kind, &overrides.kind);
    user.says(Fact::DocumentNumber, &mut facts.document_number, &overrides.document_number);
    user.says(Fact::IndexNumber, &mut facts.index_number, &overrides.index_number);
    user.says(Fact::Url, &mut facts.url, &overrides.url);
    apply_place(facts, overrides, &mut user);
}

/// Where a user says something, and the notes of the report.
struct User<'n> {
    source: Source,
    notes: &'n mut Vec<Note>,
}

impl User<'_> {
    /// Applies `correction` to `value`, the value of `fact`.
    fn says<T: Clone + PartialEq>(
        &mut self,
        fact: Fact,
        value: &mut Option<Sourced<T>>,
        correction: &Correction<T>,
    ) {
        match correction {
            Correction::Keep => {}
            Correction::Value(new) if is_value(value.as_ref(), new) => {}
            Correction::Value(new) => {
                self.answers(fact);
                *value = Some(Sourced::stated(new.clone(), self.source));
            }
            Correction::Unknown => {
                self.answers(fact);
                let fact = fact.column().to_owned();
                self.notes.push(Note::Cleared { fact, source: self.source });
                *value = None;
            }
        }
    }

    /// Removes the notes about a fact.
    fn answers(&mut self, fact: Fact) {
        self.notes.retain(|note| match note {
            Note::NoTitle => fact != Fact::Title,
            Note::NoAgency | Note::Anonymised { .. } => fact != Fact::Agency,
            Note::NoRegion | Note::AmbiguousRegion { .. } => fact != Fact::Region,
            Note::NoYear | Note::AmbiguousYear { .. } => fact != Fact::Year,
            Note::Cleared { fact: cleared, .. } => cleared != fact.column(),
            Note::NoHeadings
            | Note::Replaced { .. }
            | Note::Recognised { .. }
            | Note::PagesWithoutText { .. }
            | Note::BadCorrection { .. } => true,
        });
    }
}

/// Returns whether a fact is known to be `value`.
fn is_value<T: PartialEq>(fact: Option<&Sourced<T>>, value: &T) -> bool {
    fact.is_some_and(|fact| fact.value == *value)
}

/// Corrects agency and region, which depend on each other.
fn apply_place(facts: &mut Facts, overrides: &Overrides, user: &mut User) {
    let region = match &overrides.region {
        Correction::Value(region) if is_value(facts.region.as_ref(), region) => &Correction::Keep,
        other => other,
    };
    match &overrides.agency {
        Correction::Value(name) if !is_agency(facts, name, overrides) => {
            let given = overrides.agency_as_written.as_deref();
            let read = |name: &str| new_agency(name, facts, region, user.source);
            let as_written = given.map(read).filter(|new| new.agency.canonical == *name);
            let new = as_written.unwrap_or_else(|| read(name));
            new.replace(facts, region, user);
        }
        Correction::Unknown => {
            user.says(Fact::Agency, &mut facts.agency, &Correction::Unknown);
            user.says(Fact::Region, &mut facts.region, region);
        }
        Correction::Keep | Correction::Value(_) => {
            user.says(Fact::Region, &mut facts.region, region);
            if let Correction::Value(region) = region {
                complete_name(facts, region);
            }
        }
    }
}

/// Returns whether `name` is the agency that was found, in full or as written.
fn is_agency(facts: &Facts, name: &str, overrides: &Overrides) -> bool {
    let Some(Sourced { value: agency, .. }) = &facts.agency else { return false };
    match &overrides.agency_as_written {
        Some(written) => agency.canonical == name && agency.as_written == *written,
        None => agency.canonical == name || agency.as_written == name,
    }
}

/// An agency that a user gives, and its region.
struct NewAgency {
    agency: Agency,
    /// The region that its name implies, if it is not the one that was found.
    moved: Option<Moved>,
}

/// The region that the name of an agency implies.
enum Moved {
    /// None: it is an agency of the central government.
    National,
    /// This one.
    To(Sourced<Region>),
    /// Any of these.
    Between(Vec<NodeId>),
}

/// Reads the name of an agency, given the region that was found or that the user gives with it.
fn new_agency(name: &str, facts: &Facts, region: &Correction<Region>, source: Source) -> NewAgency {
    let gazetteer = Gazetteer::shared();
    let Some(given) = GivenAgency::from_name(name) else {
        let (as_written, canonical) = (name.to_owned(), name.to_owned());
        let agency = Agency { as_written, canonical, ..Agency::default() };
        return NewAgency { agency, moved: None };
    };
    let found = facts.region.as_ref().and_then(|fact| node_of(&fact.value));
    let agrees = found.is_some_and(|node| given.nodes.contains(&node));
    let moved = match given.nodes[..] {
        _ if given.is_national() => Some(Moved::National),
        [] => None,
        _ if agrees => None,
        [only] => Some(Moved::To(Sourced::inferred(gazetteer.region(only), source))),
        _ => Some(Moved::Between(given.nodes.clone())),
    };
    let node = match (region, &moved) {
        (Correction::Value(region), _) => node_of(region),
        (Correction::Keep, None) => found,
        (Correction::Keep, Some(Moved::To(region))) => node_of(&region.value),
        (Correction::Unknown, _)
        | (Correction::Keep, Some(Moved::National | Moved::Between(_))) => None,
    };
    let is_named = |node: &NodeId| given.nodes.is_empty() || given.nodes.contains(node);
    NewAgency { agency: given.agency(node.filter(is_named)), moved }
}

impl NewAgency {
    /// Replaces the agency and the region that were found.
    fn replace(self, facts: &mut Facts, region: &Correction<Region>, user: &mut User) {
        match (region, self.moved) {
            (Correction::Value(given), Some(Moved::To(moved))) if moved.value == *given => {
                user.answers(Fact::Region);
                facts.region = Some(moved);
            }
            (Correction::Keep, Some(moved)) => {
                user.answers(Fact::Region);
                facts.region = match moved {
                    Moved::To(region) => Some(region),
                    Moved::National => None,
                    Moved::Between(nodes) => {
                        let gazetteer = Gazetteer::shared();
                        let shown = |node: &NodeId| gazetteer.region(*node).to_string();
                        let candidates = nodes.iter().map(shown).collect();
                        user.notes.push(Note::AmbiguousRegion { candidates });
                        None
                    }
                };
            }
            (given, _) => user.says(Fact::Region, &mut facts.region, given),
        }
        user.answers(Fact::Agency);
        if self.agency.anonymised {
            user.notes.push(Note::Anonymised { name: self.agency.as_written.clone() });
        }
        facts.agency = Some(Sourced::stated(self.agency, user.source));
    }
}

/// Completes the name of the agency that was found with its corrected region: 县市监局 becomes
/// 酉阳土家族苗族自治县市场监督管理局.
fn complete_name(facts: &mut Facts, region: &Region) {
    let Some(fact) = facts.agency.as_mut().filter(|fact| !fact.value.anonymised) else {
        return;
    };
    let node = node_of(region);
    let given = GivenAgency::from_name(&fact.value.as_written);
    let fits = |given: &GivenAgency| {
        given.nodes.is_empty() || node.is_some_and(|node| given.nodes.contains(&node))
    };
    if let Some(given) = given.filter(fits) {
        let as_written = std::mem::take(&mut fact.value.as_written);
        fact.value = Agency { as_written, ..given.agency(node) };
    }
}

/// Returns the smallest division of `region`.
fn node_of(region: &Region) -> Option<NodeId> {
    let last = region.divisions().last()?;
    let gazetteer = Gazetteer::shared();
    let named = gazetteer.named(&last.name).iter().map(|named| named.node);
    let mut same = named.filter(|&node| gazetteer.node(node).code == last.code);
    same.next()
}
