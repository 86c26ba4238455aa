//! The paragraphs of a section, each with its anchor and its look.

use std::ops::Range;

use crate::web::pages::html_text::{Anchors, paragraph_anchor};

/// A paragraph of a section.
pub(super) struct Line {
    /// The bytes of the section's text that are its characters, without the line feed.
    pub(super) bytes: Range<usize>,
    /// Its anchor.
    pub(super) anchor: String,
    /// Its look, which only changes how it is aligned.
    pub(super) look: Look,
}

/// The look of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// An ordinary paragraph.
    Plain,
    /// A line of the title.
    Title,
    /// The number of the document.
    Number,
    /// The addressee.
    Address,
    /// Who signed the report, or when.
    SignOff,
    /// A row of a table.
    Row,
}

/// Cuts a text into its paragraphs.
pub(super) fn lines(text: &str, anchors: &mut Anchors) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let characters = line.strip_suffix('\n').unwrap_or(line);
        let look = if characters.contains('\t') { Look::Row } else { Look::Plain };
        let anchor = anchors.unique(paragraph_anchor(characters));
        lines.push(Line { bytes: at..at + characters.len(), anchor, look });
        at += line.len();
    }
    lines
}

impl Line {
    /// Returns whether it is a row of a table.
    pub(super) fn is_row(&self) -> bool {
        self.look == Look::Row
    }

    /// Returns whether it has no special look yet.
    pub(super) fn is_plain(&self) -> bool {
        self.look == Look::Plain
    }

    /// Returns its class in the style.
    pub(super) fn class(&self) -> &'static str {
        match self.look {
            Look::Plain | Look::Row => "line",
            Look::Title => "line title",
            Look::Number => "line title small",
            Look::Address => "line address",
            Look::SignOff => "line sign-off",
        }
    }
}
