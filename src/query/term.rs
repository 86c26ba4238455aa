//! A term: the run of characters that is searched for.

/// A run of characters that a section has to contain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    text: String,
    strict: bool,
}

impl Term {
    /// Returns the term that is compared in folded form. Quotation marks, which vanish in folding,
    /// are removed, and runs of white space become one blank.
    #[must_use]
    pub fn folded(text: &str) -> Self {
        let text = text.chars().filter(|&c| !is_quotation_mark(c) && !c.is_control());
        let words: String = text.collect();
        Self { text: words.split_whitespace().collect::<Vec<_>>().join(" "), strict: false }
    }

    /// Returns the term that is compared with the original text, character for character.
    #[must_use]
    pub fn strict(text: &str) -> Self {
        Self { text: text.to_owned(), strict: true }
    }

    /// Returns the term as it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the term is compared with the original text.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }
}

/// Returns whether a character is a quotation mark of any script.
pub(super) fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '＂' | '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟'
    )
}
