//! What is sent to a terminal: colours, and text without characters that could harm it.

use crate::text::is_harmful;

/// How text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether matches are coloured; if not, they are put between 【 and 】.
    pub colour: bool,
}

pub(super) const BOLD: &str = "\u{1b}[1m";
const MATCH: &str = "\u{1b}[1;31m";
pub(super) const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

impl Style {
    /// Returns text in a colour or weight.
    pub(super) fn wrap(self, code: &str, text: &str) -> String {
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
