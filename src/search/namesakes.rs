//! Agencies of one name in different places: 朝阳区司法局 of 北京 and of 长春.
//!
//! They are groups of their own. Their labels say the place, and only theirs do, since a table in
//! which all names are unique is read faster without.

use std::collections::BTreeMap;

use super::facet::{Group, PLACE_MARK};
use crate::gazetteer::{Gazetteer, places_named_in};
use crate::report::{PlacedAgency, Region, RegionView, UNKNOWN};

/// Adds their places to the labels of agencies that share their name with others of the table, or
/// whose place is not known although there are several of the name.
pub(super) fn add_places<'g>(groups: impl Iterator<Item = &'g mut Group>) {
    let mut by_name: BTreeMap<String, Vec<(PlacedAgency, &mut Group)>> = BTreeMap::new();
    for group in groups.filter(|group| !group.is_unknown()) {
        let agency = PlacedAgency::from_key(group.key());
        by_name.entry(agency.name.clone()).or_default().push((agency, group));
    }
    for (name, mut agencies) in by_name {
        let is_shared = agencies.len() > 1;
        let known = agencies.iter().filter(|(agency, _)| !agency.region.is_empty()).count();
        let mut labels: Vec<String> = Vec::new();
        for (agency, _) in &agencies {
            labels.push(place_label(&name, &agency.region, (known, is_shared)).unwrap_or_default());
        }
        for ((agency, group), label) in agencies.iter_mut().zip(&labels) {
            let is_unique = labels.iter().filter(|other| *other == label).count() == 1;
            let code = agency.region.code().filter(|_| !is_unique && is_shared);
            let place = [Some(label.as_str()), code].into_iter().flatten().collect::<Vec<_>>();
            group.set_place(place.join(" "));
        }
    }
}

/// Returns the place as the label of an agency says it: the divisions that its name does not have;
/// `None` if the name alone identifies it.
fn place_label(name: &str, region: &Region, (known, is_shared): (usize, bool)) -> Option<String> {
    if region.is_empty() {
        let places = places_named_in(name);
        return match (places > 1, is_shared) {
            // The known places are labels of their own; this one may be one of them.
            (true, true) => Some(format!("地区{UNKNOWN}，另有 {known} 地同名")),
            (true, false) => Some(format!("{places} 地同名，地区{UNKNOWN}")),
            (false, true) => Some(format!("地区{UNKNOWN}")),
            (false, false) => None,
        };
    }
    is_shared.then(|| short_path(name, region))
}

/// Returns the divisions of a region that a name does not have, 四川 内江 for 市中区司法局; all of them
/// if it has all.
fn short_path(name: &str, region: &Region) -> String {
    let gazetteer = Gazetteer::shared();
    let county = region.county.as_ref();
    let written = |is_wanted: &dyn Fn(&str, &str) -> bool| {
        let mut path: Vec<&str> = Vec::new();
        for division in region.divisions() {
            let short = gazetteer.short_name(division);
            if is_wanted(&division.name, short) {
                path.push(if Some(division) == county { &division.name } else { short });
            }
        }
        path.join(" ")
    };
    let missing = written(&|full, short| !name.contains(full) && !name.contains(short));
    if missing.is_empty() { written(&|_, _| true) } else { missing }
}

/// Returns the value of the condition that exactly the agency with this label and region meets.
pub(crate) fn agency_value(label: &str, region: Option<&RegionView>) -> String {
    let Some((name, _)) = label.split_once(PLACE_MARK) else { return label.to_owned() };
    let code = region.and_then(|region| region.code.as_deref()).unwrap_or(UNKNOWN);
    format!("{name}@{code}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::facet::{FacetBy, GroupBy};

    #[test]
    fn labels_say_the_place_where_the_name_is_shared() {
        let neijiang = "\u{0}510000四川省\u{0}511000内江市\u{0}511002市中区";
        let leshan = "\u{0}510000四川省\u{0}511100乐山市\u{0}511102市中区";
        let beijing = "\u{0}110000北京市\u{0}110105朝阳区";
        let changchun = "\u{0}220000吉林省\u{0}220100长春市\u{0}220104朝阳区";
        for (keys, expected) in [
            (vec!["市中区司法局", neijiang], vec!["市中区司法局"]),
            (
                vec!["市中区司法局", neijiang, "市中区司法局", leshan, "甲局", ""],
                vec!["市中区司法局 · 四川 内江", "市中区司法局 · 四川 乐山", "甲局"],
            ),
            (
                vec!["朝阳区司法局", beijing, "朝阳区司法局", changchun, "朝阳区司法局", ""],
                vec![
                    "朝阳区司法局 · 北京",
                    "朝阳区司法局 · 吉林 长春",
                    "朝阳区司法局 · 地区未识别，另有 2 地同名",
                ],
            ),
            (vec!["朝阳区司法局", ""], vec!["朝阳区司法局 · 2 地同名，地区未识别"]),
            (
                vec!["甲局", "", "甲局", "\u{0}410000河南省\u{0}411200三门峡市"],
                vec!["甲局 · 地区未识别", "甲局 · 河南 三门峡"],
            ),
            (
                vec!["北京市朝阳区司法局", beijing, "北京市朝阳区司法局", "\u{0}110000北京市"],
                vec!["北京市朝阳区司法局 · 北京 朝阳区", "北京市朝阳区司法局 · 北京"],
            ),
        ] {
            let keys = keys.chunks(2).map(<[&str]>::concat);
            let mut groups: Vec<Group> = keys.map(|key| FacetBy::Agency.group(&key)).collect();
            add_places(groups.iter_mut());
            let by = GroupBy::Facet(FacetBy::Agency);
            let labels: Vec<String> = groups.iter().map(|group| group.label(by)).collect();
            assert_eq!(labels, expected);
        }
    }

    #[test]
    fn the_value_of_a_condition_has_the_code_where_the_label_has_the_place() {
        let region = RegionView { code: Some("511002".to_owned()), ..RegionView::default() };
        for (label, region, expected) in [
            ("市中区司法局", Some(&region), "市中区司法局"),
            ("市中区司法局 · 四川 内江", Some(&region), "市中区司法局@511002"),
            ("甲局 · 地区未识别", Some(&RegionView::default()), "甲局@未识别"),
            ("甲局 · 地区未识别", None, "甲局@未识别"),
        ] {
            assert_eq!(agency_value(label, region), expected);
        }
    }
}
