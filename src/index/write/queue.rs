//! A queue from one thread to several, bounded by the number and the bytes of what waits in it.
//!
//! A channel bounds the number only, and texts are of any size. Nobody waits for a thread that has
//! ended: whoever fails closes the queue, which wakes all others.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The most items that wait. With reports of the usual size that is two or three megabytes.
pub(super) const MAX_WAITING: usize = 100;

/// The most bytes that wait, unless it is a single item: as much as the text of the largest report
/// that is read, and as much as is read ahead.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// A queue from one thread to several.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    /// What waits, with the bytes counted for it.
    waiting: VecDeque<(T, usize)>,
    bytes: usize,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// More may come.
    Open,
    /// No more come; what waits is still taken.
    Complete,
    /// Nothing is added or taken any more.
    Closed,
}

impl<T> State<T> {
    fn has_room(&self, bytes: usize) -> bool {
        let is_within =
            self.waiting.len() < MAX_WAITING && self.bytes.saturating_add(bytes) <= MAX_BYTES;
        self.waiting.is_empty() || is_within
    }
}

impl<T> Queue<T> {
    /// Returns an empty queue.
    pub(super) fn new() -> Self {
        let state = State { waiting: VecDeque::new(), bytes: 0, stage: Stage::Open };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `is_met`.
    fn wait(&self, is_met: impl Fn(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        let state = self.changed.wait_while(self.state(), |state| !is_met(state));
        state.unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether an item of so many bytes would have to wait for room.
    pub(super) fn is_full(&self, bytes: usize) -> bool {
        !self.state().has_room(bytes)
    }

    /// Adds an item of so many bytes; waits for room. Returns whether it was added: it is not once the
    /// queue is closed.
    pub(super) fn push(&self, item: T, bytes: usize) -> bool {
        let mut state = self.wait(|state| state.stage == Stage::Closed || state.has_room(bytes));
        if state.stage == Stage::Closed {
            return false;
        }
        state.bytes += bytes;
        state.waiting.push_back((item, bytes));
        self.changed.notify_all();
        true
    }

    /// Waits for the item that was added first; `None` if no more come.
    pub(super) fn pop(&self) -> Option<T> {
        let mut state = self.wait(|state| state.stage != Stage::Open || !state.waiting.is_empty());
        let (item, bytes) = state.waiting.pop_front()?;
        state.bytes -= bytes;
        self.changed.notify_all();
        Some(item)
    }

    /// Says that no more items come.
    pub(super) fn complete(&self) {
        let mut state = self.state();
        if state.stage == Stage::Open {
            state.stage = Stage::Complete;
        }
        self.changed.notify_all();
    }

    /// Drops what waits and ends every wait, after a failure.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.waiting.clear();
        state.bytes = 0;
        state.stage = Stage::Closed;
        self.changed.notify_all();
    }

    /// Returns whether the queue was closed.
    pub(super) fn is_closed(&self) -> bool {
        self.state().stage == Stage::Closed
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;

    /// Long enough for a thread that does not wait to get on.
    const A_WHILE: Duration = Duration::from_millis(50);

    #[test]
    fn a_queue_is_full_by_number_or_by_bytes_and_takes_one_item_of_any_size() {
        let many = [0; MAX_WAITING];
        for (waiting, bytes, is_full) in [
            (&[][..], 0, false),
            (&[], MAX_BYTES + 1, false),
            (&[], usize::MAX, false),
            (&[1], MAX_BYTES - 1, false),
            (&[1], MAX_BYTES, true),
            (&[1], usize::MAX, true),
            (&[MAX_BYTES], 0, false),
            (&[MAX_BYTES], 1, true),
            (&[MAX_BYTES * 2], 0, true),
            (&[MAX_BYTES / 2, MAX_BYTES / 2], 1, true),
            (&many[1..], 0, false),
            (&many, 0, true),
        ] {
            let queue = Queue::new();
            assert!(waiting.iter().all(|&bytes| queue.push((), bytes)));
            assert_eq!(queue.is_full(bytes), is_full, "{waiting:?} {bytes}");
        }
    }

    #[test]
    fn what_is_more_than_the_bound_waits_for_room() {
        let queue = Queue::new();
        let is_added = AtomicBool::new(false);
        assert!(queue.push(0, MAX_BYTES - 10) && queue.push(1, 10));
        thread::scope(|scope| {
            scope.spawn(|| is_added.store(queue.push(2, MAX_BYTES - 10), Ordering::SeqCst));
            thread::sleep(A_WHILE);
            assert!(!is_added.load(Ordering::SeqCst));
            assert_eq!(queue.pop(), Some(0));
        });
        assert!(is_added.load(Ordering::SeqCst));
        assert_eq!((queue.pop(), queue.pop()), (Some(1), Some(2)));
    }

    #[test]
    fn closing_ends_every_wait_and_drops_what_waits() {
        let (full, empty) = (Queue::new(), Queue::<u8>::new());
        assert!(full.push(0, MAX_BYTES));
        thread::scope(|scope| {
            let pushing = scope.spawn(|| full.push(1, 1));
            let popping = [(); 3].map(|()| scope.spawn(|| empty.pop()));
            thread::sleep(A_WHILE);
            assert!(!pushing.is_finished() && popping.iter().all(|it| !it.is_finished()));
            full.close();
            empty.close();
            assert!(!pushing.join().unwrap());
            assert!(popping.into_iter().all(|it| it.join().unwrap().is_none()));
        });
        full.complete();
        assert!(full.is_closed() && full.pop().is_none() && !full.push(2, 0));
    }

    #[test]
    fn each_item_is_taken_once_in_order_by_however_many_threads() {
        let sizes = [0, 1, MAX_BYTES / 3, MAX_BYTES / 2, MAX_BYTES, MAX_BYTES * 2];
        for threads in [1, 4] {
            let queue = Queue::new();
            let mut is_bounded = true;
            let taken = thread::scope(|scope| {
                let take = || std::iter::from_fn(|| queue.pop()).collect::<Vec<_>>();
                let takers: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
                for item in 0..2_000 {
                    is_bounded &= queue.push(item, sizes[item % sizes.len()]);
                    let state = queue.state();
                    is_bounded &= state.waiting.len() <= MAX_WAITING;
                    is_bounded &= state.bytes <= MAX_BYTES || state.waiting.len() == 1;
                }
                queue.complete();
                takers.into_iter().map(|taker| taker.join().unwrap()).collect::<Vec<_>>()
            });
            assert!(is_bounded);
            assert!(taken.iter().all(|items| items.is_sorted()));
            let mut all = taken.concat();
            all.sort_unstable();
            assert_eq!(all, (0..2_000).collect::<Vec<_>>());
        }
    }
}
