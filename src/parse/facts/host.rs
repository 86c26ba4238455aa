//! The host of the address a page was saved from, as evidence of where its agency is.
//!
//! A host names its place in pinyin (lianhu.gov.cn), in initials (cqlp) or in words, and can be read
//! in several ways; a county's site has papers of its city, and a province's those of its cities.
//! So a host never leads. It decides between readings that are tied, and completes a name that says
//! its level and no more (区财政局) if the text says nothing against it.

use crate::gazetteer::{Evidence, Gazetteer, NodeId, host_candidates};

use crate::agencies::LevelWord;

/// The least weight of a division that speaks against the host: one plain mention in the text.
const PLAIN: f64 = 1.0;

/// Returns the divisions that the host of `url` can be named after, the surest first.
pub(super) fn divisions_of_host(url: &str) -> Vec<NodeId> {
    host_candidates(url).into_iter().map(|found| found.node).collect()
}

/// Returns the only one of `tied` that is in `hosts`, or else the only one that is within one of
/// them.
pub(super) fn between(tied: &[NodeId], hosts: &[NodeId]) -> Option<NodeId> {
    let gazetteer = Gazetteer::shared();
    let is_named = |node: &NodeId| hosts.contains(node);
    let is_within = |node: &NodeId| hosts.iter().any(|&host| gazetteer.is_within(*node, host));
    only(tied.iter().copied().filter(is_named))
        .or_else(|| only(tied.iter().copied().filter(|it| !is_named(it) && is_within(it))))
}

/// The least weight of a division, together with those it is in, of which the text speaks: its
/// province, named once.
const AROUND: f64 = 0.5;

/// Returns the only one of `hosts` that is of the level `level`, or the only one of these in an area
/// that the text speaks of. `None` if the text speaks against it: of another division of that level,
/// or of provinces and prefectures that it is not in.
pub(super) fn of_level(level: LevelWord, hosts: &[NodeId], evidence: &Evidence) -> Option<NodeId> {
    let fitting = || hosts.iter().copied().filter(|&host| level.fits(host));
    let is_spoken_of = |host: &NodeId| evidence.weight_with_above(*host) >= AROUND;
    let node = only(fitting()).or_else(|| only(fitting().filter(is_spoken_of)))?;
    let gazetteer = Gazetteer::shared();
    let (mut around, mut elsewhere) = (false, false);
    for (other, _) in evidence.iter().filter(|&(_, weight)| weight >= PLAIN) {
        if other == node || gazetteer.is_within(node, other) {
            around = true;
        } else if level.fits(other) && !gazetteer.is_within(other, node) {
            return None;
        } else {
            elsewhere |= !gazetteer.is_within(other, node);
        }
    }
    (around || !elsewhere).then_some(node)
}

/// Returns the value of `all` if there is exactly one.
fn only(mut all: impl Iterator<Item = NodeId>) -> Option<NodeId> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(codes: &[&str]) -> Vec<NodeId> {
        codes.iter().map(|code| Gazetteer::shared().by_code(code).unwrap()).collect()
    }

    fn code(node: Option<NodeId>) -> &'static str {
        node.map_or("none", |node| Gazetteer::shared().node(node).code)
    }

    #[test]
    fn a_host_decides_between_readings_that_are_tied() {
        for (tied, hosts, expected) in [
            (["110105", "220104"], vec!["220104"], "220104"),
            (["110105", "220104"], vec!["220100"], "220104"),
            (["110105", "220104"], vec!["110000", "220100"], "none"),
            (["110105", "220104"], vec!["411224"], "none"),
            (["110105", "220104"], vec!["220104", "110000"], "220104"),
            (["110105", "220104"], vec![], "none"),
        ] {
            assert_eq!(code(between(&nodes(&tied), &nodes(&hosts))), expected, "{hosts:?}");
        }
    }

    #[test]
    fn a_host_completes_a_level_that_the_text_does_not_contradict() {
        for (level, hosts, text, expected) in [
            ("区", vec!["610104"], "", "610104"),
            ("县", vec!["610104"], "", "none"),
            ("市", vec!["610104"], "", "none"),
            ("区", vec!["610104", "411224"], "", "610104"),
            ("区", vec!["610104", "110105"], "", "none"),
            ("区", vec!["610104", "110105"], "陕西省", "610104"),
            ("区", vec!["610104"], "陕西省", "610104"),
            ("区", vec!["610104"], "西安市", "610104"),
            ("区", vec!["610104"], "河南省", "none"),
            ("区", vec!["610104"], "碑林区", "none"),
            ("市", vec!["610100"], "莲湖区", "610100"),
        ] {
            let mut evidence = Evidence::default();
            evidence.add(Gazetteer::shared().named(text), 1.0);
            let found = of_level(level.into(), &nodes(&hosts), &evidence);
            assert_eq!(code(found), expected, "{level} {hosts:?} {text}");
        }
    }
}
