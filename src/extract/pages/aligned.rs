//! Tables without rules: texts that are below each other on several lines, side by side.
//!
//! The lines of one cell are joined, so that a row is one line with its cells separated by tabs.

use super::glyphs::GlyphRun;
use super::line::{LineKind, TextLine, append, grouped, in_lines};

/// The narrowest gap between two cells, in characters. Lines of text have gaps of up to one character,
/// where a character was set in another font.
const CELL_GAP: f32 = 1.4;

/// The narrowest space between two columns, in characters.
const COLUMN_GAP: f32 = 0.5;

/// The largest step between the lines of a cell, in characters.
const LARGEST_LEADING: f32 = 1.9;

/// How much larger the step between rows is than that between the lines of a cell.
const ROW_STEP: f32 = 1.25;

/// A text on a line, with nothing beside it within a gap.
struct Segment<'a> {
    left: f32,
    right: f32,
    runs: Vec<&'a GlyphRun>,
}

impl Segment<'_> {
    /// Returns the number of characters.
    fn characters(&self) -> usize {
        self.runs.iter().map(|run| run.text.trim().chars().count()).sum()
    }
}

/// A line of a table: its segments, from left to right.
struct CellLine<'a> {
    base: f32,
    size: f32,
    segments: Vec<Segment<'a>>,
}

/// Splits `runs` into the rows of tables without rules, and the others.
pub(super) fn split_aligned(page: usize, runs: Vec<&GlyphRun>) -> (Vec<TextLine>, Vec<&GlyphRun>) {
    let mut sorted = runs;
    sorted.sort_by(|one, other| other.base.total_cmp(&one.base));
    let mut lines: Vec<CellLine<'_>> = grouped(sorted).into_iter().map(segments).collect();
    let mut rows = Vec::new();
    let mut free = Vec::new();
    while !lines.is_empty() {
        let (columns, count) = block(&lines);
        if count < 2 {
            free.extend(lines.remove(0).segments.into_iter().flat_map(|segment| segment.runs));
            continue;
        }
        let table: Vec<CellLine<'_>> = lines.drain(..count).collect();
        rows.extend(rows_of(page, &columns, &table));
    }
    (rows, free)
}

/// Returns the segments of a line.
fn segments(mut runs: Vec<&GlyphRun>) -> CellLine<'_> {
    runs.sort_by(|one, other| one.left.total_cmp(&other.left));
    let size = runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let base = runs.first().map_or(0.0, |run| run.base);
    let mut segments: Vec<Segment<'_>> = Vec::new();
    for run in runs {
        match segments.last_mut() {
            Some(last) if run.left - last.right < CELL_GAP * size => {
                last.right = last.right.max(run.right);
                last.runs.push(run);
            }
            _ => segments.push(Segment { left: run.left, right: run.right, runs: vec![run] }),
        }
    }
    CellLine { base, size, segments }
}

/// The left and right edges of each column.
type Columns = Vec<(f32, f32)>;

/// Returns the columns of the table that `lines` begin with, and how many lines it has: fewer than two
/// if there is no table.
fn block(lines: &[CellLine<'_>]) -> (Columns, usize) {
    let none = (Vec::new(), 0);
    let Some(first) = lines.first().filter(|line| line.segments.len() > 1) else { return none };
    let mut columns: Columns = first.segments.iter().map(|it| (it.left, it.right)).collect();
    let mut count = 1;
    // How many lines there are up to the last one with several cells, and their columns.
    let (mut end, mut wide) = (1, 1);
    for line in lines.iter().skip(1) {
        let Some(wider) = widened(&columns, line) else { break };
        if (line.size - first.size).abs() > 1.5 {
            break;
        }
        columns = wider;
        count += 1;
        if line.segments.len() > 1 {
            (end, wide) = (count, wide + 1);
        }
    }
    let table = lines.get(..count).unwrap_or_default();
    // A column of single characters is the end of lines with a gap in them.
    let has_words = (0..columns.len()).all(|at| {
        let mut cells = table.iter().flat_map(|line| &line.segments);
        cells.any(|it| column_of(it, &columns) == Some(at) && it.characters() > 1)
    });
    if wide < 2 || !has_words {
        return none;
    }
    // A single column that goes on is text, not the rest of a cell.
    let step = inner_step(table.get(..end).unwrap_or_default());
    let mut above = table.get(end - 1).map_or(0.0, |line| line.base);
    let more = table.iter().skip(end).take_while(|line| {
        let is_close = above - line.base < ROW_STEP * step && first_column(line, &columns) > 0;
        above = line.base;
        is_close
    });
    let count = end + more.count();
    (columns, count)
}

/// Returns `columns` made as wide as the segments of `line`, `None` if a segment is in several of them
/// or in none.
fn widened(columns: &Columns, line: &CellLine<'_>) -> Option<Columns> {
    let mut wider = columns.clone();
    for segment in &line.segments {
        let at = column_of(segment, columns)?;
        let (left, right) = wider.get_mut(at)?;
        (*left, *right) = (left.min(segment.left), right.max(segment.right));
    }
    let gap = COLUMN_GAP * line.size;
    let is_apart = wider.windows(2).all(|pair| match pair {
        [(_, right), (left, _)] => left - right > gap,
        _ => true,
    });
    is_apart.then_some(wider)
}

/// Returns the index of the only column that `segment` overlaps.
fn column_of(segment: &Segment<'_>, columns: &Columns) -> Option<usize> {
    let overlaps = |(left, right): (f32, f32)| segment.left < right && segment.right > left;
    let mut found = columns.iter().enumerate().filter(|(_, column)| overlaps(**column));
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}

/// Returns the index of the first column in which `line` has text.
fn first_column(line: &CellLine<'_>, columns: &Columns) -> usize {
    line.segments.first().and_then(|it| column_of(it, columns)).unwrap_or(0)
}

/// Returns the smallest step between two lines.
fn inner_step(lines: &[CellLine<'_>]) -> f32 {
    let steps = lines.windows(2).filter_map(|pair| match pair {
        [one, other] => Some(one.base - other.base),
        _ => None,
    });
    steps.fold(f32::MAX, f32::min)
}

/// Returns the rows of a table.
///
/// If the lines of cells are close to each other, and some steps are larger, these are between rows.
/// Otherwise a row begins where there is text in the first column.
fn rows_of(page: usize, columns: &Columns, lines: &[CellLine<'_>]) -> Vec<TextLine> {
    let least = inner_step(lines);
    let is_gap = |step: f32| step > ROW_STEP * least;
    let gaps = lines.windows(2).filter(|pair| match pair {
        [one, other] => is_gap(one.base - other.base),
        _ => false,
    });
    let gaps = gaps.count();
    let goes_on = lines.iter().any(|line| first_column(line, columns) > 0);
    let is_close = lines.first().is_some_and(|line| least < LARGEST_LEADING * line.size);
    let has_gaps = is_close && (gaps > 1 || (gaps > 0 && goes_on));
    let mut rows: Vec<Vec<&CellLine<'_>>> = Vec::new();
    for line in lines {
        let above = rows.last().and_then(|row| row.last());
        let is_new = above.is_none_or(|above| {
            if has_gaps { is_gap(above.base - line.base) } else { first_column(line, columns) == 0 }
        });
        match rows.last_mut() {
            Some(row) if !is_new => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows.iter().filter_map(|row| row_of(page, columns, row)).collect()
}

/// Returns the line of a row, `None` if it has no words.
fn row_of(page: usize, columns: &Columns, lines: &[&CellLine<'_>]) -> Option<TextLine> {
    let mut cells = vec![String::new(); columns.len()];
    let mut row: Option<TextLine> = None;
    for line in lines {
        for segment in &line.segments {
            let Some(at) = column_of(segment, columns) else { continue };
            for found in in_lines(page, segment.runs.clone()) {
                if let Some(cell) = cells.get_mut(at) {
                    append(cell, &found.text);
                }
                let right = row.as_ref().map_or(found.right, |row| row.right.max(found.right));
                let first = row.take().unwrap_or(found);
                row = Some(TextLine { right, ..first });
            }
        }
    }
    let text = cells.join("\t");
    let text = text.trim_end_matches('\t').to_owned();
    row.map(|row| TextLine { text, kind: LineKind::Row, ..row })
}
