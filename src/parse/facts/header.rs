//! The header of a report: labels with their values, above the text or in the metadata of its page.
//!
//! If the page was read as a web page, they come as [`PageFacts`]. If it was saved as text, they are
//! in its first lines: `发布机构：县司法局`, `[ 索引号 ] 1150…`, `成文日期 | 2024-01-05 |`. Only the lines
//! before the text proper are read; what the text says after a colon is not a label.

use std::ops::Range;

use super::date::dates;
use super::normalized::Normalized;
use super::title::Title;
use crate::extract::label_line::{harvest, labels_in_line};
use crate::extract::{LabelName, PageFacts};
use crate::report::Source;
use crate::text::cut;

/// The place of the line under the headline that has no label.
const BYLINE: &str = "byline";

/// The most characters of a value that are read.
const LONGEST_VALUE: usize = 300;

/// A label with its value, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeaderLabel {
    pub(super) name: LabelName,
    /// The word of the label.
    pub(super) word: &'static str,
    /// The normalized value: half width, simplified, on one line.
    pub(super) value: String,
    pub(super) source: Source,
    /// Where it was found, in words: `label 发布机构`, `meta pubdate`.
    pub(super) place: String,
    /// The bytes of the beginning of the text that are the value; empty if it is not in the text.
    pub(super) range: Range<usize>,
}

impl HeaderLabel {
    /// Returns the label with its value, for a quotation.
    pub(super) fn quote(&self) -> String {
        format!("{}:{}", self.word, self.value)
    }
}

/// What precedes the text proper.
#[derive(Debug)]
pub(super) struct Header {
    /// The labels of the page, then those in the text.
    pub(super) labels: Vec<HeaderLabel>,
    /// The lines of the beginning that are the title; empty if there is none.
    pub(super) title_lines: Range<usize>,
    /// The bytes of the beginning that are the title; empty if there is none.
    pub(super) title_range: Range<usize>,
    /// The byte of the beginning where the text proper starts.
    end: usize,
}

impl Header {
    /// Reads the header of `page` and of `head`, the beginning of the report.
    pub(super) fn new(page: &PageFacts, head: &Normalized, title: Option<&Title>) -> Self {
        let title_lines = title.map_or(0..0, |title| title.lines.clone());
        let lines = head.lines();
        let start = |line: usize| lines.get(line).map_or(head.text.len(), |range| range.start);
        let title_range = start(title_lines.start)..start(title_lines.end);
        let end = end_of_header(head, title_lines.end);
        let labels = header_labels(page, head, end);
        Self { labels, title_lines, title_range, end }
    }

    /// Returns the lines of `head` in this header that are not part of the title: the number of
    /// each line and its bytes.
    pub(super) fn lines(&self, head: &Normalized) -> Vec<(usize, Range<usize>)> {
        let lines = head.lines().into_iter().enumerate();
        let is_own = |(number, line): &(usize, Range<usize>)| {
            line.start < self.end && !self.title_lines.contains(number)
        };
        lines.filter(is_own).collect()
    }
}

/// Returns the labels of `page`, then those in the lines of `head` before byte `end`.
fn header_labels(page: &PageFacts, head: &Normalized, end: usize) -> Vec<HeaderLabel> {
    let mut found = labels_of_page(page);
    found.extend(labels_in_text(head, end));
    found
}

/// Returns the labels, the byline and the `<meta>` of `page`.
fn labels_of_page(page: &PageFacts) -> Vec<HeaderLabel> {
    let mut found = Vec::new();
    let mut add = |name: LabelName, word: &'static str, place: String, value: &str| {
        let value = Normalized::new(value, 0, LONGEST_VALUE).text.replace('\n', " ");
        let value = value.trim().to_owned();
        if !value.is_empty() {
            let (source, range) = (Source::Metadata, 0..0);
            found.push(HeaderLabel { name, word, value, source, place, range });
        }
    };
    for label in page.labels.iter().filter(|label| label.name != LabelName::Other) {
        add(label.name, label.word, format!("label {}", label.word), &label.value);
    }
    for piece in page.byline.iter().flat_map(|line| line.split(['|', '｜'])) {
        let is_day = !dates(&Normalized::new(piece, 0, LONGEST_VALUE).text).is_empty();
        let name = if is_day { LabelName::Time } else { LabelName::Origin };
        add(name, BYLINE, BYLINE.to_owned(), piece);
    }
    for (meta, value) in &page.meta {
        if let Some((meta, name)) = LabelName::from_meta(meta) {
            add(name, meta, format!("meta {meta}"), value);
        }
    }
    found
}

/// Returns the byte of `head` where the text proper begins: the first line from line `title_end` on
/// that is a sentence or a numbered heading.
fn end_of_header(head: &Normalized, title_end: usize) -> usize {
    let lines = head.lines();
    let prose = lines.iter().skip(title_end).find(|line| is_prose(head.get(line)));
    prose.map_or(head.text.len(), |line| line.start)
}

/// A line with commas is a sentence if it has more characters than this.
const LONGEST_WITH_COMMAS: usize = 30;

/// Returns whether `line` is part of the text proper: a sentence or a numbered heading.
fn is_prose(line: &str) -> bool {
    let is_numbered = ["一、", "(一)", "1.", "1、", "第一章"].iter().any(|n| line.starts_with(n));
    let is_row = || line.matches('|').count() >= 2 || labels_in_line(line).is_some();
    let is_sentence =
        line.contains('。') || (line.contains(',') && line.chars().count() > LONGEST_WITH_COMMAS);
    is_numbered || (is_sentence && !is_row())
}

/// Returns the labels in the lines of `head` before byte `end`.
fn labels_in_text(head: &Normalized, end: usize) -> Vec<HeaderLabel> {
    let mut lines = head.lines();
    lines.retain(|line| line.start < end);
    let texts: Vec<&str> = lines.iter().map(|line| head.get(line)).collect();
    let mut found = Vec::new();
    for (number, label) in harvest(&texts, |_| false, |_| false).labels {
        let (name, word) = (label.label.name, label.label.word);
        let (Some(text), Some(line)) = (texts.get(number), lines.get(number)) else { continue };
        let value = cut(text, label.value.clone());
        // The value ends with its cell.
        let value = value.split('|').next().unwrap_or(value).trim_end();
        if name == LabelName::Other || value.is_empty() {
            continue;
        }
        let start = line.start + label.value.start;
        found.push(HeaderLabel {
            name,
            word,
            value: value.to_owned(),
            source: Source::Opening,
            place: format!("label {word}"),
            range: start..start + value.len(),
        });
    }
    found
}

/// Returns the address after a label in `text`.
pub(super) fn address_in(text: &str) -> Option<String> {
    LabelName::Address.words().find_map(|word| {
        let (_, after) = text.split_once(word)?;
        let border = [':', '：', '|', ' ', '\t', '\u{3000}', ']', '】'];
        let after = after.trim_start_matches(border);
        let is_address = after.starts_with("http://") || after.starts_with("https://");
        let is_end = |c: char| c.is_whitespace() || !c.is_ascii() || c == '|';
        let address = after.split(is_end).next().filter(|_| is_address)?;
        Some(address.trim_end_matches([',', ';', ')']).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Label;

    fn shown(text: &str) -> String {
        let head = Normalized::new(text, 0, 1500);
        let end = end_of_header(&head, 0);
        let found = header_labels(&PageFacts::default(), &head, end);
        let shown: Vec<String> =
            found.iter().map(|label| format!("{:?}={}", label.name, label.value)).collect();
        shown.join(" ")
    }

    #[test]
    fn labels_are_read_in_every_shape() {
        for (text, expected) in [
            (
                "来源：甲县教育局  时间：2023-02-16 17:34:30",
                "Origin=甲县教育局 Time=2023-02-1617:34:30",
            ),
            ("发布时间:2024-12-21 12:04:21 来源: sp1", "Published=2024-12-2112:04:21 Origin=sp1"),
            (
                "索 引 号 | 11500242MB1/2024-5 | 主题分类 | 其他 |\n发文字号 | 甲政发〔2024〕3号 | 制发机构 | |\n\
                 成文日期 | 2024-01-05 | 发布日期 | 2024-02-06 |",
                "Index=11500242MB1/2024-5 Number=甲政发[2024]3号 Signed=2024-01-05 Published=2024-02-06",
            ),
            (
                "[ 索引号 ] 115002420/2024\n[ 发布机构 ] 甲县司法局 [ 文号 ] 无",
                "Index=115002420/2024 Issuer=甲县司法局 Number=无",
            ),
            ("发布日期\n2024-01-28\n来源\n甲网\n", "Published=2024-01-28"),
            ("区司法局发布时间：2024-01-28 字号：大 中 小", "Published=2024-01-28 Number=大中小"),
            ("时间:2018-05-03  浏览次数:", "Time=2018-05-03"),
            ("发布机构：\n\n发布日期：\n字号:\n", ""),
            ("我局经费来源：财政拨款，全部用于办公，没有其他来源：按时公开工作。\n", ""),
            ("一、概况\n来源：甲\n", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_beside_the_text_is_read_too() {
        let page = PageFacts {
            labels: vec![Label::new("发布机构", " 甲縣財政局 ").unwrap()],
            meta: vec![
                ("pubdate".to_owned(), "2024-01-05 10:00:00".to_owned()),
                ("author".to_owned(), "乙".to_owned()),
            ],
            ..PageFacts::default()
        };
        let found = header_labels(&page, &Normalized::default(), 0);
        let shown: Vec<(String, String)> =
            found.iter().map(|label| (label.place.clone(), label.quote())).collect();
        let expected = [
            ("label 发布机构", "发布机构:甲县财政局"),
            ("meta pubdate", "pubdate:2024-01-0510:00:00"),
        ];
        assert_eq!(shown, expected.map(|(place, quote)| (place.to_owned(), quote.to_owned())));
    }

    #[test]
    fn addresses_are_read_after_their_label() {
        for (text, expected) in [
            ("原文链接：https://www.a.gov.cn/1.html\n", Some("https://www.a.gov.cn/1.html")),
            ("正文。\nURL: http://a.cn/b?c=1 （完）", Some("http://a.cn/b?c=1")),
            ("网址：www.a.gov.cn", None),
            ("https://a.cn", None),
        ] {
            assert_eq!(address_in(text).as_deref(), expected, "{text}");
        }
    }
}
