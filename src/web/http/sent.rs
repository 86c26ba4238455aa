//! What a request says: the parameters of its address and, of a long codebook, its body.
//!
//! An address has room for some dozen concepts. A form that is posted may have more, with the same
//! parameters; or the body is the codebook itself, as a table or as TOML, and the address has the rest.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse as _;

use super::cache::CacheKey;
use super::problem::Problem;

/// The most bytes of a body: a form with the longest codebook has nine bytes for each of its
/// characters, percent-encoded.
pub(in crate::web) const LONGEST_BODY: usize = 256 << 10;

/// What a request says.
#[derive(Clone, Debug)]
pub(in crate::web) struct Sent {
    /// The parameters of the address, and those of a form.
    pub(in crate::web) query: String,
    /// The codebook that the body is.
    pub(in crate::web) codebook: Option<Bytes>,
    /// Whether there is a body.
    pub(in crate::web) is_posted: bool,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        if request.method() != Method::POST {
            return Ok(Self { query, codebook: None, is_posted: false });
        }
        let is_form = is_form(request.headers());
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|error| match error.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_long(),
            _ => Problem::parameter("the body was not sent whole", "send it again"),
        })?;
        if !is_form {
            return Ok(Self { query, codebook: Some(body), is_posted: true });
        }
        let form = std::str::from_utf8(&body).map_err(|_| {
            let message = "the form in the body is not percent-encoded";
            Problem::parameter(message, "send a codebook as `text/csv` or `application/toml`")
                .in_chinese("提交的表单没有按网址编码", "概念表请以 text/csv 提交")
        })?;
        let parts = [query.as_str(), form.trim()].into_iter().filter(|part| !part.is_empty());
        let query = parts.collect::<Vec<_>>().join("&");
        Ok(Self { query, codebook: None, is_posted: true })
    }
}

impl Sent {
    /// Returns what tells the answer apart from others: for a body, that too.
    pub(in crate::web) fn key(&self, key: CacheKey) -> CacheKey {
        if !self.is_posted {
            return key;
        }
        let codebook = self.codebook.as_deref().unwrap_or_default();
        let hash = blake3::Hasher::new()
            .update(self.query.as_bytes())
            .update(b"\n")
            .update(codebook)
            .finalize();
        key.and(&hash.to_hex())
    }

    /// Returns the parameters as an address has them, without those that were left empty.
    pub(in crate::web) fn address(&self, path: &str) -> String {
        let given = form_urlencoded::parse(self.query.as_bytes());
        let given = given.filter(|(_, value)| !value.is_empty());
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(given);
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// Returns whether the body is a form. A body of which nothing is said is one.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or("application/x-www-form-urlencoded");
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn too_long() -> Problem {
    let message = format!("the body has more than {LONGEST_BODY} bytes");
    let hint = "divide the codebook into several, or use `chabao panel` on the command line";
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-long", message, hint).in_chinese(
        format!("提交的内容超过 {LONGEST_BODY} 字节"),
        "请把概念表分成几个，或在命令行使用 chabao panel",
    )
}
