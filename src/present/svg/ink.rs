//! How things in a chart look: colours, outlines, dashes, marks and type.

use std::fmt::{Display, Write as _};

/// The colour of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Text.
    Text,
    /// Less important text.
    Quiet,
    /// Grid lines.
    Grid,
    /// The background of years without reports.
    Band,
    /// The background.
    Ground,
    /// The series with this index.
    Series(usize),
}

/// The colours of the series, which the colour-blind can tell apart too: blue, vermilion, green,
/// purple and black after Okabe and Ito. Text is written in them, so each is darkened to a contrast of
/// at least 4.5 to white.
pub(super) const SERIES: [(&str, &str); 5] = [
    ("series-1", "#00639c"),
    ("series-2", "#b84300"),
    ("series-3", "#00735a"),
    ("series-4", "#a04a80"),
    ("series-5", "#3f3f3f"),
];

impl Ink {
    /// Returns the class by which pages can override the colour, and the colour.
    pub(super) fn class_and_colour(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "#1d1d1b"),
            Self::Quiet => ("quiet", "#5b5a55"),
            Self::Grid => ("grid", "#dcd8ce"),
            Self::Band => ("band", "#efece4"),
            Self::Ground => ("ground", "#ffffff"),
            Self::Series(at) => SERIES.get(at % SERIES.len()).copied().unwrap_or(SERIES[0]),
        }
    }
}

/// Fill and outline of a shape.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paint {
    fill: Option<Ink>,
    stroke: Option<(Ink, f64)>,
    dash: &'static str,
}

impl Paint {
    /// Returns the paint of a shape filled in one colour.
    pub(super) fn fill(ink: Ink) -> Self {
        Self { fill: Some(ink), ..Self::default() }
    }

    /// Returns the paint of a line.
    pub(super) fn stroke(ink: Ink, width: f64) -> Self {
        Self { stroke: Some((ink, width)), ..Self::default() }
    }

    /// Adds an outline.
    pub(super) fn edged(self, ink: Ink, width: f64) -> Self {
        Self { stroke: Some((ink, width)), ..self }
    }

    /// Makes the line dashed.
    pub(super) fn dashed(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }

    /// Returns the attributes of an element.
    pub(super) fn attributes(self) -> String {
        let fill = self.fill.map(Ink::class_and_colour);
        let stroke = self.stroke.map(|(ink, width)| (ink.class_and_colour(), width));
        let of_fill = fill.map(|(name, _)| format!("fill-{name}"));
        let of_stroke = stroke.map(|((name, _), _)| format!("stroke-{name}"));
        let classes: Vec<String> = of_fill.into_iter().chain(of_stroke).collect();
        let colour = fill.map_or("none", |(_, colour)| colour);
        let mut out = format!(" class=\"{}\" fill=\"{colour}\"", classes.join(" "));
        if let Some(((_, colour), width)) = stroke {
            let _ = write!(out, " stroke=\"{colour}\" stroke-width=\"{}\"", short(width));
        }
        if !self.dash.is_empty() {
            let _ = write!(out, " stroke-dasharray=\"{}\"", self.dash);
        }
        out
    }
}

/// Which point of a text its position gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Size, colour, weight and alignment of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) ink: Ink,
    pub(super) anchor: Anchor,
    pub(super) is_bold: bool,
}

impl Type {
    pub(super) fn new(size: f64, ink: Ink) -> Self {
        Self { size, ink, anchor: Anchor::Start, is_bold: false }
    }

    pub(super) fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

/// The width of bold text relative to regular text.
pub(super) const BOLD_FACTOR: f64 = 1.08;

/// Returns the corners of the mark of a series around its middle; none if it is a circle. All marks
/// look equally large.
pub(super) fn corners(series: usize) -> &'static [(f64, f64)] {
    match series % SERIES.len() {
        0 => &[],
        1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        2 => &[(0.0, -1.25), (1.2, 0.85), (-1.2, 0.85)],
        3 => &[(0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0)],
        _ => &[(0.0, 1.25), (1.2, -0.85), (-1.2, -0.85)],
    }
}

/// Returns the dashes of the line of a series. Series after the fifth, which repeat the colours and
/// marks of the first five, have different dashes.
pub(super) fn dash(series: usize) -> &'static str {
    const DASHES: [&str; 5] = ["", "7 4", "2 3", "11 3 2 3", "4 2"];
    let round = series / SERIES.len();
    DASHES.get((series + round) % DASHES.len()).copied().unwrap_or_default()
}

/// Returns a number with at most one decimal place.
pub(super) fn short(number: f64) -> impl Display {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (number, expected) in
            [(0.0, "0"), (-0.01, "0"), (12.0, "12"), (1.25, "1.2"), (-3.57, "-3.6")]
        {
            assert_eq!(short(number).to_string(), expected);
        }
    }

    #[test]
    fn lines_of_ten_terms_are_told_apart() {
        let lines: std::collections::BTreeSet<_> =
            (0..10).map(|at| (at % SERIES.len(), dash(at))).collect();
        assert_eq!(lines.len(), 10);
    }
}
