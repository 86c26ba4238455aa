//! Searches on threads of their own, with a limit on time and on how many there are at once.
//!
//! A search cannot be stopped. Where the one who asked has gone, or has waited too long, it runs to
//! its end and keeps its turn until then: what is given up still counts.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

use super::problem::Problem;
use super::state::{Limits, State};

/// What is being done, and what waits.
pub(super) struct Work {
    limits: Limits,
    all: Arc<Semaphore>,
    running: Arc<Semaphore>,
    streams: Arc<Semaphore>,
}

/// The right to search; it ends with the value.
pub(super) struct Turn {
    _one_of_all: OwnedSemaphorePermit,
    _one_of_running: OwnedSemaphorePermit,
}

impl Work {
    pub(super) fn new(limits: Limits) -> Self {
        let slots = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        Self {
            limits,
            all: slots(limits.running.saturating_add(limits.waiting)),
            running: slots(limits.running),
            streams: slots(limits.streams),
        }
    }

    /// Returns how long a request may take.
    pub(super) fn time(&self) -> Duration {
        self.limits.time
    }

    /// Waits for a turn to search.
    ///
    /// # Errors
    ///
    /// Fails at once where too many wait already.
    async fn turn(&self) -> Result<Turn, Problem> {
        let one_of_all = self.all.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
        let one_of_running = self.running.clone().acquire_owned().await;
        let one_of_running = one_of_running.map_err(|_| Problem::busy())?;
        Ok(Turn { _one_of_all: one_of_all, _one_of_running: one_of_running })
    }

    /// Takes a place among those who write all hits.
    ///
    /// # Errors
    ///
    /// Fails where too many do already.
    pub(super) fn stream(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())
    }

    /// Runs `job` when it is its turn, and returns what it returns.
    ///
    /// # Errors
    ///
    /// Fails where too many wait, where it takes too long, and where `job` panics.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        state: &State,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        self.begin(|turn| async move {
            let done = spawn_blocking(move || {
                let result = job();
                drop(turn);
                result
            });
            done.await.map_err(|error| failed(state, error))
        })
        .await
    }

    /// Calls `begin` with a turn when there is one, and waits for what it gives.
    ///
    /// # Errors
    ///
    /// Fails where too many wait, where it takes too long, and as `begin` does.
    pub(super) async fn begin<T, F: Future<Output = Result<T, Problem>>>(
        &self,
        begin: impl FnOnce(Turn) -> F,
    ) -> Result<T, Problem> {
        let all = timeout(self.limits.time, async { begin(self.turn().await?).await });
        all.await.unwrap_or_else(|_| Err(Problem::too_slow(self.limits.time.as_secs())))
    }
}

/// Tells of a job that panicked.
pub(super) fn failed(state: &State, error: JoinError) -> Problem {
    let payload = error.try_into_panic().unwrap_or_else(|_| Box::new("it was stopped"));
    let text = payload.downcast_ref::<&str>().copied().map(str::to_owned);
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
    state.warn(&format!("the program failed over a request: {text}"));
    Problem::bug()
}
