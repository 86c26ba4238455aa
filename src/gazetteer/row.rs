//! The lines of the table as `README.md` describes them.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use super::node::{Existence, Form};
use crate::report::Level;

/// The table, packed by the build script.
pub(super) const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.deflate"));

/// Returns the table, one division a line, as its README describes it.
pub(super) fn table() -> &'static str {
    static TABLE: OnceLock<String> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut text = String::new();
        let mut unpacker = DeflateDecoder::new(PACKED);
        unpacker.read_to_string(&mut text).expect("the build script packed text");
        text
    })
}

/// The last character of the nationalities in the names of autonomous divisions.
const NATIONALITY: char = '族';

/// One line of the table.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) level: Level,
    pub(super) province: &'static str,
    pub(super) prefecture: &'static str,
    county: &'static str,
    short: &'static str,
    pub(super) existence: Existence,
    pub(super) pinyin: &'static str,
}

impl Row {
    /// Parses a line; `None` if it is not one of the table.
    pub(super) fn parse(line: &'static str) -> Option<Self> {
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

    /// Returns the full name of the division.
    pub(super) fn name(&self) -> &'static str {
        match self.level {
            Level::Province => self.province,
            Level::Prefecture => self.prefecture,
            Level::County => self.county,
        }
    }

    /// Returns the name without the word for its kind, and without nationalities.
    pub(super) fn short(&self) -> &'static str {
        self.short.trim_end_matches(NATIONALITY)
    }

    /// Returns every name of the division.
    pub(super) fn forms(&self) -> Vec<(String, Form)> {
        let name = self.name();
        let mut forms = vec![(name.to_owned(), Form::Full)];
        if self.existence == Existence::Zone {
            let bare = name.strip_prefix(self.province.trim_end_matches(['省', '市']));
            let bare = bare.filter(|bare| self.prefecture.starts_with(first_two(bare)));
            forms.extend(bare.map(|bare| (bare.to_owned(), Form::Alias)));
            return forms;
        }
        let short = self.short();
        // 新区 and 矿区 are part of the name. A name of one character is never shortened.
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
