//! How often each word occurs in the sections of an index, for those who ask again.

use std::sync::{Arc, Mutex, PoisonError};

use blake3::Hash;
use rustc_hash::FxHashMap;

use super::segment::SectionAddress;

/// The most sets of sections that are kept: those of the whole index, and of the filters that were last
/// asked for. The words of one take some megabytes.
const MOST: usize = 4;

/// How often each word occurs in some sections.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WordTotals {
    /// The number of all words.
    pub(crate) all: u64,
    /// The number of times of each.
    pub(crate) each: FxHashMap<Box<str>, u64>,
}

/// The totals that were asked for last, by the sections that they are of.
#[derive(Default)]
pub(super) struct KeptTotals {
    kept: Mutex<Vec<(Hash, Arc<WordTotals>)>>,
}

impl KeptTotals {
    /// Returns the totals of these sections, counted with `count` unless they are kept. Two threads that ask
    /// at once may both count.
    pub(super) fn get<E>(
        &self,
        sections: &[SectionAddress],
        count: impl FnOnce() -> Result<WordTotals, E>,
    ) -> Result<Arc<WordTotals>, E> {
        let key = key_of(sections);
        let position = |kept: &[(Hash, Arc<WordTotals>)]| kept.iter().position(|it| it.0 == key);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = position(&kept) {
            let used = kept.remove(at);
            let totals = Arc::clone(&used.1);
            kept.push(used);
            return Ok(totals);
        }
        drop(kept);
        let totals = Arc::new(count()?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if position(&kept).is_none() {
            kept.push((key, Arc::clone(&totals)));
            let surplus = kept.len().saturating_sub(MOST);
            kept.drain(..surplus);
        }
        Ok(totals)
    }
}

fn key_of(sections: &[SectionAddress]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for SectionAddress { segment, doc } in sections {
        hasher.update(&segment.to_le_bytes()).update(&doc.to_le_bytes());
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_counted_once_for_the_sections_asked_for_last() {
        let kept = KeptTotals::default();
        let mut counted = Vec::new();
        for (set, is_counted) in [
            (1, true),
            (1, false),
            (2, true),
            (3, true),
            (4, true),
            (1, false),
            (5, true),
            (2, true),
        ] {
            let sections: Vec<SectionAddress> =
                (0..set).map(|doc| SectionAddress { segment: 0, doc }).collect();
            let before = counted.len();
            let totals: Result<_, ()> = kept.get(&sections, || {
                counted.push(set);
                Ok(WordTotals { all: u64::from(set), ..WordTotals::default() })
            });
            assert_eq!(totals.unwrap().all, u64::from(set));
            assert_eq!(counted.len() > before, is_counted, "{set}: {counted:?}");
        }
    }
}
