//! The reports as the tests see them: read and parsed without an index, next to an index of them.

use std::fs;
use std::path::{Path, PathBuf};

use chabao::index::IndexReader;
use chabao::ingest::{Options, ingest};
use chabao::parse::Corrections;
use chabao::report::{Facts, Part};
use chabao::text::Folded;
use chabao::{extract, parse};
use tempfile::TempDir;

use crate::shared::shared;

/// Returns the folder of the samples.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Returns the folder of the five published reports, which are not part of the repository.
pub(crate) fn published() -> PathBuf {
    shared("reports")
}

/// Prints a line for the person who runs the tests.
#[expect(clippy::print_stderr, reason = "tests say what they measured")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// Returns every file below `dir`, sorted, with its path below `dir`.
pub(crate) fn files(dir: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
                found.push((below, path));
            }
        }
    }
    found.sort();
    found
}

/// A section with what is known about its report.
pub(crate) struct Held {
    pub(crate) path: String,
    pub(crate) facts: Facts,
    pub(crate) heading_path: Vec<String>,
    pub(crate) part: Part,
    pub(crate) text: String,
    pub(crate) folded: Folded,
}

/// Folders of reports, and an index of them.
pub(crate) struct Corpus {
    pub(crate) sections: Vec<Held>,
    pub(crate) reader: IndexReader,
}

impl Corpus {
    /// Reads and indexes the folders.
    pub(crate) fn of(roots: &[PathBuf]) -> Self {
        Self::changed(roots, || {})
    }

    /// Indexes the folders, changes them, and reads and indexes what they are then: an index with
    /// several segments, and with sections taken out, where anything was changed.
    pub(crate) fn changed(roots: &[PathBuf], change: impl FnOnce()) -> Self {
        let dir = TempDir::new().unwrap();
        let options = Options { roots: roots.to_vec(), ..Options::default() };
        ingest(dir.path(), &options, |_| {}).unwrap();
        change();
        ingest(dir.path(), &options, |_| {}).unwrap();
        let reader = IndexReader::open(dir.path()).unwrap();
        let sections: Vec<Held> = roots.iter().flat_map(|root| sections(root)).collect();
        assert_eq!(reader.manifest().sections, sections.len() as u64);
        // The reader has all files open; a value that lives as long as the program would leave the
        // folder behind.
        dir.close().unwrap();
        Self { sections, reader }
    }
}

/// Reads the reports of a folder, one step of the flow after the other.
pub(crate) fn sections(root: &Path) -> Vec<Held> {
    let table = fs::read_to_string(root.join("corrections.csv")).unwrap_or_default();
    let (corrections, _) = Corrections::parse(&table);
    let mut held = Vec::new();
    for (below, path) in files(root) {
        if ["README.md", "corrections.csv", "codebook.csv"].contains(&below.as_str()) {
            continue;
        }
        let extracted = extract::extract(&fs::read(&path).unwrap(), &below).unwrap();
        let report =
            parse::report(&extracted.text, &extracted.page, &below, corrections.get(&below));
        for section in report.sections {
            let text = report.body[section.text].to_owned();
            held.push(Held {
                path: path.display().to_string(),
                facts: report.facts.clone(),
                heading_path: section.heading_path,
                part: section.part,
                folded: Folded::new(&text),
                text,
            });
        }
    }
    held
}
