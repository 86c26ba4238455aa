//! The matches of a pattern.

use super::near::{Shortest, comes_first};
use super::span::{Edge, Span};
use super::text::SpanText;
use super::units::is_in_one_unit;
use crate::search::plan::Piece;

/// Returns the matches of a pattern.
pub(super) fn matches_of<L, T: SpanText<L>>(pieces: &[Piece<L>], text: &T) -> Vec<Span> {
    let ends = &text.ends().sentences;
    let mut each: Vec<Vec<Span>> = Vec::new();
    for piece in pieces {
        let found = matches_of_piece(piece, text, ends);
        if found.is_empty() {
            return Vec::new();
        }
        each.push(found);
    }
    let Some((last, before)) = each.split_last() else { return Vec::new() };
    let from_last = |&last: &Span| {
        // The latest place of each piece before gives the shortest match with this end.
        let mut whole = last;
        for found in before.iter().rev() {
            let behind = found.partition_point(|span| span.start < whole.start);
            let mut earlier = found.get(..behind).unwrap_or_default().iter().rev();
            whole = whole.join(*earlier.find(|span| span.end <= whole.start)?);
        }
        is_in_one_unit(whole, ends).then_some(whole)
    };
    let mut found: Vec<Span> = last.iter().filter_map(from_last).collect();
    found.sort_by_key(comes_first);
    let mut shortest = Shortest::default();
    found.retain(|&span| shortest.keeps(span));
    found
}

/// Returns the places at which the characters of a piece stand at their distances.
fn matches_of_piece<L, T: SpanText<L>>(piece: &Piece<L>, text: &T, ends: &[u32]) -> Vec<Span> {
    // A `?` is a character that does not end a sentence.
    let widen = |span: Span, before: u32, behind: u32| {
        let (first, last) = (span.start.position, span.end.position);
        let (start, end) = (first.checked_sub(before)?, last + behind);
        let has_end = |from: u32, to: u32| {
            let at = ends.partition_point(|&place| place < from);
            ends.get(at).is_some_and(|&place| place < to)
        };
        if has_end(start, first) || has_end(last, end) {
            return None;
        }
        Some(Span {
            start: if before == 0 { span.start } else { Edge::before(start) },
            end: if behind == 0 { span.end } else { Edge::behind(end) },
        })
    };
    let mut found: Vec<Span> = Vec::new();
    for (at, (leaf, gap)) in piece.parts.iter().enumerate() {
        let mut places = Vec::new();
        text.add_occurrences(leaf, &mut places);
        if at == 0 {
            let first = places.into_iter();
            found = first.filter_map(|span| widen(span, piece.before, *gap)).collect();
            continue;
        }
        let follows = |span: &Span| {
            let from = places.partition_point(|place| place.start < span.end);
            let next = places.get(from..).unwrap_or_default().iter();
            let next = next.take_while(|place| place.start.position == span.end.position);
            next.map(|place| span.join(*place)).collect::<Vec<_>>()
        };
        let longer: Vec<Span> = found.iter().flat_map(follows).collect();
        found = longer.into_iter().filter_map(|span| widen(span, 0, *gap)).collect();
    }
    found.sort_unstable();
    found.dedup();
    found
}
