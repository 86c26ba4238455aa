//! The body of an answer with the headers that its type needs.

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};

use super::room::{Room, WholeBody};
use crate::present::TableForm;

/// The body of an answer that is made as a whole.
#[derive(Debug)]
pub(in crate::web) enum Content {
    /// A JSON object.
    Json(String),
    /// A drawing, with its name.
    Svg(&'static str, String),
    /// A page.
    Html(String),
}

impl Content {
    /// Returns the number of its bytes.
    pub(in crate::web) fn len(&self) -> usize {
        let (Self::Json(text) | Self::Svg(_, text) | Self::Html(text)) = self;
        text.len()
    }

    /// Returns the answer, which gives back its room while it is sent.
    pub(in crate::web) fn into_response_in(self, room: Room) -> Response {
        let body = |text: String| Body::new(WholeBody::new(Bytes::from(text), room));
        match self {
            Self::Json(text) => ([json_type()], body(text)).into_response(),
            Self::Svg(name, text) => (svg_headers(name), body(text)).into_response(),
            Self::Html(text) => ([html_type()], body(text)).into_response(),
        }
    }
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        match self {
            Self::Json(text) => ([json_type()], text).into_response(),
            Self::Svg(name, text) => (svg_headers(name), text).into_response(),
            Self::Html(text) => ([html_type()], text).into_response(),
        }
    }
}

/// Returns the header that marks a body as JSON.
pub(in crate::web) fn json_type() -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static("application/json"))
}

fn html_type() -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))
}

/// Returns the headers of a table that browsers save as `chabao-NAME.csv` or `chabao-NAME.jsonl`.
pub(in crate::web) fn table_headers(
    name: &'static str,
    form: TableForm,
) -> [(HeaderName, HeaderValue); 2] {
    match form {
        TableForm::Csv { .. } => attachment(name, "csv", "text/csv; charset=utf-8; header=present"),
        TableForm::Jsonl => attachment(name, "jsonl", "application/jsonl; charset=utf-8"),
    }
}

/// Returns the headers of a drawing that browsers save as `chabao-NAME.svg`.
fn svg_headers(name: &'static str) -> [(HeaderName, HeaderValue); 2] {
    attachment(name, "svg", "image/svg+xml; charset=utf-8")
}

fn attachment(
    name: &'static str,
    extension: &str,
    content_type: &'static str,
) -> [(HeaderName, HeaderValue); 2] {
    let disposition = format!("attachment; filename=\"chabao-{name}.{extension}\"");
    let disposition = HeaderValue::from_str(&disposition).expect("names of answers are ASCII");
    let content_type = HeaderValue::from_static(content_type);
    [(header::CONTENT_TYPE, content_type), (header::CONTENT_DISPOSITION, disposition)]
}
