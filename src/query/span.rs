//! Ranges of years and of days as questions ask for them.

use std::fmt;

use super::asked::is_unknown;
use crate::report::{Date, UNKNOWN, Year};
use crate::text::numerals::{cardinal, digits};

/// A range, both ends included, or the reports of which it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span<T> {
    /// From the first to the second; open at an end that is absent.
    Range(Option<T>, Option<T>),
    /// Reports of which it is not known.
    Unknown,
}

/// A range of years.
pub type Years = Span<Year>;

/// A range of days.
pub(crate) type Days = Span<Date>;

impl<T: Copy + Ord> Span<T> {
    /// Returns whether the range includes `value`; `None` is one that is not known.
    #[must_use]
    pub fn includes(self, value: Option<T>) -> bool {
        match (self, value) {
            (Self::Unknown, value) => value.is_none(),
            (Self::Range(..), None) => false,
            (Self::Range(from, to), Some(value)) => {
                from.is_none_or(|from| from <= value) && to.is_none_or(|to| value <= to)
            }
        }
    }

    /// Reads a range; `period` returns the first and the last of what stands at an end of it or
    /// alone, such as the days of a month.
    fn read(text: &str, period: impl Fn(&str) -> Option<(T, T)>) -> Option<Self> {
        let text = text.trim();
        if is_unknown(text) {
            return Some(Self::Unknown);
        }
        if let Some((first, last)) = period(text) {
            return Some(Self::Range(Some(first), Some(last)));
        }
        let ends = |(from, to): (&str, &str)| {
            let last = || period(to).or_else(|| period(&completed(to, from)?));
            let from = if from.is_empty() { None } else { Some(period(from)?.0) };
            let to = if to.is_empty() { None } else { Some(last()?.1) };
            let is_range = match (from, to) {
                (Some(from), Some(to)) => from <= to,
                (from, to) => from.is_some() || to.is_some(),
            };
            is_range.then_some(Self::Range(from, to))
        };
        // A `-` also stands inside a day. The one between two is where both sides can be read.
        let mut found = halves(text).into_iter().filter_map(ends);
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}

/// Returns what stands before and after each mark that can be that of a range.
fn halves(text: &str) -> Vec<(&str, &str)> {
    let is_mark = |c: char| "-－—–~～〜至到.．…".contains(c);
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(is_mark)) {
        let (from, rest) = text.split_at(at + start);
        let to = rest.trim_start_matches(is_mark);
        let (mark, _) = rest.split_at(rest.len() - to.len());
        // A single dot is part of a day.
        if ![".", "．"].contains(&mark) {
            halves.push((from.trim(), to.trim()));
        }
        at = text.len() - to.len();
    }
    halves
}

/// Returns the end of a range with what it leaves out of the beginning: 3月 after 2024年1月 is
/// 2024年3月.
fn completed(to: &str, from: &str) -> Option<String> {
    let unit = if to.contains('月') { '年' } else { '月' };
    let len = from.find(unit)? + unit.len_utf8();
    Some(format!("{}{to}", from.get(..len)?))
}

impl Years {
    /// Parses `2023`, `2021-2023`, `2021..2023`, `2021-`, `-2023`, 二〇二三 and 未识别.
    ///
    /// ```
    /// use chabao::query::Years;
    /// assert_eq!(Years::parse("２０２１—2023").unwrap().to_string(), "2021-2023");
    /// assert_eq!(Years::parse("2021..").unwrap().to_string(), "2021-");
    /// assert_eq!(Years::parse("2023-2021"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text, |text| {
            let digits = digits(text.trim_end_matches(['年', '度']))?;
            let year = Year::new(u16::try_from(digits).ok()?)?;
            Some((year, year))
        })
    }
}

impl Days {
    /// Parses days, months and years as reports and programs write them, ranges of these, open ones
    /// included, and 未识别.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::read(text, days)
    }
}

/// Returns the first and the last day of a day, a month or a year: 2024-01-30, 2024年1月, 2024, and
/// 20240130 as addresses have it.
fn days(text: &str) -> Option<(Date, Date)> {
    let text =
        ['日', '号', '月', '年'].iter().find_map(|it| text.strip_suffix(*it)).unwrap_or(text);
    let parts: Vec<&str> = text.split(|c| "-－.．/／年月".contains(c)).map(str::trim).collect();
    let (year, parts) = parts.split_first()?;
    let number = digits(year)?;
    let (year, month, day) = match (year.chars().count(), parts) {
        (4, []) => (number, None, None),
        (4, [month]) => (number, Some(cardinal(month)?), None),
        (4, [month, day]) => (number, Some(cardinal(month)?), Some(cardinal(day)?)),
        (6, []) => (number / 100, Some(number % 100), None),
        (8, []) => (number / 10_000, Some(number / 100 % 100), Some(number % 100)),
        _ => return None,
    };
    let year = u16::try_from(year).ok()?;
    let part = |part: Option<u32>| part.map(u8::try_from).transpose().ok();
    let (first, last) = match (part(month)?, part(day)?) {
        (Some(month), Some(day)) => (Date::new(year, month, day), Date::new(year, month, day)),
        (Some(month), None) => (Date::new(year, month, 1), Date::last_of_month(year, month)),
        _ => (Date::new(year, 1, 1), Date::new(year, 12, 31)),
    };
    first.zip(last)
}

impl fmt::Display for Years {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => out.write_str(UNKNOWN),
            Self::Range(Some(from), Some(to)) if from == to => write!(out, "{from}"),
            Self::Range(from, to) => {
                let print = |year: &Option<Year>| year.map_or(String::new(), |y| y.to_string());
                write!(out, "{}-{}", print(from), print(to))
            }
        }
    }
}

impl fmt::Display for Days {
    /// Prints whole years and whole months as such.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Range(from, to) = self else { return out.write_str(UNKNOWN) };
        let day = |end: &Option<Date>| end.map_or(String::new(), |day| day.to_string());
        let (from, to) = (day(from), day(to));
        let whole = |first: &str, is_last: fn(&str) -> bool| {
            (from.is_empty() || from.ends_with(first)) && (to.is_empty() || is_last(&to))
        };
        let len = if whole("-01-01", |to| to.ends_with("-12-31")) {
            "2024".len()
        } else if whole("-01", is_last_of_month) {
            "2024-01".len()
        } else {
            "2024-01-30".len()
        };
        let cut = |day: &str| day.get(..len).unwrap_or_default().to_owned();
        match (cut(&from), cut(&to)) {
            (from, to) if from == to => out.write_str(&from),
            (from, to) => write!(out, "{from}..{to}"),
        }
    }
}

fn is_last_of_month(day: &str) -> bool {
    let Ok(day) = day.parse::<Date>() else { return false };
    Date::last_of_month(day.year(), day.month()) == Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_form_and_printed_in_one() {
        for (typed, expected) in [
            ("2024-01-30", "2024-01-30"),
            ("2024-1-30", "2024-01-30"),
            ("2024.1.30", "2024-01-30"),
            ("2024/1/30", "2024-01-30"),
            ("2024年1月30日", "2024-01-30"),
            ("2024 年 1 月 30 日", "2024-01-30"),
            ("2024年1月30号", "2024-01-30"),
            ("２０２４－０１－３０", "2024-01-30"),
            ("２０２４年１月３０日", "2024-01-30"),
            ("二〇二四年一月三十日", "2024-01-30"),
            ("二○二四年十二月二十一日", "2024-12-21"),
            ("20240130", "2024-01-30"),
            ("2024-01", "2024-01"),
            ("202401", "2024-01"),
            ("2024年1月", "2024-01"),
            ("2024.1", "2024-01"),
            ("2024", "2024"),
            ("2024年", "2024"),
            ("2024-02-01..2024-02-29", "2024-02"),
            ("2023-02-01..2023-02-28", "2023-02"),
            ("2024-02-01..2024-02-28", "2024-02-01..2024-02-28"),
            ("2024-01-01..2024-12-31", "2024"),
            ("2024-01-05..2024-03-01", "2024-01-05..2024-03-01"),
            ("2024-01-05 至 2024-03-01", "2024-01-05..2024-03-01"),
            ("2024.1.5到2024.3.1", "2024-01-05..2024-03-01"),
            ("2024/1/5~2024/3/1", "2024-01-05..2024-03-01"),
            ("2024-1-5～2024-3-1", "2024-01-05..2024-03-01"),
            ("2024-1-5—2024-3-1", "2024-01-05..2024-03-01"),
            ("2024-1-5——2024-3-1", "2024-01-05..2024-03-01"),
            ("2024-1-5-2024-3-1", "2024-01-05..2024-03-01"),
            ("2024.1.5．．2024.3.1", "2024-01-05..2024-03-01"),
            ("2024-01..2024-03", "2024-01..2024-03"),
            ("2024-01-2024-03", "2024-01..2024-03"),
            ("2024年1月至3月", "2024-01..2024-03"),
            ("2024年1月5日至10日", "2024-01-05..2024-01-10"),
            ("2024年1月5日至3月1日", "2024-01-05..2024-03-01"),
            ("2024-01..2024-03-05", "2024-01-01..2024-03-05"),
            ("2023..2024", "2023..2024"),
            ("2023-2024", "2023..2024"),
            ("..2024-03", "..2024-03"),
            ("-2024-03", "..2024-03"),
            ("2024-02..", "2024-02.."),
            ("2024-02-", "2024-02.."),
            ("2024-01-05..", "2024-01-05.."),
            ("2024..", "2024.."),
            ("未识别", "未识别"),
            ("unknown", "未识别"),
        ] {
            let days = Days::parse(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!(days.to_string(), expected, "{typed}");
            assert_eq!(Days::parse(expected), Some(days), "{expected}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for typed in [
            "",
            "..",
            "-",
            "去年",
            "2024-02-30",
            "2023-02-29",
            "2024-13",
            "2024-0",
            "24-01-30",
            "1-30",
            "2024-03..2024-01",
            "2024-01..03",
            "2024-01-30T08:00",
            "2024年1月30日前",
            ">=2024",
            "2024-01..2024-02..2024-03",
            "99999999999",
        ] {
            assert_eq!(Days::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_range_of_years_is_written_in_every_way() {
        for (typed, expected) in [
            ("2023", "2023"),
            ("二〇二三年度", "2023"),
            ("2021-2023", "2021-2023"),
            ("2021..2023", "2021-2023"),
            ("2021…2023", "2021-2023"),
            ("2021年至2023年", "2021-2023"),
            ("2021 ~ 2023", "2021-2023"),
            ("2021..", "2021-"),
            ("..2023", "-2023"),
            ("-2023", "-2023"),
            ("unknown", "未识别"),
        ] {
            let years = Years::parse(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!(years.to_string(), expected, "{typed}");
            assert_eq!(Years::parse(expected), Some(years));
        }
        for typed in ["", "..", "-", "2023-2021", "2021-22", "2024-01", "2021.2023", "21"] {
            assert_eq!(Years::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_range_includes_its_ends() {
        let includes =
            |days: &str, day: &str| Days::parse(days).unwrap().includes(day.parse().ok());
        for (days, day, expected) in [
            ("2024-01", "2024-01-01", true),
            ("2024-01", "2024-01-31", true),
            ("2024-01", "2024-02-01", false),
            ("2024-01-05..2024-03-01", "2024-01-04", false),
            ("2024-01-05..2024-03-01", "2024-03-01", true),
            ("..2024-03", "2019-12-31", true),
            ("2024-03..", "2099-12-31", true),
            ("2024-03..", "未识别", false),
            ("未识别", "未识别", true),
            ("未识别", "2024-01-01", false),
        ] {
            assert_eq!(includes(days, day), expected, "{days} {day}");
        }
    }
}
