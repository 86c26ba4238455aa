//! Decides which reports are counted, and which are copies or superseded versions of those.
//!
//! Reports are often collected twice: as PDF and as Word, from two sites, under two names; and some
//! are corrected after publication. To count one report twice would be wrong; to take two reports for
//! one would be worse. So there are three steps, from the certain to the less certain, and in doubt
//! two reports are kept apart:
//!
//! 1. The whole folded text is the same: copies, whatever their facts. Only facts that the user set
//!    keep them apart, and texts so short that they may be a form.
//! 2. The texts are the same up to what conversions add and lose ([`Similarity::Same`]), and no facts
//!    contradict each other: copies. An agency or a year that comes from the path only does not
//!    count as such a fact. A text of unknown origin joins if it is long enough, and if all texts
//!    it equals can be one report; otherwise it is a form that several agencies filled in.
//! 3. One agency, one year, one kind of document, and most sentences the same
//!    ([`Similarity::Version`]): versions. The newest is counted.
//!
//! The result depends on the reports only, and not on the order in which they were read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::candidates::{SimilarPair, contradict, identity, similar_pairs};
use super::fingerprint::Fingerprint;
use super::sentences::PieceKind;
use super::similarity::Similarity;
use crate::index::counted_as::{CountedAs, VersionOrder};

/// The fewest characters of a text that is a copy wherever it lies. 详见附件。 and the like are
/// published by many agencies in the same words.
const MIN_EXACT: u32 = 100;

/// Returns what every report is counted as, by number; `path` returns the path of a report.
pub(in crate::index) fn judge_all<'a>(
    fingerprints: &[Fingerprint],
    path: impl Fn(u64) -> &'a str,
) -> BTreeMap<u64, CountedAs> {
    let mut all: Vec<&Fingerprint> = fingerprints.iter().collect();
    all.sort_by_cached_key(|report| (Reverse(preference(report)), path(report.number)));
    let mut verdicts = BTreeMap::new();
    let reports = take_out_exact_copies(&all, &mut verdicts);
    let pairs = similar_pairs(&reports);
    let originals = take_out_copies(&reports, &pairs, &mut verdicts);
    take_out_older_versions(&reports, &originals, &pairs, &path, &mut verdicts);
    let found = verdicts.clone();
    for report in all {
        let verdict = verdicts.entry(report.number).or_default();
        // The report whose whole text is the same may itself be a copy by now.
        if let CountedAs::Copy { of } = verdict
            && let Some(CountedAs::Copy { of: further }) = found.get(of)
        {
            *of = *further;
        }
    }
    verdicts
}

/// Returns what makes one of several copies the one that is counted: what the user set, then what is
/// known, then the fewest notes, then the longest text without page numbers, then the one whose
/// lines are broken least. Ties are decided by the path.
fn preference(report: &Fingerprint) -> (u8, u8, Reverse<u16>, u32, Reverse<usize>) {
    let words = report.pieces.iter().filter(|piece| piece.kind != PieceKind::Figures);
    let characters = words.map(|piece| u32::from(piece.len)).sum();
    let lines = Reverse(report.pieces.len());
    (report.set_by_user.count(), report.facts, Reverse(report.notes), characters, lines)
}

/// Takes out copies whose whole text is the same, and returns the rest in the same order.
fn take_out_exact_copies<'s>(
    all: &[&'s Fingerprint],
    verdicts: &mut BTreeMap<u64, CountedAs>,
) -> Vec<&'s Fingerprint> {
    let mut kept: Vec<&Fingerprint> = Vec::new();
    let mut by_text: HashMap<[u8; 16], Vec<&Fingerprint>> = HashMap::new();
    for report in all {
        let known = by_text.entry(report.exact).or_default();
        if let Some(first) = known.iter().find(|first| may_be_exact_copies(first, report)) {
            verdicts.insert(report.number, CountedAs::Copy { of: first.number });
        } else {
            known.push(report);
            kept.push(report);
        }
    }
    kept
}

/// Returns whether reports with the same text are copies.
fn may_be_exact_copies(a: &Fingerprint, b: &Fingerprint) -> bool {
    let (one, other) = (a.set_by_user, b.set_by_user);
    if (one.agency && other.agency && a.agency != b.agency)
        || (one.region && other.region && a.region != b.region)
        || (one.year && other.year && a.year != b.year)
    {
        return false;
    }
    a.characters >= MIN_EXACT || (identity(a).is_some() && identity(a) == identity(b))
}

/// Returns for each report those with which it makes a wanted pair.
fn partners(
    len: usize,
    pairs: &[SimilarPair],
    is_wanted: impl Fn(&Similarity) -> bool,
) -> Vec<BTreeSet<usize>> {
    let mut partners = vec![BTreeSet::new(); len];
    for SimilarPair { a, b, .. } in pairs.iter().filter(|pair| is_wanted(&pair.similarity)) {
        for (one, other) in [(a, b), (b, a)] {
            partners.get_mut(*one).expect("pairs are places in the list").insert(*other);
        }
    }
    partners
}

/// Takes out copies, and returns the places of the rest.
fn take_out_copies(
    reports: &[&Fingerprint],
    pairs: &[SimilarPair],
    verdicts: &mut BTreeMap<u64, CountedAs>,
) -> Vec<usize> {
    let same = partners(reports.len(), pairs, |it| matches!(it, Similarity::Same(_)));
    // A text that equals two which contradict each other is a form: nobody can know whose it is.
    let is_form: Vec<bool> = same.iter().map(|others| any_contradict(reports, others)).collect();
    let may_join = |at: usize| is_form.get(at) == Some(&false);
    let mut kept: Vec<usize> = Vec::new();
    let mut is_kept = vec![false; reports.len()];
    for (at, report) in reports.iter().enumerate() {
        let others = same.get(at).into_iter().flatten().copied();
        // The list begins with the preferred reports, so the first one found is the one to keep.
        let original = others
            .filter(|&other| is_kept.get(other) == Some(&true) && may_join(other))
            .find_map(|other| reports.get(other).filter(|_| may_join(at)));
        if let Some(original) = original {
            verdicts.insert(report.number, CountedAs::Copy { of: original.number });
        } else {
            kept.push(at);
            *is_kept.get_mut(at).expect("there is a slot for each report") = true;
        }
    }
    kept
}

/// Returns whether any two of the reports contradict each other.
fn any_contradict(reports: &[&Fingerprint], places: &BTreeSet<usize>) -> bool {
    let chosen: Vec<&&Fingerprint> = places.iter().filter_map(|&at| reports.get(at)).collect();
    chosen.iter().enumerate().any(|(at, a)| chosen.iter().skip(at + 1).any(|b| contradict(a, b)))
}

/// Takes out all but the newest of the versions of each report.
///
/// Reports are taken newest first. One that is similar to a report counted so far is its older
/// version; any other is counted. So an older version always points to a report that is counted, and
/// never to another older version.
fn take_out_older_versions<'a>(
    reports: &[&Fingerprint],
    originals: &[usize],
    pairs: &[SimilarPair],
    path: impl Fn(u64) -> &'a str,
    verdicts: &mut BTreeMap<u64, CountedAs>,
) {
    let is_of_one_identity = |pair: &&SimilarPair| {
        let identity_at = |at: usize| reports.get(at).and_then(|report| identity(report));
        identity_at(pair.a).is_some() && identity_at(pair.a) == identity_at(pair.b)
    };
    let known: Vec<SimilarPair> = pairs.iter().filter(is_of_one_identity).copied().collect();
    let similar = partners(reports.len(), &known, |_| true);
    let mut newest_first: Vec<(usize, &Fingerprint)> =
        originals.iter().filter_map(|&at| Some((at, *reports.get(at)?))).collect();
    newest_first.sort_by(|(_, a), (_, b)| {
        let age = |report: &Fingerprint| (report.published.or(report.date), report.characters);
        age(b).cmp(&age(a)).then_with(|| path(a.number).cmp(path(b.number)))
    });
    let mut counted: Vec<&Fingerprint> = Vec::new();
    let mut place_in_counted: HashMap<usize, usize> = HashMap::new();
    for (at, report) in newest_first {
        let others = similar.get(at).into_iter().flatten();
        let newest = others.filter_map(|other| place_in_counted.get(other)).min();
        if let Some(newer) = newest.and_then(|&newest| counted.get(newest)) {
            let by = version_order(report, newer);
            verdicts.insert(report.number, CountedAs::OlderVersion { of: newer.number, by });
        } else {
            place_in_counted.insert(at, counted.len());
            counted.push(report);
        }
    }
}

/// Returns what shows that one version is older than another.
fn version_order(older: &Fingerprint, newer: &Fingerprint) -> VersionOrder {
    let days = |one: Option<u32>, other: Option<u32>| one.zip(other).filter(|(a, b)| a != b);
    let differing = days(older.published, newer.published).or_else(|| days(older.date, newer.date));
    match differing {
        Some((older, newer)) if older < newer => VersionOrder::Dates,
        _ => VersionOrder::Nothing,
    }
}

#[cfg(test)]
mod tests;
