//! Pages in two columns, such as those of gazettes: each column is read on its own.

use super::glyphs::GlyphRun;
use super::line::{grouped, most_common_size};

/// The fewest lines of a column.
const FEWEST: usize = 8;

/// The narrowest gap between columns, in characters.
const GUTTER: f32 = 1.2;

/// Runs of text that are read together, from top to bottom.
pub(super) struct Region<'a> {
    /// The runs.
    pub(super) runs: Vec<&'a GlyphRun>,
    /// How far to the left it must be moved to align with the left column.
    pub(super) shift: f32,
}

/// Splits the text of a page into regions in reading order: one, if the page has no columns.
pub(super) fn regions(runs: Vec<&GlyphRun>) -> Vec<Region<'_>> {
    let mut sorted = runs;
    sorted.sort_by(|one, other| other.base.total_cmp(&one.base));
    let body = most_common_size(sorted.iter().map(|run| (run.size, run.text.chars().count())));
    let lines = grouped(sorted);
    let segments: Vec<(f32, f32)> =
        lines.iter().flat_map(|line| segments(line, GUTTER * body)).collect();
    let Some((gutter, shift)) = gutter(&segments) else {
        let runs = lines.into_iter().flatten().collect();
        return vec![Region { runs, shift: 0.0 }];
    };
    let mut regions = Vec::new();
    let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let crosses = segments_cross(&line, GUTTER * body, gutter);
        if crosses {
            flush(&mut regions, &mut left, 0.0);
            flush(&mut regions, &mut right, shift);
            across.extend(line);
        } else {
            flush(&mut regions, &mut across, 0.0);
            let (before, behind): (Vec<&GlyphRun>, Vec<&GlyphRun>) =
                line.into_iter().partition(|run| run.left < gutter);
            left.extend(before);
            right.extend(behind);
        }
    }
    flush(&mut regions, &mut left, 0.0);
    flush(&mut regions, &mut right, shift);
    flush(&mut regions, &mut across, 0.0);
    regions
}

/// Makes a region of `runs`, if there are any.
fn flush<'a>(regions: &mut Vec<Region<'a>>, runs: &mut Vec<&'a GlyphRun>, shift: f32) {
    if !runs.is_empty() {
        regions.push(Region { runs: std::mem::take(runs), shift });
    }
}

/// Returns the left and right ends of the segments of a line that wide gaps separate.
fn segments(line: &[&GlyphRun], gap: f32) -> Vec<(f32, f32)> {
    let mut places: Vec<(f32, f32)> = line.iter().map(|run| (run.left, run.right)).collect();
    places.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut parts: Vec<(f32, f32)> = Vec::new();
    for (left, right) in places {
        match parts.last_mut() {
            Some((_, end)) if left - *end <= gap => *end = end.max(right),
            _ => parts.push((left, right)),
        }
    }
    parts
}

/// Returns whether a segment of a line extends across `x`.
fn segments_cross(line: &[&GlyphRun], gap: f32, x: f32) -> bool {
    segments(line, gap).iter().any(|&(left, right)| left < x && right > x)
}

/// Returns where the gap between two columns is, and the distance between their left edges.
///
/// Both columns must contain prose: several lines, most of which fill the column.
fn gutter(segments: &[(f32, f32)]) -> Option<(f32, f32)> {
    let left = segments.iter().map(|part| part.0).fold(f32::MAX, f32::min);
    let right = segments.iter().map(|part| part.1).fold(f32::MIN, f32::max);
    let wide = right - left;
    if segments.len() < 2 * FEWEST {
        return None;
    }
    // The place that the fewest segments cross, of 41 places in the middle third.
    let crossed = |x: f32| segments.iter().filter(|&&(left, right)| left < x && right > x).count();
    let places = (0..=40u8).map(|step| left + wide * (0.35 + 0.3 * f32::from(step) / 40.0));
    let places: Vec<(f32, usize)> = places.map(|x| (x, crossed(x))).collect();
    let least = places.iter().map(|(_, count)| *count).min()?;
    let best: Vec<f32> =
        places.iter().filter(|(_, count)| *count == least).map(|(x, _)| *x).collect();
    let x = *best.get(best.len() / 2)?;
    if least * 4 > segments.len() {
        return None;
    }
    let mut before: Vec<(f32, f32)> = segments.iter().copied().filter(|it| it.1 <= x).collect();
    let mut behind: Vec<(f32, f32)> = segments.iter().copied().filter(|it| it.0 >= x).collect();
    let (first, second) = (column(&mut before)?, column(&mut behind)?);
    Some((x, second - first))
}

/// Returns the left edge of the column with `parts`, `None` if they are not a column of prose.
fn column(parts: &mut [(f32, f32)]) -> Option<f32> {
    if parts.len() < FEWEST {
        return None;
    }
    let left = parts.iter().map(|part| part.0).fold(f32::MAX, f32::min);
    let right = parts.iter().map(|part| part.1).fold(f32::MIN, f32::max);
    parts.sort_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)));
    let (start, end) = *parts.get(parts.len() / 2)?;
    (end - start > 0.8 * (right - left)).then_some(left)
}
