//! Lines that are the name of an agency and nothing else.
//!
//! At the beginning of a title, in a signature or as the value of a label, an agency of any kind
//! can be recognised by its last word, even a hospital, a street or a development zone.

use super::agency_name::{AgencyName, Place, is_mask};
use super::level_word::LevelWord;
use super::names_in_text::find_names;
use super::offices::{Office, office_at, office_at_end};
use super::place_names::{Before, place_at};
use super::unknown_place::begins_with_verb;
use crate::gazetteer::Gazetteer;
use crate::text::{contains_any, ends_with_any, is_han, starts_with_any};

/// How the name of a development zone continues after the name of its city.
const ZONES: &str = "\
    高新 经济 经开 工业 产业 开发区 综合保税 保税 国家 临空 临港 航空 循环 滨海 新区 自由贸易";

/// How the name of an agency may end.
const ENDINGS: &str = "\
    局 委员会 委 厅 部 署 办公室 政府办 政府 办事处 管委会 中心 总队 支队 大队 院 社 会 处 所 站 \
    馆 公司 集团 大学 学院 学校 医院 镇 乡 街道 街道办 关 行 海关 法制办 扶贫办 金融办 人防办 \
    外办 侨办 台办 农办 示范区 开发区 新区";

/// Words that do not occur in the names of agencies.
const NOT_IN_NAMES: &str = "\
    关于 情况 报告 版权 网站 备案 编辑 来源 如下 我 各 年度 总结 印发 打印 分享 以下 首页 \
    公开目录 附件 联系 电话 地址 贯彻 落实";

/// The lengths of names in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=40;

impl AgencyName {
    /// Reads all of `text` as the name of an agency, or of a place alone (静海区), whose office is
    /// empty.
    pub(crate) fn from_line(text: &str) -> Option<Self> {
        let text = without_seal(text);
        let is_plain = |c: char| is_han(c) || is_mask(c) || matches!(c, ' ' | '(' | ')' | '、');
        if !LENGTHS.contains(&text.chars().count())
            || !text.chars().all(is_plain)
            || contains_any(text, NOT_IN_NAMES)
        {
            return None;
        }
        let (head, rest) = split_head(text);
        let mut name = Self { head: head.to_owned(), ..Self::bare(Office::none()) };
        let rest = take_places(rest, &mut name);
        if rest.is_empty() {
            return name.is_placed().then_some(name);
        }
        let ends_well = ends_with_any(rest, ENDINGS);
        if !ends_well || rest.chars().count() < 2 && rest != "委" {
            return None;
        }
        name.office = Office { len: rest.len(), canonical: full_forms(rest) };
        let is_known = office_at(rest).is_some_and(|office| office.len == rest.len());
        if !name.is_placed() && name.level.is_none() && name.head.is_empty() && !is_known {
            if begins_with_verb(rest) {
                return None;
            }
            let stem = rest.char_indices().nth_back(1).map_or(0, |(at, _)| at);
            let (stem, _) = rest.split_at(stem);
            name.unknown_place = stem.contains(['县', '市', '区', '镇', '乡', '州', '旗', '省']);
        }
        Some(name)
    }
}

/// Returns `text` without blanks around it and without a note about a seal: （盖章）.
pub(crate) fn without_seal(text: &str) -> &str {
    let text = text.trim();
    let seals = ["(盖章)", "(章)", "(公章)", "(印章)"];
    seals.iter().fold(text, |text, seal| text.strip_suffix(seal).unwrap_or(text)).trim_end()
}

/// Splits off what precedes the places: 中共, or the central agency of a local branch
/// (国家税务总局卢氏县税务局).
fn split_head(text: &str) -> (&str, &str) {
    let first_place = |text| find_names(text).places.first().map(|place| place.range.start);
    for party in ["中国共产党", "中共"] {
        if text.starts_with(party) {
            return text.split_at(party.len());
        }
    }
    let corps = "新疆生产建设兵团";
    if let Some(rest) = text.strip_prefix(corps) {
        return text.split_at(corps.len() + first_place(rest).unwrap_or(0));
    }
    if starts_with_any(text, "国家 中国 中华") {
        return text.split_at(first_place(text).unwrap_or("国家".len()));
    }
    ("", text)
}

/// Moves the places, hidden places and bare levels that `text` begins with into `name`; returns
/// the rest.
fn take_places<'t>(mut text: &'t str, name: &mut AgencyName) -> &'t str {
    loop {
        text = text.trim_start();
        if let Some(place) = place_at(text, Before::Place).or_else(|| city_of_zone(text)) {
            (_, text) = text.split_at(place.written.len());
            name.places.push(place);
            continue;
        }
        let bare = text.trim_start_matches(is_mask);
        let Some(level) = LevelWord::starting(bare).filter(|_| bare.len() < text.len()) else {
            break;
        };
        name.anonymised = true;
        name.level = Some(level);
        (_, text) = bare.split_at(level.as_str().len());
    }
    let Some(level) = LevelWord::starting(text) else { return text };
    let (_, after) = text.split_at(level.as_str().len());
    if office_at(text).is_some() || office_at(after).is_none() {
        return text;
    }
    if !name.is_placed() {
        name.level = Some(level);
    }
    after
}

/// Returns the abbreviated city that the name of a development zone begins with: 成都高新….
fn city_of_zone(text: &str) -> Option<Place> {
    let gazetteer = Gazetteer::shared();
    let (name, _) = gazetteer.beginnings(text).next()?;
    let rest = text.get(name.len()..)?;
    let is_zone = starts_with_any(rest, ZONES);
    is_zone.then(|| Place { written: name.to_owned(), readings: gazetteer.named(name) })
}

/// Returns the full forms of what follows the places of a name.
fn full_forms(rest: &str) -> Vec<String> {
    let street = rest.strip_suffix("街道办").or_else(|| rest.strip_suffix("街道"));
    if let Some(stem) = street {
        return vec![format!("{stem}街道办事处")];
    }
    if rest.ends_with(['镇', '乡']) {
        return vec![format!("{rest}人民政府")];
    }
    if rest == "委" {
        return vec!["委员会".to_owned()];
    }
    let Some((at, office)) = office_at_end(rest) else { return vec![rest.to_owned()] };
    let (stem, _) = rest.split_at(at);
    office.canonical.iter().map(|full| format!("{stem}{full}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let name =
                AgencyName::from_line(text).unwrap_or_else(|| panic!("{text} is not a name"));
            let found: Vec<&str> = name.places.iter().map(|place| &*place.written).collect();
            assert_eq!(
                (found.join(">").as_str(), name.office.full(&[])),
                (places, canonical),
                "{text}"
            );
        }
        for text in ["现将情况报告", "一、总体情况", "2023年", "市委、市政府:", "责任编辑"]
        {
            assert!(AgencyName::from_line(text).is_none(), "{text}");
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
            let line = AgencyName::from_line(text).unwrap();
            assert_eq!((line.anonymised, line.unknown_place), (anonymised, unknown), "{text}");
            let found = find_names(text);
            let mention = &found.agencies[0];
            assert_eq!(mention.name.anonymised, anonymised, "{text}");
            assert_eq!(mention.name.unknown_place, unknown, "{text}");
            assert_eq!(mention.range, 0..text.len(), "{text}");
        }
    }
}
