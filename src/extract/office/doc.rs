//! Word before 2007 and Kingsoft WPS ([MS-DOC]): compound files.
//!
//! The same container is used by Excel before 2007 and by encrypted files of today; the streams
//! inside show which it is. As in docx, deleted and hidden text, field instructions, comments,
//! headers and footers are left out, and automatic numbers are restored. Text boxes and then notes
//! come at the end.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use self::file::Main;
use super::sheet;
use crate::extract::{Extracted, Format, LARGEST_FILE, Unreadable};

mod file;
mod lists;
mod little_endian;
mod properties;
mod reader;
mod sprms;
mod styles;
#[cfg(test)]
mod tests;

/// Returns the text of a doc or wps file; `name` distinguishes the two.
///
/// # Errors
///
/// Fails if the file is damaged, needs a password, or is not a text document.
pub(in crate::extract) fn read(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
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
        return Err(Unreadable::Damaged("it is not a text document"));
    }
    let main = stream(&mut container, "WordDocument")?;
    let table = match Main::table_name(&main)? {
        Some(name) => stream(&mut container, name)?,
        None => Vec::new(),
    };
    let text = reader::read(&Main::new(&main, &table)?);
    let format =
        if Format::from_name(name) == Some(Format::Wps) { Format::Wps } else { Format::Doc };
    Ok(Extracted::from_text(format, text))
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
