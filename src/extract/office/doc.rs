//! Word before 2007 and Kingsoft WPS ([MS-DOC]): compound files.
//!
//! The same container is used by Excel before 2007 and by encrypted files of today; the streams
//! inside show which it is. As in docx, deleted and hidden text, field instructions, comments,
//! headers, footers and the table of contents are left out, automatic numbers are restored, and a
//! note comes after its paragraph. Text boxes come at the end.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use self::file::Main;
use self::little_endian::{place, word};
use super::sheet;
use crate::extract::garbage::is_garbage;
use crate::extract::{Extracted, Format, LARGEST_FILE, Unreadable};
use crate::report::Note;

mod file;
mod lists;
mod little_endian;
mod properties;
mod reader;
mod sprms;
mod styles;
#[cfg(test)]
mod tests;

/// Streams that only one kind of file has which is not read, and what that is.
const OTHERS: [(&str, &str); 4] = [
    ("PowerPoint Document", "a presentation"),
    ("VisioDocument", "a drawing (Visio)"),
    ("Quill/QuillSub/CONTENTS", "a publication (Publisher)"),
    ("__properties_version1.0", "a mail"),
];

/// Returns the text of a doc or wps file; `name` distinguishes the two. If the file breaks off, what
/// can be read of it is read, and a note says so.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or is not a text document.
pub(in crate::extract) fn read(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    match read_container(bytes, name, false) {
        Err(Unreadable::Damaged(reason)) => {
            let padded = padded(bytes).ok_or(Unreadable::Damaged(reason))?;
            let read = read_container(&padded, name, true).ok();
            let read = read.or_else(|| read_without_container(bytes, name));
            let mut read = read.ok_or(Unreadable::Damaged(reason))?;
            read.notes.push(Note::Damaged);
            Ok(read)
        }
        read => read,
    }
}

/// The size of the header of a compound file ([MS-CFB] 2.2).
const HEADER: usize = 512;

/// How many times as long as a file the whole may have been of which it is the start.
const LONGEST_WHOLE: usize = 8;

/// The length that the whole may have had in any case: one table of sectors covers 4 MB.
const LEAST_WHOLE: usize = 8 << 20;

/// Returns a compound file that breaks off with zeros in place of the sectors that are missing;
/// `None` if none are, or if it cannot be the start of a file.
fn padded(bytes: &[u8]) -> Option<Vec<u8>> {
    let sector = 1_usize.checked_shl(u32::from(word(bytes, 30)?)).filter(|size| *size <= 4096)?;
    // Each entry of a table of sectors has four bytes.
    let whole = place(bytes, 44)?.checked_mul(sector / 4)?.checked_mul(sector)?;
    let whole = whole.checked_add(HEADER.max(sector))?;
    let least = bytes.len().next_multiple_of(sector);
    let most = bytes.len().saturating_mul(LONGEST_WHOLE).clamp(LEAST_WHOLE, LARGEST_FILE);
    let whole = whole.max(least);
    (bytes.len() < whole && whole <= most).then(|| {
        let mut padded = bytes.to_vec();
        padded.resize(whole, 0);
        padded
    })
}

/// Returns the text of a compound file whose directory is missing: its main stream is taken to be in
/// one piece. `None` if it is not found, or what is there is not text.
fn read_without_container(bytes: &[u8], name: &str) -> Option<Extracted> {
    let starts = (HEADER..bytes.len()).step_by(HEADER);
    let main = starts.filter_map(|at| bytes.get(at..)).find(|it| it.starts_with(b"\xEC\xA5"))?;
    Main::table_name(main).ok()?;
    let text = reader::read(&Main::new(main, &[], true).ok()?);
    let is_text = !text.trim().is_empty() && !is_garbage(text.chars());
    is_text.then(|| Extracted::from_text(format_of(name), text))
}

/// Returns the format of a document called `name`.
fn format_of(name: &str) -> Format {
    if Format::from_name(name) == Some(Format::Wps) { Format::Wps } else { Format::Doc }
}

/// Returns the text of a compound file, which breaks off if it `is_cut`.
fn read_container(bytes: &[u8], name: &str, is_cut: bool) -> Result<Extracted, Unreadable> {
    let Ok(mut container) = CompoundFile::open(Cursor::new(bytes)) else {
        return Err(Unreadable::Damaged("its container of streams cannot be read"));
    };
    if container.is_stream("EncryptedPackage") {
        return Err(Unreadable::Locked);
    }
    for book in ["Workbook", "Book"] {
        if container.is_stream(book) {
            let stream = stream(&mut container, book)?;
            return sheet::read_old(bytes, &stream);
        }
    }
    if !container.is_stream("WordDocument") {
        let other = OTHERS.iter().find(|(stream, _)| container.is_stream(stream));
        if let Some((_, what)) = other {
            return Err(Unreadable::OtherKind { what, remedy: ": save it as PDF" });
        }
        return Err(Unreadable::Damaged("it is not a text document"));
    }
    let main = stream(&mut container, "WordDocument")?;
    let table = match Main::table_name(&main)? {
        Some(name) if is_cut => stream(&mut container, name).unwrap_or_default(),
        Some(name) => stream(&mut container, name)?,
        None => Vec::new(),
    };
    let text = reader::read(&Main::new(&main, &table, is_cut)?);
    Ok(Extracted::from_text(format_of(name), text))
}

/// Returns the bytes of the stream called `name`.
fn stream(container: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Unreadable> {
    let damaged = Unreadable::Damaged("a stream cannot be read");
    let Ok(stream) = container.open_stream(name) else { return Err(damaged) };
    let mut bytes = Vec::new();
    // No stream is longer than its file, whose size was checked before.
    let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX);
    match stream.take(limit).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(damaged),
    }
}
