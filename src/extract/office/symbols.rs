//! Characters of symbol fonts, whose codes say nothing without the font, and raised figures.

/// The characters of the font Symbol that are not in the same place in other fonts, from 0x61 on:
/// the small Greek letters.
const GREEK: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// Returns the character that `font` draws for `code`, `None` if it is unknown or only a bullet.
///
/// Codes are those of the font, or the same in the private use area from U+F000 on.
pub(crate) fn symbol(font: &str, code: u32) -> Option<char> {
    if !(0xF000..=0xF0FF).contains(&code) && code > 0xFF {
        return char::from_u32(code).filter(|_| !(0xE000..=0xF8FF).contains(&code));
    }
    let code = code & 0xFF;
    if font.starts_with("Wingdings") {
        return wingding(font, code);
    }
    if font.starts_with("Symbol") {
        return greek_or_sign(code);
    }
    char::from_u32(code).filter(|it| !it.is_control())
}

/// Returns the check boxes, ticks and circled numbers of Wingdings.
fn wingding(font: &str, code: u32) -> Option<char> {
    let is_second = font.contains('2');
    let row = |first: char, from: u32| char::from_u32(u32::from(first) + code - from);
    match code {
        0x52 | 0xFE => Some('☑'),
        0x54 if is_second => Some('☒'),
        0x50 if is_second => Some('✓'),
        0x4F if is_second => Some('✗'),
        0x6F | 0x71 | 0xA8 | 0xA3 => Some('☐'),
        0xFD => Some('☒'),
        0xFC => Some('✓'),
        0xFB => Some('✗'),
        0x81..=0x8A if !is_second => row('①', 0x81),
        0x8C..=0x95 if !is_second => row('❶', 0x8C),
        0x6A..=0x73 if is_second => row('①', 0x6A),
        _ => None,
    }
}

/// Returns the character that the font Symbol draws for `code`.
fn greek_or_sign(code: u32) -> Option<char> {
    let sign = match code {
        0x61..=0x7A => {
            let at = usize::try_from(code - 0x61).unwrap_or(usize::MAX);
            return GREEK.chars().nth(at);
        }
        0x44 => 'Δ',
        0x47 => 'Γ',
        0x53 => 'Σ',
        0x57 => 'Ω',
        0xA3 => '≤',
        0xA5 => '∞',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '·',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0xE5 => '∑',
        0x20..=0x60 => char::from_u32(code)?,
        _ => return None,
    };
    Some(sign)
}

/// Returns `text` with its digits raised: 10² is not 102.
pub(crate) fn raised(text: &str) -> String {
    let raise = |character: char| match character {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(u32::from(character) + 0x2040).unwrap_or(character),
        other => other,
    };
    text.chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_those_that_their_font_draws() {
        let table = [
            ("Wingdings", 0xF0FE, Some('☑')),
            ("Wingdings 2", 0x0052, Some('☑')),
            ("Wingdings", 0xF0A8, Some('☐')),
            ("Wingdings", 0xF083, Some('③')),
            ("Wingdings", 0xF0D8, None),
            ("Symbol", 0xF0B3, Some('≥')),
            ("Symbol", 0xF061, Some('α')),
            ("宋体", 0x2014, Some('—')),
            ("宋体", 0xE123, None),
        ];
        for (font, code, expected) in table {
            assert_eq!(symbol(font, code), expected, "{font} {code:X}");
        }
        assert_eq!(raised("0123456789m"), "⁰¹²³⁴⁵⁶⁷⁸⁹m");
    }
}
