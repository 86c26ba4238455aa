//! The facts of a report: its title, agency, region, year, the days it was signed and published, its
//! numbers, its kind and the address it was saved from.
//!
//! - `report_text`: the beginning and the end of a report
//! - `normalized`: a stretch of the text in one form, with a way back to the text
//! - `date`: days and years as they are written
//! - `title`, `sign_off`: the first lines and the last
//! - `header`: labels in the metadata of the page, or above the text if it was saved as text
//! - `mention_weight`, `agency`, `agency_in_full`, `path_places`,
//!   `region_evidence`, `region`, `host`, and `reporter` over them: who reports from where
//! - `year`, `days`, `numbers`, `kind_of_title`, `report_kind`: when, under which number, and what
//!   kind of document
//! - `genre`: texts that are about reports and are none
//! - `clues`, `quotes`: the evidence for each fact
//! - `given`: facts as users give them
//!
//! The search reads the first 1,500 characters, the last 600, and the path. It reads on only if
//! these do not say who reports from where. A fact that cannot be determined leaves a note. Radicals
//! are read as the characters they stand for, in the facts too.

mod report_text;
mod normalized;
mod quotes;
mod clues;
mod date;
mod title;
mod header;
mod sign_off;
mod mention_weight;
mod agency;
mod agency_in_full;
mod host;
mod path_places;
mod region_evidence;
mod region;
mod reporter;
mod year;
mod days;
mod numbers;
mod kind_of_title;
mod genre;
mod report_kind;
mod given;

use std::ops::Range;

use crate::extract::{LabelName, PageFacts};
use crate::gazetteer::NodeId;
use crate::report::{Clue, Fact, Facts, Note, Source, Sourced};
use crate::text::plain;
use clues::Clues;
use header::{Header, HeaderLabel};
use path_places::PathPlaces;
use report_text::ReportText;
use reporter::{Reporter, Sources};
use title::Title;

pub(super) use clues::add_corrections;
pub(super) use given::{GivenAgency, parse_date, parse_year};

/// What was found out about a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The facts.
    pub(super) facts: Facts,
    /// What could not be determined.
    pub(super) notes: Vec<Note>,
    /// The bytes of the body that are the lines of the title; empty if it has none.
    pub(super) title: Range<usize>,
}

/// What a user says about the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GivenAddress {
    /// Nothing.
    Nothing,
    /// That it is not known.
    NotKnown,
    /// What it is.
    Known(Sourced<String>),
}

/// Finds the facts of a report, and the evidence for them, in its cleaned text, in the metadata of
/// the page it was saved from, in its path, relative to the indexed folder with `/` between its
/// parts, and in the address that a user gives.
pub(super) fn find_facts(
    body: &str,
    page: &PageFacts,
    path: &str,
    given_address: GivenAddress,
) -> (Found, Vec<Clue>) {
    find(body, page, path, given_address, host::divisions_of_host)
}

/// Finds the facts of a report; `divisions_of_host` returns the divisions that the host of an
/// address can be named after.
fn find(
    body: &str,
    page: &PageFacts,
    path: &str,
    given_address: GivenAddress,
    divisions_of_host: fn(&str) -> Vec<NodeId>,
) -> (Found, Vec<Clue>) {
    let body = plain(body);
    let text = ReportText::new(&body);
    let mut clues = Clues::default();

    let own_title = title::find(&text.head, text.body);
    let header = Header::new(page, &text.head, own_title.as_ref());
    let page_title = title_of_page(page, &header.labels);
    let titles = Titles { own: own_title.as_ref(), page: page_title.as_ref() };
    titles.add_clues(&mut clues);

    let title = own_title.as_ref().map_or(0..0, |title| title.body.clone());
    let sign_off = sign_off::find(&text.tail, text.body, title.end);
    let days = days::find(sign_off.date, &header, &text.head, &mut clues);
    let document_number = numbers::document_number(&header, &text.head, &mut clues);
    let index_number = numbers::index_number(&header.labels, &mut clues);
    let url = match given_address {
        GivenAddress::Nothing => address(page, &header.labels, &text, &mut clues),
        GivenAddress::NotKnown => None,
        GivenAddress::Known(url) => Some(url),
    };
    let address = url.as_ref().map(|url| url.value.as_str());

    let best_title = titles.best().map(|(title, _)| title.folded.as_str());
    let is_report = best_title.is_some_and(kind_of_title::is_title_of_report);
    let genre = genre::find(&text.head, &text.tail, best_title, header.title_range.end, is_report);

    let (folders, file) = split_path(path);
    let year = year::find(
        &year::Evidence {
            genre: genre.as_ref().map(|found| found.genre),
            title: titles.own.map(|title| title.folded.as_str()),
            page_title: titles.page.map(|title| title.folded.as_str()),
            head: &text.head,
            first_line: header.title_lines.end,
            tail: &text.tail,
            file,
            folders: &folders,
            signed: days.signed.as_ref().map(|date| date.value),
            published: days.published.as_ref().map(|date| date.value),
        },
        &mut clues,
    );
    let kind = report_kind::find(
        &report_kind::Evidence {
            genre: genre.as_ref(),
            title: titles.best().map(|(title, source)| (title.folded.as_str(), source)),
            page,
            labels: &header.labels,
            head: &text.head,
            from: header.title_range.end,
            body: text.body,
            url: address,
        },
        &mut clues,
    );

    let hosts = address.map(divisions_of_host).unwrap_or_default();
    let path_places = PathPlaces::new(folders.iter().copied().chain([file]));
    let sources = Sources {
        genre: genre.map(|found| found.genre),
        body: text.body,
        header: &header,
        titles: [titles.own, titles.page],
        path: &path_places,
        file,
        url: address,
        hosts: &hosts,
        year: year.as_ref().ok().map(|year| year.value),
    };
    let reporter = Reporter::find(sources, text.into_separate_ends(), sign_off.signer);
    reporter.add_clues(&mut clues);

    let mut notes = Vec::new();
    if titles.best().is_none() {
        notes.push(Note::NoTitle);
    }
    notes.extend(reporter.notes());
    let year = match year {
        Ok(year) => Some(year),
        Err(note) => {
            notes.push(note);
            None
        }
    };
    let facts = Facts {
        title: titles.best().map(|(title, source)| Sourced::stated(title.shown(), source)),
        agency: reporter.agency(),
        region: reporter.region(),
        year,
        date: days.signed,
        published: days.published,
        document_number,
        index_number,
        kind: Some(kind),
        url: url.clone(),
    };
    let evidence = clues.judged(&facts);
    (Found { facts, notes, title }, evidence)
}

/// Splits the folders of `path` from the name of its file without the extension.
fn split_path(path: &str) -> (Vec<&str>, &str) {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let file = parts.pop().unwrap_or_default();
    (parts, file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// The title in the text of a report, and the one that its page gives.
struct Titles<'t> {
    own: Option<&'t Title>,
    page: Option<&'t Title>,
}

impl<'t> Titles<'t> {
    /// Returns the title that is shown: the report's own before that of its page.
    fn best(&self) -> Option<(&'t Title, Source)> {
        let own = self.own.map(|title| (title, Source::Title));
        own.or_else(|| self.page.map(|title| (title, Source::Metadata)))
    }

    fn add_clues(&self, clues: &mut Clues) {
        let places = [
            (self.own, Source::Title, "first lines", 10.0),
            (self.page, Source::Metadata, "title of the page", 5.0),
        ];
        for (title, source, place, weight) in places {
            if let Some(title) = title {
                clues.add(Fact::Title, title.shown(), (source, place), weight, &title.folded);
            }
        }
    }
}

/// Returns the title that the page, or the properties of a document, give.
fn title_of_page(page: &PageFacts, labels: &[HeaderLabel]) -> Option<Title> {
    let is_title = |it: &&HeaderLabel| it.name == LabelName::Title && it.source == Source::Metadata;
    let mut labelled = labels.iter().filter(is_title);
    labelled
        .find_map(|label| title::from_page(&label.value, true))
        .or_else(|| title::from_page(page.title.as_deref()?, false))
}

/// Returns the address that the report was saved from: that of the page, or one that a line of its
/// beginning or its end gives.
fn address(
    page: &PageFacts,
    labels: &[HeaderLabel],
    text: &ReportText<'_>,
    clues: &mut Clues,
) -> Option<Sourced<String>> {
    let is_address = |it: &&HeaderLabel| {
        it.name == LabelName::Address && it.source == Source::Metadata && it.value.contains("//")
    };
    let labelled = labels.iter().find(is_address).map(|label| label.value.clone());
    let of_page = page.url.clone().or(labelled).map(|url| (url, "page"));
    let in_text = || {
        let url = text.written_ends().into_iter().find_map(header::address_in)?;
        Some((url, "label in the text"))
    };
    let (url, place) = of_page.or_else(in_text)?;
    clues.add(Fact::Url, &*url, (Source::Metadata, place), 10.0, &url);
    Some(Sourced::stated(url, Source::Metadata))
}

#[cfg(test)]
mod tests;
