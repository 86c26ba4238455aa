//! Finds the report in the containers that content management systems of government sites use.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::elements::Element;
use super::tree::{NodeKind, Page, hanzi};
use super::word_list::word_set;

/// The fewest Chinese characters in a container that is taken for the body of a report.
const LEAST: usize = 120;

/// Ids of containers: 开普, TRS, 大汉, 博达 and others, in lower case.
static IDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set(
        "ucapcontent zoom zoomcon zoomcontent fontzoom vsb_content div_zhengwen newscontent \
        news_content articlecontent article_content article-content textcontent js_content \
        artibody",
    )
});

/// Classes of containers, in lower case.
static CLASSES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set(
        "ucapcontent trs_editor trs_editor_view trs_ueditor trs_word v_news_content \
        article-content article_content articlecontent pages_content news_content newscontent \
        zoom zoomcon easysite-news-text rich_media_content",
    )
});

/// The number of Chinese characters before each node: all of them, and those in links.
#[derive(Debug, Default)]
pub(super) struct Sums {
    all: Vec<usize>,
    linked: Vec<usize>,
}

impl Sums {
    /// Counts the characters of `page`.
    pub(super) fn from_page(page: &Page) -> Self {
        let mut sums = Self { all: vec![0], linked: vec![0] };
        let (mut all, mut linked) = (0, 0);
        for node in &page.nodes {
            if let NodeKind::Text(text) = &node.kind {
                let count = hanzi(text);
                all += count;
                linked += if node.linked { count } else { 0 };
            }
            sums.all.push(all);
            sums.linked.push(linked);
        }
        sums
    }

    /// Returns the number of Chinese characters in the nodes of `range`.
    pub(super) fn all(&self, range: &Range<usize>) -> usize {
        difference(&self.all, range)
    }

    /// Returns the number of them in links.
    fn linked(&self, range: &Range<usize>) -> usize {
        difference(&self.linked, range)
    }

    /// Returns whether `range` has enough text outside links.
    fn is_body(&self, range: &Range<usize>) -> bool {
        let all = self.all(range);
        all >= LEAST && self.linked(range) * 3 < all
    }
}

/// Returns by how much `sums` grow over `range`.
fn difference(sums: &[usize], range: &Range<usize>) -> usize {
    let at = |at: usize| sums.get(at).copied().unwrap_or_default();
    at(range.end).saturating_sub(at(range.start))
}

/// Returns the nodes of the container that has the body, if there is a known one.
///
/// Of several, the one with the most text is taken, or one inside it with nearly all of that text:
/// the rest of the outer one is buttons and links.
pub(super) fn find_container(page: &Page, sums: &Sums) -> Option<Range<usize>> {
    let mut found: Vec<Range<usize>> = page
        .elements()
        .filter(|(_, element)| is_known(element))
        .map(|(range, _)| range)
        .chain(marked(page))
        .filter(|range| sums.is_body(range))
        .collect();
    // Of two with the same text, the inner one comes last.
    found.sort_by_key(|range| (sums.all(range), range.start, std::cmp::Reverse(range.end)));
    let mut best = found.last()?.clone();
    let within = |outer: &Range<usize>, inner: &Range<usize>| {
        outer.start <= inner.start && inner.end <= outer.end
    };
    for inner in found.iter().rev() {
        if within(&best, inner) && sums.all(inner) * 10 >= sums.all(&best) * 9 {
            best = inner.clone();
        }
    }
    Some(with_the_rest(page, sums, best))
}

/// Returns whether `element` is a known container.
fn is_known(element: &Element) -> bool {
    let numbered = |id: &str| {
        let number = id.strip_prefix("vsb_content_");
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    IDS.contains(element.id.as_str())
        || numbered(&element.id)
        || element.classes.iter().any(|class| CLASSES.contains(class.as_str()))
}

/// Returns the ranges between comments that mark the body, such as those of 大汉.
fn marked(page: &Page) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = None;
    for (at, node) in page.nodes.iter().enumerate() {
        let NodeKind::Comment(comment) = &node.kind else { continue };
        let comment = comment.to_lowercase();
        let names = ["zjeg_rss.content", "信息内容", "正文", "文章内容", "内容"];
        if !names.iter().any(|name| comment.contains(name)) {
            continue;
        }
        if ["begin", "start", "开始"].iter().any(|it| comment.contains(it)) {
            start = Some((at + 1, page.nodes.get(node.parent).map_or(at, |parent| parent.end)));
        } else if ["end", "结束"].iter().any(|it| comment.contains(it))
            && let Some((start, _)) = start.take()
        {
            ranges.push(start..at);
        }
    }
    // A start without an end extends to the end of its element.
    ranges.extend(start.map(|(start, end)| start..end.max(start)));
    ranges
}

/// Returns `range` extended by further containers under the same parent.
fn with_the_rest(page: &Page, sums: &Sums, range: Range<usize>) -> Range<usize> {
    let Some(node) = page.nodes.get(range.start).filter(|node| node.end == range.end) else {
        return range;
    };
    let end = page.nodes.get(node.parent).map_or(range.end, |parent| parent.end);
    let mut whole = range.clone();
    let mut at = node.parent + 1;
    while let Some(child) = page.nodes.get(at).filter(|_| at < end) {
        let own = at..child.end;
        let all = sums.all(&own);
        let plain = all > 0 && sums.linked(&own) * 3 < all;
        if plain && page.element(at).is_some_and(is_known) {
            whole = whole.start.min(own.start)..whole.end.max(own.end);
        }
        at = child.end;
    }
    whole
}
