//! Which documents are held and not counted: those of copies and older versions.
//!
//! Where there are none, nothing is kept and nothing is tested.

use super::manifest::Numbers;

/// A set of numbers from 0 on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    words: Vec<u64>,
    /// How many numbers are in it.
    pub(crate) len: u64,
}

impl Seen {
    /// Adds a number and returns whether it was not in the set.
    pub(crate) fn insert(&mut self, number: u64) -> bool {
        let at = usize::try_from(number / 64).expect("report numbers fit in memory");
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        let Some(word) = self.words.get_mut(at) else { return false };
        let bit = 1 << (number % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        self.len += u64::from(is_new);
        is_new
    }

    /// Returns whether a number is in the set.
    pub(crate) fn contains(&self, number: u64) -> bool {
        let word = usize::try_from(number / 64).ok().and_then(|at| self.words.get(at));
        word.is_some_and(|word| word & (1 << (number % 64)) != 0)
    }
}

/// The reports that are held and not counted.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    copies: Seen,
    older_versions: Seen,
}

/// Why a report is held and not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It is a copy of another.
    Copy,
    /// A newer version is held.
    OlderVersion,
}

impl LeftOut {
    /// Returns the set of these reports.
    pub(super) fn new(copies: &Numbers, older_versions: &Numbers) -> Self {
        let set = |numbers: &Numbers| {
            let mut set = Seen::default();
            for number in numbers.iter() {
                set.insert(number);
            }
            set
        };
        Self { copies: set(copies), older_versions: set(older_versions) }
    }

    /// Returns whether every report is counted.
    pub(crate) fn is_empty(&self) -> bool {
        self.copies.len + self.older_versions.len == 0
    }

    /// Returns why a report is not counted; `None` where it is.
    pub(crate) fn reason(&self, report: u64) -> Option<Reason> {
        if self.copies.contains(report) {
            Some(Reason::Copy)
        } else if self.older_versions.contains(report) {
            Some(Reason::OlderVersion)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_seen_once() {
        let mut seen = Seen::default();
        assert!(seen.insert(1000) && seen.insert(0) && !seen.insert(1000));
        assert_eq!(seen.len, 2);
        assert!(seen.contains(0) && !seen.contains(1) && !seen.contains(100_000));
    }
}
