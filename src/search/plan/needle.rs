//! What to mark in a passage.

use super::span_tree::{Literal, SpanTree};
use crate::text::fold_term;

/// A match to mark in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum Needle {
    /// A folded form.
    Folded(String),
    /// Original characters.
    Strict(String),
    /// The spans of a pattern, of nearness, or within sentences or paragraphs.
    Spans(SpanTree<Literal>),
}

impl Needle {
    /// Returns the needle as a tree of spans.
    pub(super) fn to_tree(&self) -> SpanTree<Literal> {
        match self {
            Self::Folded(form) => SpanTree::Leaf(Literal::folded(vec![form.clone()])),
            Self::Strict(text) => SpanTree::Leaf(Literal::written(text)),
            Self::Spans(tree) => tree.clone(),
        }
    }

    /// Returns the folded forms of the text that the needle matches; none for spans, whose text can be
    /// any.
    pub(super) fn folded_forms(&self) -> Vec<String> {
        match self {
            Self::Folded(form) => vec![form.clone()],
            Self::Strict(text) => fold_term(text),
            Self::Spans(_) => Vec::new(),
        }
    }
}
