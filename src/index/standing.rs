//! Works out which reports are counted, and which are copies or older versions of those.
//!
//! Reports are often held twice: as PDF and as Word, from two sites, under two names; and some are
//! corrected after publication. Counting them twice would be wrong, taking two reports for one would
//! be worse. So it is decided in three steps, from the sure to the less sure, and a doubt keeps two
//! reports apart:
//!
//! 1. The whole folded text is the same: copies, whatever is known of them. Only what the user set
//!    himself keeps them apart, and texts so short that they may be a form.
//! 2. The texts are the same up to what conversions add and lose ([`Likeness::Same`]), and no fact
//!    of the one contradicts the other: copies.
//! 3. One agency, one year, one kind of document, and most sentences the same
//!    ([`Likeness::Version`]): versions. The newest is counted.
//!
//! The result depends on the reports alone and not on the order in which they were read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::likeness::{Likeness, Row, SHORTEST, likeness, same, sentences};
use super::signature::{AgencyClaim, PieceKind, SetByUser, Signature};

/// What a report counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is counted.
    #[default]
    Counted,
    /// It is the same report as another one, which is counted or is an older version itself.
    Copy {
        /// The number of the other one.
        of: u64,
    },
    /// It is a version of a report of which a newer one is counted.
    OlderVersion {
        /// The number of the newer one.
        of: u64,
        /// What tells that it is the older one.
        told: VersionOrder,
    },
}

impl Standing {
    /// Returns whether the report is counted.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self, Self::Counted)
    }
}

/// What tells which of two versions is the newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionOrder {
    /// Their days of publication, or the days they were signed.
    Dates,
    /// Nothing: the one that tells a day is counted, or else the longer one.
    Nothing,
}

/// Which versions of a report are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Versions {
    /// The newest alone.
    #[default]
    Newest,
    /// All of them, each as a report of its own.
    All,
}

/// The fewest characters of a text that is taken for a copy wherever it stands. 详见附件。 and the
/// like are published by many agencies in the same words.
const LEAST_EXACT: u32 = 100;

/// The fewest characters in one row that make copies of reports whose agency or year is not known.
/// No two reports are known to share half as many, figures included.
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

/// Returns the standing of every report, by number; `path` tells the path of a report.
pub(super) fn standings<'a>(
    signatures: &[Signature],
    path: impl Fn(u64) -> &'a str,
) -> BTreeMap<u64, Standing> {
    let mut all: Vec<&Signature> = signatures.iter().collect();
    all.sort_by_cached_key(|text| (Reverse(preference(text)), path(text.number)));
    let mut standings = BTreeMap::new();
    let texts = leave_out_exact_copies(&all, &mut standings);
    let pairs = pairs(&texts);
    let reports = leave_out_copies(&texts, &pairs, &mut standings);
    leave_out_older_versions(&texts, &reports, &pairs, &path, &mut standings);
    let found = standings.clone();
    for text in all {
        let standing = standings.entry(text.number).or_default();
        // The one whose whole text is the same may be a copy itself.
        if let Standing::Copy { of } = standing
            && let Some(Standing::Copy { of: further }) = found.get(of)
        {
            *of = *further;
        }
    }
    standings
}

/// Returns what makes one of several copies the one that is counted: what the user set, then what is
/// known, then the fewest notes, then the longest text without page numbers, then the one whose
/// lines are broken least. The first path decides at last.
fn preference(text: &Signature) -> (u32, u8, Reverse<u16>, u32, Reverse<usize>) {
    let set = text.set_by_user.0.count_ones();
    let words = text.pieces.iter().filter(|piece| piece.kind != PieceKind::Figures);
    let characters = words.map(|piece| u32::from(piece.len)).sum();
    (set, text.facts, Reverse(text.notes), characters, Reverse(text.pieces.len()))
}

/// Takes out copies whose whole text is the same, and returns the rest in the same order.
fn leave_out_exact_copies<'s>(
    all: &[&'s Signature],
    standings: &mut BTreeMap<u64, Standing>,
) -> Vec<&'s Signature> {
    let mut kept: Vec<&Signature> = Vec::new();
    let mut by_text: HashMap<[u8; 16], Vec<&Signature>> = HashMap::new();
    for text in all {
        let known = by_text.entry(text.exact).or_default();
        if let Some(first) = known.iter().find(|first| may_be_exact_copies(first, text)) {
            standings.insert(text.number, Standing::Copy { of: first.number });
        } else {
            known.push(text);
            kept.push(text);
        }
    }
    kept
}

/// Returns whether reports with the same text are copies.
fn may_be_exact_copies(a: &Signature, b: &Signature) -> bool {
    let both_set = |fact| a.set_by_user.both(b.set_by_user, fact);
    if (both_set(SetByUser::AGENCY) && a.agency != b.agency)
        || (both_set(SetByUser::REGION) && a.region != b.region)
        || (both_set(SetByUser::YEAR) && a.year != b.year)
    {
        return false;
    }
    a.characters >= LEAST_EXACT || (identity(a).is_some() && identity(a) == identity(b))
}

/// Returns what a report is about, where its agency and year are known.
fn identity(text: &Signature) -> Option<(&str, u16)> {
    match (&text.agency, text.year) {
        (AgencyClaim::Placed(agency), Some(year)) => Some((agency, year)),
        _ => None,
    }
}

/// Returns whether what is known of two reports tells that they are not the same one.
fn contradict(a: &Signature, b: &Signature) -> bool {
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
fn regions_contradict(a: Option<u32>, b: Option<u32>) -> bool {
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
        // A form with the names taken out looks like every other.
        (Anonymised(_), _) | (_, Anonymised(_)) => true,
        (Unknown, _) | (_, Unknown) => false,
        (Placed(a), Placed(b)) | (Placeless(a), Placeless(b)) => a != b,
        (Placed(full), Placeless(end)) | (Placeless(end), Placed(full)) => !full.ends_with(end),
    }
}

/// Two texts that are copies or versions, by their places in a list.
struct Pair {
    a: usize,
    b: usize,
    likeness: Likeness,
}

/// Returns all pairs of texts that are copies or versions.
fn pairs(texts: &[&Signature]) -> Vec<Pair> {
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
    texts: &[&Signature],
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
fn crowds_by_sentences(texts: &[&Signature]) -> Vec<Vec<usize>> {
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
fn compared(texts: &[&Signature], at: usize, other: usize) -> Option<Pair> {
    let (a, b) = (texts.get(at)?, texts.get(other)?);
    if contradict(a, b) {
        return None;
    }
    let likeness = if identity(a).is_some() && identity(a) == identity(b) {
        likeness(&a.pieces, &b.pieces)
    } else {
        Likeness::Same(same(&a.pieces, &b.pieces).filter(is_enough)?)
    };
    let is_pair = match likeness {
        Likeness::Same(_) => true,
        Likeness::Version => a.kind == b.kind,
        Likeness::Different => false,
    };
    is_pair.then_some(Pair { a: at, b: other, likeness })
}

/// Returns whether a row of sentences is enough to make copies of reports of which nobody knows
/// whether they are of one agency and year.
fn is_enough(row: &Row) -> bool {
    row.characters >= LEAST_UNKNOWN && row.characters * 100 >= row.of * PERCENT_UNKNOWN
}

/// For each text, those it makes a pair with.
fn partners(
    len: usize,
    pairs: &[Pair],
    is_wanted: impl Fn(&Likeness) -> bool,
) -> Vec<BTreeSet<usize>> {
    let mut partners = vec![BTreeSet::new(); len];
    for Pair { a, b, .. } in pairs.iter().filter(|pair| is_wanted(&pair.likeness)) {
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
    texts: &[&Signature],
    pairs: &[Pair],
    standings: &mut BTreeMap<u64, Standing>,
) -> Vec<usize> {
    let same = partners(texts.len(), pairs, |it| matches!(it, Likeness::Same(_)));
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
            standings.insert(text.number, Standing::Copy { of: of.number });
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
fn any_contradict(texts: &[&Signature], places: &BTreeSet<usize>) -> bool {
    let of: Vec<&&Signature> = places.iter().filter_map(|&at| texts.get(at)).collect();
    of.iter().enumerate().any(|(at, a)| of.iter().skip(at + 1).any(|b| contradict(a, b)))
}

/// Takes out all but the newest of the versions of each report.
fn leave_out_older_versions<'a>(
    texts: &[&Signature],
    reports: &[usize],
    pairs: &[Pair],
    path: impl Fn(u64) -> &'a str,
    standings: &mut BTreeMap<u64, Standing>,
) {
    let is_known = |pair: &&Pair| {
        let of = |at: usize| texts.get(at).and_then(|text| identity(text));
        of(pair.a).is_some() && of(pair.a) == of(pair.b)
    };
    let known: Vec<Pair> = pairs
        .iter()
        .filter(is_known)
        .map(|pair| Pair { a: pair.a, b: pair.b, likeness: pair.likeness })
        .collect();
    let alike = partners(texts.len(), &known, |_| true);
    let mut newest_first: Vec<(usize, &Signature)> =
        reports.iter().filter_map(|&at| Some((at, *texts.get(at)?))).collect();
    newest_first.sort_by(|(_, a), (_, b)| {
        let age = |text: &Signature| (text.published.or(text.date), text.characters);
        age(b).cmp(&age(a)).then_with(|| path(a.number).cmp(path(b.number)))
    });
    let mut counted: Vec<(usize, &Signature)> = Vec::new();
    let mut place = HashMap::new();
    for (at, text) in newest_first {
        let others = alike.get(at).into_iter().flatten();
        // Of several the newest.
        let newer = others.filter_map(|other| place.get(other).copied()).min();
        if let Some((_, of)) = newer.and_then(|newer: usize| counted.get(newer)) {
            let told = order(text, of);
            standings.insert(text.number, Standing::OlderVersion { of: of.number, told });
        } else {
            place.insert(at, counted.len());
            counted.push((at, text));
        }
    }
}

/// Returns what tells that one version is older than another.
fn order(older: &Signature, newer: &Signature) -> VersionOrder {
    let days = |one: Option<u32>, other: Option<u32>| one.zip(other).filter(|(a, b)| a != b);
    let differing = days(older.published, newer.published).or_else(|| days(older.date, newer.date));
    match differing {
        Some((older, newer)) if older < newer => VersionOrder::Dates,
        _ => VersionOrder::Nothing,
    }
}

#[cfg(test)]
mod tests;
