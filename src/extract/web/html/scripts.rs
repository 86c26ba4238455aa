//! What the scripts of an article on WeChat say of it: the day it was published, and the account.
//!
//! Such a page shows its day by a script, so that one that was saved before the script ran has it
//! only in a variable: `var ct = "1705543200"`, `publish_time: '2024-01-18 10:00'`,
//! `createTime: JsDecode('…')`.

use std::iter::successors;

/// The marks of an article on WeChat: other sites give these names to other things.
const MARKS: [&str; 3] = ["mp.weixin.qq.com", "rich_media", "js_content"];

/// The variables with the time of publication, the surest first.
const TIMES: [&str; 7] = [
    "publish_time",
    "ct",
    "createTime",
    "create_time",
    "oriCreateTime",
    "ori_create_time",
    "svr_time",
];

/// The variables with the name of the account.
const ACCOUNTS: [&str; 3] = ["nickname", "nick_name", "profile_nickname"];

/// The most characters between a variable and its value: `htmlDecode(`, `window.ct ||`.
const FARTHEST: usize = 40;

/// The most characters of a value.
const LONGEST: usize = 60;

/// How many uses of a name are looked at: the first ones set it.
const MOST_USES: usize = 20;

/// China's time is this far ahead of UTC, in seconds.
const AHEAD: i64 = 8 * 3600;

/// Returns the names and values of `<meta>` that the scripts of `source`, a whole page, stand for.
pub(super) fn facts(source: &str) -> Vec<(String, String)> {
    if !MARKS.iter().any(|mark| source.contains(mark)) {
        return Vec::new();
    }
    let time = TIMES.iter().find_map(|name| values(source, name).find_map(day));
    let account = ACCOUNTS.iter().find_map(|name| values(source, name).find_map(account));
    let time = time.map(|day| ("publish_time".to_owned(), day));
    time.into_iter().chain(account.map(|name| ("nickname".to_owned(), name))).collect()
}

/// Returns the strings and numbers that `source` assigns to the variable or the field `name`.
fn values<'a>(source: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
    let uses = source.match_indices(name).filter(move |(at, _)| {
        let (before, _) = source.split_at(*at);
        !before.ends_with(is_part)
    });
    uses.take(MOST_USES).filter_map(move |(at, _)| {
        let after = source.get(at + name.len()..)?;
        let after = after.trim_start_matches(['"', '\'']).trim_start();
        let after = after.strip_prefix(['=', ':'])?.trim_start();
        let is_digit = |it: char| it.is_ascii_digit();
        if after.starts_with(is_digit) {
            return Some(after.split(|it: char| !is_digit(it)).next().unwrap_or_default());
        }
        let quote = after.char_indices().take(FARTHEST).find(|(_, it)| matches!(it, '"' | '\''));
        let (start, quote) =
            quote.filter(|(start, _)| !after.split_at(*start).0.contains([';', '\n']))?;
        let inner = after.get(start + 1..)?;
        let end = inner.char_indices().take(LONGEST).find(|(_, it)| *it == quote)?.0;
        inner.get(..end).filter(|value| !value.trim().is_empty())
    })
}

/// Returns the day and the time in `value`, in China's time: a date as it is written, or seconds
/// since 1970.
fn day(value: &str) -> Option<String> {
    let value = value.trim();
    if value.len() >= 8 && value.starts_with("20") && value.contains(['-', '/', '年']) {
        return Some(value.to_owned());
    }
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = match value.len() {
        10 => value.parse().ok()?,
        13 => value.get(..10)?.parse().ok()?,
        _ => return None,
    };
    // Accounts exist since 2012.
    (seconds > 1_325_347_200).then(|| clock(seconds + AHEAD))
}

/// Returns the day and the time `seconds` after the beginning of 1970.
fn clock(seconds: i64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = |year: i64| if is_leap(year) { 366 } else { 365 };
    let years = successors(Some((1970, days)), |&(year, left)| {
        (left >= length(year)).then(|| (year + 1, left - length(year)))
    });
    let (year, left) = years.last().expect("there is a first year");
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut month, mut day) = (1, left);
    for length in months {
        if day < length {
            break;
        }
        (month, day) = (month + 1, day - length);
    }
    format!("{year}-{month:02}-{:02} {:02}:{:02}", day + 1, rest / 3600, rest % 3600 / 60)
}

/// Returns the name of an account, `None` if `value` is code or an id.
fn account(value: &str) -> Option<String> {
    let is_name = super::tree::hanzi(value) >= 2 && !value.contains(['<', '{', '(', '$', '\\']);
    is_name.then(|| value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_accounts_are_read_from_every_kind_of_variable() {
        let table = [
            ("var ct = \"1705543200\";", "publish_time=2024-01-18 10:00"),
            // The first hours of a day in China are the day before in UTC.
            ("var ct='1705510800'", "publish_time=2024-01-18 01:00"),
            ("window.ct = 1709222399;", "publish_time=2024-02-29 23:59"),
            ("oriCreateTime = '1735660800'", "publish_time=2025-01-01 00:00"),
            ("ori_create_time: '1705543200' * 1,", "publish_time=2024-01-18 10:00"),
            ("createTime = \"1705543200000\"", "publish_time=2024-01-18 10:00"),
            ("create_time: JsDecode('2024-01-18 10:00'),", "publish_time=2024-01-18 10:00"),
            ("var publish_time = \"2024-01-18\" || \"\";", "publish_time=2024-01-18"),
            ("\"publish_time\":\"2024-01-18 10:00\"", "publish_time=2024-01-18 10:00"),
            (
                "<em id=\"publish_time\"></em><script>var ct = \"1705543200\";</script>",
                "publish_time=2024-01-18 10:00",
            ),
            ("var nickname = htmlDecode(\"云岫县司法局\");", "nickname=云岫县司法局"),
            ("nick_name: JsDecode('云岫司法'),", "nickname=云岫司法"),
            ("var ct = \"\"; var nickname = \"\";", ""),
            ("var ct = \"12\"; var direct = \"1705543200\"; nickname = a.b;", ""),
            ("var user_nickname = \"某某读者\";", ""),
        ];
        for (script, expected) in table {
            let page = format!("<div class=rich_media><div id=js_content></div></div>{script}");
            let found = facts(&page);
            let shown: Vec<String> =
                found.iter().map(|(name, it)| format!("{name}={it}")).collect();
            assert_eq!(shown.join(" "), expected, "{script}");
            assert_eq!(facts(script), [], "{script}");
        }
    }
}
