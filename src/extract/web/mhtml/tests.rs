//! Messages made by hand, as browsers and office programs write them.

use super::*;
use crate::extract::joined::joined;
use crate::extract::{Encoding, Extracted};
use crate::testing::damaged;

const PAGE: &str = "<html><head><title>年报_云岫县</title></head><body><p>一、概况</p>\
    <p>全年办理行政复议案件十二件，均已依法办结。</p></body></html>";
const TEXT: &str = "一、概况\n全年办理行政复议案件十二件，均已依法办结。\n";

/// Encodes bytes as a browser does: everything beyond ASCII escaped, lines of up to 76
/// characters.
fn quoted(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut width = 0;
    for &byte in bytes {
        let escape = !byte.is_ascii_graphic() || byte == b'=';
        let piece = if escape { format!("={byte:02X}") } else { char::from(byte).to_string() };
        if width + piece.len() > 75 {
            out.push_str("=\r\n");
            width = 0;
        }
        width += piece.len();
        out.push_str(&piece);
    }
    out
}

/// Encodes bytes as base64 in lines of 76 characters.
fn in_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() { '=' } else { char::from(letter) });
        }
        if out.len() % 78 == 76 {
            out.push_str("\r\n");
        }
    }
    out
}

/// Returns a file as Chromium saves it, with a picture after the page.
fn saved(kind: &str, encoding: &str, body: &str) -> Vec<u8> {
    format!(
        "From: <Saved by Blink>\r\n\
         Snapshot-Content-Location: https://www.yunxiu.gov.cn/zwgk/202401/t1.shtml\r\n\
         Subject: =?utf-8?Q?=E5=B9=B4?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
         \tboundary=\"----MultipartBoundary--x9\"\r\n\r\n\r\n\
         ------MultipartBoundary--x9\r\n{kind}Content-ID: <frame-1@mhtml.blink>\r\n\
         Content-Transfer-Encoding: {encoding}\r\n\
         Content-Location: https://www.yunxiu.gov.cn/zwgk/202401/t1.shtml\r\n\r\n\
         {body}\r\n------MultipartBoundary--x9\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
         ------MultipartBoundary--x9--\r\n"
    )
    .into_bytes()
}

/// Reads a file that has nothing beside it.
fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let message = Message::parse(bytes)?;
    let frames = message.frames().into_iter().map(|frame| (Vec::new(), frame)).collect();
    joined(message.read()?, frames, &[], |_| Err(Unreadable::Empty))
}

#[test]
fn pages_are_read_from_every_transfer_encoding() {
    let html = "Content-Type: text/html\r\n";
    let utf8 = "Content-Type: text/html; charset=\"utf-8\"\r\n";
    let gbk = encoding_rs::GB18030.encode(PAGE).0;
    let table = [
        (saved(html, "quoted-printable", &quoted(PAGE.as_bytes())), Encoding::Utf8),
        (saved(utf8, "base64", &in_base64(PAGE.as_bytes())), Encoding::Utf8),
        (saved(utf8, "8bit", PAGE), Encoding::Utf8),
        (
            saved("Content-Type: text/html;\r\n charset=gb2312\r\n", "base64", &in_base64(&gbk)),
            Encoding::Gb18030,
        ),
        (saved(html, "quoted-printable", &quoted(&gbk)), Encoding::Gb18030),
        (saved("", "8bit", PAGE), Encoding::Utf8),
    ];
    for (bytes, encoding) in table {
        assert_eq!(Format::from_bytes(&bytes), Some(Format::Mhtml));
        let read = read(&bytes).expect("a page");
        assert_eq!((read.text.as_str(), read.encoding), (TEXT, Some(encoding)));
        assert_eq!(read.format, Format::Mhtml);
        let url = "https://www.yunxiu.gov.cn/zwgk/202401/t1.shtml";
        assert_eq!(read.page.url.as_deref(), Some(url));
    }
}

#[test]
fn the_part_that_is_named_as_the_start_is_the_page() {
    let frame = "<p>左侧导航栏目，不是正文，也不是报告。</p>";
    let message = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b1; start=\"<main>\"\n\n\
         --b1\nContent-Type: text/html\nContent-ID: <frame>\n\n{frame}\n\
         --b1\nContent-Type: text/html\nContent-ID: <main>\n\n{PAGE}\n--b1--\n"
    );
    assert_eq!(read(message.as_bytes()).expect("a page").text, TEXT);
}

#[test]
fn the_frame_with_the_most_text_is_read_where_the_page_holds_none() {
    let message = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b1\n\n--b1\n\
         Content-Type: text/html\nContent-Location: https://www.yunxiu.gov.cn/a.html\n\n\
         <frameset><frame src=cid:1><frame src=cid:2></frameset>\n--b1\nContent-Type: text/html\n\n\
         <p>左栏</p>\n--b1\nContent-Type: text/html\n\n{PAGE}\n--b1--\n"
    );
    let read = read(message.as_bytes()).expect("a frame");
    assert_eq!(read.text, TEXT);
    assert_eq!(read.page.url.as_deref(), Some("https://www.yunxiu.gov.cn/a.html"));
}

#[test]
fn parts_within_parts_and_messages_of_one_part_are_read() {
    let nested = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\n\
         Content-Type: multipart/related; boundary=\"in ner\"\n\n--in ner\n\
         Content-Type: text/plain\n\n附注\n--in ner\nContent-Type: text/html\n\n{PAGE}\n\
         --in ner--\n--outer--\n"
    );
    let single = format!("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{PAGE}");
    let unended = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\
         Content-Type: text/html\n\n{PAGE}"
    );
    for message in [nested, single, unended] {
        assert_eq!(Format::from_bytes(message.as_bytes()), Some(Format::Mhtml), "{message}");
        assert_eq!(read(message.as_bytes()).expect("a page").text, TEXT);
    }
}

#[test]
fn a_message_without_a_page_is_refused() {
    let level = "Content-Type: multipart/mixed; boundary=b#\n\n--b#\n";
    let deep: String = (0..100).map(|at: i32| level.replace('#', &at.to_string())).collect();
    for message in ["MIME-Version: 1.0\nContent-Type: image/png\n\nabc", deep.as_str(), ""] {
        let damage = Unreadable::Damaged("no part of it is a page");
        assert_eq!(read(message.as_bytes()), Err(damage), "{message}");
    }
}

#[test]
fn damaged_files_do_no_harm() {
    let html = "Content-Type: text/html\r\n";
    for bytes in [
        saved(html, "quoted-printable", &quoted(PAGE.as_bytes())),
        saved(html, "base64", &in_base64(PAGE.as_bytes())),
    ] {
        for copy in damaged(&bytes) {
            if let Ok(read) = read(&copy) {
                assert!(read.text.ends_with('\n'));
            }
        }
    }
}
