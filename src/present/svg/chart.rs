//! The frame of a chart: title, conditions and grounds above the figure, notes below it.

use super::elements::Svg;
use super::figures::Measure;
use super::ink::{BOLD_FACTOR, Ink, Paint, Type, dash};
use super::text_width::{fitted, width, wrapped};
use crate::analysis::{Series, Trend};
use crate::query::Condition;
use crate::report::Language;
use crate::search::{Answer, FacetBy};

/// Figures from this many reports or fewer say little and are drawn weaker.
pub(super) const FEW: u64 = 2;

/// How a trend is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drawing {
    /// The language of the labels.
    pub(crate) language: Language,
    /// The minimum width of the chart.
    pub(crate) width: Width,
    /// Whether the axis of shares fits them and need not begin at 0; then it has a sign that says so.
    pub(crate) fits_shares: bool,
}

/// The width of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Width {
    /// For paper and desktop screens: 840 pixels or more.
    #[default]
    Wide,
    /// For phones: 340 pixels or more.
    Narrow,
}

impl Width {
    /// Returns the width in pixels.
    pub(super) fn pixels(self) -> f64 {
        match self {
            Self::Wide => 840.0,
            Self::Narrow => 340.0,
        }
    }

    /// Returns the value for this width.
    pub(super) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }
}

/// The margin around the chart, in pixels.
pub(super) const EDGE: f64 = 16.0;

/// A trend to draw.
pub(super) struct Chart<'a> {
    pub(super) trend: &'a Trend,
    pub(super) by: FacetBy,
    pub(super) drawing: Drawing,
    pub(super) has_query: bool,
}

/// The middle part of a chart, between title and notes.
pub(super) struct Figure {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) elements: Svg,
    /// The notes about it.
    pub(super) notes: Vec<String>,
    /// The rows that it shows.
    pub(super) rows: Vec<usize>,
}

impl Chart<'_> {
    pub(super) fn language(&self) -> Language {
        self.drawing.language
    }

    /// Returns the text in the language of the chart.
    pub(super) fn say(&self, chinese: &'static str, english: &'static str) -> &'static str {
        self.language().pick(english, chinese)
    }

    pub(super) fn series(&self) -> &[Answer<Series>] {
        &self.trend.series
    }

    pub(super) fn all_rows(&self) -> Vec<usize> {
        (0..self.series().first().map_or(0, |series| series.body.rows.len())).collect()
    }

    /// Returns what is measured, with or without a query. Queries without a term, such as `标题:普法`, are
    /// met and not mentioned: there is no rate of mentions.
    pub(super) fn measures(&self) -> Vec<Measure> {
        match (self.has_query, self.has_mentions()) {
            (false, _) => vec![Measure::Held, Measure::Characters],
            (true, true) => vec![Measure::Share, Measure::Rate],
            (true, false) => vec![Measure::Share],
        }
    }

    /// Returns whether a query has a term that is mentioned.
    pub(super) fn has_mentions(&self) -> bool {
        self.series().iter().any(|series| series.question.has_mentions())
    }

    /// Returns what reports do that are found: they mention a term, or meet a query without one.
    pub(super) fn verb(&self) -> &'static str {
        if self.has_mentions() { self.say("提及", "mention") } else { self.say("符合", "meet") }
    }

    /// Returns the maximum length of lines of text. On a phone a figure wider than the screen is
    /// scrolled, but its text must be readable without.
    pub(super) fn inner(&self, width: f64) -> f64 {
        self.drawing.width.pick(width, self.drawing.width.pixels()) - 2.0 * EDGE
    }

    /// Returns the type for figures and notes.
    pub(super) fn small(&self) -> Type {
        Type::new(self.drawing.width.pick(12.5, 11.5), Ink::Quiet)
    }

    /// Returns the figure for a trend without rows.
    pub(super) fn nothing(&self) -> Figure {
        let mut elements = Svg::default();
        elements.text((EDGE, 24.0), Type::new(14.0, Ink::Text), self.nothing_to_draw());
        let width = self.drawing.width.pixels();
        Figure { width, height: 40.0, elements, notes: Vec::new(), rows: self.all_rows() }
    }

    /// Returns the chart with its title above the figure and its notes below.
    pub(super) fn to_svg(&self, figure: &Figure) -> String {
        let title = self.title();
        let mut out = Svg::default();
        let top = self.head(&mut out, &title, figure.width);
        out.add(top, &figure.elements);
        let mut y = top + figure.height;
        let unknown = (self.by == FacetBy::Year).then(|| self.unknown_years());
        let notes = figure.notes.iter().cloned();
        let notes = notes.chain(unknown.flatten()).chain(self.remarks());
        let inner = self.inner(figure.width);
        for note in notes.chain([self.source().to_owned()]) {
            y = self.paragraph(&mut out, (EDGE, y), inner, self.small(), &note);
        }
        let description = self.figures_in_words(&figure.rows);
        out.into_file(
            (figure.width, y + EDGE),
            self.language().pick("en", "zh-Hans"),
            &title,
            &description,
        )
    }

    /// Draws title, way of matching, conditions and grounds, and returns their bottom.
    pub(super) fn head(&self, out: &mut Svg, title: &str, width: f64) -> f64 {
        let (large, inner) = (self.drawing.width.pick(20.0, 17.0), self.inner(width));
        let mut y = EDGE;
        for line in wrapped(title, large * BOLD_FACTOR, inner, 2) {
            y += large * 1.35;
            // The left half of a Chinese quotation mark is empty: it hangs out, so that the line does not
            // look indented.
            let is_hanging = self.language() == Language::Chinese && line.starts_with('“');
            let left = if is_hanging { EDGE - large * 0.5 } else { EDGE };
            out.text((left, y - large * 0.35), Type::new(large, Ink::Text).bold(), &line);
        }
        y += 4.0;
        let mode = self.series().first().filter(|_| self.has_query);
        let mode = mode.map(|series| self.mode(series.question.mode).to_owned());
        let terms: Vec<String> = mode.into_iter().chain(self.conditions()).collect();
        if !terms.is_empty() {
            let terms = terms.join(" · ");
            y = self.paragraph(out, (EDGE, y), inner, self.small(), &terms);
        }
        for (at, series) in self.series().iter().enumerate() {
            y = self.ground(out, at, series, (EDGE, y), inner);
        }
        y + 10.0
    }

    /// Returns the filters. Without them a chart that is shared without its page would claim too
    /// much. Any of those on the same key is enough, so these are joined.
    pub(super) fn conditions(&self) -> Vec<String> {
        let filters = self.series().first().map(|series| series.question.filters.as_slice());
        let written: Vec<String> =
            filters.unwrap_or_default().iter().map(Condition::to_string).collect();
        let fact = |condition: &String| condition.split(':').next().map(str::to_owned);
        let groups = written.chunk_by(|a, b| fact(a) == fact(b));
        groups.map(|group| group.join(self.say(" 或 ", " or "))).collect()
    }

    /// Draws the ground of a term and, if there are several, its line and mark; returns the bottom.
    pub(super) fn ground(
        &self,
        out: &mut Svg,
        at: usize,
        series: &Answer<Series>,
        (x, y): (f64, f64),
        inner: f64,
    ) -> f64 {
        let ground = self.ground_of(series);
        let set = Type::new(self.small().size, Ink::Text);
        if self.series().len() == 1 {
            return self.paragraph(out, (x, y), inner, set, &ground);
        }
        let (indent, middle) = (36.0, y + 10.0);
        let line = Paint::stroke(Ink::Series(at), 2.0).dashed(dash(at));
        out.line((x, middle), (x + indent - 8.0, middle), line);
        out.mark((x + (indent - 8.0) / 2.0, middle), at, false, "");
        let bold = Type::new(set.size, Ink::Series(at)).bold();
        let name = fitted(&series.question.term(), set.size * BOLD_FACTOR, inner - indent);
        out.text((x + indent, y + 14.5), bold, &name);
        let behind = indent + width(&name, set.size * BOLD_FACTOR) + 10.0;
        if behind + width(&ground, set.size) <= inner {
            return self.paragraph(out, (x + behind, y), inner - behind, set, &ground);
        }
        self.paragraph(out, (x + indent, y + 18.0), inner - indent, set, &ground)
    }

    /// Draws text on as many lines as it needs, and returns their bottom.
    pub(super) fn paragraph(
        &self,
        out: &mut Svg,
        (x, mut y): (f64, f64),
        inner: f64,
        set: Type,
        text: &str,
    ) -> f64 {
        const MOST: usize = 12;
        let height = self.drawing.width.pick(20.0, 18.0);
        for line in wrapped(text, set.size, inner, MOST) {
            out.text((x, y + height - 5.5), set, &line);
            y += height;
        }
        y
    }
}
