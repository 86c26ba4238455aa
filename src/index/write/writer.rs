//! Writes the index: adds and removes whole reports, then makes all of it visible at once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, Term};

use super::builder::Job;
use super::workers::Workers;
use crate::error::{Error, Result};
use crate::index::counted_as::{CountedAs, Versions};
use crate::index::duplicates::{Fingerprint, fingerprints_to_bytes, judge_all, read_fingerprints};
use crate::index::files::{self, io_error};
use crate::index::guard::translate;
use crate::index::ledger::{Entry, Ledger, Outcome};
use crate::index::manifest::{FORMAT, Manifest, NumberList};
use crate::index::open::{read_manifest, read_user_dictionary};
use crate::index::schema::{Fields, schema};
use crate::index::stored::StoredReport;
use crate::report::Report;
use crate::segment::{check_dictionary, fingerprint};

/// What tantivy's writer has to have at least. It only removes documents, takes in the segments
/// that are made here, and commits.
const MEMORY: usize = 15_000_000;

/// How stored texts are compressed: to 0.42 of their size, where LZ4 leaves 0.63 and is hardly
/// faster (2 % of the time of indexing).
const COMPRESSOR: ZstdCompressor = ZstdCompressor { compression_level: Some(1) };

/// How much text is compressed together, in bytes. For a hit the whole of it is decompressed,
/// which takes 0.05 ms.
const BLOCK: usize = 48 << 10;

/// An index that is being written. Nothing is visible to readers before [`IndexWriter::commit`];
/// dropped without it, the index stays as it was.
pub struct IndexWriter {
    dir: PathBuf,
    user_dictionary: Option<String>,
    /// Held as long as this writer lives: a second writer stops at it.
    _lock: File,
    before: Option<Manifest>,
    /// The entries of the last commit that have not been kept or replaced yet.
    old: BTreeMap<String, Entry>,
    new: Ledger,
    ids: HashSet<String>,
    /// The number of the next report that is added, and of the first.
    next_number: u64,
    first_number: u64,
    changed: bool,
    rebuild: bool,
    open: Option<OpenIndex>,
}

/// A file of the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// A value that changes when the file or its correction changes.
    pub key: String,
    /// Whether it is a report.
    pub is_report: bool,
}

struct OpenIndex {
    writer: tantivy::IndexWriter,
    workers: Workers,
    fields: Fields,
}

impl IndexWriter {
    /// Opens the index in `dir` for writing, or prepares a new one.
    ///
    /// With `rebuild` everything that was in the index is replaced at the commit, and a damaged
    /// index or one of another format is replaced at once.
    ///
    /// # Errors
    ///
    /// Fails where another process is writing, where `dir` holds other things than an index, and,
    /// without `rebuild`, where the index is damaged or was built with another format or
    /// dictionary.
    pub fn open(dir: &Path, user_dictionary: Option<String>, rebuild: bool) -> Result<Self> {
        if !files::is_index(dir) && !files::is_free(dir)? {
            // The lock is left by whoever wrote an index here.
            if !dir.join(files::LOCK).exists() {
                return Err(Error::NotAnIndex { dir: dir.to_owned() });
            }
            if !rebuild {
                let what = format!("its file `{}` is missing", files::META);
                return Err(Error::Damaged { dir: dir.to_owned(), what });
            }
        }
        fs::create_dir_all(dir).map_err(|source| io_error("create", dir, source))?;
        let lock = files::lock(dir)?;
        let found = match read_manifest(dir) {
            Ok(None) | Err(_) if rebuild => {
                files::wipe(dir)?;
                None
            }
            found => found?,
        };
        // A dictionary that the index was built with goes on to be used until another is named.
        let user_dictionary = match (user_dictionary, &found) {
            (None, Some(manifest)) => match read_user_dictionary(dir, manifest) {
                // It is lost; to build the index again is the way out of that.
                Err(_) if rebuild => None,
                kept => kept?,
            },
            (named, _) => named,
        };
        let expected = fingerprint(user_dictionary.as_deref());
        let mut old = BTreeMap::new();
        if let Some(manifest) = &found
            && !rebuild
        {
            if manifest.fingerprint != expected {
                return Err(Error::OtherDictionary {
                    dir: dir.to_owned(),
                    found: manifest.fingerprint.clone(),
                    expected,
                });
            }
            old = manifest.read_ledger(dir)?.entries;
        }
        let numbers = old.values().filter_map(|entry| match entry.outcome {
            Outcome::Report { number, .. } => Some(number),
            Outcome::Unreadable { .. } => None,
        });
        let next_number = numbers.max().map_or(0, |number| number + 1);
        Ok(Self {
            dir: dir.to_owned(),
            user_dictionary,
            _lock: lock,
            next_number,
            first_number: next_number,
            before: found,
            old,
            new: Ledger::default(),
            ids: HashSet::new(),
            changed: rebuild,
            rebuild,
            open: None,
        })
    }

    /// Returns the folders that the last commit indexed.
    #[must_use]
    pub fn roots(&self) -> &[String] {
        self.before.as_ref().map_or(&[], |manifest| &manifest.roots)
    }

    /// Returns the files of the last commit, by path.
    #[must_use]
    pub fn known_files(&self) -> HashMap<String, KnownFile> {
        let entries = self.old.iter();
        let known = entries.map(|(path, entry)| {
            let is_report = matches!(entry.outcome, Outcome::Report { .. });
            (path.clone(), KnownFile { key: entry.key.clone(), is_report })
        });
        known.collect()
    }

    /// Returns how many reports of the last commit were neither kept nor replaced so far.
    #[must_use]
    pub fn reports_left_over(&self) -> usize {
        self.old.values().filter(|entry| matches!(entry.outcome, Outcome::Report { .. })).count()
    }

    /// Keeps the outcome of the last commit for the file at `path` and returns it; `None` if the last
    /// commit does not know the file.
    pub fn keep(&mut self, path: &str) -> Option<&Outcome> {
        let entry = self.old.remove(path)?;
        if let Outcome::Report { id, .. } = &entry.outcome {
            self.ids.insert(id.clone());
        }
        Some(&self.new.entries.entry(path.to_owned()).insert_entry(entry).into_mut().outcome)
    }

    /// Records that the file at `path` cannot be read, and why.
    ///
    /// # Errors
    ///
    /// Fails where the index cannot be written.
    pub fn unreadable(&mut self, path: &str, key: String, reason: String) -> Result<()> {
        let entry = Entry { path: path.to_owned(), key, outcome: Outcome::Unreadable { reason } };
        self.changed |= self.old.get(path) != Some(&entry);
        self.remove_old(path)?;
        self.new.entries.insert(path.to_owned(), entry);
        Ok(())
    }

    /// Adds a report, or replaces the one of the same path.
    ///
    /// # Errors
    ///
    /// Fails where the index cannot be written.
    pub fn add(&mut self, path: &str, key: String, report: Report) -> Result<()> {
        self.changed = true;
        self.remove_old(path)?;
        let number = self.next_number;
        self.next_number += 1;
        let (stored, text) = StoredReport::split(report, self.new_id(path), path.to_owned());
        let outcome = Outcome::Report {
            number,
            id: stored.id.clone(),
            sections: stored.sections,
            characters: stored.characters,
            notes: stored.notes.len() as u64,
            counted_as: CountedAs::Itself,
        };
        self.open_index()?.workers.add(Job { number, stored, text });
        self.new.entries.insert(path.to_owned(), Entry { path: path.to_owned(), key, outcome });
        Ok(())
    }

    /// Makes everything since the last commit visible at once and returns the new manifest.
    ///
    /// Files of the last commit that were neither kept nor replaced are removed. Where nothing
    /// changed nothing is written.
    ///
    /// # Errors
    ///
    /// Fails where the index cannot be written; the index then stays as it was.
    ///
    /// # Panics
    ///
    /// Never: a manifest is plain data, and the index is open where it was just opened.
    pub fn commit(mut self, roots: &[String]) -> Result<Manifest> {
        let gone: Vec<String> = self.old.keys().cloned().collect();
        for path in gone {
            self.changed = true;
            self.remove_old(&path)?;
        }
        if let Some(before) = &self.before
            && !self.changed
            && before.roots == roots
        {
            return Ok(before.clone());
        }
        self.open_index()?;
        let open = self.open.take().expect("it was opened the line before");
        let made = open.workers.finish().map_err(|error| translate(&self.dir, error))?;
        let mut segments = Vec::new();
        let mut fingerprints = self.kept_fingerprints()?;
        for made in made {
            segments.push(made.segment);
            fingerprints.extend(made.fingerprints);
        }
        fingerprints.sort_by_key(|fingerprint| fingerprint.number);
        self.judge(&fingerprints);
        let ledger = self.new.to_bytes();
        let fingerprints = fingerprints_to_bytes(&fingerprints);
        let manifest = self.manifest(roots, &ledger, &fingerprints);
        let mut files = vec![
            (manifest.ledger_name(), ledger.as_slice()),
            (manifest.fingerprints_name(), &fingerprints),
        ];
        if let (Some(name), Some(text)) = (manifest.dictionary_name(), &self.user_dictionary) {
            files.push((name, text.as_bytes()));
        }
        for (name, bytes) in files {
            let path = self.dir.join(name);
            files::write_through(&path, bytes)?;
        }
        let payload = serde_json::to_string(&manifest).expect("plain data turns into JSON");
        let failed = |error| translate(&self.dir, error);
        let mut writer = open.writer;
        for segment in segments {
            writer.add_segment(segment).map_err(failed)?;
        }
        let mut commit = writer.prepare_commit().map_err(failed)?;
        commit.set_payload(&payload);
        commit.commit().map_err(failed)?;
        writer.wait_merging_threads().map_err(failed)?;
        manifest.remove_other_files(&self.dir);
        Ok(manifest)
    }

    /// Returns the fingerprints of the reports that were kept from the last commit.
    fn kept_fingerprints(&self) -> Result<Vec<Fingerprint>> {
        let numbers = self.new.numbers().map(|(number, _)| number);
        let kept: HashSet<u64> = numbers.filter(|&number| number < self.first_number).collect();
        let Some(before) = self.before.as_ref().filter(|_| !kept.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut fingerprints = read_fingerprints(&self.dir, before)?;
        fingerprints.retain(|fingerprint| kept.contains(&fingerprint.number));
        if fingerprints.len() != kept.len() {
            let what = format!("reports are missing from `{}`", before.fingerprints_name());
            return Err(Error::Damaged { dir: self.dir.clone(), what });
        }
        Ok(fingerprints)
    }

    /// Works out which reports are counted, and which are copies or older versions.
    fn judge(&mut self, fingerprints: &[Fingerprint]) {
        let paths: HashMap<u64, &str> = self.new.numbers().collect();
        let path = |number: u64| paths.get(&number).copied().unwrap_or_default();
        let verdicts = judge_all(fingerprints, path);
        for entry in self.new.entries.values_mut() {
            if let Outcome::Report { number, counted_as, .. } = &mut entry.outcome {
                *counted_as = verdicts.get(number).copied().unwrap_or_default();
            }
        }
    }

    fn manifest(&self, roots: &[String], ledger: &[u8], fingerprints: &[u8]) -> Manifest {
        let mut manifest = Manifest {
            format: FORMAT,
            fingerprint: fingerprint(self.user_dictionary.as_deref()),
            user_dictionary: self.user_dictionary.is_some(),
            generation: self.before.as_ref().map_or(1, |before| before.generation + 1),
            roots: roots.to_vec(),
            ledger_hash: files::hash_of(ledger),
            fingerprints_hash: files::hash_of(fingerprints),
            reports: 0,
            sections: 0,
            characters: 0,
            unreadable: 0,
            notes: 0,
            copies: NumberList::default(),
            older_versions: NumberList::default(),
        };
        manifest.count(&self.new, Versions::Newest);
        manifest
    }

    /// Removes what the last commit holds of the file at `path`.
    fn remove_old(&mut self, path: &str) -> Result<()> {
        let Some(entry) = self.old.remove(path) else { return Ok(()) };
        if let Outcome::Report { number, .. } = entry.outcome {
            let OpenIndex { writer, fields, .. } = self.open_index()?;
            writer.delete_term(Term::from_field_u64(fields.report, number));
        }
        Ok(())
    }

    /// Returns a name for the report at `path`: twelve hexadecimal digits of the path's hash, so
    /// that a report keeps its name when the index is built again.
    fn new_id(&mut self, path: &str) -> String {
        let hash = blake3::hash(path.as_bytes()).to_hex();
        let mut len = 12;
        loop {
            let id: String = hash.chars().take(len).collect();
            if self.ids.insert(id.clone()) || len == hash.len() {
                return id;
            }
            len += 1;
        }
    }

    /// Opens tantivy's writer, the first time something is to be written.
    fn open_index(&mut self) -> Result<&mut OpenIndex> {
        if self.open.is_none() {
            self.open = Some(self.start()?);
        }
        Ok(self.open.as_mut().expect("it was set the line before"))
    }

    fn start(&self) -> Result<OpenIndex> {
        let failed = |error| translate(&self.dir, error);
        check_dictionary(self.user_dictionary.as_deref().unwrap_or_default())
            .map_err(|source| Error::Dictionary { path: PathBuf::from("--dict"), source })?;
        let (schema, fields) = schema();
        let index = if files::is_index(&self.dir) {
            Index::open_in_dir(&self.dir).map_err(failed)?
        } else {
            let settings = IndexSettings {
                docstore_compression: Compressor::Zstd(COMPRESSOR),
                docstore_blocksize: BLOCK,
                ..IndexSettings::default()
            };
            let index = Index::builder().schema(schema).settings(settings);
            index.create_in_dir(&self.dir).map_err(failed)?
        };
        let writer = index.writer_with_num_threads(1, MEMORY).map_err(failed)?;
        if self.rebuild {
            writer.delete_all_documents().map_err(failed)?;
        }
        let workers = Workers::new(index, fields, self.user_dictionary.clone());
        Ok(OpenIndex { writer, workers, fields })
    }
}
