//! A process that reads, seen from the one that asks.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::frames::{read_reply, write_request};
use super::limits::Limits;
use super::request::{Reply, Request};
use super::watch::Watch;
use crate::extract::Unreadable;

/// The command of the program that reads files.
const COMMAND: &str = "read-files";

/// How long a process that was ended may take to be gone. One that waits for a disk that does not
/// answer cannot be ended; it is left alone then.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most bytes that are read of the last words of a process.
const LAST_WORDS: u64 = 4 << 10;

/// A process that reads files.
pub(super) struct Process {
    child: Arc<Mutex<Child>>,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
    /// Whether it has read a file already.
    is_used: bool,
}

/// Why a process gave no reply.
pub(super) struct Death {
    pub(super) reason: Unreadable,
    /// Whether another process may be able to read the file: what this one read before may have
    /// taken its memory.
    pub(super) is_tried_again: bool,
}

impl Process {
    /// Starts `program`.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be started.
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (requests, replies) = (child.stdin.take(), child.stdout.take());
        let (Some(requests), Some(replies)) = (requests, replies) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let replies = BufReader::new(replies);
        Ok(Self { child: Arc::new(Mutex::new(child)), requests, replies, is_used: false })
    }

    /// Reads one file, or returns why the process died over it.
    pub(super) fn read(&mut self, request: &Request, watch: &Watch) -> Result<Reply, Death> {
        let limits = Limits::for_size(request.size());
        let child = Arc::clone(&self.child);
        let (reply, is_over) = watch.limit(&child, limits.by_the_clock(), || {
            write_request(&mut self.requests, request)?;
            read_reply(&mut self.replies)
        });
        let was_used = std::mem::replace(&mut self.is_used, true);
        match reply {
            Ok(reply) => Ok(reply),
            Err(_) => Err(self.death(limits, is_over, was_used)),
        }
    }

    /// Returns why the process died.
    fn death(&mut self, limits: Limits, is_over: bool, was_used: bool) -> Death {
        let ended = end(&self.child);
        let reason = match ended {
            _ if is_over => Unreadable::TooSlow { seconds: limits.by_the_clock().as_secs() },
            Some(status) => cause(status, &self.last_words(), limits),
            None => Unreadable::Failed,
        };
        let is_slow = matches!(reason, Unreadable::TooSlow { .. });
        Death { reason, is_tried_again: was_used && !is_slow }
    }

    /// Returns what the process, which is gone, wrote to standard error.
    fn last_words(&self) -> String {
        let mut words = Vec::new();
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(errors) = child.stderr.take() {
            drop(errors.take(LAST_WORDS).read_to_end(&mut words));
        }
        String::from_utf8_lossy(&words).into_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&self.child);
    }
}

/// Ends a process, and returns how it ended; `None` if it cannot be ended.
fn end(child: &Mutex<Child>) -> Option<ExitStatus> {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // Does nothing to one that has ended.
    drop(child.kill());
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => thread::sleep(Duration::from_millis(2)),
            Err(_) => return None,
        }
    }
    None
}

/// Returns the reason that a process ended with `status`, after the `last_words` of Rust's own
/// runtime.
fn cause(status: ExitStatus, last_words: &str, limits: Limits) -> Unreadable {
    if last_words.contains("memory allocation") || is_killed_by_system(status) {
        return Unreadable::TooMuchMemory { most: limits.memory };
    }
    if is_out_of_time(status) {
        return Unreadable::TooSlow { seconds: limits.seconds };
    }
    Unreadable::Failed
}

/// Returns whether the limit on processor time ended the process.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

/// Returns whether the system ended the process, as it does if the memory of the machine is full.
#[cfg(unix)]
fn is_killed_by_system(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::KILL.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}

#[cfg(not(unix))]
fn is_killed_by_system(_status: ExitStatus) -> bool {
    false
}
