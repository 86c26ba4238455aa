//! What an index holds: reports by province and year, their kinds and levels, notes on them, and files
//! that are not counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::coverage::{Coverage, coverage};
use super::status::UnreadableRow;
use crate::error::Result;
use crate::index::{Catalog, CatalogReport, DuplicateKind, IndexReader, SectionAddress};
use crate::report::{Date, Division, Level, Note, NoteKind, UNKNOWN, Year};
use crate::search::{
    Answer, Counts, FacetBy, FacetRow, GroupBy, ReportList, Request, Results, search, walk,
};

/// What an index holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Corpus {
    /// How many reports there are, and where and when they are from.
    pub extent: Extent,
    /// The number of characters in their bodies.
    pub characters: u64,
    /// The folders that were indexed, as the user typed them.
    pub roots: Vec<String>,
    /// The number of times the index was written.
    pub generation: u64,
    /// The reports by province and year.
    pub held: Coverage,
    /// The reports by kind.
    pub kinds: Vec<FacetRow>,
    /// The reports by the level of their agency.
    pub levels: Vec<FacetRow>,
    /// The kinds of notes on the reports.
    pub notes: Vec<NoteCount>,
    /// The number of files that are joined to a report which another file leads.
    pub joined: u64,
    /// The files that hold a copy or an older version of a report, and are not counted.
    pub uncounted: Vec<UncountedFile>,
    /// The files that could not be read.
    pub unreadable: Vec<UnreadableRow>,
}

/// How many reports an index holds, and where and when they are from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Extent {
    /// The day when the index was last written, in China; absent if it is not known.
    pub written: Option<Date>,
    /// The counts of everything.
    pub counts: Counts,
    /// The first year with a report; absent if no year is known.
    pub first_year: Option<Year>,
    /// The last year with a report.
    pub last_year: Option<Year>,
    /// The number of provinces with a report.
    pub provinces: u64,
    /// The number of prefectures with a report, of their own agencies or of a county in them.
    pub prefectures: u64,
    /// The number of counties with a report.
    pub counties: u64,
    /// The number of agencies with a report.
    pub agencies: u64,
    /// The number of reports whose region is not known.
    pub without_region: u64,
    /// The number of reports whose year is not known.
    pub without_year: u64,
}

/// A kind of notes with the reports that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NoteCount {
    /// What the notes are about.
    #[schema(value_type = String)]
    pub note: NoteKind,
    /// Distinct reports with such a note.
    pub reports: u64,
}

/// A file whose report is not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UncountedFile {
    /// The path of the file.
    pub path: String,
    /// How it duplicates that report.
    #[schema(value_type = String)]
    pub duplicate: DuplicateKind,
    /// The path of the report that is counted for it.
    pub of: String,
    /// The id of that report.
    pub id: String,
    /// The id of the report of this file.
    pub report: String,
}

impl Extent {
    /// What everything has to be counted by, for [`Extent::new`].
    pub(crate) const FACETS: [FacetBy; 3] = [FacetBy::Year, FacetBy::Region, FacetBy::Agency];

    /// Returns the extent of what was counted by [`Extent::FACETS`].
    pub(crate) fn new(reader: &IndexReader, results: &Answer<Results>) -> Self {
        let rows = |by: FacetBy| results.body.facets.get(&by).map_or(&[][..], Vec::as_slice);
        let unknown = |by: FacetBy| {
            rows(by).iter().filter(|row| row.value == UNKNOWN).map(|row| row.reports).sum()
        };
        let years = || rows(FacetBy::Year).iter().filter_map(|row| row.value.parse().ok());
        let years: BTreeSet<Year> = years().filter_map(Year::new).collect();
        let regions = || rows(FacetBy::Region).iter().flat_map(|row| row.divisions.divisions());
        let places = |level: Level| {
            let keys = regions().filter(|it| it.level() == level).map(Division::to_key);
            keys.collect::<BTreeSet<String>>().len() as u64
        };
        let agencies = rows(FacetBy::Agency).iter().filter(|row| row.value != UNKNOWN);
        Self {
            written: reader.manifest().written,
            counts: results.body.counts,
            first_year: years.first().copied(),
            last_year: years.last().copied(),
            provinces: places(Level::Province),
            prefectures: places(Level::Prefecture),
            counties: places(Level::County),
            agencies: agencies.count() as u64,
            without_region: unknown(FacetBy::Region),
            without_year: unknown(FacetBy::Year),
        }
    }
}

impl IndexReader {
    /// Returns what the index holds.
    ///
    /// # Errors
    ///
    /// Fails if the index is damaged.
    pub fn corpus(&self) -> Result<Answer<Corpus>> {
        let catalog = self.catalog()?;
        let everything = Request::all(Vec::new());
        let own = [FacetBy::Kind, FacetBy::Level];
        let facets = Extent::FACETS.into_iter().chain(own).collect();
        let results = search(self, &Request { facets, ..everything.clone() })?;
        let extent = Extent::new(self, &results);
        let (province, year) = (GroupBy::Facet(FacetBy::Province), GroupBy::Facet(FacetBy::Year));
        let held = coverage(self, &everything, province, year)?.body;
        let list = ReportList::new(&everything);
        let notes = walk(self, &everything, list, |firsts, _| note_counts(self, catalog, firsts))?;
        let unreadable = catalog.unreadable().iter().map(UnreadableRow::from).collect();
        let mut facets = results.body.facets.clone();
        let mut take = |by: FacetBy| facets.remove(&by).unwrap_or_default();
        let manifest = self.manifest();
        let body = Corpus {
            extent,
            characters: manifest.characters,
            roots: manifest.root_names(),
            generation: manifest.generation,
            held,
            kinds: take(FacetBy::Kind),
            levels: take(FacetBy::Level),
            notes: notes.body,
            joined: manifest.joined,
            uncounted: uncounted(self, catalog),
            unreadable,
        };
        let mut answer = results.map(|_| body);
        // The lists of the answer are parts of its body, and whole.
        answer.lists.clear();
        Ok(answer)
    }
}

/// Counts the reports with notes of each kind.
fn note_counts(
    reader: &IndexReader,
    catalog: &Catalog,
    firsts: Vec<SectionAddress>,
) -> Result<Vec<NoteCount>> {
    let mut counts: BTreeMap<NoteKind, u64> = BTreeMap::new();
    for first in firsts {
        let number = reader.guard(|| reader.report_number(first))?;
        if !catalog.by_number(number).is_some_and(|report| report.has_notes) {
            continue;
        }
        let notes = reader.guard(|| reader.report_at(first))?.notes;
        let kinds: BTreeSet<NoteKind> = notes.iter().map(Note::kind).collect();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    Ok(counts.into_iter().map(|(note, reports)| NoteCount { note, reports }).collect())
}

/// Returns the files whose reports are not counted, by path.
fn uncounted(reader: &IndexReader, catalog: &Catalog) -> Vec<UncountedFile> {
    let uncounted = reader.uncounted();
    let file = |report: &CatalogReport| {
        let duplicate = uncounted.kind_of(report.number);
        let duplicate = duplicate.filter(|&kind| !uncounted.counts(Some(kind)))?;
        let counted = catalog.by_number(catalog.counted_for(report.number))?;
        let (path, of, id) = (report.path.to_string(), counted.path.to_string(), &counted.id);
        let (id, report) = (id.to_string(), report.id.to_string());
        Some(UncountedFile { path, duplicate, of, id, report })
    };
    catalog.reports().iter().filter_map(file).collect()
}
