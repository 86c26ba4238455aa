//! The table of administrative divisions, looked up by code, by name, and by place in a text.
//!
//! A division that was renamed or merged stays a node of its own: a report of 2014 for 渝北区 says
//! 渝北区, whatever the division is called today. Where the table comes from stands in `README.md`
//! beside it.
//!
//! The table stands packed in the program. It is unpacked when it is first asked: while reports are
//! indexed, and by a question that names a region. Any other question never touches it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use crate::report::{Division, Level, Region};

/// The table, packed by the build script.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.deflate"));

/// Returns the table, one division a line, as its README describes it.
fn table() -> &'static str {
    static TABLE: OnceLock<String> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut text = String::new();
        let mut unpacker = DeflateDecoder::new(PACKED);
        unpacker.read_to_string(&mut text).expect("the build script packed text");
        text
    })
}

/// The nationalities that stand in the names of autonomous divisions end in this character.
const NATIONALITY: char = '族';

/// A division of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u16);

/// Whether a division exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    /// It exists.
    Current,
    /// It was renamed, merged or upgraded.
    Former {
        /// The code of the division that took its place.
        successor: Option<&'static str>,
        /// The year in which it ended.
        until: Option<u16>,
    },
    /// It is a development zone with a code of its own.
    Zone,
}

/// What is known of one division.
#[derive(Clone, Debug)]
pub struct Node {
    /// The six-digit code.
    pub code: &'static str,
    /// The full name.
    pub name: &'static str,
    /// How far down it stands.
    pub level: Level,
    /// Whether it exists.
    pub existence: Existence,
    /// The province it lies in; absent for a province.
    pub province: Option<NodeId>,
    /// The prefecture it lies in; absent above and beside prefectures.
    pub prefecture: Option<NodeId>,
    /// The short name in pinyin, the syllables parted by apostrophes, and after blanks other
    /// spellings in use: `wu'lu'mu'qi urumqi`. Empty for development zones.
    pub pinyin: &'static str,
}

/// How a name names a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// In full: 酉阳土家族苗族自治县.
    Full,
    /// Without the nationalities: 酉阳自治县, 酉阳县, 恩施州.
    Alias,
    /// Without its kind: 酉阳.
    Short,
}

/// One reading of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The division.
    pub node: NodeId,
    /// How it is named.
    pub form: Form,
}

/// Returns one number for two characters.
fn pair(first: char, second: char) -> u64 {
    (u64::from(first) << 21) | u64::from(second)
}

/// Hashes pairs of characters by one multiplication: names are sought at every character of a
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
pub struct Gazetteer {
    nodes: Vec<Node>,
    codes: HashMap<&'static str, NodeId>,
    names: HashMap<String, u16>,
    entries: Vec<Entry>,
    /// The entries that begin with two characters, the longest name first.
    beginnings: HashMap<u64, Vec<u16>, BuildHasherDefault<PairHasher>>,
}

impl Gazetteer {
    /// Returns the gazetteer, which is read once per process.
    ///
    /// ```
    /// use chabao::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::shared();
    /// let node = gazetteer.by_code("411224").unwrap();
    /// assert_eq!(gazetteer.region(node).to_string(), "河南省 › 三门峡市 › 卢氏县");
    /// ```
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Gazetteer> = OnceLock::new();
        SHARED.get_or_init(|| Self::read(table()))
    }

    /// Returns what is known of `node`.
    #[must_use]
    pub fn node(&self, node: NodeId) -> &Node {
        &self.nodes[usize::from(node.0)]
    }

    /// Returns every division, provinces first, then prefectures, then counties.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u16::try_from(self.nodes.len()).unwrap_or(u16::MAX)).map(NodeId)
    }

    /// Returns the division with the six-digit `code`, the current one where two shared it.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<NodeId> {
        self.codes.get(code).copied()
    }

    /// Returns the divisions that `name` may mean, in full, without nationalities or in short.
    ///
    /// ```
    /// use chabao::gazetteer::Gazetteer;
    /// assert_eq!(Gazetteer::shared().named("酉阳自治县").len(), 1);
    /// assert_eq!(Gazetteer::shared().named("朝阳区").len(), 2);
    /// ```
    #[must_use]
    pub fn named(&self, name: &str) -> &[Named] {
        self.names.get(name).map_or(&[], |&at| self.entries[usize::from(at)].readings.as_slice())
    }

    /// Returns the names that `text` begins with and what they may mean, the longest first.
    pub fn beginnings<'a>(
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

    /// Returns the divisions from the province down to `node`.
    #[must_use]
    pub fn region(&self, node: NodeId) -> Region {
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

    /// Returns the prefecture and province above `node`, the nearest first.
    pub fn above(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        let node = self.node(node);
        [node.prefecture, node.province].into_iter().flatten()
    }

    /// Returns whether `node` lies in `outer`; a division does not lie in itself.
    #[must_use]
    pub fn is_within(&self, node: NodeId, outer: NodeId) -> bool {
        self.above(node).any(|above| above == outer)
    }

    /// Returns the former divisions that ended in `node` or in a division within it, in the order
    /// of the table; those that lay within `node` themselves are left out.
    ///
    /// ```
    /// use chabao::gazetteer::Gazetteer;
    /// let gazetteer = Gazetteer::shared();
    /// let node = gazetteer.by_code("500157").unwrap();
    /// let ended: Vec<_> = gazetteer.ended_in(node).map(|id| gazetteer.node(id).name).collect();
    /// assert_eq!(ended, ["江北区", "渝北区"]);
    /// ```
    pub fn ended_in(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let lies_in = move |other: NodeId| other == node || self.is_within(other, node);
        self.nodes().filter(move |&former| {
            !lies_in(former) && self.successors(former).into_iter().any(lies_in)
        })
    }

    /// Returns the divisions that took the place of `node`, one after the other.
    fn successors(&self, node: NodeId) -> Vec<NodeId> {
        let mut chain = vec![node];
        while let Some(&last) = chain.last()
            && let Existence::Former { successor: Some(code), .. } = self.node(last).existence
            && let Some(next) = self.by_code(code)
            // A table that leads in a circle leads no further.
            && !chain.contains(&next)
        {
            chain.push(next);
        }
        chain.split_off(1)
    }

    /// Reads the table; lines that do not fit it are left out, and a test counts them.
    fn read(table: &'static str) -> Self {
        let mut gazetteer = Self {
            nodes: Vec::new(),
            codes: HashMap::new(),
            names: HashMap::new(),
            entries: Vec::new(),
            beginnings: HashMap::default(),
        };
        let mut rows: Vec<Row> = table.lines().skip(1).filter_map(Row::read).collect();
        rows.sort_by_key(|row| row.level);
        let mut places: HashMap<(&str, &str), NodeId> = HashMap::new();
        for row in &rows {
            let Ok(at) = u16::try_from(gazetteer.nodes.len()) else { break };
            let id = NodeId(at);
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
            let Ok(at) = u16::try_from(self.entries.len()) else { return };
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

/// One line of the table.
struct Row {
    code: &'static str,
    level: Level,
    province: &'static str,
    prefecture: &'static str,
    county: &'static str,
    short: &'static str,
    existence: Existence,
    pinyin: &'static str,
}

impl Row {
    fn read(line: &'static str) -> Option<Self> {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [code, level, province, prefecture, county, short, kind, successor, until, pinyin] =
            fields[..]
        else {
            return None;
        };
        let level = match level {
            "1" => Level::Province,
            "2" => Level::Prefecture,
            "3" => Level::County,
            _ => return None,
        };
        let existence = match kind {
            "cur" => Existence::Current,
            "zone" => Existence::Zone,
            "hist" => Existence::Former {
                successor: Some(successor).filter(|code| !code.is_empty()),
                until: until.parse().ok(),
            },
            _ => return None,
        };
        Some(Self { code, level, province, prefecture, county, short, existence, pinyin })
    }

    fn name(&self) -> &'static str {
        match self.level {
            Level::Province => self.province,
            Level::Prefecture => self.prefecture,
            Level::County => self.county,
        }
    }

    /// Returns every name the division goes by.
    fn forms(&self) -> Vec<(String, Form)> {
        let name = self.name();
        let mut forms = vec![(name.to_owned(), Form::Full)];
        if self.existence == Existence::Zone {
            let bare = name.strip_prefix(self.province.trim_end_matches(['省', '市']));
            let bare = bare.filter(|bare| self.prefecture.starts_with(first_two(bare)));
            forms.extend(bare.map(|bare| (bare.to_owned(), Form::Alias)));
            return forms;
        }
        let short = self.short.trim_end_matches(NATIONALITY);
        // 新区 and 矿区 are part of the name; a name of one hanzi is never stripped.
        let whole = name.ends_with("矿区") || (name.ends_with("新区") && short != "清新");
        if whole || short == name || short.chars().count() < 2 {
            return forms;
        }
        for (kind, plain) in
            [("自治县", "县"), ("自治州", "州"), ("自治旗", "旗"), ("自治区", "自治区")]
        {
            if name.ends_with(kind) && name.chars().count() > 3 {
                forms.push((format!("{short}{kind}"), Form::Alias));
                forms.push((format!("{short}{plain}"), Form::Alias));
            }
        }
        forms.push((short.to_owned(), Form::Short));
        forms
    }
}

/// Returns the first two characters of `text`.
fn first_two(text: &str) -> &str {
    let end = text.char_indices().nth(2).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(name: &str) -> Vec<String> {
        let gazetteer = Gazetteer::shared();
        gazetteer.named(name).iter().map(|named| gazetteer.region(named.node).to_string()).collect()
    }

    #[test]
    fn every_line_of_the_table_is_a_node() {
        let gazetteer = Gazetteer::shared();
        assert_eq!(gazetteer.nodes.len(), table().lines().count() - 1);
        for node in &gazetteer.nodes {
            assert_eq!(node.code.len(), 6, "{}", node.name);
            assert_eq!(node.province.is_none(), node.level == Level::Province, "{}", node.name);
        }
    }

    #[test]
    fn the_table_is_packed_small_and_comes_out_whole() {
        const MOST: usize = 100_000;
        let source = include_str!("divisions.tsv");
        assert!(PACKED.len() < MOST, "{} bytes", PACKED.len());
        assert_eq!(table().lines().count(), source.lines().count());
        for (line, expected) in table().lines().zip(source.lines()) {
            assert!(line.split('\t').eq(expected.split('\t')), "{line}");
        }
        let gazetteer = Gazetteer::shared();
        let mut nodes: Vec<NodeId> = gazetteer.nodes().collect();
        for line in source.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [code, level, province, prefecture, county, _, kind, successor, until, pinyin] =
                fields[..]
            else {
                panic!("{line}");
            };
            let name = [county, prefecture, province].into_iter().find(|name| !name.is_empty());
            let at = nodes.iter().position(|&id| {
                let node = gazetteer.node(id);
                (node.code, Some(node.name)) == (code, name)
            });
            let id = nodes.swap_remove(at.unwrap_or_else(|| panic!("{line}")));
            let node = gazetteer.node(id);
            assert_eq!((node.level as usize + 1).to_string(), level, "{line}");
            assert_eq!(node.pinyin, pinyin, "{line}");
            let above = |id: Option<NodeId>| id.map_or("", |id| gazetteer.node(id).name);
            if node.level > Level::Province {
                assert_eq!(above(node.province), province, "{line}");
            }
            if node.level > Level::Prefecture {
                assert_eq!(above(node.prefecture), prefecture, "{line}");
            }
            let existence = match node.existence {
                Existence::Current => ("cur", None, None),
                Existence::Zone => ("zone", None, None),
                Existence::Former { successor, until } => ("hist", successor, until),
            };
            let expected = (kind, Some(successor).filter(|it| !it.is_empty()), until.parse().ok());
            assert_eq!(existence, expected, "{line}");
        }
        assert!(nodes.is_empty());
    }

    #[test]
    fn names_are_known_in_full_and_in_short() {
        for (name, expected) in [
            ("酉阳土家族苗族自治县", "重庆市 › 酉阳土家族苗族自治县"),
            ("酉阳自治县", "重庆市 › 酉阳土家族苗族自治县"),
            ("酉阳县", "重庆市 › 酉阳土家族苗族自治县"),
            ("酉阳", "重庆市 › 酉阳土家族苗族自治县"),
            ("巴南", "重庆市 › 巴南区"),
            ("定襄", "山西省 › 忻州市 › 定襄县"),
            ("恩施州", "湖北省 › 恩施土家族苗族自治州"),
            ("广西", "广西壮族自治区"),
            ("仙桃市", "湖北省 › 仙桃市"),
            ("赵县", "河北省 › 石家庄市 › 赵县"),
            ("浦东新区", "上海市 › 浦东新区"),
            ("鄂伦春旗", "内蒙古自治区 › 呼伦贝尔市 › 鄂伦春自治旗"),
            ("沧州经济开发区", "河北省 › 沧州市 › 河北沧州经济开发区"),
        ] {
            assert_eq!(regions(name), [expected], "{name}");
        }
        assert!(regions("赵").is_empty());
        assert!(regions("浦东新").is_empty());
    }

    #[test]
    fn homonyms_keep_all_their_readings() {
        assert_eq!(regions("桥西区").len(), 2);
        assert_eq!(regions("鼓楼区").len(), 4);
        assert_eq!(regions("海南").len(), 3);
    }

    #[test]
    fn former_divisions_are_nodes_with_a_successor() {
        let gazetteer = Gazetteer::shared();
        let node = gazetteer.named("武隆县").first().map(|named| gazetteer.node(named.node));
        let existence = node.map(|node| node.existence);
        assert_eq!(
            existence,
            Some(Existence::Former { successor: Some("500156"), until: Some(2016) })
        );
        assert_eq!(regions("莱城区"), ["山东省 › 莱芜市 › 莱城区"]);
    }

    #[test]
    fn former_divisions_are_told_by_what_they_ended_in() {
        let ended_in = |gazetteer: &Gazetteer, code: &str| -> Vec<&'static str> {
            let node = gazetteer.by_code(code).expect("a division");
            gazetteer.ended_in(node).map(|id| gazetteer.node(id).name).collect()
        };
        for (code, expected) in [
            ("500157", &["江北区", "渝北区"][..]),
            // Another code, and the same code.
            ("500156", &["武隆县"]),
            ("210112", &["东陵区"]),
            // A prefecture that became a county of another one, with what lay in it.
            ("370100", &["莱芜市", "莱城区"]),
            // What lay within it is found by that.
            ("500000", &[]),
            ("500112", &[]),
        ] {
            assert_eq!(ended_in(Gazetteer::shared(), code), expected, "{code}");
        }
        let table = "\
            code\tlevel\tprov\tcity\tname3\tshort\tkind\tsuccessor\tuntil\tpinyin\n\
            110000\t1\t甲省\t\t\t甲\tcur\t\t\tjia\n\
            110101\t3\t甲省\t\t乙县\t乙县\thist\t110102\t2016\tyi'xian\n\
            110102\t3\t甲省\t\t丙县\t丙县\thist\t110103\t2018\tbing'xian\n\
            110103\t3\t甲省\t\t丁县\t丁县\tcur\t\t\tding'xian\n\
            110104\t3\t甲省\t\t戊县\t戊县\thist\t110105\t2016\twu'xian\n\
            110105\t3\t甲省\t\t己县\t己县\thist\t110104\t2016\tji'xian\n";
        let gazetteer = Gazetteer::read(table);
        assert_eq!(ended_in(&gazetteer, "110103"), ["乙县", "丙县"]);
        assert_eq!(ended_in(&gazetteer, "110102"), ["乙县"]);
        assert_eq!(ended_in(&gazetteer, "110104"), ["己县"]);
    }

    #[test]
    fn the_longest_name_comes_first() {
        let gazetteer = Gazetteer::shared();
        let found: Vec<&str> =
            gazetteer.beginnings("酉阳自治县卫生健康委员会").map(|(name, _)| name).collect();
        assert_eq!(found, ["酉阳自治县", "酉阳"]);
    }
}
