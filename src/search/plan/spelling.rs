//! The plan that counts one spelling of a term that is asked for with its aliases: what the query would
//! mark if the term had no other.

use super::condition::Filters;
use super::needle::Needle;
use super::node::Node;
use super::planner::{Plan, Planner};
use super::span_tree::{Literal, SpanTree, Unit};
use crate::query::{Query, QueryError, Scope, Term};
use crate::search::request::Mode;
use crate::segment::Segmenter;
use crate::text::fold_term;

/// A spelling of a term of a query.
pub(in crate::search) struct SpellingOf<'q> {
    /// The query, with alternatives in the place of the term.
    pub(in crate::search) query: &'q Query,
    /// The plan of the query.
    pub(in crate::search) whole: &'q Plan,
    pub(in crate::search) term: &'q Term,
    /// All spellings of the term.
    pub(in crate::search) spellings: &'q [Term],
}

impl Plan {
    /// Returns the plan that counts a spelling; `None` if nothing of the query marks it. It is for sections
    /// that the query finds.
    ///
    /// # Errors
    ///
    /// Fails if folding leaves nothing of a term.
    pub(in crate::search) fn for_spelling(
        spelling: &SpellingOf<'_>,
        mode: Mode,
        segmenter: Option<&Segmenter>,
    ) -> Result<Option<Self>, QueryError> {
        let SpellingOf { query, whole, term, .. } = spelling;
        if whole.needles.iter().all(|needle| matches!(needle, Needle::Folded(_))) {
            // Its places are those of its folded forms, wherever the query has it.
            let mut plan = Self::new(Some(&Query::Term((*term).clone())), mode, &[], segmenter)?;
            plan.nesting = whole.nesting.as_ref().and_then(|it| it.of_forms(&plan.needles));
            return Ok(Some(plan));
        }
        let planner = Planner::new(mode, segmenter);
        let is_longer = |it: &&&Term| {
            let is_cut = mode == Mode::Words && !it.is_strict() && !it.has_aliases();
            !it.is_pattern() && !is_cut && is_inside(term, it)
        };
        let terms = query.terms();
        let longer = terms.iter().filter(is_longer);
        let longer = longer.map(|it| planner.tree(&Query::Term((*it).clone()), false));
        let longer = longer.collect::<Result<Vec<_>, _>>()?;
        let own = Own { planner: &planner, spelling, longer };
        let Some(tree) = own.tree(query, false)? else { return Ok(None) };
        Ok(Some(Self {
            needles: vec![Needle::Spans(tree.clone())],
            root: Node::Spans(tree),
            filters: Filters::default(),
            most_words: 0,
            counted: None,
            nesting: None,
        }))
    }
}

/// Returns whether a term is a part of another one.
fn is_inside(inner: &Term, outer: &Term) -> bool {
    let (inner, outer) = (fold_term(inner.text()), fold_term(outer.text()));
    let is_part = |part: &String| outer.iter().any(|it| it != part && it.contains(part.as_str()));
    inner.iter().any(is_part)
}

type Tree = SpanTree<Literal>;

/// Makes the tree of a query that has only the spans of one spelling.
struct Own<'a> {
    planner: &'a Planner<'a>,
    spelling: &'a SpellingOf<'a>,
    /// The longer terms of the query: where they stand, the spelling does not.
    longer: Vec<Tree>,
}

impl Own<'_> {
    /// Returns the spans of a part of the query with the spelling alone in its places; `None` if there are
    /// none. Within a unit, what else it has to meet has no spans.
    fn tree(&self, query: &Query, in_unit: bool) -> Result<Option<Tree>, QueryError> {
        if !self.stands_in(query) {
            let is_other =
                matches!(query, Query::Term(term) if self.spelling.spellings.contains(term));
            if is_other || !in_unit {
                return Ok(None);
            }
            return Ok(Some(SpanTree::Needed(Box::new(self.planner.tree(query, true)?))));
        }
        let within = |unit: Unit, inner: &Query| -> Result<Option<Tree>, QueryError> {
            Ok(self.tree(inner, true)?.map(|tree| SpanTree::Within(unit, Box::new(tree))))
        };
        match query {
            Query::Term(_) => self.leaf(query).map(Some),
            Query::And(parts) if in_unit => self.conjunction(parts),
            Query::And(parts) | Query::Or(parts) => {
                let trees = parts.iter().filter_map(|part| self.tree(part, in_unit).transpose());
                Ok(any(trees.collect::<Result<_, _>>()?))
            }
            Query::Near { within, ordered, left, right } => {
                let near = |left: Tree, right: Tree| SpanTree::Near {
                    within: *within,
                    ordered: *ordered,
                    both: Box::new([left, right]),
                };
                let mut found = Vec::new();
                if let Some(own) = self.tree(left, false)? {
                    found.push(near(own, self.planner.tree(right, false)?));
                }
                if let Some(own) = self.tree(right, false)? {
                    found.push(near(self.planner.tree(left, false)?, own));
                }
                Ok(any(found))
            }
            Query::Within(Scope::Sentence, inner) => within(Unit::Sentence, inner),
            Query::Within(Scope::Paragraph, inner) => within(Unit::Paragraph, inner),
            Query::Within(Scope::Section | Scope::Report, inner) => self.tree(inner, false),
            Query::Not(_) | Query::Condition(_) => Ok(None),
        }
    }

    /// Returns the occurrences of the spelling.
    fn leaf(&self, term: &Query) -> Result<Tree, QueryError> {
        let leaf = self.planner.tree(term, false)?;
        if self.longer.is_empty() {
            return Ok(leaf);
        }
        Ok(SpanTree::Outside(Box::new([leaf, SpanTree::Or(self.longer.clone())])))
    }

    /// Returns the spans of a conjunction within a sentence or a paragraph.
    fn conjunction(&self, parts: &[Query]) -> Result<Option<Tree>, QueryError> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Query::Not(inner) => unwanted.push(self.planner.tree(inner, true)?),
                part => {
                    let Some(tree) = self.tree(part, true)? else { return Ok(None) };
                    wanted.push(tree);
                }
            }
        }
        let wanted = SpanTree::And(wanted);
        if unwanted.is_empty() {
            return Ok(Some(wanted));
        }
        Ok(Some(SpanTree::Except(Box::new([wanted, SpanTree::Or(unwanted)]))))
    }

    /// Returns whether the spelling stands in a part of the query where it is not excluded.
    fn stands_in(&self, query: &Query) -> bool {
        match query {
            Query::Term(term) => term == self.spelling.term,
            Query::Not(_) | Query::Condition(_) => false,
            Query::And(parts) | Query::Or(parts) => parts.iter().any(|part| self.stands_in(part)),
            Query::Near { left, right, .. } => self.stands_in(left) || self.stands_in(right),
            Query::Within(_, inner) => self.stands_in(inner),
        }
    }
}

/// Returns the spans of any of the trees; `None` if there are none.
fn any(mut trees: Vec<Tree>) -> Option<Tree> {
    if trees.len() > 1 { Some(SpanTree::Or(trees)) } else { trees.pop() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_counted_where_the_query_has_it() {
        let spellings = ["甲", "乙", "乙乙"].map(|text| Term::folded(text).with_aliases());
        for (query, expected) in [
            ("~甲 OR ~乙", "乙"),
            ("(~甲 OR ~乙) 丙 -丁", "乙"),
            ("(~甲 OR ~乙) NEAR/5 丙", "(near/5 乙 丙)"),
            ("丁 (丙 BEFORE/5 (~甲 OR ~乙))", "(before/5 丙 乙)"),
            ("~乙 OR (丙 NEAR/5 ~乙)", "(or 乙 (near/5 丙 乙))"),
            (
                "(~甲 OR ~乙) NEAR/5 (~甲 OR ~乙)",
                "(or (near/5 乙 (or 甲 乙)) (near/5 (or 甲 乙) 乙))",
            ),
            ("同句:(~甲 OR ~乙)", "sentence[乙]"),
            ("同句:((~甲 OR ~乙) 丙) 丁", "sentence[(and 乙 needed[丙])]"),
            ("同句:(((~甲 OR ~乙) 丙) OR 丁)", "sentence[(or (and 乙 needed[丙]) needed[丁])]"),
            ("同段:((~甲 OR ~乙) -丙)", "paragraph[(and (and 乙) (not (or 丙)))]"),
            ("全篇:((~甲 OR ~乙 OR ~乙乙) 同句:丙)", "(outside (or 乙乙) 乙)"),
        ] {
            let query: Query = query.parse().unwrap();
            let whole = Plan::new(Some(&query), Mode::Exact, &[], None).unwrap();
            let (term, spellings) = (&spellings[1], &spellings[..]);
            let spelling = SpellingOf { query: &query, whole: &whole, term, spellings };
            let plan = Plan::for_spelling(&spelling, Mode::Exact, None).unwrap().unwrap();
            assert_eq!(plan.root.to_string(), expected, "{query}");
        }
    }
}
