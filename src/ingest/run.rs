//! A run of an ingest: reads the files that were found, writes their outcomes, and counts them.

use std::collections::{BTreeMap, HashSet};

use super::archives::{ArchiveReader, OTHER_ARCHIVE};
use super::batches::read_in_batches;
use super::corrections::UsedLines;
use super::item::Item;
use super::losses::check_losses;
use super::progress::{Event, Summary};
use super::read::{FileOutcome, FileReader};
use super::roots::Roots;
use crate::discover::{Discovery, FoundFile, InaccessiblePath};
use crate::error::{Error, Result};
use crate::extract::{Format, Unreadable};
use crate::index::{FileKey, IndexWriter, Outcome};

/// A run of an ingest.
pub(super) struct Run<'a> {
    writer: IndexWriter,
    reader: &'a FileReader<'a>,
    emit: &'a mut dyn FnMut(Event),
    files_read: usize,
    added: usize,
    changed: usize,
    unchanged: usize,
    /// The number of reports whose file can no longer be read.
    lost: usize,
    not_reports: usize,
    /// The files that could not be read, with the reasons.
    skipped: BTreeMap<String, String>,
    /// Those of them of which this was not known from the last time.
    troubles: HashSet<String>,
    /// The names of the files and folders that the system did not hand over.
    unreachable: Vec<String>,
    /// The lines of the tables of corrections that applied to a file.
    corrected: UsedLines,
}

impl<'a> Run<'a> {
    /// Begins a run.
    pub(super) fn new(
        writer: IndexWriter,
        reader: &'a FileReader<'a>,
        emit: &'a mut dyn FnMut(Event),
    ) -> Self {
        Self {
            writer,
            reader,
            emit,
            files_read: 0,
            added: 0,
            changed: 0,
            unchanged: 0,
            lost: 0,
            not_reports: 0,
            skipped: BTreeMap::new(),
            troubles: HashSet::new(),
            unreachable: Vec::new(),
            corrected: UsedLines::new(),
        }
    }

    /// Reads everything that was found and writes the outcome for each file.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written.
    pub(super) fn read_found(&mut self, found: Discovery) -> Result<()> {
        let Discovery { files, archives: others, not_reports, problems, .. } = found;
        self.not_reports += not_reports;
        let names: HashSet<String> = files.iter().map(|file| file.name.clone()).collect();
        self.writer.reserve_ids(|path| self.reader.known.is_there(path));
        let is_archive = |file: &FoundFile| Format::from_name(&file.name) == Some(Format::Zip);
        let (mut archives, files): (Vec<FoundFile>, Vec<FoundFile>) =
            files.into_iter().partition(is_archive);
        archives.extend(self.read_files(&files)?);
        self.read_archives(&archives, names)?;
        for file in others {
            self.unreadable(&file.name, FileKey::default(), OTHER_ARCHIVE.to_owned())?;
        }
        for InaccessiblePath { name, reason } in problems {
            self.unreachable(&name, reason)?;
        }
        Ok(())
    }

    /// Reads files and returns those that turned out to be archives.
    fn read_files(&mut self, files: &[FoundFile]) -> Result<Vec<FoundFile>> {
        let mut archives = Vec::new();
        read_in_batches(files, self.reader, |batch, outcomes| {
            for (file, outcome) in batch.iter().zip(outcomes) {
                if matches!(outcome, FileOutcome::Archive) {
                    archives.push(file.clone());
                } else {
                    self.files_read += 1;
                    self.record(Item::from(file), outcome)?;
                }
            }
            (self.emit)(Event::Read { files: self.files_read });
            Ok(())
        })?;
        Ok(archives)
    }

    /// Reads the files in archives; `names` are the names of files that are taken.
    fn read_archives(&mut self, archives: &[FoundFile], names: HashSet<String>) -> Result<()> {
        let mut reader = ArchiveReader::new(self.reader, names);
        for archive in archives {
            reader.read_archive(archive, &mut |item, outcome| self.record(item, outcome))?;
            self.files_read += 1;
            (self.emit)(Event::Read { files: self.files_read });
        }
        self.not_reports += reader.not_reports();
        Ok(())
    }

    /// Writes and counts the outcome for one file.
    fn record(&mut self, item: Item<'_>, outcome: FileOutcome) -> Result<()> {
        self.note_correction(item, &outcome);
        match outcome {
            FileOutcome::Unchanged => match self.writer.keep(item.name) {
                Some(Outcome::Unreadable { reason }) => {
                    self.skipped.insert(item.name.to_owned(), reason.clone());
                }
                _ => self.unchanged += 1,
            },
            FileOutcome::Report { key, report } => {
                self.writer.add(item.name, key, *report)?;
                if self.was_report(item.name) { self.changed += 1 } else { self.added += 1 }
            }
            FileOutcome::Unreadable { key, reason } => self.unreadable(item.name, key, reason)?,
            FileOutcome::Unreachable { reason } => self.unreachable(item.name, reason)?,
            FileOutcome::Archive => {
                let reason = Unreadable::Archive.to_string();
                self.unreadable(item.name, FileKey::default(), reason)?;
            }
        }
        Ok(())
    }

    /// Remembers which line of the corrections applied to a file.
    fn note_correction(&mut self, item: Item<'_>, outcome: &FileOutcome) {
        let FileReader { corrections, known, .. } = self.reader;
        let content = match outcome {
            FileOutcome::Report { key, .. } | FileOutcome::Unreadable { key, .. } => &key.content,
            FileOutcome::Unchanged | FileOutcome::Unreachable { .. } => known.content_of(item.name),
            FileOutcome::Archive => "",
        };
        if let Some((line, _)) = corrections.find(item, content, known) {
            // A copy elsewhere is corrected by the same line.
            let other = corrections.other_path(line, item);
            let known = self.corrected.entry(line).or_insert_with(|| other.clone());
            if other.is_none() {
                *known = None;
            }
        }
    }

    fn was_report(&self, name: &str) -> bool {
        self.reader.known.get(name).is_some_and(|known| known.report.is_some())
    }

    /// Records a file that is no report that can be read.
    fn unreadable(&mut self, name: &str, key: FileKey, reason: String) -> Result<()> {
        self.lost += usize::from(self.was_report(name));
        if self.writer.unreadable(name, key, reason.clone())? {
            self.troubles.insert(name.to_owned());
        }
        self.skipped.insert(name.to_owned(), reason);
        Ok(())
    }

    /// Records a file or folder that the system does not hand over. The reports that were read there
    /// stay: nobody has seen that they are gone.
    fn unreachable(&mut self, name: &str, reason: String) -> Result<()> {
        self.unreachable.push(name.to_owned());
        let kept = self.writer.keep_below(name);
        self.unchanged += kept;
        let is_new = match self.writer.mark_unread(name, &reason) {
            Some(is_new) => is_new,
            None => self.writer.unreadable(name, FileKey::default(), reason.clone())?,
        };
        if is_new {
            self.troubles.insert(name.to_owned());
        }
        let stay = match kept {
            0 => String::new(),
            1 => "; its report stays as it was".to_owned(),
            kept => format!("; its {kept} reports stay as they were"),
        };
        self.skipped.insert(name.to_owned(), reason + &stay);
        Ok(())
    }

    /// Makes everything visible at once. Unless `allow_empty`, no report leaves the index whose folder
    /// looks like a drive that is not connected.
    ///
    /// # Errors
    ///
    /// Fails if no report was found, if a folder that held reports is empty, or if the index cannot be
    /// written.
    pub(super) fn finish(self, roots: Roots, allow_empty: bool) -> Result<Summary> {
        for message in self.reader.corrections.problems(&self.corrected) {
            (self.emit)(Event::Warning { message });
        }
        for (path, reason) in &self.skipped {
            if self.troubles.contains(path) {
                (self.emit)(Event::Skipped { path: path.clone(), reason: reason.clone() });
            }
        }
        if self.added + self.changed + self.unchanged == 0 {
            let paths = roots.remembered.into_iter().map(|root| root.name).collect();
            return Err(Error::NoReports { paths });
        }
        if !allow_empty {
            let (last, found) = (self.writer.last_commit(), self.writer.found());
            check_losses(last, &roots, &self.unreachable, &found)?;
        }
        (self.emit)(Event::Writing);
        let removed = self.lost + self.writer.reports_left_over();
        Ok(Summary {
            manifest: self.writer.commit(&roots.remembered)?,
            added: self.added,
            changed: self.changed,
            unchanged: self.unchanged,
            removed,
            known_troubles: self.skipped.len() - self.troubles.len(),
            skipped: self.skipped,
            not_reports: self.not_reports,
            dropped_roots: roots.dropped,
        })
    }
}
