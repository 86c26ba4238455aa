//! Which documents are held and not counted: those of copies and older versions.
//!
//! Where there are none, nothing is kept and nothing is tested.

use super::manifest::Manifest;
use super::standing::Versions;

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

/// The reports that are held beside those that are counted.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    copies: Seen,
    older_versions: Seen,
    versions: Versions,
}

/// What a report is held as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeldAs {
    /// The report itself, in its newest version.
    Report,
    /// A copy of another.
    Copy,
    /// A version of which a newer one is held.
    OlderVersion,
}

impl LeftOut {
    /// Returns what an index leaves out.
    pub(super) fn new(manifest: &Manifest, versions: Versions) -> Self {
        let mut left_out = Self { versions, ..Self::default() };
        for number in manifest.copies.iter() {
            left_out.copies.insert(number);
        }
        for number in manifest.older_versions.iter() {
            left_out.older_versions.insert(number);
        }
        left_out
    }

    /// Returns whether every report is counted.
    pub(super) fn is_empty(&self) -> bool {
        self.copies.len == 0 && (self.older_versions.len == 0 || self.versions == Versions::All)
    }

    /// Returns which versions are counted.
    pub(crate) fn versions(&self) -> Versions {
        self.versions
    }

    /// Returns what a report is held as.
    pub(crate) fn held_as(&self, report: u64) -> HeldAs {
        if self.copies.contains(report) {
            HeldAs::Copy
        } else if self.older_versions.contains(report) {
            HeldAs::OlderVersion
        } else {
            HeldAs::Report
        }
    }

    /// Returns whether a report that is held as this is counted.
    pub(crate) fn counts(&self, held_as: HeldAs) -> bool {
        match held_as {
            HeldAs::Report => true,
            HeldAs::Copy => false,
            HeldAs::OlderVersion => self.versions == Versions::All,
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
