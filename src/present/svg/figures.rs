//! Figures as a chart writes them: rounded once, from the counts themselves, and never to 0 or 100 %
//! unless they are exactly that.

use crate::analysis::TrendRow;
use crate::present::words::percent;
use crate::report::Language;
use crate::text::grouped;

/// What a chart shows of each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// The percentage of reports that mention the term.
    Share,
    /// Mentions in 10,000 characters.
    Rate,
    /// The number of reports.
    Held,
    /// The number of their characters.
    Characters,
}

impl Measure {
    /// Returns the value to draw; `None` if there is no report.
    pub(super) fn value(self, row: &TrendRow) -> Option<f64> {
        let counts = self.counts(row)?;
        Some(counts.base * float(counts.number) / float(counts.all))
    }

    /// Returns the value as it is written, with this many decimal places.
    pub(super) fn label(self, row: &TrendRow, decimals: u32) -> String {
        let Some(Counts { number, all, .. }) = self.counts(row) else { return String::new() };
        match self {
            Self::Share => percent(number, all),
            Self::Rate => rate(number, all, decimals),
            Self::Held | Self::Characters => grouped(number),
        }
    }

    /// Returns the number of decimal places for figures of which this is the largest.
    pub(super) fn decimals(largest: f64) -> u32 {
        if largest < 10.0 { 2 } else { 1 }
    }

    /// Returns what the figures mean.
    pub(super) fn title(self, has_mentions: bool, language: Language) -> &'static str {
        match self {
            Self::Share if !has_mentions => {
                language.pick("Reports that meet the query, %", "符合的报告占所收报告的比例（%）")
            }
            Self::Share => {
                language.pick("Reports that mention it, %", "提及的报告占所收报告的比例（%）")
            }
            Self::Rate => language.pick("Mentions per 10,000 characters", "每万字提及次数"),
            Self::Held => language.pick("Reports", "所收报告份数"),
            Self::Characters => language.pick("Characters of the reports", "所收报告字数"),
        }
    }

    fn counts(self, row: &TrendRow) -> Option<Counts> {
        let of = |base, number, all| Some(Counts { base, number, all });
        match self {
            _ if row.figures.held == 0 => None,
            Self::Share => of(100.0, row.figures.reports, row.figures.held),
            Self::Rate if row.figures.characters == 0 => None,
            Self::Rate => of(10_000.0, row.figures.mentions?, row.figures.characters),
            Self::Held => of(1.0, row.figures.held, 1),
            Self::Characters => of(1.0, row.figures.characters, 1),
        }
    }
}

/// A number out of all, per hundred or ten thousand.
struct Counts {
    base: f64,
    number: u64,
    all: u64,
}

/// Returns a number per ten thousand.
fn rate(number: u64, all: u64, decimals: u32) -> String {
    let (wide, all, unit) = (u128::from(number), u128::from(all.max(1)), 10_u128.pow(decimals));
    let rounded = (wide * 20_000 * unit + all) / (2 * all);
    let width = usize::try_from(decimals).unwrap_or_default();
    match (number, rounded) {
        (0, _) => "0".to_owned(),
        (_, 0) => format!("<0.{:0>width$}", 1),
        _ => format!("{}.{:0>width$}", grouped(rounded / unit), rounded % unit),
    }
}

/// Returns a count as a length to draw.
#[expect(clippy::cast_precision_loss, reason = "a drawing is not finer than a float")]
pub(super) fn float(number: u64) -> f64 {
    number as f64
}

/// Returns a number of elements as a factor of lengths.
pub(super) fn many(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Returns about four round values from 0 on, of which the last is at least `largest`.
pub(super) fn ticks(largest: f64, is_whole: bool) -> Vec<f64> {
    let largest = if largest > 0.0 { largest } else { 1.0 };
    let mut step = 10_f64.powf((largest / 4.0).log10().floor());
    for factor in [2.0, 2.5, 2.0] {
        if step * 4.0 >= largest {
            break;
        }
        step *= factor;
    }
    // There are no halves of reports.
    let step = if is_whole { step.ceil() } else { step };
    let mut ticks = vec![0.0];
    while ticks.last().is_some_and(|&last| last < largest - step * 1e-6) {
        ticks.push(step * many(ticks.len()));
    }
    ticks
}

/// Returns about four round values around shares that do not need an axis from 0 to 100: from `least` to
/// `most`, or from 0 to 100 if these are far apart or the same.
pub(super) fn fitted_ticks(least: f64, most: f64) -> Vec<f64> {
    const STEPS: [f64; 8] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0];
    let of_step = |step: f64| {
        let (first, end) = ((least / step + 1e-9).floor(), (most / step - 1e-9).ceil());
        (end - first <= 4.0).then_some((step, first, end))
    };
    match STEPS.into_iter().find_map(of_step) {
        Some((step, first, end)) if most > least => {
            let count = (end - first).round();
            (0..=4).map(f64::from).filter(|at| *at <= count).map(|at| (first + at) * step).collect()
        }
        _ => SHARES.to_vec(),
    }
}

/// The values on the axis of shares, if it begins at 0.
pub(super) const SHARES: [f64; 5] = [0.0, 25.0, 50.0, 75.0, 100.0];

/// Returns a round value as an axis shows it.
pub(super) fn tick_label(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text.split_once('.') {
        None => text.parse::<u64>().map_or_else(|_| text.to_owned(), grouped),
        Some(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_once_and_nothing_only_where_it_is() {
        for (number, all, decimals, expected) in [
            (0, 100, 1, "0"),
            (520, 117_880, 1, "44.1"),
            (28, 23_423, 2, "11.95"),
            (1, 40_000_000, 2, "<0.01"),
            (5, 5, 1, "10,000.0"),
        ] {
            assert_eq!(rate(number, all, decimals), expected, "{number} of {all}");
        }
    }

    #[test]
    fn an_axis_that_fits_shares_has_them_between_its_ends() {
        for (least, most, expected) in [
            (88.2, 100.0, "85 90 95 100"),
            (99.3, 100.0, "99.2 99.4 99.6 99.8 100"),
            (50.5, 54.0, "50 51 52 53 54"),
            (3.0, 9.0, "2 4 6 8 10"),
            (1.0, 99.0, "0 25 50 75 100"),
            (0.0, 0.4, "0 0.1 0.2 0.3 0.4"),
            (12.0, 60.0, "0 20 40 60"),
            (60.0, 60.0, "0 25 50 75 100"),
        ] {
            let ticks = fitted_ticks(least, most);
            assert!(ticks[0] <= least && most <= *ticks.last().unwrap(), "{ticks:?}");
            let labels: Vec<String> = ticks.into_iter().map(tick_label).collect();
            assert_eq!(labels.join(" "), expected, "{least} {most}");
        }
    }

    #[test]
    fn axes_have_few_round_values() {
        for (largest, is_whole, expected) in [
            (0.0, false, "0 0.5 1"),
            (0.37, false, "0 0.1 0.2 0.3 0.4"),
            (54.3, false, "0 20 40 60"),
            (100.0, false, "0 50 100"),
            (1.0, true, "0 1"),
            (247.0, true, "0 100 200 300"),
            (205_357.0, true, "0 100,000 200,000 300,000"),
        ] {
            let labels: Vec<String> =
                ticks(largest, is_whole).into_iter().map(tick_label).collect();
            assert_eq!(labels.join(" "), expected, "{largest}");
        }
    }
}
