//! Chooses the window of a section that is shown for a hit, and marks the matches in it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::matches::find_matches;
use super::plan::Needle;
use crate::query::Term;
use crate::text::fold_term;

/// The maximum length of a passage in characters, unless a single match is longer.
const MAX_LENGTH: usize = 120;

/// The maximum span of the matches of a passage in characters. The rest is left for the beginning
/// and the end of their sentences.
const MAX_SPAN: usize = 90;

/// A window of a section, in the report's own characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Passage {
    /// The text of the window. A line feed ends a paragraph.
    pub text: String,
    /// The matches, as ranges of characters of `text`: the first, and the one behind the last.
    pub highlights: Vec<[usize; 2]>,
    /// Whether the first sentence begins before the window.
    pub begins_inside: bool,
    /// Whether the last sentence continues after the window.
    pub ends_inside: bool,
    /// The whole paragraph, without its line feed, that contains the first match of the window;
    /// without matches, the one in which the window begins.
    #[serde(skip)]
    pub paragraph: String,
    /// The byte of the section's text where that match is or, without matches, the window begins.
    #[serde(skip)]
    pub at: usize,
}

impl Passage {
    /// Returns the text with `…` at an end that cuts a sentence.
    pub(crate) fn with_ellipses(&self) -> String {
        let sign = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{}{}", sign(self.begins_inside), self.text, sign(self.ends_inside))
    }
}

/// Returns the byte ranges of the terms in `text`, in order; matches that overlap are merged.
#[must_use]
pub(crate) fn find_terms(text: &str, terms: &[Term]) -> Vec<Range<usize>> {
    let needles: Vec<Needle> = terms
        .iter()
        .flat_map(|term| {
            if term.is_strict() {
                vec![Needle::Strict(term.text().to_owned())]
            } else {
                fold_term(term.text()).into_iter().map(Needle::Folded).collect()
            }
        })
        .collect();
    find_matches(text, &needles)
}

/// Returns the passage of `text` with the most matches of the needles.
pub(crate) fn passage_in(text: &str, needles: &[Needle]) -> Passage {
    passage(text, &find_matches(text, needles))
}

/// Returns the densest window of the matches `found`, widened to whole sentences if they fit;
/// without matches, the beginning of the text.
fn passage(text: &str, found: &[Range<usize>]) -> Passage {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let character = |byte: usize| starts.partition_point(|&start| start < byte);
    let places: Vec<Range<usize>> =
        found.iter().map(|range| character(range.start)..character(range.end)).collect();
    let characters: Vec<char> = text.chars().collect();
    let window = widen(&characters, &densest_span(text, found, &places));
    let bytes = starts.get(window.start).zip(starts.get(window.end));
    let window_text = bytes.and_then(|(&from, &to)| text.get(from..to)).unwrap_or_default();
    let ended = |at: usize| characters.get(at).is_none_or(|&c| ends_sentence(c));
    let first = places.iter().position(|place| place.start >= window.start);
    let first = first.and_then(|at| found.get(at)).map(|range| range.start);
    let begins = bytes.map(|(&from, _)| from).unwrap_or_default();
    let at = first.unwrap_or(begins);
    Passage {
        text: window_text.to_owned(),
        paragraph: paragraph_at(text, at).to_owned(),
        at,
        highlights: places
            .iter()
            .filter(|place| window.start <= place.start && place.end <= window.end)
            .map(|place| [place.start - window.start, place.end - window.start])
            .collect(),
        begins_inside: window.start.checked_sub(1).is_some_and(|before| !ended(before)),
        ends_inside: window.end < characters.len()
            && !ended(window.end)
            && !window.end.checked_sub(1).is_some_and(ended),
    }
}

/// Returns the paragraph of `text` that contains byte `at`.
fn paragraph_at(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let paragraph = text.get(start..).unwrap_or_default();
    paragraph.split('\n').next().unwrap_or_default()
}

/// Returns the span from one match to another, in characters, with the most different matches, then
/// the most matches; the first of several.
///
/// Different matches come first, since a reader of two terms wants to see both of them together,
/// not one of them often. Every match is tried as the beginning, and extended by those after it as
/// long as they fit: sections have few matches, and a span has at most 90 characters.
fn densest_span(text: &str, found: &[Range<usize>], places: &[Range<usize>]) -> Range<usize> {
    let mut best = 0..0;
    let mut best_counts = (0, 0);
    for (first, from) in places.iter().enumerate() {
        let mut different: Vec<&str> = Vec::new();
        let mut count = 0;
        let mut end = from.end;
        for (place, range) in places.iter().zip(found).skip(first) {
            if place.end - from.start > MAX_SPAN && count > 0 {
                break;
            }
            let written = text.get(range.clone()).unwrap_or_default();
            if !different.contains(&written) {
                different.push(written);
            }
            count += 1;
            end = place.end;
        }
        if (different.len(), count) > best_counts {
            best_counts = (different.len(), count);
            best = from.start..end;
        }
    }
    best
}

/// Widens `core` to the sentences around it as far as the length allows: first to the left, by at
/// most half of the characters that are left, then to the right.
fn widen(characters: &[char], core: &Range<usize>) -> Range<usize> {
    let free = MAX_LENGTH.saturating_sub(core.len());
    let left_most = core.start.saturating_sub(if core.is_empty() { 0 } else { free / 2 });
    let before = characters.get(left_most..core.start).unwrap_or_default();
    let start = match before.iter().rposition(|&c| ends_sentence(c)) {
        // A sentence that begins within reach is shown from its beginning.
        Some(at) => left_most + at + 1,
        None => left_most,
    };
    let start = (start..core.start)
        .find(|&at| characters.get(at).is_some_and(|c| !c.is_whitespace()))
        .unwrap_or(core.start);
    let right_most = (start + MAX_LENGTH).max(core.end).min(characters.len());
    let behind = characters.get(core.end..right_most).unwrap_or_default();
    let mut end = right_most;
    if right_most < characters.len() {
        // As many whole sentences as fit; a part of the first one if not even that fits.
        if let Some(at) = behind.iter().rposition(|&c| ends_sentence(c)) {
            end = core.end + at + 1;
        }
    }
    while end > core.end && characters.get(end - 1).is_some_and(|c| c.is_whitespace()) {
        end -= 1;
    }
    start..end
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, terms: &[&str]) -> String {
        let needles: Vec<Needle> =
            terms.iter().map(|term| Needle::Folded((*term).to_owned())).collect();
        let passage = passage(text, &find_matches(text, &needles));
        let characters: Vec<char> = passage.text.chars().collect();
        let mut out = String::new();
        for (at, character) in characters.iter().enumerate() {
            for [from, to] in &passage.highlights {
                if *to == at {
                    out.push(']');
                }
                if *from == at {
                    out.push('[');
                }
            }
            out.push(*character);
        }
        if passage.highlights.last().is_some_and(|[_, to]| *to == characters.len()) {
            out.push(']');
        }
        let (before, behind) = (passage.begins_inside, passage.ends_inside);
        format!("{}{out}{}", if before { "…" } else { "" }, if behind { "…" } else { "" })
    }

    #[test]
    fn the_reports_own_characters_are_shown_and_marked() {
        assert_eq!(shown("落实“三项”制度。", &["三项制度"]), "落实“[三项”制度]。");
        assert_eq!(shown("法治。", &["监督"]), "法治。");
        assert_eq!(shown("", &["监督"]), "");
    }

    #[test]
    fn the_whole_paragraph_of_the_first_match_is_kept() {
        let long = format!("乙。{}", "前".repeat(200));
        for (text, term, expected) in [
            ("一、甲\n落实乙丙。\n乙也。\n", "乙", "落实乙丙。"),
            ("一、甲\n落实乙丙。", "乙", "落实乙丙。"),
            ("一、甲乙\n落实丙。\n", "乙", "一、甲乙"),
            ("一、甲\n落实丙。\n", "乙", "一、甲"),
            ("", "乙", ""),
            (&format!("{long}乙乙乙\n丁。\n"), "乙", &format!("{long}乙乙乙")),
        ] {
            let found = find_matches(text, &[Needle::Folded(term.to_owned())]);
            assert_eq!(passage(text, &found).paragraph, expected, "{text}");
        }
    }

    #[test]
    fn matches_that_overlap_are_merged() {
        assert_eq!(shown("行政处罚法", &["行政处罚", "处罚法"]), "[行政处罚法]");
        assert_eq!(shown("法治政府", &["法治", "政府"]), "[法治][政府]");
    }

    #[test]
    fn the_window_with_the_most_different_matches_is_chosen() {
        let text = format!("甲说。{}。甲与乙同在。{}。", "前".repeat(200), "后".repeat(200));
        assert!(shown(&text, &["甲", "乙"]).contains("[甲]与[乙]同在。"));
    }

    #[test]
    fn windows_are_cut_at_sentences_if_they_fit() {
        let text = format!("{}。重点是法治。{}", "前".repeat(100), "后".repeat(300));
        assert_eq!(shown(&text, &["法治"]), "重点是[法治]。");
        let text = format!("{}法治{}", "前".repeat(300), "后".repeat(300));
        let passage = shown(&text, &["法治"]);
        assert!(passage.starts_with("…前") && passage.ends_with("后…"), "{passage}");
        assert_eq!(passage.chars().filter(|c| !"…[]".contains(*c)).count(), MAX_LENGTH);
    }
}
