//! A run of an ingest: reads the files that were found, writes their outcomes, and counts them.

use std::collections::{BTreeMap, HashSet};

use super::archives::{ArchiveReader, OTHER_ARCHIVE};
use super::batches::read_in_batches;
use super::corrections::UsedLines;
use super::item::Item;
use super::progress::{Event, Summary};
use super::read::{FileOutcome, FileReader};
use crate::discover::{Discovery, FoundFile};
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
    skipped: BTreeMap<String, String>,
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
            corrected: UsedLines::new(),
        }
    }

    /// Reads everything that was found and writes the outcome for each file.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written.
    pub(super) fn read_found(&mut self, found: Discovery) -> Result<()> {
        let Discovery { files, archives: others, not_reports, problems } = found;
        self.not_reports += not_reports;
        let names: HashSet<String> = files.iter().map(|file| file.name.clone()).collect();
        self.writer.reserve_ids(|path| self.reader.known.is_there(path));
        let is_archive = |file: &FoundFile| Format::from_name(&file.name) == Some(Format::Zip);
        let (mut archives, files): (Vec<FoundFile>, Vec<FoundFile>) =
            files.into_iter().partition(is_archive);
        archives.extend(self.read_files(&files)?);
        self.read_archives(&archives, names)?;
        for file in others {
            self.skip(file.name, OTHER_ARCHIVE.to_owned())?;
        }
        for problem in problems {
            self.skip(problem.path.display().to_string(), problem.reason)?;
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
        let was_report =
            self.reader.known.get(item.name).is_some_and(|known| known.report.is_some());
        match outcome {
            FileOutcome::Unchanged => match self.writer.keep(item.name) {
                Some(Outcome::Unreadable { reason }) => {
                    self.skipped.insert(item.name.to_owned(), reason.clone());
                }
                _ => self.unchanged += 1,
            },
            FileOutcome::Report { key, report } => {
                self.writer.add(item.name, key, *report)?;
                if was_report { self.changed += 1 } else { self.added += 1 }
            }
            FileOutcome::Unreadable { key, reason } => {
                self.writer.unreadable(item.name, key, reason.clone())?;
                self.skipped.insert(item.name.to_owned(), reason);
                self.lost += usize::from(was_report);
            }
            FileOutcome::Archive => {
                self.skip(item.name.to_owned(), Unreadable::Archive.to_string())?;
            }
        }
        Ok(())
    }

    /// Remembers which line of the corrections applied to a file.
    fn note_correction(&mut self, item: Item<'_>, outcome: &FileOutcome) {
        let FileReader { corrections, known, .. } = self.reader;
        let content = match outcome {
            FileOutcome::Report { key, .. } | FileOutcome::Unreadable { key, .. } => &key.content,
            FileOutcome::Unchanged => known.content_of(item.name),
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

    /// Records a file that was not looked into.
    fn skip(&mut self, path: String, reason: String) -> Result<()> {
        self.writer.unreadable(&path, FileKey::default(), reason.clone())?;
        self.skipped.insert(path, reason);
        Ok(())
    }

    /// Makes everything visible at once; `roots` are the folders as they are shown.
    ///
    /// # Errors
    ///
    /// Fails if no report was found, or if the index cannot be written.
    pub(super) fn finish(self, roots: &[String]) -> Result<Summary> {
        for message in self.reader.corrections.problems(&self.corrected) {
            (self.emit)(Event::Warning { message });
        }
        for (path, reason) in &self.skipped {
            (self.emit)(Event::Skipped { path: path.clone(), reason: reason.clone() });
        }
        if self.added + self.changed + self.unchanged == 0 {
            return Err(Error::NoReports { paths: roots.to_vec() });
        }
        (self.emit)(Event::Writing);
        let removed = self.lost + self.writer.reports_left_over();
        let before = self.writer.roots().iter();
        let dropped_roots = before.filter(|root| !roots.contains(root)).cloned().collect();
        Ok(Summary {
            manifest: self.writer.commit(roots)?,
            added: self.added,
            changed: self.changed,
            unchanged: self.unchanged,
            removed,
            skipped: self.skipped,
            not_reports: self.not_reports,
            dropped_roots,
        })
    }
}
