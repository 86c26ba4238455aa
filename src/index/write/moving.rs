//! Takes the reports of one index over into another: from a folder into a cluster, or back.
//!
//! No file of a report is read. What an index stores is the whole report: joined, its sections are the
//! body, and everything else stands in the ledger and with the first section.

use super::writer::IndexWriter;
use crate::error::{Error, Result};
use crate::index::ledger::{Entry, Outcome};
use crate::index::read::{IndexReader, SectionAddress};
use crate::index::stored::{ReportText, StoredReport};
use crate::report::Section;

/// The reports whose sections are looked up at a time: a cluster is asked for many texts at once.
const REPORTS: usize = 500;

impl IndexWriter {
    /// Adds what another index contains: its reports in the order of their numbers, and the files that
    /// could not be read or are joined to others. `moved` is called with the number of reports so far.
    ///
    /// # Errors
    ///
    /// Fails if the other index is damaged, or if this one cannot be written.
    pub(crate) fn take_over(
        &mut self,
        from: &IndexReader,
        mut moved: impl FnMut(usize),
    ) -> Result<()> {
        let mut reports = Vec::new();
        for entry in from.ledger()?.entries.into_values() {
            match entry.outcome {
                Outcome::Report { number, .. } => reports.push((number, entry)),
                Outcome::Joined { .. } | Outcome::Unreadable { .. } => self.put(entry),
            }
        }
        reports.sort_unstable_by_key(|(number, _)| *number);
        let mut count = 0;
        for reports in reports.chunks(REPORTS) {
            let places = reports.iter().map(|(number, _)| from.sections_of(*number));
            let places: Vec<Vec<SectionAddress>> = from.guard(|| places.collect())?;
            from.expect(places.iter().flatten().copied());
            for ((_, entry), sections) in reports.iter().zip(&places) {
                self.check_folder()?;
                let (stored, text) = read_report(from, entry, sections)?;
                self.add_stored(entry.clone(), stored, text)?;
                count += 1;
                moved(count);
            }
        }
        Ok(())
    }
}

/// Reads a report whose sections are at `sections`.
fn read_report(
    from: &IndexReader,
    entry: &Entry,
    sections: &[SectionAddress],
) -> Result<(StoredReport, ReportText)> {
    let damaged = |what: &str| {
        let what = format!("{what} of `{}`", entry.path);
        Error::Damaged { dir: from.dir().to_owned(), what }
    };
    let first = *sections.first().ok_or_else(|| damaged("there is no section"))?;
    let stored = from.guard(|| from.report_at(first))?;
    let mut text = ReportText { body: String::new(), sections: Vec::new() };
    for &address in sections {
        let (section, part) = from.guard(|| Ok((from.section(address)?, from.part(address)?)))?;
        let start = text.body.len();
        text.body.push_str(&section.text);
        text.sections.push(Section {
            heading_path: section.heading_path,
            part,
            text: start..text.body.len(),
            // Where the heading stands is not stored: whatever needs it was done when it was read.
            heading: start..start,
        });
    }
    let characters = text.body.chars().count() as u64;
    if (text.sections.len() as u64, characters) != (stored.sections, stored.characters) {
        return Err(damaged("a section is missing"));
    }
    Ok((stored, text))
}
