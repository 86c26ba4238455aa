//! What the readers of office formats share.
//!
//! - [`package`]: zip files of parts, with limits on what they expand to;
//! - [`xml`]: XML as a stream of elements and characters;
//! - [`flow`]: paragraphs, cells, rows and boxes → lines of text;
//! - [`lines`]: the same for formats that say only where each of them ends;
//! - [`list_numbers`]: the numbers of lists, as the program that wrote the file shows them;
//! - [`fields`]: what a field shows that has no result.

pub(super) mod doc;
pub(super) mod docx;
mod fields;
mod flow;
mod lines;
mod list_numbers;
pub(super) mod odt;
pub(super) mod package;
pub(super) mod rtf;
pub(super) mod sheet;
pub(super) mod xml;

/// How deep a file may nest: elements of XML, groups of RTF. Word itself nests tables 60 deep at
/// most, each of them five elements, and the readers here go on without recursion.
pub(crate) const DEEPEST: usize = 1000;

/// Returns whether the bytes beyond ASCII stand in pairs as those of GB2312 do.
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
    use crate::extract::extract;
    use crate::testing::{damaged, sample, samples};

    #[test]
    #[ignore = "needs ../shared"]
    fn every_damaged_sample_is_read_or_refused() {
        let endings = [".docx", ".doc", ".odt", ".rtf", ".xlsx"];
        for name in samples("", |name| endings.iter().any(|ending| name.ends_with(ending))) {
            for copy in damaged(&sample(&name)) {
                let _ = extract(&copy, &name);
            }
        }
    }

    #[test]
    fn pairs_of_gb2312_are_told_from_western_letters() {
        assert!(is_gb2312(b"1. \xB7\xA8") && !is_gb2312("法".as_bytes()));
        assert!(!is_gb2312(b"caf\xE9 \x93x\x94") && !is_gb2312(b"plain"));
    }
}
