//! Windows of two characters, the terms that exact search compares.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader};

use crate::index::Segment;

/// Returns the character that a form consists of, if it is a single one.
pub(super) fn single_character(form: &str) -> Option<char> {
    let mut characters = form.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Returns every window of a form with its offset.
pub(super) fn all_windows(characters: &[char]) -> impl Iterator<Item = (u32, String)> + '_ {
    (0..).zip(characters.windows(2).map(|window| window.iter().collect()))
}

/// Returns windows that together contain every character of a form, with their offsets: every
/// second one and the last.
pub(in crate::search) fn covering_windows(characters: &[char]) -> Vec<(u32, String)> {
    let last = characters.len().saturating_sub(2);
    let is_covering = |offset: usize| offset.is_multiple_of(2) || offset == last;
    all_windows(characters).filter(|(offset, _)| is_covering(*offset as usize)).collect()
}

/// Returns whether the form ends as it begins, as 谁普谁 does, so that two occurrences can overlap.
pub(super) fn overlaps_itself(characters: &[char]) -> bool {
    (1..characters.len()).any(|shift| {
        let (head, tail) = (characters.get(..characters.len() - shift), characters.get(shift..));
        head == tail
    })
}

/// Returns whether two occurrences of a form can overlap; only the first of them counts then.
pub(super) fn can_overlap(form: &str) -> bool {
    overlaps_itself(&form.chars().collect::<Vec<char>>())
}

/// Calls `visit` with the postings, as `option` says, of every window that begins with `character`.
pub(super) fn for_windows_of(
    inverted: &InvertedIndexReader,
    character: char,
    option: IndexRecordOption,
    mut visit: impl FnMut(SegmentPostings),
) -> tantivy::Result<()> {
    let prefix = character.to_string();
    let mut stream = inverted.terms().range().ge(&prefix).into_stream()?;
    while stream.advance() {
        let Some(rest) = stream.key().strip_prefix(prefix.as_bytes()) else { break };
        // Longer terms are words, not windows.
        let is_window = std::str::from_utf8(rest).is_ok_and(|rest| rest.chars().count() == 1);
        if is_window {
            visit(inverted.read_postings_from_terminfo(stream.value(), option)?);
        }
    }
    Ok(())
}

/// Returns the number of occurrences of a character in the folded text of each section.
pub(super) fn character_counts(segment: &Segment, character: char) -> tantivy::Result<Vec<u32>> {
    let mut counts = vec![0u32; segment.max_doc() as usize];
    for_windows_of(&segment.text, character, IndexRecordOption::WithFreqs, |mut postings| {
        while let Some(count) = counts.get_mut(postings.doc() as usize) {
            *count += postings.term_freq();
            postings.advance();
        }
    })?;
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cover_every_character() {
        for (form, expected) in [
            ("法", ""),
            ("法治", "法治@0"),
            ("三项制", "三项@0 项制@1"),
            ("三项制度", "三项@0 制度@2"),
            ("谁执法谁普", "谁执@0 法谁@2 谁普@3"),
        ] {
            let characters: Vec<char> = form.chars().collect();
            let windows: Vec<String> = covering_windows(&characters)
                .into_iter()
                .map(|(offset, window)| format!("{window}@{offset}"))
                .collect();
            assert_eq!(windows.join(" "), expected);
        }
    }

    #[test]
    fn single_characters_are_not_the_first_of_several() {
        for (form, expected) in [("", None), ("法", Some('法')), ("法治", None)] {
            assert_eq!(single_character(form), expected, "{form}");
        }
    }

    #[test]
    fn forms_that_repeat_can_overlap() {
        for (form, expected) in
            [("和和", true), ("谁普谁", true), ("法治", false), ("甲乙甲乙", true)]
        {
            assert_eq!(can_overlap(form), expected, "{form}");
        }
    }
}
