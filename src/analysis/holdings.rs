//! What is held: the reports with their facts and notes, one report with its text, the index.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use super::beside::{Beside, VersionRow};
use crate::error::{Error, Result};
use crate::index::{
    CountedAs, FORMAT, IndexReader, Ledger, Manifest, Outcome, SectionAddress, StoredReport,
};
use crate::query::Condition;
use crate::report::{
    AgencyKind, Certainty, Date, Fact, Facts, Language, Note, Part, RegionView, ReportKind, Source,
    Year,
};
use crate::search::held_by_year;
use crate::search::held_first_sections;

/// The reports that are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Holdings {
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
    /// Its title.
    pub title: Option<String>,
    /// The canonical name of its agency.
    pub agency: Option<String>,
    /// The name of the agency as the report writes it.
    pub agency_as_written: Option<String>,
    /// What sort of body the agency is.
    pub agency_kind: Option<AgencyKind>,
    /// Which department it is, without its place; absent for agencies of other kinds.
    pub department: Option<String>,
    /// The year it is about.
    pub year: Option<Year>,
    /// Where its agency sits.
    pub region: RegionView,
    /// The day it was signed.
    pub date: Option<Date>,
    /// The day it was published.
    pub published: Option<Date>,
    /// The number of the document.
    pub document_number: Option<String>,
    /// The index number under which it was made public.
    pub index_number: Option<String>,
    /// What kind of document it is.
    pub kind: Option<ReportKind>,
    /// The address it was saved from.
    pub url: Option<String>,
    /// How many sections it has.
    pub sections: u64,
    /// What could not be told, as sentences.
    pub notes: Vec<String>,
    /// The same in Chinese.
    #[serde(skip)]
    pub notes_in_chinese: Vec<String>,
    /// For each fact that is known, by its name ([`Fact::key`]): where from; also for those
    /// of which a user says that they are not known.
    pub sources: BTreeMap<String, Evidence>,
    /// The paths of files that hold the same report once more; they are not counted.
    pub copies: Vec<String>,
    /// Older versions of the report; they are not counted.
    pub versions: Vec<VersionRow>,
}

/// Where a fact was found, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Evidence {
    /// Where the fact was found.
    pub source: Source,
    /// Whether it is stated or inferred.
    pub certainty: Certainty,
}

impl ReportRow {
    fn of(report: StoredReport) -> Self {
        let StoredReport { id, path, facts, notes, sections, .. } = report;
        let sources = sources(&facts, &notes);
        let agency = facts.agency.map(|it| it.value);
        Self {
            id,
            path,
            title: facts.title.map(|it| it.value),
            agency: agency.as_ref().map(|it| it.canonical.clone()),
            agency_as_written: agency.as_ref().map(|it| it.as_written.clone()),
            agency_kind: agency.as_ref().map(|it| it.kind),
            department: agency.and_then(|it| it.department),
            year: facts.year.map(|it| it.value),
            region: facts.region.map(|it| RegionView::from(&it.value)).unwrap_or_default(),
            date: facts.date.map(|it| it.value),
            published: facts.published.map(|it| it.value),
            document_number: facts.document_number.map(|it| it.value),
            index_number: facts.index_number.map(|it| it.value),
            kind: facts.kind.map(|it| it.value),
            url: facts.url.map(|it| it.value),
            sections,
            notes: notes.iter().map(|note| note.text(Language::English)).collect(),
            notes_in_chinese: notes.iter().map(|note| note.text(Language::Chinese)).collect(),
            sources,
            copies: Vec::new(),
            versions: Vec::new(),
        }
    }

    /// Adds what is held beside the report with this number.
    fn with(mut self, beside: &Beside, reader: &IndexReader, number: u64) -> Result<Self> {
        self.copies = beside.copies(number);
        self.versions = beside.versions(reader, number)?;
        Ok(self)
    }
}

fn sources(facts: &Facts, notes: &[Note]) -> BTreeMap<String, Evidence> {
    let known = Fact::ALL.into_iter().filter_map(|fact| {
        let shown = facts.get(fact)?;
        let evidence = Evidence { source: shown.source, certainty: shown.certainty };
        Some((fact.key().to_owned(), evidence))
    });
    let cleared = notes.iter().filter_map(|note| match note {
        Note::Cleared { fact, source } => {
            let evidence = Evidence { source: *source, certainty: Certainty::Stated };
            let named = Fact::from_column(fact).map_or(fact.as_str(), |fact| fact.key());
            Some((named.to_owned(), evidence))
        }
        _ => None,
    });
    cleared.chain(known).collect()
}

/// Returns the reports that are held and that the filters let through, by path; with `only_noted`
/// those alone that have notes.
///
/// # Errors
///
/// Fails where the index is damaged.
pub fn holdings(reader: &IndexReader, filters: &[Condition], only_noted: bool) -> Result<Holdings> {
    let firsts: Vec<SectionAddress> = held_first_sections(reader, filters)?;
    let beside = Beside::read(reader)?;
    let mut reports = Vec::new();
    for first in firsts {
        let stored = reader.guard(|| reader.report_at(first))?;
        if !only_noted || !stored.notes.is_empty() {
            let number = reader.guard(|| reader.report_number(first))?;
            reports.push(ReportRow::of(stored).with(&beside, reader, number)?);
        }
    }
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Holdings { reports })
}

/// Returns some of the reports that are held and that the filters let through: `limit` behind the
/// first `offset`, by year, the newer first, then by path; without their copies and versions.
///
/// # Errors
///
/// Fails where the index is damaged.
pub(crate) fn holdings_by_year(
    reader: &IndexReader,
    filters: &[Condition],
    offset: usize,
    limit: usize,
) -> Result<Vec<ReportRow>> {
    let firsts = held_by_year(reader, filters, offset, limit)?.into_iter();
    firsts.map(|first| Ok(ReportRow::of(reader.guard(|| reader.report_at(first))?))).collect()
}

/// One report with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShownReport {
    /// The report with its facts.
    pub report: ReportRow,
    /// Its sections in order; joined, their texts are the whole body.
    pub sections: Vec<SectionText>,
    /// The path that was asked for, where that is a copy of the report that is shown.
    pub asked: Option<String>,
    /// The path of the newer version, where this one is not counted.
    pub newer: Option<String>,
    /// The id of the newer version.
    #[serde(skip)]
    pub newer_id: Option<String>,
}

/// A section with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SectionText {
    /// The headings from the top one down to the section's own.
    pub heading_path: Vec<String>,
    /// The statutory part.
    pub part: Part,
    /// The text, the section's own heading included; paragraphs end with a line feed.
    pub text: String,
}

/// Returns one report: the one with this id or path, or the only one whose path ends with or
/// contains `name`.
///
/// For a copy this is the report that it is a copy of. Where copies and versions of one report have
/// the name, it is the one that is counted.
///
/// # Errors
///
/// Fails where no report or more than one has the name, and where the index is damaged.
pub fn show(reader: &IndexReader, name: &str) -> Result<ShownReport> {
    let ledger = reader.ledger()?;
    let held = Held::of(&ledger);
    let named = held.named(name)?;
    shown(reader, &held, named)
}

/// Returns the report with this number, which the ledger tells.
///
/// # Errors
///
/// Fails where no report has the number, and where the index is damaged.
pub(crate) fn show_number(reader: &IndexReader, number: u64) -> Result<ShownReport> {
    let ledger = reader.ledger()?;
    shown(reader, &Held::of(&ledger), number)
}

/// Returns the report with the number `named`; for a copy, the report that is counted for it.
fn shown(reader: &IndexReader, held: &Held<'_>, named: u64) -> Result<ShownReport> {
    let number = held.text_of(named);
    let path = |number: u64| held.get(number).map(|report| report.path.to_owned());
    let newer = Some(held.counted(number)).filter(|&counted| counted != number);
    let sections = reader.guard(|| {
        let mut sections = Vec::new();
        for address in reader.sections_of(number)? {
            let section = reader.section(address)?;
            let part = reader.part(address)?;
            let (heading_path, text) = (section.heading_path, section.text);
            sections.push(SectionText { heading_path, part, text });
        }
        Ok(sections)
    })?;
    let report = ReportRow::of(reader.guard(|| reader.report(number))?);
    Ok(ShownReport {
        report: report.with(&Beside::read(reader)?, reader, number)?,
        sections,
        asked: path(named).filter(|_| named != number),
        newer: newer.and_then(path),
        newer_id: newer.and_then(|newer| Some(held.get(newer)?.id.to_owned())),
    })
}

/// Returns the number of the report that has this name, as [`show`] understands names.
pub(super) fn number_of(reader: &IndexReader, name: &str) -> Result<u64> {
    Held::of(&reader.ledger()?).named(name)
}

/// The reports that are held, by what they can be asked for.
struct Held<'a> {
    reports: BTreeMap<u64, HeldReport<'a>>,
}

struct HeldReport<'a> {
    path: &'a str,
    id: &'a str,
    counted_as: CountedAs,
}

impl<'a> Held<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let reports = ledger.entries.values().filter_map(|entry| match &entry.outcome {
            Outcome::Report { id, number, counted_as, .. } => {
                Some((*number, HeldReport { path: &entry.path, id, counted_as: *counted_as }))
            }
            Outcome::Unreadable { .. } => None,
        });
        Self { reports: reports.collect() }
    }

    fn get(&self, number: u64) -> Option<&HeldReport<'a>> {
        self.reports.get(&number)
    }

    /// Returns the report with the text that is shown for this one.
    fn text_of(&self, number: u64) -> u64 {
        match self.get(number).map(|report| report.counted_as) {
            Some(CountedAs::Copy { of }) => of,
            _ => number,
        }
    }

    /// Returns the report that is counted for this one.
    fn counted(&self, number: u64) -> u64 {
        let text = self.text_of(number);
        match self.get(text).map(|report| report.counted_as) {
            Some(CountedAs::OlderVersion { of, .. }) => of,
            _ => text,
        }
    }

    /// Returns the report that has this name.
    fn named(&self, name: &str) -> Result<u64> {
        // From the strictest reading of the name to the loosest; the first that fits decides.
        let wanted = name.trim_start_matches("./");
        for reading in [Reading::Whole, Reading::Ending, Reading::Anywhere] {
            let fits = |report: &HeldReport<'_>| reading.fits(wanted, report.path, report.id);
            let mut found: Vec<(&str, u64)> = self
                .reports
                .iter()
                .filter(|(_, report)| fits(report))
                .map(|(number, report)| (report.path, *number))
                .collect();
            found.sort_unstable();
            match found[..] {
                [] => {}
                [(_, number)] => return Ok(number),
                [(_, first), ..] => {
                    let counted = self.counted(first);
                    if found.iter().all(|&(_, number)| self.counted(number) == counted) {
                        return Ok(counted);
                    }
                    let examples = found.iter().take(3).map(|(path, _)| (*path).to_owned());
                    return Err(Error::AmbiguousReport {
                        name: name.to_owned(),
                        count: found.len(),
                        examples: examples.collect(),
                    });
                }
            }
        }
        Err(Error::UnknownReport { name: name.to_owned() })
    }
}

/// How a name is compared with the paths and ids of reports.
#[derive(Clone, Copy)]
enum Reading {
    /// It is the whole path or id.
    Whole,
    /// It is the end of the path from a folder on, or the beginning of the id.
    Ending,
    /// It stands anywhere in the path.
    Anywhere,
}

impl Reading {
    fn fits(self, wanted: &str, path: &str, id: &str) -> bool {
        /// The fewest characters of an id that are taken for one: fewer stand in many names.
        const SHORTEST_ID: usize = 6;
        let path = path.trim_start_matches("./");
        match self {
            Self::Whole => path == wanted || id == wanted,
            Self::Ending => {
                let is_id = wanted.len() >= SHORTEST_ID && id.starts_with(wanted);
                is_id || path.strip_suffix(wanted).is_some_and(|before| before.ends_with('/'))
            }
            Self::Anywhere => path.contains(wanted),
        }
    }
}

/// The index and its ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Status {
    /// The folder of the index.
    pub index: String,
    /// The way things are stored.
    pub format: u32,
    /// The fingerprint of folding and dictionaries.
    pub fingerprint: String,
    /// Whether a user's dictionary is used.
    pub user_dictionary: bool,
    /// How often the index was written.
    pub generation: u64,
    /// The folders that were indexed, as typed.
    pub roots: Vec<String>,
    /// How many reports are held.
    pub reports: u64,
    /// How many copies of them are held beside them and not counted.
    pub copies: u64,
    /// How many older versions of them are held beside them and not counted.
    pub older_versions: u64,
    /// How many sections the reports have.
    pub sections: u64,
    /// How many characters their bodies have.
    pub characters: u64,
    /// How many notes there are on them.
    pub notes: u64,
    /// How many bytes the index takes on disk.
    pub bytes: u64,
    /// The files that could not be read.
    pub unreadable: Vec<Unread>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Unread {
    /// The path of the file.
    pub path: String,
    /// Why it could not be read.
    pub reason: String,
}

/// Returns what the index holds and what it was made from.
///
/// # Errors
///
/// Fails where the ledger is damaged.
pub fn status(reader: &IndexReader) -> Result<Status> {
    let ledger = reader.ledger()?;
    let unreadable = ledger.entries.into_values().filter_map(|entry| match entry.outcome {
        Outcome::Unreadable { reason } => Some(Unread { path: entry.path, reason }),
        Outcome::Report { .. } => None,
    });
    let manifest: Manifest = reader.manifest().clone();
    let files = fs::read_dir(reader.dir()).into_iter().flatten().flatten();
    Ok(Status {
        index: reader.dir().display().to_string(),
        format: FORMAT,
        fingerprint: manifest.fingerprint,
        user_dictionary: manifest.user_dictionary,
        generation: manifest.generation,
        roots: manifest.roots,
        reports: manifest.reports,
        copies: manifest.copies.len(),
        older_versions: manifest.older_versions.len(),
        sections: manifest.sections,
        characters: manifest.characters,
        notes: manifest.notes,
        bytes: files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum(),
        unreadable: unreadable.collect(),
    })
}
