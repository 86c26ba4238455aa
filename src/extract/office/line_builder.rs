//! Paragraphs, cells and rows → lines, for formats that mark only their ends: RTF and doc.

use super::flow;
use super::list_numbers::numbered;
use crate::extract::contents::{is_entry, without_contents};

/// How deep a paragraph is in tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TableDepth {
    /// In no table.
    #[default]
    Text,
    /// In a table.
    Table,
    /// In a table inside a table.
    Nested,
}

impl TableDepth {
    /// Returns the depth of a paragraph that is marked as in a table.
    pub(crate) fn at_least_table(self) -> Self {
        if self == Self::Nested { self } else { Self::Table }
    }

    /// Returns the depth of a paragraph inside `depth` nested tables.
    pub(crate) fn from_depth(depth: usize) -> Self {
        match depth {
            0 => Self::Text,
            1 => Self::Table,
            2.. => Self::Nested,
        }
    }
}

/// The cells of an unfinished row.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<String>>,
    cell: Vec<String>,
}

impl Row {
    /// Ends the row and returns its lines.
    fn end(&mut self) -> Vec<String> {
        let cell = std::mem::take(&mut self.cell);
        if !cell.is_empty() {
            self.cells.push(cell);
        }
        flow::row(std::mem::take(&mut self.cells))
    }
}

/// Builds the lines of a document, a text box or a note.
#[derive(Debug, Default)]
pub(crate) struct LineBuilder {
    done: Vec<String>,
    text: String,
    number: String,
    /// The text of the paragraph that is in a table of contents.
    entry: String,
    /// Whether a table of contents was left out.
    had_contents: bool,
    /// The lines of boxes that are anchored in the current paragraph.
    after: Vec<String>,
    /// The notes that wait for the end of the paragraph or the table row they belong to.
    notes: Vec<String>,
    row: Row,
    nested: Row,
}

impl LineBuilder {
    /// Adds `text` to the paragraph.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds `text` to the paragraph, as a part of a table of contents.
    pub(crate) fn push_entry(&mut self, text: &str) {
        self.entry.push_str(text);
    }

    /// Returns whether what was added as a part of a table of contents does not look like one: then
    /// it is text, since a field that never ends would swallow the rest of the report.
    pub(crate) fn refuses_entry(&self) -> bool {
        !self.entry.trim().is_empty() && !is_entry(&self.entry)
    }

    /// Returns whether a table of contents was left out.
    pub(crate) fn had_contents(&self) -> bool {
        self.had_contents
    }

    /// Adds `text` to the number of the paragraph.
    pub(crate) fn push_number(&mut self, text: &str) {
        self.number.push_str(text);
    }

    /// Adds the lines of a box that is anchored in the paragraph.
    pub(crate) fn anchor(&mut self, lines: Vec<String>) {
        self.after.extend(lines);
    }

    /// Adds a note that is anchored in the paragraph: it comes after the paragraph, or after the
    /// table row it is in.
    pub(crate) fn note(&mut self, text: &str) {
        let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.notes.extend(paragraphs.map(str::to_owned));
    }

    /// Returns whether the paragraph has no text yet.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Ends the paragraph and returns its lines.
    fn paragraph(&mut self, place: TableDepth) -> Vec<String> {
        if self.refuses_entry() {
            self.text.push_str(&self.entry);
        } else if !self.entry.trim().is_empty() {
            self.had_contents = true;
        }
        self.entry.clear();
        let mut number = std::mem::take(&mut self.number);
        // A number without a letter or a digit is a bullet.
        if !number.contains(char::is_alphanumeric) {
            number.clear();
        }
        let text = std::mem::take(&mut self.text);
        // The first column of many tables numbers the rows: its cells have no text.
        let counts_rows = place != TableDepth::Text && text.trim().is_empty() && !number.is_empty();
        let mut lines = vec![if counts_rows { number } else { numbered(&number, &text) }];
        lines.append(&mut self.after);
        lines
    }

    /// Ends the paragraph.
    pub(crate) fn end_paragraph(&mut self, place: TableDepth) {
        let lines = self.paragraph(place);
        match place {
            TableDepth::Nested => self.nested.cell.extend(lines),
            TableDepth::Table => self.row.cell.extend(lines),
            TableDepth::Text => {
                self.end_rows();
                self.done.extend(lines);
                self.done.append(&mut self.notes);
            }
        }
    }

    /// Ends a cell.
    pub(crate) fn end_cell(&mut self, place: TableDepth) {
        let lines = self.paragraph(place);
        let row = if place == TableDepth::Nested { &mut self.nested } else { &mut self.row };
        row.cell.extend(lines);
        row.cells.push(std::mem::take(&mut row.cell));
    }

    /// Ends a row.
    pub(crate) fn end_row(&mut self, place: TableDepth) {
        if place == TableDepth::Nested {
            let lines = self.nested.end();
            self.row.cell.extend(lines);
        } else {
            self.end_rows();
        }
    }

    /// Writes the lines of unfinished rows.
    fn end_rows(&mut self) {
        let nested = self.nested.end();
        self.row.cell.extend(nested);
        let row = self.row.end();
        if !row.is_empty() {
            self.done.extend(row);
            self.done.append(&mut self.notes);
        }
    }

    /// Returns the text of all lines, without the table of contents.
    pub(crate) fn finish_text(self) -> String {
        let had_contents = self.had_contents();
        let mut text = String::new();
        for line in self.finish() {
            text.push_str(&line);
            text.push('\n');
        }
        without_contents(&text, had_contents)
    }

    /// Returns all lines.
    pub(crate) fn finish(mut self) -> Vec<String> {
        self.end_rows();
        let last = self.paragraph(TableDepth::Text);
        if last.iter().any(|line| !line.trim().is_empty()) {
            self.done.extend(last);
        }
        self.done.append(&mut self.notes);
        self.done
    }
}
