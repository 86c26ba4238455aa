//! The places that a report's path names.

use crate::gazetteer::{Form, Gazetteer, Named, NodeId, chain_readings};
use crate::text::is_han;

/// The places in the names of a file and its folders.
#[derive(Debug, Default)]
pub(super) struct PathPlaces<'p> {
    /// What each can mean, and how it is written.
    pub(super) names: Vec<(&'static [Named], &'p str)>,
}

impl<'p> PathPlaces<'p> {
    /// Reads the parts of a path, the folders first.
    pub(super) fn new(parts: impl Iterator<Item = &'p str>) -> Self {
        let mut names = Vec::new();
        for part in parts {
            let mut rest = part;
            while let Some(first) = rest.chars().next() {
                let found = place_in_path(rest, rest.len() == part.len());
                let length = found.map_or(first.len_utf8(), |(_, name)| name.len());
                names.extend(found);
                (_, rest) = rest.split_at(length);
            }
        }
        Self { names }
    }

    /// Returns the divisions that the last name can mean, within those before it.
    pub(super) fn readings(&self) -> Vec<NodeId> {
        let chain: Vec<&[Named]> = self.names.iter().map(|(readings, _)| *readings).collect();
        chain_readings(&chain)
    }
}

/// Returns the place that `text` begins with. A short name (河南) counts only at the start of a part
/// of the path, and if no Chinese character follows.
fn place_in_path(text: &str, is_start: bool) -> Option<(&'static [Named], &str)> {
    let gazetteer = Gazetteer::shared();
    let mut names = gazetteer.beginnings(text).map(|(name, _)| (gazetteer.named(name), name));
    names.find(|(readings, name)| {
        let (_, after) = text.split_at(name.len());
        let is_full = readings.first().is_some_and(|named| named.form != Form::Short);
        is_full || is_start && !after.starts_with(is_han)
    })
}
