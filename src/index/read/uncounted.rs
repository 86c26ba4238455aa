//! Which reports are stored but not counted: copies and superseded versions.

use serde::{Deserialize, Serialize};

use super::number_set::NumberSet;
use crate::index::counted_as::Versions;
use crate::index::manifest::Manifest;
use crate::report::named::named;

/// The copies and superseded versions in an index, and whether the latter are counted.
#[derive(Debug, Default)]
pub(crate) struct Uncounted {
    copies: NumberSet,
    older_versions: NumberSet,
    versions: Versions,
}

named! {
    /// How a report duplicates another.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum DuplicateKind {
        /// It is a copy.
        Copy => "copy", "copy", "重复";
        /// It is a version of which there is a newer one.
        OlderVersion => "older-version", "older version", "旧版";
    }
}

impl Uncounted {
    /// Returns the duplicates that `manifest` lists.
    pub(super) fn new(manifest: &Manifest, versions: Versions) -> Self {
        let copies = manifest.copies.iter().collect();
        let older_versions = manifest.older_versions.iter().collect();
        Self { copies, older_versions, versions }
    }

    /// Returns whether every report is counted.
    pub(super) fn is_empty(&self) -> bool {
        self.copies.is_empty() && (self.older_versions.is_empty() || self.versions == Versions::All)
    }

    /// Returns which versions are counted.
    pub(crate) fn versions(&self) -> Versions {
        self.versions
    }

    /// Returns how the report with this number duplicates another; `None` if it does not.
    pub(crate) fn kind_of(&self, report: u64) -> Option<DuplicateKind> {
        if self.copies.contains(report) {
            Some(DuplicateKind::Copy)
        } else if self.older_versions.contains(report) {
            Some(DuplicateKind::OlderVersion)
        } else {
            None
        }
    }

    /// Returns the numbers of all reports that are not counted.
    pub(super) fn numbers(&self) -> Vec<u64> {
        let older = self.older_versions.iter().filter(|_| self.versions == Versions::Newest);
        self.copies.iter().chain(older).collect()
    }

    /// Returns whether a report of this kind is counted.
    pub(crate) fn counts(&self, kind: Option<DuplicateKind>) -> bool {
        match kind {
            None => true,
            Some(DuplicateKind::Copy) => false,
            Some(DuplicateKind::OlderVersion) => self.versions == Versions::All,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uncounted(copies: &[u64], older_versions: &[u64], versions: Versions) -> Uncounted {
        let set = |numbers: &[u64]| numbers.iter().copied().collect();
        Uncounted { copies: set(copies), older_versions: set(older_versions), versions }
    }

    #[test]
    fn older_versions_are_counted_only_with_all_versions() {
        use DuplicateKind::{Copy, OlderVersion};
        for (versions, counted) in
            [(Versions::Newest, [true, false, false]), (Versions::All, [true, false, true])]
        {
            let uncounted = uncounted(&[3], &[5], versions);
            for (number, (kind, is_counted)) in [4, 3, 5]
                .into_iter()
                .zip([None, Some(Copy), Some(OlderVersion)].iter().zip(counted))
            {
                assert_eq!(uncounted.kind_of(number), *kind, "{number}");
                assert_eq!(uncounted.counts(*kind), is_counted, "{versions:?} {kind:?}");
            }
        }
    }

    #[test]
    fn nothing_is_masked_if_every_report_is_counted() {
        for (copies, older_versions, versions, expected) in [
            (&[][..], &[][..], Versions::Newest, true),
            (&[], &[1], Versions::All, true),
            (&[], &[1], Versions::Newest, false),
            (&[1], &[], Versions::All, false),
        ] {
            let uncounted = uncounted(copies, older_versions, versions);
            assert_eq!(uncounted.is_empty(), expected, "{uncounted:?}");
        }
    }
}
