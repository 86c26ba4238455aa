//! The files in zip archives, read as if they lay in a folder: `archive.zip!/2023/某县.docx`.
//!
//! An archive is never unpacked to disk and is never in memory as a whole, except for an archive
//! within another one.

use std::collections::HashSet;
use std::fs;
use std::io::{BufReader, Cursor, Read as _, Seek};
use std::mem;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::batches::BatchSize;
use super::item::{INTO, Item, io_reason};
use super::read::{FileOutcome, FileReader};
use crate::discover::{FoundFile, MemberKind, make_unique};
use crate::error::Result;
use crate::extract::Unreadable;
use crate::extract::archive::{Archive, Member};

/// The number of archives that may be nested. People pack a folder of packed folders; what goes
/// deeper is made to do harm.
const MAX_DEPTH: usize = 3;

/// Why archives of other kinds than zip are not read.
pub(super) const OTHER_ARCHIVE: &str =
    "an archive of this kind is not read: unpack it, or pack it as zip";

/// Why documents of other programs are not read.
const OTHER_DOCUMENT: &str = "a document of a kind that is not read";

/// Takes the outcome for a file.
pub(super) type Take<'t> = &'t mut dyn FnMut(Item<'_>, FileOutcome) -> Result<()>;

/// Reads archives, one after the other.
pub(super) struct ArchiveReader<'a> {
    reader: &'a FileReader<'a>,
    /// The names that are taken.
    names: HashSet<String>,
    /// The number of files so far that are clearly not reports.
    not_reports: usize,
}

/// An archive that is open, or a file that was in one.
struct Outer<'a> {
    item: Item<'a>,
    depth: usize,
}

/// A file of an archive that has been unpacked.
struct Unpacked {
    name: String,
    below: String,
    bytes: Arc<Vec<u8>>,
}

impl<'a> ArchiveReader<'a> {
    /// Returns a reader that gives no file a name out of `names`.
    pub(super) fn new(reader: &'a FileReader<'a>, names: HashSet<String>) -> Self {
        Self { reader, names, not_reports: 0 }
    }

    /// Returns the number of files so far that are clearly not reports.
    pub(super) fn not_reports(&self) -> usize {
        self.not_reports
    }

    /// Reads every file of an archive and hands each outcome to `take`, in the order of the names.
    ///
    /// # Errors
    ///
    /// Fails if `take` fails.
    pub(super) fn read_archive(&mut self, file: &FoundFile, take: Take<'_>) -> Result<()> {
        let item = Item::from(file);
        let opened = match fs::File::open(&file.path) {
            Ok(opened) => opened,
            Err(error) => {
                return take(item, FileOutcome::Unreachable { reason: io_reason(&error) });
            }
        };
        match Archive::open(BufReader::new(opened)) {
            Ok(mut archive) if !archive.is_document() => {
                self.members(&Outer { item, depth: 1 }, &mut archive, take)
            }
            Err(reason) if begins_as_zip(&file.path) => take(item, FileOutcome::failed(&reason)),
            // It is an archive by its name only, or a document, which is an archive too.
            _ => match self.reader.read_file(file) {
                FileOutcome::Archive => take(item, FileOutcome::failed(&OTHER_DOCUMENT)),
                outcome => take(item, outcome),
            },
        }
    }

    /// Reads the files of an open archive, a batch at a time.
    fn members<R: std::io::Read + Seek>(
        &mut self,
        outer: &Outer<'_>,
        archive: &mut Archive<R>,
        take: Take<'_>,
    ) -> Result<()> {
        let mut batch = Vec::new();
        let mut size = BatchSize::default();
        for member in archive.members() {
            let kind = MemberKind::from_path(&member.name);
            if kind == MemberKind::Hidden {
                continue;
            }
            if kind == MemberKind::NotReport {
                self.not_reports += 1;
                continue;
            }
            let (name, below) = self.names_of(outer, &member);
            let unpacked = match kind {
                MemberKind::OtherArchive => Err(OTHER_ARCHIVE.to_owned()),
                _ => archive.read(&member).map_err(|reason| reason.to_string()),
            };
            let bytes = match unpacked {
                Ok(bytes) => bytes,
                Err(reason) => {
                    let item = Item { name: &name, below: &below, root: outer.item.root };
                    take(item, FileOutcome::failed(&reason))?;
                    continue;
                }
            };
            let is_full = size.add(bytes.len() as u64);
            batch.push(Unpacked { name, below, bytes: Arc::new(bytes) });
            if is_full {
                self.batch(outer, mem::take(&mut batch), take)?;
                size = BatchSize::default();
            }
        }
        self.batch(outer, batch, take)
    }

    /// Parses the files of a batch in parallel and hands over their outcomes in order.
    fn batch(&mut self, outer: &Outer<'_>, batch: Vec<Unpacked>, take: Take<'_>) -> Result<()> {
        let (reader, root) = (self.reader, outer.item.root);
        let parse = |file: &Unpacked| {
            reader.read_bytes(
                Item { name: &file.name, below: &file.below, root },
                &file.bytes,
                None,
            )
        };
        let outcomes: Vec<FileOutcome> =
            reader.pool.install(|| batch.par_iter().map(parse).collect());
        for (file, outcome) in batch.into_iter().zip(outcomes) {
            let item = Item { name: &file.name, below: &file.below, root };
            if !matches!(outcome, FileOutcome::Archive) {
                take(item, outcome)?;
                continue;
            }
            if outer.depth >= MAX_DEPTH {
                take(item, FileOutcome::failed(&Unreadable::Archive))?;
                continue;
            }
            match Archive::open(Cursor::new(Arc::unwrap_or_clone(file.bytes))) {
                Ok(mut archive) => {
                    let outer = Outer { item, depth: outer.depth + 1 };
                    self.members(&outer, &mut archive, take)?;
                }
                Err(reason) => take(item, FileOutcome::failed(&reason))?,
            }
        }
        Ok(())
    }

    /// Returns the path of a file in an archive, and the same below the folder.
    fn names_of(&mut self, outer: &Outer<'_>, member: &Member) -> (String, String) {
        let mut name = format!("{}{INTO}{}", outer.item.name, member.name);
        make_unique(&mut name, &mut self.names);
        (name, format!("{}{INTO}{}", outer.item.below, member.name))
    }
}

/// Returns whether the file at `path` begins as zip archives do.
fn begins_as_zip(path: &Path) -> bool {
    let mut start = [0; 4];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *b"PK\x03\x04"
}
