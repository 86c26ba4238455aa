//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::year::Year;

/// A day of the calendar, printed as `2023-12-18`.
///
/// ```
/// use chabao::report::Date;
/// assert_eq!(Date::new(2023, 12, 18).unwrap().to_string(), "2023-12-18");
/// assert_eq!(Date::new(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns the day, or `None` if it is not in the calendar.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        Year::new(year)?;
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Returns the calendar year of the day.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the day as one number that grows with time, such as 20231218.
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Parses `2023-12-18`, `2023/12/18` or `2023.12.18`; months and days may have one digit.
    fn from_str(text: &str) -> Result<Self, String> {
        let refused = || format!("`{text}` is not a date such as 2023-12-18");
        let numbers: Vec<u16> = text
            .trim()
            .split(['-', '/', '.'])
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| refused())?;
        let [year, month, day] = numbers[..] else { return Err(refused()) };
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else {
            return Err(refused());
        };
        Self::new(year, month, day).ok_or_else(refused)
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
