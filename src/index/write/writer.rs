//! Writes the index: adds and removes whole reports, then makes all of it visible at once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tantivy::Index;

use super::builder::Job;
use super::built_files::BuiltFiles;
use super::foreign::Foreign;
use super::last_commit::LastCommit;
use super::session::{FinishedSession, Session};
use super::succession::hand_down;
use crate::cluster::{Publication, Sink};
use crate::error::{Error, Result};
use crate::extract::Refusal;
use crate::index::counted_as::{CountedAs, Versions};
use crate::index::directory::IndexDirectory;
use crate::index::duplicates::{Fingerprint, fingerprints_to_bytes, judge_all, read_fingerprints};
use crate::index::earlier_names::EarlierNames;
use crate::index::files::{self, io_error};
use crate::index::guard::segment_files;
use crate::index::ledger::{Entry, FileKey, ID_DIGITS, Ledger, Outcome, report_id};
use crate::index::manifest::{FORMAT, Manifest, NumberList};
use crate::index::open::{check_dictionaries, read_manifest, read_user_dictionary};
use crate::index::place::{Place, machine_name};
use crate::index::root::{Root, is_below};
use crate::index::stored::{ReportText, StoredReport};
use crate::report::{Date, Report};
use crate::segment::fingerprint;

/// An index that is being written. Nothing is visible to readers before [`IndexWriter::commit`];
/// dropped without it, the index remains as it was.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(crate) struct IndexWriter {
    place: Place,
    user_dictionary: Option<String>,
    /// Keeps other writers out as long as this one lives.
    _lock: File,
    /// What is known of the last commit, also if the index is built anew.
    last: LastCommit,
    /// The manifest of the last commit, if it can be read.
    before: Option<Manifest>,
    /// The entries of the last commit that have not been kept or replaced yet.
    old: Ledger,
    new: Ledger,
    /// What other machines have indexed into the same cluster.
    foreign: Foreign,
    /// Takes the texts if a cluster holds them.
    sink: Option<Arc<Sink>>,
    /// The ids that are taken.
    ids: HashSet<String>,
    /// The numbers that are given to the reports that are added next.
    numbers: Range<u64>,
    /// The numbers that were given to the reports that were added, and some more.
    given: Vec<Range<u64>>,
    /// The reports of the last commit that are removed: their numbers.
    removed: Vec<u64>,
    /// The reports whose sections can leave the cluster with the next commit.
    unneeded: Vec<(u64, u64)>,
    changed: bool,
    /// Whether everything is built anew.
    rebuild: bool,
    /// Whether a new index replaces the old one.
    is_new: bool,
    session: Option<Session>,
    /// The names of the files that were there before.
    present: BTreeSet<String>,
    is_committed: bool,
}

/// How many numbers of reports are taken from a cluster at a time.
const NUMBERS: u64 = 256;

/// A file of the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownFile {
    /// A value that changes when the file or its correction changes.
    pub(crate) key: FileKey,
    /// The id that it has as a report, and the names that it had before; `None` if it is no report.
    pub(crate) report: Option<(String, EarlierNames)>,
    /// Whether it is none, and a program that recognises text may read it.
    pub(crate) needs_ocr: bool,
    /// The file that leads the report that it is joined to.
    pub(crate) joined_to: Option<String>,
}

impl IndexWriter {
    /// Opens the index in `dir` for writing, or prepares a new one.
    ///
    /// With `rebuild`, a new index is built among the files of the old one, of which nothing is removed
    /// before the commit.
    ///
    /// # Errors
    ///
    /// Fails if another process is writing, if `dir` contains anything but an index, and, without
    /// `rebuild`, if the index is damaged or was built with another format or dictionary.
    pub(crate) fn open(
        name: &Path,
        user_dictionary: Option<String>,
        rebuild: bool,
    ) -> Result<Self> {
        let place = Place::open_for_writing(name)?;
        let dir = &place.folder;
        if !files::is_index(dir) && !files::is_free(dir)? {
            // Whoever wrote an index here left a lock file.
            if !dir.join(files::LOCK).exists() {
                return Err(Error::NotAnIndex { dir: dir.to_owned() });
            }
            // A first run that was stopped has left segments, but no ledger.
            if !rebuild && files::last_ledger(dir) > 0 {
                let what = format!("its file `{}` is missing", files::META);
                return Err(Error::Damaged { dir: dir.to_owned(), what });
            }
        }
        fs::create_dir_all(dir).map_err(|source| io_error("create", dir, source))?;
        let lock = files::lock(dir)?;
        let before = match read_manifest(dir) {
            Err(_) if rebuild => None,
            before => before?,
        };
        // The dictionary with which the index was built is used until another one is given.
        let user_dictionary = match (user_dictionary, &before) {
            (None, Some(manifest)) => match read_user_dictionary(dir, manifest) {
                // It is lost, and rebuilding the index is the only remedy.
                Err(_) if rebuild => None,
                stored => stored?,
            },
            (given, _) => given,
        };
        let mut old = match &before {
            Some(manifest) if !rebuild => {
                check_dictionaries(dir, manifest, user_dictionary.as_deref())?;
                remove_strays(dir, manifest);
                manifest.read_ledger(dir)?
            }
            _ => Ledger::default(),
        };
        let mut last = LastCommit::read(dir);
        let foreign = Foreign::take(&machine_name(), &mut last.roots.clone(), &mut old);
        foreign.leave_out_of(&mut last);
        if rebuild && let Some(root) = foreign.roots.first() {
            let machine = root.machine.clone().unwrap_or_default();
            return Err(Error::RebuildElsewhere { name: root.name.clone(), machine });
        }
        let first_number = old.numbers().map(|(number, _)| number + 1).max().unwrap_or(0);
        // A cluster gives numbers to all machines; a folder has one writer.
        let numbers = if place.copy.is_some() { 0..0 } else { first_number..u64::MAX };
        let given = if numbers.is_empty() { Vec::new() } else { vec![numbers.clone()] };
        let present = files::names(dir);
        let sink = place.copy.as_ref().map(|copy| Arc::new(copy.cluster.sink()));
        let ids = ids_of(&foreign.entries).collect();
        let unneeded = before.as_ref().map(|last| unneeded(&place, last)).unwrap_or_default();
        Ok(Self {
            place,
            user_dictionary,
            _lock: lock,
            last,
            is_new: rebuild || before.is_none(),
            before,
            old,
            new: Ledger::default(),
            foreign,
            sink,
            ids,
            numbers,
            given,
            removed: Vec::new(),
            unneeded,
            changed: rebuild,
            rebuild,
            session: None,
            present,
            is_committed: false,
        })
    }

    /// Returns whether there is an index already.
    pub(crate) fn has_commit(&self) -> bool {
        self.before.is_some()
    }

    /// Returns the folder with the files of the index.
    pub(crate) fn folder(&self) -> &Path {
        &self.place.folder
    }

    /// Checks that no folder has the name of one that another machine has indexed into the same cluster.
    ///
    /// # Errors
    ///
    /// Fails if one has.
    pub(crate) fn check_names(&self, roots: &[Root]) -> Result<()> {
        self.foreign.check(roots)
    }

    /// Returns what is known of the last commit, also if the index is built anew.
    pub(crate) fn last_commit(&self) -> &LastCommit {
        &self.last
    }

    /// Checks that the folder of the index is still there: files that are open can be written long after
    /// it was removed.
    ///
    /// # Errors
    ///
    /// Fails if it is not.
    pub(crate) fn check_folder(&self) -> Result<()> {
        let lock = self.place.folder.join(files::LOCK);
        fs::metadata(lock).map(drop).map_err(|source| io_error("write", &self.place.folder, source))
    }

    /// Returns the files of the last commit, by path.
    pub(crate) fn known_files(&self) -> HashMap<String, KnownFile> {
        let entries = self.old.entries.iter();
        let known = entries.map(|(path, entry)| {
            let key = entry.key.clone();
            let mut known = KnownFile { key, report: None, needs_ocr: false, joined_to: None };
            match &entry.outcome {
                Outcome::Report { id, earlier, .. } => {
                    known.report = Some((id.clone(), (**earlier).clone()));
                }
                Outcome::Joined { to } => known.joined_to = Some(to.clone()),
                Outcome::Unreadable { needs_ocr, .. } => known.needs_ocr = *needs_ocr,
            }
            (path.clone(), known)
        });
        known.collect()
    }

    /// Keeps the ids of the last commit for the reports whose files are still there; the ids of others
    /// are free for files that have the same content. To be called before the first report is added.
    pub(crate) fn reserve_ids(&mut self, is_found: impl Fn(&str) -> bool) {
        for (path, entry) in &self.old.entries {
            if let Outcome::Report { id, .. } = &entry.outcome
                && is_found(path)
            {
                self.ids.insert(id.clone());
            }
        }
    }

    /// Returns the number of reports of the last commit that were neither kept nor replaced so far.
    pub(crate) fn reports_left_over(&self) -> usize {
        self.old.numbers().count()
    }

    /// Keeps the outcome of the last commit for the file at `path` and returns it; `None` if the last
    /// commit does not know the file.
    pub(crate) fn keep(&mut self, path: &str) -> Option<&Outcome> {
        let mut entry = self.old.entries.remove(path)?;
        self.changed |= entry.unread.take().is_some();
        Some(&self.new.entries.entry(path.to_owned()).or_insert(entry).outcome)
    }

    /// Keeps the reports of the last commit at `path`, below it, and in it if it is an archive; returns
    /// their number.
    pub(crate) fn keep_below(&mut self, path: &str) -> usize {
        let is_kept = |entry: &Entry| {
            matches!(entry.outcome, Outcome::Report { .. }) && is_below(&entry.path, path)
        };
        let old = self.old.entries.values().filter(|entry| is_kept(entry));
        let kept: Vec<String> = old.map(|entry| entry.path.clone()).collect();
        for path in &kept {
            self.new.entries.extend(self.old.entries.remove_entry(path));
        }
        kept.len()
    }

    /// Records that the file of a report that was kept could not be read, and why. Returns whether that
    /// is new; `None` if the file is no report.
    pub(crate) fn mark_unread(&mut self, path: &str, reason: &str) -> Option<bool> {
        let entry = self.new.entries.get_mut(path)?;
        let before = entry.unread.replace(reason.to_owned());
        let is_new = before.as_deref() != Some(reason);
        self.changed |= is_new;
        Some(is_new)
    }

    /// Records that the file at `path` cannot be read, and why. Returns whether that is new.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written.
    pub(crate) fn unreadable(
        &mut self,
        path: &str,
        key: FileKey,
        refusal: &Refusal,
    ) -> Result<bool> {
        let Refusal { sentence, needs_ocr, .. } = refusal;
        let is_known = self.last.unreadable.get(path) == Some(sentence);
        let outcome = Outcome::Unreadable { reason: sentence.clone(), needs_ocr: *needs_ocr };
        let entry = Entry { path: path.to_owned(), key, outcome, unread: None };
        let old = self.old.entries.get(path);
        let is_other = old.is_some_and(|old| *old != entry);
        self.changed |= old != Some(&entry);
        self.remove_old(path)?;
        self.new.entries.insert(path.to_owned(), entry);
        Ok(is_other || !is_known)
    }

    /// Returns the names of all files that were found so far, each with whether it is a report.
    pub(crate) fn found(&self) -> HashMap<&str, bool> {
        let entries = self.new.entries.values();
        let is_report = |entry: &Entry| matches!(entry.outcome, Outcome::Report { .. });
        entries.map(|entry| (entry.path.as_str(), is_report(entry))).collect()
    }

    /// Returns whether the outcome for the file at `path` is known since the last commit.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.new.entries.contains_key(path)
    }

    /// Records that the file at `path`, whose bytes have this hash, is joined to the report that the one at
    /// `to` leads.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written.
    pub(crate) fn join(&mut self, path: &str, content: &str, to: &str) -> Result<()> {
        let outcome = Outcome::Joined { to: to.to_owned() };
        let key = FileKey { content: content.to_owned(), reading: String::new() };
        let entry = Entry { path: path.to_owned(), key, outcome, unread: None };
        self.changed |= self.old.entries.get(path) != Some(&entry);
        self.remove_old(path)?;
        self.new.entries.insert(path.to_owned(), entry);
        Ok(())
    }

    /// Adds a report, or replaces the one of the last commit at the same path. A path is added once
    /// between two commits.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written.
    pub(crate) fn add(&mut self, path: &str, key: FileKey, report: Report) -> Result<()> {
        self.remove_old(path)?;
        let id = self.new_id(&key.content, path);
        let (stored, text) = StoredReport::split(report, id, path.to_owned(), key.content.clone());
        let outcome = Outcome::Report {
            number: 0,
            id: stored.id.clone(),
            sections: stored.sections,
            characters: stored.characters,
            notes: stored.notes.len() as u64,
            counted_as: CountedAs::Itself,
            earlier: Box::default(),
        };
        let entry = Entry { path: path.to_owned(), key, outcome, unread: None };
        self.add_stored(entry, stored, text)
    }

    /// Adds a report as it is stored, with its entry; the number in this one is replaced.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written.
    pub(super) fn add_stored(
        &mut self,
        mut entry: Entry,
        stored: StoredReport,
        text: ReportText,
    ) -> Result<()> {
        let new = self.next_number()?;
        if let Outcome::Report { number, id, .. } = &mut entry.outcome {
            *number = new;
            self.ids.insert(id.clone());
        }
        self.session()?.add(Job { number: new, stored, text })?;
        self.put(entry);
        Ok(())
    }

    /// Puts an entry into the ledger.
    pub(super) fn put(&mut self, entry: Entry) {
        self.changed = true;
        self.new.entries.insert(entry.path.clone(), entry);
    }

    /// Makes everything since the last commit visible at once and returns the new manifest.
    ///
    /// Files of the last commit that were neither kept nor replaced are removed. If nothing changed,
    /// nothing is written.
    ///
    /// The order decides what a crash leaves: first the texts, if a cluster holds them, and the segments,
    /// which nobody knows yet, then the ledger and the fingerprints under names of their own, and last
    /// tantivy's `meta.json` with the manifest as its payload. Only that last rename makes all of it
    /// visible; in a cluster, only one document that says which files these are. If another machine has
    /// replaced that one meanwhile, what was added here is added to what is there now.
    ///
    /// # Errors
    ///
    /// Fails if the index cannot be written; the index then remains as it was.
    pub(crate) fn commit(mut self, roots: &[Root]) -> Result<Manifest> {
        self.check_folder()?;
        let gone: Vec<String> = self.old.entries.keys().cloned().collect();
        for path in gone {
            self.changed = true;
            self.remove_old(&path)?;
        }
        let roots: Vec<Root> = roots.iter().map(|root| self.place.placed(root)).collect();
        let all: Vec<Root> = self.foreign.roots.iter().chain(&roots).cloned().collect();
        if let Some(before) = &self.before
            && !self.changed
            && before.roots == all
        {
            return Ok(before.clone());
        }
        self.session()?;
        let session = self.session.take().expect("the line before began one");
        let (mut finished, fingerprints) = session.finish()?;
        self.finish_texts()?;
        let built = BuiltFiles::keep(&self.place, finished.segments())?;
        // Nobody else writes an index in a folder.
        let again = self.place.copy.is_some().then(|| (self.new.clone(), fingerprints.clone()));
        let mut added = fingerprints;
        loop {
            let foreign = std::mem::take(&mut self.foreign.entries.entries);
            self.new.entries.extend(foreign);
            let all: Vec<Root> = self.foreign.roots.iter().chain(&roots).cloned().collect();
            let manifest = self.write(&all, finished, added)?;
            // If the answer of the cluster is lost, the sections may be those of a generation.
            self.is_committed = true;
            if self.place.publish(&manifest, self.cleared())? == Publication::Done {
                self.place.remove_sections(&self.unneeded);
                if self.rebuild {
                    self.remove_strays(&manifest)?;
                }
                return Ok(manifest);
            }
            self.is_committed = false;
            let (own, fingerprints) = again.clone().expect("only in a cluster others are faster");
            if let Some(published) = self.catch_up(&own)? {
                self.is_committed = true;
                return Ok(published);
            }
            (self.new, added) = (own, fingerprints);
            let segments = built.bring_back(&self.place.folder)?;
            finished = FinishedSession::onto(&self.place.folder, segments, &self.removed)?;
        }
    }

    /// Writes the files of a commit into the folder of the index.
    fn write(
        &mut self,
        roots: &[Root],
        finished: FinishedSession,
        mut fingerprints: Vec<Fingerprint>,
    ) -> Result<Manifest> {
        fingerprints.extend(self.kept_fingerprints()?);
        fingerprints.sort_by_key(|fingerprint| fingerprint.number);
        self.judge(&fingerprints);
        self.hand_down_names(&fingerprints);
        let manifest = self.write_files(roots, &fingerprints)?;
        let segments = finished.publish(&manifest)?;
        self.is_committed = self.place.copy.is_none();
        manifest.remove_other_files(&self.place.folder, &segments);
        Ok(manifest)
    }

    /// Waits until the cluster has all texts and finds them.
    fn finish_texts(&mut self) -> Result<()> {
        let (Some(sink), Some(copy)) = (self.sink.take(), &self.place.copy) else { return Ok(()) };
        let sink = Arc::into_inner(sink).expect("the workers that add texts have ended");
        sink.finish()?;
        if self.given.is_empty() {
            return Ok(());
        }
        copy.cluster.refresh()?;
        let expected = self.sections_added().iter().map(|(_, sections)| sections).sum::<u64>();
        let found = copy.cluster.sections_of(&self.given)?;
        if found != expected {
            return Err(copy.cluster.incomplete(found, expected));
        }
        Ok(())
    }

    /// Takes over what other machines have committed since this run began. `own` is what this run found.
    /// Returns the last commit if it has that already: the answer of the cluster was lost, and another
    /// machine went on from there.
    fn catch_up(&mut self, own: &Ledger) -> Result<Option<Manifest>> {
        self.place.copy_again()?;
        let before = read_manifest(&self.place.folder)?;
        let gone = || Error::NoIndex { dir: self.place.address.clone() };
        let before = before.ok_or_else(gone)?;
        check_dictionaries(&self.place.folder, &before, self.user_dictionary.as_deref())?;
        let mut entries = before.read_ledger(&self.place.folder)?;
        let machine = machine_name();
        self.foreign = Foreign::take(&machine, &mut before.roots.clone(), &mut entries);
        let numbers = |ledger: &Ledger| ledger.numbers().map(|it| it.0).collect::<BTreeSet<u64>>();
        let there = numbers(&entries);
        let (added, mut expected): (BTreeSet<u64>, BTreeSet<u64>) =
            numbers(own).into_iter().partition(|number| self.is_added(*number));
        if !added.is_disjoint(&there) {
            return Ok(Some(before));
        }
        if added.first().is_some_and(|first| *first < self.place.cleared()) {
            let address = self.place.address.display().to_string();
            return Err(Error::Overtaken { address });
        }
        expected.extend(&self.removed);
        let ids: HashSet<String> = ids_of(own).collect();
        let has_same_id = ids_of(&self.foreign.entries).any(|id| ids.contains(&id));
        if there != expected || has_same_id {
            // Another run has read the same folders, or the same file on another machine.
            return Err(Error::Locked { dir: self.place.address.clone() });
        }
        self.last.generation = before.generation;
        self.unneeded = unneeded(&self.place, &before);
        self.before = Some(before);
        Ok(None)
    }

    /// Returns below which numbers sections are removed that no generation has. Another machine that is
    /// adding such finds this with the commit that overtakes it, and begins again.
    fn cleared(&self) -> u64 {
        let first = self.given.first().filter(|_| self.rebuild && self.place.copy.is_some());
        first.map_or(0, |first| first.start)
    }

    /// Removes the sections from the cluster that runs have left behind which were stopped.
    fn remove_strays(&self, manifest: &Manifest) -> Result<()> {
        let (Some(copy), Some(first)) = (&self.place.copy, self.given.first()) else {
            return Ok(());
        };
        let mut known: HashSet<u64> = HashSet::new();
        for manifest in self.before.iter().chain([manifest]) {
            let ledger = manifest.read_ledger(&self.place.folder)?;
            known.extend(ledger.numbers().map(|(number, _)| number));
        }
        copy.cluster.remove_strays(|number| known.contains(&number), first.start).map(drop)
    }

    /// Writes the ledger, the fingerprints and the dictionary, and returns the manifest for them.
    fn write_files(&self, roots: &[Root], fingerprints: &[Fingerprint]) -> Result<Manifest> {
        let ledger = self.new.to_bytes();
        let fingerprints = fingerprints_to_bytes(fingerprints);
        let manifest = self.manifest(roots, &ledger, &fingerprints);
        let write =
            |name: String, bytes: &[u8]| files::write_through(&self.place.folder.join(name), bytes);
        write(manifest.ledger_name(), &ledger)?;
        write(manifest.fingerprints_name(), &fingerprints)?;
        if let (Some(name), Some(text)) = (manifest.dictionary_name(), &self.user_dictionary) {
            write(name, text.as_bytes())?;
        }
        Ok(manifest)
    }

    /// Returns the fingerprints of the reports that were kept from the last commit.
    fn kept_fingerprints(&self) -> Result<Vec<Fingerprint>> {
        let numbers = self.new.numbers().map(|(number, _)| number);
        let kept: HashSet<u64> = numbers.filter(|number| !self.is_added(*number)).collect();
        let Some(before) = self.before.as_ref().filter(|_| !kept.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut fingerprints = read_fingerprints(&self.place.folder, before)?;
        fingerprints.retain(|fingerprint| kept.contains(&fingerprint.number));
        if fingerprints.len() != kept.len() {
            let what = format!("reports are missing from `{}`", before.fingerprints_name());
            return Err(Error::Damaged { dir: self.place.address.clone(), what });
        }
        Ok(fingerprints)
    }

    /// Returns the reports that were added, each with the number of its sections, if a cluster holds these.
    fn sections_added(&self) -> Vec<(u64, u64)> {
        sections_of(&self.new).filter(|(number, _)| self.is_added(*number)).collect()
    }

    /// Decides which reports are counted, and which are copies or older versions.
    fn judge(&mut self, fingerprints: &[Fingerprint]) {
        let paths: HashMap<u64, &str> = self.new.numbers().collect();
        let path = |number: u64| {
            *paths.get(&number).expect("each fingerprint is of a report in the ledger")
        };
        let verdicts = judge_all(fingerprints, path);
        for entry in self.new.entries.values_mut() {
            if let Outcome::Report { number, counted_as, .. } = &mut entry.outcome {
                *counted_as = *verdicts.get(number).expect("each report has a fingerprint");
            }
        }
    }

    /// Hands the names of reports that were moved, changed or removed down to their successors.
    ///
    /// Names are a convenience: what cannot be read of the last commit, which a rebuild may find
    /// damaged, is left out.
    fn hand_down_names(&mut self, fingerprints: &[Fingerprint]) {
        let Some(manifest) = &self.before else { return };
        let Ok(before) = manifest.read_ledger(&self.place.folder) else { return };
        hand_down(&before, &mut self.new, fingerprints, || {
            read_fingerprints(&self.place.folder, manifest).unwrap_or_default()
        });
    }

    fn manifest(&self, roots: &[Root], ledger: &[u8], fingerprints: &[u8]) -> Manifest {
        let mut manifest = Manifest {
            format: FORMAT,
            fingerprint: fingerprint(self.user_dictionary.as_deref()),
            dictionary_hash: self
                .user_dictionary
                .as_ref()
                .map(|text| files::hash_of(text.as_bytes())),
            generation: self.last.generation + 1,
            written: Date::today(),
            roots: roots.to_vec(),
            ledger_hash: files::hash_of(ledger),
            fingerprints_hash: files::hash_of(fingerprints),
            reports: 0,
            sections: 0,
            characters: 0,
            unreadable: 0,
            joined: 0,
            notes: 0,
            copies: NumberList::default(),
            older_versions: NumberList::default(),
        };
        manifest.count(&self.new, Versions::Newest);
        manifest
    }

    /// Removes the report of the last commit for the file at `path`, if there is one.
    fn remove_old(&mut self, path: &str) -> Result<()> {
        let Some(entry) = self.old.entries.remove(path) else { return Ok(()) };
        if let Outcome::Report { number, id, .. } = entry.outcome {
            self.ids.remove(&id);
            self.removed.push(number);
            self.session()?.delete(number);
        }
        Ok(())
    }

    /// Returns an id for a report: that of its content, so that it has the same id wherever its file
    /// lies, and when the index is built again. The id of a second file with the same content depends
    /// on its path too.
    fn new_id(&mut self, content: &str, path: &str) -> String {
        let of_path = blake3::hash(format!("{content} {path}").as_bytes()).to_hex();
        let longer = (ID_DIGITS..=of_path.len()).map(|len| of_path.chars().take(len).collect());
        let longer = longer.map(|digits: String| format!("r{digits}"));
        let mut ids = [report_id(content)].into_iter().chain(longer);
        let id =
            ids.find(|id| !self.ids.contains(id)).expect("paths differ, and so do their hashes");
        self.ids.insert(id.clone());
        id
    }

    /// Returns whether a report was added since the last commit.
    fn is_added(&self, number: u64) -> bool {
        self.given.iter().any(|given| given.contains(&number))
    }

    /// Returns the number of the next report.
    fn next_number(&mut self) -> Result<u64> {
        if self.numbers.is_empty()
            && let Some(copy) = &self.place.copy
        {
            self.numbers = copy.cluster.reserve_numbers(NUMBERS)?;
            match self.given.last_mut() {
                Some(last) if last.end == self.numbers.start => last.end = self.numbers.end,
                _ => self.given.push(self.numbers.clone()),
            }
        }
        Ok(self.numbers.next().expect("a folder has numbers for all reports"))
    }

    /// Returns the session; begins it when something is written for the first time.
    fn session(&mut self) -> Result<&mut Session> {
        if self.session.is_none() {
            let dictionary = self.user_dictionary.clone();
            let (dir, sink) = (&self.place.folder, self.sink.clone());
            self.session = Some(Session::begin(dir, dictionary, self.is_new, sink)?);
        }
        Ok(self.session.as_mut().expect("the lines before began it"))
    }
}

impl Drop for IndexWriter {
    /// Removes what was written, if it was not committed: a disk that is full should not stay full.
    fn drop(&mut self) {
        // Its threads may still be writing.
        drop(self.session.take());
        if !self.is_committed {
            // Nor does it send sections any more that are removed here.
            drop(self.sink.take());
            files::remove_others(&self.place.folder, &self.present);
            self.place.remove_sections(&self.sections_added());
        }
    }
}

/// Returns the reports that the last commit had dropped, each with the number of its sections: once
/// another commit is there, nobody reads the generation before it any more. What cannot be read costs room
/// in the cluster and nothing else.
fn unneeded(place: &Place, last: &Manifest) -> Vec<(u64, u64)> {
    let before = last.generation.checked_sub(1).filter(|_| place.copy.is_some());
    let before = before.and_then(|generation| {
        let bytes = fs::read(place.folder.join(files::ledger_name(generation))).ok()?;
        Ledger::from_bytes(&bytes)
    });
    let (Some(before), Ok(kept)) = (before, last.read_ledger(&place.folder)) else {
        return Vec::new();
    };
    let kept: HashSet<u64> = kept.numbers().map(|(number, _)| number).collect();
    sections_of(&before).filter(|(number, _)| !kept.contains(number)).collect()
}

/// Returns the number of each report in a ledger, and how many sections it has.
fn sections_of(ledger: &Ledger) -> impl Iterator<Item = (u64, u64)> + '_ {
    ledger.entries.values().filter_map(|entry| match entry.outcome {
        Outcome::Report { number, sections, .. } => Some((number, sections)),
        Outcome::Joined { .. } | Outcome::Unreadable { .. } => None,
    })
}

/// Returns the ids of the reports in a ledger.
fn ids_of(ledger: &Ledger) -> impl Iterator<Item = String> + '_ {
    ledger.entries.values().filter_map(|entry| match &entry.outcome {
        Outcome::Report { id, .. } => Some(id.clone()),
        Outcome::Joined { .. } | Outcome::Unreadable { .. } => None,
    })
}

/// Removes what runs that were stopped have left behind.
fn remove_strays(dir: &Path, manifest: &Manifest) {
    let segments = || segment_files(&Index::open(IndexDirectory::open(dir)?)?);
    // Of an index that cannot be opened nothing is removed; the error comes when it is written.
    if let Ok(segments) = segments() {
        manifest.remove_other_files(dir, &segments);
    }
}
