//! The places of a text that a query asks for: what is marked, and how many mentions that is.

use std::cmp::Reverse;
use std::ops::Range;

use super::plan::Needle;
use crate::text::Folded;

/// Returns the bytes of `text` that each needle matches. The matches of one needle do not overlap.
fn find_all(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let folded = Folded::new(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for needle in needles {
        match needle {
            Needle::Folded(form) => {
                let places = folded.occurrences(form).into_iter();
                found.extend(places.filter_map(|range| folded.origin(range)));
            }
            Needle::Strict(written) => {
                let places = text.match_indices(written.as_str());
                found.extend(places.map(|(at, it)| at..at + it.len()));
            }
        }
    }
    found
}

/// Returns the byte ranges of the needles in `text`, in order; matches that overlap are merged.
pub(super) fn find_matches(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let mut found = find_all(text, needles);
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Returns the byte ranges of the mentions in `text`, in order: the matches that do not lie inside
/// another one.
pub(super) fn mention_ranges(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let mut found = find_all(text, needles);
    // The longest of those that begin at a place comes first, so that a match lies inside another
    // one if and only if an earlier one reaches as far.
    found.sort_by_key(|range| (range.start, Reverse(range.end)));
    let mut reached = 0;
    found.retain(|range| {
        let is_inside = range.end <= reached;
        reached = reached.max(range.end);
        !is_inside
    });
    found
}

/// Returns the number of mentions in `text`.
pub(super) fn count_mentions(text: &str, needles: &[Needle]) -> u32 {
    let mentions = mention_ranges(text, needles).len();
    u32::try_from(mentions).expect("a section has fewer characters than that")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_inside_another_one_is_no_mention_of_its_own() {
        let folded = |form: &str| Needle::Folded(form.to_owned());
        let strict = |text: &str| Needle::Strict(text.to_owned());
        for (text, needles, expected) in [
            ("执法“三项制度”", vec![folded("三项制度"), folded("执法三项制度")], "执法“三项制度"),
            (
                "三项制度，执法三项制度",
                vec![folded("三项制度"), folded("执法三项制度")],
                "三项制度 执法三项制度",
            ),
            ("行政处罚法", vec![folded("行政处罚"), folded("处罚法")], "行政处罚 处罚法"),
            ("法律法", vec![folded("法"), folded("法律")], "法律 法"),
            ("三项制度", vec![folded("三项制度"), strict("三项制度")], "三项制度"),
            ("“三项制度”", vec![strict("“三项制度”"), folded("三项制度")], "“三项制度”"),
            ("双随机、一公开、", vec![strict("、"), folded("双随机一公开")], "双随机、一公开 、"),
            ("没有", vec![folded("法")], ""),
            ("", vec![], ""),
        ] {
            let mentions = mention_ranges(text, &needles);
            let written: Vec<&str> = mentions.into_iter().filter_map(|it| text.get(it)).collect();
            assert_eq!(written.join(" "), expected, "{text} {needles:?}");
            assert_eq!(count_mentions(text, &needles) as usize, written.len(), "{text}");
        }
    }
}
