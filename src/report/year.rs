//! The year that a report is about.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The year a report is about. This is never the year it was published in.
///
/// ```
/// use chabao::report::Year;
/// assert_eq!(Year::new(2023).unwrap().to_string(), "2023");
/// assert_eq!(Year::new(5000), None);
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(try_from = "u16", into = "u16")]
#[schema(minimum = 1949, maximum = 2099)]
pub struct Year(u16);

impl Year {
    /// The first year that is accepted: the People's Republic was founded in it.
    pub const FIRST: u16 = 1949;
    /// The last year that is accepted.
    pub const LAST: u16 = 2099;

    /// Returns the year, or `None` if a report cannot be about it.
    #[must_use]
    pub fn new(number: u16) -> Option<Self> {
        (Self::FIRST..=Self::LAST).contains(&number).then_some(Self(number))
    }

    /// Returns the year as a number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl TryFrom<u16> for Year {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| {
            format!("`{number}` is not a year between {} and {}", Self::FIRST, Self::LAST)
        })
    }
}

impl From<Year> for u16 {
    fn from(year: Year) -> Self {
        year.0
    }
}
