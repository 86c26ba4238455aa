//! Changes of properties ("sprms", [MS-DOC] 2.6).

use super::little_endian::{byte, word};

/// Iterates over changes: the property, and the bytes of its value.
pub(super) struct Sprms<'a> {
    bytes: &'a [u8],
}

impl<'a> Sprms<'a> {
    /// Returns the changes in `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }
}

impl<'a> Iterator for Sprms<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = word(self.bytes, 0)?;
        let rest = self.bytes.get(2..)?;
        let length = match kind >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // The definition of a table has a length of two bytes, which is one too many.
            _ if kind == 0xD608 => usize::from(word(rest, 0)?) + 1,
            _ => usize::from(byte(rest, 0)?) + 1,
        };
        let operand = rest.get(..length)?;
        self.bytes = rest.get(length..)?;
        Some((kind, operand))
    }
}
