//! The headers of a table: its type and name, and what it has no place for.
//!
//! `Chabao-Ground` is a sentence on what was counted over; `Chabao-Remarks` is a JSON array of what
//! readers have to know, the same as `remarks` in a JSON answer, in ASCII. Browsers save a table under
//! a name that contains the query.

use std::fmt::Write as _;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::http::content::disposition;
use crate::present::{About, CitationForm, TableForm};
use crate::report::Language;
use crate::search::{Answer, Remark};

/// The header with what was counted over.
const GROUND: HeaderName = HeaderName::from_static("chabao-ground");

/// The header with the remarks.
const REMARKS: HeaderName = HeaderName::from_static("chabao-remarks");

/// The type of workbooks.
pub(super) const XLSX_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The most bytes of a header: clients and proxies may refuse all headers together above 8,000.
const MOST_BYTES: usize = 3_000;

/// The headers of a table or a list.
pub(super) type Headers = Vec<(HeaderName, HeaderValue)>;

/// Returns the headers of entries for a list of references: of an answer or, if there is none, of single
/// reports.
pub(super) fn citation_headers(answer: Option<&Answer<()>>, form: CitationForm) -> Headers {
    let (extension, content_type) = citation_file(form);
    let query = answer.map(|answer| answer.question.query_text()).unwrap_or_default();
    let mut headers = vec![
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CONTENT_DISPOSITION, disposition("citations", &query, extension)),
    ];
    if let Some(answer) = answer {
        let ground = HeaderValue::from_str(&answer.ground.in_words(Language::English));
        let remarks = HeaderValue::from_str(&remarks_as_ascii(&answer.remarks));
        headers.push((GROUND, ground.expect("the sentences are ASCII")));
        headers.push((REMARKS, remarks.expect("it was made ASCII")));
    }
    headers
}

/// Returns the extension and the type of a file of entries.
pub(super) fn citation_file(form: CitationForm) -> (&'static str, &'static str) {
    let content_type = match form {
        CitationForm::Gbt | CitationForm::FormerGbt => "text/plain; charset=utf-8",
        CitationForm::Bibtex => "application/x-bibtex; charset=utf-8",
        CitationForm::Ris => "application/x-research-info-systems; charset=utf-8",
        CitationForm::CslJson => "application/vnd.citationstyles.csl+json",
    };
    (form.ending(), content_type)
}

/// Returns the headers of a table in a form.
pub(super) fn table_headers(about: &About, form: TableForm) -> Headers {
    let (extension, content_type) = match form {
        TableForm::Csv { .. } => ("csv", "text/csv; charset=utf-8; header=present"),
        TableForm::Jsonl => ("jsonl", "application/jsonl; charset=utf-8"),
        TableForm::Xlsx { .. } => ("xlsx", XLSX_TYPE),
    };
    let ground = about.grounds(Language::English).join(" | ");
    let ground = HeaderValue::from_str(&ground).expect("the sentences are ASCII");
    let remarks = HeaderValue::from_str(&remarks_as_ascii(&about.remarks));
    vec![
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CONTENT_DISPOSITION, disposition(about.name, &about.query(), extension)),
        (GROUND, ground),
        (REMARKS, remarks.expect("it was made ASCII")),
    ]
}

/// Returns the remarks as JSON in ASCII. A remark that makes the header too long has its kind alone.
fn remarks_as_ascii(remarks: &[Remark]) -> String {
    let mut shown = Vec::new();
    let mut bytes = 0;
    for remark in remarks {
        let remark = json!(remark);
        let whole = ascii(&remark);
        let is_short = bytes + whole.len() <= MOST_BYTES;
        let text = if is_short { whole } else { ascii(&json!({ "kind": remark["kind"] })) };
        bytes += text.len();
        shown.push(text);
    }
    format!("[{}]", shown.join(","))
}

/// Returns a value as JSON in which every character that is not ASCII is escaped.
fn ascii(value: &Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_ascii_and_read_back() {
        let remarks = vec![
            Remark::FormerIncluded {
                region: "两江新区".to_owned(),
                former: vec!["渝北区\u{20000}\"\n".to_owned()],
            },
            Remark::WordsLoosened { all: 4, least: 2, containing_all: 0 },
        ];
        let text = remarks_as_ascii(&remarks);
        assert!(text.is_ascii() && !text.contains('\n'), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Remark>>(&text).unwrap(), remarks);
        assert_eq!(remarks_as_ascii(&[]), "[]");
    }

    #[test]
    fn a_header_is_never_too_long() {
        let former = vec!["渝北区".to_owned(); 1_000];
        let long = Remark::FormerIncluded { region: "重庆市".to_owned(), former };
        let short = Remark::WordsLoosened { all: 4, least: 2, containing_all: 0 };
        let text = remarks_as_ascii(&[long, short]);
        assert!(text.starts_with(r#"[{"kind":"former-included"},{"#), "{text}");
        assert!(text.contains(r#""least":2"#) && text.len() < MOST_BYTES, "{text}");
    }
}
