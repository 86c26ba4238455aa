//! Bytes → characters: finds the encoding, then decodes strictly.
//!
//! Reports come in UTF-8 with and without a byte order mark, in UTF-16 from old editors, and in
//! GB18030, which includes GBK and GB2312. Each step is tried only if those before it fail: byte
//! order mark; strict UTF-8; UTF-16 by the ranges of its code units; UTF-8 with a few bad bytes;
//! GB18030, or Big5 if the evidence is strong. Strict UTF-8 comes before UTF-16 because two
//! adjacent ASCII letters are also a Chinese character in UTF-16.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_16BE, UTF_16LE};

use crate::extract::Unreadable;

/// How many bytes are used to guess an encoding: enough for some 20,000 characters.
const SAMPLE: usize = 64 << 10;

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

/// Returns a file name as text: UTF-8 if it is valid, otherwise GB18030 (archives made on Chinese
/// Windows), otherwise with the bytes that are not UTF-8 escaped.
///
/// ```
/// use chabao::extract::decode_file_name;
/// assert_eq!(decode_file_name(b"\xB1\xA8\xB8\xE6.txt"), "报告.txt");
/// assert_eq!(decode_file_name(b"\xFF.txt"), "\\xFF.txt");
/// ```
#[must_use]
pub fn decode_file_name(bytes: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    let (decoded, had_errors) = GB18030.decode_without_bom_handling(bytes);
    if !had_errors {
        return decoded.into_owned();
    }
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str("\\x");
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(half), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
    }
    out
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

/// Decodes `bytes` from the encoding that fits them.
///
/// Up to one character in a hundred may be invalid; each is replaced by U+FFFD and counted.
///
/// # Errors
///
/// Fails if more than one byte in a thousand is NUL, or if no encoding fits.
///
/// ```
/// use chabao::extract::{Encoding, decode};
/// let read = decode(b"\xB7\xA8\xD6\xCE\xD5\xFE\xB8\xAE\xBD\xA8\xC9\xE8").unwrap();
/// assert_eq!((read.text.as_str(), read.encoding), ("法治政府建设", Encoding::Gb18030));
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Some((encoding, rest)) = marked(bytes) {
        let offset = bytes.len() - rest.len();
        return match encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => {
                Reading::decode(rest, encoding).accept(encoding, offset)
            }
            Encoding::Gb18030 => decode_chinese(rest, 0),
            Encoding::Utf8 | Encoding::Big5 => decode_unmarked(rest, offset),
        };
    }
    decode_unmarked(bytes, 0)
}

/// Returns whether `bytes` start with a byte order mark.
pub(in crate::extract) fn is_marked(bytes: &[u8]) -> bool {
    marked(bytes).is_some()
}

/// Decodes `bytes` from `encoding`, which is not a UTF, without checking others.
///
/// # Errors
///
/// Fails if more than one character in a hundred does not fit.
pub(in crate::extract) fn decode_as(
    bytes: &[u8],
    encoding: Encoding,
) -> Result<Decoded, Unreadable> {
    Reading::decode(bytes, encoding).accept(encoding, 0)
}

/// Returns the encoding of a byte order mark, and the bytes after it.
fn marked(bytes: &[u8]) -> Option<(Encoding, &[u8])> {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    marks.iter().find_map(|(mark, encoding)| Some((*encoding, bytes.strip_prefix(*mark)?)))
}

/// Decodes bytes without a byte order mark; `offset` is where they start in the file.
fn decode_unmarked(bytes: &[u8], offset: usize) -> Result<Decoded, Unreadable> {
    let strict = std::str::from_utf8(bytes);
    let first_nul = bytes.iter().position(|&byte| byte == 0);
    if let (Ok(text), None) = (strict, first_nul) {
        return Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8, replaced: 0 });
    }
    if let Some(encoding) = utf16_by_ranges(bytes) {
        return Reading::decode(bytes, encoding).accept(encoding, offset);
    }
    if let Some(byte) = first_nul {
        let nuls: usize = bytes.iter().map(|&byte| usize::from(byte == 0)).sum();
        if nuls * 1000 > bytes.len() {
            return Err(Unreadable::Binary { byte: offset + byte });
        }
    }
    let bad_utf8 = match strict {
        Ok(text) => {
            return Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8, replaced: 0 });
        }
        Err(error) => error.valid_up_to(),
    };
    if is_mostly_utf8(bytes) {
        let mut text = String::with_capacity(bytes.len() + 16);
        let mut replaced = 0;
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
        return Ok(Decoded { text, encoding: Encoding::Utf8, replaced });
    }
    decode_chinese(bytes, offset + bad_utf8)
}

/// Returns whether `bytes` are UTF-8 with few errors: at least 95 of 100 bytes beyond ASCII are in
/// complete characters. A character cut off at the end is not an error.
///
/// The share counts only bytes beyond ASCII: in GBK with much ASCII, most bytes are valid UTF-8
/// too, but hardly any of those that matter.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut good = 0;
    let mut bad = 0;
    let mut rest = bytes.len();
    for chunk in bytes.utf8_chunks() {
        rest -= chunk.valid().len() + chunk.invalid().len();
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        let cut_off = rest == 0
            && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        if !cut_off {
            bad += chunk.invalid().len();
        }
    }
    good > 0 && bad * 20 <= good + bad
}

/// Returns the byte order of UTF-16 without a byte order mark, `None` if the bytes are something
/// else.
///
/// More than 97 of 100 code units must be in ranges that Chinese text uses, and there must be a
/// unit that nearly every text has, or a byte that no other text encoding has.
fn utf16_by_ranges(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let odd = sample.iter().any(|&byte| is_odd_control(char::from(byte)));
    let fits = |unit: fn([u8; 2]) -> u16| {
        let mut units = 0usize;
        let mut usual = 0usize;
        let mut common = 0usize;
        for pair in sample.chunks_exact(2) {
            let [first, second] = pair else { continue };
            let unit = unit([*first, *second]);
            units += 1;
            usual += usize::from(is_usual(unit));
            common += usize::from(is_common(unit));
        }
        units >= 4 && usual * 100 > units * 97 && (odd || common > 0)
    };
    if fits(u16::from_le_bytes) {
        return Some(Encoding::Utf16Le);
    }
    fits(u16::from_be_bytes).then_some(Encoding::Utf16Be)
}

/// Returns whether `character` is a control character that text files do not contain.
fn is_odd_control(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{e}'..='\u{19}' | '\u{1c}'..='\u{1f}')
}

/// Returns whether Chinese text in UTF-16 uses `unit`.
fn is_usual(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF | 0x2010..=0x203B | 0x2100..=0x22FF
        | 0x2460..=0x24FF | 0x2500..=0x27BF | 0x3000..=0x303F | 0x3200..=0x33FF
        | 0x4E00..=0x9FFF | 0xFE30..=0xFE4F | 0xFEFF | 0xFF00..=0xFFEF)
}

/// Returns whether `unit` is a character that nearly every text contains.
fn is_common(unit: u16) -> bool {
    let mark = matches!(unit, 0x0A | 0x0D | 0x20 | 0x30..=0x39 | 0x3001 | 0x3002 | 0xFF0C);
    mark || ['的', '一', '法', '治', '工', '作']
        .iter()
        .any(|&sign| u32::from(sign) == u32::from(unit))
}

/// Decodes bytes that are not UTF: as GB18030, or as Big5 if the evidence is strong. `tried` is the
/// offset at which the earlier attempts failed.
fn decode_chinese(bytes: &[u8], tried: usize) -> Result<Decoded, Unreadable> {
    let reading = Reading::decode(bytes, Encoding::Gb18030);
    let private = reading.text.chars().filter(|&character| is_private(character)).count();
    let doubtful = reading.replaced > 0 || private > 0;
    if doubtful && let Some(big5) = big5(bytes, reading.replaced + private) {
        return Ok(big5);
    }
    let odd = reading.text.chars().filter(|&character| is_odd_control(character)).count();
    let unlikely = !reading.is_good() || !(looks_chinese(bytes) || reading.is_usual());
    if unlikely || (private + odd) * 20 > reading.characters() {
        let failed = reading.first_bad.unwrap_or(0);
        return Err(Unreadable::NoEncoding { byte: tried.max(failed) });
    }
    Ok(Decoded { text: reading.text, encoding: Encoding::Gb18030, replaced: reading.replaced })
}

/// Decodes `bytes` as Big5 if the evidence is strong: all of it fits, it has Chinese punctuation,
/// and decoding as GB18030 gives `faults` in at least one of 100 characters.
///
/// The comma and the full stop of Big5 are code points that GB18030 leaves to private use, so a
/// Big5 text shows some four faults in 100 characters there.
fn big5(bytes: &[u8], faults: usize) -> Option<Decoded> {
    let reading = Reading::decode(bytes, Encoding::Big5);
    let marks = reading.text.matches(['，', '。', '、']).count();
    let written = reading.replaced == 0 && marks > 0 && reading.is_usual();
    let good = written && faults * 100 >= reading.characters();
    good.then_some(Decoded { text: reading.text, encoding: Encoding::Big5, replaced: 0 })
}

/// Returns whether the detector recognizes `bytes` as Chinese. Without the hint of the domain `cn`
/// it misjudges half of the short texts in GB18030.
fn looks_chinese(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let tail = bytes.get(start..).unwrap_or(bytes);
    let sample = tail.get(..SAMPLE).unwrap_or(tail);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == tail.len());
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    guess == GB18030 || guess == encoding_rs::GBK
}

/// Returns whether `character` is in a private use area, which no report uses on purpose.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}')
}

/// Bytes decoded with one encoding, and what did not fit.
struct Reading {
    text: String,
    replaced: usize,
    first_bad: Option<usize>,
}

impl Reading {
    /// Decodes all of `bytes` with `encoding`, which is not UTF-8.
    fn decode(bytes: &[u8], encoding: Encoding) -> Self {
        let mut decoder = match encoding {
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Big5 => BIG5,
            Encoding::Gb18030 | Encoding::Utf8 => GB18030,
        }
        .new_decoder_without_bom_handling();
        let mut reading = Self { text: String::new(), replaced: 0, first_bad: None };
        let mut at = 0;
        while let Some(rest) = bytes.get(at..) {
            // Two bytes of the file become at most three here. The reserve grows as needed, since
            // most files need less.
            reading.text.reserve(rest.len() + rest.len() / 2 + 16);
            let (result, read) =
                decoder.decode_to_string_without_replacement(rest, &mut reading.text, true);
            at += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(bad, after) => {
                    let start = at.saturating_sub(usize::from(bad) + usize::from(after));
                    reading.first_bad.get_or_insert(start);
                    reading.text.push(char::REPLACEMENT_CHARACTER);
                    reading.replaced += 1;
                }
            }
        }
        reading
    }

    /// Returns the number of characters.
    fn characters(&self) -> usize {
        self.text.chars().count()
    }

    /// Returns whether at most one character in a hundred did not fit, or only one at the very end,
    /// where the file was cut off.
    fn is_good(&self) -> bool {
        let cut_off = self.replaced == 1 && self.text.ends_with(char::REPLACEMENT_CHARACTER);
        self.replaced == 0 || cut_off || self.replaced * 100 <= self.characters()
    }

    /// Returns whether nearly all characters are ones that Chinese text uses.
    fn is_usual(&self) -> bool {
        let usual = |character: char| u16::try_from(u32::from(character)).is_ok_and(is_usual);
        let count = self.text.chars().filter(|&character| usual(character)).count();
        count * 100 >= self.characters() * 97
    }

    /// Accepts the result if it is good text; `offset` is where it starts in the file.
    fn accept(self, encoding: Encoding, offset: usize) -> Result<Decoded, Unreadable> {
        if let Some(nul) = self.text.find('\0')
            && self.text.matches('\0').count() * 1000 > self.characters()
        {
            let units = self.text.get(..nul).map_or(0, |before| before.encode_utf16().count());
            return Err(Unreadable::Binary { byte: offset + units * 2 });
        }
        if !self.is_good() {
            return Err(Unreadable::NoEncoding { byte: offset + self.first_bad.unwrap_or(0) });
        }
        Ok(Decoded { text: self.text, encoding, replaced: self.replaced })
    }
}

#[cfg(test)]
mod tests;
