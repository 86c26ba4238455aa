//! How much memory and time one file may take.
//!
//! A process that reads sets the limits on itself, as limits on its address space and its processor
//! time. Processor time does not depend on what else the machine does, so that a file is read or
//! given up alike in every run. On systems without such limits (Windows; macOS has none on memory)
//! only the time by the clock is limited, by the process that asks.

use std::time::Duration;

/// The memory of a process that reads, in bytes. Of 23,136 files of other projects none needed a
/// quarter of it; the program itself, its tables and the stack take 0.1 GB.
const MEMORY: u64 = 1 << 30;

/// The memory in addition for each byte of a file: the file itself, what its streams expand to, and
/// a copy while one of them grows.
const MEMORY_EACH: u64 = 4;

/// The seconds of processor time. The slowest known report takes a twentieth of a second.
const SECONDS: u64 = 5;

/// The bytes of a file for which there is another second: an eighth of the speed of the slowest
/// format.
const BYTES_A_SECOND: u64 = 2 << 20;

/// The most seconds, whatever the size of the file.
const MOST_SECONDS: u64 = 60;

/// How many times the processor time a file may take by the clock, while others keep the processors
/// busy, and the seconds in addition for a slow disk.
const WAITING: u64 = 8;
const DISK_SECONDS: u64 = 30;

/// The limits on reading one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// The memory of the process in bytes.
    pub(super) memory: u64,
    /// The processor time in seconds.
    pub(super) seconds: u64,
}

impl Limits {
    /// Returns the limits for a file of `size` bytes.
    pub(super) fn for_size(size: u64) -> Self {
        let size = size.min(crate::extract::LARGEST_FILE as u64);
        Self {
            memory: MEMORY + MEMORY_EACH * size,
            seconds: (SECONDS + size / BYTES_A_SECOND).min(MOST_SECONDS),
        }
    }

    /// Returns the time by the clock after which reading is given up.
    pub(super) fn by_the_clock(self) -> Duration {
        Duration::from_secs(self.seconds * WAITING + DISK_SECONDS)
    }

    /// Sets the limits on this process for the file that it reads next.
    #[cfg(unix)]
    pub(super) fn set(self) {
        use rustix::process::Resource;
        let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        let used = u64::try_from(now.tv_sec).unwrap_or(0);
        lower(Resource::As, self.memory);
        // The second that has begun does not count.
        lower(Resource::Cpu, used + self.seconds + 1);
        // A process that dies leaves no image of its memory behind.
        lower(Resource::Core, 0);
    }

    /// There are no such limits here.
    #[cfg(not(unix))]
    pub(super) fn set(self) {}
}

/// Sets a limit that can be raised again, up to what the user allows. A system that refuses it has
/// none.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, to: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(resource).maximum;
    let current = Some(maximum.map_or(to, |maximum| maximum.min(to)));
    let _ = setrlimit(resource, Rlimit { current, maximum });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_grow_with_the_file_up_to_an_end() {
        let table = [
            (0, MEMORY, SECONDS),
            (3_484, MEMORY + 4 * 3_484, SECONDS),
            (64 << 20, MEMORY + (256 << 20), SECONDS + 32),
            (u64::MAX, 2 * MEMORY, MOST_SECONDS),
        ];
        for (size, memory, seconds) in table {
            assert_eq!(Limits::for_size(size), Limits { memory, seconds }, "{size}");
        }
    }
}
