//! Opens the index and reads what it holds.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{IndexRecordOption, TantivyDocument, Value};
use tantivy::{
    DocAddress, DocSet, Index, InvertedIndexReader, ReloadPolicy, Searcher, SegmentReader,
    TERMINATED, TantivyError, Term,
};

use super::left_out::{LeftOut, Seen};
use super::manifest::{FORMAT, Ledger, Manifest};
use super::schema::{FacetField, Fields, schema};
use super::signatures;
use super::standing::Versions;
use crate::error::{Error, Result};
use crate::report::{Clue, Facts, Note, Part};
use crate::segment::{Segmenter, fingerprint};

/// The file that tantivy writes last at a commit.
pub(super) const META: &str = "meta.json";

/// What is stored of a report beside its sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredReport {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) facts: Facts,
    pub(crate) notes: Vec<Note>,
    pub(crate) sections: u64,
    pub(crate) characters: u64,
    /// What the facts were told by.
    #[serde(with = "super::evidence")]
    pub(crate) evidence: Vec<Clue>,
}

/// What is stored of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredSection {
    pub(crate) text: String,
    pub(crate) heading_path: Vec<String>,
}

/// Where a section stands in the index; good as long as the reader lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionAddress {
    pub(crate) segment: u32,
    pub(crate) doc: u32,
}

/// An index as it stood when it was opened; later commits do not disturb it.
pub struct IndexReader {
    dir: PathBuf,
    manifest: Manifest,
    /// The user's dictionary; kept here, since a later commit may remove its file.
    user_dictionary: Option<String>,
    segmenter: OnceLock<Segmenter>,
    searcher: Searcher,
    fields: Fields,
    left_out: LeftOut,
    segments: Vec<Segment>,
}

impl IndexReader {
    /// Opens the index in `dir`. This does not load jieba.
    ///
    /// # Errors
    ///
    /// Fails where there is no index, or where it is damaged or was built with another format,
    /// other folding rules or another dictionary.
    pub fn open(dir: &Path) -> Result<Self> {
        loop {
            let opened = Self::open_once(dir)?;
            // A commit between reading the manifest and opening the segments would pair the one
            // with the other's counts.
            if read_manifest(dir)?.as_ref() == Some(&opened.manifest) {
                return Ok(opened);
            }
        }
    }

    fn open_once(dir: &Path) -> Result<Self> {
        let no_index = || Error::NoIndex { dir: dir.to_owned() };
        if !exists(dir) {
            return Err(no_index());
        }
        let manifest = read_manifest(dir)?.ok_or_else(no_index)?;
        let user_dictionary = read_user_dictionary(dir, &manifest)?;
        let expected = fingerprint(user_dictionary.as_deref());
        if manifest.fingerprint != expected {
            let (dir, found) = (dir.to_owned(), manifest.fingerprint);
            return Err(Error::OtherDictionary { dir, found, expected });
        }
        let searcher = guard(dir, || {
            let index = Index::open_in_dir(dir)?;
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
            Ok(tantivy::IndexReader::searcher(&reader))
        })?;
        let (_, fields) = schema();
        let left_out = LeftOut::new(&manifest, Versions::Newest);
        let segments = segments(dir, &searcher, fields, &left_out)?;
        Ok(Self {
            dir: dir.to_owned(),
            manifest,
            user_dictionary,
            segmenter: OnceLock::new(),
            searcher,
            fields,
            left_out,
            segments,
        })
    }

    /// Counts older versions of reports too, each as a report of its own.
    ///
    /// # Errors
    ///
    /// Fails where the ledger is damaged.
    pub fn with_older_versions(mut self) -> Result<Self> {
        if !self.manifest.older_versions.is_empty() {
            self.manifest.count(&self.ledger()?, Versions::All);
        }
        self.left_out = LeftOut::new(&self.manifest, Versions::All);
        self.segments = segments(&self.dir, &self.searcher, self.fields, &self.left_out)?;
        Ok(self)
    }

    /// Opens the index as it stands now, where it was written since this reader was opened; `None`
    /// where it was not, which is told without opening it.
    ///
    /// # Errors
    ///
    /// Fails as [`IndexReader::open`] does; this reader goes on to be good.
    pub fn newer(&self) -> Result<Option<Self>> {
        let is_same = |now: &Manifest| {
            let Manifest { generation, ledger_hash, .. } = &self.manifest;
            (now.generation, &now.ledger_hash) == (*generation, ledger_hash)
        };
        if read_manifest(&self.dir)?.as_ref().is_some_and(is_same) {
            return Ok(None);
        }
        Self::open(&self.dir).map(Some)
    }

    /// Returns what the index says about itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the folder of the index.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Reads what became of every file.
    ///
    /// # Errors
    ///
    /// Fails where the ledger is damaged.
    pub fn ledger(&self) -> Result<Ledger> {
        Ledger::read(&self.dir, &self.manifest)
    }

    /// Returns the dictionaries that the index was built with; the first time they are loaded
    /// (0.1 s).
    ///
    /// # Errors
    ///
    /// Fails where the user's dictionary cannot be read.
    pub fn segmenter(&self) -> Result<&Segmenter> {
        if let Some(segmenter) = self.segmenter.get() {
            return Ok(segmenter);
        }
        let segmenter =
            Segmenter::new(self.user_dictionary.as_deref()).map_err(|error| Error::Damaged {
                dir: self.dir.clone(),
                what: format!("its dictionary cannot be read: {error}"),
            })?;
        Ok(self.segmenter.get_or_init(|| segmenter))
    }

    /// Returns the user's dictionary, where the index was built with one.
    pub(crate) fn user_dictionary(&self) -> Option<&str> {
        self.user_dictionary.as_deref()
    }

    /// Returns the reports that are held beside those that are counted.
    pub(crate) fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// Checks every byte of the index against the checksums written with it.
    ///
    /// # Errors
    ///
    /// Fails where a file is not what was written.
    pub fn verify(&self) -> Result<()> {
        verify(&self.dir)?;
        signatures::checked(&self.dir, &self.manifest)?;
        let mut counted = self.manifest.clone();
        counted.count(&self.ledger()?, self.left_out.versions());
        if counted != self.manifest {
            let what = "its counts in `meta.json` are not those of its ledger".to_owned();
            return Err(Error::Damaged { dir: self.dir.clone(), what });
        }
        Ok(())
    }

    /// Returns the segment that a section stands in.
    pub(crate) fn segment(&self, address: SectionAddress) -> &Segment {
        let at = usize::try_from(address.segment).expect("addresses come from this reader");
        self.segments.get(at).expect("addresses come from this reader")
    }

    /// Returns the number of the report that a section is of.
    pub(crate) fn report_number(&self, address: SectionAddress) -> tantivy::Result<u64> {
        let number = self.segment(address).reports()?.first(address.doc);
        number.ok_or_else(|| corrupt("a section belongs to no report"))
    }

    /// Returns the path of the report that a section is of.
    pub(crate) fn path(&self, address: SectionAddress) -> tantivy::Result<String> {
        let column = self.segment(address).paths()?;
        let mut path = String::new();
        if let Some(ordinal) = column.ords().first(address.doc) {
            column.ord_to_str(ordinal, &mut path)?;
        }
        Ok(path)
    }

    /// Returns the statutory part that a section belongs to.
    pub(crate) fn part(&self, address: SectionAddress) -> tantivy::Result<Part> {
        let column = self.segment(address).facet(FacetField::Part)?;
        let mut name = String::new();
        if let Some(ordinal) = column.ords().first(address.doc) {
            column.ord_to_str(ordinal, &mut name)?;
        }
        let part = Part::ALL.into_iter().find(|part| part.name() == name);
        part.ok_or_else(|| corrupt("a section belongs to no part"))
    }

    /// Returns the segments of the index.
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Runs `read`, and reports a failure or a panic over damaged files as a damaged index.
    pub(crate) fn guard<T>(&self, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
        guard(&self.dir, read)
    }

    /// Reads what is stored of a section.
    pub(crate) fn section(&self, address: SectionAddress) -> tantivy::Result<StoredSection> {
        let document = self.document(address)?;
        let text = |field| {
            let value = document.get_first(field).and_then(|value| value.as_str());
            value.ok_or_else(|| corrupt("a section lacks a field"))
        };
        let heading_path = serde_json::from_str(text(self.fields.heading_path)?)
            .map_err(|_| corrupt("a heading path cannot be read"))?;
        Ok(StoredSection { text: text(self.fields.text)?.to_owned(), heading_path })
    }

    /// Reads what is stored of the report with this number.
    pub(crate) fn report(&self, number: u64) -> tantivy::Result<StoredReport> {
        let sections = self.sections_of(number)?;
        let first = sections.first().ok_or_else(|| corrupt("a report has no section"))?;
        self.report_at(*first)
    }

    /// Reads what is stored of the report whose first section is at `first`.
    pub(crate) fn report_at(&self, first: SectionAddress) -> tantivy::Result<StoredReport> {
        let document = self.document(first)?;
        let facts = document.get_first(self.fields.report_facts).and_then(|value| value.as_str());
        serde_json::from_str(facts.ok_or_else(|| corrupt("a report has no facts"))?)
            .map_err(|_| corrupt("the facts of a report cannot be read"))
    }

    /// Returns where the sections of a report stand, in their order.
    pub(crate) fn sections_of(&self, number: u64) -> tantivy::Result<Vec<SectionAddress>> {
        let term = Term::from_field_u64(self.fields.report, number);
        let mut found = Vec::new();
        for (segment, at) in self.segments.iter().zip(0..) {
            let inverted = segment.reader.inverted_index(self.fields.report)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let ordinals = segment.ordinals()?;
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if segment.is_alive(doc) {
                    let address = SectionAddress { segment: at, doc };
                    found.push((ordinals.first(doc).unwrap_or_default(), address));
                }
                postings.advance();
            }
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }

    fn document(&self, address: SectionAddress) -> tantivy::Result<TantivyDocument> {
        self.searcher.doc(DocAddress::new(address.segment, address.doc))
    }
}

/// Opens the segments of the index.
fn segments(
    dir: &Path,
    searcher: &Searcher,
    fields: Fields,
    left_out: &LeftOut,
) -> Result<Vec<Segment>> {
    guard(dir, || {
        let readers = searcher.segment_readers().iter();
        readers.map(|reader| Segment::new(reader, fields, left_out)).collect()
    })
}

/// A segment of the index with its columns, each opened when it is first needed.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) text: Arc<InvertedIndexReader>,
    pub(crate) lengths: FieldNormReader,
    fields: Fields,
    heading: OnceLock<Arc<InvertedIndexReader>>,
    reports: OnceLock<Column<u64>>,
    ordinals: OnceLock<Column<u64>>,
    characters: OnceLock<Column<u64>>,
    paths: OnceLock<StrColumn>,
    facets: [OnceLock<StrColumn>; FacetField::ALL.len()],
    /// The documents of reports that are not counted, where there are any.
    left_out: Option<Seen>,
}

impl Segment {
    fn new(reader: &SegmentReader, fields: Fields, left_out: &LeftOut) -> tantivy::Result<Self> {
        let mut segment = Self {
            text: reader.inverted_index(fields.text)?,
            lengths: reader.get_fieldnorms_reader(fields.text)?,
            reader: reader.clone(),
            fields,
            heading: OnceLock::new(),
            reports: OnceLock::new(),
            ordinals: OnceLock::new(),
            characters: OnceLock::new(),
            paths: OnceLock::new(),
            facets: Default::default(),
            left_out: None,
        };
        if !left_out.is_empty() {
            let mut docs = Seen::default();
            let reports = segment.reports()?;
            for doc in 0..segment.max_doc() {
                let report = reports.first(doc);
                if report.is_some_and(|report| !left_out.counts(left_out.held_as(report))) {
                    docs.insert(u64::from(doc));
                }
            }
            segment.left_out = (docs.len > 0).then_some(docs);
        }
        Ok(segment)
    }

    /// Returns the fields of the index.
    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// Returns how many documents the segment has, deleted ones included.
    pub(crate) fn max_doc(&self) -> u32 {
        self.reader.max_doc()
    }

    /// Returns whether the document was not deleted.
    pub(crate) fn is_alive(&self, doc: u32) -> bool {
        self.reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc))
    }

    /// Returns whether the document is counted: it was not deleted, and its report is neither a copy
    /// of another nor an older version.
    pub(crate) fn is_counted(&self, doc: u32) -> bool {
        self.is_alive(doc)
            && self.left_out.as_ref().is_none_or(|left_out| !left_out.contains(u64::from(doc)))
    }

    /// Returns whether all documents are counted.
    pub(crate) fn counts_all(&self) -> bool {
        self.reader.alive_bitset().is_none() && self.left_out.is_none()
    }

    /// Returns the windows of the headings.
    pub(crate) fn heading(&self) -> tantivy::Result<&InvertedIndexReader> {
        let heading = load(&self.heading, || self.reader.inverted_index(self.fields.heading))?;
        Ok(heading)
    }

    /// Returns the number of each document's report.
    pub(crate) fn reports(&self) -> tantivy::Result<&Column<u64>> {
        load(&self.reports, || self.reader.fast_fields().u64("report"))
    }

    /// Returns each document's place in its report.
    pub(crate) fn ordinals(&self) -> tantivy::Result<&Column<u64>> {
        load(&self.ordinals, || self.reader.fast_fields().u64("ordinal"))
    }

    /// Returns how many characters each document has.
    pub(crate) fn characters(&self) -> tantivy::Result<&Column<u64>> {
        load(&self.characters, || self.reader.fast_fields().u64("characters"))
    }

    /// Returns the path of each document's report, in the order of the paths.
    pub(crate) fn paths(&self) -> tantivy::Result<&StrColumn> {
        load(&self.paths, || self.str_column("path"))
    }

    /// Returns a facet of each document.
    pub(crate) fn facet(&self, field: FacetField) -> tantivy::Result<&StrColumn> {
        let slot = self.facets.get(field.index()).expect("there is a slot for each facet");
        load(slot, || self.str_column(field.name()))
    }

    fn str_column(&self, name: &str) -> tantivy::Result<StrColumn> {
        let column = self.reader.fast_fields().str(name)?;
        column.ok_or_else(|| corrupt("a column is missing"))
    }
}

/// Returns what is in `slot`, after `open` has put it there the first time.
fn load<T>(slot: &OnceLock<T>, open: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<&T> {
    if let Some(value) = slot.get() {
        return Ok(value);
    }
    let value = open()?;
    Ok(slot.get_or_init(|| value))
}

/// Returns the steps of a facet as it is kept in its column.
pub(crate) fn facet_steps(encoded: &str) -> Vec<&str> {
    encoded.split('\u{0}').collect()
}

fn corrupt(what: &str) -> TantivyError {
    TantivyError::InternalError(what.to_owned())
}

/// Returns whether `dir` looks like an index, readable or not.
pub(super) fn exists(dir: &Path) -> bool {
    dir.join(META).is_file()
}

/// Reads the manifest in `dir`; `None` where nothing was ever committed.
pub(super) fn read_manifest(dir: &Path) -> Result<Option<Manifest>> {
    #[derive(Deserialize)]
    struct Meta {
        payload: Option<String>,
    }
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let path = dir.join(META);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Io { action: "read", path, source }),
    };
    let damaged = |what: &str| Error::Damaged { dir: dir.to_owned(), what: what.to_owned() };
    let meta: Meta =
        serde_json::from_str(&text).map_err(|_| damaged("its file `meta.json` is not JSON"))?;
    let Some(payload) = meta.payload else { return Ok(None) };
    let other_format =
        |found: String| Error::OtherFormat { dir: dir.to_owned(), found, expected: FORMAT };
    let Ok(Format { format }) = serde_json::from_str(&payload) else {
        return Err(other_format("no format that chabao writes".to_owned()));
    };
    if format != FORMAT {
        return Err(other_format(format!("format {format}")));
    }
    serde_json::from_str(&payload).map(Some).map_err(|_| damaged("its manifest lacks an entry"))
}

pub(super) fn read_user_dictionary(dir: &Path, manifest: &Manifest) -> Result<Option<String>> {
    let Some(name) = manifest.dictionary_name() else { return Ok(None) };
    fs::read_to_string(dir.join(&name)).map(Some).map_err(|_| Error::Damaged {
        dir: dir.to_owned(),
        what: format!("its dictionary `{name}` is missing"),
    })
}

/// Runs `read` and turns what goes wrong into errors of ours.
///
/// Damaged files can make tantivy panic. A panic over an index whose checksums are right is a bug
/// and goes on.
pub(super) fn guard<T>(dir: &Path, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| translate(dir, error)),
        Err(panic) => {
            verify(dir)?;
            resume_unwind(panic)
        }
    }
}

/// Checks the files of the index against their checksums.
fn verify(dir: &Path) -> Result<()> {
    let checked = catch_unwind(|| Index::open_in_dir(dir)?.validate_checksum());
    let what = match checked {
        Ok(Ok(damaged)) if damaged.is_empty() => return Ok(()),
        Ok(Ok(damaged)) => {
            let mut names: Vec<String> =
                damaged.iter().map(|path| format!("`{}`", path.display())).collect();
            names.sort();
            format!("not what was written: {}", names.join(", "))
        }
        Ok(Err(error)) => return Err(translate(dir, error)),
        Err(_) => "its files cannot be read".to_owned(),
    };
    Err(Error::Damaged { dir: dir.to_owned(), what })
}

/// Translates what tantivy reports into what the user can do, in one place.
pub(super) fn translate(dir: &Path, error: TantivyError) -> Error {
    let dir = dir.to_owned();
    match error {
        TantivyError::LockFailure(..) => Error::Locked { dir },
        TantivyError::IncompatibleIndex(_) => Error::OtherFormat {
            dir,
            found: "files of another version of the index library".to_owned(),
            expected: FORMAT,
        },
        TantivyError::OpenWriteError(_) => Error::Io {
            action: "write",
            path: dir,
            source: std::io::Error::other("a file of the index cannot be created"),
        },
        TantivyError::IoError(source)
            if matches!(
                source.kind(),
                std::io::ErrorKind::StorageFull
                    | std::io::ErrorKind::PermissionDenied
                    | std::io::ErrorKind::ReadOnlyFilesystem
                    | std::io::ErrorKind::QuotaExceeded
            ) =>
        {
            let source = std::io::Error::from(source.kind());
            Error::Io { action: "write", path: dir, source }
        }
        TantivyError::InternalError(what) => Error::Damaged { dir, what },
        _ => Error::Damaged { dir, what: "a file is missing or cut short".to_owned() },
    }
}
