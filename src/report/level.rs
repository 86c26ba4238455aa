//! The levels of administrative divisions.

use serde::{Deserialize, Serialize};

use super::named::named;

named! {
    /// The level of an administrative division. Larger divisions come first.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Level {
        /// A province, autonomous region or municipality.
        Province => "province", "province", "省";
        /// A prefecture.
        Prefecture => "prefecture", "prefecture", "市";
        /// A county, district, banner, county-level city or development zone.
        County => "county", "county", "县";
    }
}

impl Level {
    /// Returns the level of the division with this GB/T 2260 code: the code of a province ends in
    /// 0000, that of a prefecture in 00.
    ///
    /// ```
    /// use chabao::report::Level;
    /// assert_eq!(Level::of_code("410000"), Level::Province);
    /// assert_eq!(Level::of_code("411200"), Level::Prefecture);
    /// assert_eq!(Level::of_code("411224"), Level::County);
    /// ```
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        match (code.ends_with("0000"), code.ends_with("00")) {
            (true, _) => Self::Province,
            (false, true) => Self::Prefecture,
            (false, false) => Self::County,
        }
    }
}
