//! Names of agencies: where they stand in a text and what they are made of.
//!
//! A name is a chain of places (重庆市巴南区), or a bare level (区, 市), and a kind
//! (卫生健康委员会). In running text only known kinds are found; a line or a title's beginning is
//! read whole, so that agencies of any kind are found there.

use std::ops::Range;

use super::kinds::{Kind, kind_at};
use super::view::is_han;
use crate::region::{Form, Gazetteer, Named, NodeId};

/// A place as a name writes it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) written: String,
    pub(super) readings: &'static [Named],
}

/// An agency's name, taken apart.
#[derive(Clone, Debug)]
pub(super) struct AgencyName {
    /// What stands before the places: 中共, 国家税务总局.
    pub(super) head: String,
    /// The places, the largest first.
    pub(super) places: Vec<Place>,
    /// The level where no place is named: 县 in 县卫健局.
    pub(super) level: Option<&'static str>,
    /// What the agency does.
    pub(super) kind: Kind,
    /// Whether its place was made unrecognisable.
    pub(super) anonymised: bool,
    /// Whether it names a place that the gazetteer does not have.
    pub(super) unknown_place: bool,
}

impl AgencyName {
    /// Returns whether this is an agency of the central government.
    pub(super) fn is_national(&self) -> bool {
        let national = |name: &String| {
            ["部", "总局", "署"].iter().any(|form| name.ends_with(form)) || name == "国务院"
        };
        let central = self.head.starts_with("国家") || self.head.starts_with("中国");
        self.places.is_empty()
            && self.level.is_none()
            && !self.anonymised
            && !self.unknown_place
            && (central || self.kind.canonical.iter().any(national))
    }

    /// Returns whether the name says where the agency sits, be it in a hidden or unknown place.
    pub(super) fn is_placed(&self) -> bool {
        !self.places.is_empty() || self.anonymised || self.unknown_place
    }
}

/// The name of an agency found in a text.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The bytes of the text that are the name.
    pub(super) range: Range<usize>,
    /// The name.
    pub(super) name: AgencyName,
}

/// A place found in a text, part of an agency's name or not.
#[derive(Clone, Debug)]
pub(super) struct PlaceMention {
    /// The bytes of the text that are the place.
    pub(super) range: Range<usize>,
    /// What it may mean.
    pub(super) readings: &'static [Named],
    /// Whether it is part of an agency's name.
    pub(super) in_agency: bool,
}

/// What [`scan`] finds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) agencies: Vec<Mention>,
    pub(super) places: Vec<PlaceMention>,
}

/// Words for a level, the longer first.
const LEVELS: [&str; 11] =
    ["自治区", "自治州", "自治县", "自治旗", "省", "市", "县", "区", "州", "旗", "盟"];

/// Names of divisions that are also plain words: 市和县, 城区面貌.
const WORDLIKE: [&str; 13] = [
    "城区",
    "郊区",
    "矿区",
    "东区",
    "西区",
    "和县",
    "单县",
    "成县",
    "随县",
    "新城区",
    "市中区",
    "城中区",
    "城关区",
];

/// What a development zone's name goes on with after the name of its city.
const ZONES: [&str; 16] = [
    "高新",
    "经济",
    "经开",
    "工业",
    "产业",
    "开发区",
    "综合保税",
    "保税",
    "国家",
    "临空",
    "临港",
    "航空",
    "循环",
    "滨海",
    "新区",
    "自由贸易",
];

/// Characters that show that what stands before a level is no name of a place.
const FUNCTION: &str = "在由与和被经向对按为将是的了及从以我各全本现同报请等县市区省委府年月日至据照该其到让给贵两级指示";

/// Characters and letters that hide a name.
fn is_mask(character: char) -> bool {
    matches!(character, '×' | '*' | '某' | '○' | '□' | '_' | '●' | '◯' | '✕' | 'x' | '-')
        || character.is_ascii_uppercase()
}

/// Finds the agencies and places that `text` names.
pub(super) fn scan(text: &str) -> Scan {
    let mut found = Scan::default();
    let mut chain: Vec<Place> = Vec::new();
    let (mut chain_start, mut chain_end) = (0, 0);
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(character) = rest.chars().next() else { break };
        if !is_han(character) {
            at += character.len_utf8();
            continue;
        }
        let chained = chain_end == at && !chain.is_empty();
        let boundary = !text.get(..at).unwrap_or_default().ends_with(is_han);
        if let Some(place) = place_at(rest, chained, boundary) {
            if !chained {
                chain.clear();
                chain_start = at;
            }
            let range = at..at + place.written.len();
            at = range.end;
            chain_end = at;
            found.places.push(PlaceMention { range, readings: place.readings, in_agency: false });
            chain.push(place);
            continue;
        }
        let Some(kind) = kind_at(rest) else {
            at += character.len_utf8();
            continue;
        };
        let end = at + kind.len;
        let mention = complete(text, at, kind, &chain, chain_start..chain_end);
        if !mention.name.places.is_empty() {
            let within = |place: &&mut PlaceMention| place.range.start >= mention.range.start;
            found.places.iter_mut().rev().take_while(within).for_each(|p| p.in_agency = true);
        }
        found.agencies.push(mention);
        chain.clear();
        at = end;
    }
    found
}

/// Adds to the `kind` at byte `at` what stands before it: the chain of places that ends there, a
/// level, a hidden or an unknown place.
fn complete(text: &str, at: usize, kind: Kind, chain: &[Place], span: Range<usize>) -> Mention {
    let end = at + kind.len;
    let before = text.get(..at).unwrap_or_default();
    let name = |places: &[Place], level| AgencyName {
        head: String::new(),
        places: places.to_vec(),
        level,
        kind,
        anonymised: false,
        unknown_place: false,
    };
    if !chain.is_empty() && span.end == at {
        return Mention { range: span.start..end, name: name(chain, None) };
    }
    let Some(level) = LEVELS.iter().find(|level| before.ends_with(**level)) else {
        let central = before.ends_with("国家");
        let start = at - if central { "国家".len() } else { 0 };
        let head = if central { "国家".to_owned() } else { String::new() };
        return Mention { range: start..end, name: AgencyName { head, ..name(&[], None) } };
    };
    let level_start = at - level.len();
    // 元谋县县卫生健康局 says the level twice.
    if !chain.is_empty() && span.end == level_start {
        return Mention { range: span.start..end, name: name(chain, None) };
    }
    let start = masked_start(before);
    if start < level_start {
        let name = AgencyName { anonymised: true, ..name(&[], Some(level)) };
        return Mention { range: start..end, name };
    }
    let start = unknown_place_start(before, level_start);
    let unknown_place = start < level_start;
    Mention { range: start..end, name: AgencyName { unknown_place, ..name(&[], Some(level)) } }
}

/// Returns where the run of hidden places that `before` ends in begins: X省X市X县.
fn masked_start(before: &str) -> usize {
    let mut start = before.len();
    while let Some(rest) = before.get(..start) {
        let Some(bare) = LEVELS.iter().find_map(|level| rest.strip_suffix(level)) else { break };
        let unmasked = bare.trim_end_matches(is_mask);
        // A letter within a word of Latin letters hides nothing.
        if unmasked.len() == bare.len() || bare.len() - unmasked.len() > 12 {
            break;
        }
        start = unmasked.len();
    }
    start
}

/// Returns where a place that the gazetteer does not have begins before the level at
/// `level_start`, or `level_start` where none does: it follows a boundary and holds no function
/// word.
fn unknown_place_start(before: &str, level_start: usize) -> usize {
    let mut start = level_start;
    for (count, character) in
        before.get(..level_start).unwrap_or_default().chars().rev().enumerate()
    {
        if !is_han(character) {
            break;
        }
        if count >= 5 || FUNCTION.contains(character) {
            return level_start;
        }
        start -= character.len_utf8();
    }
    start
}

/// Returns the place that `text` begins with. A short name counts only before an agency's kind or
/// a place; a name that is also a word only in a chain, or at a `boundary` and before a kind.
fn place_at(text: &str, chained: bool, boundary: bool) -> Option<Place> {
    let gazetteer = Gazetteer::shared();
    gazetteer.beginnings(text).find_map(|(name, _)| {
        let readings = gazetteer.named(name);
        let rest = text.get(name.len()..)?;
        // 绍兴市场监管局 is 绍兴 and 市场监管局; 朝阳区域 is no district.
        if (name.ends_with('市') && rest.starts_with('场'))
            || (name.ends_with('区') && rest.starts_with(['域', '划', '间']))
        {
            return None;
        }
        let full = readings.first().is_some_and(|named| named.form != Form::Short);
        let accepted = if full {
            chained || !WORDLIKE.contains(&name) || (boundary && kind_at(rest).is_some())
        } else {
            kind_at(rest).is_some() || begins_with_inner_place(rest, readings)
        };
        accepted.then(|| Place { written: name.to_owned(), readings })
    })
}

/// Returns whether `text` begins with a place in full that lies within one of `outer`.
fn begins_with_inner_place(text: &str, outer: &[Named]) -> bool {
    let gazetteer = Gazetteer::shared();
    gazetteer.beginnings(text).any(|(_, readings)| {
        readings.iter().any(|inner| {
            let within = |outer: &Named| gazetteer.is_within(inner.node, outer.node);
            (inner.form != Form::Short) && outer.iter().any(within)
        })
    })
}

/// What an agency's name may end in.
const ENDINGS: &[&str] = &[
    "局",
    "委员会",
    "委",
    "厅",
    "部",
    "署",
    "办公室",
    "政府办",
    "政府",
    "办事处",
    "管委会",
    "中心",
    "总队",
    "支队",
    "大队",
    "院",
    "社",
    "会",
    "处",
    "所",
    "站",
    "馆",
    "公司",
    "集团",
    "大学",
    "学院",
    "学校",
    "医院",
    "镇",
    "乡",
    "街道",
    "街道办",
    "关",
    "行",
    "海关",
    "法制办",
    "扶贫办",
    "金融办",
    "人防办",
    "外办",
    "侨办",
    "台办",
    "农办",
    "示范区",
    "开发区",
    "新区",
];

/// Words that no agency's name holds.
const NOT_IN_NAMES: &[&str] = &[
    "关于",
    "情况",
    "报告",
    "版权",
    "网站",
    "备案",
    "编辑",
    "来源",
    "如下",
    "我",
    "各",
    "年度",
    "总结",
    "印发",
    "打印",
    "分享",
    "以下",
    "首页",
    "公开目录",
    "附件",
    "联系",
    "电话",
    "地址",
    "贯彻",
    "落实",
];

/// Reads all of `text` as the name of an agency, or of a place alone (静海区), which has an empty
/// kind.
pub(super) fn whole_name(text: &str) -> Option<AgencyName> {
    let text = unsealed(text);
    let length = text.chars().count();
    let plain = |c: char| is_han(c) || is_mask(c) || matches!(c, ' ' | '(' | ')' | '、');
    if !(2..=40).contains(&length)
        || !text.chars().all(plain)
        || NOT_IN_NAMES.iter().any(|word| text.contains(word))
    {
        return None;
    }
    let (head, rest) = split_head(text);
    let mut name = AgencyName {
        head,
        places: Vec::new(),
        level: None,
        kind: Kind { len: 0, canonical: Vec::new() },
        anonymised: false,
        unknown_place: false,
    };
    let rest = take_places(rest, &mut name);
    name.kind = Kind { len: rest.len(), canonical: canonical_rest(rest) };
    if rest.is_empty() {
        return name.is_placed().then_some(name);
    }
    let ends_well = ENDINGS.iter().any(|ending| rest.ends_with(ending));
    if !ends_well || rest.chars().count() < 2 && rest != "委" {
        return None;
    }
    let covered = kind_at(rest).is_some_and(|kind| kind.len == rest.len());
    if !name.is_placed() && name.level.is_none() && name.head.is_empty() && !covered {
        let stem = rest.char_indices().nth_back(1).map_or(0, |(at, _)| at);
        let stem = rest.get(..stem).unwrap_or_default();
        name.unknown_place = stem.contains(['县', '市', '区', '镇', '乡', '州', '旗', '省']);
    }
    Some(name)
}

/// Returns `text` without blanks around it and without the mark for a seal.
pub(super) fn unsealed(text: &str) -> &str {
    let text = text.trim();
    let seals = ["(盖章)", "(章)", "(公章)", "(印章)"];
    seals.iter().fold(text, |text, seal| text.strip_suffix(seal).unwrap_or(text)).trim_end()
}

/// Splits off what stands before the places: 中共, and the central agency that a local branch is
/// named after (国家税务总局卢氏县税务局).
fn split_head(text: &str) -> (String, &str) {
    for party in ["中国共产党", "中共"] {
        if let Some(rest) = text.strip_prefix(party) {
            return (party.to_owned(), rest);
        }
    }
    if !["国家", "中国", "中华"].iter().any(|central| text.starts_with(central)) {
        return (String::new(), text);
    }
    let place = scan(text).places.first().map(|place| place.range.start);
    let start = place.unwrap_or("国家".len());
    (text.get(..start).unwrap_or_default().to_owned(), text.get(start..).unwrap_or_default())
}

/// Takes the places, hidden places and bare levels that `text` begins with; returns the rest.
fn take_places<'t>(mut text: &'t str, name: &mut AgencyName) -> &'t str {
    loop {
        text = text.trim_start();
        if let Some(place) = place_at(text, true, true).or_else(|| city_of_zone(text)) {
            text = text.get(place.written.len()..).unwrap_or_default();
            name.places.push(place);
            continue;
        }
        let bare = text.trim_start_matches(is_mask);
        let level = LEVELS.iter().find(|level| bare.starts_with(**level));
        match level {
            Some(level) if bare.len() < text.len() => {
                name.anonymised = true;
                name.level = Some(level);
                text = bare.get(level.len()..).unwrap_or_default();
            }
            _ => break,
        }
    }
    let Some(level) = LEVELS.iter().find(|level| text.starts_with(**level)) else { return text };
    let after = text.get(level.len()..).unwrap_or_default();
    if kind_at(text).is_some() || kind_at(after).is_none() {
        return text;
    }
    if !name.is_placed() {
        name.level = Some(level);
    }
    after
}

/// Returns the city in short that the name of a development zone begins with: 成都高新….
fn city_of_zone(text: &str) -> Option<Place> {
    let gazetteer = Gazetteer::shared();
    let (name, _) = gazetteer.beginnings(text).next()?;
    let rest = text.get(name.len()..)?;
    let zone = ZONES.iter().any(|zone| rest.starts_with(zone));
    zone.then(|| Place { written: name.to_owned(), readings: gazetteer.named(name) })
}

/// Writes out what stands after the places of a whole name.
fn canonical_rest(rest: &str) -> Vec<String> {
    for (written, full) in [("街道", "街道办事处"), ("街道办", "街道办事处")] {
        if let Some(stem) = rest.strip_suffix(written) {
            return vec![format!("{stem}{full}")];
        }
    }
    if rest.ends_with(['镇', '乡']) {
        return vec![format!("{rest}人民政府")];
    }
    if rest == "委" {
        return vec!["委员会".to_owned()];
    }
    let covering = rest.char_indices().find_map(|(at, _)| {
        let kind = kind_at(rest.get(at..)?)?;
        (at + kind.len == rest.len()).then_some((at, kind))
    });
    let Some((at, kind)) = covering else { return vec![rest.to_owned()] };
    let stem = rest.get(..at).unwrap_or_default();
    kind.canonical.iter().map(|full| format!("{stem}{full}")).collect()
}

/// Returns whether the division `node` is of the level a report calls 市, 县 or 区.
pub(super) fn fits_level(node: NodeId, level: &str) -> bool {
    let name = Gazetteer::shared().node(node).name;
    match level {
        "县" => name.ends_with('县'),
        "区" => name.ends_with('区') && !name.ends_with("地区") && !name.ends_with("自治区"),
        "州" => name.ends_with("自治州"),
        "旗" => name.ends_with('旗'),
        level => name.ends_with(level),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        scan(text)
            .agencies
            .iter()
            .map(|mention| {
                let places: Vec<&str> =
                    mention.name.places.iter().map(|place| place.written.as_str()).collect();
                let masked = if mention.name.anonymised { "?" } else { "" };
                let level = mention.name.level.unwrap_or("");
                format!("{masked}{}|{level}|{}", places.join(">"), mention.name.kind.full(""))
            })
            .collect()
    }

    #[test]
    fn agencies_are_found_in_running_text() {
        for (text, expected) in [
            ("2023年,卢氏县卫健委认真落实", vec!["卢氏县||卫生健康委员会"]),
            ("现将重庆市巴南区司法局情况报告", vec!["重庆市>巴南区||司法局"]),
            ("元谋县县卫生健康局", vec!["元谋县||卫生健康局"]),
            ("市市场监管局与县财政局", vec!["|市|市场监督管理局", "|县|财政局"]),
            ("绍兴市场监管局", vec!["绍兴||市场监督管理局"]),
            ("《X县教育局方案》", vec!["?|县|教育局"]),
            ("酉阳卫健委", vec!["酉阳||卫生健康委员会"]),
            ("我市和县财政局", vec!["|县|财政局"]),
            ("加强和平教育,建设新城区面貌", vec![]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_are_read_as_names_of_any_kind() {
        for (text, places, canonical) in [
            ("重庆市巴南区卫生健康委员会", "重庆市>巴南区", "卫生健康委员会"),
            ("国家税务总局卢氏县税务局", "卢氏县", "税务局"),
            ("成都高新技术产业开发区管委会", "成都", "高新技术产业开发区管理委员会"),
            ("巴南区李家沱街道", "巴南区", "李家沱街道办事处"),
            ("卢氏县东明镇政府", "卢氏县", "东明镇人民政府"),
            ("卢氏县机关事务服务中心(盖章)", "卢氏县", "机关事务服务中心"),
            ("赵县人民政府", "赵县", "人民政府"),
            ("和平镇人民政府", "", "和平镇人民政府"),
            ("水利部", "", "水利部"),
            ("云岭县卫健局", "", "云岭县卫生健康局"),
            ("静海区", "静海区", ""),
        ] {
            let name = whole_name(text).unwrap_or_else(|| panic!("{text} is no name"));
            let found: Vec<&str> = name.places.iter().map(|place| &*place.written).collect();
            assert_eq!(
                (found.join(">").as_str(), name.kind.full("")),
                (places, canonical),
                "{text}"
            );
        }
        for text in ["现将情况报告", "一、总体情况", "2023年", "市委、市政府:", "责任编辑"]
        {
            assert!(whole_name(text).is_none(), "{text}");
        }
    }

    #[test]
    fn hidden_and_unknown_places_are_told_from_bare_levels() {
        for (text, anonymised, unknown) in [
            ("XX市XX区卫生健康局", true, false),
            ("某县财政局", true, false),
            ("云岭县财政局", false, true),
            ("县财政局", false, false),
        ] {
            let line = whole_name(text).unwrap();
            assert_eq!((line.anonymised, line.unknown_place), (anonymised, unknown), "{text}");
            let found = scan(text);
            let mention = &found.agencies[0];
            assert_eq!(mention.name.anonymised, anonymised, "{text}");
            assert_eq!(mention.name.unknown_place, unknown, "{text}");
            assert_eq!(mention.range, 0..text.len(), "{text}");
        }
    }
}
