//! Zip files of parts: docx, odt, ofd and xlsx.
//!
//! A few kilobytes can expand to gigabytes, and the sizes that a file declares may be false, so the
//! limit counts the bytes that are read.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::limits::MOST_EXPANDED;
use crate::extract::Unreadable;

/// The parts of a file.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The index of each part in the archive, by its [`key`].
    places: HashMap<String, usize>,
    /// The number of bytes that may still be read.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a zip file.
    ///
    /// # Errors
    ///
    /// Fails if its directory cannot be read.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let damaged = Unreadable::Damaged("its directory of parts cannot be read");
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Err(damaged) };
        let mut places = HashMap::new();
        for (place, name) in (0..archive.len()).filter_map(|at| Some((at, name_of(&archive, at)?)))
        {
            places.entry(name).or_insert(place);
        }
        Ok(Self { archive, places, left: MOST_EXPANDED })
    }

    /// Returns whether there is a part of this name.
    pub(crate) fn has_part(&self, name: &str) -> bool {
        self.places.contains_key(&key(name))
    }

    /// Unpacks every part and discards it, for readers that do not limit what they unpack.
    ///
    /// # Errors
    ///
    /// Fails as [`Package::part`] does.
    pub(crate) fn measure(&mut self) -> Result<(), Unreadable> {
        let damaged = Unreadable::Damaged("a part cannot be unpacked");
        for place in 0..self.archive.len() {
            if self.archive.by_index_data(place).is_ok_and(|entry| entry.encrypted()) {
                return Err(Unreadable::Locked);
            }
            let Ok(file) = self.archive.by_index(place) else { return Err(damaged) };
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
        let Some(&place) = self.places.get(&key(name)) else { return Ok(None) };
        let is_locked = self.archive.by_index_data(place).is_ok_and(|entry| entry.encrypted());
        if is_locked {
            return Err(Unreadable::Locked);
        }
        let damaged = Unreadable::Damaged("a part cannot be unpacked");
        let Ok(file) = self.archive.by_index(place) else { return Err(damaged) };
        let mut bytes = Vec::new();
        let limit = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let Ok(count) = file.take(limit).read_to_end(&mut bytes) else { return Err(damaged) };
        self.left =
            self.left.checked_sub(count).ok_or(Unreadable::TooMuch { most: MOST_EXPANDED })?;
        characters(bytes).map(Some)
    }
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
fn characters(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let unknown = Unreadable::Damaged("the encoding of its XML is unknown");
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (_, rest) = bytes.split_at(length);
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
        return text.map(std::borrow::Cow::into_owned).ok_or(unknown);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error.into_bytes(),
    };
    let Some(encoding) = declared(&bytes) else { return Err(unknown) };
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(unknown)
}

/// Returns the encoding in the XML declaration at the start of `bytes`.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head = String::from_utf8_lossy(head);
    let (_, after) = head.strip_prefix("<?xml")?.split_once("encoding=")?;
    let label = after.get(1..)?.split(['"', '\'']).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes())
}

/// Packs `parts`, each a name and its content, into a zip file without compression, for tests.
#[cfg(test)]
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("a part begins");
        writer.write_all(content.as_bytes()).expect("a part is written");
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
    fn what_is_expanded_is_counted() {
        let bytes = packed(&[("a.xml", "<a>12345</a>"), ("b.xml", "<b>12345</b>")]);
        let mut package = Package::open(&bytes).expect("a whole file");
        package.left = 20;
        assert!(package.part("a.xml").is_ok());
        assert_eq!(package.part("b.xml"), Err(Unreadable::TooMuch { most: MOST_EXPANDED }));
    }
}
