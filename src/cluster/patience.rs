//! How long a request is made again, and when.

use std::time::Duration;

use super::failure::Failure;
use crate::error::ClusterTrouble;

/// How long a request waits for the first byte of an answer, and for the rest of it. Searches take
/// milliseconds, a refresh after a large load some seconds. A cluster notices by itself within 40
/// seconds that one of its nodes hangs, and asks another: beyond a minute it does not answer.
const ANSWER: Duration = Duration::from_secs(60);

/// How long a reader waits at least before another host is asked: the node asked may hang itself.
const SHORTEST_ANSWER: Duration = Duration::from_secs(20);

/// How long a connection takes: a host that drops packets would hold every question for minutes.
pub(super) const CONNECTION: Duration = Duration::from_secs(5);

/// The first pause; each one is twice as long as that before it …
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// … up to this. No part of it is by chance: a few writers do not need it, and runs can be
/// compared.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long someone waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// A reader wants to see an answer, or what is wrong.
    Reader,
    /// An ingest of hours survives that a node is started again.
    Writer,
}

impl Patience {
    /// Returns how long a request waits for an answer, if there are so many hosts. A reader asks all
    /// of them within the same time.
    pub(super) fn answer(self, hosts: usize) -> Duration {
        let hosts = u32::try_from(hosts.max(1)).unwrap_or(u32::MAX);
        match self {
            Self::Reader => (ANSWER / hosts).max(SHORTEST_ANSWER),
            Self::Writer => ANSWER,
        }
    }

    /// Returns how long after its begin a request that failed is made again.
    fn limit(self, trouble: ClusterTrouble, hosts: usize) -> Duration {
        let others = u32::try_from(hosts.saturating_sub(1)).unwrap_or(u32::MAX);
        match (self, trouble) {
            // Each host is asked once: a hanging node costs the whole time for an answer.
            (Self::Reader, ClusterTrouble::Silent) => {
                self.answer(hosts) * others + Duration::from_secs(1)
            }
            // All hosts are asked, and those that are just starting once more.
            (Self::Reader, ClusterTrouble::Unreachable) => {
                CONNECTION * others + Duration::from_secs(2)
            }
            // Electing a manager and starting the copies of shards takes about three seconds.
            (Self::Reader, _) => Duration::from_secs(10),
            (Self::Writer, _) => Duration::from_secs(120),
        }
    }

    /// Returns the pause before the next try; `None` if there is none.
    ///
    /// `tries` failed so far, the last with `failure`, `elapsed` after the begin of the first.
    pub(super) fn pause(
        self,
        failure: &Failure,
        hosts: usize,
        tries: u32,
        elapsed: Duration,
    ) -> Option<Duration> {
        let doubled = FIRST_PAUSE * 2u32.saturating_pow(tries.saturating_sub(1).min(16));
        let pause = doubled.min(LONGEST_PAUSE);
        (failure.passes && elapsed + pause <= self.limit(failure.trouble, hosts)).then_some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the milliseconds of all pauses if every try fails at once, or after `each`.
    fn pauses(
        patience: Patience,
        trouble: ClusterTrouble,
        hosts: usize,
        each: Duration,
    ) -> Vec<u128> {
        let failure = Failure::passing(trouble, "");
        let (mut elapsed, mut all) = (each, Vec::new());
        while let Some(pause) =
            patience.pause(&failure, hosts, u32::try_from(all.len()).unwrap() + 1, elapsed)
        {
            all.push(pause.as_millis());
            elapsed += pause + each;
        }
        all
    }

    #[test]
    fn pauses_grow_and_end() {
        let at_once = Duration::ZERO;
        assert_eq!(
            pauses(Patience::Reader, ClusterTrouble::Busy, 3, at_once),
            [100, 200, 400, 800, 1600, 3200]
        );
        assert_eq!(
            pauses(Patience::Reader, ClusterTrouble::Unreachable, 1, at_once),
            [100, 200, 400, 800]
        );
        assert_eq!(pauses(Patience::Reader, ClusterTrouble::Silent, 1, ANSWER), [0; 0]);
        assert_eq!(pauses(Patience::Reader, ClusterTrouble::Silent, 3, ANSWER / 3), [100, 200]);
        assert_eq!(Patience::Reader.answer(9), Duration::from_secs(20));
        let writer = pauses(Patience::Writer, ClusterTrouble::Busy, 1, at_once);
        assert_eq!(writer.len(), 28);
        assert!(writer.iter().sum::<u128>() <= 120_000, "{writer:?}");
        let stays = Failure::new(ClusterTrouble::Busy, "");
        assert_eq!(Patience::Writer.pause(&stays, 3, 1, at_once), None);
    }
}
