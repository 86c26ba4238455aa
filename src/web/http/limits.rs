//! How much is done at once, and for how long.
//!
//! A search cannot be interrupted. If its client has gone or has waited too long, it runs to its end
//! and keeps its permit until then, so that abandoned work still counts.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

use super::problem::Problem;
use super::warn::Warn;

/// How much a server does at once, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a request may wait and search. A warm search takes a few milliseconds, so one that
    /// takes longer than this is in a queue that does not get shorter.
    pub time: Duration,
    /// The number of searches at once: one for each core; more would only take turns.
    pub running: usize,
    /// The number of requests that wait for a permit: 64 for each core. Waiting costs next to
    /// nothing, and at a few milliseconds for each search the last is answered within a second.
    pub waiting: usize,
    /// The number of tables of all hits that are sent at once. They are sent as fast as the client
    /// reads them, and must not keep searches waiting.
    pub streams: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self {
            time: Duration::from_secs(10),
            running: cores,
            waiting: 64 * cores,
            streams: 4 * cores,
        }
    }
}

/// Keeps the limits: gives permits and turns requests away.
pub(in crate::web) struct Limiter {
    limits: Limits,
    admitted: Arc<Semaphore>,
    running: Arc<Semaphore>,
    streams: Arc<Semaphore>,
    warn: Warn,
}

/// The right to search, until it is dropped.
pub(in crate::web) struct Permit {
    _admitted: OwnedSemaphorePermit,
    _running: OwnedSemaphorePermit,
}

impl Limiter {
    pub(in crate::web) fn new(limits: Limits, warn: Warn) -> Self {
        let slots = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        Self {
            limits,
            admitted: slots(limits.running.saturating_add(limits.waiting)),
            running: slots(limits.running),
            streams: slots(limits.streams),
            warn,
        }
    }

    /// Returns how long a request may take.
    pub(in crate::web) fn time(&self) -> Duration {
        self.limits.time
    }

    /// Waits for a permit to search.
    ///
    /// # Errors
    ///
    /// Fails at once if too many requests wait already.
    async fn permit(&self) -> Result<Permit, Problem> {
        let admitted = self.admitted.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
        let running = self.running.clone().acquire_owned().await.map_err(|_| Problem::busy())?;
        Ok(Permit { _admitted: admitted, _running: running })
    }

    /// Returns a permit to send a table of all hits.
    ///
    /// # Errors
    ///
    /// Fails if too many are being sent already.
    pub(in crate::web) fn stream_permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())
    }

    /// Runs `job` on a thread that may block, once there is a permit, and returns its result.
    ///
    /// # Errors
    ///
    /// Fails if too many requests wait, if it takes too long, and if `job` panics.
    pub(in crate::web) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.with_permit(|permit| async move {
            let done = spawn_blocking(move || {
                let result = job();
                drop(permit);
                result
            });
            done.await.map_err(|error| self.panicked(error))
        })
        .await
    }

    /// Calls `begin` with a permit once there is one, and waits for its result.
    ///
    /// # Errors
    ///
    /// Fails if too many requests wait, if it takes too long, and if `begin` fails.
    pub(in crate::web) async fn with_permit<T, F: Future<Output = Result<T, Problem>>>(
        &self,
        begin: impl FnOnce(Permit) -> F,
    ) -> Result<T, Problem> {
        let all = timeout(self.limits.time, async { begin(self.permit().await?).await });
        all.await.unwrap_or_else(|_| Err(Problem::too_slow(self.limits.time.as_secs())))
    }

    /// Reports a job that panicked.
    fn panicked(&self, error: JoinError) -> Problem {
        let payload = error.try_into_panic().unwrap_or_else(|_| Box::new("it was cancelled"));
        let text = payload.downcast_ref::<&str>().copied().map(str::to_owned);
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        let text = text.unwrap_or_else(|| "the panic has no message".to_owned());
        (self.warn)(&format!("the program failed over a request: {text}"));
        Problem::bug()
    }
}
