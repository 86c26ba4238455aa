//! Bytes decoded with one encoding, and whether the result is text.

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_16BE, UTF_16LE};

use super::encoding::{Decoded, Encoding};
use crate::extract::Unreadable;

/// The size of the pieces in which bytes are decoded.
const BUFFER: usize = 4 << 10;

/// Returns whether `character` is a control character that text files do not contain.
pub(super) fn is_odd_control(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{e}'..='\u{19}' | '\u{1c}'..='\u{1f}')
}

/// Returns whether Chinese text in UTF-16 uses `unit`.
pub(super) fn is_usual(unit: u16) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF | 0x2010..=0x203B | 0x2100..=0x22FF
        | 0x2460..=0x24FF | 0x2500..=0x27BF | 0x3000..=0x303F | 0x3200..=0x33FF
        | 0x4E00..=0x9FFF | 0xFE30..=0xFE4F | 0xFEFF | 0xFF00..=0xFFEF)
}

/// Returns whether `character` is in a private use area, which no report uses on purpose.
pub(super) fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}')
}

/// Bytes decoded with one encoding, and what did not fit.
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) replaced: usize,
    pub(super) first_bad: Option<usize>,
}

impl Reading {
    /// Decodes all of `bytes` with `encoding`, which is not UTF-8.
    pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Self {
        let mut decoder = match encoding {
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Big5 => BIG5,
            Encoding::Gb18030 | Encoding::Utf8 => GB18030,
        }
        .new_decoder_without_bom_handling();
        let mut reading = Self { text: String::new(), replaced: 0, first_bad: None };
        // A buffer of one size: the decoder touches all room that it is given at each call, and there
        // is a call for each character that does not fit.
        let mut buffer = [0; BUFFER];
        let mut at = 0;
        while let Some(rest) = bytes.get(at..) {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut buffer, true);
            at += read;
            let piece = buffer.get(..written).map(std::str::from_utf8);
            reading.text.push_str(piece.and_then(Result::ok).unwrap_or_default());
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
    pub(super) fn characters(&self) -> usize {
        self.text.chars().count()
    }

    /// Returns whether at most one character in a hundred did not fit, or only one at the very end,
    /// where the file was cut off.
    pub(super) fn is_good(&self) -> bool {
        let cut_off = self.replaced == 1 && self.text.ends_with(char::REPLACEMENT_CHARACTER);
        self.replaced == 0 || cut_off || self.replaced * 100 <= self.characters()
    }

    /// Returns whether nearly all characters are ones that Chinese text uses.
    pub(super) fn is_usual(&self) -> bool {
        let usual = |character: char| u16::try_from(u32::from(character)).is_ok_and(is_usual);
        let count = self.text.chars().filter(|&character| usual(character)).count();
        count * 100 >= self.characters() * 97
    }

    /// Accepts the result if it is good text; `offset` is where it starts in the file.
    pub(super) fn accept(self, encoding: Encoding, offset: usize) -> Result<Decoded, Unreadable> {
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
