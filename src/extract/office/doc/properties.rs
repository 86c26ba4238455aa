//! The properties of characters and paragraphs in a doc file, by offset.
//!
//! Properties are lists of changes ("sprms", [MS-DOC] 2.6), stored in pages of 512 bytes for runs
//! of bytes of the main stream.

use super::file::Main;
use super::little_endian::{byte, place, word};
use super::sprms::Sprms;

/// The size of a page of properties.
const PAGE: usize = 512;

/// Runs of bytes of the main stream, each with its properties.
struct Runs<'a>(Vec<(usize, usize, &'a [u8])>);

impl<'a> Runs<'a> {
    /// Reads the pages listed in a structure; `size` is the size of the entry of each run, and
    /// `content` cuts the properties out of a page.
    fn read(
        file: &Main<'a>,
        index: usize,
        size: usize,
        content: fn(&'a [u8], usize) -> Option<&'a [u8]>,
    ) -> Self {
        let mut runs = Vec::new();
        let Some((_, table)) = file.structure(index) else { return Self(runs) };
        let count = table.len().saturating_sub(4) / 8;
        for number in (0..count).filter_map(|at| place(table, 4 * (count + 1) + 4 * at)) {
            let start = (number & 0x3F_FFFF).saturating_mul(PAGE);
            let Some(page) = file.stream.get(start..start.saturating_add(PAGE)) else { continue };
            let in_page = usize::from(byte(page, PAGE - 1).unwrap_or(0));
            for run in 0..in_page {
                let (from, to) = (place(page, 4 * run), place(page, 4 * run + 4));
                let (Some(from), Some(to)) = (from, to) else { break };
                let offset = byte(page, 4 * (in_page + 1) + size * run).unwrap_or(0);
                let said = match offset {
                    0 => None,
                    offset => content(page, 2 * usize::from(offset)),
                };
                runs.push((from, to, said.unwrap_or_default()));
            }
        }
        runs.sort_by_key(|(from, ..)| *from);
        Self(runs)
    }

    /// Returns the number of the run around or before the byte at `place`, from 1.
    fn number(&self, place: usize) -> usize {
        self.0.partition_point(|(from, ..)| *from <= place)
    }

    /// Returns the properties of the byte at `place`.
    fn at(&self, place: usize) -> &'a [u8] {
        let run = self.number(place).checked_sub(1).and_then(|at| self.0.get(at));
        run.filter(|(_, to, _)| place < *to).map_or(&[], |(_, _, said)| said)
    }
}

/// The properties of the characters and paragraphs of a file.
pub(super) struct Properties<'a> {
    characters: Runs<'a>,
    paragraphs: Runs<'a>,
}

impl<'a> Properties<'a> {
    /// Reads the properties of `file`; damaged ones are left out.
    pub(super) fn read(file: &Main<'a>) -> Self {
        let characters = Runs::read(file, 12, 1, |page, at| {
            page.get(at + 1..at + 1 + usize::from(byte(page, at)?))
        });
        let paragraphs = Runs::read(file, 13, 13, |page, at| match usize::from(byte(page, at)?) {
            0 => page.get(at + 2..at + 2 + 2 * usize::from(byte(page, at + 1)?)),
            words => page.get(at + 1..at + 2 * words),
        });
        Self { characters, paragraphs }
    }

    /// Returns the properties of the character at `place`.
    pub(super) fn character(&self, place: usize) -> Sprms<'a> {
        Sprms::new(self.characters.at(place))
    }

    /// Returns a number that is the same for characters with the same properties.
    pub(super) fn run(&self, place: usize) -> usize {
        let number = 2 * self.characters.number(place);
        number + usize::from(self.characters.at(place).is_empty())
    }

    /// Returns the style and the properties of the paragraph that ends at `place`.
    pub(super) fn paragraph(&self, place: usize) -> (usize, Sprms<'a>) {
        let said = self.paragraphs.at(place);
        let style = word(said, 0).map_or(0, usize::from);
        (style, Sprms::new(said.get(2..).unwrap_or_default()))
    }
}
