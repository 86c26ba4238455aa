//! Files → text: the format is chosen by content, not by extension alone.
//!
//! - `format`: which format a file has;
//! - `plain`: text in any encoding, and Markdown;
//! - `web`: saved web pages (HTML, MHTML);
//! - `office`: documents of office programs (docx, doc, odt, rtf) and spreadsheets;
//! - `pages`: fixed pages (PDF, OFD);
//! - `picture`: scans and photos of pages, told from emblems and icons;
//! - `text_kind`: texts that are no reports, such as mails and programs;
//! - `joined`: one report in several files: a page with its frame, attached file or further pages;
//! - [`archive`]: zip files, whose files are read one by one;
//! - `ocr`: a program of the user's that reads pages which are pictures;
//! - `table_rows`: the rows of a table that a user keeps, such as corrections or a codebook;
//! - `contents`: tables of contents, which are left out;
//! - `garbage`, `repetition`: whether characters are text;
//! - `labels`, `label_line`: the label words of government pages, and lines of labels;
//! - `xml_document`: which documents are in one XML file;
//! - `extracted`, `page_facts`, `unreadable`: what comes out.
//!
//! [`extract_file`] is the only way in. To add a format, add a file to the room of its family, a
//! variant to [`Format`], and an arm to `extract_as_found`. Limits on memory and time are those of
//! the process or thread that reads; see `ingest/reading`.

pub mod archive;
mod contents;
mod extracted;
mod format;
mod garbage;
mod joined;
mod labels;
pub(crate) mod label_line;
mod ocr;
mod office;
mod page_facts;
mod pages;
mod plain;
mod repetition;
pub(crate) mod picture;
mod table_rows;
mod text_kind;
mod unreadable;
mod web;
mod xml_document;

pub use extracted::{Extracted, TableRow};
pub use format::Format;
pub(crate) use format::is_xml_document;
pub use labels::{Label, LabelName};
pub use ocr::Ocr;
pub use page_facts::PageFacts;
pub use plain::decode::{decode, decode_file_name};
pub use plain::encoding::{Decoded, Encoding};
pub use plain::misread::was_misread_as_gbk;
pub use table_rows::{is_misread, rows_of_text, spreadsheet_rows};
pub use unreadable::{LARGEST_FILE, Refusal, Unreadable, check_size};
use unreadable::{MOST_TEXT, unless_it_panics};
use web::base64;
pub(crate) use web::html::Reference;
pub use web::html::ReferenceKind;

/// A file beside a page, to which the page refers.
#[derive(Clone, Copy, Debug)]
pub struct Companion<'a> {
    /// What it is to the page.
    pub kind: ReferenceKind,
    /// Its path below the folder of the page.
    pub name: &'a str,
    /// What the page calls it.
    pub label: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its name, or its path below the folder that is indexed; it only matters if the bytes do not
    /// show the format.
    pub name: &'a str,
    /// The files beside it to which it refers.
    pub beside: &'a [Companion<'a>],
}

/// Returns the text of a file that has nothing beside it: see [`extract_file`].
///
/// # Errors
///
/// Fails as [`extract_file`] does.
///
/// ```
/// use chabao::extract::{Format, extract};
/// let read = extract("# 一、工作开展情况\n".as_bytes(), "某县.md").unwrap();
/// assert_eq!((read.text.as_str(), read.format), ("一、工作开展情况\n", Format::Markdown));
/// assert_eq!(extract(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.txt").unwrap_err().to_string(),
///     "damaged: its container of streams cannot be read");
/// ```
pub fn extract(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    extract_file(SourceFile { bytes, name, beside: &[] })
}

/// Returns the text of a file, with that of the files beside it which belong to its report.
///
/// # Errors
///
/// Fails if the file is empty, too large, damaged, locked, without a text layer, binary, in an
/// unknown encoding, or an archive.
pub fn extract_file(file: SourceFile<'_>) -> Result<Extracted, Unreadable> {
    if file.bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    check_size(file.bytes.len() as u64)?;
    let read = unless_it_panics(|| extract_as_found(file, 0))?;
    if read.text.len() > MOST_TEXT {
        return Err(Unreadable::TooMuchText);
    }
    if repetition::is_repetitive(&read.text) {
        return Err(Unreadable::Repetitive);
    }
    // Pages were judged one by one.
    let is_judged = matches!(read.format, Format::Pdf | Format::Ofd);
    if !is_judged && garbage::is_private(&read.text) { Err(Unreadable::Private) } else { Ok(read) }
}

/// The most documents that a document is inside.
const DEEPEST_DOCUMENT: usize = 2;

/// Reads a file inside `depth` documents, in whatever format it is. Of a page, all is read: it is
/// part of a report, not a page around one.
fn read_embedded(bytes: &[u8], name: &str, depth: usize) -> Result<Extracted, Unreadable> {
    if depth > DEEPEST_DOCUMENT {
        return Err(Unreadable::TooDeep { most: DEEPEST_DOCUMENT });
    }
    match Format::from_bytes(bytes) {
        Some(Format::Html) => web::html::read_whole(bytes, None),
        Some(Format::Mhtml) => web::mhtml::read_whole(bytes),
        None if format::is_piece(bytes) => web::html::read_whole(bytes, None),
        _ => extract_as_found(SourceFile { bytes, name, beside: &[] }, depth),
    }
}

/// Reads a file inside `depth` documents in the format that its bytes show.
fn extract_as_found(file: SourceFile<'_>, depth: usize) -> Result<Extracted, Unreadable> {
    let SourceFile { bytes, name, beside } = file;
    text_kind::check_name(name)?;
    match Format::from_bytes(bytes) {
        Some(Format::Pdf) => pages::pdf::read(bytes),
        Some(Format::Docx) => office::docx::read(bytes, depth),
        Some(Format::Doc | Format::Wps | Format::Xls) => office::doc::read(bytes, name),
        Some(Format::Mhtml) => {
            let message = web::mhtml::Message::parse(bytes)?;
            let frames = message.frames().into_iter().map(|frame| (Vec::new(), frame)).collect();
            joined::joined(message.read()?, frames, beside, read_part)
        }
        Some(Format::Ofd) => pages::ofd::read(bytes),
        Some(Format::Rtf) => office::rtf::read(bytes),
        Some(Format::Odt) => office::odt::read(bytes),
        Some(Format::Xlsx) => office::sheet::read(bytes),
        Some(Format::Xml) => office::flat::read(bytes, depth),
        Some(Format::Picture) => Err(Unreadable::Picture),
        Some(Format::Zip) => Err(Unreadable::Archive),
        Some(Format::OtherPackage) => Err(format::ZipKind::from_bytes(bytes).reason()),
        found if found == Some(Format::Html) || is_piece_of_page(bytes, name) => {
            let frames = joined::of_kind(beside, ReferenceKind::Frame);
            let frames =
                frames.filter_map(|(number, it)| Some((vec![number], read_part(it).ok()?)));
            joined::joined(web::html::read(bytes)?, frames.collect(), beside, read_part)
        }
        _ => {
            let extracted = plain::read(bytes, name)?;
            text_kind::check_text(&extracted.text, name)?;
            Ok(extracted)
        }
    }
}

/// Reads a file to which a page refers.
fn read_part(part: &Companion<'_>) -> Result<web::html::PageRead, Unreadable> {
    let Companion { name, bytes, .. } = *part;
    check_size(bytes.len() as u64)?;
    if Format::from_bytes(bytes) == Some(Format::Html) || is_piece_of_page(bytes, name) {
        return web::html::read(bytes);
    }
    extract_as_found(SourceFile { bytes, name, beside: &[] }, 0).map(web::html::PageRead::from_file)
}

/// Returns what the page in `bytes`, if it is one, refers to that may belong to its report.
pub(crate) fn references(bytes: &[u8], name: &str) -> Vec<Reference> {
    let found = unless_it_panics(|| match Format::from_bytes(bytes) {
        Some(Format::Mhtml) => Ok(web::mhtml::Message::parse(bytes)?.references()),
        Some(Format::Html) => Ok(web::html::references(bytes, None)),
        None if is_piece_of_page(bytes, name) => Ok(web::html::references(bytes, None)),
        _ => Ok(Vec::new()),
    });
    // A page that cannot be read is refused when it is read.
    found.unwrap_or_default()
}

/// Returns whether `bytes` are a fragment of a web page in a file that is named as a page.
fn is_piece_of_page(bytes: &[u8], name: &str) -> bool {
    Format::from_name(name) == Some(Format::Html) && format::is_piece(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Note;

    #[test]
    fn every_reason_is_a_sentence() {
        let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0";
        let table: [(&[u8], &str, &str); 6] = [
            (b"", "a.txt", "the file is empty"),
            (b"\xEF\xBB\xBF \r\n\x0c", "a.txt", "there is no text in it"),
            (b"\0\0\x01\x02MZ\0\0", "a.txt", "not text: byte 0 is NUL"),
            (b"\xFF\xFF\xFF\xFF", "a.txt", "neither UTF-8, UTF-16 nor GB18030 (byte 0 fits none)"),
            (ole, "a.txt", "damaged: its container of streams cannot be read"),
            (ole, "a.wps", "damaged: its container of streams cannot be read"),
        ];
        for (bytes, name, expected) in table {
            let reason = extract(bytes, name).expect_err(name).to_string();
            assert_eq!(reason, expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_file_beyond_the_limit_names_both_sizes() {
        assert_eq!(check_size(LARGEST_FILE as u64), Ok(()));
        let reason = check_size(300 << 20).expect_err("too large").to_string();
        assert_eq!(reason, "too large: 300 MB, and the limit is 256 MB");
    }

    #[test]
    fn text_is_read_whatever_the_name_ends_in() {
        for name in ["a.txt", "a", "报告.12月", "a.pdf"] {
            let read = extract("一、概况\n".as_bytes(), name).expect(name);
            assert_eq!(read.text, "一、概况\n");
            assert_eq!(read.format, Format::Text);
        }
    }

    #[test]
    fn a_piece_of_a_page_is_one_only_where_its_name_says_so() {
        let piece = "<p>一、概况</p><p>全年办理12件。</p>".as_bytes();
        let read = extract(piece, "a.html").expect("a page");
        assert_eq!((read.text.as_str(), read.format), ("一、概况\n全年办理12件。\n", Format::Html));
        assert_eq!(extract(piece, "a.txt").expect("a text").format, Format::Text);
        let plain = "一、概况\n甲<乙\n".as_bytes();
        assert_eq!(extract(plain, "a.html").expect("a text").format, Format::Text);
    }

    #[test]
    fn texts_in_private_characters_are_refused() {
        let private = "\u{e000}\u{e001}\u{e002}\u{e003}".repeat(20);
        let page = format!("<html><body><p>全年。{private}</p></body></html>");
        let rtf = format!(r"{{\rtf1 {}\par}}", r"\u-8192?\u-8191?".repeat(20));
        for (text, name) in [(&private, "a.txt"), (&page, "a.html"), (&rtf, "a.rtf")] {
            assert_eq!(extract(text.as_bytes(), name), Err(Unreadable::Private), "{name}");
        }
    }

    #[test]
    fn replaced_characters_are_noted() {
        let mut bytes = "法治政府建设工作情况的报告，逐项说明。".repeat(20).into_bytes();
        bytes.insert(30, 0xFF);
        let read = extract(&bytes, "a.txt").expect("one stray byte is survived");
        assert_eq!(read.notes, [Note::Replaced { characters: 1 }]);
    }
}
