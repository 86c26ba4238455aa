//! Where the reporting agency sits.
//!
//! The agency's own name leads. Everything else a report says about places — its other mentions,
//! the laws it names, codes, the folder it lies in — only decides between homonyms, or stands in
//! where the agency calls itself 市卫健委 and no more.

use super::names::{AgencyName, PlaceMention, fits_level};
use super::view::{View, is_han};
use crate::region::{
    Choice, Evidence, Form, Gazetteer, Level, Named, NodeId, Standing, chain_readings,
};
use crate::report::{Certainty, Source, Year};

/// What a place must gather before it is taken for the one of an agency that names none.
const ENOUGH: f64 = 1.5;

/// How much less the next place must have gathered.
const AHEAD: f64 = 0.6;

/// Adds what the places of `view` say.
pub(super) fn add_text(evidence: &mut Evidence, view: &View, places: &[PlaceMention]) {
    for place in places {
        let before = view.text.get(..place.range.start).unwrap_or_default();
        let recent: String = before.chars().rev().take(14).collect();
        let address = "址地".chars().collect::<String>();
        if recent.contains(&address) {
            continue;
        }
        evidence.add(place.readings, if before.ends_with('《') { 1.5 } else { 1.0 });
    }
    for lead in ["法治", "视察", "总书记对", "平安"] {
        for (at, _) in view.text.match_indices(lead) {
            let rest = view.text.get(at + lead.len()..).unwrap_or_default();
            let Some((name, _)) = Gazetteer::shared().beginnings(rest).next() else { continue };
            let readings = Gazetteer::shared().named(name);
            if readings.iter().any(|named| named.form == Form::Short) {
                evidence.add(readings, 1.5);
            }
        }
    }
    for node in codes(&view.text) {
        evidence.add_node(node, 3.0);
    }
}

/// Returns the divisions whose codes stand in an index number (11**500111**MB…) or a site's code.
fn codes(text: &str) -> Vec<NodeId> {
    let labels = ["索引号", "网站标识码", "SiteIDCode"];
    let found = labels.iter().flat_map(|label| text.match_indices(label));
    found
        .filter_map(|(at, label)| {
            let rest = text.get(at + label.len()..)?;
            let value: String = rest.chars().take(30).collect();
            let start = value.find(|c: char| c.is_ascii_digit())?;
            let digits = value.get(start..)?;
            let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let gazetteer = Gazetteer::shared();
            let inner = digits.strip_prefix("11").filter(|_| len >= 8).and_then(|d| d.get(..6));
            let own = digits.get(..6).filter(|_| len >= 6);
            inner.and_then(|code| gazetteer.by_code(code)).or_else(|| gazetteer.by_code(own?))
        })
        .collect()
}

/// The places that the names of a file and its folders hold.
#[derive(Debug, Default)]
pub(super) struct PathPlaces {
    names: Vec<&'static [Named]>,
}

impl PathPlaces {
    /// Reads the parts of a path, the folders first.
    pub(super) fn new(parts: &[&str]) -> Self {
        let gazetteer = Gazetteer::shared();
        let mut names = Vec::new();
        for part in parts {
            let mut rest = *part;
            while let Some(first) = rest.chars().next() {
                let found = gazetteer.beginnings(rest).find(|(name, readings)| {
                    let after = rest.get(name.len()..).unwrap_or_default();
                    let full = readings.first().is_some_and(|named| named.form != Form::Short);
                    full || rest.len() == part.len() && !after.starts_with(is_han)
                });
                match found {
                    Some((name, _)) => {
                        names.push(gazetteer.named(name));
                        rest = rest.get(name.len()..).unwrap_or_default();
                    }
                    None => rest = rest.get(first.len_utf8()..).unwrap_or_default(),
                }
            }
        }
        Self { names }
    }

    /// Adds what the path says.
    pub(super) fn add(&self, evidence: &mut Evidence) {
        for readings in &self.names {
            evidence.add(readings, 1.0);
        }
    }

    /// Returns the divisions that the last name may mean, within those before it.
    fn readings(&self) -> Vec<NodeId> {
        chain_readings(&self.names)
    }
}

/// Where an agency sits, and how that is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) choice: Choice,
    pub(super) source: Source,
    pub(super) certainty: Certainty,
}

/// Returns where the agency `name`, found in `source`, sits; `text` is the beginning of the report,
/// which tells the level where the name does not.
pub(super) fn find(
    name: Option<(&AgencyName, Source)>,
    text: &str,
    evidence: &Evidence,
    path: &PathPlaces,
    year: Option<Year>,
) -> Found {
    let nowhere =
        Found { choice: Choice::None, source: Source::Body, certainty: Certainty::Inferred };
    if let Some((name, source)) = name {
        if name.is_national() || name.anonymised {
            return nowhere;
        }
        if !name.places.is_empty() {
            let chain: Vec<&[Named]> = name.places.iter().map(|place| place.readings).collect();
            let candidates = chain_readings(&chain);
            let certainty =
                if candidates.len() == 1 { Certainty::Stated } else { Certainty::Inferred };
            return Found { choice: evidence.choose(&candidates, year), source, certainty };
        }
        if name.unknown_place {
            return nowhere;
        }
    }
    let level = name.and_then(|(name, _)| name.level).or_else(|| own_level(text));
    let by_text = level.map_or(Choice::None, |level| by_level(evidence, level));
    match by_text {
        Choice::None => {}
        choice => return Found { choice, ..nowhere },
    }
    let gazetteer = Gazetteer::shared();
    let mut candidates = path.readings();
    candidates.retain(|&node| match level {
        Some(level) => fits_level(node, level),
        None => gazetteer.node(node).level == Level::County,
    });
    Found { choice: evidence.choose(&candidates, year), source: Source::Path, ..nowhere }
}

/// Returns the division of a level that the evidence speaks for.
fn by_level(evidence: &Evidence, level: &str) -> Choice {
    let gazetteer = Gazetteer::shared();
    let zone = |node: NodeId| gazetteer.node(node).standing == Standing::Zone;
    let mut ranked: Vec<(NodeId, f64)> =
        evidence.iter().filter(|&(node, _)| fits_level(node, level) && !zone(node)).collect();
    // Of a municipality and its parts, or a city and a county-level city within it, the evidence
    // for the larger one is no evidence against the smaller.
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    match ranked[..] {
        [] => Choice::None,
        [(_, weight), ..] if weight < ENOUGH => Choice::None,
        [(node, weight), ref rest @ ..] => {
            let within = |other: &&(NodeId, f64)| gazetteer.is_within(other.0, node);
            let rivals: Vec<NodeId> = rest
                .iter()
                .filter(|other| other.1 > AHEAD * weight || within(other))
                .map(|other| other.0)
                .collect();
            if rivals.is_empty() {
                Choice::One(node)
            } else {
                Choice::Several(std::iter::once(node).chain(rivals).take(6).collect())
            }
        }
    }
}

/// Returns the level that a text speaks of as its own: 县 where it says 县委、县政府 or 全县.
///
/// A county names its city and province beside itself, so the smallest level wins.
pub(super) fn own_level(text: &str) -> Option<&'static str> {
    let levels = ["县", "旗", "区", "州", "市", "省"];
    let says = |(at, level): (usize, &str)| {
        let after = text.get(at + level.len()..).unwrap_or_default();
        let organ = ["委、", "委和", "委县", "委区", "委市", "政府", "人民政府"];
        text.get(..at).is_some_and(|before| before.ends_with(['全', '我']))
            || organ.iter().any(|organ| after.starts_with(organ))
    };
    levels.into_iter().find(|level| text.match_indices(level).any(says))
}

#[cfg(test)]
mod tests {
    use super::super::names::scan;
    use super::super::whole::whole_name;
    use super::*;

    fn shown(name: Option<&str>, text: &str, path: &[&str]) -> String {
        let view = View::new(text, 0, 1500);
        let mut evidence = Evidence::default();
        add_text(&mut evidence, &view, &scan(&view.text).places);
        let path = PathPlaces::new(path);
        path.add(&mut evidence);
        let name = name.and_then(whole_name);
        let name = name.as_ref().map(|name| (name, Source::Title));
        let gazetteer = Gazetteer::shared();
        match find(name, &view.text, &evidence, &path, None).choice {
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
            assert_eq!(shown(name, text, &path), expected, "{name:?} {text} {path:?}");
        }
    }
}
