//! What is sent to a terminal: colours, and text without characters that could harm it.

use crate::present::words::{Head, Noun, counted_in};
use crate::report::Language;
use crate::text::is_harmful;

/// How text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The language of all that is not from a report.
    pub language: Language,
    /// Whether matches are coloured; if not, they are put between 【 and 】.
    pub colour: bool,
}

pub(crate) const BOLD: &str = "\u{1b}[1m";
pub(crate) const CODE: &str = "\u{1b}[36m";
const MATCH: &str = "\u{1b}[1;31m";
pub(super) const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

impl Style {
    /// Returns the one of two texts that is in the language.
    pub(crate) fn pick<T>(self, english: T, chinese: T) -> T {
        self.language.pick(english, chinese)
    }

    /// Returns a counted number with its noun.
    pub(super) fn counted(self, number: u64, noun: Noun) -> String {
        counted_in(self.language, number, noun)
    }

    /// Returns the head of a column.
    pub(super) fn head(self, head: Head) -> &'static str {
        head.label(self.language)
    }

    /// Returns text in a colour or weight.
    pub(crate) fn wrap(self, code: &str, text: &str) -> String {
        if self.colour { format!("{code}{text}{PLAIN}") } else { text.to_owned() }
    }

    /// Returns text of a report, or the name of a file, in a form that is safe to send to a terminal:
    /// characters that move the cursor, change colours or turn the direction of writing become
    /// `\u{…}`.
    #[must_use]
    pub fn printable(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\t' => out.push(' '),
                _ if is_harmful(character) => out.extend(character.escape_unicode()),
                _ => out.push(character),
            }
        }
        out
    }

    /// Returns text marked as a match.
    pub(super) fn matched(self, text: &str) -> String {
        if self.colour { self.wrap(MATCH, text) } else { format!("【{text}】") }
    }
}

/// Returns text on one line, safe to send to a terminal.
pub(super) fn one_line(text: &str) -> String {
    Style::printable(text).replace('\n', "\\n")
}
