//! One file → its outcome: whether it changed, what a reader says of it, and what text recognition
//! adds.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::beside::{Beside, JoinedFile, Surroundings, hash_of_all};
use super::corrections::CorrectionTables;
use super::item::{Item, Job, io_reason};
use super::known::KnownFiles;
use super::reading::{Readers, Reply, Request};
use crate::error::Result;
use crate::extract::{Ocr, Refusal};
use crate::index::FileKey;
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

/// What came of reading a file.
pub(super) struct ReadFile {
    pub(super) outcome: FileOutcome,
    /// The files beside it that were joined to it.
    pub(super) joined: Vec<JoinedFile>,
}

impl From<FileOutcome> for ReadFile {
    fn from(outcome: FileOutcome) -> Self {
        Self { outcome, joined: Vec::new() }
    }
}

/// Reads files; holds what reading depends on apart from the file.
pub(super) struct FileReader<'a> {
    pub(super) corrections: &'a CorrectionTables,
    /// The files of the last commit.
    pub(super) known: &'a KnownFiles,
    /// The files that were found.
    pub(super) surroundings: &'a Surroundings,
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
    pub(super) fn read(&self, job: &Job) -> Result<ReadFile> {
        let mut read = self.read_job(job)?;
        if matches!(read.outcome, FileOutcome::Unreachable { .. }) {
            // Its report stays, with all that was joined to it.
            read.joined = self.known.joined_to(&job.file().name);
        }
        Ok(read)
    }

    fn read_job(&self, job: &Job) -> Result<ReadFile> {
        let (file, bytes, beside) = match job {
            Job::File(file) => (file, None, self.surroundings.beside(file)),
            Job::Member(file, bytes, beside) => (file, Some(bytes), beside.clone()),
            Job::Refused(_, reason) => return Ok(FileOutcome::failed(reason).into()),
            Job::Unreachable(_, reason) => {
                return Ok(FileOutcome::Unreachable { reason: reason.clone() }.into());
            }
        };
        let request = Request {
            below: file.below.clone(),
            path: bytes.is_none().then(|| file.path.clone().into_os_string()),
            bytes: bytes.map(Arc::clone),
            beside,
            overrides: None,
            recognised_by: None,
            recognised: None,
        };
        let known = self.known.get(&file.name);
        let content = if known.is_some() || !self.corrections.is_empty() {
            match request.content_hash() {
                Ok(content) => content,
                Err(error) => {
                    return Ok(FileOutcome::Unreachable { reason: io_reason(&error) }.into());
                }
            }
        } else {
            // Nothing depends on it before the file is read.
            String::new()
        };
        let correction = self.corrections.find(Item::from(file), &content, self.known);
        let overrides = correction.map(|(_, overrides)| overrides.clone());
        // A scan may be read by the OCR program that is given now.
        let is_final = known.is_some_and(|known| !known.needs_ocr || self.ocr.is_none());
        let request = Request { overrides, ..request };
        let surroundings = hash_of_all(&request.beside);
        let key = key(&content, &request, &surroundings);
        if is_final && known.is_some_and(|known| known.key == key) {
            let is_part = |part: &&Beside| {
                let known = self.known.get(&part.path_by(&file.name));
                known.and_then(|known| known.joined_to.as_ref()) == Some(&file.name)
            };
            let parts = request.beside.iter().filter(is_part);
            let joined = parts.map(|part| part.joined_to(&file.name)).collect();
            return Ok(ReadFile { outcome: FileOutcome::Unchanged, joined });
        }
        let (outcome, joined) = self.read_changed(&request, &surroundings)?;
        let joined = joined.into_iter().filter_map(|part| request.beside.get(part));
        let joined = joined.map(|part| part.joined_to(&file.name)).collect();
        Ok(ReadFile { outcome, joined })
    }

    /// Reads a file that changed, whose key depends on its `surroundings`. Returns its outcome, and which
    /// of the files beside it were joined to it.
    fn read_changed(
        &self,
        request: &Request,
        surroundings: &str,
    ) -> Result<(FileOutcome, Vec<usize>)> {
        let key = |content: &str| match content {
            "" => FileKey::default(),
            content => key(content, request, surroundings),
        };
        Ok(match self.readers.read(request)? {
            Reply::Report { content, report, joined } => {
                (FileOutcome::Report { key: key(&content), report }, joined)
            }
            Reply::Archive => (FileOutcome::Archive, Vec::new()),
            Reply::Unreachable { reason } => (FileOutcome::Unreachable { reason }, Vec::new()),
            Reply::Unreadable { content, refusal } => {
                let joined = refusal.joined.into_iter().collect();
                let key = key(&content);
                match self.ocr {
                    Some(ocr) if refusal.needs_ocr => {
                        (self.recognise(ocr, key, &refusal, request)?, joined)
                    }
                    _ => (FileOutcome::Unreadable { key, refusal }, joined),
                }
            }
        })
    }

    /// Returns the outcome for a file on whose pages the user's OCR program finds text; `refusal` is
    /// why it has none by itself.
    fn recognise(
        &self,
        ocr: &Ocr,
        key: FileKey,
        refusal: &Refusal,
        request: &Request,
    ) -> Result<FileOutcome> {
        let refused = |why: String| {
            let sentence = format!("{}; {why}", refusal.sentence);
            FileOutcome::Unreadable {
                key: key.clone(),
                refusal: Refusal { sentence, ..refusal.clone() },
            }
        };
        let part = refusal.joined.and_then(|part| Some((part, request.beside.get(part)?)));
        let (path, bytes, name) = match part {
            Some((_, part)) => (part.path.as_deref(), &part.bytes, &part.name),
            None => (request.path.as_deref().map(Path::new), &request.bytes, &request.below),
        };
        let written = match (path, bytes) {
            (Some(path), _) => ocr.run(path),
            (None, Some(bytes)) => self.with_file(bytes, name, |path| ocr.run(path)),
            (None, None) => return Ok(refused("it is no longer there".to_owned())),
        };
        let written = match written {
            Ok(written) => Arc::new(written),
            Err(why) => return Ok(refused(why)),
        };
        let program = ocr.program();
        let recognised_by = Some(program.to_owned());
        let mut again = Request { recognised_by, recognised: refusal.joined, ..request.clone() };
        match part.and_then(|(part, _)| again.beside.get_mut(part)) {
            Some(part) => part.bytes = Some(written),
            None => again.bytes = Some(written),
        }
        Ok(match self.readers.read(&again)? {
            Reply::Report { report, .. } => FileOutcome::Report { key, report },
            Reply::Archive | Reply::Unreachable { .. } => {
                refused(format!("the output of `{program}` is neither text nor PDF"))
            }
            Reply::Unreadable { refusal: found, .. } => refused(if found.is_blank {
                format!("`{program}` found no text in it")
            } else if found == *refusal {
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
/// path, its correction, the program that reads it, and the files beside it.
fn key(content: &str, request: &Request, surroundings: &str) -> FileKey {
    let made_by = env!("CARGO_PKG_VERSION");
    let Request { below, overrides, .. } = request;
    FileKey::new(content, &format!("{made_by}\n{below}\n{overrides:?}{surroundings}"))
}
