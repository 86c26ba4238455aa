//! The characters of a doc file → lines.

use std::collections::HashMap;

use super::file::{Main, Unit};
use super::lists::Lists;
use super::little_endian::word;
use super::properties::Properties;
use super::styles::Styles;
use crate::extract::contents::without_contents;
use crate::extract::office::fields;
use crate::extract::office::line_builder::{LineBuilder, TableDepth};
use crate::extract::office::symbols::{raised, symbol};

/// The properties of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Paragraph {
    style: usize,
    list: usize,
    level: usize,
    place: TableDepth,
    /// Whether its end is the end of a cell in a nested table.
    ends_cell: bool,
    /// Whether its end is the end of a row.
    ends_row: bool,
}

/// The properties of a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    /// Whether it is hidden or deleted.
    gone: bool,
    /// The code of a symbol that is shown instead.
    sign: Option<u16>,
    /// Whether it is raised above the line.
    raised: bool,
}

/// An open field.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
    shown: bool,
    /// Whether its result is a table of contents.
    is_contents: bool,
}

/// Returns the text of `file`, each line ended by a line feed.
pub(super) fn read(file: &Main<'_>) -> String {
    let mut reader = Reader {
        file,
        properties: Properties::read(file),
        styles: Styles::read(file),
        lists: Lists::read(file),
        lines: LineBuilder::default(),
        fields: Vec::new(),
        notes: HashMap::new(),
        had_contents: false,
    };
    let [main, boxes, footnotes, endnotes] = file.parts();
    let mut after = vec![boxes];
    match file.notes() {
        Some(notes) => reader.notes = notes.into_iter().collect(),
        None => after.extend([footnotes, endnotes]),
    }
    let mut text = String::new();
    for line in reader.part(&main) {
        text.push_str(&line);
        text.push('\n');
    }
    for line in after.iter().flat_map(|part| reader.part(part)) {
        if !line.trim().is_empty() {
            text.push_str(line.trim());
            text.push('\n');
        }
    }
    without_contents(&text, reader.had_contents)
}

/// Reads one file.
struct Reader<'a> {
    file: &'a Main<'a>,
    properties: Properties<'a>,
    styles: Styles<'a>,
    lists: Lists,
    lines: LineBuilder,
    fields: Vec<Field>,
    /// The notes, by the place of the character that each is anchored at.
    notes: HashMap<usize, Vec<Unit>>,
    /// Whether a table of contents was left out.
    had_contents: bool,
}

impl Reader<'_> {
    /// Returns the lines of one part of the text.
    fn part(&mut self, units: &[Unit]) -> Vec<String> {
        self.fields.clear();
        let ends = |unit: &Unit| matches!(unit.character, '\r' | '\u{7}' | '\u{c}');
        for paragraph in units.split_inclusive(ends) {
            self.paragraph(paragraph);
        }
        let lines = std::mem::take(&mut self.lines);
        self.had_contents |= lines.had_contents();
        lines.finish()
    }

    /// Adds the note that is anchored at the character at `place`, if there is one.
    fn note(&mut self, place: usize) {
        let Some(units) = self.notes.remove(&place) else { return };
        let (lines, fields) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.fields));
        let note = self.part(&units).join("\n");
        (self.lines, self.fields) = (lines, fields);
        self.lines.note(&note);
    }

    /// Handles a paragraph and its end.
    fn paragraph(&mut self, units: &[Unit]) {
        let Some(end) = units.last() else { return };
        let said = self.said_of_paragraph(end.place);
        let mut last: Option<((usize, u16), Look)> = None;
        for unit in units {
            let run = (self.properties.run(unit.place), unit.change);
            let look = match last {
                Some((same, look)) if same == run => look,
                _ => self.look(*unit, said.style),
            };
            if !look.gone {
                self.note(unit.place);
                self.character(unit.character, look);
            }
            last = Some((run, look));
        }
        let goes_on = last.is_some_and(|(_, look)| look.gone);
        // An instruction that does not end in its paragraph would swallow the rest of the text.
        self.fields.retain(|field| field.in_result);
        if self.lines.refuses_entry() {
            self.fields.iter_mut().for_each(|field| field.is_contents = false);
        }
        let counted = said.list > 0 && !(goes_on && self.lines.is_blank()) && !said.ends_row;
        if counted && !(end.character == '\u{c}' && self.lines.is_blank()) {
            let number = self.lists.next(said.list, said.level);
            self.lines.push_number(&number);
        }
        let in_table =
            if said.place == TableDepth::Nested { TableDepth::Nested } else { TableDepth::Table };
        match end.character {
            '\u{7}' if said.ends_row => self.lines.end_row(TableDepth::Table),
            '\u{7}' => self.lines.end_cell(TableDepth::Table),
            '\r' if said.ends_row => self.lines.end_row(in_table),
            '\r' if said.ends_cell => self.lines.end_cell(in_table),
            '\u{c}' if self.lines.is_blank() => {}
            '\r' | '\u{c}' if !goes_on => self.lines.end_paragraph(said.place),
            _ => {}
        }
    }

    /// Returns the properties of the paragraph that ends at `place`.
    fn said_of_paragraph(&self, place: usize) -> Paragraph {
        let (style, own) = self.properties.paragraph(place);
        let mut said = Paragraph { style, ..Paragraph::default() };
        for (kind, operand) in self.styles.paragraph(style).chain(own) {
            let number = operand.first().copied().map_or(0, usize::from);
            match kind {
                0x260A => said.level = number,
                0x460B => said.list = word(operand, 0).map_or(0, usize::from),
                0x2416 if number == 0 => said.place = TableDepth::Text,
                0x2416 => said.place = said.place.at_least_table(),
                0x6649 => said.place = TableDepth::from_depth(number),
                0x2417 | 0x244C => said.ends_row = number != 0,
                0x244B => said.ends_cell = number != 0,
                _ => {}
            }
        }
        said
    }

    /// Returns the properties of a character in a paragraph with this style.
    fn look(&self, unit: Unit, style: usize) -> Look {
        let mut look = Look::default();
        let (mut hidden, mut deleted) = (false, false);
        let mut take = |kind: u16, operand: &[u8], hidden: &mut bool| {
            let number = operand.first().copied().unwrap_or(0);
            match kind {
                0x0800 => deleted = number & 1 == 1,
                // 0x80 means "as in the style", 0x81 "not as in the style".
                0x083C => match number {
                    0 | 1 => *hidden = number == 1,
                    0x81 => *hidden = !*hidden,
                    _ => {}
                },
                0x6A09 => look.sign = word(operand, 2),
                0x2A48 => look.raised = number == 1,
                _ => {}
            }
        };
        for (kind, operand) in self.styles.character(style) {
            take(kind, operand, &mut hidden);
        }
        let own = self.properties.character(unit.place);
        for (kind, operand) in own.chain(self.file.change(unit)) {
            if kind == 0x4A30 {
                let number = word(operand, 0).map_or(0, usize::from);
                for (kind, operand) in self.styles.character(number) {
                    take(kind, operand, &mut hidden);
                }
            } else {
                take(kind, operand, &mut hidden);
            }
        }
        look.gone = hidden || deleted;
        look
    }

    /// Handles one character.
    fn character(&mut self, character: char, look: Look) {
        if let Some(sign) = look.sign {
            // The name of the font is not read: nearly all symbols are of Wingdings.
            if let Some(shown) = symbol("Wingdings", u32::from(sign)) {
                self.push(shown.encode_utf8(&mut [0; 4]));
            }
            return;
        }
        match character {
            '\u{13}' => self.fields.push(Field::default()),
            '\u{14}' => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.is_contents = fields::is_contents(&field.instruction);
                }
            }
            '\u{15}' => {
                let Some(field) = self.fields.pop() else { return };
                if let Some(text) = fields::drawn(&field.instruction).filter(|_| !field.shown) {
                    self.push(&text);
                }
            }
            '\u{b}' | '\u{e}' => self.push("\n"),
            '\u{1e}' => self.push("-"),
            '\t' => self.push("\t"),
            control if control.is_control() => {}
            digit if look.raised && digit.is_ascii_digit() => {
                self.push(&raised(digit.encode_utf8(&mut [0; 4])));
            }
            character => self.push(character.encode_utf8(&mut [0; 4])),
        }
    }

    /// Adds `text` to the paragraph, or to the instruction of the open field.
    fn push(&mut self, text: &str) {
        if let Some(field) = self.fields.iter_mut().rfind(|field| !field.in_result) {
            field.instruction.push_str(text);
            return;
        }
        for field in &mut self.fields {
            field.shown = true;
        }
        if self.fields.iter().any(|field| field.is_contents) {
            self.lines.push_entry(text);
        } else {
            self.lines.push(text);
        }
    }
}
