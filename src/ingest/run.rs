//! A run of an ingest: reads the files that were found, writes their outcomes, and counts them.

use std::collections::{BTreeMap, HashSet};

use super::archives::{ArchiveFiles, OTHER_ARCHIVE};
use super::beside::JoinedFile;
use super::corrections::UsedLines;
use super::held::HeldFiles;
use super::in_order::read_in_order;
use super::item::{INTO, Item, Job};
use super::losses::check_losses;
use super::progress::{Event, Summary};
use super::read::{FileOutcome, FileReader, ReadFile};
use super::roots::Roots;
use crate::discover::{Discovery, FoundFile, InaccessiblePath};
use crate::error::{Error, Result};
use crate::extract::{Format, Refusal, Unreadable};
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
    held: HeldFiles,
    /// The paths of files that are joined to a report which another one leads.
    joined: HashSet<String>,
    /// The files that could not be read, with the reasons.
    skipped: BTreeMap<String, String>,
    /// Those of them of which this was not known from the last time.
    troubles: HashSet<String>,
    /// How many of them a program that recognises text may read.
    scans: usize,
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
            held: HeldFiles::default(),
            joined: HashSet::new(),
            skipped: BTreeMap::new(),
            troubles: HashSet::new(),
            unreachable: Vec::new(),
            corrected: UsedLines::new(),
            scans: 0,
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
        let (leading, mut rest): (Vec<FoundFile>, Vec<FoundFile>) =
            files.into_iter().partition(|it| self.reader.surroundings.may_lead(&it.name));
        archives.extend(self.read_files(leading)?);
        let count = rest.len();
        rest.retain(|file| !self.joined.contains(&file.name));
        self.files_read += count - rest.len();
        archives.extend(self.read_files(rest)?);
        self.read_archives(archives, names)?;
        for file in others {
            self.unreadable(&file.name, FileKey::default(), Refusal::from_sentence(OTHER_ARCHIVE))?;
        }
        for InaccessiblePath { name, reason } in problems {
            self.unreachable(&name, reason)?;
        }
        Ok(())
    }

    /// Reads files and returns those that turned out to be archives.
    fn read_files(&mut self, files: Vec<FoundFile>) -> Result<Vec<FoundFile>> {
        let mut archives = Vec::new();
        self.read_jobs(files.into_iter().map(Job::File), |run, job, read| {
            if matches!(read.outcome, FileOutcome::Archive) {
                archives.push(job.file().clone());
                return Ok(());
            }
            run.files_read += 1;
            (run.emit)(Event::Read { files: run.files_read });
            run.hold(job.file(), read)
        })?;
        self.record_held()?;
        Ok(archives)
    }

    /// Reads the files in archives; `names` are the names of files that are taken.
    fn read_archives(&mut self, archives: Vec<FoundFile>, names: HashSet<String>) -> Result<()> {
        if archives.is_empty() {
            return Ok(());
        }
        let count = archives.len();
        let mut files = ArchiveFiles::new(archives, names);
        self.read_jobs(&mut files, |run, job, read| run.hold(job.file(), read))?;
        self.record_held()?;
        self.not_reports += files.not_reports();
        self.files_read += count;
        (self.emit)(Event::Read { files: self.files_read });
        Ok(())
    }

    /// Reads many files at a time, and hands over their outcomes in order.
    fn read_jobs(
        &mut self,
        jobs: impl Iterator<Item = Job> + Send,
        mut take: impl FnMut(&mut Self, &Job, ReadFile) -> Result<()>,
    ) -> Result<()> {
        let reader = self.reader;
        let size_of_outcome = |read: &Result<ReadFile>| match read {
            Ok(read) => read.outcome.size(),
            Err(_) => 0,
        };
        read_in_order(
            jobs,
            reader.threads,
            (Job::size, size_of_outcome),
            |job| reader.read(job),
            // After a failure nobody waits for what is being read.
            |job, read| take(self, &job, read?).inspect_err(|_| reader.readers.stop()),
        )
    }

    /// Keeps the outcome for a file until those of the files around it are known.
    fn hold(&mut self, file: &FoundFile, read: ReadFile) -> Result<()> {
        self.writer.check_folder()?;
        if !self.held.has_room() {
            self.record_held()?;
        }
        self.held.push(file.clone(), read);
        Ok(())
    }

    /// Records the outcomes that were kept.
    fn record_held(&mut self) -> Result<()> {
        for (file, read) in self.held.take() {
            self.record(Item::from(&file), read)?;
        }
        Ok(())
    }

    /// Writes and counts the outcome for one file, unless it was joined to another's report.
    fn record(&mut self, item: Item<'_>, read: ReadFile) -> Result<()> {
        if self.joined.contains(item.name) {
            return Ok(());
        }
        let ReadFile { outcome, joined } = read;
        for part in joined {
            self.record_joined(part, item)?;
        }
        self.note_correction(item, &outcome);
        match outcome {
            FileOutcome::Unchanged => match self.writer.keep(item.name) {
                Some(Outcome::Unreadable { reason, needs_ocr }) => {
                    self.scans += usize::from(*needs_ocr);
                    self.skipped.insert(item.name.to_owned(), reason.clone());
                }
                _ => self.unchanged += 1,
            },
            FileOutcome::Report { key, report } => {
                self.writer.add(item.name, key, *report)?;
                if self.was_report(item.name) { self.changed += 1 } else { self.added += 1 }
            }
            FileOutcome::Unreadable { key, refusal } => {
                self.unreadable(item.name, key, refusal)?;
            }
            FileOutcome::Unreachable { reason } => self.unreachable(item.name, reason)?,
            FileOutcome::Archive => {
                self.unreadable(
                    item.name,
                    FileKey::default(),
                    Refusal::from(&Unreadable::Archive),
                )?;
            }
        }
        Ok(())
    }

    /// Records that a file is joined to the report that `item` leads.
    fn record_joined(&mut self, part: JoinedFile, item: Item<'_>) -> Result<()> {
        let JoinedFile { path, content } = part;
        // A page that was read before the page around it remains a report, and the two are copies.
        if self.writer.has(&path) {
            return Ok(());
        }
        let known = self.reader.known.get(&path);
        self.lost += usize::from(known.is_some_and(|known| known.report.is_some()));
        self.writer.join(&path, &content, item.name)?;
        if !self.reader.surroundings.has(&path) && !path.contains(INTO) {
            // What a browser saves with a page was counted as no report.
            self.not_reports = self.not_reports.saturating_sub(1);
        }
        self.joined.insert(path);
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
            corrections.note_use(line, item, &mut self.corrected);
        }
    }

    fn was_report(&self, name: &str) -> bool {
        self.reader.known.get(name).is_some_and(|known| known.report.is_some())
    }

    /// Records a file that is no report that can be read.
    fn unreadable(&mut self, name: &str, key: FileKey, refusal: Refusal) -> Result<()> {
        self.scans += usize::from(refusal.needs_ocr);
        self.lost += usize::from(self.was_report(name));
        if self.writer.unreadable(name, key, &refusal)? {
            self.troubles.insert(name.to_owned());
        }
        self.skipped.insert(name.to_owned(), refusal.sentence);
        Ok(())
    }

    /// Records a file or folder that the system does not hand over. The reports that were read there
    /// stay: nobody has seen that they are gone.
    fn unreachable(&mut self, name: &str, reason: String) -> Result<()> {
        self.unreachable.push(name.to_owned());
        let kept = self.writer.keep_below(name);
        self.unchanged += kept;
        let is_new = if let Some(is_new) = self.writer.mark_unread(name, &reason) {
            is_new
        } else {
            let refusal = Refusal::from_sentence(&reason);
            self.writer.unreadable(name, FileKey::default(), &refusal)?
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
            scans: self.scans,
            not_reports: self.not_reports,
            dropped_roots: roots.dropped,
        })
    }
}
