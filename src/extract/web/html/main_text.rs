//! Finds the lines of a page that are the report, and the facts in the lines around them.

use super::boilerplate::{self, is_byline};
use super::container::{self, Sums};
use super::copies::without_second_copy;
use super::density::{self, LineClass, is_paragraph, is_written_date};
use super::headline::{self, Opening};
use super::label_lines::{harvest, is_label_line};
use super::lines::{Line, lines};
use super::title_shape;
use super::tree::Page;
use crate::extract::label_line::labels_in_line;
use crate::extract::{Label, LabelName, PageFacts};

/// The fewest letters besides the headline of a page that loads content with scripts or frames.
const LEAST_OF_A_FRAME: usize = 20;

/// How many lines after the body are searched for labels, such as editor and source.
const AFTER: usize = 12;

/// How many lines before the first paragraph, and after the last, are searched for lines that are
/// not part of the report. Pages have some hundred lines in all.
const ABOUT: usize = 600;

/// The most nodes in an element that has only the breadcrumb.
const LARGEST_WAY: usize = 150;

/// How the body was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// In a known container.
    Container,
    /// By its paragraphs.
    Density,
    /// Not at all: it is everything on the page.
    Whole,
}

/// The report found on a page.
#[derive(Debug)]
pub(super) struct Body {
    lines: Vec<String>,
    /// For each of the lines, the number of its Chinese characters that are no link to a file;
    /// `None` if it has no such link.
    beside_files: Vec<Option<usize>>,
    /// Whether files are attached.
    has_files: bool,
    /// How many of the lines are the headline: none or one.
    headline: usize,
    /// The facts on the page.
    pub(super) facts: PageFacts,
    found: Found,
}

impl Body {
    /// Returns the text, each paragraph ended by a line feed.
    pub(super) fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    /// Returns whether nothing but the headline was found, or hardly anything if the page `loads`
    /// its content.
    pub(super) fn is_empty(&self, loads: bool) -> bool {
        let own = self.lines.iter().skip(self.headline);
        let letters = own.flat_map(|line| line.chars()).filter(|it| it.is_alphanumeric());
        let is_sure = self.found != Found::Whole;
        letters.count() < if loads && !is_sure { LEAST_OF_A_FRAME } else { 1 }
    }

    /// Returns the headline, if the page shows one.
    pub(super) fn headline(&self) -> Option<&str> {
        self.lines.first().filter(|_| self.headline > 0).map(String::as_str)
    }

    /// Returns the length of the text in bytes.
    pub(super) fn length(&self) -> usize {
        self.lines.iter().map(String::len).sum()
    }

    /// Returns whether files are attached to the text.
    pub(super) fn has_files(&self) -> bool {
        self.has_files
    }

    /// Returns the lines besides the headline and those that name attached files.
    pub(super) fn own_lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().zip(&self.beside_files).skip(self.headline);
        let own = lines.filter(|(_, beside)| beside.is_none_or(|hanzi| hanzi >= density::SENTENCE));
        own.map(|(line, _)| line.as_str())
    }

    /// Returns whether it was found in a known container.
    pub(super) fn is_in_container(&self) -> bool {
        self.found == Found::Container
    }

    /// Returns whether this, which includes what the page hides, is the report rather than `shown`.
    pub(super) fn is_better_than(&self, shown: &Self) -> bool {
        if shown.found == Found::Whole {
            self.found != Found::Whole
        } else {
            self.is_in_container() && self.length() > 2 * shown.length()
        }
    }
}

/// The lines of a page, split around the body.
struct Split {
    before: Vec<Line>,
    body: Vec<Line>,
    after: Vec<Line>,
    found: Found,
}

/// Finds the report on `page`; `facts` are those in its head.
pub(super) fn find_report(page: &Page, mut facts: PageFacts) -> Body {
    let mut split = split(page);
    // Labels and values may be on both sides of the start of the body.
    let head = head(&split.body);
    let rest = split.body.split_off(head.min(ABOUT));
    let far = split.before.len().saturating_sub(ABOUT);
    let mut lines = split.before.split_off(far);
    let above = lines.len();
    lines.append(&mut split.body);
    let found = harvest(&lines);
    add_labels(&mut facts, found.labels);
    for line in &lines {
        if facts.breadcrumb.is_none() {
            facts.breadcrumb = boilerplate::crumb(&line.text).filter(|_| !is_paragraph(line));
        }
    }
    if facts.breadcrumb.is_none() {
        facts.breadcrumb = crumbs(page);
    }
    let text = rest.iter().find(|line| is_paragraph(line)).map(|line| line.look);
    let text = text.unwrap_or_default();
    let taken = &found.taken;
    let opening = Opening { page, facts: &facts, lines: &lines, above, taken, text };
    let named = opening.headline().or_else(|| labelled_title(&facts));
    let head = lines.split_off(above);
    let (_, taken) = found.taken.split_at(above);
    let mut body = kept_of_head(head, taken, named.as_deref(), &mut facts);
    byline_above(&lines, &found.taken, named.as_deref(), &mut facts);
    let head = body.len();
    body.extend(rest);
    let mut headline = 0;
    if let Some(named) = &named {
        let before = headline::put_on_top(named, &mut body, head);
        headline = 1;
        if split.found == Found::Density {
            body.drain(..before);
        }
    }
    trim_end(&mut body, &mut facts);
    let after = harvest(until_leads(&split.after));
    let known: Vec<&str> = facts.labels.iter().map(|label| label.word).collect();
    let new = after.labels.into_iter().filter(|label| !known.contains(&label.word)).collect();
    add_labels(&mut facts, new);
    let near = split.after.iter().take(AFTER);
    let has_files = body.iter().chain(near).any(|line| line.file);
    let beside = |line: &Line| line.file.then(|| line.hanzi.saturating_sub(line.linked));
    let beside_files = body.iter().map(beside).collect();
    let lines = body.into_iter().map(|line| line.text).collect();
    Body { lines, beside_files, has_files, headline, facts, found: split.found }
}

/// Splits the lines of `page` around the body.
fn split(page: &Page) -> Split {
    let sums = Sums::from_page(page);
    if let Some(range) = container::find_container(page, &sums) {
        let mut body = headline::joined_lines(lines(page, range.clone()), false);
        let mut after = lines(page, range.end..page.nodes.len());
        let near = after.get(..ABOUT).unwrap_or(&after);
        body.extend(after.drain(..density::count_continued(page, &sums, near)));
        let before = headline::joined_lines(lines(page, 0..range.start), true);
        let body = without_second_copy(body);
        return Split { before, body, after, found: Found::Container };
    }
    let all = headline::joined_lines(lines(page, 0..page.nodes.len()), false);
    let classes = density::classify(page, &sums, &all);
    if let Some(range) = density::find_body(page, &all, &classes) {
        let part =
            |range: std::ops::Range<usize>| all.get(range).expect("a range of the lines").to_vec();
        return Split {
            before: part(0..range.start),
            body: without_second_copy(part(range.clone())),
            after: part(range.end..all.len()),
            found: Found::Density,
        };
    }
    let own = all.iter().zip(&classes).filter(|(_, class)| **class != LineClass::Foreign);
    let body = without_second_copy(own.map(|(line, _)| line.clone()).collect());
    Split { before: all, body, after: Vec::new(), found: Found::Whole }
}

/// Returns the number of lines before the first paragraph or heading of `body`, or of all lines if
/// there is none.
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
fn add_labels(facts: &mut PageFacts, labels: Vec<Label>) {
    for label in labels {
        if !facts.labels.contains(&label) {
            facts.labels.push(label);
        }
    }
}

/// Returns the title after a label of the page: 标题：….
fn labelled_title(facts: &PageFacts) -> Option<String> {
    let mut titles = facts.labels.iter().filter(|label| label.name == LabelName::Title);
    let title = titles.find(|label| title_shape::is_title(&label.value))?;
    Some(title.value.clone())
}

/// Returns the lines of `head` that belong to the report: no buttons, clocks or breadcrumbs, and
/// none of the lines that labels were `taken` from.
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

/// Reads the byline between the headline and the body.
fn byline_above(before: &[Line], taken: &[bool], headline: Option<&str>, facts: &mut PageFacts) {
    let Some(headline) = headline else { return };
    let at = before.iter().rposition(|line| line.text.trim() == headline);
    let about = at.map_or(0, |at| at.saturating_sub(2));
    for (line, taken) in before.iter().zip(taken).skip(about) {
        let is_own = if *taken { day_before_labels(&line.text) } else { Some(line.text.as_str()) };
        let byline = is_own.filter(|text| *taken || is_byline(text));
        if let Some(byline) = byline.filter(|_| facts.byline.is_none() && at.is_some()) {
            facts.byline = Some(byline.trim().to_owned());
        }
    }
}

/// Returns the day before the first label of a line: 2024年1月5日 10:20 来源：县司法局.
fn day_before_labels(line: &str) -> Option<&str> {
    let labels = labels_in_line(line)?;
    let (before, _) = line.split_once(labels.first()?.label.word)?;
    let day = before.trim().trim_end_matches(['|', '｜', '[', '【']).trim_end();
    let is_day = is_byline(day) || density::is_written_date(day);
    is_day.then_some(day)
}

/// Returns the breadcrumb that is spread over several lines of one element.
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

/// Removes the lines after the last paragraph that are not part of the report, and reads their
/// labels.
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
    add_labels(facts, found.labels);
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

/// Returns the lines before the first that links to other pages.
fn until_leads_all(mut lines: Vec<Line>) -> Vec<Line> {
    let end = lines.iter().position(|line| boilerplate::leads_on(&line.text));
    lines.truncate(end.unwrap_or(lines.len()));
    lines
}

/// Returns the few lines after the body that come before links to other pages.
fn until_leads(lines: &[Line]) -> &[Line] {
    let lines = lines.get(..AFTER).unwrap_or(lines);
    let end = lines
        .iter()
        .position(|line| boilerplate::leads_on(&line.text) || boilerplate::is_foot(&line.text));
    lines.split_at(end.unwrap_or(lines.len())).0
}
