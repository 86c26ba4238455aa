//! What the table says about a division, and about a name of one.

use crate::report::Level;

/// Identifies a division of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(super) u16);

/// Whether a division exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existence {
    /// It exists.
    Current,
    /// It was renamed, merged or upgraded.
    Former {
        /// The code of the division that took its place.
        successor: Option<&'static str>,
        /// The year in which it was abolished.
        until: Option<u16>,
    },
    /// It is a development zone with a code of its own.
    Zone,
}

/// A division of the table.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The six-digit code.
    pub(crate) code: &'static str,
    /// The full name.
    pub(crate) name: &'static str,
    /// Its level.
    pub(crate) level: Level,
    /// Whether it exists.
    pub(crate) existence: Existence,
    /// The province that contains it; absent for a province.
    pub(crate) province: Option<NodeId>,
    /// The prefecture that contains it; absent for provinces, for prefectures themselves and for
    /// counties that a province administers directly.
    pub(crate) prefecture: Option<NodeId>,
    /// The name without its kind: 酉阳; the full name if it is never shortened.
    pub(crate) short: &'static str,
    /// The short name in pinyin with apostrophes between the syllables, then other spellings in use,
    /// separated by blanks: `wu'lu'mu'qi urumqi`. Empty for development zones.
    pub(crate) pinyin: &'static str,
}

/// The form in which a name refers to a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Form {
    /// In full: 酉阳土家族苗族自治县.
    Full,
    /// Without the nationalities: 酉阳自治县, 酉阳县, 恩施州.
    Alias,
    /// Without its kind: 酉阳.
    Short,
}

/// One reading of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The division.
    pub(crate) node: NodeId,
    /// The form of its name.
    pub(crate) form: Form,
}
