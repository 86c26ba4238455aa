//! What a browser may do with a file from outside: its type, its name, and the policy for it.
//!
//! The type is what the bytes show, whatever the name says. Pages, which could run, are text that is
//! saved and never shown.

use axum::http::header::{self, HeaderName, HeaderValue};

use super::content::{in_file_name, named_file};
use crate::extract::{Format, decode};

/// What a browser may do with a file: show it, alone and without an origin.
const POLICY: &str = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; \
                      frame-ancestors 'none'";

/// The type of a PDF.
const PDF: &str = "application/pdf";

/// The type of what is not known.
const BYTES: &str = "application/octet-stream";

/// The most characters of the name of a file, without its ending: systems allow 255 bytes, and a
/// character has up to four.
const LONGEST_NAME: usize = 60;

/// What is said of files of one format: the type, the endings that their names may have, the usual first,
/// and whether a browser shows them.
type Row = (Format, &'static str, &'static [&'static str], bool);

/// The formats. The type of a text has its encoding in addition.
const FORMATS: &[Row] = &[
    (Format::Text, "text/plain", &["txt", "text"], true),
    (Format::Markdown, "text/plain", &["md", "markdown", "txt"], true),
    (Format::Pdf, PDF, &["pdf"], true),
    (
        Format::Docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx", "docm", "wps"],
        false,
    ),
    (Format::Doc, "application/msword", &["doc"], false),
    (Format::Wps, "application/kswps", &["wps"], false),
    (Format::Xls, "application/vnd.ms-excel", &["xls", "et"], false),
    (
        Format::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx", "xlsm", "et"],
        false,
    ),
    (Format::Odt, "application/vnd.oasis.opendocument.text", &["odt"], false),
    (Format::Rtf, "application/rtf", &["rtf", "doc"], false),
    (Format::Ofd, "application/ofd", &["ofd"], false),
    (Format::Html, "text/plain", &["html", "htm", "xhtml", "shtml"], false),
    (Format::Mhtml, BYTES, &["mhtml", "mht"], false),
    (Format::Xml, "text/plain", &["xml", "fodt"], false),
    (Format::Picture, BYTES, &["bin"], false),
    (Format::Zip, "application/zip", &["zip"], false),
    (Format::OtherPackage, BYTES, &["zip"], false),
];

/// Pictures by how they begin: the place and the bytes, their type, and the endings of their names.
const PICTURES: &[(usize, &[u8], &str, &[&str])] = &[
    (0, b"\x89PNG", "image/png", &["png"]),
    (0, b"\xFF\xD8\xFF", "image/jpeg", &["jpg", "jpeg"]),
    (8, b"WEBP", "image/webp", &["webp"]),
    (0, b"BM", "image/bmp", &["bmp"]),
    (0, b"II*\0", "image/tiff", &["tif", "tiff"]),
    (0, b"MM\0*", "image/tiff", &["tif", "tiff"]),
    (4, b"ftyp", "image/heic", &["heic", "heif"]),
];

/// Returns the types that files may have, without the encoding of texts.
pub(in crate::web) fn media_types() -> impl Iterator<Item = &'static str> {
    let formats = FORMATS.iter().map(|row| row.1);
    formats.chain(PICTURES.iter().map(|row| row.2))
}

/// Returns the headers of a file with this name, of the report with this id.
pub(in crate::web) fn file_headers(
    bytes: &[u8],
    name: &str,
    id: &str,
) -> [(HeaderName, HeaderValue); 3] {
    let (media_type, endings, is_shown) = kind(bytes, name);
    // A PDF is shown by a viewer that browsers do not open in a sandbox; it runs nothing of the file.
    let policy = if media_type == PDF { POLICY.trim_start_matches("sandbox; ") } else { POLICY };
    let usual = endings.first().copied().unwrap_or("bin");
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, own)) if endings.iter().any(|it| own.eq_ignore_ascii_case(it)) => (stem, own),
        // Another ending would open it with a program for something else.
        _ => (name, usual),
    };
    let plain = format!("chabao-{}.{usual}", ascii(id));
    let whole = match in_file_name(stem, LONGEST_NAME) {
        stem if stem.is_empty() => plain.clone(),
        stem => format!("{stem}.{ending}"),
    };
    let how = if is_shown { "inline" } else { "attachment" };
    [
        (header::CONTENT_TYPE, HeaderValue::from_str(&media_type).expect("types are ASCII")),
        (header::CONTENT_DISPOSITION, named_file(how, &plain, Some(&whole))),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
    ]
}

/// Returns the letters and digits of an id.
fn ascii(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).take(LONGEST_NAME).collect()
}

/// Returns the type of a file, the endings that its name may have, and whether a browser shows it.
fn kind(bytes: &[u8], name: &str) -> (String, &'static [&'static str], bool) {
    let named = Format::from_name(name);
    let format = match (Format::from_bytes(bytes), named) {
        // The same container is that of old documents and spreadsheets.
        (Some(Format::Doc), Some(Format::Wps)) => Format::Wps,
        (Some(Format::Doc), Some(Format::Xls)) => Format::Xls,
        (Some(format), _) => format,
        (None, Some(Format::Markdown)) => Format::Markdown,
        (None, _) => Format::Text,
    };
    if format == Format::Picture {
        let begins =
            |at: usize, with: &[u8]| bytes.get(at..).is_some_and(|it| it.starts_with(with));
        let known = PICTURES.iter().find(|(at, start, ..)| begins(*at, start));
        if let Some((_, _, media_type, endings)) = known {
            return ((*media_type).to_owned(), endings, true);
        }
    }
    let row = FORMATS.iter().find(|row| row.0 == format).expect("every format has a row");
    let (_, media_type, endings, is_shown) = *row;
    if media_type != "text/plain" {
        return (media_type.to_owned(), endings, is_shown);
    }
    match decode(bytes) {
        Ok(text) => (format!("{media_type}; charset={}", text.encoding), endings, is_shown),
        Err(_) if is_shown => (BYTES.to_owned(), &["bin"], false),
        Err(_) => (BYTES.to_owned(), endings, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(bytes: &[u8], name: &str) -> [String; 3] {
        file_headers(bytes, name, "r0123456789ab")
            .map(|(_, value)| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_bytes_say_what_a_file_is_and_pages_are_never_shown() {
        let text = "云岫县2023年报告".as_bytes();
        let (gbk, _, _) =
            encoding_rs::GB18030.encode("云岫县2023年法治政府建设报告，工作情况如下。");
        for (bytes, name, kind, how, ending) in [
            (text, "a.txt", "text/plain; charset=UTF-8", "inline", "a.txt"),
            (&gbk, "a.txt", "text/plain; charset=GB18030", "inline", "a.txt"),
            (text, "a.md", "text/plain; charset=UTF-8", "inline", "a.md"),
            (text, "a.exe", "text/plain; charset=UTF-8", "inline", "a.exe.txt"),
            (text, "2023.12", "text/plain; charset=UTF-8", "inline", "2023.12.txt"),
            (b"%PDF-1.7\n", "a.PDF", PDF, "inline", "a.PDF"),
            (b"%PDF-1.7\n", "a.html", PDF, "inline", "a.html.pdf"),
            (
                b"<!DOCTYPE html><html><script>x</script></html>",
                "a.txt",
                "text/plain; charset=UTF-8",
                "attachment",
                "a.txt.html",
            ),
            (
                b"<html><body>x</body></html>",
                "a.htm",
                "text/plain; charset=UTF-8",
                "attachment",
                "a.htm",
            ),
            (
                b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "a.svg",
                "text/plain; charset=UTF-8",
                "attachment",
                "a.svg.xml",
            ),
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
                "a.mht",
                BYTES,
                "attachment",
                "a.mht",
            ),
            (b"{\\rtf1 x}", "a.doc", "application/rtf", "attachment", "a.doc"),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                "a.doc",
                "application/msword",
                "attachment",
                "a.doc",
            ),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                "a.wps",
                "application/kswps",
                "attachment",
                "a.wps",
            ),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                "a.xls",
                "application/vnd.ms-excel",
                "attachment",
                "a.xls",
            ),
            (
                b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01",
                "a.png",
                "image/png",
                "inline",
                "a.png",
            ),
            (
                b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
                "a.jpeg",
                "image/jpeg",
                "inline",
                "a.jpeg",
            ),
            (
                b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                "a.zip",
                "application/zip",
                "attachment",
                "a.zip",
            ),
        ] {
            let [media_type, disposition, policy] = headers(bytes, name);
            assert_eq!(media_type, kind, "{name}");
            let begin = format!("{how}; filename=\"chabao-r0123456789ab.");
            assert!(disposition.starts_with(&begin), "{name}: {disposition}");
            assert!(disposition.ends_with(&format!("''{ending}")), "{name}: {disposition}");
            assert_eq!(policy.starts_with("sandbox; "), media_type != PDF, "{name}");
            assert!(policy.contains("default-src 'none'"), "{name}");
            // Nothing that a browser runs is shown.
            let runs =
                ["html", "xml", "svg", "javascript"].iter().any(|it| media_type.contains(it));
            assert!(!runs || media_type.starts_with("application/vnd."), "{name}: {media_type}");
        }
    }

    #[test]
    fn hostile_names_are_harmless() {
        for (name, expected) in [
            ("云岫县\"; x=\"y.txt", "%E4%BA%91%E5%B2%AB%E5%8E%BF_%3B_x%3D_y.txt"),
            ("a\r\nSet-Cookie: b.txt", "a__Set-Cookie__b.txt"),
            ("报告\u{202E}fdp.exe", "%E6%8A%A5%E5%91%8A_fdp.exe.txt"),
            ("..\\..\\boot.txt", "boot.txt"),
            ("...", "chabao-r0123456789ab.txt"),
            ("%2e%2e%2f.txt", "2e_2e_2f.txt"),
            (".txt", "chabao-r0123456789ab.txt"),
        ] {
            let [_, disposition, _] = headers("报告".as_bytes(), name);
            let (_, whole) = disposition.split_once("''").unwrap();
            assert_eq!(whole, expected, "{name:?}");
        }
        let [_, disposition, _] = headers("报告".as_bytes(), &"长".repeat(500));
        assert!(disposition.len() < 700, "{disposition}");
    }
}
