//! One file → its report, or the reason why there is none.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::request::{Reply, Request};
use crate::extract::{
    Companion, Extracted, LARGEST_FILE, Refusal, SourceFile, Unreadable, check_size, extract_file,
};
use crate::index::hash_of;
use crate::ingest::beside::Beside;
use crate::ingest::item::io_reason;
use crate::parse;
use crate::report::{Note, Report};

/// Reads one file.
pub(super) fn read(request: &Request) -> Reply {
    let path = request.path.as_deref().map(Path::new);
    let bytes = match (&request.bytes, path) {
        (Some(bytes), _) => Arc::clone(bytes),
        (None, Some(path)) => match read_bytes(path) {
            Ok(bytes) => Arc::new(bytes),
            Err(reply) => return reply,
        },
        (None, None) => return unreachable(&io::ErrorKind::NotFound.into()),
    };
    let content = hash_of(&bytes);
    let is_recognised = request.recognised_by.is_some() && request.recognised.is_none();
    let name = if is_recognised { "" } else { &request.below };
    let opened = open_beside(request);
    let beside: Vec<Companion<'_>> = opened.iter().map(|(file, bytes)| file.with(bytes)).collect();
    let read = extract_file(SourceFile { bytes: &bytes, name, beside: &beside });
    let joined = read.as_ref().map_or(Vec::new(), |extracted| extracted.joined.clone());
    match read.and_then(|extracted| parse(extracted, request)) {
        Ok(report) => Reply::Report { content, report: Box::new(report), joined },
        Err(Unreadable::Archive) => Reply::Archive,
        Err(reason) => Reply::Unreadable { content, refusal: Refusal::from(&reason) },
    }
}

/// Returns the files beside the file with their bytes; one that cannot be read has none.
fn open_beside(request: &Request) -> Vec<(Beside, Arc<Vec<u8>>)> {
    let open = |(number, file): (usize, &Beside)| {
        let bytes = match (&file.bytes, &file.path) {
            (Some(bytes), _) => Arc::clone(bytes),
            (None, Some(path)) => Arc::new(read_bytes(path).unwrap_or_default()),
            (None, None) => Arc::default(),
        };
        let mut file = file.clone();
        if request.recognised == Some(number) {
            // What a program wrote need not have the format of the file.
            file.name.clear();
        }
        (file, bytes)
    };
    request.beside.iter().enumerate().map(open).collect()
}

impl Beside {
    /// Returns the file with its bytes.
    fn with<'a>(&'a self, bytes: &'a [u8]) -> Companion<'a> {
        Companion { kind: self.kind, name: &self.name, label: &self.label, bytes }
    }
}

/// Returns the bytes of the file at `path`, or the reply if they cannot be read.
fn read_bytes(path: &Path) -> Result<Vec<u8>, Reply> {
    let too_large =
        |reason| Reply::Unreadable { content: String::new(), refusal: Refusal::from(&reason) };
    let mut file = File::open(path).map_err(|error| unreachable(&error))?;
    // Checked before reading: a file of many gigabytes would not fit into memory.
    let size = file.metadata().map_or(0, |meta| meta.len());
    check_size(size).map_err(too_large)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // It may grow while it is read.
    let most = LARGEST_FILE as u64 + 1;
    file.by_ref().take(most).read_to_end(&mut bytes).map_err(|error| unreachable(&error))?;
    check_size(bytes.len() as u64).map_err(too_large)?;
    Ok(bytes)
}

fn unreachable(error: &io::Error) -> Reply {
    Reply::Unreachable { reason: io_reason(error) }
}

/// Returns the report that an extracted text is.
///
/// A report over which the parser panics must not take the others with it.
fn parse(mut extracted: Extracted, request: &Request) -> Result<Report, Unreadable> {
    if let Some(program) = &request.recognised_by {
        extracted.notes.push(Note::Recognised { program: program.clone() });
    }
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let overrides = request.overrides.as_ref();
        let Extracted { text, page_starts, page, .. } = &extracted;
        parse::paged_report((text, page_starts), page, &request.below, overrides)
    }));
    let mut report = parsed.map_err(|_| Unreadable::Failed)?;
    if report.body.is_empty() {
        return Err(Unreadable::Blank);
    }
    let part = extracted.joined.first().and_then(|part| request.beside.get(*part));
    report.paged_file = part.map(|part| part.name.clone());
    extracted.notes.append(&mut report.notes);
    report.notes = extracted.notes;
    Ok(report)
}
