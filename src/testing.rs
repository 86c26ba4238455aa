//! What tests of several modules share: chance that is the same in every run, the real reports and
//! sample files where they are at hand, and how well a text was read.

use unicode_normalization::UnicodeNormalization;

use crate::text::fold_each;

/// A small generator of pseudo-random numbers (xorshift, Marsaglia 2003).
pub(crate) struct Dice(u64);

impl Dice {
    /// Returns dice that fall the same way for the same `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Returns the next number below `limit`, 0 where `limit` is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.0 >> 16) % limit).unwrap_or(0)
    }

    /// Returns the next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap_or(0)
    }

    /// Returns one of `choices`, which must not be empty.
    pub(crate) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices.get(self.below(choices.len())).copied().unwrap_or_default()
    }
}

/// Returns the real reports, each with its name, where they are at hand; else says that they are
/// not, and returns none.
pub(crate) fn real_reports() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");
    let mut reports: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).ok()?;
            Some((entry.file_name().to_string_lossy().into_owned(), text))
        })
        .collect();
    reports.sort();
    if reports.is_empty() {
        notice("the real reports are not at hand: skipped");
    }
    reports
}

/// Prints `line` for the person who runs the tests.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn notice(line: &str) {
    eprintln!("{line}");
}

/// Returns the bytes of a sample file, such as `s0.docx` or `html/s0.trs.html`, where the samples
/// are at hand; else says that they are not.
pub(crate) fn sample(name: &str) -> Option<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/formats");
    let bytes = std::fs::read(format!("{folder}/{name}")).ok();
    if bytes.is_none() {
        notice(&format!("the sample {name} is not at hand: skipped"));
    }
    bytes
}

/// Returns the names of the sample files in the folder `below` that `wanted` takes, sorted; none,
/// and a notice, where the samples are not at hand.
pub(crate) fn samples(below: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/formats/");
    let items = std::fs::read_dir(format!("{folder}{below}")).into_iter().flatten().flatten();
    let mut names: Vec<String> = items
        .map(|item| item.file_name().to_string_lossy().into_owned())
        .filter(|name| wanted(name))
        .map(|name| format!("{below}{name}"))
        .collect();
    names.sort();
    if names.is_empty() {
        notice("the sample files are not at hand: skipped");
    }
    names
}

/// Returns 50 beginnings of `bytes` and 50 copies with one byte changed: what transfers and disks
/// do to files.
pub(crate) fn damaged(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut dice = Dice::new(bytes.len() as u64);
    let mut copies = Vec::new();
    for _ in 0..50 {
        let len = dice.below(bytes.len());
        copies.push(bytes.get(..len).unwrap_or_default().to_vec());
    }
    for _ in 0..50 {
        let mut copy = bytes.to_vec();
        if let Some(byte) = copy.get_mut(dice.below(bytes.len())) {
            *byte ^= dice.byte() | 1;
        }
        copies.push(copy);
    }
    copies
}

/// How near a text that was read is to the one that should have been.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    /// One less the edit distance over the length of the longer text; compatibility forms and
    /// radicals are one with their characters, white space does not count.
    pub(crate) similarity: f64,
    /// The share of the paragraphs wanted that came out as one line each.
    pub(crate) found: f64,
    /// The share of the lines that came out that are a paragraph wanted.
    pub(crate) right: f64,
}

impl Score {
    /// Compares `text` with the paragraphs that are wanted, one a line.
    pub(crate) fn of(text: &str, wanted: &str) -> Self {
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(plain).filter(|line| !line.is_empty()).collect()
        };
        let (got, wanted) = (lines(text), lines(wanted));
        let share = |these: &[String], those: &[String]| {
            let hits = these.iter().filter(|line| those.contains(line)).count();
            ratio(hits, these.len())
        };
        let (left, right): (Vec<char>, Vec<char>) =
            (got.concat().chars().collect(), wanted.concat().chars().collect());
        let longer = left.len().max(right.len());
        Self {
            similarity: 1.0 - ratio(distance(&left, &right), longer),
            found: share(&wanted, &got),
            right: share(&got, &wanted),
        }
    }
}

/// Returns `part` as a share of `whole`; 1 of nothing.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

/// Returns `line` without white space, its compatibility forms and radicals as characters.
fn plain(line: &str) -> String {
    let mut out = String::new();
    for character in line.nfkc().filter(|character| !character.is_whitespace()) {
        if matches!(character, '\u{2e80}'..='\u{2fdf}') {
            fold_each(character.encode_utf8(&mut [0; 4]), |folded, _| out.push(folded));
        } else {
            out.push(character);
        }
    }
    out
}

/// Returns how many characters must be put in, taken out or changed to make `left` of `right`.
///
/// Takes time in proportion to the square of the answer (Ukkonen 1985), not of the texts.
fn distance(left: &[char], right: &[char]) -> usize {
    let slide = |mut at: usize, diagonal: isize| {
        while let (Some(one), Some(other)) =
            (left.get(at), at.checked_add_signed(diagonal).and_then(|at| right.get(at)))
        {
            if one != other {
                break;
            }
            at += 1;
        }
        at
    };
    let goal = right.len().cast_signed() - left.len().cast_signed();
    // For each diagonal from -errors to errors: how far into `left` one comes.
    let mut far = vec![Some(slide(0, 0))];
    for errors in 0..=left.len().max(right.len()) {
        let reach = errors.cast_signed();
        let of = |far: &[Option<usize>], diagonal: isize| -> Option<usize> {
            far.get(usize::try_from(diagonal + reach).ok()?).copied().flatten()
        };
        if of(&far, goal).is_some_and(|at| at >= left.len()) {
            return errors;
        }
        far = (-reach - 1..=reach + 1)
            .map(|diagonal| {
                let changed = of(&far, diagonal).map(|at| at + 1);
                let taken_out = of(&far, diagonal + 1).map(|at| at + 1);
                let put_in = of(&far, diagonal - 1);
                let best = changed.max(taken_out).max(put_in)?.min(left.len());
                (best.checked_add_signed(diagonal)? <= right.len()).then(|| slide(best, diagonal))
            })
            .collect();
    }
    left.len().max(right.len())
}

#[test]
fn distances_are_those_of_levenshtein() {
    for (left, right, expected) in [
        ("", "", 0),
        ("甲", "", 1),
        ("", "甲乙", 2),
        ("甲乙丙", "甲丙", 1),
        ("kitten", "sitting", 3),
    ] {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        assert_eq!(distance(&characters(left), &characters(right)), expected, "{left} {right}");
    }
}
