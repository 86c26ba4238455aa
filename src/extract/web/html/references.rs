//! What a page refers to that may belong to its report: frames, attached files, its next pages.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::elements::LINK;
use super::tree::{NodeKind, Page};
use super::word_list::{word_set, words};
use crate::extract::plain::decode::decode_file_name;

/// What is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ReferenceKind {
    /// A page that is shown within the page.
    Frame,
    /// A file that is attached to the page, or shown within it.
    File,
    /// A further page of the same text.
    Page,
}

/// A reference of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// What is referred to.
    pub(crate) kind: ReferenceKind,
    /// The paths that it may have below the folder of the page, the likeliest first: that of its
    /// address, its name alone, the words of the link. Always one at least.
    pub(crate) paths: Vec<String>,
}

/// The most references of a page that are looked at.
const MOST: usize = 200;

/// The endings of files that are attached to reports.
static FILES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set("doc docx wps pdf ofd xls xlsx et zip rar 7z ppt pptx jpg png rtf txt")
});

/// Those of files that may contain a report.
static DOCUMENTS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| word_set("doc docx wps pdf ofd xls xlsx rtf odt txt"));

/// The words of links to the other pages of a text.
static PAGERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words("下一页 上一页 下页 上页 下一頁 上一頁 尾页 末页 首页 余下全文 阅读全文 后一页 前一页")
});

/// Words in the names of files that every page of a site links to.
static ABOUT_THE_SITE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words("使用手册 使用说明 操作指南 操作手册 客户端 阅读器 浏览器 公开指南 下载中心 说明书")
});

/// Returns the ending of `path` in lower case.
fn ending(path: &str) -> Option<String> {
    path.rsplit_once('.').map(|(_, ending)| ending.trim().to_ascii_lowercase())
}

fn ends_in(path: &str, endings: &FxHashSet<&str>) -> bool {
    ending(path).is_some_and(|ending| endings.contains(ending.as_str()))
}

/// Returns whether `href` is the address of an attached file: `/u/1.pdf`, `down.jsp?name=1.pdf`.
pub(super) fn is_file(href: &str) -> bool {
    href.split(['?', '#', '&', '=']).any(|part| ends_in(part, &FILES))
}

/// Returns whether the words of a link are the name of a file.
pub(super) fn names_file(words: &str) -> bool {
    ends_in(words.trim(), &DOCUMENTS)
}

/// Returns the references of `page`, which shows `frames` within it, in page order.
pub(super) fn references(page: &Page, frames: &[String]) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    for address in frames {
        let path = target(address);
        let kind =
            if ends_in(&path, &DOCUMENTS) { ReferenceKind::File } else { ReferenceKind::Frame };
        add(&mut found, kind, paths(&path, ""));
    }
    for (at, href, label) in links(page) {
        let is_pager = || PAGERS.contains(&label.trim_matches(|it: char| !it.is_alphanumeric()));
        let is_about_the_site = ABOUT_THE_SITE.iter().any(|word| label.contains(word));
        let path = target(href);
        if (ends_in(&path, &DOCUMENTS) || names_file(&label)) && !is_about_the_site {
            add(&mut found, ReferenceKind::File, paths(&path, &label));
        } else if is_pager() || is_number_among_pagers(page, at, &label) {
            add(&mut found, ReferenceKind::Page, paths(&path, ""));
        }
    }
    found.truncate(MOST);
    found
}

fn add(found: &mut Vec<Reference>, kind: ReferenceKind, paths: Vec<String>) {
    let reference = Reference { kind, paths };
    if !reference.paths.is_empty() && !found.contains(&reference) {
        found.push(reference);
    }
}

/// Returns the links of `page`: node, address and words.
fn links(page: &Page) -> impl Iterator<Item = (usize, &str, String)> {
    let elements = page.elements().filter(|(_, element)| element.name == LINK);
    elements.map(|(range, element)| {
        let nodes = page.nodes.get(range.clone()).unwrap_or_default();
        let words = nodes.iter().filter_map(|node| match &node.kind {
            NodeKind::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let words: String = words.flat_map(str::split_whitespace).collect();
        (range.start, element.href.as_str(), words)
    })
}

/// Returns whether the link at `at` is the number of a page next to links such as 下一页.
fn is_number_among_pagers(page: &Page, at: usize, label: &str) -> bool {
    if label.is_empty() || label.len() > 3 || !label.bytes().all(|it| it.is_ascii_digit()) {
        return false;
    }
    let Some(parent) = page.nodes.get(at).map(|node| node.parent) else { return false };
    let end = page.nodes.get(parent).map_or(at, |node| node.end).min(at + 200);
    let nodes = page.nodes.get(at.saturating_sub(200).max(parent)..end).unwrap_or_default();
    nodes
        .iter()
        .any(|node| matches!(&node.kind, NodeKind::Text(text) if PAGERS.contains(&text.trim())))
}

/// Returns the path that `address` leads to: that of the file which a viewer shows, without server,
/// query and escapes.
fn target(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let values = query.split(['&', '#']).filter_map(|pair| pair.split_once('='));
    let shown = values.map(|(_, value)| unescaped(value)).find(|value| is_file(value));
    let path = shown.unwrap_or_else(|| unescaped(path.split('#').next().unwrap_or(path)));
    let path = path.split(['?', '#']).next().unwrap_or_default().to_owned();
    // A viewer may be given an address that was escaped twice.
    let path = if path.contains('%') { unescaped(&path) } else { path };
    match path.split_once("://") {
        Some((_, rest)) => {
            rest.split_once('/').map_or(String::new(), |(_, path)| format!("/{path}"))
        }
        None => path.replace('\\', "/"),
    }
}

/// Returns the paths that the target of a link with these `words` may have beside its page.
fn paths(target: &str, words: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut add = |path: &str| {
        let path = path.trim().trim_start_matches("./");
        let is_below =
            !path.is_empty() && !path.split('/').any(|step| step == ".." || step.is_empty());
        if is_below && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    };
    let is_script = target.starts_with("javascript:") || target.starts_with("about:");
    if !is_script {
        add(target);
        add(target.rsplit('/').next().unwrap_or_default());
    }
    let words = words.trim();
    let bare = words.rsplit(['：', ':']).next().unwrap_or(words);
    for name in [words, bare] {
        if names_file(name) {
            add(name);
        } else if let Some(ending) = ending(target).filter(|_| name.chars().count() > 5) {
            add(&format!("{name}.{ending}"));
        }
    }
    paths
}

/// Returns `text` with its escapes (%E9) resolved.
fn unescaped(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
            (b'%', Some(&high), Some(&low)) => digit(high).zip(digit(low)),
            _ => None,
        };
        let value = escape.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        out.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    decode_file_name(&out)
}

#[cfg(test)]
mod tests {
    use crate::extract::web::html;

    #[test]
    fn references_are_found_in_every_form() {
        let table = [
            (
                "<iframe src=\"./甲_files/saved_resource.html\"></iframe>",
                "Frame 甲_files/saved_resource.html saved_resource.html",
            ),
            ("<frameset><frame src=c.htm></frameset>", "Frame c.htm"),
            ("<a href=\"/u/1.docx\">云岫县报告.docx</a>", "File 1.docx 云岫县报告.docx"),
            (
                "<a href=\"http://a.cn/P0202.pdf\">附件：云岫县年度报告</a>",
                "File P0202.pdf 附件：云岫县年度报告.pdf 云岫县年度报告.pdf",
            ),
            ("<a href=\"%E7%94%B2%E5%8E%BF.pdf\">下载</a>", "File 甲县.pdf"),
            ("<a href=\"%BC%D7%CF%D8.pdf\">下载</a>", "File 甲县.pdf"),
            ("<a href=\"/down.jsp?id=1&filename=2.pdf\">下载</a>", "File 2.pdf"),
            ("<a href=\"/down.jsp?id=1\">云岫县报告.pdf</a>", "File down.jsp 云岫县报告.pdf"),
            (
                "<iframe src=\"/pdfjs/web/viewer.html?file=%2Fu%2F%25E7%2594%25B2.pdf#page=1\"></iframe>",
                "File 甲.pdf",
            ),
            ("<object data=a/1.pdf type=application/pdf></object>", "File a/1.pdf 1.pdf"),
            ("<embed src='1.ofd'>", "File 1.ofd"),
            (
                "<div><a href=t_1.html>1</a> <a href=\"t_1_2.html\">2</a> <a href=t_1_2.html>下一页</a></div>",
                "Page t_1.html; Page t_1_2.html",
            ),
            (
                "<a href=2.html>上一篇</a><a href=3.html>3</a><a href=/x.apk>客户端</a><a href=s.pdf>使用手册</a>",
                "",
            ),
            (
                "<iframe src=\"javascript:void(0)\"></iframe><iframe src=about:blank></iframe><a href=../x.pdf>x</a>",
                "File x.pdf",
            ),
        ];
        for (markup, expected) in table {
            let found = html::references(markup.as_bytes(), None);
            let shown: Vec<String> =
                found.iter().map(|it| format!("{:?} {}", it.kind, it.paths.join(" "))).collect();
            assert_eq!(shown.join("; "), expected, "{markup}");
        }
    }
}
