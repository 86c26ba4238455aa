//! What tells one answer from another, so that a client is not sent what it already has.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};

use super::encoding::Encoding;
use super::origin::origin;

/// Everything in a request that its answer depends on.
#[derive(Clone, Debug)]
pub(in crate::web) struct CacheKey {
    /// Path and query, and what else the answer depends on.
    request: String,
    /// The whole address of what is read, if it is known.
    address: Option<String>,
    /// How the client takes the bytes of an answer.
    encoding: Encoding,
    /// The tags of the answers that the client has.
    known_tags: Vec<String>,
}

impl<S: Sync> FromRequestParts<S> for CacheKey {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let request = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        // What is posted is answered, whatever the client has (RFC 9110, 13.1.2).
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        let known_tags = if is_read { known_tags(&parts.headers) } else { Vec::new() };
        let encoding = Encoding::accepted(&parts.headers);
        let address = origin(&parts.headers).filter(|_| is_read).map(|origin| origin + &request);
        Ok(Self { request, address, encoding, known_tags })
    }
}

impl CacheKey {
    /// Returns the same key with one more thing that the answer depends on.
    pub(in crate::web) fn and(mut self, what: &str) -> Self {
        self.request.push(' ');
        self.request.push_str(what);
        self
    }

    /// Returns the same key of an answer that contains its own address.
    pub(in crate::web) fn with_address(self) -> Self {
        let address = self.address.clone().unwrap_or_default();
        self.and(&address)
    }

    /// Returns the address of the answer, if it is known.
    pub(in crate::web) fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Returns the same key of an answer that is always sent as it is.
    pub(in crate::web) fn plain(mut self) -> Self {
        self.encoding = Encoding::Plain;
        self
    }

    /// Returns how the bytes of the answer are sent.
    pub(in crate::web) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Returns the tag of the answer: strong, and different for every server process, every `version`
    /// of the index and every encoding. Without a version, of an answer that never changes while the
    /// server runs.
    pub(in crate::web) fn tag(&self, process: &str, version: &str) -> HeaderValue {
        let encoding = self.encoding.key().unwrap_or_default();
        let parts = [process, version, encoding, &self.request].join("\n");
        let hash = blake3::hash(parts.as_bytes()).to_hex();
        let digits: String = hash.chars().take(32).collect();
        HeaderValue::from_str(&format!("\"{digits}\"")).expect("hexadecimal digits are ASCII")
    }

    /// Returns whether the client has the answer with this tag.
    pub(in crate::web) fn is_known(&self, tag: &HeaderValue) -> bool {
        self.known_tags.iter().any(|known| known == "*" || known.as_bytes() == tag.as_bytes())
    }
}

/// Returns the tags in `If-None-Match`; weak ones compare like strong ones (RFC 9110, 13.1.2).
fn known_tags(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::IF_NONE_MATCH).into_iter();
    let tags = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    tags.map(|tag| tag.trim().trim_start_matches("W/").to_owned()).collect()
}
