//! The labels that sites put before the metadata of a paper: 索引号, 发布机构, 成文日期, …
//!
//! This is the one list of their words. The reader of web pages takes lines of labels out of the
//! text, whatever they say; the search for facts asks what each of them says.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelName {
    /// The day of publication.
    Published,
    /// A day, probably that of publication.
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
    /// The address of the page.
    Address,
    /// Something that is not a fact of the report: its subject, who edited it, how often it was
    /// read.
    Other,
}

/// The words of labels, by what they say.
const WORDS: [(LabelName, &str); 14] = [
    (
        LabelName::Published,
        "发布日期 发布时间 发表时间 发稿时间 公开日期 公开时间 公布日期 公布时间 信息提供日期 PubDate",
    ),
    (LabelName::Time, "日期 时间"),
    (LabelName::Updated, "更新时间 更新日期"),
    (LabelName::Signed, "成文日期 成文时间 生成日期 落款日期 签发日期 印发日期 发文日期 发文时间"),
    (
        LabelName::Number,
        "发文字号 发文文号 文件编号 文件字号 文件文号 公文文号 公文编号 文件号 文号 字号",
    ),
    (LabelName::Index, "信息索引号 索引号 索引码 索取号"),
    (
        LabelName::Issuer,
        "发布机构名称 发文机关名称 发布机构 发布单位 发布部门 发布机关 发文机关 发文机构 发文单位 发文部门 \
         制发机构 制发机关 制发单位 公开责任部门 责任部门 责任单位 公开机构 公开单位 公开部门 公开主体 \
         报告单位 编制单位",
    ),
    (
        LabelName::Origin,
        "信息来源 文章来源 稿件来源 内容来源 信息提供单位 供稿单位 来源 作者 ContentSource",
    ),
    (LabelName::Code, "政府网站标识码 网站标识码 SiteIDCode"),
    (LabelName::Site, "网站名称 SiteName"),
    (LabelName::Title, "文件名称 信息名称 标题 名称 ArticleTitle"),
    (LabelName::Column, "栏目名称 所属栏目 栏目 ColumnName"),
    (LabelName::Address, "原文链接 原文网址 原文地址 来源网址 来源链接 网页链接 网址 URL Url"),
    (
        LabelName::Other,
        "服务对象分类 信息公开类别 信息分类名称 文件有效性 统一登记号 规范性文件编号 规范性文件登记号 登记号 \
         统一编号 发布者 发布人 生成时间 上传时间 录入时间 生效日期 实施日期 失效日期 失效时间 废止日期 \
         主题分类 体裁分类 组配分类 题材分类 信息分类 公文种类 文种 主题词 关键词 有效性 效力状态 责任编辑 \
         浏览次数 浏览量 阅读次数 点击数 点击次数 访问次数 编辑 审核 校对 责编 点击量 阅读量 阅读 点击 访问量 \
         主题 字体 所属机构 公开方式 公开范围 公开形式 内容概述",
    ),
];

/// Words that are labels only next to others or before a colon, since text uses them too.
const COMMON: &str = "编辑 审核 校对 责编 点击量 阅读量 阅读 点击 访问量 名称 标题 栏目 主题 字号 字体 网址 URL Url \
     公开方式 公开范围 公开形式 内容概述";

/// The names of `<meta>` that say the same, in lower case: those of the state's standard for
/// websites, and two that stand for the variables of articles on WeChat.
const METAS: [(&str, LabelName); 9] = [
    ("pubdate", LabelName::Published),
    ("contentsource", LabelName::Origin),
    ("siteidcode", LabelName::Code),
    ("sitename", LabelName::Site),
    ("articletitle", LabelName::Title),
    ("columnname", LabelName::Column),
    ("url", LabelName::Address),
    ("publish_time", LabelName::Published),
    ("nickname", LabelName::Origin),
];

impl LabelName {
    /// Returns what the `<meta>` named `meta` (lower case) says, with its name.
    pub(crate) fn from_meta(meta: &str) -> Option<(&'static str, Self)> {
        METAS.into_iter().find(|(name, _)| *name == meta)
    }

    /// Returns the words for it.
    pub(crate) fn words(self) -> impl Iterator<Item = &'static str> {
        let own = WORDS.iter().filter(move |(name, _)| *name == self);
        own.flat_map(|(_, words)| words.split_whitespace())
    }
}

/// A word that is a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LabelWord {
    pub(crate) word: &'static str,
    pub(crate) name: LabelName,
    /// Whether text uses the word too, so that it is a label only next to others.
    pub(crate) is_common: bool,
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it says.
    pub name: LabelName,
    /// Its word, without blanks and colon: 索引号, 发布机构, 成文日期, …
    pub word: &'static str,
    /// Its value as written, never blank.
    pub value: String,
}

impl Label {
    /// Returns the label of `word` with its value; `None` if no label has this word.
    #[must_use]
    pub fn new(word: &str, value: &str) -> Option<Self> {
        let (found, length) = LabelWord::at(word)?;
        let value = value.to_owned();
        (length == word.len()).then_some(Self { name: found.name, word: found.word, value })
    }
}

impl LabelWord {
    /// Returns whether a line of this word alone is a label: it is too long and rare for text.
    pub(crate) fn is_distinct(&self) -> bool {
        !self.is_common && self.word.chars().count() >= 3
    }

    /// Returns the longest label that `text` begins with, and its length in bytes. Blanks may
    /// spread its characters: 索 引 号.
    pub(crate) fn at(text: &str) -> Option<(Self, usize)> {
        let labels = by_first().get(&text.chars().next()?)?;
        labels.iter().find_map(|label| Some((*label, label.length_in(text)?)))
    }

    /// Returns the length of the label at the beginning of `text`.
    fn length_in(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for character in self.word.chars() {
            rest = rest.trim_start_matches(is_blank).strip_prefix(character)?;
        }
        Some(text.len() - rest.len())
    }
}

/// Returns whether `character` is white space within a cell or line.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\t' | '\n')
}

/// Returns the labels by their first character, the longest first: labels are looked for at every
/// character.
fn by_first() -> &'static FxHashMap<char, Vec<LabelWord>> {
    static TABLE: OnceLock<FxHashMap<char, Vec<LabelWord>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: FxHashMap<char, Vec<LabelWord>> = FxHashMap::default();
        for (name, words) in WORDS {
            for word in words.split_whitespace() {
                let is_common = COMMON.split_whitespace().any(|common| common == word);
                let first = word.chars().next().expect("words are not empty");
                table.entry(first).or_default().push(LabelWord { word, name, is_common });
            }
        }
        for labels in table.values_mut() {
            labels.sort_by_key(|label| std::cmp::Reverse(label.word.len()));
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_one_label() {
        let words: Vec<&str> =
            WORDS.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
        for (at, word) in words.iter().enumerate() {
            assert!(!words[..at].contains(word), "{word} occurs twice");
            assert_eq!(Label::new(word, "1").map(|label| label.word), Some(*word));
        }
        assert!(COMMON.split_whitespace().all(|common| words.contains(&common)));
        assert_eq!(Label::new("发 布 机构", "甲").map(|label| label.name), Some(LabelName::Issuer));
        assert_eq!(Label::new("联系人", "甲"), None);
    }
}
