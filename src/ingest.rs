//! Folder → index: finds the files, reads what changed, writes it, and reports every outcome.
//!
//! A file has changed if its content has, whatever its date says: every file is read and hashed (at
//! 1 GB/s or more), and only what changed is parsed and indexed.
//!
//! - `progress`: [`Event`] and [`Summary`]
//! - `item`: a file on its way
//! - `known`: what the last commit knew of each file
//! - `beside`: the files beside a page that may belong to its report
//! - `corrections`: the `corrections.csv` of each folder
//! - `reading`: one file → a report, or the reason why there is none, in processes with limits
//! - `read`: one file → its outcome: whether it changed, what a reader says, text recognition
//! - `held`: outcomes that wait for those of the files around them
//! - `in_order`: many files at a time, taken in their order
//! - `archives`: the files in zip archives
//! - `roots`: which folders are indexed
//! - `original`: the file of a report, as it lies there today
//! - `losses`: reports that would leave the index although they may still be there
//! - `moving`: an index that is moved, for which no file is read
//! - `run`: writes and counts the outcomes

mod archives;
mod beside;
mod corrections;
mod held;
mod in_order;
mod item;
mod known;
mod losses;
mod moving;
mod original;
mod progress;
mod read;
mod reading;
mod roots;
mod run;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::discover::discover;
use crate::error::{Error, Result};
use crate::extract::{self, Ocr};
use crate::index::IndexWriter;
use crate::segment::check_dictionary;
use beside::Surroundings;
use corrections::CorrectionTables;
use known::KnownFiles;
use read::FileReader;
use reading::Readers;
use roots::Roots;
use run::Run;

pub(crate) use original::{Missing, Original, original};
pub use progress::{Event, Summary};

/// What is to be indexed, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folders and files, the same as the last time; if none are given, those of the last time.
    pub roots: Vec<PathBuf>,
    /// Folders and files that are added to those of the last time.
    pub added: Vec<PathBuf>,
    /// Whether the index is to be made of `roots` alone, also if these are not those of the last time.
    pub replace: bool,
    /// Whether a folder that held reports the last time may be empty now.
    pub allow_empty: bool,
    /// The file of the user's own dictionary; with `None` the one stored in the index is used.
    pub dictionary: Option<PathBuf>,
    /// Whether everything is read and indexed anew.
    pub rebuild: bool,
    /// The program that recognises the characters of pages that are pictures. Without it such pages
    /// are not read.
    pub ocr: Option<Ocr>,
    /// The index whose reports are taken over, from which no file is read again. Nothing else may be given
    /// then, and there may be no index yet where they go.
    pub from: Option<PathBuf>,
    /// The number of files that are read at the same time; with `None` one for each processor.
    pub threads: Option<NonZeroUsize>,
    /// The program that reads files in processes of its own, each with limits on memory and time: it
    /// is called with the argument `read-files` and has to call [`Options::read_files`]. With `None` files are
    /// read in this process, where one that takes all memory takes it from this process too.
    pub reader: Option<PathBuf>,
}

impl Options {
    /// Reads the files that `input` asks for and writes what they are to `output`, until `input` ends:
    /// what the program does that [`Options::reader`] names.
    ///
    /// The process sets limits on itself and must do nothing else. This returns as soon as `input`
    /// ends, in the middle of a file too, so that nothing is left behind by a process that is killed.
    ///
    /// # Errors
    ///
    /// Fails if `input` cannot be read or asks for nothing.
    pub fn read_files(
        input: impl std::io::Read,
        output: impl std::io::Write + Send + 'static,
    ) -> std::io::Result<()> {
        reading::read_files(input, output)
    }
}

/// Brings the index in `dir` up to date with the folders.
///
/// # Errors
///
/// Fails if a folder does not exist, if others are named than the index is made of, if no report was
/// found, if a folder that held reports is empty, if the dictionary cannot be read, or if the index
/// cannot be written; the index then remains as it was.
pub fn ingest(dir: &Path, options: &Options, mut emit: impl FnMut(Event)) -> Result<Summary> {
    if let Some(from) = &options.from {
        return moving::take_over(from, dir, &mut emit);
    }
    let dictionary = options.dictionary.as_deref().map(read_dictionary).transpose()?;
    let writer = IndexWriter::open(dir, dictionary, options.rebuild)?;
    let roots = Roots::choose(dir, options, writer.last_commit())?;
    writer.check_names(&roots.remembered)?;
    let scratch = writer.folder().to_owned();
    let found = discover(&roots.places, &[dir.to_owned()]);
    let roots = roots.with_disks(&found.disks);
    let corrections =
        CorrectionTables::from_places(&roots.places, |message| emit(Event::Warning { message }));
    emit(Event::Found { files: found.files.len() });
    let known = KnownFiles::new(writer.known_files(), &found);
    let surroundings = Surroundings::new(found.files.iter().map(|file| file.name.as_str()));
    let known = if corrections.is_empty() { known } else { known.with_names() };
    let reader = FileReader {
        corrections: &corrections,
        known: &known,
        surroundings: &surroundings,
        ocr: options.ocr.as_ref(),
        scratch: &scratch,
        readers: Readers::new(options.reader.clone()),
        threads: options.threads.map_or_else(processors, NonZeroUsize::get),
    };
    let mut run = Run::new(writer, &reader, &mut emit);
    run.read_found(found)?;
    run.finish(roots, options.allow_empty)
}

/// Returns the number of processors.
fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Returns the text of a user's dictionary.
fn read_dictionary(path: &Path) -> Result<String> {
    let failed = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(failed)?;
    let decoded = extract::decode(&bytes).map_err(|error| {
        failed(std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()))
    })?;
    check_dictionary(&decoded.text)
        .map_err(|source| Error::Dictionary { path: path.to_owned(), source })?;
    Ok(decoded.text)
}

#[cfg(test)]
mod tests;
