//! A segment of the index with its columns.

use std::sync::{Arc, OnceLock};

use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{InvertedIndexReader, SegmentReader};

use super::number_set::NumberSet;
use super::uncounted::Uncounted;
use crate::index::guard::corrupt;
use crate::index::schema::{FacetField, Fields};

/// The place of a section in the index; valid as long as the reader lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SectionAddress {
    pub(crate) segment: u32,
    pub(crate) doc: u32,
}

/// A segment of the index. Its columns are opened when they are first needed.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) text: Arc<InvertedIndexReader>,
    pub(crate) lengths: FieldNormReader,
    fields: Fields,
    heading: OnceLock<Arc<InvertedIndexReader>>,
    marks: OnceLock<Arc<InvertedIndexReader>>,
    ends: OnceLock<Arc<InvertedIndexReader>>,
    reports: OnceLock<Column<u64>>,
    ordinals: OnceLock<Column<u64>>,
    characters: OnceLock<Column<u64>>,
    paths: OnceLock<StrColumn>,
    facets: [OnceLock<StrColumn>; FacetField::ALL.len()],
    /// The documents of reports that are not counted; `None` if there are none.
    uncounted: Option<NumberSet>,
}

impl Segment {
    /// Opens a segment; the documents of `uncounted` reports are masked.
    pub(super) fn new(
        reader: &SegmentReader,
        fields: Fields,
        uncounted: &Uncounted,
    ) -> tantivy::Result<Self> {
        let mut segment = Self {
            text: reader.inverted_index(fields.text)?,
            lengths: reader.get_fieldnorms_reader(fields.text)?,
            reader: reader.clone(),
            fields,
            heading: OnceLock::new(),
            marks: OnceLock::new(),
            ends: OnceLock::new(),
            reports: OnceLock::new(),
            ordinals: OnceLock::new(),
            characters: OnceLock::new(),
            paths: OnceLock::new(),
            facets: Default::default(),
            uncounted: None,
        };
        if !uncounted.is_empty() {
            let mut docs = NumberSet::default();
            let reports = segment.reports()?;
            for doc in 0..segment.max_doc() {
                let report = reports.first(doc);
                if report.is_some_and(|report| !uncounted.counts(uncounted.kind_of(report))) {
                    docs.insert(u64::from(doc));
                }
            }
            segment.uncounted = (!docs.is_empty()).then_some(docs);
        }
        Ok(segment)
    }

    /// Returns the fields of the index.
    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// Returns the number of documents, deleted ones included.
    pub(crate) fn max_doc(&self) -> u32 {
        self.reader.max_doc()
    }

    /// Returns whether the document was not deleted.
    pub(crate) fn is_alive(&self, doc: u32) -> bool {
        self.reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc))
    }

    /// Returns whether the document is counted: it was not deleted, and its report is neither a copy
    /// nor a superseded version.
    pub(crate) fn is_counted(&self, doc: u32) -> bool {
        self.is_alive(doc)
            && self.uncounted.as_ref().is_none_or(|docs| !docs.contains(u64::from(doc)))
    }

    /// Returns whether all documents are counted.
    pub(crate) fn counts_all(&self) -> bool {
        self.reader.alive_bitset().is_none() && self.uncounted.is_none()
    }

    /// Returns the windows of the headings.
    pub(crate) fn heading(&self) -> tantivy::Result<&InvertedIndexReader> {
        let heading = load(&self.heading, || self.reader.inverted_index(self.fields.heading))?;
        Ok(heading)
    }

    /// Returns the marks of the texts.
    pub(crate) fn marks(&self) -> tantivy::Result<&InvertedIndexReader> {
        let marks = load(&self.marks, || self.reader.inverted_index(self.fields.marks))?;
        Ok(marks)
    }

    /// Returns the ends of sentences and paragraphs.
    pub(crate) fn ends(&self) -> tantivy::Result<&InvertedIndexReader> {
        let ends = load(&self.ends, || self.reader.inverted_index(self.fields.ends))?;
        Ok(ends)
    }

    /// Returns the number of each document's report.
    pub(crate) fn reports(&self) -> tantivy::Result<&Column<u64>> {
        load(&self.reports, || self.reader.fast_fields().u64("report"))
    }

    /// Returns each document's place in its report.
    pub(crate) fn ordinals(&self) -> tantivy::Result<&Column<u64>> {
        load(&self.ordinals, || self.reader.fast_fields().u64("ordinal"))
    }

    /// Returns the length of each document in characters.
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
        load(slot, || self.str_column(field.key()))
    }

    fn str_column(&self, name: &str) -> tantivy::Result<StrColumn> {
        let column = self.reader.fast_fields().str(name)?;
        column.ok_or_else(|| corrupt("a column is missing"))
    }
}

/// Returns the value in `slot`; the first time, `open` makes it.
fn load<T>(slot: &OnceLock<T>, open: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<&T> {
    if let Some(value) = slot.get() {
        return Ok(value);
    }
    let value = open()?;
    Ok(slot.get_or_init(|| value))
}
