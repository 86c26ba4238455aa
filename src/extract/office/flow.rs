//! Paragraphs, cells, rows and boxes → lines of text.
//!
//! A paragraph is a line, and so is a table row, with its cells separated by tabs. What is anchored
//! in a paragraph (a text box, a frame) comes after it, so that no sentence is cut in two. A row
//! with text in only one cell is layout, not data: the paragraphs of the cell stay lines, since
//! whole reports are set in a table of one cell.

use super::list_numbers::numbered;

/// An open element, and its lines so far.
enum Frame {
    /// The document, a cell or a text box.
    Lines(Vec<String>),
    /// A table row: the lines of each of its cells.
    Row(Vec<Vec<String>>),
    /// A paragraph: its number, its text, and the lines that come after it.
    Paragraph { number: String, text: String, after: Vec<String> },
}

/// The most characters of a cell that is alone in its row and keeps its column. What is longer is
/// text that is set in a table.
const LONGEST_CELL: usize = 20;

/// The most empty cells that a merged cell covers in a row; the widest tables have 64 columns.
const MOST_EMPTY: usize = 64;

/// What happens at the end of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The paragraph ends here.
    Ends,
    /// The end was deleted or hidden: the next paragraph continues the line.
    GoesOn,
}

/// Builds a text from elements that open and close.
///
/// Readers call one `open` and one `close` for each element; elements nest.
pub(crate) struct Flow {
    frames: Vec<Frame>,
    /// The number and the text of a paragraph whose end does not count.
    carried: Option<(String, String)>,
    /// The paragraphs of notes that wait for the end of the paragraph or the table row they belong
    /// to.
    notes: Vec<String>,
}

impl Flow {
    /// Returns an empty text.
    pub(crate) fn new() -> Self {
        Self { frames: vec![Frame::Lines(Vec::new())], carried: None, notes: Vec::new() }
    }

    /// Opens a paragraph.
    pub(crate) fn open_paragraph(&mut self) {
        let (number, text) = self.carried.take().unwrap_or_default();
        self.frames.push(Frame::Paragraph { number, text, after: Vec::new() });
    }

    /// Opens a table row.
    pub(crate) fn open_row(&mut self) {
        self.settle();
        self.frames.push(Frame::Row(Vec::new()));
    }

    /// Opens a cell, a text box, or anything else that contains paragraphs.
    pub(crate) fn open_box(&mut self) {
        self.settle();
        self.frames.push(Frame::Lines(Vec::new()));
    }

    /// Adds `text` to the open paragraph.
    pub(crate) fn push(&mut self, text: &str) {
        match self.frames.last_mut() {
            Some(Frame::Paragraph { text: so_far, .. }) => so_far.push_str(text),
            Some(Frame::Lines(lines)) => lines.push(text.to_owned()),
            Some(Frame::Row(cells)) => cells.push(vec![text.to_owned()]),
            None => {}
        }
    }

    /// Sets the number of the open paragraph, if it has none yet.
    pub(crate) fn number(&mut self, written: &str) {
        if let Some(Frame::Paragraph { number, .. }) = self.frames.last_mut()
            && number.is_empty()
        {
            written.clone_into(number);
        }
    }

    /// Adds a note that is anchored here: its paragraphs come after the open paragraph, or after the
    /// table row it is in.
    pub(crate) fn note(&mut self, text: &str) {
        let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.notes.extend(paragraphs.map(str::to_owned));
    }

    /// Adds `count` empty cells to the open row: those that a merged cell covers.
    pub(crate) fn empty_cells(&mut self, count: usize) {
        for _ in 0..count.min(MOST_EMPTY) {
            self.open_box();
            self.close();
        }
    }

    /// Returns whether the open paragraph has no text yet.
    pub(crate) fn is_blank(&self) -> bool {
        match self.frames.last() {
            Some(Frame::Paragraph { text, .. }) => text.trim().is_empty(),
            _ => true,
        }
    }

    /// Closes the open paragraph.
    pub(crate) fn close_paragraph(&mut self, mark: Mark) {
        match self.frames.pop() {
            Some(Frame::Paragraph { number, text, after }) if mark == Mark::GoesOn => {
                self.take(after);
                if !text.is_empty() {
                    self.carried = Some((number, text));
                }
            }
            Some(Frame::Paragraph { number, text, after }) if text.trim().is_empty() => {
                // The first column of many tables numbers the rows: its cells have no text.
                let in_row = self.frames.iter().any(|frame| matches!(frame, Frame::Row(_)));
                let text = if in_row { number } else { text };
                self.frames.push(Frame::Paragraph { number: String::new(), text, after });
                self.close();
            }
            Some(frame) => {
                self.frames.push(frame);
                self.close();
            }
            None => {}
        }
    }

    /// Closes the innermost open element.
    pub(crate) fn close(&mut self) {
        self.settle();
        if self.frames.len() < 2 {
            return;
        }
        let lines = self.frames.pop().map(lines_of).unwrap_or_default();
        self.take(lines);
        if self.frames.iter().all(|frame| matches!(frame, Frame::Lines(_))) {
            let notes = std::mem::take(&mut self.notes);
            self.take(notes);
        }
    }

    /// Closes the innermost open element and discards its content.
    pub(crate) fn drop_last(&mut self) {
        self.carried = None;
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    /// Returns the text, each line ended by a line feed.
    pub(crate) fn finish(mut self) -> String {
        self.settle();
        while self.frames.len() > 1 {
            self.close();
        }
        let notes = std::mem::take(&mut self.notes);
        self.take(notes);
        let mut out = String::new();
        for line in self.frames.pop().map(lines_of).unwrap_or_default() {
            out.push_str(&line);
            out.push('\n');
        }
        out
    }

    /// Ends the carried text, if no paragraph follows it.
    fn settle(&mut self) {
        if let Some((number, text)) = self.carried.take() {
            self.take(vec![numbered(&number, &text)]);
        }
    }

    /// Adds `lines` to the innermost open element.
    fn take(&mut self, lines: Vec<String>) {
        let below = match self.frames.last_mut() {
            Some(Frame::Lines(below)) => below,
            Some(Frame::Paragraph { after, .. }) => after,
            Some(Frame::Row(cells)) => return cells.push(lines),
            None => return,
        };
        if below.is_empty() {
            *below = lines;
        } else {
            below.extend(lines);
        }
    }
}

/// Returns the lines of a closed element.
fn lines_of(frame: Frame) -> Vec<String> {
    match frame {
        Frame::Lines(lines) => lines,
        Frame::Paragraph { number, text, mut after } => {
            after.insert(0, numbered(&number, &text));
            after
        }
        Frame::Row(cells) => row(cells),
    }
}

/// Returns the lines of a row with these cells.
pub(crate) fn row(mut cells: Vec<Vec<String>>) -> Vec<String> {
    let has_words = |lines: &Vec<String>| lines.iter().any(|line| !line.trim().is_empty());
    if cells.iter().filter(|cell| has_words(cell)).count() <= 1 {
        let Some(at) = cells.iter().position(has_words) else { return Vec::new() };
        let lines = cells.swap_remove(at);
        return match &lines[..] {
            // Below a cell that is merged over several rows.
            [line] if at > 0 && line.chars().count() <= LONGEST_CELL => {
                vec!["\t".repeat(at) + line]
            }
            _ => lines,
        };
    }
    while cells.last().is_some_and(|cell| !has_words(cell)) {
        cells.pop();
    }
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push('\t');
        }
        let mut paragraphs = cell.iter().filter(|paragraph| !paragraph.trim().is_empty());
        if let Some(first) = paragraphs.next() {
            line.push_str(&first.replace('\n', "\t"));
        }
        for paragraph in paragraphs {
            line.push('\t');
            line.push_str(&paragraph.replace('\n', "\t"));
        }
    }
    vec![line]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Builds a text from a line of signs: ( ) paragraph, ~ end of a paragraph that does not count,
    /// [ ] row, { } cell or box, _ covered cell, * note, anything else is text.
    fn built(plan: &str) -> String {
        let mut flow = Flow::new();
        for sign in plan.chars() {
            match sign {
                '(' => flow.open_paragraph(),
                ')' => flow.close_paragraph(Mark::Ends),
                '~' => flow.close_paragraph(Mark::GoesOn),
                '[' => flow.open_row(),
                '{' => flow.open_box(),
                ']' | '}' => flow.close(),
                '!' => flow.drop_last(),
                '#' => flow.number("一、"),
                '*' => flow.note("注"),
                '_' => flow.empty_cells(1),
                text => flow.push(text.encode_utf8(&mut [0; 4])),
            }
        }
        flow.finish()
    }

    #[test]
    fn lines_are_made_of_paragraphs_rows_and_boxes() {
        let table = [
            ("(甲)(乙)", "甲\n乙\n"),
            ("(甲{(框)}乙)(丙)", "甲乙\n框\n丙\n"),
            ("[{(甲)}{(乙)}][{(丙)}{()}]", "甲\t乙\n丙\n"),
            ("[{(甲)(乙)}{(丙)}]", "甲\t乙\t丙\n"),
            ("[{(甲)(乙)}]", "甲\n乙\n"),
            ("[{(甲)}{[{(1)}{(2)}]}{(乙)}]", "甲\t1\t2\t乙\n"),
            ("[{[{(1)}{(2)}](甲)}]", "1\t2\n甲\n"),
            ("[{(#)}{(乙)}](#)", "一、\t乙\n\n"),
            ("(甲~(乙)", "甲乙\n"),
            ("(#甲~(#乙)", "一、甲乙\n"),
            ("(甲~[{(乙)}]", "甲\n乙\n"),
            ("[{(甲~}{(乙)}]", "甲\t乙\n"),
            ("(甲~", "甲\n"),
            ("[{(甲)}![{(乙)}]", "乙\n"),
            ("(甲)()(乙)", "甲\n\n乙\n"),
            ("[{(甲)}{(乙)}][_{(丙)}]", "甲\t乙\n\t丙\n"),
            ("(甲*乙)(丙)", "甲乙\n注\n丙\n"),
            ("[{(甲*)}{(乙)}](丙)", "甲\t乙\n注\n丙\n"),
            ("(甲*{(框)}乙)(丙)", "甲乙\n框\n注\n丙\n"),
            ("(甲*~(乙)", "甲乙\n注\n"),
            ("[{(甲)}_{(乙)}][_{(丙)}{(丁)}]", "甲\t\t乙\n\t丙\t丁\n"),
            ("(甲", "甲\n"),
            ("}])", ""),
        ];
        for (plan, expected) in table {
            assert_eq!(built(plan), expected, "{plan}");
        }
    }
}
