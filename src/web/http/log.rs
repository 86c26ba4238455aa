//! The access log: a line of JSON for each request, when its answer was sent.
//!
//! Queries say what people look for, and the addresses of clients who they are: the operator decides
//! whether queries are logged. Tokens never are.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use axum::http::{Method, StatusCode, Uri};
use serde::Serialize;

use crate::report::Date;

/// Takes lines, from any thread.
pub(in crate::web) type WriteLine = dyn Fn(&str) + Send + Sync;

/// Where the log goes, and what it says.
pub(in crate::web) struct Log {
    write: Box<WriteLine>,
    /// Whether the query strings of addresses are logged.
    with_queries: bool,
}

impl Log {
    pub(in crate::web) fn new(write: Box<WriteLine>, with_queries: bool) -> Self {
        Self { write, with_queries }
    }
}

/// A line of the log.
#[derive(Serialize)]
struct Line<'a> {
    /// When the request came, in China.
    time: &'a str,
    client: IpAddr,
    method: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<&'a str>,
    /// Nothing, if the client left before there was an answer.
    status: Option<u16>,
    /// The bytes of the body as they were sent.
    bytes: u64,
    /// The time until the last of them was sent.
    ms: u64,
}

/// A request, which is logged when this is dropped: its answer was sent, or the client left.
pub(in crate::web) struct LoggedRequest {
    log: Arc<Log>,
    begun: Instant,
    time: String,
    client: IpAddr,
    method: Method,
    path: String,
    query: Option<String>,
    status: Option<StatusCode>,
    bytes: u64,
}

impl LoggedRequest {
    /// Returns a request that comes now. `redacted` returns a query string without tokens.
    pub(in crate::web) fn new(
        log: &Arc<Log>,
        client: IpAddr,
        (method, uri): (&Method, &Uri),
        redacted: impl Fn(&str) -> String,
    ) -> Self {
        let query = uri.query().filter(|_| log.with_queries).map(redacted);
        Self {
            log: log.clone(),
            begun: Instant::now(),
            time: Date::time_in_words(SystemTime::now()),
            client,
            method: method.clone(),
            path: uri.path().to_owned(),
            query,
            status: None,
            bytes: 0,
        }
    }

    /// Adds the status of the answer.
    pub(in crate::web) fn answered(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Counts bytes that are sent.
    pub(in crate::web) fn count(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
    }
}

impl Drop for LoggedRequest {
    fn drop(&mut self) {
        let line = Line {
            time: &self.time,
            client: self.client,
            method: self.method.as_str(),
            path: &self.path,
            query: self.query.as_deref(),
            status: self.status.map(|status| status.as_u16()),
            bytes: self.bytes,
            ms: u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        (self.log.write)(&serde_json::to_string(&line).expect("plain data turns into JSON"));
    }
}
