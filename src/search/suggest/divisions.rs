//! Unambiguous names of divisions for the query line.

use std::collections::HashMap;

use crate::gazetteer::{Gazetteer, NodeId, spellings};
use crate::report::Level;
use crate::text::Folded;

/// The divisions of the gazetteer, and how often each of their names occurs.
pub(super) struct Divisions {
    nodes: HashMap<(&'static str, &'static str), NodeId>,
    /// The number of divisions of a level with a name, either by itself or with the names of the
    /// divisions above it.
    name_counts: HashMap<(Level, String), u32>,
}

impl Divisions {
    pub(super) fn new() -> Self {
        let gazetteer = Gazetteer::shared();
        let mut divisions = Self { nodes: HashMap::new(), name_counts: HashMap::new() };
        for id in gazetteer.nodes() {
            let node = gazetteer.node(id);
            divisions.nodes.insert((node.code, node.name), id);
            let region = gazetteer.region(id);
            let path: String = region.divisions().map(|division| division.name.as_str()).collect();
            let level = node.level;
            divisions.add(level, node.name);
            if path != node.name {
                divisions.add(level, &path);
            }
        }
        divisions
    }

    fn add(&mut self, level: Level, name: &str) {
        *self.name_counts.entry((level, Folded::new(name).text)).or_default() += 1;
    }

    /// Returns the value of a condition that only this division meets: its name; if others of the
    /// level have the same name, the names above it and its name; if that is not unique either, its
    /// code.
    pub(super) fn value(&self, level: Level, above: &str, name: &str, code: &str) -> String {
        let is_unique = |name: &str| {
            self.name_counts.get(&(level, Folded::new(name).text)).is_some_and(|&count| count == 1)
        };
        let path = format!("{above}{name}");
        if is_unique(name) {
            name.to_owned()
        } else if is_unique(&path) {
            path
        } else {
            code.to_owned()
        }
    }

    /// Returns the spellings of a division in Latin letters: pinyin and its initials, with and
    /// without the kind of the division.
    pub(super) fn spellings(&self, code: &str, name: &str) -> Vec<String> {
        let id = self.nodes.get(&(code, name));
        id.map(|id| spellings(Gazetteer::shared().node(*id))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Region;
    use crate::search::plan::FacetCondition;

    #[test]
    fn divisions_are_named_as_short_as_they_can_be() {
        let divisions = Divisions::new();
        for (level, above, name, code, expected) in [
            (Level::Province, "", "河南省", "410000", "河南省"),
            (Level::Prefecture, "河南省", "三门峡市", "411200", "三门峡市"),
            (Level::County, "河南省三门峡市", "卢氏县", "411224", "卢氏县"),
            (Level::County, "河北省石家庄市", "桥西区", "130104", "河北省石家庄市桥西区"),
            (Level::County, "某省", "无此县", "999999", "999999"),
        ] {
            assert_eq!(divisions.value(level, above, name, code), expected);
        }
    }

    #[test]
    fn no_condition_on_a_division_accepts_another() {
        let (gazetteer, divisions) = (Gazetteer::shared(), Divisions::new());
        let all: Vec<(NodeId, Region)> =
            gazetteer.nodes().map(|id| (id, gazetteer.region(id))).collect();
        for (at, (id, own)) in all.iter().enumerate() {
            let node = gazetteer.node(*id);
            let level = node.level;
            let names: Vec<&str> = own.divisions().map(|it| it.name.as_str()).collect();
            let (name, above) = names.split_last().unwrap();
            let value = divisions.value(level, &above.concat(), name, node.code);
            // Of the thousands with a unique name, every fiftieth is enough.
            if value == *name && at % 50 != 0 {
                continue;
            }
            let condition = FacetCondition::Division(level, value.clone());
            let accepts = |region: &Region| condition.accepts(&region.to_key());
            assert!(accepts(own), "{value}");
            // Divisions within it are counted with it.
            let is_other = |other: &NodeId| other != id && !gazetteer.is_within(*other, *id);
            let wrong = all.iter().find(|(other, region)| is_other(other) && accepts(region));
            assert_eq!(wrong.map(|(_, region)| region.to_string()), None, "{value}");
        }
    }
}
