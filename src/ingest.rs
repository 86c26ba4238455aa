//! Folder → index: finds the files, reads what changed, writes it, and says what became of all.
//!
//! Whether a file changed is told by its content, never by its date: every file is read and hashed
//! (1 GB/s and more), and only what changed is parsed and indexed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};

use rayon::prelude::*;

use crate::discover::{self, File};
use crate::error::{Error, Result};
use crate::extract::{self, LARGEST};
use crate::index::{IndexWriter, Manifest, Outcome};
use crate::parse;
use crate::parse::corrections::{Corrections, Overrides, normal};
use crate::report::Report;
use crate::segment::check_dictionary;

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
    let corrections = read_corrections(&roots, &found.files, &mut emit);
    emit(Event::Found { files: found.files.len() });

    let earlier = writer.keys();
    let mut tally = Tally::default();
    let mut files_read = 0;
    read_all(&batches(&found.files), &corrections, &earlier, |batch, read| {
        for (file, read) in batch.iter().zip(read) {
            tally.write(&mut writer, &earlier, file, read)?;
        }
        files_read += batch.len();
        emit(Event::Read { files: files_read });
        Ok(())
    })?;
    let not_read = found.skipped.iter().map(|it| (it.file.name.clone(), it.reason()));
    let problems =
        found.problems.iter().map(|it| (it.path.display().to_string(), it.reason.clone()));
    for (path, reason) in not_read.chain(problems) {
        writer.unreadable(&path, String::new(), reason.clone())?;
        tally.skipped.insert(path, reason);
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
        not_reports: found.not_reports,
        dropped_roots: before.into_iter().filter(|root| !names.contains(root)).collect(),
    })
}

/// Returns the path of a folder as it is shown and kept: `data/` and `./data` are `data`.
fn shown(root: &Path) -> String {
    let path = discover::prefix(root);
    if path.is_empty() { ".".to_owned() } else { path }
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
    corrections: &Tables,
    earlier: &Earlier,
    mut take: impl FnMut(&[File], Vec<Read>) -> Result<()>,
) -> Result<()> {
    let read = |batch: &[File]| -> Vec<Read> {
        batch.par_iter().map(|file| read(file, corrections, earlier)).collect()
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

/// What the last commit knows of a file: its key, and whether it is a report.
type Earlier = HashMap<String, (String, bool)>;

/// Counts while files are written.
#[derive(Default)]
struct Tally {
    added: usize,
    changed: usize,
    unchanged: usize,
    /// Reports whose file cannot be read any more.
    lost: usize,
    skipped: BTreeMap<String, String>,
}

impl Tally {
    fn write(
        &mut self,
        writer: &mut IndexWriter,
        earlier: &Earlier,
        file: &File,
        read: Read,
    ) -> Result<()> {
        let was_report = earlier.get(&file.name).is_some_and(|(_, is_report)| *is_report);
        match read {
            Read::Same => {
                if let Some(Outcome::Unreadable { reason }) =
                    writer.entry(&file.name).map(|entry| entry.outcome.clone())
                {
                    self.skipped.insert(file.name.clone(), reason);
                } else {
                    self.unchanged += 1;
                }
                writer.keep(&file.name);
            }
            Read::Report(key, report) => {
                writer.add(&file.name, key, *report)?;
                if was_report { self.changed += 1 } else { self.added += 1 }
            }
            Read::Unreadable(key, reason) => {
                writer.unreadable(&file.name, key, reason.clone())?;
                self.skipped.insert(file.name.clone(), reason);
                self.lost += usize::from(was_report);
            }
        }
        Ok(())
    }
}

/// What a file turned out to be.
enum Read {
    /// The same as at the last commit.
    Same,
    Report(String, Box<Report>),
    Unreadable(String, String),
}

/// Reads one file and parses it where it changed.
fn read(file: &File, corrections: &Tables, earlier: &Earlier) -> Read {
    let unreadable = |reason: String| Read::Unreadable(String::new(), reason);
    let bytes = match fs::metadata(&file.path) {
        Ok(meta) if meta.len() > LARGEST as u64 => {
            let megabytes = meta.len() >> 20;
            return unreadable(format!(
                "it has {megabytes} MB, more than the {} MB that are read",
                LARGEST >> 20
            ));
        }
        _ => match fs::read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => return unreadable(io_reason(&error)),
        },
    };
    let overrides = corrections.get(file);
    let key = key(&bytes, &file.below, overrides);
    if earlier.get(&file.name).is_some_and(|(known, _)| *known == key) {
        return Read::Same;
    }
    // A report that trips the parser must not take the others with it.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut extracted = extract::extract(&bytes, &file.below)?;
        let mut report = parse::report(&extracted.text, &extracted.page, &file.below, overrides);
        extracted.notes.append(&mut report.notes);
        report.notes = extracted.notes;
        Ok::<Report, extract::Unreadable>(report)
    }));
    match parsed {
        Ok(Ok(report)) if report.body.is_empty() => {
            Read::Unreadable(key, "it holds no text".to_owned())
        }
        Ok(Ok(report)) => Read::Report(key, Box::new(report)),
        Ok(Err(reason)) => Read::Unreadable(key, reason.to_string()),
        Err(_) => Read::Unreadable(key, "the program failed on it; please report this".to_owned()),
    }
}

/// Returns a value that changes with everything a report is made from: the bytes of its file, its
/// path, its correction, and the program that reads it.
fn key(bytes: &[u8], below: &str, overrides: Option<&Overrides>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(bytes);
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    let made_by = env!("CARGO_PKG_VERSION");
    hasher.update(format!("{made_by}\n{below}\n{overrides:?}").as_bytes());
    hasher.finalize().to_hex().chars().take(32).collect()
}

fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it is no longer there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => "it cannot be read".to_owned(),
    }
}

fn read_dictionary(path: &Path) -> Result<String> {
    let failed = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(failed)?;
    let text = extract::decode::decode(&bytes).map_err(|error| Error::Io {
        action: "read",
        path: path.to_owned(),
        source: std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()),
    })?;
    check_dictionary(&text.text)
        .map_err(|source| Error::Dictionary { path: path.to_owned(), source })?;
    Ok(text.text)
}

/// What users correct, from the tables of all folders.
#[derive(Default)]
struct Tables {
    /// The table of each folder.
    of_roots: Vec<Corrections>,
    /// What a folder's table says about files of the other folders, by their whole names.
    of_others: HashMap<String, Overrides>,
}

impl Tables {
    /// Returns what is corrected of a file; the table of its own folder comes first.
    fn get(&self, file: &File) -> Option<&Overrides> {
        let own = self.of_roots.get(file.root);
        own.and_then(|table| table.get(&file.below).or_else(|| table.get(&file.name)))
            .or_else(|| self.of_others.get(&file.name))
    }
}

/// Reads `corrections.csv` of each folder; lines that cannot be used and lines for files that are
/// not there are told.
fn read_corrections(roots: &[PathBuf], files: &[File], emit: &mut impl FnMut(Event)) -> Tables {
    let mut tables = Tables::default();
    for (at, root) in roots.iter().enumerate() {
        let path = root.join("corrections.csv");
        let Ok(bytes) = fs::read(&path) else {
            tables.of_roots.push(Corrections::default());
            continue;
        };
        let mut warn = |what: String| {
            emit(Event::Warning { message: format!("`{}`: {what}", path.display()) });
        };
        let text = match extract::decode::decode(&bytes) {
            Ok(decoded) => decoded.text,
            Err(reason) => {
                warn(format!("not used: {reason}"));
                String::new()
            }
        };
        let (table, problems) = Corrections::parse(&text);
        problems.into_iter().for_each(&mut warn);
        let held: HashSet<String> = files
            .iter()
            .filter(|file| file.root == at)
            .flat_map(|file| [normal(&file.below), normal(&file.name)])
            .collect();
        let others: HashMap<String, &str> =
            files.iter().map(|file| (normal(&file.name), file.name.as_str())).collect();
        for (path, line) in table.paths().filter(|(path, _)| !held.contains(*path)) {
            match (others.get(path), table.get(path)) {
                (Some(name), Some(overrides)) => {
                    tables.of_others.insert((*name).to_owned(), overrides.clone());
                }
                _ => warn(format!("line {line}: no file `{path}`")),
            }
        }
        tables.of_roots.push(table);
    }
    tables
}
