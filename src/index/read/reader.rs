//! Opens the index and reads what is stored in it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use tantivy::schema::{IndexRecordOption, TantivyDocument, Value};
use tantivy::{DocAddress, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, Term};

use super::alias_file::AliasFile;
use super::catalog::Catalog;
use super::completeness::check_sections;
use super::remote::Remote;
use super::segment::{SectionAddress, Segment};
use super::uncounted::Uncounted;
use super::word_totals::{KeptTotals, WordTotals};
use crate::aliases::Aliases;
use crate::error::{Error, Result};
use crate::index::counted_as::Versions;
use crate::index::directory::IndexDirectory;
use crate::index::duplicates::check_fingerprints;
use crate::index::guard::{self, corrupt};
use crate::index::ledger::Ledger;
use crate::index::manifest::Manifest;
use crate::index::open::{check_dictionaries, read_manifest, read_user_dictionary};
use crate::index::place::Place;
use crate::index::schema::{FacetField, Fields, schema};
use crate::index::stored::{StoredReport, StoredSection};
use crate::query::{Query, Term as QueryTerm};
use crate::report::Part;
use crate::segment::Segmenter;

/// An index as it was when it was opened; later commits do not disturb it.
pub struct IndexReader {
    place: Arc<Place>,
    manifest: Manifest,
    /// The user's dictionary; kept here, since a later commit may remove its file.
    user_dictionary: Option<String>,
    segmenter: OnceLock<Segmenter>,
    catalog: OnceLock<Catalog>,
    word_totals: KeptTotals,
    searcher: Searcher,
    fields: Fields,
    uncounted: Uncounted,
    segments: Vec<Segment>,
    alias_file: AliasFile,
    /// What a cluster holds of the index.
    remote: Option<Remote>,
}

impl IndexReader {
    /// Opens the index in `dir`: a folder, or the address of a cluster. This does not load jieba.
    ///
    /// # Errors
    ///
    /// Fails if there is no index, if it is damaged, or if it was built with another format, other
    /// folding rules or another dictionary; and if it has a table of aliases with a bad entry.
    pub fn open(dir: &Path) -> Result<Self> {
        Self::open_with_aliases(dir, None)
    }

    /// Opens the index in `dir`, with this table of aliases instead of the one in the folder.
    ///
    /// # Errors
    ///
    /// Fails as [`IndexReader::open`] does.
    pub fn open_with_aliases(dir: &Path, table: Option<&Path>) -> Result<Self> {
        let place = Arc::new(Place::open(dir)?);
        Self::open_at(&place, table).map_err(|error| place.renamed(error))
    }

    fn open_at(place: &Arc<Place>, table: Option<&Path>) -> Result<Self> {
        let no_index = || Error::NoIndex { dir: place.address.clone() };
        let mut manifest = read_manifest(&place.folder)?.ok_or_else(no_index)?;
        loop {
            let opened = Self::open_as(place, manifest.clone(), table);
            // A commit between reading the manifest and opening the segments pairs this manifest with
            // the segments of the next one, or removes files before they are opened.
            let now = read_manifest(&place.folder)?.ok_or_else(no_index)?;
            if now == manifest {
                return opened;
            }
            manifest = now;
        }
    }

    fn open_as(place: &Arc<Place>, manifest: Manifest, table: Option<&Path>) -> Result<Self> {
        let dir = &place.folder;
        let user_dictionary = read_user_dictionary(dir, &manifest)?;
        check_dictionaries(dir, &manifest, user_dictionary.as_deref())?;
        let searcher = guard::guard(dir, || {
            let index = Index::open(IndexDirectory::open(dir)?)?;
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
            Ok(tantivy::IndexReader::searcher(&reader))
        })?;
        let (_, fields) = schema();
        let uncounted = Uncounted::new(&manifest, Versions::Newest);
        let segments = open_segments(dir, &searcher, fields, &uncounted)?;
        let alias_file = AliasFile::read(dir, table)?;
        let remote = remote(place, &manifest, &uncounted);
        Ok(Self {
            place: Arc::clone(place),
            manifest,
            user_dictionary,
            segmenter: OnceLock::new(),
            catalog: OnceLock::new(),
            word_totals: KeptTotals::default(),
            searcher,
            fields,
            uncounted,
            segments,
            alias_file,
            remote,
        })
    }

    /// Counts older versions of reports too, each as a report of its own.
    ///
    /// # Errors
    ///
    /// Fails if the ledger is damaged.
    pub fn with_older_versions(mut self) -> Result<Self> {
        if !self.manifest.older_versions.is_empty() {
            self.manifest.count(&self.ledger()?, Versions::All);
        }
        self.uncounted = Uncounted::new(&self.manifest, Versions::All);
        self.remote = remote(&self.place, &self.manifest, &self.uncounted);
        self.segments =
            open_segments(&self.place.folder, &self.searcher, self.fields, &self.uncounted)?;
        Ok(self)
    }

    /// Opens the index again if it or its table of aliases was written since this reader was opened;
    /// `None` if they were not, which does not open it.
    ///
    /// # Errors
    ///
    /// Fails as [`IndexReader::open`] does; this reader remains valid.
    pub fn newer(&self) -> Result<Option<Self>> {
        if self.place.is_current(&self.manifest)? && self.alias_file.is_same()? {
            return Ok(None);
        }
        Self::open_with_aliases(&self.place.address, self.alias_file.named()).map(Some)
    }

    /// Returns the manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the name of the index: its folder, or the address of its cluster.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.place.address
    }

    /// Returns the folder with the files of the index.
    pub(crate) fn folder(&self) -> &Path {
        &self.place.folder
    }

    /// Returns what a cluster holds of the index; `None` if all of it is in its folder.
    pub(crate) fn remote(&self) -> Option<&Remote> {
        self.remote.as_ref()
    }

    /// Returns the terms that sections are found for, with the aliases of those that ask for them.
    #[must_use]
    pub fn terms_with_aliases(&self, query: &Query) -> Vec<QueryTerm> {
        self.aliases().resolve(query).query.terms().into_iter().cloned().collect()
    }

    /// Returns how often each word occurs in these sections, counted with `count` unless the reader still
    /// has it.
    ///
    /// # Errors
    ///
    /// Fails as `count` does.
    pub(crate) fn word_totals(
        &self,
        sections: &[SectionAddress],
        count: impl FnOnce() -> Result<WordTotals>,
    ) -> Result<Arc<WordTotals>> {
        self.word_totals.get(sections, count)
    }

    /// Returns the aliases of terms.
    pub(crate) fn aliases(&self) -> &Aliases {
        &self.alias_file.aliases
    }

    /// Returns a version that changes whenever answers may change: with every commit, and with the
    /// table of aliases.
    pub(crate) fn version(&self) -> String {
        self.manifest.version() + &self.alias_file.version()
    }

    /// Reads the outcome for every file. The ledger is gone once the index has been written twice.
    pub(in crate::index) fn ledger(&self) -> Result<Ledger> {
        let ledger = self.manifest.read_ledger(&self.place.folder);
        ledger.map_err(|error| self.place.renamed(error))
    }

    /// Returns all reports by number, id and path, with their copies and versions, and the files
    /// that could not be read. The first call reads the ledger.
    ///
    /// # Errors
    ///
    /// Fails if the ledger is damaged, or if the index has been written twice between opening it
    /// and the first call.
    pub fn catalog(&self) -> Result<&Catalog> {
        if let Some(catalog) = self.catalog.get() {
            return Ok(catalog);
        }
        let catalog = Catalog::from_ledger(self.ledger()?);
        Ok(self.catalog.get_or_init(|| catalog))
    }

    /// Returns the dictionaries that the index was built with. The first call loads them (0.1 s).
    ///
    /// # Errors
    ///
    /// Fails if the user's dictionary cannot be read.
    pub fn segmenter(&self) -> Result<&Segmenter> {
        if let Some(segmenter) = self.segmenter.get() {
            return Ok(segmenter);
        }
        let segmenter =
            Segmenter::new(self.user_dictionary.as_deref()).map_err(|error| Error::Damaged {
                dir: self.place.address.clone(),
                what: format!("its dictionary cannot be read: {error}"),
            })?;
        Ok(self.segmenter.get_or_init(|| segmenter))
    }

    /// Returns the user's dictionary, if the index was built with one.
    pub(crate) fn user_dictionary(&self) -> Option<&str> {
        self.user_dictionary.as_deref()
    }

    /// Returns the reports that are stored but not counted.
    pub(crate) fn uncounted(&self) -> &Uncounted {
        &self.uncounted
    }

    /// Checks every byte of the index against the checksums written with it, and that a cluster has all
    /// sections that it should hold.
    ///
    /// # Errors
    ///
    /// Fails if a file is not what was written, or if sections are missing.
    pub fn verify(&self) -> Result<()> {
        let files = guard::verify(&self.place.folder)
            .and_then(|()| check_fingerprints(&self.place.folder, &self.manifest));
        files.map_err(|error| self.place.renamed(error))?;
        let ledger = self.ledger()?;
        let mut counted = self.manifest.clone();
        counted.count(&ledger, self.uncounted.versions());
        if counted != self.manifest {
            let what = "its counts in `meta.json` are not those of its ledger".to_owned();
            return Err(Error::Damaged { dir: self.place.address.clone(), what });
        }
        match &self.remote {
            Some(remote) => check_sections(remote.cluster(), &ledger),
            None => Ok(()),
        }
    }

    /// Returns the segment of a section.
    pub(crate) fn segment(&self, address: SectionAddress) -> &Segment {
        let at = usize::try_from(address.segment).expect("addresses come from this reader");
        self.segments.get(at).expect("addresses come from this reader")
    }

    /// Returns the number of the report of a section.
    pub(crate) fn report_number(&self, address: SectionAddress) -> tantivy::Result<u64> {
        let number = self.segment(address).reports()?.first(address.doc);
        number.ok_or_else(|| corrupt("a section belongs to no report"))
    }

    /// Returns the path of the report of a section.
    pub(crate) fn path(&self, address: SectionAddress) -> tantivy::Result<String> {
        let column = self.segment(address).paths()?;
        let mut path = String::new();
        if let Some(ordinal) = column.ords().first(address.doc) {
            column.ord_to_str(ordinal, &mut path)?;
        }
        Ok(path)
    }

    /// Returns the statutory part of a section.
    pub(crate) fn part(&self, address: SectionAddress) -> tantivy::Result<Part> {
        let column = self.segment(address).facet(FacetField::Part)?;
        let mut name = String::new();
        if let Some(ordinal) = column.ords().first(address.doc) {
            column.ord_to_str(ordinal, &mut name)?;
        }
        let part = Part::from_label(&name);
        part.ok_or_else(|| corrupt("a section belongs to no part"))
    }

    /// Returns the segments of the index.
    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Runs `read`; an error or a panic over damaged files becomes an error about a damaged index.
    pub(crate) fn guard<T>(&self, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
        guard::guard(&self.place.folder, read).map_err(|error| self.place.renamed(error))
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
        let text = match &self.remote {
            None => text(self.fields.text)?.to_owned(),
            Some(remote) => remote.text(&self.segments, address)?.to_string(),
        };
        Ok(StoredSection { text, heading_path })
    }

    /// Says which sections are read next, so that a cluster is not asked for each of them.
    pub(crate) fn expect(&self, sections: impl Iterator<Item = SectionAddress>) {
        if let Some(remote) = &self.remote {
            remote.expect(&sections.collect::<Vec<_>>());
        }
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

    /// Returns the places of the sections of a report, in their order.
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

/// Returns what a cluster holds of the index.
fn remote(place: &Place, manifest: &Manifest, uncounted: &Uncounted) -> Option<Remote> {
    let cluster = place.copy.as_ref()?.cluster.clone();
    Some(Remote::new(cluster, manifest.generation, uncounted.numbers()))
}

/// Opens the segments of the index.
fn open_segments(
    dir: &Path,
    searcher: &Searcher,
    fields: Fields,
    uncounted: &Uncounted,
) -> Result<Vec<Segment>> {
    guard::guard(dir, || {
        let readers = searcher.segment_readers().iter();
        readers.map(|reader| Segment::new(reader, fields, uncounted)).collect()
    })
}
