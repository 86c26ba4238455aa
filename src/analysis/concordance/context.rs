//! What stands next to a mention, as sorting and grouping see it: folded, read outwards from the
//! mention.

use std::ops::Range;

use super::question::{ContextGroup, ContextUnit, shown};
use crate::segment::Segmenter;
use crate::text::{cut, fold_each};

/// The number of characters that are compared on a side. Few contexts are the same for so long, except
/// where sentences were copied.
const COMPARED: usize = 18;

/// The number of characters of the original among which so many folded ones are looked for: blanks and
/// quotation marks vanish.
const READ: usize = 4 * COMPARED;

/// Stands for the mention in the name of a group.
const MENTION: char = '_';

/// A mention in the text of its section.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// The characters next to a mention as numbers of 21 bits, the nearest first: ordered as the characters
/// are. Of fixed size, since there is one for each mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ContextKey([u64; COMPARED / 3]);

impl<'t> Surroundings<'t> {
    pub(super) fn new(text: &'t str, mention: &Range<usize>) -> Self {
        Self { text, start: mention.start, end: mention.end }
    }

    /// Returns the last `count` characters before the mention.
    pub(super) fn before(self, count: usize) -> &'t str {
        let before = cut(self.text, ..self.start);
        let from = before.char_indices().rev().take(count).last().map_or(before.len(), |it| it.0);
        cut(before, from..)
    }

    /// Returns the first `count` characters behind the mention.
    pub(super) fn behind(self, count: usize) -> &'t str {
        let behind = cut(self.text, self.end..);
        let to = behind.char_indices().nth(count).map_or(behind.len(), |it| it.0);
        cut(behind, ..to)
    }

    /// Returns the folded characters before the mention, the nearest first.
    fn folded_before(self) -> Vec<char> {
        let mut folded = folded(self.before(READ));
        folded.reverse();
        folded
    }

    fn folded_behind(self) -> Vec<char> {
        folded(self.behind(READ))
    }

    /// Returns what the mention is sorted by on its left side.
    pub(super) fn left_key(self) -> ContextKey {
        ContextKey::new(&self.folded_before())
    }

    /// Returns what the mention is sorted by on its right side.
    pub(super) fn right_key(self) -> ContextKey {
        ContextKey::new(&self.folded_behind())
    }

    /// Returns the name of the group that the mention belongs to: `聘请_`, `建立_制度`.
    ///
    /// Of characters, there are as many as asked for, or fewer up to a mark such as 。 or ， or the end
    /// of the paragraph, which is the last of them. A word is the one that ends or begins at the
    /// mention if the text between it and the nearest mark is cut by itself; next to a mark it is the
    /// mark.
    pub(super) fn group(self, by: ContextGroup, segmenter: Option<&Segmenter>) -> String {
        let mut name = String::new();
        if let Some(unit) = by.left {
            let nearest = self.folded_before();
            let near = match unit {
                ContextUnit::Characters(count) => near(&nearest, count),
                ContextUnit::Word => {
                    let clause: String = clause(&nearest).iter().rev().collect();
                    let words = segmenter.map(|it| it.cut(&clause)).unwrap_or_default();
                    words.last().map_or_else(|| near(&nearest, 1), |it| it.chars().rev().collect())
                }
            };
            name.extend(near.iter().rev());
        }
        name.push(MENTION);
        if let Some(unit) = by.right {
            let nearest = self.folded_behind();
            match unit {
                ContextUnit::Characters(count) => name.extend(near(&nearest, count)),
                ContextUnit::Word => {
                    let clause: String = clause(&nearest).iter().collect();
                    let words = segmenter.map(|it| it.cut(&clause)).unwrap_or_default();
                    match words.first() {
                        Some(word) => name.push_str(word),
                        None => name.extend(near(&nearest, 1)),
                    }
                }
            }
        }
        name
    }
}

impl ContextKey {
    fn new(nearest: &[char]) -> Self {
        let mut key = [0; COMPARED / 3];
        for (slot, three) in key.iter_mut().zip(nearest.chunks(3)) {
            for at in 0..3 {
                *slot = (*slot << 21) | three.get(at).map_or(0, |&c| u64::from(u32::from(c)));
            }
        }
        Self(key)
    }
}

/// Returns the folded characters of a piece of text.
fn folded(text: &str) -> Vec<char> {
    let mut folded = Vec::with_capacity(READ);
    fold_each(text, |character, _| folded.push(character));
    folded
}

/// Returns whether a folded character separates clauses: 。；：！？， or the end of a paragraph.
fn is_barrier(character: char) -> bool {
    matches!(character, '。' | ';' | ':' | '!' | '?' | ',' | '\n')
}

/// Returns the nearest `count` characters, or fewer up to a barrier, which is the last one; at the end
/// of a text its sign.
fn near(nearest: &[char], count: usize) -> Vec<char> {
    let mut near = Vec::new();
    for at in 0..count {
        let character = nearest.get(at).copied().unwrap_or('\n');
        near.push(shown(character));
        if is_barrier(character) {
            break;
        }
    }
    near
}

/// Returns the characters up to the nearest barrier, without it.
fn clause(nearest: &[char]) -> &[char] {
    let end = nearest.iter().position(|&c| is_barrier(c)).unwrap_or(nearest.len());
    nearest.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings<'t>(text: &'t str, mention: &str) -> Surroundings<'t> {
        let start = text.find(mention).unwrap();
        Surroundings::new(text, &(start..start + mention.len()))
    }

    #[test]
    fn context_is_in_the_reports_own_characters_and_ends_with_the_section() {
        let it = surroundings("一、聘请“法律顾问”3名。\n", "法律顾问");
        assert_eq!((it.before(2), it.behind(3)), ("请“", "”3名"));
        assert_eq!((it.before(99), it.behind(99)), ("一、聘请“", "”3名。\n"));
        assert_eq!((it.before(0), it.behind(0)), ("", ""));
    }

    #[test]
    fn groups_are_what_stands_next_to_a_mention() {
        let segmenter = Segmenter::new(None).unwrap();
        for (text, by, expected) in [
            ("全县聘请“法律顾问”3名。", "left", "聘请_"),
            ("全县聘请“法律顾问”3名。", "right", "_3名"),
            ("建立法律顾问制度。", "left:2,right:2", "建立_制度"),
            ("好。请法律顾问。", "left:3", "。请_"),
            ("完成，法律顾问：", "left,right", "，_："),
            ("法律顾问", "left,right:1", "↵_↵"),
            ("一、要\n法律顾问\n", "left,right", "↵_↵"),
            ("推进政府法律顾问制度建设", "left:word,right:word", "政府_制度"),
            ("推进，法律顾问", "left:word,right:word", "，_↵"),
        ] {
            let name = surroundings(text, "法律顾问").group(by.parse().unwrap(), Some(&segmenter));
            assert_eq!(name, expected, "{text} {by}");
        }
    }

    #[test]
    fn keys_are_ordered_as_characters_read_outwards() {
        let texts = [
            "法律顾问",
            "甲乙法律顾问",
            "丙乙法律顾问",
            "“丙”、乙法律顾问",
            "乙丙法律顾问",
            "\n法律顾问",
        ];
        let key = |text: &str| surroundings(text, "法律顾问").left_key();
        let read = |text: &str| -> Vec<char> {
            folded(text.strip_suffix("法律顾问").unwrap()).into_iter().rev().collect()
        };
        for a in texts {
            for b in texts {
                assert_eq!(key(a).cmp(&key(b)), read(a).cmp(&read(b)), "{a} {b}");
            }
        }
        let long = "前".repeat(COMPARED);
        assert_eq!(key(&format!("甲{long}法律顾问")), key(&format!("乙{long}法律顾问")));
    }
}
