//! Ruled tables: lines drawn on a page → cells → rows.
//!
//! A cell is the area between the nearest rules above, below, left and right of a text, so that
//! merged cells and cells with several lines need no special care.

use super::glyphs::{GlyphRun, Rule};
use super::line::{LineKind, TextLine, append, in_lines};

/// The largest gap between rules that meet, in points.
const SLACK: f32 = 3.0;

/// A ruled table with its text.
pub(super) struct Table<'a> {
    cells: Vec<Cell<'a>>,
    /// The left edges of its columns.
    columns: Vec<f32>,
}

/// The text between four rules.
struct Cell<'a> {
    /// The left, bottom, right and top rule.
    place: [f32; 4],
    runs: Vec<&'a GlyphRun>,
}

/// Splits `runs` into those in ruled tables and the others.
pub(super) fn split_tables<'a>(
    rules: &[Rule],
    runs: Vec<&'a GlyphRun>,
) -> (Vec<Table<'a>>, Vec<&'a GlyphRun>) {
    let mut tables = Vec::new();
    let mut free = runs;
    for rules in connected(rules) {
        let levels = rules.iter().filter(|rule| rule.is_level()).count();
        // Two horizontal and two vertical rules frame a text; a table has one more of either.
        if levels < 2 || rules.len() - levels < 2 || rules.len() < 5 {
            continue;
        }
        let [left, bottom, right, top] = edges(rules.iter());
        let is_inside = |run: &&GlyphRun| {
            let (x, y) = middle(run);
            x > left - SLACK && x < right + SLACK && y > bottom - SLACK && y < top + SLACK
        };
        let (inside, outside): (Vec<&GlyphRun>, Vec<&GlyphRun>) =
            free.into_iter().partition(is_inside);
        let table = Table::from_rules(&rules, inside);
        free = outside;
        if table.is_table() {
            tables.push(table);
        } else {
            free.extend(table.cells.into_iter().flat_map(|cell| cell.runs));
        }
    }
    (tables, free)
}

/// Returns the middle of a run.
fn middle(run: &GlyphRun) -> (f32, f32) {
    (f32::midpoint(run.left, run.right), run.base + 0.3 * run.size)
}

/// Groups `rules` that touch each other.
fn connected(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let touches = |one: &Rule, other: &Rule| {
        one.left <= other.right + SLACK
            && other.left <= one.right + SLACK
            && one.bottom <= other.top + SLACK
            && other.bottom <= one.top + SLACK
    };
    let mut groups = Vec::new();
    let mut left: Vec<Rule> = rules.to_vec();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(rule) = group.get(at).copied() {
            at += 1;
            let (near, far): (Vec<Rule>, Vec<Rule>) =
                left.into_iter().partition(|other| touches(&rule, other));
            group.extend(near);
            left = far;
        }
        groups.push(group);
    }
    groups
}

impl<'a> Table<'a> {
    /// Returns the table of `rules` with `runs` in its cells.
    fn from_rules(rules: &[Rule], runs: Vec<&'a GlyphRun>) -> Self {
        let edges = edges(rules.iter());
        let mut table = Self { cells: Vec::new(), columns: Vec::new() };
        for run in runs {
            let place = place_of(rules, edges, middle(run));
            match table.cells.iter_mut().find(|cell| is_near(cell.place, place)) {
                Some(cell) => cell.runs.push(run),
                None => table.cells.push(Cell { place, runs: vec![run] }),
            }
        }
        table.columns = table.columns();
        table
    }

    /// Returns whether two cells are side by side; otherwise the rules frame text.
    fn is_table(&self) -> bool {
        let rows = self.by_row();
        rows.iter().any(|row| row.len() > 1)
    }

    /// Returns the rows from top to bottom, each with its cells from left to right.
    fn by_row(&self) -> Vec<Vec<&Cell<'a>>> {
        let mut cells: Vec<&Cell> = self.cells.iter().collect();
        cells.sort_by(|one, other| other.top().total_cmp(&one.top()));
        let mut rows: Vec<Vec<&Cell>> = Vec::new();
        for cell in cells {
            match rows.last_mut() {
                Some(row) if row.first().is_some_and(|first| first.top() - cell.top() < SLACK) => {
                    row.push(cell);
                }
                _ => rows.push(vec![cell]),
            }
        }
        for row in &mut rows {
            row.sort_by(|one, other| one.left().total_cmp(&other.left()));
        }
        rows
    }

    /// Returns the left edges of the columns.
    fn columns(&self) -> Vec<f32> {
        let mut lefts: Vec<f32> = self.cells.iter().map(Cell::left).collect();
        lefts.sort_by(f32::total_cmp);
        lefts.dedup_by(|next, left| *next - *left < SLACK);
        lefts
    }

    /// Returns the text of a row of several `cells`, whose empty cells and those that a cell above
    /// covers stay empty.
    fn joined_row(&self, row: &[&Cell<'_>], cells: &[Vec<TextLine>]) -> String {
        let mut texts = vec![String::new(); self.columns.len()];
        for (cell, lines) in row.iter().zip(cells) {
            let at = self.columns.iter().rposition(|left| *left < cell.left() + SLACK);
            if let Some(text) = texts.get_mut(at.unwrap_or(0)) {
                append(text, &joined(lines));
            }
        }
        let is_alone = row.len() < 2;
        let text = texts.join("\t");
        let text = text.trim_end_matches('\t');
        if is_alone { text.trim_start_matches('\t') } else { text }.to_owned()
    }

    /// Returns the rows as lines of the page with index `page`.
    ///
    /// A row of one cell with several lines contains paragraphs: its lines stay lines.
    pub(super) fn rows(&self, page: usize) -> Vec<TextLine> {
        let mut out = Vec::new();
        for row in self.by_row() {
            let cells: Vec<Vec<TextLine>> =
                row.iter().map(|cell| in_lines(page, cell.runs.clone())).collect();
            if let [lines] = &cells[..]
                && lines.len() > 2
            {
                out.extend(lines.iter().cloned());
                continue;
            }
            let Some(first) = cells.iter().flatten().next() else { continue };
            let right = cells.iter().flatten().map(|line| line.right).fold(first.right, f32::max);
            let top = row.iter().map(|cell| cell.top()).fold(f32::MIN, f32::max);
            // The height of a row is that of its upper rule, whatever the lines in its cells.
            let text = self.joined_row(&row, &cells);
            out.push(TextLine {
                text,
                kind: LineKind::Row,
                right,
                base: top - 1.0,
                ..first.clone()
            });
        }
        out
    }
}

impl Cell<'_> {
    fn left(&self) -> f32 {
        let [left, _, _, _] = self.place;
        left
    }

    fn top(&self) -> f32 {
        let [_, _, _, top] = self.place;
        top
    }
}

/// Returns the text of a cell, with its lines joined.
fn joined(lines: &[TextLine]) -> String {
    let mut text = String::new();
    for line in lines {
        append(&mut text, &line.text.replace('\t', ""));
    }
    text
}

/// Returns the left, bottom, right and top of the cell at `(x, y)`, with the outer `edges` where
/// there is no rule.
fn place_of(rules: &[Rule], edges: [f32; 4], (x, y): (f32, f32)) -> [f32; 4] {
    let [mut left, mut bottom, mut right, mut top] = edges;
    for rule in rules {
        let (across, up) =
            (f32::midpoint(rule.left, rule.right), f32::midpoint(rule.bottom, rule.top));
        if rule.is_level() {
            if rule.left - SLACK <= x && x <= rule.right + SLACK {
                if up >= y {
                    top = top.min(up);
                } else {
                    bottom = bottom.max(up);
                }
            }
        } else if rule.bottom - SLACK <= y && y <= rule.top + SLACK {
            if across >= x {
                right = right.min(across);
            } else {
                left = left.max(across);
            }
        }
    }
    [left, bottom, right, top]
}

/// Returns whether two cells are in the same place.
fn is_near(one: [f32; 4], other: [f32; 4]) -> bool {
    one.iter().zip(&other).all(|(one, other)| (one - other).abs() < SLACK)
}

/// Returns the outer edges of `rules`: left, bottom, right, top.
fn edges<'a>(rules: impl Iterator<Item = &'a Rule>) -> [f32; 4] {
    let none = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    rules.fold(none, |[left, bottom, right, top], rule| {
        [left.min(rule.left), bottom.min(rule.bottom), right.max(rule.right), top.max(rule.top)]
    })
}
