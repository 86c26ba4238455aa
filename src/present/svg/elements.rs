//! The elements of a chart as SVG. Colours are presentation attributes, so that a file is complete by
//! itself and no policy against inline styles removes them. Classes let a page override them.

use std::fmt::{Display, Write as _};

use crate::text::is_harmful;
use unicode_width::UnicodeWidthChar;

/// The fonts of all text: those of the system, then Chinese ones by their name on each system.
const FONTS: &str = "-apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', \
                     'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', \
                     'Microsoft YaHei', system-ui, sans-serif";

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
    pub(super) fn named(self) -> (&'static str, &'static str) {
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
    pub(super) fn fill(ink: Ink) -> Self {
        Self { fill: Some(ink), ..Self::default() }
    }

    pub(super) fn stroke(ink: Ink, width: f64) -> Self {
        Self { stroke: Some((ink, width)), ..Self::default() }
    }

    pub(super) fn edged(self, ink: Ink, width: f64) -> Self {
        Self { stroke: Some((ink, width)), ..self }
    }

    pub(super) fn dashed(self, dash: &'static str) -> Self {
        Self { dash, ..self }
    }

    /// Returns the attributes of an element.
    fn written(self) -> String {
        let fill = self.fill.map(Ink::named);
        let stroke = self.stroke.map(|(ink, width)| (ink.named(), width));
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
    ink: Ink,
    anchor: Anchor,
    is_bold: bool,
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
pub(super) const BOLD: f64 = 1.08;

/// A chart that is being drawn: one element a line.
#[derive(Debug, Default)]
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Returns the elements as a complete SVG file of this size.
    pub(super) fn whole(self, size: (f64, f64), tag: &str, title: &str, told: &str) -> String {
        let (width, height) = (short(size.0), short(size.1));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{tag}\" xml:lang=\"{tag}\" \
             font-family=\"{FONTS}\">\n<title>{}</title>\n<desc>{}</desc>\n\
             <rect class=\"fill-ground\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n\
             {}</svg>\n",
            escaped(title),
            escaped(told),
            Ink::Ground.named().1,
            self.out
        )
    }

    /// Adds the elements of another chart, moved down by `top`.
    pub(super) fn add(&mut self, top: f64, other: &Self) {
        let _ =
            write!(self.out, "<g transform=\"translate(0 {})\">\n{}</g>\n", short(top), other.out);
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), set: Type, text: &str) {
        let (name, colour) = set.ink.named();
        let anchor = match set.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if set.is_bold { " font-weight=\"600\"" } else { "" };
        let (x, y, size) = (short(x), short(y), short(set.size));
        let _ = writeln!(
            self.out,
            "<text class=\"fill-{name}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor} \
             fill=\"{colour}\">{}</text>",
            escaped(text)
        );
    }

    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), paint: Paint) {
        let _ = writeln!(
            self.out,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}/>",
            short(x1),
            short(y1),
            short(x2),
            short(y2),
            paint.written()
        );
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), paint: Paint) {
        let _ = writeln!(
            self.out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>",
            short(x),
            short(y),
            short(width),
            short(height),
            paint.written()
        );
    }

    /// Draws a line through the points.
    pub(super) fn path(&mut self, points: &[(f64, f64)], paint: Paint) {
        let steps: Vec<String> =
            points.iter().map(|&(x, y)| format!("{} {}", short(x), short(y))).collect();
        let _ = writeln!(
            self.out,
            "<path d=\"M{}\" stroke-linejoin=\"round\"{}/>",
            steps.join("L"),
            paint.written()
        );
    }

    /// Draws the mark of a series, with `told` as its tooltip.
    pub(super) fn mark(&mut self, at: (f64, f64), series: usize, is_hollow: bool, told: &str) {
        const RADIUS: f64 = 4.5;
        let own = Ink::Series(series);
        let paint = if is_hollow {
            Paint::fill(Ink::Ground).edged(own, 1.75)
        } else {
            Paint::fill(own).edged(Ink::Ground, 1.0)
        };
        let corners = corners(series);
        let attributes = paint.written();
        let shape = if corners.is_empty() {
            let (x, y) = (short(at.0), short(at.1));
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\"{attributes}>")
        } else {
            let steps: Vec<String> = corners
                .iter()
                .map(|(x, y)| format!("{} {}", short(at.0 + RADIUS * x), short(at.1 + RADIUS * y)))
                .collect();
            format!("<path d=\"M{}Z\"{attributes}>", steps.join("L"))
        };
        let end = if corners.is_empty() { "</circle>" } else { "</path>" };
        let told = if told.is_empty() {
            String::new()
        } else {
            format!("<title>{}</title>", escaped(told))
        };
        let _ = writeln!(self.out, "{shape}{told}{end}");
    }
}

/// Returns the corners of the mark of a series around its middle; none if it is a circle. All marks
/// look equally large.
fn corners(series: usize) -> &'static [(f64, f64)] {
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
fn short(number: f64) -> impl Display {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Returns text with the characters escaped that have a meaning in XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match clean(character) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            harmless => out.push(harmless),
        }
    }
    out
}

/// Returns a character that is allowed in XML: U+FFFD for one that is not, and for one that changes
/// the direction of the text after it.
fn clean(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ if is_harmful(character) => '\u{FFFD}',
        _ => character,
    }
}

/// Returns the approximate width of a text.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|character| width_of(character) * size).sum()
}

/// Returns the width of a character relative to the font size, in the widest common font: a label
/// that is narrower than measured does no harm.
fn width_of(character: char) -> f64 {
    match clean(character) {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '-' | '/' | '(' | ')' | '!' | '|' => 0.4,
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | 'I' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' => 1.0,
        'A'..='Z' => 0.79,
        harmless => match harmless.width_cjk() {
            Some(0) => 0.0,
            Some(2) => 1.0,
            _ => 0.64,
        },
    }
}

/// Returns a text on at most `most` lines of at most this width. If it does not fit, the last line ends
/// in `…`.
pub(super) fn wrapped(text: &str, size: f64, most_width: f64, most: usize) -> Vec<String> {
    let text: Vec<char> = text.chars().map(clean).collect();
    let mut lines = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = text.get(from..).unwrap_or_default();
        let fitting = fitting(rest, size, most_width);
        if fitting == rest.len() {
            lines.push(rest.iter().collect::<String>().trim().to_owned());
            break;
        }
        if lines.len() + 1 == most {
            let kept = self::fitting(rest, size, most_width - size).max(1);
            let kept: String = rest.iter().take(kept).collect();
            lines.push(format!("{}…", kept.trim()));
            break;
        }
        let breaks = |&at: &usize| can_break(rest.get(at - 1).copied(), rest.get(at).copied());
        let end = (1..=fitting).rev().find(breaks).unwrap_or(fitting.max(1));
        lines.push(rest.iter().take(end).collect::<String>().trim().to_owned());
        from += end;
    }
    lines
}

/// Returns the number of characters that fit into a line.
fn fitting(text: &[char], size: f64, most_width: f64) -> usize {
    let mut width = 0.0;
    let fits = |character: &&char| {
        width += width_of(**character) * size;
        width <= most_width
    };
    text.iter().take_while(fits).count()
}

/// Returns whether a line may end between two characters: after a blank and next to a Chinese
/// character, but not before closing or after opening punctuation (GB/T 15834).
fn can_break(before: Option<char>, behind: Option<char>) -> bool {
    const CLOSING: &str = "，。；：、！？）》」』”’…％%)],.;:";
    const OPENING: &str = "（《「『“‘([";
    let (Some(before), Some(behind)) = (before, behind) else { return true };
    if CLOSING.contains(behind) || OPENING.contains(before) {
        return false;
    }
    let is_wide = |character: char| character.width_cjk() == Some(2);
    before == ' ' || is_wide(before) || is_wide(behind)
}

/// Returns a text cut to one line of at most this width.
pub(super) fn fitted(text: &str, size: f64, most_width: f64) -> String {
    wrapped(text, size, most_width, 1).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_chinese_lets_them() {
        for (text, most_width, most, expected) in [
            ("", 40.0, 3, &[][..]),
            ("三项制度", 40.0, 3, &["三项制度"]),
            ("落实三项制度，规范执法", 60.0, 3, &["落实三项制", "度，规范执法"]),
            ("落实“三项制度”", 32.0, 4, &["落实", "“三项", "制度”"]),
            ("落实三项制度（甲）", 70.0, 3, &["落实三项制度", "（甲）"]),
            ("the full text", 55.0, 3, &["the full", "text"]),
            ("落实三项制度，规范执法", 50.0, 2, &["落实三项制", "度，规范…"]),
            ("incomprehensibilities", 50.0, 9, &["incompr", "ehensibi", "lities"]),
        ] {
            assert_eq!(wrapped(text, 10.0, most_width, most), expected, "{text} in {most_width}");
        }
        assert_eq!(fitted("落实三项制度", 10.0, 40.0), "落实三…");
    }

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
