//! Replaces what was found by what a user says.

use super::Overrides;
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
    if overrides.unknown.contains(&Fact::Title) {
        found.title = 0..0;
    }
    let Found { facts, notes, .. } = found;
    let mut user = User { overrides, source, notes };
    for fact in Fact::ALL {
        // Agency and region depend on each other.
        if !matches!(fact, Fact::Agency | Fact::Region) {
            user.correct(fact, facts);
        }
    }
    user.correct_place(facts);
}

/// What a user says, where, and the notes of the report.
struct User<'a> {
    overrides: &'a Overrides,
    source: Source,
    notes: &'a mut Vec<Note>,
}

/// What a user says about the region.
enum GivenRegion<'a> {
    /// Nothing, or what was found.
    Keep,
    /// That it is not known.
    Unknown,
    /// This one.
    Region(&'a Region),
}

impl User<'_> {
    /// Applies what the user says about a fact.
    fn correct(&mut self, fact: Fact, facts: &mut Facts) {
        let Overrides { given, unknown, .. } = self.overrides;
        if unknown.contains(&fact) {
            self.clear(fact, facts);
            return;
        }
        let value = |facts: &Facts| facts.get(fact).map(|it| it.value);
        if value(given).is_some() && value(given) != value(facts) {
            self.answers(fact);
            facts.replace(fact, given, self.source);
        }
    }

    /// Clears a fact that the user says is not known.
    fn clear(&mut self, fact: Fact, facts: &mut Facts) {
        self.answers(fact);
        self.notes.push(Note::Cleared { fact: fact.column().to_owned(), source: self.source });
        facts.replace(fact, &Facts::default(), self.source);
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
            | Note::Damaged
            | Note::EmbeddedUnread { .. }
            | Note::BadCorrection { .. } => true,
        });
    }

    /// Returns what the user says about the region.
    fn region(&self, facts: &Facts) -> GivenRegion<'_> {
        let Overrides { given, unknown, .. } = self.overrides;
        let found = facts.region.as_ref().map(|fact| &fact.value);
        match &given.region {
            _ if unknown.contains(&Fact::Region) => GivenRegion::Unknown,
            Some(given) if found != Some(&given.value) => GivenRegion::Region(&given.value),
            _ => GivenRegion::Keep,
        }
    }

    /// Corrects agency and region.
    fn correct_place(&mut self, facts: &mut Facts) {
        let Overrides { given, agency, agency_as_written, unknown, .. } = self.overrides;
        if unknown.contains(&Fact::Agency) {
            self.clear(Fact::Agency, facts);
            self.correct(Fact::Region, facts);
        } else if let Some(name) = agency.as_ref().filter(|name| !self.is_agency(facts, name)) {
            let region = self.region(facts);
            let read = |name: &str| new_agency(name, facts, &region, self.source);
            let as_written = agency_as_written.as_deref().map(read);
            let as_written = as_written.filter(|new| new.agency.canonical == *name);
            let new = as_written.unwrap_or_else(|| read(name));
            new.replace(facts, self);
        } else {
            let is_new = matches!(self.region(facts), GivenRegion::Region(_));
            self.correct(Fact::Region, facts);
            if let (true, Some(region)) = (is_new, &given.region) {
                complete_name(facts, &region.value);
            }
        }
    }

    /// Returns whether `name` is the agency that was found, in full or as written.
    fn is_agency(&self, facts: &Facts, name: &str) -> bool {
        let Some(Sourced { value: agency, .. }) = &facts.agency else { return false };
        match &self.overrides.agency_as_written {
            Some(written) => agency.canonical == name && agency.as_written == *written,
            None => agency.canonical == name || agency.as_written == name,
        }
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
fn new_agency(name: &str, facts: &Facts, region: &GivenRegion<'_>, source: Source) -> NewAgency {
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
        (GivenRegion::Region(region), _) => node_of(region),
        (GivenRegion::Keep, None) => found,
        (GivenRegion::Keep, Some(Moved::To(region))) => node_of(&region.value),
        (GivenRegion::Unknown, _)
        | (GivenRegion::Keep, Some(Moved::National | Moved::Between(_))) => None,
    };
    let is_named = |node: &NodeId| given.nodes.is_empty() || given.nodes.contains(node);
    NewAgency { agency: given.agency(node.filter(is_named)), moved }
}

impl NewAgency {
    /// Replaces the agency and the region that were found.
    fn replace(self, facts: &mut Facts, user: &mut User<'_>) {
        match (user.region(facts), self.moved) {
            (GivenRegion::Region(given), Some(Moved::To(moved))) if moved.value == *given => {
                user.answers(Fact::Region);
                facts.region = Some(moved);
            }
            (GivenRegion::Keep, Some(moved)) => {
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
            _ => user.correct(Fact::Region, facts),
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
