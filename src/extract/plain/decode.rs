//! Bytes → characters: finds the encoding, then decodes strictly.
//!
//! Reports come in UTF-8 with and without a byte order mark, in UTF-16 from old editors, and in
//! GB18030, which includes GBK and GB2312. Each step is tried only if those before it fail: byte
//! order mark; strict UTF-8; UTF-16 by the ranges of its code units; UTF-8 with a few bad bytes;
//! GB18030, or Big5 if the evidence is strong. Strict UTF-8 comes before UTF-16 because two
//! adjacent ASCII letters are also a Chinese character in UTF-16.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::GB18030;

use super::encoding::{Decoded, Encoding};
use super::reading::{Reading, is_odd_control, is_private, is_usual};
use crate::extract::Unreadable;

/// How many bytes are used to guess an encoding: enough for some 20,000 characters.
const SAMPLE: usize = 64 << 10;

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

#[cfg(test)]
mod tests;
