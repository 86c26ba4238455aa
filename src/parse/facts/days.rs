//! The day a report was signed and the day it was published, which are two days.
//!
//! A report is signed at its end, or a label says 成文日期, or the day of the meeting it was given
//! at stands in brackets under its title. It is published when the page says so: 发布日期, the data
//! of the page, the line under the headline. Clocks and weather of the page are neither.

use std::ops::Range;

use super::clues::Clues;
use super::date::dates;
use super::header::HeaderLabel;
use super::normalized::Normalized;
use super::sign_off::date_in_brackets;
use crate::extract::LabelName;
use crate::report::{Certainty, Date, Fact, Source, Sourced};
use crate::text::is_han;

/// How near the headline a line with a day and no label must stand, in lines.
const NEAR: usize = 3;

/// The most Chinese characters beside the day in such a line: the name of an agency.
const BESIDE: usize = 20;

/// A day that may be the one that is sought.
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

/// Returns the days that the end of the report (`signed`, with its words), its labels and the lines
/// of `head` before byte `end` tell; `title` are the lines of its title.
pub(super) fn find(
    signed: Option<(Date, String)>,
    labels: &[HeaderLabel],
    head: &Normalized,
    end: usize,
    title: &Range<usize>,
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
    for label in labels {
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
    if let Some((date, quote)) = date_in_brackets(head, title.end) {
        let place = "under the title".to_owned();
        signing.push(Candidate { date, source: Source::Opening, place, weight: 5.0, quote });
    }
    bare_days(head, end, title, &mut signing, &mut publishing);
    Days {
        signed: best(&signing, Fact::Date, clues),
        published: best(&publishing, Fact::Published, clues),
    }
}

/// Returns the day that the value of `label` begins with. A common word before a day of the week
/// labels a clock.
fn leading_day(label: &HeaderLabel) -> Option<Date> {
    let (range, date) = dates(&label.value).into_iter().next()?;
    let clock = label.name == LabelName::Time && is_clock(&label.value);
    (range.start == 0 && !clock).then_some(date)
}

/// Returns whether `line` is a clock or the weather, as pages show them.
fn is_clock(line: &str) -> bool {
    ["今天", "今日", "现在", "当前", "星期", "农历", "天气", "多云", "白天", "欢迎", "周一", "周五"]
        .iter()
        .any(|word| line.contains(word))
}

/// Adds the days of lines near the title that hold a day, an agency at most, and no label. Written
/// with 年月日 it is a day a person wrote down, under the agency that signs; in figures or with the
/// time of day, one that a page prints.
fn bare_days(
    head: &Normalized,
    end: usize,
    title: &Range<usize>,
    signing: &mut Vec<Candidate>,
    publishing: &mut Vec<Candidate>,
) {
    if title.is_empty() {
        return;
    }
    for (at, line) in head.lines().into_iter().enumerate() {
        let near = at + NEAR >= title.start && at < title.end + NEAR && !title.contains(&at);
        if !near || line.start >= end {
            continue;
        }
        let text = head.get(&line);
        let [(range, date)] = &dates(text)[..] else { continue };
        let rest = [text.get(..range.start), text.get(range.end..)].map(Option::unwrap_or_default);
        let beside: usize = rest.iter().map(|it| it.chars().filter(|c| is_han(*c)).count()).sum();
        let plain = !text.starts_with('(') && !text.contains(['。', ',', '《', '[']);
        let mut colons = text.match_indices(':').filter_map(|(at, _)| text.get(..at));
        let labelled = colons.any(|before| before.ends_with(is_han));
        if is_clock(text) || beside > BESIDE || !plain || labelled {
            continue;
        }
        let by_hand = text.contains('年') && !text.contains(':');
        let (days, place) = if by_hand {
            (&mut *signing, "under the title")
        } else {
            (&mut *publishing, "beside the title")
        };
        let (source, place, quote) = (Source::Opening, place.to_owned(), text.to_owned());
        days.push(Candidate { date: *date, source, place, weight: 4.0, quote });
    }
}

/// Returns the weightiest of `days`, the first of those alike, and notes all of them.
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
    // A word that means any day is no statement that this is the one.
    let stated = best.weight > 4.0;
    let certainty = if stated { Certainty::Stated } else { Certainty::Inferred };
    Some(Sourced { value: best.date, source: best.source, certainty })
}

#[cfg(test)]
mod tests {
    use super::super::header::{end_of_header, header_labels};
    use super::super::title;
    use super::*;
    use crate::extract::{Label, PageFacts};

    fn shown(text: &str, page: &PageFacts) -> String {
        let head = Normalized::new(text, 0, 1500);
        let title = title::find(&head, text).map_or(0..0, |title| title.lines);
        let end = end_of_header(&head, title.end);
        let labels = header_labels(page, &head, end);
        let days = find(None, &labels, &head, end, &title, &mut Clues::default());
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
    fn days_of_signing_and_of_publication_are_told_apart() {
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
    fn the_data_of_the_page_tell_the_day_of_publication() {
        let page = PageFacts {
            meta: vec![("pubdate".to_owned(), "2026/08/24 09:30".to_owned())],
            labels: vec![Label::new("成文日期", "2026年8月20日").unwrap()],
            ..PageFacts::default()
        };
        assert_eq!(shown("", &page), "2026-08-20 2026-08-24");
    }
}
