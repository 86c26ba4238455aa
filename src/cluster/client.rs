//! Requests to a cluster: the host that answers is kept, the next one is asked if it does not, and
//! what passes by itself is asked again.
//!
//! Every request here may be made twice with the same result: documents have ids of their own, and
//! what is compared and set says what it expects.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::{Request, Response, header};
use ureq::tls::TlsConfig;
use ureq::{AsSendBody, Body};

use super::address::Address;
use super::credentials::Credentials;
use super::failure::Failure;
use super::patience::{CONNECTION, Patience};
use crate::error::{ClusterTrouble, Error, Result};

/// The largest answer. A cluster does not take requests above 100 MB; answers here are smaller.
const LARGEST_ANSWER: u64 = 512 << 20;

/// The connections that are kept for each host: more threads do not ask at once.
const IDLE_CONNECTIONS: usize = 16;

/// Asks one cluster.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) address: Address,
    agent: ureq::Agent,
    authorization: Option<String>,
    /// Counts up whenever a host does not answer; the next one is asked then.
    host: AtomicUsize,
    /// The release of the cluster was looked at.
    pub(super) is_checked: OnceLock<()>,
    /// The cluster does not allow scripts in searches.
    pub(super) is_without_scripts: AtomicBool,
    /// Searches of one client ask the same copies of the shards, so that the parts of an answer are
    /// of one state; clients differ, so that all copies have work.
    pub(super) preference: String,
}

/// A request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    pub(super) method: &'static str,
    /// The path below the host, such as `/NAME-sections/_search`.
    pub(super) path: &'a str,
    /// JSON; with a line break at its end if it is a list of lines.
    pub(super) body: &'a [u8],
    /// How long an answer may take.
    pub(super) patience: Patience,
}

impl<'a> Call<'a> {
    /// Reads.
    pub(super) fn get(path: &'a str) -> Self {
        Self { method: "GET", path, body: &[], patience: Patience::Reader }
    }

    /// Asks a question.
    pub(super) fn ask(path: &'a str, body: &'a [u8]) -> Self {
        Self { method: "POST", path, body, patience: Patience::Reader }
    }

    /// Changes something.
    pub(super) fn post(path: &'a str, body: &'a [u8]) -> Self {
        Self { method: "POST", path, body, patience: Patience::Writer }
    }

    /// Writes one thing.
    pub(super) fn put(path: &'a str, body: &'a [u8]) -> Self {
        Self { method: "PUT", path, body, patience: Patience::Writer }
    }
}

/// An answer of any status.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    body: Vec<u8>,
}

impl Reply {
    /// Reads the body of a good answer; a bad status is a failure.
    pub(super) fn read<T: DeserializeOwned>(&self) -> std::result::Result<T, Failure> {
        self.good()?;
        serde_json::from_slice(&self.body).map_err(|error| {
            Failure::new(ClusterTrouble::Refused, format!("its answer cannot be read: {error}"))
        })
    }

    /// Returns the body of a good answer; a bad status is a failure.
    pub(super) fn good(&self) -> std::result::Result<&[u8], Failure> {
        if (200..300).contains(&self.status) {
            return Ok(&self.body);
        }
        Err(Failure::of_status(self.status, &self.error()))
    }

    /// Returns whether a cluster says that a document or its index does not exist. Others than
    /// clusters answer 404 too.
    pub(super) fn is_about_nothing(&self) -> bool {
        #[derive(Deserialize)]
        struct Found {
            found: bool,
        }
        if self.status != 404 {
            return false;
        }
        let is_not_found = serde_json::from_slice::<Found>(&self.body).is_ok_and(|it| !it.found);
        let kind = self.error().get("type").and_then(Value::as_str).map(str::to_owned);
        is_not_found || kind.as_deref() == Some("index_not_found_exception")
    }

    /// Returns the `error` of an answer, or the answer itself if it has none.
    pub(super) fn error(&self) -> Value {
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(mut value) => match value.get_mut("error") {
                Some(error) => error.take(),
                None => Value::Null,
            },
            // A proxy in between answers in HTML.
            Err(_) => Value::String(String::from_utf8_lossy(&self.body).into_owned()),
        }
    }
}

impl Client {
    /// Returns a client; no request is made.
    pub(super) fn new(address: Address, credentials: Credentials) -> Self {
        let tls = TlsConfig::builder().root_certs(credentials.roots).build();
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A proxy of the environment is for the web; a cluster is in the same network.
            .proxy(None)
            .user_agent(concat!("chabao/", env!("CARGO_PKG_VERSION")))
            .accept("application/json")
            .timeout_resolve(Some(CONNECTION))
            .timeout_connect(Some(CONNECTION))
            .max_idle_connections(4 * IDLE_CONNECTIONS)
            .max_idle_connections_per_host(IDLE_CONNECTIONS)
            .tls_config(tls)
            .build()
            .new_agent();
        let since = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |it| it.as_nanos());
        Self {
            address,
            agent,
            authorization: credentials.authorization,
            host: AtomicUsize::new(0),
            is_checked: OnceLock::new(),
            is_without_scripts: AtomicBool::new(false),
            preference: format!("chabao{}{since}", std::process::id()),
        }
    }

    /// Returns the name of one of the three indices: `sections`, `files` or `state`.
    pub(super) fn index(&self, part: &str) -> String {
        format!("{}-{part}", self.address.name)
    }

    /// Makes a request that has to be answered well, and reads the answer.
    pub(super) fn read<T: DeserializeOwned>(
        &self,
        patience: Patience,
        call: Call<'_>,
    ) -> Result<T> {
        self.insist(patience, || self.once(call)?.read())
    }

    /// Tries again while a failure passes and patience lasts.
    pub(super) fn insist<T>(
        &self,
        patience: Patience,
        mut attempt: impl FnMut() -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        let begun = Instant::now();
        let mut tries = 0;
        loop {
            let failure = match attempt() {
                Ok(value) => return Ok(value),
                Err(failure) => failure,
            };
            tries += 1;
            let hosts = self.address.hosts.len();
            let Some(pause) = patience.pause(&failure, hosts, tries, begun.elapsed()) else {
                return Err(self.error(failure, tries));
            };
            thread::sleep(pause);
        }
    }

    /// Returns the error for a failure after some tries.
    pub(super) fn error(&self, failure: Failure, tries: u32) -> Error {
        let reason = match tries {
            0 | 1 => failure.reason,
            _ => format!("{}, after {tries} tries", failure.reason),
        };
        Error::Cluster { address: self.address.written.clone(), trouble: failure.trouble, reason }
    }

    /// Makes a request once. A host that does not answer is not asked first the next time.
    pub(super) fn once(&self, call: Call<'_>) -> std::result::Result<Reply, Failure> {
        let hosts = &self.address.hosts;
        let number = self.host.load(Ordering::Relaxed);
        let host = &hosts[number % hosts.len()];
        let reply = self.send(host, call);
        let is_to_leave = match &reply {
            // Its node is being stopped, or separated from the others.
            Ok(reply) => matches!(reply.status, 502..=504),
            Err(_) => true,
        };
        if is_to_leave {
            // If another thread has left it already, its choice stays.
            let next = number.wrapping_add(1);
            let _ = self.host.compare_exchange(number, next, Ordering::Relaxed, Ordering::Relaxed);
        }
        let wait = call.patience.answer(hosts.len());
        reply.map_err(|error| failure_to_send(host, call, wait, &error))
    }

    fn send(&self, host: &str, call: Call<'_>) -> std::result::Result<Reply, ureq::Error> {
        let uri = format!("{host}{}", call.path);
        let mut request = Request::builder().method(call.method).uri(uri);
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let wait = call.patience.answer(self.address.hosts.len());
        let mut response = if call.body.is_empty() {
            self.run(request.body(())?, wait)?
        } else {
            let is_lines = call.body.ends_with(b"\n");
            let kind = if is_lines { "application/x-ndjson" } else { "application/json" };
            self.run(request.header(header::CONTENT_TYPE, kind).body(call.body)?, wait)?
        };
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec()?;
        Ok(Reply { status, body })
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        wait: Duration,
    ) -> std::result::Result<Response<Body>, ureq::Error> {
        let request = self
            .agent
            .configure_request(request)
            .timeout_send_body(Some(wait))
            .timeout_recv_response(Some(wait))
            .timeout_recv_body(Some(wait))
            .build();
        self.agent.run(request)
    }
}

/// Returns what a request that was not answered is about.
fn failure_to_send(host: &str, call: Call<'_>, wait: Duration, error: &ureq::Error) -> Failure {
    let path = call.path.split('?').next().unwrap_or_default();
    let what = format!("{} {host}{path}", call.method);
    match error {
        ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => Failure::passing(
            ClusterTrouble::Unreachable,
            format!("{what}: no connection within {} s", CONNECTION.as_secs()),
        ),
        ureq::Error::Timeout(_) => Failure::passing(
            ClusterTrouble::Silent,
            format!("{what}: no answer within {} s", wait.as_secs()),
        ),
        ureq::Error::HostNotFound => {
            Failure::passing(ClusterTrouble::Unreachable, format!("{what}: no such host"))
        }
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => {
            Failure::new(ClusterTrouble::Tls, format!("{what}: {error}"))
        }
        ureq::Error::Io(cause) => {
            // rustls hands its errors on as those of reading and writing.
            if cause.kind() == std::io::ErrorKind::InvalidData {
                return Failure::new(ClusterTrouble::Tls, format!("{what}: {cause}"));
            }
            Failure::passing(ClusterTrouble::Unreachable, format!("{what}: {}", in_words(cause)))
        }
        ureq::Error::ConnectionFailed => {
            Failure::passing(ClusterTrouble::Unreachable, format!("{what}: no connection"))
        }
        // What answers speaks TLS, or something else.
        ureq::Error::Protocol(cause) => {
            Failure::new(ClusterTrouble::Tls, format!("{what}: the answer is no HTTP ({cause})"))
        }
        ureq::Error::BodyExceedsLimit(most) => Failure::new(
            ClusterTrouble::Refused,
            format!("{what}: an answer of more than {most} bytes"),
        ),
        other => Failure::new(ClusterTrouble::Refused, format!("{what}: {other}")),
    }
}

/// Returns why reading or writing failed, without the number of the error.
fn in_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::ConnectionAborted => {
            "the connection was closed".to_owned()
        }
        ErrorKind::UnexpectedEof => "the connection ended within an answer".to_owned(),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => {
            "no way to the host".to_owned()
        }
        _ => error.to_string(),
    }
}
