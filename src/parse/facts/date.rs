//! Days and years as reports write them.

use std::ops::Range;

use crate::report::{Date, Year};
use crate::text::is_han;
use crate::text::numerals::{cardinal, digit, digits};

/// A year in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YearToken {
    /// The bytes of the digits and of the 年 after them.
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

/// Returns whether `character` can be one of the digits of a year after the first.
fn continues_digits(character: char) -> bool {
    digit(character).is_some() || matches!(character, '○' | '◯' | 'O' | 'o')
}

/// Finds the years in `text`; those in numbers of documents (\[2024\]1号) do not count.
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
        let (run, _) = rest.split_at(len);
        found.extend(year_token(text, at, run));
        at += len;
    }
    found
}

/// Reads the digits `run`, which start at byte `at` of `text`, as a year.
fn year_token(text: &str, at: usize, run: &str) -> Option<YearToken> {
    if run.chars().count() != 4 {
        return None;
    }
    let year = Year::new(u16::try_from(digits(run)?).ok()?)?;
    let (before, rest) = text.split_at(at);
    let (_, after) = rest.split_at(run.len());
    if before.ends_with('[') || before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let named = after.starts_with('年');
    let rest = after.strip_prefix('年').unwrap_or(after);
    if !named && is_day_in_figures(rest) {
        return None;
    }
    let month = rest.find(|c| digit(c).is_none() && c != '十').unwrap_or(0);
    let dated = named && month > 0 && rest.split_at(month).1.starts_with('月');
    let end = at + run.len() + if named { '年'.len_utf8() } else { 0 };
    let ranged = is_range_end(before, run, rest);
    Some(YearToken { range: at..end, year, named, ranged, dated })
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '至' | '到')
}

/// Returns whether `rest` continues a year to a day: 2021-03-29, 2021/03, 2021.3.
fn is_day_in_figures(rest: &str) -> bool {
    if let Some(month) = rest.strip_prefix(['/', '.']) {
        return begins_with_digit(month);
    }
    let next = rest.trim_start_matches(is_dash);
    let mut parts = next.split(is_dash);
    let has_month = parts.next().is_some_and(|month| month.len() <= 2);
    next.len() < rest.len() && has_month && parts.next().is_some_and(begins_with_digit)
}

/// Returns whether the year `run` between `before` and `rest` is one end of a range of years:
/// 2021-2025. 2023-2023 is one year.
fn is_range_end(before: &str, run: &str, rest: &str) -> bool {
    let next = rest.trim_start_matches(is_dash);
    let next_digits = next.find(|c| !continues_digits(c)).unwrap_or(next.len());
    let begins = next.len() < rest.len() && next_digits > 0 && !next.starts_with(run);
    let earlier = before.trim_end_matches(is_dash);
    let is_year = |last: char| digit(last).is_some() || last == '年';
    let ends =
        earlier.len() < before.len() && earlier.ends_with(is_year) && !earlier.ends_with(run);
    begins || ends
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

/// Returns the day that `line` ends in, with what precedes it.
pub(super) fn final_date(line: &str) -> Option<(&str, Date)> {
    let (range, date) = dates(line).pop()?;
    let rest = line.get(range.end..)?;
    let ended = !rest.chars().any(is_han) && rest.chars().count() <= 9;
    ended.then(|| (line.split_at(range.start).0, date))
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
