//! A day of the calendar.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::year::Year;

/// How far China is ahead of UTC, in seconds.
const AHEAD: u64 = 8 * 60 * 60;

/// The seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// A day of the calendar, printed as `2023-12-18`.
///
/// There is no day `2023-02-29`.
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
        let last = Self::last_of_month(year, month)?;
        (1..=last.day).contains(&day).then_some(Self { year, month, day })
    }

    /// Returns the last day of a month, or `None` if the month is not in the calendar.
    pub(crate) fn last_of_month(year: u16, month: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let day = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        Year::new(year)?;
        Some(Self { year, month, day })
    }

    /// Returns the present day in China: eight hours ahead of UTC all year. `None` if the clock is
    /// outside the years of a day.
    #[must_use]
    pub fn today() -> Option<Self> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        day_after((since.as_secs() + AHEAD) / DAY)
    }

    /// Returns the time of the day in China: `2026-11-28T14:40:01+08:00`; empty if the clock is outside the
    /// years of a day.
    pub(crate) fn time_in_words(time: SystemTime) -> String {
        let Ok(since) = time.duration_since(UNIX_EPOCH) else { return String::new() };
        let seconds = since.as_secs() + AHEAD;
        let Some(day) = day_after(seconds / DAY) else { return String::new() };
        let [hour, minute, second] = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60];
        format!("{day}T{hour:02}:{minute:02}:{second:02}+08:00")
    }

    /// Returns the calendar year of the day.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, counted from 1.
    pub(crate) fn month(self) -> u8 {
        self.month
    }

    /// Returns the day as one number that grows with time, such as 20231218.
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }
}

/// Returns the day that is this many days after 1970-01-01.
///
/// Years are counted from March, so that the leap day is the last day of a year; 400 years have
/// 146,097 days.
fn day_after(days: u64) -> Option<Date> {
    /// The days from 0000-03-01 to 1970-01-01.
    const BEFORE: u64 = 719_468;
    let days = days + BEFORE;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // From March on, every five months have 153 days.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = u16::try_from(era * 400 + year + next).ok()?;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(Date::new(2023, 12, 18).unwrap().to_string(), "2023-12-18");
        assert_eq!(Date::new(2023, 2, 29), None);
        for (days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_782, "2026-11-25"),
            (20_818, "2026-12-31"),
            (20_819, "2027-01-01"),
        ] {
            assert_eq!(day_after(days).unwrap().to_string(), expected);
        }
        assert_eq!(day_after(1_000_000), None);
        assert!(Date::today().is_some_and(|day| day.year() >= 2025));
    }
}
