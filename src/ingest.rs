//! Folder → index: finds the files, reads what changed, writes it, and says what became of all.
//!
//! Whether a file changed is told by its content, never by its date: every file is read and hashed
//! (1 GB/s and more), and only what changed is parsed and indexed.
//!
//! - `read`: one file → a report, or the reason why there is none
//! - `archives`: the files that zip archives hold
//! - `tables`: `corrections.csv` beside the reports

mod archives;
mod corrections;
mod item;
mod read;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::discover::{self, File};
use crate::error::{Error, Result};
use crate::extract::{self, Format, Ocr};
use crate::index::{IndexWriter, Manifest, Outcome};
use crate::parse::corrections::normal;
use crate::segment::check_dictionary;
use corrections::Tables;
use item::Item;
use read::{Read, Reader};

/// How much is read before it is handed to the index, in bytes and in files: enough to keep all
/// cores busy, little enough to stay in memory beside the index, twice.
const BATCH_BYTES: u64 = 32 << 20;
const BATCH_FILES: usize = 512;

/// What is to be indexed, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folders and files; where none are given, those of the last time.
    pub roots: Vec<PathBuf>,
    /// The user's own dictionary, as the text of its file; the one kept in the index where `None`.
    pub dictionary: Option<PathBuf>,
    /// Whether everything is read and indexed anew.
    pub rebuild: bool,
    /// What recognises the characters of pages that are pictures; without it they are not read.
    pub ocr: Option<Ocr>,
    /// How many files are read side by side; as many as there are processors where `None`.
    pub threads: Option<NonZeroUsize>,
}

/// What happens on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The folders were searched.
    Found {
        /// How many files will be read.
        files: usize,
    },
    /// Some more files were read.
    Read {
        /// How many files were read so far.
        files: usize,
    },
    /// Something is not as it should be, and indexing goes on.
    Warning {
        /// A sentence for the user.
        message: String,
    },
    /// A file is not in the index.
    Skipped {
        /// The path of the file.
        path: String,
        /// Why, as a sentence for the user.
        reason: String,
    },
    /// The last segments are being written.
    Writing,
}

/// What became of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What the index holds now.
    pub manifest: Manifest,
    /// Reports that were not in the index before.
    pub added: usize,
    /// Reports whose file or correction changed.
    pub changed: usize,
    /// Reports that are as they were.
    pub unchanged: usize,
    /// Reports that are no longer in the index.
    pub removed: usize,
    /// Files that could not be read: path and reason.
    pub skipped: BTreeMap<String, String>,
    /// Files in the folders that are clearly no reports, such as pictures.
    pub not_reports: usize,
    /// Folders of the last time that were not named this time.
    pub dropped_roots: Vec<String>,
}

/// Brings the index in `dir` up to date with the folders.
///
/// # Errors
///
/// Fails where a folder that was named does not exist, where no report was found, where the
/// dictionary cannot be read, and where the index cannot be written; the index then stays as it
/// was.
pub fn ingest(dir: &Path, options: &Options, mut emit: impl FnMut(Event)) -> Result<Summary> {
    let dictionary = options.dictionary.as_deref().map(read_dictionary).transpose()?;
    let mut writer = IndexWriter::open(dir, dictionary, options.rebuild)?;
    let before = writer.roots().to_vec();
    let roots = match &options.roots[..] {
        [] => before.iter().map(PathBuf::from).collect(),
        named => named.to_vec(),
    };
    if roots.is_empty() {
        return Err(Error::NothingToIndex);
    }
    for root in &roots {
        fs::metadata(root).map_err(|source| Error::Io {
            action: "read",
            path: root.clone(),
            source,
        })?;
    }
    let names: Vec<String> = roots.iter().map(|root| shown(root)).collect();
    let found = discover::discover(&roots, &[dir.to_owned()]);
    let tables = Tables::read(&roots, |message| emit(Event::Warning { message }));
    emit(Event::Found { files: found.files.len() });

    let earlier = writer.keys();
    let reader = Reader {
        tables: &tables,
        earlier: &earlier,
        ocr: options.ocr.as_ref(),
        scratch: dir,
        pool: pool(options.threads)?,
    };
    let mut tally = Tally {
        names: found.files.iter().map(|file| file.name.clone()).collect(),
        not_reports: found.not_reports,
        ..Tally::default()
    };
    let is_archive = |file: &File| Format::from_name(&file.name) == Some(Format::Zip);
    let (mut archives, files): (Vec<File>, Vec<File>) =
        found.files.into_iter().partition(is_archive);
    let mut files_read = 0;
    read_all(&batches(&files), &reader, |batch, read| {
        files_read += batch.len();
        for (file, read) in batch.iter().zip(read) {
            match read {
                // It is counted when the files in it are read.
                Read::Archive => {
                    archives.push(file.clone());
                    files_read -= 1;
                }
                read => tally.write(&mut writer, &reader, Item::of(file), read)?,
            }
        }
        emit(Event::Read { files: files_read });
        Ok(())
    })?;
    for archive in &archives {
        tally.archive(&mut writer, &reader, archive)?;
        files_read += 1;
        emit(Event::Read { files: files_read });
    }
    let closed = found.archives.iter().map(|file| (file.name.clone(), OTHER_ARCHIVE.to_owned()));
    let problems =
        found.problems.iter().map(|it| (it.path.display().to_string(), it.reason.clone()));
    for (path, reason) in closed.chain(problems) {
        tally.skip(&mut writer, path, reason)?;
    }
    for message in tables.unmet(&tally.met) {
        emit(Event::Warning { message });
    }
    for (path, reason) in &tally.skipped {
        emit(Event::Skipped { path: path.clone(), reason: reason.clone() });
    }
    if tally.added + tally.changed + tally.unchanged == 0 {
        return Err(Error::NoReports { paths: names });
    }
    emit(Event::Writing);
    let removed = writer.reports_left_over();
    let manifest = writer.commit(&names)?;
    Ok(Summary {
        manifest,
        added: tally.added,
        changed: tally.changed,
        unchanged: tally.unchanged,
        removed: removed + tally.lost,
        skipped: tally.skipped,
        not_reports: tally.not_reports,
        dropped_roots: before.into_iter().filter(|root| !names.contains(root)).collect(),
    })
}

/// Why archives of other kinds than zip are not read.
const OTHER_ARCHIVE: &str = "an archive of this kind is not read: unpack it, or pack it as zip";

/// Returns the path of a folder as it is shown and kept: `data/` and `./data` are `data`.
fn shown(root: &Path) -> String {
    let path = discover::prefix(root);
    if path.is_empty() { ".".to_owned() } else { path }
}

/// Returns the threads that read files; none means one for each processor.
fn pool(threads: Option<NonZeroUsize>) -> Result<ThreadPool> {
    let pool = ThreadPoolBuilder::new().num_threads(threads.map_or(0, NonZeroUsize::get));
    pool.build().map_err(|error| Error::Io {
        action: "start",
        path: PathBuf::from("threads"),
        source: std::io::Error::other(error),
    })
}

/// Cuts the files into stretches that are read together.
fn batches(files: &[File]) -> Vec<&[File]> {
    let mut batches = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        bytes += fs::metadata(&file.path).map_or(0, |meta| meta.len());
        if bytes >= BATCH_BYTES || at + 1 - from >= BATCH_FILES {
            batches.extend(files.get(from..=at));
            (from, bytes) = (at + 1, 0);
        }
    }
    batches.extend(files.get(from..).filter(|rest| !rest.is_empty()));
    batches
}

/// Reads the files batch by batch and hands each batch to `take`, while the next one is read.
fn read_all(
    batches: &[&[File]],
    reader: &Reader<'_>,
    mut take: impl FnMut(&[File], Vec<Read>) -> Result<()>,
) -> Result<()> {
    let read = |batch: &[File]| -> Vec<Read> {
        reader.pool.install(|| batch.par_iter().map(|file| reader.file(file)).collect())
    };
    thread::scope(|scope| {
        let mut reading = batches.first().map(|first| scope.spawn(|| read(first)));
        for (at, batch) in batches.iter().enumerate() {
            let done = reading.take().map(ScopedJoinHandle::join);
            reading = batches.get(at + 1).map(|next| scope.spawn(|| read(next)));
            match done {
                Some(Ok(done)) => take(batch, done)?,
                Some(Err(panic)) => resume_unwind(panic),
                None => {}
            }
        }
        Ok(())
    })
}

/// Counts while files are written.
#[derive(Default)]
struct Tally {
    added: usize,
    changed: usize,
    unchanged: usize,
    /// Reports whose file cannot be read any more.
    lost: usize,
    not_reports: usize,
    skipped: BTreeMap<String, String>,
    /// The names that are taken.
    names: HashSet<String>,
    /// The lines of the tables of corrections whose report was met: folder and path.
    met: HashSet<(usize, String)>,
}

impl Tally {
    /// Writes what became of one file.
    fn write(
        &mut self,
        writer: &mut IndexWriter,
        reader: &Reader<'_>,
        item: Item<'_>,
        read: Read,
    ) -> Result<()> {
        self.met.extend(reader.tables.line_for(item).map(|line| (line.table, normal(line.path))));
        let was_report = reader.earlier.get(item.name).is_some_and(|(_, is_report)| *is_report);
        match read {
            Read::Same => {
                if let Some(Outcome::Unreadable { reason }) =
                    writer.entry(item.name).map(|entry| entry.outcome.clone())
                {
                    self.skipped.insert(item.name.to_owned(), reason);
                } else {
                    self.unchanged += 1;
                }
                writer.keep(item.name);
            }
            Read::Report(key, report) => {
                writer.add(item.name, key, *report)?;
                if was_report { self.changed += 1 } else { self.added += 1 }
            }
            Read::Unreadable(key, reason) => {
                writer.unreadable(item.name, key, reason.clone())?;
                self.skipped.insert(item.name.to_owned(), reason);
                self.lost += usize::from(was_report);
            }
            Read::Archive => {
                self.skip(writer, item.name.to_owned(), extract::Unreadable::Archive.to_string())?;
            }
        }
        Ok(())
    }

    /// Records a file that is not looked into.
    fn skip(&mut self, writer: &mut IndexWriter, path: String, reason: String) -> Result<()> {
        writer.unreadable(&path, String::new(), reason.clone())?;
        self.skipped.insert(path, reason);
        Ok(())
    }
}

fn read_dictionary(path: &Path) -> Result<String> {
    let failed = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(failed)?;
    let text = extract::decode(&bytes).map_err(|error| Error::Io {
        action: "read",
        path: path.to_owned(),
        source: std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()),
    })?;
    check_dictionary(&text.text)
        .map_err(|source| Error::Dictionary { path: path.to_owned(), source })?;
    Ok(text.text)
}
