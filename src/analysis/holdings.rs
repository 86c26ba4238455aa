//! What is held: the reports with their facts and notes, one report with its text, the index.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::index::{FORMAT, IndexReader, Manifest, Outcome, SectionAddress, StoredReport};
use crate::query::Field;
use crate::report::{Certainty, Date, Facts, Part, Source, Sourced, Year};
use crate::search::{RegionView, held_first_sections};

/// The reports that are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
pub struct Holdings {
    /// The reports, by path.
    pub reports: Vec<ReportRow>,
}

/// A report with its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
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
    /// The year it is about.
    pub year: Option<Year>,
    /// Where its agency sits.
    pub region: RegionView,
    /// The day it was signed.
    pub date: Option<Date>,
    /// How many sections it has.
    pub sections: u64,
    /// What could not be told, as sentences.
    pub notes: Vec<String>,
    /// For each fact that is known (title, agency, region, year, date): where from.
    pub sources: BTreeMap<String, Evidence>,
}

/// Where a fact was found, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Where the fact was found.
    pub source: Source,
    /// Whether it is stated or inferred.
    pub certainty: Certainty,
}

impl ReportRow {
    fn of(report: StoredReport) -> Self {
        let StoredReport { id, path, facts, notes, sections, .. } = report;
        let sources = sources(&facts);
        let Facts { title, agency, region, year, date, .. } = facts;
        Self {
            id,
            path,
            title: title.map(|it| it.value),
            agency: agency.as_ref().map(|it| it.value.canonical.clone()),
            agency_as_written: agency.map(|it| it.value.as_written),
            year: year.map(|it| it.value),
            region: region.map(|it| RegionView::of(&it.value)).unwrap_or_default(),
            date: date.map(|it| it.value),
            sections,
            notes: notes.iter().map(ToString::to_string).collect(),
            sources,
        }
    }
}

fn sources(facts: &Facts) -> BTreeMap<String, Evidence> {
    fn of<T>(fact: Option<&Sourced<T>>) -> Option<Evidence> {
        fact.map(|it| Evidence { source: it.source, certainty: it.certainty })
    }
    let known = [
        ("title", of(facts.title.as_ref())),
        ("agency", of(facts.agency.as_ref())),
        ("region", of(facts.region.as_ref())),
        ("year", of(facts.year.as_ref())),
        ("date", of(facts.date.as_ref())),
    ];
    known.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it?))).collect()
}

/// Returns the reports that are held and that the filters let through, by path; with `only_noted`
/// those alone that have notes.
///
/// # Errors
///
/// Fails where the index is damaged.
pub fn holdings(reader: &IndexReader, filters: &[Field], only_noted: bool) -> Result<Holdings> {
    let firsts: Vec<SectionAddress> = held_first_sections(reader, filters)?;
    let mut reports = Vec::new();
    for first in firsts {
        let stored = reader.guard(|| reader.report_at(first))?;
        if !only_noted || !stored.notes.is_empty() {
            reports.push(ReportRow::of(stored));
        }
    }
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Holdings { reports })
}

/// One report with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
pub struct ShownReport {
    /// The report with its facts.
    pub report: ReportRow,
    /// Its sections in order; joined, their texts are the whole body.
    pub sections: Vec<SectionText>,
}

/// A section with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
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
/// # Errors
///
/// Fails where no report or more than one has the name, and where the index is damaged.
pub fn show(reader: &IndexReader, name: &str) -> Result<ShownReport> {
    show_number(reader, number_of(reader, name)?)
}

/// Returns the report with this number, which the ledger tells.
///
/// # Errors
///
/// Fails where no report has the number, and where the index is damaged.
pub(crate) fn show_number(reader: &IndexReader, number: u64) -> Result<ShownReport> {
    reader.guard(|| {
        let addresses = reader.sections_of(number)?;
        let mut sections = Vec::new();
        for &address in &addresses {
            let section = reader.section(address)?;
            let part = reader.part(address)?;
            let (heading_path, text) = (section.heading_path, section.text);
            sections.push(SectionText { heading_path, part, text });
        }
        let report = ReportRow::of(reader.report(number)?);
        Ok(ShownReport { report, sections })
    })
}

fn number_of(reader: &IndexReader, name: &str) -> Result<u64> {
    let ledger = reader.ledger()?;
    let reports: Vec<(&str, &str, u64)> = ledger
        .entries
        .values()
        .filter_map(|entry| match &entry.outcome {
            Outcome::Report { id, number, .. } => Some((entry.path.as_str(), id.as_str(), *number)),
            Outcome::Unreadable { .. } => None,
        })
        .collect();
    // From the strictest reading of the name to the loosest; the first that fits decides.
    let wanted = name.trim_start_matches("./");
    for reading in [Reading::Whole, Reading::Ending, Reading::Anywhere] {
        let fits = |(path, id, _): &&(&str, &str, u64)| reading.fits(wanted, path, id);
        let found: Vec<_> = reports.iter().filter(fits).collect();
        match found[..] {
            [] => {}
            [&(_, _, number)] => return Ok(number),
            _ => {
                let examples = found.iter().take(3).map(|(path, _, _)| (*path).to_owned());
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
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
    /// How many sections they have.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(utoipa::ToSchema))]
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
        sections: manifest.sections,
        characters: manifest.characters,
        notes: manifest.notes,
        bytes: files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum(),
        unreadable: unreadable.collect(),
    })
}
