//! Divisions as people type them: in pinyin, as initials, and provinces in one character.
//!
//! What is typed so may mean several divisions. All of them are returned, with how surely each is
//! spelt: who holds reports knows which are at hand.

use super::host::spellings;
use super::node::{Named, Node, NodeId};
use super::resolver::best_readings;
use super::table::Gazetteer;
use crate::report::Level;
use crate::text::{Folded, Letters, Spelling};

/// The provinces in one character, as licence plates and newspapers name them, with their codes. Some
/// have two.
const PROVINCES: &str = "京110000 津120000 冀130000 晋140000 蒙150000 辽210000 吉220000 黑230000 沪310000 \
苏320000 浙330000 皖340000 闽350000 赣360000 鲁370000 豫410000 鄂420000 湘430000 粤440000 桂450000 琼460000 \
渝500000 川510000 蜀510000 贵520000 黔520000 云530000 滇530000 藏540000 陕610000 秦610000 甘620000 陇620000 \
青630000 宁640000 新650000 台710000 港810000 澳820000";

/// Readings of names beside those of the table: 陕西 is written shaanxi to distinguish it from 山西, and
/// read shanxi. The table is for hosts, where it is never written so.
const OTHER_READINGS: [(&str, &str); 1] = [("610000", "shan'xi")];

/// The most names in a chain of names: a province, a prefecture and a county.
const LONGEST_CHAIN: usize = 4;

/// Returns the divisions that `text` may mean if it is typed in pinyin, as initials, or begins with a
/// province in one character; each once, the surest first. Names can stand behind each other, from the
/// largest down: `cq youyang`, `cqyy`, `渝酉阳`.
#[must_use]
pub(crate) fn typed_divisions(text: &str) -> Vec<(Spelling, NodeId)> {
    let pieces = pieces(text);
    let is_short = |piece: &String| Letters::read(piece).is_some() || province_in(piece).is_some();
    if pieces.len() > LONGEST_CHAIN || !pieces.iter().any(is_short) {
        return Vec::new();
    }
    let mut found = match Letters::read(text) {
        Some(letters) => spelt(&letters),
        None => Vec::new(),
    };
    if found.is_empty() {
        let readings: Vec<_> = pieces.iter().map(|piece| readings_of(piece)).collect();
        found = innermost(&readings);
    }
    // Names without anything between them.
    if let (true, [piece]) = (found.is_empty(), pieces.as_slice())
        && let Some(letters) = Letters::read(piece)
    {
        let is_outer = |(spelling, node): &(Spelling, NodeId)| {
            let level = Gazetteer::shared().node(*node).level;
            matches!(spelling, Spelling::Pinyin | Spelling::Initials) && level < Level::County
        };
        for (before, own) in letters.splits() {
            let outer: Vec<_> = spelt(&before).into_iter().filter(is_outer).collect();
            if !outer.is_empty() {
                found.extend(innermost(&[outer, spelt(&own)]));
            }
        }
    }
    found.sort_unstable();
    let mut seen = std::collections::HashSet::new();
    found.retain(|(_, node)| seen.insert(*node));
    found
}

/// Returns the province that a character means by itself.
#[must_use]
pub(crate) fn province_in(text: &str) -> Option<NodeId> {
    let mut characters = text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return None };
    let code = PROVINCES.split(' ').find_map(|it| it.strip_prefix(character))?;
    Gazetteer::shared().by_code(code)
}

/// Returns the readings of the characters at the beginning of `name`, if it begins with the name of a
/// division.
#[must_use]
pub(crate) fn place_readings(name: &str) -> Vec<&'static str> {
    let gazetteer = Gazetteer::shared();
    let Some((_, named)) = gazetteer.beginnings(name).next() else { return Vec::new() };
    let node = named.first().map(|named| gazetteer.node(named.node));
    node.and_then(|node| usual_readings(node).into_iter().next()).unwrap_or_default()
}

/// Splits names at what stands between them, between letters and other characters, and behind a
/// province in one character.
fn pieces(text: &str) -> Vec<String> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '/' | '›' | '>' | '·');
    let mut pieces: Vec<String> = Vec::new();
    for part in text.split(is_separator).filter(|part| !part.is_empty()) {
        let mut was_letter = None;
        for character in part.chars() {
            let is_letter = Some(Letters::read(character.encode_utf8(&mut [0; 4])).is_some());
            let is_mark = !character.is_alphabetic();
            match pieces.last_mut() {
                Some(piece) if was_letter.is_some() && (is_mark || was_letter == is_letter) => {
                    piece.push(character);
                }
                _ => pieces.push(character.to_string()),
            }
            was_letter = if is_mark && was_letter.is_some() { was_letter } else { is_letter };
        }
    }
    let split = |piece: String| {
        let piece = if piece.is_ascii() { piece } else { Folded::new(&piece).text };
        let first = piece.chars().next().map_or(0, char::len_utf8);
        let (before, own) = piece.split_at(first);
        let gazetteer = Gazetteer::shared();
        let is_chain = gazetteer.named(&piece).is_empty()
            && province_in(before).is_some()
            && !gazetteer.named(own).is_empty();
        if is_chain { vec![before.to_owned(), own.to_owned()] } else { vec![piece] }
    };
    pieces.into_iter().flat_map(split).collect()
}

/// Returns the divisions that one of several names may mean.
fn readings_of(piece: &str) -> Vec<(Spelling, NodeId)> {
    if let Some(letters) = Letters::read(piece) {
        return spelt(&letters);
    }
    let named = Gazetteer::shared().named(piece).iter().map(|named| named.node);
    named.chain(province_in(piece)).map(|node| (Spelling::Pinyin, node)).collect()
}

/// Returns the readings of the last of several names that lie within divisions of all those before it,
/// each as surely as the least sure of its names.
fn innermost(names: &[Vec<(Spelling, NodeId)>]) -> Vec<(Spelling, NodeId)> {
    let gazetteer = Gazetteer::shared();
    let Some((last, before)) = names.split_last() else { return Vec::new() };
    let mut found = Vec::new();
    for &(own, node) in last {
        let outer = before.iter().map(|outer| {
            let around = outer.iter().filter(|(_, outer)| gazetteer.is_within(node, *outer));
            around.map(|(spelling, _)| *spelling).min()
        });
        if let Some(outer) = outer.collect::<Option<Vec<Spelling>>>() {
            found.push((outer.into_iter().fold(own, Spelling::max), node));
        }
    }
    found
}

/// Returns the divisions that letters spell, by any of their names. Of divisions that share a name those
/// remain that it means by itself: hebei is the province.
fn spelt(letters: &Letters) -> Vec<(Spelling, NodeId)> {
    let gazetteer = Gazetteer::shared();
    let mut found = Vec::new();
    for (name, readings) in gazetteer.names() {
        let of_table = |named: &Named| letters.may_begin_like(gazetteer.node(named.node).pinyin);
        if !letters.may_begin(name) && !readings.iter().any(of_table) {
            continue;
        }
        for node in best_readings(readings) {
            let usual = usual_readings(gazetteer.node(node)).into_iter();
            let spelling = usual.filter_map(|usual| letters.spelling(name, &usual)).min();
            found.extend(spelling.map(|spelling| (spelling, node)));
        }
    }
    // Names in other languages, of a city and not of a county within it: urumqi.
    let is_named = |id: &NodeId| {
        let node = gazetteer.node(*id);
        node.pinyin.contains(' ') && spellings(node).iter().any(|it| it == letters.as_str())
    };
    let named: Vec<NodeId> = gazetteer.nodes().filter(is_named).collect();
    let is_outer = |id: &&NodeId| !named.iter().any(|outer| gazetteer.is_within(**id, *outer));
    found.extend(named.iter().filter(is_outer).map(|id| (Spelling::Pinyin, *id)));
    found
}

/// Returns the readings of the short name of a division, syllable by syllable, one list for each way to
/// read it; one empty list if the table has none.
fn usual_readings(node: &Node) -> Vec<Vec<&'static str>> {
    let characters = node.name.chars().count();
    let others = OTHER_READINGS.iter().filter(|(code, _)| *code == node.code).map(|it| it.1);
    let all = node.pinyin.split_whitespace().chain(others);
    let all = all.map(|reading| reading.split('\'').collect::<Vec<_>>());
    let all: Vec<Vec<&str>> =
        all.filter(|syllables| (2..=characters).contains(&syllables.len())).collect();
    if all.is_empty() { vec![Vec::new()] } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the regions of what is spelt most surely.
    fn surest(text: &str) -> String {
        let found = typed_divisions(text);
        let best = found.first().map(|(spelling, _)| *spelling);
        let best = found.iter().filter(|(spelling, _)| Some(*spelling) == best);
        let regions = best.map(|(_, node)| Gazetteer::shared().region(*node).to_string());
        regions.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn divisions_are_found_by_pinyin_initials_and_one_character() {
        for (text, expected) in [
            ("youyang", "重庆市 › 酉阳土家族苗族自治县"),
            ("You Yang", "重庆市 › 酉阳土家族苗族自治县"),
            ("yǒuyáng", "重庆市 › 酉阳土家族苗族自治县"),
            ("youyangxian", "重庆市 › 酉阳土家族苗族自治县"),
            ("youyangtujiazumiaozuzizhixian", "重庆市 › 酉阳土家族苗族自治县"),
            ("chongqing", "重庆市"),
            ("zhongqing", "重庆市"),
            ("lu'an", "安徽省 › 六安市"),
            ("LUAN", "安徽省 › 六安市"),
            ("liuan", "安徽省 › 六安市"),
            ("bengbu", "安徽省 › 蚌埠市"),
            ("bangbu", "安徽省 › 蚌埠市"),
            ("dabu", "广东省 › 梅州市 › 大埔县"),
            ("laoting", "河北省 › 唐山市 › 乐亭县"),
            ("leting", "河北省 › 唐山市 › 乐亭县"),
            ("dong'e", "山东省 › 聊城市 › 东阿县"),
            (
                "yanshanxian",
                "河北省 › 沧州市 › 盐山县 | 江西省 › 上饶市 › 铅山县 | 云南省 › 文山壮族苗族自治州 › 砚山县",
            ),
            ("shaanxi", "陕西省"),
            ("shanxi", "山西省 | 陕西省"),
            ("hebei", "河北省"),
            ("urumqi", "新疆维吾尔自治区 › 乌鲁木齐市"),
            ("cqyouyang", "重庆市 › 酉阳土家族苗族自治县"),
            ("cq youyang", "重庆市 › 酉阳土家族苗族自治县"),
            ("重庆youyang", "重庆市 › 酉阳土家族苗族自治县"),
            ("渝 酉阳", "重庆市 › 酉阳土家族苗族自治县"),
            ("渝酉阳", "重庆市 › 酉阳土家族苗族自治县"),
            ("cqyy", "重庆市 › 云阳县 | 重庆市 › 酉阳土家族苗族自治县"),
            ("渝", "重庆市"),
            ("滬", "上海市"),
            ("黔", "贵州省"),
            ("新", "新疆维吾尔自治区"),
            ("酉阳", ""),
            ("渝北", ""),
            ("火星", ""),
            ("abc", ""),
            ("", ""),
        ] {
            assert_eq!(surest(text), expected, "{text}");
        }
    }

    #[test]
    fn the_pinyin_of_every_division_finds_it() {
        let gazetteer = Gazetteer::shared();
        let mut lost = Vec::new();
        for (at, (name, readings)) in gazetteer.names().enumerate() {
            for node in best_readings(readings) {
                let usual = usual_readings(gazetteer.node(node)).swap_remove(0);
                let typed = crate::text::in_pinyin(name, &usual);
                let letters = Letters::read(&typed).expect("pinyin is letters");
                let is_spelt = letters.spelling(name, &usual) == Some(Spelling::Pinyin);
                // All names are gone over for each: every hundredth is enough for that.
                let is_found = || {
                    let found = typed_divisions(&typed);
                    found.contains(&(Spelling::Pinyin, node))
                };
                if !is_spelt || (at % 100 == 0 && !is_found()) {
                    lost.push((name, typed));
                }
            }
        }
        assert_eq!(lost, []);
    }

    #[test]
    fn every_province_has_one_character() {
        let gazetteer = Gazetteer::shared();
        let codes: Vec<&str> =
            PROVINCES.split(' ').filter_map(|it| it.get(it.len() - 6..)).collect();
        for code in &codes {
            let node = gazetteer.by_code(code).map(|node| gazetteer.node(node));
            assert!(node.is_some_and(|node| node.level == Level::Province), "{code}");
        }
        let provinces = gazetteer.nodes().map(|id| gazetteer.node(id));
        let provinces = provinces.filter(|node| node.level == Level::Province);
        let without: Vec<&str> =
            provinces.map(|node| node.code).filter(|code| !codes.contains(code)).collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
