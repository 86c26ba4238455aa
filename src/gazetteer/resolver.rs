//! Which of several divisions a name means, by evidence.
//!
//! Twenty-eight full names and seventy short ones are shared by several counties. A name is
//! resolved only where the rest of the text speaks for one of them: a parent named nearby, the
//! folder, a code. Where it does not, the answer is [`Choice::Several`]: a wrong region is worse
//! than none.

use std::collections::BTreeMap;

use super::table::{Existence, Form, Gazetteer, Named, NodeId};
use crate::report::{Level, Year};

/// How much more evidence one homonym needs than the next before it is chosen: nearly one plain
/// mention of its prefecture or province in full.
const MARGIN: f64 = 0.55;

/// How much of the evidence for a division counts for those within it.
const FROM_ABOVE: f64 = 0.6;

/// The most that one division can gather: a name said fifty times says no more than one said six.
const ENOUGH: f64 = 6.0;

/// What speaks for each division.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    weights: BTreeMap<NodeId, f64>,
}

impl Evidence {
    /// Adds `weight` to what speaks for the divisions a name may mean, shared among homonyms.
    pub fn add(&mut self, readings: &[Named], weight: f64) {
        let nodes = best_readings(readings);
        let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        let share = weight / f64::from(count).sqrt();
        for node in nodes {
            self.add_node(node, share);
        }
    }

    /// Adds `weight` to what speaks for `node`.
    pub fn add_node(&mut self, node: NodeId, weight: f64) {
        let sum = self.weights.entry(node).or_default();
        *sum = (*sum + weight).min(ENOUGH);
    }

    /// Returns what speaks for `node` itself.
    #[must_use]
    pub fn of(&self, node: NodeId) -> f64 {
        self.weights.get(&node).copied().unwrap_or(0.0)
    }

    /// Returns what speaks for `node` and for the divisions it lies in.
    #[must_use]
    pub fn with_above(&self, node: NodeId) -> f64 {
        let above: f64 = Gazetteer::shared().above(node).map(|outer| self.of(outer)).sum();
        self.of(node) + FROM_ABOVE * above
    }

    /// Returns every division that something speaks for, with how much.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, f64)> + '_ {
        self.weights.iter().map(|(&node, &weight)| (node, weight))
    }

    /// Returns which of `candidates`, the readings of one name, is meant by a report for `year`.
    #[must_use]
    pub fn choose(&self, candidates: &[NodeId], year: Option<Year>) -> Choice {
        let candidates = &standing_in(candidates, year);
        let mut ranked: Vec<(f64, NodeId)> =
            candidates.iter().map(|&node| (self.with_above(node), node)).collect();
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
pub enum Choice {
    /// None is known.
    None,
    /// This one.
    One(NodeId),
    /// Any of these; the evidence does not tell.
    Several(Vec<NodeId>),
}

/// Leaves out former divisions that had ended by `year`, and current ones for earlier years,
/// wherever both bear the same name. Without a year the current ones stay.
fn standing_in(candidates: &[NodeId], year: Option<Year>) -> Vec<NodeId> {
    let gazetteer = Gazetteer::shared();
    let ended = |node: NodeId| match gazetteer.node(node).existence {
        Existence::Former { until, .. } => {
            year.zip(until).is_none_or(|(year, until)| year.get() >= until)
        }
        Existence::Current | Existence::Zone => false,
    };
    let stands = |node: &NodeId| {
        let other_version = |other: &NodeId| {
            let (this, other) = (gazetteer.node(*node), gazetteer.node(*other));
            let succeeds = |a: Existence, code: &str| matches!(a, Existence::Former { successor: Some(next), .. } if next == code);
            (succeeds(this.existence, other.code), succeeds(other.existence, this.code))
        };
        // Two that share a code, one after the other, must not be taken for their own successors.
        let mut others = candidates.iter().filter(|other| *other != node);
        others.all(|other| match other_version(other) {
            (true, _) => !ended(*node),
            (_, true) => ended(*other),
            _ => true,
        })
    };
    candidates.iter().copied().filter(stands).collect()
}

/// Returns the readings of the last of `names`, a chain such as 重庆市 巴南区, that lie in the
/// divisions named before it.
///
/// Where the chain contradicts itself, the readings of the last name stand as they are.
#[must_use]
pub fn chain_readings(names: &[&[Named]]) -> Vec<NodeId> {
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

/// Returns the readings that the name itself allows: full names before short ones; a short name of
/// a province is the province (河北 is no district of Tianjin), and that of a city is not the
/// county within it (湘潭 is no 湘潭县).
fn best_readings(readings: &[Named]) -> Vec<NodeId> {
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

/// Why a region given by a user cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// No division has this name or code.
    #[error(
        "`{0}` is no region; give its code (500242) or its names from the largest down (重庆市 酉阳县)"
    )]
    Unknown(String),
    /// Several divisions have this name.
    #[error("`{name}` may be {}; write the province or prefecture before it, or give the code", .candidates.join(" or "))]
    Ambiguous {
        /// The name as given.
        name: String,
        /// The regions, each as [`Region`](crate::report::Region) prints it.
        candidates: Vec<String>,
    },
}

/// Returns the division that a user means by a code or by names from the largest down, with or
/// without white space, `/` or `›` between them.
///
/// ```
/// use chabao::gazetteer::{Gazetteer, named_region};
/// let node = named_region("河南省 三门峡市 卢氏县").unwrap();
/// assert_eq!(Gazetteer::shared().node(node).code, "411224");
/// assert_eq!(named_region("重庆酉阳"), named_region("500242"));
/// ```
///
/// # Errors
///
/// Fails where no division or more than one fits.
pub fn named_region(text: &str) -> Result<NodeId, RegionError> {
    let gazetteer = Gazetteer::shared();
    if let Some(node) = as_printed(text.trim()) {
        return Ok(node);
    }
    let separator = |c: char| c.is_whitespace() || matches!(c, '/' | '›' | '>' | '·' | ',' | '，');
    let name: String = text.chars().filter(|&c| !separator(c)).collect();
    let unknown = || RegionError::Unknown(text.trim().to_owned());
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_digit()) {
        return gazetteer.by_code(&name).ok_or_else(unknown);
    }
    let chain = whole_chain(&name, 4).ok_or_else(unknown)?;
    let candidates = chain_readings(&chain);
    match Evidence::default().choose(&candidates, None) {
        Choice::One(node) => Ok(node),
        Choice::None => Err(unknown()),
        Choice::Several(nodes) => Err(RegionError::Ambiguous {
            name: text.trim().to_owned(),
            candidates: nodes.iter().map(|&node| gazetteer.region(node).to_string()).collect(),
        }),
    }
}

/// Returns the division whose region is printed as `text`, where that says more than one name: so
/// every region that an answer names can be given back, those of former divisions too.
fn as_printed(text: &str) -> Option<NodeId> {
    let gazetteer = Gazetteer::shared();
    let (_, last) = text.rsplit_once(" › ")?;
    let mut nodes = gazetteer.named(last).iter().map(|named| named.node);
    nodes.find(|&node| gazetteer.region(node).to_string() == text)
}

/// Cuts `text` into at most `most` names of divisions without a rest, each within the one before.
fn whole_chain(text: &str, most: usize) -> Option<Vec<&'static [Named]>> {
    let gazetteer = Gazetteer::shared();
    if most == 0 {
        return None;
    }
    gazetteer.beginnings(text).find_map(|(name, _)| {
        let readings = gazetteer.named(name);
        let rest = text.get(name.len()..)?;
        if rest.is_empty() {
            return Some(vec![readings]);
        }
        let mut chain = whole_chain(rest, most - 1)?;
        let nested = |inner: &Named| {
            readings.iter().any(|outer| {
                outer.node == inner.node || gazetteer.is_within(inner.node, outer.node)
            })
        };
        let next = chain.first()?;
        next.iter().any(nested).then(|| {
            chain.insert(0, readings);
            chain
        })
    })
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

    #[test]
    fn users_name_regions_by_code_or_by_names() {
        for (text, code) in [
            ("500242", "500242"),
            ("酉阳", "500242"),
            ("重庆市酉阳县", "500242"),
            ("河南省 三门峡市 卢氏县", "411224"),
            ("河南省 › 三门峡市 › 卢氏县", "411224"),
            ("北京市朝阳区", "110105"),
            ("长春/朝阳区", "220104"),
            ("河北", "130000"),
            ("湘潭", "430300"),
            ("吉林省吉林市", "220200"),
            ("渝北区", "500112"),
            ("东陵区", "210112"),
            ("海南省 › 儋州市 › 儋州市", "469003"),
            ("海南省 › 儋州市", "460400"),
        ] {
            let node = named_region(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(Gazetteer::shared().node(node).code, code, "{text}");
        }
    }

    #[test]
    fn every_region_is_read_back_as_it_is_printed() {
        let gazetteer = Gazetteer::shared();
        let mut lost = Vec::new();
        for node in gazetteer.nodes() {
            let printed = gazetteer.region(node).to_string();
            if named_region(&printed) != Ok(node) {
                lost.push((gazetteer.node(node).code, printed));
            }
        }
        assert_eq!(lost, []);
    }

    #[test]
    fn regions_that_cannot_be_used_say_why() {
        for (text, expected) in [
            (
                "亚特兰蒂斯",
                "`亚特兰蒂斯` is no region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "河南省 巴南区",
                "`河南省 巴南区` is no region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "999999",
                "`999999` is no region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "",
                "`` is no region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
            ),
            (
                "通州区",
                "`通州区` may be 北京市 › 通州区 or 江苏省 › 南通市 › 通州区; write the province or prefecture before it, or give the code",
            ),
        ] {
            assert_eq!(named_region(text).unwrap_err().to_string(), expected);
        }
    }
}
