//! What the reader of a format finds on one page: runs of glyphs and ruled lines, with their places.
//!
//! Places are in points; `y` grows upwards, as in PDF.

/// The most ruled lines that are kept of one page. A page of fifty rows and ten columns, each cell
/// framed by itself, has 2,000.
pub(super) const MOST_RULES: usize = 4000;

/// A run of text on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct GlyphRun {
    /// Its characters.
    pub(super) text: String,
    /// Its left edge.
    pub(super) left: f32,
    /// Its right edge.
    pub(super) right: f32,
    /// Its baseline.
    pub(super) base: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// The direction it reads in, of length 1; `[1, 0]` for upright text.
    pub(super) direction: [f32; 2],
}

impl GlyphRun {
    /// Returns whether the run has a place: damaged files put text at infinity.
    pub(super) fn is_finite(&self) -> bool {
        let places = [self.left, self.right, self.base, self.size];
        places.iter().all(|place| place.is_finite() && place.abs() < 1e6) && self.size > 0.0
    }
}

/// A horizontal or vertical line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Its left end.
    pub(super) left: f32,
    /// Its lower end.
    pub(super) bottom: f32,
    /// Its right end.
    pub(super) right: f32,
    /// Its upper end.
    pub(super) top: f32,
}

/// How thick a ruled line may be: tables use half a point to three.
const THICKEST: f32 = 4.0;

/// The shortest ruled line: the lowest rows are higher than this.
const SHORTEST: f32 = 6.0;

impl Rule {
    /// Returns whether the line runs from left to right.
    pub(super) fn is_level(&self) -> bool {
        self.right - self.left > self.top - self.bottom
    }

    /// Returns the line between two corners, `None` if it is too thick or too short for a rule.
    pub(super) fn between(from: (f32, f32), to: (f32, f32)) -> Option<Self> {
        let rule = Self {
            left: from.0.min(to.0),
            bottom: from.1.min(to.1),
            right: from.0.max(to.0),
            top: from.1.max(to.1),
        };
        let (wide, high) = (rule.right - rule.left, rule.top - rule.bottom);
        let is_line = wide.min(high) <= THICKEST && wide.max(high) >= SHORTEST;
        (is_line && wide.max(high) < 1e5).then_some(rule)
    }
}

/// What was read of one page.
#[derive(Clone, Debug, Default)]
pub(super) struct PageGlyphs {
    /// The runs of text, in the order of painting.
    pub(super) runs: Vec<GlyphRun>,
    /// The horizontal and vertical lines that are drawn.
    pub(super) rules: Vec<Rule>,
    /// Left, bottom, right and top edge of the visible page.
    pub(super) area: [f32; 4],
    /// The share of the page that pictures cover.
    pub(super) pictures: f32,
    /// The number of strings whose characters cannot be determined.
    pub(super) unread: usize,
    /// Whether a part of the page was not read: it is damaged, or the page has too much on it.
    pub(super) is_cut: bool,
}
