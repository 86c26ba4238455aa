//! Web pages saved in one file with their pictures (RFC 2557).
//!
//! The file is a multipart message like an e-mail. The page is the part that the header names in
//! `start`, otherwise the first HTML part; the others are its pictures, styles and frames.

use super::html;
use crate::extract::{Extracted, Format, Unreadable};

/// The deepest nesting of parts: browsers and office programs write one level, e-mail two.
const DEEPEST: usize = 8;

/// The most parts that are looked at. A page has one for each picture and style, some hundreds.
const MOST_PARTS: usize = 20_000;

/// Returns the text of the page in an MHTML file.
///
/// # Errors
///
/// Fails if no part is a page, and as [`html::read`] does.
pub(in crate::extract) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let whole = Part::parse(start);
    let pages = pages_in(start);
    let Some((page, frames)) = pages.split_first() else {
        return Err(Unreadable::Damaged("no part of it is a page"));
    };
    let address = whole.header("snapshot-content-location");
    let address = address.or_else(|| page.header("content-location"));
    let address = address.or_else(|| whole.header("content-location"));
    let read = |part: &Part<'_>| {
        let kind = part.header("content-type");
        let charset = kind.as_deref().and_then(|kind| parameter(kind, "charset"));
        html::read_as(Format::Mhtml, &part.decoded(), charset.as_deref(), address.as_deref())
    };
    match read(page) {
        Err(Unreadable::NoContent) => {
            // The report is in the frame with the most text, the first of several.
            let frames = frames.get(..MOST_FRAMES).unwrap_or(frames).iter().rev();
            let read = frames.filter_map(|frame| read(frame).ok());
            read.max_by_key(|read| read.text.len()).ok_or(Unreadable::NoContent)
        }
        read => read,
    }
}

/// The most frames that are read if the page itself has no text.
const MOST_FRAMES: usize = 20;

/// One part of a message: its header and its body.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    head: &'a [u8],
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// Splits `bytes` at the first blank line; without one, all is header.
    fn parse(bytes: &'a [u8]) -> Self {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let length =
                rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |it| it + 1);
            let line = rest.get(..length).unwrap_or_default();
            if line.trim_ascii().is_empty() {
                let head = bytes.get(..at).unwrap_or_default();
                return Self { head, body: bytes.get(at + length..).unwrap_or_default() };
            }
            at += length;
        }
        Self { head: bytes, body: &[] }
    }

    /// Returns the value of the header field `name` (lower case), with its lines joined.
    fn header(&self, name: &str) -> Option<String> {
        let head = String::from_utf8_lossy(self.head);
        let mut lines = head.lines();
        let starts = |line: &&str| {
            line.split_once(':').is_some_and(|(key, _)| key.trim().eq_ignore_ascii_case(name))
        };
        let (_, first) = lines.by_ref().find(starts)?.split_once(':')?;
        let mut value = first.trim().to_owned();
        for line in lines.take_while(|line| line.starts_with([' ', '\t'])) {
            value.push(' ');
            value.push_str(line.trim());
        }
        Some(value)
    }

    /// Returns the media type of the part in lower case: `text/html`.
    fn kind(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Returns whether the part is a page.
    fn is_page(&self) -> bool {
        matches!(self.kind().as_str(), "text/html" | "application/xhtml+xml")
    }

    /// Returns the body without its transfer encoding.
    fn decoded(&self) -> Vec<u8> {
        let encoding = self.header("content-transfer-encoding").unwrap_or_default();
        match encoding.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// Returns the parts of a message that are pages, the main page first.
fn pages_in(bytes: &[u8]) -> Vec<Part<'_>> {
    // The parts that remain, the next one last, each with its depth.
    let mut waiting = vec![(Part::parse(bytes), 0)];
    let mut pages = Vec::new();
    let mut fallback = None;
    let mut seen = 0;
    while let Some((part, depth)) = waiting.pop() {
        seen += 1;
        if seen > MOST_PARTS {
            break;
        }
        if part.is_page() {
            pages.push(part);
            continue;
        }
        let value = part.header("content-type").unwrap_or_default();
        let boundary =
            parameter(&value, "boundary").filter(|_| part.kind().starts_with("multipart/"));
        let Some(boundary) = boundary.filter(|_| depth < DEEPEST) else {
            // A page without a media type, or a message without parts.
            let text = part.body.trim_ascii_start();
            if fallback.is_none() && part.kind() != "text/css" && text.starts_with(b"<") {
                fallback = Some(part);
            }
            continue;
        };
        let mut parts = split(part.body, &boundary);
        if let Some(start) = parameter(&value, "start") {
            let named = |part: &Part<'_>| part.header("content-id").is_some_and(|id| id == start);
            parts.sort_by_key(|part| !named(part));
        }
        waiting.extend(parts.into_iter().rev().map(|part| (part, depth + 1)));
    }
    if pages.is_empty() {
        pages.extend(fallback);
    }
    pages
}

/// Returns the parts of `body` between the lines of `boundary`; the last line may be missing.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |it| it + 1);
        let line = rest.get(..length).unwrap_or_default().trim_ascii_end();
        let mark = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        if let Some(after) = mark.filter(|after| after.is_empty() || *after == b"--") {
            if let Some(start) = start.replace(at + length) {
                parts.push(Part::parse(body.get(start..at).unwrap_or_default()));
            }
            if after == b"--" || parts.len() >= MOST_PARTS {
                return parts;
            }
        }
        at += length;
    }
    if let Some(start) = start {
        parts.push(Part::parse(body.get(start..).unwrap_or_default()));
    }
    parts
}

/// Returns the parameter `name` of a header field: `charset="utf-8"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some((_, after)) = rest.split_once(';') {
        rest = after;
        let Some((key, value)) = after.split_once('=') else { continue };
        if !key.trim().eq_ignore_ascii_case(name) {
            continue;
        }
        let value = value.trim_start();
        let value = match value.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => value.split([';', ' ', '\t']).next(),
        };
        return value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    }
    None
}

/// Decodes quoted-printable (RFC 2045); invalid escapes stay as they are.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
            out.extend(u8::try_from(high * 16 + low));
            at += 2;
            continue;
        }
        // A soft line break; transports may add blanks at its end.
        let after = bytes.get(at..).unwrap_or_default();
        let blanks = after.iter().take_while(|it| matches!(it, b' ' | b'\t' | b'\r')).count();
        if after.get(blanks) == Some(&b'\n') {
            at += blanks + 1;
        } else if blanks < after.len() {
            out.push(byte);
        }
    }
    out
}

/// Decodes base64 (RFC 4648); other characters are skipped.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from(bits >> count & 0xFF));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Encoding;
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
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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
                saved(
                    "Content-Type: text/html;\r\n charset=gb2312\r\n",
                    "base64",
                    &in_base64(&gbk),
                ),
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
}
