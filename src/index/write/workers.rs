//! Threads that build segments from reports, as many as there is work for.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
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
    sender: SyncSender<Job>,
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
    jobs: Mutex<Receiver<Job>>,
}

impl Workers {
    /// Returns workers; none is started yet. The user's dictionary must have been checked.
    pub(super) fn new(index: Index, fields: Fields, user_dictionary: Option<String>) -> Self {
        let (sender, jobs) = sync_channel(MAX_WAITING);
        let (segmenter, jobs) = (OnceLock::new(), Mutex::new(jobs));
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            sender,
            shared: Arc::new(Shared { index, fields, user_dictionary, segmenter, jobs }),
            threads: Vec::new(),
            max_threads: cores.min(MAX_THREADS),
        }
    }

    /// Hands over a report; blocks if the queue is full.
    ///
    /// If a worker has failed, [`Workers::finish`] returns its error.
    pub(super) fn add(&mut self, job: Job) {
        if self.threads.is_empty() {
            self.start_thread();
        }
        let Err(refused) = self.sender.try_send(job) else { return };
        if let TrySendError::Full(job) = refused {
            if self.threads.len() < self.max_threads {
                self.start_thread();
            }
            drop(self.sender.send(job));
        }
    }

    fn start_thread(&mut self) {
        let shared = Arc::clone(&self.shared);
        self.threads.push(thread::spawn(move || shared.work()));
    }

    /// Waits for the last segments and returns all of them.
    pub(super) fn finish(self) -> tantivy::Result<Vec<BuiltSegment>> {
        drop(self.sender);
        let mut segments = Vec::new();
        let mut failure = None;
        for thread in self.threads {
            match thread.join() {
                Ok(Ok(built)) => segments.extend(built),
                Ok(Err(error)) => failure = failure.or(Some(error)),
                Err(panic) => resume_unwind(panic),
            }
        }
        failure.map_or(Ok(segments), Err)
    }
}

impl Shared {
    /// Builds segments until no more reports come.
    fn work(&self) -> tantivy::Result<Vec<BuiltSegment>> {
        let mut segments = Vec::new();
        let mut open: Option<SegmentBuilder> = None;
        loop {
            let waiting = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = waiting else { break };
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
        segments.extend(open.map(SegmentBuilder::finish).transpose()?);
        Ok(segments)
    }

    fn segmenter(&self) -> Arc<Segmenter> {
        let load = || {
            let segmenter = Segmenter::new(self.user_dictionary.as_deref());
            Arc::new(segmenter.expect("the dictionary was checked"))
        };
        Arc::clone(self.segmenter.get_or_init(load))
    }
}
