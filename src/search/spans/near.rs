//! The shortest stretches with two spans that are near each other.

use std::cmp::Reverse;

use super::span::{Edge, Span};
use super::units::is_in_one_unit;

/// Adds, for each of `first`, the shortest stretch from it to one of `second` behind it with at most
/// `within` characters between, unless it contains that of a later one or lies in several units. These
/// stretches begin and end one behind the other.
pub(super) fn add_pairs(
    first: &[Span],
    second: &[Span],
    within: u32,
    ends: &[u32],
    found: &mut Vec<Span>,
) {
    // The first of `second` that begins behind the one of `first`. Of spans that begin one behind the
    // other, a later one can end before an earlier one.
    let mut behind = 0;
    for &from in first {
        let is_behind = |at: usize| second.get(at).is_none_or(|to| to.start >= from.end);
        while !is_behind(behind) {
            behind += 1;
        }
        while behind > 0 && is_behind(behind - 1) {
            behind -= 1;
        }
        let mut best: Option<Span> = None;
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
        let Some(to) = best else { continue };
        let stretch = from.join(to);
        if !ends.is_empty() && !is_in_one_unit(stretch, ends) {
            continue;
        }
        let order = comes_first(&stretch);
        while found.pop_if(|earlier| order < comes_first(earlier)).is_some() {}
        if found.last().is_none_or(|earlier| comes_first(earlier) < order) {
            found.push(stretch);
        }
    }
}

/// Adds those of two lists, in which the ends rise, that contain no other one, from left to right,
/// without overlap.
pub(super) fn add_shortest(lists: [&[Span]; 2], found: &mut Vec<Span>) {
    let [mut left, mut right] = lists;
    let mut shortest = Shortest::default();
    loop {
        let next = match (left.split_first(), right.split_first()) {
            (Some((a, rest)), other)
                if other.is_none_or(|(b, _)| comes_first(a) <= comes_first(b)) =>
            {
                left = rest;
                *a
            }
            (_, Some((b, rest))) => {
                right = rest;
                *b
            }
            _ => return,
        };
        if shortest.keeps(next) {
            found.push(next);
        }
    }
}

/// Whatever lies inside a span comes before it in this order.
pub(super) fn comes_first(span: &Span) -> (Edge, Reverse<Edge>) {
    (span.end, Reverse(span.start))
}

/// Keeps, of spans in the order of [`comes_first`], those that contain no other one, from left to right,
/// without overlap.
#[derive(Default)]
pub(super) struct Shortest {
    latest_start: Option<Edge>,
    free_from: Option<Edge>,
}

impl Shortest {
    pub(super) fn keeps(&mut self, span: Span) -> bool {
        let is_shortest = self.latest_start.is_none_or(|latest| span.start > latest);
        self.latest_start = self.latest_start.max(Some(span.start));
        let is_kept = is_shortest && Some(span.start) >= self.free_from;
        if is_kept {
            self.free_from = Some(span.end);
        }
        is_kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Dice;

    /// Returns what is near each other by trying every pair.
    fn of_all_pairs(lists: [&[Span]; 2], within: u32) -> Vec<Span> {
        let [left, right] = lists;
        let mut all = Vec::new();
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
            let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
            if first.end <= second.start && second.start.position - first.end.position <= within {
                all.push(first.join(*second));
            }
        }
        let contains_another = |span: &Span| {
            all.iter().any(|it| it != span && span.start <= it.start && it.end <= span.end)
        };
        let mut found: Vec<Span> = all.iter().filter(|it| !contains_another(it)).copied().collect();
        found.sort_unstable();
        let mut free_from = None;
        found.retain(|span| {
            let is_free = Some(span.start) >= free_from;
            free_from = if is_free { Some(span.end) } else { free_from };
            is_free
        });
        found
    }

    #[test]
    fn the_shortest_stretches_are_those_of_all_pairs() {
        let mut dice = Dice::new(7);
        for _ in 0..2000 {
            let within = u32::try_from(dice.below(12)).unwrap();
            // Spans of different lengths lie inside each other, as those of aliases do.
            let [left, right] = [(); 2].map(|()| {
                let mut spans: Vec<Span> = (0..dice.below(12))
                    .map(|_| {
                        let [start, len] = [dice.below(40), 1 + dice.below(4)];
                        let [start, end] =
                            [start, start + len].map(|it| u32::try_from(it).unwrap());
                        Span::of_positions(start, end)
                    })
                    .collect();
                spans.sort_unstable();
                spans.dedup();
                spans
            });
            let (mut forwards, mut backwards, mut found) = (Vec::new(), Vec::new(), Vec::new());
            add_pairs(&left, &right, within, &[], &mut forwards);
            add_pairs(&right, &left, within, &[], &mut backwards);
            add_shortest([&forwards, &backwards], &mut found);
            assert_eq!(found, of_all_pairs([&left, &right], within), "{left:?} {right:?} {within}");
        }
    }
}
