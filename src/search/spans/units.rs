//! The sentences or paragraphs of a text, by number.

use super::span::{Edge, Span};

/// Goes over the units of a text together with spans in the order of their starts.
pub(super) struct UnitWalk<'e> {
    ends: &'e [u32],
    at: usize,
}

impl<'e> UnitWalk<'e> {
    /// Begins with the first of the units that end at `ends`.
    pub(super) fn new(ends: &'e [u32]) -> Self {
        Self { ends, at: 0 }
    }

    /// Returns the number of the unit that a span lies in, `None` if it lies in several.
    pub(super) fn unit(&mut self, span: Span) -> Option<usize> {
        while self.ends.get(self.at).is_some_and(|&end| end < span.start.position) {
            self.at += 1;
        }
        let is_inside = self.ends.get(self.at).is_none_or(|&end| span.end <= Edge::behind(end + 1));
        is_inside.then_some(self.at)
    }
}

/// Returns whether a span lies in one of the units that end at `ends`.
pub(super) fn is_in_one_unit(span: Span, ends: &[u32]) -> bool {
    let at = ends.partition_point(|&end| end < span.start.position);
    UnitWalk { ends, at }.unit(span).is_some()
}

/// A set of units of a text.
#[derive(Default)]
pub(super) struct Units {
    bits: Vec<u64>,
}

impl Units {
    /// Removes all units; afterwards there is room for those that end at `ends`.
    pub(super) fn clear(&mut self, ends: &[u32]) {
        self.bits.clear();
        // What stands behind the last end is a unit too.
        self.bits.resize(ends.len() / 64 + 1, 0);
    }

    pub(super) fn insert(&mut self, unit: usize) {
        if let Some(bits) = self.bits.get_mut(unit / 64) {
            *bits |= 1 << (unit % 64);
        }
    }

    pub(super) fn contains(&self, unit: usize) -> bool {
        self.bits.get(unit / 64).is_some_and(|bits| bits >> (unit % 64) & 1 == 1)
    }

    /// Combines each 64 units with those of another set over the same text.
    pub(super) fn combine(&mut self, other: &Self, combined: impl Fn(u64, u64) -> u64) {
        for (bits, other) in self.bits.iter_mut().zip(&other.bits) {
            *bits = combined(*bits, *other);
        }
    }
}
