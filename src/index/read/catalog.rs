//! The catalog: all reports by number, id and path, with their copies and versions.

use std::collections::HashMap;

use crate::index::counted_as::{CountedAs, VersionOrder};
use crate::index::earlier_names::EarlierNames;
use crate::index::ledger::{Ledger, Outcome};

/// The reports of an index and the files that could not be read.
///
/// It is made from the ledger, which is deleted once the index has been written twice; so whoever
/// goes on with an older generation keeps the catalog. It takes some 250 bytes for each report.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The reports, by path.
    reports: Vec<CatalogReport>,
    /// The places of the reports in `reports`, by number.
    by_number: HashMap<u64, usize>,
    /// The places of the reports in `reports`, in the order of their ids.
    by_id: Vec<usize>,
    /// The reports that had an id before, and whether their content was the same then.
    by_earlier_id: HashMap<Box<str>, (usize, bool)>,
    /// For each report that has copies, the places of these.
    copies: HashMap<u64, Vec<usize>>,
    /// For each report that has older versions, the places of these.
    older_versions: HashMap<u64, Vec<(usize, VersionOrder)>>,
    /// The files that are joined to a report, sorted.
    joined: Vec<JoinedFile>,
    unreadable: Vec<UnreadableFile>,
}

/// A report in the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogReport {
    /// The number of the report.
    pub number: u64,
    /// The name by which the report can be asked for.
    pub id: Box<str>,
    /// The path of its file.
    pub path: Box<str>,
    /// Whether there are notes on the report.
    pub has_notes: bool,
    /// What the report is counted as.
    pub counted_as: CountedAs,
}

/// A file that is joined to the report which another one leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct JoinedFile {
    /// The path of the file that leads.
    of: Box<str>,
    /// The path of the file.
    pub(crate) path: Box<str>,
    /// The hash of its bytes.
    pub(crate) hash: Box<str>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableFile {
    /// The path of the file.
    pub path: String,
    /// The reason, as a sentence for the user.
    pub reason: String,
}

impl Catalog {
    /// Returns the catalog of the files in a ledger.
    pub(super) fn from_ledger(ledger: Ledger) -> Self {
        let mut catalog = Self::default();
        for entry in ledger.entries.into_values() {
            let (number, id, notes, counted_as, earlier) = match entry.outcome {
                Outcome::Report { number, id, notes, counted_as, earlier, .. } => {
                    (number, id, notes, counted_as, earlier)
                }
                Outcome::Joined { to } => {
                    let (of, path) = (to.into(), entry.path.into());
                    let hash = entry.key.content.into();
                    catalog.joined.push(JoinedFile { of, path, hash });
                    continue;
                }
                Outcome::Unreadable { reason, .. } => {
                    catalog.unreadable.push(UnreadableFile { path: entry.path, reason });
                    continue;
                }
            };
            let at = catalog.reports.len();
            catalog.by_number.insert(number, at);
            match counted_as {
                CountedAs::Itself => {}
                CountedAs::Copy { of } => catalog.copies.entry(of).or_default().push(at),
                CountedAs::OlderVersion { of, by } => {
                    catalog.older_versions.entry(of).or_default().push((at, by));
                }
            }
            let EarlierNames { same_content, other_content, .. } = *earlier;
            for id in same_content {
                catalog.by_earlier_id.insert(id.into(), (at, true));
            }
            for id in other_content {
                catalog.by_earlier_id.entry(id.into()).or_insert((at, false));
            }
            let (id, path) = (id.into(), entry.path.into());
            let has_notes = notes > 0;
            catalog.reports.push(CatalogReport { number, id, path, has_notes, counted_as });
        }
        let Self { reports, by_id, joined, .. } = &mut catalog;
        joined.sort_unstable();
        by_id.extend(0..reports.len());
        by_id.sort_unstable_by_key(|&at| reports.get(at).map(|report| &report.id));
        catalog
    }

    /// Returns all reports by path, also those that are not counted.
    #[must_use]
    pub fn reports(&self) -> &[CatalogReport] {
        &self.reports
    }

    /// Returns the report with this number.
    #[must_use]
    pub fn by_number(&self, number: u64) -> Option<&CatalogReport> {
        self.reports.get(*self.by_number.get(&number)?)
    }

    /// Returns the place of the report with this number in the order of the paths.
    pub(crate) fn place_of(&self, number: u64) -> Option<usize> {
        self.by_number.get(&number).copied()
    }

    /// Returns the report that has this id, or had it before its file was moved or its text was changed.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&CatalogReport> {
        let id_at = |at: &usize| self.reports.get(*at).map(|report| &*report.id);
        let found = self.by_id.binary_search_by(|at| id_at(at).cmp(&Some(id))).ok();
        let at = found.and_then(|found| self.by_id.get(found));
        self.reports.get(*at.or_else(|| Some(&self.by_earlier_id.get(id)?.0))?)
    }

    /// Returns whether the report with this id has another text than when it had the id.
    #[must_use]
    pub fn was_changed_since(&self, id: &str) -> bool {
        self.by_id(id).is_some_and(|report| *report.id != *id)
            && self.by_earlier_id.get(id).is_some_and(|(_, same_content)| !same_content)
    }

    /// Returns the report at this path.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&CatalogReport> {
        let at = self.reports.binary_search_by(|report| (*report.path).cmp(path)).ok()?;
        self.reports.get(at)
    }

    /// Returns the copies of the report with this number, by path.
    pub fn copies(&self, number: u64) -> impl Iterator<Item = &CatalogReport> {
        let places = self.copies.get(&number).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&at| self.reports.get(at))
    }

    /// Returns the older versions of the report with this number, by path, each with what shows that
    /// it is the older one.
    pub fn older_versions(
        &self,
        number: u64,
    ) -> impl Iterator<Item = (&CatalogReport, VersionOrder)> {
        let places = self.older_versions.get(&number).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&(at, by)| Some((self.reports.get(at)?, by)))
    }

    /// Returns the number of the report that this one is a copy of; its own if it is no copy.
    #[must_use]
    pub fn original_of(&self, number: u64) -> u64 {
        match self.by_number(number).map(|report| report.counted_as) {
            Some(CountedAs::Copy { of }) => of,
            _ => number,
        }
    }

    /// Returns the number of the report that is counted for this one: the newest version of the
    /// report it is a copy of.
    #[must_use]
    pub fn counted_for(&self, number: u64) -> u64 {
        let original = self.original_of(number);
        match self.by_number(original).map(|report| report.counted_as) {
            Some(CountedAs::OlderVersion { of, .. }) => of,
            _ => original,
        }
    }

    /// Returns the files that are joined to the report at `path`, such as its second page.
    pub(crate) fn joined_to(&self, path: &str) -> impl Iterator<Item = &JoinedFile> {
        let start = self.joined.partition_point(|file| *file.of < *path);
        let from = self.joined.get(start..).unwrap_or_default().iter();
        from.take_while(move |file| *file.of == *path)
    }

    /// Returns the files that are joined to a report: their paths and that report.
    pub fn joined(&self) -> impl Iterator<Item = (&str, &CatalogReport)> {
        self.joined.iter().filter_map(|file| Some((&*file.path, self.by_path(&file.of)?)))
    }

    /// Returns the files that could not be read, by path.
    #[must_use]
    pub fn unreadable(&self) -> &[UnreadableFile] {
        &self.unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::ledger::{Entry, FileKey};

    fn catalog(reports: &[(&str, u64, CountedAs)]) -> Catalog {
        let mut ledger = Ledger::default();
        for (path, number, counted_as) in reports {
            let (number, id, counted_as) = (*number, format!("id-{path}"), *counted_as);
            let outcome = Outcome::Report {
                number,
                id,
                sections: 1,
                characters: 1,
                notes: 0,
                counted_as,
                earlier: Box::default(),
            };
            let entry =
                Entry { path: (*path).to_owned(), key: FileKey::default(), outcome, unread: None };
            ledger.entries.insert(entry.path.clone(), entry);
        }
        let outcome =
            Outcome::Unreadable { reason: "the file is empty".to_owned(), needs_ocr: false };
        let entry =
            Entry { path: "z.pdf".to_owned(), key: FileKey::default(), outcome, unread: None };
        ledger.entries.insert(entry.path.clone(), entry);
        Catalog::from_ledger(ledger)
    }

    #[test]
    fn reports_are_found_by_number_id_and_path() {
        let catalog =
            catalog(&[("b.txt", 4, CountedAs::Itself), ("a.txt", 9, CountedAs::Copy { of: 4 })]);
        let paths: Vec<&str> = catalog.reports().iter().map(|report| &*report.path).collect();
        assert_eq!(paths, ["a.txt", "b.txt"]);
        for (found, expected) in [
            (catalog.by_number(9), Some("a.txt")),
            (catalog.by_id("id-b.txt"), Some("b.txt")),
            (catalog.by_path("a.txt"), Some("a.txt")),
            (catalog.by_number(5), None),
            (catalog.by_id("id-z.pdf"), None),
            (catalog.by_path("z.pdf"), None),
        ] {
            assert_eq!(found.map(|report| &*report.path), expected);
        }
        let reason = "the file is empty".to_owned();
        assert_eq!(catalog.unreadable(), [UnreadableFile { path: "z.pdf".to_owned(), reason }]);
    }

    #[test]
    fn a_copy_of_an_older_version_is_counted_as_the_newest() {
        let catalog = catalog(&[
            ("new.txt", 1, CountedAs::Itself),
            ("old.txt", 2, CountedAs::OlderVersion { of: 1, by: VersionOrder::Dates }),
            ("old copy.txt", 3, CountedAs::Copy { of: 2 }),
            ("copy.txt", 4, CountedAs::Copy { of: 1 }),
        ]);
        for (number, original, counted) in [(1, 1, 1), (2, 2, 1), (3, 2, 1), (4, 1, 1), (7, 7, 7)] {
            assert_eq!(catalog.original_of(number), original, "{number}");
            assert_eq!(catalog.counted_for(number), counted, "{number}");
        }
        let copies = |number| catalog.copies(number).map(|it| it.number).collect::<Vec<_>>();
        assert_eq!([copies(1), copies(2), copies(3)], [vec![4], vec![3], vec![]]);
        let versions: Vec<_> =
            catalog.older_versions(1).map(|(version, by)| (version.number, by)).collect();
        assert_eq!(versions, [(2, VersionOrder::Dates)]);
    }
}
