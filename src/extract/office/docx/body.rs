//! The paragraphs, tables and notes of a docx file.

use std::collections::HashMap;

use super::numbering::{Numbering, Styles};
use super::properties::{End, ParagraphProperties, RunProperties, is_deleted_row};
use crate::extract::Unreadable;
use crate::extract::office::fields;
use crate::extract::office::flow::{Flow, Mark};
use crate::extract::office::xml::{Element, Event, Xml};

/// An open field.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether its result has started.
    in_result: bool,
    /// Whether the result has shown anything.
    shown: bool,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notes {
    Foot,
    End,
}

/// Reads the main text and the notes.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    lists: Numbering,
    flow: Flow,
    /// The open paragraphs: text boxes nest in them.
    paragraphs: Vec<ParagraphProperties>,
    runs: Vec<RunProperties>,
    fields: Vec<Field>,
    /// For each open pair of alternatives, whether one has been taken.
    doubles: Vec<bool>,
    /// For each open row, whether it was deleted.
    rows: Vec<bool>,
    /// The notes that the text refers to, in order.
    notes: Vec<(Notes, String)>,
}

impl<'a> Body<'a> {
    /// Returns a reader at the start of a file.
    pub(super) fn new(styles: &'a Styles, lists: Numbering) -> Self {
        Self {
            styles,
            lists,
            flow: Flow::new(),
            paragraphs: Vec::new(),
            runs: Vec::new(),
            fields: Vec::new(),
            doubles: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Reads the main part.
    ///
    /// # Errors
    ///
    /// Fails if its XML is damaged.
    pub(super) fn document(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut xml = Xml::new(text);
        let mut has_body = false;
        while let Some(event) = xml.next()? {
            has_body |= matches!(&event, Event::Open(element) if element.name() == "body");
            self.take(&mut xml, event)?;
        }
        if has_body { Ok(()) } else { Err(Unreadable::Damaged("its main part has no text body")) }
    }

    /// Reads the notes that the text refers to, footnotes first.
    ///
    /// # Errors
    ///
    /// Fails if their XML is damaged.
    pub(super) fn notes(
        &mut self,
        footnotes: Option<&str>,
        endnotes: Option<&str>,
    ) -> Result<(), Unreadable> {
        for (kind, text) in [(Notes::Foot, footnotes), (Notes::End, endnotes)] {
            let wanted: Vec<String> =
                self.notes.iter().filter(|(of, _)| *of == kind).map(|(_, id)| id.clone()).collect();
            let Some(text) = text.filter(|_| !wanted.is_empty()) else { continue };
            let mut texts = self.note_texts(text)?;
            for id in wanted {
                if let Some(text) = texts.remove(&id) {
                    self.flow.open_paragraph();
                    self.flow.push(text.trim());
                    self.flow.close_paragraph(Mark::Ends);
                }
            }
        }
        Ok(())
    }

    /// Returns the text of each note in `text`, with its id.
    fn note_texts(&mut self, text: &str) -> Result<HashMap<String, String>, Unreadable> {
        let mut texts = HashMap::new();
        let main = std::mem::replace(&mut self.flow, Flow::new());
        let mut current = None;
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) if matches!(element.name(), "footnote" | "endnote") => {
                    current = element.attribute("id");
                }
                Event::Close(name) if matches!(name.as_str(), "footnote" | "endnote") => {
                    let flow = std::mem::replace(&mut self.flow, Flow::new());
                    texts.extend(current.take().map(|id| (id, flow.finish())));
                }
                event => self.take(&mut xml, event)?,
            }
        }
        self.flow = main;
        Ok(texts)
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        self.flow.finish()
    }

    /// Handles one step.
    fn take(&mut self, xml: &mut Xml<'_>, event: Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Open(element) => self.open(xml, &element),
            Event::Close(name) => {
                self.close(&name);
                Ok(())
            }
            Event::Text(_) => Ok(()),
        }
    }

    /// Handles the start of an element.
    fn open(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), Unreadable> {
        match element.name() {
            "p" => {
                self.flow.open_paragraph();
                let hidden = self.styles.hides(None);
                self.paragraphs
                    .push(ParagraphProperties { hidden, ..ParagraphProperties::default() });
            }
            "pPr" => self.read_paragraph(xml)?,
            "r" => {
                self.count_unless_it_goes_on();
                self.runs.push(RunProperties::default());
            }
            "rPr" => self.read_run(xml)?,
            "t" => {
                let text = xml.text()?;
                self.push(&text);
            }
            "instrText" => {
                let text = xml.text()?;
                if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                    field.instruction.push_str(&text);
                }
            }
            "fldChar" => self.field(&element.attribute("fldCharType").unwrap_or_default()),
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => self.symbol(element),
            "tr" => {
                self.flow.open_row();
                self.rows.push(false);
            }
            "trPr" => self.read_row(xml)?,
            "tc" | "txbxContent" => self.flow.open_box(),
            "textpath" => self.word_art(element),
            "AlternateContent" => self.doubles.push(false),
            "Choice" | "Fallback" => match self.doubles.last_mut() {
                Some(taken) if !*taken => *taken = true,
                Some(_) => xml.skip()?,
                None => {}
            },
            "footnoteReference" => self.note(Notes::Foot, element),
            "endnoteReference" => self.note(Notes::End, element),
            // What was deleted or moved away, phonetic guides, and properties whose elements have
            // the names of text elements.
            "del" | "moveFrom" | "delText" | "delInstrText" | "rt" | "rubyPr" | "tblPr"
            | "tblGrid" | "tcPr" | "sectPr" | "sdtPr" | "tblPrEx" => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    /// Handles the end of an element.
    fn close(&mut self, name: &str) {
        match name {
            "p" => self.close_paragraph(),
            "r" => drop(self.runs.pop()),
            "tr" => {
                if self.rows.pop() == Some(true) {
                    self.flow.drop_last();
                } else {
                    self.flow.close();
                }
            }
            "tc" | "txbxContent" => self.flow.close(),
            "AlternateContent" => drop(self.doubles.pop()),
            _ => {}
        }
    }

    /// Reads the properties of the open paragraph.
    fn read_paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let properties = ParagraphProperties::read(xml, self.styles)?;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            *paragraph = properties;
        }
        Ok(())
    }

    /// Reads the properties of the open run.
    fn read_run(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let properties = RunProperties::read(xml, self.styles)?;
        if let Some(run) = self.runs.last_mut() {
            *run = properties;
        }
        Ok(())
    }

    /// Reads the properties of the open row.
    fn read_row(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let is_deleted = is_deleted_row(xml)?;
        if let Some(deleted) = self.rows.last_mut() {
            *deleted |= is_deleted;
        }
        Ok(())
    }

    /// Closes the open paragraph.
    fn close_paragraph(&mut self) {
        // An instruction that does not end in its paragraph would swallow the rest of the text.
        while self.fields.last().is_some_and(|field| !field.in_result) {
            self.fields.pop();
        }
        let end = self.paragraphs.last().map(|paragraph| paragraph.end).unwrap_or_default();
        if end == End::Hidden && !self.flow.is_blank() {
            self.count();
        } else {
            self.count_unless_it_goes_on();
        }
        self.paragraphs.pop();
        self.flow.close_paragraph(if end == End::Kept { Mark::Ends } else { Mark::GoesOn });
    }

    /// Counts the open paragraph at its end: whether all of it is hidden or deleted is not known
    /// before, and then it does not count.
    fn count_unless_it_goes_on(&mut self) {
        if self.paragraphs.last().is_some_and(|paragraph| paragraph.end == End::Kept) {
            self.count();
        }
    }

    /// Counts the open paragraph, once.
    fn count(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|it| !it.counted) else { return };
        paragraph.counted = true;
        let style = paragraph.style.as_deref();
        let number = self.lists.next(&paragraph.membership, style, self.styles);
        self.flow.number(&number);
    }

    /// Adds `text` to the open paragraph, unless it is hidden or an instruction.
    fn push(&mut self, text: &str) {
        let by_style = self.paragraphs.last().is_some_and(|paragraph| paragraph.hidden);
        let hidden = self.runs.last().and_then(|run| run.hidden).unwrap_or(by_style);
        if hidden || self.fields.iter().any(|field| !field.in_result) {
            return;
        }
        for field in &mut self.fields {
            field.shown = true;
        }
        self.flow.push(text);
    }

    /// Handles the start, the middle or the end of a field.
    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            _ => {
                let Some(field) = self.fields.pop() else { return };
                if let Some(text) = fields::drawn(&field.instruction).filter(|_| !field.shown) {
                    self.push(&text);
                }
            }
        }
    }

    /// Handles a character of a symbol font: the check boxes of forms.
    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").unwrap_or_default();
        let Ok(code) = u32::from_str_radix(&code, 16) else { return };
        let is_wingdings =
            element.attribute("font").is_some_and(|font| font.starts_with("Wingdings"));
        let shown = match code & 0xFF {
            0xFE | 0x52 if is_wingdings => Some('☑'),
            0xA8 | 0xA3 | 0x6F | 0x71 if is_wingdings => Some('☐'),
            _ => char::from_u32(code).filter(|_| code < 0xE000 && !is_wingdings),
        };
        if let Some(shown) = shown {
            self.push(shown.encode_utf8(&mut [0; 4]));
        }
    }

    /// Handles letters drawn as a picture: the red headings of official documents use them.
    fn word_art(&mut self, element: &Element<'_>) {
        if let Some(text) = element.attribute("string") {
            self.flow.open_box();
            self.flow.open_paragraph();
            self.push(&text);
            self.flow.close_paragraph(Mark::Ends);
            self.flow.close();
        }
    }

    /// Handles the reference to a note.
    fn note(&mut self, kind: Notes, element: &Element<'_>) {
        self.notes.extend(element.attribute("id").map(|id| (kind, id)));
    }
}
