//! The size of the character map of a font.

use super::inflate::MOST_EXPANDED;
use crate::extract::Unreadable;

/// The most characters in the maps of all fonts of a file together. A font has 65,536 at most, and
/// programs that list all of them do so for each font.
const MOST_CHARACTERS: u64 = 1 << 24;

/// The size of the character maps of a file.
#[derive(Default)]
pub(super) struct CharacterMaps {
    characters: u64,
}

impl CharacterMaps {
    /// Adds the map that `expanded` may be. Refuses maps with more characters than a file has:
    /// `unpdf` counts through every range.
    pub(super) fn add(&mut self, expanded: &[u8]) -> Result<(), Unreadable> {
        let mut rest = expanded;
        while let Some(at) = find(rest, b"beginbfrange") {
            rest = rest.get(at + b"beginbfrange".len()..).unwrap_or_default();
            let end = find(rest, b"endbfrange").unwrap_or(rest.len());
            let (block, after) = rest.split_at(end);
            self.add_ranges(block)?;
            rest = after;
        }
        Ok(())
    }

    /// Adds ranges: each a first code, a last code, and a character or a list of them.
    fn add_ranges(&mut self, mut block: &[u8]) -> Result<(), Unreadable> {
        let mut codes = [None; 2];
        let mut met = 0;
        while let Some(at) = block.iter().position(|byte| matches!(byte, b'<' | b'[')) {
            let closing = if block.get(at) == Some(&b'[') { b']' } else { b'>' };
            block = block.get(at + 1..).unwrap_or_default();
            let close = block.iter().position(|&byte| byte == closing).unwrap_or(block.len());
            let (inside, after) = block.split_at(close);
            block = after;
            if let Some(code) = codes.get_mut(met) {
                let digits = std::str::from_utf8(inside).ok();
                *code = digits.and_then(|digits| u32::from_str_radix(digits.trim(), 16).ok());
                met += 1;
                // What is no code is passed over, as `unpdf` does.
                if code.is_none() {
                    met = 0;
                }
                continue;
            }
            if let [Some(first), Some(last)] = codes {
                self.characters += u64::from(last.saturating_sub(first)) + 1;
            }
            met = 0;
            if self.characters > MOST_CHARACTERS {
                return Err(Unreadable::TooMuch { most: MOST_EXPANDED });
            }
        }
        Ok(())
    }
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
        let whole = "beginbfrange <0000> <FFFF> <4E00> endbfrange ";
        let table = [
            ("beginbfrange <0000> <FFFF> <4E00> <00> <FF> [<0041> <0042>] endbfrange", true),
            ("beginbfrange <00> <01> [<0041> <FFFFFFFF>] <02> <03> <0043> endbfrange", true),
            ("beginbfrange <00000000> <01FFFFFF> <0000> endbfrange", false),
            ("beginbfrange<00000><FFFFFFF><0000>", false),
            ("beginbfchar <00000000> <FFFFFFFF> endbfchar", true),
            ("", true),
            (&whole.repeat(200), true),
            (&whole.repeat(300), false),
        ];
        for (data, is_taken) in table {
            let mut maps = CharacterMaps::default();
            assert_eq!(maps.add(data.as_bytes()).is_ok(), is_taken, "{data}");
        }
    }
}
