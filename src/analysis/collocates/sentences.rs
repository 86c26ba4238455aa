//! The words of a text, sentence by sentence, and which of them occur near a mention.

use std::ops::Range;

use crate::segment::Segmenter;
use crate::text::{cut, fold_each};

/// Cuts texts into words, or into runs of characters, and says which are near a mention.
pub(super) struct Sentences<'s> {
    /// Cuts words; `None` for runs of characters.
    segmenter: Option<&'s Segmenter>,
    /// The number of characters of a run; 1 for words.
    run: usize,
    left: usize,
    right: usize,
    /// The folded characters of the sentence, without mentions.
    text: String,
    /// The same with mentions.
    whole: String,
    /// The part of `text` that is not yet cut.
    uncut: usize,
    pieces: Vec<Piece>,
}

/// What mentions do to a word of their sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is there if the mentions are cut out.
    Added {
        /// Whether it is near a mention.
        is_near: bool,
    },
    /// It is there if they are not.
    Removed,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A word or a character, in bytes of the text, and whether it is near a mention.
    Unit(Range<usize>, bool),
    /// A mark, which no run of characters crosses.
    Mark,
    /// A mention.
    Mention,
}

impl<'s> Sentences<'s> {
    pub(super) fn new(
        segmenter: Option<&'s Segmenter>,
        run: usize,
        (left, right): (usize, usize),
    ) -> Self {
        let (text, whole, uncut, pieces) = Default::default();
        Self { segmenter, run, left, right, text, whole, uncut, pieces }
    }

    /// Calls `visit` with every word, or run of characters, of a text, in folded form, and whether it
    /// is near a mention.
    ///
    /// Mentions are cut out, and what stands between them is cut into words by itself. Marks are no
    /// words. Near is what is at most so many words before or behind a mention in the same sentence.
    pub(super) fn read(
        &mut self,
        text: &str,
        mentions: &[Range<usize>],
        mut visit: impl FnMut(&str, bool),
    ) {
        self.walk(text, mentions, |sentence| sentence.end(&mut visit));
    }

    /// Calls `visit` with what mentions change in a text: with the words of each sentence that has one, as
    /// [`read`](Self::read) does, and with those that the sentence has if nothing is cut out of it.
    pub(super) fn read_changes(
        &mut self,
        text: &str,
        mentions: &[Range<usize>],
        mut visit: impl FnMut(&str, Change),
    ) {
        self.walk(text, mentions, |sentence| {
            let whole = std::mem::take(&mut sentence.whole);
            if !sentence.pieces.contains(&Piece::Mention) {
                return sentence.clear();
            }
            sentence.end(&mut |word, is_near| visit(word, Change::Added { is_near }));
            // A mention may have the end of a sentence in it.
            for part in whole.split(ends_sentence) {
                sentence.text.push_str(part);
                sentence.end(&mut |word, _| visit(word, Change::Removed));
            }
        });
    }

    /// Calls `end` with each sentence of a text, of which what follows its last mention is not yet cut.
    fn walk(&mut self, text: &str, mentions: &[Range<usize>], mut end: impl FnMut(&mut Self)) {
        let mut begun = 0;
        fold_each(text, |character, origin| {
            while mentions.get(begun).is_some_and(|mention| mention.start <= origin.start) {
                begun += 1;
                self.cut_words();
                self.pieces.push(Piece::Mention);
            }
            let last = begun.checked_sub(1).and_then(|last| mentions.get(last));
            let is_mentioned = last.is_some_and(|mention| origin.start < mention.end);
            if ends_sentence(character) && !is_mentioned {
                return end(self);
            }
            self.whole.push(character);
            if !is_mentioned {
                self.text.push(character);
            }
        });
        end(self);
    }

    /// Cuts what was read since the last mention.
    fn cut_words(&mut self) {
        let uncut = cut(&self.text, self.uncut..);
        let mut at = self.uncut;
        let mut add = |unit: &str| {
            let range = at..at + unit.len();
            at = range.end;
            let is_mark = !unit.chars().any(char::is_alphanumeric);
            self.pieces.push(if is_mark { Piece::Mark } else { Piece::Unit(range, false) });
        };
        match self.segmenter {
            _ if uncut.is_empty() => {}
            Some(segmenter) => segmenter.cut(uncut).into_iter().for_each(&mut add),
            None => {
                let mut buffer = [0; 4];
                uncut.chars().for_each(|character| add(character.encode_utf8(&mut buffer)));
            }
        }
        self.uncut = self.text.len();
    }

    /// Ends a sentence.
    fn end(&mut self, visit: &mut impl FnMut(&str, bool)) {
        self.cut_words();
        if self.pieces.contains(&Piece::Mention) {
            mark_near(self.pieces.iter_mut(), self.right);
            mark_near(self.pieces.iter_mut().rev(), self.left);
        }
        let is_unit = |piece: &Piece| matches!(piece, Piece::Unit(..));
        for units in self.pieces.split(|piece| !is_unit(piece)) {
            for run in units.windows(self.run) {
                if let (Some(Piece::Unit(first, _)), Some(Piece::Unit(last, _))) =
                    (run.first(), run.last())
                {
                    let is_near = run.iter().all(|piece| matches!(piece, Piece::Unit(_, true)));
                    visit(cut(&self.text, first.start..last.end), is_near);
                }
            }
        }
        self.clear();
    }

    fn clear(&mut self) {
        self.text.clear();
        self.whole.clear();
        self.pieces.clear();
        self.uncut = 0;
    }
}

/// Marks the next `window` units behind each mention.
fn mark_near<'p>(pieces: impl Iterator<Item = &'p mut Piece>, window: usize) {
    let mut left = 0;
    for piece in pieces {
        match piece {
            Piece::Mention => left = window,
            Piece::Unit(_, is_near) if left > 0 => {
                *is_near = true;
                left -= 1;
            }
            Piece::Unit(..) | Piece::Mark => {}
        }
    }
}

/// Returns whether a folded character ends a sentence, as 。！？； and the end of a paragraph do.
fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '!' | '?' | ';' | '\n')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Returns the words, or runs, with those near a mention in brackets.
    fn read(sentences: &mut Sentences<'_>, text: &str) -> String {
        let mentions = text.match_indices("顾问").map(|(at, it)| at..at + it.len());
        let mentions: Vec<Range<usize>> = mentions.collect();
        let mut out = Vec::new();
        sentences.read(text, &mentions, |word, is_near| {
            out.push(if is_near { format!("[{word}]") } else { word.to_owned() });
        });
        out.join(" ")
    }

    #[test]
    fn near_is_what_stands_in_the_window_of_the_same_sentence() {
        let mut runs = Sentences::new(None, 1, (2, 1));
        for (text, expected) in [
            ("甲乙丙顾问丁戊", "甲 [乙] [丙] [丁] 戊"),
            ("甲，“乙”、丙顾问（丁）戊", "甲 [乙] [丙] [丁] 戊"),
            ("甲。顾问。乙", "甲 乙"),
            ("甲顾问乙顾问丙", "[甲] [乙] [丙]"),
            ("顾问顾问", ""),
            ("甲\n顾问乙", "甲 [乙]"),
            ("甲乙丙", "甲 乙 丙"),
            ("", ""),
        ] {
            assert_eq!(read(&mut runs, text), expected, "{text}");
        }
        let mut runs = Sentences::new(None, 2, (2, 2));
        assert_eq!(read(&mut runs, "甲乙丙顾问丁，戊己"), "甲乙 [乙丙] 戊己");
    }

    #[test]
    fn words_are_cut_between_mentions() {
        let segmenter = Segmenter::new(None).unwrap();
        let mut words = Sentences::new(Some(&segmenter), 1, (1, 2));
        let text = "全县聘请法律顾问制度，推进依法行政。培训人员。";
        assert_eq!(read(&mut words, text), "全县 聘请 [法律] [制度] [推进] 依法行政 培训 人员");
    }

    #[test]
    fn what_mentions_change_is_all_that_they_change() {
        let segmenter = Segmenter::new(None).unwrap();
        for (text, marks) in [
            ("全县聘请法律顾问制度，推进依法行政。培训人员。法律顾问室", &["法律顾问"][..]),
            ("法律顾问", &["法律顾问"]),
            ("没有提及。也没有", &["法律顾问"]),
            ("甲乙。丙丁，戊己；法律顾问", &["乙。丙", "顾问"]),
            ("一是普法宣传\n二是普法教育\n", &["普法", "二是"]),
            ("三项制度三项制度。", &["三项", "制度"]),
            ("", &["甲"]),
        ] {
            let mut mentions: Vec<Range<usize>> = marks
                .iter()
                .flat_map(|mark| text.match_indices(mark).map(|(at, it)| at..at + it.len()))
                .collect();
            mentions.sort_by_key(|mention| mention.start);
            for (segmenter, run) in [(Some(&segmenter), 1), (None, 2)] {
                let mut sentences = Sentences::new(segmenter, run, (2, 2));
                let mut expected: BTreeMap<String, [i64; 2]> = BTreeMap::new();
                sentences.read(text, &mentions, |word, is_near| {
                    let [near, all] = expected.entry(word.to_owned()).or_default();
                    *near += i64::from(is_near);
                    *all += 1;
                });
                let mut counted: BTreeMap<String, [i64; 2]> = BTreeMap::new();
                sentences.read(text, &[], |word, _| {
                    counted.entry(word.to_owned()).or_default()[1] += 1;
                });
                sentences.read_changes(text, &mentions, |word, change| {
                    let [near, all] = counted.entry(word.to_owned()).or_default();
                    match change {
                        Change::Added { is_near } => {
                            *near += i64::from(is_near);
                            *all += 1;
                        }
                        Change::Removed => *all -= 1,
                    }
                });
                counted.retain(|_, counts| *counts != [0, 0]);
                assert_eq!(counted, expected, "{text}");
            }
        }
    }

    #[test]
    fn a_mention_that_folds_to_nothing_is_a_mention_too() {
        let mut runs = Sentences::new(None, 1, (1, 1));
        let mut out = Vec::new();
        let mark: Vec<Range<usize>> = std::iter::once(6..9).collect();
        runs.read("甲乙、丙丁", &mark, |word, is_near| {
            out.push((word.to_owned(), is_near));
        });
        let near: Vec<&str> = out.iter().filter(|it| it.1).map(|it| it.0.as_str()).collect();
        assert_eq!(near, ["乙", "丙"]);
    }
}
