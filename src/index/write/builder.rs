//! Builds a segment of the index from reports, in memory, and writes it when it is full.
//!
//! The files are those that tantivy's own indexer writes, written with tantivy's own serializers;
//! only the inversion is ours, see `inversion.rs`.

use std::sync::Arc;

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReader, FieldNormsSerializer};
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Schema, TantivyDocument};
use tantivy::store::StoreWriter;
use tantivy::{Index, Segment, Term};

use super::analyzer::add_document;
use super::ends::EndsOfTexts;
use super::inversion::Inversion;
use super::marks::Marks;
use crate::cluster::{SectionDocument, Sink};
use crate::index::duplicates::{Cutter, Fingerprint};
use crate::index::guard::from_cluster;
use crate::index::schema::{FacetField, Fields, facet_value};
use crate::index::stored::{ReportText, StoredReport};
use crate::report::Section;
use crate::segment::Segmenter;

/// The number of characters at which a segment is full: 45 MB of text. While it is written, a segment
/// takes eight bytes for each of them, 128 MB in all.
const MAX_CHARACTERS: usize = 16 << 20;

/// A report on its way into the index.
pub(super) struct Job {
    /// The number of the report.
    pub(super) number: u64,
    /// What is stored of the report.
    pub(super) stored: StoredReport,
    /// Its text with its sections.
    pub(super) text: ReportText,
}

/// A segment that was written.
pub(super) struct BuiltSegment {
    /// Its description for tantivy.
    pub(super) segment: SegmentMeta,
    /// The fingerprints of its reports.
    pub(super) fingerprints: Vec<Fingerprint>,
}

/// A segment that is being built.
pub(super) struct SegmentBuilder {
    segment: Segment,
    schema: Schema,
    fields: Fields,
    segmenter: Arc<Segmenter>,
    len: u32,
    text: Inversion,
    heading: Inversion,
    marks: Marks,
    ends: EndsOfTexts,
    /// The number of tokens in the text of each section, as tantivy encodes it.
    lengths: Vec<u8>,
    /// The number of each report, with its first section and the one behind its last.
    reports: Vec<(u64, u32, u32)>,
    fingerprints: Vec<Fingerprint>,
    columns: FastFieldsWriter,
    store: StoreWriter,
    folded: String,
    /// Takes the texts if a cluster holds them; `None` if they are stored in the segment.
    sink: Option<Arc<Sink>>,
}

impl SegmentBuilder {
    /// Begins a segment of `index`.
    pub(super) fn new(
        index: &Index,
        fields: Fields,
        segmenter: Arc<Segmenter>,
        sink: Option<Arc<Sink>>,
    ) -> tantivy::Result<Self> {
        let segment = index.new_segment();
        let schema = index.schema();
        let settings = index.settings();
        let store = segment.open_write(SegmentComponent::Store)?;
        Ok(Self {
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(
                &schema,
                index.tokenizers().clone(),
            )?,
            store: StoreWriter::new(
                store,
                settings.docstore_compression,
                settings.docstore_blocksize,
                false,
            )?,
            segment,
            schema,
            fields,
            segmenter,
            len: 0,
            text: if sink.is_some() { Inversion::of_words() } else { Inversion::default() },
            heading: Inversion::default(),
            marks: Marks::default(),
            ends: EndsOfTexts::default(),
            lengths: Vec::new(),
            reports: Vec::new(),
            fingerprints: Vec::new(),
            folded: String::new(),
            sink,
        })
    }

    /// Returns whether the segment should be closed.
    pub(super) fn is_full(&self) -> bool {
        self.text.len() + self.heading.len() >= MAX_CHARACTERS
    }

    /// Adds the sections of a report. Reports come in the order of their numbers.
    pub(super) fn add(&mut self, job: &Job) -> tantivy::Result<()> {
        let ReportText { body, sections } = &job.text;
        let first = self.len;
        let mut cutter = Cutter::new();
        for (ordinal, section) in sections.iter().enumerate() {
            let text = body.get(section.text.clone()).expect("sections are ranges of the body");
            let document = self.document(job, ordinal, section, text);
            self.columns.add_document(&document)?;
            self.store.store(&document, &self.schema)?;

            let before = self.text.tokens();
            add_document(text, Some(&self.segmenter), &mut self.folded, &mut self.text);
            cutter.add(&self.folded);
            self.ends.add(self.len, &self.folded);
            self.marks.add(self.len, text);
            let tokens = u32::try_from(self.text.tokens() - before).unwrap_or(u32::MAX);
            self.lengths.push(FieldNormReader::fieldnorm_to_id(tokens));
            if let Some(sink) = &self.sink {
                let ordinal = u32::try_from(ordinal).expect("a report has few sections");
                let (text, folded) = (text.to_owned(), self.folded.clone());
                let section = SectionDocument { report: job.number, ordinal, text, folded };
                sink.add(&section).map_err(from_cluster)?;
            }

            // The steps of the heading path are indexed as paragraphs; the first section has the title
            // before them.
            let title = job.stored.facts.title.as_ref().filter(|_| ordinal == 0);
            let title = title.map(|title| title.value.as_str());
            let steps = section.heading_path.iter().map(String::as_str);
            let heading = title.into_iter().chain(steps).collect::<Vec<_>>().join("\n");
            add_document(&heading, None, &mut self.folded, &mut self.heading);
            self.len += 1;
        }
        self.reports.push((job.number, first, self.len));
        self.fingerprints.push(Fingerprint::new(job.number, &job.stored, cutter.finish()));
        Ok(())
    }

    /// Returns the document of a section with everything but its terms.
    fn document(
        &self,
        job: &Job,
        ordinal: usize,
        section: &Section,
        text: &str,
    ) -> TantivyDocument {
        let fields = self.fields;
        let stored = &job.stored;
        let heading_path =
            serde_json::to_string(&section.heading_path).expect("strings turn into JSON");
        let mut document = TantivyDocument::default();
        if self.sink.is_none() {
            document.add_text(fields.text, text);
        }
        document.add_text(fields.heading_path, heading_path);
        if ordinal == 0 {
            let facts = serde_json::to_string(stored).expect("plain data turns into JSON");
            document.add_text(fields.report_facts, facts);
        }
        document.add_u64(fields.report, job.number);
        document.add_u64(fields.ordinal, ordinal as u64);
        document.add_u64(fields.characters, text.chars().count() as u64);
        document.add_text(fields.path, &stored.path);
        for (facet, field) in FacetField::ALL.into_iter().zip(fields.facets) {
            document.add_text(field, facet_value(facet, &stored.facts, section.part));
        }
        document
    }

    /// Writes the segment and returns its description.
    pub(super) fn finish(mut self) -> tantivy::Result<BuiltSegment> {
        self.store.close()?;
        let mut columns = self.segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut columns, None)?;
        columns.terminate()?;
        let lengths = self.segment.open_write(SegmentComponent::FieldNorms)?;
        let mut lengths = FieldNormsSerializer::from_write(lengths)?;
        lengths.serialize_field(self.fields.text, &self.lengths)?;
        lengths.close()?;

        let mut inverted = InvertedIndexSerializer::open(&self.segment)?;
        // Without lengths: they serve scores that tantivy is never asked for.
        for (field, terms) in [(self.fields.text, self.text), (self.fields.heading, self.heading)] {
            let tokens = terms.tokens();
            terms.write(inverted.new_field(field, tokens, None)?)?;
        }
        let marks = self.marks.tokens();
        self.marks.write(inverted.new_field(self.fields.marks, marks, None)?)?;
        let ends = self.ends.tokens();
        self.ends.write(inverted.new_field(self.fields.ends, ends, None)?)?;
        let sections = u64::from(self.len);
        let mut reports = inverted.new_field(self.fields.report, sections, None)?;
        self.reports.sort_unstable();
        for (number, first, end) in self.reports {
            let term = Term::from_field_u64(self.fields.report, number);
            reports.new_term(term.serialized_value_bytes(), end - first, false)?;
            (first..end).for_each(|section| reports.write_doc(section, 1, &[]));
            reports.close_term()?;
        }
        reports.close()?;
        inverted.close()?;
        let segment = self.segment.with_max_doc(self.len).meta().clone();
        Ok(BuiltSegment { segment, fingerprints: self.fingerprints })
    }
}
