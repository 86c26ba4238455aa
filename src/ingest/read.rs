//! One file → a report, or the reason why there is none.

use std::collections::HashMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use rayon::ThreadPool;

use super::corrections::Tables;
use super::item::Item;
use crate::discover::File;
use crate::extract::{Extracted, Ocr, Unreadable, check_size, extract_with_timeout};
use crate::parse;
use crate::parse::corrections::Overrides;
use crate::report::{Note, Report};

/// What the last commit knows of a file: its key, and whether it is a report.
pub(super) type Earlier = HashMap<String, (String, bool)>;

/// What a file turned out to be.
pub(super) enum Read {
    /// The same as at the last commit.
    Same,
    Report(String, Box<Report>),
    Unreadable(String, String),
    /// An archive, whose files are still to be read.
    Archive,
}

impl Read {
    /// Returns the outcome of a file whose bytes are not known.
    pub(super) fn failed(reason: String) -> Self {
        Self::Unreadable(String::new(), reason)
    }
}

/// What reading needs to know beside the file.
pub(super) struct Reader<'a> {
    pub(super) tables: &'a Tables,
    pub(super) earlier: &'a Earlier,
    pub(super) ocr: Option<&'a Ocr>,
    /// The folder for files that a program for recognising characters needs: that of the index.
    pub(super) scratch: &'a Path,
    /// The threads that read files side by side.
    pub(super) pool: ThreadPool,
}

impl Reader<'_> {
    /// Reads one file and parses it where it changed.
    pub(super) fn file(&self, file: &File) -> Read {
        if let Ok(meta) = fs::metadata(&file.path)
            && let Err(reason) = check_size(meta.len())
        {
            return Read::failed(reason.to_string());
        }
        match fs::read(&file.path) {
            Ok(bytes) => self.bytes(Item::of(file), &Arc::new(bytes), Some(&file.path)),
            Err(error) => Read::failed(io_reason(&error)),
        }
    }

    /// Parses the bytes of a file where they changed; `path` is where they lie by themselves.
    pub(super) fn bytes(&self, item: Item<'_>, bytes: &Arc<Vec<u8>>, path: Option<&Path>) -> Read {
        let overrides = self.tables.get(item);
        let key = key(bytes, item.below, overrides);
        if let Some((known, is_report)) = self.earlier.get(item.name)
            && *known == key
            // What could not be read may be read by the program that is named now.
            && (*is_report || self.ocr.is_none())
        {
            return Read::Same;
        }
        let extracted = match extract_with_timeout(bytes, item.below) {
            Err(Unreadable::Archive) => return Read::Archive,
            Err(reason) if reason.lacks_text_layer() => {
                self.recognised(&reason, bytes, path).map_err(|said| format!("{reason}{said}"))
            }
            other => other.map_err(|reason| reason.to_string()),
        };
        let mut extracted = match extracted {
            Ok(extracted) => extracted,
            Err(reason) => return Read::Unreadable(key, reason),
        };
        // A report that trips the parser must not take the others with it.
        let parsed = catch_unwind(AssertUnwindSafe(|| {
            parse::report(&extracted.text, &extracted.page, item.below, overrides)
        }));
        match parsed {
            Ok(report) if report.body.is_empty() => {
                Read::Unreadable(key, "it holds no text".to_owned())
            }
            Ok(mut report) => {
                extracted.notes.append(&mut report.notes);
                report.notes = extracted.notes;
                Read::Report(key, Box::new(report))
            }
            Err(_) => Read::Unreadable(key, Unreadable::Failed.to_string()),
        }
    }

    /// Returns what the user's program recognises on the pages of a file; else what is to be said
    /// beside `reason`, the reason why the file has no text by itself.
    fn recognised(
        &self,
        reason: &Unreadable,
        bytes: &[u8],
        path: Option<&Path>,
    ) -> Result<Extracted, String> {
        let Some(ocr) = self.ocr else { return Err(String::new()) };
        let said = |what: String| format!("; {what}");
        let written = match path {
            Some(path) => ocr.run(path),
            None => self.with_file(bytes, |path| ocr.run(path)),
        };
        let written = Arc::new(written.map_err(said)?);
        let program = ocr.program();
        let mut extracted = extract_with_timeout(&written, "").map_err(|found| match found {
            Unreadable::Empty | Unreadable::Blank => {
                said(format!("`{program}` found no text in it"))
            }
            _ if found == *reason => said(format!("nor has what `{program}` made of it")),
            _ => said(format!("what `{program}` made of it cannot be read: {found}")),
        })?;
        extracted.notes.push(Note::Recognised { program: program.to_owned() });
        Ok(extracted)
    }

    /// Calls `run` with the path of a file that holds `bytes` as long as it runs.
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

/// Returns a value that changes with everything a report is made from: the bytes of its file, its
/// path, its correction, and the program that reads it.
fn key(bytes: &[u8], below: &str, overrides: Option<&Overrides>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(bytes);
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    let made_by = env!("CARGO_PKG_VERSION");
    hasher.update(format!("{made_by}\n{below}\n{overrides:?}").as_bytes());
    hasher.finalize().to_hex().chars().take(32).collect()
}

/// Returns why a file cannot be opened, as a sentence for the user.
pub(super) fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it is no longer there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => "it cannot be read".to_owned(),
    }
}
