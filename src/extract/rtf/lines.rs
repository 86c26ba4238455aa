//! Paragraphs, cells and rows of RTF → lines: the format says where they end, never where they
//! begin.

use crate::extract::office::flow;
use crate::extract::office::numbers::numbered;

/// How deep in tables a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// In no table.
    #[default]
    Text,
    /// In a table.
    Table,
    /// In a table inside a table.
    Nested,
}

/// The cells of a row that has not ended.
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

/// A text under construction: that of the document, of a box or of a note.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<String>,
    text: String,
    number: String,
    /// The lines of boxes that are anchored in the paragraph under way.
    after: Vec<String>,
    row: Row,
    nested: Row,
}

impl Lines {
    /// Adds `text` to the paragraph.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds `text` to the number of the paragraph.
    pub(super) fn push_number(&mut self, text: &str) {
        self.number.push_str(text);
    }

    /// Adds the lines of a box that is anchored in the paragraph.
    pub(super) fn anchor(&mut self, lines: Vec<String>) {
        self.after.extend(lines);
    }

    /// Returns the lines of the paragraph, which ends.
    fn paragraph(&mut self) -> Vec<String> {
        let number = std::mem::take(&mut self.number);
        // What has no letter and no figure counts nothing: it is the sign of a list.
        let counts = number.contains(char::is_alphanumeric);
        let text = std::mem::take(&mut self.text);
        let mut lines = vec![if counts { numbered(&number, &text) } else { text }];
        lines.append(&mut self.after);
        lines
    }

    /// Ends the paragraph, which stands in `place`.
    pub(super) fn end_paragraph(&mut self, place: Place) {
        let lines = self.paragraph();
        match place {
            Place::Nested => self.nested.cell.extend(lines),
            Place::Table => self.row.cell.extend(lines),
            Place::Text => {
                self.end_rows();
                self.lines.extend(lines);
            }
        }
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self, place: Place) {
        let lines = self.paragraph();
        let row = if place == Place::Nested { &mut self.nested } else { &mut self.row };
        row.cell.extend(lines);
        row.cells.push(std::mem::take(&mut row.cell));
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self, place: Place) {
        if place == Place::Nested {
            let lines = self.nested.end();
            self.row.cell.extend(lines);
        } else {
            self.end_rows();
        }
    }

    /// Makes lines of the rows that have not ended.
    fn end_rows(&mut self) {
        let nested = self.nested.end();
        self.row.cell.extend(nested);
        self.lines.extend(self.row.end());
    }

    /// Returns all lines.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_rows();
        let last = self.paragraph();
        if last.iter().any(|line| !line.trim().is_empty()) {
            self.lines.extend(last);
        }
        self.lines
    }
}
