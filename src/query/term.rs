//! A term: the run of characters that is searched for.

use std::hash::{Hash, Hasher};

/// A run of characters that a section has to contain.
#[derive(Clone, Debug)]
pub struct Term {
    text: String,
    /// The same with the quotation marks and blanks that were typed. Two terms that differ only in
    /// them are one, since they are compared in folded form; see [`Term::as_typed`].
    typed: String,
    strict: bool,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.strict) == (&other.text, other.strict)
    }
}

impl Eq for Term {}

impl Hash for Term {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.text, self.strict).hash(state);
    }
}

impl Term {
    /// Returns the term that is compared in folded form. Quotation marks, which vanish in folding,
    /// are removed, and runs of white space become one blank.
    #[must_use]
    pub fn folded(text: &str) -> Self {
        let typed = text.to_owned();
        let text = text.chars().filter(|&c| !is_quotation_mark(c) && !c.is_control());
        let words: String = text.collect();
        Self { text: words.split_whitespace().collect::<Vec<_>>().join(" "), typed, strict: false }
    }

    /// Returns the term that is compared with the original text, character for character.
    #[must_use]
    pub fn strict(text: &str) -> Self {
        Self { text: text.to_owned(), typed: text.to_owned(), strict: true }
    }

    /// Returns the same term, typed with these quotation marks.
    pub(super) fn with_marks(self, typed: &str) -> Self {
        Self { typed: typed.to_owned(), ..self }
    }

    /// Returns the term that is compared with the original text as it was typed, marks included.
    pub(crate) fn as_typed(&self) -> Self {
        Self::strict(&self.typed)
    }

    /// Returns the characters of the term; quotation marks only if it is strict.
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
