//! Files of parts: docx, odt, ofd and xlsx, which are zip files, and Word files in one XML file
//! (flat OPC).
//!
//! A few kilobytes can expand to gigabytes, and the sizes that a file declares may be false, so the
//! limit counts the bytes that are read. A zip file that breaks off has no directory: its parts are
//! found by the marks at their starts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;
use zip::{ZipArchive, ZipWriter};

use super::limits::MOST_EXPANDED;
use crate::extract::Unreadable;

/// The parts of a file.
pub(crate) struct Package<'a> {
    parts: Parts<'a>,
    /// The number of bytes that may still be read.
    left: usize,
    is_cut: bool,
}

/// Where the parts are.
enum Parts<'a> {
    /// In a zip file; the index of each in the archive, by its [`key`].
    Zip { archive: ZipArchive<Cursor<&'a [u8]>>, places: HashMap<String, usize> },
    /// In memory, by the [`key`] of each.
    Unpacked(HashMap<String, Vec<u8>>),
}

impl<'a> Package<'a> {
    /// Opens a zip file; if it breaks off, with the parts before the break.
    ///
    /// # Errors
    ///
    /// Fails if its directory cannot be read and no part is found without it.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
            let (parts, left) = salvaged(bytes)?;
            if parts.is_empty() {
                return Err(Unreadable::Damaged("its directory of parts cannot be read"));
            }
            return Ok(Self { parts: Parts::Unpacked(parts), left, is_cut: true });
        };
        let mut places = HashMap::new();
        for (place, name) in (0..archive.len()).filter_map(|at| Some((at, name_of(&archive, at)?)))
        {
            places.entry(name).or_insert(place);
        }
        Ok(Self { parts: Parts::Zip { archive, places }, left: MOST_EXPANDED, is_cut: false })
    }

    /// Returns the package of parts that are in memory, each with its name.
    pub(crate) fn from_parts(parts: impl Iterator<Item = (String, Vec<u8>)>) -> Self {
        let parts = parts.map(|(name, bytes)| (key(&name), bytes)).collect();
        Self { parts: Parts::Unpacked(parts), left: MOST_EXPANDED, is_cut: false }
    }

    /// Returns whether the file breaks off, so that parts of it are missing.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Returns whether there is a part of this name.
    pub(crate) fn has_part(&self, name: &str) -> bool {
        match &self.parts {
            Parts::Zip { places, .. } => places.contains_key(&key(name)),
            Parts::Unpacked(parts) => parts.contains_key(&key(name)),
        }
    }

    /// Unpacks every part and discards it, for readers that do not limit what they unpack.
    ///
    /// # Errors
    ///
    /// Fails as [`Package::part`] does.
    pub(crate) fn measure(&mut self) -> Result<(), Unreadable> {
        let damaged = Unreadable::Damaged("a part cannot be unpacked");
        let Parts::Zip { archive, .. } = &mut self.parts else { return Err(damaged) };
        for place in 0..archive.len() {
            if archive.by_index_data(place).is_ok_and(|entry| entry.encrypted()) {
                return Err(Unreadable::Locked);
            }
            let Ok(file) = archive.by_index(place) else { return Err(damaged) };
            let limit = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
            let count = std::io::copy(&mut file.take(limit), &mut std::io::sink());
            let Ok(count) = count else { return Err(damaged) };
            let left = self.left.checked_sub(usize::try_from(count).unwrap_or(usize::MAX));
            self.left = left.ok_or(Unreadable::TooMuch { most: MOST_EXPANDED })?;
        }
        Ok(())
    }

    /// Returns the text of the part called `name`, `None` if there is none.
    ///
    /// Letter case is ignored, as the standard for packages (ISO/IEC 29500-2) requires.
    ///
    /// # Errors
    ///
    /// Fails if the part needs a password, is damaged, is in an unknown encoding, or expands to
    /// more than is left of [`MOST_EXPANDED`].
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        self.bytes(name)?.map(characters).transpose()
    }

    /// Returns the bytes of the part called `name`, `None` if there is none.
    ///
    /// # Errors
    ///
    /// Fails as [`Package::part`] does.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let (archive, places) = match &mut self.parts {
            Parts::Zip { archive, places } => (archive, places),
            Parts::Unpacked(parts) => return Ok(parts.get(&key(name)).cloned()),
        };
        let Some(&place) = places.get(&key(name)) else { return Ok(None) };
        if archive.by_index_data(place).is_ok_and(|entry| entry.encrypted()) {
            return Err(Unreadable::Locked);
        }
        let damaged = Unreadable::Damaged("a part cannot be unpacked");
        let Ok(file) = archive.by_index(place) else { return Err(damaged) };
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let Ok(count) = file.take(limit).read_to_end(&mut bytes) else { return Err(damaged) };
        self.left =
            self.left.checked_sub(count).ok_or(Unreadable::TooMuch { most: MOST_EXPANDED })?;
        Ok(Some(bytes))
    }
}

/// The mark at the start of each part of a zip file.
const PART_MARK: &[u8] = b"PK\x03\x04";

/// The size of the header of a part, without its name (APPNOTE 4.3.7).
const PART_HEADER: usize = 30;

/// Returns the parts of a zip file without a directory, and how many bytes may still be read; the
/// last part may be incomplete.
///
/// # Errors
///
/// Fails if they expand to more than [`MOST_EXPANDED`].
fn salvaged(bytes: &[u8]) -> Result<(HashMap<String, Vec<u8>>, usize), Unreadable> {
    let mut parts = HashMap::new();
    let mut left = MOST_EXPANDED;
    let mut rest = bytes;
    while let Some(at) = rest.windows(PART_MARK.len()).position(|window| window == PART_MARK) {
        rest = rest.split_at(at).1;
        let Some((name, method, data)) = part_header(rest) else { break };
        let (content, used) = match method {
            DEFLATED => inflated(data, left),
            STORED => {
                let end = data.windows(PART_MARK.len()).position(|window| window == PART_MARK);
                let end = end.unwrap_or(data.len());
                (data.split_at(end).0.to_vec(), end)
            }
            _ => (Vec::new(), 0),
        };
        left =
            left.checked_sub(content.len()).ok_or(Unreadable::TooMuch { most: MOST_EXPANDED })?;
        if !content.is_empty() {
            parts.entry(key(&name)).or_insert_with(|| whole_characters(content));
        }
        rest = data.get(used..).unwrap_or_default();
    }
    Ok((parts, left))
}

/// The compression methods of parts (APPNOTE 4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Returns the name of the part at the start of `bytes`, its compression method, and what follows
/// its header; `None` if the file breaks off in the header.
fn part_header(bytes: &[u8]) -> Option<(String, u16, &[u8])> {
    let word = |at: usize| {
        let bytes = bytes.get(at..at + 2)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    };
    let (method, name_length, extra) = (word(8)?, usize::from(word(26)?), usize::from(word(28)?));
    let name = bytes.get(PART_HEADER..PART_HEADER + name_length)?;
    let data = bytes.get(PART_HEADER + name_length + extra..)?;
    Some((String::from_utf8_lossy(name).into_owned(), method, data))
}

/// Returns what `data` expands to, at most one byte more than `most`, and how many bytes of it were
/// used. Data that break off give what comes before.
fn inflated(data: &[u8], most: usize) -> (Vec<u8>, usize) {
    let mut decoder = DeflateDecoder::new(data);
    let mut content = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    // What was expanded before an error is kept.
    let _ = decoder.by_ref().take(limit).read_to_end(&mut content);
    (content, usize::try_from(decoder.total_in()).unwrap_or(usize::MAX))
}

/// Returns `content` without the beginning of a character at its end.
fn whole_characters(mut content: Vec<u8>) -> Vec<u8> {
    if let Err(error) = std::str::from_utf8(&content)
        && error.error_len().is_none()
    {
        content.truncate(error.valid_up_to());
    }
    content
}

/// Returns `bytes` with the names of the parts as the standard writes them, for readers that find
/// parts by their names alone: some programs on Windows write `xl\\workbook.xml`.
///
/// # Errors
///
/// Fails if the parts cannot be read.
pub(crate) fn with_usual_names(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Unreadable> {
    let damaged = |_| Unreadable::Damaged("its directory of parts cannot be read");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let is_usual = |name: &[u8]| !name.contains(&b'\\') && !name.starts_with(b"/");
    if archive.file_names_raw().all(is_usual) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(damaged)?;
        let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/");
        writer.raw_copy_file_rename(part, name.trim_start_matches('/')).map_err(damaged)?;
    }
    Ok(Cow::Owned(writer.finish().map_err(damaged)?.into_inner()))
}

/// Returns the name of the part that `target` refers to in the part `from`.
pub(crate) fn resolved(from: &str, target: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut folders: Vec<&str> = from.trim_start_matches('/').split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// Returns the [`key`] of the part at `place`.
fn name_of(archive: &ZipArchive<Cursor<&[u8]>>, place: usize) -> Option<String> {
    Some(key(&archive.name_for_index(place)?.ok()?))
}

/// Returns `name` in lower case, with `/` between folders: parts are found by it.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Decodes an XML file: by its byte order mark, as UTF-8, or as it declares.
pub(crate) fn characters(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let unknown = Unreadable::Damaged("the encoding of its XML is unknown");
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (_, rest) = bytes.split_at(length);
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
        return text.map(Cow::into_owned).ok_or(unknown);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error.into_bytes(),
    };
    let Some(encoding) = declared(&bytes) else { return Err(unknown) };
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
    text.map(Cow::into_owned).ok_or(unknown)
}

/// Returns the encoding in the XML declaration at the start of `bytes`.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let (_, after) = head.strip_prefix("<?xml")?.split_once("encoding=")?;
    let label = after.get(1..)?.split(['"', '\'']).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes())
}

/// Packs `parts`, each a name and its content, into a zip file, for tests.
#[cfg(test)]
pub(crate) fn packed<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("a part begins");
        writer.write_all(content.as_ref()).expect("a part is written");
    }
    writer.finish().expect("the file is finished").into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_whatever_their_letters_and_slashes() {
        let bytes = packed(&[("Doc_0\\Pages/Page.XML", "<a/>"), ("word/document.xml", "<b/>")]);
        let mut package = Package::open(&bytes).expect("a whole file");
        assert_eq!(package.part("/doc_0/pages/page.xml"), Ok(Some("<a/>".to_owned())));
        assert_eq!(package.part("word/styles.xml"), Ok(None));
        assert!(package.has_part("Word/Document.xml"));
    }

    #[test]
    fn characters_are_read_in_the_encoding_that_is_declared() {
        let gbk = b"<?xml version='1.0' encoding='gb2312'?><a>\xB7\xA8\xD6\xCE</a>".to_vec();
        assert!(characters(gbk).is_ok_and(|text| text.ends_with("<a>法治</a>")));
        let utf16 = b"\xFF\xFE<\0a\0/\0>\0".to_vec();
        assert_eq!(characters(utf16), Ok("<a/>".to_owned()));
        assert_eq!(characters(b"\xEF\xBB\xBF<a/>".to_vec()), Ok("<a/>".to_owned()));
        let reason = Unreadable::Damaged("the encoding of its XML is unknown");
        assert_eq!(characters(b"<a>\xFF\xFF</a>".to_vec()), Err(reason));
    }

    #[test]
    fn the_parts_before_a_break_are_found() {
        let text = "<a>法治政府建设</a>";
        let bytes = packed(&[("word/document.xml", text), ("word/styles.xml", "<b/>")]);
        let mut marks = bytes.windows(4).enumerate().filter(|(_, window)| *window == PART_MARK);
        let (second, _) = marks.nth(1).expect("a second part");
        for end in second..bytes.len() - 30 {
            let mut package = Package::open(&bytes[..end]).expect("parts");
            assert!(package.is_cut());
            assert_eq!(package.part("word/document.xml"), Ok(Some(text.to_owned())), "{end}");
        }
        for end in 60..second {
            let Ok(mut package) = Package::open(&bytes[..end]) else { continue };
            let part = package.part("word/document.xml").expect("whole characters");
            assert!(part.is_some_and(|part| text.starts_with(&part)), "{end}");
        }
    }

    #[test]
    fn what_is_expanded_is_counted() {
        let bytes = packed(&[("a.xml", "<a>12345</a>"), ("b.xml", "<b>12345</b>")]);
        let mut package = Package::open(&bytes).expect("a whole file");
        package.left = 20;
        assert!(package.part("a.xml").is_ok());
        assert_eq!(package.part("b.xml"), Err(Unreadable::TooMuch { most: MOST_EXPANDED }));
    }
}
