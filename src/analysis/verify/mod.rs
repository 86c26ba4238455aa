//! Finds quotations again: in which report each stands, word for word or changed.
//!
//! - `quotations`, `source`: the quotations of a text, of a file
//! - `bare`: texts without marks, in which quotations are found
//! - `changes`, `align`: what is different
//! - `report_text`: the text of a report, and where a quotation stands in it
//! - `candidates`: the reports that a quotation may be from
//! - `cited`: the reports that are named beside a quotation
//!
//! Search finds all reports that contain a piece of each of the longest stretches of a quotation between
//! two marks; then the quotation is compared with their text without marks. If that finds nothing, the
//! reports that have most of its short pieces are compared character by character. `QuotationLimit` says
//! where an entry knows less than all.

mod align;
mod bare;
mod candidates;
mod changes;
mod cited;
mod quotations;
mod report_text;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::analysis::show::ShownReport;
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::report::Part;
use crate::report::named::named;
use crate::search::{Answer, Remark, ReportList, ReportView, Request, walk};
use candidates::Texts;
use cited::Cited;
use quotations::{Found, Quotations};
use report_text::{Place, QuotedPart, ReportText};

pub(crate) use changes::{Change, ChangeKind};

/// The least length of a quotation that is verified, and of a stretch that counts as found: fewer
/// characters are a term, which stands in many reports by itself.
const LEAST: usize = 8;

/// The least length of a stretch that counts as found of a quotation of which the rest was changed.
const LEAST_PART: usize = 6;

/// The most other reports that are listed with a quotation.
const MOST_OTHERS: usize = 20;

named! {
    /// What was found of a quotation.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum QuotationState {
        /// It stands in a report, character for character.
        Verbatim => "verbatim", "verbatim", "原文";
        /// It stands in a report, with other marks or other forms of characters.
        Differs => "differs", "with other marks or forms", "标点或字形有别";
        /// Only a part of it stands in a report.
        Partial => "partial", "only in part", "仅部分相符";
        /// It stands in no report.
        NotFound => "not-found", "not found", "未找到";
    }
}

named! {
    /// What is not known of a quotation, though it was found.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum QuotationLimit {
        /// The reports have marks in all pieces that are searched for, and only the most similar ones
        /// were compared: it may stand in more.
        AtLeast => "at-least", "only the most similar reports were compared: it may stand in more",
            "仅比对了最相近的报告，实际见于的报告可能更多";
        /// It is longer than what is compared character by character.
        OnlyLongest => "only-longest",
            "longer than 2,000 characters: only its longest stretch was compared, not the rest",
            "超过 2000 字：仅比对最长的相同片段，其余未比对";
    }
}

/// The quotations of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The name of the file.
    pub file: String,
    /// How many quotations are in each state.
    pub counts: BTreeMap<QuotationState, u64>,
    /// The quotations, in the order of the file.
    pub quotations: Vec<QuotationRow>,
}

/// A quotation, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotationRow {
    /// The number of the line of the text in which it begins, counted from 1.
    pub line: u64,
    /// The quotation.
    pub quotation: String,
    /// What was found of it.
    pub state: QuotationState,
    /// The report in which it, or the most of it, stands.
    pub report: Option<ReportView>,
    /// The headings above the place where it begins.
    pub heading_path: Vec<String>,
    /// The statutory part of that section.
    pub part: Option<Part>,
    /// The page of the file on which it begins, counted from 1, if the file has fixed pages.
    pub page: Option<u32>,
    /// What the report has there.
    pub written: Option<String>,
    /// What is different.
    pub changes: Vec<Change>,
    /// Of one that was found only in part: the longest stretch that stands in the report.
    pub longest: Option<String>,
    /// The number of reports in which it stands, of those that `Remark::QuotationPieces` says.
    pub reports: u64,
    /// What is not known of it.
    pub limits: Vec<QuotationLimit>,
    /// Further ones of these; at most 20.
    pub others: Vec<ReportView>,
    /// The reports that are named beside it.
    pub cited: Vec<ReportView>,
    /// Whether reports are named beside it, and it stands in none of them but in another.
    pub is_elsewhere: bool,
}

/// A file with quotations, read.
pub struct QuotedFile {
    name: String,
    found: Vec<Found>,
    remarks: Vec<Remark>,
}

impl Request {
    /// Reads the quotations of a file, which may be in any format that reports have; of a table, the cells
    /// of `column`. Those that are shorter than eight characters without marks are left out.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read, and if a table has no such column.
    pub fn quotations(name: &str, bytes: &[u8], column: Option<&str>) -> Result<QuotedFile> {
        let Quotations { mut found, unclosed } = source::quotations_of(name, bytes, column)?;
        let all = found.len();
        found.retain(|found| bare::Bare::new(&found.text).len() >= LEAST);
        let short = (all - found.len()) as u64;
        let mut remarks = Vec::new();
        if short > 0 {
            remarks.push(Remark::ShortQuotations { quotations: short, least: LEAST });
        }
        if !unclosed.is_empty() {
            remarks.push(Remark::UnclosedQuotations { lines: unclosed });
        }
        Ok(QuotedFile { name: name.to_owned(), found, remarks })
    }
}

impl QuotedFile {
    /// Finds the quotations in the reports that pass the filters of a request.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged, and as a filter does.
    pub fn verify(&self, reader: &IndexReader, request: &Request) -> Result<Answer<Verification>> {
        let everything = Request { query: None, line: None, ..request.clone() };
        let list = ReportList::new(&everything);
        let mut answer = walk(reader, &everything, list, |_, _| Ok(()))?;
        answer.remarks.extend(self.remarks.iter().cloned());
        answer.add_list(reader, "quotations", request.rows, self.found.len());
        let texts = Texts::new(reader, everything.filters);
        let mut verifier = Verifier { texts, cited: Cited::default() };
        let found = request.rows.cut(&self.found);
        let rows = found.into_iter().map(|found| verifier.row(found));
        let quotations = rows.collect::<Result<Vec<QuotationRow>>>()?;
        let mut counts: BTreeMap<_, _> = QuotationState::ALL.map(|state| (state, 0)).into();
        for row in &quotations {
            *counts.entry(row.state).or_default() += 1;
        }
        if !quotations.is_empty() {
            answer.remarks.push(Remark::QuotationPieces {
                stretches: candidates::STRETCHES,
                pieces: candidates::MOST_PARTS,
                least: candidates::LEAST_DIVIDED,
                similar: candidates::MOST_ALIGNED,
            });
        }
        let file = self.name.clone();
        Ok(answer.map(|()| Verification { file, counts, quotations }))
    }
}

impl Verification {
    /// Returns whether there are quotations, and every one stands in a report.
    #[must_use]
    pub fn all_found(&self) -> bool {
        let is_found = |row: &QuotationRow| row.state <= QuotationState::Differs;
        !self.quotations.is_empty() && self.quotations.iter().all(is_found)
    }
}

impl ShownReport {
    /// Returns a quotation as the report has it, with the headings above it.
    ///
    /// # Errors
    ///
    /// Fails if the report does not have it, with whatever marks.
    pub(crate) fn quoted(&self, quotation: &str) -> Result<Quoted> {
        let text = ReportText::new(self);
        let place = readings(quotation).iter().find_map(|parts| text.find(parts));
        let (report, quotation) = (self.report.path.clone(), quotation.to_owned());
        let place = place.ok_or(Error::UnknownQuotation { report, quotation })?;
        Ok((place.written, place.heading_path, place.pages))
    }
}

/// What a report has of a quotation, the headings above it, and its first and last page.
pub(crate) type Quoted = (String, Vec<String>, Option<[u32; 2]>);

/// Finds one quotation after another.
struct Verifier<'a> {
    texts: Texts<'a>,
    cited: Cited,
}

impl Verifier<'_> {
    fn row(&mut self, found: &Found) -> Result<QuotationRow> {
        let cited = self.cited.beside(&mut self.texts, &found.beside)?;
        let mut row = QuotationRow {
            line: found.line,
            quotation: found.text.clone(),
            state: QuotationState::NotFound,
            report: None,
            heading_path: Vec::new(),
            part: None,
            page: None,
            written: None,
            changes: Vec::new(),
            longest: None,
            reports: 0,
            limits: Vec::new(),
            others: Vec::new(),
            cited: Vec::new(),
            is_elsewhere: false,
        };
        for &number in &cited {
            row.cited.push(self.texts.read(number)?.view.clone());
        }
        let readings = readings(&found.text);
        for parts in &readings {
            let candidates = self.texts.with_all(parts, &cited)?;
            if self.fill(&mut row, parts, &candidates, &cited)? {
                return Ok(row);
            }
        }
        let Some(parts) = readings.last() else { return Ok(row) };
        let mut similar = BTreeSet::new();
        for piece in candidates::PIECES {
            let candidates = self.texts.with_most(parts, piece, &cited)?;
            for parts in &readings {
                if self.fill(&mut row, parts, &candidates, &cited)? {
                    row.limits.push(QuotationLimit::AtLeast);
                    return Ok(row);
                }
            }
            similar.extend(candidates);
        }
        let similar = self.texts.ordered(similar.into_iter().collect(), &cited);
        self.fill_partly(&mut row, parts, &similar, &cited)?;
        Ok(row)
    }

    /// Fills a row with the reports in which all parts stand; returns whether there are any. A report that
    /// is named beside it comes first, then those with the fewest differences, by path; an older version
    /// only if the newest one does not have it.
    fn fill(
        &mut self,
        row: &mut QuotationRow,
        parts: &[QuotedPart],
        candidates: &[u64],
        cited: &[u64],
    ) -> Result<bool> {
        let mut places: Vec<(bool, usize, usize, u64, Place)> = Vec::new();
        for (order, &number) in candidates.iter().enumerate() {
            if let Some(place) = self.texts.read(number)?.find(parts) {
                let is_other = !cited.contains(&number);
                places.push((is_other, place.changes.len(), order, number, place));
            }
        }
        let numbers: Vec<u64> = places.iter().map(|it| it.3).collect();
        places.retain(|it| {
            let newest = self.texts.counted_for(it.3);
            newest == it.3 || !numbers.contains(&newest) || !it.0
        });
        places.sort_by_key(|it| (it.0, it.1, it.2));
        row.reports = places.len() as u64;
        let mut places = places.into_iter();
        let Some((is_other, _, _, number, place)) = places.next() else { return Ok(false) };
        row.is_elsewhere = is_other && !cited.is_empty();
        row.state = if place.changes.is_empty() {
            QuotationState::Verbatim
        } else {
            QuotationState::Differs
        };
        self.set(row, number, place)?;
        for (.., number, _) in places.take(MOST_OTHERS) {
            row.others.push(self.texts.read(number)?.view.clone());
        }
        Ok(true)
    }

    /// Fills a row with the report that has the most of the parts; with one that is named beside it, if
    /// that has any.
    fn fill_partly(
        &mut self,
        row: &mut QuotationRow,
        parts: &[QuotedPart],
        candidates: &[u64],
        cited: &[u64],
    ) -> Result<()> {
        let mut best: Option<(bool, u64, Place)> = None;
        for &number in candidates {
            let text = self.texts.read(number)?;
            let Some(place) = text.find_partly(parts, LEAST_PART) else { continue };
            let is_cited = cited.contains(&number);
            let rank = |is_cited: bool, place: &Place| (is_cited, place.same, place.longest_length);
            let is_better = best.as_ref().is_none_or(|(was_cited, _, known)| {
                rank(*was_cited, known) < rank(is_cited, &place)
            });
            if is_better {
                best = Some((is_cited, number, place));
            }
        }
        let Some((is_cited, number, place)) = best else { return Ok(()) };
        row.state = QuotationState::Partial;
        row.is_elsewhere = !is_cited && !cited.is_empty();
        row.longest = Some(place.longest.clone());
        row.limits.extend((!place.is_aligned).then_some(QuotationLimit::OnlyLongest));
        self.set(row, number, place)
    }

    fn set(&mut self, row: &mut QuotationRow, number: u64, place: Place) -> Result<()> {
        row.report = Some(self.texts.read(number)?.view.clone());
        let Place { heading_path, part, pages, written, changes, .. } = place;
        (row.heading_path, row.part, row.changes) = (heading_path, part, changes);
        row.page = pages.map(|[first, _]| first);
        row.written = Some(written);
        Ok(())
    }
}

/// Returns the ways to read a quotation: as it is and, if it has ellipses or insertions in square
/// brackets, as the parts between them. A report may have either itself.
fn readings(quotation: &str) -> Vec<Vec<QuotedPart>> {
    let whole = vec![QuotedPart::new(quotation)];
    let mut pieces = vec![String::new()];
    let mut characters = quotation.chars().peekable();
    let mut is_split = false;
    while let Some(character) = characters.next() {
        let dots = matches!(character, '.' | '。').then(|| {
            let mut ahead = characters.clone();
            ahead.by_ref().take_while(|next| *next == character).count()
        });
        let is_ellipsis = character == '…' || dots.is_some_and(|further| further >= 2);
        if is_ellipsis {
            while characters.next_if(|next| *next == character).is_some() {}
        } else if matches!(character, '[' | '［') {
            let closing = if character == '[' { ']' } else { '］' };
            if !characters.clone().any(|next| next == closing) {
                pieces.last_mut().expect("one is there").push(character);
                continue;
            }
            while characters.next_if(|next| *next != closing).is_some() {}
            characters.next();
        } else {
            pieces.last_mut().expect("one is there").push(character);
            continue;
        }
        is_split = true;
        pieces.push(String::new());
    }
    let parts = pieces.iter().map(|piece| QuotedPart::new(piece.trim()));
    let parts: Vec<QuotedPart> = parts.filter(|part| part.bare.len() > 0).collect();
    if is_split && !parts.is_empty() { vec![whole, parts] } else { vec![whole] }
}
