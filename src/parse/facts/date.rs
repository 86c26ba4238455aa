//! Days and years as reports write them.

use std::ops::Range;

use crate::report::{Date, Year};
use crate::text::is_han;
use crate::text::numerals::{cardinal, digit, digits};

/// A year that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearToken {
    /// The bytes of the digits and the 年 after them.
    pub(super) range: Range<usize>,
    /// The year.
    pub(super) year: Year,
    /// Whether 年 follows.
    pub(super) named: bool,
    /// Whether it is one end of a range (2021-2025年).
    pub(super) ranged: bool,
    /// Whether a month follows.
    pub(super) dated: bool,
}

/// Returns whether `character` can be part of a year's digits once one digit is seen.
fn continues_digits(character: char) -> bool {
    digit(character).is_some() || matches!(character, '○' | '◯' | 'O' | 'o')
}

/// Finds the years in `text`; numbers of documents (\[2024\]1号) are none.
pub(super) fn years(text: &str) -> Vec<YearToken> {
    let mut found: Vec<YearToken> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(character) = rest.chars().next() else { break };
        if digit(character).is_none() {
            at += character.len_utf8();
            continue;
        }
        let len = rest.find(|c| !continues_digits(c)).unwrap_or(rest.len());
        let run = rest.get(..len).unwrap_or_default();
        found.extend(year_token(text, at, run));
        at += len;
    }
    found
}

fn year_token(text: &str, at: usize, run: &str) -> Option<YearToken> {
    if run.chars().count() != 4 {
        return None;
    }
    let year = Year::new(u16::try_from(digits(run)?).ok()?)?;
    let before = text.get(..at)?;
    let after = text.get(at + run.len()..)?;
    if before.ends_with('[') || before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = after.strip_prefix('年');
    let named = rest.is_some();
    let rest = rest.unwrap_or(after);
    let dash = |c: char| matches!(c, '-' | '至' | '到');
    let next = rest.trim_start_matches(dash);
    let dashed = next.len() < rest.len();
    let other_year = next.find(|c| !continues_digits(c)).unwrap_or(next.len()) > 0;
    // 2021-03-29 is a day, 2021-2025 a range.
    let day = dashed
        && !named
        && next.split(dash).nth(1).is_some_and(begins_with_digit)
        && next.split(dash).next().is_some_and(|month| month.len() <= 2);
    if day || (!named && rest.starts_with(['/', '.']) && begins_with_digit(rest.get(1..)?)) {
        return None;
    }
    let earlier = before.trim_end_matches(dash);
    let follows = earlier.len() < before.len()
        && earlier.ends_with(|c: char| digit(c).is_some() || c == '年');
    let same = |text: &str| text.starts_with(run) || text.ends_with(run);
    let ranged = (dashed && other_year && !same(next)) || (follows && !same(earlier));
    let month = rest.find(|c| digit(c).is_none() && c != '十').unwrap_or(0);
    let dated = named && month > 0 && rest.get(month..)?.starts_with('月');
    let end = at + run.len() + if named { '年'.len_utf8() } else { 0 };
    Some(YearToken { range: at..end, year, named, ranged, dated })
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Finds the days in `text`: 2023年12月18日, 二〇二三年十二月十八日, 2023-12-18, 2023/12/18.
pub(super) fn dates(text: &str) -> Vec<(Range<usize>, Date)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(character) = rest.chars().next() else { break };
        if digit(character).is_some() {
            if let Some((len, date)) = date_at(rest) {
                found.push((at..at + len, date));
                at += len;
                continue;
            }
            at += rest.find(|c| !continues_digits(c)).unwrap_or(rest.len());
        } else {
            at += character.len_utf8();
        }
    }
    found
}

fn date_at(text: &str) -> Option<(usize, Date)> {
    let end = text.find(|c| !continues_digits(c))?;
    let written = text.get(..end)?;
    if written.chars().count() != 4 {
        return None;
    }
    let year = u16::try_from(digits(written)?).ok()?;
    let rest = text.get(end..)?;
    let separator = rest.chars().next()?;
    let (month_end, day_ends): (char, &[char]) = match separator {
        '年' => ('月', &['日', '号']),
        '-' | '/' | '.' => (separator, &[]),
        _ => return None,
    };
    let rest = rest.get(separator.len_utf8()..)?;
    let month_len = rest.find(|c| !is_counting(c))?;
    let month = u8::try_from(cardinal(rest.get(..month_len)?)?).ok()?;
    let rest = rest.get(month_len..)?.strip_prefix(month_end)?;
    let most = if day_ends.is_empty() { 2 } else { 9 };
    let day_len = rest.find(|c| !is_counting(c)).unwrap_or(rest.len()).min(most);
    let day = u8::try_from(cardinal(rest.get(..day_len)?)?).ok()?;
    let rest = rest.get(day_len..)?;
    let rest = if day_ends.is_empty() { rest } else { rest.strip_prefix(day_ends)? };
    Some((text.len() - rest.len(), Date::new(year, month, day)?))
}

fn is_counting(character: char) -> bool {
    digit(character).is_some() || matches!(character, '十' | '廿' | '卅')
}

/// Returns the day that `line` is, or ends in, with the bytes before it.
pub(super) fn final_date(line: &str) -> Option<(&str, Date)> {
    let (range, date) = dates(line).pop()?;
    let rest = line.get(range.end..)?;
    let ended = !rest.chars().any(is_han) && rest.chars().count() <= 9;
    ended.then(|| (line.get(..range.start).unwrap_or_default(), date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_every_script() {
        for (text, expected) in [
            ("甲县2023年度报告", "2023"),
            ("二〇二三年", "2023"),
            ("二○二三年度", "2023"),
            ("自2023年1月1日", "2023d"),
            ("纲要(2021-2025年)", "2021r 2025r"),
            ("2021年-2025年", "2021r 2025r"),
            ("2021至2025年", "2021r 2025r"),
            ("2023-2023年", "2023 2023"),
            ("甲政发[2024]1号", ""),
            ("(20212025年)", ""),
            ("2021-03-29", ""),
            ("2021/03/29 2021.3.9", ""),
            ("第5000号", ""),
            ("11500111MB2023", ""),
        ] {
            let shown: Vec<String> = years(text)
                .iter()
                .map(|token| {
                    let ranged = if token.ranged { "r" } else { "" };
                    format!("{}{ranged}{}", token.year, if token.dated { "d" } else { "" })
                })
                .collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn days_are_found_in_every_script() {
        for (text, expected) in [
            ("2023年12月18日", "2023-12-18"),
            ("二〇二三年十二月十八日", "2023-12-18"),
            ("2024-01-2809:18", "2024-01-28"),
            ("时间:2021/03/29 11:30", "2021-03-29"),
            ("2024年2月30日", ""),
            ("2024年2月", ""),
            ("2024.1.8", "2024-01-08"),
        ] {
            let shown: Vec<String> = dates(text).iter().map(|(_, date)| date.to_string()).collect();
            assert_eq!(shown.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_line_may_end_in_a_day() {
        let (before, date) = final_date("甲县财政局2024年1月5日").unwrap();
        assert_eq!((before, date.to_string().as_str()), ("甲县财政局", "2024-01-05"));
        assert!(final_date("2024年1月5日印发通知").is_none());
    }
}
