//! The reports of an index with their facts and notes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::copies::{VersionRow, copy_paths, version_rows};
use crate::error::Result;
use crate::index::{Catalog, IndexReader, SectionAddress, StoredReport};
use crate::report::{Certainty, Fact, FactValues, Facts, Language, Note, NoteKind, Source};
use crate::search::{Answer, ReportList, Request, in_reading_order, walk};

/// A list of reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Reports {
    /// The reports, by path.
    pub reports: Vec<ReportRow>,
}

/// A report with its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReportRow {
    /// The name by which the report can be asked for.
    pub id: String,
    /// The path of its file.
    pub path: String,
    /// Its facts.
    #[serde(flatten)]
    pub facts: FactValues,
    /// The number of its sections.
    pub sections: u64,
    /// Notes on missing or ambiguous facts, as sentences.
    pub notes: Vec<String>,
    /// The same in Chinese.
    #[serde(skip)]
    pub notes_in_chinese: Vec<String>,
    /// The origin of each known fact, by its key ([`Fact::key`]); also of facts that a user marked as
    /// unknown.
    pub sources: BTreeMap<String, FactOrigin>,
    /// The paths of the files that are joined to it: the frame or the attached file of a page, or the
    /// pages after it.
    pub joined: Vec<String>,
    /// The paths of its copies, which are not counted.
    pub copies: Vec<String>,
    /// Its older versions, which are not counted.
    pub versions: Vec<VersionRow>,
}

/// Where a fact was found, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FactOrigin {
    /// Where the fact was found.
    pub source: Source,
    /// Whether it is stated or inferred.
    pub certainty: Certainty,
}

impl ReportRow {
    /// Returns the row of a report, without copies and versions.
    pub(super) fn new(report: StoredReport) -> Self {
        let StoredReport { id, path, facts, notes, sections, .. } = report;
        let sources = sources(&facts, &notes);
        Self {
            id,
            path,
            facts: FactValues::from(&facts),
            sections,
            notes: notes.iter().map(|note| note.text(Language::English)).collect(),
            notes_in_chinese: notes.iter().map(|note| note.text(Language::Chinese)).collect(),
            sources,
            joined: Vec::new(),
            copies: Vec::new(),
            versions: Vec::new(),
        }
    }

    /// Returns where a fact was found, or who marked it as unknown.
    #[must_use]
    pub fn origin(&self, fact: Fact) -> Option<FactOrigin> {
        self.sources.get(fact.key()).copied()
    }

    /// Adds the joined files, copies and older versions of the report, which has this number.
    pub(super) fn with_copies(
        mut self,
        reader: &IndexReader,
        catalog: &Catalog,
        number: u64,
    ) -> Result<Self> {
        self.joined = catalog.joined_to(&self.path).map(|file| file.path.to_string()).collect();
        self.copies = copy_paths(catalog, number);
        self.versions = version_rows(reader, catalog, number)?;
        Ok(self)
    }
}

/// Returns the origin of each fact, by its key.
fn sources(facts: &Facts, notes: &[Note]) -> BTreeMap<String, FactOrigin> {
    let known = Fact::ALL.into_iter().filter_map(|fact| {
        let shown = facts.get(fact)?;
        let origin = FactOrigin { source: shown.source, certainty: shown.certainty };
        Some((fact.key().to_owned(), origin))
    });
    let cleared = notes.iter().filter_map(|note| match note {
        Note::Cleared { fact, source } => {
            let origin = FactOrigin { source: *source, certainty: Certainty::Stated };
            let named = Fact::from_column(fact).map_or(fact.as_str(), |fact| fact.key());
            Some((named.to_owned(), origin))
        }
        _ => None,
    });
    cleared.chain(known).collect()
}

/// Returns the reports that match the conditions of a request, those on notes included, and, if it has
/// a query, contain what that asks for, by path. Of these, the part that the request wants.
///
/// # Errors
///
/// Fails if the index is damaged.
pub fn reports(reader: &IndexReader, request: &Request) -> Result<Answer<Reports>> {
    let (answer, rows) = report_rows(reader, request)?;
    let reports = rows.collect::<Result<Vec<ReportRow>>>()?;
    Ok(answer.map(|()| Reports { reports }))
}

/// Returns the answer of [`reports`] without its body, and its rows, each of which is read when the
/// iterator gets to it.
///
/// # Errors
///
/// Fails if the index is damaged.
pub(crate) fn report_rows<'a>(
    reader: &'a IndexReader,
    request: &Request,
) -> Result<(Answer<()>, impl ExactSizeIterator<Item = Result<ReportRow>> + use<'a>)> {
    let catalog = reader.catalog()?;
    let answer = walk(reader, request, ReportList::new(request), |firsts, _| {
        let mut found = Vec::with_capacity(firsts.len());
        for first in firsts {
            let number = reader.guard(|| reader.report_number(first))?;
            // The catalog is in the order of the paths.
            let place = catalog.place_of(number);
            if is_noted(reader, catalog, (number, first), &request.notes)? {
                found.push((place, number, first));
            }
        }
        found.sort_unstable();
        Ok(found)
    })?;
    let (mut answer, found) = answer.take_body();
    answer.add_list(reader, "reports", request.rows, found.len());
    let rows = request.rows.cut(found).into_iter().map(move |(_, number, first)| {
        let stored = reader.guard(|| reader.report_at(first))?;
        ReportRow::new(stored).with_copies(reader, catalog, number)
    });
    Ok((answer, rows))
}

/// Returns whether a report has a note of one of these kinds; any report has if there are none.
fn is_noted(
    reader: &IndexReader,
    catalog: &Catalog,
    (number, first): (u64, SectionAddress),
    kinds: &[NoteKind],
) -> Result<bool> {
    if kinds.is_empty() {
        return Ok(true);
    }
    let has_notes = catalog.by_number(number).is_some_and(|report| report.has_notes);
    // The catalog knows that there are notes, and only what is stored of a report knows which.
    if !has_notes || kinds.len() == NoteKind::ALL.len() {
        return Ok(has_notes);
    }
    let notes = reader.guard(|| reader.report_at(first))?.notes;
    Ok(notes.iter().any(|note| kinds.contains(&note.kind())))
}

/// Returns the report with this number, without copies and versions.
///
/// # Errors
///
/// Fails if no report has the number, and if the index is damaged.
pub(crate) fn report_row(reader: &IndexReader, number: u64) -> Result<ReportRow> {
    Ok(ReportRow::new(reader.guard(|| reader.report(number))?))
}

/// Returns a page of the reports that a request is counted over, or with `absent` of those among them
/// that its query does not find: `limit` of them after the first `offset`, the newest year first, then by
/// path; without their copies and versions.
///
/// # Errors
///
/// Fails as a search does.
pub(crate) fn reports_by_year(
    reader: &IndexReader,
    request: &Request,
    absent: bool,
    (offset, limit): (usize, usize),
) -> Result<Vec<ReportRow>> {
    let everything = request.everything();
    let (request, list) = if absent {
        (Request { line: None, ..request.clone() }, ReportList::absent())
    } else {
        let list = ReportList::new(&everything);
        (everything, list)
    };
    let page = walk(reader, &request, list, |firsts, _| {
        let firsts = in_reading_order(reader, &firsts, offset, limit)?.into_iter();
        firsts.map(|first| Ok(ReportRow::new(reader.guard(|| reader.report_at(first))?))).collect()
    })?;
    Ok(page.body)
}
