//! Operators and fields of other query languages.
//!
//! They mean nothing here. Searched for as characters they would find nothing, and that would read
//! as if no report mentioned the term. So they are errors; in quotation marks they are characters.

use super::condition_key::ConditionKey;
use super::scope::Scope;
use crate::report::Language;
use crate::text::{half_width, is_han};

/// Something that other query languages have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// A character that stands for any characters: `%法律%`, `法律$`, and `*` and `?` in the value of
    /// a condition.
    Wildcard(char),
    /// `*` by itself, for everything.
    Everything,
    /// `/法律.*/`, `\d`.
    Regex,
    /// `词~2`, `~词`.
    Fuzzy,
    /// `词^2`, `^词`.
    Weight,
    /// `+词`.
    Plus,
    /// `[2021 TO 2023]`, `2021..2023`.
    Range,
    /// `&&`.
    TwoAnds,
    /// `||`.
    TwoOrs,
    /// `!词`.
    Exclamation,
    /// `--词`.
    TwoMinuses,
    /// A minus with a blank after it.
    LoneMinus,
    /// `=`, `~`, `?` and the like with blanks around.
    LoneSign(String),
    /// Nearness and scopes of other systems: `/NEAR 5`, `/SEN 3`, `w/3`, `ADJ3`.
    Nearness(String),
    /// `XOR`.
    ExclusiveOr,
    /// `@terms.txt`.
    FileOfTerms,
    /// A name before a colon that is not one of a field: `site:`, `作者:`.
    Field(String),
    /// The name of a field before another sign than a colon: `年度>=2021`.
    Comparison(ConditionKey),
}

impl Foreign {
    /// Returns what is wrong, in English.
    pub(super) fn message(&self) -> String {
        let message = match self {
            Self::Wildcard(mark) => return format!("`{mark}` is not a wildcard here"),
            Self::Everything => "`*` does not stand for everything here",
            Self::Regex => "regular expressions are not supported",
            Self::Fuzzy => "`~` does not find similar or near terms here",
            Self::Weight => "`^` neither weights nor anchors a term here",
            Self::Plus => "`+` is not an operator here",
            Self::Range => "ranges are not written in this form here",
            Self::TwoAnds => "`&&` is not an operator here",
            Self::TwoOrs => "`||` is not an operator here",
            Self::Exclamation => "`!` is not an operator here",
            Self::TwoMinuses => "`--` is not an operator here",
            Self::LoneMinus => "`-` has no term right after it",
            Self::LoneSign(sign) => return format!("`{sign}` is not an operator here"),
            Self::Nearness(word) => return format!("`{word}` is not an operator here"),
            Self::ExclusiveOr => "`XOR` is not an operator here",
            Self::FileOfTerms => "files of terms are not read",
            Self::Field(name) => return format!("there is no field `{name}`"),
            Self::Comparison(key) => {
                let field = key.label(Language::Chinese);
                return format!("only a colon can follow the field `{field}`");
            }
        };
        message.to_owned()
    }
}

/// The longest names of fields that are looked for: in Latin letters, and in Chinese, where text
/// before a colon is often longer: 全县共有律师：12人.
const LONGEST_LATIN: usize = 20;
const LONGEST_HAN: usize = 6;

/// Scopes and operators of nearness by their whole names, with or without a number right after them.
/// CNKI writes them with a slash before.
const NEAR_WORDS: [&str; 7] = ["ONEAR", "ADJ", "/NEAR", "/SEN", "/PREV", "/AFT", "/PEG"];
/// Operators of nearness with a number: w/3, ADJ3, NEAR5.
const NEAR_NAMES: [&str; 6] = ["near", "onear", "adj", "pre", "w", "n"];

/// Returns what a whole word is in another query language, `rest` being the line from it on.
pub(super) fn foreign_word(word: &[char], rest: &[char]) -> Option<Foreign> {
    let word: String = word.iter().copied().map(half_width).collect();
    if word.starts_with("&&") {
        return Some(Foreign::TwoAnds);
    }
    if word.starts_with("||") {
        return Some(Foreign::TwoOrs);
    }
    if word.starts_with("--") {
        return Some(Foreign::TwoMinuses);
    }
    if !word.is_empty() && word.chars().all(|c| "=<>≤≥~^?:%@#$".contains(c)) {
        return Some(Foreign::LoneSign(word));
    }
    let name = word.strip_suffix(':').filter(|_| rest.len() > word.chars().count());
    if let Some(name) = name.filter(|name| is_name_elsewhere(name)) {
        return Some(Foreign::Field(name.to_owned()));
    }
    if word == "XOR" {
        return Some(Foreign::ExclusiveOr);
    }
    if is_nearness(&word) {
        return Some(Foreign::Nearness(word));
    }
    let line: String = rest.iter().copied().map(half_width).collect();
    let is_range = word.starts_with(['[', '{'])
        && line.split_once(" TO ").is_some_and(|(_, to)| to.contains([']', '}']));
    is_range.then_some(Foreign::Range)
}

/// Returns whether a name before a colon and a blank is that of a field in other systems. Other
/// words before it are text.
fn is_name_elsewhere(name: &str) -> bool {
    let is_latin = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    let lower = name.to_lowercase();
    let is_known = ConditionKey::from_field(&lower).is_some() || Scope::from_key(&lower).is_some();
    !is_known && (is_latin || ConditionKey::nearest(name).is_some())
}

fn is_nearness(word: &str) -> bool {
    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
    if NEAR_WORDS.contains(&name) {
        return true;
    }
    let has_number = name.len() < word.len();
    if name.eq_ignore_ascii_case("near/") {
        return false;
    }
    let bare = name.strip_suffix('/').unwrap_or(name);
    let is_name = NEAR_NAMES.contains(&bare.to_ascii_lowercase().as_str());
    // `W3` and `n2` can be searched for.
    let is_long = bare.len() > 2 && bare.chars().all(|c| c.is_ascii_uppercase());
    has_number && is_name && (bare.len() < name.len() || is_long)
}

/// Returns what part of a run of characters is in another query language, and where it begins.
pub(super) fn foreign_in_run(run: &[char]) -> Option<(usize, Foreign)> {
    let run: Vec<char> = run.iter().copied().map(half_width).collect();
    at_beginning(&run)
        .map(|foreign| (0, foreign))
        .or_else(|| wildcard(&run))
        .or_else(|| suffix(&run))
        .or_else(|| inside(&run))
}

fn at_beginning(run: &[char]) -> Option<Foreign> {
    let is_more = run.len() > 1;
    match run.first()? {
        '@' if is_more => Some(Foreign::FileOfTerms),
        '!' => Some(Foreign::Exclamation),
        '+' => Some(Foreign::Plus),
        '~' if is_more => Some(Foreign::Fuzzy),
        '^' if is_more => Some(Foreign::Weight),
        '*' if run.iter().all(|c| *c == '*') => Some(Foreign::Everything),
        '/' => {
            // Letters after the last slash are the flags of an expression.
            let last = run.iter().rposition(|c| *c == '/')?;
            let flags = run.get(last + 1..)?;
            let is_regex =
                last > 1 && flags.len() < 4 && flags.iter().all(char::is_ascii_lowercase);
            is_regex.then_some(Foreign::Regex)
        }
        _ => field_name(run),
    }
}

/// Returns the name of a field before a colon or a sign of comparison.
fn field_name(run: &[char]) -> Option<Foreign> {
    let sign = run.iter().position(|c| ":=<>≤≥".contains(*c))?;
    let (name, value) = run.split_at(sign);
    let is_empty = value.iter().all(|c| ":=<>≤≥".contains(*c));
    let is_latin = name.len() <= LONGEST_LATIN
        && name.iter().all(|c| c.is_ascii_alphabetic() || "_-.".contains(*c));
    let is_chinese = name.len() <= LONGEST_HAN && name.iter().all(|c| is_han(*c));
    if is_empty || name.is_empty() || !(is_latin || is_chinese) {
        return None;
    }
    let name: String = name.iter().collect();
    let known = ConditionKey::from_field(&name.to_lowercase());
    Some(known.map_or(Foreign::Field(name), Foreign::Comparison))
}

/// Returns a character that stands for others elsewhere.
fn wildcard(run: &[char]) -> Option<(usize, Foreign)> {
    let is_word_at = |at: usize| run.get(at).is_some_and(|c| is_word(*c));
    let is_wildcard = |at: usize, mark: char| match mark {
        '%' => run.len() > 1 && at.checked_sub(1).is_none_or(is_word_at),
        '$' => at > 0 && at + 1 == run.len() && is_word_at(at - 1),
        _ => false,
    };
    let found = run.iter().enumerate().find(|(at, mark)| is_wildcard(*at, **mark));
    found.map(|(at, mark)| (at, Foreign::Wildcard(*mark)))
}

/// Returns whether a character belongs to a term rather than to a figure.
fn is_word(character: char) -> bool {
    is_han(character) && !is_figure(character)
}

fn is_figure(character: char) -> bool {
    character.is_ascii_digit() || "〇一二三四五六七八九十百千万亿两".contains(character)
}

/// Returns `~2` or `^2` at the end of a term. After a figure, with or without its unit (3月~5), `~`
/// is a dash and `^` a power.
fn suffix(run: &[char]) -> Option<(usize, Foreign)> {
    let number = run.iter().rev().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let at = (run.len() - number).checked_sub(1)?;
    let foreign = match run.get(at)? {
        '~' => Foreign::Fuzzy,
        '^' => Foreign::Weight,
        _ => return None,
    };
    let before = |back: usize| at.checked_sub(back).and_then(|at| run.get(at)).copied();
    let is_after_figure = before(1).is_some_and(is_figure) || before(2).is_some_and(is_figure);
    (at > 0 && !is_after_figure).then_some((at, foreign))
}

fn inside(run: &[char]) -> Option<(usize, Foreign)> {
    let text: String = run.iter().collect();
    let place = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
    if let Some(at) = text.find("&&") {
        return Some((place(at), Foreign::TwoAnds));
    }
    let escapes = |at: &(usize, &str)| {
        let next = text.get(at.0 + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| "dwsbDWSB.*+?()[]{}^$".contains(c))
    };
    if let Some((at, _)) = text.match_indices('\\').find(escapes) {
        return Some((place(at), Foreign::Regex));
    }
    if let Some(at) = text.find(".*") {
        return Some((place(at), Foreign::Regex));
    }
    let (from, to) = text.split_once("..")?;
    let is_range = from.ends_with(is_figure) && to.starts_with(is_figure);
    is_range.then(|| (place(from.len()), Foreign::Range))
}
