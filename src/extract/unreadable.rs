//! Why a file cannot be read, the limit on its size, and the net for readers that panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::text::grouped;

/// The largest file that is read, in bytes.
///
/// The longest report known has some 200 kB of text; a file a thousand times as large is no
/// report, and reading it would take several times its size in memory.
pub const LARGEST_FILE: usize = 256 << 20;

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
pub(super) fn unless_it_panics<T>(
    read: impl FnOnce() -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Unreadable::Failed))
}
