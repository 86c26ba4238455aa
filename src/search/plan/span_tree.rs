//! Parts of a query that ask where terms stand: patterns, nearness, sentences and paragraphs.
//!
//! A section is found by them if they have a *span* in it: a stretch of its folded text, which is also
//! what is marked and counted. The tree is the same for a plan, whose leaves are characters to look
//! for, and for a segment, whose leaves go over its postings.

use std::fmt;

use crate::text::fold_term;

/// The characters that a leaf looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Literal {
    /// The folded forms, any of which may stand in the text.
    pub(in crate::search) forms: Vec<String>,
    /// The original characters, if they have to be as they were written.
    pub(in crate::search) written: Option<String>,
    /// Whether places that overlap are wanted: in a pattern, any place can be the one that fits.
    pub(in crate::search) with_overlaps: bool,
}

/// A part of a query about the places of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum SpanTree<L> {
    /// The occurrences of a term.
    Leaf(L),
    /// The shortest stretches of one sentence with all pieces in this order.
    Pattern(Vec<Piece<L>>),
    /// The shortest stretches with both.
    Near {
        /// The most characters between the two.
        within: u32,
        /// Whether the first of the two has to come first.
        ordered: bool,
        /// The two, in the order in which they were typed.
        both: Box<[SpanTree<L>; 2]>,
    },
    /// What the inner tree finds within one sentence or paragraph.
    Within(Unit, Box<SpanTree<L>>),
    /// All of the trees, in the same unit.
    And(Vec<SpanTree<L>>),
    /// Any of the trees.
    Or(Vec<SpanTree<L>>),
    /// The first in units without the second.
    Except(Box<[SpanTree<L>; 2]>),
    /// The spans of the first that do not lie inside a longer one of the second.
    Outside(Box<[SpanTree<L>; 2]>),
    /// In a unit: the tree has to be met, and has no spans.
    Needed(Box<SpanTree<L>>),
}

/// A part of a pattern without `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) struct Piece<L> {
    /// The number of `?` before the first characters.
    pub(in crate::search) before: u32,
    /// Characters, each with the number of `?` behind it; at least one.
    pub(in crate::search) parts: Vec<(L, u32)>,
}

/// What a text is divided into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) enum Unit {
    /// Up to 。！？； or the end of the paragraph.
    Sentence,
    /// Up to the line feed.
    Paragraph,
}

impl Literal {
    /// Returns a term of which these are the folded forms.
    pub(super) fn folded(forms: Vec<String>) -> Self {
        Self { forms, written: None, with_overlaps: false }
    }

    /// Returns a term that is compared as it is written.
    pub(super) fn written(text: &str) -> Self {
        Self { forms: fold_term(text), written: Some(text.to_owned()), with_overlaps: false }
    }

    /// Returns whether its places can only be seen in the text: the index has no positions of marks.
    fn needs_text(&self) -> bool {
        self.written.is_some()
    }
}

impl SpanTree<Literal> {
    /// Returns whether the tree can only be answered from the text.
    pub(in crate::search) fn needs_text(&self) -> bool {
        self.leaves().iter().any(|leaf| leaf.needs_text())
    }
}

impl<L> SpanTree<L> {
    /// Returns the leaves, those that must not occur included, from left to right.
    pub(in crate::search) fn leaves(&self) -> Vec<&L> {
        match self {
            Self::Leaf(leaf) => vec![leaf],
            Self::Pattern(pieces) => {
                pieces.iter().flat_map(|piece| &piece.parts).map(|(leaf, _)| leaf).collect()
            }
            Self::Near { both, .. } | Self::Except(both) | Self::Outside(both) => {
                both.iter().flat_map(Self::leaves).collect()
            }
            Self::Within(_, inner) | Self::Needed(inner) => inner.leaves(),
            Self::And(trees) | Self::Or(trees) => trees.iter().flat_map(Self::leaves).collect(),
        }
    }

    /// Returns the same tree with other leaves.
    ///
    /// # Errors
    ///
    /// Fails if `change` does.
    pub(in crate::search) fn try_map<M, E>(
        &self,
        change: &mut impl FnMut(&L) -> Result<M, E>,
    ) -> Result<SpanTree<M>, E> {
        let mut list = |trees: &[Self]| -> Result<Vec<SpanTree<M>>, E> {
            trees.iter().map(|tree| tree.try_map(change)).collect()
        };
        let two = |trees: Vec<SpanTree<M>>| -> Box<[SpanTree<M>; 2]> {
            trees.try_into().unwrap_or_else(|_| unreachable!("two trees become two"))
        };
        Ok(match self {
            Self::And(trees) => SpanTree::And(list(trees)?),
            Self::Or(trees) => SpanTree::Or(list(trees)?),
            Self::Except(both) => SpanTree::Except(two(list(both.as_slice())?)),
            Self::Outside(both) => SpanTree::Outside(two(list(both.as_slice())?)),
            Self::Needed(inner) => SpanTree::Needed(Box::new(inner.try_map(change)?)),
            Self::Near { within, ordered, both } => {
                let both = two(list(both.as_slice())?);
                SpanTree::Near { within: *within, ordered: *ordered, both }
            }
            Self::Leaf(leaf) => SpanTree::Leaf(change(leaf)?),
            Self::Within(unit, inner) => SpanTree::Within(*unit, Box::new(inner.try_map(change)?)),
            Self::Pattern(pieces) => {
                let piece = |piece: &Piece<L>| {
                    let parts = piece.parts.iter().map(|(leaf, gap)| Ok((change(leaf)?, *gap)));
                    Ok(Piece { before: piece.before, parts: parts.collect::<Result<_, E>>()? })
                };
                SpanTree::Pattern(pieces.iter().map(piece).collect::<Result<_, E>>()?)
            }
        })
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.written {
            None => out.write_str(&self.forms.join("|")),
            Some(text) => write!(out, "'{text}'"),
        }
    }
}

impl fmt::Display for SpanTree<Literal> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |out: &mut fmt::Formatter<'_>, name: &str, trees: &[Self]| {
            write!(out, "({name}")?;
            trees.iter().try_for_each(|tree| write!(out, " {tree}"))?;
            out.write_str(")")
        };
        match self {
            Self::Leaf(literal) => literal.fmt(out),
            Self::Near { within, ordered: false, both } => {
                list(out, &format!("near/{within}"), both.as_slice())
            }
            Self::Near { within, ordered: true, both } => {
                list(out, &format!("before/{within}"), both.as_slice())
            }
            Self::Within(Unit::Sentence, inner) => write!(out, "sentence[{inner}]"),
            Self::Within(Unit::Paragraph, inner) => write!(out, "paragraph[{inner}]"),
            Self::And(trees) => list(out, "and", trees),
            Self::Or(trees) => list(out, "or", trees),
            Self::Except(both) => write!(out, "(and {} (not {}))", both[0], both[1]),
            Self::Outside(both) => write!(out, "(outside {} {})", both[1], both[0]),
            Self::Needed(inner) => write!(out, "needed[{inner}]"),
            Self::Pattern(pieces) => {
                for (at, piece) in pieces.iter().enumerate() {
                    out.write_str(if at > 0 { "*" } else { "" })?;
                    out.write_str(&"?".repeat(piece.before as usize))?;
                    for (literal, gap) in &piece.parts {
                        write!(out, "{literal}{}", "?".repeat(*gap as usize))?;
                    }
                }
                Ok(())
            }
        }
    }
}
