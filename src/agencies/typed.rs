//! The names of an agency's office, in full or abbreviated, which people type in letters.

use super::offices::{full_names, office_at_end};
use super::other_names::other_names;
use crate::gazetteer::Gazetteer;
use crate::text::cut;

/// Returns the names of the office in an agency's name: what follows the places, and its abbreviations,
/// such as 卫健委 for 卫生健康委员会.
#[must_use]
pub(crate) fn office_names(name: &str) -> Vec<String> {
    let at = office_at_end(name).map_or_else(|| end_of_places(name), |(at, _)| at);
    let office = cut(name, at..);
    if at == 0 || office.is_empty() {
        return abbreviations(name);
    }
    let mut names = vec![office.to_owned()];
    names.extend(abbreviations(office));
    names
}

/// Returns the abbreviations of an office that are not used for another one.
fn abbreviations(office: &str) -> Vec<String> {
    let stands_for = |short: &String| full_names(short).iter().any(|full| full == office);
    other_names(office).into_iter().filter(stands_for).collect()
}

/// Returns the byte where the names of divisions at the beginning of a name end.
fn end_of_places(name: &str) -> usize {
    let mut end = 0;
    while let Some((place, _)) = Gazetteer::shared().beginnings(cut(name, end..)).next() {
        end += place.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_asked_for_by_its_office_and_its_abbreviations() {
        for (name, expected) in [
            ("云岫县司法局", "云岫县司法局 司法局"),
            ("司法局", "司法局"),
            (
                "重庆市巴南区卫生健康委员会",
                "重庆市巴南区卫生健康委员会 卫生健康委员会 卫生健康委 卫健委",
            ),
            ("云岫县发展和改革委员会", "云岫县发展和改革委员会 发展和改革委员会 发展改革委 发改委"),
            ("卢氏县智慧城市中心", "卢氏县智慧城市中心 智慧城市中心"),
            ("卢氏县", "卢氏县"),
        ] {
            let names: Vec<String> =
                std::iter::once(name.to_owned()).chain(office_names(name)).collect();
            assert!(
                expected.split(' ').all(|it| names.iter().any(|name| name == it)),
                "{name}: {names:?}"
            );
            assert!(names.iter().all(|it| !it.ends_with("卫健局")), "{names:?}");
        }
    }
}
