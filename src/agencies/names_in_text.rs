//! Names of agencies and places in running text.
//!
//! A name is a chain of places (重庆市巴南区), or a bare level (区, 市), and an office
//! (卫生健康委员会). Only known offices are found in running text; `name_line` reads lines and the
//! beginnings of titles, where an agency may be of any kind.

use std::ops::Range;

use super::agency_name::{AgencyName, Place, is_mask};
use super::level_word::LevelWord;
use super::offices::{Office, office_at};
use super::place_names::{Before, place_at};
use super::unknown_place::unknown_place_start;
use crate::gazetteer::Named;
use crate::text::is_han;

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

/// The agencies and the places that a text names, in its order.
#[derive(Debug, Default)]
pub(crate) struct FoundNames {
    pub(crate) agencies: Vec<AgencyMention>,
    pub(crate) places: Vec<PlaceMention>,
}

/// Finds the agencies and places that `text` names.
pub(crate) fn find_names(text: &str) -> FoundNames {
    let mut found = FoundNames::default();
    let mut chain = Chain::default();
    let mut at = 0;
    while let Some((before, rest)) = text.split_at_checked(at) {
        let Some(character) = rest.chars().next() else { break };
        if !is_han(character) {
            at += character.len_utf8();
            continue;
        }
        let is_chained = chain.ends_at(at);
        let context = if is_chained { Before::Place } else { Before::at_end_of(before) };
        if let Some(place) = place_at(rest, context) {
            let range = at..at + place.written.len();
            at = range.end;
            let readings = place.readings;
            chain.add(place, &range, is_chained);
            found.places.push(PlaceMention { range, readings, in_agency: false });
            continue;
        }
        // 法治政府 is a goal and not a government.
        let is_goal = before.ends_with("法治") || before.ends_with("法制");
        let office = office_at(rest).filter(|office| !(is_goal && office.is_government()));
        let Some(office) = office else {
            at += character.len_utf8();
            continue;
        };
        let end = at + office.len;
        let mention = chain.complete(text, at, office);
        if !mention.name.places.is_empty() {
            let is_inside = |place: &&mut PlaceMention| place.range.start >= mention.range.start;
            let inside = found.places.iter_mut().rev().take_while(is_inside);
            inside.for_each(|place| place.in_agency = true);
        }
        found.agencies.push(mention);
        chain.places.clear();
        at = end;
    }
    found
}

/// Places that follow one another without a gap: 重庆市巴南区.
#[derive(Default)]
struct Chain {
    places: Vec<Place>,
    /// The bytes of the text that are the chain.
    range: Range<usize>,
}

impl Chain {
    /// Returns whether there is a chain that ends at byte `at`.
    fn ends_at(&self, at: usize) -> bool {
        !self.places.is_empty() && self.range.end == at
    }

    /// Adds the place at `range`, to this chain or to a new one.
    fn add(&mut self, place: Place, range: &Range<usize>, is_chained: bool) {
        if !is_chained {
            self.places.clear();
            self.range.start = range.start;
        }
        self.range.end = range.end;
        self.places.push(place);
    }

    /// Adds to `office`, at byte `at` of `text`, what precedes it: the chain of places that ends
    /// there, a level, or a hidden or unknown place.
    fn complete(&self, text: &str, at: usize, office: Office) -> AgencyMention {
        let (before, _) = text.split_at(at);
        let end = at + office.len;
        let name = AgencyName::bare(office);
        if self.ends_at(at) {
            return self.mention(end, name);
        }
        let Some(level) = LevelWord::ending(before) else {
            let central = "国家";
            if before.ends_with(central) {
                let name = AgencyName { head: central.to_owned(), ..name };
                return AgencyMention { range: at - central.len()..end, name };
            }
            return AgencyMention { range: at..end, name };
        };
        let level_start = at - level.as_str().len();
        // 元谋县县卫生健康局 says the level twice.
        if self.ends_at(level_start) {
            return self.mention(end, name);
        }
        let name = AgencyName { level: Some(level), ..name };
        let start = masked_start(before);
        if start < level_start {
            return AgencyMention {
                range: start..end,
                name: AgencyName { anonymised: true, ..name },
            };
        }
        let start = unknown_place_start(text, &(level_start..at));
        let unknown_place = start < level_start;
        AgencyMention { range: start..end, name: AgencyName { unknown_place, ..name } }
    }

    /// Returns the mention of `name`, which ends at byte `end`, with the places of this chain.
    fn mention(&self, end: usize, name: AgencyName) -> AgencyMention {
        let name = AgencyName { places: self.places.clone(), ..name };
        AgencyMention { range: self.range.start..end, name }
    }
}

/// The most bytes that hide the name of one place: four characters of three bytes.
const LONGEST_MASK: usize = 12;

/// Returns where the run of hidden places that `before` ends in begins: X省X市X县.
fn masked_start(before: &str) -> usize {
    let mut start = before.len();
    while let Some(rest) = before.get(..start) {
        let Some(level) = LevelWord::ending(rest) else { break };
        let bare = rest.strip_suffix(level.as_str()).unwrap_or(rest);
        let unmasked = bare.trim_end_matches(is_mask);
        if unmasked.len() == bare.len() || bare.len() - unmasked.len() > LONGEST_MASK {
            break;
        }
        start = unmasked.len();
    }
    start
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
                let level = mention.name.level.map_or("", LevelWord::as_str);
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
