//! How much is done at once, and for how long.
//!
//! A search cannot be interrupted. If its client has gone or has waited too long, it runs to its end
//! and keeps its permit until then, so that abandoned work still counts.
//!
//! Requests wait in two queues: a question that may take seconds never stands before one that takes
//! milliseconds. What was answered and not yet read has one bound for the whole server.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

use super::problem::Problem;
use super::room::Room;
use super::warn::Warn;

/// How much a server does at once, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most connections at once; one more closes the one that has been idle longest. Systems let a
    /// process open some thousand files, and the index needs some of them.
    pub connections: usize,
    /// How long a client may take to read a piece of an answer.
    pub stalled: Duration,
    /// How long a request may wait and search. A warm search takes a few milliseconds, so one that
    /// takes longer than this is in a queue that does not get shorter.
    pub time: Duration,
    /// The number of searches at once: one for each core; more would only take turns.
    pub running: usize,
    /// The number of costly requests at once, in addition: half of the cores, so that searches have
    /// the others.
    pub costly: usize,
    /// The number of requests that wait for a permit in each queue: 64 for each core. Waiting costs
    /// next to nothing, and at a few milliseconds for each search the last is answered within a
    /// second.
    pub waiting: usize,
    /// The number of tables that are sent at once. They are sent as fast as the client reads them,
    /// and must not keep searches waiting.
    pub streams: usize,
    /// The bytes of memory for all answers together that their clients have not read yet.
    pub unread: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self {
            connections: 512,
            stalled: Duration::from_secs(30),
            time: Duration::from_secs(10),
            running: cores,
            costly: cores.div_ceil(2),
            waiting: 64 * cores,
            streams: 4 * cores,
            unread: 256 << 20,
        }
    }
}

impl Limits {
    /// Returns the share of a queue in the room for answers. Each has its own, so that no short answer
    /// waits for a long one to be read.
    fn unread_of_a_queue(&self) -> usize {
        self.unread / 2
    }
}

/// What a request costs, estimated before it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Cost {
    /// Milliseconds.
    Cheap,
    /// Seconds, in a large index.
    Costly,
}

/// Requests that wait for each other, for a permit and then for room for their answers.
struct Queue {
    admitted: Arc<Semaphore>,
    running: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

/// Keeps the limits: gives permits and turns requests away.
pub(in crate::web) struct Limiter {
    limits: Limits,
    cheap: Queue,
    costly: Queue,
    streams: Arc<Semaphore>,
    warn: Warn,
}

/// The right to search, until it is dropped.
pub(in crate::web) struct Permit {
    _admitted: OwnedSemaphorePermit,
    _running: OwnedSemaphorePermit,
}

impl Queue {
    fn new(running: usize, limits: &Limits) -> Self {
        Self {
            admitted: slots(running.saturating_add(limits.waiting)),
            running: slots(running),
            room: slots(Room::units(limits.unread_of_a_queue())),
        }
    }
}

/// Returns a semaphore with so many permits.
fn slots(count: usize) -> Arc<Semaphore> {
    Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)))
}

impl Limiter {
    pub(in crate::web) fn new(limits: Limits, warn: Warn) -> Self {
        Self {
            limits,
            cheap: Queue::new(limits.running, &limits),
            costly: Queue::new(limits.costly, &limits),
            streams: slots(limits.streams),
            warn,
        }
    }

    /// Returns how many connections there may be.
    pub(in crate::web) fn connections(&self) -> usize {
        self.limits.connections
    }

    /// Returns how long a client may take to read a piece of an answer.
    pub(in crate::web) fn stalled(&self) -> Duration {
        self.limits.stalled
    }

    /// Returns how long a request may take.
    pub(in crate::web) fn time(&self) -> Duration {
        self.limits.time
    }

    fn queue(&self, cost: Cost) -> &Queue {
        match cost {
            Cost::Cheap => &self.cheap,
            Cost::Costly => &self.costly,
        }
    }

    /// Waits for a permit to search.
    ///
    /// # Errors
    ///
    /// Fails at once if too many requests wait already.
    pub(in crate::web) async fn permit(&self, cost: Cost) -> Result<Permit, Problem> {
        let Queue { admitted, running, .. } = self.queue(cost);
        let admitted = admitted.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
        let running = running.clone().acquire_owned().await.map_err(|_| Problem::busy())?;
        Ok(Permit { _admitted: admitted, _running: running })
    }

    /// Waits for a place among the tables that are sent.
    ///
    /// # Errors
    ///
    /// Fails if the server ends.
    pub(in crate::web) async fn stream_place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.streams.clone().acquire_owned().await.map_err(|_| Problem::busy())
    }

    /// Waits for room for so many bytes that are not read yet. An answer that is larger than all the
    /// room of its queue gets all of it.
    ///
    /// # Errors
    ///
    /// Fails if the server ends.
    pub(in crate::web) async fn room(&self, cost: Cost, bytes: usize) -> Result<Room, Problem> {
        let units = Room::units(bytes.min(self.limits.unread_of_a_queue()));
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        let permit = self.queue(cost).room.clone().acquire_many_owned(units).await;
        permit.map(Room::new).map_err(|_| Problem::busy())
    }

    /// Runs `job` on a thread that may block, once there is a permit, and returns its result with the
    /// permit. If the client does not wait for it, the permit is kept until the job ends.
    ///
    /// # Errors
    ///
    /// Fails if too many requests wait, and if `job` panics.
    pub(in crate::web) async fn run<T: Send + 'static>(
        &self,
        cost: Cost,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<(T, Permit), Problem> {
        let permit = self.permit(cost).await?;
        let done = spawn_blocking(move || (job(), permit));
        done.await.map_err(|error| self.panicked(error))
    }

    /// Waits for an answer, as long as a request may take.
    ///
    /// # Errors
    ///
    /// Fails if it takes longer, and if the answer fails.
    pub(in crate::web) async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let answered = timeout(self.limits.time, answer).await;
        answered.unwrap_or_else(|_| Err(Problem::too_slow(self.limits.time.as_secs())))
    }

    /// Reports a job that panicked.
    fn panicked(&self, error: JoinError) -> Problem {
        let payload = error.try_into_panic().unwrap_or_else(|_| Box::new("it was cancelled"));
        let text = payload.downcast_ref::<&str>().copied().map(str::to_owned);
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        let text = text.unwrap_or_else(|| "the panic has no message".to_owned());
        self.warn.say_in(
            format!("the program failed over a request: {text}"),
            format!("程序处理一个请求时出错：{text}"),
        );
        Problem::bug()
    }
}
