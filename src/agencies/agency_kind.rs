//! What kind of body an agency is, and which department.

use super::agency_name::AgencyName;
use super::offices::office_at_end;
use crate::report::AgencyKind;
use crate::text::{contains_any, ends_with_any};

/// How the names of departments end.
const DEPARTMENTS: &str = "局 委员会 厅 署 办公室 中心 总队 支队 大队 社 处 所 站 馆 海关 部";

/// Words in the names of development zones, courts, assemblies and party committees.
const OTHERS: &str = "\
    管理委员会 人民法院 人民检察院 监察委员会 纪律检查委员会 常务委员会 政协 协商会议 政法委员会 \
    组织部 宣传部 统战部 武装部 统一战线工作部 社会工作部 依法治";

/// Returns what kind of body `name` is and, for a department, its name without the place. `tail` is
/// the full form of what follows the places.
pub(crate) fn classify(name: &AgencyName, tail: &str) -> (AgencyKind, Option<String>) {
    if is_town(tail) {
        return (AgencyKind::Town, None);
    }
    let is_party = matches!(name.head.as_str(), "中共" | "中国共产党") || tail.starts_with("中共");
    // A report of the committee and the government together is one of the government.
    if (is_party && tail.ends_with("人民政府")) || is_government(tail) {
        return (AgencyKind::Government, None);
    }
    let is_other = is_party || contains_any(tail, OTHERS);
    if is_other || !ends_with_any(tail, DEPARTMENTS) {
        return (AgencyKind::Other, None);
    }
    let department = if name.unknown_place { without_unknown_place(tail) } else { tail };
    (AgencyKind::Department, Some(department.to_owned()))
}

/// Returns whether `tail` is the government of a town or township, or a street office.
fn is_town(tail: &str) -> bool {
    ends_with_any(tail, "镇人民政府 乡人民政府 苏木人民政府 办事处 镇 乡 街道 苏木")
}

/// Returns whether `tail` is a people's government or its office.
fn is_government(tail: &str) -> bool {
    ends_with_any(tail, "人民政府 人民政府办公厅 人民政府办公室 国务院")
}

/// Returns `tail` without the name of the place that it begins with and that the gazetteer does not
/// have: 云岭县卫生健康局. What follows is a known office, or else begins after the last word for a
/// level.
fn without_unknown_place(tail: &str) -> &str {
    let first = tail.chars().next().map_or(0, char::len_utf8);
    let (_, rest) = tail.split_at(first);
    if let Some((at, _)) = office_at_end(rest) {
        return rest.split_at(at).1;
    }
    let is_level = |character: char| "县市区旗州".contains(character);
    let mut level_ends = tail.rmatch_indices(is_level).map(|(at, level)| at + level.len());
    level_ends.find(|end| *end < tail.len()).map_or(tail, |end| tail.split_at(end).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_classified_and_departments_named() {
        for (name, expected) in [
            ("卢氏县人民政府", "政府"),
            ("静海区", "政府"),
            ("卢氏县人民政府办公室", "政府"),
            ("卢氏县政府办", "政府"),
            ("卢氏县卫健委", "部门 卫生健康委员会"),
            ("重庆市巴南区司法局", "部门 司法局"),
            ("云岭县卫健局", "部门 卫生健康局"),
            ("某县财政局", "部门 财政局"),
            ("县教育局", "部门 教育局"),
            ("水利部", "部门 水利部"),
            ("国家税务总局卢氏县税务局", "部门 税务局"),
            ("卢氏县消防救援大队", "部门 消防救援大队"),
            ("卢氏县机关事务服务中心", "部门 机关事务服务中心"),
            ("卢氏县东明镇政府", "乡镇街道"),
            ("和平镇人民政府", "乡镇街道"),
            ("巴南区李家沱街道", "乡镇街道"),
            ("成都高新技术产业开发区管委会", "其他"),
            ("中共卢氏县委", "其他"),
            ("中共卢氏县委组织部", "其他"),
            ("卢氏县人民法院", "其他"),
            ("卢氏县第一人民医院", "其他"),
            ("卢氏县城市投资集团", "其他"),
        ] {
            let read =
                AgencyName::from_line(name).unwrap_or_else(|| panic!("{name} is not a name"));
            let tail = if read.office.len == 0 { "人民政府" } else { read.office.full(&[]) };
            let (kind, department) = classify(&read, tail);
            let shown = format!(
                "{} {}",
                kind.label(crate::report::Language::Chinese),
                department.unwrap_or_default()
            );
            assert_eq!(shown.trim_end(), expected, "{name}");
        }
    }
}
