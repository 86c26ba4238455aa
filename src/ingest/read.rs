//! One file → a report, or the reason why there is none.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use rayon::ThreadPool;

use super::corrections::CorrectionTables;
use super::item::{Item, io_reason};
use super::known::KnownFiles;
use crate::discover::FoundFile;
use crate::extract::{Extracted, Ocr, Unreadable, check_size, extract_with_timeout};
use crate::index::{FileKey, hash_of};
use crate::parse;
use crate::parse::Overrides;
use crate::report::{Note, Report};

/// The outcome of reading a file.
pub(super) enum FileOutcome {
    /// The file is as it was at the last commit.
    Unchanged,
    /// The file is a report.
    Report { key: FileKey, report: Box<Report> },
    /// The file cannot be read.
    Unreadable { key: FileKey, reason: String },
    /// The file is there, and nobody knows what it contains: the system does not hand it over.
    Unreachable { reason: String },
    /// The file is an archive, whose files have yet to be read.
    Archive,
}

impl FileOutcome {
    /// Returns the outcome for a file whose bytes are not known, so that it is tried again next time.
    pub(super) fn failed(reason: &impl ToString) -> Self {
        Self::Unreadable { key: FileKey::default(), reason: reason.to_string() }
    }
}

/// Reads files; holds what reading depends on apart from the file.
pub(super) struct FileReader<'a> {
    pub(super) corrections: &'a CorrectionTables,
    /// The files of the last commit.
    pub(super) known: &'a KnownFiles,
    pub(super) ocr: Option<&'a Ocr>,
    /// The folder for files that an OCR program needs: that of the index.
    pub(super) scratch: &'a Path,
    /// The threads that read files in parallel.
    pub(super) pool: ThreadPool,
}

impl FileReader<'_> {
    /// Reads one file, and parses it if it changed.
    pub(super) fn read_file(&self, file: &FoundFile) -> FileOutcome {
        // Checked before reading: a file of many gigabytes would not fit into memory.
        if let Ok(meta) = fs::metadata(&file.path)
            && let Err(reason) = check_size(meta.len())
        {
            return FileOutcome::failed(&reason);
        }
        match fs::read(&file.path) {
            Ok(bytes) => self.read_bytes(Item::from(file), &Arc::new(bytes), Some(&file.path)),
            Err(error) => FileOutcome::Unreachable { reason: io_reason(&error) },
        }
    }

    /// Parses the bytes of a file if they changed; `path` is the path of the file unless it is in an
    /// archive.
    pub(super) fn read_bytes(
        &self,
        item: Item<'_>,
        bytes: &Arc<Vec<u8>>,
        path: Option<&Path>,
    ) -> FileOutcome {
        let content = hash_of(bytes);
        let correction = self.corrections.find(item, &content, self.known);
        let overrides = correction.map(|(_, overrides)| overrides);
        let key = key(&content, item.below, overrides);
        if let Some(known) = self.known.get(item.name)
            && known.key == key
            // What could not be read before may be read by the OCR program that is given now.
            && (known.report.is_some() || self.ocr.is_none())
        {
            return FileOutcome::Unchanged;
        }
        let extracted = match extract_with_timeout(bytes, item.below) {
            Err(Unreadable::Archive) => return FileOutcome::Archive,
            Err(reason) if reason.lacks_text_layer() => {
                self.recognise(&reason, bytes, path).map_err(|failure| format!("{reason}{failure}"))
            }
            other => other.map_err(|reason| reason.to_string()),
        };
        match extracted.and_then(|extracted| parse(extracted, item.below, overrides)) {
            Ok(report) => FileOutcome::Report { key, report: Box::new(report) },
            Err(reason) => FileOutcome::Unreadable { key, reason },
        }
    }

    /// Returns the text that the user's OCR program finds on the pages of a file. The error is what has
    /// to be added to `reason`, the reason why the file has no text by itself.
    fn recognise(
        &self,
        reason: &Unreadable,
        bytes: &[u8],
        path: Option<&Path>,
    ) -> Result<Extracted, String> {
        let Some(ocr) = self.ocr else { return Err(String::new()) };
        let added = |what: String| format!("; {what}");
        let written = match path {
            Some(path) => ocr.run(path),
            None => self.with_file(bytes, |path| ocr.run(path)),
        };
        let written = Arc::new(written.map_err(added)?);
        let program = ocr.program();
        let mut extracted = extract_with_timeout(&written, "").map_err(|found| match found {
            Unreadable::Empty | Unreadable::Blank => {
                added(format!("`{program}` found no text in it"))
            }
            _ if found == *reason => added(format!("the output of `{program}` has none either")),
            _ => added(format!("the output of `{program}` cannot be read: {found}")),
        })?;
        extracted.notes.push(Note::Recognised { program: program.to_owned() });
        Ok(extracted)
    }

    /// Calls `run` with the path of a temporary file that contains `bytes`.
    fn with_file<T>(
        &self,
        bytes: &[u8],
        run: impl FnOnce(&Path) -> Result<T, String>,
    ) -> Result<T, String> {
        let name: String = blake3::hash(bytes).to_hex().chars().take(16).collect();
        let path = self.scratch.join(format!(".ocr-{name}.pdf"));
        fs::write(&path, bytes).map_err(|error| io_reason(&error))?;
        let result = run(&path);
        drop(fs::remove_file(&path));
        result
    }
}

/// Returns the report that an extracted text is.
///
/// A report over which the parser panics must not take the others with it.
fn parse(
    mut extracted: Extracted,
    below: &str,
    overrides: Option<&Overrides>,
) -> Result<Report, String> {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        parse::report(&extracted.text, &extracted.page, below, overrides)
    }));
    let mut report = parsed.map_err(|_| Unreadable::Failed.to_string())?;
    if report.body.is_empty() {
        return Err(Unreadable::Blank.to_string());
    }
    extracted.notes.append(&mut report.notes);
    report.notes = extracted.notes;
    Ok(report)
}

/// Returns a value that changes with everything a report is made from: the bytes of its file, its
/// path, its correction, and the program that reads it.
fn key(content: &str, below: &str, overrides: Option<&Overrides>) -> FileKey {
    let made_by = env!("CARGO_PKG_VERSION");
    FileKey::new(content, &format!("{made_by}\n{below}\n{overrides:?}"))
}
