//! The encoding of a page: a declaration counts only if the bytes allow it.
//!
//! Sites copy pages from each other without changing the declaration: valid UTF-8 with Chinese in
//! it is UTF-8, whatever the page declares. A page that declares GB2312 is read as GB18030, which
//! includes it, as browsers do.

use crate::extract::Unreadable;
use crate::extract::plain::decode;
use crate::extract::plain::encoding::{Decoded, Encoding};

/// How much of a page is searched for a declaration, in bytes.
///
/// The standard lets browsers read 1,024; templates put comments and scripts before it.
const HEAD: usize = 4096;

/// Decodes the bytes of a page; `declared` is the encoding that was declared outside the page.
///
/// # Errors
///
/// Fails as [`decode::decode`] does if no encoding fits.
pub(super) fn decode_page(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Unreadable> {
    let is_utf8 = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let declared =
        declared.and_then(encoding_with_label).or_else(|| encoding_with_label(&in_page(bytes)?));
    match declared {
        Some(encoding) if !is_utf8 && !decode::is_marked(bytes) && !bytes.contains(&0) => {
            decode::decode_as(bytes, encoding).or_else(|_| decode::decode(bytes))
        }
        _ => decode::decode(bytes),
    }
}

/// Returns the encoding with this label, if bytes alone do not determine it.
fn encoding_with_label(label: &str) -> Option<Encoding> {
    match label.trim().trim_matches(['"', '\'']).to_ascii_lowercase().as_str() {
        "gb2312" | "gbk" | "gb18030" | "x-gbk" | "gb_2312-80" | "cp936" | "hz-gb-2312" => {
            Some(Encoding::Gb18030)
        }
        "big5" | "big5-hkscs" => Some(Encoding::Big5),
        _ => None,
    }
}

/// Returns the encoding that the head of the page declares: by `<meta charset=…>`, by an
/// `http-equiv`, or in an XML declaration.
fn in_page(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let head: String = head.iter().map(|&byte| char::from(byte)).collect();
    let after = |mark: &str| {
        let (_, after) = head.split_once(mark)?;
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|it: char| !(it.is_ascii_alphanumeric() || "-_".contains(it)));
        Some(value.get(..end.unwrap_or(value.len()))?.to_owned())
    };
    let declared = || after("encoding").filter(|_| head.trim_start().starts_with("<?xml"));
    after("charset").or_else(declared)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "云岫县司法局，依法行政。";

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn declarations_count_where_the_bytes_allow() {
        let meta = |name: &str| format!("<html><meta charset=\"{name}\">{TEXT}");
        let equiv = "<META http-equiv=Content-Type content='text/html; charset=gb2312'>云岫";
        let table: [(&str, Vec<u8>, Option<&str>, Encoding); 8] = [
            ("as declared", gbk(&meta("GBK")), None, Encoding::Gb18030),
            ("two characters", gbk(equiv), None, Encoding::Gb18030),
            ("declared wrongly", meta("gbk").into_bytes(), None, Encoding::Utf8),
            ("declared wrongly in the header", TEXT.into(), Some("gb2312"), Encoding::Utf8),
            ("declared as UTF-8", gbk(&meta("utf-8")), None, Encoding::Gb18030),
            ("not declared", gbk(TEXT), None, Encoding::Gb18030),
            ("marked", [b"\xEF\xBB\xBF", meta("gbk").as_bytes()].concat(), None, Encoding::Utf8),
            ("in the header", gbk("<p>云岫"), Some("\"GB2312\""), Encoding::Gb18030),
        ];
        for (name, bytes, declared, expected) in table {
            let read = decode_page(&bytes, declared).expect(name);
            assert_eq!(read.encoding, expected, "{name}");
            assert!(read.text.contains("云岫"), "{name}: {}", read.text);
        }
    }

    #[test]
    fn big5_is_read_where_it_is_declared() {
        let page = "<meta charset=big5><p>依法行政。";
        let bytes = encoding_rs::BIG5.encode(page).0.into_owned();
        let read = decode_page(&bytes, None).expect("Big5");
        assert_eq!((read.text.as_str(), read.encoding), (page, Encoding::Big5));
    }
}
