//! Names of divisions that are like one that nobody knows: a wrong character, a name of another level,
//! a name in pinyin.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::gazetteer::{Gazetteer, spellings};
use crate::index::{FacetField, IndexReader};
use crate::query::ConditionKey;
use crate::report::{Language, Level, Region};
use crate::search::find::map_values;
use crate::text::Folded;

/// The most names in a hint.
const MOST: usize = 3;

/// What the names of divisions end with. Two names are not alike because they are both of counties.
const KINDS: [char; 8] = ['省', '市', '县', '区', '旗', '盟', '州', '地'];

/// Returns the names of the divisions that are most like `name`: those that reports are from before
/// others, each as it is typed for a division of `level`.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(super) fn nearest_divisions(
    reader: &IndexReader,
    name: &str,
    level: Option<Level>,
) -> Result<Vec<String>> {
    let wanted = Folded::new(name).text;
    let mut found: Vec<(u32, bool, bool, String)> = Vec::new();
    let held = held_divisions(reader)?;
    let gazetteer = Gazetteer::shared();
    let known = gazetteer.nodes().map(|id| {
        let node = gazetteer.node(id);
        let in_letters = spellings(node).contains(&wanted);
        (node.level, node.name.to_owned(), in_letters)
    });
    let of_reports = held.iter().map(|(level, name)| (*level, name.clone(), false));
    for (of, division, in_letters) in of_reports.chain(known) {
        let is_held = held.contains(&(of, division.clone()));
        let distance = if in_letters { Some(0) } else { distance(&wanted, &division) };
        // One different character is much of a short name, so that only names at hand are meant.
        let Some(distance) = distance.filter(|&it| it == 0 || is_held) else { continue };
        let is_other = level.is_some_and(|level| level != of);
        let typed = if is_other {
            let field = ConditionKey::from(of).label(Language::Chinese);
            format!("{field}:{division}")
        } else {
            division
        };
        found.push((distance, is_other, !is_held, typed));
    }
    found.sort();
    found.dedup();
    let least = found.first().map(|(distance, ..)| *distance);
    found.retain(|(distance, ..)| Some(*distance) == least);
    found.truncate(MOST);
    Ok(found.into_iter().map(|(.., typed)| typed).collect())
}

/// Returns the divisions that reports are from, with those above them.
fn held_divisions(reader: &IndexReader) -> Result<BTreeSet<(Level, String)>> {
    let mut held = BTreeSet::new();
    reader.guard(|| {
        for segment in reader.segments() {
            map_values(segment.facet(FacetField::Region)?, |value| {
                let region = Region::from_key(value);
                held.extend(region.divisions().map(|it| (it.level(), it.name.clone())));
            })?;
        }
        Ok(())
    })?;
    Ok(held)
}

/// Returns how far a name is from that of a division: 0 if it is its beginning, or both are the same but
/// for what kind of division they say; 1 if one character is different, missing or too many, or if more
/// follows the name of the division. `None` if they are not alike.
fn distance(wanted: &str, division: &str) -> Option<u32> {
    let division = Folded::new(division).text;
    let is_longer = wanted.starts_with(&division);
    let (wanted, name): (Vec<char>, Vec<char>) = (stem(wanted), stem(&division));
    if wanted.len() < 2 || name.len() < 2 {
        return None;
    }
    if name.starts_with(&wanted) {
        return Some(0);
    }
    if is_longer {
        return Some(1);
    }
    let same_before = wanted.iter().zip(&name).take_while(|(a, b)| a == b).count();
    let behind = wanted.iter().rev().zip(name.iter().rev());
    let same_behind = behind.take_while(|(a, b)| a == b).count();
    let (longer, shorter) = (wanted.len().max(name.len()), wanted.len().min(name.len()));
    let is_one_off = same_before + same_behind + 1 >= longer && shorter + 1 >= longer;
    is_one_off.then_some(1)
}

/// Returns the characters of a name without that of its kind.
fn stem(name: &str) -> Vec<char> {
    let mut characters: Vec<char> = name.chars().collect();
    if characters.len() > 2 && characters.last().is_some_and(|last| KINDS.contains(last)) {
        characters.pop();
    }
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_if_one_character_differs() {
        for (wanted, division, expected) in [
            ("卢氏", "卢氏县", Some(0)),
            ("卢氏区", "卢氏县", Some(0)),
            ("泸氏县", "卢氏县", Some(1)),
            ("三门峡市陕州区", "三门峡市", Some(1)),
            ("三门山市", "三门峡市", Some(1)),
            ("三门山市", "三门县", Some(1)),
            ("西阳县", "酉阳土家族苗族自治县", None),
            ("酉阳", "酉阳土家族苗族自治县", Some(0)),
            ("酉阳土家族自治县", "酉阳土家族苗族自治县", None),
            ("火星", "卢氏县", None),
            ("县", "卢氏县", None),
            ("红河县", "北河县", Some(1)),
        ] {
            assert_eq!(distance(wanted, division), expected, "{wanted} {division}");
        }
    }
}
