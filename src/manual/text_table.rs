//! Tables of a chapter in a terminal: columns that line up, with cells that wrap; a list where there is
//! no room for columns.

use super::line::Line;
use crate::present::Style;

/// The blanks between two columns.
const GAP: &str = "  ";

/// A column whose cells wrap has room for so many cells: seven Chinese characters.
const LEAST_COLUMN: usize = 14;

/// Renders a table as lines. If it is too wide it becomes a list, with `colon` after each term.
pub(super) fn table(head: &[Line], rows: &[Vec<Line>], room: usize, colon: &str) -> Vec<String> {
    let columns: Vec<[usize; 2]> = (0..head.len())
        .map(|at| {
            let cells =
                || rows.iter().map(Vec::as_slice).chain([head]).filter_map(move |row| row.get(at));
            let all = cells().map(|cell| Style::cells(&cell.text)).max();
            let least = cells().map(|cell| cell.least(room)).max();
            [least, all].map(Option::unwrap_or_default)
        })
        .collect();
    let gaps = GAP.len() * columns.len().saturating_sub(1);
    let Some(widths) = room.checked_sub(gaps).and_then(|room| widths(&columns, room)) else {
        return list(head, rows, room, colon);
    };
    let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
    let mut lines = row_lines(head, &widths);
    lines.push(rule.join(GAP));
    lines.extend(rows.iter().flat_map(|row| row_lines(row, &widths)));
    lines
}

/// Returns the widths of columns, each of which has a width that it needs and one that it would fill:
/// narrow ones are as wide as they are, the others share what is left. `None` if that is too little.
fn widths(columns: &[[usize; 2]], room: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<Option<usize>> = vec![None; columns.len()];
    loop {
        let used: usize = widths.iter().flatten().sum();
        let open = widths.iter().filter(|width| width.is_none()).count();
        let left = room.checked_sub(used)?;
        if open == 0 {
            return widths.into_iter().collect();
        }
        let share = left / open;
        let settled = columns.iter().enumerate().find_map(|(at, &[least, all])| {
            let width = if all <= share { all } else { least };
            let is_settled = widths.get(at)?.is_none() && (all <= share || least > share);
            is_settled.then_some((at, width))
        });
        match settled {
            Some((at, width)) => *widths.get_mut(at)? = Some(width),
            None if share < LEAST_COLUMN => return None,
            None => {
                let mut odd = left % open;
                for width in widths.iter_mut().filter(|width| width.is_none()) {
                    *width = Some(share + usize::from(odd > 0));
                    odd = odd.saturating_sub(1);
                }
            }
        }
    }
}

/// Returns the lines of a row.
fn row_lines(row: &[Line], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<(String, usize)>> =
        row.iter().zip(widths).map(|(cell, &width)| cell.broken(width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let line = |at: usize| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| {
            let (text, cells) = cell.get(at).cloned().unwrap_or_default();
            text + &" ".repeat(width.saturating_sub(cells))
        });
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// Returns a table as a list: of two columns `term: text`, of more the other cells with their heads below
/// the first.
fn list(head: &[Line], rows: &[Vec<Line>], room: usize, colon: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        match row.as_slice() {
            [term, text] => {
                let item = term.clone().followed_by(colon, text);
                lines.extend(item.hanging(room, "- ", GAP));
            }
            [term, rest @ ..] => {
                lines.extend(term.hanging(room, "- ", GAP));
                for (head, text) in
                    head.iter().skip(1).zip(rest).filter(|(_, it)| !it.text.is_empty())
                {
                    let item = head.clone().followed_by(colon, text);
                    lines.extend(item.hanging(room, GAP, "    "));
                }
            }
            [] => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room() {
        for (columns, room, expected) in [
            (&[[2, 4], [3, 9]][..], 13, Some(vec![4, 9])),
            (&[[2, 4], [3, 90]], 40, Some(vec![4, 36])),
            (&[[2, 60], [3, 90]], 41, Some(vec![21, 20])),
            (&[[30, 60], [3, 90]], 50, Some(vec![30, 20])),
            (&[[2, 60], [3, 90]], 20, None),
            (&[[30, 60]], 20, None),
        ] {
            assert_eq!(widths(columns, room), expected, "{columns:?}");
        }
    }
}
