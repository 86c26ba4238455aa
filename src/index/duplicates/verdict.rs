//! Works out which reports are counted, and which are copies or older versions of those.
//!
//! Reports are often held twice: as PDF and as Word, from two sites, under two names; and some are
//! corrected after publication. Counting them twice would be wrong, taking two reports for one would
//! be worse. So it is decided in three steps, from the sure to the less sure, and a doubt keeps two
//! reports apart:
//!
//! 1. The whole folded text is the same: copies, whatever is known of them. Only what the user set
//!    himself keeps them apart, and texts so short that they may be a form.
//! 2. The texts are the same up to what conversions add and lose ([`Similarity::Same`]), and no fact
//!    of the one contradicts the other: copies. An agency or a year that only the path tells is no
//!    such fact. A text of unknown origin joins where it is long enough, and where those it is the
//!    same as can be one report; else it is a form that several filled in.
//! 3. One agency, one year, one kind of document, and most sentences the same
//!    ([`Similarity::Version`]): versions. The newest is counted.
//!
//! The result depends on the reports alone and not on the order in which they were read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::candidates::{Pair, contradict, identity, pairs};
use super::fingerprint::{Fingerprint, SetByUser};
use super::sentences::PieceKind;
use super::similarity::Similarity;
use crate::index::counted_as::{CountedAs, VersionOrder};

/// The fewest characters of a text that is taken for a copy wherever it stands. 详见附件。 and the
/// like are published by many agencies in the same words.
const LEAST_EXACT: u32 = 100;

/// Returns the verdict of every report, by number; `path` tells the path of a report.
pub(in crate::index) fn judge_all<'a>(
    fingerprints: &[Fingerprint],
    path: impl Fn(u64) -> &'a str,
) -> BTreeMap<u64, CountedAs> {
    let mut all: Vec<&Fingerprint> = fingerprints.iter().collect();
    all.sort_by_cached_key(|text| (Reverse(preference(text)), path(text.number)));
    let mut verdicts = BTreeMap::new();
    let texts = leave_out_exact_copies(&all, &mut verdicts);
    let pairs = pairs(&texts);
    let reports = leave_out_copies(&texts, &pairs, &mut verdicts);
    leave_out_older_versions(&texts, &reports, &pairs, &path, &mut verdicts);
    let found = verdicts.clone();
    for text in all {
        let verdict = verdicts.entry(text.number).or_default();
        // The one whose whole text is the same may be a copy itself.
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
/// lines are broken least. The first path decides at last.
fn preference(text: &Fingerprint) -> (u32, u8, Reverse<u16>, u32, Reverse<usize>) {
    let set = text.set_by_user.0.count_ones();
    let words = text.pieces.iter().filter(|piece| piece.kind != PieceKind::Figures);
    let characters = words.map(|piece| u32::from(piece.len)).sum();
    (set, text.facts, Reverse(text.notes), characters, Reverse(text.pieces.len()))
}

/// Takes out copies whose whole text is the same, and returns the rest in the same order.
fn leave_out_exact_copies<'s>(
    all: &[&'s Fingerprint],
    verdicts: &mut BTreeMap<u64, CountedAs>,
) -> Vec<&'s Fingerprint> {
    let mut kept: Vec<&Fingerprint> = Vec::new();
    let mut by_text: HashMap<[u8; 16], Vec<&Fingerprint>> = HashMap::new();
    for text in all {
        let known = by_text.entry(text.exact).or_default();
        if let Some(first) = known.iter().find(|first| may_be_exact_copies(first, text)) {
            verdicts.insert(text.number, CountedAs::Copy { of: first.number });
        } else {
            known.push(text);
            kept.push(text);
        }
    }
    kept
}

/// Returns whether reports with the same text are copies.
fn may_be_exact_copies(a: &Fingerprint, b: &Fingerprint) -> bool {
    let both_set = |fact| a.set_by_user.both(b.set_by_user, fact);
    if (both_set(SetByUser::AGENCY) && a.agency != b.agency)
        || (both_set(SetByUser::REGION) && a.region != b.region)
        || (both_set(SetByUser::YEAR) && a.year != b.year)
    {
        return false;
    }
    a.characters >= LEAST_EXACT || (identity(a).is_some() && identity(a) == identity(b))
}

/// For each text, those it makes a pair with.
fn partners(
    len: usize,
    pairs: &[Pair],
    is_wanted: impl Fn(&Similarity) -> bool,
) -> Vec<BTreeSet<usize>> {
    let mut partners = vec![BTreeSet::new(); len];
    for Pair { a, b, .. } in pairs.iter().filter(|pair| is_wanted(&pair.similarity)) {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(known) = partners.get_mut(*one) {
                known.insert(*other);
            }
        }
    }
    partners
}

/// Takes out copies, and returns the places of the rest.
fn leave_out_copies(
    texts: &[&Fingerprint],
    pairs: &[Pair],
    verdicts: &mut BTreeMap<u64, CountedAs>,
) -> Vec<usize> {
    let same = partners(texts.len(), pairs, |it| matches!(it, Similarity::Same(_)));
    // A text that is the same as two that contradict each other is a form: nobody can tell whose.
    let is_form: Vec<bool> = same.iter().map(|others| any_contradict(texts, others)).collect();
    let may_join = |at: usize| !is_form.get(at).copied().unwrap_or(true);
    let mut kept: Vec<usize> = Vec::new();
    let mut is_kept = vec![false; texts.len()];
    for (at, text) in texts.iter().enumerate() {
        let others = same.get(at).into_iter().flatten().copied();
        // The texts come with the preferred ones first.
        let of = others
            .filter(|&other| is_kept.get(other) == Some(&true) && may_join(other))
            .find_map(|other| texts.get(other).filter(|_| may_join(at)));
        if let Some(of) = of {
            verdicts.insert(text.number, CountedAs::Copy { of: of.number });
        } else {
            kept.push(at);
            if let Some(slot) = is_kept.get_mut(at) {
                *slot = true;
            }
        }
    }
    kept
}

/// Returns whether any two of the texts contradict each other.
fn any_contradict(texts: &[&Fingerprint], places: &BTreeSet<usize>) -> bool {
    let of: Vec<&&Fingerprint> = places.iter().filter_map(|&at| texts.get(at)).collect();
    of.iter().enumerate().any(|(at, a)| of.iter().skip(at + 1).any(|b| contradict(a, b)))
}

/// Takes out all but the newest of the versions of each report.
fn leave_out_older_versions<'a>(
    texts: &[&Fingerprint],
    reports: &[usize],
    pairs: &[Pair],
    path: impl Fn(u64) -> &'a str,
    verdicts: &mut BTreeMap<u64, CountedAs>,
) {
    let is_known = |pair: &&Pair| {
        let of = |at: usize| texts.get(at).and_then(|text| identity(text));
        of(pair.a).is_some() && of(pair.a) == of(pair.b)
    };
    let known: Vec<Pair> = pairs.iter().filter(is_known).copied().collect();
    let alike = partners(texts.len(), &known, |_| true);
    let mut newest_first: Vec<(usize, &Fingerprint)> =
        reports.iter().filter_map(|&at| Some((at, *texts.get(at)?))).collect();
    newest_first.sort_by(|(_, a), (_, b)| {
        let age = |text: &Fingerprint| (text.published.or(text.date), text.characters);
        age(b).cmp(&age(a)).then_with(|| path(a.number).cmp(path(b.number)))
    });
    let mut counted: Vec<(usize, &Fingerprint)> = Vec::new();
    let mut place = HashMap::new();
    for (at, text) in newest_first {
        let others = alike.get(at).into_iter().flatten();
        // Of several the newest.
        let newer = others.filter_map(|other| place.get(other).copied()).min();
        if let Some((_, of)) = newer.and_then(|newer: usize| counted.get(newer)) {
            let by = order(text, of);
            verdicts.insert(text.number, CountedAs::OlderVersion { of: of.number, by });
        } else {
            place.insert(at, counted.len());
            counted.push((at, text));
        }
    }
}

/// Returns what tells that one version is older than another.
fn order(older: &Fingerprint, newer: &Fingerprint) -> VersionOrder {
    let days = |one: Option<u32>, other: Option<u32>| one.zip(other).filter(|(a, b)| a != b);
    let differing = days(older.published, newer.published).or_else(|| days(older.date, newer.date));
    match differing {
        Some((older, newer)) if older < newer => VersionOrder::Dates,
        _ => VersionOrder::Nothing,
    }
}

#[cfg(test)]
mod tests;
