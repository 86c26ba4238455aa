//! Many files at a time: read in any order, taken in theirs.
//!
//! One slow file does not keep the others waiting: they are read ahead of it, as far as there is
//! room.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::error::Result;

/// The most files, and the most bytes of files and texts, that are read ahead: enough to keep all
/// cores busy while one file takes its time, and little enough to stay in memory next to the index.
/// A file is begun while there is room for a byte, and texts are counted once they are read, so each
/// thread may go beyond by the one that it reads.
const MOST_FILES: usize = 2_000;
const MOST_BYTES: u64 = 64 << 20;

/// Reads `jobs` in `threads` threads with `read`, and hands each with its outcome to `take`, in the
/// order of the jobs.
///
/// `job_size` and `outcome_size` are the bytes that they have in memory. Jobs are made one at a time,
/// when there is room.
///
/// # Errors
///
/// Fails if `take` fails; no more jobs are begun then.
pub(super) fn read_in_order<J: Send, O: Send>(
    jobs: impl Iterator<Item = J> + Send,
    threads: usize,
    sizes: Sizes<J, O>,
    read: impl Fn(&J) -> O + Sync,
    mut take: impl FnMut(J, O) -> Result<()>,
) -> Result<()> {
    let queue = Queue {
        jobs: Mutex::new(jobs),
        state: Mutex::new(State {
            done: BTreeMap::new(),
            begun: 0,
            taken: 0,
            bytes: 0,
            working: threads.max(1),
            is_stopped: false,
        }),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                // Also if reading panics, so that nobody waits for it.
                let _leaving = Leaving(&queue);
                queue.work(sizes, &read);
            });
        }
        let _stopping = Stopping(&queue);
        while let Some((job, outcome)) = queue.next_done() {
            take(job, outcome)?;
        }
        Ok(())
    })
}

/// The jobs, and those of them that are done and not taken yet.
struct Queue<I, J, O> {
    /// Locked while a job is made, so that they are begun in order.
    jobs: Mutex<I>,
    state: Mutex<State<J, O>>,
    changed: Condvar,
}

struct State<J, O> {
    /// What is done, by number, with the bytes counted for it.
    done: BTreeMap<u64, (J, O, u64)>,
    begun: u64,
    taken: u64,
    /// The bytes counted for what was begun and is not taken.
    bytes: u64,
    /// The number of threads that may still begin a job.
    working: usize,
    is_stopped: bool,
}

impl<J, O> State<J, O> {
    fn has_room(&self) -> bool {
        let ahead = self.begun - self.taken;
        ahead == 0 || (ahead < MOST_FILES as u64 && self.bytes < MOST_BYTES)
    }
}

impl<I: Iterator<Item = J>, J, O> Queue<I, J, O> {
    fn state(&self) -> MutexGuard<'_, State<J, O>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `is_met`.
    fn wait(&self, is_met: impl Fn(&State<J, O>) -> bool) -> MutexGuard<'_, State<J, O>> {
        let state = self.changed.wait_while(self.state(), |state| !is_met(state));
        state.unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads until there is nothing more to read.
    fn work(&self, (job_size, outcome_size): Sizes<J, O>, read: &impl Fn(&J) -> O) {
        while let Some((number, job)) = self.begin(job_size) {
            let outcome = read(&job);
            let mut state = self.state();
            let more = outcome_size(&outcome);
            state.bytes += more;
            let bytes = job_size(&job) + more;
            state.done.insert(number, (job, outcome, bytes));
            self.changed.notify_all();
        }
    }

    /// Makes the next job, as soon as there is room for it.
    fn begin(&self, job_size: fn(&J) -> u64) -> Option<(u64, J)> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if self.wait(|state| state.is_stopped || state.has_room()).is_stopped {
            return None;
        }
        let job = jobs.next()?;
        let mut state = self.state();
        let number = state.begun;
        state.begun += 1;
        state.bytes += job_size(&job);
        Some((number, job))
    }

    /// Waits for the next job to be done; `None` if there is none, or a thread panicked.
    fn next_done(&self) -> Option<(J, O)> {
        let is_done = |state: &State<J, O>| {
            state.done.contains_key(&state.taken) || state.is_stopped || state.working == 0
        };
        let mut state = self.wait(is_done);
        let number = state.taken;
        let (job, outcome, bytes) = state.done.remove(&number)?;
        state.taken += 1;
        state.bytes -= bytes;
        self.changed.notify_all();
        Some((job, outcome))
    }
}

/// How many bytes a job and an outcome have in memory.
type Sizes<J, O> = (fn(&J) -> u64, fn(&O) -> u64);

/// A thread that works; dropped when it stops.
struct Leaving<'a, I: Iterator<Item = J>, J, O>(&'a Queue<I, J, O>);

impl<I: Iterator<Item = J>, J, O> Drop for Leaving<'_, I, J, O> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.working -= 1;
        state.is_stopped |= thread::panicking();
        self.0.changed.notify_all();
    }
}

/// The thread that takes; dropped when it stops.
struct Stopping<'a, I: Iterator<Item = J>, J, O>(&'a Queue<I, J, O>);

impl<I: Iterator<Item = J>, J, O> Drop for Stopping<'_, I, J, O> {
    fn drop(&mut self) {
        self.0.state().is_stopped = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::error::Error;

    const SIZES: Sizes<usize, usize> = (|_| 1, |_| 1);

    #[test]
    fn outcomes_come_in_the_order_of_the_jobs() {
        for (count, threads) in [(0, 2), (1, 8), (100, 1), (5_000, 4)] {
            let mut taken = Vec::new();
            let read = |job: &usize| {
                if job.is_multiple_of(7) {
                    thread::yield_now();
                }
                job * 2
            };
            read_in_order(0..count, threads, SIZES, read, |job, outcome| {
                assert_eq!(outcome, job * 2);
                taken.push(job);
                Ok(())
            })
            .unwrap();
            assert_eq!(taken, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn others_are_read_while_one_is_slow_as_far_as_there_is_room() {
        let others = AtomicUsize::new(0);
        let read = |job: &usize| {
            if *job == 0 {
                // Ends only after the others were read.
                while others.load(Ordering::SeqCst) < 100 {
                    thread::sleep(Duration::from_millis(1));
                }
                return others.load(Ordering::SeqCst);
            }
            others.fetch_add(1, Ordering::SeqCst)
        };
        let size: fn(&usize) -> u64 = |_| MOST_BYTES / 100;
        let mut ahead = 0;
        read_in_order(0..1_000, 2, (size, |_| 0), read, |job, outcome| {
            if job == 0 {
                ahead = outcome;
            }
            Ok(())
        })
        .unwrap();
        assert!((100..=101).contains(&ahead), "{ahead}");
    }

    #[test]
    fn texts_that_wait_take_room_too() {
        let read_ahead = AtomicUsize::new(0);
        let read = |job: &usize| {
            if *job > 0 {
                return read_ahead.fetch_add(1, Ordering::SeqCst);
            }
            // Ends only after as many were read as there is room for, and a thread that does not wait
            // would have read more.
            while read_ahead.load(Ordering::SeqCst) < 4 {
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(Duration::from_millis(50));
            read_ahead.load(Ordering::SeqCst)
        };
        // Each text is a quarter of what may wait.
        let size: fn(&usize) -> u64 = |_| MOST_BYTES / 4;
        let mut taken = Vec::new();
        read_in_order(0..100, 2, (|_| 0, size), read, |job, outcome| {
            taken.push(job);
            if job == 0 {
                assert_eq!(outcome, 4);
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(taken, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_ends_it_and_so_does_a_panic() {
        let fail = |job: usize, _| if job < 3 { Ok(()) } else { Err(Error::NothingToIndex) };
        let endless = read_in_order(0.., 4, SIZES, |job| *job, fail);
        assert!(matches!(endless, Err(Error::NothingToIndex)));
        let panics = std::panic::catch_unwind(|| {
            let read = |job: &usize| {
                assert!(*job < 5, "a reader tripped");
                *job
            };
            read_in_order(0..100, 4, SIZES, read, |_, _| Ok(()))
        });
        assert!(panics.is_err());
    }
}
