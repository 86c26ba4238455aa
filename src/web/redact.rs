//! Removes paths of the machine from answers.
//!
//! The index stores the path of a report with the folder as the user typed it. If that is a folder such
//! as `data`, the whole path is shown. If it starts at the root of the machine or leads out of the
//! working directory, only the part below the folder is.

use crate::analysis::{
    ConcordanceRow, Corpus, Mentions, ReportCheck, ReportRow, ShownReport, Status, UnreadableRow,
};
use crate::index::IndexReader;
use crate::search::{GroupBy, Hit, Results};

/// Removes paths of the machine from answers.
pub(super) struct Redactor {
    /// The indexed folders and files whose own path is not shown, longest first.
    roots: Vec<String>,
}

impl Redactor {
    /// Returns the redactor for the answers of an index.
    pub(super) fn new(reader: &IndexReader) -> Self {
        Self::from_roots(&reader.manifest().root_names())
    }

    fn from_roots(roots: &[String]) -> Self {
        let mut roots: Vec<String> =
            roots.iter().filter(|root| is_private(root)).cloned().collect();
        roots.sort_by_key(|root| std::cmp::Reverse(root.len()));
        Self { roots }
    }

    /// Returns the path of a report as answers show it.
    pub(super) fn path(&self, path: &str) -> String {
        for root in &self.roots {
            if let Some(below) = path.strip_prefix(root.as_str()).filter(|rest| !rest.is_empty())
                && (root.ends_with('/') || below.starts_with('/'))
            {
                return below.trim_start_matches('/').to_owned();
            }
        }
        if is_private(path) { last_name(path).to_owned() } else { path.to_owned() }
    }

    /// Returns a sentence in which each path of the machine is replaced by its last name.
    fn sentence(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for root in &self.roots {
            if root.chars().any(|c| c != '/' && c != '.') {
                text = text.replace(&format!("{}/", root.trim_end_matches('/')), "");
                text = text.replace(root.as_str(), last_name(root));
            }
        }
        let ends_word = |c: char| c.is_whitespace() || "`'\"“”‘’()（），,；;：".contains(c);
        let mut sentence = String::with_capacity(text.len());
        for word in text.split_inclusive(ends_word) {
            let name = word.trim_end_matches(ends_word);
            sentence.push_str(if is_private(name) { last_name(name) } else { name });
            sentence.push_str(word.get(name.len()..).unwrap_or_default());
        }
        sentence
    }

    /// Redacts a hit.
    pub(super) fn hit(&self, hit: &mut Hit) {
        hit.report.path = self.path(&hit.report.path);
    }

    /// Redacts the hits of a search.
    pub(super) fn results(&self, results: &mut Results) {
        results.hits.iter_mut().for_each(|hit| self.hit(hit));
        for found in results.reports.iter_mut().flatten() {
            found.report.path = self.path(&found.report.path);
        }
    }

    /// Redacts a row of a concordance.
    pub(super) fn concordance_row(&self, row: &mut ConcordanceRow) {
        row.report.path = self.path(&row.report.path);
    }

    /// Redacts the row of a report.
    pub(super) fn report(&self, report: &mut ReportRow) {
        report.path = self.path(&report.path);
        for note in report.notes.iter_mut().chain(&mut report.notes_in_chinese) {
            *note = self.sentence(note);
        }
        for copy in &mut report.copies {
            *copy = self.path(copy);
        }
        for version in &mut report.versions {
            version.path = self.path(&version.path);
            for copy in &mut version.copies {
                *copy = self.path(copy);
            }
        }
    }

    /// Redacts a report with its text.
    pub(super) fn shown(&self, shown: &mut ShownReport) {
        self.report(&mut shown.report);
        for path in [&mut shown.asked, &mut shown.newer].into_iter().flatten() {
            *path = self.path(path);
        }
    }

    /// Redacts why a query finds a report or does not.
    pub(super) fn check(&self, check: &mut ReportCheck) {
        for path in std::iter::once(&mut check.path).chain(&mut check.counted) {
            *path = self.path(path);
        }
    }

    /// Redacts the value of a row of a table: the path of a report, if the rows are reports.
    pub(super) fn row(&self, by: GroupBy, value: &mut String) {
        if by == GroupBy::Report {
            *value = self.path(value);
        }
    }

    /// Redacts a table of mentions.
    pub(super) fn mentions(&self, mentions: &mut Mentions) {
        let by = mentions.by;
        let rows = mentions.rows.iter_mut().map(|row| &mut row.value);
        let absent = mentions.absent.iter_mut().map(|row| &mut row.value);
        rows.chain(absent).for_each(|value| self.row(by, value));
    }

    /// Redacts the status of the index.
    pub(super) fn status(&self, status: &mut Status) {
        if is_private(&status.index) {
            status.index = last_name(&status.index).to_owned();
        }
        roots(&mut status.roots);
        self.unreadable(&mut status.unreadable);
    }

    /// Redacts what the index holds.
    pub(super) fn corpus(&self, corpus: &mut Corpus) {
        roots(&mut corpus.roots);
        self.unreadable(&mut corpus.unreadable);
        for file in &mut corpus.uncounted {
            file.path = self.path(&file.path);
            file.of = self.path(&file.of);
        }
    }

    fn unreadable(&self, files: &mut [UnreadableRow]) {
        for file in files {
            file.path = self.path(&file.path);
            file.reason = self.sentence(&file.reason);
        }
    }
}

/// Redacts the folders that were indexed.
fn roots(roots: &mut [String]) {
    for root in roots.iter_mut().filter(|root| is_private(root)) {
        *root = last_name(root).to_owned();
    }
}

/// Returns a query string without the tokens in it.
pub(super) fn without_tokens(query: &str) -> String {
    let shown = |pair: &str| {
        let name = form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| name);
        if name.as_deref() == Some("token") { "token=…".to_owned() } else { pair.to_owned() }
    };
    query.split('&').map(shown).collect::<Vec<_>>().join("&")
}

/// Returns whether a path starts at the root of a machine or leads out of the working directory, on any
/// system.
fn is_private(path: &str) -> bool {
    let has_drive = || {
        let mut begin = path.chars();
        let letter = begin.next().is_some_and(|c| c.is_ascii_alphabetic());
        letter && begin.next() == Some(':') && matches!(begin.next(), Some('/' | '\\'))
    };
    path.starts_with(['/', '\\', '~'])
        || has_drive()
        || path.split(['/', '\\']).any(|it| it == "..")
}

/// Returns the last name of a path.
fn last_name(path: &str) -> &str {
    let path = path.trim_end_matches(['/', '\\']);
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    if matches!(name, "." | "..") { "" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_below_a_folder_of_the_machine_is_shown() {
        let roots =
            ["data", "/srv/reports", "/srv/reports/2022", "../more", "C:/reports", "/one.txt"];
        let redactor = Redactor::from_roots(&roots.map(str::to_owned));
        for (kept, shown) in [
            ("data/甲县/2023.txt", "data/甲县/2023.txt"),
            ("/srv/reports/甲县/2023.txt", "甲县/2023.txt"),
            ("/srv/reports/2022/甲县.txt", "甲县.txt"),
            ("/srv/reports/甲.zip/乙/丙.txt", "甲.zip/乙/丙.txt"),
            ("/srv/reports2/甲县.txt", "甲县.txt"),
            ("../more/甲县.txt", "甲县.txt"),
            ("C:/reports/甲县.txt", "甲县.txt"),
            ("/one.txt", "one.txt"),
            ("/elsewhere/secret/甲县.txt", "甲县.txt"),
        ] {
            assert_eq!(redactor.path(kept), shown);
        }
        let whole_machine = Redactor::from_roots(&["/".to_owned()]);
        assert_eq!(whole_machine.path("/srv/甲县.txt"), "srv/甲县.txt");
    }

    #[test]
    fn tokens_are_not_logged() {
        for (query, shown) in [
            ("q=a&page=2", "q=a&page=2"),
            ("q=a&token=correct-horse", "q=a&token=…"),
            ("%74oken=correct-horse&q=token", "token=…&q=token"),
            ("token", "token=…"),
            ("", ""),
        ] {
            assert_eq!(without_tokens(query), shown);
        }
    }

    #[test]
    fn sentences_keep_the_last_name_of_a_path() {
        let redactor = Redactor::from_roots(&["/srv/my reports".to_owned()]);
        for (kept, shown) in [
            ("no region found", "no region found"),
            ("`/opt/bin/ocr` failed on it: no /tmp/x1", "`ocr` failed on it: no x1"),
            ("`/srv/my reports/甲县.pdf` is cut short", "`甲县.pdf` is cut short"),
            ("a line of ../../corrections.csv", "a line of corrections.csv"),
            ("the agency is anonymised: X县/Y局", "the agency is anonymised: X县/Y局"),
            (
                "文字由 `/opt/bin/ocr -l chi_sim` 识别而来，可能有误",
                "文字由 `ocr -l chi_sim` 识别而来，可能有误",
            ),
        ] {
            assert_eq!(redactor.sentence(kept), shown);
        }
    }
}
