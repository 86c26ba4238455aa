//! Plans a query: folded forms, words, conditions on facets.
//!
//! A plan depends neither on an index nor on tantivy, and has a printed form for tests and for
//! `explain`.

use super::condition::{FacetCondition, Filters};
use super::function_words::is_function_word;
use super::needle::Needle;
use super::nesting::Nesting;
use super::node::Node;
use super::span_tree::{Literal, Piece, SpanTree, Unit};
use crate::query::{Condition, Query, QueryError, Scope, Term, Trouble};
use crate::search::request::Mode;
use crate::segment::Segmenter;
use crate::text::fold_term;

/// What to find, and the filters on all of it.
#[derive(Debug)]
pub(in crate::search) struct Plan {
    pub(in crate::search) root: Node,
    pub(in crate::search) filters: Filters,
    /// The matches to mark in passages.
    pub(in crate::search) needles: Vec<Needle>,
    /// The largest number of words that a loose question was cut into; 0 without loose questions.
    pub(in crate::search) most_words: usize,
    /// The terms and words to count, if counting along `root` would miss mentions or count them
    /// twice.
    pub(in crate::search) counted: Option<Vec<Node>>,
    /// The terms of which one can lie inside another; a mention inside another one is not counted.
    pub(in crate::search) nesting: Option<Nesting>,
}

impl Plan {
    /// Plans a query. `segmenter` is needed only in words mode.
    pub(in crate::search) fn new(
        query: Option<&Query>,
        mode: Mode,
        filters: &[Condition],
        segmenter: Option<&Segmenter>,
    ) -> Result<Self, QueryError> {
        let mut conditions = Filters::new(filters);
        let titles = filters.iter().filter(|filter| matches!(filter, Condition::Title(_)));
        let titles: Vec<Query> = titles.cloned().map(Query::Condition).collect();
        let mut planner = Planner::new(mode, segmenter);
        let mut nodes = Vec::new();
        let parts: &[Query] = match query {
            Some(Query::And(parts)) => parts,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let loose: Vec<&Term> = match mode {
            Mode::Words => parts.iter().filter_map(loose_term).collect(),
            Mode::Exact | Mode::Strict => Vec::new(),
        };
        if !loose.is_empty() {
            // All loose terms together are one question.
            nodes.push(planner.words(&loose)?);
        }
        for part in parts {
            if !loose.is_empty() && loose_term(part).is_some() {
                continue;
            }
            match FacetCondition::any_in(part) {
                Some(any_of) => conditions.require_written(any_of),
                None => nodes.push(planner.node(part)?),
            }
        }
        if !titles.is_empty() {
            nodes.push(planner.node(&Query::any(titles))?);
        }
        let mut root = match nodes.len() {
            0 => Node::All,
            1 => nodes.remove(0),
            _ => Node::And(nodes),
        };
        if root.has_report() {
            root = root.with_mentions();
        }
        let (needles, most_words) = (planner.needles, planner.most_words);
        let counted = root.counted_separately();
        let nesting = Nesting::new(&needles);
        Ok(Self { root, filters: conditions, needles, most_words, counted, nesting })
    }

    /// Returns all conditions on facets, wherever they stand in the query.
    pub(in crate::search) fn conditions(&self) -> Vec<&FacetCondition> {
        let mut conditions: Vec<&FacetCondition> = self.filters.conditions().collect();
        self.root.collect_conditions(&mut conditions);
        conditions
    }

    /// Returns the folded forms that are marked in passages.
    pub(in crate::search) fn folded_needles(&self) -> Vec<String> {
        let folded = |needle: &Needle| match needle {
            Needle::Folded(form) => Some(form.clone()),
            Needle::Strict(_) | Needle::Spans(_) => None,
        };
        self.needles.iter().filter_map(folded).collect()
    }
}

/// Returns the term of a part of a query, if the part is a term that may be cut into words: patterns
/// and terms with other names are compared as they are.
fn loose_term(part: &Query) -> Option<&Term> {
    match part {
        Query::Term(term) if !term.is_strict() && !term.is_pattern() && !term.has_aliases() => {
            Some(term)
        }
        _ => None,
    }
}

/// Makes the parts of a plan.
pub(super) struct Planner<'a> {
    mode: Mode,
    segmenter: Option<&'a Segmenter>,
    needles: Vec<Needle>,
    most_words: usize,
}

impl<'a> Planner<'a> {
    pub(super) fn new(mode: Mode, segmenter: Option<&'a Segmenter>) -> Self {
        Self { mode, segmenter, needles: Vec::new(), most_words: 0 }
    }
}

impl Planner<'_> {
    fn node(&mut self, query: &Query) -> Result<Node, QueryError> {
        let mut inner = |queries: &[Query]| {
            queries.iter().map(|query| self.node(query)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match query {
            Query::And(queries) => Node::And(inner(queries)?),
            Query::Or(queries) => Node::Or(inner(queries)?),
            Query::Not(query) => {
                // Excluded terms are not marked.
                let marked = self.needles.len();
                let node = self.node(query)?;
                self.needles.truncate(marked);
                Node::Not(Box::new(node))
            }
            Query::Term(term) => self.term(term)?,
            Query::Near { .. } | Query::Within(Scope::Sentence | Scope::Paragraph, _) => {
                self.spans(query)?
            }
            Query::Within(Scope::Section, inner) => Node::Section(Box::new(self.node(inner)?)),
            Query::Within(Scope::Report, inner) => Node::Report(Box::new(self.node(inner)?)),
            Query::Condition(Condition::Title(text)) => Node::Title(forms_of(text)?),
            Query::Condition(condition) => Node::Condition(
                FacetCondition::new(condition).expect("only titles are not a facet"),
            ),
        })
    }

    fn term(&mut self, term: &Term) -> Result<Node, QueryError> {
        if term.is_pattern() {
            return self.spans(&Query::Term(term.clone()));
        }
        if term.is_strict() || self.mode == Mode::Strict {
            let text = term.as_typed().text().to_owned();
            self.mark([Needle::Strict(text.clone())]);
            return Ok(Node::Term { forms: fold_term(&text), strict: Some(text) });
        }
        if self.mode == Mode::Words && !term.has_aliases() {
            return self.words(&[term]);
        }
        let forms = forms_of(term.text())?;
        self.mark(forms.iter().cloned().map(Needle::Folded));
        Ok(Node::Term { forms, strict: None })
    }

    /// Plans what is found by spans.
    fn spans(&mut self, query: &Query) -> Result<Node, QueryError> {
        let tree = self.tree(query, false)?;
        self.mark([Needle::Spans(tree.clone())]);
        Ok(Node::Spans(tree))
    }

    /// Returns the spans that a query asks for. `in_unit` says whether it is met within a sentence or a
    /// paragraph: a loose term is cut into words there, and conjunctions and negations have a meaning.
    pub(super) fn tree(
        &self,
        query: &Query,
        in_unit: bool,
    ) -> Result<SpanTree<Literal>, QueryError> {
        let near = |query: &Query| self.tree(query, false);
        Ok(match query {
            Query::Term(term) if term.is_pattern() => {
                SpanTree::Pattern(pieces_of(term.text(), self.mode)?)
            }
            Query::Term(term) if term.is_strict() || self.mode == Mode::Strict => {
                SpanTree::Leaf(Literal::written(term.as_typed().text()))
            }
            Query::Term(term) if in_unit && self.mode == Mode::Words && !term.has_aliases() => {
                let words = self.content_words(&[term])?;
                let leaf = |word: String| SpanTree::Leaf(Literal::folded(vec![word]));
                SpanTree::And(words.into_iter().map(leaf).collect())
            }
            Query::Term(term) => SpanTree::Leaf(Literal::folded(forms_of(term.text())?)),
            Query::Near { within, ordered, left, right } => {
                let both = Box::new([near(left)?, near(right)?]);
                SpanTree::Near { within: *within, ordered: *ordered, both }
            }
            Query::Or(queries) => {
                let trees = queries.iter().map(|query| self.tree(query, in_unit));
                SpanTree::Or(trees.collect::<Result<_, _>>()?)
            }
            Query::And(queries) if in_unit => self.conjunction(queries)?,
            Query::Within(Scope::Sentence, inner) => {
                SpanTree::Within(Unit::Sentence, Box::new(self.tree(inner, true)?))
            }
            Query::Within(Scope::Paragraph, inner) => {
                SpanTree::Within(Unit::Paragraph, Box::new(self.tree(inner, true)?))
            }
            Query::And(_) | Query::Not(_) | Query::Condition(_) | Query::Within(..) => {
                return Err(misplaced(query));
            }
        })
    }

    /// Returns the spans of a conjunction within a sentence or a paragraph.
    fn conjunction(&self, queries: &[Query]) -> Result<SpanTree<Literal>, QueryError> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        for query in queries {
            match query {
                Query::Not(inner) => unwanted.push(self.tree(inner, true)?),
                other => wanted.push(self.tree(other, true)?),
            }
        }
        if wanted.is_empty() {
            return Err(misplaced(&Query::And(queries.to_vec())));
        }
        let wanted = SpanTree::And(wanted);
        if unwanted.is_empty() {
            return Ok(wanted);
        }
        Ok(SpanTree::Except(Box::new([wanted, SpanTree::Or(unwanted)])))
    }

    /// Cuts the terms of a loose question into words. A question that consists of stop words
    /// is not cut.
    fn words(&mut self, terms: &[&Term]) -> Result<Node, QueryError> {
        let words = self.content_words(terms)?;
        self.mark(words.iter().cloned().map(Needle::Folded));
        self.most_words = self.most_words.max(words.len());
        Ok(Node::Words(words))
    }

    fn content_words(&self, terms: &[&Term]) -> Result<Vec<String>, QueryError> {
        let segmenter = self.segmenter.expect("words mode has a segmenter");
        let mut words: Vec<String> = Vec::new();
        let mut forms = Vec::new();
        for term in terms {
            forms.extend(forms_of(term.text())?.into_iter().take(1));
        }
        for word in forms.iter().flat_map(|form| content_words(segmenter, form)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Ok(if words.is_empty() { forms } else { words })
    }

    fn mark(&mut self, needles: impl IntoIterator<Item = Needle>) {
        for needle in needles {
            if !self.needles.contains(&needle) {
                self.needles.push(needle);
            }
        }
    }
}

/// Returns the folded forms of a term.
///
/// # Errors
///
/// Fails if folding leaves nothing of it, as of `、`.
fn forms_of(text: &str) -> Result<Vec<String>, QueryError> {
    let forms = fold_term(text);
    if forms.is_empty() {
        return Err(QueryError::whole(Trouble::NothingCompared { text: text.to_owned() }));
    }
    Ok(forms)
}

/// Returns the pieces of a pattern: what stands between its `*`.
///
/// # Errors
///
/// Fails if folding leaves nothing of the characters of a piece.
fn pieces_of(pattern: &str, mode: Mode) -> Result<Vec<Piece<Literal>>, QueryError> {
    let mut pieces = Vec::new();
    let mut before = 0;
    for text in pattern.split('*') {
        let (leading, mut rest) = split_question_marks(text);
        let mut piece = Piece { before: before + leading, parts: Vec::new() };
        while let Some(characters) = rest.split('?').next().filter(|it| !it.is_empty()) {
            let behind = rest.strip_prefix(characters).unwrap_or_default();
            let (gap, after) = split_question_marks(behind);
            let literal = match mode {
                Mode::Strict => Literal::written(characters),
                Mode::Exact | Mode::Words => Literal::folded(forms_of(characters)?),
            };
            piece.parts.push((Literal { with_overlaps: true, ..literal }, gap));
            rest = after;
        }
        if piece.parts.is_empty() {
            // Whatever number of characters before the next ones is as good as that many right before.
            before = piece.before;
        } else {
            before = 0;
            pieces.push(piece);
        }
    }
    Ok(pieces)
}

/// Returns the number of `?` at the beginning of a text, and the rest.
fn split_question_marks(text: &str) -> (u32, &str) {
    let rest = text.trim_start_matches('?');
    (u32::try_from(text.len() - rest.len()).expect("queries are short"), rest)
}

/// Returns that a part of a query cannot stand where it stands.
fn misplaced(query: &Query) -> QueryError {
    QueryError::whole(Trouble::NothingCompared { text: query.to_string() })
}

/// Returns the words of a folded question without stop words (哪些, 多少, 的).
fn content_words(segmenter: &Segmenter, folded: &str) -> Vec<String> {
    let says_something =
        |word: &&str| word.chars().any(char::is_alphanumeric) && !is_function_word(word);
    segmenter.cut(folded).into_iter().filter(says_something).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(query: &str, mode: Mode) -> Plan {
        let segmenter = (mode == Mode::Words).then(|| Segmenter::new(None).unwrap());
        Plan::new(Some(&query.parse().unwrap()), mode, &[], segmenter.as_ref()).unwrap()
    }

    #[test]
    fn a_query_becomes_forms_and_conditions() {
        for (query, expected, conditions) in [
            ("“双随机、一公开”", "双随机一公开", 0),
            ("1,234", "1,234|1234", 0),
            ("年度:2023 三项制度", "三项制度", 1),
            ("年度:2023", "all", 1),
            ("甲 -(乙 OR 年度:2023)", "(and 甲 (not (or 乙 year?)))", 0),
            ("'、'", "'、'", 0),
            ("标题:法治 部分:不足 年度:2023", "title[法治]", 2),
        ] {
            let plan = plan(query, Mode::Exact);
            assert_eq!(plan.root.to_string(), expected, "{query}");
            let count: usize = plan.filters.conditions().count();
            assert_eq!(count, conditions, "{query}");
        }
    }

    #[test]
    fn loose_questions_become_the_words_that_say_something() {
        let plan = plan("法律顾问参与了哪些工作？", Mode::Words);
        assert_eq!(plan.root.to_string(), "words[法律顾问 参与]");
        assert_eq!(plan.most_words, 2);
        assert_eq!(plan.needles.len(), 2);
    }

    #[test]
    fn the_terms_of_a_loose_question_are_one_question() {
        for (query, expected) in [
            ("行政复议案件 多少 件", "words[行政复议 案件]"),
            ("多少 哪些", "words[多少 哪些]"),
            ("法律顾问 -合同审查", "(and words[法律顾问] (not words[合同 审查]))"),
            ("法律顾问 '合同审查'", "(and words[法律顾问] '合同审查')"),
        ] {
            assert_eq!(plan(query, Mode::Words).root.to_string(), expected, "{query}");
        }
    }

    #[test]
    fn terms_are_counted_once_however_often_they_are_asked_for() {
        for (query, expected) in [
            ("甲", None),
            ("甲 乙 -丙", None),
            ("甲 (乙 OR 丙)", None),
            ("甲 甲", Some("甲")),
            ("1,234 OR 1234", Some("1,234|1234")),
            ("1234 OR 1,234", Some("1234 1,234")),
            ("(甲 乙) OR 丙", Some("甲 乙 丙")),
            ("(甲 乙) OR (甲 丙) -乙", Some("甲 乙 丙")),
        ] {
            let counted = plan(query, Mode::Exact).counted;
            let counted = counted
                .map(|units| units.iter().map(Node::to_string).collect::<Vec<_>>().join(" "));
            assert_eq!(counted.as_deref(), expected, "{query}");
        }
    }

    #[test]
    fn excluded_terms_are_not_marked() {
        let plan = plan("甲 -乙", Mode::Exact);
        assert_eq!(plan.needles, [Needle::Folded("甲".to_owned())]);
    }
}
