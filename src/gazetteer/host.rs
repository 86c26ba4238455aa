//! Finds the divisions that the host name of a government site may mean.
//!
//! Governments name their sites after their place: in pinyin (`changzhi.gov.cn`), by its initials
//! (`xm.gov.cn`), with the province or city before it (`yncxym.gov.cn` is 云南 楚雄 元谋), with the
//! department before that (`wjw.xm.gov.cn`). Initials can mean many places, and sites of counties
//! publish reports of their cities and the other way round. So a host only decides between
//! candidates that other evidence leaves open; by itself it proves nothing.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::node::{Existence, Node, NodeId};
use super::table::Gazetteer;
use crate::report::Level;
use crate::text::cut;

/// The domain of government sites. A copy on another site says nothing about the place.
const ENDING: [&str; 2] = ["gov", "cn"];

/// What some sites put before the name of a place to distinguish it from others, instead of the
/// province or city.
const COUNTRY: &str = "cn";

/// Departments and offices that follow the place in one word: `cqrd` is 重庆 人大.
const SUFFIXES: [&str; 12] =
    ["gov", "zfw", "zf", "rd", "zx", "sft", "sfj", "wjw", "jyj", "czj", "sjj", "scjg"];

/// How a host refers to a division, the most reliable form first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum HostForm {
    /// Its name in pinyin alone: `changzhi`.
    Name,
    /// Its province, its city or the country, then its name: `gddongyuan`.
    NameBelow,
    /// Its province or its city, then its initials: `yncxym`, `hzsc`.
    InitialsBelow,
    /// Its initials alone: `xm`. Most can mean several divisions.
    Initials,
}

/// A division that a host may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct HostMatch {
    /// The division.
    pub(crate) node: NodeId,
    /// How the host refers to it.
    pub(crate) form: HostForm,
}

/// Returns the divisions that the host of `url` may mean, each once: the most reliable form first,
/// within a form existing divisions before former ones and larger before smaller ones.
///
/// Only hosts below `gov.cn` mean any.
#[must_use]
pub(crate) fn host_candidates(url: &str) -> Vec<HostMatch> {
    let host = host_of(url);
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let Some(labels) = labels.strip_suffix(&ENDING) else { return Vec::new() };
    let words = HostWords::shared();
    let Some((outer, inner)) = labels.split_last() else { return Vec::new() };
    let outer = words.matches(outer);
    let mut found: Vec<HostMatch> = Vec::new();
    // A label before the last is usually a department. It is a place if it spells one within the
    // divisions that the last label may mean.
    for label in inner.iter().rev() {
        let lies_below = |node: NodeId| {
            outer.iter().any(|outer| Gazetteer::shared().is_within(node, outer.node))
        };
        let places =
            words.matches(label).into_iter().filter(|found| found.form <= HostForm::NameBelow);
        found.extend(places.filter(|found| outer.is_empty() || lies_below(found.node)));
    }
    found.extend(outer);
    let mut seen = HashSet::new();
    found.retain(|candidate| seen.insert(candidate.node));
    found
}

/// Returns the host of `url` in lower case, without the port.
fn host_of(url: &str) -> String {
    let rest = url.trim().split_once("//").map_or(url.trim(), |(_, rest)| rest);
    let first = |text: &'_ str, ends: &[char]| text.find(ends).unwrap_or(text.len());
    let authority = cut(rest, ..first(rest, &['/', '?', '#']));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    cut(host, ..first(host, &[':'])).to_ascii_lowercase()
}

/// How a word refers to a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordKind {
    Name,
    Initials,
}

/// The words that hosts are made of, each with the divisions it may mean.
struct HostWords {
    divisions: HashMap<String, Vec<(NodeId, WordKind)>>,
    /// The words for each division that contains others.
    words: HashMap<NodeId, Vec<String>>,
}

impl HostWords {
    /// Returns the words, which are made once per process, for the first host.
    fn shared() -> &'static Self {
        static SHARED: OnceLock<HostWords> = OnceLock::new();
        SHARED.get_or_init(|| Self::new(Gazetteer::shared()))
    }

    fn new(gazetteer: &Gazetteer) -> Self {
        let mut host_words = Self { divisions: HashMap::new(), words: HashMap::new() };
        for id in gazetteer.nodes() {
            let node = gazetteer.node(id);
            for (word, kind) in words_of(node.pinyin, node.name) {
                if node.level < Level::County {
                    host_words.words.entry(id).or_default().push(word.clone());
                }
                let readings = host_words.divisions.entry(word).or_default();
                if readings.iter().all(|&(other, _)| other != id) {
                    readings.push((id, kind));
                }
            }
        }
        host_words
    }

    /// Returns what one label of a host may mean, the most reliable form first.
    fn matches(&self, label: &str) -> Vec<HostMatch> {
        let mut found = self.matches_without_suffix(label);
        for suffix in SUFFIXES {
            if found.is_empty()
                && let Some(place) = label.strip_suffix(suffix)
            {
                found = self.matches_without_suffix(place);
            }
        }
        let gazetteer = Gazetteer::shared();
        found.sort_by_key(|candidate| {
            let node = gazetteer.node(candidate.node);
            let is_former = matches!(node.existence, Existence::Former { .. });
            (candidate.form, is_former, node.level, node.code)
        });
        let mut seen = HashSet::new();
        found.retain(|candidate| seen.insert(candidate.node));
        found
    }

    /// Reads a label as a place, with or without the divisions that contain it before it.
    fn matches_without_suffix(&self, label: &str) -> Vec<HostMatch> {
        let splits = label.char_indices().filter_map(|(at, _)| label.split_at_checked(at));
        let mut found = Vec::new();
        for (before, own) in splits {
            for &(node, kind) in self.divisions.get(own).map_or(&[][..], Vec::as_slice) {
                let form = match (before.is_empty(), kind) {
                    (true, WordKind::Name) => HostForm::Name,
                    (true, WordKind::Initials) => HostForm::Initials,
                    (false, WordKind::Name) => HostForm::NameBelow,
                    (false, WordKind::Initials) => HostForm::InitialsBelow,
                };
                let fits = before.is_empty()
                    || (before == COUNTRY && kind == WordKind::Name)
                    || self.is_above(before, node);
                if fits {
                    found.push(HostMatch { node, form });
                }
            }
        }
        found
    }

    /// Returns whether `before` spells the province of `node`, its prefecture, or both.
    fn is_above(&self, before: &str, node: NodeId) -> bool {
        let node = Gazetteer::shared().node(node);
        let words = |above: Option<NodeId>| {
            above.and_then(|above| self.words.get(&above)).map_or(&[][..], Vec::as_slice)
        };
        let (provinces, prefectures) = (words(node.province), words(node.prefecture));
        let below = |rest: &str| prefectures.iter().any(|word| word == rest);
        below(before)
            || provinces.iter().any(|word| {
                before
                    .strip_prefix(word.as_str())
                    .is_some_and(|rest| rest.is_empty() || below(rest))
            })
    }
}

/// Returns the spellings of a division in Latin letters: in pinyin and as initials, each with the
/// kind of the division after it and without.
#[must_use]
pub(crate) fn spellings(node: &Node) -> Vec<String> {
    words_of(node.pinyin, node.name).into_iter().map(|(word, _)| word).collect()
}

/// Returns the words for a division: its name and its initials, with and without the kind.
fn words_of(pinyin: &str, name: &str) -> Vec<(String, WordKind)> {
    let kind = kind_of(name);
    let mut words = Vec::new();
    for spelling in pinyin.split_whitespace() {
        // 滨海新区 is also called 滨海.
        let bare = spelling.strip_suffix("'xin").filter(|_| name.ends_with("新区"));
        for (spelling, kind) in [(Some(spelling), kind), (bare, None)] {
            let Some(spelling) = spelling else { continue };
            let whole = spelling.replace('\'', "");
            words.extend(kind.map(|kind| (format!("{whole}{kind}"), WordKind::Name)));
            words.push((whole, WordKind::Name));
            for initials in initials_of(spelling) {
                let first = kind.and_then(|kind| kind.chars().next());
                words.extend(first.map(|kind| (format!("{initials}{kind}"), WordKind::Initials)));
                words.push((initials, WordKind::Initials));
            }
        }
    }
    words
}

/// Returns the initials of a name: 齐齐哈尔 is qqhe and qqhr, 昌平 is cp and chp.
fn initials_of(spelling: &str) -> Vec<String> {
    let syllables: Vec<&str> = spelling.split('\'').collect();
    let [first, rest @ ..] = syllables.as_slice() else { return Vec::new() };
    if rest.is_empty() {
        return Vec::new();
    }
    let initial = |syllable: &&str| syllable.chars().next();
    let rest_plain: String = rest.iter().filter_map(initial).collect();
    let mut all: Vec<String> =
        initial(first).map(|c| format!("{c}{rest_plain}")).into_iter().collect();
    if syllables.contains(&"er") {
        let sounded =
            |syllable: &&str| if *syllable == "er" { Some('r') } else { initial(syllable) };
        all.push(syllables.iter().filter_map(sounded).collect());
    }
    let digraph = ["zh", "ch", "sh"].into_iter().find(|digraph| first.starts_with(digraph));
    all.extend(digraph.map(|digraph| format!("{digraph}{rest_plain}")));
    all
}

/// Returns the kind of a division in pinyin, if it is not part of the short name.
fn kind_of(name: &str) -> Option<&'static str> {
    /// The fewest characters of a name that is used without its kind.
    const SHORTEST: usize = 2;
    let kinds = [
        ("区", "qu"),
        ("县", "xian"),
        ("市", "shi"),
        ("州", "zhou"),
        ("省", "sheng"),
        ("旗", "qi"),
        ("盟", "meng"),
    ];
    let (written, kind) = kinds.into_iter().find(|(written, _)| name.ends_with(written))?;
    let bare = name.strip_suffix(written)?;
    (bare.chars().count() >= SHORTEST).then_some(kind)
}

#[cfg(test)]
mod tests;
