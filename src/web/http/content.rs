//! The body of an answer with the headers that its type needs, and as it is sent.

use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};

use super::encoding::Encoding;
use super::room::{Room, WholeBody};
use crate::report::Date;

/// The body of an answer that is made as a whole.
#[derive(Debug)]
pub(in crate::web) enum Content {
    /// A JSON object.
    Json(String),
    /// A drawing of a trend, with its query.
    Svg { query: String, drawing: String },
    /// A page.
    Html(String),
    /// The styles of all pages.
    Css(String),
    /// The scripts of all pages.
    Script(String),
}

impl Content {
    /// Returns the answer as it is sent.
    pub(in crate::web) fn pack(self, encoding: Encoding) -> Packed {
        let kind = |kind| (header::CONTENT_TYPE, HeaderValue::from_static(kind));
        let (mut headers, text) = match self {
            Self::Json(text) => (vec![json_type()], text),
            Self::Svg { query, drawing } => (svg_headers("trend", &query).to_vec(), drawing),
            Self::Html(text) => (vec![kind("text/html; charset=utf-8")], text),
            Self::Css(text) => (vec![kind("text/css; charset=utf-8")], text),
            Self::Script(text) => (vec![kind("text/javascript; charset=utf-8")], text),
        };
        let (encoding, bytes) = encoding.pack(text.into_bytes());
        headers.extend(encoding.header().map(|it| (header::CONTENT_ENCODING, it)));
        Packed { headers, bytes: Bytes::from(bytes) }
    }
}

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        self.pack(Encoding::Plain).into_response()
    }
}

/// An answer as it is sent. Cloning it is cheap and shares its bytes.
#[derive(Clone, Debug)]
pub(in crate::web) struct Packed {
    headers: Vec<(HeaderName, HeaderValue)>,
    bytes: Bytes,
}

impl Packed {
    /// Returns its bytes.
    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the number of its bytes.
    pub(in crate::web) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns the answer, which gives back its room while it is sent.
    pub(in crate::web) fn into_response_in(self, room: Room) -> Response {
        let mut response = Response::new(Body::new(WholeBody::new(self.bytes, room)));
        response.headers_mut().extend(self.headers);
        response
    }
}

impl IntoResponse for Packed {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.bytes));
        response.headers_mut().extend(self.headers);
        response
    }
}

/// Returns the header that marks a body as JSON.
pub(in crate::web) fn json_type() -> (HeaderName, HeaderValue) {
    (header::CONTENT_TYPE, HeaderValue::from_static("application/json"))
}

/// Returns the headers of a drawing of a query.
fn svg_headers(name: &str, query: &str) -> [(HeaderName, HeaderValue); 2] {
    let content_type = HeaderValue::from_static("image/svg+xml; charset=utf-8");
    let disposition = disposition(name, query, "svg");
    [(header::CONTENT_TYPE, content_type), (header::CONTENT_DISPOSITION, disposition)]
}

/// The most characters of a query in the name of a file: more do not fit beside it in a list.
const MOST_OF_A_QUERY: usize = 40;

/// Returns the header by which browsers save an answer as `chabao-NAME-QUERY-DAY.EXTENSION` (RFC 6266
/// and RFC 5987), and as `chabao-NAME.EXTENSION` if they cannot read it.
pub(in crate::web) fn disposition(name: &str, query: &str, extension: &str) -> HeaderValue {
    disposition_on(Date::today(), name, query, extension)
}

fn disposition_on(day: Option<Date>, name: &str, query: &str, extension: &str) -> HeaderValue {
    let plain = format!("chabao-{name}.{extension}");
    let query = Some(in_file_name(query, MOST_OF_A_QUERY)).filter(|query| !query.is_empty());
    let parts = query.into_iter().chain(day.map(|day| day.to_string()));
    let parts: Vec<String> =
        ["chabao".to_owned(), name.to_owned()].into_iter().chain(parts).collect();
    named_file("attachment", &plain, Some(&format!("{}.{extension}", parts.join("-"))))
}

/// Returns the header of a file that browsers show (`inline`) or save (`attachment`): `plain` is its
/// name in ASCII, `whole` another that most of them can read.
pub(in crate::web) fn named_file(how: &str, plain: &str, whole: Option<&str>) -> HeaderValue {
    let mut text = format!("{how}; filename=\"{plain}\"");
    if let Some(whole) = whole {
        text.push_str("; filename*=UTF-8''");
        for byte in whole.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    HeaderValue::from_str(&text).expect("it was made ASCII")
}

/// Returns the first characters of a text as a part of the name of a file: what systems do not allow
/// there, what reverses the order of the characters, and blanks, are `_`.
pub(in crate::web) fn in_file_name(text: &str, most: usize) -> String {
    let is_refused = |c: char| {
        let is_format = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        c.is_control() || c.is_whitespace() || is_format || "/\\:*?\"<>|%".contains(c)
    };
    let name = text.chars().take(most).map(|c| if is_refused(c) { '_' } else { c });
    name.collect::<String>().trim_matches(['_', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_the_query() {
        let plain = "attachment; filename=\"chabao-hits.xlsx\"";
        for (query, expected) in [
            ("", ""),
            ("../..", ""),
            ("a b", "-a_b"),
            ("法:\"甲/乙\"", "-%E6%B3%95__%E7%94%B2_%E4%B9%99"),
        ] {
            let day = Date::new(2026, 11, 28);
            let whole = format!("{plain}; filename*=UTF-8''chabao-hits{expected}-2026-11-28.xlsx");
            assert_eq!(disposition_on(day, "hits", query, "xlsx"), whole, "{query}");
        }
        assert!(disposition("hits", &"法".repeat(500), "csv").len() < 500);
    }
}
