//! The facts of a report: its title, agency, region, year, the days it was signed and published, its
//! numbers, its kind and the address it was saved from.
//!
//! - `view`: a stretch of the text as it is searched, with a way back to the text
//! - `kinds`: what an agency does; 卫健委 is 卫生健康委员会
//! - `names`, `whole`: names of agencies in running text, and on lines of their own
//! - `date`: days and years as they are written
//! - `title`, `signoff`: the first lines and the last
//! - `labels`: what stands beside the text, or above it where a page was saved as text
//! - `agency`, `sort`, `place`, `host`, and `who` over them: who reports from where
//! - `year`, `days`, `numbers`, `document`: when, under which number, and what kind of document
//! - `clues`: what the facts were told by
//!
//! The search reads the first 1,500 characters, the last 600, and the path; only where they do not
//! tell who reports from where does it read on. A fact that cannot be told leaves a note. Radicals
//! are read as the characters they stand for, in the facts too.

mod agency;
mod clues;
mod date;
mod days;
mod host;
mod header;
mod normalized;
mod numbers;
mod quotes;
mod region;
mod report_kind;
mod reporter;
mod sign_off;
mod title;
mod year;

use std::ops::Range;

use crate::extract::LabelName;
use crate::extract::PageFacts;
use crate::gazetteer::{Choice, Evidence, Named, NodeId, chain_readings};
use crate::report::{Agency, Clue, Date, Fact, Facts, Note, Source, Sourced, Year};
use crate::text::numerals::digits;
use crate::text::plain;
use agency::Candidate;
use clues::Clues;
use header::HeaderLabel;
use normalized::Normalized;
use region::PathPlaces;
use reporter::{Reporter, Sources};
use title::Title;

pub(super) use clues::corrected;

/// Characters of the beginning that are read.
const HEAD: usize = 1500;

/// Characters of the end that are read.
const TAIL: usize = 600;

/// Characters after the beginning that are read where it does not tell enough.
const MORE: usize = 6000;

/// What was found out about a report.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The facts.
    pub facts: Facts,
    /// What could not be told.
    pub notes: Vec<Note>,
    /// The bytes of the body that are the lines of the title; empty where there is none.
    pub title: Range<usize>,
}

/// Finds the facts of a report in its cleaned text, in what the page it was saved from says beside
/// it, and in its path, relative to the indexed folder with `/` between its parts.
///
/// ```
/// use chabao::parse::facts::facts;
/// # use chabao::extract::PageFacts;
/// let text = "卢氏县卫健委关于2024年法治政府建设情况的报告\n我委认真工作。\n";
/// let found = facts(text, &PageFacts::default(), "1.txt");
/// assert_eq!(found.facts.agency.unwrap().value.canonical, "卢氏县卫生健康委员会");
/// assert_eq!(found.facts.region.unwrap().value.to_string(), "河南省 › 三门峡市 › 卢氏县");
/// assert_eq!(found.facts.year.unwrap().value.get(), 2024);
/// ```
#[must_use]
pub fn facts(body: &str, page: &PageFacts, path: &str) -> Found {
    with_evidence(body, page, path).0
}

/// Finds the facts of a report, as [`facts`] does, and returns with them what they were told by.
#[must_use]
pub fn with_evidence(body: &str, page: &PageFacts, path: &str) -> (Found, Vec<Clue>) {
    find(body, page, path, host::candidates)
}

/// Finds the facts of a report; `hosts` tells the divisions that the host of an address may be named
/// after.
fn find(
    body: &str,
    page: &PageFacts,
    path: &str,
    hosts: fn(&str) -> Vec<NodeId>,
) -> (Found, Vec<Clue>) {
    let body = &*plain(body);
    let head = Normalized::new(body, 0, HEAD);
    let tail = Normalized::new(body, start_of_tail(body), TAIL);
    let title = title::find(&head, body);
    let (title_end, first_line) =
        title.as_ref().map_or((0, 0), |title| (title.body.end, title.lines.end));
    let title_lines = title.as_ref().map_or(0..0, |title| title.lines.clone());
    let header = header::end_of_header(&head, first_line);
    let labels = header::header_labels(page, &head, header);
    let page_title = title_of_page(page, &labels);
    let mut clues = Clues::default();

    let end = sign_off::find(&tail, body, title_end);
    let days = days::find(end.date, &labels, &head, header, &title_lines, &mut clues);
    let number = numbers::document_number(&labels, &head, header, &title_lines, &mut clues);
    let index_number = numbers::index_number(&labels, &mut clues);
    let url = address(page, &labels, body, &mut clues);
    let address = url.as_ref().map(|url| url.value.as_str());

    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let file = parts.pop().unwrap_or_default();
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let year_evidence = year::Evidence {
        title: title.as_ref().map(|title| title.folded.as_str()),
        page_title: page_title.as_ref().map(|title| title.folded.as_str()),
        head: &head,
        first_line,
        tail: &tail,
        file,
        folders: &parts,
        signed: days.signed.as_ref().map(|date| date.value),
        published: days.published.as_ref().map(|date| date.value),
    };
    let year = year::find(&year_evidence, &mut clues);
    parts.push(file);

    let from = line_start(&head, first_line);
    let own = title.as_ref().map(|title| (title.folded.as_str(), Source::Title));
    let given = page_title.as_ref().map(|title| (title.folded.as_str(), Source::Metadata));
    let kind_evidence = report_kind::Evidence {
        title: own.or(given),
        page,
        labels: &labels,
        head: &head,
        from,
        body,
        url: address,
    };
    let kind = report_kind::find(&kind_evidence, &mut clues);

    let hosts = address.map(hosts).unwrap_or_default();
    let path = PathPlaces::new(&parts);
    let titles = [title.as_ref(), page_title.as_ref()];
    let title_range = line_start(&head, title_lines.start)..from;
    let (labels, title_range) = (&*labels, &title_range);
    let sources = Sources { body, labels, titles, path: &path, title: title_range, url: address };
    let year_known = year.as_ref().ok().map(|year| year.value);
    // What the beginning holds is not said again at the end of a short report.
    let head_end = body.char_indices().nth(HEAD).map_or(body.len(), |(at, _)| at);
    let tail =
        if start_of_tail(body) < head_end { Normalized::new(body, head_end, TAIL) } else { tail };
    let reporter = Reporter::find(sources, [head, tail], end.agency, file, year_known, &hosts);
    reporter.add_clues(&mut clues, address, &hosts);

    let mut notes = Vec::new();
    let shown_title = title.as_ref().or(page_title.as_ref());
    if shown_title.is_none() {
        notes.push(Note::NoTitle);
    }
    for (title, source, place, weight) in [
        (title.as_ref(), Source::Title, "first lines", 10.0),
        (page_title.as_ref(), Source::Metadata, "title of the page", 5.0),
    ] {
        if let Some(title) = title {
            clues.add(Fact::Title, title.shown(), (source, place), weight, &title.folded);
        }
    }
    let source = if title.is_some() { Source::Title } else { Source::Metadata };
    let facts = Facts {
        title: shown_title.map(|title| Sourced::stated(title.shown(), source)),
        agency: reporter.agency(),
        region: reporter.region(),
        year: None,
        date: days.signed,
        published: days.published,
        document_number: number,
        index_number,
        kind: Some(kind),
        url: url.clone(),
    };
    notes.extend(reporter.notes());
    let facts = Facts { year: year.map_err(|note| notes.push(note)).ok(), ..facts };
    let evidence = clues.judged(&facts);
    let title = title.as_ref().map_or(0..0, |title| title.body.clone());
    (Found { facts, notes, title }, evidence)
}

/// Returns the title that the page gives, or the properties of a document.
fn title_of_page(page: &PageFacts, labels: &[HeaderLabel]) -> Option<Title> {
    let labelled = labels.iter().filter(|label| label.name == LabelName::Title);
    let mut labelled = labelled.filter(|label| label.source == Source::Metadata);
    labelled
        .find_map(|label| title::of_page(&label.value, true))
        .or_else(|| title::of_page(page.title.as_deref()?, false))
}

/// Returns the address that the report was saved from: the page's, or one that a line of its
/// beginning or its end gives.
fn address(
    page: &PageFacts,
    labels: &[HeaderLabel],
    body: &str,
    clues: &mut Clues,
) -> Option<Sourced<String>> {
    let meta = labels.iter().find(|label| {
        label.name == LabelName::Address
            && label.source == Source::Metadata
            && label.value.contains("//")
    });
    let meta = meta.map(|label| (label.value.clone(), "page"));
    let own = page.url.clone().map(|url| (url, "page"));
    let written = || {
        let head_end = body.char_indices().nth(HEAD).map_or(body.len(), |(at, _)| at);
        let ends = [body.get(..head_end), body.get(start_of_tail(body)..)];
        let url = ends.into_iter().flatten().find_map(header::address_in)?;
        Some((url, "label in the text"))
    };
    let (url, place) = own.or(meta).or_else(written)?;
    clues.add(Fact::Url, &*url, (Source::Metadata, place), 10.0, &url);
    Some(Sourced::stated(url, Source::Metadata))
}

/// An agency's name that a user gives, and the divisions it may sit in.
pub(super) struct Given {
    candidate: Candidate,
    /// The divisions that the name speaks of; empty where it names no place.
    pub(super) nodes: Vec<NodeId>,
}

impl Given {
    /// Reads `name`; `None` where it does not look like an agency's name.
    pub(super) fn new(name: &str) -> Option<Self> {
        let candidate = agency::given(name)?;
        let places = &candidate.name.places;
        let chain: Vec<&[Named]> = places.iter().map(|place| place.readings).collect();
        let nodes = match Evidence::default().choose(&chain_readings(&chain), None) {
            Choice::None => Vec::new(),
            Choice::One(node) => vec![node],
            Choice::Several(nodes) => nodes,
        };
        Some(Self { candidate, nodes })
    }

    /// Returns whether this is an agency of the central government.
    pub(super) fn is_national(&self) -> bool {
        self.candidate.name.is_national()
    }

    /// Returns the agency, its places in full where `node` is known.
    pub(super) fn agency(&self, node: Option<NodeId>) -> Agency {
        agency::written_out(&self.candidate, node, &[])
    }
}

/// Returns the byte where the last [`TAIL`] characters of `body` begin.
fn start_of_tail(body: &str) -> usize {
    let trimmed = body.trim_end();
    trimmed.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at)
}

/// Returns the byte where line `line` of `view` begins.
fn line_start(view: &Normalized, line: usize) -> usize {
    view.lines().get(line).map_or(view.text.len(), |range| range.start)
}

/// Reads a year that a user gives: 2023, 2023年度, 二〇二三年.
pub(super) fn given_year(text: &str) -> Option<Year> {
    let bare = text.trim().trim_end_matches("度").trim_end_matches('年').trim();
    Year::new(u16::try_from(digits(bare)?).ok()?)
}

/// Reads a day that a user gives: 2023-12-18, 2023年12月18日.
pub(super) fn given_date(text: &str) -> Option<Date> {
    let view = Normalized::new(text, 0, 40);
    let (range, date) = date::dates(&view.text).pop()?;
    (range == (0..view.text.trim_end().len())).then_some(date)
}

#[cfg(test)]
mod tests;
