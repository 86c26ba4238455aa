//! What a table has no place for: what it was counted over, and what readers have to know.
//!
//! Both go into headers of the answer. `Chabao-Ground` is a sentence; `Chabao-Remarks` is a JSON
//! array, the same as `remarks` in a JSON answer, in ASCII.

use std::fmt::Write as _;

use axum::http::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::search::Remark;

/// The header with what was counted over.
pub(super) const GROUND: HeaderName = HeaderName::from_static("chabao-ground");

/// The header with the remarks.
pub(super) const REMARKS: HeaderName = HeaderName::from_static("chabao-remarks");

/// The most bytes of a header: clients and proxies may refuse all headers together above 8,000.
const MOST_BYTES: usize = 3_000;

/// Returns the headers of a table. `ground` is a sentence in ASCII.
pub(super) fn table_notes(ground: &str, remarks: &[Remark]) -> Vec<(HeaderName, HeaderValue)> {
    let ground = HeaderValue::from_str(ground).expect("the sentence is ASCII");
    let remarks = HeaderValue::from_str(&remarks_as_ascii(remarks)).expect("it was made ASCII");
    vec![(GROUND, ground), (REMARKS, remarks)]
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
        let headers = table_notes("5 reports", &remarks);
        let text = headers[1].1.to_str().unwrap();
        assert!(text.is_ascii() && !text.contains('\n'), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Remark>>(text).unwrap(), remarks);
        assert_eq!(table_notes("", &[])[1].1, "[]");
    }

    #[test]
    fn a_header_is_never_too_long() {
        let former = vec!["渝北区".to_owned(); 1_000];
        let long = Remark::FormerIncluded { region: "重庆市".to_owned(), former };
        let short = Remark::WordsLoosened { all: 4, least: 2, containing_all: 0 };
        let headers = table_notes("", &[long, short]);
        let text = headers[1].1.to_str().unwrap();
        assert!(text.starts_with(r#"[{"kind":"former-included"},{"#), "{text}");
        assert!(text.contains(r#""least":2"#) && text.len() < MOST_BYTES, "{text}");
    }
}
