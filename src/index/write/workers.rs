//! Threads that build segments from reports, as many as there is work for.
//!
//! A thread that fails closes the queue of reports, so that whoever waits for room in it is woken and
//! learns of the failure: there is no wait for a thread that has ended.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use tantivy::Index;

use super::builder::{BuiltSegment, Job, SegmentBuilder};
use super::queue::Queue;
use crate::cluster::Sink;
use crate::index::schema::Fields;
use crate::segment::Segmenter;

/// The number of threads that build segments at most; others read and parse at the same time.
const MAX_THREADS: usize = 8;

/// Threads that build segments.
pub(super) struct Workers {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<tantivy::Result<Vec<BuiltSegment>>>>,
    max_threads: usize,
}

struct Shared {
    index: Index,
    fields: Fields,
    user_dictionary: Option<String>,
    /// Takes the texts if a cluster holds them.
    sink: Option<Arc<Sink>>,
    /// Loaded by the first worker, while other threads read and parse (0.1 s).
    segmenter: OnceLock<Arc<Segmenter>>,
    /// The reports that wait, next to the one that each worker has; closed once a worker has failed.
    /// When it is full, another worker is started, so a small folder becomes one segment; once all
    /// workers run and it is full, reading waits.
    jobs: Queue<Job>,
}

impl Workers {
    /// Returns workers; none is started yet. The user's dictionary must have been checked.
    pub(super) fn new(
        index: Index,
        fields: Fields,
        user_dictionary: Option<String>,
        sink: Option<Arc<Sink>>,
    ) -> Self {
        let (segmenter, jobs) = (OnceLock::new(), Queue::new());
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            shared: Arc::new(Shared { index, fields, user_dictionary, sink, segmenter, jobs }),
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
        let bytes = job.text.body.len();
        let is_full = self.shared.jobs.is_full(bytes);
        if self.threads.is_empty() || (is_full && self.threads.len() < self.max_threads) {
            self.start_thread();
        }
        if self.shared.jobs.push(job, bytes) {
            return Ok(());
        }
        self.join().map(|_| unreachable!("only a worker that fails closes the queue"))
    }

    fn start_thread(&mut self) {
        let shared = Arc::clone(&self.shared);
        self.threads.push(thread::spawn(move || {
            let built = catch_unwind(AssertUnwindSafe(|| shared.work()));
            if !matches!(built, Ok(Ok(_))) {
                shared.jobs.close();
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
        self.shared.jobs.complete();
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
        self.shared.jobs.close();
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
        while let Some(job) = self.jobs.pop() {
            let mut builder = if let Some(builder) = open.take() {
                builder
            } else {
                let sink = self.sink.clone();
                SegmentBuilder::new(&self.index, self.fields, self.segmenter(), sink)?
            };
            builder.add(&job)?;
            if builder.is_full() {
                segments.push(builder.finish()?);
            } else {
                open = Some(builder);
            }
        }
        if self.jobs.is_closed() {
            // Another worker has failed, and nothing will be committed.
            return Ok(Vec::new());
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::super::queue::MAX_BYTES;
    use super::*;
    use crate::index::directory::IndexDirectory;
    use crate::index::schema::schema;
    use crate::index::stored::{ReportText, StoredReport};
    use crate::report::{Facts, Part, Section, SectionPages};

    /// The most time that a failure may take to come out; it comes within a second.
    const PATIENCE: Duration = Duration::from_secs(60);

    fn workers(dir: &tempfile::TempDir) -> Workers {
        let (schema, fields) = schema();
        let (directory, _) = IndexDirectory::stage(dir.path()).unwrap();
        let index = Index::create(directory, schema, tantivy::IndexSettings::default()).unwrap();
        let mut workers = Workers::new(index, fields, None, None);
        workers.max_threads = 3;
        workers
    }

    /// Returns a report whose body has `len` bytes and whose only section ends at `end`.
    fn job(number: u64, len: usize, end: usize) -> Job {
        let stored = StoredReport {
            id: format!("r{number}"),
            path: format!("{number}.txt"),
            hash: format!("{number:032x}"),
            facts: Facts::default(),
            notes: Vec::new(),
            sections: 1,
            characters: len as u64,
            pages: SectionPages::default(),
            evidence: Vec::new(),
        };
        let section =
            Section { heading_path: Vec::new(), part: Part::Other, text: 0..end, heading: 0..0 };
        let text = ReportText { body: "x".repeat(len), sections: vec![section] };
        Job { number, stored, text }
    }

    /// Adds reports until that fails.
    fn add_until_failure(workers: &mut Workers, mut job: impl FnMut(u64) -> Job) -> String {
        let failure = (0..).find_map(|number| workers.add(job(number)).err());
        failure.expect("it does not end before").to_string()
    }

    #[test]
    fn all_reports_are_built_however_large_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let mut workers = workers(&dir);
        for number in 0..300 {
            // One in fifty fills more than half of the queue, one is larger than all of it.
            let len = match number {
                120 => MAX_BYTES + 1,
                _ if number % 50 == 0 => MAX_BYTES / 2 + 1,
                _ => 50,
            };
            workers.add(job(number, len, 10)).unwrap();
        }
        let mut numbers = Vec::new();
        for built in workers.finish().unwrap() {
            let reports = built.fingerprints.iter().map(|fingerprint| fingerprint.number);
            let reports: Vec<u64> = reports.collect();
            assert!(reports.is_sorted());
            numbers.extend(reports);
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (0..300).collect::<Vec<_>>());
    }

    #[test]
    fn a_worker_that_fails_or_panics_ends_the_wait_for_room() {
        for len in [50, MAX_BYTES / 4] {
            let (ended, has_ended) = channel();
            thread::spawn(move || {
                let dir = tempfile::tempdir().unwrap();
                let mut failing = workers(&dir);
                // Nothing can be written into a folder that is gone.
                drop(dir);
                let failure = add_until_failure(&mut failing, |number| job(number, len, 10));
                let dir = tempfile::tempdir().unwrap();
                let mut panicking = workers(&dir);
                let panic = catch_unwind(AssertUnwindSafe(|| {
                    // The tenth section is no range of its body.
                    let end = |number| if number == 9 { len + 1 } else { 10 };
                    add_until_failure(&mut panicking, |number| job(number, len, end(number)))
                }));
                ended.send((failure, panic.is_err())).unwrap();
            });
            let (failure, has_panicked) = has_ended.recv_timeout(PATIENCE).expect("it ends");
            assert!(failure.contains("NotFound"), "{failure}");
            assert!(has_panicked);
        }
    }
}
