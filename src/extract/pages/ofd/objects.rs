//! The objects of an OFD page: texts, lines and pictures, in millimetres from its upper left
//! corner.

use super::matrix::Point;
use crate::extract::pages::glyphs::{GlyphRun, PageGlyphs, Rule};
use crate::extract::pages::turn::Turn;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// The size of a page that does not state one: A4.
const A4: (f64, f64) = (210.0, 297.0);

/// Characters in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacedText {
    /// Where the base of the first character begins.
    pub(super) start: Point,
    /// Where the base of the last character ends.
    pub(super) end: Point,
    /// The height of the characters.
    pub(super) size: f64,
    pub(super) characters: String,
}

/// The objects of a page or of a composite object.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    pub(super) texts: Vec<PlacedText>,
    /// The ends of the straight lines that are drawn.
    pub(super) lines: Vec<(Point, Point)>,
    /// The area that pictures cover, in square millimetres.
    pub(super) pictures: f64,
    /// Width and height of the page, if it states them.
    pub(super) size: Option<(f64, f64)>,
    /// Whether there was more than is read of one page.
    pub(super) is_cut: bool,
}

impl Objects {
    /// A page that was not read.
    pub(super) const CUT: Self =
        Self { texts: Vec::new(), lines: Vec::new(), pictures: 0.0, size: None, is_cut: true };

    /// Returns the page in points, upright; `usual` is the size of pages that do not state one.
    pub(super) fn into_glyphs(self, usual: Option<(f64, f64)>) -> PageGlyphs {
        let (width, height) = self.size.or(usual).unwrap_or(A4);
        let sheet = Sheet { width, height, turn: Turn::None };
        let sheet = Sheet { turn: Turn::from_runs(&self.runs(sheet)), ..sheet };
        let rules = self
            .lines
            .iter()
            .filter_map(|&(from, to)| Rule::between(sheet.placed(from), sheet.placed(to)));
        PageGlyphs {
            runs: self.runs(sheet),
            rules: rules.collect(),
            area: sheet.area(),
            pictures: single(self.pictures / (width * height)).min(1.0),
            unread: 0,
            is_cut: self.is_cut,
        }
    }

    /// Returns the texts on `sheet`.
    fn runs(&self, sheet: Sheet) -> Vec<GlyphRun> {
        let visible = self.texts.iter().filter(|text| !text.characters.trim().is_empty());
        let runs = visible.map(|text| {
            let (left, base) = sheet.placed(text.start);
            let (right, end) = sheet.placed(text.end);
            let length = (right - left).hypot(end - base);
            let direction = [(right - left) / length, (end - base) / length];
            GlyphRun {
                text: text.characters.clone(),
                left,
                right,
                base,
                size: points(text.size),
                direction,
            }
        });
        runs.filter(GlyphRun::is_finite).collect()
    }
}

/// A page with its size in millimetres and how it is turned.
#[derive(Clone, Copy)]
struct Sheet {
    width: f64,
    height: f64,
    turn: Turn,
}

impl Sheet {
    /// Returns a point of the page in points from the lower left corner of the turned page.
    fn placed(self, (x, y): Point) -> (f32, f32) {
        let (x, y) = self.turn.point((points(x), points(self.height - y)));
        let [left, bottom, _, _] = self.turned_area();
        (x - left, y - bottom)
    }

    /// Returns the edges of the turned page: left, bottom, right, top.
    fn area(self) -> [f32; 4] {
        let [left, bottom, right, top] = self.turned_area();
        [0.0, 0.0, right - left, top - bottom]
    }

    /// Returns the edges of the page turned about the corner of the one that is not.
    fn turned_area(self) -> [f32; 4] {
        self.turn.area([0.0, 0.0, points(self.width), points(self.height)])
    }
}

/// Returns millimetres as points.
fn points(millimetres: f64) -> f32 {
    single(millimetres * POINTS)
}

/// Returns `number` with the precision that places on a page need.
#[expect(clippy::cast_possible_truncation, reason = "a page has far fewer than 2^24 points")]
fn single(number: f64) -> f32 {
    number as f32
}
