//! Ends processes whose time is over.

use std::collections::BTreeMap;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The time between two looks at the clock.
const PAUSE: Duration = Duration::from_millis(250);

/// A thread that ends processes whose time is over.
pub(super) struct Watch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    closing: Condvar,
}

#[derive(Default)]
struct State {
    watched: BTreeMap<u64, Watched>,
    next: u64,
    is_closed: bool,
}

struct Watched {
    until: Instant,
    child: Arc<Mutex<Child>>,
    is_over: bool,
}

impl Watched {
    fn end(&mut self) {
        self.is_over = true;
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        drop(child.kill());
    }
}

impl Watch {
    /// Starts watching.
    pub(super) fn new() -> Self {
        let shared = Arc::new(Shared::default());
        let watching = Arc::clone(&shared);
        // Without this thread a process that hangs is not ended; its other limits hold.
        let thread = thread::Builder::new().spawn(move || watching.run()).ok();
        Self { shared, thread }
    }

    /// Ends all processes that something waits for.
    pub(super) fn end_all(&self) {
        for watched in self.shared.state().watched.values_mut() {
            watched.end();
        }
    }

    /// Runs `wait`, and ends `child` if that takes longer than `limit`. Returns what it returns and
    /// whether the child was ended.
    pub(super) fn limit<T>(
        &self,
        child: &Arc<Mutex<Child>>,
        limit: Duration,
        wait: impl FnOnce() -> T,
    ) -> (T, bool) {
        let number = {
            let mut state = self.shared.state();
            let number = state.next;
            state.next += 1;
            let (until, child) = (Instant::now() + limit, Arc::clone(child));
            state.watched.insert(number, Watched { until, child, is_over: false });
            number
        };
        let waited = wait();
        let watched = self.shared.state().watched.remove(&number);
        (waited, watched.is_some_and(|watched| watched.is_over))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.state().is_closed = true;
        self.shared.closing.notify_all();
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        while !state.is_closed {
            let now = Instant::now();
            for watched in state.watched.values_mut().filter(|it| !it.is_over && it.until <= now) {
                watched.end();
            }
            let waited = self.closing.wait_timeout(state, PAUSE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
