//! The index that is served, and its reload after it was written, which does not disturb searches.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::examples::Examples;
use super::http::warn::Warn;
use super::redact::Redactor;
use crate::analysis::{self, Corpus, ReportCheck, ReportRow, ShownReport, Status};
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::ingest::{Missing, Original, original};
use crate::search::{Answer, Request, Suggester, Suggestions};

/// How often to check whether the index was written: rarely enough to cost nothing, and nobody gets
/// from indexing to the browser faster.
const INTERVAL: Duration = Duration::from_millis(500);

/// An index as it was opened, with what every request needs of it.
///
/// Nothing here reads the ledger after the snapshot was made: the ledger is deleted once the index
/// has been written twice, and a server that cannot open the newer index goes on with this one.
pub(super) struct Snapshot {
    /// The index.
    pub(super) reader: IndexReader,
    /// Removes paths of the machine from answers.
    pub(super) redactor: Redactor,
    /// The status of the index, without paths of the machine.
    pub(super) status: Status,
    /// What the index holds, without paths of the machine; read when somebody first asks.
    corpus: OnceLock<Answer<Corpus>>,
    /// What is suggested while a query is typed; read when somebody first types one.
    suggester: OnceLock<Suggester>,
    /// The examples of the page of help; counted when somebody first opens it.
    examples: OnceLock<Examples>,
    /// The names of all reports, by their paths in the index; read when somebody first looks for one.
    named: OnceLock<BTreeMap<String, NamedReport>>,
    /// Locked while one of these is made, so that only one request makes it.
    making: Mutex<()>,
}

/// A file of a report, or why it cannot be handed over.
type FoundFile = std::result::Result<Original, Missing>;

/// What a link to a report needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedReport {
    pub(super) id: String,
    /// Its title; without one its agency and its year, or else the name of its file.
    pub(super) name: String,
    /// Its redacted path.
    pub(super) path: String,
}

impl Snapshot {
    /// Reads what is needed of an index.
    pub(super) fn new(reader: IndexReader) -> Result<Self> {
        let redactor = Redactor::new(&reader);
        let mut status = analysis::status(&reader)?;
        redactor.status(&mut status);
        // From now on the reader keeps it.
        reader.catalog()?;
        let (corpus, suggester, examples, named) = Default::default();
        let making = Mutex::new(());
        Ok(Self { reader, redactor, status, corpus, suggester, examples, named, making })
    }

    /// Returns what the index holds. The first call counts it and reads the notes on all reports.
    pub(super) fn corpus(&self) -> Result<&Answer<Corpus>> {
        self.once(&self.corpus, || {
            let mut corpus = self.reader.corpus()?;
            self.redactor.corpus(&mut corpus.body);
            Ok(corpus)
        })
    }

    /// Returns queries with what they find. The first call counts them.
    pub(super) fn examples(&self) -> Result<&Examples> {
        self.once(&self.examples, || Examples::new(&self.reader))
    }

    /// Returns what is made once. One request makes it, and the others wait for it.
    fn once<'s, T>(
        &self,
        slot: &'s OnceLock<T>,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<&'s T> {
        if let Some(made) = slot.get() {
            return Ok(made);
        }
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = slot.get() {
            return Ok(made);
        }
        let new = make()?;
        Ok(slot.get_or_init(|| new))
    }

    /// Returns the report at a path of the index, as tables by report name it.
    pub(super) fn report_at(&self, path: &str) -> Result<Option<NamedReport>> {
        let Some(found) = self.reader.catalog()?.by_path(path) else { return Ok(None) };
        let report = self.reader.guard(|| self.reader.report(found.number))?;
        let facts = report.facts;
        let (title, agency) =
            (facts.title.map(|it| it.value), facts.agency.map(|it| it.value.as_written));
        let of_agency = || Some(format!("{} {}（无标题）", agency?, facts.year?.value));
        let path = self.redactor.path(path);
        let of_file = || format!("{}（无标题）", path.rsplit('/').next().unwrap_or(&path));
        let name = title.or_else(of_agency).unwrap_or_else(of_file);
        Ok(Some(NamedReport { id: report.id, name, path }))
    }

    /// Returns all reports by their paths in the index. The first call reads their names.
    pub(super) fn named_reports(&self) -> Result<&BTreeMap<String, NamedReport>> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(named) = self.named.get() {
            return Ok(named);
        }
        let mut named = BTreeMap::new();
        for report in self.reader.catalog()?.reports() {
            if let Some(found) = self.report_at(&report.path)? {
                named.insert(report.path.to_string(), found);
            }
        }
        Ok(self.named.get_or_init(|| named))
    }

    /// Returns the report with this id, redacted. Only a whole id finds a report: a search by parts of
    /// its path would reveal the path.
    pub(super) fn report(&self, id: &str) -> Result<ShownReport> {
        let mut shown = analysis::show_number(&self.reader, self.number(id)?)?;
        self.redactor.shown(&mut shown);
        Ok(shown)
    }

    /// Returns whether a request finds the report with this id, and if not, why; redacted.
    pub(super) fn check(&self, request: &Request, id: &str) -> Result<ReportCheck> {
        let mut check = request.check_number(&self.reader, self.number(id)?)?;
        self.redactor.check(&mut check);
        Ok(check)
    }

    /// Returns a file of the report with this id, as `ingest::original` does. A link that was made for
    /// another text does not lead to this one.
    pub(super) fn original(&self, id: &str, part: usize) -> Result<FoundFile> {
        let number = self.number(id)?;
        if self.was_changed_since(id)? {
            return Ok(Err(Missing::Changed));
        }
        original(&self.reader, number, part)
    }

    /// Returns the facts of the reports with these ids, in this order, each once.
    pub(super) fn reports(&self, ids: &[String]) -> Result<Vec<ReportRow>> {
        let catalog = self.reader.catalog()?;
        let mut numbers = Vec::with_capacity(ids.len());
        for id in ids {
            let number = catalog.original_of(self.number(id)?);
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers.into_iter().map(|number| analysis::report_row(&self.reader, number)).collect()
    }

    /// Returns the number of the report with this id.
    pub(super) fn number(&self, id: &str) -> Result<u64> {
        let found = self.reader.catalog()?.by_id(id);
        found.map(|report| report.number).ok_or_else(|| {
            let name = id.chars().take(LONGEST_ID).collect();
            Error::UnknownReport { name }
        })
    }

    /// Returns whether the report with this id has another text than when it had the id.
    pub(super) fn was_changed_since(&self, id: &str) -> Result<bool> {
        Ok(self.reader.catalog()?.was_changed_since(id))
    }

    /// Returns whether a report of the index can be read; also if there is none.
    pub(super) fn is_readable(&self) -> bool {
        let read = || {
            let Some(first) = self.reader.catalog()?.reports().first() else { return Ok(()) };
            self.reader.guard(|| self.reader.report(first.number)).map(drop)
        };
        let read: Result<()> = read();
        read.is_ok()
    }

    /// Returns completions for the word at the end of a query line.
    pub(super) fn suggest(&self, line: &str) -> Result<Suggestions> {
        // Making it reads all names in the index.
        let suggester = self.once(&self.suggester, || Suggester::new(&self.reader))?;
        suggester.suggest(&self.reader, line)
    }

    /// Returns a short mark that changes whenever the index is written, for addresses.
    pub(super) fn mark(&self) -> String {
        let hash = blake3::hash(self.version().as_bytes()).to_hex();
        hash.chars().take(8).collect()
    }

    /// Returns a version that changes whenever answers may change.
    pub(super) fn version(&self) -> String {
        self.reader.version()
    }
}

/// The longest id: the digits of a whole hash.
const LONGEST_ID: usize = 64;

/// Keeps a snapshot of the newest index that could be opened.
pub(super) struct Reloader {
    current: RwLock<Arc<Snapshot>>,
    last_check: Mutex<LastCheck>,
    warn: Warn,
}

/// The last check for a newer index, and the warning about it.
struct LastCheck {
    at: Instant,
    warned: Option<String>,
}

impl Reloader {
    /// Returns a reloader that starts with the index of `reader`.
    pub(super) fn new(reader: IndexReader, warn: Warn) -> Result<Self> {
        let current = RwLock::new(Arc::new(Snapshot::new(reader)?));
        let last_check = Mutex::new(LastCheck { at: Instant::now(), warned: None });
        Ok(Self { current, last_check, warn })
    }

    /// Returns the snapshot as [`current`](Self::current) does, and whether it is of what was written last.
    pub(super) fn newest(&self) -> (Arc<Snapshot>, bool) {
        let current = self.current();
        let last_check = self.last_check.lock().unwrap_or_else(PoisonError::into_inner);
        (current, last_check.warned.is_none())
    }

    /// Returns the snapshot, a new one if the index was written. It may read files, so it has to be
    /// called on a thread that may block.
    ///
    /// While one request opens a newer index, the others continue with the present one.
    pub(super) fn current(&self) -> Arc<Snapshot> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Ok(mut last_check) = self.last_check.try_lock() else { return current };
        if last_check.at.elapsed() < INTERVAL {
            return current;
        }
        let found = current.reader.newer().and_then(|newer| newer.map(Snapshot::new).transpose());
        last_check.at = Instant::now();
        match found {
            Ok(None) => {
                last_check.warned = None;
                current
            }
            Ok(Some(newer)) => {
                last_check.warned = None;
                let newer = Arc::new(newer);
                let mut slot = self.current.write().unwrap_or_else(PoisonError::into_inner);
                *slot = newer.clone();
                newer
            }
            Err(error) => {
                let warning = self.warn.about_older_index(&error);
                if last_check.warned.as_ref() != Some(&warning) {
                    self.warn.say(&warning);
                    last_check.warned = Some(warning);
                }
                current
            }
        }
    }
}
