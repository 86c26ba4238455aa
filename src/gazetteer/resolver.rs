//! Decides by evidence which of several divisions a name means.
//!
//! Several counties share each of 28 full names and 70 short ones. A name is resolved only if the
//! rest of the text supports one of them: a parent mentioned nearby, the folder, a code. Otherwise
//! the answer is [`Choice::Several`]: a wrong region is worse than none.

use std::collections::BTreeMap;

use super::node::{Existence, Form, Named, NodeId};
use super::table::Gazetteer;
use crate::report::{Level, Year};

/// By how much the evidence for one homonym must exceed that for the next: nearly one plain mention
/// of its prefecture or province in full.
const MARGIN: f64 = 0.55;

/// The share of the evidence for a division that counts for the divisions within it.
const FROM_ABOVE: f64 = 0.6;

/// The most evidence for one division: a name that occurs fifty times proves no more than one that
/// occurs six times.
const MOST_EVIDENCE: f64 = 6.0;

/// The evidence for each division, as weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    weights: BTreeMap<NodeId, f64>,
}

impl Evidence {
    /// Adds `weight` to the divisions that a name may mean. Homonyms share it.
    pub(crate) fn add(&mut self, readings: &[Named], weight: f64) {
        let nodes = best_readings(readings);
        let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        let share = weight / f64::from(count).sqrt();
        for node in nodes {
            self.add_node(node, share);
        }
    }

    /// Adds `weight` to the evidence for `node`.
    pub(crate) fn add_node(&mut self, node: NodeId, weight: f64) {
        let sum = self.weights.entry(node).or_default();
        *sum = (*sum + weight).min(MOST_EVIDENCE);
    }

    /// Returns the evidence for `node` itself.
    #[must_use]
    pub(crate) fn weight(&self, node: NodeId) -> f64 {
        self.weights.get(&node).copied().unwrap_or(0.0)
    }

    /// Returns the evidence for `node` and for the divisions that contain it.
    #[must_use]
    pub(crate) fn weight_with_above(&self, node: NodeId) -> f64 {
        let above: f64 = Gazetteer::shared().above(node).map(|outer| self.weight(outer)).sum();
        self.weight(node) + FROM_ABOVE * above
    }

    /// Returns every division for which there is evidence, with its weight.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (NodeId, f64)> + '_ {
        self.weights.iter().map(|(&node, &weight)| (node, weight))
    }

    /// Returns which of `candidates`, the readings of one name, a report for `year` means.
    #[must_use]
    pub(crate) fn choose(&self, candidates: &[NodeId], year: Option<Year>) -> Choice {
        let candidates = &existing_in(candidates, year);
        let mut ranked: Vec<(f64, NodeId)> =
            candidates.iter().map(|&node| (self.weight_with_above(node), node)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        match ranked[..] {
            [] => Choice::None,
            [(_, only)] => Choice::One(only),
            [(best, node), (next, _), ..] if best - next >= MARGIN => Choice::One(node),
            _ => Choice::Several(ranked.into_iter().map(|(_, node)| node).collect()),
        }
    }
}

/// Which division is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// None is known.
    None,
    /// This one.
    One(NodeId),
    /// Any of these: the evidence does not decide.
    Several(Vec<NodeId>),
}

/// Leaves out former divisions that no longer existed in `year`, and current ones that did not exist
/// yet, if both are among the candidates. Without a year the current ones remain.
fn existing_in(candidates: &[NodeId], year: Option<Year>) -> Vec<NodeId> {
    let gazetteer = Gazetteer::shared();
    let ended = |node: NodeId| match gazetteer.node(node).existence {
        Existence::Former { until, .. } => {
            year.zip(until).is_none_or(|(year, until)| year.get() >= until)
        }
        Existence::Current | Existence::Zone => false,
    };
    let succeeds = |later: NodeId, earlier: NodeId| {
        matches!(
            gazetteer.node(earlier).existence,
            Existence::Former { successor: Some(code), .. } if code == gazetteer.node(later).code
        )
    };
    // Two divisions can have the same code, one after the other: neither is its own successor.
    let others = |node: NodeId| candidates.iter().copied().filter(move |&other| other != node);
    let existed = |node: NodeId| {
        others(node).all(|other| {
            if succeeds(other, node) {
                !ended(node)
            } else if succeeds(node, other) {
                ended(other)
            } else {
                true
            }
        })
    };
    candidates.iter().copied().filter(|&node| existed(node)).collect()
}

/// Returns the readings of the last of `names`, a chain such as 重庆市 巴南区, that lie within the
/// divisions before it.
///
/// If the chain contradicts itself, returns all readings of the last name.
#[must_use]
pub(crate) fn chain_readings(names: &[&[Named]]) -> Vec<NodeId> {
    let gazetteer = Gazetteer::shared();
    let Some((last, before)) = names.split_last() else { return Vec::new() };
    let fits = |node: NodeId| {
        before.iter().all(|outer| {
            outer.iter().any(|named| named.node == node || gazetteer.is_within(node, named.node))
        })
    };
    let all = best_readings(last);
    let fitting: Vec<NodeId> = if before.is_empty() {
        Vec::new()
    } else {
        last.iter().map(|named| named.node).filter(|&node| fits(node)).collect()
    };
    if fitting.is_empty() { all } else { fitting }
}

/// Returns the number of divisions that the place at the beginning of an agency's name may mean: 4 for
/// 鼓楼区司法局, 1 for 长春市朝阳区司法局, 0 for 司法局.
#[must_use]
pub(crate) fn places_named_in(agency: &str) -> usize {
    let Some((_, readings)) = Gazetteer::shared().beginnings(agency).next() else { return 0 };
    match Evidence::default().choose(&best_readings(readings), None) {
        Choice::None => 0,
        Choice::One(_) => 1,
        Choice::Several(nodes) => nodes.len(),
    }
}

/// Returns the most likely readings of a name by itself. Full names come before short ones. A short
/// name of a province means the province (河北 is not a district of Tianjin), and that of a city does
/// not mean the county within it (湘潭 is not 湘潭县).
pub(super) fn best_readings(readings: &[Named]) -> Vec<NodeId> {
    let gazetteer = Gazetteer::shared();
    let Some(form) = readings.iter().map(|named| named.form).min() else { return Vec::new() };
    let nodes: Vec<NodeId> =
        readings.iter().filter(|named| named.form == form).map(|named| named.node).collect();
    if form != Form::Short {
        return nodes;
    }
    let is_province = |node: &NodeId| gazetteer.node(*node).level == Level::Province;
    if let Some(&province) = nodes.iter().find(|node| is_province(node)) {
        return vec![province];
    }
    let within_another = |node: NodeId| nodes.iter().any(|&outer| gazetteer.is_within(node, outer));
    nodes.iter().copied().filter(|&node| !within_another(node)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(name: &str) -> Vec<NodeId> {
        chain_readings(&[Gazetteer::shared().named(name)])
    }

    #[test]
    fn homonyms_are_told_apart_by_their_parents() {
        let gazetteer = Gazetteer::shared();
        let mut evidence = Evidence::default();
        let candidates = nodes("朝阳区");
        assert!(
            matches!(evidence.choose(&candidates, None), Choice::Several(all) if all.len() == 2)
        );
        evidence.add(gazetteer.named("吉林省"), 1.0);
        let Choice::One(node) = evidence.choose(&candidates, None) else { panic!("no choice") };
        assert_eq!(gazetteer.node(node).code, "220104");
    }

    #[test]
    fn a_name_that_moved_to_another_level_follows_the_year() {
        let gazetteer = Gazetteer::shared();
        let candidates = nodes("儋州市");
        for (year, code) in [(None, "460400"), (Some(2014), "469003"), (Some(2020), "460400")] {
            let choice = Evidence::default().choose(&candidates, year.and_then(Year::new));
            let Choice::One(node) = choice else { panic!("no choice for {year:?}") };
            assert_eq!(gazetteer.node(node).code, code);
        }
    }
}
