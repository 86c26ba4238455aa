//! Assigns each section to a group of a table.

use rustc_hash::FxHashMap;
use tantivy::TantivyError;
use tantivy::columnar::Column;

use crate::index::Segment;
use crate::search::facet::{Group, GroupBy};
use crate::search::find::{map_values, value_of};

/// The groups of the sections so far, each with a small number as its key.
///
/// The group is determined once for each value of a segment; see [`map_values`].
pub(super) struct Grouping<'a> {
    by: GroupBy,
    groups: Vec<Group>,
    keys: FxHashMap<Group, u32>,
    /// In the current segment: the value of each section, and the key of each value.
    column: Option<&'a Column<u64>>,
    keys_of_values: Vec<u32>,
}

impl<'a> Grouping<'a> {
    pub(super) fn new(by: GroupBy) -> Self {
        let (groups, keys, keys_of_values) = Default::default();
        Self { by, groups, keys, column: None, keys_of_values }
    }

    /// Determines the groups of a segment's values.
    pub(super) fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        let column = match self.by {
            GroupBy::Facet(by) => segment.facet(by.field())?,
            GroupBy::Report => segment.paths()?,
        };
        self.keys_of_values = map_values(column, |value| self.key(self.by.group(value)))?;
        self.column = Some(column.ords());
        Ok(())
    }

    /// Returns the key of a group, which is new if the group is.
    fn key(&mut self, group: Group) -> u32 {
        if let Some(&key) = self.keys.get(&group) {
            return key;
        }
        let key = u32::try_from(self.groups.len()).expect("fewer groups than sections");
        self.keys.insert(group.clone(), key);
        self.groups.push(group);
        key
    }

    /// Returns the key of the group that a section of the current segment belongs to.
    pub(super) fn key_of(&self, doc: u32) -> tantivy::Result<u32> {
        let key = self.column.and_then(|column| value_of(column, doc, &self.keys_of_values));
        key.copied().ok_or_else(|| {
            TantivyError::InternalError("a section lacks a value of a column".to_owned())
        })
    }

    /// Returns what the table counts by.
    pub(super) fn by(&self) -> GroupBy {
        self.by
    }

    /// Returns the groups so far, indexed by their keys.
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Returns the groups, indexed by their keys.
    pub(super) fn into_groups(self) -> Vec<Group> {
        self.groups
    }
}
