//! A text in which spans are looked for.

use super::span::Span;
use crate::text::Ends;

/// A text in which spans are looked for.
pub(in crate::search) trait SpanText<L> {
    /// Adds the occurrences of a leaf, in order.
    fn add_occurrences(&self, leaf: &L, found: &mut Vec<Span>);

    /// Returns where its sentences and paragraphs end.
    fn ends(&self) -> &Ends;
}
