//! The other names of a department: 卫健委 is 卫健局 elsewhere, and 卫生健康委员会 in full.

use super::offices::{field_names, office_at_end, short_names};

/// Fields whose department is a 委员会 in one place and a 局 in another one of the same level, with
/// the same duties. Of other fields a 委员会 is something else: 审计委员会 and 应急管理委员会 are
/// bodies that several departments sit in.
const COMMITTEE_OR_OFFICE: &str = "卫生健康 卫生和计划生育 发展和改革 教育 经济和信息化 工业和信息化 住房和城乡建设 \
交通运输 农业农村 城市管理 科学技术 民族宗教事务 民族和宗教事务 国有资产监督管理 体育 文化和旅游";

/// Forms of departments in full and as they are abbreviated.
const FORMS: [(&str, &str); 3] = [("委员会", "委"), ("局", "局"), ("厅", "厅")];

/// The minimum length of a name in characters. Shorter names match inside others: 教委 in 宗教委员会.
const SHORTEST: usize = 3;

/// The fewest characters of a field that is not an abbreviation: 发展改革委员会 is a name, 发改委员会
/// is none.
const FULL_FIELD: usize = 4;

/// The last character of a place name before a department: without it, 数字政府 would be a government.
const PLACES: [char; 10] = ['省', '市', '县', '区', '州', '盟', '旗', '乡', '镇', '团'];

/// The most other names: a department of several fields has many spellings, of which the likeliest
/// come first.
const MOST: usize = 16;

/// Returns the other names of the department that `name` ends with, the most likely first. Text before
/// the department, such as the place, is kept. The list is empty if `name` ends with no department.
///
/// An abbreviation expands to all its full forms, a full form only to its abbreviations. Only provinces
/// have a 厅, so 司法厅 is not another name of 司法局.
pub(crate) fn other_names(name: &str) -> Vec<String> {
    let Some((at, office)) = office_at_end(name) else { return Vec::new() };
    let (before, written) = name.split_at(at);
    if !(before.is_empty() || before.ends_with(PLACES)) {
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    for full in &office.canonical {
        let mut all = vec![full.clone()];
        all.extend(spellings(full));
        for other in all {
            let is_new = other != written && !names.contains(&other);
            if is_new && other.chars().count() >= SHORTEST {
                names.push(other);
            }
        }
    }
    names.truncate(MOST);
    names.iter().map(|other| format!("{before}{other}")).collect()
}

/// Returns the ways to write the full name of a department.
fn spellings(full: &str) -> Vec<String> {
    let mut names: Vec<String> = short_names(full).map(str::to_owned).collect();
    let Some((field, form)) = field_and_form(full) else { return names };
    let has_both = COMMITTEE_OR_OFFICE.split(' ').any(|it| it == field);
    for written in field_names(field) {
        for (in_full, short) in FORMS {
            if in_full != form.0 && !(has_both && in_full != "厅" && form.0 != "厅") {
                continue;
            }
            if written == field || written.chars().count() >= FULL_FIELD {
                names.push(format!("{written}{in_full}"));
            }
            names.push(format!("{written}{short}"));
        }
    }
    names
}

/// Returns the field of a department and its form.
fn field_and_form(full: &str) -> Option<(&str, (&'static str, &'static str))> {
    FORMS.into_iter().find_map(|form| {
        let field = full.strip_suffix(form.0)?;
        (!field_names(field).is_empty()).then_some((field, form))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_has_other_names_in_full_and_abbreviated() {
        for (name, expected) in [
            ("卫健委", "卫生健康委员会 卫生健康委 卫生健康局 卫健局"),
            ("卫生健康局", "卫生健康委员会 卫生健康委 卫健委 卫健局"),
            ("云岫县卫健委", "云岫县卫生健康委员会 云岫县卫生健康委 云岫县卫生健康局 云岫县卫健局"),
            ("司法局", ""),
            ("司法厅", ""),
            ("审计局", ""),
            ("市监局", "市场监督管理局 市场监管局"),
            ("市场监督管理局", "市监局 市场监管局"),
            ("应急局", "应急管理局"),
            ("人社局", "人力资源和社会保障局 人力社保局 人力资源社会保障局"),
            ("城市管理局", "城市管理委员会 城市管理委 城管委 城管局"),
            ("教育局", "教育委员会 教育委"),
            ("教委", "教育委员会 教育委 教育局"),
            ("政府办", "人民政府办公室 政府办公室"),
            ("数字政府", ""),
            ("管理委员会", "管委会"),
            ("三项制度", ""),
            ("法律顾问", ""),
        ] {
            assert_eq!(other_names(name).join(" "), expected, "{name}");
        }
    }
}
