//! The headline of a page: finds its line, and puts it into the text once.

use std::ops::Range;

use super::boilerplate;
use super::density::is_paragraph;
use super::lines::Line;
use super::tree::Page;
use crate::extract::PageFacts;

/// The fewest Chinese characters of a headline that is recognized by the title of the page.
const SHORTEST: usize = 5;

/// The fewest of one that is recognized by its element: shorter ones name a section of the site.
const SHORTEST_UNNAMED: usize = 8;

/// The most characters of a headline.
const LONGEST: usize = 150;

/// The most lines that a headline is broken into.
const LINES: usize = 4;

/// Returns the letters of `text`, by which headlines are compared.
fn key(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Joins the lines that `<br>` breaks a headline into; stops at the first paragraph.
///
/// A break stays before what is not part of a headline: a document number, a date, a text in
/// brackets.
pub(super) fn joined_lines(lines: Vec<Line>, whole: bool) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut in_head = true;
    for line in lines {
        in_head = in_head && (whole || !is_paragraph(&line));
        let last = out.last_mut().filter(|last| in_head && last.soft && goes_on(last, &line));
        let Some(last) = last else {
            out.push(line);
            continue;
        };
        last.text.push_str(line.text.trim_start());
        last.hanzi += line.hanzi;
        last.linked += line.linked;
        last.plain += line.plain;
        last.soft = line.soft;
    }
    out
}

/// Returns whether `next` can be part of the same headline as `last`.
fn goes_on(last: &Line, next: &Line) -> bool {
    let start = next.text.trim_start();
    let apart = start.starts_with(['（', '(', '〔', '【', '—', '－', '-'])
        || start.starts_with("一、")
        || next.text.contains(['〔', '。', '：', '［', '\t'])
        || start.starts_with(|it: char| it.is_ascii_digit()) && start.ends_with('日');
    let ended = last.text.trim_end().ends_with(['。', '：', '；', ':', '）', '号']);
    !apart && !ended && last.text.chars().count() + start.chars().count() <= LONGEST
}

/// Returns the headline in `before`, the lines above the body, or in `head`, its first lines.
pub(super) fn find_headline(
    page: &Page,
    facts: &PageFacts,
    before: &[Line],
    head: &[Line],
) -> Option<String> {
    let names = names(facts);
    let told = line_named(&names, before).or_else(|| line_named(&names, head));
    told.or_else(|| {
        let lines = before.iter().rev().chain(head);
        let mut set_apart = lines.filter(|line| is_headline(page, line));
        set_apart.next().map(|line| line.text.trim().to_owned())
    })
}

/// Returns the keys of possible headlines in the title of the page, the longest first.
fn names(facts: &PageFacts) -> Vec<String> {
    let site = facts.meta("sitename").map(key);
    let column = facts.meta("columnname").map(key);
    let mut names: Vec<String> = facts.meta("articletitle").map(key).into_iter().collect();
    if let Some(title) = &facts.title {
        names.push(key(title));
        let is_cut = |it: char| "_|｜-—–－·>»丨".contains(it) || it.is_whitespace();
        let cuts: Vec<usize> = title.match_indices(is_cut).map(|(at, _)| at).collect();
        for &cut in cuts.iter().take(30) {
            names.extend(title.split_at_checked(cut).map(|(start, _)| key(start)));
            names.extend(title.split_at_checked(cut).map(|(_, end)| key(end)));
        }
        names.extend(title.split(is_cut).map(key));
    }
    names.retain(|name| {
        let known = Some(name) == site.as_ref() || Some(name) == column.as_ref();
        super::tree::hanzi(name) >= SHORTEST && !known
    });
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// Returns the line, or the few lines, whose letters are the longest of `names`; the last one if
/// there are several.
fn line_named(names: &[String], lines: &[Line]) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    for (at, line) in lines.iter().enumerate() {
        let mut whole = String::new();
        for next in lines.iter().skip(at).take(LINES) {
            whole.push_str(next.text.trim());
            if whole.len() > LONGEST * 4 {
                break;
            }
            let letters = key(&whole);
            let found = names.iter().position(|name| *name == letters);
            let better = |rank: usize| best.as_ref().is_none_or(|(best, _)| rank <= *best);
            if let Some(rank) =
                found.filter(|rank| better(*rank) && !boilerplate::is_buttons(&line.text))
            {
                best = Some((rank, whole.clone()));
            }
        }
    }
    best.map(|(_, text)| text)
}

/// Returns whether the element around `line` marks it as a headline.
fn is_headline(page: &Page, line: &Line) -> bool {
    let length = line.text.chars().count();
    if line.hanzi < SHORTEST_UNNAMED || length > LONGEST || line.plain == 0 || line.row {
        return false;
    }
    let text = line.text.as_str();
    let noise = boilerplate::is_clock(text)
        || boilerplate::is_foot(text)
        || boilerplate::crumb(text).is_some();
    if noise || text.contains(['。', '：']) || super::label_lines::is_label_line(text) {
        return false;
    }
    page.above(line.at).take(3).filter_map(|at| page.element(at)).any(|element| {
        let is_title = |name: &String| {
            matches!(name.as_str(), "title" | "headline" | "bt" | "tit" | "biaoti" | "xl_title")
                || name.ends_with("title")
        };
        matches!(element.name.as_str(), "h1" | "h2")
            || is_title(&element.id)
            || element.classes.iter().any(is_title)
    })
}

/// Puts `headline` at the top of `body`, unless it is among its first `head` lines; there it is
/// kept once, on one line. Returns the number of lines before it.
pub(super) fn put_on_top(headline: &str, body: &mut Vec<Line>, head: usize) -> usize {
    let wanted = key(headline);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < head.min(body.len()) {
        let mut letters = String::new();
        let mut length = None;
        for (number, line) in body.iter().skip(at).take(LINES).enumerate() {
            letters.push_str(&key(&line.text));
            if letters == wanted {
                length = Some(number + 1);
            }
            if letters.len() >= wanted.len() {
                break;
            }
        }
        found.extend(length.map(|length| at..at + length));
        at += length.unwrap_or(1);
    }
    let contained =
        |line: &Line| line.text.chars().count() <= LONGEST && key(&line.text).contains(&wanted);
    let Some(last) = found.last().cloned() else {
        if let Some(at) = body.iter().take(head.max(1)).position(contained) {
            return at;
        }
        let line = Line { text: headline.to_owned(), ..Line::default() };
        body.insert(0, line);
        return 0;
    };
    // The last one is from the report; those before it are from the page.
    for range in found.into_iter().rev() {
        let mut kept = body.get(range.start).cloned().unwrap_or_default();
        let is_last = range == last;
        if range.len() > 1 {
            headline.clone_into(&mut kept.text);
        }
        body.splice(range.clone(), is_last.then_some(kept));
    }
    body.iter().take(head).position(contained).unwrap_or(0)
}
