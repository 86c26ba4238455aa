//! Coordinates of OFD objects: millimetres, from the upper left corner of what contains them.

use crate::extract::office::xml::Element;

/// A point, right and down from the corner.
pub(super) type Point = (f64, f64);

/// Maps points of an object to its container: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Returns the matrix of an object: its `CTM`, then the corner of its `Boundary`.
    pub(super) fn from_element(element: &Element<'_>) -> Self {
        let own = numbers(element, "CTM").try_into().map_or(Self::IDENTITY, Self);
        let corner = numbers(element, "Boundary");
        let (x, y) = (corner.first().copied(), corner.get(1).copied());
        own.within(Self([1.0, 0.0, 0.0, 1.0, x.unwrap_or(0.0), y.unwrap_or(0.0)]))
    }

    /// Returns where a point lies in the container.
    pub(super) fn apply(self, (x, y): Point) -> Point {
        let [xx, xy, yx, yy, right, down] = self.0;
        (xx * x + yx * y + right, xy * x + yy * y + down)
    }

    /// Returns the length of one unit of height in the container.
    pub(super) fn height(self) -> f64 {
        let [_, _, yx, yy, _, _] = self.0;
        yx.hypot(yy)
    }

    /// Returns by how much an area grows.
    pub(super) fn area(self) -> f64 {
        let [xx, xy, yx, yy, _, _] = self.0;
        (xx * yy - xy * yx).abs()
    }

    /// Returns the matrix that applies `self`, then `outer`.
    fn within(self, outer: Self) -> Self {
        let [xx, xy, yx, yy, right, down] = self.0;
        let corner = outer.apply((right, down));
        // The axes are directions: `outer` turns them, but does not move them.
        let axes = Self([outer.0[0], outer.0[1], outer.0[2], outer.0[3], 0.0, 0.0]);
        let ((xx, xy), (yx, yy)) = (axes.apply((xx, xy)), axes.apply((yx, yy)));
        Self([xx, xy, yx, yy, corner.0, corner.1])
    }
}

/// Returns the finite numbers that an attribute lists.
pub(super) fn numbers(element: &Element<'_>, name: &str) -> Vec<f64> {
    finite_numbers(&element.attribute(name).unwrap_or_default())
}

/// Returns the finite numbers in `text`, which are separated by blanks.
pub(super) fn finite_numbers(text: &str) -> Vec<f64> {
    let numbers = text.split_ascii_whitespace().filter_map(|it| it.parse::<f64>().ok());
    numbers.filter(|number| number.is_finite()).collect()
}
