//! What sort of body an agency is, and which department.

use super::names::AgencyName;
use super::offices::office_at;
use crate::report::AgencyKind;

/// The forms in which the names of departments end.
const DEPARTMENTS: [&str; 16] = [
    "局",
    "委员会",
    "厅",
    "署",
    "办公室",
    "中心",
    "总队",
    "支队",
    "大队",
    "社",
    "处",
    "所",
    "站",
    "馆",
    "海关",
    "部",
];

/// What a party committee, an assembly or a court is told by.
const OTHERS: [&str; 16] = [
    "管理委员会",
    "人民法院",
    "人民检察院",
    "监察委员会",
    "纪律检查委员会",
    "常务委员会",
    "政协",
    "协商会议",
    "政法委员会",
    "组织部",
    "宣传部",
    "统战部",
    "武装部",
    "统一战线工作部",
    "社会工作部",
    "依法治",
];

/// Returns what sort of body `name` is, and the name of the department without its place; `tail` is
/// what its name says after the places, written out.
pub(crate) fn classify(name: &AgencyName, tail: &str) -> (AgencyKind, Option<String>) {
    if is_town(tail) {
        return (AgencyKind::Town, None);
    }
    let party = matches!(name.head.as_str(), "中共" | "中国共产党") || tail.starts_with("中共");
    let other = party || OTHERS.iter().any(|word| tail.contains(word));
    // A report of the committee and the government together is one of the government.
    if (party && tail.ends_with("人民政府")) || is_government(tail) {
        return (AgencyKind::Government, None);
    }
    if other || !DEPARTMENTS.iter().any(|form| tail.ends_with(form)) {
        return (AgencyKind::Other, None);
    }
    (AgencyKind::Department, Some(without_place(name, tail)))
}

/// Returns whether `tail` is the government of a town or township, or a street office.
fn is_town(tail: &str) -> bool {
    let government = ["镇人民政府", "乡人民政府", "苏木人民政府", "办事处"];
    let bare = ["镇", "乡", "街道", "苏木"];
    government.iter().chain(&bare).any(|end| tail.ends_with(end))
}

/// Returns whether `tail` is a people's government or its office.
fn is_government(tail: &str) -> bool {
    ["人民政府", "人民政府办公厅", "人民政府办公室", "国务院"].iter().any(|end| tail.ends_with(end))
}

/// Returns `tail` without a place that the gazetteer does not have (云岭县卫生健康局).
fn without_place(name: &AgencyName, tail: &str) -> String {
    if !name.unknown_place {
        return tail.to_owned();
    }
    let known = tail.char_indices().map(|(at, _)| tail.get(at..).unwrap_or_default());
    let known =
        known.skip(1).find(|rest| office_at(rest).is_some_and(|office| office.len == rest.len()));
    let level = tail
        .char_indices()
        .rev()
        .find(|(at, level)| "县市区旗州".contains(*level) && at + level.len_utf8() < tail.len());
    let after_level = level.and_then(|(at, level)| tail.get(at + level.len_utf8()..));
    known.or(after_level).unwrap_or(tail).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_sorted_and_departments_named() {
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
            let read = AgencyName::from_line(name).unwrap_or_else(|| panic!("{name} is no name"));
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
