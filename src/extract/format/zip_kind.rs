//! What a zip file is: a document whose parts it holds, or an archive of files.
//!
//! The directory at the end decides, by the names at the top of the archive; a document inside the
//! archive, stored as it is, does not make the archive one. If the directory is lost, the headers of
//! the first files are read instead.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;

use super::Format;
use crate::extract::Unreadable;

/// What a zip file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum ZipKind {
    /// A document in a format that is read.
    Document(Format),
    /// A document or program of another kind: what it is, and what the user can do.
    Other(&'static str, &'static str),
    /// An archive of files.
    Files,
}

/// Parts that only one kind of package has, in lower case. A trailing `/` means a folder.
const PARTS: [(&str, ZipKind); 12] = [
    ("xl/workbook.bin", ZipKind::Other("a binary workbook (xlsb)", ": save it as xlsx")),
    ("word/", ZipKind::Document(Format::Docx)),
    ("xl/", ZipKind::Document(Format::Xlsx)),
    ("ppt/", ZipKind::Other("a presentation", ": save it as PDF")),
    ("visio/", ZipKind::Other("a drawing (Visio)", ": save it as PDF")),
    ("fixeddocumentsequence.fdseq", XPS),
    ("fixeddocseq.fdseq", XPS),
    ("fixedpage.fpage", XPS),
    ("documents/1/", XPS),
    ("dwf/", ZipKind::Other("a drawing", ": save it as PDF")),
    ("3d/", ZipKind::Other("a model", "")),
    ("appxmanifest.xml", PROGRAM),
];

/// The main parts of the most usual kinds.
const MAIN_PARTS: [(&str, Format); 2] =
    [("word/document.xml", Format::Docx), ("xl/workbook.xml", Format::Xlsx)];

const XPS: ZipKind = ZipKind::Other("an XPS document", ": save it as PDF");
const PROGRAM: ZipKind = ZipKind::Other("a program", "");
const PACKAGE: ZipKind = ZipKind::Other("a document of another program", ": save it as PDF");

/// The kinds of files with a part `mimetype`, by what that begins with.
const MIME_TYPES: [(&str, ZipKind); 6] = [
    ("application/vnd.oasis.opendocument.text", ZipKind::Document(Format::Odt)),
    (
        "application/vnd.oasis.opendocument.spreadsheet",
        ZipKind::Other("a spreadsheet (ods)", ": save it as xlsx"),
    ),
    (
        "application/vnd.oasis.opendocument.presentation",
        ZipKind::Other("a presentation", ": save it as PDF"),
    ),
    ("application/vnd.oasis.opendocument", PACKAGE),
    ("application/epub+zip", ZipKind::Other("an e-book", ": save it as PDF")),
    ("application/", PACKAGE),
];

/// The longest `mimetype` that is read, in bytes.
const LONGEST_TYPE: u64 = 200;

/// The most headers that are read if the directory is lost, and where they are looked for, in bytes.
const MOST_HEADERS: usize = 64;
const HEADERS: usize = 64 << 10;

impl ZipKind {
    /// Returns what the zip file is whose bytes these are.
    pub(in crate::extract) fn from_bytes(bytes: &[u8]) -> Self {
        match ZipArchive::new(Cursor::new(bytes)) {
            Ok(mut archive) => Self::from_archive(&mut archive),
            Err(_) => Self::from_headers(bytes.get(..HEADERS).unwrap_or(bytes)),
        }
    }

    /// Returns what an open zip file is.
    pub(in crate::extract) fn from_archive<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Self {
        let names = archive.file_names_raw().map(part_name);
        let kind = Self::from_names(&names.collect::<Vec<_>>());
        let at = (0..archive.len()).find(|at| {
            archive.name_for_index(*at).is_some_and(|name| name.is_ok_and(|it| it == "mimetype"))
        });
        let Some(at) = at.filter(|_| kind == Self::Files) else { return kind };
        let Ok(part) = archive.by_index(at) else { return kind };
        let mut mime_type = String::new();
        drop(part.take(LONGEST_TYPE).read_to_string(&mut mime_type));
        by_type(&mime_type)
    }

    /// Returns the kind of a file whose parts have these names.
    fn from_names(names: &[String]) -> Self {
        let has = |part: &str| {
            names.iter().any(|name| match part.strip_suffix('/') {
                Some(_) => name.starts_with(part),
                None => name == part,
            })
        };
        if has("ofd.xml") {
            return Self::Document(Format::Ofd);
        }
        if has("meta-inf/manifest.mf") || has("androidmanifest.xml") {
            return PROGRAM;
        }
        if !has("[content_types].xml") {
            // It is required, and readers of the two most usual kinds do not need it.
            let main = MAIN_PARTS.iter().find(|(part, _)| has(part));
            return main.map_or(Self::Files, |(_, format)| Self::Document(*format));
        }
        PARTS.iter().find(|(part, _)| has(part)).map_or(PACKAGE, |(_, kind)| *kind)
    }

    /// Returns the kind of a file whose directory is lost, by the headers of its first files.
    fn from_headers(bytes: &[u8]) -> Self {
        let mut names = Vec::new();
        let mut rest = bytes;
        while let Some((header, after)) = rest.split_at_checked(30)
            && header.starts_with(b"PK\x03\x04")
            && names.len() < MOST_HEADERS
        {
            let number = |at: usize, length: usize| {
                let bytes = header.get(at..at + length).unwrap_or_default();
                bytes.iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
            };
            let (packed, name, extra) = (number(18, 4), number(26, 2), number(28, 2));
            let Some((name, after)) = after.split_at_checked(name) else { break };
            let name = part_name(name);
            let content = after.get(extra..).unwrap_or_default();
            if name == "mimetype" {
                let mime_type = content.get(..packed).unwrap_or(content);
                return by_type(&String::from_utf8_lossy(mime_type));
            }
            names.push(name);
            // The length of a file that was written as a stream stands behind it.
            let streamed = header.get(6).is_some_and(|flags| flags & 8 != 0);
            rest = match content.get(packed..) {
                Some(next) if !streamed => next,
                _ => next_header(content),
            };
        }
        // Without the directory all parts may not be known.
        let has = |part: &str| names.iter().any(|name| name.starts_with(part));
        let is_office = has("[content_types].xml") || has("_rels/.rels") || has("docprops/");
        if is_office {
            names.push("[content_types].xml".to_owned());
        }
        match Self::from_names(&names) {
            // The part that would say what it is may be lost.
            PACKAGE => Self::Files,
            kind => kind,
        }
    }

    /// Returns the format.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Document(format) => format,
            Self::Other(..) => Format::OtherPackage,
            Self::Files => Format::Zip,
        }
    }

    /// Returns why a file of this kind is not read as a document.
    pub(in crate::extract) fn reason(self) -> Unreadable {
        match self {
            Self::Other(what, remedy) => Unreadable::OtherKind { what, remedy },
            Self::Document(_) | Self::Files => Unreadable::Archive,
        }
    }
}

/// Returns the name of a part in lower case, with `/` between folders and none before them: programs
/// on Windows write `\`, and letter case does not count (ISO/IEC 29500-2).
fn part_name(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

/// Returns the kind of a file of this type.
fn by_type(mime_type: &str) -> ZipKind {
    let known = MIME_TYPES.iter().find(|(start, _)| mime_type.starts_with(start));
    known.map_or(ZipKind::Files, |(_, kind)| *kind)
}

/// Returns `bytes` from the next header of a file on.
fn next_header(bytes: &[u8]) -> &[u8] {
    let at = bytes.windows(4).position(|window| window == b"PK\x03\x04");
    at.and_then(|at| bytes.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    /// Packs `parts` as they are: the types of files are never compressed.
    fn stored(parts: &[(&str, &str)]) -> Vec<u8> {
        use std::io::Write;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            let options = zip::write::SimpleFileOptions::default()
                .compression_method(zip::CompressionMethod::Stored);
            writer.start_file(*name, options).expect("a part begins");
            writer.write_all(content.as_bytes()).expect("a part is written");
        }
        writer.finish().expect("the file is finished").into_inner()
    }

    #[test]
    fn the_parts_at_the_top_say_what_a_zip_file_is() {
        let types = "[Content_Types].xml";
        let picture = "x".repeat(10_000);
        let word = stored(&[(types, ""), ("word/document.xml", "")]);
        let word = String::from_utf8_lossy(&word).into_owned();
        let table: [(&[(&str, &str)], ZipKind); 17] = [
            (
                &[("a.png", &picture), (types, ""), ("word/document.xml", "")],
                ZipKind::Document(Format::Docx),
            ),
            (
                &[("[content_types].XML", ""), ("word\\document.xml", "")],
                ZipKind::Document(Format::Docx),
            ),
            (&[(types, ""), ("xl\\workbook.xml", "")], ZipKind::Document(Format::Xlsx)),
            (&[("/OFD.xml", "")], ZipKind::Document(Format::Ofd)),
            (
                &[("mimetype", "application/vnd.oasis.opendocument.text")],
                ZipKind::Document(Format::Odt),
            ),
            (&[(types, ""), ("xl/workbook.bin", "")], PARTS[0].1),
            (&[(types, ""), ("ppt/presentation.xml", "")], PARTS[3].1),
            (&[(types, ""), ("visio/document.xml", "")], PARTS[4].1),
            (&[(types, ""), ("FixedDocSeq.fdseq", "")], XPS),
            (&[(types, ""), ("Documents\\1\\FixedDocument.fdoc", "")], XPS),
            (&[(types, ""), ("a.xml", "")], PACKAGE),
            (&[("mimetype", "application/epub+zip")], MIME_TYPES[4].1),
            (&[("META-INF/MANIFEST.MF", ""), ("A.class", "")], PROGRAM),
            (&[("2023/报告.txt", "")], ZipKind::Files),
            (&[("word/2023.txt", ""), ("xl/2022.txt", "")], ZipKind::Files),
            (&[("报告.docx", &word)], ZipKind::Files),
            (&[("mimetype", "about types of reports")], ZipKind::Files),
        ];
        for (parts, expected) in table {
            assert_eq!(ZipKind::from_bytes(&stored(parts)), expected, "{:?}", parts[0]);
        }
    }

    #[test]
    fn headers_say_it_if_the_directory_is_lost() {
        let types = "[Content_Types].xml";
        let word = stored(&[(types, ""), ("word/document.xml", "")]);
        let word = String::from_utf8_lossy(&word).into_owned();
        let table: [(&[(&str, &str)], ZipKind); 7] = [
            (&[(types, "<a/>")], ZipKind::Files),
            (&[(types, "<a/>"), ("word/document.xml", "<a/>")], ZipKind::Document(Format::Docx)),
            (
                &[("_rels/.rels", "<a/>"), ("xl/workbook.xml", "<a/>")],
                ZipKind::Document(Format::Xlsx),
            ),
            (&[("OFD.xml", "<a/>")], ZipKind::Document(Format::Ofd)),
            (
                &[("mimetype", "application/vnd.oasis.opendocument.text")],
                ZipKind::Document(Format::Odt),
            ),
            (&[("报告.docx", &word)], ZipKind::Files),
            (&[("word/2023.txt", "")], ZipKind::Files),
        ];
        for (parts, expected) in table {
            let mut bytes = stored(parts);
            bytes.truncate(bytes.len() - 10);
            assert_eq!(ZipKind::from_bytes(&bytes), expected, "{:?}", parts[0]);
        }
        assert_eq!(ZipKind::from_bytes(b"PK\x03\x04...."), ZipKind::Files);
    }
}
