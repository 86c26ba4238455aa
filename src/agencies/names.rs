//! Names of agencies: where they stand in a text and what they are made of.
//!
//! A name is a chain of places (重庆市巴南区), or a bare level (区, 市), and a office
//! (卫生健康委员会). In running text only known offices are found; `whole` reads lines and the
//! beginnings of titles, where an agency may be of any kind.

use std::ops::Range;

use super::offices::{Office, office_at};
use crate::gazetteer::{Form, Gazetteer, Named, NodeId};

/// A place as a name writes it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) written: String,
    pub(crate) readings: &'static [Named],
}

/// An agency's name, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct AgencyName {
    /// What stands before the places: 中共, 国家税务总局.
    pub(crate) head: String,
    /// The places, the largest first.
    pub(crate) places: Vec<Place>,
    /// The level where no place is named: 县 in 县卫健局.
    pub(crate) level: Option<&'static str>,
    /// What the agency does.
    pub(crate) office: Office,
    /// Whether its place was made unrecognisable.
    pub(crate) anonymised: bool,
    /// Whether it names a place that the gazetteer does not have.
    pub(crate) unknown_place: bool,
}

impl AgencyName {
    /// Returns whether this is an agency of the central government.
    pub(crate) fn is_national(&self) -> bool {
        let national = |name: &String| {
            ["部", "总局", "署"].iter().any(|form| name.ends_with(form)) || name == "国务院"
        };
        let central = self.head.starts_with("国家") || self.head.starts_with("中国");
        self.places.is_empty()
            && self.level.is_none()
            && !self.anonymised
            && !self.unknown_place
            && (central || self.office.canonical.iter().any(national))
    }

    /// Returns whether the name says where the agency sits, be it in a hidden or unknown place.
    pub(crate) fn is_placed(&self) -> bool {
        !self.places.is_empty() || self.anonymised || self.unknown_place
    }
}

/// The name of an agency found in a text.
#[derive(Clone, Debug)]
pub(crate) struct AgencyMention {
    /// The bytes of the text that are the name.
    pub(crate) range: Range<usize>,
    /// The name.
    pub(crate) name: AgencyName,
}

/// A place found in a text, part of an agency's name or not.
#[derive(Clone, Debug)]
pub(crate) struct PlaceMention {
    /// The bytes of the text that are the place.
    pub(crate) range: Range<usize>,
    /// What it may mean.
    pub(crate) readings: &'static [Named],
    /// Whether it is part of an agency's name.
    pub(crate) in_agency: bool,
}

/// What [`find_names`] finds.
#[derive(Debug, Default)]
pub(crate) struct FoundNames {
    pub(crate) agencies: Vec<AgencyMention>,
    pub(crate) places: Vec<PlaceMention>,
}

/// Words for a level, the longer first.
pub(crate) const LEVELS: [&str; 11] =
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

/// Characters that show that what stands before a level is no name of a place.
const FUNCTION: &str = "在由与和被经向对按为将是的了及从以我各全本现同报请等县市区省委府年月日至据照该其到让给贵两级指示";

/// Returns whether `character` is a Chinese character.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '〇' | '\u{20000}'..='\u{3ffff}')
}

/// Characters and letters that hide a name.
pub(crate) fn is_mask(character: char) -> bool {
    matches!(character, '×' | '*' | '某' | '○' | '□' | '_' | '●' | '◯' | '✕' | 'x' | '-')
        || character.is_ascii_uppercase()
}

/// Finds the agencies and places that `text` names.
pub(crate) fn find_names(text: &str) -> FoundNames {
    let mut found = FoundNames::default();
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
        let before = text.get(..at).unwrap_or_default();
        let stands = if chained { Before::Place } else { Before::of(before) };
        if let Some(place) = place_at(rest, stands) {
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
        // 法治政府 is no government.
        let is_goal = before.ends_with("法治") || before.ends_with("法制");
        let Some(office) = office_at(rest).filter(|office| !is_goal || !office.is_government())
        else {
            at += character.len_utf8();
            continue;
        };
        let end = at + office.len;
        let mention = complete(text, at, office, &chain, chain_start..chain_end);
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

/// Adds to the `office` at byte `at` what stands before it: the chain of places that ends there, a
/// level, a hidden or an unknown place.
fn complete(
    text: &str,
    at: usize,
    office: Office,
    chain: &[Place],
    span: Range<usize>,
) -> AgencyMention {
    let end = at + office.len;
    let before = text.get(..at).unwrap_or_default();
    let name = |places: &[Place], level| AgencyName {
        head: String::new(),
        places: places.to_vec(),
        level,
        office,
        anonymised: false,
        unknown_place: false,
    };
    if !chain.is_empty() && span.end == at {
        return AgencyMention { range: span.start..end, name: name(chain, None) };
    }
    let Some(level) = LEVELS.iter().find(|level| before.ends_with(**level)) else {
        let central = before.ends_with("国家");
        let start = at - if central { "国家".len() } else { 0 };
        let head = if central { "国家".to_owned() } else { String::new() };
        return AgencyMention { range: start..end, name: AgencyName { head, ..name(&[], None) } };
    };
    let level_start = at - level.len();
    // 元谋县县卫生健康局 says the level twice.
    if !chain.is_empty() && span.end == level_start {
        return AgencyMention { range: span.start..end, name: name(chain, None) };
    }
    let start = masked_start(before);
    if start < level_start {
        let name = AgencyName { anonymised: true, ..name(&[], Some(level)) };
        return AgencyMention { range: start..end, name };
    }
    let start = unknown_place_start(before, level_start);
    let unknown_place = start < level_start;
    AgencyMention {
        range: start..end,
        name: AgencyName { unknown_place, ..name(&[], Some(level)) },
    }
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

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// Another place, of which this one is a part.
    Place,
    /// Nothing, or no Chinese character.
    Edge,
    /// A word that leads to a name: 现将赵县, 关于赵县.
    Lead,
    /// Any other character: 召开县政府会议 is not in 开县.
    Word,
}

impl Before {
    fn of(text: &str) -> Self {
        match text.chars().next_back() {
            Some(last) if "将由在于与向从让据是送".contains(last) => Self::Lead,
            Some(last) if is_han(last) => Self::Word,
            _ => Self::Edge,
        }
    }
}

/// Characters of the shortest names of counties. The first of them ends many words: 示范县, 健康县,
/// 传达县委.
const SHORTEST: usize = 2;

/// Returns the place that `text` begins with, by what stands `before` it. A short name counts only
/// before an agency's office or a place; a name of two characters not within a word; a name that is
/// also a word only as part of a place, or at an edge and before a office.
pub(crate) fn place_at(text: &str, before: Before) -> Option<Place> {
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
            match before {
                Before::Place => true,
                _ if WORDLIKE.contains(&name) => {
                    before == Before::Edge && office_at(rest).is_some()
                }
                Before::Word => name.chars().count() > SHORTEST,
                Before::Edge | Before::Lead => true,
            }
        } else {
            office_at(rest).is_some() || begins_with_inner_place(rest, readings)
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

/// Returns whether the division `node` is of the level a report calls 市, 县 or 区.
pub(crate) fn fits_level(node: NodeId, level: &str) -> bool {
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
        find_names(text)
            .agencies
            .iter()
            .map(|mention| {
                let places: Vec<&str> =
                    mention.name.places.iter().map(|place| place.written.as_str()).collect();
                let masked = if mention.name.anonymised { "?" } else { "" };
                let level = mention.name.level.unwrap_or("");
                format!("{masked}{}|{level}|{}", places.join(">"), mention.name.office.full(&[]))
            })
            .collect()
    }

    #[test]
    fn names_of_two_characters_are_not_found_within_words() {
        for (text, expected) in [
            ("2022年,赵县坚持学习", "赵县"),
            ("河北省赵县", "河北省 赵县"),
            ("关于赵县的情况", "赵县"),
            ("召开县委会议,传达县委精神,建设健康县城,争创示范县,办理县长信箱", ""),
        ] {
            let found = find_names(text).places;
            let names: Vec<&str> =
                found.iter().filter_map(|it| text.get(it.range.clone())).collect();
            assert_eq!(names.join(" "), expected, "{text}");
        }
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
            ("召开县政府会议", vec!["|县|人民政府"]),
            ("现将赵县财政局", vec!["赵县||财政局"]),
            ("建设法治政府,传达县委精神", vec![]),
            ("加强和平教育,建设新城区面貌", vec![]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
