//! Where sentences and paragraphs of a folded text end.

/// Returns whether a character of a folded text ends a sentence.
#[must_use]
pub fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '!' | '?' | ';' | '\n')
}

/// Where the sentences and the paragraphs of a folded text end: the positions of the characters that
/// end them, in order. The last sentence of a text that stops without such a character ends at the
/// position behind its last one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// The ends of sentences.
    pub sentences: Vec<u32>,
    /// The ends of paragraphs; each is also that of a sentence.
    pub paragraphs: Vec<u32>,
}

impl Ends {
    /// Finds the ends in a folded text.
    ///
    /// ```
    /// let ends = chabao::text::Ends::new("一项。\n二项;三项");
    /// assert_eq!((ends.sentences, ends.paragraphs), (vec![2, 3, 6, 9], vec![3]));
    /// ```
    #[must_use]
    pub fn new(folded: &str) -> Self {
        let mut ends = Self::default();
        let (mut position, mut is_open) = (0, false);
        for character in folded.chars() {
            is_open = !ends_sentence(character);
            if !is_open {
                ends.sentences.push(position);
            }
            if character == '\n' {
                ends.paragraphs.push(position);
            }
            position += 1;
        }
        if is_open {
            ends.sentences.push(position);
        }
        ends
    }
}
