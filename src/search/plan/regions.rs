//! The divisions that a region name in a request refers to.
//!
//! A report belongs to the division that published it: 渝北区 reported for 2017, whatever became of
//! it later. A request for 两江新区, which it became part of, includes that report too, and the
//! answer says so. A request for 渝北区 includes only the reports of 渝北区.

use crate::gazetteer::{Gazetteer, NodeId, find_region};
use crate::report::UNKNOWN;
use crate::report::{Division, Region};

/// A region name in a request, and the divisions that it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct NamedRegion {
    /// The name, as given.
    pub(in crate::search) name: String,
    /// The divisions that it can refer to. Empty if the gazetteer does not know the name; then
    /// divisions match if their name contains it.
    divisions: Vec<Division>,
    /// The former divisions that became part of these.
    former: Vec<Division>,
}

impl NamedRegion {
    /// Looks up a name. Unpacks the gazetteer on first use.
    pub(super) fn new(name: &str) -> Self {
        let gazetteer = Gazetteer::shared();
        let mut nodes: Vec<NodeId> = match find_region(name) {
            Ok(node) => vec![node],
            Err(_) => gazetteer.named(name).iter().map(|named| named.node).collect(),
        };
        nodes.sort_unstable();
        let divisions = |nodes: &[NodeId]| -> Vec<Division> {
            let nodes = nodes.iter().map(|&node| gazetteer.node(node));
            nodes
                .map(|node| Division { code: node.code.to_string(), name: node.name.to_string() })
                .collect()
        };
        let mut former: Vec<NodeId> =
            nodes.iter().flat_map(|&node| gazetteer.predecessors(node)).collect();
        former.sort_unstable();
        former.dedup();
        Self { name: name.to_owned(), divisions: divisions(&nodes), former: divisions(&former) }
    }

    /// Returns whether the gazetteer knows the name, or it is 未识别.
    pub(in crate::search) fn is_known(&self) -> bool {
        !self.divisions.is_empty() || self.name == UNKNOWN
    }

    /// Returns whether former divisions became part of the region.
    pub(in crate::search) fn has_former(&self) -> bool {
        !self.former.is_empty()
    }

    /// Returns whether a value of the region facet is one of the divisions, present or former.
    pub(super) fn accepts(&self, value: &str) -> bool {
        if value == UNKNOWN {
            return self.name == UNKNOWN;
        }
        let region = Region::from_key(value);
        self.is_within(&region, &self.divisions) || self.is_within(&region, &self.former)
    }

    /// Returns the path of the division that the name is taken for in a region; `None` if the region is
    /// in none, or only in a former one.
    pub(super) fn division(&self, region: &Region) -> Option<String> {
        let named = region.divisions().find(|division| self.divisions.contains(division))?;
        Some(region.down_to(named.level()).to_string())
    }

    /// Returns the smallest division of a value of the region facet if it is included only because
    /// a former division became part of the region.
    pub(in crate::search) fn former_division(&self, value: &str) -> Option<Division> {
        let region = Region::from_key(value);
        let is_former =
            self.is_within(&region, &self.former) && !self.is_within(&region, &self.divisions);
        region.smallest().filter(|_| is_former).cloned()
    }

    /// Returns whether a region is one of `divisions` or within one. If the gazetteer does not know
    /// the name, a division matches if its name contains it.
    fn is_within(&self, region: &Region, divisions: &[Division]) -> bool {
        if self.divisions.is_empty() {
            return region.divisions().any(|division| division.name.contains(&self.name));
        }
        region.divisions().any(|division| divisions.contains(division))
    }
}
