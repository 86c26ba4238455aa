//! One part of a message, and the encodings of its body.

/// One part of a message: its header and its body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    head: &'a [u8],
    pub(super) body: &'a [u8],
}

impl<'a> Part<'a> {
    /// Splits `bytes` at the first blank line; without one, all is header.
    pub(super) fn parse(bytes: &'a [u8]) -> Self {
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
    pub(super) fn header(&self, name: &str) -> Option<String> {
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
    pub(super) fn kind(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Returns whether the part is a page.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.kind().as_str(), "text/html" | "application/xhtml+xml")
    }

    /// Returns the body without its transfer encoding.
    pub(super) fn decoded(&self) -> Vec<u8> {
        let encoding = self.header("content-transfer-encoding").unwrap_or_default();
        match encoding.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// Returns the parameter `name` of a header field: `charset="utf-8"`.
pub(super) fn parameter(value: &str, name: &str) -> Option<String> {
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
pub(in crate::extract) fn base64(bytes: &[u8]) -> Vec<u8> {
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
