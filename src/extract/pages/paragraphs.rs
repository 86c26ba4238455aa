//! Lines → paragraphs, across the ends of pages.
//!
//! Indents of first lines decide, if the report has them; otherwise the ends of lines, the space
//! between them and the numbers of headings. The rules and limits were measured on reports printed
//! by several programs, with and without indents, justified and ragged.

use rustc_hash::FxHashMap;

use super::frame::{Frame, Style, is_one_place};
use super::line::{LineKind, TextLine};
use super::line_text::{ItemForm, ends_open, is_date, is_numbered, is_stop, item_number, unbroken};
use super::notes::{Note, notes, place_of_mark};
use super::paged::Paged;

/// Returns the paragraphs of `pages`, each ended by a line feed; `areas` are the left, bottom,
/// right and top edges of each page.
pub(super) fn text(pages: &[Vec<TextLine>], areas: &[[f32; 4]]) -> Paged {
    let frames = Frame::measure_pages(pages, areas);
    let mut builder = Builder::default();
    for (lines, frame) in pages.iter().zip(&frames) {
        let (main, foot) = lines.split_at(lines.len() - footnotes(lines, frame));
        builder.awaited.extend(notes(foot));
        for line in main {
            builder.add(line, frame);
        }
        builder.end_page();
    }
    builder.end();
    builder.out
}

/// Returns the number of lines at the foot of a page that are smaller than its text: footnotes.
fn footnotes(lines: &[TextLine], frame: &Frame) -> usize {
    let is_small = |line: &&TextLine| line.kind == LineKind::Words && line.size < frame.size - 1.4;
    let count = lines.iter().rev().take_while(is_small).count();
    if count == lines.len() { 0 } else { count }
}

/// Builds paragraphs.
#[derive(Default)]
struct Builder {
    out: Paged,
    /// The current paragraph.
    paragraph: Paged,
    /// Its last line.
    last: Option<TextLine>,
    /// The left edge of its lines after the first.
    hang: Option<f32>,
    /// The number of its first line.
    number: Option<(ItemForm, u32)>,
    /// The last number in each form that begins a paragraph.
    counted: FxHashMap<ItemForm, u32>,
    /// The notes of the page, which wait for the paragraphs that refer to them.
    awaited: Vec<Note>,
    /// Notes that no paragraph refers to: they wait for the end of the last paragraph of the page,
    /// which may continue on the next one.
    notes: Vec<Note>,
}

impl Builder {
    /// Adds a line of the main text.
    fn add(&mut self, line: &TextLine, frame: &Frame) {
        let continues = self.last.as_ref().is_some_and(|last| self.continues(last, line, frame));
        if continues {
            self.paragraph.append(&line.text, line.page);
            self.hang = Some(line.left);
        } else {
            self.end();
            self.paragraph = Paged::new(&line.text, line.page);
            self.number = item_number(&line.text);
            self.counted.extend(self.number);
        }
        self.last = Some(line.clone());
    }

    /// Returns whether an item with `number` follows the last one of its form.
    fn is_next_item(&self, (form, value): (ItemForm, u32)) -> bool {
        self.counted.get(&form).is_some_and(|last| last + 1 == value)
    }

    /// Returns whether the current paragraph may be a heading: numbered, and not yet a sentence.
    fn is_numbered_heading(&self) -> bool {
        // 60 characters: longer headings are very rare.
        self.number.is_some()
            && self.paragraph.text.len() <= 180
            && !self.paragraph.text.contains(['。', '，', '；'])
    }

    /// Ends the current paragraph, and writes the notes that waited for it.
    fn end(&mut self) {
        self.flush();
        for note in std::mem::take(&mut self.notes) {
            self.write(&note.text);
        }
    }

    /// Ends a page: notes to which neither its paragraphs nor the open one refer come next.
    fn end_page(&mut self) {
        let awaited = std::mem::take(&mut self.awaited);
        let (open, rest): (Vec<Note>, Vec<Note>) = awaited
            .into_iter()
            .partition(|note| place_of_mark(&self.paragraph.text, &note.mark).is_some());
        self.awaited = open;
        self.notes.extend(rest);
    }

    /// Writes the current paragraph, and after it the notes that it refers to.
    fn flush(&mut self) {
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let mut own = Vec::new();
        for note in std::mem::take(&mut self.awaited) {
            match place_of_mark(&paragraph.text, &note.mark) {
                Some(at) => {
                    paragraph.remove(at..at + note.mark.len());
                    own.push(note);
                }
                None => self.awaited.push(note),
            }
        }
        self.write(&paragraph);
        for note in own {
            self.write(&note.text);
        }
        self.last = None;
        self.hang = None;
    }

    /// Writes a paragraph, unless it is empty.
    fn write(&mut self, paragraph: &Paged) {
        if !paragraph.text.is_empty() {
            self.out.push_paragraph(paragraph);
        }
    }

    /// Returns whether `line` continues the paragraph whose last line is `last`.
    fn continues(&self, last: &TextLine, line: &TextLine, frame: &Frame) -> bool {
        let is_words = |line: &TextLine| line.kind == LineKind::Words && !line.text.contains('\t');
        if !is_words(last) || !is_words(line) || (last.size - line.size).abs() > 1.5 {
            return false;
        }
        if is_wrapped_title(last, line, frame) {
            return true;
        }
        let is_spaced = frame.is_spaced(last, line);
        if is_spaced || line.page > last.page + 1 || frame.is_centred(last) {
            return false;
        }
        let em = line.size;
        let room = frame.right - last.right;
        let is_stopped = last.text.ends_with(is_stop);
        let number = item_number(&line.text);
        let is_new = number.is_some();
        let offset = line.left - frame.left;
        let hangs = match self.hang {
            Some(hang) => (line.left - hang).abs() < 0.5 * em && hang > frame.left + 0.6 * em,
            None => self.number.is_some() && line.left > last.left + 0.6 * em && offset < 6.0 * em,
        };
        if hangs && !is_new && room < 1.5 * em && !frame.is_centred(line) {
            return true;
        }
        if offset.abs() > 0.9 * em {
            return false;
        }
        // A line ends where the next word would not fit: with less than a character left, or before
        // a number or a bracketed name that is not broken.
        let is_full = room < (unbroken(&line.text) + 0.8) * em;
        if !is_full && !ends_open(last) && number.is_some_and(|number| self.is_next_item(number)) {
            return false;
        }
        let measure = frame.right - frame.left;
        match frame.style {
            Style::Indented => {
                let is_full = is_full || room < 3.0 * em;
                let breaks_off = !is_stopped && !self.is_numbered_heading() && room < 0.4 * measure;
                (is_full || breaks_off) && !(is_new && is_stopped)
            }
            Style::Spaced => {
                let is_within = is_one_place(last, line);
                (is_full || (is_within && room < 0.4 * measure)) && !(is_new && is_stopped)
            }
            Style::Plain => is_full && !(is_new && (is_stopped || !ends_open(last))),
        }
    }
}

/// Returns whether two lines are one title: both centred, larger than the text, close together.
fn is_wrapped_title(last: &TextLine, line: &TextLine, frame: &Frame) -> bool {
    let is_title = |line: &TextLine| line.size > frame.size + 0.9 && frame.is_centred(line);
    let is_close = is_one_place(last, line) && last.base - line.base < 2.3 * line.size;
    let opens = line.text.starts_with(['（', '(', '—', '〔']) || is_numbered(&line.text);
    // Titles such as 某县司法局 ⏎ 关于…的报告 are broken on purpose, with room left on the first line.
    let room = frame.right - frame.left - (last.right - last.left);
    let is_parted = line.text.starts_with("关于") && room > 2.0 * last.size;
    let same_size = (last.size - line.size).abs() < 0.6;
    is_title(last)
        && is_title(line)
        && is_close
        && same_size
        && !opens
        && !is_parted
        && !is_date(&line.text)
        && !last.text.ends_with(is_stop)
}
