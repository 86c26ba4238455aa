//! Chinese characters of two bytes in files that do not state their encoding.

/// Returns whether the bytes beyond ASCII come in pairs that are valid GB2312.
pub(crate) fn is_gb2312(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    let mut any = false;
    while let Some(first) = bytes.next() {
        if first.is_ascii() {
            continue;
        }
        let is_first = matches!(first, 0xA1..=0xA9 | 0xB0..=0xF7);
        if !is_first || !bytes.next().is_some_and(|second| matches!(second, 0xA1..=0xFE)) {
            return false;
        }
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_gb2312_are_not_taken_for_western_letters() {
        assert!(is_gb2312(b"1. \xB7\xA8") && !is_gb2312("法".as_bytes()));
        assert!(!is_gb2312(b"caf\xE9 \x93x\x94") && !is_gb2312(b"plain"));
    }
}
