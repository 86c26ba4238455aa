//! Five shades: for shares in steps of a fifth, for counts in steps that grow by one factor.

use std::fmt;

/// What the shades of figures show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shading {
    /// The share of the reports that mention it.
    Shares,
    /// A count. Each shade begins at this many times the count at which the one before begins.
    Counts(u64),
}

/// One of the five shades, or 0 for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Level(u8);

impl Level {
    /// The shades, lightest first.
    pub(super) const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];
}

impl fmt::Display for Level {
    /// Writes the class of the shade in the style.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "level-{}", self.0)
    }
}

impl Shading {
    /// Returns shades for counts up to `most`, with the smallest factor that tells them apart.
    pub(super) fn for_counts(most: u64) -> Self {
        let is_enough = |factor: &u64| factor.pow(5) > most;
        Self::Counts([2, 3, 5, 10].into_iter().find(is_enough).unwrap_or(10))
    }

    /// Returns the shade of `number` of `all`, which counts ignore.
    pub(super) fn level(self, number: u64, all: u64) -> Level {
        let step = match self {
            Self::Shares => (number * 5).div_ceil(all.max(1)),
            Self::Counts(factor) => {
                (0..5).filter(|&steps| factor.pow(steps) <= number).count() as u64
            }
        };
        Level(u8::try_from(step.min(5)).unwrap_or(5))
    }

    /// Returns the range of figures that have a shade: `≤ 40%`, `4–7`.
    pub(super) fn range(self, level: Level) -> String {
        let step = u32::from(level.0);
        match self {
            Self::Shares => format!("≤ {}%", step * 20),
            Self::Counts(factor) => {
                let first = factor.pow(step.saturating_sub(1));
                let last = factor.pow(step) - 1;
                match (level.0, first == last) {
                    (5, _) => format!("≥ {first}"),
                    (_, true) => first.to_string(),
                    (_, false) => format!("{first}–{last}"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_the_shade_of_the_fifth_it_reaches() {
        for (number, all, expected) in [
            (0, 3, 0),
            (1, 1_000, 1),
            (1, 5, 1),
            (201, 1_000, 2),
            (2, 5, 2),
            (1, 2, 3),
            (4, 5, 4),
            (999, 1_000, 5),
            (3, 3, 5),
            (0, 0, 0),
        ] {
            assert_eq!(Shading::Shares.level(number, all), Level(expected), "{number} of {all}");
        }
        assert_eq!(Shading::Shares.range(Level(2)), "≤ 40%");
    }

    #[test]
    fn every_count_has_the_shade_whose_range_contains_it() {
        for (most, ranges) in [
            (0, ["1", "2–3", "4–7", "8–15", "≥ 16"]),
            (31, ["1", "2–3", "4–7", "8–15", "≥ 16"]),
            (32, ["1–2", "3–8", "9–26", "27–80", "≥ 81"]),
            (3_000, ["1–4", "5–24", "25–124", "125–624", "≥ 625"]),
            (1_000_000, ["1–9", "10–99", "100–999", "1000–9999", "≥ 10000"]),
        ] {
            let shading = Shading::for_counts(most);
            assert_eq!(Level::ALL.map(|level| shading.range(level)), ranges);
        }
        let shading = Shading::for_counts(80);
        for (number, expected) in [(0, 0), (1, 1), (2, 1), (3, 2), (26, 3), (27, 4), (900, 5)] {
            assert_eq!(shading.level(number, 0), Level(expected), "{number}");
        }
    }
}
