//! A term: the run of characters that is searched for.

use std::hash::{Hash, Hasher};

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
        Self::new(without_marks(text), text, Compared::Folded)
    }

    /// Returns the term that is compared with the original text, character for character.
    #[must_use]
    pub fn strict(text: &str) -> Self {
        Self::new(text.to_owned(), text, Compared::Strict)
    }

    /// Returns the term in which `?` stands for one character and `*` for any number of them within
    /// a sentence; between them it is compared in folded form. The full-width `？` and `＊` are
    /// characters.
    ///
    /// Patterns that mean the same become one: `*` is dropped at the ends and beside another one,
    /// and follows the `?` beside it.
    ///
    /// ```
    /// use chabao::query::Term;
    /// assert_eq!(Term::pattern("*聘请**?法律").text(), "聘请?*法律");
    /// ```
    #[must_use]
    pub fn pattern(text: &str) -> Self {
        let text = without_marks(text);
        let mut pattern = String::new();
        let mut rest = text.trim_matches('*');
        while let Some(at) = rest.find(WILDCARDS) {
            let (before, from) = rest.split_at(at);
            let after = from.trim_start_matches(WILDCARDS);
            let (wildcards, _) = from.split_at(from.len() - after.len());
            pattern.push_str(before);
            pattern.extend(wildcards.chars().filter(|c| *c == '?'));
            // At the ends `*` says nothing.
            if wildcards.contains('*') && !pattern.is_empty() && !after.is_empty() {
                pattern.push('*');
            }
            rest = after;
        }
        pattern.push_str(rest);
        Self::new(pattern, &text, Compared::Pattern)
    }

    fn new(text: String, typed: &str, compared: Compared) -> Self {
        Self { text, typed: typed.to_owned(), compared, has_aliases: false }
    }

    /// Returns the same term, typed with these quotation marks.
    pub(super) fn with_marks(self, typed: &str) -> Self {
        Self { typed: typed.to_owned(), ..self }
    }

    /// Returns the same term, for which other names of what it names are found too.
    #[must_use]
    pub fn with_aliases(self) -> Self {
        Self { has_aliases: true, ..self }
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

/// The characters of a pattern that stand for others: one, and any number of them.
pub(super) const WILDCARDS: [char; 2] = ['?', '*'];

/// Returns a text without quotation marks and control characters, and with single blanks.
fn without_marks(text: &str) -> String {
    let text = text.chars().filter(|&c| !is_quotation_mark(c) && !c.is_control());
    let words: String = text.collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a character is a quotation mark of any script.
pub(super) fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '＂' | '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟'
    )
}
