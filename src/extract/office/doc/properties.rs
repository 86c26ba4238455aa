//! What a doc file says of its characters and paragraphs, by where they stand.
//!
//! Properties are lists of changes ("sprms", [MS-DOC] 2.6), kept in pages of 512 bytes for runs of
//! bytes of the main stream.

use super::file::Main;
use super::little_endian::{byte, place, word};
use super::sprms::Sprms;

/// The size of a page of properties.
const PAGE: usize = 512;

/// Runs of bytes of the main stream, each with what is said of it.
struct Runs<'a>(Vec<(usize, usize, &'a [u8])>);

impl<'a> Runs<'a> {
    /// Reads the pages that the structure with this index names; `size` is the size of what each
    /// run has in the page, and `content` cuts it out of the page from there.
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

    /// Returns the number of the run that the byte at `place` is in or behind, from 1 on.
    fn number(&self, place: usize) -> usize {
        self.0.partition_point(|(from, ..)| *from <= place)
    }

    /// Returns what is said of the byte at `place`.
    fn at(&self, place: usize) -> &'a [u8] {
        let run = self.number(place).checked_sub(1).and_then(|at| self.0.get(at));
        run.filter(|(_, to, _)| place < *to).map_or(&[], |(_, _, said)| said)
    }
}

/// What is said of the characters and paragraphs of a file.
pub(super) struct Properties<'a> {
    characters: Runs<'a>,
    paragraphs: Runs<'a>,
}

impl<'a> Properties<'a> {
    /// Reads the properties of `file`; what is damaged of them is left out.
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

    /// Returns what is said of the character at `place`.
    pub(super) fn character(&self, place: usize) -> Sprms<'a> {
        Sprms::new(self.characters.at(place))
    }

    /// Returns a number that is the same for characters of which the same is said.
    pub(super) fn run(&self, place: usize) -> usize {
        let number = 2 * self.characters.number(place);
        number + usize::from(self.characters.at(place).is_empty())
    }

    /// Returns the number of the style and what is said of the paragraph whose end is at `place`.
    pub(super) fn paragraph(&self, place: usize) -> (usize, Sprms<'a>) {
        let said = self.paragraphs.at(place);
        let style = word(said, 0).map_or(0, usize::from);
        (style, Sprms::new(said.get(2..).unwrap_or_default()))
    }
}
