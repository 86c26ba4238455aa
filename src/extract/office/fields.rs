//! Fields that have no stored result.
//!
//! A field is an instruction and usually its stored result, which readers take. The field EQ has
//! none: Word draws what the instruction says, and uses it for phonetic guides and enclosed
//! characters. The characters themselves are only in the instruction.

/// Returns whether the result of a field with this instruction is a table of contents.
pub(crate) fn is_contents(instruction: &str) -> bool {
    let mut words = instruction.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}

/// Returns the text that a field with this instruction draws.
///
/// For a character with a phonetic guide, or in a circle, this is the character; for a fraction, its
/// two numbers.
pub(crate) fn drawn(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    let equation = instruction.strip_prefix("EQ").or_else(|| instruction.strip_prefix("eq"))?;
    if let Some(at) = equation.find("\\f").or_else(|| equation.find("\\F")) {
        return fraction(equation.get(at + 2..)?);
    }
    let overstrike = equation.find("\\o").or_else(|| equation.find("\\O"))?;
    let after = equation.get(overstrike..)?;
    let arguments = after.get(after.find('(')? + 1..)?;
    let (mut depth, mut last) = (0_usize, 0);
    let mut end = arguments.len();
    for (at, character) in arguments.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = at;
                break;
            }
            ')' => depth -= 1,
            ',' | ';' if depth == 0 => last = at + 1,
            _ => {}
        }
    }
    let shown = arguments.get(last..end)?.trim();
    let is_text = !shown.is_empty() && !shown.contains(['\\', '(']);
    is_text.then(|| shown.to_owned())
}

/// Returns the fraction with these `arguments`, such as `(1,2)`.
fn fraction(arguments: &str) -> Option<String> {
    let inside = arguments.trim().strip_prefix('(')?.split_once(')')?.0;
    let (above, below) = inside.split_once([',', ';'])?;
    let is_plain = |it: &str| !it.is_empty() && !it.contains(['\\', '(', ',', ';']);
    let (above, below) = (above.trim(), below.trim());
    (is_plain(above) && is_plain(below)).then(|| format!("{above}/{below}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_shown_without_its_reading() {
        let table = [
            (r#" EQ \* jc3 \* "Font:宋体" \* hps22 \o\al(\s\up 10(zh),注)"#, Some("注")),
            (r" EQ \o\ac(○,3) ", Some("3")),
            (r"eq \o(甲,乙)", Some("乙")),
            (r"EQ \f(1,2)", Some("1/2")),
            (r"eq \f(35;100)", Some("35/100")),
            (r"EQ \f(\r(2),2)", None),
            (r"EQ \o(", None),
            (r"EQ \o\al(\s\up(1", None),
            ("PAGE", None),
            ("", None),
        ];
        for (instruction, expected) in table {
            assert_eq!(drawn(instruction).as_deref(), expected, "{instruction}");
        }
    }
}
