//! The lines of a page in reading order.

use super::aligned::split_aligned;
use super::columns::{self, Region};
use super::glyphs::{GlyphRun, PageGlyphs};
use super::line::{TextLine, in_lines};
use super::table;

/// Returns the lines of the page with index `page` in reading order.
pub(super) fn lines(page: usize, read: &PageGlyphs) -> Vec<TextLine> {
    let upright: Vec<&GlyphRun> = read.runs.iter().filter(|run| is_upright(run)).collect();
    let (tables, free) = table::split_tables(&read.rules, upright);
    if !tables.is_empty() {
        let (mut lines, text) = split_aligned(page, free);
        lines.extend(in_lines(page, text));
        lines.extend(tables.iter().flat_map(|table| table.rows(page)));
        lines.sort_by(|one, other| {
            other.base.total_cmp(&one.base).then(one.left.total_cmp(&other.left))
        });
        return lines;
    }
    let mut lines = Vec::new();
    for (region, Region { runs, shift }) in columns::regions(free).into_iter().enumerate() {
        let (mut found, text) = split_aligned(page, runs);
        found.extend(in_lines(page, text));
        for line in &mut found {
            line.region = region;
            line.left -= shift;
            line.right -= shift;
        }
        found.sort_by(|one, other| other.base.total_cmp(&one.base));
        lines.extend(found);
    }
    lines
}

/// Returns whether the run is upright; watermarks and stamps are often slanted.
fn is_upright(run: &GlyphRun) -> bool {
    let [across, _] = run.direction;
    across > 0.99
}
