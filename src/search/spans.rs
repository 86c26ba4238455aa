//! The spans of a text that a query asks for.
//!
//! The same functions work on postings, for counting, and on a text, for marking.

use std::cmp::Reverse;

use super::plan::{Piece, SpanTree, Unit};
use crate::text::Ends;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    /// Where its first character begins.
    pub(super) start: Edge,
    /// Where its last one ends.
    pub(super) end: Edge,
}

/// A place between two characters of a text. Several marks that vanish in folding can stand between two
/// that do not; terms as written can begin and end at each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    /// The number of characters of the folded text before the place.
    pub(super) position: u32,
    /// The bytes of marks between the last of these and the place.
    pub(super) marks: u32,
}

impl Edge {
    /// Returns the place right before the character at a position, whatever marks stand before it.
    pub(super) fn before(position: u32) -> Self {
        Self { position, marks: u32::MAX }
    }

    /// Returns the place right behind the character before a position.
    pub(super) fn behind(position: u32) -> Self {
        Self { position, marks: 0 }
    }
}

/// A text in which spans are looked for.
pub(super) trait SpanText<L> {
    /// Returns the occurrences of a leaf, in order.
    fn occurrences(&self, leaf: &L) -> Vec<Span>;

    /// Returns where its sentences and paragraphs end.
    fn ends(&self) -> &Ends;
}

impl Span {
    /// Returns the span of these characters of the folded text.
    pub(super) fn of_positions(start: u32, end: u32) -> Self {
        Self { start: Edge::before(start), end: Edge::behind(end) }
    }

    /// Returns the stretch from the first to the last of both.
    fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the number of the unit that the span lies in, `None` if it lies in several.
    fn unit(self, ends: &[u32]) -> Option<usize> {
        let unit = ends.partition_point(|&end| end < self.start.position);
        let is_inside = ends.get(unit).is_none_or(|&end| self.end <= Edge::behind(end + 1));
        is_inside.then_some(unit)
    }
}

/// Returns the spans of a tree in a text, in order, each once.
pub(super) fn spans<L, T: SpanText<L>>(tree: &SpanTree<L>, text: &T) -> Vec<Span> {
    spans_between(tree, text, &[])
}

/// Returns the spans of a tree in a text that is divided into units, which end at `ends`: nearness does
/// not reach from one unit into another.
fn spans_between<L, T: SpanText<L>>(tree: &SpanTree<L>, text: &T, ends: &[u32]) -> Vec<Span> {
    match tree {
        SpanTree::Leaf(leaf) => text.occurrences(leaf),
        SpanTree::Pattern(pieces) => matches_of(pieces, text),
        SpanTree::Near { within, ordered, both } => {
            let [left, right] = both.as_ref();
            let (left, right) = (spans_between(left, text, ends), spans_between(right, text, ends));
            let mut found = pairs(&left, &right, *within);
            if !ordered {
                found.extend(pairs(&right, &left, *within));
            }
            found.retain(|span| span.unit(ends).is_some());
            shortest(found)
        }
        SpanTree::Within(unit, inner) => {
            let ends = text.ends();
            let ends = match unit {
                Unit::Sentence => &ends.sentences,
                Unit::Paragraph => &ends.paragraphs,
            };
            spans_in_units(inner, text, ends)
        }
        SpanTree::And(_) | SpanTree::Or(_) | SpanTree::Except(_) => {
            spans_in_units(tree, text, ends)
        }
    }
}

/// A span with the number of its sentence or paragraph.
type InUnit = (usize, Span);

/// What a tree finds in the sentences or paragraphs of a text.
enum InUnits {
    /// The spans of a part that has no parts in units.
    Spans(Vec<InUnit>),
    And(Vec<InUnits>),
    Or(Vec<InUnits>),
    /// The first, in units without the second.
    Except(Box<[InUnits; 2]>),
}

/// Returns the spans in the units that meet a tree, in order: all of what is not excluded, whichever
/// alternative is met. `ends` are the ends of the units. Each unit that meets the tree has a span, since
/// every alternative has a term that occurs.
fn spans_in_units<L, T: SpanText<L>>(tree: &SpanTree<L>, text: &T, ends: &[u32]) -> Vec<Span> {
    let found = InUnits::new(tree, text, ends);
    let units = found.units();
    let mut wanted = Vec::new();
    found.collect_wanted(&mut wanted);
    let is_met = |unit: &usize| units.binary_search(unit).is_ok();
    let met = wanted.into_iter().filter(|(unit, _)| is_met(unit));
    let mut spans: Vec<Span> = met.map(|(_, span)| span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

impl InUnits {
    fn new<L, T: SpanText<L>>(tree: &SpanTree<L>, text: &T, ends: &[u32]) -> Self {
        let each = |trees: &[SpanTree<L>]| -> Vec<Self> {
            trees.iter().map(|tree| Self::new(tree, text, ends)).collect()
        };
        match tree {
            SpanTree::And(trees) => Self::And(each(trees)),
            SpanTree::Or(trees) => Self::Or(each(trees)),
            SpanTree::Except(both) => {
                let [base, without] = both.as_ref();
                let both = [Self::new(base, text, ends), Self::new(without, text, ends)];
                Self::Except(Box::new(both))
            }
            SpanTree::Leaf(_)
            | SpanTree::Pattern(_)
            | SpanTree::Near { .. }
            | SpanTree::Within(..) => {
                let in_unit = |span: Span| Some((span.unit(ends)?, span));
                Self::Spans(
                    spans_between(tree, text, ends).into_iter().filter_map(in_unit).collect(),
                )
            }
        }
    }

    /// Returns the units that are met, in order.
    fn units(&self) -> Vec<usize> {
        let mut units: Vec<usize> = match self {
            Self::Spans(spans) => spans.iter().map(|(unit, _)| *unit).collect(),
            Self::Or(parts) => parts.iter().flat_map(Self::units).collect(),
            Self::And(parts) => {
                let each: Vec<Vec<usize>> = parts.iter().map(Self::units).collect();
                let Some((first, others)) = each.split_first() else { return Vec::new() };
                let is_met = |unit: &&usize| others.iter().all(|it| it.binary_search(unit).is_ok());
                first.iter().filter(is_met).copied().collect()
            }
            Self::Except(both) => {
                let without = both[1].units();
                let mut units = both[0].units();
                units.retain(|unit| without.binary_search(unit).is_err());
                units
            }
        };
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Adds all spans of what is not excluded.
    fn collect_wanted(&self, found: &mut Vec<InUnit>) {
        match self {
            Self::Spans(spans) => found.extend_from_slice(spans),
            Self::Except(both) => both[0].collect_wanted(found),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.collect_wanted(found);
                }
            }
        }
    }
}

/// Returns, for each of `first`, the shortest stretch from it to one of `second` behind it with at most
/// `within` characters between.
fn pairs(first: &[Span], second: &[Span], within: u32) -> Vec<Span> {
    let mut found = Vec::new();
    for &from in first {
        let mut best: Option<Span> = None;
        let behind = second.partition_point(|to| to.start < from.end);
        for &to in second.get(behind..).unwrap_or_default() {
            // Those that begin later than the best ends are no better.
            if to.start.position - from.end.position > within
                || best.is_some_and(|best| best.end <= to.start)
            {
                break;
            }
            if best.is_none_or(|best| to.end < best.end) {
                best = Some(to);
            }
        }
        found.extend(best.map(|to| from.join(to)));
    }
    found
}

/// Returns those of `found` that contain no other one, from left to right, without overlap.
fn shortest(mut found: Vec<Span>) -> Vec<Span> {
    found.sort_by_key(|span| (span.end, Reverse(span.start)));
    // Whatever lies inside a span comes before it.
    let mut latest_start = None;
    let mut free_from = None;
    found.retain(|span| {
        let is_shortest = latest_start.is_none_or(|latest| span.start > latest);
        latest_start = latest_start.max(Some(span.start));
        let is_kept = is_shortest && Some(span.start) >= free_from;
        if is_kept {
            free_from = Some(span.end);
        }
        is_kept
    });
    found
}

/// Returns the matches of a pattern.
fn matches_of<L, T: SpanText<L>>(pieces: &[Piece<L>], text: &T) -> Vec<Span> {
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
        whole.unit(ends).map(|_| whole)
    };
    shortest(last.iter().filter_map(from_last).collect())
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
        let places = text.occurrences(leaf);
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

/// Returns the spans that do not lie inside another one, in order; of equal ones, one.
pub(super) fn outermost(mut found: Vec<Span>) -> Vec<Span> {
    // The longest of those that begin at a place comes first, so that a span lies inside another one if
    // and only if an earlier one reaches as far.
    found.sort_by_key(|span| (span.start, Reverse(span.end)));
    let mut reached = None;
    found.retain(|span| {
        let is_outer = Some(span.end) > reached;
        reached = reached.max(Some(span.end));
        is_outer
    });
    found
}
