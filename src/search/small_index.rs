//! Small indexes for tests.

use std::path::Path;

use crate::extract::PageFacts;
use crate::index::{FileKey, IndexReader, IndexWriter, Root, hash_of};
use crate::parse;

/// An index in a temporary folder.
pub(super) struct SmallIndex {
    pub(super) dir: tempfile::TempDir,
    pub(super) reader: IndexReader,
}

impl SmallIndex {
    /// Indexes reports, each a path and a text.
    pub(super) fn new(reports: &[(&str, String)], dictionary: Option<&str>) -> Self {
        let dir = tempfile::TempDir::new().unwrap();
        commit_texts(dir.path(), reports, dictionary);
        Self::open(dir)
    }

    /// Opens what was last committed to a folder.
    pub(super) fn open(dir: tempfile::TempDir) -> Self {
        let reader = IndexReader::open(dir.path()).unwrap();
        Self { dir, reader }
    }
}

/// Brings the index in `dir` up to date with reports, each a path and a text.
pub(super) fn commit_texts(dir: &Path, reports: &[(&str, String)], dictionary: Option<&str>) {
    let mut writer = IndexWriter::open(dir, dictionary.map(str::to_owned), false).unwrap();
    for (path, text) in reports {
        let report = parse::report(text, &PageFacts::default(), path, None);
        writer.add(path, FileKey::new(&hash_of(text.as_bytes()), path), report).unwrap();
    }
    writer.commit(&[Root::new("reports".to_owned(), "reports".into(), dir)]).unwrap();
}

/// Returns the text of a report with a section on measures and one on shortcomings.
pub(super) fn report_text(agency: &str, year: u16, measures: &str, shortcomings: &str) -> String {
    format!(
        "{agency}{year}年度法治政府建设情况报告\n\n一、主要举措和成效\n{measures}\n\n\
         二、存在的不足和原因\n{shortcomings}\n"
    )
}
