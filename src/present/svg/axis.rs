//! The axis of years with its gaps, and the rows below it: the number of reports of each year, and of
//! those that mention a term.

use super::chart::{Chart, EDGE};
use super::elements::Svg;
use super::figures::{Measure, SHARES, fitted_ticks, many, tick_label, ticks};
use super::ink::{Anchor, BOLD_FACTOR, Ink, Type};
use super::rows::is_year;
use super::text_width::width;
use crate::analysis::{Series, TrendRow};
use crate::search::Answer;
use crate::text::grouped;

/// Up to this many terms have their figures at every point. With more, few labels would find a place,
/// so figures are only at the ends of the lines.
pub(super) const LABELLED: usize = 2;

/// The height of a row.
const ROW: f64 = 18.0;

/// The years and their positions.
pub(super) struct Axis {
    pub(super) years: Vec<String>,
    /// The indices of years without a report.
    pub(super) gaps: Vec<usize>,
    /// The rows below the years.
    rows: Vec<Row>,
    pub(super) left: f64,
    pub(super) slot: f64,
    pub(super) width: f64,
    /// The maximum width of the names at the ends of lines.
    pub(super) names: f64,
}

/// A row below the years.
struct Row {
    name: String,
    /// The series whose mark takes the place of a name.
    series: Option<usize>,
    cells: Vec<String>,
}

impl Axis {
    pub(super) fn of(chart: &Chart<'_>) -> Self {
        let (small, of_width) = (chart.small().size, chart.drawing.width);
        let widest =
            |texts: &[String]| texts.iter().map(|text| width(text, small)).fold(0.0, f64::max);
        let first: Vec<&TrendRow> =
            chart.series().first().map(years).into_iter().flatten().collect();
        let is_gap = |at: &usize| {
            chart
                .series()
                .iter()
                .all(|it| years(it).nth(*at).is_none_or(|row| row.figures.held == 0))
        };
        let gaps: Vec<usize> = (0..first.len()).filter(is_gap).collect();
        let rows = rows(chart);

        let measures = chart.measures().into_iter().filter(|_| chart.has_query);
        let ticks = measures.flat_map(|measure| scale(chart, measure)).map(tick_label);
        let margin: Vec<String> = ticks.chain(rows.iter().map(|row| row.name.clone())).collect();
        let left = EDGE + widest(&margin) + 12.0;
        let terms: Vec<String> = chart.series().iter().map(|it| it.question.term()).collect();
        let (names, right) = match terms.len() {
            0 | 1 => (0.0, of_width.pick(EDGE, 8.0)),
            count => {
                let names = (widest(&terms) * BOLD_FACTOR).min(of_width.pick(150.0, 66.0));
                let figures = if count > LABELLED { small * 4.0 } else { 0.0 };
                (names, names + figures + of_width.pick(40.0, 32.0))
            }
        };
        let mut cells: Vec<String> = rows.iter().flat_map(|row| row.cells.clone()).collect();
        cells.extend((!gaps.is_empty()).then(|| no_report(chart).to_owned()));
        if chart.series().len() <= LABELLED {
            let rows = chart.series().iter().flat_map(years);
            cells.extend(
                rows.flat_map(|row| chart.measures().into_iter().map(|it| it.label(row, 1))),
            );
        }
        let least = (widest(&cells) + of_width.pick(8.0, 4.0)).max(of_width.pick(44.0, 36.0));
        let count = many(first.len());
        let slot = ((of_width.pixels() - left - right) / count.max(1.0)).max(least);
        let years = first.iter().map(|row| row.value.clone()).collect();
        Self { years, gaps, rows, left, slot, width: left + slot * count + right, names }
    }

    /// Returns the middle of a year.
    pub(super) fn x(&self, at: usize) -> f64 {
        self.left + self.slot * (many(at) + 0.5)
    }

    /// Returns the right edge of the last year.
    pub(super) fn right(&self) -> f64 {
        self.left + self.slot * many(self.years.len())
    }

    /// Returns the height of the years and the rows below them.
    pub(super) fn height(&self) -> f64 {
        ROW * many(self.rows.len() + 1)
    }

    /// Draws the years and the rows below them.
    pub(super) fn draw(&self, chart: &Chart<'_>, out: &mut Svg, top: f64) {
        let bold = Type::new(13.0, Ink::Text).bold().at(Anchor::Middle);
        let set = chart.small();
        let mut foot = top + 13.0;
        for (at, year) in self.years.iter().enumerate() {
            out.text((self.x(at), foot), bold, year);
        }
        for row in &self.rows {
            foot += ROW;
            match row.series {
                Some(series) => out.mark((self.left - 16.0, foot - 4.5), series, false, ""),
                None => out.text((self.left - 10.0, foot), set.at(Anchor::End), &row.name),
            }
            for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                out.text((self.x(at), foot), set.at(Anchor::Middle), cell);
            }
        }
    }
}

/// Returns the rows of a series that are years.
pub(super) fn years(series: &Answer<Series>) -> impl Iterator<Item = &TrendRow> {
    series.body.rows.iter().filter(|row| is_year(row))
}

/// Returns the label of a gap. It speaks of the reports counted over, not of the index, which may
/// contain reports of the year that the conditions leave out.
pub(super) fn no_report(chart: &Chart<'_>) -> &'static str {
    chart.say("无报告", "none")
}

/// Returns the round values on the axis of a measure.
pub(super) fn scale(chart: &Chart<'_>, measure: Measure) -> Vec<f64> {
    if measure == Measure::Share {
        let rows = chart.series().iter().flat_map(years);
        let shares = rows.filter_map(|row| measure.value(row));
        let least = shares.fold(f64::INFINITY, f64::min);
        return if chart.drawing.fits_shares && least.is_finite() {
            fitted_ticks(least, largest(chart, measure))
        } else {
            SHARES.to_vec()
        };
    }
    ticks(largest(chart, measure), matches!(measure, Measure::Held | Measure::Characters))
}

/// Returns the largest value of all years.
pub(super) fn largest(chart: &Chart<'_>, measure: Measure) -> f64 {
    let rows = chart.series().iter().flat_map(years);
    rows.filter_map(|row| measure.value(row)).fold(0.0, f64::max)
}

/// Returns whether all terms are counted over the same reports. They are not if one of the queries
/// has conditions.
pub(super) fn is_one_ground(chart: &Chart<'_>) -> bool {
    let held =
        |series: &Answer<Series>| years(series).map(|row| row.figures.held).collect::<Vec<_>>();
    let mut grounds = chart.series().iter().map(held);
    grounds.next().is_none_or(|first| grounds.all(|other| other == first))
}

fn rows(chart: &Chart<'_>) -> Vec<Row> {
    if !chart.has_query {
        return Vec::new();
    }
    let (is_one, is_single) = (is_one_ground(chart), chart.series().len() == 1);
    let mut rows = Vec::new();
    if let (true, Some(first)) = (is_one, chart.series().first()) {
        let cells = years(first).map(|row| format!("n={}", grouped(row.figures.held))).collect();
        rows.push(Row { name: chart.say("收有", "reports").to_owned(), series: None, cells });
    }
    for (at, series) in chart.series().iter().enumerate() {
        let cells = years(series).map(|row| match (row.figures.held, is_one) {
            (0, _) => String::new(),
            (_, true) => grouped(row.figures.reports),
            (held, false) => format!("{}/{}", grouped(row.figures.reports), grouped(held)),
        });
        let name = if is_single { chart.verb() } else { "" };
        let series = (!is_single).then_some(at);
        rows.push(Row { name: name.to_owned(), series, cells: cells.collect() });
    }
    rows
}
