//! A trend by place, agency, part or kind of document: a bar for each of them and each term.

use super::bar_rows::{bar_notes, chosen_rows};
use super::chart::{Chart, EDGE, FEW, Figure, Width};
use super::elements::Svg;
use super::figures::{Measure, many, ticks};
use super::ink::{Anchor, BOLD_FACTOR, Ink, Paint, Type};
use super::text_width::{fitted, width, wrapped};
use crate::analysis::{Series, TrendRow};
use crate::present::words::above;
use crate::report::UNKNOWN;
use crate::search::{Answer, FacetBy};
use crate::text::grouped;

/// The height of a bar with the space around it, and of a name above bars.
const BAR: f64 = 22.0;
const NAME: f64 = 19.0;

/// Returns the bars.
pub(super) fn group_bars(chart: &Chart<'_>) -> Figure {
    let (groups, left_out) = chosen_rows(chart);
    if groups.is_empty() {
        return chart.nothing();
    }
    let table = Table::of(chart, &groups);
    let mut out = Svg::default();
    let mut y = table.draw_titles(&mut out);
    for &group in &groups {
        y = table.draw_group(&mut out, group, y);
    }
    let notes = bar_notes(chart, &groups, left_out);
    let width = chart.drawing.width.pixels();
    Figure { width, height: y + 14.0, elements: out, notes, rows: groups }
}

/// Names on the left, and a column of bars for each measure.
struct Table<'a> {
    chart: &'a Chart<'a>,
    names: f64,
    columns: Vec<Column>,
}

/// The bars of one measure.
struct Column {
    measure: Measure,
    left: f64,
    /// The length of the bar for the largest value.
    long: f64,
    /// The width of the column, including the figures after the bars.
    width: f64,
    largest: f64,
    decimals: u32,
}

impl Column {
    /// Returns a column without a position.
    fn of(chart: &Chart<'_>, rows: &[&TrendRow], measure: Measure) -> Self {
        let values = rows.iter().filter_map(|row| measure.value(row));
        let largest = values.fold(0.0, f64::max);
        let decimals = Measure::decimals(largest);
        let largest = match measure {
            Measure::Share => 100.0,
            _ => ticks(largest, false).last().copied().unwrap_or(1.0),
        };
        let figures = rows.iter().map(|row| {
            let figure = measure.label(row, decimals);
            width(&format!("{figure} {}", share_in_counts(measure, row)), chart.small().size)
        });
        let width = figures.fold(0.0, f64::max) + 16.0;
        Self { measure, left: 0.0, long: 0.0, width, largest, decimals }
    }
}

impl<'a> Table<'a> {
    fn of(chart: &'a Chart<'a>, groups: &[usize]) -> Self {
        const GAP: f64 = 24.0;
        let series = chart.series().iter();
        let rows: Vec<&TrendRow> = series
            .flat_map(|series| groups.iter().filter_map(|&at| series.body.rows.get(at)))
            .collect();
        let is_narrow = chart.drawing.width == Width::Narrow;
        let names = if is_narrow { 0.0 } else { names_width(chart, &rows) + 14.0 };
        let marks = if chart.series().len() > 1 { 16.0 } else { 0.0 };
        // A phone has room for the first measure only; the table below shows the other.
        let is_single = is_narrow || chart.measures().len() == 1;
        let parts: &[f64] = if is_single { &[1.0] } else { &[0.62, 0.38] };
        let measures = chart.measures().into_iter().zip(parts);
        let mut columns: Vec<Column> =
            measures.map(|(measure, _)| Column::of(chart, &rows, measure)).collect();
        let figures: f64 = columns.iter().map(|column| column.width).sum();
        let gaps = GAP * many(columns.len() - 1);
        let inner = chart.drawing.width.pixels() - 2.0 * EDGE;
        let room = inner - names - marks - figures - gaps;
        let mut left = EDGE + names + marks;
        for (column, part) in columns.iter_mut().zip(parts) {
            column.left = left;
            column.long = room * part;
            column.width += column.long;
            left += column.width + GAP;
        }
        Self { chart, names, columns }
    }

    /// Writes the titles of the columns.
    fn draw_titles(&self, out: &mut Svg) -> f64 {
        const LINE: f64 = 17.0;
        let size = 13.0;
        let titles: Vec<Vec<String>> = self
            .columns
            .iter()
            .map(|column| {
                let title = column.measure.title(self.chart.has_mentions(), self.chart.language());
                wrapped(title, size * BOLD_FACTOR, column.width, 3)
            })
            .collect();
        let most = many(titles.iter().map(Vec::len).max().unwrap_or_default());
        for (column, lines) in self.columns.iter().zip(&titles) {
            for (line, at) in lines.iter().zip(0..) {
                let y = LINE * (most - many(lines.len()) + f64::from(at) + 1.0) - 4.0;
                out.text((column.left, y), Type::new(size, Ink::Text).bold(), line);
            }
        }
        LINE * most + 4.0
    }

    /// Draws the bars of a row for all terms, and returns their bottom.
    fn draw_group(&self, out: &mut Svg, group: usize, mut y: f64) -> f64 {
        let first = self.chart.series().first().and_then(|series| series.body.rows.get(group));
        if let Some(row) = first {
            if self.names == 0.0 {
                y += 4.0;
                self.draw_name(out, row, y + 14.0, self.chart.drawing.width.pixels() - 2.0 * EDGE);
                y += NAME;
            } else {
                self.draw_name(out, row, y + 15.0, self.names - 14.0);
            }
        }
        for (at, series) in self.chart.series().iter().enumerate() {
            if let Some(row) = series.body.rows.get(group) {
                self.draw_bars(out, (at, series), row, y);
            }
            y += BAR;
        }
        // Space after the bars of several terms shows that they belong together.
        y + if self.chart.series().len() > 1 { 8.0 } else { 0.0 }
    }

    fn draw_name(&self, out: &mut Svg, row: &TrendRow, foot: f64, room: f64) {
        let size = self.chart.small().size;
        let name = fitted(&bar_name(self.chart, row), size, room);
        out.text((EDGE, foot), Type::new(size, Ink::Text), &name);
        let behind = width(&name, size) + 8.0;
        let place = bar_place(self.chart, row);
        // Less than three characters of it would say nothing.
        if !place.is_empty() && room - behind > 3.0 * size {
            let set = Type::new(size - 1.0, Ink::Quiet);
            out.text((EDGE + behind, foot), set, &fitted(&place, size - 1.0, room - behind));
        }
    }

    fn draw_bars(
        &self,
        out: &mut Svg,
        (at, series): (usize, &Answer<Series>),
        row: &TrendRow,
        y: f64,
    ) {
        let is_single = self.chart.series().len() == 1;
        let (high, middle) = (if is_single { 14.0 } else { 10.0 }, y + BAR / 2.0);
        let Some(start) = self.columns.first().map(|column| column.left) else { return };
        if !is_single {
            let tooltip = format!("{} · {}", series.question.term(), self.chart.row_in_words(row));
            out.mark((start - 10.0, middle), at, row.figures.held <= FEW, &tooltip);
        }
        if row.figures.held == 0 {
            let label = self.chart.say("无报告", "no report");
            return out.text((start, middle + 4.5), self.chart.small(), label);
        }
        for column in &self.columns {
            self.draw_bar(out, column, (at, row), (middle, high));
        }
    }

    /// Draws the bar of one measure with its figure after it.
    fn draw_bar(
        &self,
        out: &mut Svg,
        column: &Column,
        (at, row): (usize, &TrendRow),
        (middle, high): (f64, f64),
    ) {
        let Some(value) = column.measure.value(row) else { return };
        let corner = (column.left, middle - high / 2.0);
        let long = column.long * value / column.largest;
        let is_share = column.measure == Measure::Share;
        if is_share {
            out.rect(corner, (column.long, high), Paint::fill(Ink::Band));
        }
        let hollow = Paint::fill(Ink::Ground).edged(Ink::Series(at), 1.5);
        let is_weak = self.chart.has_query && row.figures.held <= FEW;
        let paint = if is_weak { hollow } else { Paint::fill(Ink::Series(at)) };
        if long > 0.0 {
            out.rect(corner, (long, high), paint);
        }
        // The figures of shares are aligned, after the longest possible bar.
        let x = column.left + if is_share { column.long } else { long } + 7.0;
        let set = Type::new(self.chart.small().size, Ink::Text);
        out.text((x, middle + 4.5), set, &column.measure.label(row, column.decimals));
        if is_share {
            let end = (column.left + column.width, middle + 4.5);
            out.text(
                end,
                self.chart.small().at(Anchor::End),
                &share_in_counts(column.measure, row),
            );
        }
    }
}

/// Returns the width of the names and places.
fn names_width(chart: &Chart<'_>, rows: &[&TrendRow]) -> f64 {
    const MOST: f64 = 230.0;
    let texts =
        rows.iter().map(|row| format!("{}  {}", bar_name(chart, row), bar_place(chart, row)));
    texts.map(|text| width(&text, chart.small().size)).fold(0.0, f64::max).min(MOST)
}

fn bar_name(chart: &Chart<'_>, row: &TrendRow) -> String {
    if row.value == UNKNOWN {
        chart.say("未识别", "unknown").to_owned()
    } else {
        row.value.clone()
    }
}

/// Returns the divisions that contain a division, whose name others may have too.
fn bar_place(chart: &Chart<'_>, row: &TrendRow) -> String {
    match chart.by {
        FacetBy::County | FacetBy::Prefecture => above(row.region.as_ref(), &row.value),
        _ => String::new(),
    }
}

/// Returns the reports that mention the term, out of all.
fn share_in_counts(measure: Measure, row: &TrendRow) -> String {
    match measure {
        Measure::Share if row.figures.held > 0 => {
            format!("{}/{}", grouped(row.figures.reports), grouped(row.figures.held))
        }
        _ => String::new(),
    }
}
