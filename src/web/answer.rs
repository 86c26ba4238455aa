//! Turns what was found into an answer, or tells that the one who asks has it already.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{self, HeaderName};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::access::Access;
use super::held::Held;
use super::problem::Problem;
use super::state::State;

/// What is asked for, as far as it tells one answer from another.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    /// Path and query, and what else the answer depends on.
    what: String,
    /// The tags of the answers that the one who asks has.
    has: Vec<String>,
}

impl<S: Sync> FromRequestParts<S> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        Ok(Self { what: path, has: tags(&parts.headers) })
    }
}

impl Asking {
    /// Returns the same with something else that the answer depends on.
    pub(super) fn and(mut self, what: &str) -> Self {
        self.what.push(' ');
        self.what.push_str(what);
        self
    }

    /// Returns the tag of the answer over an index.
    pub(super) fn tag(&self, began: &str, held: &Held) -> HeaderValue {
        tag(&[began, &held.version(), &self.what])
    }

    /// Returns whether the one who asks has the answer of this tag.
    pub(super) fn has(&self, tag: &HeaderValue) -> bool {
        self.has.iter().any(|has| has == "*" || has.as_bytes() == tag.as_bytes())
    }
}

/// Returns a strong tag of everything that an answer depends on.
fn tag(parts: &[&str]) -> HeaderValue {
    let hash = blake3::hash(parts.join("\n").as_bytes()).to_hex();
    let digits: String = hash.chars().take(32).collect();
    HeaderValue::from_str(&format!("\"{digits}\"")).expect("digits can stand in a header")
}

/// Returns the tags after `If-None-Match`; those marked as weak compare as the others (RFC 9110,
/// 13.1.2).
fn tags(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::IF_NONE_MATCH).into_iter();
    let tags = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    tags.map(|tag| tag.trim().trim_start_matches("W/").to_owned()).collect()
}

/// Something that is answered with.
#[derive(Debug)]
pub(super) enum Content {
    /// A JSON object.
    Json(String),
    /// A table for spreadsheets, with its name.
    Csv(&'static str, String),
    /// A drawing, with its name.
    Svg(&'static str, String),
    /// A page.
    Html(String),
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        match self {
            Self::Json(text) => ([json_type()], text).into_response(),
            Self::Csv(name, text) => (csv_headers(name), text).into_response(),
            Self::Svg(name, text) => (svg_headers(name), text).into_response(),
            Self::Html(text) => ([html_type()], text).into_response(),
        }
    }
}

pub(super) fn json_type() -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static("application/json"))
}

pub(super) fn html_type() -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))
}

/// Returns the headers of a table that is saved as `chabao-NAME.csv`.
pub(super) fn csv_headers(name: &'static str) -> [(HeaderName, HeaderValue); 2] {
    saved(name, "csv", "text/csv; charset=utf-8; header=present")
}

/// Returns the headers of a drawing that is saved as `chabao-NAME.svg`.
fn svg_headers(name: &'static str) -> [(HeaderName, HeaderValue); 2] {
    saved(name, "svg", "image/svg+xml; charset=utf-8")
}

fn saved(name: &str, ending: &str, kind: &'static str) -> [(HeaderName, HeaderValue); 2] {
    let saved = format!("attachment; filename=\"chabao-{name}.{ending}\"");
    let saved = HeaderValue::from_str(&saved).expect("names of answers are ASCII");
    let kind = HeaderValue::from_static(kind);
    [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved)]
}

/// Answers with what `make` makes of the index, on a thread where it may take its time; with
/// nothing, where the one who asks has that answer already.
///
/// # Errors
///
/// Fails where `make` does, where the server has too much to do, and where it takes too long.
pub(super) async fn answer(
    state: &State,
    asking: Asking,
    make: impl FnOnce(&Held) -> crate::Result<Content> + Send + 'static,
) -> Result<Response, Problem> {
    let server = state.clone();
    let answered = state.work().run(state, move || {
        let held = server.keeper().held();
        let tag = asking.tag(server.began(), &held);
        if asking.has(&tag) {
            return Ok((tag, StatusCode::NOT_MODIFIED.into_response()));
        }
        let content = make(&held).map_err(|error| Problem::of(&error, &server.warner()))?;
        Ok((tag, content.into_response()))
    });
    let (tag, response) = answered.await??;
    Ok(tagged(state, tag, response))
}

/// Adds the tag of an answer, and that it may be kept but has to be asked for again.
pub(super) fn tagged(state: &State, tag: HeaderValue, mut response: Response) -> Response {
    let kept = match state.access() {
        Access::Token(_) => "private, no-cache",
        Access::Open | Access::Public => "no-cache",
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}

/// Answers with what is the same as long as the program runs.
pub(super) fn constant(state: &State, asking: &Asking, content: impl IntoResponse) -> Response {
    let tag = tag(&[state.began(), &asking.what]);
    if asking.has(&tag) {
        return tagged(state, tag, StatusCode::NOT_MODIFIED.into_response());
    }
    tagged(state, tag, content.into_response())
}
