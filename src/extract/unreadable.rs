//! Why a file cannot be read; the limit on its size; catching panics of readers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::text::grouped;

/// The largest file that is read, in bytes.
///
/// The longest known report has some 200 kB of text. A file a thousand times as large is not a
/// report, and reading it would take several times its size in memory.
pub const LARGEST_FILE: usize = 256 << 20;

/// The most bytes of text that a report may have: three hundred times those of the longest known one.
/// What has more is something else, and would be in the memory of the index as a whole.
pub(crate) const MOST_TEXT: usize = 64 << 20;

/// The reason why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file has only white space and control characters.
    #[error("there is no text in it")]
    Blank,
    /// The file is larger than [`LARGEST_FILE`].
    #[error("too large: {} MB, and the limit is {} MB", bytes >> 20, LARGEST_FILE >> 20)]
    TooLarge {
        /// The size of the file in bytes.
        bytes: u64,
    },
    /// The file has bytes that do not occur in text.
    #[error("not text: byte {} is NUL", grouped(*byte))]
    Binary {
        /// The offset of the first of them, from 0.
        byte: usize,
    },
    /// No encoding fits the file.
    #[error("neither UTF-8, UTF-16 nor GB18030 (byte {} fits none)", grouped(*byte))]
    NoEncoding {
        /// The offset at which the last encoding that was tried failed first, from 0.
        byte: usize,
    },
    /// The file needs a password.
    #[error("it is locked: a password is needed to open it")]
    Locked,
    /// The pages are pictures.
    #[error("no text layer: its pages are pictures (a scan)")]
    Scan,
    /// The file is a picture.
    #[error("no text layer: it is a picture (a scan or a photo)")]
    Picture,
    /// The pages have glyphs, but the characters they stand for cannot be determined.
    #[error("no text layer: its fonts do not say which characters the glyphs are")]
    NoUnicode,
    /// The pages have characters, but they are not text.
    #[error("no text layer: the characters on its pages are not readable text")]
    Garbage,
    /// The characters of a document or a text have a meaning only in the font of their author.
    #[error("not readable text: its characters have a meaning only in the font it was written in")]
    Private,
    /// The page only loads its content from elsewhere.
    #[error(
        "the page has no text: its content was loaded by a script, or is in a frame or an \
         attached file"
    )]
    NoContent,
    /// The file is XML, but neither a document nor a page.
    #[error("an XML file of data, not a document")]
    Xml,
    /// The page only leads to a file that has the report.
    #[error("its content lies in an attached file, `{file}`, which is not beside it")]
    Attached {
        /// What the page calls the file.
        file: String,
    },
    /// The report of the page is in a file beside it, which cannot be read.
    #[error("its content lies in an attached file, `{file}`: {reason}")]
    AttachedFile {
        /// The name of the file.
        file: String,
        /// Why it cannot be read.
        reason: Box<Self>,
        /// Which of the files beside the page it is.
        part: usize,
    },
    /// The file breaks the rules of its format.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// The files of an archive expand to more than is read of one.
    #[error(
        "too large: its files expand to more than {} MB; {unread} of them were not read",
        grouped(.most >> 20)
    )]
    ArchiveTooLarge {
        /// The limit in bytes.
        most: u64,
        /// The number of files that were not read.
        unread: usize,
    },
    /// The archive has no files, or only ones that its packer left behind.
    #[error("the archive holds no file")]
    EmptyArchive,
    /// The file is of a kind that is not read.
    #[error("{what}, which is not read{remedy}")]
    OtherKind {
        /// What it is.
        what: &'static str,
        /// What the user can do, after a colon and a blank; empty if there is nothing.
        remedy: &'static str,
    },
    /// The file expands to more than any report has.
    #[error("too large: it expands to more than {} MB", .most >> 20)]
    TooMuch {
        /// The limit in bytes.
        most: usize,
    },
    /// The file has more text than any report.
    #[error("too large: it has more than {} MB of text; cut it into its reports", MOST_TEXT >> 20)]
    TooMuchText,
    /// The file says the same characters over and over.
    #[error("not a text that people wrote: it says the same characters over and over")]
    Repetitive,
    /// The file is a table that this program wrote.
    #[error("a table that chabao wrote, not a report")]
    OwnTable,
    /// The file nests deeper than any report.
    #[error("too deep: it nests more than {most} levels")]
    TooDeep {
        /// The limit.
        most: usize,
    },
    /// Reading did not end in time.
    #[error("given up after {seconds} seconds")]
    TooSlow {
        /// The limit in seconds.
        seconds: u64,
    },
    /// Reading took more memory than a file may take.
    #[error("reading it took more than {} MB of memory", grouped(.most >> 20))]
    TooMuchMemory {
        /// The limit in bytes.
        most: u64,
    },
    /// A reader panicked.
    #[error("the program failed on it; please report this")]
    Failed,
    /// The file is an archive, whose files are read one by one: see [`archive`](super::archive).
    #[error("archives are nested too deeply")]
    Archive,
}

impl Unreadable {
    /// Returns whether text recognition may help.
    fn lacks_text_layer(&self) -> bool {
        match self {
            Self::AttachedFile { reason, .. } => reason.lacks_text_layer(),
            _ => matches!(self, Self::Scan | Self::Picture | Self::NoUnicode | Self::Garbage),
        }
    }
}

/// Why a file cannot be read, as it is stored and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason, as a sentence for the user.
    pub sentence: String,
    /// Whether a program that recognises text may read it.
    pub needs_ocr: bool,
    /// Whether it was read and has no text.
    pub is_blank: bool,
    /// Which of the files beside it has the report, and cannot be read.
    pub joined: Option<usize>,
}

impl Refusal {
    /// Returns a refusal for which nothing can be done here.
    #[must_use]
    pub fn from_sentence(sentence: &str) -> Self {
        Self { sentence: sentence.to_owned(), needs_ocr: false, is_blank: false, joined: None }
    }
}

impl From<&Unreadable> for Refusal {
    fn from(reason: &Unreadable) -> Self {
        Self {
            needs_ocr: reason.lacks_text_layer(),
            is_blank: matches!(reason, Unreadable::Empty | Unreadable::Blank),
            joined: match reason {
                Unreadable::AttachedFile { part, .. } => Some(*part),
                _ => None,
            },
            ..Self::from_sentence(&reason.to_string())
        }
    }
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
/// The libraries that read formats may panic on damaged files. One such file must not end the
/// program or the thread pool that reads the others.
pub(super) fn unless_it_panics<T>(
    read: impl FnOnce() -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::Failed))
}
