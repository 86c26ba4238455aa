//! A trend over the years: two panels, one below the other, that share the axis of years.

use super::axis::{Axis, LABELLED, is_one_ground, largest, no_report, scale, years};
use super::chart::{Chart, EDGE, FEW, Figure};
use super::elements::Svg;
use super::figures::{Measure, many, tick_label};
use super::ink::{Anchor, BOLD_FACTOR, Ink, Paint, Type, dash};
use super::placement::{Area, Obstacles, Point, Wanted, places, spread};
use super::text_width::{fitted, width};
use crate::analysis::TrendRow;

/// The space above a panel, for its title and for labels above the highest points.
const ABOVE: f64 = 44.0;

/// The space below a panel, for labels below the lowest points.
const BELOW: f64 = 24.0;

/// Returns the panels with the years below them.
pub(super) fn year_panels(chart: &Chart<'_>) -> Figure {
    let axis = Axis::of(chart);
    if axis.years.is_empty() {
        return chart.nothing();
    }
    let high = chart.drawing.width.pick(170.0, 150.0);
    // The names at the ends of the lines need room, one below the other.
    let high = f64::max(high, many(chart.series().len()) * NAME);
    let measures = chart.measures().into_iter();
    let panels: Vec<Panel<'_>> =
        measures.map(|measure| Panel::of(chart, &axis, measure, high)).collect();
    let step = ABOVE + high + BELOW;
    let foot = many(panels.len()) * step - 6.0;
    let mut out = Svg::default();
    for run in axis.gaps.chunk_by(|a, b| a + 1 == *b) {
        let (first, wide) = (run.first().copied().unwrap_or_default(), axis.slot * many(run.len()));
        let corner = (axis.x(first) - axis.slot / 2.0, ABOVE - 18.0);
        out.rect(corner, (wide, foot + axis.height() - corner.1), Paint::fill(Ink::Band));
    }
    for (panel, at) in panels.iter().zip(0..) {
        panel.draw(&mut out, ABOVE + step * many(at));
    }
    axis.draw(chart, &mut out, foot);
    let height = foot + axis.height() + 12.0;
    let notes = year_notes(chart, &axis);
    Figure { width: axis.width, height, elements: out, notes, rows: chart.all_rows() }
}

/// The height of a name at the end of a line.
const NAME: f64 = 15.0;

/// Figures of one measure over the years.
struct Panel<'a> {
    chart: &'a Chart<'a>,
    axis: &'a Axis,
    measure: Measure,
    high: f64,
    ticks: Vec<f64>,
    decimals: u32,
}

/// A figure and its position.
struct Spot<'a> {
    at: usize,
    place: Point,
    row: &'a TrendRow,
}

impl<'a> Panel<'a> {
    fn of(chart: &'a Chart<'a>, axis: &'a Axis, measure: Measure, high: f64) -> Self {
        let ticks = scale(chart, measure);
        let decimals = Measure::decimals(largest(chart, measure));
        Self { chart, axis, measure, high, ticks, decimals }
    }

    fn draw(&self, out: &mut Svg, top: f64) {
        self.draw_grid(out, top);
        for &gap in &self.axis.gaps {
            let place = (self.axis.x(gap), top + self.high / 2.0);
            out.text(place, self.chart.small().at(Anchor::Middle), no_report(self.chart));
        }
        let series = self.chart.series().iter();
        let spots: Vec<Vec<Spot<'_>>> =
            series.map(|series| self.spots(years(series), top)).collect();
        if !self.chart.has_query {
            return spots.iter().for_each(|spots| self.draw_columns(out, spots, top));
        }
        let mut obstacles = Obstacles { are_lines_soft: spots.len() == 1, ..Obstacles::default() };
        let bottom = top + self.high;
        obstacles.lines.push([(self.axis.left, bottom), (self.right(), bottom)]);
        for (spots, at) in spots.iter().zip(0..) {
            obstacles.lines.extend(draw_line(out, spots, at));
        }
        for (spots, at) in spots.iter().zip(0..) {
            self.draw_marks(out, spots, at);
        }
        if spots.len() > 1 {
            obstacles.texts = self.draw_names(out, &spots, top);
        }
        if spots.len() <= LABELLED {
            self.draw_labels(out, &spots, &obstacles, top);
        }
    }

    /// Draws the title, the round values and their grid lines.
    fn draw_grid(&self, out: &mut Svg, top: f64) {
        let (left, right) = (self.axis.left, self.right());
        let mut title =
            self.measure.title(self.chart.has_mentions(), self.chart.language()).to_owned();
        if self.lowest() > 0.0 {
            title += self.chart.say("，纵轴不从 0 开始", "; the axis does not begin at 0");
            self.draw_break(out, top);
        }
        let set = Type::new(13.5, Ink::Text).bold();
        let room = self.axis.width - 2.0 * EDGE;
        out.text((EDGE, top - ABOVE + 14.0), set, &fitted(&title, 13.5 * BOLD_FACTOR, room));
        // Columns have their figures on them and need no grid.
        let is_read = |tick: &&f64| self.chart.has_query || **tick == 0.0;
        for &tick in self.ticks.iter().filter(is_read) {
            let y = self.y(tick, top);
            let ink = if tick > 0.0 { Ink::Grid } else { Ink::Quiet };
            out.line((left, y), (right, y), Paint::stroke(ink, 1.0));
            let label = tick_label(tick);
            out.text((left - 8.0, y + 4.0), self.chart.small().at(Anchor::End), &label);
        }
    }

    /// Returns the value at the bottom of the axis.
    fn lowest(&self) -> f64 {
        self.ticks.first().copied().unwrap_or_default()
    }

    /// Draws the sign that the axis does not begin at 0: a zigzag below its lowest value.
    fn draw_break(&self, out: &mut Svg, top: f64) {
        let (left, bottom) = (self.axis.left, top + self.high);
        let zigzag = [(0.0, 0.0), (4.0, 4.0), (-4.0, 8.0), (4.0, 12.0), (0.0, 16.0)];
        let points: Vec<Point> = zigzag.map(|(x, y)| (left + x, bottom + y)).to_vec();
        out.path(&points, Paint::stroke(Ink::Quiet, 1.25));
    }

    /// Returns the left edge of the names of terms, after the last year.
    fn names(&self) -> f64 {
        let last = self.axis.x(self.axis.years.len().saturating_sub(1));
        last + self.chart.drawing.width.pick(30.0, 24.0)
    }

    /// Returns the right end of the grid lines.
    fn right(&self) -> f64 {
        let end = self.axis.right();
        if self.axis.names > 0.0 { end.min(self.names() - 6.0) } else { end }
    }

    fn y(&self, value: f64, top: f64) -> f64 {
        let (lowest, highest) = (self.lowest(), self.ticks.last().copied().unwrap_or(1.0));
        top + self.high * (1.0 - (value - lowest) / (highest - lowest))
    }

    /// Returns the figures of years that have one.
    fn spots<'b>(&self, rows: impl Iterator<Item = &'b TrendRow>, top: f64) -> Vec<Spot<'b>> {
        let spot = |(at, row)| {
            let value = self.measure.value(row)?;
            Some(Spot { at, place: (self.axis.x(at), self.y(value, top)), row })
        };
        rows.enumerate().filter_map(spot).collect()
    }

    fn draw_marks(&self, out: &mut Svg, spots: &[Spot<'_>], series: usize) {
        let term =
            self.chart.series().get(series).map_or_else(String::new, |it| it.question.term());
        for spot in spots {
            let tooltip = format!("{term} · {}", self.chart.row_in_words(spot.row));
            out.mark(spot.place, series, spot.row.figures.held <= FEW, &tooltip);
        }
    }

    /// Writes the figures next to their points.
    fn draw_labels(&self, out: &mut Svg, spots: &[Vec<Spot<'_>>], obstacles: &Obstacles, top: f64) {
        let size = self.chart.small().size;
        let (mut wanted, mut texts) = (Vec::new(), Vec::new());
        for (series, own) in spots.iter().enumerate() {
            for (at, spot) in own.iter().enumerate() {
                let text = self.measure.label(spot.row, self.decimals);
                // Of two terms, the upper one has its figures above and the lower one below.
                let is_below = match other(spots, series, spot.at) {
                    Some(height) => {
                        let below_it = spot.place.1 - height;
                        below_it > 0.1 || (below_it > -0.1 && series > 0)
                    }
                    None => is_valley(own, at),
                };
                let width = width(&text, size);
                wanted.push(Wanted { point: spot.place, width, is_below });
                texts.push((series, text));
            }
        }
        let lowest = top + self.high + BELOW - 6.0;
        let bounds = Area::between((self.axis.left - 14.0, top - 26.0), (self.axis.width, lowest));
        for ((series, text), place) in texts.iter().zip(places(&wanted, obstacles, bounds)) {
            let ink = if spots.len() > 1 { Ink::Series(*series) } else { Ink::Text };
            if let Some(place) = place {
                out.text(place, Type::new(size, ink).at(Anchor::Middle), text);
            }
        }
    }

    /// Writes the terms at the ends of their lines, and returns the areas they cover.
    fn draw_names(&self, out: &mut Svg, spots: &[Vec<Spot<'_>>], top: f64) -> Vec<Area> {
        let size = self.chart.small().size;
        let ends: Vec<(usize, &Spot<'_>)> = spots
            .iter()
            .enumerate()
            .filter_map(|(series, spots)| Some((series, spots.last()?)))
            .collect();
        let wanted: Vec<f64> = ends.iter().map(|(_, spot)| spot.place.1).collect();
        let heights = spread(&wanted, NAME, top, top + self.high);
        let left = self.names();
        let mut areas = Vec::new();
        for (&(series, spot), y) in ends.iter().zip(heights) {
            let from = (spot.place.0 + 7.0, spot.place.1);
            let is_near = spots.len() <= LABELLED && (y - from.1).abs() < 4.0;
            if !is_near || spot.at + 1 < self.axis.years.len() {
                out.line(from, (left - 4.0, y), Paint::stroke(Ink::Series(series), 0.75));
            }
            let name =
                self.chart.series().get(series).map_or_else(String::new, |it| it.question.term());
            let name = fitted(&name, size * BOLD_FACTOR, self.axis.names);
            let set = Type::new(size, Ink::Series(series));
            out.text((left, y + 4.5), set.bold(), &name);
            let wide = width(&name, size * BOLD_FACTOR);
            areas.push(Area::of_text((left - 2.0, y + 4.5), wide));
            if spots.len() > LABELLED {
                let figure = self.measure.label(spot.row, self.decimals);
                out.text((left + wide + 6.0, y + 4.5), set, &figure);
            }
        }
        areas
    }

    /// Draws the figures as columns.
    fn draw_columns(&self, out: &mut Svg, spots: &[Spot<'_>], top: f64) {
        let wide = (self.axis.slot * 0.62).min(56.0);
        for spot in spots {
            let (x, y) = spot.place;
            let size = (wide, top + self.high - y);
            out.rect((x - wide / 2.0, y), size, Paint::fill(Ink::Series(0)));
            let set = self.chart.small().at(Anchor::Middle);
            out.text((x, y - 6.0), set, &self.measure.label(spot.row, self.decimals));
        }
    }
}

/// Draws the line of a term, with a gap at years without reports, and returns its pieces.
fn draw_line(out: &mut Svg, spots: &[Spot<'_>], series: usize) -> Vec<[Point; 2]> {
    let paint = Paint::stroke(Ink::Series(series), 2.0).dashed(dash(series));
    for run in spots.chunk_by(|a, b| a.at + 1 == b.at).filter(|run| run.len() > 1) {
        let points: Vec<Point> = run.iter().map(|spot| spot.place).collect();
        out.path(&points, paint);
    }
    let pairs = spots.windows(2).filter_map(|pair| match pair {
        [a, b] if a.at + 1 == b.at => Some([a.place, b.place]),
        _ => None,
    });
    pairs.collect()
}

/// Returns the height of the other of two terms in the same year, measured downwards.
fn other(spots: &[Vec<Spot<'_>>], own: usize, at: usize) -> Option<f64> {
    let others = spots.iter().enumerate().filter(|(series, _)| *series != own);
    let mut spots = others.flat_map(|(_, spots)| spots).filter(|spot| spot.at == at);
    spots.next().map(|spot| spot.place.1)
}

/// Returns whether the line comes down to a figure and goes up again, so that there is room below it.
fn is_valley(spots: &[Spot<'_>], at: usize) -> bool {
    let Some(own) = spots.get(at) else { return false };
    let neighbours = spots.iter().filter(|spot| spot.at.abs_diff(own.at) == 1);
    let mut heights = neighbours.map(|spot| spot.place.1).peekable();
    // Heights are measured downwards.
    heights.peek().is_some() && heights.all(|height| height < own.place.1 - 1.0)
}

/// Returns the notes: what the rows below the years mean, hollow marks, and gaps.
fn year_notes(chart: &Chart<'_>, axis: &Axis) -> Vec<String> {
    let mut rows = chart.series().iter().flat_map(years);
    let is_weak = rows.any(|row| (1..=FEW).contains(&row.figures.held));
    let mut notes = Vec::new();
    if chart.has_query {
        notes.push(match (is_one_ground(chart), chart.has_mentions()) {
            (true, true) => chart.say(
                "n 为所收该年度报告的份数，其下为其中提及的份数。",
                "n: reports for the year; below it, those that mention the term.",
            ),
            (true, false) => chart.say(
                "n 为所收该年度报告的份数，其下为其中符合的份数。",
                "n: reports for the year; below it, those that meet the query.",
            ),
            (false, _) => chart.say(
                "年份之下：提及的份数/该检索式所涉的所收份数。",
                "Below the years: reports that mention it / reports that meet the query's conditions.",
            ),
        });
    }
    if chart.has_query && is_weak {
        notes.push(chart.say(
            "空心点：该年度只有 1–2 份报告，比例说明不了多少。",
            "Hollow: only one or two reports for the year, so the figure says little.",
        ));
    }
    if !axis.gaps.is_empty() {
        notes.push(chart.say(
            "灰底：所计范围内没有该年度的报告，情况不明，不等于零。",
            "Grey: none of the reports counted over is for this year. That means unknown, not zero.",
        ));
    }
    notes.into_iter().map(str::to_owned).collect()
}
