//! Removes what extraction left behind, and not one character of the report.
//!
//! Removed are blanks without a meaning (indents, the ends of lines, those that set off digits or
//! spread a title over the line), control and zero-width characters, and the debris that converters
//! write into the text, such as `[bookmark: _GoBack]`. Lines broken within a sentence are joined. The
//! characters that remain are the report's own: full width, traditional forms and radicals are kept,
//! since they are quoted later.

use super::broken_lines::{LineWidth, Lines, TextLine, join_broken_lines};
use super::heading_number::heading_number;
use crate::report::PageStarts;
use crate::text::{cut, plain};

/// Returns the paragraphs of `text`, each ended by a line feed, without blank lines.
///
/// A blank within a paragraph is kept only next to words of two letters or more, between two letters
/// or digits, and between these and ASCII punctuation. Tabs are kept between the cells of a table, and
/// before those of a row that begins with empty ones: columns stay columns. Folding leaves it out like every other blank, so that a term is found even if a converter broke it
/// over cells, at the price of a match that spans two of them. The time is linear in the length of
/// `text`.
///
/// ```
/// use chabao::parse::clean;
/// assert_eq!(clean("　　[bookmark: _GoBack]（一） 共 12 件\r\n\r\n"), "（一）共12件\n");
/// assert_eq!(clean("情 况 报 告"), "情况报告\n");
/// assert_eq!(clean("运用 Rule of Law 指数"), "运用 Rule of Law 指数\n");
/// ```
#[must_use]
pub fn clean(text: &str) -> String {
    clean_paged(text, &PageStarts::default()).0
}

/// Returns what [`clean`] does, and where the pages begin in it that begin at `starts` in `text`.
pub(super) fn clean_paged(text: &str, starts: &PageStarts) -> (String, PageStarts) {
    let mut cleaner = Cleaner::new(text.len());
    let mut starts = starts.iter().peekable();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        while let Some((_, page)) = starts.next_if(|(start, _)| *start <= at) {
            cleaner.begin_page(page);
        }
        let (_, rest) = text.split_at(at);
        if is_plain(byte) {
            let most = starts.peek().map_or(rest.len(), |(start, _)| start - at);
            let length = rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
            let length = length.min(most);
            cleaner.words(rest.split_at(length).0);
            at += length;
            continue;
        }
        let Some(character) = rest.chars().next() else { break };
        at += character.len_utf8();
        match kind(character) {
            CharacterKind::Blank(width) => cleaner.blank(width),
            CharacterKind::Tab => cleaner.tab(),
            CharacterKind::Nothing => {}
            CharacterKind::LineEnd => {
                if character == '\r' && bytes.get(at) == Some(&b'\n') {
                    at += 1;
                }
                cleaner.end_line();
            }
            CharacterKind::Word => cleaner.words(rest.split_at(character.len_utf8()).0),
        }
    }
    cleaner.end_line();
    let Cleaner { out: text, lines: places, starts, .. } = cleaner;
    let joined = join_broken_lines(Lines { text, places, starts });
    (joined.text, joined.starts)
}

/// Returns whether `byte` belongs only to characters that are kept, and is not a square bracket.
///
/// The first UTF-8 bytes of the characters that [`kind`] singles out are C2, E1, E2, E3 and EF; Chinese
/// characters begin with E4 to E9, so that nearly all text passes here in long runs.
fn is_plain(byte: u8) -> bool {
    /// Looked up for every byte of every report, instead of eight comparisons.
    const PLAIN: [bool; 256] = {
        let mut table = [true; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] =
                !matches!(byte, 0..=0x20 | 0x7F | 0x5B | 0x5D | 0xC2 | 0xE1..=0xE3 | 0xEF);
            byte += 1;
        }
        table
    };
    PLAIN.get(usize::from(byte)).is_none_or(|plain| *plain)
}

/// What a character is to the cleaner.
enum CharacterKind {
    /// White space of this width in half characters.
    Blank(usize),
    /// A tab: an indent, or the border between the cells of a table.
    Tab,
    /// An invisible character.
    Nothing,
    /// The end of a line.
    LineEnd,
    /// A character of the report.
    Word,
}

/// Returns what `character` is.
fn kind(character: char) -> CharacterKind {
    match character {
        ' '
        | '\u{a0}'
        | '\u{2000}'
        | '\u{2002}'
        | '\u{2004}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{1680}' => CharacterKind::Blank(1),
        '\u{3000}' | '\u{2001}' | '\u{2003}' => CharacterKind::Blank(2),
        '\t' => CharacterKind::Tab,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            CharacterKind::LineEnd
        }
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffc}' => CharacterKind::Nothing,
        control if control.is_control() => CharacterKind::Nothing,
        _ => CharacterKind::Word,
    }
}

/// How debris begins; it ends with the next square bracket on the same line.
const DEBRIS: [&str; 3] = ["[bookmark:", "[if !", "[endif"];

/// The longest debris, in bytes. The names of bookmarks have at most 40 characters.
const LONGEST_DEBRIS: usize = 200;

/// The most characters of a cell that is alone in its row.
const LONGEST_CELL: usize = 20;

/// The most square brackets that can be open at once; of more, the outermost are forgotten.
const DEEPEST: usize = 32;

/// The text cleaned so far.
struct Cleaner {
    out: String,
    lines: Vec<TextLine>,
    /// Where pages begin in `out`.
    starts: PageStarts,
    /// The byte of `out` where the current line starts.
    start: usize,
    /// The width of the blanks at the start of the current line, in half characters.
    indent: usize,
    /// Whether blanks precede what comes next.
    blank: bool,
    /// The number of tabs among these blanks.
    tabs: usize,
    /// The number of tabs at the start of the current line.
    first_tabs: usize,
    /// Whether the line before is a row of a table.
    after_row: bool,
    /// Whether an empty line precedes the current line.
    after_blank: bool,
    /// The width of the current line as it is written, and of the blanks that precede what comes next.
    width: LineWidth,
    blanks: LineWidth,
    /// The bytes of `out` where the open square brackets of the current line are.
    open: Vec<usize>,
}

impl Cleaner {
    /// Returns a cleaner for a text of `length` bytes.
    fn new(length: usize) -> Self {
        Self {
            out: String::with_capacity(length + 1),
            lines: Vec::new(),
            starts: PageStarts::default(),
            start: 0,
            indent: 0,
            blank: false,
            tabs: 0,
            first_tabs: 0,
            after_row: false,
            after_blank: false,
            width: LineWidth::default(),
            blanks: LineWidth::default(),
            open: Vec::new(),
        }
    }

    /// Says that what comes next is on `page`.
    fn begin_page(&mut self, page: u32) {
        self.starts.begin(self.out.len(), page);
    }

    /// Takes a blank, `width` half characters wide.
    fn blank(&mut self, width: usize) {
        self.blanks += LineWidth { halves: width, characters: 1 };
        if self.out.len() == self.start {
            self.indent += width;
        } else {
            self.blank = true;
        }
    }

    /// Takes a tab: four half characters of an indent, or the border between two cells.
    fn tab(&mut self) {
        self.blanks += LineWidth { halves: 4, characters: 1 };
        if self.out.len() == self.start {
            self.indent += 4;
            self.first_tabs += 1;
        } else {
            self.tabs += 1;
        }
    }

    /// Takes words, which are not empty, and the blanks before them if these are kept.
    fn words(&mut self, words: &str) {
        self.width += std::mem::take(&mut self.blanks);
        self.width += LineWidth::of_text(words);
        if self.tabs > 0 {
            let tabs = std::mem::take(&mut self.tabs);
            self.blank = false;
            self.out.extend(std::iter::repeat_n('\t', tabs));
        } else if self.blank {
            self.blank = false;
            let line = cut(&self.out, self.start..);
            if keeps_blank(line, words) {
                self.out.push(' ');
            }
        }
        match words {
            "[" => {
                if self.open.len() == DEEPEST {
                    self.open.remove(0);
                }
                self.open.push(self.out.len());
                self.out.push('[');
            }
            "]" => self.close(),
            _ => self.out.push_str(words),
        }
    }

    /// Takes a closing square bracket, and removes what it closes if that is debris.
    fn close(&mut self) {
        self.out.push(']');
        let Some(start) = self.open.pop() else { return };
        let inside = cut(&self.out, start..);
        let is_debris = DEBRIS.iter().any(|debris| {
            inside.get(..debris.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(debris))
        });
        if inside.len() > LONGEST_DEBRIS || !is_debris {
            return;
        }
        self.out.truncate(start);
        if self.out.ends_with(' ') {
            self.out.pop();
            self.blank = true;
        } else {
            while self.out.ends_with('\t') {
                self.out.pop();
                self.tabs += 1;
            }
        }
        let end = self.out.len();
        self.starts.move_from(self.start, |at| at.min(end));
    }

    /// Removes the only tab of the current line if it sets off the number of a heading.
    fn close_number(&mut self) {
        let line = cut(&self.out, self.start..);
        let Some((number, words)) = line.split_once('\t').filter(|(_, it)| !it.contains('\t'))
        else {
            return;
        };
        let whole = format!("{number}{words}");
        let marker_length = number.len();
        if heading_number(&plain(&whole)).is_some_and(|marker| marker.length == number.len()) {
            self.out.truncate(self.start);
            self.out.push_str(&whole);
            let tab = self.start + marker_length;
            self.starts.move_from(self.start, |at| if at > tab { at - 1 } else { at });
        }
    }

    /// Puts the tabs at the start of the current line back if it is a row that begins with empty cells,
    /// and not an indented paragraph.
    fn keep_first_cells(&mut self) {
        let line = cut(&self.out, self.start..);
        let is_cell = || {
            line.chars().count() <= LONGEST_CELL
                && !line.ends_with('。')
                && heading_number(&plain(line)).is_none()
        };
        let is_row = line.contains('\t');
        if self.first_tabs > 0 && (is_row || (self.after_row && !line.is_empty() && is_cell())) {
            self.out.insert_str(self.start, &"\t".repeat(self.first_tabs));
            let (start, tabs) = (self.start, self.first_tabs);
            self.starts.move_from(start, |at| if at > start { at + tabs } else { at });
        }
        self.after_row = is_row || (self.after_row && self.first_tabs > 0);
    }

    /// Ends the current line.
    fn end_line(&mut self) {
        self.close_number();
        self.keep_first_cells();
        let end = self.out.len();
        if end == self.start {
            self.after_blank = true;
        } else {
            let Self { start, indent, after_blank, width, .. } = *self;
            self.lines.push(TextLine { start, end, indent, after_blank, width });
            self.out.push('\n');
            self.after_blank = false;
        }
        self.start = self.out.len();
        self.indent = 0;
        (self.blank, self.tabs, self.first_tabs) = (false, 0, 0);
        (self.width, self.blanks) = Default::default();
        self.open.clear();
    }
}

/// Returns whether a blank between `before` and `after` separates words.
fn keeps_blank(before: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let mut right = after.chars();
    let (Some(last), Some(first)) = (left.next(), right.next()) else { return false };
    match (is_wide(last), is_wide(first)) {
        (true, true) => false,
        (true, false) => is_letter(Some(first)) && is_letter(right.next()),
        (false, true) => is_letter(Some(last)) && is_letter(left.next()),
        (false, false) => !(last.is_ascii_digit() && matches!(first, '%' | '‰' | '℃')),
    }
}

/// Returns whether `character` is a letter of a script that separates words by blanks.
fn is_letter(character: Option<char>) -> bool {
    character.is_some_and(|letter| letter.is_alphabetic() && !is_wide(letter))
}

/// Returns whether `character` is Chinese, or punctuation as Chinese text uses it.
fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{b7}' | '\u{2010}'..='\u{2027}' | '\u{2460}'..='\u{27bf}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
