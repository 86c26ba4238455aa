//! Tokens of RTF → lines.

use std::collections::HashMap;

use encoding_rs::WINDOWS_1252;

use super::code_pages::CodePage;
use super::control_words::{is_left_out, sign};
use super::tokens::{Token, Tokens};
use crate::extract::office::fields;
use crate::extract::office::limits::DEEPEST;
use crate::extract::office::line_builder::{LineBuilder, TableDepth};
use crate::extract::office::symbols::raised;
use crate::extract::{Extracted, Format, PageFacts, Unreadable};

/// Where the characters of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// To the text.
    Text,
    /// To the number of the paragraph.
    Number,
    /// To the instruction of a field.
    Instruction,
    /// To the title in the properties.
    Title,
    /// To the description of a font.
    Fonts,
    /// Nowhere, but groups inside may have a target.
    Frame,
    /// Nowhere.
    Nowhere,
}

/// The state that lasts until the end of a group.
#[derive(Clone, Copy, Debug)]
struct Group {
    target: Target,
    font: i32,
    /// How many bytes after a `\u` stand for the same character.
    fallback: i32,
    look: Look,
    place: TableDepth,
    /// Whether it starts with `\*`.
    starred: bool,
}

/// How the characters of a group look.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    hidden: bool,
    deleted: bool,
    /// Whether they are raised above the line.
    raised: bool,
}

/// An open text box or note, and the number of groups around it.
struct Inset {
    depth: usize,
    is_note: bool,
    /// The text around it.
    around: LineBuilder,
}

/// An open field.
struct Field {
    depth: usize,
    instruction: String,
    shown: bool,
}

/// The state of the reader.
pub(super) struct RtfReader {
    groups: Vec<Group>,
    lines: LineBuilder,
    insets: Vec<Inset>,
    fields: Vec<Field>,
    title: String,
    /// The code page of the document.
    page: CodePage,
    pages: HashMap<i32, CodePage>,
    /// The font that the font table is describing.
    defining: i32,
    /// Bytes that are not decoded yet: a character may have two.
    pending: Vec<u8>,
    /// Whether the last of them is the first half of a character.
    awaits: bool,
    /// The first half of a surrogate pair.
    half: Option<u16>,
    /// How many bytes are still to be skipped after a `\u`.
    left_out: i32,
}

impl RtfReader {
    /// Returns a reader at the start of a file.
    pub(super) fn new() -> Self {
        Self {
            groups: Vec::new(),
            lines: LineBuilder::default(),
            insets: Vec::new(),
            fields: Vec::new(),
            title: String::new(),
            page: CodePage::Text(WINDOWS_1252),
            pages: HashMap::new(),
            defining: 0,
            pending: Vec::new(),
            awaits: false,
            half: None,
            left_out: 0,
        }
    }

    /// Returns whether the outermost group has ended.
    pub(super) fn is_done(&self) -> bool {
        self.groups.is_empty()
    }

    /// Returns the text and the title.
    pub(super) fn finish(mut self) -> Extracted {
        self.flush();
        // A file that breaks off has open boxes and notes.
        while let Some(inset) = self.insets.pop() {
            self.close_inset(inset);
        }
        let text = self.lines.finish_text();
        let title = Some(self.title.trim().to_owned()).filter(|title| !title.is_empty());
        let page = PageFacts { title, ..PageFacts::default() };
        Extracted { page, ..Extracted::from_text(Format::Rtf, text) }
    }

    /// Handles one token.
    pub(super) fn take(
        &mut self,
        token: Token<'_>,
        tokens: &mut Tokens<'_>,
    ) -> Result<(), Unreadable> {
        match token {
            Token::Open => self.open()?,
            Token::Close => self.close(),
            Token::Hex(byte) => self.byte(byte),
            Token::Byte(byte) => {
                self.byte(byte);
                if self.awaits
                    && let Some(second) = tokens.raw()
                {
                    self.byte(second);
                }
            }
            // The substitute of a character counts as one, whatever it is.
            Token::Symbol(_) if self.left_out > 0 => self.left_out -= 1,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => {
                self.flush();
                self.left_out = 0;
                self.word(word, number);
            }
        }
        Ok(())
    }

    /// Opens a group.
    fn open(&mut self) -> Result<(), Unreadable> {
        self.flush();
        self.left_out = 0;
        if self.groups.len() >= DEEPEST {
            return Err(Unreadable::TooDeep { most: DEEPEST });
        }
        let usual = Group {
            target: Target::Text,
            font: 0,
            fallback: 1,
            look: Look::default(),
            place: TableDepth::Text,
            starred: false,
        };
        let group = self.groups.last().copied().unwrap_or(usual);
        self.groups.push(Group { starred: false, ..group });
        Ok(())
    }

    /// Closes a group, and the box, note or field that was opened in it.
    fn close(&mut self) {
        self.flush();
        self.left_out = 0;
        let depth = self.groups.len();
        if self.insets.last().is_some_and(|inset| inset.depth == depth)
            && let Some(inset) = self.insets.pop()
        {
            self.close_inset(inset);
        }
        if self.fields.last().is_some_and(|field| field.depth == depth)
            && let Some(field) = self.fields.pop()
            && let Some(text) = fields::drawn(&field.instruction).filter(|_| !field.shown)
        {
            self.text(&text);
        }
        let place = self.groups.pop().map(|group| group.place).unwrap_or_default();
        // Whether a paragraph is in a table belongs to the paragraph, not to the group.
        if let Some(around) = self.groups.last_mut().filter(|group| group.target == Target::Text) {
            around.place = place;
        }
    }

    /// Adds the text of a box or a note to the text around it.
    fn close_inset(&mut self, inset: Inset) {
        let lines = std::mem::replace(&mut self.lines, inset.around).finish();
        if inset.is_note {
            self.lines.note(&lines.join("\n"));
        } else {
            self.lines.anchor(lines);
        }
    }

    /// Returns the code page of the current font.
    fn current_page(&self) -> CodePage {
        let font = self.groups.last().map_or(0, |group| group.font);
        self.pages.get(&font).copied().unwrap_or(self.page)
    }

    /// Handles a byte of text.
    fn byte(&mut self, byte: u8) {
        if self.left_out > 0 {
            self.left_out -= 1;
        } else {
            self.awaits = !self.awaits && self.current_page().leads(byte);
            self.pending.push(byte);
        }
    }

    /// Decodes the pending bytes.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.awaits = false;
            let text = self.current_page().decode(&std::mem::take(&mut self.pending));
            self.text(&text);
        }
    }

    /// Sends `text` to the target of the group.
    fn text(&mut self, text: &str) {
        let Some(group) = self.groups.last().copied() else { return };
        if group.look.hidden || group.look.deleted {
            return;
        }
        match group.target {
            Target::Text => {
                for field in &mut self.fields {
                    field.shown |= !text.trim().is_empty();
                }
                let text = if group.look.raised { &raised(text) } else { text };
                if self.fields.iter().any(|field| fields::is_contents(&field.instruction)) {
                    self.lines.push_entry(text);
                } else {
                    self.lines.push(text);
                }
            }
            Target::Number => self.lines.push_number(text),
            Target::Title => self.title.push_str(text),
            Target::Instruction => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(text);
                }
            }
            Target::Fonts | Target::Frame | Target::Nowhere => {}
        }
    }

    /// Handles a control symbol.
    fn symbol(&mut self, symbol: u8) {
        self.flush();
        match symbol {
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("-"),
            b'\\' => self.text("\\"),
            b'{' => self.text("{"),
            b'}' => self.text("}"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'*' => {
                if let Some(group) = self.groups.last_mut() {
                    group.starred = true;
                }
            }
            _ => {}
        }
    }

    /// Handles a character given by its number.
    fn character(&mut self, number: i32) {
        let group = self.groups.last();
        self.left_out = group.map_or(1, |group| group.fallback);
        // Numbers beyond 32,767 are written as negative ones.
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let units = [self.half.take().unwrap_or(unit), unit];
        match unit {
            0xD800..=0xDBFF => self.half = Some(unit),
            0xDC00..=0xDFFF => {
                let decoded = char::decode_utf16(units).next();
                if let Some(Ok(character)) = decoded {
                    self.text(character.encode_utf8(&mut [0; 4]));
                }
            }
            // The symbols of Symbol and Wingdings.
            0xF000..=0xF0FF => {}
            _ => {
                if let Some(character) = char::from_u32(u32::from(unit)) {
                    self.text(character.encode_utf8(&mut [0; 4]));
                }
            }
        }
    }

    /// Ends the paragraph, unless its end is hidden or deleted.
    fn end_paragraph(&mut self) {
        let Some(group) = self.groups.last() else { return };
        if group.target == Target::Text && !group.look.hidden && !group.look.deleted {
            if self.lines.refuses_entry() {
                self.fields.retain(|field| !fields::is_contents(&field.instruction));
            }
            self.lines.end_paragraph(group.place);
        }
    }

    /// Handles a control word.
    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let Some(group) = self.groups.last_mut() else { return };
        let is_on = number != Some(0);
        let is_text = group.target == Target::Text;
        match word {
            b"u" => self.character(number.unwrap_or(0)),
            b"uc" => group.fallback = number.unwrap_or(1).clamp(0, 16),
            b"v" => group.look.hidden = is_on,
            b"deleted" => group.look.deleted = is_on,
            b"super" => group.look.raised = is_on,
            b"nosupersub" | b"sub" => group.look.raised = false,
            b"plain" => group.look = Look::default(),
            b"pard" => group.place = TableDepth::Text,
            b"intbl" => group.place = group.place.at_least_table(),
            b"itap" => {
                let depth = usize::try_from(number.unwrap_or(1)).unwrap_or(0);
                group.place = TableDepth::from_depth(depth);
            }
            b"f" if group.target == Target::Fonts => self.defining = number.unwrap_or(0),
            b"f" | b"deff" => group.font = number.unwrap_or(0),
            b"ansicpg" => self.page = number.and_then(CodePage::from_number).unwrap_or(self.page),
            b"fcharset" | b"cpg" if group.target == Target::Fonts => {
                let known =
                    if word == b"cpg" { CodePage::from_number } else { CodePage::from_charset };
                if let Some(page) = number.and_then(known) {
                    self.pages.insert(self.defining, page);
                }
            }
            b"par" | b"sect" => self.end_paragraph(),
            b"cell" if is_text => self.lines.end_cell(TableDepth::Table),
            b"nestcell" if is_text => self.lines.end_cell(TableDepth::Nested),
            b"row" if is_text => self.lines.end_row(TableDepth::Table),
            b"nestrow" => self.lines.end_row(TableDepth::Nested),
            _ => match sign(word) {
                Some(text) => self.text(text),
                None => self.destination(word),
            },
        }
    }

    /// Handles a control word that sets the target of a group.
    fn destination(&mut self, word: &[u8]) {
        let depth = self.groups.len();
        let Some(group) = self.groups.last_mut() else { return };
        if group.target == Target::Nowhere {
            return;
        }
        let starred = std::mem::take(&mut group.starred);
        match word {
            b"fonttbl" => group.target = Target::Fonts,
            b"title" if group.target == Target::Frame => {
                group.target = Target::Title;
                self.title.clear();
            }
            b"listtext" | b"pntext" => group.target = Target::Number,
            b"field" => {
                self.fields.push(Field { depth, instruction: String::new(), shown: false });
            }
            b"fldinst" => group.target = Target::Instruction,
            b"fldrslt" if group.target == Target::Instruction => group.target = Target::Text,
            b"info" | b"shpinst" | b"do" | b"nesttableprops" => group.target = Target::Frame,
            b"shptxt" | b"dptxbxtext" | b"footnote" => {
                group.target = Target::Text;
                group.place = TableDepth::Text;
                let around = std::mem::take(&mut self.lines);
                self.insets.push(Inset { depth, is_note: word == b"footnote", around });
            }
            _ if is_left_out(word) => group.target = Target::Nowhere,
            b"ud" | b"shppict" => {}
            _ if starred => group.target = Target::Nowhere,
            _ => {}
        }
    }
}
