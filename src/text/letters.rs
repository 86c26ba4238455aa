//! Chinese names as they are typed in Latin letters: in pinyin, or as initials.
//!
//! A character may have several readings. A name has one of them, and whoever types it may use
//! another one (zhongqing for 重庆), so that both count, the first as the surer. Readings come from
//! tables of the library `pinyin` that need no preparation: what is not typed costs nothing.

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

use super::half_width;

/// A name that was typed in Latin letters. Tones, letter case, white space, apostrophes and hyphens
/// are left out; `ü` is `v`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letters(String);

/// How letters spell a name, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spelling {
    /// In pinyin, with the reading that the name has: `chongqing`.
    Pinyin,
    /// In pinyin, with another reading of a character: `zhongqing`.
    OtherReading,
    /// With the initials of the reading that the name has: `cq`.
    Initials,
    /// With initials of other readings: `zq`.
    OtherInitials,
    /// In pinyin at first, then with initials: `lushix`.
    Mixed,
}

/// The most letters of a name: the longest one of a division in pinyin has 60.
const MOST: usize = 100;

/// Vowels with tones, behind the letter that they are typed with.
const VOWELS: [&str; 6] = ["aāáǎà", "eēéěèê", "iīíǐì", "oōóǒò", "uūúǔù", "vüǖǘǚǜ"];

/// Returns a letter without its tone and in small; `None` for any other character.
fn letter(character: char) -> Option<char> {
    let small = half_width(character).to_lowercase().next()?;
    if small.is_ascii_lowercase() {
        return Some(small);
    }
    VOWELS.iter().find(|vowels| vowels.contains(small))?.chars().next()
}

/// Returns whether a character stands between letters and is none: white space, apostrophes, hyphens,
/// tones that are characters of their own.
fn is_between(character: char) -> bool {
    let is_tone = matches!(character, '\u{0300}'..='\u{0304}' | '\u{030C}');
    is_tone
        || character.is_whitespace()
        || matches!(character, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '-')
}

impl Letters {
    /// Returns the letters of what was typed; `None` if it has anything else, or none.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let mut letters = String::new();
        for character in typed.chars() {
            match (character, letter(character)) {
                ('\u{0308}', _) if letters.ends_with('u') => {
                    letters.pop();
                    letters.push('v');
                }
                (_, Some(letter)) => letters.push(letter),
                _ if is_between(character) => {}
                _ => return None,
            }
        }
        (!letters.is_empty() && letters.len() <= MOST).then_some(Self(letters))
    }

    /// Returns the letters.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether `name` can begin with the first letter: most names are rejected by this alone.
    pub(crate) fn may_begin(&self, name: &str) -> bool {
        let Some(character) = name.chars().next() else { return false };
        let Some(readings) = character.to_pinyin_multi() else { return true };
        let first = |reading: pinyin::Pinyin| reading.plain().as_bytes().first().copied();
        let typed = self.0.as_bytes().first().copied();
        readings.into_iter().any(|reading| first(reading) == typed)
            // 尔 is also r.
            || (typed == Some(b'r') && readings.into_iter().any(|it| it.plain() == "er"))
    }

    /// Returns whether one of several spellings begins with the first letter.
    pub(crate) fn may_begin_like(&self, spellings: &str) -> bool {
        spellings.split_whitespace().any(|it| it.as_bytes().first() == self.0.as_bytes().first())
    }

    /// Splits the letters in two, in every way.
    pub(crate) fn splits(&self) -> impl Iterator<Item = (Self, Self)> + '_ {
        let splits = (1..self.0.len()).filter_map(|at| self.0.split_at_checked(at));
        splits.map(|(before, own)| (Self(before.to_owned()), Self(own.to_owned())))
    }

    /// Returns how the letters spell all of `name`, whose first characters have the readings `usual`;
    /// the others have those that are most frequent.
    pub(crate) fn spelling(&self, name: &str, usual: &[&str]) -> Option<Spelling> {
        let characters: Vec<char> = name.chars().collect();
        let reader = |any| Reader { characters: &characters, usual, any, only_beginning: false };
        let forms = [
            (Spelling::Pinyin, false, Style::Pinyin),
            (Spelling::OtherReading, true, Style::Pinyin),
            (Spelling::Initials, false, Style::Initials),
            (Spelling::OtherInitials, true, Style::Initials),
            (Spelling::Mixed, true, Style::Mixed),
        ];
        let (spelling, ..) =
            forms.into_iter().find(|(_, any, style)| reader(*any).reads(&self.0, 0, *style))?;
        Some(spelling)
    }

    /// Returns whether the letters are the beginning of a way to spell `name`: `lush` for 卢氏县.
    pub(crate) fn begins(&self, name: &str, usual: &[&str]) -> bool {
        let characters: Vec<char> = name.chars().collect();
        let reader = Reader { characters: &characters, usual, any: true, only_beginning: true };
        // Pinyin is the beginning of the mixed form.
        [Style::Mixed, Style::Initials].into_iter().any(|style| reader.reads(&self.0, 0, style))
    }

    /// Returns the parts of `name` that the letters spell in pinyin, whatever stands around them.
    pub(crate) fn parts<'n>(&self, name: &'n str) -> Vec<&'n str> {
        let mut parts = Vec::new();
        for (from, _) in name.char_indices() {
            let rest = name.get(from..).unwrap_or_default();
            let ends = rest.char_indices().map(|(at, character)| at + character.len_utf8());
            // No syllable has more than six letters, none less than one.
            let least = self.0.len().div_ceil(6);
            let most = self.0.len();
            for end in ends.take(most).skip(least - 1) {
                let part = rest.get(..end).unwrap_or_default();
                if self.spelling(part, &[]) == Some(Spelling::Pinyin) {
                    parts.push(part);
                }
            }
        }
        parts
    }
}

/// Returns a name in pinyin as it is typed, with the readings `usual` of its first characters.
pub(crate) fn in_pinyin(name: &str, usual: &[&str]) -> String {
    let syllable = |(at, character): (usize, char)| match usual.get(at) {
        Some(reading) => (*reading).to_owned(),
        None => character.to_pinyin().map_or(String::new(), |it| it.plain().to_owned()),
    };
    name.chars().enumerate().map(syllable).collect()
}

/// How each character is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Pinyin,
    Initials,
    /// One or more in pinyin, then initials.
    Mixed,
}

/// Reads letters as a name.
struct Reader<'a> {
    characters: &'a [char],
    /// The readings of the first characters.
    usual: &'a [&'a str],
    /// Whether any reading of a character counts.
    any: bool,
    /// Whether the letters may end before the name does, even within a syllable.
    only_beginning: bool,
}

impl Reader<'_> {
    /// Returns whether `letters` spell the characters from `at` on.
    fn reads(&self, letters: &str, at: usize, style: Style) -> bool {
        if letters.is_empty() {
            let is_end = self.characters.get(at).is_none() && style != Style::Mixed;
            return self.only_beginning || is_end;
        }
        let Some(&character) = self.characters.get(at) else { return false };
        let readings = self.readings(character, at);
        if readings.is_empty() {
            return self.reads_itself(character, letters, at, style);
        }
        readings.into_iter().any(|reading| match style {
            Style::Pinyin => self.reads_syllable(reading, letters, at, style),
            Style::Initials => self.reads_initial(reading, letters, at),
            Style::Mixed => {
                self.reads_syllable(reading, letters, at, style)
                    || (at > 0 && self.reads_initial(reading, letters, at))
            }
        })
    }

    /// Returns the readings of a character that count; none if it is not Chinese.
    fn readings(&self, character: char, at: usize) -> Vec<&str> {
        let mut readings: Vec<&str> = self.usual.get(at).copied().into_iter().collect();
        if self.any {
            for reading in character.to_pinyin_multi().into_iter().flatten() {
                readings.push(reading.plain());
            }
        } else if readings.is_empty() {
            readings.extend(character.to_pinyin().map(pinyin::Pinyin::plain));
        }
        readings
    }

    /// Goes on behind a character without a reading: a letter is typed as it is, marks and digits are
    /// left out.
    fn reads_itself(&self, character: char, letters: &str, at: usize, style: Style) -> bool {
        let rest = match letter(character) {
            Some(own) => letters.strip_prefix(own),
            None => Some(letters),
        };
        rest.is_some_and(|rest| self.reads(rest, at + 1, style))
    }

    /// Returns whether `letters` begin with a syllable and go on with the rest of the name.
    fn reads_syllable(&self, reading: &str, letters: &str, at: usize, style: Style) -> bool {
        written(reading).into_iter().any(|syllable| {
            if self.only_beginning && syllable.starts_with(letters) {
                return true;
            }
            letters.strip_prefix(syllable.as_str()).is_some_and(|rest| {
                // A name that is all pinyin is no mixture.
                self.reads(rest, at + 1, style)
            })
        })
    }

    /// Returns whether `letters` begin with the initial of a syllable and go on with those of the rest:
    /// 齐齐哈尔 is qqhe and qqhr, 昌平 is cp and chp.
    fn reads_initial(&self, reading: &str, letters: &str, at: usize) -> bool {
        let reading = written(reading).swap_remove(0);
        let digraph = ["zh", "ch", "sh"].into_iter().find(|it| reading.starts_with(it));
        let first = reading.get(..1);
        let sounded = (reading == "er").then_some("r");
        [first, digraph, sounded].into_iter().flatten().any(|initial| {
            letters
                .strip_prefix(initial)
                .is_some_and(|rest| self.reads(rest, at + 1, Style::Initials))
        })
    }
}

/// Returns the ways in which a syllable is typed: `lü` as lv, lu and lyu.
fn written(reading: &str) -> Vec<String> {
    let plain: String = reading.chars().filter_map(letter).collect();
    if !plain.contains('v') {
        return vec![plain];
    }
    let with = |vowel: &str| plain.replace('v', vowel);
    vec![plain.clone(), with("u"), with("yu")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_case_and_what_stands_between_letters_do_not_matter() {
        for (typed, expected) in [
            ("lu'an", Some("luan")),
            ("LU’AN", Some("luan")),
            ("you yang", Some("youyang")),
            ("Yǒuyáng", Some("youyang")),
            ("lǚliáng", Some("lvliang")),
            ("lu\u{308}liang", Some("lvliang")),
            ("yo\u{30c}u", Some("you")),
            ("ｃｑ", Some("cq")),
            ("酉阳", None),
            ("cq1", None),
            ("500242", None),
            ("'", None),
            ("", None),
        ] {
            let letters = Letters::read(typed);
            assert_eq!(letters.as_ref().map(Letters::as_str), expected, "{typed}");
        }
    }

    #[test]
    fn names_are_spelt_in_pinyin_with_initials_and_with_both() {
        let read = |letters: &str| Letters::read(letters).unwrap();
        for (letters, name, usual, expected) in [
            ("sifaju", "司法局", &[][..], Some(Spelling::Pinyin)),
            ("sfj", "司法局", &[], Some(Spelling::Initials)),
            ("sifj", "司法局", &[], Some(Spelling::Mixed)),
            ("sif", "司法局", &[], None),
            ("sfju", "司法局", &[], None),
            ("zhongqing", "重庆", &["chong", "qing"], Some(Spelling::OtherReading)),
            ("chongqing", "重庆", &["chong", "qing"], Some(Spelling::Pinyin)),
            ("cq", "重庆", &["chong", "qing"], Some(Spelling::Initials)),
            ("chq", "重庆", &["chong", "qing"], Some(Spelling::Initials)),
            ("zq", "重庆", &["chong", "qing"], Some(Spelling::OtherInitials)),
            ("cqs", "重庆市", &["chong", "qing"], Some(Spelling::Initials)),
            ("lyuliang", "吕梁", &[], Some(Spelling::Pinyin)),
            ("luliang", "吕梁", &[], Some(Spelling::Pinyin)),
            ("qqhr", "齐齐哈尔", &[], Some(Spelling::Initials)),
            ("xxwsj", "X县卫生局", &[], Some(Spelling::Initials)),
            ("sifaju", "司法局（本级）", &[], None),
        ] {
            assert_eq!(read(letters).spelling(name, usual), expected, "{letters} {name}");
        }
        for (letters, expected) in [
            ("l", true),
            ("lush", true),
            ("lushix", true),
            ("lsx", true),
            ("lsh", true),
            ("ly", false),
        ] {
            assert_eq!(read(letters).begins("卢氏县", &[]), expected, "{letters}");
        }
        assert_eq!(read("sifa").parts("云岫县司法局司法所"), ["司法", "司法"]);
        assert_eq!(read("fa").parts("云岫县司法局"), ["法"]);
        assert_eq!(read("sf").parts("云岫县司法局"), [""; 0]);
    }
}
