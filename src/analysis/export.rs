//! Data sets: the reports, sections and mentions that a request finds, row by row, by path and place.
//!
//! A row has everything that is known of it, and is read when an iterator gets to it: in memory are
//! the places of the sections that are found, and one section with its report.

use std::ops::Range;
use std::rc::Rc;

use super::reports::ReportRow;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::report::{PageStarts, Part, Region, SectionPages};
use crate::search::{
    Answer, Counts, EverySection, FoundPlace, InPathOrder, Prepared, Request, Totals, Window, walk,
};
use crate::text::{cut, fold_each};

/// A report of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportData {
    /// The report as it is listed, without copies and versions.
    pub(crate) row: ReportRow,
    /// The hash of its file.
    pub(crate) hash: String,
    /// Its region, with the code of each division.
    pub(crate) region: Region,
    /// The length of its text in characters.
    pub(crate) characters: u64,
    /// The id of the version that is counted for it; absent if it is the newest.
    pub(crate) newer: Option<String>,
    /// Where the pages of its file begin.
    pub(crate) pages: SectionPages,
    /// The number of its sections that are found.
    pub(crate) found: u64,
    /// The number of mentions in them; absent without a query.
    pub(crate) mentions: Option<u64>,
}

/// A section of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SectionData {
    /// Its report. `found` and `mentions` are not counted.
    pub(crate) report: Rc<ReportData>,
    /// Its number in the outline, counted from 1.
    pub(crate) number: u64,
    pub(crate) heading_path: Vec<String>,
    pub(crate) part: Part,
    /// Where pages begin in the text.
    pub(crate) pages: PageStarts,
    /// The text, the section's own heading included; paragraphs end with a line feed.
    pub(crate) text: String,
    /// The number of mentions in it; absent without a query.
    pub(crate) mentions: Option<u64>,
}

/// A mention of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MentionData {
    pub(crate) section: Rc<SectionData>,
    /// Its number among those of the section, counted from 1.
    pub(crate) number: u64,
    /// The page on which it begins.
    pub(crate) page: Option<u32>,
    /// The characters of the section's text that it has.
    pub(crate) characters: Range<u64>,
    /// The characters as they are compared.
    pub(crate) folded: String,
    /// The characters as they are written, and those before and behind it.
    pub(crate) text: String,
    pub(crate) left: String,
    pub(crate) right: String,
}

/// What is done with every report before it is part of a row.
type Prepare<'a> = Box<dyn FnMut(&mut ReportRow) + 'a>;

/// The answer of a data set, and its rows.
type Data<'a, T> = (Answer<Counts>, Box<dyn Iterator<Item = Result<T>> + 'a>);

/// Returns the reports that have a section which a request finds.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does; the rows fail if the index is damaged.
pub(crate) fn report_data<'a>(
    reader: &'a IndexReader,
    request: &Request,
    prepare: impl FnMut(&mut ReportRow) + 'a,
) -> Result<Data<'a, ReportData>> {
    let (mut answer, _, places) = find(reader, request)?;
    add_list(&mut answer, reader, "reports", |counts| counts.reports);
    let has_query = request.query.is_some();
    let mut reports = Reports { reader, prepare: Box::new(prepare) };
    let mut places = places.peekable();
    let rows = std::iter::from_fn(move || {
        let first = match places.next()? {
            Ok(first) => first,
            Err(error) => return Some(Err(error)),
        };
        let (mut found, mut mentions) = (1, u64::from(first.mentions));
        let is_same =
            |next: &Result<FoundPlace>| next.as_ref().is_ok_and(|next| next.report == first.report);
        while let Some(Ok(next)) = places.next_if(is_same) {
            found += 1;
            mentions += u64::from(next.mentions);
        }
        let report = reports.read(first.report);
        let mentions = has_query.then_some(mentions);
        Some(report.map(|report| ReportData { found, mentions, ..report }))
    });
    Ok((answer, Box::new(rows)))
}

/// Returns the sections that a request finds.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does; the rows fail if the index is damaged.
pub(crate) fn section_data<'a>(
    reader: &'a IndexReader,
    request: &Request,
    prepare: impl FnMut(&mut ReportRow) + 'a,
) -> Result<Data<'a, SectionData>> {
    let (mut answer, _, places) = find(reader, request)?;
    add_list(&mut answer, reader, "sections", |counts| counts.sections);
    let mut sections = Sections::new(reader, request, Box::new(prepare));
    Ok((answer, Box::new(places.map(move |place| sections.read(place?)))))
}

/// Returns the mentions that a request finds, each with so many characters before and behind it.
///
/// # Errors
///
/// Fails as [`search`](crate::search::search) does, and if the query has nothing to mention; the rows
/// fail if the index is damaged.
pub(crate) fn mention_data<'a>(
    reader: &'a IndexReader,
    request: &Request,
    around: [usize; 2],
    prepare: impl FnMut(&mut ReportRow) + 'a,
) -> Result<Data<'a, MentionData>> {
    let (mut answer, prepared, places) = find(reader, request)?;
    if !prepared.counts_mentions() {
        return Err(Error::NoTerm);
    }
    add_list(&mut answer, reader, "mentions", |counts| counts.mentions);
    let mut sections = Sections::new(reader, request, Box::new(prepare));
    // A section may be found for what it does not contain.
    let places = places.filter(|it| it.as_ref().map_or(true, |place| place.mentions > 0));
    let rows = places.flat_map(move |place| match place.and_then(|place| sections.read(place)) {
        Ok(section) => {
            let ranges = prepared.mention_ranges(&section.text);
            mentions_in(section, &ranges, around).into_iter().map(Ok).collect()
        }
        Err(error) => vec![Err(error)],
    });
    Ok((answer, Box::new(rows)))
}

/// Returns what a request finds, by path and place.
fn find<'a>(
    reader: &'a IndexReader,
    request: &Request,
) -> Result<(Answer<Counts>, Prepared, InPathOrder<'a>)> {
    let collectors = (Totals::default(), EverySection::default());
    let answer = walk(reader, request, collectors, |(counts, sections), prepared| {
        Ok((counts, prepared, sections.in_order(reader)?))
    })?;
    let (answer, (counts, prepared, places)) = answer.take_body();
    Ok((answer.map(|()| counts), prepared, places))
}

/// Says that a data set is whole.
fn add_list(
    answer: &mut Answer<Counts>,
    reader: &IndexReader,
    name: &str,
    rows: fn(&Counts) -> u64,
) {
    let total = usize::try_from(rows(&answer.body)).unwrap_or(usize::MAX);
    answer.add_list(reader, name, Window::default(), total);
}

/// Reads reports.
struct Reports<'a> {
    reader: &'a IndexReader,
    prepare: Prepare<'a>,
}

impl Reports<'_> {
    /// Reads the report with this number.
    fn read(&mut self, number: u64) -> Result<ReportData> {
        let reader = self.reader;
        let stored = reader.guard(|| reader.report(number))?;
        let newer = if reader.manifest().older_versions.is_empty() {
            None
        } else {
            let catalog = reader.catalog()?;
            let counted = Some(catalog.counted_for(number)).filter(|&counted| counted != number);
            counted.and_then(|counted| Some(catalog.by_number(counted)?.id.to_string()))
        };
        let region = stored.facts.region.as_ref().map(|it| it.value.clone()).unwrap_or_default();
        let (hash, characters) = (stored.hash.clone(), stored.characters);
        let pages = stored.pages.clone();
        let mut row = ReportRow::new(stored);
        (self.prepare)(&mut row);
        Ok(ReportData { row, hash, region, characters, newer, pages, found: 0, mentions: None })
    }
}

/// Reads sections, and each report once.
struct Sections<'a> {
    reports: Reports<'a>,
    has_query: bool,
    last: Option<(u64, Rc<ReportData>)>,
}

impl<'a> Sections<'a> {
    fn new(reader: &'a IndexReader, request: &Request, prepare: Prepare<'a>) -> Self {
        let reports = Reports { reader, prepare };
        Self { reports, has_query: request.query.is_some(), last: None }
    }

    fn read(&mut self, place: FoundPlace) -> Result<SectionData> {
        let report = match &self.last {
            Some((number, report)) if *number == place.report => Rc::clone(report),
            _ => {
                let report = Rc::new(self.reports.read(place.report)?);
                self.last = Some((place.report, Rc::clone(&report)));
                report
            }
        };
        let (reader, address) = (self.reports.reader, place.address);
        let (section, part) =
            reader.guard(|| Ok((reader.section(address)?, reader.part(address)?)))?;
        Ok(SectionData {
            pages: report.pages.in_section(u64::from(place.ordinal)),
            report,
            number: u64::from(place.ordinal) + 1,
            heading_path: section.heading_path,
            part,
            text: section.text,
            mentions: self.has_query.then_some(u64::from(place.mentions)),
        })
    }
}

/// Returns the mentions at these bytes of a section, in their order, with so many characters before
/// and behind them.
fn mentions_in(
    section: SectionData,
    ranges: &[Range<usize>],
    [before, behind]: [usize; 2],
) -> Vec<MentionData> {
    let section = Rc::new(section);
    let text = section.text.as_str();
    let count = |bytes: Range<usize>| cut(text, bytes).chars().count();
    let folded = folded_forms(text, ranges);
    // The characters before the last mention.
    let (mut bytes, mut characters) = (0, 0);
    let mention = |((range, folded), number): ((&Range<usize>, String), u64)| {
        characters += count(bytes..range.start);
        bytes = range.start;
        let (left, right) = (cut(text, ..range.start), cut(text, range.end..));
        let from = left.char_indices().rev().take(before).last().map_or(left.len(), |it| it.0);
        let to = right.char_indices().nth(behind).map_or(right.len(), |it| it.0);
        MentionData {
            section: Rc::clone(&section),
            number,
            page: section.pages.page_at(range.start),
            characters: characters as u64..(characters + count(range.clone())) as u64,
            folded,
            text: cut(text, range.clone()).to_owned(),
            left: cut(left, from..).to_owned(),
            right: cut(right, ..to).to_owned(),
        }
    };
    ranges.iter().zip(folded).zip(1..).map(mention).collect()
}

/// Returns what folding makes of each of these ranges, in its place: 1,2 is folded in one way inside
/// 1,234 and in another in 第1,2项.
fn folded_forms(text: &str, ranges: &[Range<usize>]) -> Vec<String> {
    let mut forms = vec![String::new(); ranges.len()];
    let mut first = 0;
    fold_each(text, |character, origin| {
        while ranges.get(first).is_some_and(|range| range.end <= origin.start) {
            first += 1;
        }
        let open = ranges.iter().zip(&mut forms).skip(first);
        for (range, form) in open.take_while(|(range, _)| range.start <= origin.start) {
            if origin.end <= range.end {
                form.push(character);
            }
        }
    });
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_folded_in_their_place() {
        for (text, mentions, expected) in [
            ("落实“三项”制度。", &["三项”制度"][..], "三项制度"),
            ("處罰1,234元", &["處罰", "1,23"], "处罚 123"),
            ("共1,23项", &["1,23"], "1,23"),
            ("行政处罚法", &["行政处罚", "处罚法"], "行政处罚 处罚法"),
            ("甲、乙", &["、"], ""),
            ("共5㎡", &["㎡"], "m²"),
        ] {
            let range = |mention: &&str| {
                let at = text.find(mention).unwrap();
                at..at + mention.len()
            };
            let ranges: Vec<Range<usize>> = mentions.iter().map(range).collect();
            assert_eq!(folded_forms(text, &ranges).join(" "), expected, "{text}");
        }
    }
}
