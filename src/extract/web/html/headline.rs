//! The headline of a page: finds its line, and puts it into the text once.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::boilerplate::{self, is_buttons, is_byline};
use super::density::is_paragraph;
use super::elements::{Element, LINK};
use super::label_lines::is_label_line;
use super::lines::Line;
use super::style::Look;
use super::title_shape;
use super::tree::{NodeKind, Page};
use crate::extract::PageFacts;

/// The fewest Chinese characters of a headline that is recognized by the title of the page.
const SHORTEST: usize = 5;

/// The fewest of one that is recognized by its element: shorter ones name a section of the site.
const SHORTEST_UNNAMED: usize = 8;

/// The most characters of a headline.
const LONGEST: usize = 150;

/// The most lines that a headline is broken into.
const LINES: usize = 4;

/// How large a line is that is larger than the text, in hundredths.
const LARGER: u32 = 112;

/// The most lines between a headline and the labels or the text under it: a subtitle, a number, the
/// day of a meeting, buttons.
const BETWEEN: usize = 4;

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

/// What precedes the text of a report on its page.
pub(super) struct Opening<'a> {
    pub(super) page: &'a Page,
    pub(super) facts: &'a PageFacts,
    /// The lines above the first paragraph: those before the body, then those in it.
    pub(super) lines: &'a [Line],
    /// How many of the lines come before the body.
    pub(super) above: usize,
    /// For each line, whether labels were taken from it.
    pub(super) taken: &'a [bool],
    /// How the first paragraph looks.
    pub(super) text: Look,
}

/// What follows a line that may be the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    /// The line with the day and the source.
    Labels,
    /// The text.
    Text,
    /// Something else.
    Other,
}

/// Lines that may be the headline.
struct Candidate {
    lines: Range<usize>,
    text: String,
    score: usize,
}

impl Opening<'_> {
    /// Returns the headline.
    ///
    /// The title of the page names it, or it is found by its place and its look: above the line with
    /// the day and the source, or directly above the text; centred, large, bold or in a heading; and
    /// of the shape of a title. A line that has only part of this is not taken for one.
    pub(super) fn headline(&self) -> Option<String> {
        let columns = self.columns();
        let named = self.named(&columns).map(|lines| self.with_name_above(lines));
        let found = self.set_apart(&columns);
        // The title of a page may be that of its column.
        let is_paper = |text: &str| title_shape::is_title(text);
        match (named, found) {
            (Some(named), Some(found)) if !is_paper(&named) && is_paper(&found.text) => {
                Some(found.text)
            }
            (Some(named), _) => Some(named),
            (None, found) => found.map(|found| found.text),
        }
    }

    /// Returns the keys of lines that are names of the site or of its columns: links have the same
    /// text, or the way to the page.
    fn columns(&self) -> FxHashSet<String> {
        let nodes = self.page.nodes.iter().filter(|node| node.linked);
        let links = nodes.filter_map(|node| match &node.kind {
            NodeKind::Text(text) => Some(key(text)),
            _ => None,
        });
        let way = self.facts.breadcrumb.iter().flat_map(|way| way.split(" > ")).map(key);
        let names = ["sitename", "columnname"].map(|name| self.facts.meta(name).map(key));
        links.chain(way).chain(names.into_iter().flatten()).collect()
    }

    /// Returns the line, or the few lines, whose letters are the longest of the names in the title of
    /// the page; the last one if there are several.
    fn named(&self, columns: &FxHashSet<String>) -> Option<Range<usize>> {
        let names = names(self.facts);
        let mut best: Option<(usize, Range<usize>)> = None;
        for at in 0..self.lines.len() {
            let mut whole = String::new();
            for (number, next) in self.lines.iter().skip(at).take(LINES).enumerate() {
                whole.push_str(next.text.trim());
                if whole.len() > LONGEST * 4 {
                    break;
                }
                let letters = key(&whole);
                let Some(rank) = names.iter().position(|name| *name == letters) else { continue };
                let better = best.as_ref().is_none_or(|(best, _)| rank <= *best);
                let first = self.lines.get(at).is_some_and(|line| !is_buttons(&line.text));
                if better && first && !is_column(&whole, columns) {
                    best = Some((rank, at..at + number + 1));
                }
            }
        }
        best.map(|(_, lines)| lines)
    }

    /// Returns the text of `lines` with the name of the agency, if that is on the line above.
    fn with_name_above(&self, lines: Range<usize>) -> String {
        let mut start = lines.start;
        while start > 0 && lines.end - start < LINES && self.goes_on(start - 1) {
            start -= 1;
        }
        self.joined(start..lines.end)
    }

    /// Returns the text of `lines`.
    fn joined(&self, lines: Range<usize>) -> String {
        self.lines.get(lines).into_iter().flatten().map(|line| line.text.trim()).collect()
    }

    /// Returns whether the title that the line at `at` is part of goes on in the next one.
    fn goes_on(&self, at: usize) -> bool {
        let (Some(upper), Some(lower)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return false;
        };
        let alike = upper.look.centred == lower.look.centred && upper.look.size == lower.look.size;
        let linked = |line: &Line| line.linked > 0;
        alike
            && self.may_be_title(at)
            && self.may_be_title(at + 1)
            && !linked(upper)
            && !linked(lower)
            && title_shape::continues(&upper.text, &lower.text)
    }

    /// Returns whether the line at `at` can be a title or a part of one.
    fn may_be_title(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let text = line.text.trim();
        let noise = || {
            is_buttons(text)
                || boilerplate::is_clock(text)
                || boilerplate::is_foot(text)
                || boilerplate::leads_on(text)
                || boilerplate::crumb(text).is_some()
                || is_label_line(text)
        };
        line.hanzi > 0
            && self.taken.get(at) != Some(&true)
            && text.chars().count() <= LONGEST
            && !text.contains(['。', '：', '；', '\t'])
            && !noise()
    }

    /// Returns the lines that their place and look set apart most.
    fn set_apart(&self, columns: &FxHashSet<String>) -> Option<Candidate> {
        let mut best: Option<(Candidate, (usize, usize))> = None;
        for start in 0..self.lines.len() {
            let mut end = start;
            while end < start + LINES && self.may_be_title(end) {
                end += 1;
                if let Some(found) = self.candidate(start..end, columns) {
                    // Of two with the same score the nearest above the body, then the first in it;
                    // the longer one if one is part of the other.
                    let count = self.lines.len();
                    let near = if end <= self.above { count + end } else { count - end };
                    let rank = (near, found.lines.len());
                    let better = best.as_ref().is_none_or(|(other, other_rank)| {
                        (found.score, rank) > (other.score, *other_rank)
                    });
                    if better {
                        best = Some((found, rank));
                    }
                }
                if !self.goes_on(end - 1) {
                    break;
                }
            }
        }
        best.map(|(found, _)| found)
    }

    /// Returns `lines` as a headline, if enough sets them apart.
    fn candidate(&self, lines: Range<usize>, columns: &FxHashSet<String>) -> Option<Candidate> {
        let first = self.lines.get(lines.start)?;
        let own = self.lines.get(lines.clone())?;
        let hanzi: usize = own.iter().map(|line| line.hanzi).sum();
        let is_linked = own.iter().all(|line| line.plain == 0);
        let below = self.below(lines.end);
        let text = self.joined(lines.clone());
        if hanzi < SHORTEST_UNNAMED || text.chars().count() > LONGEST {
            return None;
        }
        // A headline may lead to its own page.
        let leads_away = is_linked && !(below == Below::Labels && self.leads_here(first));
        if leads_away || is_column(&text, columns) {
            return None;
        }
        let specific = title_shape::is_specific(&text);
        let ended = title_shape::ends_as_title(&text);
        let named = self.is_named_title(first);
        let heading = self.is_large_heading(first);
        let look = self.look(first) + usize::from(named) * 2 + usize::from(heading) * 2;
        let fits = match below {
            _ if heading => true,
            _ if named => specific || ended || below != Below::Other,
            Below::Labels => (specific && ended) || look >= 3 || (look > 0 && (specific || ended)),
            Below::Text => (specific && ended) || (look > 0 && (specific || ended)),
            Below::Other => false,
        };
        // A comma is rare in titles, and not in sentences.
        if !fits || text.contains('，') && !heading && !(ended && look > 0) {
            return None;
        }
        let place = match below {
            Below::Labels => 4,
            Below::Text => 2,
            Below::Other => 0,
        };
        let score = usize::from(specific) * 8 + usize::from(ended) * 3 + place + look;
        Some(Candidate { lines, text, score })
    }

    /// Returns whether the link around `line` leads nowhere else.
    fn leads_here(&self, line: &Line) -> bool {
        let mut links = self.near(line).filter(|element| element.name == LINK);
        links.any(|link| {
            let href = link.href.trim();
            href.is_empty() || href.starts_with('#') || href.starts_with("javascript:")
        })
    }

    /// Returns by how much the look of `line` sets it apart from the text.
    fn look(&self, line: &Line) -> usize {
        let (look, text) = (line.look, self.text);
        let large = u32::from(look.size) * 100 > u32::from(text.size) * LARGER;
        usize::from(look.centred && !text.centred) * 2
            + usize::from(look.bold && !text.bold)
            + usize::from(look.heading && !text.heading)
            + usize::from(large) * 2
    }

    /// Returns what follows the lines before `end`, apart from a subtitle, a number and buttons.
    fn below(&self, end: usize) -> Below {
        for at in end..self.lines.len().min(end + BETWEEN) {
            let Some(line) = self.lines.get(at) else { break };
            let text = line.text.trim();
            if self.taken.get(at) == Some(&true) || is_byline(text) {
                return Below::Labels;
            }
            let is_remark = text.starts_with(['—', '－', '（', '(', '〔', '【', '-', '['])
                || text.contains('〔') && text.ends_with('号')
                || is_buttons(text);
            if text.ends_with(['：', ':']) {
                return Below::Text;
            }
            if !is_remark {
                return Below::Other;
            }
        }
        if end + BETWEEN > self.lines.len() { Below::Text } else { Below::Other }
    }

    /// Returns whether `line` is in one of the elements for the headline of a page.
    fn is_large_heading(&self, line: &Line) -> bool {
        let mut near = self.near(line);
        near.any(|element| matches!(element.name.as_str(), "h1" | "h2"))
    }

    /// Returns whether the id or a class of an element around `line` says that it is a title.
    fn is_named_title(&self, line: &Line) -> bool {
        let is_title = |name: &String| {
            matches!(name.as_str(), "headline" | "bt" | "tit" | "biaoti") || name.ends_with("title")
        };
        let mut near = self.near(line);
        near.any(|element| is_title(&element.id) || element.classes.iter().any(is_title))
    }

    /// Returns the innermost elements around the first characters of `line`.
    fn near(&self, line: &Line) -> impl Iterator<Item = &Element> {
        self.page.above(line.at).take(3).filter_map(|at| self.page.element(at))
    }
}

/// Returns the keys of possible headlines in the title of the page, the longest first.
fn names(facts: &PageFacts) -> Vec<String> {
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
    names.retain(|name| super::tree::hanzi(name) >= SHORTEST);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
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

/// Returns whether `text` names the site or a column of it.
fn is_column(text: &str, columns: &FxHashSet<String>) -> bool {
    let known = columns.contains(&key(text)) || title_shape::is_place_of_site(text);
    known && !title_shape::is_specific(text)
}
