//! The operators of nearness: `NEAR/20`, `BEFORE/20`, 邻近/20, 先后/20.

use crate::text::half_width;

/// The most characters that can be asked for between two terms: more is a section, or a report.
pub(crate) const MOST_BETWEEN: u32 = 1_000;

/// An operator of nearness at the beginning of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NearMark {
    /// Its length.
    pub(super) len: usize,
    /// Whether what is before it has to come first.
    pub(super) ordered: bool,
    /// The most characters between the two.
    pub(super) within: Number,
}

/// The number of an operator of nearness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// It can be asked for.
    Within(u32),
    /// It is larger than [`MOST_BETWEEN`].
    TooLarge,
    /// There is none.
    Missing,
}

/// The names, and whether the order counts.
const NAMES: [(&str, bool); 4] =
    [("NEAR", false), ("BEFORE", true), ("邻近", false), ("先后", true)];

impl NearMark {
    /// Returns the name for messages.
    pub(super) fn name(ordered: bool) -> &'static str {
        if ordered { "BEFORE" } else { "NEAR" }
    }

    /// Returns the operator that `rest` begins with; what follows it is not looked at. With a number
    /// after a slash it can be in small letters. Without one it has to be Latin capitals: 邻近 and
    /// `near` are words.
    pub(super) fn at_start_of(rest: &[char]) -> Option<Self> {
        NAMES.into_iter().find_map(|(name, ordered)| {
            let len = name.chars().count();
            let typed: String = rest.get(..len)?.iter().copied().map(half_width).collect();
            if !typed.eq_ignore_ascii_case(name) {
                return None;
            }
            let after: String = rest.iter().skip(len).copied().map(half_width).collect();
            let digits = after.strip_prefix('/').map_or("", leading_digits);
            if !digits.is_empty() {
                let within = number(digits);
                return Some(Self { len: len + 1 + digits.len(), ordered, within });
            }
            let is_latin = name.is_ascii() && typed == name;
            // What stands in the place of the number: NEAR/x, 先后/-3.
            let instead = after.strip_prefix('/').map(|it| {
                1 + it.chars().take_while(|c| !c.is_whitespace() && !"()".contains(*c)).count()
            });
            // 先后/同时 is a term.
            let is_figure = after
                .strip_prefix('/')
                .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_graphic()));
            let is_operator = is_latin || is_figure && !name.is_ascii();
            let len = len + instead.unwrap_or_default();
            is_operator.then_some(Self { len, ordered, within: Number::Missing })
        })
    }

    /// Returns the first operator with its number inside a run, and its place.
    pub(super) fn inside(run: &[char]) -> Option<(usize, Self)> {
        (0..run.len()).find_map(|at| {
            let mark = run.get(at..).and_then(Self::at_start_of)?;
            (mark.within != Number::Missing).then_some((at, mark))
        })
    }
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn number(digits: &str) -> Number {
    let number = digits.parse().ok().filter(|number| *number <= MOST_BETWEEN);
    number.map_or(Number::TooLarge, Number::Within)
}
