//! The table of administrative divisions, looked up by code, by name, and by position in a text.
//!
//! A division that was renamed or merged remains a node of its own: a report of 2014 for 渝北区 says
//! 渝北区, whatever the division is called today. `README.md` next to the table says where it comes
//! from.
//!
//! The program contains the table packed. It is unpacked on first use: when reports are indexed, and
//! for a query that names a region. Other queries never touch it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::node::{Existence, Named, Node, NodeId};
use super::row::{Row, table};
use crate::report::{Division, Level, Region};

/// Returns one number for two characters.
fn pair(first: char, second: char) -> u64 {
    (u64::from(first) << 21) | u64::from(second)
}

/// Hashes pairs of characters with one multiplication: names are looked up at every character of a
/// text, and the standard hash took a third of that time.
#[derive(Debug, Default)]
struct PairHasher(u64);

impl Hasher for PairHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

/// A name with its readings.
#[derive(Debug)]
struct Entry {
    name: String,
    readings: Vec<Named>,
}

/// The divisions and their names.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    nodes: Vec<Node>,
    codes: HashMap<&'static str, NodeId>,
    names: HashMap<String, u16>,
    entries: Vec<Entry>,
    /// The entries by their first two characters, the longest name first.
    beginnings: HashMap<u64, Vec<u16>, BuildHasherDefault<PairHasher>>,
}

impl Gazetteer {
    /// Returns the gazetteer, which is read once per process.
    #[must_use]
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Gazetteer> = OnceLock::new();
        SHARED.get_or_init(|| Self::read(table()))
    }

    /// Returns the division with this id.
    #[must_use]
    pub(crate) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[usize::from(node.0)]
    }

    /// Returns every division, provinces first, then prefectures, then counties.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u16::try_from(self.nodes.len()).expect("ids are 16 bits")).map(NodeId)
    }

    /// Returns the division with the six-digit `code`; the current one if two have shared it.
    #[must_use]
    pub(crate) fn by_code(&self, code: &str) -> Option<NodeId> {
        self.codes.get(code).copied()
    }

    /// Returns the divisions that `name` may mean: in full, without nationalities or in short.
    #[must_use]
    pub(crate) fn named(&self, name: &str) -> &[Named] {
        self.names.get(name).map_or(&[], |&at| self.entries[usize::from(at)].readings.as_slice())
    }

    /// Returns every name of the divisions with its readings, in the order of the table.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &[Named])> {
        self.entries.iter().map(|entry| (&*entry.name, entry.readings.as_slice()))
    }

    /// Returns the names that `text` starts with, each with its readings, the longest first.
    pub(crate) fn beginnings<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [Named])> + 'a {
        let mut characters = text.chars();
        let start =
            characters.next().zip(characters.next()).map(|(first, second)| pair(first, second));
        let entries = start.and_then(|start| self.beginnings.get(&start)).map(Vec::as_slice);
        entries.unwrap_or_default().iter().filter_map(move |&at| {
            let entry = &self.entries[usize::from(at)];
            text.starts_with(&entry.name).then_some((&*entry.name, entry.readings.as_slice()))
        })
    }

    /// Returns the region of `node`: the divisions from its province down to itself.
    #[must_use]
    pub(crate) fn region(&self, node: NodeId) -> Region {
        let division = |id: NodeId| {
            let node = self.node(id);
            Some(Division { code: node.code.to_owned(), name: node.name.to_owned() })
        };
        let inner = self.node(node);
        match inner.level {
            Level::Province => Region { province: division(node), ..Region::default() },
            Level::Prefecture => Region {
                province: inner.province.and_then(division),
                prefecture: division(node),
                county: None,
            },
            Level::County => Region {
                province: inner.province.and_then(division),
                prefecture: inner.prefecture.and_then(division),
                county: division(node),
            },
        }
    }

    /// Returns the name of a division without its kind: 内江 for 内江市.
    #[must_use]
    pub(crate) fn short_name<'d>(&self, division: &'d Division) -> &'d str {
        let node = self.by_code(&division.code).map(|node| self.node(node));
        let node = node.filter(|node| node.name == division.name && !node.short.is_empty());
        node.map_or(&division.name, |node| node.short)
    }

    /// Returns the prefecture and the province that contain `node`, in this order.
    pub(crate) fn above(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        let node = self.node(node);
        [node.prefecture, node.province].into_iter().flatten()
    }

    /// Returns whether `outer` contains `node`; a division does not contain itself.
    #[must_use]
    pub(crate) fn is_within(&self, node: NodeId, outer: NodeId) -> bool {
        self.above(node).any(|above| above == outer)
    }

    /// Returns the former divisions that became `node` or a division within it, in the order of the
    /// table. Those within `node` itself are left out.
    pub(crate) fn predecessors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let lies_in = move |other: NodeId| other == node || self.is_within(other, node);
        self.nodes().filter(move |&former| {
            !lies_in(former) && self.successors(former).into_iter().any(lies_in)
        })
    }

    /// Returns the divisions that succeeded `node`, one after the other.
    fn successors(&self, node: NodeId) -> Vec<NodeId> {
        let mut chain = vec![node];
        while let Some(&last) = chain.last()
            && let Existence::Former { successor: Some(code), .. } = self.node(last).existence
            && let Some(next) = self.by_code(code)
            // A circle in the table ends the chain.
            && !chain.contains(&next)
        {
            chain.push(next);
        }
        chain.split_off(1)
    }

    /// Reads the table. Lines that cannot be read are left out; a test makes sure that there are none.
    fn read(table: &'static str) -> Self {
        let mut gazetteer = Self {
            nodes: Vec::new(),
            codes: HashMap::new(),
            names: HashMap::new(),
            entries: Vec::new(),
            beginnings: HashMap::default(),
        };
        let mut rows: Vec<Row> = table.lines().skip(1).filter_map(Row::parse).collect();
        rows.sort_by_key(|row| row.level);
        let mut places: HashMap<(&str, &str), NodeId> = HashMap::new();
        for row in &rows {
            let id = NodeId(gazetteer.nodes.len().try_into().expect("fewer than 65,536 divisions"));
            let above = |province, prefecture| places.get(&(province, prefecture)).copied();
            let province = above(row.province, "").filter(|_| row.level > Level::Province);
            let prefecture = above(row.province, row.prefecture)
                .filter(|_| row.level == Level::County && !row.prefecture.is_empty());
            match row.level {
                Level::Province => places.insert((row.province, ""), id),
                Level::Prefecture => places.insert((row.province, row.prefecture), id),
                Level::County => None,
            };
            gazetteer.nodes.push(Node {
                code: row.code,
                name: row.name(),
                short: row.short(),
                level: row.level,
                existence: row.existence,
                province,
                prefecture,
                pinyin: row.pinyin,
            });
            let older = gazetteer.codes.get(row.code).copied();
            if older.is_none() || row.existence == Existence::Current {
                gazetteer.codes.insert(row.code, id);
            }
            for (name, form) in row.forms() {
                gazetteer.register(name, Named { node: id, form });
            }
        }
        gazetteer.order();
        gazetteer
    }

    /// Adds one reading of `name`.
    fn register(&mut self, name: String, reading: Named) {
        let at = if let Some(&at) = self.names.get(&name) {
            at
        } else {
            let at = u16::try_from(self.entries.len()).expect("fewer than 65,536 names");
            let mut characters = name.chars();
            let (Some(first), Some(second)) = (characters.next(), characters.next()) else {
                return;
            };
            self.beginnings.entry(pair(first, second)).or_default().push(at);
            self.entries.push(Entry { name: name.clone(), readings: Vec::new() });
            self.names.insert(name, at);
            at
        };
        let readings = &mut self.entries[usize::from(at)].readings;
        if readings.iter().all(|other| other.node != reading.node) {
            readings.push(reading);
        }
    }

    /// Sorts the names by length and their readings by form and level.
    fn order(&mut self) {
        let Self { entries, beginnings, .. } = self;
        for entry in &mut *entries {
            entry.readings.sort_by_key(|named| (named.form, named.node));
        }
        for names in beginnings.values_mut() {
            names.sort_by_key(|&at| std::cmp::Reverse(entries[usize::from(at)].name.len()));
        }
    }
}

#[cfg(test)]
mod tests;
