//! Corrections put in the place of what was found.

use super::{Correction, Overrides};
use crate::parse::facts::{Found, Given};
use crate::region::{Gazetteer, NodeId};
use crate::report::{Agency, Note, Region, Source, Sourced};

/// Puts what a user says in the place of what was found, and removes the notes it answers.
///
/// A new agency that names its place moves the region too, unless the region is given as well.
/// Front matter is applied first, then the table, so that the table wins.
pub fn apply(found: &mut Found, overrides: &Overrides, source: Source) {
    let unusable = overrides.unusable.iter().cloned();
    found.notes.extend(unusable.map(|reason| Note::BadCorrection { reason }));
    let Found { facts, notes, title } = found;
    let title_value = overrides.title.clone();
    if title_value == Correction::Unknown {
        *title = 0..0;
    }
    replace(&mut facts.title, title_value, source, notes, &[Note::NoTitle]);
    replace(&mut facts.year, overrides.year.clone(), source, notes, &[Note::NoYear]);
    replace(&mut facts.date, overrides.date.clone(), source, notes, &[]);
    replace(&mut facts.region, overrides.region.clone(), source, notes, &[Note::NoRegion]);
    apply_agency(found, overrides, source);
}

/// Returns whether `note` is about the same fact as `other`.
fn same_fact(note: &Note, other: &Note) -> bool {
    match other {
        Note::NoYear => matches!(note, Note::NoYear | Note::AmbiguousYear { .. }),
        Note::NoRegion => matches!(note, Note::NoRegion | Note::AmbiguousRegion { .. }),
        Note::NoAgency => matches!(note, Note::NoAgency | Note::Anonymised { .. }),
        other => note == other,
    }
}

/// Puts a corrected value in the place of `fact`; `absent` is the note of its absence.
fn replace<T>(
    fact: &mut Option<Sourced<T>>,
    correction: Correction<T>,
    source: Source,
    notes: &mut Vec<Note>,
    absent: &[Note],
) {
    let value = match correction {
        Correction::Keep => return,
        Correction::Unknown => None,
        Correction::Value(value) => Some(value),
    };
    notes.retain(|note| !absent.iter().any(|absent| same_fact(note, absent)));
    if value.is_none() {
        notes.extend_from_slice(absent);
    }
    *fact = value.map(|value| Sourced::stated(value, source));
}

fn apply_agency(found: &mut Found, overrides: &Overrides, source: Source) {
    let Found { facts, notes, .. } = found;
    let name = match &overrides.agency {
        Correction::Keep => {
            write_out_again(found, overrides);
            return;
        }
        Correction::Unknown => {
            replace(&mut facts.agency, Correction::Unknown, source, notes, &[Note::NoAgency]);
            return;
        }
        Correction::Value(name) => name,
    };
    let given = Given::new(name);
    let known = |region: &Region| node_of(region);
    let mut node = facts.region.as_ref().and_then(|fact| known(&fact.value));
    if let Some(given) = given.as_ref().filter(|_| overrides.region == Correction::Keep) {
        let agrees = node.is_some_and(|node| given.nodes.contains(&node));
        if given.is_national() {
            facts.region = None;
            notes.retain(|note| !same_fact(note, &Note::NoRegion));
        } else if !given.nodes.is_empty() && !agrees {
            notes.retain(|note| !same_fact(note, &Note::NoRegion));
            node = match given.nodes[..] {
                [only] => Some(only),
                _ => None,
            };
            let region = |node| Sourced::inferred(Gazetteer::shared().region(node), source);
            facts.region = node.map(region);
            if node.is_none() {
                let shown = |node: &NodeId| Gazetteer::shared().region(*node).to_string();
                let candidates = given.nodes.iter().map(shown).collect();
                notes.push(Note::AmbiguousRegion { candidates });
            }
        }
    }
    let agency = given.map_or_else(
        || Agency { as_written: name.clone(), canonical: name.clone(), ..Agency::default() },
        |given| {
            given.agency(node.filter(|node| given.nodes.is_empty() || given.nodes.contains(node)))
        },
    );
    let anonymised = agency.anonymised.then(|| Note::Anonymised { name: name.clone() });
    replace(&mut facts.agency, Correction::Value(agency), source, notes, &[Note::NoAgency]);
    notes.extend(anonymised);
}

/// Writes the name of the agency that was found out again where its region was corrected: with
/// it, 县市监局 is 酉阳土家族苗族自治县市场监督管理局.
fn write_out_again(found: &mut Found, overrides: &Overrides) {
    let Correction::Value(region) = &overrides.region else { return };
    let Some(fact) = found.facts.agency.as_mut().filter(|fact| !fact.value.anonymised) else {
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
