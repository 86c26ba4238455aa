//! The facts in the head of a page: address, title, and the metadata of the government standard.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::tree::{NodeKind, Page};
use super::word_list::word_set;
use crate::extract::PageFacts;

/// The names of `<meta>` in the government website standard, in lower case.
static STANDARD: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set(
        "sitename sitedomain siteidcode columnname columntype columndescription columnkeywords \
        articletitle pubdate contentsource author keywords description url publishdate source \
        contentid filenum",
    )
});

/// The placeholders that templates leave for values.
static UNFILLED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set(
        "政府网站标识码 网站标识码 网站名称 网站域名 网站主域名 栏目名称 栏目类型 栏目类别 \
        栏目描述 栏目关键词 文章标题 信息标题 发布日期 发布时间 信息来源 内容来源 来源 作者 \
        关键词 摘要 内容摘要 null",
    )
});

/// Returns the facts in the head of `page`; `address` is where it was fetched from, if known.
pub(super) fn facts_in_head(page: &Page, address: Option<&str>) -> PageFacts {
    let title = page.title.as_deref().map(squeezed).filter(|title| !title.is_empty());
    let mut meta: Vec<(String, String)> = Vec::new();
    for (name, content) in &page.metas {
        let pair = (name.clone(), squeezed(content));
        if STANDARD.contains(name.as_str()) && !is_unfilled(&pair.1) && !meta.contains(&pair) {
            meta.push(pair);
        }
    }
    PageFacts { url: url(page, address), title, meta, ..PageFacts::default() }
}

/// Returns `text` with each run of white space as one blank.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether `value` is blank or a placeholder of a template.
fn is_unfilled(value: &str) -> bool {
    let marks = ["${", "{{", "<%", "[!--", "{$", "#{", "@{", "{{{", "undefined"];
    let bare = value.trim_matches(['{', '}', '[', ']', '【', '】', '（', '）', '$', '#', '@']);
    bare.is_empty() || UNFILLED.contains(bare) || marks.iter().any(|mark| value.contains(mark))
}

/// Returns the address of `page`.
fn url(page: &Page, address: Option<&str>) -> Option<String> {
    let link = |wanted: &str| {
        let mut found = page.links.iter().filter(|(rel, _)| rel == wanted);
        found.find_map(|(_, href)| absolute(href))
    };
    let meta = |wanted: &str| {
        let mut found = page.metas.iter().filter(|(name, _)| name == wanted);
        found.find_map(|(_, content)| absolute(content))
    };
    link("canonical")
        .or_else(|| saved_from(page))
        .or_else(|| address.and_then(absolute))
        .or_else(|| meta("url"))
        .or_else(|| meta("og:url"))
        .or_else(|| link("base"))
}

/// Returns the address that the browser noted when it saved the page: `<!-- saved from
/// url=(0042)https://… -->`.
fn saved_from(page: &Page) -> Option<String> {
    page.nodes.iter().find_map(|node| {
        let NodeKind::Comment(comment) = &node.kind else { return None };
        let (_, after) = comment.split_once("saved from url=")?;
        let address = after.trim_start_matches(|it: char| it.is_ascii_digit() || "()".contains(it));
        absolute(address.split_whitespace().next()?)
    })
}

/// Returns `address` if it is a web address.
fn absolute(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let host = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://"))?;
    let named = host.contains('.') && !host.starts_with(['$', '{']);
    (named && !address.contains(char::is_whitespace)).then(|| address.to_owned())
}
