//! Whether characters are text: fonts without a map to Unicode give characters that are not.

use crate::text::{simplified, without_radical};

/// The fewest Chinese characters that are judged by how common they are.
const FEWEST_JUDGED: usize = 40;

/// Returns whether the characters of pages are not text.
pub(super) fn is_garbage(text: impl Iterator<Item = char>) -> bool {
    Count::from_text(text).is_garbage()
}

/// Returns whether too many characters of `text` have a meaning only in the font that it was written
/// in, or none at all.
///
/// This is the only check for formats that store characters rather than glyphs: their known characters
/// are what the author typed.
pub(super) fn is_private(text: &str) -> bool {
    let characters = || text.chars().filter(|character| !character.is_whitespace());
    let broken = characters().filter(|&character| is_no_text(without_radical(character))).count();
    is_over(broken, MOST_BROKEN, characters().count())
}

/// The share of characters that no text has, in percent, above which nothing can be read.
const MOST_BROKEN: usize = 20;

fn is_over(part: usize, percent: usize, all: usize) -> bool {
    part * 100 > all * percent
}

/// Returns whether no text has a character: a private one, U+FFFD, a control character.
fn is_no_text(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'..='\u{10ffff}')
        || character.is_control()
}

/// The number of characters of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    /// All except blanks.
    all: usize,
    /// Chinese characters.
    chinese: usize,
    /// Common Chinese characters.
    common: usize,
    /// Characters that no text has.
    broken: usize,
    /// Accented letters and symbols, which are very rare in reports.
    strange: usize,
    /// ASCII symbols such as # and ^, except those in numbers.
    signs: usize,
}

impl Count {
    /// Counts the characters of a page.
    fn from_text(text: impl Iterator<Item = char>) -> Self {
        let mut count = Self::default();
        for character in text.filter(|character| !character.is_whitespace()) {
            count.all += 1;
            match without_radical(character) {
                none if is_no_text(none) => count.broken += 1,
                chinese @ ('\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}') => {
                    count.chinese += 1;
                    count.common += usize::from(is_common(chinese));
                }
                '·' | '×' | '°' | '±' | '§' | '÷' | '®' | '©' | 'µ' => {}
                '\u{a1}'..='\u{24f}' => count.strange += 1,
                sign if sign.is_ascii_punctuation() && !".,:-()/%".contains(sign) => {
                    count.signs += 1;
                }
                _ => {}
            }
        }
        count
    }

    /// Returns whether the characters are not text.
    ///
    /// In real reports, at least 97 of 100 Chinese characters are among the 3,755 common ones; of
    /// random characters 18 are. French has 8 accented letters in 100.
    fn is_garbage(self) -> bool {
        let over = |part: usize, percent: usize| is_over(part, percent, self.all);
        let is_rare = self.chinese >= FEWEST_JUDGED && self.common * 100 < self.chinese * 70;
        let is_noise = self.all >= FEWEST_JUDGED && over(self.signs, 45);
        over(self.broken, MOST_BROKEN) || over(self.strange, 25) || is_rare || is_noise
    }
}

/// Returns whether `character`, or its simplified form, is one of the 3,755 common characters of GB
/// 2312, level 1.
fn is_common(character: char) -> bool {
    let mut buffer = [0; 4];
    let simple = simplified(character).encode_utf8(&mut buffer);
    let (bytes, _, unmapped) = encoding_rs::GBK.encode(simple);
    !unmapped && matches!(*bytes, [0xB0..=0xD7, 0xA1..=0xFE])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_text_is_no_garbage_and_garbage_no_text() {
        let random: String =
            (0..200u32).filter_map(|at| char::from_u32(0x4E00 + at * 7919 % 20_900)).collect();
        let table = [
            ("一、健全议事规则，压实各级责任，全年审查合同38份。", false),
            (
                "行政執法與監督，健全議事規則，壓實各級責任，全年審查合同，開展專題培訓，改進工作作風，\
              依法行政，公開公正，執法人員，培訓考核",
                false,
            ),
            ("⾏政执法⻔类⻓期⾼效", false),
            ("The rule of law index, 2023, part 3 (annex)", false),
            ("12.5% 3,400 128 142 6 3 2 1 2023-12-31 38/40 15 16 17 18 19 20 21 22", false),
            (
                "Les autorités ont présenté un rapport annuel sur l'état de droit, publié à Paris.",
                false,
            ),
            ("Правовое государство, ежегодный отчёт за прошлый год, приложение", false),
            ("●■◆▲▼○□◇△▽", false),
            ("\u{e001}\u{e002}\u{e003}\u{e004}一", true),
            ("\u{fffd}\u{fffd}\u{fffd}工作", true),
            ("’¤àæÌÕÊþ§ùÒÛÔ", true),
            ("!\"#$&'*+;<=>?@[\\]^_`{|}~!\"#$&'*+;<=>?@[\\]^_`{|}~", true),
            (random.as_str(), true),
        ];
        for (text, expected) in table {
            let count = Count::from_text(text.chars());
            assert_eq!(count.is_garbage(), expected, "{text} {count:?}");
        }
    }

    #[test]
    fn a_document_may_have_rare_characters_but_not_private_ones() {
        let table = [
            ("鼗齄爨龘".repeat(20), false),
            ("\u{f06c} 一、健全议事规则".to_owned(), false),
            ("\u{e001}\u{e002}\u{e003}全年".to_owned(), true),
            (String::new(), false),
        ];
        for (text, expected) in table {
            assert_eq!(is_private(&text), expected, "{text}");
        }
    }

    #[test]
    fn common_characters_are_those_of_the_first_level() {
        assert!("法治政府建設⾏".chars().map(without_radical).all(is_common));
        assert!(!"鼗齄爨龘A，".chars().any(is_common));
    }
}
