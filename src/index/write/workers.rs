//! Threads that build segments from reports, as many as there is work for.
//!
//! A thread that fails closes the queue of reports, so that whoever waits for room in it is woken and
//! learns of the failure: there is no wait for a thread that has ended.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use tantivy::Index;

use super::builder::{BuiltSegment, Job, SegmentBuilder};
use crate::index::schema::Fields;
use crate::segment::Segmenter;

/// The number of threads that build segments at most; others read and parse at the same time.
const MAX_THREADS: usize = 8;

/// The length of the queue at which another worker is started; once all workers run and it is full,
/// reading blocks. That is two or three megabytes, so a small folder becomes one segment.
const MAX_WAITING: usize = 100;

/// Threads that build segments.
pub(super) struct Workers {
    /// `None` once no more reports come.
    sender: Option<SyncSender<Job>>,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<tantivy::Result<Vec<BuiltSegment>>>>,
    max_threads: usize,
}

struct Shared {
    index: Index,
    fields: Fields,
    user_dictionary: Option<String>,
    /// Loaded by the first worker, while other threads read and parse (0.1 s).
    segmenter: OnceLock<Arc<Segmenter>>,
    /// The reports that wait; `None` once a worker has failed.
    jobs: Mutex<Option<Receiver<Job>>>,
}

impl Workers {
    /// Returns workers; none is started yet. The user's dictionary must have been checked.
    pub(super) fn new(index: Index, fields: Fields, user_dictionary: Option<String>) -> Self {
        let (sender, jobs) = sync_channel(MAX_WAITING);
        let (segmenter, jobs) = (OnceLock::new(), Mutex::new(Some(jobs)));
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            sender: Some(sender),
            shared: Arc::new(Shared { index, fields, user_dictionary, segmenter, jobs }),
            threads: Vec::new(),
            max_threads: cores.min(MAX_THREADS),
        }
    }

    /// Hands over a report; waits if the queue is full.
    ///
    /// # Errors
    ///
    /// Fails if a worker has failed, with its error.
    pub(super) fn add(&mut self, job: Job) -> tantivy::Result<()> {
        if self.threads.is_empty() {
            self.start_thread();
        }
        let sender = self.sender.clone().expect("nothing is added after a failure");
        let sent = match sender.try_send(job) {
            Err(TrySendError::Full(job)) => {
                if self.threads.len() < self.max_threads {
                    self.start_thread();
                }
                sender.send(job).is_ok()
            }
            sent => sent.is_ok(),
        };
        if sent {
            return Ok(());
        }
        drop(sender);
        self.join().map(|_| unreachable!("only a worker that fails closes the queue"))
    }

    fn start_thread(&mut self) {
        let shared = Arc::clone(&self.shared);
        self.threads.push(thread::spawn(move || {
            let built = catch_unwind(AssertUnwindSafe(|| shared.work()));
            if !matches!(built, Ok(Ok(_))) {
                drop(shared.jobs().take());
            }
            built.unwrap_or_else(|panic| resume_unwind(panic))
        }));
    }

    /// Waits for the last segments and returns all of them.
    ///
    /// # Errors
    ///
    /// Fails if a worker has failed, with its error.
    pub(super) fn finish(mut self) -> tantivy::Result<Vec<BuiltSegment>> {
        self.join()
    }

    /// Waits until all workers have ended and returns what they built.
    fn join(&mut self) -> tantivy::Result<Vec<BuiltSegment>> {
        // A worker that waits for the next report is woken.
        drop(self.sender.take());
        let mut segments = Vec::new();
        let mut failure = None;
        for thread in mem::take(&mut self.threads) {
            match thread.join() {
                Ok(Ok(built)) => segments.extend(built),
                Ok(Err(error)) => failure = failure.or(Some(error)),
                Err(panic) => resume_unwind(panic),
            }
        }
        failure.map_or(Ok(segments), Err)
    }
}

impl Drop for Workers {
    /// Ends the workers: whoever writes the index next must not meet one of them.
    fn drop(&mut self) {
        drop(self.sender.take());
        drop(self.shared.jobs().take());
        for thread in mem::take(&mut self.threads) {
            drop(thread.join());
        }
    }
}

impl Shared {
    /// Builds segments until no more reports come.
    fn work(&self) -> tantivy::Result<Vec<BuiltSegment>> {
        let mut segments = Vec::new();
        let mut open: Option<SegmentBuilder> = None;
        while let Some(job) = self.next_job() {
            let mut builder = match open.take() {
                Some(builder) => builder,
                None => SegmentBuilder::new(&self.index, self.fields, self.segmenter())?,
            };
            builder.add(&job)?;
            if builder.is_full() {
                segments.push(builder.finish()?);
            } else {
                open = Some(builder);
            }
        }
        if self.jobs().is_none() {
            // Another worker has failed, and nothing will be committed.
            return Ok(Vec::new());
        }
        segments.extend(open.map(SegmentBuilder::finish).transpose()?);
        Ok(segments)
    }

    /// Waits for the next report; `None` if no more come.
    fn next_job(&self) -> Option<Job> {
        self.jobs().as_ref()?.recv().ok()
    }

    fn jobs(&self) -> MutexGuard<'_, Option<Receiver<Job>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn segmenter(&self) -> Arc<Segmenter> {
        let load = || {
            let segmenter = Segmenter::new(self.user_dictionary.as_deref());
            Arc::new(segmenter.expect("the dictionary was checked"))
        };
        Arc::clone(self.segmenter.get_or_init(load))
    }
}
