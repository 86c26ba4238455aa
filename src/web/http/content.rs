//! The body of an answer with the headers that its type needs.

use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::response::{AppendHeaders, IntoResponse, Response};

/// The body of an answer.
#[derive(Debug)]
pub(in crate::web) enum Content {
    /// A JSON object.
    Json(String),
    /// A table for spreadsheets, with its name, and with headers for what it has no place for.
    Csv { name: &'static str, text: String, notes: Vec<(HeaderName, HeaderValue)> },
    /// A drawing, with its name.
    Svg(&'static str, String),
    /// A page.
    Html(String),
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        match self {
            Self::Json(text) => ([json_type()], text).into_response(),
            Self::Csv { name, text, notes } => {
                (csv_headers(name), AppendHeaders(notes), text).into_response()
            }
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

/// Returns the headers of a table that browsers save as `chabao-NAME.csv`.
pub(in crate::web) fn csv_headers(name: &'static str) -> [(HeaderName, HeaderValue); 2] {
    attachment(name, "csv", "text/csv; charset=utf-8; header=present")
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
