//! The day a report was signed and the day it was published, which are two days.
//!
//! The day of signing is in the sign-off, after a label such as 成文日期, or, in brackets under the
//! title, the day of the meeting the report was given at. The day of publication is what the page
//! says: 发布日期, its metadata, the line under the headline. The page's clock and weather are neither.

use super::clues::Clues;
use super::date::dates;
use super::header::{Header, HeaderLabel};
use super::normalized::Normalized;
use super::sign_off::date_in_brackets;
use crate::extract::LabelName;
use crate::report::{Certainty, Date, Fact, Source, Sourced};
use crate::text::{contains_any, is_han};

/// The distance from the title, in lines, within which a line with a day and no label counts.
const NEAR: usize = 3;

/// The most Chinese characters besides the day in such a line: the name of an agency.
const LONGEST_NAME: usize = 20;

/// A day that may be the one that is looked for.
struct Candidate {
    date: Date,
    source: Source,
    place: String,
    weight: f64,
    quote: String,
}

/// The days of a report.
#[derive(Debug, Default)]
pub(super) struct Days {
    pub(super) signed: Option<Sourced<Date>>,
    pub(super) published: Option<Sourced<Date>>,
}

/// Returns the days that the sign-off (`signed`, with its words), the header and the lines near the
/// title give; `head` is the beginning of the report.
pub(super) fn find(
    signed: Option<(Date, String)>,
    header: &Header,
    head: &Normalized,
    clues: &mut Clues,
) -> Days {
    let mut signing: Vec<Candidate> = signed
        .into_iter()
        .map(|(date, quote)| Candidate {
            date,
            source: Source::SignOff,
            place: "sign-off".to_owned(),
            weight: 10.0,
            quote,
        })
        .collect();
    let mut publishing = Vec::new();
    for label in &header.labels {
        let Some(date) = leading_day(label) else { continue };
        let (days, weight) = match (label.name, label.source) {
            (LabelName::Signed, _) => (&mut signing, 8.0),
            (LabelName::Published, Source::Metadata) => (&mut publishing, 10.0),
            (LabelName::Published, _) => (&mut publishing, 9.0),
            (LabelName::Time, _) => (&mut publishing, 6.0),
            (LabelName::Updated, _) => (&mut publishing, 4.0),
            _ => continue,
        };
        let (source, place, quote) = (label.source, label.place.clone(), label.quote());
        days.push(Candidate { date, source, place, weight, quote });
    }
    if let Some((date, quote)) = date_in_brackets(head, header.title_lines.end) {
        let place = "under the title".to_owned();
        signing.push(Candidate { date, source: Source::Opening, place, weight: 5.0, quote });
    }
    bare_days(head, header, &mut signing, &mut publishing);
    Days {
        signed: best(&signing, Fact::Date, clues),
        published: best(&publishing, Fact::Published, clues),
    }
}

/// Returns the day that the value of `label` begins with. A common word before a day of the week is
/// the label of a clock.
fn leading_day(label: &HeaderLabel) -> Option<Date> {
    let (range, date) = dates(&label.value).into_iter().next()?;
    let is_clock = label.name == LabelName::Time && is_clock(&label.value);
    (range.start == 0 && !is_clock).then_some(date)
}

/// Returns whether `line` is a clock or the weather, as pages show them.
fn is_clock(line: &str) -> bool {
    contains_any(line, "今天 今日 现在 当前 星期 农历 天气 多云 白天 欢迎 周一 周五")
}

/// Adds the days of lines near the title that contain a day, at most an agency, and no label.
///
/// A day written with 年月日 was written by a person, under the agency that signs; one in figures or
/// with the time of day was printed by a page.
fn bare_days(
    head: &Normalized,
    header: &Header,
    signing: &mut Vec<Candidate>,
    publishing: &mut Vec<Candidate>,
) {
    let title = &header.title_lines;
    if title.is_empty() {
        return;
    }
    for (number, line) in header.lines(head) {
        let is_near = number + NEAR >= title.start && number < title.end + NEAR;
        let text = head.get(&line);
        let Some(date) = bare_day(text).filter(|_| is_near) else { continue };
        let is_by_hand = text.contains('年') && !text.contains(':');
        let (days, place) = if is_by_hand {
            (&mut *signing, "under the title")
        } else {
            (&mut *publishing, "near the title")
        };
        let (source, place, quote) = (Source::Opening, place.to_owned(), text.to_owned());
        days.push(Candidate { date, source, place, weight: 4.0, quote });
    }
}

/// Returns the only day of `line`, if the line has not much more than that.
fn bare_day(line: &str) -> Option<Date> {
    let [(range, date)] = &dates(line)[..] else { return None };
    let (before, after) = (line.split_at(range.start).0, line.split_at(range.end).1);
    let others = before.chars().chain(after.chars()).filter(|c| is_han(*c)).count();
    // 2024年1月5日在县第九届人民代表大会第五次会议上: the day of a meeting.
    let is_meeting = line.ends_with("会议上");
    let is_plain = !line.starts_with('(') && !line.contains(['。', ',', '《', '[']) && !is_meeting;
    let mut colons = line.match_indices(':').map(|(at, _)| line.split_at(at).0);
    let is_labelled = colons.any(|before| before.ends_with(is_han));
    let is_bare = is_plain && !is_labelled && !is_clock(line) && others <= LONGEST_NAME;
    is_bare.then_some(*date)
}

/// Returns the weightiest of `days`, or the first of several, and adds all of them to the clues.
fn best(days: &[Candidate], fact: Fact, clues: &mut Clues) -> Option<Sourced<Date>> {
    let mut best: Option<&Candidate> = None;
    for day in days {
        let place = (day.source, day.place.as_str());
        clues.add(fact, day.date.to_string(), place, day.weight, &day.quote);
        if best.is_none_or(|best| day.weight > best.weight) {
            best = Some(day);
        }
    }
    let best = best?;
    // A word that can mean any day does not state that this is the one.
    let stated = best.weight > 4.0;
    let certainty = if stated { Certainty::Stated } else { Certainty::Inferred };
    Some(Sourced { value: best.date, source: best.source, certainty })
}

#[cfg(test)]
mod tests {
    use super::super::title;
    use super::*;
    use crate::extract::{Label, PageFacts};

    fn shown(text: &str, page: &PageFacts) -> String {
        let head = Normalized::new(text, 0, 1500);
        let title = title::find(&head, text);
        let header = Header::new(page, &head, title.as_ref());
        let days = find(None, &header, &head, &mut Clues::default());
        let show = |day: Option<Sourced<Date>>| {
            day.map_or("-".to_owned(), |day| {
                let inferred = if day.certainty == Certainty::Inferred { "?" } else { "" };
                format!("{}{inferred}", day.value)
            })
        };
        format!("{} {}", show(days.signed), show(days.published))
    }

    const TITLE: &str = "甲县财政局2023年法治政府建设情况报告";

    #[test]
    fn days_of_signing_and_of_publication_are_kept_apart() {
        for (before, after, expected) in [
            ("", "", "- -"),
            ("", "发布时间：2024-03-28 09:18", "- 2024-03-28"),
            ("", "发布日期：2024年1月8日 来源：甲县财政局", "- 2024-01-08"),
            ("", "时间：2024/01/06 16: 56", "- 2024-01-06"),
            ("成文日期 | 2024-01-30 | 发布日期 | 2024-02-19 |", "", "2024-01-30 2024-02-19"),
            ("", "更新时间：2024-01-09", "- 2024-01-09?"),
            ("2024-01-20 17:01 | 甲县财政局", "", "- 2024-01-20?"),
            ("", "甲县财政局 2024年1月8日", "2024-01-08? -"),
            ("", "（2024年5月28日在县人大常委会第九次会议上）", "2024-05-28 -"),
            ("", "2024年5月28日在县第九届人民代表大会第五次会议上", "- -"),
            ("今天是：2019年10月31日 星期四 农历十月初四", "", "- -"),
            ("2019年12月3日星期二", "", "- -"),
            ("日期：2025年8月1日 星期五 白天：多云", "", "- -"),
            (
                "今天是：2019年10月31日 星期四",
                "文章来源：甲局 更新时间：2021/03/29 11:30:01",
                "- 2021-03-29?",
            ),
            ("2018-01-01\n首页\n公开\n目录\n栏目\n", "", "- -"),
        ] {
            let text =
                format!("{before}\n{TITLE}\n{after}\n我局认真工作。\n发布日期：2020-01-01\n");
            assert_eq!(shown(&text, &PageFacts::default()), expected, "{before} {after}");
        }
    }

    #[test]
    fn the_metadata_of_the_page_give_the_day_of_publication() {
        let page = PageFacts {
            meta: vec![("pubdate".to_owned(), "2026/08/24 09:30".to_owned())],
            labels: vec![Label::new("成文日期", "2026年8月20日").unwrap()],
            ..PageFacts::default()
        };
        assert_eq!(shown("", &page), "2026-08-20 2026-08-24");
    }
}
