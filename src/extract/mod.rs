//! Files → text: one file per format, chosen by content and not by extension alone.
//!
//! - [`mod@format`]: what a file is;
//! - [`decode`]: bytes → characters, whatever the encoding;
//! - [`plain`], [`markdown`]: characters → the text of the report;
//! - [`html`], [`mhtml`]: pages saved from the web;
//! - [`pdf`]: fixed pages;
//! - [`docx`], [`doc`], [`odt`], [`rtf`], [`ofd`], [`sheet`]: files of office programs;
//! - `office`: what the readers of office formats share;
//! - [`page`]: what stands beside the text;
//! - [`archive`]: zip files, whose files are read one by one;
//! - [`guard`]: a limit on time, and panics caught;
//! - [`ocr`]: a program of the user's for pages that are pictures.
//!
//! [`extract`] is the one way in, [`extract_guarded`] the same under guard. A further format is a
//! file here, a variant of [`Format`] and an arm in [`extract`].

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::report::Note;
use crate::text::grouped;

pub mod archive;
mod format;
mod labels;
pub(crate) mod label_line;
mod ocr;
mod office;
mod page_facts;
mod pages;
mod plain;
mod timeout;
mod web;

pub use format::Format;
pub use labels::{Label, LabelName};
pub use ocr::Ocr;
pub use page_facts::PageFacts;
pub use plain::decode::{Decoded, Encoding, decode, decode_file_name};
pub use timeout::extract_with_timeout;

/// The largest file that is read, in bytes.
///
/// The longest report known has some 200 kB of text; a file a thousand times as large is no
/// report, and reading it would take several times its size in memory.
pub const LARGEST_FILE: usize = 256 << 20;

/// The text of one file and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The text, as the file has it; front matter included, markup removed.
    pub text: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding it was decoded from, where the format leaves a choice.
    pub encoding: Option<Encoding>,
    /// What stands beside the text.
    pub page: PageFacts,
    /// What could not be read of it.
    pub notes: Vec<Note>,
}

impl Extracted {
    /// Returns `text` as all that a file of `format` holds.
    #[must_use]
    pub fn from_text(format: Format, text: String) -> Self {
        Self { text, format, encoding: None, page: PageFacts::default(), notes: Vec::new() }
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file has nothing but white space and control characters.
    #[error("there is no text in it")]
    Blank,
    /// The file is larger than [`LARGEST_FILE`].
    #[error("too large: {} MB, and the limit is {} MB", bytes >> 20, LARGEST_FILE >> 20)]
    TooLarge {
        /// The size of the file in bytes.
        bytes: u64,
    },
    /// The file holds bytes that no text has.
    #[error("not text: byte {} is NUL", grouped(*byte))]
    Binary {
        /// Where the first of them stands, counted from 0.
        byte: usize,
    },
    /// No encoding fits the bytes of the file.
    #[error("neither UTF-8, UTF-16 nor GB18030 (byte {} fits none)", grouped(*byte))]
    NoEncoding {
        /// Where the last reading that was tried failed first, counted from 0.
        byte: usize,
    },
    /// The file cannot be opened without a password.
    #[error("it is locked: a password is needed to open it")]
    Locked,
    /// The pages are pictures.
    #[error("no text layer: its pages are pictures (a scan)")]
    Scan,
    /// The pages have glyphs, but nothing tells which characters they are.
    #[error("no text layer: its fonts do not tell which characters their glyphs are")]
    NoUnicode,
    /// The pages have characters, but they make no text.
    #[error("no text layer: what its pages hold is no readable text")]
    Garbage,
    /// The page is a frame around what it does not hold.
    #[error(
        "the page holds no text: its content was loaded by a script, or lies in a frame or an \
         attached file"
    )]
    NoContent,
    /// The file breaks the rules of its format.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// The file expands to more than any report has.
    #[error("too large: it expands to more than {} MB", .most >> 20)]
    TooMuch {
        /// The limit in bytes.
        most: usize,
    },
    /// It nests deeper, or has more parts, than any report.
    #[error("too deep: it nests more than {most} levels")]
    TooDeep {
        /// The limit.
        most: usize,
    },
    /// Reading it did not come to an end.
    #[error("given up after {seconds} seconds")]
    TooSlow {
        /// The limit in seconds.
        seconds: u64,
    },
    /// The program failed on it.
    #[error("the program failed on it; please report this")]
    Failed,
    /// The file is an archive: its files are read one by one, see [`archive`].
    #[error("it is an archive within too many others")]
    Archive,
}

impl Unreadable {
    /// Returns whether recognising the characters on its pages may help.
    #[must_use]
    pub fn lacks_text_layer(&self) -> bool {
        matches!(self, Self::Scan | Self::NoUnicode | Self::Garbage)
    }
}

/// Returns the text of a file from its `bytes`; `name` helps only where the bytes do not tell.
///
/// # Errors
///
/// Fails where the file is empty, too large, damaged, locked, without a text layer, binary, in no
/// known encoding, or an archive.
///
/// ```
/// use chabao::extract::{Format, extract};
/// let read = extract("# 一、工作开展情况\n".as_bytes(), "某县.md").unwrap();
/// assert_eq!((read.text.as_str(), read.format), ("一、工作开展情况\n", Format::Markdown));
/// assert_eq!(extract(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.txt").unwrap_err().to_string(),
///     "damaged: its container of streams cannot be read");
/// ```
pub fn extract(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    check_size(bytes.len() as u64)?;
    unless_it_panics(|| extract_as_found(bytes, name))
}

/// Fails if a file of `bytes` bytes is too large to be read.
///
/// # Errors
///
/// [`Unreadable::TooLarge`] beyond [`LARGEST_FILE`].
pub fn check_size(bytes: u64) -> Result<(), Unreadable> {
    if bytes > LARGEST_FILE as u64 { Err(Unreadable::TooLarge { bytes }) } else { Ok(()) }
}

/// Runs a reader, and returns [`Unreadable::Failed`] if it panics.
///
/// Damaged files make the libraries that take formats apart fail in ways they do not expect; one
/// such file must not end the program or the thread that reads many.
fn unless_it_panics<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::Failed))
}

/// Reads a file as the format that its bytes show.
fn extract_as_found(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    match Format::from_bytes(bytes) {
        Some(Format::Pdf) => pages::pdf::read(bytes),
        Some(Format::Docx) => office::docx::read(bytes),
        Some(Format::Doc | Format::Wps | Format::Xls) => office::doc::read(bytes, name),
        Some(Format::Html) => web::html::read(bytes),
        Some(Format::Mhtml) => web::mhtml::read(bytes),
        Some(Format::Ofd) => pages::ofd::read(bytes),
        Some(Format::Rtf) => office::rtf::read(bytes),
        Some(Format::Odt) => office::odt::read(bytes),
        Some(Format::Xlsx) => office::sheet::read(bytes),
        Some(Format::Zip) => Err(Unreadable::Archive),
        None if is_piece_of_page(bytes, name) => web::html::read(bytes),
        None | Some(Format::Text | Format::Markdown) => plain::read(bytes, name),
    }
}

/// Returns whether `bytes` are a piece of a page of the web, which its name has to say.
fn is_piece_of_page(bytes: &[u8], name: &str) -> bool {
    Format::from_name(name) == Some(Format::Html) && format::is_piece(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_a_sentence() {
        let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0";
        let table: [(&[u8], &str, &str); 7] = [
            (b"", "a.txt", "the file is empty"),
            (b"\xEF\xBB\xBF \r\n\x0c", "a.txt", "there is no text in it"),
            (b"\0\0\x01\x02MZ\0\0", "a.txt", "not text: byte 0 is NUL"),
            (b"\xFF\xFF\xFF\xFF", "a.txt", "neither UTF-8, UTF-16 nor GB18030 (byte 0 fits none)"),
            (b"PK\x03\x04..word/", "a.txt", "damaged: its directory of parts cannot be read"),
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
    fn replaced_characters_are_noted() {
        let mut bytes = "法治政府建设工作情况的报告，逐项说明。".repeat(20).into_bytes();
        bytes.insert(30, 0xFF);
        let read = extract(&bytes, "a.txt").expect("one stray byte is survived");
        assert_eq!(read.notes, [Note::Replaced { characters: 1 }]);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let table = [(0, "0"), (999, "999"), (1000, "1,000"), (18_204, "18,204")];
        for (number, expected) in table {
            assert_eq!(grouped(number), expected);
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
