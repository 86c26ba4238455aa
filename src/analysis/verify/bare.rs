//! A text without what does not matter when a quotation is found again: folded, and without marks.
//!
//! A mark between two digits is kept, since 8.5 is not 85, and so are signs that change a figure, such
//! as %. Everything else that is neither a letter nor a figure is left out, also the ends of sentences
//! and paragraphs: what was changed in them is compared afterwards, in the texts themselves.

use std::ops::Range;

use crate::text::{cut, fold_each};

/// A text without marks, and where each of its characters stands in the original.
#[derive(Clone, Debug, Default)]
pub(super) struct Bare {
    pub(super) characters: Vec<char>,
    /// The same as text, to search in.
    text: String,
    /// The byte of `text` at which each character begins.
    starts: Vec<usize>,
    /// The bytes of the original that each character comes from.
    origins: Vec<Range<usize>>,
    /// The places of characters before which a mark stands that search does not ignore.
    breaks: Vec<usize>,
}

impl Bare {
    pub(super) fn new(original: &str) -> Self {
        let mut folded: Vec<(char, Range<usize>)> = Vec::new();
        fold_each(original, |character, origin| folded.push((character, origin)));
        let mut bare = Self::default();
        let is_digit = |at: Option<usize>| {
            at.and_then(|at| folded.get(at)).is_some_and(|(it, _)| it.is_ascii_digit())
        };
        for (at, (character, origin)) in folded.iter().enumerate() {
            let is_in_figure = matches!(character, '.' | ',' | ':' | '-' | '/')
                && is_digit(at.checked_sub(1))
                && is_digit(Some(at + 1));
            if !(character.is_alphanumeric() || "%‰+=<>°℃¥$".contains(*character) || is_in_figure)
            {
                bare.breaks.push(bare.characters.len());
                continue;
            }
            bare.starts.push(bare.text.len());
            bare.text.push(*character);
            bare.characters.push(*character);
            bare.origins.push(origin.clone());
        }
        bare.breaks.dedup();
        bare
    }

    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// Returns the places at which a part stands, as ranges of characters, from left to right, without
    /// overlaps.
    pub(super) fn places(&self, part: &Bare) -> Vec<Range<usize>> {
        if part.text.is_empty() {
            return Vec::new();
        }
        let found = self.text.match_indices(&part.text);
        let start = |byte: usize| self.starts.partition_point(|&start| start < byte);
        found.map(|(byte, _)| start(byte)..start(byte) + part.len()).collect()
    }

    /// Returns the bytes of the original that a character comes from.
    pub(super) fn origin(&self, at: usize) -> Range<usize> {
        self.origins.get(at).cloned().unwrap_or_default()
    }

    /// Returns the bytes of the original from the first character of a range to its last.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.origin(range.start).start..self.origin(range.end.saturating_sub(1)).end
    }

    /// Returns the stretches without a mark inside, as search finds them.
    pub(super) fn runs(&self) -> impl Iterator<Item = &str> {
        let ends = self.breaks.iter().copied().chain([self.len()]);
        let mut from = 0;
        let runs = ends.map(move |to| std::mem::replace(&mut from, to)..to);
        let byte = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        runs.map(move |run| cut(&self.text, byte(run.start)..byte(run.end)))
            .filter(|run| !run.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_but_not_those_of_figures() {
        for (text, expected, runs) in [
            (
                "落实“三项”制度，全年１，２３４件。",
                "落实三项制度全年1234件",
                "落实三项制度|全年1234件",
            ),
            ("增长8.5%（同比）", "增长8.5%同比", "增长8.5%|同比"),
            ("2021—2025年，3：1", "2021-2025年3:1", "2021-2025年|3:1"),
            ("行政執法——與監督", "行政执法与监督", "行政执法|与监督"),
            ("1．全年", "1全年", "1|全年"),
            ("甲。\n（二）乙", "甲二乙", "甲|二|乙"),
            ("，。……", "", ""),
        ] {
            let bare = Bare::new(text);
            assert_eq!(bare.text, expected);
            assert_eq!(bare.runs().collect::<Vec<_>>().join("|"), runs, "{text}");
        }
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let text = "一、落实“三项”制度，落实三項制度。";
        let bare = Bare::new(text);
        let places = bare.places(&Bare::new("三项、制度"));
        let written: Vec<&str> = places.iter().map(|it| cut(text, bare.bytes(it))).collect();
        assert_eq!(written, ["三项”制度", "三項制度"]);
        assert!(bare.places(&Bare::new("。")).is_empty());
    }
}
