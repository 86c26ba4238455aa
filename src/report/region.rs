//! Administrative divisions, and the region that an agency belongs to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::level::Level;

/// The number of digits of a GB/T 2260 code.
const CODE_LEN: usize = 6;

/// Separates the divisions in the key of a region.
const KEY_SEPARATOR: char = '\u{0}';

/// One administrative division with its GB/T 2260 code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Division {
    /// The six-digit code, for instance `500242`.
    pub code: String,
    /// The full name, for instance 酉阳土家族苗族自治县.
    pub name: String,
}

impl Division {
    /// Returns the level of the division, which its code shows.
    #[must_use]
    pub fn level(&self) -> Level {
        Level::of_code(&self.code)
    }

    /// Returns the division as one string: its code followed by its name, as in
    /// `500242酉阳土家族苗族自治县`. The code alone does not identify a division: two can have the
    /// same code, one after the other.
    #[must_use]
    pub fn to_key(&self) -> String {
        format!("{}{}", self.code, self.name)
    }

    /// Parses what [`Division::to_key`] wrote; `None` if `key` does not begin with a code.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let (code, name) = split_key(key)?;
        Some(Self { code: code.to_owned(), name: name.to_owned() })
    }
}

/// Splits text that begins with a six-digit code into the code and the rest.
///
/// This is the only place that knows how long a code is.
#[must_use]
fn split_key(key: &str) -> Option<(&str, &str)> {
    key.split_at_checked(CODE_LEN)
        .filter(|(code, _)| code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The region of an agency: its province, prefecture and county, as far down as they are known.
///
/// The prefecture is absent for the districts of municipalities and for counties that a province
/// administers directly.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Region {
    /// The province, autonomous region or municipality.
    pub province: Option<Division>,
    /// The prefecture.
    pub prefecture: Option<Division>,
    /// The county, district, banner or county-level city.
    pub county: Option<Division>,
}

impl Region {
    /// Returns the divisions that are known, the largest first.
    #[must_use]
    pub fn divisions(&self) -> impl DoubleEndedIterator<Item = &Division> {
        [&self.province, &self.prefecture, &self.county].into_iter().flatten()
    }

    /// Returns the smallest division that is known.
    #[must_use]
    pub fn smallest(&self) -> Option<&Division> {
        self.divisions().next_back()
    }

    /// Returns the code of the smallest division that is known.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.smallest().map(|division| division.code.as_str())
    }

    /// Returns the division of this level.
    #[must_use]
    pub fn division(&self, level: Level) -> Option<&Division> {
        match level {
            Level::Province => self.province.as_ref(),
            Level::Prefecture => self.prefecture.as_ref(),
            Level::County => self.county.as_ref(),
        }
    }

    /// Returns whether no division is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.smallest().is_none()
    }

    /// Returns the region without the divisions below `level`.
    ///
    /// ```
    /// use chabao::report::{Level, Region};
    /// let region = Region::from_key("410000河南省\u{0}411200三门峡市\u{0}411224卢氏县");
    /// assert_eq!(region.down_to(Level::Prefecture).to_string(), "河南省 › 三门峡市");
    /// ```
    #[must_use]
    pub fn down_to(&self, level: Level) -> Self {
        let kept = |of: Level| self.division(of).filter(|_| of <= level).cloned();
        Self {
            province: kept(Level::Province),
            prefecture: kept(Level::Prefecture),
            county: kept(Level::County),
        }
    }

    /// Returns the region as one string: the keys of its divisions with NUL between them, as the
    /// index stores them.
    #[must_use]
    pub fn to_key(&self) -> String {
        let keys: Vec<String> = self.divisions().map(Division::to_key).collect();
        keys.join(KEY_SEPARATOR.encode_utf8(&mut [0; 4]))
    }

    /// Parses what [`Region::to_key`] wrote. What is not the key of a division, such as 未识别, is
    /// left out, so that the region of a report without one is empty.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        key.split(KEY_SEPARATOR).filter_map(Division::from_key).collect()
    }
}

impl FromIterator<Division> for Region {
    /// Puts each division at its level.
    fn from_iter<I: IntoIterator<Item = Division>>(divisions: I) -> Self {
        let mut region = Self::default();
        for division in divisions {
            let place = match division.level() {
                Level::Province => &mut region.province,
                Level::Prefecture => &mut region.prefecture,
                Level::County => &mut region.county,
            };
            *place = Some(division);
        }
        region
    }
}

impl fmt::Display for Region {
    /// Prints 河南省 › 三门峡市 › 卢氏县.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, division) in self.divisions().enumerate() {
            if at > 0 {
                out.write_str(" › ")?;
            }
            out.write_str(&division.name)?;
        }
        Ok(())
    }
}

/// A region as answers show it: the names of its divisions and one code. All are absent if the
/// region is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RegionView {
    /// The province, autonomous region or municipality.
    pub province: Option<String>,
    /// The prefecture.
    pub prefecture: Option<String>,
    /// The county, district, banner or county-level city.
    pub county: Option<String>,
    /// The GB/T 2260 code of the smallest division that is known.
    pub code: Option<String>,
}

impl RegionView {
    /// Returns the names of the divisions that are known, the largest first.
    #[must_use]
    pub fn path(&self) -> String {
        let names = [&self.province, &self.prefecture, &self.county];
        names.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" › ")
    }
}

impl From<&Region> for RegionView {
    fn from(region: &Region) -> Self {
        let name = |level| region.division(level).map(|division| division.name.clone());
        Self {
            province: name(Level::Province),
            prefecture: name(Level::Prefecture),
            county: name(Level::County),
            code: region.code().map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_written_as_keys_and_read_back() {
        for key in [
            "410000河南省\u{0}411200三门峡市\u{0}411224卢氏县",
            "500000重庆市\u{0}500242酉阳土家族苗族自治县",
            "410000河南省\u{0}411200三门峡市",
            "410000河南省",
        ] {
            assert_eq!(Region::from_key(key).to_key(), key);
        }
        for key in ["", "未识别", "河南省", "41000", "41000河南省"] {
            assert!(Region::from_key(key).is_empty(), "{key}");
        }
    }

    #[test]
    fn a_region_is_cut_at_a_level() {
        let lushi = Region::from_key("410000河南省\u{0}411200三门峡市\u{0}411224卢氏县");
        let youyang = Region::from_key("500000重庆市\u{0}500242酉阳土家族苗族自治县");
        for (region, level, expected) in [
            (&lushi, Level::County, Some("411224")),
            (&lushi, Level::Prefecture, Some("411200")),
            (&lushi, Level::Province, Some("410000")),
            (&youyang, Level::County, Some("500242")),
            (&youyang, Level::Prefecture, Some("500000")),
            (&Region::default(), Level::County, None),
        ] {
            assert_eq!(region.down_to(level).code(), expected, "{region} {level:?}");
        }
    }
}
