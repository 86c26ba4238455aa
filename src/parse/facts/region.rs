//! Where the reporting agency is.
//!
//! The agency's own name leads. Everything else that a report says about places (other mentions, the
//! laws it names, codes, the folder it is in) only decides between divisions of the same name, or
//! completes the name of an agency that calls itself 市卫健委.

use super::host;
use super::path_places::PathPlaces;
use super::region_evidence::RegionEvidence;
use crate::agencies::{AgencyName, LevelWord};
use crate::gazetteer::{Choice, Evidence, Existence, Gazetteer, Named, NodeId, chain_readings};
use crate::report::{Certainty, Level, Source, Year};

/// The least weight of a place that is taken for that of an agency that names none.
const ENOUGH: f64 = 1.5;

/// The largest share of this weight that the next place may have.
const AHEAD: f64 = 0.6;

/// The most candidates that are listed.
const MOST_CANDIDATES: usize = 6;

/// Where an agency is, and how that is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) choice: Choice,
    pub(super) source: Source,
    pub(super) certainty: Certainty,
}

impl Found {
    /// Returns that nothing is known.
    pub(super) fn nowhere() -> Self {
        Self::inferred(Choice::None, Source::Body)
    }

    fn inferred(choice: Choice, source: Source) -> Self {
        Self { choice, source, certainty: Certainty::Inferred }
    }
}

/// What is known when a region is looked for.
pub(super) struct RegionQuestion<'t> {
    /// The agency, and where it was found.
    pub(super) name: Option<(&'t AgencyName, Source)>,
    /// The beginning of the report, which says the level if the name does not.
    pub(super) text: &'t str,
    pub(super) evidence: &'t RegionEvidence,
    pub(super) path: &'t PathPlaces<'t>,
    pub(super) year: Option<Year>,
    /// The divisions that the host of the page can be named after.
    pub(super) hosts: &'t [NodeId],
}

/// Returns where the agency is.
///
/// The places of its name come first. Without any, a level (its own, or that of 我县 in the text)
/// leads to the division of this level with the most evidence. Without evidence, the path decides.
/// The host of the page decides only what is left open.
pub(super) fn find(question: &RegionQuestion<'_>) -> Found {
    if let Some((name, source)) = question.name {
        if name.is_national() || name.anonymised {
            return Found::nowhere();
        }
        if !name.places.is_empty() {
            return by_name(name, source, question);
        }
        if name.unknown_place && !name.is_within_county() {
            return Found::nowhere();
        }
    }
    let level = question.name.and_then(|(name, _)| name.level);
    let level = level.or_else(|| LevelWord::own_of(question.text));
    let totals = &question.evidence.totals;
    match level.map_or(Choice::None, |level| by_level(totals, level)) {
        Choice::None => by_path(level, question),
        Choice::One(node) => Found::inferred(Choice::One(node), question.evidence.source_of(node)),
        several @ Choice::Several(_) => {
            decided_by_host(Found::inferred(several, Source::Body), question)
        }
    }
}

/// Returns the division that the places of `name` mean.
fn by_name(name: &AgencyName, source: Source, question: &RegionQuestion<'_>) -> Found {
    let chain: Vec<&[Named]> = name.places.iter().map(|place| place.readings).collect();
    let candidates = chain_readings(&chain);
    let is_only = candidates.len() == 1;
    let certainty = if is_only { Certainty::Stated } else { Certainty::Inferred };
    let choice = question.evidence.totals.choose(&candidates, question.year);
    decided_by_host(Found { choice, source, certainty }, question)
}

/// Returns the division that the path names, or the one of this level that the host is named after.
fn by_path(level: Option<LevelWord>, question: &RegionQuestion<'_>) -> Found {
    let mut candidates = question.path.readings();
    candidates.retain(|&node| match level {
        Some(level) => level.fits(node),
        None => Gazetteer::shared().node(node).level == Level::County,
    });
    let totals = &question.evidence.totals;
    let choice = totals.choose(&candidates, question.year);
    let of_host = level.and_then(|level| host::of_level(level, question.hosts, totals));
    match (choice, of_host) {
        (Choice::None, Some(node)) => Found::inferred(Choice::One(node), Source::Metadata),
        (choice, _) => decided_by_host(Found::inferred(choice, Source::Path), question),
    }
}

/// Returns `found`, or the one of several divisions that the host of the page speaks for.
fn decided_by_host(found: Found, question: &RegionQuestion<'_>) -> Found {
    let Choice::Several(nodes) = &found.choice else { return found };
    match host::between(nodes, question.hosts) {
        Some(node) => Found::inferred(Choice::One(node), Source::Metadata),
        None => found,
    }
}

/// Returns the division of a level with the most evidence.
fn by_level(evidence: &Evidence, level: LevelWord) -> Choice {
    let gazetteer = Gazetteer::shared();
    let is_zone = |node: NodeId| gazetteer.node(node).existence == Existence::Zone;
    let mut ranked: Vec<(NodeId, f64)> =
        evidence.iter().filter(|&(node, _)| level.fits(node) && !is_zone(node)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let Some((&(first, weight), rest)) = ranked.split_first() else { return Choice::None };
    if weight < ENOUGH {
        return Choice::None;
    }
    // The evidence for a city is not evidence against a county-level city within it, which stays a
    // candidate.
    let is_rival = |&&(other, other_weight): &&(NodeId, f64)| {
        other_weight > AHEAD * weight || gazetteer.is_within(other, first)
    };
    let mut candidates = vec![first];
    candidates.extend(rest.iter().filter(is_rival).map(|(other, _)| *other));
    if candidates.len() == 1 {
        return Choice::One(first);
    }
    candidates.truncate(MOST_CANDIDATES);
    Choice::Several(candidates)
}

#[cfg(test)]
mod tests {
    use super::super::normalized::Normalized;
    use super::*;
    use crate::agencies::find_names;

    fn shown(name: Option<&str>, text: &str, path: &[&str], hosts: &[&str]) -> String {
        let view = Normalized::new(text, 0, 1500);
        let mut evidence = RegionEvidence::default();
        evidence.add_text(&view, &find_names(&view.text).places);
        let path = PathPlaces::new(path.iter().copied());
        evidence.add_path(&path);
        evidence.add_codes(&[&view.text], &[], None);
        let name = name.and_then(AgencyName::from_line);
        let name = name.as_ref().map(|name| (name, Source::Title));
        let gazetteer = Gazetteer::shared();
        let hosts: Vec<NodeId> = hosts.iter().filter_map(|code| gazetteer.by_code(code)).collect();
        let (text, year) = (view.text.as_str(), None);
        let question =
            RegionQuestion { name, text, evidence: &evidence, path: &path, year, hosts: &hosts };
        match find(&question).choice {
            Choice::One(node) => gazetteer.region(node).to_string(),
            Choice::Several(nodes) => format!("{} candidates", nodes.len()),
            Choice::None => "none".to_owned(),
        }
    }

    #[test]
    fn regions_follow_from_names_and_evidence() {
        let changchun = "吉林省 › 长春市 › 朝阳区";
        for (name, text, path, expected) in [
            (Some("长春市朝阳区司法局"), "", vec![], changchun),
            (Some("朝阳区司法局"), "", vec![], "2 candidates"),
            (Some("朝阳区司法局"), "按照吉林省的部署", vec![], changchun),
            (Some("朝阳区司法局"), "", vec!["吉林", "2023.txt"], changchun),
            (Some("朝阳区司法局"), "索引号：11220104MB123", vec![], changchun),
            (Some("水利部"), "赴卢氏县调研，卢氏县", vec!["卢氏县"], "none"),
            (Some("某县司法局"), "卢氏县，卢氏县", vec!["卢氏县"], "none"),
            (Some("云岭县司法局"), "卢氏县，卢氏县", vec![], "none"),
            (Some("市水务局"), "《绍兴市电梯规定》，《绍兴市条例》", vec![], "浙江省 › 绍兴市"),
            (Some("市水务局"), "在福建省领导下，福建省", vec![], "none"),
            (Some("市水务局"), "《苏州市条例》，赴昆山市", vec![], "2 candidates"),
            (Some("市水务局"), "（地址：深圳市福田区）", vec![], "none"),
            (None, "我县", vec!["重庆市", "酉阳县", "1.txt"], "重庆市 › 酉阳土家族苗族自治县"),
            (None, "我区", vec!["重庆市", "1.txt"], "none"),
            (None, "", vec!["河南/卢氏"], "none"),
            (None, "", vec!["河南", "卢氏"], "河南省 › 三门峡市 › 卢氏县"),
        ] {
            assert_eq!(shown(name, text, &path, &[]), expected, "{name:?} {text} {path:?}");
        }
    }

    #[test]
    fn codes_count_unless_the_text_names_other_places_alone() {
        let xinjin = "四川省 › 成都市 › 新津区";
        for (name, text, expected) in [
            ("区财政局", "我区\n索引号：11510118MB1", xinjin),
            ("区财政局", "我区\n网站标识码：5101320017", xinjin),
            ("县财政局", "网站标识码：5101320017", "四川省 › 成都市 › 新津县"),
            ("县财政局", "索引号：11341823MB1", "安徽省 › 宣城市 › 泾县"),
            ("县财政局", "青阳县，青阳县\n索引号：11341823MB1", "安徽省 › 池州市 › 青阳县"),
            ("县财政局", "池州市，青阳县，泾县\n索引号：11341823MB1", "安徽省 › 宣城市 › 泾县"),
            ("县财政局", "索引号：002564328/2024", "none"),
            ("市财政局", "索引号：11341823MB1", "none"),
        ] {
            assert_eq!(shown(Some(name), text, &[], &[]), expected, "{name} {text}");
        }
    }

    #[test]
    fn the_host_decides_only_what_nothing_else_does() {
        let lianhu = "陕西省 › 西安市 › 莲湖区";
        for (name, text, path, hosts, expected) in [
            (Some("区财政局"), "我区", vec![], vec!["610104"], lianhu),
            (None, "我区", vec![], vec!["610104"], lianhu),
            (None, "好。", vec![], vec!["610104"], "none"),
            (
                Some("区财政局"),
                "碑林区，碑林区",
                vec![],
                vec!["610104"],
                "陕西省 › 西安市 › 碑林区",
            ),
            (Some("区财政局"), "赴碑林区学习", vec![], vec!["610104"], "none"),
            (Some("市财政局"), "我市", vec![], vec!["610104"], "none"),
            (Some("某区财政局"), "我区", vec![], vec!["610104"], "none"),
            (Some("云岭区财政局"), "我区", vec![], vec!["610104"], "none"),
            (Some("朝阳区财政局"), "", vec![], vec!["220100"], "吉林省 › 长春市 › 朝阳区"),
            (Some("北京市朝阳区财政局"), "", vec![], vec!["220104"], "北京市 › 朝阳区"),
            (Some("区财政局"), "我区", vec!["北京", "朝阳区"], vec!["220104"], "北京市 › 朝阳区"),
            (
                Some("市水务局"),
                "《苏州市条例》，赴昆山市",
                vec![],
                vec!["320583"],
                "江苏省 › 苏州市 › 昆山市",
            ),
        ] {
            assert_eq!(shown(name, text, &path, &hosts), expected, "{name:?} {text} {hosts:?}");
        }
    }
}
