//! The elements of a chart as SVG. Colours are presentation attributes, so that a file is complete by
//! itself and no policy against inline styles removes them. Classes let a page override them.

use std::fmt::Write as _;

use super::ink::{Anchor, Ink, Paint, Type, corners, short};
use super::text_width::clean;

/// The fonts of all text: those of the system, then Chinese ones by their name on each system.
const FONTS: &str = "-apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', \
                     'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', \
                     'Microsoft YaHei', system-ui, sans-serif";

/// A chart that is being drawn: one element a line.
#[derive(Debug, Default)]
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Returns the elements as a complete SVG file of this size.
    pub(super) fn into_file(
        self,
        size: (f64, f64),
        tag: &str,
        title: &str,
        description: &str,
    ) -> String {
        let (width, height) = (short(size.0), short(size.1));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{tag}\" xml:lang=\"{tag}\" \
             font-family=\"{FONTS}\">\n<title>{}</title>\n<desc>{}</desc>\n\
             <rect class=\"fill-ground\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n\
             {}</svg>\n",
            escaped(title),
            escaped(description),
            Ink::Ground.class_and_colour().1,
            self.out
        )
    }

    /// Adds the elements of another chart, moved down by `top`.
    pub(super) fn add(&mut self, top: f64, other: &Self) {
        let _ =
            write!(self.out, "<g transform=\"translate(0 {})\">\n{}</g>\n", short(top), other.out);
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), set: Type, text: &str) {
        let (name, colour) = set.ink.class_and_colour();
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
            paint.attributes()
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
            paint.attributes()
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
            paint.attributes()
        );
    }

    /// Draws the mark of a series, with a tooltip.
    pub(super) fn mark(&mut self, at: (f64, f64), series: usize, is_hollow: bool, tooltip: &str) {
        const RADIUS: f64 = 4.5;
        let own = Ink::Series(series);
        let paint = if is_hollow {
            Paint::fill(Ink::Ground).edged(own, 1.75)
        } else {
            Paint::fill(own).edged(Ink::Ground, 1.0)
        };
        let corners = corners(series);
        let attributes = paint.attributes();
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
        let tooltip = if tooltip.is_empty() {
            String::new()
        } else {
            format!("<title>{}</title>", escaped(tooltip))
        };
        let _ = writeln!(self.out, "{shape}{tooltip}{end}");
    }
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
