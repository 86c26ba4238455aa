//! The lines drawn on a page: those of tables are kept, all other drawings removed.
//!
//! Word and WPS draw the rules of tables as lines or as thin rectangles, in the content of the page
//! itself. All other drawings (curves, areas, hatching) say nothing about the text, and maps have
//! so many of them that reading them would take longer than everything else.

use unpdf::parser::backend::{ContentOp, PdfValue};

use crate::extract::pages::glyphs::{MOST_RULES, Rule};

/// Returns whether an operator builds a path.
fn builds(operator: &str) -> bool {
    matches!(operator, "m" | "l" | "c" | "v" | "y" | "h" | "re")
}

/// Returns whether an operator ends a path.
fn ends(operator: &str) -> bool {
    matches!(operator, "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n")
}

/// Returns `operations` without paths that only draw; clipping paths stay.
pub(super) fn without_drawings(operations: Vec<ContentOp>) -> Vec<ContentOp> {
    let mut kept = Vec::with_capacity(operations.len());
    let mut path: Vec<ContentOp> = Vec::new();
    for operation in operations {
        let operator = operation.operator.as_str();
        if builds(operator) || matches!(operator, "W" | "W*") {
            path.push(operation);
        } else if ends(operator) {
            let cuts = path.iter().any(|step| step.operator.starts_with('W'));
            if cuts {
                kept.append(&mut path);
                kept.push(operation);
            }
            path.clear();
        } else if !matches!(operator, "sh" | "w" | "J" | "j" | "M" | "d" | "i" | "ri") {
            kept.push(operation);
        }
    }
    kept
}

/// Adds the lines that `operations` draw to `rules`.
///
/// The place of a form on the page is not known here, so its lines are placed without the matrix of
/// the form; hardly any table is drawn in one.
pub(super) fn collect(operations: &[ContentOp], rules: &mut Vec<Rule>) {
    let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut saved = Vec::new();
    let mut path: Vec<Rule> = Vec::new();
    let mut pen = (0.0, 0.0);
    let mut start = (0.0, 0.0);
    for operation in operations {
        let number = |at: usize| match operation.operands.get(at) {
            Some(PdfValue::Real(number)) => *number,
            #[expect(clippy::cast_precision_loss, reason = "places on a page are small numbers")]
            Some(PdfValue::Integer(number)) => *number as f32,
            _ => 0.0,
        };
        let place = |x: f32, y: f32| placed(matrix, x, y);
        match operation.operator.as_str() {
            "q" if saved.len() < 64 => saved.push(matrix),
            "Q" => matrix = saved.pop().unwrap_or(matrix),
            "cm" => {
                let inner = [0, 1, 2, 3, 4, 5].map(number);
                matrix = product(inner, matrix);
            }
            "m" => {
                pen = place(number(0), number(1));
                start = pen;
            }
            "l" => {
                let to = place(number(0), number(1));
                path.extend(Rule::between(pen, to));
                pen = to;
            }
            "h" => {
                path.extend(Rule::between(pen, start));
                pen = start;
            }
            "re" => rectangle(&mut path, place, [0, 1, 2, 3].map(number)),
            "n" => path.clear(),
            operator if ends(operator) => {
                let room = MOST_RULES.saturating_sub(rules.len());
                rules.extend(path.drain(..).take(room));
            }
            _ => {}
        }
        if path.len() > MOST_RULES {
            path.clear();
        }
    }
}

/// Adds a thin rectangle as a line, or the four sides of a larger one, to `path`.
fn rectangle(path: &mut Vec<Rule>, place: impl Fn(f32, f32) -> (f32, f32), sides: [f32; 4]) {
    let [x, y, wide, high] = sides;
    let corners = [place(x, y), place(x + wide, y), place(x + wide, y + high), place(x, y + high)];
    let [first, second, third, fourth] = corners;
    if let Some(rule) = Rule::between(first, third) {
        path.push(rule);
        return;
    }
    for (from, to) in [(first, second), (second, third), (third, fourth), (fourth, first)] {
        path.extend(Rule::between(from, to));
    }
}

/// Returns where `matrix` puts the point `(x, y)`.
fn placed(matrix: [f32; 6], x: f32, y: f32) -> (f32, f32) {
    let [xx, xy, yx, yy, right, up] = matrix;
    (xx * x + yx * y + right, xy * x + yy * y + up)
}

/// Returns the matrix that applies `inner`, then `outer`.
fn product(inner: [f32; 6], outer: [f32; 6]) -> [f32; 6] {
    let [xx, xy, yx, yy, right, up] = inner;
    let [_, _, _, _, outer_right, outer_up] = outer;
    // The axes are directions: `outer` turns them, but does not move them.
    let turned = |x, y| {
        let (x, y) = placed(outer, x, y);
        (x - outer_right, y - outer_up)
    };
    let ((xx, xy), (yx, yy)) = (turned(xx, xy), turned(yx, yy));
    let (right, up) = placed(outer, right, up);
    [xx, xy, yx, yy, right, up]
}
