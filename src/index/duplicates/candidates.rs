//! Finds the pairs of reports that are copies or versions of each other.
//!
//! Only candidates are compared: reports of one agency and year, and, if these are not known, reports
//! that share sentences. So the work grows with the number of reports and not with that of their
//! pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::fingerprint::{AgencyClaim, Fingerprint};
use super::similarity::{CommonRun, SHORTEST_SENTENCE, Similarity, common_run, compare, sentences};

/// The fewest characters in one run of sentences that make copies of reports whose agency or year is
/// not known: a page of sentences with all their figures, which two reports do not share by chance.
const MIN_CHARACTERS_UNKNOWN: u32 = 300;

/// The share of the longer text, in percent, that such a run has to be.
const MIN_PERCENT_UNKNOWN: u32 = 80;

/// The number of longer reports that a report is compared with at most among those of its agency and
/// year, the nearest in length first. In practice there are a few; there are more only if the facts of
/// many reports were misread. In such a crowd, copies of rather different length may be missed, and
/// are then counted.
const MAX_NEIGHBOURS: usize = 256;

/// The same among reports that share sentences, if agency or year is not known: thousands of them may
/// be made from one form.
const MAX_NEIGHBOURS_UNKNOWN: usize = 32;

/// The number of pairs of sentence hashes by which copies are looked for if agency or year is not
/// known. Texts that share nine of ten sentences agree in one of eight pairs in all but two cases in a
/// million.
const BANDS: u64 = 8;

/// Returns the agency and the year of a report, if both are known.
pub(super) fn identity(report: &Fingerprint) -> Option<(&str, u16)> {
    match (&report.agency, report.year) {
        (AgencyClaim::Placed(agency), Some(year)) => Some((agency, year)),
        _ => None,
    }
}

/// Returns whether the facts of two reports show that they are not the same one.
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

/// Returns whether two divisions are different and neither lies in the other.
pub(super) fn regions_contradict(a: Option<u32>, b: Option<u32>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    // 410000 is a province, 411200 a prefecture, 411224 a county: compare what both say.
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
        // A form whose names were taken out looks like every other.
        (Anonymised(_), _) | (_, Anonymised(_)) => true,
        (Unknown, _) | (_, Unknown) => false,
        (Placed(full), Placeless(end)) | (Placeless(end), Placed(full)) => !full.ends_with(end),
    }
}

/// Two reports that are copies or versions, by their places in a list.
#[derive(Clone, Copy)]
pub(super) struct SimilarPair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) similarity: Similarity,
}

/// Returns all pairs of reports that are copies or versions.
pub(super) fn similar_pairs(reports: &[&Fingerprint]) -> Vec<SimilarPair> {
    let mut candidates: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut by_identity: BTreeMap<(&str, u16), Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        if let Some(identity) = identity(report) {
            by_identity.entry(identity).or_default().push(at);
        }
    }
    for crowd in by_identity.into_values() {
        add_neighbours(reports, crowd, MAX_NEIGHBOURS, &mut candidates);
    }
    if reports.iter().any(|report| identity(report).is_none()) {
        for crowd in crowds_by_sentences(reports) {
            add_neighbours(reports, crowd, MAX_NEIGHBOURS_UNKNOWN, &mut candidates);
        }
    }
    candidates.into_iter().filter_map(|(a, b)| compare_pair(reports, a, b)).collect()
}

/// Adds the pairs of a crowd that are near enough in length.
fn add_neighbours(
    reports: &[&Fingerprint],
    mut crowd: Vec<usize>,
    most: usize,
    candidates: &mut BTreeSet<(usize, usize)>,
) {
    let characters = |at: usize| reports.get(at).map_or(0, |report| report.characters);
    let known = |at: usize| reports.get(at).and_then(|report| identity(report));
    crowd.sort_by_key(|&at| (characters(at), at));
    for (place, &at) in crowd.iter().enumerate() {
        let longer = crowd.iter().skip(place + 1).copied();
        // A text less than half as long shares too little to be the same.
        let near = longer.take_while(|&other| characters(other) / 2 <= characters(at));
        let may_be_same = |other: &usize| {
            known(at).is_none() || known(*other).is_none() || known(at) == known(*other)
        };
        // Other agencies do not use up the neighbours, but the search has to end.
        for other in near.take(16 * most).filter(may_be_same).take(most) {
            candidates.insert((at.min(other), at.max(other)));
        }
    }
}

/// Returns crowds of reports that share sentences (`MinHash`, Broder 1997).
///
/// Each seed puts all hashes of sentences into another random order. The more sentences two texts
/// share, the likelier the first of both is the same; a pair of seeds makes a chance match rare.
fn crowds_by_sentences(reports: &[&Fingerprint]) -> Vec<Vec<usize>> {
    let mut crowds: BTreeMap<(u64, u64, u64), Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        let hashes: Vec<u64> = sentences(&report.pieces)
            .into_iter()
            .filter(|run| run.len >= SHORTEST_SENTENCE)
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

/// Maps a hash to its place in the order of a seed (the finishing steps of `SplitMix64`).
fn mixed(hash: u64, seed: u64) -> u64 {
    let mut mixed = hash ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Returns two reports as a pair if they are copies or versions.
fn compare_pair(reports: &[&Fingerprint], at: usize, other: usize) -> Option<SimilarPair> {
    let (a, b) = (reports.get(at)?, reports.get(other)?);
    if contradict(a, b) {
        return None;
    }
    let similarity = if identity(a).is_some() && identity(a) == identity(b) {
        compare(&a.pieces, &b.pieces)
    } else {
        Similarity::Same(common_run(&a.pieces, &b.pieces).filter(|run| is_enough(*run))?)
    };
    match similarity {
        Similarity::Same(_) | Similarity::Version => {
            Some(SimilarPair { a: at, b: other, similarity })
        }
        Similarity::Different => None,
    }
}

/// Returns whether a run of sentences makes copies of reports if nobody knows whether they are of one
/// agency and year.
fn is_enough(run: CommonRun) -> bool {
    run.characters >= MIN_CHARACTERS_UNKNOWN && run.characters * 100 >= run.of * MIN_PERCENT_UNKNOWN
}
