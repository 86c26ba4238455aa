//! A term: the run of characters that is searched for.

use std::hash::{Hash, Hasher};

use super::pattern::canonical;
use crate::text::is_quotation_mark;

/// A run of characters that a section has to contain, or a pattern of such runs.
#[derive(Clone, Debug)]
pub struct Term {
    text: String,
    /// The same with the quotation marks and blanks that were typed. Two terms that differ only in
    /// them are one, since they are compared in folded form; see [`Term::as_typed`].
    typed: String,
    compared: Compared,
    has_aliases: bool,
}

/// How a term is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Compared {
    /// In folded form.
    Folded,
    /// With the original text.
    Strict,
    /// In folded form, with characters that stand for others.
    Pattern,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        let Self { text, typed: _, compared, has_aliases } = self;
        (text, compared, has_aliases) == (&other.text, &other.compared, &other.has_aliases)
    }
}

impl Eq for Term {}

impl Hash for Term {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.text, self.compared, self.has_aliases).hash(state);
    }
}

impl Term {
    /// Returns the term that is compared in folded form. Quotation marks, which vanish in folding,
    /// are removed, and runs of white space become one blank.
    #[must_use]
    pub fn folded(text: &str) -> Self {
        let marks = |c: &char| !is_quotation_mark(*c) && !c.is_control();
        let words: String = text.chars().filter(marks).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::new(words, text, Compared::Folded)
    }

    /// Returns the term that is compared with the original text, character for character.
    #[must_use]
    pub fn strict(text: &str) -> Self {
        Self::new(text.to_owned(), text, Compared::Strict)
    }

    /// Returns the term in which `?` stands for one character and `*` for any number of them within
    /// a sentence, in half or full width; what is between them is compared in folded form. A `？` at
    /// the end is a stop, and so a character. In the text of the term the wildcards have half width.
    ///
    /// Patterns that mean the same are one: `*` is dropped at the ends and beside another, and stands
    /// behind the `?` beside it. What has no wildcards then is a term in folded form.
    ///
    /// ```
    /// use chabao::query::Term;
    /// assert_eq!(Term::pattern("*聘请*？法律＊顾问").text(), "聘请?*法律*顾问");
    /// assert_eq!(Term::pattern("法律顾问*"), Term::folded("法律顾问"));
    /// ```
    #[must_use]
    pub fn pattern(text: &str) -> Self {
        let pattern = canonical(text);
        if pattern.contains(['?', '*']) {
            Self::new(pattern, text, Compared::Pattern)
        } else {
            Self::folded(&pattern)
        }
    }

    fn new(text: String, typed: &str, compared: Compared) -> Self {
        Self { text, typed: typed.to_owned(), compared, has_aliases: false }
    }

    /// Returns the same term, typed with these quotation marks.
    pub(super) fn with_marks(self, typed: &str) -> Self {
        Self { typed: typed.to_owned(), ..self }
    }

    /// Returns the same term, for which other names of what it names are found too. A pattern names
    /// nothing, and stays what it is.
    #[must_use]
    pub fn with_aliases(self) -> Self {
        Self { has_aliases: !self.is_pattern(), ..self }
    }

    /// Returns the same term, for which nothing else is found.
    pub(crate) fn without_aliases(self) -> Self {
        Self { has_aliases: false, ..self }
    }

    /// Returns the term that is compared with the original text as it was typed, marks included. A
    /// pattern stays what it is.
    pub(crate) fn as_typed(&self) -> Self {
        if self.is_pattern() {
            return self.clone();
        }
        Self { has_aliases: self.has_aliases, ..Self::strict(&self.typed) }
    }

    /// Returns the characters of the term; quotation marks only if it is strict.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the term is compared with the original text.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.compared == Compared::Strict
    }

    /// Returns whether `?` and `*` in the term stand for other characters.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        self.compared == Compared::Pattern
    }

    /// Returns whether other names of what the term names are found too.
    #[must_use]
    pub fn has_aliases(&self) -> bool {
        self.has_aliases
    }
}
