//! Cuts a folded text into pieces and keeps a hash of each.
//!
//! Pieces end at 。；！？ and at the ends of paragraphs. Each is kept as a hash and a length: four to five
//! bytes on disk. The hash of two pieces in a row can be computed from their two hashes (a polynomial
//! hash, as in Rabin and Karp 1987), so it does not matter where a conversion broke or joined lines:
//! pieces are compared as the sentences they make together.

use serde::{Deserialize, Serialize};

/// The modulus of the hash, the greatest prime of three bytes (2²⁴ − 3): two different pieces of the
/// same length have the same hash once in sixteen million cases.
const MODULUS: u64 = (1 << HASH_BITS) - 3;

/// The bits of a hash.
const HASH_BITS: u32 = 24;

/// The base of the hash: larger than any character and below 2²², with nothing special about it.
const BASE: u64 = 2_718_281;

/// The longest piece in characters; a longer one is cut. No sentence is as long, and the length fits
/// into 14 bits.
const LONGEST: u32 = (1 << 14) - 1;

/// The longest line that can be a page number: `第 12 页 共 345 页` has ten characters when folded.
const LONGEST_PAGE_NUMBER: u32 = 12;

/// A run of characters with its hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TextRun {
    pub(super) hash: u32,
    /// The length in characters.
    pub(super) len: u32,
}

impl TextRun {
    /// Returns this run with another character behind it.
    pub(super) fn and(self, character: char) -> Self {
        let hash = (u64::from(self.hash) * BASE + u64::from(character) + 1) % MODULUS;
        Self { hash: narrow(hash), len: self.len + 1 }
    }

    /// Returns a run of `len` characters from a hash that was [`reduce`]d but not divided.
    fn from_reduced(hash: u64, len: u32) -> Self {
        Self { hash: narrow(hash % MODULUS), len }
    }

    /// Returns this run with the other behind it.
    pub(super) fn then(self, other: Self) -> Self {
        let (mut power, mut square, mut rest) = (1, BASE, other.len);
        while rest > 0 {
            if rest & 1 == 1 {
                power = power * square % MODULUS;
            }
            square = square * square % MODULUS;
            rest >>= 1;
        }
        let hash = (u64::from(self.hash) * power + u64::from(other.hash)) % MODULUS;
        Self { hash: narrow(hash), len: self.len + other.len }
    }
}

/// Returns a number below 2²⁷ that is congruent to the hash with another character behind it.
///
/// Since 2²⁴ ≡ 3, the bits above [`HASH_BITS`] can be taken three times and added to those below. A
/// division takes three times as long, and every character of every report passes here.
///
/// `hash` is below 2²⁷, so the product is below 2⁴⁹; three times its upper part is below 2²⁶·⁶, and its
/// lower part is below 2²⁴.
fn reduce(hash: u64, character: char) -> u64 {
    let next = hash * BASE + u64::from(character) + 1;
    (next >> HASH_BITS) * 3 + (next & ((1 << HASH_BITS) - 1))
}

fn narrow(hash: u64) -> u32 {
    u32::try_from(hash).expect("a remainder is below the modulus")
}

/// How a piece ends, or what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// It ends with 。；！ or ？.
    Sentence,
    /// It ends where the paragraph ends: a heading, or a line that was broken.
    Line,
    /// It is a line of figures only: a page number, or a cell of a table.
    Figures,
}

/// A piece of a report's folded text. Millions are in memory at once, so it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "PackedPiece", try_from = "PackedPiece")]
pub(super) struct Piece {
    pub(super) hash: u32,
    /// The length in characters.
    pub(super) len: u16,
    pub(super) kind: PieceKind,
}

impl Piece {
    /// Returns the characters of the piece.
    pub(super) fn run(self) -> TextRun {
        TextRun { hash: self.hash, len: u32::from(self.len) }
    }
}

/// A piece as it is stored: three bytes of its hash, then its length, with its kind in the lowest two
/// bits. A piece of fewer than 32 characters takes four bytes, a longer one five.
#[derive(Serialize, Deserialize)]
struct PackedPiece([u8; 3], u16);

impl From<Piece> for PackedPiece {
    fn from(piece: Piece) -> Self {
        let kind = match piece.kind {
            PieceKind::Sentence => 0,
            PieceKind::Line => 1,
            PieceKind::Figures => 2,
        };
        // The modulus fits into three bytes, so the fourth is 0.
        let [a, b, c, _] = piece.hash.to_le_bytes();
        Self([a, b, c], piece.len << 2 | kind)
    }
}

impl TryFrom<PackedPiece> for Piece {
    type Error = &'static str;

    fn try_from(PackedPiece([a, b, c], len): PackedPiece) -> Result<Self, Self::Error> {
        let kind = match len & 3 {
            0 => PieceKind::Sentence,
            1 => PieceKind::Line,
            2 => PieceKind::Figures,
            _ => return Err("a piece of a kind that is never written"),
        };
        Ok(Self { hash: u32::from_le_bytes([a, b, c, 0]), len: len >> 2, kind })
    }
}

/// A text that was cut.
#[derive(Debug)]
pub(in crate::index) struct Cut {
    /// A hash of the folded text without the ends of paragraphs.
    pub(super) exact: [u8; 16],
    /// The length of that text in characters.
    pub(super) characters: u32,
    pub(super) pieces: Vec<Piece>,
}

/// Cuts the folded text of a report into pieces, section by section.
pub(in crate::index) struct Cutter {
    /// The text without the ends of paragraphs. It is hashed as a whole, since BLAKE3 then takes many
    /// blocks at once.
    exact: String,
    characters: u32,
    pieces: Vec<Piece>,
    /// The open piece: its hash as [`reduce`] left it, and its length.
    open: (u64, u32),
    /// Whether the open piece began with its paragraph and consists of figures so far.
    figures: bool,
}

impl Cutter {
    /// Returns a cutter for the next report.
    pub(in crate::index) fn new() -> Self {
        let (exact, open) = (String::new(), (0, 0));
        Self { exact, characters: 0, pieces: Vec::new(), open, figures: true }
    }

    /// Adds the folded text of the next section.
    pub(in crate::index) fn add(&mut self, folded: &str) {
        for line in folded.split('\n') {
            self.exact.push_str(line);
            for character in line.chars() {
                match character {
                    '。' | ';' | '!' | '?' => {
                        self.close(PieceKind::Sentence);
                        self.characters += 1;
                        self.figures = false;
                    }
                    _ => {
                        let (hash, len) = self.open;
                        self.open = (reduce(hash, character), len + 1);
                        self.figures = self.figures && is_of_page_number(character);
                        if len + 1 >= LONGEST {
                            self.close(PieceKind::Line);
                        }
                    }
                }
            }
            let is_short = self.open.1 <= LONGEST_PAGE_NUMBER;
            let is_figures = self.figures && is_short;
            self.close(if is_figures { PieceKind::Figures } else { PieceKind::Line });
            self.figures = true;
        }
    }

    fn close(&mut self, kind: PieceKind) {
        let (hash, len) = std::mem::take(&mut self.open);
        let run = TextRun::from_reduced(hash, len);
        self.characters += run.len;
        let len = u16::try_from(run.len).expect("a piece is closed at its greatest length");
        if len > 0 {
            self.pieces.push(Piece { hash: run.hash, len, kind });
        } else if kind == PieceKind::Sentence {
            // The line was broken right before its stop; a page number may be between them.
            let mut before = self.pieces.iter_mut().rev();
            if let Some(last) = before.find(|piece| piece.kind != PieceKind::Figures) {
                last.kind = PieceKind::Sentence;
            }
        }
    }

    /// Returns the pieces and the hash of the whole text.
    pub(in crate::index) fn finish(self) -> Cut {
        let mut exact = [0; 16];
        let hash = blake3::hash(self.exact.as_bytes());
        exact.iter_mut().zip(hash.as_bytes()).for_each(|(slot, byte)| *slot = *byte);
        Cut { exact, characters: self.characters, pieces: self.pieces }
    }
}

/// Returns whether a character occurs in page numbers: -3-, 3/12, 第3页共12页.
fn is_of_page_number(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(
            character,
            '-' | '—' | '–' | '―' | '_' | '~' | '/' | '|' | '.' | '(' | ')' | '第' | '页' | '共'
        )
}
