//! The size of the character map of a font.

use super::inflate::MOST_EXPANDED;
use crate::extract::Unreadable;

/// The most characters in the map of one font.
const MOST_CHARACTERS: usize = 1 << 21;

/// Refuses a character map with more characters than exist: `unpdf` counts through every range.
pub(super) fn take_ranges(expanded: &[u8]) -> Result<(), Unreadable> {
    let mut rest = expanded;
    let mut characters = 0usize;
    while let Some(at) = find(rest, b"beginbfrange") {
        rest = rest.get(at + b"beginbfrange".len()..).unwrap_or_default();
        let end = find(rest, b"endbfrange").unwrap_or(rest.len());
        let mut block = rest.get(..end).unwrap_or_default();
        // Of any two consecutive codes: how far apart they are, if both are codes.
        let mut last: Option<(u32, usize)> = None;
        while let Some(open) = block.iter().position(|&byte| byte == b'<') {
            block = block.get(open + 1..).unwrap_or_default();
            let close = block.iter().position(|&byte| byte == b'>').unwrap_or(block.len());
            let code = block.get(..close).and_then(|code| std::str::from_utf8(code).ok());
            let code = code.and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
            if let (Some((from, 0)), Some(to)) = (last, code) {
                let span = usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX);
                characters = characters.saturating_add(span);
            }
            // Only ranges of codes with more than two bytes can be long.
            last = code.map(|code| (code, usize::from(close <= 4)));
            block = block.get(close..).unwrap_or_default();
        }
        if characters > MOST_CHARACTERS {
            return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    Ok(())
}

/// Returns the first offset of `needle` in `data`.
fn find(data: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first()?;
    let mut at = 0;
    while let Some(next) = data.get(at..)?.iter().position(|byte| byte == first) {
        at += next;
        if data.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ranges_of_characters_are_refused_and_usual_ones_taken() {
        let table = [
            ("beginbfrange <0000> <FFFF> <4E00> <00> <FF> [<0041> <0042>] endbfrange", true),
            ("beginbfrange <00000000> <00FFFFFF> <0000> endbfrange", false),
            ("beginbfrange<00000><FFFFFFF><0000>", false),
            ("beginbfchar <00000000> <FFFFFFFF> endbfchar", true),
            ("", true),
        ];
        for (data, is_taken) in table {
            assert_eq!(take_ranges(data.as_bytes()).is_ok(), is_taken, "{data}");
        }
    }
}
