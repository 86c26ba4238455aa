//! A session of writing: tantivy's writer, and the workers that build segments for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::index::SegmentMeta;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, Term};

use super::builder::Job;
use super::workers::Workers;
use crate::cluster::Sink;
use crate::error::{Error, Result};
use crate::index::directory::{IndexDirectory, Staged};
use crate::index::duplicates::Fingerprint;
use crate::index::guard::{Action, segment_files, translate};
use crate::index::manifest::Manifest;
use crate::index::schema::{Fields, schema};
use crate::segment::check_dictionary;

/// The least memory that tantivy's writer accepts, in bytes. The writer only removes documents, takes
/// in the segments that are built here, and commits.
const MEMORY: usize = 15_000_000;

/// How stored texts are compressed: to 0.42 of their size, where LZ4 leaves 0.63 and is hardly
/// faster (2 % of the time of indexing).
const COMPRESSOR: ZstdCompressor = ZstdCompressor { compression_level: Some(1) };

/// The number of bytes of text that are compressed together. A hit decompresses all of them, which
/// takes 0.05 ms.
const BLOCK: usize = 48 << 10;

/// A session of writing.
pub(super) struct Session {
    dir: PathBuf,
    writer: tantivy::IndexWriter,
    workers: Workers,
    fields: Fields,
    staged: Option<Staged>,
}

/// A session whose segments are written but not visible yet.
pub(super) struct FinishedSession {
    dir: PathBuf,
    writer: tantivy::IndexWriter,
    segments: Vec<SegmentMeta>,
    staged: Option<Staged>,
}

impl Session {
    /// Begins a session in the index in `dir`; with `anew`, in a new index that will replace it. `sink`
    /// takes the texts if a cluster holds them.
    ///
    /// # Errors
    ///
    /// Fails if the dictionary cannot be used, or if the index cannot be opened or created.
    pub(super) fn begin(
        dir: &Path,
        user_dictionary: Option<String>,
        anew: bool,
        sink: Option<Arc<Sink>>,
    ) -> Result<Self> {
        check_dictionary(user_dictionary.as_deref().unwrap_or_default())
            .map_err(|source| Error::Dictionary { path: PathBuf::from("--dict"), source })?;
        let begin = || {
            let (schema, fields) = schema();
            let (index, staged) = if anew {
                let settings = IndexSettings {
                    docstore_compression: Compressor::Zstd(COMPRESSOR),
                    docstore_blocksize: BLOCK,
                    ..IndexSettings::default()
                };
                let (directory, staged) = IndexDirectory::stage(dir)?;
                let index = Index::create(directory, schema, settings)?;
                (index, Some(staged))
            } else {
                (Index::open(IndexDirectory::open(dir)?)?, None)
            };
            let writer = index.writer_with_num_threads(1, MEMORY)?;
            let workers = Workers::new(index, fields, user_dictionary, sink);
            Ok(Self { dir: dir.to_owned(), writer, workers, fields, staged })
        };
        begin().map_err(|error| translate(dir, Action::Write, error))
    }

    /// Hands a report to the workers; waits if too many are waiting.
    ///
    /// # Errors
    ///
    /// Fails if a segment cannot be written.
    pub(super) fn add(&mut self, job: Job) -> Result<()> {
        self.workers.add(job).map_err(|error| translate(&self.dir, Action::Write, error))
    }

    /// Removes the sections of a report of an earlier commit.
    pub(super) fn delete(&mut self, report: u64) {
        self.writer.delete_term(Term::from_field_u64(self.fields.report, report));
    }

    /// Waits until all segments are written, and returns the fingerprints of the reports in them.
    ///
    /// # Errors
    ///
    /// Fails if a segment cannot be written.
    pub(super) fn finish(self) -> Result<(FinishedSession, Vec<Fingerprint>)> {
        let Self { dir, writer, workers, staged, .. } = self;
        let built = workers.finish().map_err(|error| translate(&dir, Action::Write, error))?;
        let (mut segments, mut fingerprints) = (Vec::new(), Vec::new());
        for built in built {
            segments.push(built.segment);
            fingerprints.extend(built.fingerprints);
        }
        Ok((FinishedSession { dir, writer, segments, staged }, fingerprints))
    }
}

impl FinishedSession {
    /// Takes segments that were written into the index in `dir`, which has changed since, and removes the
    /// sections of reports from it.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be opened.
    pub(super) fn onto(dir: &Path, segments: Vec<SegmentMeta>, removed: &[u64]) -> Result<Self> {
        let open = || {
            let (_, fields) = schema();
            let index = Index::open(IndexDirectory::open(dir)?)?;
            let writer: tantivy::IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
            for &report in removed {
                writer.delete_term(Term::from_field_u64(fields.report, report));
            }
            Ok(Self { dir: dir.to_owned(), writer, segments, staged: None })
        };
        open().map_err(|error| translate(dir, Action::Write, error))
    }

    /// Returns the segments that are not visible yet.
    pub(super) fn segments(&self) -> Vec<SegmentMeta> {
        self.segments.clone()
    }

    /// Commits the segments with the manifest as payload, and returns the names of the files of the
    /// segments that the index has now.
    ///
    /// # Errors
    ///
    /// Fails if the commit cannot be written.
    pub(super) fn publish(self, manifest: &Manifest) -> Result<BTreeSet<String>> {
        let Self { dir, mut writer, segments, staged } = self;
        let payload = serde_json::to_string(manifest).expect("plain data turns into JSON");
        let publish = || {
            for segment in segments {
                writer.add_segment(segment)?;
            }
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload);
            if let Some(staged) = &staged {
                staged.publish();
            }
            commit.commit()?;
            let index = writer.index().clone();
            writer.wait_merging_threads()?;
            segment_files(&index)
        };
        publish().map_err(|error| translate(&dir, Action::Write, error))
    }
}
