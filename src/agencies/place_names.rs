//! Names of places in running text, as distinct from words that contain them.

use super::agency_name::Place;
use super::offices::office_at;
use crate::gazetteer::{Form, Gazetteer, Named};
use crate::text::is_han;

/// Names of divisions that are also plain words: 市和县, 城区面貌.
const WORDLIKE: &str = "城区 郊区 矿区 东区 西区 和县 单县 成县 随县 新城区 市中区 城中区 城关区";

/// What precedes a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Another place, of which this one is a part.
    Place,
    /// Nothing, or not a Chinese character.
    Edge,
    /// A word that leads to a name: 现将赵县, 关于赵县.
    Lead,
    /// Any other character: 召开县政府会议 is not about 开县.
    Word,
}

impl Before {
    /// Returns what the end of `text` is to a name that follows it.
    pub(super) fn at_end_of(text: &str) -> Self {
        match text.chars().next_back() {
            Some(last) if "将由在于与向从让据是送".contains(last) => Self::Lead,
            Some(last) if is_han(last) => Self::Word,
            _ => Self::Edge,
        }
    }
}

/// The length in characters of the shortest names of counties. Their first character ends many
/// words: 示范县, 健康县, 传达县委.
const SHORTEST: usize = 2;

/// Returns the place that `text` begins with, given what precedes it.
///
/// A short name (卢氏) counts only before an office or a place within it. A name of two characters
/// does not count within a word. A name that is also a word counts only as part of a place, or at
/// an edge before an office.
pub(super) fn place_at(text: &str, before: Before) -> Option<Place> {
    let gazetteer = Gazetteer::shared();
    gazetteer.beginnings(text).find_map(|(name, _)| {
        let readings = gazetteer.named(name);
        let rest = text.get(name.len()..)?;
        // 绍兴市场监管局 is 绍兴 and 市场监管局; 朝阳区域 is not a district.
        if (name.ends_with('市') && rest.starts_with('场'))
            || (name.ends_with('区') && rest.starts_with(['域', '划', '间']))
        {
            return None;
        }
        let is_full = readings.first().is_some_and(|named| named.form != Form::Short);
        let accepted = if is_full {
            match before {
                Before::Place => true,
                _ if is_wordlike(name) => before == Before::Edge && office_at(rest).is_some(),
                Before::Word => name.chars().count() > SHORTEST,
                Before::Edge | Before::Lead => true,
            }
        } else {
            office_at(rest).is_some() || begins_with_inner_place(rest, readings)
        };
        accepted.then(|| Place { written: name.to_owned(), readings })
    })
}

fn is_wordlike(name: &str) -> bool {
    WORDLIKE.split(' ').any(|word| word == name)
}

/// Returns whether `text` begins with the full name of a place within one of `outer`.
fn begins_with_inner_place(text: &str, outer: &[Named]) -> bool {
    let gazetteer = Gazetteer::shared();
    gazetteer.beginnings(text).any(|(_, readings)| {
        let mut full = readings.iter().filter(|inner| inner.form != Form::Short);
        full.any(|inner| outer.iter().any(|outer| gazetteer.is_within(inner.node, outer.node)))
    })
}
