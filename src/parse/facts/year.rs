//! The year a report is about.
//!
//! Reports name many years: plans (2021—2025), numbers of papers (〔2024〕1号), the next year, the day
//! of publication. The year of the title counts; without one, the year that the first paragraphs say
//! they report on; then that of the file's name; then what follows from the day of signing.

use std::collections::BTreeMap;

use super::clues::Clues;
use super::date::{YearToken, years};
use super::genre::Genre;
use super::normalized::Normalized;
use super::quotes::quote;
use crate::report::{Date, Fact, Note, Source, Sourced, Year};
use crate::text::{contains_any, ends_with_any};

/// The least weight of a year that the opening states: one phrase that reports on it.
const STATED: f64 = 3.0;

/// The least weight of a year that can be inferred.
const LIKELY: f64 = 1.0;

/// What the year is found in.
pub(super) struct Evidence<'t> {
    /// What the text is if it is about reports and none itself: of no year, unless it is a notice.
    pub(super) genre: Option<Genre>,
    pub(super) title: Option<&'t str>,
    /// The title that the page gives.
    pub(super) page_title: Option<&'t str>,
    pub(super) head: &'t Normalized,
    /// The line of the head after the title.
    pub(super) first_line: usize,
    pub(super) tail: &'t Normalized,
    /// The file's name without its extension.
    pub(super) file: &'t str,
    /// The folders.
    pub(super) folders: &'t [&'t str],
    pub(super) signed: Option<Date>,
    pub(super) published: Option<Date>,
}

/// Returns the year and its source, or a note why there is none. Adds the evidence for each year to
/// `clues`.
pub(super) fn find(evidence: &Evidence<'_>, clues: &mut Clues) -> Result<Sourced<Year>, Note> {
    let weights = in_text(evidence, clues);
    let in_file = in_title(evidence.file).ok().flatten();
    if let Some(year) = in_file {
        let place = (Source::Path, "name of the file");
        clues.add(Fact::Year, year.to_string(), place, LIKELY, evidence.file);
    }
    let has_own_title = evidence.genre.is_none_or(Genre::has_own_title);
    if has_own_title && let Some(year) = in_titles(evidence, clues)? {
        return Ok(year);
    }
    if evidence.genre.is_some() {
        return Err(Note::NoYear);
    }
    let ranked = ranked(&weights);
    let best = ranked.first().copied();
    if let Some((year, weight)) = best
        && weight >= STATED
    {
        if let Some(&(other, _)) = ranked.get(1).filter(|(_, next)| *next > 0.9 * weight) {
            let mut candidates = vec![year, other];
            candidates.sort();
            return Err(Note::AmbiguousYear { candidates });
        }
        return Ok(Sourced::stated(year, Source::Opening));
    }
    if let Some(year) = in_file {
        return Ok(Sourced::inferred(year, Source::Path));
    }
    if let Some((year, _)) = best.filter(|(_, weight)| *weight >= LIKELY) {
        return Ok(Sourced::inferred(year, Source::Body));
    }
    from_days(evidence, clues).or_else(|| in_folders(evidence, clues)).ok_or(Note::NoYear)
}

/// Returns the year of the report's title, or else of its page's.
///
/// # Errors
///
/// Returns a note if that title names several years as its own.
fn in_titles(evidence: &Evidence<'_>, clues: &mut Clues) -> Result<Option<Sourced<Year>>, Note> {
    let titles = [
        (evidence.title, Source::Title, "title", 20.0),
        (evidence.page_title, Source::Metadata, "title of the page", 12.0),
    ];
    let mut found = Ok(None);
    for (title, source, place, weight) in titles {
        let Some(title) = title else { continue };
        let year = in_title(title);
        if let Ok(Some(year)) = year {
            clues.add(Fact::Year, year.to_string(), (source, place), weight, title);
        }
        if found == Ok(None) {
            found = year.map(|year| year.map(|year| Sourced::stated(year, source)));
        }
    }
    found.map_err(|candidates| Note::AmbiguousYear { candidates })
}

/// Returns the year that follows from the day of signing, or from that of publication.
fn from_days(evidence: &Evidence<'_>, clues: &mut Clues) -> Option<Sourced<Year>> {
    let title = evidence.title.or(evidence.page_title);
    let reports = match title {
        Some(title) => !ends_with_any(title, "通知 公告 要点 方案 计划"),
        None => contains_any(&evidence.head.text, "报告 汇报 总结"),
    };
    let days = [
        (evidence.signed, Source::SignOff, "day of signing"),
        (evidence.published, Source::Metadata, "day of publication"),
    ];
    let mut days = days.into_iter().filter(|_| reports).filter_map(|(day, source, place)| {
        let year = year_before(day?)?;
        clues.add(Fact::Year, year.to_string(), (source, place), 0.5, &day?.to_string());
        Some(Sourced::inferred(year, source))
    });
    days.next()
}

/// Returns the year that the nearest folder is named after.
fn in_folders(evidence: &Evidence<'_>, clues: &mut Clues) -> Option<Sourced<Year>> {
    evidence.folders.iter().rev().find_map(|folder| {
        let year = in_title(folder).ok().flatten()?;
        clues.add(Fact::Year, year.to_string(), (Source::Path, "folder"), 0.5, folder);
        Some(Sourced::inferred(year, Source::Path))
    })
}

/// Returns the year that a report signed on `date` is likely to be about: reports are signed from
/// October of their year to June of the next.
fn year_before(date: Date) -> Option<Year> {
    let month = date.number() / 100 % 100;
    match month {
        1..=6 => Year::new(date.year() - 1),
        10..=12 => Year::new(date.year()),
        _ => None,
    }
}

/// Returns the first year of a title that is not the end of a range.
///
/// # Errors
///
/// Returns the years of a range of two or three years if there is no other year.
fn in_title(title: &str) -> Result<Option<Year>, Vec<Year>> {
    let tokens = years(title);
    let single = |named: bool| {
        tokens.iter().find(|token| token.named == named && !token.ranged && !token.dated)
    };
    if let Some(token) = single(true).or_else(|| single(false)) {
        return Ok(Some(token.year));
    }
    match &tokens[..] {
        [first, last]
            if first.ranged
                && (1..=2).contains(&(last.year.get().saturating_sub(first.year.get()))) =>
        {
            Err((first.year.get()..=last.year.get()).filter_map(Year::new).collect())
        }
        _ => Ok(None),
    }
}

fn ranked(weights: &BTreeMap<Year, f64>) -> Vec<(Year, f64)> {
    let mut ranked: Vec<(Year, f64)> =
        weights.iter().map(|(&year, &weight)| (year, weight)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    ranked
}

/// Returns the weight of each year in the lines of the text.
fn in_text(evidence: &Evidence<'_>, clues: &mut Clues) -> BTreeMap<Year, f64> {
    let mut weights = BTreeMap::new();
    let mut add = |year: u16, weight: f64, place, line: &str, token: &YearToken| {
        if let Some(year) = Year::new(year).filter(|_| weight > 0.0) {
            *weights.entry(year).or_insert(0.0) += weight;
            let words = quote(line, &token.range);
            clues.add(Fact::Year, year.to_string(), place, weight, &words);
        }
    };
    let latest = latest(evidence);
    for (at, line) in evidence.head.lines().iter().enumerate().skip(evidence.first_line) {
        let line = evidence.head.get(line);
        for token in years(line) {
            if begins_span(line, &token, latest) {
                continue;
            }
            let (back, weight) = weigh(line, &token, at < evidence.first_line + 5);
            let place = (Source::Opening, "opening");
            add(token.year.get() - back, weight, place, line, &token);
        }
    }
    for line in evidence.tail.lines() {
        let line = evidence.tail.get(&line);
        for token in years(line).into_iter().filter(|token| is_plan(line, token)) {
            let place = (Source::Body, "plan for the next year");
            add(token.year.get() - 1, 0.5, place, line, &token);
        }
    }
    weights
}

/// Returns the latest year of which the beginning of the report, or the day of signing or publication,
/// speaks; plans and the titles of papers do not count.
fn latest(evidence: &Evidence<'_>) -> Option<u16> {
    let in_line = |line: &str| {
        let own = |token: &YearToken| {
            let (before, _) = line.split_at(token.range.start);
            let is_goal = before.ends_with(['到', '至']) && !token.dated;
            let is_quoted = before.rfind('《') > before.rfind('》');
            token.named && !token.ranged && !is_goal && !is_quoted && !is_plan(line, token)
        };
        years(line).into_iter().filter(own).map(|token| token.year.get()).max()
    };
    let lines = evidence.head.lines();
    let in_text = lines.iter().filter_map(|line| in_line(evidence.head.get(line))).max();
    let days = [evidence.signed, evidence.published].into_iter().flatten();
    in_text.max(days.map(|day| day.year() - 1).max())
}

/// Returns whether `token` is the first of several years of which the text speaks: 2008年以来, if the
/// `latest` is 2010. 2016年以来 is the year itself if nothing later but the next is named.
fn begins_span(line: &str, token: &YearToken, latest: Option<u16>) -> bool {
    let (_, after) = line.split_at(token.range.end);
    let is_open = ["以来", "至今", "到现在", "起"].iter().any(|word| after.starts_with(word));
    is_open && latest.is_some_and(|latest| latest >= token.year.get() + 2)
}

/// Returns the number of years from the report's year to `token`, and how much the words around it
/// say so. `is_early` says that the line is one of the first.
fn weigh(line: &str, token: &YearToken, is_early: bool) -> (u16, f64) {
    if token.ranged || !token.named {
        return (0, 0.0);
    }
    if is_plan(line, token) {
        return (1, 1.5);
    }
    let (before, after) = (line.split_at(token.range.start).0, line.split_at(token.range.end).1);
    (0, own_year_weight(before, after, token, is_early))
}

/// Returns how much the words before and after a year say that it is the report's own. The weights
/// were set by hand on the collected pages.
fn own_year_weight(before: &str, after: &str, token: &YearToken, is_early: bool) -> f64 {
    let quoted = before.rfind('《') > before.rfind('》');
    if quoted {
        let title = after.split('》').next().unwrap_or(after);
        return if contains_any(title, "报告 总结 情况") { 2.0 } else { 0.4 };
    }
    let next: String = after.chars().take(24).collect();
    let near = before.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    let (_, last) = before.split_at(near);
    // 自2021年1月1日起至12月31日: the period of the report.
    if after.starts_with("1月1日") && last.ends_with(['自', '从']) {
        return 5.0;
    }
    if token.dated {
        return 0.2;
    }
    if contains_any(last, "现将 现就") || next.contains("如下") {
        return 6.0;
    }
    if before.is_empty() && !next.replace("现将", "").contains('将') {
        return if is_early { 4.0 } else { 2.0 };
    }
    if ends_with_any(last, "截至 截止 截止到") {
        return 1.0;
    }
    if last.ends_with(['自', '从']) || after.starts_with("以来") {
        return if before.ends_with(['.', ',', '。']) { 1.0 } else { 0.2 };
    }
    match (after.starts_with('度'), is_early) {
        (true, true) => 2.0,
        (true, false) => 1.0,
        (false, true) => 0.8,
        (false, false) => 0.4,
    }
}

/// Returns whether `token` is in a heading about the next year: 2024年工作思路.
fn is_plan(line: &str, token: &YearToken) -> bool {
    let (_, after) = line.split_at(token.range.end);
    let after: String = after.chars().take(16).collect();
    let (before, _) = line.split_at(token.range.start);
    let heading = line.chars().count() <= 40 && before.chars().count() <= 8;
    let plans = "计划 思路 打算 安排 下一步 下步 重点工作 工作重点 展望";
    heading && !token.ranged && contains_any(&after, plans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(title: Option<&str>, text: &str, file: &str, signed: Option<&str>) -> String {
        let head = Normalized::new(text, 0, 1500);
        let evidence = Evidence {
            genre: None,
            title,
            page_title: None,
            head: &head,
            first_line: 0,
            tail: &Normalized::default(),
            file,
            folders: &["2019"],
            signed: signed.and_then(|date| date.parse().ok()),
            published: None,
        };
        match find(&evidence, &mut Clues::default()) {
            Ok(found) => format!("{} {:?} {:?}", found.value, found.source, found.certainty),
            Err(note) => note.text(crate::report::Language::English),
        }
    }

    #[test]
    fn the_year_reported_on_is_found_among_all_others() {
        for (title, text, expected) in [
            (Some("甲县财政局关于2023年工作的报告"), "", "2023 Title Stated"),
            (Some("甲县二〇二三年度报告"), "", "2023 Title Stated"),
            (Some("关于2022年总结和2023年计划的报告"), "", "2022 Title Stated"),
            (Some("落实纲要（2021-2025年）2023年度情况的报告"), "", "2023 Title Stated"),
            (Some("2022-2023年度情况报告"), "", "the year is ambiguous: 2022, 2023"),
            (
                None,
                "2023年，我局认真工作。\n四、2024年工作计划\n2024年，我局将继续努力。",
                "2023 Opening Stated",
            ),
            (
                None,
                "按照《纲要（2021-2025年）》，现将我局2022年度工作报告如下：",
                "2022 Opening Stated",
            ),
            (None, "根据甲法办〔2024〕1号，现将2023年情况报告如下", "2023 Opening Stated"),
            (None, "统计期限自2021年1月1日起至2021年12月31日止。", "2021 Opening Stated"),
            (
                None,
                "今年以来，我局认真工作。\n三、2024年工作思路\n加强学习。",
                "2023 Body Inferred",
            ),
            (None, "今年以来，我局认真工作。", "2019 Path Inferred"),
            (
                None,
                "2016年以来，我市坚持学法，认真工作，取得明显成效，工作得到群众好评，2017年将继续。",
                "2016 Opening Stated",
            ),
            (
                None,
                "现将2008年以来的工作情况报告如下：\n2008年以来，审结案件，2010年5月完成自查。",
                "2019 Path Inferred",
            ),
        ] {
            assert_eq!(year(title, text, "", None), expected, "{title:?} {text}");
        }
    }

    #[test]
    fn the_day_of_signing_gives_the_year_if_the_text_does_not() {
        for (signed, expected) in [
            ("2024-01-15", "2023 SignOff Inferred"),
            ("2023-12-18", "2023 SignOff Inferred"),
            ("2023-08-18", "2019 Path Inferred"),
        ] {
            assert_eq!(year(None, "现将情况报告如下", "", Some(signed)), expected);
        }
        let file = "卢氏县2020年报告";
        assert_eq!(year(None, "现将情况报告如下", file, Some("2024-01-15")), "2020 Path Inferred");
    }
}
