//! Finds the pairs of reports that are copies or versions of each other.
//!
//! Only reports that may be the same are compared: those of one agency and year, and, where these
//! are not known, those that share sentences. So the work grows with the reports and not with their
//! pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::fingerprint::{AgencyClaim, Fingerprint};
use super::similarity::{Row, SHORTEST, Similarity, same, sentences, similarity};

/// The fewest characters in one row that make copies of reports whose agency or year is not known:
/// a page of sentences with all their figures, which two reports do not share by chance.
const LEAST_UNKNOWN: u32 = 300;

/// The share of the longer text, in percent, that such a row has to be.
const PERCENT_UNKNOWN: u32 = 80;

/// How many longer reports a report is compared with at most among those of its agency and year, the
/// nearest in length first. In practice there are a few; more stand together only where the facts
/// of many were misread. Of such a crowd copies of rather different length may be overlooked, and
/// are then counted by themselves.
const NEIGHBOURS: usize = 256;

/// The same among those that share sentences, where agency or year is not known: there thousands
/// may be made of one form.
const NEIGHBOURS_UNKNOWN: usize = 32;

/// How many pairs of sentences are looked at to find copies of reports whose agency or year is not
/// known. Texts that share nine sentences of ten agree in one of eight pairs but for two cases in a
/// million.
const BANDS: u64 = 8;

/// Returns what a report is about, where its agency and year are known.
pub(super) fn identity(text: &Fingerprint) -> Option<(&str, u16)> {
    match (&text.agency, text.year) {
        (AgencyClaim::Placed(agency), Some(year)) => Some((agency, year)),
        _ => None,
    }
}

/// Returns whether what is known of two reports tells that they are not the same one.
pub(super) fn contradict(a: &Fingerprint, b: &Fingerprint) -> bool {
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        matches!((a, b), (Some(a), Some(b)) if a != b)
    }
    differ(a.year, b.year)
        || differ(a.kind, b.kind)
        || differ(a.period, b.period)
        || regions_contradict(a.region, b.region)
        || agencies_contradict(&a.agency, &b.agency)
}

/// Returns whether neither of two divisions is the other or lies in it.
pub(super) fn regions_contradict(a: Option<u32>, b: Option<u32>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let scale = |code: u32| match (code % 10_000, code % 100) {
        (0, _) => 10_000,
        (_, 0) => 100,
        _ => 1,
    };
    let scale = scale(a).max(scale(b));
    a / scale != b / scale
}

fn agencies_contradict(a: &AgencyClaim, b: &AgencyClaim) -> bool {
    use AgencyClaim::{Anonymised, Placed, Placeless, Unknown};
    match (a, b) {
        (Placed(a), Placed(b)) | (Placeless(a), Placeless(b)) | (Anonymised(a), Anonymised(b)) => {
            a != b
        }
        // A form with the names taken out looks like every other.
        (Anonymised(_), _) | (_, Anonymised(_)) => true,
        (Unknown, _) | (_, Unknown) => false,
        (Placed(full), Placeless(end)) | (Placeless(end), Placed(full)) => !full.ends_with(end),
    }
}

/// Two texts that are copies or versions, by their places in a list.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) similarity: Similarity,
}

/// Returns all pairs of texts that are copies or versions.
pub(super) fn pairs(texts: &[&Fingerprint]) -> Vec<Pair> {
    let mut candidates: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut by_identity: BTreeMap<(&str, u16), Vec<usize>> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        if let Some(identity) = identity(text) {
            by_identity.entry(identity).or_default().push(at);
        }
    }
    for crowd in by_identity.into_values() {
        add_neighbours(texts, crowd, NEIGHBOURS, &mut candidates);
    }
    if texts.iter().any(|text| identity(text).is_none()) {
        for crowd in crowds_by_sentences(texts) {
            add_neighbours(texts, crowd, NEIGHBOURS_UNKNOWN, &mut candidates);
        }
    }
    candidates.into_iter().filter_map(|(a, b)| compared(texts, a, b)).collect()
}

/// Adds the pairs of a crowd that are near enough in length.
fn add_neighbours(
    texts: &[&Fingerprint],
    mut crowd: Vec<usize>,
    most: usize,
    candidates: &mut BTreeSet<(usize, usize)>,
) {
    let characters = |at: usize| texts.get(at).map_or(0, |text| text.characters);
    let known = |at: usize| texts.get(at).and_then(|text| identity(text));
    crowd.sort_by_key(|&at| (characters(at), at));
    for (place, &at) in crowd.iter().enumerate() {
        let longer = crowd.iter().skip(place + 1).copied();
        // Less than half as long shares too little to be the same; other agencies are not asked.
        let near = longer.take_while(|&other| characters(other) / 2 <= characters(at));
        let may_be = |other: &usize| {
            known(at).is_none() || known(*other).is_none() || known(at) == known(*other)
        };
        for other in near.take(16 * most).filter(may_be).take(most) {
            candidates.insert((at.min(other), at.max(other)));
        }
    }
}

/// Returns crowds of texts that share sentences, by pairs of those whose hashes come first in some
/// order (Broder 1997): the more two texts share, the likelier they begin with the same.
fn crowds_by_sentences(texts: &[&Fingerprint]) -> Vec<Vec<usize>> {
    let mut crowds: BTreeMap<(u64, u64, u64), Vec<usize>> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        let hashes: Vec<u64> = sentences(&text.pieces)
            .into_iter()
            .filter(|run| run.len >= SHORTEST)
            .map(|run| u64::from(run.hash))
            .collect();
        for band in 0..BANDS {
            let first = |seed: u64| hashes.iter().map(|&hash| mixed(hash, seed)).min();
            if let (Some(one), Some(two)) = (first(2 * band + 1), first(2 * band + 2)) {
                crowds.entry((band, one, two)).or_default().push(at);
            }
        }
    }
    crowds.into_values().filter(|crowd| crowd.len() > 1).collect()
}

/// Puts hashes in another order for each seed (the finishing steps of `SplitMix64`).
fn mixed(hash: u64, seed: u64) -> u64 {
    let mut mixed = hash ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Returns two texts as a pair where they are copies or versions.
fn compared(texts: &[&Fingerprint], at: usize, other: usize) -> Option<Pair> {
    let (a, b) = (texts.get(at)?, texts.get(other)?);
    if contradict(a, b) {
        return None;
    }
    let similarity = if identity(a).is_some() && identity(a) == identity(b) {
        similarity(&a.pieces, &b.pieces)
    } else {
        Similarity::Same(same(&a.pieces, &b.pieces).filter(|row| is_enough(*row))?)
    };
    let is_pair = match similarity {
        Similarity::Same(_) | Similarity::Version => true,
        Similarity::Different => false,
    };
    is_pair.then_some(Pair { a: at, b: other, similarity })
}

/// Returns whether a row of sentences is enough to make copies of reports of which nobody knows
/// whether they are of one agency and year.
fn is_enough(row: Row) -> bool {
    row.characters >= LEAST_UNKNOWN && row.characters * 100 >= row.of * PERCENT_UNKNOWN
}
