//! The title of a report: one to four lines before the text, or none.

use std::ops::Range;

use super::date::years;
use super::normalized::Normalized;
use crate::agencies::{AgencyName, find_names, without_seal};
use crate::text::{contains_any, ends_with_any, starts_with_any};

/// A title.
#[derive(Debug)]
pub(super) struct Title {
    /// The normalized title, on one line.
    pub(super) folded: String,
    /// The title in the report's own characters, one for each character of `folded`.
    pub(super) original: String,
    /// The lines of the beginning that it takes.
    pub(super) lines: Range<usize>,
    /// The bytes of the body that it takes.
    pub(super) body: Range<usize>,
}

/// The agency that a title names.
#[derive(Debug)]
pub(super) struct TitleAgency {
    /// The name.
    pub(super) name: AgencyName,
    /// The normalized name.
    pub(super) folded: String,
    /// The name in the report's own characters.
    pub(super) written: String,
}

/// The number of lines in which a title may begin.
const MOST_LINES: usize = 30;

/// The most characters of a title.
const LONGEST: usize = 90;

/// The last words of titles.
const ENDINGS: &str = "报告 情况 总结 汇报 通报 年报 报告书 解读 通知 公告 要点 小结";

/// Words in the titles of reports.
const TOPICS: &str = "法治 依法行政 年度报告 工作报告 总结 法制 依法治";

/// Words after the agency in a title.
const BOUNDARIES: &str = "\
    关于 法治政府 法治建设 法治工作 法治 法制 依法行政 依法治 推进 贯彻 落实 发布 印发 \
    政府信息公开 年度 工作报告 工作总结 行政执法 开展 履行 全面 述法 普法";

/// The most lines of one title.
const MOST_JOINED: usize = 4;

/// The least score of a title.
const ENOUGH: i32 = 10;

/// Finds the title among the first lines of a report.
pub(super) fn find(head: &Normalized, body: &str) -> Option<Title> {
    let lines = head.lines();
    let mut best: Option<(i32, Title)> = None;
    for first in 0..lines.len().min(MOST_LINES) {
        if begins_text(head.get(&lines[first])) {
            break;
        }
        let Some((score, title)) = title_from_line(head, body, &lines, first) else { continue };
        if score >= ENOUGH && best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, title));
        }
    }
    best.map(|(_, title)| title)
}

/// Returns the title that begins in line `first` of `lines`, and its score. Lines are joined until
/// they end like a title.
fn title_from_line(
    head: &Normalized,
    body: &str,
    lines: &[Range<usize>],
    first: usize,
) -> Option<(i32, Title)> {
    let own = own_part(head, &lines[first]);
    let is_breadcrumb = own != lines[first];
    let mut pieces = vec![own];
    for last in first..lines.len().min(first + MOST_JOINED) {
        if last > first {
            if begins_text(head.get(&lines[last])) || !joins(head.get(&lines[last - 1])) {
                return None;
            }
            pieces.push(lines[last].clone());
        }
        let joined: String = pieces.iter().map(|piece| head.get(piece)).collect();
        let Some(length) = title_length(&joined) else { continue };
        let (folded, _) = joined.split_at(length);
        let score = score(folded, is_breadcrumb, first, last - first);
        return Some((score, build(head, body, lines, &pieces, first..last + 1, folded)));
    }
    None
}

/// Reads the title that a page or the properties of a document give. If the page states that it is
/// the title (`is_stated`), it need not look like that of a report.
pub(super) fn from_page(text: &str, is_stated: bool) -> Option<Title> {
    let normalized = Normalized::new(text, 0, 200);
    let line = normalized.lines().into_iter().next()?;
    let folded = normalized.get(&line);
    let is_plain =
        (6..=LONGEST).contains(&folded.chars().count()) && !folded.contains(['。', ';', '$']);
    let len = match title_length(folded) {
        Some(len) if is_stated || score(folded, false, 0, 0) >= 30 => len,
        _ if is_stated && is_plain => folded.len(),
        _ => return None,
    };
    let original: String = normalized.original(text, &(line.start..line.start + len));
    Some(Title { folded: folded.get(..len)?.to_owned(), original, lines: 0..0, body: 0..0 })
}

/// Returns whether the text proper begins with `line`: a sentence or a heading.
fn begins_text(line: &str) -> bool {
    starts_with_any(line, "一、 (一) 1. 1、 第一章")
        || line.chars().count() > LONGEST + 30
        || line.trim_end_matches(['"', '”']).ends_with('。')
}

/// Returns whether a title that does not end with `line` may continue in the next one.
fn joins(line: &str) -> bool {
    !line.contains([':', ',', ';', '。', '|', '>']) && !line.ends_with("号")
}

/// Returns the part of a line that may be a title: what follows the last `>` of a breadcrumb, or the
/// label 标题.
fn own_part(head: &Normalized, line: &Range<usize>) -> Range<usize> {
    let text = head.get(line);
    let mut start = line.start;
    if let Some(at) = text.rfind('>') {
        start += at + 1;
    } else if let Some(rest) = text.strip_prefix("标题") {
        start = line.end - rest.trim_start_matches([':', '|', ' ', ']']).len();
    }
    let rest = head.get(&(start..line.end));
    start..start + rest.len()
}

/// Returns the length of the title that `text` begins with, without what sites add to it.
fn title_length(text: &str) -> Option<usize> {
    let added = |c: char| matches!(c, '_' | '|');
    let mut len = text.find(added).unwrap_or(text.len());
    for (at, _) in text.match_indices('-') {
        if ends_like_a_title(text.get(..at)?) {
            len = len.min(at);
        }
    }
    let title = text.get(..len)?.trim_end();
    let bare = without_bracket(title);
    let count = bare.chars().count();
    let sentence = [',', '。', ';', ':', '!', '?'];
    let fits = (6..=LONGEST).contains(&count)
        && ends_like_a_title(bare)
        && !bare.contains(sentence)
        && !starts_with_any(bare, "根据 按照 现将 现就 为");
    fits.then_some(title.len())
}

fn ends_like_a_title(text: &str) -> bool {
    ends_with_any(text, ENDINGS)
        || ends_with_any(text, "计划 打算 思路 安排") && contains_any(text, "情况 总结")
}

/// Returns `title` without a remark in brackets at its end: （征求意见稿）.
fn without_bracket(title: &str) -> &str {
    let bare = title.strip_suffix(')').and_then(|inner| inner.get(..inner.rfind('(')?));
    bare.map_or(title, str::trim_end)
}

/// Returns the evidence that `title` is one. It begins in line `first` of the text and is joined from
/// `joined` more lines.
fn score(title: &str, is_breadcrumb: bool, first: usize, joined: usize) -> i32 {
    let is_dated = years(title).iter().any(|token| !token.ranged);
    let points = [
        (contains_any(title, TOPICS), 10),
        (agency_range(title).is_some(), 30),
        (is_dated, 20),
        (title.contains("法治政府"), 5),
        (title.contains("报告"), 5),
        (is_breadcrumb, -15),
    ];
    let found: i32 = points.into_iter().filter(|(applies, _)| *applies).map(|(_, it)| it).sum();
    // Titles come early and are not split over more lines than necessary.
    let late = i32::try_from(first.min(20) + 2 * joined).expect("a title has few lines");
    found - late
}

/// Returns the title `folded`, made of `pieces`, which takes the lines `taken` of `lines`.
fn build(
    head: &Normalized,
    body: &str,
    lines: &[Range<usize>],
    pieces: &[Range<usize>],
    taken: Range<usize>,
    folded: &str,
) -> Title {
    let original: String = pieces.iter().map(|piece| head.original(body, piece)).collect();
    let original: String = original.chars().take(folded.chars().count()).collect();
    let start = head.origin(lines[taken.start].start).unwrap_or(0);
    let last = head.origin(lines[taken.end - 1].end - 1).unwrap_or(start);
    let (_, rest) = body.split_at(last);
    let end = last + rest.find('\n').map_or(rest.len(), |at| at + 1);
    let line_start = body.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    Title { folded: folded.to_owned(), original, lines: taken, body: line_start..end }
}

impl Title {
    /// Returns the title for display.
    pub(super) fn shown(&self) -> String {
        self.original.replace([' ', '\u{3000}'], "")
    }

    /// Returns the agency that the title names.
    pub(super) fn agency(&self) -> Option<TitleAgency> {
        let (range, name) = agency_range(&self.folded)?;
        let skipped = self.folded.get(..range.start)?.chars().count();
        let folded = self.folded.get(range)?.to_owned();
        let written = self.original.chars().skip(skipped).take(folded.chars().count()).collect();
        Some(TitleAgency { name, folded, written })
    }
}

/// Returns the bytes of `title` that name its agency: its beginning up to 关于, a year or the topic,
/// or else the first known name.
pub(super) fn agency_range(title: &str) -> Option<(Range<usize>, AgencyName)> {
    let mut start = 0;
    if let Some(end) = title.starts_with('【').then(|| title.find('】')).flatten() {
        start = end + '】'.len_utf8();
    }
    loop {
        let rest = title.get(start..)?;
        let skipped = ["关于", "报送", "呈报", "上报", "《", " "]
            .iter()
            .find(|word| rest.starts_with(**word));
        let year = years(rest).into_iter().find(|token| token.range.start == 0);
        start += match (skipped, year) {
            (Some(word), _) => word.len(),
            (None, Some(year)) => {
                let after = rest.get(year.range.end..)?;
                year.range.end + if after.starts_with('度') { '度'.len_utf8() } else { 0 }
            }
            (None, None) => break,
        };
    }
    let rest = title.get(start..)?;
    let boundary = BOUNDARIES.split(' ').filter_map(|word| rest.find(word));
    let year = years(rest).first().map(|token| token.range.start);
    let end = boundary.chain(year).filter(|&at| at > 0).min().unwrap_or(0);
    let prefix = rest.get(..end)?;
    let own = without_seal(prefix);
    if let Some(name) =
        AgencyName::from_line(own).or_else(|| AgencyName::from_line(own.strip_suffix("党组")?))
    {
        return Some((start..start + own.len(), name));
    }
    let found =
        find_names(title).agencies.into_iter().find(|mention| mention.range.start >= start)?;
    (found.name.is_placed() || found.range.start == start).then_some((found.range, found.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> String {
        let view = Normalized::new(text, 0, 1500);
        find(&view, text).map_or(String::new(), |title| title.shown())
    }

    #[test]
    fn titles_are_joined_over_lines() {
        for (text, expected) in [
            (
                "甲县财政局\n关于2023年法治政府建设情况的报告\n\n2023年，我局。\n",
                "甲县财政局关于2023年法治政府建设情况的报告",
            ),
            (
                "甲县财政局2023 年法治政府\n建设年度报告\n正文。\n",
                "甲县财政局2023年法治政府建设年度报告",
            ),
            ("　甲县水利局 情 况 报 告\n正文。", "甲县水利局情况报告"),
            (
                "首页 > 公开 > 年度报告\n卢氏县财政局2022年度法治政府建设报告\n时间:2023-01-01\n",
                "卢氏县财政局2022年度法治政府建设报告",
            ),
            (
                "卢氏县财政局2022年度法治政府建设报告-某某网\n正文。",
                "卢氏县财政局2022年度法治政府建设报告",
            ),
            ("# 卢氏县2022年法治政府建设年度报告\n", "卢氏县2022年法治政府建设年度报告"),
            ("2023年，我局认真工作，现将情况报告如下：\n一、总体情况\n", ""),
            ("一、2023年工作情况\n二、问题\n", ""),
            ("", ""),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_takes_whole_lines() {
        let text = "甲县财政局\n关于2023年法治政府建设情况的报告\n2023年。\n";
        let found = find(&Normalized::new(text, 0, 1500), text).unwrap();
        assert_eq!(text.get(found.body), Some("甲县财政局\n关于2023年法治政府建设情况的报告\n"));
    }

    #[test]
    fn titles_name_their_agency() {
        for (title, expected) in [
            ("卢氏县卫健委关于2023年法治政府建设情况的报告", "卢氏县卫健委"),
            ("2020年静海区法治政府建设情况报告", "静海区"),
            ("司法部发布2023年法治政府建设年度报告", "司法部"),
            ("【政策解读】关于《清水县人民政府2023年度总结的报告》的政策解读", "清水县人民政府"),
            ("关于2023年度法治政府建设情况的报告", ""),
            ("市水务局2025年度法治政府建设情况报告", "市水务局"),
            ("卢氏县第一人民医院2023年法治建设情况报告", "卢氏县第一人民医院"),
        ] {
            let found = agency_range(title).and_then(|(range, _)| title.get(range));
            assert_eq!(found.unwrap_or_default(), expected, "{title}");
        }
    }
}
