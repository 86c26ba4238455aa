//! Sections on their way into the cluster.
//!
//! Several threads add sections; batches are sent by threads of the sink. If the cluster is slower
//! than those who add, they wait.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use serde::Serialize;

use super::bulk::{self, Batch};
use super::client::Client;
use super::failure::Failure;
use super::place::Place;
use crate::error::{ClusterTrouble, Error, Result};

/// The bytes of a batch. Larger ones were not faster, and a node holds all that it is sent at once.
const BYTES: usize = 5 << 20;

/// The most documents of a batch, for very short sections.
const DOCUMENTS: usize = 5_000;

/// The batches that are sent at once. A node writes with as many threads as it has processors;
/// more wait in its queue, and too many are refused.
const SENDERS: usize = 3;

/// A section as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct SectionDocument {
    /// The number of its report, below 2^43.
    pub(crate) report: u64,
    /// Its number in the report, from 0 and below 2^20.
    pub(crate) ordinal: u32,
    /// The text as it is quoted.
    pub(crate) text: String,
    /// The folded text.
    pub(crate) folded: String,
}

/// A section as JSON.
#[derive(Serialize)]
struct Document<'a> {
    report: u64,
    place: i64,
    folded: &'a str,
    text: &'a str,
}

/// Takes sections and sends them.
#[derive(Debug)]
pub(crate) struct Sink {
    client: Arc<Client>,
    open: Mutex<Open>,
    failure: Arc<Mutex<Option<Failure>>>,
    senders: Vec<JoinHandle<()>>,
}

/// What is being added to.
#[derive(Debug)]
struct Open {
    batch: Batch,
    documents: u64,
    queue: Option<SyncSender<Batch>>,
}

impl Sink {
    pub(super) fn new(client: &Arc<Client>) -> Self {
        // A batch waits while others are sent: memory is bounded by a few batches.
        let (queue, batches) = sync_channel(1);
        let batches = Arc::new(Mutex::new(batches));
        let failure = Arc::new(Mutex::new(None));
        let senders = (0..SENDERS)
            .map(|_| {
                let (client, batches) = (Arc::clone(client), Arc::clone(&batches));
                let failure = Arc::clone(&failure);
                thread::spawn(move || send_all(&client, &batches, &failure))
            })
            .collect();
        let open = Open { batch: Batch::default(), documents: 0, queue: Some(queue) };
        Self { client: Arc::clone(client), open: Mutex::new(open), failure, senders }
    }

    /// Adds a section; waits while the cluster cannot keep up. A section of the same report and
    /// number is replaced.
    ///
    /// # Errors
    ///
    /// If one of the sections so far could not be written; nothing is sent any more then.
    pub(crate) fn add(&self, section: &SectionDocument) -> Result<()> {
        self.check()?;
        let Some(place) = Place::new(section.report, section.ordinal) else {
            let what = format!(
                "section {} of report {}: the numbers are too large",
                section.ordinal, section.report
            );
            return Err(self.client.error(Failure::new(ClusterTrouble::Refused, what), 1));
        };
        let document = Document {
            report: section.report,
            place: place.number(),
            folded: &section.folded,
            text: &section.text,
        };
        // Made before the lock: several threads make JSON at once.
        let mut one = Batch::default();
        one.write(&place.id(), &document);
        let (batch, queue) = {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.batch.append(&one);
            open.documents += 1;
            if open.batch.bytes() < BYTES && open.batch.len() < DOCUMENTS {
                return Ok(());
            }
            (std::mem::take(&mut open.batch), open.queue.clone())
        };
        if let Some(queue) = queue {
            // All senders have ended if they failed.
            let _ = queue.send(batch);
        }
        self.check()
    }

    /// Sends what is left, waits until all is written, and returns the number of sections added.
    ///
    /// # Errors
    ///
    /// If one of the sections could not be written.
    pub(crate) fn finish(mut self) -> Result<u64> {
        let documents = self.end();
        self.check()?;
        Ok(documents)
    }

    /// Hands over the last batch and waits for the senders.
    fn end(&mut self) -> u64 {
        let open = self.open.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = open.queue.take() {
            let _ = queue.send(std::mem::take(&mut open.batch));
        }
        let documents = open.documents;
        for sender in self.senders.drain(..) {
            if sender.join().is_err() {
                let what = "a thread that sends sections ended";
                fail(&self.failure, Failure::new(ClusterTrouble::Refused, what));
            }
        }
        documents
    }

    fn check(&self) -> Result<()> {
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        match failure.as_ref() {
            Some(failure) => Err(self.client.error(failure.clone(), 1)),
            None => Ok(()),
        }
    }
}

impl Drop for Sink {
    /// A sink that is given up sends nothing more: its sections belong to no generation.
    fn drop(&mut self) {
        if self.senders.is_empty() {
            return;
        }
        fail(&self.failure, Failure::new(ClusterTrouble::Refused, "writing was given up"));
        self.end();
    }
}

/// Keeps the first failure.
fn fail(failures: &Mutex<Option<Failure>>, failure: Failure) {
    failures.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
}

/// Sends batches until there are no more. After a failure they are taken and dropped, so that nobody
/// waits for a place in the queue.
fn send_all(client: &Client, batches: &Mutex<Receiver<Batch>>, failures: &Mutex<Option<Failure>>) {
    let index = client.index("sections");
    loop {
        let batch = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = batch else { return };
        if failures.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
            continue;
        }
        if let Err(Error::Cluster { trouble, reason, .. }) = bulk::send(client, &index, batch) {
            fail(failures, Failure::new(trouble, reason));
        }
    }
}
