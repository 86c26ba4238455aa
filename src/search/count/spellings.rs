//! How often each spelling of a term was found that was asked for with its aliases.

use super::collector::{Collector, FoundSection};
use crate::aliases::{AliasedTerm, Resolved};
use crate::index::{IndexReader, NumberSet, Segment};
use crate::query::{Query, QueryError, Scope, Term};
use crate::search::answer::{Remark, SpellingCount};
use crate::search::find::{Scan, SegmentScan};
use crate::search::plan::{Needle, Plan};
use crate::search::request::Mode;
use crate::segment::Segmenter;
use crate::text::fold_term;

/// A term with its aliases, each with the plan that counts it.
pub(super) struct SpelledTerm {
    term: Term,
    spellings: Vec<Spelling>,
}

struct Spelling {
    term: Term,
    /// Finds what it is mentioned in.
    plan: Plan,
    /// Whether the mentions of the plan are its own.
    are_own: bool,
}

impl SpelledTerm {
    /// Returns the terms of a query that are asked for with aliases and not excluded; `whole` is its
    /// plan.
    pub(super) fn all(
        resolved: &Resolved,
        whole: &Plan,
        mode: Mode,
        segmenter: Option<&Segmenter>,
    ) -> Result<Vec<Self>, QueryError> {
        let wanted = resolved.terms.iter().filter(|aliased| !aliased.is_excluded);
        let spelling = |term: &Term| {
            let Some(marked) = marked(&resolved.query, term) else { return Ok(None) };
            let plan = Plan::new(Some(&marked.query), mode, &[], segmenter)?;
            Ok(Some(Spelling { term: term.clone(), plan, are_own: marked.is_alone }))
        };
        let spelled = |aliased: &AliasedTerm| {
            let spellings = aliased.spellings.iter().filter_map(|term| spelling(term).transpose());
            let mut spellings = spellings.collect::<Result<Vec<_>, _>>()?;
            let needles: Vec<(Term, Vec<Needle>)> =
                spellings.iter().map(|it| (it.term.clone(), it.plan.needles.clone())).collect();
            for spelling in &mut spellings {
                let longer = needles.iter().filter(|(term, _)| is_inside(&spelling.term, term));
                let longer: Vec<Needle> = longer.flat_map(|(_, needles)| needles.clone()).collect();
                spelling.plan.nest_within(whole, &longer);
            }
            Ok(Self { term: aliased.spellings[0].clone(), spellings })
        };
        wanted.map(spelled).collect()
    }

    /// Returns a collector for each of the spellings. `query` is the number of the query among those
    /// that are counted together.
    pub(super) fn collectors<'a, 'p>(
        &'p self,
        reader: &'a IndexReader,
        query: usize,
    ) -> tantivy::Result<Vec<SpellingCounter<'a, 'p>>> {
        let counter = |spelling: &'p Spelling| {
            let scan = Scan::new(reader, &spelling.plan, 0)?;
            let (current, at, reports, mentions) = Default::default();
            Ok(SpellingCounter { scan, query, current, at, reports, mentions })
        };
        self.spellings.iter().map(counter).collect()
    }

    /// Returns the remark on the counts of the collectors.
    pub(super) fn remark(&self, counts: Vec<(u64, u64)>) -> Remark {
        let count = |(spelling, (reports, mentions)): (&Spelling, (u64, u64))| SpellingCount {
            term: spelling.term.clone().without_aliases().to_string(),
            reports,
            mentions: spelling.are_own.then_some(mentions),
        };
        Remark::WithAliases {
            term: self.term.clone().without_aliases().to_string(),
            spellings: self.spellings.iter().zip(counts).map(count).collect(),
        }
    }
}

/// Counts the reports and mentions of one spelling in the sections that are found.
pub(super) struct SpellingCounter<'a, 'p> {
    scan: Scan<'a, 'p>,
    query: usize,
    current: Option<SegmentScan<'a>>,
    /// The number of the next segment.
    at: u32,
    reports: NumberSet,
    mentions: u64,
}

impl<'a> Collector<'a> for SpellingCounter<'a, '_> {
    type Fruit = (u64, u64);

    fn enter(&mut self, segment: &'a Segment) -> tantivy::Result<()> {
        self.current = Some(self.scan.open(segment, self.at)?);
        self.at += 1;
        Ok(())
    }

    fn add_found(&mut self, section: FoundSection<'a>) -> tantivy::Result<()> {
        let Some(current) = &mut self.current else { return Ok(()) };
        if section.query != self.query {
            return Ok(());
        }
        if let Some(mentions) = current.mentions_in(section.address.doc)? {
            self.mentions += u64::from(mentions);
            // One that stands only inside another spelling is none of its own.
            if mentions > 0 {
                self.reports.insert(section.report);
            }
        }
        Ok(())
    }

    fn finish(self) -> (u64, u64) {
        (self.reports.len(), self.mentions)
    }
}

/// Returns whether a term is a part of another one.
fn is_inside(inner: &Term, outer: &Term) -> bool {
    let (inner, outer) = (fold_term(inner.text()), fold_term(outer.text()));
    let is_part = |part: &String| outer.iter().any(|it| it != part && it.contains(part.as_str()));
    inner.iter().any(is_part)
}

/// A query for the mentions of one spelling.
struct Marked {
    query: Query,
    /// Whether it marks nothing else.
    is_alone: bool,
}

/// Returns the part of a query that marks `spelling`, with no other spelling in its place; `None` if
/// no part does.
fn marked(query: &Query, spelling: &Term) -> Option<Marked> {
    let any = |parts: &mut dyn Iterator<Item = Marked>| {
        let parts: Vec<Marked> = parts.collect();
        let is_alone = parts.iter().all(|part| part.is_alone);
        let queries: Vec<Query> = parts.into_iter().map(|part| part.query).collect();
        (!queries.is_empty()).then(|| Marked { query: Query::any(queries), is_alone })
    };
    match query {
        Query::Term(term) => {
            (term == spelling).then(|| Marked { query: query.clone(), is_alone: true })
        }
        Query::Condition(_) | Query::Not(_) => None,
        Query::And(parts) | Query::Or(parts) => {
            any(&mut parts.iter().filter_map(|part| marked(part, spelling)))
        }
        Query::Within(Scope::Section | Scope::Report, inner) => marked(inner, spelling),
        Query::Within(scope, inner) => {
            let inner = restricted(inner, spelling)?;
            let query = Query::Within(*scope, Box::new(inner.query));
            Some(Marked { query, is_alone: inner.is_alone })
        }
        Query::Near { within, ordered, left, right } => {
            // The stretch from one to the other is the mention: which are the shortest depends on all
            // spellings, so that those of one do not add up.
            let near = |left: Query, right: Query| {
                let (left, right) = (Box::new(left), Box::new(right));
                let query = Query::Near { within: *within, ordered: *ordered, left, right };
                Marked { query, is_alone: false }
            };
            let from_left = marked(left, spelling).map(|it| near(it.query, (**right).clone()));
            let from_right = marked(right, spelling).map(|it| near((**left).clone(), it.query));
            any(&mut from_left.into_iter().chain(from_right))
        }
    }
}

/// Returns a query within a sentence or paragraph that meets it by `spelling`.
fn restricted(query: &Query, spelling: &Term) -> Option<Marked> {
    let Query::And(parts) = query else { return marked(query, spelling) };
    let with = |at: usize, part: &Query| {
        let part = restricted(part, spelling)?.query;
        let mut parts = parts.clone();
        *parts.get_mut(at)? = part;
        Some(Query::all(parts))
    };
    let met: Vec<Query> =
        parts.iter().enumerate().filter_map(|(at, part)| with(at, part)).collect();
    (!met.is_empty()).then(|| Marked { query: Query::any(met), is_alone: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_counted_where_it_is_marked() {
        let spelling = Term::folded("乙").with_aliases();
        for (query, expected, is_alone) in [
            ("~甲 OR ~乙", "~乙", true),
            ("(~甲 OR ~乙) 丙 -丁", "~乙", true),
            ("(~甲 OR ~乙) NEAR/5 丙", "~乙 NEAR/5 丙", false),
            ("丁 (丙 NEAR/5 (~甲 OR ~乙))", "丙 NEAR/5 ~乙", false),
            (
                "(~甲 OR ~乙) NEAR/5 (~甲 OR ~乙)",
                "(~乙 NEAR/5 (~甲 OR ~乙)) OR ((~甲 OR ~乙) NEAR/5 ~乙)",
                false,
            ),
            ("同句:(~甲 OR ~乙)", "同句:~乙", true),
            ("同句:((~甲 OR ~乙) 丙) 丁", "同句:(~乙 丙)", false),
            ("全篇:((~甲 OR ~乙) 丙)", "~乙", true),
        ] {
            let found = marked(&query.parse().unwrap(), &spelling).unwrap();
            assert_eq!(found.query.to_string(), expected, "{query}");
            assert_eq!(found.is_alone, is_alone, "{query}");
        }
        assert!(marked(&"-(~甲 OR ~乙) 丙".parse().unwrap(), &spelling).is_none());
    }
}
