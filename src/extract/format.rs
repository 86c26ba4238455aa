//! File formats, recognized by the first bytes of a file or, before it is opened, by its name.
//!
//! Names lie: PDFs are saved as `.txt`, web pages as `.doc`. Content decides; the name only chooses
//! between plain text and Markdown, which look alike.

use std::fmt;

use super::picture::is_picture;
pub(super) use zip_kind::ZipKind;

mod zip_kind;

use super::xml_document::XmlDocument;

/// How much of a file is searched for marks of its format, in bytes.
///
/// The PDF standard allows `%PDF-` anywhere in the first 1,024 bytes.
const HEAD: usize = 4096;

/// How zip files begin: with their first file, or, without any, with the end of the directory.
const ZIP_STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, whatever the ending of the file.
    Text,
    /// Markdown.
    Markdown,
    /// Portable Document Format.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Word before 2007.
    Doc,
    /// Kingsoft WPS.
    Wps,
    /// A web page.
    Html,
    /// A web page in one file with its pictures.
    Mhtml,
    /// OFD, the national format for fixed pages (GB/T 33190).
    Ofd,
    /// Rich Text Format.
    Rtf,
    /// `OpenDocument` text.
    Odt,
    /// Excel before 2007.
    Xls,
    /// Excel since 2007.
    Xlsx,
    /// A document of an office program in one XML file.
    Xml,
    /// A zip file of other files.
    Zip,
    /// A scan or photo of a page.
    Picture,
    /// A package of parts of a kind that is not read, such as a presentation.
    OtherPackage,
}

impl Format {
    /// Returns the format for the ending of `name`, `None` if the ending is unknown.
    ///
    /// ```
    /// use chabao::extract::Format;
    /// assert_eq!(Format::from_name("2023/某县.PDF"), Some(Format::Pdf));
    /// assert_eq!(Format::from_name("报告.md"), Some(Format::Markdown));
    /// assert_eq!(Format::from_name("2023.12报告"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let format = match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "pdf" => Self::Pdf,
            "docx" | "docm" => Self::Docx,
            "doc" => Self::Doc,
            "wps" => Self::Wps,
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "mht" | "mhtml" => Self::Mhtml,
            "ofd" => Self::Ofd,
            "rtf" => Self::Rtf,
            "odt" => Self::Odt,
            "xls" | "et" => Self::Xls,
            "xlsx" | "xlsm" => Self::Xlsx,
            "xml" | "fodt" => Self::Xml,
            "zip" => Self::Zip,
            _ => return None,
        };
        Some(format)
    }

    /// Returns the format that the first bytes of a file show, `None` if they show none.
    ///
    /// Plain text has no such bytes: a file without a format is text if it can be decoded.
    ///
    /// ```
    /// use chabao::extract::Format;
    /// assert_eq!(Format::from_bytes(b"%PDF-1.7\n"), Some(Format::Pdf));
    /// assert_eq!(Format::from_bytes("一、工作开展情况".as_bytes()), None);
    /// ```
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        if is_message(start) {
            return Some(Self::Mhtml);
        }
        if start.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if start.starts_with(br"{\rtf") {
            return Some(Self::Rtf);
        }
        if ZIP_STARTS.iter().any(|start| head.starts_with(start)) {
            return Some(ZipKind::from_bytes(bytes).format());
        }
        if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Some(Self::Doc);
        }
        if is_picture(bytes) {
            return Some(Self::Picture);
        }
        let narrow = narrowed(bytes);
        let text = narrow.as_deref().unwrap_or(bytes);
        let is_document = is_xml_document(bytes);
        if !is_document && is_page(text) {
            return Some(Self::Html);
        }
        let is_xml = after_comments(text).starts_with(b"<?xml");
        (is_document || is_xml).then_some(Self::Xml)
    }
}

/// Writes the name of the format for users.
impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Pdf => "PDF",
            Self::Docx => "Word (docx)",
            Self::Doc => "Word (doc)",
            Self::Wps => "WPS",
            Self::Html => "HTML",
            Self::Mhtml => "MHTML",
            Self::Ofd => "OFD",
            Self::Rtf => "RTF",
            Self::Odt => "OpenDocument text",
            Self::Xls => "Excel (xls)",
            Self::Xlsx => "Excel (xlsx)",
            Self::Xml => "XML document",
            Self::Zip => "zip",
            Self::Picture => "picture",
            Self::OtherPackage => "another kind of package",
        })
    }
}

/// The most bytes of comments that are skipped before a page.
const LONGEST_COMMENTS: usize = 64 << 10;

/// Elements that start a page, or the rest of a page whose start was cut off.
const OPENERS: &str = "html head body meta title link base script style";

/// Elements that start a fragment of a page.
const PIECES: &str = "div p table span font center h1 h2 h3 h4 article section main ul ol dl form b strong br tr \
    td ucapcontent a";

/// Returns whether `bytes` start a web page.
fn is_page(bytes: &[u8]) -> bool {
    let start = after_comments(bytes);
    let has = |tag: &[u8]| {
        let head = start.get(..HEAD).unwrap_or(start).to_ascii_lowercase();
        head.windows(tag.len()).any(|window| window == tag)
    };
    let doctype = start.get(..14).is_some_and(|it| it.eq_ignore_ascii_case(b"<!doctype html"));
    let declared = start.get(..5).is_some_and(|it| it.eq_ignore_ascii_case(b"<?xml"));
    doctype || opens(start, OPENERS) || (declared && has(b"<html"))
}

/// Returns whether `bytes` start a document of an office program in one XML file.
pub(crate) fn is_xml_document(bytes: &[u8]) -> bool {
    let narrow = narrowed(bytes);
    let start = after_comments(narrow.as_deref().unwrap_or(bytes));
    let head = start.get(..HEAD).unwrap_or(start);
    let is_document = || XmlDocument::from_start(&String::from_utf8_lossy(head)).is_some();
    head.starts_with(b"<") && is_document()
}

/// Returns whether `bytes` start a fragment of a web page, such as `<div …>` or `<p>`. Other texts
/// start so too; it only counts if the file is named as a page.
pub(super) fn is_piece(bytes: &[u8]) -> bool {
    let narrow = narrowed(bytes);
    let bytes = narrow.as_deref().unwrap_or(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let mut tags = head.iter().enumerate().filter(|(_, byte)| **byte == b'<');
    tags.any(|(at, _)| head.get(at..).is_some_and(|tag| opens(tag, PIECES) || is_page(tag)))
}

/// Returns whether `start` is a tag of one of the elements `names`, which are separated by blanks.
fn opens(start: &[u8], names: &str) -> bool {
    let Some(tag) = start.strip_prefix(b"<") else { return false };
    names.split(' ').any(|name| {
        let whole =
            tag.get(name.len()).is_some_and(|it| it.is_ascii_whitespace() || b"/>".contains(it));
        whole && tag.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Returns `bytes` without the byte order mark, white space and comments at the start.
fn after_comments(bytes: &[u8]) -> &[u8] {
    let mut start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    while let Some(comment) = start.strip_prefix(b"<!--") {
        let reach = comment.get(..LONGEST_COMMENTS).unwrap_or(comment);
        let Some(end) = reach.windows(3).position(|it| it == b"-->") else { break };
        start = comment.split_at(end + 3).1.trim_ascii_start();
    }
    start
}

/// Returns the start of a UTF-16 text as ASCII, with spaces for other characters; `None` if `bytes`
/// start with neither a UTF-16 byte order mark nor a tag in UTF-16.
fn narrowed(bytes: &[u8]) -> Option<Vec<u8>> {
    let high_first = match bytes.get(..4)? {
        [0xFF, 0xFE, ..] | [b'<', 0, _, 0] => false,
        [0xFE, 0xFF, ..] | [0, b'<', 0, _] => true,
        _ => return None,
    };
    let units = bytes.get(..2 * HEAD).unwrap_or(bytes).chunks_exact(2);
    let narrow = units.map(|unit| match (unit, high_first) {
        ([0, low], true) | ([low, 0], false) => *low,
        _ => b' ',
    });
    Some(narrow.collect())
}

/// Returns whether `start` is the head of a message that contains a page: fields up to a blank
/// line, one of which browsers or office programs write.
fn is_message(start: &[u8]) -> bool {
    let head = start.get(..HEAD).unwrap_or(start);
    let mut fields = String::new();
    for line in head.split(|&byte| byte == b'\n') {
        let text = line.trim_ascii_end();
        if text.is_empty() {
            break;
        }
        let name = text.split(|&byte| byte == b':').next().unwrap_or_default();
        let is_name = name.len() < text.len()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !(is_name || matches!(text.first(), Some(b' ' | b'\t'))) {
            return false;
        }
        fields.push_str(&String::from_utf8_lossy(text).to_ascii_lowercase());
        fields.push('\n');
    }
    let holds = |mark: &str| fields.starts_with(mark) || fields.contains(&format!("\n{mark}"));
    let is_kind = fields.contains("multipart/") || fields.contains("text/html");
    holds("snapshot-content-location:")
        || fields.contains("<saved by ")
        || (holds("mime-version:") && holds("content-type:") && is_kind)
        || (holds("content-type: multipart/related") && fields.contains("boundary="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        let table: [(&[u8], Option<Format>); 25] = [
            (b"%PDF-1.4", Some(Format::Pdf)),
            (b"\xEF\xBB\xBF  %PDF-1.4", Some(Format::Pdf)),
            (br"{\rtf1\ansi", Some(Format::Rtf)),
            (b"PK\x03\x04....2023.txt", Some(Format::Zip)),
            (b"PK\x05\x06", Some(Format::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", Some(Format::Doc)),
            (b"\n<!DOCTYPE html><html>", Some(Format::Html)),
            (b"<?xml version='1.0'?><HTML>", Some(Format::Html)),
            (b"", None),
            (b"plain words", None),
            (
                b"\xEF\xBB\xBF<!-- saved from url=(0026)https://x.gov.cn/ -->\r\n<HTML>",
                Some(Format::Html),
            ),
            (b"<!-- a --><!-- b --><!DOCTYPE HTML PUBLIC \"-//W3C\">", Some(Format::Html)),
            (b"<html xmlns:o=\"urn:schemas-microsoft-com\">", Some(Format::Html)),
            (b"<meta charset=gbk>", Some(Format::Html)),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Some(Format::Html)),
            (b"\xFE\xFF\0<\0H\0E\0A\0D\0>", Some(Format::Html)),
            (b"<\0!\0d\0o\0c\0t\0y\0p\0e\0 \0h\0t\0m\0l\0>\0", Some(Format::Html)),
            (b"<?xml version='1.0'?><w:document>", Some(Format::Xml)),
            (b"<!-- a note -->\n# a title", None),
            (b"<div>a piece</div>", None),
            (b"<headline>", None),
            (b"a < b and c > d", None),
            (
                b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n",
                Some(Format::Mhtml),
            ),
            (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n", Some(Format::Mhtml)),
            (b"Content-Type: an essay\n\nMIME-Version: 1.0", None),
        ];
        for (bytes, expected) in table {
            assert_eq!(Format::from_bytes(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn endings_are_read_in_any_letter_case() {
        let table = [
            ("a.TXT", Some(Format::Text)),
            ("a.Docx", Some(Format::Docx)),
            ("a.b.ofd", Some(Format::Ofd)),
            ("txt", None),
            ("a.", None),
            ("报告.12月", None),
        ];
        for (name, expected) in table {
            assert_eq!(Format::from_name(name), expected, "{name}");
        }
    }
}
