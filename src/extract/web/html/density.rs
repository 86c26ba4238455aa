//! Finds the report on a page without a known container, as the densest run of text.
//!
//! Each line is a paragraph, a short line, or foreign to the report (links, buttons, labels). The
//! body is the run between foreign lines that has the most paragraphs, with the short lines around
//! it that are in the same element.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::boilerplate;
use super::container::Sums;
use super::elements::{Element, LINK};
use super::label_lines::is_label_line;
use super::lines::Line;
use super::title_shape;
use super::tree::Page;
use super::word_list::word_set;

/// The fewest Chinese characters that make a line a paragraph.
const LONG: usize = 40;

/// The fewest that make it one if it has punctuation.
pub(super) const SENTENCE: usize = 16;

/// The fewest Chinese characters in the paragraphs of a body.
const LEAST: usize = 60;

/// The most foreign lines between two parts of a body.
const GAP: usize = 6;

/// What a line is to the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineClass {
    /// Text.
    Paragraph,
    /// A heading, a signature or a field: text if it is next to paragraphs.
    Short,
    /// Not part of the report.
    Foreign,
}

/// Returns whether `line` is text on its own.
pub(super) fn is_paragraph(line: &Line) -> bool {
    let own = line.hanzi.saturating_sub(line.linked);
    let marked = line.text.contains(['。', '；', '，', '、', '：']);
    let is_text = || !title_shape::is_title(&line.text);
    (own >= LONG || (own >= SENTENCE && marked)) && line.linked * 2 < line.hanzi && is_text()
}

/// Returns the class of each of `lines`.
pub(super) fn classify(page: &Page, sums: &Sums, lines: &[Line]) -> Vec<LineClass> {
    let around = around(page, sums);
    let stands_around = |line: &Line| around.get(line.at).copied().unwrap_or_default();
    let one = |line: &Line| {
        let text = line.text.as_str();
        let linked = (line.plain == 0 || line.linked * 2 > line.hanzi) && !line.file;
        let paragraph = is_paragraph(line);
        // Of lines outside the report, only those at the foot of pages have sentences.
        let sentence = paragraph && text.contains('。');
        let noise = || {
            boilerplate::is_buttons(text)
                || boilerplate::is_clock(text)
                || boilerplate::leads_on(text)
                || boilerplate::crumb(text).is_some()
                || line.hanzi < LONG * 2 && is_label_line(text)
        };
        if linked || stands_around(line) || boilerplate::is_foot(text) || (!sentence && noise()) {
            LineClass::Foreign
        } else if paragraph {
            LineClass::Paragraph
        } else {
            LineClass::Short
        }
    };
    lines.iter().map(one).collect()
}

/// Returns for each node whether it is in an element about the site, not the report: navigation,
/// footer, toolbars.
fn around(page: &Page, sums: &Sums) -> Vec<bool> {
    let total = sums.all(&(0..page.nodes.len()));
    let mut around = vec![false; page.nodes.len()];
    let mut until = 0;
    for (at, flag) in around.iter_mut().enumerate() {
        if let Some(element) = page.element(at)
            && is_about_the_site(element)
            && let Some(node) = page.nodes.get(at)
            // If it has much of the text of the page, its name misleads.
            && sums.all(&(at..node.end)) * 3 < total
        {
            until = until.max(node.end);
        }
        *flag = at < until;
    }
    around
}

/// Words in ids and classes of elements about the site.
static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    word_set(
        "nav menu foot footer bottom copyright crumb crumbs breadcrumb share sidebar related \
        print toolbar weather search friendlink qrcode ewm bdsharebuttonbox",
    )
});

/// Substrings of such ids and classes.
const PARTS: &str = "footer copyright breadcrumb navbar sidebar bdshare friendlink qrcode";

/// Returns whether the name, the id or a class of `element` says that it is about the site.
fn is_about_the_site(element: &Element) -> bool {
    if matches!(element.name.as_str(), "nav" | "footer" | "aside") {
        return true;
    }
    std::iter::once(&element.id).chain(&element.classes).any(|name| {
        name.split(|it: char| !it.is_alphanumeric()).any(|word| NAMES.contains(word))
            || PARTS.split(' ').any(|part| name.contains(part))
    })
}

/// A run of lines without foreign lines.
#[derive(Clone, Debug)]
struct LineRun {
    lines: Range<usize>,
    /// The number of Chinese characters in its paragraphs.
    weight: usize,
    /// The first and last of its paragraphs.
    first: usize,
    last: usize,
}

/// Returns which of `lines` are the body of a report, `None` if they have no text.
pub(super) fn find_body(
    page: &Page,
    lines: &[Line],
    classes: &[LineClass],
) -> Option<Range<usize>> {
    let runs = runs(lines, classes);
    let (best, body) = runs
        .iter()
        .enumerate()
        // Of several runs with the same weight, the first.
        .max_by_key(|(at, run)| (run.weight, std::cmp::Reverse(*at)))
        .filter(|(_, run)| run.weight >= LEAST)?;
    let mut body = body.clone();
    for run in runs.iter().skip(best + 1) {
        if !belongs(page, lines, &body, run) {
            break;
        }
        body = joined(&body, run);
    }
    for run in runs.iter().take(best).rev() {
        if !belongs(page, lines, run, &body) {
            break;
        }
        body = joined(run, &body);
    }
    Some(with_short_lines(page, lines, classes, &body))
}

/// Returns how many of the `lines` right after a body belong to it: a stray end tag in the text
/// closes its container early.
pub(super) fn count_continued(page: &Page, sums: &Sums, lines: &[Line]) -> usize {
    let classes = classify(page, sums, lines);
    let own = classes.iter().take_while(|class| **class != LineClass::Foreign).count();
    let is_text = |(line, class): (&Line, &LineClass)| {
        *class == LineClass::Paragraph && line.text.contains('。')
    };
    let Some(last) = lines.iter().zip(&classes).take(own).rposition(is_text) else { return 0 };
    let date = (last + 1..own.min(last + 4))
        .find(|&at| lines.get(at).is_some_and(|line| is_written_date(&line.text)));
    date.unwrap_or(last) + 1
}

/// Returns the runs of `lines` that have paragraphs.
fn runs(lines: &[Line], classes: &[LineClass]) -> Vec<LineRun> {
    let mut runs: Vec<LineRun> = Vec::new();
    let mut start = 0;
    let mut under_way: Option<LineRun> = None;
    for (at, (line, class)) in lines.iter().zip(classes).enumerate() {
        match class {
            LineClass::Foreign => {
                runs.extend(under_way.take());
                start = at + 1;
            }
            LineClass::Short => {
                if let Some(run) = &mut under_way {
                    run.lines.end = at + 1;
                }
            }
            LineClass::Paragraph => {
                let new = LineRun { lines: start..at + 1, weight: 0, first: at, last: at };
                let run = under_way.get_or_insert(new);
                run.lines.end = at + 1;
                run.weight += line.hanzi;
                run.last = at;
            }
        }
    }
    runs.extend(under_way);
    runs
}

/// Returns whether `before` and `after` are parts of one text: close to each other, and under an
/// element no higher than the parent of the one around the larger part.
fn belongs(page: &Page, lines: &[Line], before: &LineRun, after: &LineRun) -> bool {
    if after.lines.start.saturating_sub(before.lines.end) > GAP {
        return false;
    }
    let larger = if before.weight >= after.weight { before } else { after };
    let Some(home) = home(page, lines, larger.first, larger.last) else { return false };
    let home = page.nodes.get(home).map_or(home, |node| {
        // A text of one paragraph does not show where its neighbours may be.
        if larger.first == larger.last { node.parent } else { home }
    });
    let holds = |line: usize| {
        let at = lines.get(line).map_or(0, |line| line.at);
        page.nodes.get(home).is_some_and(|node| (home..node.end).contains(&at))
    };
    holds(before.first) && holds(after.last)
}

/// Returns two runs and everything between them as one run.
fn joined(before: &LineRun, after: &LineRun) -> LineRun {
    LineRun {
        lines: before.lines.start..after.lines.end,
        weight: before.weight + after.weight,
        first: before.first,
        last: after.last,
    }
}

/// Returns the innermost element that contains both lines and has room for several paragraphs.
fn home(page: &Page, lines: &[Line], first: usize, last: usize) -> Option<usize> {
    let (from, to) = (lines.get(first)?.at, lines.get(last)?.at);
    let holds = |at: &usize| page.nodes.get(*at).is_some_and(|node| node.end > to);
    let is_paragraph = |at: &usize| {
        let name = page.element(*at).map_or("", |element| element.name.as_str());
        matches!(name, "p" | "span" | LINK | "li" | "h1" | "h2" | "h3" | "h4") || name.contains(':')
    };
    page.above(from).filter(holds).find(|at| !is_paragraph(at))
}

/// Returns the lines of `run` without the short lines around it that are in other elements, and
/// with the signature and the date after it.
fn with_short_lines(
    page: &Page,
    lines: &[Line],
    classes: &[LineClass],
    run: &LineRun,
) -> Range<usize> {
    let home = home(page, lines, run.first, run.last);
    let end_of_home = home.and_then(|at| page.nodes.get(at)).map_or(usize::MAX, |node| node.end);
    let stands_in = |line: usize| {
        let at = lines.get(line).map_or(0, |line| line.at);
        home.is_none_or(|home| home <= at) && at < end_of_home
    };
    let mut start = run.first;
    while start > run.lines.start && (stands_in(start - 1) || leads_in(lines.get(start - 1))) {
        start -= 1;
    }
    let mut end = run.last + 1;
    while end < run.lines.end && stands_in(end) {
        end += 1;
    }
    let date = (end..run.lines.end.min(end + 3)).find(|&at| {
        classes.get(at) == Some(&LineClass::Short)
            && lines.get(at).is_some_and(|line| is_written_date(&line.text))
    });
    start..date.map_or(end, |date| date + 1)
}

/// Returns whether `line` is the addressee of a report, or its first heading.
fn leads_in(line: Option<&Line>) -> bool {
    line.is_some_and(|line| {
        let text = line.text.trim();
        text.ends_with(['：', ':']) || text.starts_with("一、") || text.starts_with("（一）")
    })
}

/// Returns whether `text` is a date as written at the end of a report: 2024年1月5日, 二〇二四年一月五日.
pub(super) fn is_written_date(text: &str) -> bool {
    let text: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    let Some((year, rest)) = text.split_once('年') else { return false };
    let Some((month, day)) = rest.split_once('月') else { return false };
    let number = |text: &str| {
        (1..=4).contains(&text.chars().count())
            && text
                .chars()
                .all(|it| it.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(it))
    };
    number(year) && number(month) && day.strip_suffix('日').is_some_and(number)
}
