//! One file → its outcome: whether it changed, what a reader says of it, and what text recognition
//! adds.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::corrections::CorrectionTables;
use super::item::{Item, Job, io_reason};
use super::known::KnownFiles;
use super::reading::{Readers, Reply, Request};
use crate::error::Result;
use crate::extract::{Ocr, Refusal};
use crate::index::FileKey;
use crate::parse::Overrides;
use crate::report::Report;

/// The outcome of reading a file.
pub(super) enum FileOutcome {
    /// The file is as it was at the last commit.
    Unchanged,
    /// The file is a report.
    Report { key: FileKey, report: Box<Report> },
    /// The file cannot be read.
    Unreadable { key: FileKey, refusal: Refusal },
    /// The file is there, and nobody knows what it contains: the system does not hand it over.
    Unreachable { reason: String },
    /// The file is an archive, whose files have yet to be read.
    Archive,
}

impl FileOutcome {
    /// Returns the outcome for a file whose bytes are not known, so that it is tried again next time.
    pub(super) fn failed(reason: &impl ToString) -> Self {
        let refusal = Refusal::from_sentence(&reason.to_string());
        Self::Unreadable { key: FileKey::default(), refusal }
    }

    /// Returns the number of bytes that are in memory.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Report { report, .. } => report.body.len() as u64,
            _ => 0,
        }
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
    pub(super) readers: Readers,
    /// The number of files that are read at the same time.
    pub(super) threads: usize,
}

impl FileReader<'_> {
    /// Reads one file, if it changed.
    ///
    /// # Errors
    ///
    /// Fails if there is nothing that could read it.
    pub(super) fn read(&self, job: &Job) -> Result<FileOutcome> {
        let (file, bytes) = match job {
            Job::File(file) => (file, None),
            Job::Member(file, bytes) => (file, Some(bytes)),
            Job::Refused(_, reason) => return Ok(FileOutcome::failed(reason)),
            Job::Unreachable(_, reason) => {
                return Ok(FileOutcome::Unreachable { reason: reason.clone() });
            }
        };
        let request = Request {
            below: file.below.clone(),
            path: bytes.is_none().then(|| file.path.clone().into_os_string()),
            bytes: bytes.map(Arc::clone),
            overrides: None,
            recognised_by: None,
        };
        let known = self.known.get(&file.name);
        let content = if known.is_some() || !self.corrections.is_empty() {
            match request.content_hash() {
                Ok(content) => content,
                Err(error) => return Ok(FileOutcome::Unreachable { reason: io_reason(&error) }),
            }
        } else {
            // Nothing depends on it before the file is read.
            String::new()
        };
        let correction = self.corrections.find(Item::from(file), &content, self.known);
        let overrides = correction.map(|(_, overrides)| overrides.clone());
        // A scan may be read by the OCR program that is given now.
        let is_final = known.is_some_and(|known| !known.needs_ocr || self.ocr.is_none());
        let key = key(&content, &file.below, overrides.as_ref());
        if is_final && known.is_some_and(|known| known.key == key) {
            return Ok(FileOutcome::Unchanged);
        }
        self.read_changed(&Request { overrides, ..request })
    }

    /// Reads a file that changed.
    fn read_changed(&self, request: &Request) -> Result<FileOutcome> {
        let key = |content: &str| match content {
            "" => FileKey::default(),
            content => key(content, &request.below, request.overrides.as_ref()),
        };
        Ok(match self.readers.read(request)? {
            Reply::Report { content, report } => FileOutcome::Report { key: key(&content), report },
            Reply::Archive => FileOutcome::Archive,
            Reply::Unreachable { reason } => FileOutcome::Unreachable { reason },
            Reply::Unreadable { content, refusal } => match self.ocr {
                Some(ocr) if refusal.needs_ocr => {
                    self.recognise(ocr, key(&content), refusal, request)?
                }
                _ => FileOutcome::Unreadable { key: key(&content), refusal },
            },
        })
    }

    /// Returns the outcome for a file on whose pages the user's OCR program finds text; `refusal` is
    /// why it has none by itself.
    fn recognise(
        &self,
        ocr: &Ocr,
        key: FileKey,
        refusal: Refusal,
        request: &Request,
    ) -> Result<FileOutcome> {
        let refused = |why: String| {
            let sentence = format!("{}; {why}", refusal.sentence);
            FileOutcome::Unreadable {
                key: key.clone(),
                refusal: Refusal { sentence, ..refusal.clone() },
            }
        };
        let written = match (&request.path, &request.bytes) {
            (Some(path), _) => ocr.run(path.as_ref()),
            (None, Some(bytes)) => self.with_file(bytes, &request.below, |path| ocr.run(path)),
            (None, None) => return Ok(refused("it is no longer there".to_owned())),
        };
        let written = match written {
            Ok(written) => Arc::new(written),
            Err(why) => return Ok(refused(why)),
        };
        let program = ocr.program();
        let again = Request {
            bytes: Some(written),
            recognised_by: Some(program.to_owned()),
            ..request.clone()
        };
        Ok(match self.readers.read(&again)? {
            Reply::Report { report, .. } => FileOutcome::Report { key, report },
            Reply::Archive | Reply::Unreachable { .. } => {
                refused(format!("the output of `{program}` is neither text nor PDF"))
            }
            Reply::Unreadable { refusal: found, .. } => refused(if found.is_blank {
                format!("`{program}` found no text in it")
            } else if found == refusal {
                format!("the output of `{program}` has none either")
            } else {
                format!("the output of `{program}` cannot be read: {}", found.sentence)
            }),
        })
    }

    /// Calls `run` with the path of a temporary file that contains `bytes` and has the ending of
    /// `below`: programs go by it.
    fn with_file<T>(
        &self,
        bytes: &[u8],
        below: &str,
        run: impl FnOnce(&Path) -> std::result::Result<T, String>,
    ) -> std::result::Result<T, String> {
        let name: String = blake3::hash(bytes).to_hex().chars().take(16).collect();
        let ending = below.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_usual = ending.chars().all(|character| character.is_ascii_alphanumeric());
        let ending = if is_usual && !ending.is_empty() { ending } else { "pdf" };
        let path = self.scratch.join(format!(".ocr-{name}.{ending}"));
        fs::write(&path, bytes).map_err(|_| "it cannot be unpacked for it".to_owned())?;
        let result = run(&path);
        drop(fs::remove_file(&path));
        result
    }
}

/// Returns a value that changes with everything a report is made from: the bytes of its file, its
/// path, its correction, and the program that reads it.
fn key(content: &str, below: &str, overrides: Option<&Overrides>) -> FileKey {
    let made_by = env!("CARGO_PKG_VERSION");
    FileKey::new(content, &format!("{made_by}\n{below}\n{overrides:?}"))
}
