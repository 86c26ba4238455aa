//! As many readers as files are read at the same time.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::child::STACK;
use super::one_file::read;
use super::process::Process;
use super::request::{Reply, Request};
use super::watch::Watch;
use crate::error::{Error, Result};
use crate::extract::{Refusal, Unreadable};

/// The most time that one file may take in a thread. On two busy cores the slowest known report may
/// take half a second.
const LIMIT: Duration = Duration::from_secs(30);

/// Where files are read.
pub(in crate::ingest) enum Readers {
    /// In threads of this process.
    Threads,
    /// In processes of their own.
    Processes(Processes),
}

/// Processes that read: one for each file that is read at the same time.
pub(in crate::ingest) struct Processes {
    /// The program that reads.
    program: PathBuf,
    /// Those that have nothing to read.
    idle: Mutex<Vec<Process>>,
    watch: Watch,
    is_stopped: AtomicBool,
}

impl Readers {
    /// Returns readers that run `program`; with `None` files are read in this process. None is
    /// started yet.
    pub(in crate::ingest) fn new(program: Option<PathBuf>) -> Self {
        program.map_or(Self::Threads, |program| {
            Self::Processes(Processes {
                program,
                idle: Mutex::default(),
                watch: Watch::new(),
                is_stopped: AtomicBool::new(false),
            })
        })
    }

    /// Gives up all files that are being read: nobody asks for them any more.
    pub(in crate::ingest) fn stop(&self) {
        if let Self::Processes(processes) = self {
            processes.is_stopped.store(true, Ordering::Relaxed);
            processes.watch.end_all();
        }
    }

    /// Reads one file.
    ///
    /// # Errors
    ///
    /// Fails if no process can be started. What is wrong with the file is part of the reply.
    pub(in crate::ingest) fn read(&self, request: &Request) -> Result<Reply> {
        let read = match self {
            Self::Threads => {
                let sent = request.clone();
                within(LIMIT, move || read(&sent))
            }
            Self::Processes(processes) => processes.read(request)?,
        };
        Ok(read.unwrap_or_else(|reason| unreadable(request, &reason)))
    }
}

impl Processes {
    /// Reads one file in a process that waits for one, or in a new one.
    fn read(&self, request: &Request) -> Result<std::result::Result<Reply, Unreadable>> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return Ok(Err(Unreadable::Failed));
        }
        let waiting = self.idle().pop();
        let mut process = waiting.map_or_else(|| self.start(), Ok)?;
        let mut read = process.read(request, &self.watch);
        if read.as_ref().is_err_and(|death| death.is_tried_again) {
            process = self.start()?;
            read = process.read(request, &self.watch);
        }
        if read.is_ok() {
            self.idle().push(process);
        }
        Ok(read.map_err(|death| death.reason))
    }

    fn start(&self) -> Result<Process> {
        let path = self.program.clone();
        Process::start(&path).map_err(|source| Error::Io { action: "start", path, source })
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Process>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the reply for a file over which its reader died. It is read again only when it changes.
fn unreadable(request: &Request, reason: &Unreadable) -> Reply {
    let content = request.content_hash().unwrap_or_default();
    Reply::Unreadable { content, refusal: Refusal::from(reason) }
}

/// Runs `read` in a thread of its own. A thread cannot be stopped from outside: one that exceeds the
/// limit is abandoned, and the program goes on without it.
fn within(
    limit: Duration,
    read: impl FnOnce() -> Reply + Send + 'static,
) -> std::result::Result<Reply, Unreadable> {
    let (send, receive) = sync_channel(1);
    let reading = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Nobody is listening any more if the time is over.
        drop(send.send(read()));
    });
    if reading.is_err() {
        return Err(Unreadable::Failed);
    }
    receive.recv_timeout(limit).map_err(|error| match error {
        RecvTimeoutError::Timeout => Unreadable::TooSlow { seconds: limit.as_secs() },
        RecvTimeoutError::Disconnected => Unreadable::Failed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_end_and_what_panics_are_reasons() {
        let hanging = within(Duration::from_millis(20), || {
            thread::sleep(Duration::from_secs(2));
            Reply::Archive
        });
        assert_eq!(hanging, Err(Unreadable::TooSlow { seconds: 0 }));
        assert_eq!(within(LIMIT, || panic!("a reader tripped")), Err(Unreadable::Failed));
    }

    #[test]
    fn a_program_that_cannot_be_started_is_an_error() {
        let request = Request {
            below: "a.txt".to_owned(),
            path: None,
            bytes: None,
            beside: Vec::new(),
            overrides: None,
            recognised_by: None,
            recognised: None,
        };
        let error = Readers::new(Some("/no/such/program".into())).read(&request).unwrap_err();
        assert!(error.to_string().contains("/no/such/program"), "{error}");
    }
}
