//! The lines of a page that are the report, and what the lines about them tell.

use super::boilerplate;
use super::container::{self, Sums};
use super::density::{self, LineClass, is_paragraph, is_written_date};
use super::headline;
use super::label_lines::{harvest, is_label_line};
use super::lines::{Line, lines};
use super::tree::Page;
use crate::extract::{Label, PageFacts};

/// How many letters a page must hold besides its headline, if scripts or frames bring the rest.
const LEAST_OF_A_FRAME: usize = 20;

/// How many lines after the body are looked at for labels: who edited it, where it comes from.
const AFTER: usize = 12;

/// How many lines before the first paragraph, and after the last, are looked at for what is none
/// of the report. Pages have some hundred lines in all.
const ABOUT: usize = 600;

/// The most nodes of an element that holds nothing but the way to the page.
const LARGEST_WAY: usize = 150;

/// The longest line without a label that is told as what stands under the headline.
const LONGEST_BYLINE: usize = 60;

/// How the body was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// In a container that is known.
    Container,
    /// By its paragraphs.
    Density,
    /// Not at all: it is all that the page says.
    Whole,
}

/// A report as it was found in its page.
#[derive(Debug)]
pub(super) struct Body {
    lines: Vec<String>,
    /// How many of the lines are the headline: none or one.
    headline: usize,
    /// What the page says about it.
    pub(super) facts: PageFacts,
    /// Whether it was found by more than being all there is.
    pub(super) is_sure: bool,
}

impl Body {
    /// Returns the text, each paragraph ended by a line feed.
    pub(super) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    /// Returns whether nothing but the headline was found, or hardly anything where the page
    /// `loads` what it shows.
    pub(super) fn is_empty(&self, loads: bool) -> bool {
        let own = self.lines.iter().skip(self.headline);
        let letters = own.flat_map(|line| line.chars()).filter(|it| it.is_alphanumeric());
        letters.count() < if loads && !self.is_sure { LEAST_OF_A_FRAME } else { 1 }
    }
}

/// The lines of a page about a body.
struct Split {
    before: Vec<Line>,
    body: Vec<Line>,
    after: Vec<Line>,
    found: Found,
}

/// Returns the report in `page`, whose head tells `facts`.
pub(super) fn find(page: &Page, mut facts: PageFacts) -> Body {
    let mut split = split(page);
    // Labels and their values may stand on both sides of where the body was found to begin.
    let head = head(&split.body);
    let rest = split.body.split_off(head.min(ABOUT));
    let far = split.before.len().saturating_sub(ABOUT);
    let mut lines = split.before.split_off(far);
    let above = lines.len();
    lines.append(&mut split.body);
    let found = harvest(&lines);
    add(&mut facts, found.labels);
    for line in &lines {
        if facts.breadcrumb.is_none() {
            facts.breadcrumb = boilerplate::crumb(&line.text).filter(|_| !is_paragraph(line));
        }
    }
    if facts.breadcrumb.is_none() {
        facts.breadcrumb = crumbs(page);
    }
    let head = lines.split_off(above);
    let named = headline::find(page, &facts, &lines, &head);
    let (_, taken) = found.taken.split_at(above);
    let mut body = kept_of_head(head, taken, named.as_deref(), &mut facts);
    byline_above(&lines, &found.taken, named.as_deref(), &mut facts);
    let head = body.len();
    body.extend(rest);
    let mut headline = 0;
    if let Some(named) = &named {
        let before = headline::place(named, &mut body, head);
        headline = 1;
        if split.found == Found::Density {
            body.drain(..before);
        }
    }
    trim_end(&mut body, &mut facts);
    let after = harvest(until_leads(&split.after));
    let known: Vec<&str> = facts.labels.iter().map(|label| label.word).collect();
    let new = after.labels.into_iter().filter(|label| !known.contains(&label.word)).collect();
    add(&mut facts, new);
    let lines = body.into_iter().map(|line| line.text).collect();
    Body { lines, headline, facts, is_sure: split.found != Found::Whole }
}

/// Returns the lines of `page` about the body, wherever it was found.
fn split(page: &Page) -> Split {
    let sums = Sums::of(page);
    if let Some(range) = container::find(page, &sums) {
        let mut body = headline::mended(lines(page, range.clone()), false);
        let mut after = lines(page, range.end..page.nodes.len());
        let near = after.get(..ABOUT).unwrap_or(&after);
        body.extend(after.drain(..density::goes_on(page, &sums, near)));
        let before = headline::mended(lines(page, 0..range.start), true);
        return Split { before, body, after, found: Found::Container };
    }
    let all = headline::mended(lines(page, 0..page.nodes.len()), false);
    let classes = density::classify(page, &sums, &all);
    if let Some(range) = density::find(page, &all, &classes) {
        let part =
            |range: std::ops::Range<usize>| all.get(range).expect("a range of the lines").to_vec();
        return Split {
            before: part(0..range.start),
            body: part(range.clone()),
            after: part(range.end..all.len()),
            found: Found::Density,
        };
    }
    let own = all.iter().zip(&classes).filter(|(_, class)| **class != LineClass::Foreign);
    let body = own.map(|(line, _)| line.clone()).collect();
    Split { before: all, body, after: Vec::new(), found: Found::Whole }
}

/// Returns how many lines stand before the first paragraph or heading of `body`; all of them
/// where there is none.
fn head(body: &[Line]) -> usize {
    let starts = |line: &Line| {
        let text = line.text.trim_start();
        let numbered = text.starts_with("一、") || text.starts_with("（一）");
        let labelled = || line.hanzi < 80 && is_label_line(&line.text);
        numbered || (is_paragraph(line) && !labelled() && boilerplate::crumb(text).is_none())
    };
    body.iter().position(starts).unwrap_or(body.len())
}

/// Adds `labels` to those of the page, each once.
fn add(facts: &mut PageFacts, labels: Vec<Label>) {
    for label in labels {
        if !facts.labels.contains(&label) {
            facts.labels.push(label);
        }
    }
}

/// Returns the lines of `head` that are the report's: no buttons, clocks, ways through the site,
/// and none of the lines that labels were `taken` from.
fn kept_of_head(
    head: Vec<Line>,
    taken: &[bool],
    headline: Option<&str>,
    facts: &mut PageFacts,
) -> Vec<Line> {
    let mut kept = Vec::new();
    for (number, line) in head.into_iter().enumerate() {
        let text = line.text.as_str();
        let is_named = headline == Some(text.trim());
        let is_taken = taken.get(number).copied().unwrap_or_default();
        let noise = boilerplate::is_buttons(text)
            || boilerplate::is_clock(text)
            || boilerplate::crumb(text).is_some();
        if is_named || !(is_taken || noise || is_byline(text)) {
            kept.push(line);
        } else if is_byline(text) && facts.byline.is_none() {
            facts.byline = Some(text.trim().to_owned());
        }
    }
    kept
}

/// Takes the line without a label that stands between the headline and the body.
fn byline_above(before: &[Line], taken: &[bool], headline: Option<&str>, facts: &mut PageFacts) {
    let Some(headline) = headline else { return };
    let at = before.iter().rposition(|line| line.text.trim() == headline);
    let about = at.map_or(0, |at| at.saturating_sub(2));
    for (line, taken) in before.iter().zip(taken).skip(about) {
        if facts.byline.is_none() && !taken && at.is_some() && is_byline(&line.text) {
            facts.byline = Some(line.text.trim().to_owned());
        }
    }
}

/// Returns whether `text` is a line under a headline that has no label: a date in figures, with
/// the time, a name or a count beside it.
fn is_byline(text: &str) -> bool {
    let text = text.trim_matches(|it: char| it.is_whitespace() || "[【(（".contains(it));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (_, rest) = text.split_at(digits);
    let dated = digits == 4
        && (rest.starts_with(['-', '/', '.']) || (rest.contains('年') && rest.contains(':')))
        && rest.bytes().any(|byte| byte.is_ascii_digit());
    dated && text.chars().count() <= LONGEST_BYLINE && !text.contains(['，', '。', '、'])
}

/// Returns the way to the page where it stands on several lines of one element.
fn crumbs(page: &Page) -> Option<String> {
    let is_way = |name: &String| {
        ["crumb", "position", "location", "dqwz", "weizhi"].iter().any(|part| name.contains(part))
    };
    page.elements().find_map(|(range, element)| {
        let named = is_way(&element.id) || element.classes.iter().any(is_way);
        if range.len() > LARGEST_WAY || !named {
            return None;
        }
        let lines = lines(page, range);
        let whole = lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>();
        if whole.len() < 2 || whole.len() > 12 {
            return None;
        }
        let joined = whole.join(" > ");
        let joined = joined.replace("：>", "：").replace("： >", "：").replace(": >", "：");
        boilerplate::crumb(&joined).or_else(|| boilerplate::crumb(&format!("当前位置：{joined}")))
    })
}

/// Takes off what stands after the last paragraph and is none of the report, and its labels.
fn trim_end(body: &mut Vec<Line>, facts: &mut PageFacts) {
    let is_text = |line: &Line| {
        let labelled = || line.hanzi < 80 && is_label_line(&line.text);
        is_paragraph(line) && !boilerplate::is_foot(&line.text) && !labelled()
    };
    let about = body.len().saturating_sub(ABOUT);
    let end = body.iter().skip(about).rposition(is_text).map_or(1, |at| at + 1);
    let tail = body.split_off((about + end).min(body.len()));
    let tail = until_leads_all(tail);
    let found = harvest(&tail);
    add(facts, found.labels);
    for (line, taken) in tail.into_iter().zip(found.taken) {
        let text = line.text.as_str();
        let noise = boilerplate::is_buttons(text)
            || boilerplate::is_foot(text)
            || boilerplate::is_clock(text);
        if is_written_date(text) || !(taken || noise) {
            body.push(line);
        }
    }
}

/// Returns the lines up to the one that leads on to other pages.
fn until_leads_all(mut lines: Vec<Line>) -> Vec<Line> {
    let end = lines.iter().position(|line| boilerplate::leads_on(&line.text));
    lines.truncate(end.unwrap_or(lines.len()));
    lines
}

/// Returns the few lines after the body that stand before what leads on to other pages.
fn until_leads(lines: &[Line]) -> &[Line] {
    let lines = lines.get(..AFTER).unwrap_or(lines);
    let end = lines
        .iter()
        .position(|line| boilerplate::leads_on(&line.text) || boilerplate::is_foot(&line.text));
    lines.split_at(end.unwrap_or(lines.len())).0
}
