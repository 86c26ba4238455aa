//! Answers that were sent, as they were sent: the same question is answered and compressed once.
//!
//! An answer is found by its tag, which has everything that it depends on: the request, the version of
//! the index, the encoding. So nothing has to be removed when the index is written; answers of older
//! versions are no longer asked for, and give way.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::HeaderValue;

use super::content::Packed;

/// The most bytes of all answers that are kept: some thousand compressed pages.
const MOST: usize = 32 << 20;

/// The most bytes of one answer that is kept: a longer one is rarely asked for twice.
const LARGEST: usize = 1 << 20;

/// What an answer takes in addition to its bytes: its tag, twice, and its headers.
const OVERHEAD: usize = 500;

/// Answers that were sent.
#[derive(Default)]
pub(in crate::web) struct KeptAnswers {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    answers: HashMap<HeaderValue, (Packed, u64)>,
    /// The tags by when their answers were last asked for.
    turns: BTreeMap<u64, HeaderValue>,
    next: u64,
    bytes: usize,
}

impl KeptAnswers {
    /// Returns the answer with a tag, if it is kept.
    pub(in crate::web) fn find(&self, tag: &HeaderValue) -> Option<Packed> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = kept.turn();
        let (answer, asked) = kept.answers.get_mut(tag)?;
        let (answer, before) = (answer.clone(), std::mem::replace(asked, turn));
        let tag = kept.turns.remove(&before).expect("each answer has its turn");
        kept.turns.insert(turn, tag);
        Some(answer)
    }

    /// Keeps an answer, unless it is large; those that were not asked for longest give way.
    pub(in crate::web) fn keep(&self, tag: &HeaderValue, answer: &Packed) {
        if answer.len() > LARGEST {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(tag);
        let turn = kept.turn();
        kept.bytes += weight(answer.bytes());
        kept.answers.insert(tag.clone(), (answer.clone(), turn));
        kept.turns.insert(turn, tag.clone());
        while kept.bytes > MOST {
            let oldest = kept.turns.first_key_value().map(|(_, tag)| tag.clone());
            let Some(oldest) = oldest else { break };
            kept.remove(&oldest);
        }
    }
}

impl Kept {
    fn turn(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn remove(&mut self, tag: &HeaderValue) {
        if let Some((answer, turn)) = self.answers.remove(tag) {
            self.bytes -= weight(answer.bytes());
            self.turns.remove(&turn);
        }
    }
}

fn weight(bytes: &Bytes) -> usize {
    bytes.len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use super::super::content::Content;
    use super::super::encoding::Encoding;
    use super::*;

    fn answer(bytes: usize) -> Packed {
        Content::Json("a".repeat(bytes)).pack(Encoding::Plain)
    }

    fn tag(number: usize) -> HeaderValue {
        HeaderValue::from_str(&format!("\"{number}\"")).unwrap()
    }

    #[test]
    fn what_was_not_asked_for_longest_gives_way() {
        let kept = KeptAnswers::default();
        for number in 0..31 {
            kept.keep(&tag(number), &answer(LARGEST));
        }
        assert_eq!(kept.find(&tag(0)).unwrap().len(), LARGEST);
        for number in 31..40 {
            kept.keep(&tag(number), &answer(LARGEST));
        }
        let there: Vec<usize> = (0..40).filter(|&it| kept.find(&tag(it)).is_some()).collect();
        assert_eq!(there, std::iter::once(0).chain(10..40).collect::<Vec<_>>());
        assert!(kept.kept.lock().unwrap().bytes <= MOST);
        // The same answer again takes no more room.
        kept.keep(&tag(39), &answer(LARGEST));
        assert!(kept.find(&tag(10)).is_some());
        kept.keep(&tag(99), &answer(LARGEST + 1));
        assert!(kept.find(&tag(99)).is_none());
        // Short answers have a weight too.
        for number in 100..100_000 {
            kept.keep(&tag(number), &answer(0));
        }
        let kept = kept.kept.lock().unwrap();
        assert!(kept.answers.len() <= MOST / OVERHEAD && kept.turns.len() == kept.answers.len());
    }
}
