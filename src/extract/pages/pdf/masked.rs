//! Hides packed objects from a reader that would expand them.

use super::nesting::{self, is_delimiter};

/// Replaces the name `First` to hide packed objects.
pub(super) const MASKED: &str = "Fxrst";

/// Returns `data` with every name `First` changed, including those with escapes.
pub(super) fn masked(data: &[u8]) -> Vec<u8> {
    let mut copy = data.to_vec();
    for at in 0..data.len() {
        if data.get(at) != Some(&b'/') {
            continue;
        }
        let name = data.get(at + 1..).unwrap_or_default();
        let len = name.iter().take_while(|&&byte| !nesting::is_blank(byte) && !is_delimiter(byte));
        let written = name.get(..len.take(16).count()).unwrap_or_default();
        if unescaped(written) == b"First" {
            // The second letter becomes an `x` of the same length.
            let second = at + 1 + if written.starts_with(b"#") { 3 } else { 1 };
            if copy.get(second) == Some(&b'#') {
                copy.splice(second + 1..second + 3, *b"78");
            } else if let Some(byte) = copy.get_mut(second) {
                *byte = b'x';
            }
        }
    }
    copy
}

/// Returns a name without escapes: `#41` is `A`.
fn unescaped(written: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = written.get(at) {
        let code = written.get(at + 1..at + 3).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) if byte == b'#' => {
                out.push(code);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_objects_are_hidden_however_their_name_is_written() {
        let table: [(&[u8], &[u8]); 6] = [
            (b"/First 4", b"/Fxrst 4"),
            (b"/F#69rst 4", b"/F#78rst 4"),
            (b"/#46#69rst 4", b"/#46#78rst 4"),
            (b"/#46irst 4", b"/#46xrst 4"),
            (b"/FirstChar 4", b"/FirstChar 4"),
            (b"(First) /Fi", b"(First) /Fi"),
        ];
        for (data, expected) in table {
            assert_eq!(
                masked(data).escape_ascii().to_string(),
                expected.escape_ascii().to_string()
            );
        }
        assert_eq!(unescaped(b"#46#78rst"), MASKED.as_bytes());
    }
}
