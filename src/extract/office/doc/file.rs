//! The header of a doc file, and the pieces of its text.
//!
//! Word stores the text in pieces: each states where its characters are and whether they have one
//! byte or two ([MS-DOC] 2.4.1). Before 1997 characters had one byte, Chinese ones two.

use encoding_rs::{GB18030, WINDOWS_1252};

use super::little_endian::{byte, long, place, word};
use super::sprms::Sprms;
use crate::extract::Unreadable;
use crate::extract::office::gb2312::is_gb2312;

/// A character and its byte offset in the main stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) character: char,
    pub(super) place: usize,
    /// Which of the changes made by pieces applies to it: the index plus one, or 0 for none.
    pub(super) change: u16,
}

/// The number of characters in each part of the text, as the file counts them.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    text: usize,
    footnotes: usize,
    headers: usize,
    comments: usize,
    endnotes: usize,
    boxes: usize,
}

impl Counts {
    /// Returns the number of characters up to the last part that is read.
    fn end(self) -> usize {
        let parts =
            [self.text, self.footnotes, self.headers, self.comments, self.endnotes, self.boxes];
        parts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }
}

/// The streams of a file.
pub(super) struct Main<'a> {
    pub(super) stream: &'a [u8],
    pub(super) table: &'a [u8],
    counts: Counts,
    is_old: bool,
    /// The changes that pieces make to their characters.
    pub(super) changes: Vec<Vec<u8>>,
    units: Vec<(usize, Unit)>,
}

impl<'a> Main<'a> {
    /// Returns the name of the stream with the tables, `None` if they are in the main stream
    /// itself.
    ///
    /// # Errors
    ///
    /// Fails if the file is encrypted or `main` is not a main stream.
    pub(super) fn table_name(main: &[u8]) -> Result<Option<&'static str>, Unreadable> {
        let (magic, version, flags) = (word(main, 0), word(main, 2), word(main, 10));
        let (Some(0xA5EC | 0xA5DC), Some(version), Some(flags)) = (magic, version, flags) else {
            return Err(Unreadable::Damaged("its main stream is not one of Word"));
        };
        if flags & 0x0100 != 0 {
            return Err(Unreadable::Locked);
        }
        if version < FIRST_NEW {
            return Ok(None);
        }
        Ok(Some(if flags & 0x0200 == 0 { "0Table" } else { "1Table" }))
    }

    /// Reads the pieces of the text. Of a file that `is_cut`, whose table of pieces may be missing, it
    /// reads the text as Word writes it first: in one piece.
    ///
    /// # Errors
    ///
    /// Fails if a piece is outside the stream, or if the pieces are not the whole text.
    pub(super) fn new(main: &'a [u8], table: &'a [u8], is_cut: bool) -> Result<Self, Unreadable> {
        let is_old = word(main, 2).is_some_and(|version| version < FIRST_NEW);
        let first = if is_old { 0x34 } else { 0x4C };
        let count = |index: usize| place(main, first + 4 * index);
        let (Some(text), Some(footnotes), Some(headers), Some(comments), Some(endnotes)) =
            (count(0), count(1), count(2), count(4), count(5))
        else {
            return Err(Unreadable::Damaged("its main stream ends early"));
        };
        let boxes = count(6).unwrap_or(0);
        let counts = Counts { text, footnotes, headers, comments, endnotes, boxes };
        let needed = counts.end();
        if needed > MOST {
            return Err(Unreadable::TooMuch { most: MOST });
        }
        let mut file =
            Self { stream: main, table, counts, is_old, changes: Vec::new(), units: Vec::new() };
        let damaged = Unreadable::Damaged("its text is not where it should be");
        if file.pieces(needed).is_none() {
            file.units.clear();
            file.one_piece(needed).filter(|()| is_cut).ok_or(damaged.clone())?;
        }
        let reached = file.units.last().map_or(0, |(at, _)| at + 1);
        let is_short = reached < text && !is_cut;
        if is_short || reached == 0 || text == 0 { Err(damaged) } else { Ok(file) }
    }

    /// Returns the offset and the bytes of a structure in the tables ([MS-DOC] 2.5.5).
    pub(super) fn structure(&self, index: usize) -> Option<(usize, &'a [u8])> {
        if self.is_old {
            return None;
        }
        let start = place(self.stream, 0x9A + 8 * index)?;
        let length = place(self.stream, 0x9A + 8 * index + 4)?;
        let bytes = self.table.get(start..start.checked_add(length)?)?;
        (length > 0).then_some((start, bytes))
    }

    /// Returns the main text, the text boxes, the footnotes and the endnotes.
    pub(super) fn parts(&self) -> [Vec<Unit>; 4] {
        let it = self.counts;
        // Macros had a part of their own once, which is always empty.
        let boxes = self.endnotes().saturating_add(it.endnotes);
        [
            self.units(0, it.text),
            self.units(boxes, it.boxes),
            self.units(it.text, it.footnotes),
            self.units(self.endnotes(), it.endnotes),
        ]
    }

    /// Returns where the endnotes start.
    fn endnotes(&self) -> usize {
        let it = self.counts;
        [it.footnotes, it.headers, it.comments]
            .iter()
            .fold(it.text, |sum, count| sum.saturating_add(*count))
    }

    /// Returns `count` characters from `start` on, as the file counts them.
    fn units(&self, start: usize, count: usize) -> Vec<Unit> {
        let end = start.saturating_add(count);
        let from = self.units.partition_point(|(at, _)| *at < start);
        let to = self.units.partition_point(|(at, _)| *at < end);
        let units = self.units.get(from..to.max(from)).expect("units in order");
        units.iter().map(|(_, unit)| *unit).collect()
    }

    /// Returns the notes, each with the place of the character that it is anchored at ([MS-DOC]
    /// 2.8.19 and 2.8.20); `None` if the file does not say so of all of them.
    pub(super) fn notes(&self) -> Option<Vec<(usize, Vec<Unit>)>> {
        let it = self.counts;
        let kinds = [(2, 3, it.text, it.footnotes), (46, 47, self.endnotes(), it.endnotes)];
        let mut notes = Vec::new();
        for (anchors, texts, start, length) in kinds {
            if length == 0 {
                continue;
            }
            let (_, anchors) = self.structure(anchors)?;
            let (_, texts) = self.structure(texts)?;
            let count = anchors.len().checked_sub(4)? / 6;
            for at in 0..count {
                let anchor = self.units(place(anchors, 4 * at)?, 1);
                let (from, to) = (place(texts, 4 * at)?, place(texts, 4 * at + 4)?.min(length));
                let text = self.units(start.checked_add(from)?, to.checked_sub(from)?);
                notes.push((anchor.first()?.place, text));
            }
        }
        Some(notes)
    }

    /// Reads the pieces with the first `needed` characters; `None` if one is outside the stream.
    fn pieces(&mut self, needed: usize) -> Option<()> {
        let complex = if self.is_old {
            let is_complex = word(self.stream, 10)? & 4 != 0;
            let (start, length) = (place(self.stream, 0x160)?, place(self.stream, 0x164)?);
            if !is_complex || length == 0 {
                let (start, end) = (place(self.stream, 0x18)?, place(self.stream, 0x1C)?);
                return self.narrow(0, start, end.checked_sub(start)?.min(needed), 0);
            }
            self.stream.get(start..start.checked_add(length)?)?
        } else {
            self.structure(33)?.1
        };
        let mut at = 0;
        while byte(complex, at)? == 1 {
            let length = usize::from(word(complex, at + 1)?);
            self.changes.push(complex.get(at + 3..at + 3 + length)?.to_vec());
            at += 3 + length;
        }
        if byte(complex, at)? != 2 {
            return None;
        }
        let length = place(complex, at + 1)?;
        let plc = complex.get(at + 5..(at + 5).checked_add(length)?)?;
        let count = length.checked_sub(4)? / 12;
        for piece in 0..count {
            let (start, end) = (place(plc, 4 * piece)?, place(plc, 4 * piece + 4)?.min(needed));
            if start >= needed {
                break;
            }
            let descriptor = 4 * (count + 1) + 8 * piece;
            let coded = long(plc, descriptor + 2)?;
            let change = word(plc, descriptor + 6)?;
            let change = if change & 1 == 1 { (change >> 1) + 1 } else { 0 };
            let count = end.checked_sub(start)?;
            let offset = usize::try_from(coded & 0x3FFF_FFFF).ok()?;
            if self.is_old {
                self.narrow(start, offset, count, change)?;
            } else if coded & 0x4000_0000 != 0 {
                self.narrow(start, offset / 2, count, change)?;
            } else {
                self.wide(start, offset, count, change)?;
            }
        }
        Some(())
    }

    /// Reads the first `needed` characters as one piece, as far as the stream goes; `None` if it is
    /// outside the stream.
    fn one_piece(&mut self, needed: usize) -> Option<()> {
        let (start, end) = (place(self.stream, 0x18)?, place(self.stream, 0x1C)?);
        let length = end.checked_sub(start)?;
        let left = self.stream.len().checked_sub(start)?;
        if length >= needed.checked_mul(2)? {
            self.wide(0, start, needed.min(left / 2), 0)
        } else {
            self.narrow(0, start, needed.min(length).min(left), 0)
        }
    }

    /// Reads `count` characters of one byte each, or of two for Chinese ones.
    fn narrow(&mut self, start: usize, offset: usize, count: usize, change: u16) -> Option<()> {
        let bytes = self.stream.get(offset..offset.checked_add(count)?)?;
        let is_chinese = self.is_old || is_gb2312(bytes);
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            let pair = bytes.get(at..at + 2).filter(|_| is_chinese && *first >= 0x81);
            let decoded = pair
                .and_then(|pair| GB18030.decode_without_bom_handling_and_without_replacement(pair));
            let (text, length) = match decoded {
                Some(text) => (text, 2),
                None => (WINDOWS_1252.decode_without_bom_handling(bytes.get(at..=at)?).0, 1),
            };
            if let Some(character) = text.chars().next() {
                let unit = Unit { character, place: offset + at, change };
                self.units.push((start + at, unit));
            }
            at += length;
        }
        Some(())
    }

    /// Reads `count` characters of two bytes each.
    fn wide(&mut self, start: usize, offset: usize, count: usize, change: u16) -> Option<()> {
        let bytes = self.stream.get(offset..offset.checked_add(count.checked_mul(2)?)?)?;
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        let mut at = 0;
        for decoded in char::decode_utf16(units) {
            // U+FFFD is one code unit, like the unpaired surrogate it replaces.
            let character = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
            let unit = Unit { character, place: offset + 2 * at, change };
            self.units.push((start + at, unit));
            at += character.len_utf16();
        }
        Some(())
    }

    /// Returns the changes that the piece of `unit` makes.
    pub(super) fn change(&self, unit: Unit) -> Sprms<'_> {
        let index = usize::from(unit.change).checked_sub(1);
        let change = index.and_then(|index| self.changes.get(index));
        Sprms::new(change.map_or(&[], Vec::as_slice))
    }
}

/// The most characters of a text. Pieces only refer to their characters, and may refer to the same
/// ones many times; the longest known report has some 70,000.
const MOST: usize = 16 << 20;

/// The first version with two bytes a character: Word 97.
const FIRST_NEW: u16 = 0x00C1;
