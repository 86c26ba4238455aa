//! The straight lines of a path (`AbbreviatedData`): the rules of tables are among them.

use super::matrix::Point;

/// Returns the two ends of each straight line in a path; curves only move the pen.
///
/// `M`, `S` and `L` take one point, `Q` two and `B` three; `A` takes five numbers and a point;
/// `C` closes the figure.
pub(super) fn straight_lines(data: &str) -> Vec<(Point, Point)> {
    let mut lines = Vec::new();
    let (mut pen, mut start) = ((0.0, 0.0), (0.0, 0.0));
    let mut steps = data.split_ascii_whitespace();
    while let Some(operator) = steps.next() {
        let count = match operator {
            "M" | "S" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            _ => 0,
        };
        let numbers: Vec<f64> =
            steps.by_ref().take(count).filter_map(|step| step.parse().ok()).collect();
        let to = match numbers[..] {
            [.., x, y] if numbers.len() == count => (x, y),
            _ => pen,
        };
        match operator {
            "M" | "S" => start = to,
            "L" => lines.push((pen, to)),
            "C" => {
                lines.push((pen, start));
                pen = start;
                continue;
            }
            _ => {}
        }
        pen = to;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_lines_are_kept_and_curves_move_the_pen() {
        let table: [(&str, &[(Point, Point)]); 4] = [
            ("M 0 0 L 10 0", &[((0.0, 0.0), (10.0, 0.0))]),
            (
                "S 1 1 L 5 1 L 5 3 C",
                &[((1.0, 1.0), (5.0, 1.0)), ((5.0, 1.0), (5.0, 3.0)), ((5.0, 3.0), (1.0, 1.0))],
            ),
            ("M 0 0 B 1 1 2 2 3 3 L 9 3", &[((3.0, 3.0), (9.0, 3.0))]),
            ("M 0 0 L 10 X 7", &[((0.0, 0.0), (0.0, 0.0))]),
        ];
        for (data, expected) in table {
            assert_eq!(straight_lines(data), expected, "{data}");
        }
    }
}
