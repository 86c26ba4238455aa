//! Five shades: for shares in steps of equal width, for counts in steps that grow by one factor.

use std::fmt;

use crate::text::grouped;
use crate::web::http::choices::Scale;

/// What the shades of figures show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shading {
    /// The share of the reports that mention it, in tenths of a per cent. The shades begin above the first
    /// number, each as wide as the second.
    Shares(u64, u64),
    /// A count up to the second number. Each shade begins at so many times the count at which the one before
    /// begins as the first says; if that is 1, each is one count.
    Counts(u64, u64),
}

/// Steps of a fifth.
const FIFTHS: Shading = Shading::Shares(0, 200);

/// All reports, in tenths of a per cent.
const ALL: u64 = 1000;

/// The widths of steps that fit shares, in tenths of a per cent.
const WIDTHS: [u64; 8] = [2, 5, 10, 20, 50, 100, 150, 200];

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
    /// Returns shades for counts up to `most`: one for each if there are so few, or with the smallest factor
    /// that tells them apart.
    pub(super) fn for_counts(most: u64) -> Self {
        if most <= 5 {
            return Self::Counts(1, most);
        }
        let is_enough = |factor: &u64| factor.pow(5) > most;
        Self::Counts([2, 3, 5, 10].into_iter().find(is_enough).unwrap_or(10), most)
    }

    /// Returns the shades that figures can have.
    pub(super) fn levels(self) -> impl Iterator<Item = Level> {
        let is_reached = move |level: &Level| match self {
            Self::Shares(..) => true,
            Self::Counts(factor, most) => first_of(factor, *level) <= most.max(1),
        };
        Level::ALL.into_iter().filter(is_reached)
    }

    /// Returns shades for shares: fifths, or the narrowest steps that tell these apart, each a number of
    /// reports out of all. Shares of 0 have a shade of their own.
    pub(super) fn for_shares(scale: Scale, shares: impl Iterator<Item = (u64, u64)>) -> Self {
        if scale == Scale::Fixed {
            return FIFTHS;
        }
        let shares: Vec<(u64, u64)> =
            shares.filter(|(number, all)| *number > 0 && *all > 0).collect();
        let least = shares.iter().map(|(number, all)| number * ALL / all).min();
        let most = shares.iter().map(|(number, all)| (number * ALL).div_ceil(*all)).max();
        let (Some(least), Some(most)) = (least, most) else { return FIFTHS };
        if least == most {
            return FIFTHS;
        }
        let of_width = |width: u64| {
            let begin = (least / width * width).min(ALL - 5 * width);
            (begin + 5 * width >= most).then_some(Self::Shares(begin, width))
        };
        WIDTHS.into_iter().find_map(of_width).unwrap_or(FIFTHS)
    }

    /// Returns the shade of `number` of `all`, which counts ignore.
    pub(super) fn level(self, number: u64, all: u64) -> Level {
        let step = match self {
            Self::Shares(..) if number == 0 => 0,
            Self::Shares(begin, width) => {
                let above = (number * ALL).saturating_sub(begin * all);
                above.div_ceil((width * all).max(1)).max(1)
            }
            Self::Counts(factor, _) => {
                let is_reached = |level: &&Level| first_of(factor, **level) <= number;
                Level::ALL.iter().filter(is_reached).count() as u64
            }
        };
        // A group that is not known does not decide on the shades, and may have more than all others.
        let last = self.levels().last().map_or(0, |level| u64::from(level.0));
        Level(u8::try_from(step.min(last)).unwrap_or(5))
    }

    /// Returns the range of figures that have a shade: `≤ 40%`, `4–7`.
    pub(super) fn range(self, level: Level) -> String {
        let step = u64::from(level.0);
        match self {
            Self::Shares(begin, width) => {
                let last = begin + step * width;
                match (last / 10, last % 10) {
                    (whole, 0) => format!("≤ {whole}%"),
                    (whole, tenths) => format!("≤ {whole}.{tenths}%"),
                }
            }
            Self::Counts(factor, _) => {
                let first = first_of(factor, level);
                let last = first_of(factor, Level(level.0 + 1)) - 1;
                match (self.levels().last() == Some(level), first == last) {
                    (true, _) => format!("≥ {}", grouped(first)),
                    (_, true) => grouped(first),
                    (_, false) => format!("{}–{}", grouped(first), grouped(last)),
                }
            }
        }
    }
}

/// Returns the count at which a shade begins.
fn first_of(factor: u64, level: Level) -> u64 {
    match factor {
        1 => u64::from(level.0),
        _ => factor.pow(u32::from(level.0).saturating_sub(1)),
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
            assert_eq!(FIFTHS.level(number, all), Level(expected), "{number} of {all}");
        }
        assert_eq!(FIFTHS.range(Level(2)), "≤ 40%");
        assert_eq!(Shading::Shares(990, 2).range(Level(1)), "≤ 99.2%");
    }

    #[test]
    fn shades_fit_the_shares_that_there_are() {
        for (shares, ranges) in [
            // Between 50 and 54 %, as a common term has in every province.
            (&[(505, 1000), (54, 100), (0, 7)][..], [510, 520, 530, 540, 550]),
            (&[(1, 3), (2, 3), (3, 3)], [400, 550, 700, 850, 1000]),
            (&[(993, 1000), (3, 3)], [992, 994, 996, 998, 1000]),
            (&[(1, 1), (2, 2)], [200, 400, 600, 800, 1000]),
            (&[(3, 1000), (1, 1000)], [2, 4, 6, 8, 10]),
            (&[(1, 100), (99, 100)], [200, 400, 600, 800, 1000]),
            (&[(0, 3)], [200, 400, 600, 800, 1000]),
        ] {
            let shading = Shading::for_shares(Scale::Fit, shares.iter().copied());
            let Shading::Shares(begin, width) = shading else { panic!("{shading:?}") };
            assert_eq!([1, 2, 3, 4, 5].map(|step| begin + step * width), ranges, "{shares:?}");
            for &(number, all) in shares {
                let shade = shading.level(number, all);
                assert_eq!(shade == Level(0), number == 0);
                if number > 0 {
                    let last = ranges[usize::from(shade.0) - 1];
                    assert!(number * ALL <= last * all, "{number} of {all}: {shade:?}");
                }
            }
            assert_eq!(Shading::for_shares(Scale::Fixed, shares.iter().copied()), FIFTHS);
        }
    }

    #[test]
    fn every_count_has_the_shade_whose_range_contains_it() {
        // The last shade is also that of groups that are not known and have more.
        for (most, ranges) in [
            (0, &["≥ 1"][..]),
            (2, &["1", "≥ 2"]),
            (5, &["1", "2", "3", "4", "≥ 5"]),
            (6, &["1", "2–3", "≥ 4"]),
            (31, &["1", "2–3", "4–7", "8–15", "≥ 16"]),
            (32, &["1–2", "3–8", "9–26", "≥ 27"]),
            (3_000, &["1–4", "5–24", "25–124", "125–624", "≥ 625"]),
            (1_000_000, &["1–9", "10–99", "100–999", "1,000–9,999", "≥ 10,000"]),
        ] {
            let shading = Shading::for_counts(most);
            let shown: Vec<String> = shading.levels().map(|level| shading.range(level)).collect();
            assert_eq!(shown, ranges);
        }
        for (most, levels) in [(0, 1), (2, 2), (5, 5), (6, 3), (16, 5), (3_000, 5)] {
            assert_eq!(Shading::for_counts(most).levels().count(), levels, "{most}");
        }
        let shading = Shading::for_counts(3);
        for (number, expected) in [(0, 0), (1, 1), (3, 3), (9, 3)] {
            assert_eq!(shading.level(number, 0), Level(expected), "{number}");
        }
        let shading = Shading::for_counts(80);
        for (number, expected) in [(0, 0), (1, 1), (2, 1), (3, 2), (26, 3), (27, 4), (900, 4)] {
            assert_eq!(shading.level(number, 0), Level(expected), "{number}");
        }
    }
}
