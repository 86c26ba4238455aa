//! What to mark in a passage.

use crate::text::fold_term;

/// A match to mark in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum Needle {
    /// A folded form.
    Folded(String),
    /// Original characters.
    Strict(String),
}

impl Needle {
    /// Returns the folded forms of the text that the needle matches.
    pub(super) fn folded_forms(&self) -> Vec<String> {
        match self {
            Self::Folded(form) => vec![form.clone()],
            Self::Strict(text) => fold_term(text),
        }
    }
}
