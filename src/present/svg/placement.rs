//! Places for labels, so that none covers another, a mark or, if possible, a line.

/// A position in a chart: to the right and downwards.
pub(super) type Point = (f64, f64);

/// The height of a line of small text, and the part of it above the baseline.
const LINE: f64 = 14.0;
const RISE: f64 = 11.0;

/// The distance of a label from the middle of its mark.
const FREE: f64 = 8.0;

/// Half the size of a mark.
const MARK: f64 = 5.5;

/// A label to place next to a point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) point: Point,
    pub(super) width: f64,
    /// Whether it is better placed below its point than above it.
    pub(super) is_below: bool,
}

/// What labels must not cover.
#[derive(Clone, Debug, Default)]
pub(super) struct Obstacles {
    pub(super) lines: Vec<[Point; 2]>,
    pub(super) texts: Vec<Area>,
    /// Whether a label may cover a line if there is no other place.
    pub(super) are_lines_soft: bool,
}

/// A rectangle of the chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(self, (x, y): Point) -> bool {
        self.left < x && x < self.right && self.top < y && y < self.bottom
    }

    fn is_inside(self, other: Self) -> bool {
        self.left >= other.left
            && self.top >= other.top
            && self.right <= other.right
            && self.bottom <= other.bottom
    }

    /// Returns the area between two corners.
    pub(super) fn between((left, top): Point, (right, bottom): Point) -> Self {
        Self { left, top, right, bottom }
    }

    /// Returns the area of a small text with this baseline.
    pub(super) fn of_text((left, foot): Point, width: f64) -> Self {
        let top = foot - RISE;
        Self { left, top, right: left + width, bottom: top + LINE - 1.0 }
    }
}

/// Returns the middle of the baseline of each label, next to its point and inside `bounds`, where it
/// covers nothing; `None` if there is no such place.
///
/// Labels are placed one by one in the given order, each at the first free place among six around its
/// point.
pub(super) fn places(wanted: &[Wanted], obstacles: &Obstacles, bounds: Area) -> Vec<Option<Point>> {
    let marks: Vec<Area> = wanted.iter().map(|it| around(it.point)).collect();
    let mut taken = obstacles.texts.clone();
    let mut places = Vec::new();
    for label in wanted {
        let is_free = |foot: &Point| {
            let area = area(*foot, label.width);
            area.is_inside(bounds) && !marks.iter().chain(&taken).any(|other| area.meets(*other))
        };
        let free: Vec<Point> = candidates(label).into_iter().filter(is_free).collect();
        let is_clear = |foot: &&Point| {
            let area = area(**foot, label.width);
            !obstacles.lines.iter().any(|line| is_crossed(area, *line))
        };
        let last_resort = free.first().filter(|_| obstacles.are_lines_soft);
        let place = free.iter().find(is_clear).or(last_resort).copied();
        taken.extend(place.map(|foot| area(foot, label.width)));
        places.push(place);
    }
    places
}

/// Returns the places for a label, best first.
fn candidates(label: &Wanted) -> Vec<Point> {
    let (x, y) = label.point;
    let (above, below) = (y - FREE, y + FREE + RISE - 1.0);
    let aside = label.width / 2.0 - 2.0;
    let (first, second) = if label.is_below { (below, above) } else { (above, below) };
    let mut places = Vec::new();
    for foot in [first, second] {
        places.extend([(x, foot), (x - aside, foot), (x + aside, foot)]);
    }
    places
}

fn around((x, y): Point) -> Area {
    Area { left: x - MARK, top: y - MARK, right: x + MARK, bottom: y + MARK }
}

fn area((x, foot): Point, width: f64) -> Area {
    Area::of_text((x - width / 2.0, foot), width)
}

/// Returns whether a line crosses an area, judged by 41 points of the line.
fn is_crossed(area: Area, [from, to]: [Point; 2]) -> bool {
    (0..=40)
        .map(|step| f64::from(step) / 40.0)
        .any(|part| area.holds((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)))
}

/// Returns heights near the wanted ones, in their order, each at least `gap` from the next, and all
/// between `top` and `bottom` if there is room.
///
/// They are first pushed down from above, then up from below.
pub(super) fn spread(wanted: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let height = |at: usize| wanted.get(at).copied().unwrap_or_default();
    order.sort_by(|&a, &b| height(a).total_cmp(&height(b)).then(a.cmp(&b)));
    let mut heights: Vec<f64> = order.iter().map(|&at| height(at).max(top)).collect();
    let push_down = |heights: &mut Vec<f64>| {
        for at in 1..heights.len() {
            if let [above, own] = heights.get_mut(at - 1..=at).unwrap_or_default() {
                *own = own.max(*above + gap);
            }
        }
    };
    push_down(&mut heights);
    let mut lowest = bottom;
    for own in heights.iter_mut().rev() {
        *own = own.min(lowest);
        lowest = *own - gap;
    }
    // If there is no room for all, the last ones run past the bottom rather than overlap.
    if let Some(first) = heights.first_mut() {
        *first = first.max(top);
    }
    push_down(&mut heights);
    let mut spread = vec![0.0; wanted.len()];
    for (&at, own) in order.iter().zip(heights) {
        if let Some(slot) = spread.get_mut(at) {
            *slot = own;
        }
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_spread_in_the_order_of_their_lines() {
        for (wanted, expected) in [
            (&[][..], &[][..]),
            (&[50.0], &[50.0]),
            (&[50.0, 52.0], &[50.0, 60.0]),
            (&[52.0, 50.0, 51.0], &[70.0, 50.0, 60.0]),
            (&[99.0, 98.0], &[100.0, 90.0]),
            (&[-9.0, 100.0], &[0.0, 100.0]),
            (
                &[5.0; 12],
                &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0, 110.0],
            ),
        ] {
            assert_eq!(spread(wanted, 10.0, 0.0, 100.0), expected, "{wanted:?}");
        }
    }

    #[test]
    fn no_label_covers_another_or_a_mark() {
        let label = |x, y, is_below| Wanted { point: (x, y), width: 30.0, is_below };
        let bounds = Area::between((0.0, 0.0), (200.0, 100.0));
        let none = Obstacles::default();
        // Two points at one place have room for two labels, but not for a third.
        let crowd = [label(50.0, 50.0, false), label(50.0, 51.0, true), label(50.0, 50.5, true)];
        let found = places(&crowd, &none, bounds);
        assert_eq!(found.iter().filter(|it| it.is_some()).count(), 2, "{found:?}");
        // At the upper edge a label is below its point.
        let high = places(&[label(50.0, 5.0, false)], &none, bounds);
        assert!(high[0].is_some_and(|(_, y)| y > 5.0), "{high:?}");
        // Next to a rising line it is on the side that the line does not cross.
        let one = [label(50.0, 50.0, false)];
        let rising = Obstacles { lines: vec![[(50.0, 50.0), (90.0, 10.0)]], ..none.clone() };
        let found = places(&one, &rising, bounds);
        assert!(found[0].is_some_and(|(x, y)| x < 50.0 && y < 50.0), "{found:?}");
        // Between lines on all sides it has no place, or covers one of them.
        let star = [(0.0, 0.0), (50.0, 0.0), (99.0, 0.0), (0.0, 99.0), (50.0, 99.0), (99.0, 99.0)];
        let lines = star.map(|end| [(50.0, 50.0), end]).to_vec();
        for (are_lines_soft, expected) in [(false, false), (true, true)] {
            let star = Obstacles { lines: lines.clone(), are_lines_soft, ..none.clone() };
            assert_eq!(places(&one, &star, bounds)[0].is_some(), expected);
        }
        let texts = vec![Area::between((0.0, 0.0), (200.0, 49.0))];
        let below = places(&one, &Obstacles { texts, ..none }, bounds);
        assert!(below[0].is_some_and(|(_, y)| y > 50.0), "{below:?}");
    }
}
