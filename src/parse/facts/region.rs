//! Where the reporting agency sits.
//!
//! The agency's own name leads. Everything else a report says about places — its other mentions,
//! the laws it names, codes, the folder it lies in — only decides between homonyms, or stands in
//! where the agency calls itself 市卫健委 and no more.

use super::header::HeaderLabel;
use super::host;
use super::normalized::Normalized;
use super::quotes::quote;
use crate::agencies::{AgencyName, LevelWord, PlaceMention, find_names};
use crate::extract::LabelName;
use crate::gazetteer::{
    Choice, Evidence, Existence, Form, Gazetteer, Named, NodeId, chain_readings,
};
use crate::report::{Certainty, Level, Source, Year};
use crate::text::is_han;

/// What a place must gather before it is taken for the one of an agency that names none.
const ENOUGH: f64 = 1.5;

/// How much less the next place must have gathered.
const AHEAD: f64 = 0.6;

/// Something that speaks for one division, or for any of several that share a name.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The divisions.
    pub(super) nodes: Vec<NodeId>,
    pub(super) weight: f64,
    pub(super) source: Source,
    /// Where exactly it was found, in words.
    pub(super) place: String,
    /// The words it was read from.
    pub(super) quote: String,
}

/// All that a report and its page say about places.
#[derive(Debug, Default)]
pub(super) struct RegionEvidence {
    pub(super) totals: Evidence,
    pub(super) mentions: Vec<Mention>,
}

impl RegionEvidence {
    fn add(
        &mut self,
        readings: &[Named],
        weight: f64,
        (source, place): (Source, &str),
        quote: String,
    ) {
        self.totals.add(readings, weight);
        let (nodes, place) = (chain_readings(&[readings]), place.to_owned());
        self.mentions.push(Mention { nodes, weight, source, place, quote });
    }

    /// Adds what the places of `view` say.
    pub(super) fn add_text(&mut self, view: &Normalized, places: &[PlaceMention]) {
        let source = (Source::Body, "text");
        for place in places {
            let before = view.text.get(..place.range.start).unwrap_or_default();
            let recent: String = before.chars().rev().take(14).collect();
            // 地址 backwards: an address tells in which district a city's office stands.
            if recent.contains("址地") {
                continue;
            }
            let weight = if before.ends_with('《') { 1.5 } else { 1.0 };
            self.add(place.readings, weight, source, quote(&view.text, &place.range));
        }
        for lead in ["法治", "视察", "总书记对", "平安"] {
            for (at, _) in view.text.match_indices(lead) {
                let start = at + lead.len();
                let rest = view.text.get(start..).unwrap_or_default();
                let Some((name, _)) = Gazetteer::shared().beginnings(rest).next() else { continue };
                let readings = Gazetteer::shared().named(name);
                if readings.iter().any(|named| named.form == Form::Short) {
                    let range = start..start + name.len();
                    self.add(readings, 1.5, source, quote(&view.text, &range));
                }
            }
        }
    }

    /// Adds what the labels beside the text say: the names of the site and of agencies.
    pub(super) fn add_labels(&mut self, labels: &[HeaderLabel]) {
        for label in labels.iter().filter(|label| label.source == Source::Metadata) {
            let weight = match label.name {
                LabelName::Site => 2.0,
                LabelName::Issuer => 1.5,
                LabelName::Origin => 1.0,
                _ => continue,
            };
            for place in find_names(&label.value).places {
                self.add(
                    place.readings,
                    weight,
                    (Source::Metadata, &label.place.clone()),
                    label.quote(),
                );
            }
        }
    }

    /// Adds what codes say, after all else is added: those of index numbers (11**500111**MB…) and
    /// of the site, in the text, beside it and in the address.
    pub(super) fn add_codes(&mut self, texts: &[&str], labels: &[HeaderLabel], url: Option<&str>) {
        let mut codes: Vec<(NodeId, Source, String, String)> = Vec::new();
        for text in texts {
            for label in ["索引号", "网站标识码", "SiteIDCode"] {
                for (at, _) in text.match_indices(label) {
                    let rest = text.get(at + label.len()..).unwrap_or_default();
                    let value: String = rest.chars().take(30).collect();
                    let Some(node) = code_in(&value) else { continue };
                    let words = quote(text, &(at..at + label.len()));
                    codes.push((node, Source::Body, format!("code in {label}"), words));
                }
            }
        }
        for label in labels.iter().filter(|label| label.source == Source::Metadata) {
            let has_code = matches!(label.name, LabelName::Index | LabelName::Code);
            if let Some(node) = code_in(&label.value).filter(|_| has_code) {
                let place = format!("code in {}", label.word);
                codes.push((node, Source::Metadata, place, label.quote()));
            }
        }
        if let Some((node, words)) = url.and_then(code_in_address) {
            codes.push((node, Source::Metadata, "code in the address".to_owned(), words));
        }
        let before = self.totals.clone();
        for (node, source, place, words) in codes {
            let weight = code_weight(&before, node);
            let mut nodes = vec![node];
            // Old codes go on to be used: 510132 was 新津县 and stands for 新津区 still.
            if let Existence::Former { successor: Some(next), .. } =
                Gazetteer::shared().node(node).existence
            {
                nodes.extend(Gazetteer::shared().by_code(next));
            }
            for &node in &nodes {
                self.totals.add_node(node, weight);
            }
            self.mentions.push(Mention { nodes, weight, source, place, quote: words });
        }
    }

    /// Returns where most of what speaks for `node` stands.
    fn source_of(&self, node: NodeId) -> Source {
        let own = self.mentions.iter().filter(|mention| mention.nodes.contains(&node));
        own.max_by(|a, b| a.weight.total_cmp(&b.weight)).map_or(Source::Body, |it| it.source)
    }
}

/// What a code weighs. One in ten that was seen was another county's, by mistake.
const CODE: f64 = 6.0;

/// Returns what the code of `node` weighs beside what the text says: little where the text names
/// other places and nothing around this one.
fn code_weight(text: &Evidence, node: NodeId) -> f64 {
    let gazetteer = Gazetteer::shared();
    let related = |other: NodeId| {
        other == node || gazetteer.is_within(node, other) || gazetteer.is_within(other, node)
    };
    let (near, far): (Vec<_>, Vec<_>) =
        text.iter().filter(|&(_, weight)| weight >= 1.0).partition(|&(other, _)| related(other));
    if near.is_empty() && !far.is_empty() { 1.0 } else { CODE }
}

/// Returns the division whose code stands in an index number (11**500111**MB…) or begins that of a
/// site.
fn code_in(value: &str) -> Option<NodeId> {
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let digits = value.get(start..)?;
    let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let gazetteer = Gazetteer::shared();
    let inner = digits.strip_prefix("11").filter(|_| len >= 8).and_then(|d| d.get(..6));
    let own = digits.get(..6).filter(|_| len >= 6);
    inner.and_then(|code| gazetteer.by_code(code)).or_else(|| gazetteer.by_code(own?))
}

/// Returns the division whose code stands in an agency's credit code in an address
/// (`area=11370830MB…`), with these words.
fn code_in_address(url: &str) -> Option<(NodeId, String)> {
    url.match_indices("MB").find_map(|(at, _)| {
        let before = url.get(..at)?;
        let code = before.get(before.len().checked_sub(8)?..)?.strip_prefix("11")?;
        let node = Gazetteer::shared().by_code(code)?;
        Some((node, format!("11{code}MB")))
    })
}

/// The places that the names of a file and its folders hold.
#[derive(Debug, Default)]
pub(super) struct PathPlaces<'p> {
    names: Vec<(&'static [Named], &'p str)>,
}

impl<'p> PathPlaces<'p> {
    /// Reads the parts of a path, the folders first.
    pub(super) fn new(parts: &[&'p str]) -> Self {
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
                        names.push((gazetteer.named(name), name));
                        rest = rest.get(name.len()..).unwrap_or_default();
                    }
                    None => rest = rest.get(first.len_utf8()..).unwrap_or_default(),
                }
            }
        }
        Self { names }
    }

    /// Adds what the path says.
    pub(super) fn add(&self, evidence: &mut RegionEvidence) {
        for (readings, name) in &self.names {
            evidence.add(readings, 1.0, (Source::Path, "path"), (*name).to_owned());
        }
    }

    /// Returns the divisions that the last name may mean, within those before it.
    fn readings(&self) -> Vec<NodeId> {
        let chain: Vec<&[Named]> = self.names.iter().map(|(readings, _)| *readings).collect();
        chain_readings(&chain)
    }
}

/// Where an agency sits, and how that is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) choice: Choice,
    pub(super) source: Source,
    pub(super) certainty: Certainty,
}

impl Found {
    /// Returns that nothing is known.
    pub(super) fn nowhere() -> Self {
        Self { choice: Choice::None, source: Source::Body, certainty: Certainty::Inferred }
    }
}

/// What a place is sought in.
pub(super) struct Sought<'t> {
    /// The agency, with where it was found.
    pub(super) name: Option<(&'t AgencyName, Source)>,
    /// The beginning of the report, which tells the level where the name does not.
    pub(super) text: &'t str,
    pub(super) evidence: &'t RegionEvidence,
    pub(super) path: &'t PathPlaces<'t>,
    pub(super) year: Option<Year>,
    /// The divisions that the host of the page may be named after.
    pub(super) hosts: &'t [NodeId],
}

/// Returns where the agency sits.
pub(super) fn find(sought: &Sought<'_>) -> Found {
    let certainty = Certainty::Inferred;
    let nowhere = Found::nowhere();
    let evidence = &sought.evidence.totals;
    let by_host = |node| Found { choice: Choice::One(node), source: Source::Metadata, certainty };
    let or_by_host = |found: Found| match &found.choice {
        Choice::Several(nodes) => host::between(nodes, sought.hosts).map_or(found, by_host),
        Choice::None | Choice::One(_) => found,
    };
    if let Some((name, source)) = sought.name {
        if name.is_national() || name.anonymised {
            return nowhere;
        }
        if !name.places.is_empty() {
            let chain: Vec<&[Named]> = name.places.iter().map(|place| place.readings).collect();
            let candidates = chain_readings(&chain);
            let certainty =
                if candidates.len() == 1 { Certainty::Stated } else { Certainty::Inferred };
            let choice = evidence.choose(&candidates, sought.year);
            return or_by_host(Found { choice, source, certainty });
        }
        if name.unknown_place {
            return nowhere;
        }
    }
    let level =
        sought.name.and_then(|(name, _)| name.level).or_else(|| LevelWord::own_of(sought.text));
    match level.map_or(Choice::None, |level| by_level(evidence, level)) {
        Choice::None => {}
        Choice::One(node) => {
            let source = sought.evidence.source_of(node);
            return Found { choice: Choice::One(node), source, certainty };
        }
        choice @ Choice::Several(_) => {
            return or_by_host(Found { choice, ..nowhere });
        }
    }
    let gazetteer = Gazetteer::shared();
    let mut candidates = sought.path.readings();
    candidates.retain(|&node| match level {
        Some(level) => level.fits(node),
        None => gazetteer.node(node).level == Level::County,
    });
    let choice = evidence.choose(&candidates, sought.year);
    let hosted = level.and_then(|level| host::of_level(level, sought.hosts, evidence));
    match (choice, hosted) {
        (Choice::None, Some(node)) => by_host(node),
        (choice, _) => or_by_host(Found { choice, source: Source::Path, certainty }),
    }
}

/// Returns the division of a level that the evidence speaks for.
fn by_level(evidence: &Evidence, level: LevelWord) -> Choice {
    let gazetteer = Gazetteer::shared();
    let zone = |node: NodeId| gazetteer.node(node).existence == Existence::Zone;
    let mut ranked: Vec<(NodeId, f64)> =
        evidence.iter().filter(|&(node, _)| level.fits(node) && !zone(node)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: Option<&str>, text: &str, path: &[&str], hosts: &[&str]) -> String {
        let view = Normalized::new(text, 0, 1500);
        let mut evidence = RegionEvidence::default();
        evidence.add_text(&view, &find_names(&view.text).places);
        let path = PathPlaces::new(path);
        path.add(&mut evidence);
        evidence.add_codes(&[&view.text], &[], None);
        let name = name.and_then(AgencyName::from_line);
        let name = name.as_ref().map(|name| (name, Source::Title));
        let gazetteer = Gazetteer::shared();
        let hosts: Vec<NodeId> = hosts.iter().filter_map(|code| gazetteer.by_code(code)).collect();
        let (text, year) = (view.text.as_str(), None);
        let sought = Sought { name, text, evidence: &evidence, path: &path, year, hosts: &hosts };
        match find(&sought).choice {
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
        let code = |url| code_in_address(url).map(|(node, _)| Gazetteer::shared().node(node).code);
        assert_eq!(code("http://a.cn/x.jsp?area=11370830MB285873X0&y=1"), Some("370830"));
        assert_eq!(code("http://a.cn/MB/11999999MB"), None);
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
