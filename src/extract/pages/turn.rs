//! Pages that are set sideways: by how many quarters a page is turned before it is read.

use super::glyphs::GlyphRun;

/// A turn of a page, clockwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// None at all.
    None,
    /// A quarter to the right.
    Right,
    /// Upside down.
    Around,
    /// A quarter to the left.
    Left,
}

impl Turn {
    /// Returns the turn by `degrees`, as pages state it.
    pub(super) fn from_degrees(degrees: u16) -> Self {
        match degrees % 360 {
            90 => Self::Right,
            180 => Self::Around,
            270 => Self::Left,
            _ => Self::None,
        }
    }

    /// Returns the turn that makes text with the direction `[x, y]` upright.
    fn from_direction([x, y]: [f32; 2]) -> Self {
        if y > 0.9 {
            Self::Right
        } else if y < -0.9 {
            Self::Left
        } else if x < -0.9 {
            Self::Around
        } else {
            Self::None
        }
    }

    /// Returns the turn that makes most of the text in `runs` upright: a table is often set
    /// sideways on a page that is not.
    pub(super) fn from_runs(runs: &[GlyphRun]) -> Self {
        let mut votes = [(Self::None, 0), (Self::Right, 0), (Self::Around, 0), (Self::Left, 0)];
        for run in runs {
            let wanted = Self::from_direction(run.direction);
            for (turn, count) in &mut votes {
                *count += if *turn == wanted { run.text.chars().count() } else { 0 };
            }
        }
        let most = votes.iter().max_by_key(|(turn, count)| (*count, *turn == Self::None));
        most.filter(|(_, count)| *count > 0).map_or(Self::None, |(turn, _)| *turn)
    }

    /// Returns this turn followed by `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let quarters = |turn| match turn {
            Self::None => 0,
            Self::Right => 1,
            Self::Around => 2,
            Self::Left => 3,
        };
        Self::from_degrees((quarters(self) + quarters(next)) * 90)
    }

    /// Returns the turn as the matrix of a PDF content stream, `None` if nothing is turned.
    pub(super) fn matrix(self) -> Option<[f32; 6]> {
        match self {
            Self::None => None,
            Self::Right => Some([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            Self::Around => Some([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            Self::Left => Some([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
        }
    }

    /// Returns the point that `(x, y)` is turned to.
    pub(super) fn point(self, (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Right => (y, -x),
            Self::Around => (-x, -y),
            Self::Left => (-y, x),
        }
    }

    /// Returns the edges (left, bottom, right, top) of an area after the turn.
    pub(super) fn area(self, [left, bottom, right, top]: [f32; 4]) -> [f32; 4] {
        let (x1, y1) = self.point((left, bottom));
        let (x2, y2) = self.point((right, top));
        [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)]
    }
}
