//! Encodings of text, and text with its encoding.

use std::fmt;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, including GBK and GB2312.
    Gb18030,
    /// Big5, for traditional characters.
    Big5,
}

impl fmt::Display for Encoding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
        })
    }
}

/// Text with its original encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// The encoding.
    pub encoding: Encoding,
    /// The number of bytes that fit no character and were replaced by U+FFFD.
    pub replaced: usize,
}
