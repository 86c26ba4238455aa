//! A stretch of a text.

use std::cmp::Reverse;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Span {
    /// Where its first character begins.
    pub(in crate::search) start: Edge,
    /// Where its last one ends.
    pub(in crate::search) end: Edge,
}

/// A place between two characters of a text. Several marks that vanish in folding can stand between two
/// that do not; terms as written can begin and end at each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Edge {
    /// The number of characters of the folded text before the place.
    pub(in crate::search) position: u32,
    /// The bytes of marks between the last of these and the place.
    pub(in crate::search) marks: u32,
}

impl Edge {
    /// Returns the place right before the character at a position, whatever marks stand before it.
    pub(in crate::search) fn before(position: u32) -> Self {
        Self { position, marks: u32::MAX }
    }

    /// Returns the place right behind the character before a position.
    pub(in crate::search) fn behind(position: u32) -> Self {
        Self { position, marks: 0 }
    }
}

impl Span {
    /// Returns the span of these characters of the folded text.
    pub(in crate::search) fn of_positions(start: u32, end: u32) -> Self {
        Self { start: Edge::before(start), end: Edge::behind(end) }
    }

    /// Returns the stretch from the first to the last of both.
    pub(super) fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Keeps the spans that do not lie inside another one, in order; of equal ones, one.
pub(in crate::search) fn keep_outermost(found: &mut Vec<Span>) {
    // The longest of those that begin at a place comes first, so that a span lies inside another one if
    // and only if an earlier one reaches as far.
    found.sort_by_key(|span| (span.start, Reverse(span.end)));
    let mut reached = None;
    found.retain(|span| {
        let is_outer = Some(span.end) > reached;
        reached = reached.max(Some(span.end));
        is_outer
    });
}

/// Keeps the spans that do not lie inside a longer one of `longer`. Both lists are in order.
pub(super) fn keep_outside(found: &mut Vec<Span>, longer: &[Span]) {
    let mut longer = longer.iter().peekable();
    // Of those that begin no later than the span: the one that reaches farthest, and begins first.
    let mut farthest: Option<Span> = None;
    found.retain(|span| {
        while let Some(next) = longer.next_if(|next| next.start <= span.start) {
            if farthest.is_none_or(|it| it.end < next.end) {
                farthest = Some(*next);
            }
        }
        farthest.is_none_or(|it| it.end < span.end || it == *span)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_inside_longer_ones_are_left_out() {
        // All lists of up to three of the spans in five characters, on either side.
        let spans: Vec<Span> = (0..5)
            .flat_map(|start| (start + 1..=5).map(move |end| Span::of_positions(start, end)))
            .collect();
        let lists: Vec<Vec<Span>> = (0..spans.len())
            .flat_map(|a| (a..spans.len()).flat_map(move |b| (b..15).map(move |c| [a, b, c])))
            .map(|list| {
                let mut list: Vec<Span> = list.iter().map(|&at| spans[at]).collect();
                list.dedup();
                list
            })
            .collect();
        let is_inside = |span: &Span, other: &Span| {
            other.start <= span.start && span.end <= other.end && span != other
        };
        for found in &lists {
            for longer in &lists {
                let mut kept = found.clone();
                keep_outside(&mut kept, longer);
                let is_outside = |span: &&Span| !longer.iter().any(|it| is_inside(span, it));
                let expected: Vec<Span> = found.iter().filter(is_outside).copied().collect();
                assert_eq!(kept, expected, "{found:?} outside {longer:?}");
            }
        }
    }
}
