//! The levels of divisions that reports are counted by.

/// How far down a division stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// 省: a province, autonomous region or municipality.
    Province,
    /// 市: a prefecture.
    Prefecture,
    /// 县: a county, district, banner or county-level city.
    County,
}

impl Level {
    /// Every level, the largest first.
    pub const ALL: [Self; 3] = [Self::Province, Self::Prefecture, Self::County];

    /// Returns the name of the level as a field of the query line.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Province => "省",
            Self::Prefecture => "市",
            Self::County => "县",
        }
    }
}
