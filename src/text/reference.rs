//! The forms in which numbers of documents and addresses are compared.

use super::characters::half_width;
use super::fold::Folded;

/// Returns the form in which numbers of documents are compared: folded, so that 〔2025〕, [2025] and
/// （2025） are one, and without the words that do not change a number: 〔2025年〕第12号 is 〔2025〕12号.
#[must_use]
pub(crate) fn number_form(number: &str) -> String {
    let folded = Folded::new(number).text;
    let characters: Vec<char> = folded.chars().collect();
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let is_left_out = |at: usize, character: char| match character {
        '第' => is_digit(at + 1),
        '年' => {
            // Every bracket folds to this one.
            characters.get(at + 1) == Some(&')') && at.checked_sub(1).is_some_and(is_digit)
        }
        _ => false,
    };
    let kept = characters.iter().enumerate().filter(|(at, it)| !is_left_out(*at, **it));
    kept.map(|(_, character)| character).collect()
}

/// Returns the form in which addresses are compared: in small letters, half width, and without the
/// scheme.
#[must_use]
pub(crate) fn address_form(address: &str) -> String {
    let address: String = address.trim().chars().map(half_width).collect();
    let address = address.to_lowercase();
    let without = ["https://", "http://", "//"].iter().find_map(|it| address.strip_prefix(it));
    without.map(str::to_owned).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for (written, expected) in [
            ("甲政发〔2025〕12号", "甲政发(2025)12号"),
            ("甲政发[2025年]第１２号", "甲政发(2025)12号"),
            ("甲政發（2025） 12 號", "甲政发(2025)12号"),
            ("甲县人民政府令第3号", "甲县人民政府令3号"),
            ("第一年第二号", "第一年第二号"),
        ] {
            assert_eq!(number_form(written), expected);
        }
    }

    #[test]
    fn one_address_has_one_form() {
        for (written, expected) in [
            ("HTTPS://www.A.gov.cn/Info/1.html", "www.a.gov.cn/info/1.html"),
            ("http://a.gov.cn", "a.gov.cn"),
            ("//a.gov.cn/x?u=http://b", "a.gov.cn/x?u=http://b"),
            (" ｗｗｗ．ａ．ｇｏｖ．ｃｎ／１ ", "www.a.gov.cn/1"),
        ] {
            assert_eq!(address_form(written), expected);
        }
    }
}
