//! Automatic numbers of lists, as the program that wrote the file shows them.
//!
//! The 一、 of a heading is often not in the text: the paragraph only refers to a level of a list,
//! and the program counts. Without these numbers the outline of the report is lost. The three
//! formats that count (docx, doc, odt) share number formats and counting.

use super::number_format::NumberFormat;

/// The number of levels of a list: Word has 9, `OpenDocument` 10.
pub(crate) const LEVELS: usize = 10;

/// A piece of the text around a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberPiece {
    /// These characters.
    Text(String),
    /// The number of the level with this index, 0 for the outermost.
    Number(usize),
}

/// Parses `text` in which %1 stands for the number of the outermost level, as in docx.
pub(crate) fn pieces(text: &str) -> Vec<NumberPiece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let level = characters.peek().and_then(|next| next.to_digit(10)).filter(|it| *it > 0);
        if let ('%', Some(level)) = (character, level) {
            characters.next();
            if !words.is_empty() {
                pieces.push(NumberPiece::Text(std::mem::take(&mut words)));
            }
            pieces.push(NumberPiece::Number(usize::try_from(level - 1).unwrap_or(0)));
        } else {
            words.push(character);
        }
    }
    if !words.is_empty() {
        pieces.push(NumberPiece::Text(words));
    }
    pieces
}

/// When a level starts again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    /// After each paragraph of a level above it.
    AfterAny,
    /// After a paragraph of one of this many outermost levels; with 0, never.
    After(usize),
}

/// A level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListLevel {
    /// The first number.
    pub(crate) start: u32,
    /// The format of the numbers of this level.
    pub(crate) form: NumberFormat,
    /// The text before the paragraph.
    pub(crate) pieces: Vec<NumberPiece>,
    /// Whether the numbers of the levels above are written in digits (1.1 under 第一章).
    pub(crate) figures: bool,
    /// When it starts again.
    pub(crate) restart: Restart,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            start: 1,
            form: NumberFormat::Decimal,
            pieces: Vec::new(),
            figures: false,
            restart: Restart::AfterAny,
        }
    }
}

/// Counts the levels of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListCounter([Option<u32>; LEVELS]);

impl ListCounter {
    /// Lets level `level` start with `start` at its next paragraph, and the levels below it start
    /// again.
    pub(crate) fn restart(&mut self, level: usize, start: u32) {
        for count in self.0.iter_mut().skip(level) {
            *count = None;
        }
        if let Some(count) = self.0.get_mut(level) {
            *count = start.checked_sub(1);
        }
    }

    /// Counts a paragraph of level `level` and returns the number it shows.
    ///
    /// A bullet shows nothing, unless it is a Chinese word.
    pub(crate) fn next(&mut self, levels: &[ListLevel], level: usize) -> String {
        let (Some(own), Some(count)) = (levels.get(level), self.0.get_mut(level)) else {
            return String::new();
        };
        *count = Some(count.map_or(own.start, |count| count.saturating_add(1)));
        for (below, other) in levels.iter().enumerate().skip(level + 1) {
            let begins_anew = match other.restart {
                Restart::AfterAny => true,
                Restart::After(outermost) => level < outermost,
            };
            if let (true, Some(count)) = (begins_anew, self.0.get_mut(below)) {
                *count = None;
            }
        }
        let mut out = String::new();
        for piece in &own.pieces {
            match piece {
                NumberPiece::Text(text) => out.push_str(text),
                NumberPiece::Number(of) => {
                    let Some(other) = levels.get(*of) else { continue };
                    let number = self.0.get(*of).copied().flatten().unwrap_or(other.start);
                    let form = if own.figures { NumberFormat::Decimal } else { other.form };
                    out.push_str(&form.write(number));
                }
            }
        }
        let is_sign =
            own.form == NumberFormat::Bullet && !out.contains(|it| matches!(it, '一'..='龥'));
        if is_sign { String::new() } else { out }
    }
}

/// Returns the text of a paragraph with its number.
///
/// They are joined without a blank, as in a typed report, unless they would run together: a digit,
/// a letter or a Chinese number before words, or 1. before a digit.
///
/// Blanks at the start of the text are removed: the number takes their place.
pub(crate) fn numbered(number: &str, text: &str) -> String {
    let number = number.trim();
    if number.is_empty() || text.trim().is_empty() {
        return text.to_owned();
    }
    let text = text.trim_start_matches([' ', '\u{3000}', '\u{a0}', '\t']);
    let opens_with_figure = text.starts_with(|first: char| first.is_ascii_digit());
    let run_together = match number.chars().last() {
        Some('.' | ':') => opens_with_figure,
        Some(last) => last.is_alphanumeric(),
        None => false,
    };
    if run_together { format!("{number} {text}") } else { format!("{number}{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_levels_begin_anew_under_each_higher_one() {
        let level = |form: &str, text: &str| ListLevel {
            form: NumberFormat::from_docx(form),
            pieces: pieces(text),
            ..ListLevel::default()
        };
        let mut levels = [
            level("chineseCounting", "%1、"),
            level("decimal", "（%2）"),
            level("decimal", "%1.%3"),
        ];
        levels[2].figures = true;
        let mut counter = ListCounter::default();
        let mut shown = |levels: &[ListLevel], order: &[usize]| -> Vec<String> {
            order.iter().map(|level| counter.next(levels, *level)).collect()
        };
        assert_eq!(
            shown(&levels, &[0, 1, 1, 2, 0, 1]),
            ["一、", "（1）", "（2）", "1.1", "二、", "（1）"]
        );
        levels[1].restart = Restart::After(0);
        assert_eq!(shown(&levels, &[0, 1]), ["三、", "（2）"]);
        counter.restart(0, 5);
        assert_eq!(counter.next(&levels, 0), "五、");
        assert_eq!(counter.next(&levels, 9), "");
    }

    #[test]
    fn a_number_and_its_text_do_not_run_together() {
        let table = [
            ("一、", "总体情况", "一、总体情况"),
            ("（一）", "\t健全制度", "（一）健全制度"),
            ("1.", "加强", "1.加强"),
            ("1.", "2023年", "1. 2023年"),
            ("1", "2023年", "1 2023年"),
            ("第一章", "总则", "第一章 总则"),
            ("", " 总则", " 总则"),
            ("一、", "", ""),
        ];
        for (number, text, expected) in table {
            assert_eq!(numbered(number, text), expected);
        }
    }

    #[test]
    fn the_text_around_a_number_is_read() {
        let text = |text: &str| NumberPiece::Text(text.to_owned());
        let table = [
            ("（%1）", vec![text("（"), NumberPiece::Number(0), text("）")]),
            ("%1.%2", vec![NumberPiece::Number(0), text("."), NumberPiece::Number(1)]),
            ("100%", vec![text("100%")]),
            ("%0", vec![text("%0")]),
            ("", vec![]),
        ];
        for (template, expected) in table {
            assert_eq!(pieces(template), expected, "{template}");
        }
    }
}
