//! A range of nodes → lines of text, as a browser shows them.
//!
//! Blocks, cells and `<br>` end lines. White space becomes one blank, or nothing between Chinese
//! characters. Each row of a data table is one line; what a cell covers in other rows and columns is
//! empty there, so that columns stay columns and its text counts once.

use std::ops::Range;

use super::references::{is_file, names_file};
use super::style::{Look, is_block};
use super::tree::{NodeKind, Page, hanzi};
use crate::text::is_han;

/// The most Chinese characters in a cell of several paragraphs that still counts as data.
const LARGEST_CELL: usize = 120;

/// The most columns that cells of a table cover; a cell beyond them covers one.
const MOST_COLUMNS: usize = 200;

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The characters; never blank, without line breaks.
    pub(super) text: String,
    /// The index of its first node.
    pub(super) at: usize,
    /// The number of Chinese characters.
    pub(super) hanzi: usize,
    /// The number of those in links.
    pub(super) linked: usize,
    /// The number of letters and digits, Chinese or not, outside links.
    pub(super) plain: usize,
    /// Whether it links to a file, such as an attachment.
    pub(super) file: bool,
    /// Whether it was ended by `<br>` inside a heading or a centred block.
    pub(super) soft: bool,
    /// Whether it is a row of a data table.
    pub(super) row: bool,
    /// How its first characters look.
    pub(super) look: Look,
}

/// Returns the lines of the nodes in `range`.
pub(super) fn lines(page: &Page, range: Range<usize>) -> Vec<Line> {
    let mut writer = Writer { page, lines: Vec::new(), line: Line::default() };
    // Where the open elements end, the innermost last, and whether they are blocks.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        while let Some((_, block)) = open.pop_if(|(end, _)| *end <= at) {
            if block {
                writer.end(false);
            }
        }
        let Some(node) = page.nodes.get(at) else { break };
        match &node.kind {
            NodeKind::Text(text) => writer.text(text, at),
            NodeKind::Comment(_) => {}
            NodeKind::Element(element) if element.name == "br" => writer.line_break(at),
            NodeKind::Element(element) if element.name == "table" && is_data(page, at) => {
                writer.end(false);
                writer.rows(at);
                at = node.end;
                continue;
            }
            NodeKind::Element(element) => {
                let block = is_block(&element.name);
                if block {
                    writer.end(false);
                }
                if is_file(&element.href) {
                    writer.line.file = true;
                }
                open.push((node.end, block));
            }
        }
        at += 1;
    }
    writer.end(false);
    writer.lines
}

/// Builds lines.
struct Writer<'a> {
    page: &'a Page,
    lines: Vec<Line>,
    line: Line,
}

impl Writer<'_> {
    /// Appends the characters of the node at `at`.
    fn text(&mut self, text: &str, at: usize) {
        let node = self.page.nodes.get(at);
        let linked = node.is_some_and(|node| node.linked);
        let preformatted = node.is_some_and(|node| node.preformatted);
        if self.line.text.is_empty() {
            self.line.at = at;
        }
        if self.line.text.trim().is_empty() {
            self.line.look = node.map(|node| node.look).unwrap_or_default();
        }
        self.line.file |= linked && names_file(text);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let space = |it: char| it.is_ascii_whitespace();
            let length = rest.find(|it: char| space(it) != space(first)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);
            rest = after;
            if !space(first) {
                self.words(run, linked);
            } else if preformatted && run.contains('\n') {
                self.end(false);
                self.line.at = at;
            } else {
                self.blank(run);
            }
        }
    }

    /// Appends characters without ASCII white space.
    fn words(&mut self, run: &str, linked: bool) {
        // A line feed is resolved when it is known what follows it.
        if self.line.text.ends_with('\n') {
            self.line.text.pop();
            let before = self.line.text.chars().next_back();
            if [before, run.chars().next()].into_iter().flatten().all(is_narrow) {
                self.line.text.push(' ');
            }
        }
        let count = hanzi(run);
        self.line.text.push_str(run);
        self.line.hanzi += count;
        if linked {
            self.line.linked += count;
        } else {
            self.line.plain += run.chars().filter(|it| it.is_alphanumeric()).count();
        }
    }

    /// Appends white space: a blank, or a line feed that [`Self::words`] resolves.
    fn blank(&mut self, run: &str) {
        let text = &mut self.line.text;
        if text.is_empty() || text.ends_with([' ', '\n']) {
            return;
        }
        text.push(if run.contains(['\n', '\r']) { '\n' } else { ' ' });
    }

    /// Handles the `<br>` at `at`.
    fn line_break(&mut self, at: usize) {
        let mut blocks = self.page.above(at).filter_map(|up| self.page.element(up));
        let block = blocks.find(|element| is_block(&element.name));
        let soft = block.is_some_and(|element| {
            element.centred || matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4")
        });
        self.end(soft);
    }

    /// Ends the line.
    fn end(&mut self, soft: bool) {
        let mut line = std::mem::take(&mut self.line);
        let length = line.text.trim_end_matches(|it: char| it.is_ascii_whitespace()).len();
        line.text.truncate(length);
        if line.text.chars().any(|it| !it.is_whitespace()) {
            line.soft = soft;
            self.lines.push(line);
        }
    }

    /// Writes the rows of the data table at `at`.
    fn rows(&mut self, at: usize) {
        // For each column, how many of the next rows a cell above covers.
        let mut covered: Vec<usize> = Vec::new();
        for row in rows(self.page, at) {
            let mut whole = Line { at: row.first, row: true, ..Line::default() };
            let mut column = 0;
            for (number, cell) in row.cells.into_iter().enumerate() {
                if number > 0 {
                    whole.text.push('\t');
                }
                while let Some(rows) = covered.get_mut(column).filter(|rows| **rows > 0) {
                    *rows -= 1;
                    column += 1;
                    whole.text.push('\t');
                }
                whole.add_cell(lines(self.page, cell.nodes));
                let [rows, columns] = cell.span;
                let next = (column + columns.max(1)).min(MOST_COLUMNS.max(column + 1));
                if covered.len() < next {
                    covered.resize(next, 0);
                }
                covered.get_mut(column..next).into_iter().flatten().for_each(|it| *it = rows - 1);
                whole.text.extend(std::iter::repeat_n('\t', next - column - 1));
                column = next;
            }
            covered.iter_mut().skip(column).for_each(|rows| *rows = rows.saturating_sub(1));
            let length = whole.text.trim_end().len();
            whole.text.truncate(length);
            if !whole.text.trim().is_empty() {
                self.lines.push(whole);
            }
        }
    }
}

impl Line {
    /// Adds the lines of a cell.
    fn add_cell(&mut self, lines: Vec<Self>) {
        if let Some(first) = lines.first().filter(|_| self.text.trim().is_empty()) {
            self.look = first.look;
        }
        for (number, line) in lines.into_iter().enumerate() {
            if number > 0 {
                self.text.push(' ');
            }
            self.text.push_str(&line.text);
            self.hanzi += line.hanzi;
            self.linked += line.linked;
            self.plain += line.plain;
            self.file |= line.file;
        }
    }
}

/// Returns whether `character` belongs to a script with blanks between words.
fn is_narrow(character: char) -> bool {
    character.is_alphanumeric() && !is_han(character) && character < '\u{2e80}'
        || character.is_ascii_punctuation()
}

/// A row of a table.
struct Row {
    first: usize,
    cells: Vec<Cell>,
}

/// A cell of a table.
struct Cell {
    nodes: Range<usize>,
    /// The rows and columns that it covers, at least one each.
    span: [usize; 2],
}

/// Returns the rows of the table at `at`, which has no tables in its cells.
fn rows(page: &Page, at: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let end = page.nodes.get(at).map_or(at, |node| node.end);
    let mut next = at + 1;
    while next < end {
        let Some(node) = page.nodes.get(next) else { break };
        let nodes = next..node.end;
        match page.element(next).map_or("", |element| element.name.as_str()) {
            "tr" => rows.push(Row { first: next, cells: Vec::new() }),
            "caption" => rows.push(Row { first: next, cells: vec![Cell { nodes, span: [1, 1] }] }),
            "td" | "th" => {
                let [rows_covered, columns] = page.element(next).map_or([1, 1], |cell| cell.span);
                // No rows are all the rows to the end.
                let span = [if rows_covered == 0 { usize::MAX } else { rows_covered }, columns];
                if let Some(row) = rows.last_mut() {
                    row.cells.push(Cell { nodes, span });
                }
                next = node.end;
                continue;
            }
            _ => {}
        }
        next += 1;
    }
    rows
}

/// Returns whether the table at `at` contains data: some row has several cells, and no cell has a
/// table or paragraphs of text. Other tables are for layout.
fn is_data(page: &Page, at: usize) -> bool {
    let end = page.nodes.get(at).map_or(at, |node| node.end);
    let within = (at + 1)..end;
    let nests = |at: usize| page.element(at).is_some_and(|element| element.name == "table");
    if within.clone().any(nests) {
        return false;
    }
    let rows = rows(page, at);
    let wide = rows.iter().any(|row| row.cells.len() > 1);
    let is_field = |cell: &Cell| {
        let lines = lines(page, cell.nodes.clone());
        lines.len() < 2 || lines.iter().map(|line| line.hanzi).sum::<usize>() <= LARGEST_CELL
    };
    wide && rows.iter().flat_map(|row| &row.cells).all(is_field)
}
