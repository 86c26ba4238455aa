//! The parts of a plan.

use std::fmt;

use super::condition::FacetCondition;
use super::span_tree::{Literal, SpanTree};

/// A part of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::search) enum Node {
    All,
    /// A term: any of its folded forms; if it is strict, also its original characters.
    Term {
        forms: Vec<String>,
        strict: Option<String>,
    },
    /// The words of a loose question.
    Words(Vec<String>),
    /// A term in the title of the report or the heading path of the section.
    Title(Vec<String>),
    Condition(FacetCondition),
    /// The spans of a pattern, of nearness, or within sentences or paragraphs.
    Spans(SpanTree<Literal>),
    /// All sections of the reports that meet the inner plan as a whole.
    Report(Box<Node>),
    /// What the inner plan finds; inside [`Node::Report`], one section has to meet it.
    Section(Box<Node>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
}

impl Node {
    /// Returns the terms and words to count, each once, if they have to be counted separately from
    /// the cursors that find the sections; `None` if these count correctly.
    ///
    /// A mention counts once, however often its term is repeated in the query: the cursors of `甲 甲`
    /// would count it twice. It also counts if another branch found the section: in a section with
    /// 甲 and 丙 but not 乙, the branch `(甲 乙)` of `(甲 乙) OR 丙` is elsewhere and would miss 甲.
    pub(super) fn counted_separately(&self) -> Option<Vec<Node>> {
        let mut units = Vec::new();
        let is_plain = self.collect_units(&mut units);
        let mut is_repeated = false;
        let mut distinct: Vec<Node> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for mut unit in units {
            if let Self::Term { forms, strict: None } = &mut unit {
                let all = forms.len();
                forms.retain(|form| !known.contains(form));
                is_repeated |= forms.len() < all;
                known.extend_from_slice(forms);
                if forms.is_empty() {
                    continue;
                }
            }
            if distinct.contains(&unit) {
                is_repeated = true;
            } else {
                distinct.push(unit);
            }
        }
        (!is_plain || is_repeated).then_some(distinct)
    }

    pub(super) fn collect_conditions<'n>(&'n self, found: &mut Vec<&'n FacetCondition>) {
        match self {
            Self::Condition(condition) => found.push(condition),
            Self::Not(inner) | Self::Report(inner) | Self::Section(inner) => {
                inner.collect_conditions(found);
            }
            Self::And(nodes) | Self::Or(nodes) => {
                for node in nodes {
                    node.collect_conditions(found);
                }
            }
            Self::All | Self::Term { .. } | Self::Words(_) | Self::Title(_) | Self::Spans(_) => {}
        }
    }

    /// Adds the terms and words of the node, and returns whether every alternative in it is a
    /// single term.
    pub(super) fn collect_units(&self, units: &mut Vec<Node>) -> bool {
        match self {
            Self::Term { .. } | Self::Spans(_) => {
                units.push(self.clone());
                true
            }
            // It finds sections with its terms, and others.
            Self::Report(inner) => {
                inner.collect_units(units);
                false
            }
            Self::Section(inner) => inner.collect_units(units),
            Self::Words(words) => {
                let unit = |word: &String| Self::Term { forms: vec![word.clone()], strict: None };
                units.extend(words.iter().map(unit));
                true
            }
            Self::All | Self::Title(_) | Self::Condition(_) | Self::Not(_) => true,
            Self::And(nodes) | Self::Or(nodes) => {
                let mut is_plain = true;
                for node in nodes {
                    let is_joined = matches!(node.without_section(), Self::And(_) | Self::Words(_));
                    is_plain &= node.collect_units(units);
                    is_plain &= !(is_joined && matches!(self, Self::Or(_)));
                }
                is_plain
            }
        }
    }
}

impl Node {
    /// Returns a plan that finds all sections that can have a span of a tree, and some others.
    pub(in crate::search) fn candidates(tree: &SpanTree<Literal>) -> Self {
        let all = |trees: &[SpanTree<Literal>]| trees.iter().map(Self::candidates).collect();
        match tree {
            SpanTree::Leaf(literal) => literal.into(),
            SpanTree::Pattern(pieces) => {
                let parts = pieces.iter().flat_map(|piece| &piece.parts);
                Self::And(parts.map(|(literal, _)| literal.into()).collect())
            }
            SpanTree::Near { both, .. } => Self::And(all(both.as_slice())),
            SpanTree::Within(_, inner) | SpanTree::Needed(inner) => Self::candidates(inner),
            SpanTree::And(trees) => Self::And(all(trees)),
            SpanTree::Or(trees) => Self::Or(all(trees)),
            SpanTree::Except(both) | SpanTree::Outside(both) => Self::candidates(&both[0]),
        }
    }

    /// Returns the plan with the condition that a section has a mention, unless there is nothing that
    /// can be mentioned.
    pub(super) fn with_mentions(self) -> Self {
        let mut units = Vec::new();
        self.collect_units(&mut units);
        if units.is_empty() {
            return self;
        }
        let mentioned = if units.len() == 1 { units.remove(0) } else { Self::Or(units) };
        match self {
            Self::And(mut nodes) => {
                nodes.push(mentioned);
                Self::And(nodes)
            }
            other => Self::And(vec![other, mentioned]),
        }
    }

    /// Returns the plan that sections meet.
    fn without_section(&self) -> &Self {
        match self {
            Self::Section(inner) => inner.without_section(),
            other => other,
        }
    }

    /// Returns whether the plan asks for reports as a whole.
    pub(super) fn has_report(&self) -> bool {
        match self {
            Self::Report(_) => true,
            Self::Not(inner) => inner.has_report(),
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().any(Self::has_report),
            _ => false,
        }
    }
}

impl From<&Literal> for Node {
    fn from(literal: &Literal) -> Self {
        Self::Term { forms: literal.forms.clone(), strict: literal.written.clone() }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |out: &mut fmt::Formatter<'_>, name: &str, nodes: &[Node]| {
            write!(out, "({name}")?;
            nodes.iter().try_for_each(|node| write!(out, " {node}"))?;
            out.write_str(")")
        };
        match self {
            Self::All => out.write_str("all"),
            Self::Term { forms, strict: None } => out.write_str(&forms.join("|")),
            Self::Term { strict: Some(text), .. } => write!(out, "'{text}'"),
            Self::Words(words) => write!(out, "words[{}]", words.join(" ")),
            Self::Title(forms) => write!(out, "title[{}]", forms.join("|")),
            Self::Condition(condition) => write!(out, "{}?", condition.facet().key()),
            Self::Spans(tree) => tree.fmt(out),
            Self::Report(inner) => write!(out, "report[{inner}]"),
            Self::Section(inner) => inner.fmt(out),
            Self::Not(inner) => write!(out, "(not {inner})"),
            Self::And(nodes) => list(out, "and", nodes),
            Self::Or(nodes) => list(out, "or", nodes),
        }
    }
}
