//! How long a question takes, of an index in a cluster and of one on disk.

use std::fmt;
use std::time::Duration;

use crate::questions::Question;
use crate::serve::share;

/// No question is repeated for longer than this.
const ENOUGH: Duration = Duration::from_secs(1);

/// The times of one question, in order.
pub(crate) struct Row {
    /// What the question represents.
    pub(crate) what: &'static str,
    /// Its query.
    pub(crate) query: String,
    /// Those of a server that has not been asked before, and again.
    pub(crate) served: Option<[Times; 2]>,
    /// Those of a whole process.
    pub(crate) run: Times,
}

/// The times of both indices.
#[derive(Default)]
pub(crate) struct Times {
    pub(crate) cluster: Vec<Duration>,
    pub(crate) local: Vec<Duration>,
}

impl Row {
    /// Returns the row of one question, or of several that are of one kind.
    pub(crate) fn new(questions: &[Question]) -> Self {
        let (what, query) = match questions {
            [only] => (only.what, only.query.clone()),
            all => (all.first().map_or("", |it| it.what), format!("{} of them", all.len())),
        };
        let is_served = questions.iter().any(|question| question.address.is_some());
        let served = is_served.then(Default::default);
        Self { what, query, served, run: Times::default() }
    }

    /// Returns it with its times in order.
    pub(crate) fn sorted(mut self) -> Self {
        for times in self.served.iter_mut().flatten().chain([&mut self.run]) {
            times.cluster.sort_unstable();
            times.local.sort_unstable();
        }
        self
    }
}

impl Times {
    /// Returns whether the question was asked for long enough.
    pub(crate) fn is_enough(&self) -> bool {
        self.cluster.iter().sum::<Duration>() > ENOUGH
    }
}

impl fmt::Display for Times {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |times: &[Duration], of| share(times, of).as_secs_f64() * 1e3;
        let [p50, p95] = [50, 95].map(|of| milliseconds(&self.cluster, of));
        let [local50, local95] = [50, 95].map(|of| milliseconds(&self.local, of));
        let times = p50 / local50;
        write!(out, "{p50:>8.1} {p95:>8.1} {local50:>8.1} {local95:>8.1} {times:>7.1}")
    }
}
