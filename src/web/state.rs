//! What all requests share: the index, who is answered, the limits.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::access::Access;
use super::held::Keeper;
use super::work::Work;
use crate::error::Result;
use crate::index::IndexReader;

/// How a server answers.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who is answered.
    pub access: Access,
    /// The address that is listened on.
    pub address: IpAddr,
    /// Names under which the server may be asked, beside `localhost` and its address.
    pub hosts: Vec<String>,
    /// How much is done at once, and for how long.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            access: Access::default(),
            address: Ipv4Addr::LOCALHOST.into(),
            hosts: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// How much is done at once, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a request may wait and search: a warm search takes some milliseconds, so that one
    /// that takes longer than this stands in a queue that does not get shorter.
    pub time: Duration,
    /// How many search at once: one on each core; more would only take turns.
    pub running: usize,
    /// How many wait for their turn: 64 for each core. To wait costs next to nothing, and at some
    /// milliseconds for each search the last of them is answered within a second.
    pub waiting: usize,
    /// How many tables of all hits are written at once. They are sent as fast as the one who asked
    /// takes them, and must not keep searches waiting.
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

/// What all requests share; a copy is the same one.
#[derive(Clone)]
pub struct State {
    inner: Arc<Inner>,
}

struct Inner {
    keeper: Arc<Keeper>,
    work: Work,
    access: Access,
    hosts: Vec<String>,
    address: IpAddr,
    began: String,
    warn: Warn,
}

/// Takes sentences for the one who runs the server.
pub(super) type Warn = Arc<dyn Fn(&str) + Send + Sync>;

impl State {
    /// Returns the state of a server over an index. `warn` gets a sentence for everything that the
    /// one who runs the server should know, from whatever thread.
    ///
    /// # Errors
    ///
    /// Fails where the ledger of the index is damaged.
    pub fn new(
        reader: IndexReader,
        options: Options,
        warn: impl Fn(&str) + Send + Sync + 'static,
    ) -> Result<Self> {
        let warn: Warn = Arc::new(warn);
        let Options { access, address, hosts, limits } = options;
        let keeper = Arc::new(Keeper::new(reader, warn.clone())?);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let began = since.as_nanos().to_string();
        let work = Work::new(limits);
        let inner = Inner { keeper, work, access, hosts, address, began, warn };
        Ok(Self { inner: Arc::new(inner) })
    }

    pub(super) fn keeper(&self) -> &Arc<Keeper> {
        &self.inner.keeper
    }

    pub(super) fn work(&self) -> &Work {
        &self.inner.work
    }

    pub(super) fn access(&self) -> &Access {
        &self.inner.access
    }

    /// Returns the names under which the server may be asked, beside `localhost` and addresses.
    pub(super) fn hosts(&self) -> &[String] {
        &self.inner.hosts
    }

    /// Returns the address that is listened on.
    pub(super) fn address(&self) -> IpAddr {
        self.inner.address
    }

    /// Returns when the server began: another program may answer the same question otherwise.
    pub(super) fn began(&self) -> &str {
        &self.inner.began
    }

    /// Tells the one who runs the server.
    pub(super) fn warn(&self, text: &str) {
        (self.inner.warn)(text);
    }

    pub(super) fn warner(&self) -> Warn {
        self.inner.warn.clone()
    }
}
