//! The paragraphs, tables and notes of a docx file.

use std::collections::HashMap;

use super::math::Formula;
use super::numbering::{Numbering, Styles};
use super::properties::{
    CellProperties, End, ParagraphProperties, RowProperties, RunProperties, is_deletion,
};
use crate::extract::Unreadable;
use crate::extract::contents::{is_entry, without_contents};
use crate::extract::office::fields;
use crate::extract::office::flow::{Flow, Mark};
use crate::extract::office::symbols::{raised, symbol};
use crate::extract::office::xml::{Element, Event, Xml};

/// An open field.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether its result has started.
    in_result: bool,
    /// Whether the result has shown anything.
    shown: bool,
    /// Whether the result is a table of contents.
    is_contents: bool,
}

/// The kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Notes {
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
    rows: Vec<RowProperties>,
    cells: Vec<CellProperties>,
    formula: Formula,
    /// The texts of the notes that the text may refer to, by their ids.
    notes: HashMap<(Notes, String), String>,
    /// The text around the open notes of Word 2003, which stand in the text.
    outside: Vec<Flow>,
    /// The lines of other parts that the text refers to, by the ids of the relations.
    insets: HashMap<String, Vec<String>>,
    /// Whether the content that comes next is a table of contents.
    awaits_contents: bool,
    /// Whether a table of contents was left out.
    had_contents: bool,
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
            cells: Vec::new(),
            formula: Formula::default(),
            notes: HashMap::new(),
            outside: Vec::new(),
            insets: HashMap::new(),
            awaits_contents: false,
            had_contents: false,
        }
    }

    /// Adds the lines of other parts, by the ids of the relations that lead to them.
    pub(super) fn add_insets(&mut self, insets: HashMap<String, Vec<String>>) {
        self.insets = insets;
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

    /// Reads the notes of one kind, before the text that refers to them.
    ///
    /// # Errors
    ///
    /// Fails if their XML is damaged.
    pub(super) fn notes(&mut self, kind: Notes, text: &str) -> Result<(), Unreadable> {
        let main = std::mem::replace(&mut self.flow, Flow::new());
        let mut current = None;
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next()? {
            match event {
                Event::Open(element) if is_note(element.name()) => {
                    current = element.attribute("id");
                }
                Event::Close(name) if is_note(&name) => {
                    let flow = std::mem::replace(&mut self.flow, Flow::new());
                    self.notes.extend(current.take().map(|id| ((kind, id), flow.finish())));
                }
                event => self.take(&mut xml, event)?,
            }
        }
        self.flow = main;
        Ok(())
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        without_contents(&self.flow.finish(), self.had_contents)
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
        self.formula.open(element);
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
                self.rows.push(RowProperties::default());
            }
            "trPr" => self.read_row(xml)?,
            "tc" => {
                self.flow.open_box();
                self.cells.push(CellProperties::default());
            }
            "tcPr" => self.read_cell(xml)?,
            "txbxContent" => self.flow.open_box(),
            "textpath" => self.word_art(element),
            "AlternateContent" => self.doubles.push(false),
            "Choice" | "Fallback" => match self.doubles.last_mut() {
                Some(taken) if !*taken => *taken = true,
                Some(_) => xml.skip()?,
                None => {}
            },
            "footnoteReference" => self.note(Notes::Foot, element),
            "endnoteReference" => self.note(Notes::End, element),
            // Notes of Word 2003; what a note of later versions has is in a part of its own.
            name if is_note(name) => {
                self.outside.push(std::mem::replace(&mut self.flow, Flow::new()));
            }
            "altChunk" | "chart" => self.inset(&element.attribute("id").unwrap_or_default()),
            "relIds" => self.inset(&element.attribute("dm").unwrap_or_default()),
            "sdtPr" => self.awaits_contents = holds_contents(xml)?,
            "sdtContent" if std::mem::take(&mut self.awaits_contents) => {
                self.had_contents = true;
                xml.skip()?;
            }
            "annotation" if is_deletion(element) || is_comment(element) => xml.skip()?,
            // What was deleted or moved away, phonetic guides, and properties whose elements have
            // the names of text elements.
            "del" | "moveFrom" | "delText" | "delInstrText" | "rt" | "rubyPr" | "tblPr"
            | "tblGrid" | "sectPr" | "tblPrEx" | "binData" => xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    /// Handles the end of an element.
    fn close(&mut self, name: &str) {
        if let Some(text) = self.formula.close(name) {
            self.push(&text);
        }
        match name {
            "p" => self.close_paragraph(),
            "r" => drop(self.runs.pop()),
            "tr" => {
                if self.rows.pop().is_some_and(|row| row.is_deleted) {
                    self.flow.drop_last();
                } else {
                    self.flow.close();
                }
            }
            "tc" => self.close_cell(),
            "txbxContent" => self.flow.close(),
            "AlternateContent" => drop(self.doubles.pop()),
            name if is_note(name) => {
                let Some(around) = self.outside.pop() else { return };
                let note = std::mem::replace(&mut self.flow, around).finish();
                self.flow.note(&note);
            }
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
        let properties = RowProperties::read(xml)?;
        if let Some(row) = self.rows.last_mut() {
            *row = properties;
            self.flow.empty_cells(properties.before);
        }
        Ok(())
    }

    /// Reads the properties of the open cell.
    fn read_cell(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let properties = CellProperties::read(xml)?;
        if let Some(cell) = self.cells.last_mut() {
            *cell = properties;
        }
        Ok(())
    }

    /// Closes the open cell. What merged cells cover stays empty, so that columns stay columns and
    /// the text of the merged cell is found once.
    fn close_cell(&mut self) {
        let cell = self.cells.pop().unwrap_or_default();
        if cell.is_covered {
            self.flow.drop_last();
            self.flow.empty_cells(1);
        } else {
            self.flow.close();
        }
        self.flow.empty_cells(cell.columns.saturating_sub(1));
    }

    /// Closes the open paragraph.
    fn close_paragraph(&mut self) {
        // An instruction that does not end in its paragraph would swallow the rest of the text.
        while self.fields.last().is_some_and(|field| !field.in_result) {
            self.fields.pop();
        }
        self.close_entry();
        let end = self.paragraphs.last().map(|paragraph| paragraph.end).unwrap_or_default();
        if end == End::Hidden && !self.flow.is_blank() {
            self.count();
        } else {
            self.count_unless_it_goes_on();
        }
        self.paragraphs.pop();
        self.flow.close_paragraph(if end == End::Kept { Mark::Ends } else { Mark::GoesOn });
    }

    /// Leaves out what the open paragraph has of a table of contents. What does not look like an entry
    /// is text: a field that never ends would swallow the rest of the report.
    fn close_entry(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let entry = std::mem::take(&mut paragraph.entry);
        if entry.trim().is_empty() {
            return;
        }
        let by_style = paragraph.is_contents && !entry.trim_end().ends_with('。');
        if by_style || is_entry(&entry) {
            self.had_contents = true;
            return;
        }
        for field in &mut self.fields {
            field.is_contents = false;
        }
        self.flow.push(&entry);
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
        if let Some(written) = &paragraph.number {
            // A number without a letter or a digit is a bullet.
            if written.contains(char::is_alphanumeric) {
                self.flow.number(written);
            }
            return;
        }
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
        let is_raised = self.runs.last().is_some_and(|run| run.raised);
        let text = if is_raised { &raised(text) } else { text };
        if self.formula.is_open() {
            self.formula.push(text);
            return;
        }
        let in_contents = self.fields.iter().any(|field| field.is_contents);
        match self.paragraphs.last_mut() {
            Some(paragraph) if in_contents || paragraph.is_contents => {
                paragraph.entry.push_str(text);
            }
            _ => self.flow.push(text),
        }
    }

    /// Handles the start, the middle or the end of a field.
    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                    field.is_contents = fields::is_contents(&field.instruction);
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

    /// Handles a character of a symbol font, such as the check boxes of forms.
    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").unwrap_or_default();
        let Ok(code) = u32::from_str_radix(&code, 16) else { return };
        let font = element.attribute("font").unwrap_or_default();
        if let Some(shown) = symbol(&font, code) {
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
        let id = element.attribute("id").unwrap_or_default();
        if let Some(text) = self.notes.remove(&(kind, id)) {
            self.flow.note(&text);
        }
    }

    /// Puts in the lines of another part.
    fn inset(&mut self, relation: &str) {
        let lines = self.insets.remove(relation).unwrap_or_default();
        if lines.is_empty() {
            return;
        }
        self.flow.open_box();
        for line in lines {
            self.flow.open_paragraph();
            self.flow.push(&line);
            self.flow.close_paragraph(Mark::Ends);
        }
        self.flow.close();
    }
}

/// Returns whether an element of this name is a note.
fn is_note(name: &str) -> bool {
    matches!(name, "footnote" | "endnote")
}

/// Returns whether an annotation of Word 2003 is a comment.
fn is_comment(annotation: &Element<'_>) -> bool {
    annotation.attribute("type").as_deref() == Some("Word.Comment")
}

/// Reads the rest of an `sdtPr` and returns whether its content is a table of contents.
fn holds_contents(xml: &mut Xml<'_>) -> Result<bool, Unreadable> {
    let mut found = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Open(element) if element.name() == "docPartGallery" => {
                found |= element.attribute("val").as_deref() == Some("Table of Contents");
            }
            Event::Close(name) if name == "sdtPr" => break,
            _ => {}
        }
    }
    Ok(found)
}
