//! The styles of a doc file ([MS-DOC] 2.9.271): their properties of paragraphs and characters.

use super::file::Main;
use super::little_endian::{byte, word};
use super::sprms::Sprms;

/// The longest chain of styles that are based on each other; it also ends circles.
const LONGEST_CHAIN: usize = 32;

/// A style.
#[derive(Debug, Default)]
struct Style<'a> {
    based_on: usize,
    paragraph: &'a [u8],
    character: &'a [u8],
}

/// The styles of a file, by number.
#[derive(Debug, Default)]
pub(super) struct Styles<'a>(Vec<Style<'a>>);

impl<'a> Styles<'a> {
    /// Reads the styles of `file`; damaged ones are left out.
    pub(super) fn read(file: &Main<'a>) -> Self {
        let mut styles = Vec::new();
        let Some((_, sheet)) = file.structure(1) else { return Self(styles) };
        let head = word(sheet, 0).map_or(0, usize::from);
        let count = word(sheet, 2).map_or(0, usize::from);
        let base = word(sheet, 4).map_or(0, usize::from);
        let mut at = 2 + head;
        for _ in 0..count {
            let Some(length) = word(sheet, at).map(usize::from) else { break };
            let Some(bytes) = sheet.get(at + 2..at + 2 + length) else { break };
            styles.push(style(bytes, base).unwrap_or_default());
            at += 2 + length;
        }
        Self(styles)
    }

    /// Returns the style and those it is based on, the outermost first.
    fn chain(&self, number: usize) -> Vec<&Style<'a>> {
        let mut chain = Vec::new();
        let mut next = self.0.get(number);
        while let Some(style) = next.filter(|_| chain.len() < LONGEST_CHAIN) {
            chain.push(style);
            next = self.0.get(style.based_on);
        }
        chain.reverse();
        chain
    }

    /// Returns the properties of paragraphs with this style, the outermost style first.
    pub(super) fn paragraph(&self, number: usize) -> impl Iterator<Item = (u16, &'a [u8])> {
        self.chain(number).into_iter().flat_map(|style| Sprms::new(style.paragraph))
    }

    /// Returns the properties of characters with this style, the outermost style first.
    pub(super) fn character(&self, number: usize) -> impl Iterator<Item = (u16, &'a [u8])> {
        self.chain(number).into_iter().flat_map(|style| Sprms::new(style.character))
    }
}

/// Reads a style whose header has `base` bytes.
fn style(bytes: &[u8], base: usize) -> Option<Style<'_>> {
    let kind_and_base = word(bytes, 2)?;
    let mut style = Style { based_on: usize::from(kind_and_base >> 4), ..Style::default() };
    let name = usize::from(word(bytes, base)?);
    let mut at = base + 2 + 2 * name + 2;
    let mut parts = Vec::new();
    while let Some(length) = word(bytes, at).map(usize::from) {
        let Some(part) = bytes.get(at + 2..at + 2 + length) else { break };
        parts.push(part);
        at += 2 + length + length % 2;
    }
    match (kind_and_base & 0xF, parts.as_slice()) {
        (1, [paragraph, character, ..]) => {
            style.paragraph = paragraph.get(2..).unwrap_or_default();
            style.character = character;
        }
        (2, [character, ..]) => style.character = character,
        _ => {}
    }
    byte(bytes, 0).map(|_| style)
}
