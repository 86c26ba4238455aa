//! What tests of several modules share: chance that is the same in every run, the published reports
//! and sample files of `../shared`, and a score of how well a text was extracted.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

#[path = "../tests/dice.rs"]
mod dice;
#[path = "../tests/shared.rs"]
mod shared;

pub(crate) use dice::Dice;
pub(crate) use shared::{first_two_lines, shared};

use crate::text::{fold_each, plain as without_radicals};

/// Returns the published reports, each with its name, sorted by name.
pub(crate) fn real_reports() -> Vec<(String, String)> {
    let names = names_in(&shared("reports"));
    let text = |name: &String| fs::read_to_string(shared("reports").join(name)).expect("UTF-8");
    names.iter().map(|name| (name.clone(), text(name))).collect()
}

/// Returns the digests of the repository's samples, each with its name, sorted by name.
pub(crate) fn sample_reports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/digests");
    let text = |name: &String| fs::read_to_string(folder.join(name)).expect("UTF-8");
    names_in(&folder).iter().map(|name| (name.clone(), text(name))).collect()
}

/// Returns the beginnings of pages that were collected, each with the facts that a reader finds on it.
pub(crate) fn pages() -> Vec<serde_json::Value> {
    let read = |name| fs::read_to_string(shared(name)).expect("UTF-8");
    let lines = read("cases/pages.jsonl") + &read("cases/pages2.jsonl");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Returns `text` as a browser prints it into a PDF: radicals in place of the characters that they
/// stand for.
pub(crate) fn with_radicals(text: &str) -> String {
    let radicals = ('\u{2e80}'..='\u{2fdf}').filter_map(|radical| {
        let character = without_radicals(radical.encode_utf8(&mut [0; 4])).chars().next()?;
        (character != radical).then_some((character, radical))
    });
    let table: std::collections::HashMap<char, char> = radicals.collect();
    text.chars().map(|character| table.get(&character).copied().unwrap_or(character)).collect()
}

/// Prints `line` for the person who runs the tests.
#[expect(clippy::print_stderr, reason = "a test that is skipped or measures says so")]
pub(crate) fn notice(line: &str) {
    eprintln!("{line}");
}

/// Returns the bytes of a sample file, such as `s0.docx` or `html/s0.trs.html`.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    fs::read(shared("formats").join(name)).expect(name)
}

/// Returns the text of a sample file.
pub(crate) fn sample_text(name: &str) -> String {
    String::from_utf8(sample(name)).expect(name)
}

/// Returns the names of the sample files in the folder `below` that `is_wanted`, sorted.
pub(crate) fn samples(below: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let names = names_in(&shared("formats").join(below));
    let wanted = names.into_iter().filter(|name| is_wanted(name));
    let names: Vec<String> = wanted.map(|name| format!("{below}{name}")).collect();
    assert!(!names.is_empty(), "no sample is wanted");
    names
}

/// Returns the names of what is in a folder, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let items = fs::read_dir(folder).expect("a folder");
    let name = |item: std::io::Result<fs::DirEntry>| item.expect("an entry").file_name();
    let mut names: Vec<String> =
        items.map(|item| name(item).into_string().expect("a name in UTF-8")).collect();
    names.sort();
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
