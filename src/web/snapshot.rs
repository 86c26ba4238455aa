//! The index that is served: opened again when it was written, without disturbing those who search.

use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::http::warn::Warn;
use super::redact::Redactor;
use crate::analysis::{self, ShownReport, Status};
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::search::{Suggester, Suggestions};

/// How often is looked whether the index was written, at most: rare enough to cost nothing, and
/// nobody who indexes is in the browser faster.
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
    /// What is suggested while a query is typed; read when somebody first types one.
    suggester: OnceLock<Suggester>,
    /// Locked while the suggester is made, so that only one request makes it.
    making: Mutex<()>,
}

/// A report as links to it need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedReport {
    pub(super) id: String,
    /// Its title; its path, as it may leave the server, where it has none.
    pub(super) name: String,
}

impl Snapshot {
    /// Reads what is needed of an index.
    pub(super) fn new(reader: IndexReader) -> Result<Self> {
        let redactor = Redactor::new(&reader);
        let mut status = analysis::status(&reader)?;
        redactor.status(&mut status);
        // From now on the reader keeps it.
        reader.catalog()?;
        let (suggester, making) = (OnceLock::new(), Mutex::new(()));
        Ok(Self { reader, redactor, status, suggester, making })
    }

    /// Returns the report at a path of the index, as tables by report name it.
    pub(super) fn report_at(&self, path: &str) -> Result<Option<NamedReport>> {
        let Some(found) = self.reader.catalog()?.by_path(path) else { return Ok(None) };
        let report = self.reader.guard(|| self.reader.report(found.number))?;
        let title = report.facts.title.map(|title| title.value);
        let name = title.unwrap_or_else(|| self.redactor.path(path));
        Ok(Some(NamedReport { id: report.id, name }))
    }

    /// Returns the report of an id, as it may leave the server. Only the whole id is taken: to find
    /// a report by parts of its path would tell what stands in the path.
    pub(super) fn report(&self, id: &str) -> Result<ShownReport> {
        let mut shown = analysis::show_number(&self.reader, self.number(id)?)?;
        self.redactor.shown(&mut shown);
        Ok(shown)
    }

    /// Returns the number of the report with this id.
    pub(super) fn number(&self, id: &str) -> Result<u64> {
        let found = self.reader.catalog()?.by_id(id);
        found.map(|report| report.number).ok_or_else(|| {
            let name = id.chars().take(LONGEST_ID).collect();
            Error::UnknownReport { name }
        })
    }

    /// Returns how the word at the end of a query line may go on.
    pub(super) fn suggest(&self, line: &str) -> Result<Suggestions> {
        if let Some(suggester) = self.suggester.get() {
            return suggester.suggest(&self.reader, line);
        }
        // It takes going through all names that are held: one does, and the others wait for it.
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let suggester = if let Some(made) = self.suggester.get() {
            made
        } else {
            let made = Suggester::new(&self.reader)?;
            self.suggester.get_or_init(|| made)
        };
        suggester.suggest(&self.reader, line)
    }

    /// Returns what differs wherever the same question may be answered otherwise: the generation,
    /// and the hash of what became of every file, since an index that is built anew counts from 1.
    pub(super) fn version(&self) -> String {
        let manifest = self.reader.manifest();
        format!("{} {} {}", manifest.generation, manifest.ledger_hash, manifest.fingerprint)
    }
}

/// The digits of a whole hash: no id is longer.
const LONGEST_ID: usize = 64;

/// Keeps the newest index that could be opened.
pub(super) struct Reloader {
    current: RwLock<Arc<Snapshot>>,
    looked: Mutex<Looked>,
    warn: Warn,
}

/// When was looked for a newer index, and what was told of it.
struct Looked {
    at: Instant,
    told: Option<String>,
}

impl Reloader {
    /// Returns a keeper that begins with the index of `reader`.
    pub(super) fn new(reader: IndexReader, warn: Warn) -> Result<Self> {
        let current = RwLock::new(Arc::new(Snapshot::new(reader)?));
        let looked = Mutex::new(Looked { at: Instant::now(), told: None });
        Ok(Self { current, looked, warn })
    }

    /// Returns the index, the newest one where it has been written since. May read files: not to be
    /// called where others wait.
    ///
    /// While one request opens a newer index, the others go on with the one before.
    pub(super) fn current(&self) -> Arc<Snapshot> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Ok(mut looked) = self.looked.try_lock() else { return current };
        if looked.at.elapsed() < INTERVAL {
            return current;
        }
        let found = current.reader.newer().and_then(|newer| newer.map(Snapshot::new).transpose());
        looked.at = Instant::now();
        match found {
            Ok(None) => {
                looked.told = None;
                current
            }
            Ok(Some(newer)) => {
                looked.told = None;
                let newer = Arc::new(newer);
                let mut slot = self.current.write().unwrap_or_else(PoisonError::into_inner);
                *slot = newer.clone();
                newer
            }
            Err(error) => {
                let told = format!("the index as it was goes on being served: {error}");
                if looked.told.as_ref() != Some(&told) {
                    (self.warn)(&told);
                    looked.told = Some(told);
                }
                current
            }
        }
    }
}
