//! What may leave the server: nothing that tells where things lie on its machine.
//!
//! A report is named by its path as the index keeps it, which begins with the folder as the user
//! typed it. Where that is a folder like `data`, all of it is shown; where it leads from the root of
//! the machine or out of the folder the program runs in, only what lies below it.

use crate::analysis::{Coverage, Mentions, ReportRow, Reports, ShownReport, Status};
use crate::index::IndexReader;
use crate::search::Hit;

/// Takes the places of the machine out of answers.
pub(super) struct Redactor {
    /// The folders and files that were indexed whose own path is not shown, the longest first.
    roots: Vec<String>,
}

impl Redactor {
    pub(super) fn new(reader: &IndexReader) -> Self {
        Self::over(&reader.manifest().roots)
    }

    fn over(roots: &[String]) -> Self {
        let mut roots: Vec<String> =
            roots.iter().filter(|root| is_private(root)).cloned().collect();
        roots.sort_by_key(|root| std::cmp::Reverse(root.len()));
        Self { roots }
    }

    /// Returns the path of a report as it is shown.
    pub(super) fn path(&self, path: &str) -> String {
        for root in &self.roots {
            if let Some(below) = path.strip_prefix(root.as_str()).filter(|rest| !rest.is_empty())
                && (root.ends_with('/') || below.starts_with('/'))
            {
                return below.trim_start_matches('/').to_owned();
            }
        }
        if is_private(path) { last(path).to_owned() } else { path.to_owned() }
    }

    /// Returns a sentence without places of the machine: of a path, its last name.
    fn sentence(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for root in &self.roots {
            if root.chars().any(|c| c != '/' && c != '.') {
                text = text.replace(&format!("{}/", root.trim_end_matches('/')), "");
                text = text.replace(root.as_str(), last(root));
            }
        }
        let ends_word = |c: char| c.is_whitespace() || "`'\"“”‘’()（），,；;：".contains(c);
        let mut sentence = String::with_capacity(text.len());
        for word in text.split_inclusive(ends_word) {
            let name = word.trim_end_matches(ends_word);
            sentence.push_str(if is_private(name) { last(name) } else { name });
            sentence.push_str(word.get(name.len()..).unwrap_or_default());
        }
        sentence
    }

    pub(super) fn hit(&self, hit: &mut Hit) {
        hit.report.path = self.path(&hit.report.path);
    }

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

    pub(super) fn shown(&self, shown: &mut ShownReport) {
        self.report(&mut shown.report);
        for path in [&mut shown.asked, &mut shown.newer].into_iter().flatten() {
            *path = self.path(path);
        }
    }

    pub(super) fn reports(&self, reports: &mut Reports) {
        reports.reports.iter_mut().for_each(|report| self.report(report));
    }

    /// Takes the paths out of a table whose rows stand for reports.
    pub(super) fn mentions_by_report(&self, mentions: &mut Mentions) {
        for row in &mut mentions.rows {
            row.value = self.path(&row.value);
        }
        for row in &mut mentions.absent {
            row.value = self.path(&row.value);
        }
    }

    /// Takes the paths out of a table whose rows stand for reports.
    pub(super) fn coverage_by_report(&self, coverage: &mut Coverage) {
        for row in &mut coverage.rows {
            row.value = self.path(&row.value);
        }
    }

    pub(super) fn status(&self, status: &mut Status) {
        if is_private(&status.index) {
            status.index = last(&status.index).to_owned();
        }
        for root in &mut status.roots {
            if is_private(root) {
                *root = last(root).to_owned();
            }
        }
        for file in &mut status.unreadable {
            file.path = self.path(&file.path);
            file.reason = self.sentence(&file.reason);
        }
    }
}

/// Returns whether a path begins at the root of the machine or leads out of the folder the program
/// runs in, on whatever system.
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
fn last(path: &str) -> &str {
    let path = path.trim_end_matches(['/', '\\']);
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    if matches!(name, "." | "..") { "" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_below_folders_that_tell_of_the_machine() {
        let roots =
            ["data", "/srv/reports", "/srv/reports/2022", "../more", "C:/reports", "/one.txt"];
        let redactor = Redactor::over(&roots.map(str::to_owned));
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
        let whole_machine = Redactor::over(&["/".to_owned()]);
        assert_eq!(whole_machine.path("/srv/甲县.txt"), "srv/甲县.txt");
    }

    #[test]
    fn sentences_keep_the_last_name_of_a_path() {
        let redactor = Redactor::over(&["/srv/my reports".to_owned()]);
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
