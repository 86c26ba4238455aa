//! What all requests share: the index, who may ask, the limits.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use super::http::access::Access;
use super::http::kept::KeptAnswers;
use super::http::limits::{Limiter, Limits};
use super::http::log::Log;
use super::http::warn::Warn;
use super::snapshot::Reloader;
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::Language;

/// How a server answers.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Who is answered.
    pub access: Access,
    /// The address that is listened on.
    pub address: IpAddr,
    /// Names that the server answers to, in addition to `localhost` and its address.
    pub hosts: Vec<String>,
    /// Whether the files of the reports are offered to everyone; to users of this machine and to those who
    /// know the token they always are.
    pub originals: bool,
    /// How much is done at once, and for how long.
    pub limits: Limits,
    /// The language of what the server says to whoever runs it.
    pub language: Language,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            access: Access::default(),
            address: Ipv4Addr::LOCALHOST.into(),
            hosts: Vec::new(),
            originals: false,
            limits: Limits::default(),
            language: Language::English,
        }
    }
}

/// What all requests share. Cloning it is cheap and shares everything.
#[derive(Clone)]
pub struct ServerState {
    inner: Arc<Inner>,
}

struct Inner {
    reloader: Reloader,
    kept: KeptAnswers,
    limiter: Limiter,
    access: Access,
    hosts: Vec<String>,
    originals: bool,
    address: IpAddr,
    process: String,
    log: OnceLock<Arc<Log>>,
    warn: Warn,
}

impl ServerState {
    /// Returns the state of a server over an index. `warn` gets a sentence for everything that
    /// whoever runs the server should know, from any thread.
    ///
    /// # Errors
    ///
    /// Fails if the ledger of the index is damaged.
    pub fn new(
        reader: IndexReader,
        options: ServerOptions,
        warn: impl Fn(&str) + Send + Sync + 'static,
    ) -> Result<Self> {
        let ServerOptions { access, address, hosts, originals, limits, language } = options;
        let warn = Warn::new(language, warn);
        let reloader = Reloader::new(reader, warn.clone())?;
        let limiter = Limiter::new(limits, warn.clone());
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let process = since.as_nanos().to_string();
        let kept = KeptAnswers::default();
        let log = OnceLock::new();
        let inner = Inner {
            reloader,
            kept,
            limiter,
            access,
            hosts,
            originals,
            address,
            process,
            log,
            warn,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Gives `write` a line of JSON for each request from now on, from any thread: time, client, method,
    /// path, status, bytes and milliseconds; `with_queries` also what was asked, without tokens.
    pub fn log(&self, with_queries: bool, write: impl Fn(&str) + Send + Sync + 'static) {
        // A second log is ignored.
        drop(self.inner.log.set(Arc::new(Log::new(Box::new(write), with_queries))));
    }

    /// Returns the log, if there is one.
    pub(super) fn access_log(&self) -> Option<&Arc<Log>> {
        self.inner.log.get()
    }

    pub(super) fn reloader(&self) -> &Reloader {
        &self.inner.reloader
    }

    /// Returns the answers that are not made again.
    pub(super) fn kept(&self) -> &KeptAnswers {
        &self.inner.kept
    }

    pub(super) fn limiter(&self) -> &Limiter {
        &self.inner.limiter
    }

    pub(super) fn access(&self) -> &Access {
        &self.inner.access
    }

    /// Returns the names that the server answers to, in addition to `localhost` and addresses.
    pub(super) fn hosts(&self) -> &[String] {
        &self.inner.hosts
    }

    /// Returns whether the files of the reports are offered.
    pub(super) fn offers_originals(&self) -> bool {
        self.inner.originals || !matches!(self.access(), Access::Public)
    }

    /// Returns the address that is listened on.
    pub(super) fn address(&self) -> IpAddr {
        self.inner.address
    }

    /// Returns what identifies this run of the server: another version of the program may answer
    /// the same question differently.
    pub(super) fn process(&self) -> &str {
        &self.inner.process
    }

    pub(super) fn warner(&self) -> &Warn {
        &self.inner.warn
    }
}
