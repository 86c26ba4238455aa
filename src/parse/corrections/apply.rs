//! Corrections put in the place of what was found.

use super::{Correction, Overrides};
use crate::gazetteer::{Gazetteer, NodeId};
use crate::parse::facts::{Found, Given};
use crate::report::{Agency, Facts, Note, Region, Source, Sourced};

/// Puts what a user says in the place of what was found, and removes the notes it answers.
///
/// What says the same as was found changes nothing: the fact keeps its source, so that a table of
/// all reports can be corrected in a few places and given back whole. A new agency that names its
/// place moves the region too, unless another region is given as well. Front matter is applied
/// first, then the table, so that the table wins.
pub fn apply(found: &mut Found, overrides: &Overrides, source: Source) {
    let unusable = overrides.unusable.iter().cloned();
    found.notes.extend(unusable.map(|reason| Note::BadCorrection { reason }));
    if overrides.title == Correction::Unknown {
        found.title = 0..0;
    }
    let Found { facts, notes, .. } = found;
    let mut user = User { source, notes };
    user.says("title", &mut facts.title, &overrides.title);
    user.says("year", &mut facts.year, &overrides.year);
    user.says("date", &mut facts.date, &overrides.date);
    user.says("published", &mut facts.published, &overrides.published);
    user.says("kind", &mut facts.kind, &overrides.kind);
    user.says("number", &mut facts.document_number, &overrides.document_number);
    user.says("index", &mut facts.index_number, &overrides.index_number);
    user.says("url", &mut facts.url, &overrides.url);
    apply_place(facts, overrides, &mut user);
}

/// Who says something: where, and the notes of the report that it answers.
struct User<'n> {
    source: Source,
    notes: &'n mut Vec<Note>,
}

impl User<'_> {
    /// Puts a corrected value in the place of `fact`, unless it says the same.
    fn says<T: Clone + PartialEq>(
        &mut self,
        name: &str,
        fact: &mut Option<Sourced<T>>,
        correction: &Correction<T>,
    ) {
        match correction {
            Correction::Keep => {}
            Correction::Value(value) if holds(fact.as_ref(), value) => {}
            Correction::Value(value) => {
                self.answers(name);
                *fact = Some(Sourced::stated(value.clone(), self.source));
            }
            Correction::Unknown => {
                self.answers(name);
                self.notes.push(Note::Cleared { fact: name.to_owned(), source: self.source });
                *fact = None;
            }
        }
    }

    /// Removes the notes about a fact.
    fn answers(&mut self, name: &str) {
        self.notes.retain(|note| match note {
            Note::NoTitle => name != "title",
            Note::NoAgency | Note::Anonymised { .. } => name != "agency",
            Note::NoRegion | Note::AmbiguousRegion { .. } => name != "region",
            Note::NoYear | Note::AmbiguousYear { .. } => name != "year",
            Note::Cleared { fact, .. } => fact != name,
            Note::NoHeadings
            | Note::Replaced { .. }
            | Note::Recognised { .. }
            | Note::PagesWithoutText { .. }
            | Note::BadCorrection { .. } => true,
        });
    }
}

/// Returns whether a fact is known to be `value`.
fn holds<T: PartialEq>(fact: Option<&Sourced<T>>, value: &T) -> bool {
    fact.is_some_and(|fact| fact.value == *value)
}

/// Corrects agency and region, each of which tells something of the other.
fn apply_place(facts: &mut Facts, overrides: &Overrides, user: &mut User) {
    let region = match &overrides.region {
        Correction::Value(region) if holds(facts.region.as_ref(), region) => &Correction::Keep,
        other => other,
    };
    match &overrides.agency {
        Correction::Value(name) if !is_agency(facts, name, overrides) => {
            let given = overrides.agency_as_written.as_deref();
            let written = given.map(|written| settled(written, facts, region, user.source));
            let settled = written
                .filter(|settled| settled.agency.canonical == *name)
                .unwrap_or_else(|| settled(name, facts, region, user.source));
            settled.put(facts, region, user);
        }
        Correction::Unknown => {
            user.says("agency", &mut facts.agency, &Correction::Unknown);
            user.says("region", &mut facts.region, region);
        }
        Correction::Keep | Correction::Value(_) => {
            user.says("region", &mut facts.region, region);
            if let Correction::Value(region) = region {
                write_out_again(facts, region);
            }
        }
    }
}

/// Returns whether `name` is the agency that was found, in full or as it is written.
fn is_agency(facts: &Facts, name: &str, overrides: &Overrides) -> bool {
    let Some(Sourced { value: agency, .. }) = &facts.agency else { return false };
    match &overrides.agency_as_written {
        Some(written) => agency.canonical == name && agency.as_written == *written,
        None => agency.canonical == name || agency.as_written == name,
    }
}

/// An agency that is given, and where it sits.
struct Settled {
    agency: Agency,
    /// The region that its name speaks of, where that is another than was found.
    moved: Option<Moved>,
}

/// A region that the name of an agency speaks of.
enum Moved {
    /// None: it is an agency of the central government.
    National,
    /// This one.
    To(Sourced<Region>),
    /// Any of these.
    Between(Vec<NodeId>),
}

/// Reads the name of an agency beside the region that was found, or that is given with it.
fn settled(name: &str, facts: &Facts, region: &Correction<Region>, source: Source) -> Settled {
    let gazetteer = Gazetteer::shared();
    let Some(given) = Given::new(name) else {
        let (as_written, canonical) = (name.to_owned(), name.to_owned());
        let agency = Agency { as_written, canonical, ..Agency::default() };
        return Settled { agency, moved: None };
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
    Settled { agency: given.agency(node.filter(is_named)), moved }
}

impl Settled {
    /// Puts agency and region in the place of those that were found.
    fn put(self, facts: &mut Facts, region: &Correction<Region>, user: &mut User) {
        match (region, self.moved) {
            (Correction::Value(given), Some(Moved::To(moved))) if moved.value == *given => {
                user.answers("region");
                facts.region = Some(moved);
            }
            (Correction::Keep, Some(moved)) => {
                user.answers("region");
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
            (given, _) => user.says("region", &mut facts.region, given),
        }
        user.answers("agency");
        if self.agency.anonymised {
            user.notes.push(Note::Anonymised { name: self.agency.as_written.clone() });
        }
        facts.agency = Some(Sourced::stated(self.agency, user.source));
    }
}

/// Writes the name of the agency that was found out again where its region was corrected: with
/// it, 县市监局 is 酉阳土家族苗族自治县市场监督管理局.
fn write_out_again(facts: &mut Facts, region: &Region) {
    let Some(fact) = facts.agency.as_mut().filter(|fact| !fact.value.anonymised) else {
        return;
    };
    let node = node_of(region);
    let given = Given::new(&fact.value.as_written);
    let fits = |given: &Given| {
        given.nodes.is_empty() || node.is_some_and(|node| given.nodes.contains(&node))
    };
    if let Some(given) = given.filter(fits) {
        let as_written = std::mem::take(&mut fact.value.as_written);
        fact.value = Agency { as_written, ..given.agency(node) };
    }
}

/// Returns the division that `region` ends in.
fn node_of(region: &Region) -> Option<NodeId> {
    let last = region.divisions().last()?;
    let gazetteer = Gazetteer::shared();
    let named = gazetteer.named(&last.name).iter().map(|named| named.node);
    let mut same = named.filter(|&node| gazetteer.node(node).code == last.code);
    same.next()
}
