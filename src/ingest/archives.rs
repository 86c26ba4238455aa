//! The files that zip archives hold, as if they lay in a folder: `archive.zip!/2023/某县.docx`.
//!
//! An archive is never unpacked to disk and never lies in memory as a whole; only an archive
//! within another one does.

use std::fs;
use std::io::{BufReader, Cursor, Read as _, Seek};
use std::mem;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::item::Item;
use super::read::{Read, Reader, io_reason};
use super::{BATCH_BYTES, BATCH_FILES, OTHER_ARCHIVE, Tally};
use crate::discover::{File, Inside, inside, make_unique};
use crate::error::Result;
use crate::extract::archive::{Archive, Member};
use crate::index::IndexWriter;

/// How many archives may lie in each other. People pack a folder of packed folders; what goes
/// deeper is made to do harm.
const DEEPEST: usize = 3;

/// Why the documents of other programs are not read.
const OTHER_DOCUMENT: &str = "a document of a kind that is not read";

/// What stands between the path of an archive and that of a file in it.
const INTO: &str = "!/";

/// An archive under way.
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

impl Tally {
    /// Reads every file of an archive and writes what became of each.
    pub(super) fn archive(
        &mut self,
        writer: &mut IndexWriter,
        reader: &Reader<'_>,
        file: &File,
    ) -> Result<()> {
        let item = Item::of(file);
        let opened = match fs::File::open(&file.path) {
            Ok(opened) => opened,
            Err(error) => return self.skip(writer, file.name.clone(), io_reason(&error)),
        };
        match Archive::open(BufReader::new(opened)) {
            Ok(mut archive) if !archive.is_document() => {
                self.members(writer, reader, &Outer { item, depth: 1 }, &mut archive)
            }
            Err(reason) if begins_as_zip(&file.path) => {
                self.skip(writer, file.name.clone(), reason.to_string())
            }
            // It is only called an archive, or it is a document, which are archives too.
            _ => match reader.file(file) {
                Read::Archive => self.skip(writer, file.name.clone(), OTHER_DOCUMENT.to_owned()),
                read => self.write(writer, reader, item, read),
            },
        }
    }

    /// Reads the files of an open archive, as many at a time as are parsed together.
    fn members<R: std::io::Read + Seek>(
        &mut self,
        writer: &mut IndexWriter,
        reader: &Reader<'_>,
        outer: &Outer<'_>,
        archive: &mut Archive<R>,
    ) -> Result<()> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for member in archive.members() {
            let kind = inside(&member.name);
            if kind == Inside::Hidden {
                continue;
            }
            if kind == Inside::NotReport {
                self.not_reports += 1;
                continue;
            }
            let (name, below) = self.names_of(outer, &member);
            let unpacked = match kind {
                Inside::OtherArchive => Err(OTHER_ARCHIVE.to_owned()),
                _ => archive.read(&member).map_err(|reason| reason.to_string()),
            };
            match unpacked {
                Ok(unpacked) => {
                    bytes += unpacked.len() as u64;
                    batch.push(Unpacked { name, below, bytes: Arc::new(unpacked) });
                }
                Err(reason) => {
                    let item = Item { name: &name, below: &below, root: outer.item.root };
                    self.write(writer, reader, item, Read::failed(reason))?;
                }
            }
            if bytes >= BATCH_BYTES || batch.len() >= BATCH_FILES {
                self.batch(writer, reader, outer, mem::take(&mut batch))?;
                bytes = 0;
            }
        }
        self.batch(writer, reader, outer, batch)
    }

    /// Parses files side by side and writes what became of them in their order.
    fn batch(
        &mut self,
        writer: &mut IndexWriter,
        reader: &Reader<'_>,
        outer: &Outer<'_>,
        batch: Vec<Unpacked>,
    ) -> Result<()> {
        let root = outer.item.root;
        let parse = |file: &Unpacked| {
            reader.bytes(Item { name: &file.name, below: &file.below, root }, &file.bytes, None)
        };
        let read: Vec<Read> = reader.pool.install(|| batch.par_iter().map(parse).collect());
        for (file, read) in batch.into_iter().zip(read) {
            let item = Item { name: &file.name, below: &file.below, root };
            if !matches!(read, Read::Archive) || outer.depth >= DEEPEST {
                self.write(writer, reader, item, read)?;
                continue;
            }
            let bytes = Arc::unwrap_or_clone(file.bytes);
            match Archive::open(Cursor::new(bytes)) {
                Ok(mut archive) => {
                    let outer = Outer { item, depth: outer.depth + 1 };
                    self.members(writer, reader, &outer, &mut archive)?;
                }
                Err(reason) => self.skip(writer, file.name.clone(), reason.to_string())?,
            }
        }
        Ok(())
    }

    /// Returns the path of a file in an archive, and that path below the folder.
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
