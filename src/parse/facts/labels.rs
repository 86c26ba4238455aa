//! Labels with their values: what a page says about a paper in the table above it and in the line
//! under its headline.
//!
//! Where the reader of the page kept them apart they come as [`PageFacts`]. Where the page was
//! saved as text they stand in the first lines, in many shapes: `发布机构：县司法局`,
//! `[ 索引号 ] 1150…`, `成文日期 | 2024-01-05 |`, label and value on lines of their own, with blanks
//! within (索 引 号), several glued on one line. Only the lines before the text proper are read so;
//! what the text itself says after a colon is no label.

use std::ops::Range;

use super::clues::LONGEST_QUOTE;
use super::date::dates;
use super::normalized::Normalized;
use crate::extract::PageFacts;
use crate::report::Source;
use crate::text::is_han;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The day of publication.
    Published,
    /// The day of publication, by a word that may mean another.
    Time,
    /// The day the page was changed.
    Updated,
    /// The day the paper was signed.
    Signed,
    /// The number of the document.
    Number,
    /// The index number.
    Index,
    /// The agency that issued the page.
    Issuer,
    /// Where the page was taken from, often another agency.
    Origin,
    /// The code of the site, which begins with that of its division.
    Code,
    /// The name of the site.
    Site,
    /// The title.
    Title,
    /// The column of the site.
    Column,
    /// The address.
    Address,
}

/// The words of labels. A longer one stands before those it begins with.
const LABELS: &[(&str, Name)] = &[
    ("发布日期", Name::Published),
    ("发布时间", Name::Published),
    ("发表时间", Name::Published),
    ("发稿时间", Name::Published),
    ("公开日期", Name::Published),
    ("公开时间", Name::Published),
    ("公布日期", Name::Published),
    ("公布时间", Name::Published),
    ("信息提供日期", Name::Published),
    ("更新时间", Name::Updated),
    ("更新日期", Name::Updated),
    ("成文日期", Name::Signed),
    ("成文时间", Name::Signed),
    ("生成日期", Name::Signed),
    ("落款日期", Name::Signed),
    ("签发日期", Name::Signed),
    ("印发日期", Name::Signed),
    ("发文日期", Name::Signed),
    ("发文时间", Name::Signed),
    ("发文字号", Name::Number),
    ("发文文号", Name::Number),
    ("文件编号", Name::Number),
    ("信息索引号", Name::Index),
    ("索引号", Name::Index),
    ("索引码", Name::Index),
    ("发布机构", Name::Issuer),
    ("发文机关", Name::Issuer),
    ("发文机构", Name::Issuer),
    ("发文单位", Name::Issuer),
    ("制发机构", Name::Issuer),
    ("制发机关", Name::Issuer),
    ("发布单位", Name::Issuer),
    ("发布部门", Name::Issuer),
    ("公开责任部门", Name::Issuer),
    ("责任部门", Name::Issuer),
    ("公开机构", Name::Issuer),
    ("公开主体", Name::Issuer),
    ("报告单位", Name::Issuer),
    ("编制单位", Name::Issuer),
    ("信息来源", Name::Origin),
    ("文章来源", Name::Origin),
    ("信息提供单位", Name::Origin),
    ("供稿单位", Name::Origin),
    ("政府网站标识码", Name::Code),
    ("网站标识码", Name::Code),
    ("网站名称", Name::Site),
    ("文件名称", Name::Title),
    ("信息名称", Name::Title),
    ("栏目名称", Name::Column),
    ("所属栏目", Name::Column),
    ("原文链接", Name::Address),
    ("原文网址", Name::Address),
    ("原文地址", Name::Address),
    ("来源网址", Name::Address),
    ("来源链接", Name::Address),
    ("网页链接", Name::Address),
    ("SiteIDCode", Name::Code),
    ("SiteName", Name::Site),
    ("PubDate", Name::Published),
    ("ContentSource", Name::Origin),
    ("ArticleTitle", Name::Title),
    ("ColumnName", Name::Column),
];

/// Labels of words so common that they count only at the beginning of a line or after a blank, and
/// before a colon or a border.
const COMMON: &[(&str, Name)] = &[
    ("文号", Name::Number),
    ("字号", Name::Number),
    ("来源", Name::Origin),
    ("作者", Name::Origin),
    ("标题", Name::Title),
    ("名称", Name::Title),
    ("栏目", Name::Column),
    ("日期", Name::Time),
    ("时间", Name::Time),
    ("URL", Name::Address),
    ("Url", Name::Address),
    ("网址", Name::Address),
];

/// The characters that labels begin with; nearly all others are passed by at once.
const FIRSTS: &str = "发公信更成生落签印文索制责报编文供政网栏所原来作标名字日时SPCAU";

/// The names of `<meta>` in the state's standard for websites, in lower case.
const METAS: [(&str, Name); 7] = [
    ("pubdate", Name::Published),
    ("contentsource", Name::Origin),
    ("siteidcode", Name::Code),
    ("sitename", Name::Site),
    ("articletitle", Name::Title),
    ("columnname", Name::Column),
    ("url", Name::Address),
];

/// What stands in place of a label for the line under the headline that has none.
const BYLINE: &str = "byline";

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) name: Name,
    /// The word of the label.
    pub(super) word: String,
    /// The value as it is read: half width, simplified, on one line.
    pub(super) value: String,
    pub(super) source: Source,
    /// The bytes of the beginning that are the value; empty where it stands beside the text.
    pub(super) range: Range<usize>,
}

impl Label {
    /// Returns where it stands, in words.
    pub(super) fn place(&self) -> String {
        if self.word == BYLINE {
            return BYLINE.to_owned();
        }
        if METAS.iter().any(|(meta, _)| *meta == self.word) {
            return format!("meta {}", self.word);
        }
        format!("label {}", self.word)
    }

    /// Returns the label with its value, as it may be quoted.
    pub(super) fn quote(&self) -> String {
        format!("{}:{}", self.word, self.value)
    }
}

/// Returns what stands beside the text in `page`, then what the lines of `head` up to byte `end`
/// say.
pub(super) fn labels(page: &PageFacts, head: &Normalized, end: usize) -> Vec<Label> {
    let mut found = Vec::new();
    let mut beside = |word: &str, name: Name, value: &str| {
        let value = Normalized::new(value, 0, 300).text.replace('\n', " ").trim().to_owned();
        if !value.is_empty() {
            let word = word.to_owned();
            found.push(Label { name, word, value, source: Source::Metadata, range: 0..0 });
        }
    };
    for (word, value) in &page.labels {
        let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        let word = word.trim_end_matches([':', '：']);
        let named = |(label, _): &&(&str, Name)| *label == word;
        if let Some(&(_, name)) = LABELS.iter().chain(COMMON).find(named) {
            beside(word, name, value);
        }
    }
    for piece in page.byline.iter().flat_map(|line| line.split(['|', '｜'])) {
        let is_day = !dates(&Normalized::new(piece, 0, 300).text).is_empty();
        beside(BYLINE, if is_day { Name::Time } else { Name::Origin }, piece);
    }
    for (word, value) in &page.meta {
        let named = METAS.iter().find(|(meta, _)| meta == word);
        if let Some(&(_, name)) = named.filter(|_| !is_template(value)) {
            beside(word, name, value);
        }
    }
    found.extend(in_text(head, end));
    found
}

/// Returns whether the value of a `<meta>` is what the template it was made from says.
fn is_template(value: &str) -> bool {
    ["标识码", "网站名称", "栏目名称", "文章标题", "${", "{{"].iter().any(|it| value.contains(it))
}

/// Returns the byte of `head` where the text proper begins: the first line, not among those before
/// line `title_end`, that is a sentence or a numbered heading.
pub(super) fn end_of_header(head: &Normalized, title_end: usize) -> usize {
    let lines = head.lines();
    let prose = lines.iter().skip(title_end).find(|line| is_prose(head.get(line)));
    prose.map_or(head.text.len(), |line| line.start)
}

/// Returns whether `line` is of the text proper: a sentence, a salutation or a numbered heading.
fn is_prose(line: &str) -> bool {
    let numbered = ["一、", "(一)", "1.", "1、", "第一章"].iter().any(|n| line.starts_with(n));
    let bordered = line.matches('|').count() >= 2 || label_at(line, None).is_some();
    let sentence = line.contains('。') || (line.contains(',') && line.chars().count() > 30);
    numbered || (sentence && !bordered)
}

/// What stands between a label and its value.
const BORDERS: [char; 6] = [':', '|', ' ', ']', '】', '\n'];

/// Returns the labels of the lines of `head` before byte `end`.
fn in_text(head: &Normalized, end: usize) -> Vec<Label> {
    let text = head.text.get(..end).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    // Where a value ends, a label may follow at once.
    let mut value_end = 0;
    while let Some(rest) = text.get(at..) {
        let Some(character) = rest.chars().next() else { break };
        let before = text.get(..at).filter(|_| at > value_end);
        let before = before.and_then(|before| before.chars().next_back());
        let Some((len, word, name)) = label_at(rest, before) else {
            at += character.len_utf8();
            continue;
        };
        let start = at + len;
        let value = value(text.get(start..).unwrap_or_default());
        let range = start + value.start..start + value.end;
        at = range.end.max(start);
        value_end = at;
        let value = text.get(range.clone()).unwrap_or_default().to_owned();
        if !value.is_empty() {
            let word = word.to_owned();
            found.push(Label { name, word, value, source: Source::Opening, range });
        }
    }
    found
}

/// Returns the label that `text` begins with, with its length; `before` is the character before it.
fn label_at(text: &str, before: Option<char>) -> Option<(usize, &'static str, Name)> {
    let first = text.chars().next().filter(|first| FIRSTS.contains(*first))?;
    let begins = |&&(word, _): &&(&'static str, Name)| word.starts_with(first);
    let sure = LABELS.iter().filter(begins).find_map(|&(word, name)| {
        let len = spaced(text, word)?;
        text.get(len..)?.starts_with(BORDERS).then_some((len, word, name))
    });
    let apart = before.is_none_or(|before| !is_han(before) && !before.is_ascii_alphanumeric());
    sure.or_else(|| {
        COMMON.iter().filter(|_| apart).filter(begins).find_map(|&(word, name)| {
            let len = spaced(text, word)?;
            let border = text.get(len..)?.trim_start_matches(' ');
            border.starts_with([':', '|', ']', '】']).then_some((len, word, name))
        })
    })
}

/// Returns the length of `word` at the beginning of `text`, blanks between its characters allowed.
fn spaced(text: &str, word: &str) -> Option<usize> {
    let mut rest = text;
    for character in word.chars() {
        rest = rest.trim_start_matches(' ').strip_prefix(character)?;
    }
    Some(text.len() - rest.len())
}

/// Returns the bytes of the value that follows a label: what stands after the border up to the next
/// border, label or line; on the next line where the label's own has none.
fn value(text: &str) -> Range<usize> {
    let inner = text.trim_start_matches(BORDERS);
    let start = text.len() - inner.len();
    let skipped = text.get(..start).unwrap_or_default();
    // An empty cell: the next one holds another label, or the value lies too far away.
    if skipped.matches('\n').count() > 1 || skipped.matches('|').count() > 1 {
        return 0..0;
    }
    let mut end = inner.find(['\n', '|']).unwrap_or(inner.len());
    let mut before = Some(' ');
    for (at, character) in inner.char_indices().take_while(|(at, _)| *at < end) {
        let rest = inner.get(at..).unwrap_or_default();
        // Glued to a value, even a common word before a colon begins the next label.
        let next = label_at(rest, before).or_else(|| {
            let (len, word, name) = label_at(rest, None)?;
            rest.get(len..)?.starts_with(':').then_some((len, word, name))
        });
        if next.is_some() {
            end = at;
            break;
        }
        before = Some(character);
    }
    let value = inner.get(..end).unwrap_or_default();
    let value = value.trim_end_matches([' ', '[', '【', '(']);
    start..start + value.len()
}

/// Returns the address that a line of `text` gives after a label.
pub(super) fn address_in(text: &str) -> Option<String> {
    let named = |(_, name): &&(&str, Name)| *name == Name::Address;
    LABELS.iter().chain(COMMON).filter(named).find_map(|&(word, _)| {
        let (_, after) = text.split_once(word)?;
        let border = [':', '：', '|', ' ', '\t', '\u{3000}', ']', '】'];
        let after = after.trim_start_matches(border);
        let is_address = after.starts_with("http://") || after.starts_with("https://");
        let end = |c: char| c.is_whitespace() || !c.is_ascii() || c == '|';
        let address = after.split(end).next().filter(|_| is_address)?;
        Some(address.trim_end_matches([',', ';', ')']).to_owned())
    })
}

/// Returns the words of `line`, the bytes `range` of them in sight, as they may be quoted.
pub(super) fn quote(line: &str, range: &Range<usize>) -> String {
    const BEFORE: usize = 10;
    let before = line.get(..range.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let near = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let start = line_start.max(near);
    let rest = line.get(start..).unwrap_or_default();
    let rest = rest.split('\n').next().unwrap_or_default();
    let cut = start > line_start;
    let room = LONGEST_QUOTE - usize::from(cut);
    let end = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
    let shown = rest.get(..end).unwrap_or_default();
    let shown = if end < rest.len() {
        let last = shown.char_indices().next_back().map_or(0, |(at, _)| at);
        format!("{}…", shown.get(..last).unwrap_or_default())
    } else {
        shown.to_owned()
    };
    if cut { format!("…{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let head = Normalized::new(text, 0, 1500);
        let end = end_of_header(&head, 0);
        let found = labels(&PageFacts::default(), &head, end);
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
            ("时间:2018-05-03  浏览次数:", "Time=2018-05-03浏览次数:"),
            ("发布机构：\n\n发布日期：\n字号:\n", ""),
            ("我局经费来源：财政拨款，全部用于办公，没有其他来源：按时公开工作。\n", ""),
            ("一、概况\n来源：甲\n", ""),
        ] {
            let expected = expected.replace("浏览次数:", " 浏览次数:");
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn every_label_begins_with_one_of_the_first_characters() {
        let firsts = LABELS.iter().chain(COMMON).filter_map(|(word, _)| word.chars().next());
        assert!(firsts.into_iter().all(|first| FIRSTS.contains(first)));
    }

    #[test]
    fn what_stands_beside_the_text_is_read_too() {
        let page = PageFacts {
            labels: vec![("发布 机构：".to_owned(), " 甲縣財政局 ".to_owned())],
            meta: vec![
                ("pubdate".to_owned(), "2024-01-05 10:00:00".to_owned()),
                ("siteidcode".to_owned(), "政府网站标识码".to_owned()),
                ("author".to_owned(), "乙".to_owned()),
            ],
            ..PageFacts::default()
        };
        let found = labels(&page, &Normalized::default(), 0);
        let shown: Vec<(String, String)> =
            found.iter().map(|label| (label.place(), label.quote())).collect();
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

    #[test]
    fn quotes_show_the_words_around() {
        let line = "甲".repeat(30) + "卢氏县财政局" + &"乙".repeat(40);
        let at = line.find("卢").unwrap();
        let quoted = quote(&line, &(at..at + 18));
        assert!(quoted.starts_with("…甲") && quoted.contains("卢氏县财政局"));
        assert!(quoted.ends_with("乙…") && quoted.chars().count() <= LONGEST_QUOTE);
        assert_eq!(quote("序\n短句\n跋", &(4..7)), "短句");
    }
}
